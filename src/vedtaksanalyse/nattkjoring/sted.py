"""A place where chunks of a run that was planned elsewhere are done: another process, or another machine."""

from __future__ import annotations

from contextlib import ExitStack
from functools import partial

from vedtaksanalyse.arbeidere import Arbeidere
from vedtaksanalyse.nattkjoring.bunke import Bunkearbeid, Bunkesvar, Oppdrag, name_leser
from vedtaksanalyse.nattkjoring.kjor import Nattoppsett
from vedtaksanalyse.storage import open_lager


class Arbeidssted:
    """Store and worker processes for the chunks of one run. Safe to use from several threads.

    Args:
        oppsett: database, models and processes of this machine.
        oppdrag: any chunk of the run; its limits hold here too.
    """

    def __init__(self, oppsett: Nattoppsett, oppdrag: Oppdrag) -> None:
        self.kjoring, grenser = oppdrag.kjoring, oppdrag.grenser
        with ExitStack() as aapnet:
            lager = aapnet.enter_context(open_lager(oppsett.database, opprett=False))
            krasj = lager.load_krasj(name_leser(grenser))
            start = partial(oppsett.start, sprakmodell=oppsett.sprakmodell, grenser=grenser, krasj=krasj)
            arbeidere = aapnet.enter_context(Arbeidere(start, oppsett.modeller, oppsett.prosesser, grenser))
            self._arbeid = Bunkearbeid(lager, arbeidere)
            self._aapnet = aapnet.pop_all()

    def run(self, oppdrag: Oppdrag) -> Bunkesvar:
        """Do one chunk and store it; Arbeidsfeil with a code when it cannot be done."""
        return self._arbeid.run(oppdrag)

    def close(self) -> None:
        """End the worker processes, when those at work are done."""
        self._aapnet.close()

"""A place where chunks of a run that was planned elsewhere are done: another process, or another machine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from vedtaksanalyse.arbeidere import Arbeidere
from vedtaksanalyse.nattkjoring.bunke import FEILET, Bunkearbeid, Bunkesvar, Oppdrag
from vedtaksanalyse.nattkjoring.kjor import Nattoppsett, make_start
from vedtaksanalyse.nattkjoring.speil import fetch_filer
from vedtaksanalyse.reading import Arkivfil, Saksmappe
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
            start = make_start(oppsett, grenser, lager, oppdrag.flaggstand)
            arbeidere = aapnet.enter_context(Arbeidere(start, oppsett.modeller, oppsett.prosesser, grenser, plass=oppsett.plass))
            self._lager, self._arbeid = lager, Bunkearbeid(lager, arbeidere)
            self._aapnet = aapnet.pop_all()

    def run(self, oppdrag: Oppdrag) -> Bunkesvar:
        """Do one chunk and store it; Arbeidsfeil with a code when it cannot be done.

        A scheduler asks again where it lost the answer. What this run has stored already is not done twice.
        """
        gjort = self._lager.find_gjorte(oppdrag.rot, oppdrag.kjoring, [sak.mappe.sak_id for sak in oppdrag.saker])
        rest = tuple(sak for sak in oppdrag.saker if sak.mappe.sak_id not in gjort)
        if oppdrag.kilde and rest:
            fetch_filer(oppdrag.kilde, rest[0].mappe.rot, (fil for sak in rest for fil in _stier(sak.mappe)))
        svar = self._arbeid.run(replace(oppdrag, saker=rest)) if rest else Bunkesvar(0, {}, 0, 0, {})
        return replace(
            svar,
            filer=oppdrag.filer,
            tilstander=Counter(svar.tilstander) + Counter(status or FEILET for status, _ in gjort.values()),
            vedlegg=svar.vedlegg + sum(vedlegg for _, vedlegg in gjort.values()),
            fra_lager=svar.fra_lager + sum(sak.lagret for sak in oppdrag.saker if sak.mappe.sak_id in gjort),
        )

    def close(self) -> None:
        """End the worker processes, at work or not."""
        self._aapnet.close()


def _stier(mappe: Saksmappe) -> Iterator[Path]:
    """The files that a case is read from."""
    for fil in (*mappe.filer, mappe.sakjson):
        if fil is not None:
            yield fil.arkiv if isinstance(fil, Arkivfil) else fil

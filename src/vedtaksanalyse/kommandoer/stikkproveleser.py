"""Who reads a folder from the command line, and which: the same rights, offices, blindness and log as on the pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from vedtaksanalyse.errors import IkkeFunnet, IkkeTilgang
from vedtaksanalyse.kommandoer.stikkprovevalg import load_valg, require_hvem

if TYPE_CHECKING:
    from vedtaksanalyse.gjennomgang import Regler
    from vedtaksanalyse.kriterier import Katalog
    from vedtaksanalyse.sak import Bruker, Mappe, Rammesak, Saksvurdering, Stikkprove, Vern
    from vedtaksanalyse.settings import Innstillinger
    from vedtaksanalyse.stikkprove.mappevisning import Mappevisning
    from vedtaksanalyse.storage import Lager

VEI = "kommando"


@dataclass(frozen=True)
class Apnet:
    """A folder that is open to its reader, with the case in it."""

    nr: int
    kontor: str
    vurdering: Saksvurdering
    v: Mappevisning


@dataclass(frozen=True)
class Leser:
    """Somebody at a draw. One the application does not know has every right, as whoever has the database does; others their own."""

    lager: Lager
    innstilt: Innstillinger
    katalog: Katalog
    regler: Regler
    prove: Stikkprove
    bruker: Bruker
    brukere: tuple[Bruker, ...]

    @property
    def malform(self) -> str:
        """The language form to tell in."""
        return self.innstilt.malform

    @cached_property
    def trukket(self) -> dict[str, Rammesak]:
        """The cases drawn, by id."""
        return {ett.sak_id: ett for ett in self.lager.stikkprover.load_ramme(self.prove.id, trukket=True)}

    @cached_property
    def mapper(self) -> list[Mappe]:
        """The folders."""
        return self.lager.stikkprover.load_mapper(self.prove.id)

    @property
    def folk(self) -> dict[str, str]:
        """Everybody's name by id."""
        return {ett.id: ett.navn for ett in self.brukere}

    @property
    def lesere(self) -> list[Bruker]:
        """Those who may read folders."""
        from vedtaksanalyse.stikkprove.mapper import find_lesere

        return find_lesere(self.brukere, self.regler)

    def find_sak(self, mappe: str) -> Rammesak:
        """The case of a folder, by its id or by its number in the draw. IkkeFunnet when there is none."""
        funnet = self.trukket.get(mappe) or next((ett for ett in self.trukket.values() if str(ett.nr) == mappe), None)
        if funnet is None or not self.bruker.ser_kontor(funnet.kontor):
            raise IkkeFunnet("sak_finnes_ikke")
        return funnet

    def open(self, mappe: str, plass: int | None, handling: str) -> Apnet:
        """A folder: the reading asked for, else the person's own, else the first. The look is logged first."""
        from vedtaksanalyse.stikkprove.mappevisning import Mappeinnhold, load_mappevisning

        sak, prover = self.find_sak(mappe), self.lager.stikkprover
        sakens = prover.load_mapper(self.prove.id, sak.sak_id)
        mulige = [m for m in sakens if m.plass == plass] if plass else sorted(sakens, key=lambda m: (m.hvem != self.bruker.id, m.plass))
        if not mulige:
            raise IkkeFunnet("sak_finnes_ikke")
        self.log(handling, sak, mulige[0].plass)
        vurdering = load_skjermet(self.lager, sak.sak_id, self.innstilt.vern)
        if vurdering is None:
            raise IkkeFunnet("sak_finnes_ikke")
        innhold = Mappeinnhold(self.prove, mulige[0], sakens, prover.load_mappesvar(self.prove.id, sak.sak_id), vurdering)
        return Apnet(sak.nr or 0, sak.kontor, vurdering, load_mappevisning(self.lager, innhold, self.bruker, self.regler, self.katalog))

    def log(self, handling: str, sak: Rammesak, plass: int) -> None:
        """Note a look at a folder."""
        from vedtaksanalyse.sak import Innsyn

        self.lager.innsyn.add(Innsyn(self.bruker.id, handling, sak.sak_id, sak.kontor, f"{self.prove.id}:{plass}", VEI))


@contextmanager
def open_leser(nummer: int, hvem: str | None, database: str | None, malform: str | None) -> Iterator[Leser]:
    """A reader at a draw. IkkeFunnet for a draw out of reach, IkkeTilgang without the right to read folders."""
    from vedtaksanalyse.gjennomgang import load_regler
    from vedtaksanalyse.kriterier import load_katalog
    from vedtaksanalyse.stikkprove.mapper import LESE, sees_plan
    from vedtaksanalyse.storage import open_lager

    innstilt, regler, navn = load_valg(database, malform), load_regler(), require_hvem(hvem)
    with open_lager(innstilt.database, opprett=False) as lager:
        brukere, prove = load_brukere(lager), lager.stikkprover.load(nummer)
        bruker = find_bruker(navn, brukere, regler)
        if not regler.har(bruker, LESE):
            raise IkkeTilgang("ikke_tilgang")
        if not sees_plan(bruker, prove.plan):
            raise IkkeFunnet("stikkprove_finnes_ikke")
        yield Leser(lager, innstilt, load_katalog(), regler, prove, bruker, (*brukere, *([] if bruker in brukere else [bruker])))


def load_brukere(lager: Lager) -> tuple[Bruker, ...]:
    """Everybody the application knows."""
    return tuple(lager.make_okter(timedelta(), timedelta()).load_brukere())


def find_bruker(navn: str, brukere: tuple[Bruker, ...], regler: Regler) -> Bruker:
    """Somebody by id or name."""
    from vedtaksanalyse.sak import Bruker

    kjent = [ett for ett in brukere if ett.id == navn] or [ett for ett in brukere if ett.navn == navn]
    return kjent[0] if kjent else Bruker(navn, navn, frozenset(regler.roller), None)


def load_skjermet(lager: Lager, sak_id: str, vern: Vern) -> Saksvurdering | None:
    """A case with what is held back taken out; None for one that is gone."""
    from vedtaksanalyse.pii.skjerming import skjerm_sak

    vurdering = next(iter(lager.load_vurderinger([sak_id])), None)
    return vurdering and skjerm_sak(vurdering, vern, lager.load_avgjorelser(sak_id))

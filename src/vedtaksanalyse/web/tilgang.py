"""The one gate between people and cases: rights, offices, what is held back, and the log of every look.

Pages, pictures, exports and the API get cases from here and from nowhere else (a law of the house). What a person may not see
is not there: a case of another office answers like one that does not exist.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from vedtaksanalyse.bevis import make_bunt
from vedtaksanalyse.errors import IkkeFunnet, IkkeTilgang
from vedtaksanalyse.gjennomgang.loggkontroll import UTTAK, Kontrollrad, make_kontroll
from vedtaksanalyse.pii.skjerming import skjerm_sak
from vedtaksanalyse.sak import (
    Bruker,
    Dokument,
    Innsyn,
    Kopost,
    Koside,
    Kovalg,
    PiiFunn,
    Saksvurdering,
    Skjerming,
    Vern,
)
from vedtaksanalyse.storage import Holdt
from vedtaksanalyse.web.oppsett import Oppsett

VEIER = frozenset({"ko", "sok", "neste", "lenke", "personvern", "stikkprove", "api"})
"""The ways to a case that the log knows. Whatever else an address says is no way of ours."""
DIREKTE = "direkte"
_TALT = {"sok": frozenset({"sok", "loggsok"}), "uttak": UTTAK}
"""What each limit counts in the log."""
_SIDE = re.compile(r"\d{1,4}:\d{1,5}", re.ASCII)
Tidsrom = tuple[datetime, datetime]


class Tilgang:
    """What one person can reach in one request. ``vei`` is how they came: the queue, a search, a link."""

    def __init__(self, oppsett: Oppsett, bruker: Bruker, vei: str = "") -> None:
        self._oppsett, self.bruker, self._vei = oppsett, bruker, vei if vei in VEIER else DIREKTE

    def har(self, rettighet: str) -> bool:
        """Whether the person has this right."""
        return self._oppsett.regler.har(self.bruker, rettighet)

    def krev(self, rettighet: str) -> None:
        """IkkeTilgang without this right."""
        if not self.har(rettighet):
            raise IkkeTilgang("ikke_tilgang")

    def load_koside(self, valg: Kovalg) -> Koside:
        """A page of the queue, of the cases within reach. A search in it is logged, with how much it found and not what it was."""
        self.krev("se_ko")
        if valg.sok:
            self._check_tak("sok")
        koside = self._oppsett.gjennomgang.load_koside(valg, self.bruker, self._oppsett.idag())
        if valg.sok:
            self.log("sok", gjelder=str(koside.treff))
        return replace(koside, poster=self._hide_mapper(koside.poster))

    def load_uttak(self, valg: Kovalg) -> list[Kopost]:
        """All of the queue, of the cases within reach, to take out; how many is logged, and not what was searched for."""
        self.krev("se_ko")
        self.krev("eksportere")
        self._check_tak("uttak")
        if valg.sok:
            self._check_tak("sok")
        poster = self._oppsett.gjennomgang.load_uttak(valg, self.bruker, self._oppsett.idag())
        self.log("uttak", gjelder=f"ko:{len(poster)}")
        return self._hide_mapper(poster)

    def _hide_mapper(self, poster: Iterable[Kopost]) -> list[Kopost]:
        """The queue does not tell what was found in a case that the person reads blind in a stikkprøve."""
        blinde = self._oppsett.lager.stikkprover.find_blinde(self.bruker.id)
        return [replace(post, mappe=post.rad.sak_id in blinde) for post in poster]

    def take_ut(self, gjelder: str) -> None:
        """Something that is no case, but made from cases, is taken out: whether it may be, and that it is, noted first."""
        self.krev("eksportere")
        self._check_tak("uttak")
        self.log("uttak", gjelder=gjelder)

    def find_neste(self, etter: str) -> str | None:
        """The case within reach to look at after this one."""
        self.krev("se_ko")
        return self._oppsett.gjennomgang.find_neste(self.bruker, self._oppsett.idag(), etter)

    def load_sak(self, sak_id: str, handling: str = "sak", gjelder: str = "", *, rettighet: str = "se_sak") -> Saksvurdering:
        """A case with what is held back taken out; the look is logged first. ``rettighet`` is another only where not the case is shown.

        Raises:
            IkkeTilgang: without the right to see cases.
            IkkeFunnet: when there is none with this id within reach.
        """
        vurdering = self._load_hel(sak_id, handling, gjelder, rettighet)
        return skjerm_sak(vurdering, self._oppsett.vern, self._oppsett.lager.load_avgjorelser(sak_id))

    def _load_hel(self, sak_id: str, handling: str, gjelder: str, rettighet: str = "se_sak") -> Saksvurdering:
        """A case as it is stored, for what shows none of its text. Logged first."""
        self.krev(rettighet)
        kontor = self._find_kontor(sak_id)
        if handling in UTTAK:
            self._check_tak("uttak")
        vurdering = self._oppsett.lager.load_vurdering(sak_id)
        if vurdering is None:
            raise IkkeFunnet("sak_finnes_ikke")
        self.log(handling, sak_id, kontor, self._find_gjelder(gjelder, vurdering))
        return vurdering

    def make_bunt(self, sak_id: str, slag: str, gjelder: str) -> bytes:
        """What a finding was made from, to take out: fingerprints, places and numbers, and no text. Logged first."""
        self.krev("eksportere")
        vurdering, lager = self._load_hel(sak_id, "bunt", gjelder), self._oppsett.lager
        return make_bunt(vurdering, slag, gjelder, lager.find_programvare(vurdering.versjoner), lager.flaggbok.load_tilstander())

    def list_holdt(self) -> list[Holdt]:
        """The documents within reach that are held back."""
        self.krev("avgjore_personvern")
        lager = self._oppsett.lager
        return lager.tilsyn.list_holdt(self._oppsett.vern, lager.load_avgjorelser(), self.bruker.kontorer)

    def load_holdt(self, sak_id: str, dok_id: str, handling: str = "holdt") -> tuple[Dokument, list[PiiFunn], Skjerming]:
        """A document that is or was held back, with what in it identifies somebody, for the one who decides. The look is logged.

        Raises:
            IkkeTilgang: without the right to decide.
            IkkeFunnet: when there is no such document within reach, or nothing in it to decide about.
        """
        self.krev("avgjore_personvern")
        kontor = self._find_kontor(sak_id)
        vurdering = self._oppsett.lager.load_vurdering(sak_id)
        skjermet = vurdering and skjerm_sak(vurdering, Vern.HOLD, self._oppsett.lager.load_avgjorelser(sak_id))
        skjerming = next((s for s in skjermet.skjerming if s.dok_id == dok_id), None) if skjermet else None
        if skjerming is None:
            raise IkkeFunnet("dokument_finnes_ikke")
        self.log(handling, sak_id, kontor, self._find_gjelder(dok_id, vurdering))
        funn = [f for f in vurdering.pii if f.direkte and f.belegg.dok_id == dok_id]
        return vurdering.sak.dokument(dok_id), funn, skjerming

    def find_innsyn(self, sak_id: str, hvem: str, tid: Tidsrom | None, side: int, per: int) -> tuple[list[Innsyn], int]:
        """A page of the log of looks, at the offices within reach. To look in it is logged too."""
        self.krev("se_logg")
        self._check_tak("sok")
        kontor = self._oppsett.lager.find_kontor(sak_id) if sak_id else None
        self.log("loggsok", sak_id if kontor else "", kontor or "")
        fra, til = tid or (None, None)
        felt = {"sak_id": sak_id, "hvem": hvem, "fra": fra, "til": til, "kontorer": self.bruker.kontorer, "side": side, "per": per}
        return self._oppsett.lager.tilsyn.find_innsyn(**felt)

    def make_loggkontroll(self, tid: Tidsrom, *, uttak: bool = False) -> list[Kontrollrad]:
        """The report of a month, at the offices within reach. With ``uttak`` it is taken out as a file."""
        self.krev("se_logg")
        if uttak:
            self._check_tak("uttak")
        self.log("uttak" if uttak else "loggsok", gjelder="loggkontroll")
        tilsyn = self._oppsett.lager.tilsyn
        return make_kontroll(tilsyn.stream_innsyn(*tid, self.bruker.kontorer), tilsyn.find_arbeid(), self._oppsett.arbeidstid)

    def _find_kontor(self, sak_id: str) -> str:
        """The office of a case. One out of reach is refused like one that is not there, before any of it is loaded; that is logged."""
        kontor = self._oppsett.lager.find_kontor(sak_id)
        if kontor is not None and not self.bruker.ser_kontor(kontor):
            self.log("avvist", sak_id, kontor)
            kontor = None
        if kontor is None:
            raise IkkeFunnet("sak_finnes_ikke")
        return kontor

    def _find_gjelder(self, gjelder: str, vurdering: Saksvurdering) -> str:
        """What was looked at within a case, in words of ours: a criterion, a flag, a step, or a document by its number and page.

        A document's own name may be somebody's, and what somebody sent may be anything: neither comes into the log.
        """
        katalog = self._oppsett.katalog
        if gjelder in katalog.kriterier or gjelder in self._oppsett.regler.steg or any(regel.id == gjelder for regel in katalog.flagg):
            return gjelder
        if _SIDE.fullmatch(gjelder):
            return gjelder
        return next((str(n) for n, kilde in enumerate(vurdering.sak.kilder, start=1) if kilde.dok_id == gjelder), "")

    def _check_tak(self, slag: str) -> None:
        """ForMange when the person has done this often enough for now: the log tells."""
        innsyn = self._oppsett.innsyn
        self._oppsett.tak.check(slag, lambda etter, maks: innsyn.list_tider(self.bruker.id, _TALT[slag], etter, maks))

    def log(self, handling: str, sak_id: str = "", kontor: str = "", gjelder: str = "") -> None:
        """Note a look. ``gjelder`` is an id or a count of ours, never text of a document or a search, nor what somebody sent."""
        self._oppsett.innsyn.add(Innsyn(self.bruker.id, handling, sak_id, kontor, gjelder, self._vei))

    def within(self, kontorer: Iterable[str]) -> list[str]:
        """Those of these offices that are within reach."""
        return [kontor for kontor in kontorer if self.bruker.ser_kontor(kontor)]

"""The one gate between people and cases: rights, offices, what is held back, and the log of every look.

Pages, pictures, exports and the API get cases from here and from nowhere else (a law of the house). What a person may not see
is not there: a case of another office answers like one that does not exist.
"""

from __future__ import annotations

from collections.abc import Iterable

from vedtaksanalyse.errors import IkkeFunnet, IkkeTilgang
from vedtaksanalyse.pii.skjerming import skjerm_sak
from vedtaksanalyse.sak import Bruker, Innsyn, Koside, Kovalg, Saksvurdering
from vedtaksanalyse.web.oppsett import Oppsett

VEIER = frozenset({"ko", "sok", "neste", "lenke", "personvern", "api"})
"""The ways to a case that the log knows. Whatever else an address says is no way of ours."""
DIREKTE = "direkte"


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
            self._oppsett.tak.tell("sok", self.bruker.id)
        koside = self._oppsett.gjennomgang.load_koside(valg, self.bruker, self._oppsett.idag())
        if valg.sok:
            self.log("sok", gjelder=str(koside.treff))
        return koside

    def find_neste(self, etter: str) -> str | None:
        """The case within reach to look at after this one."""
        self.krev("se_ko")
        return self._oppsett.gjennomgang.find_neste(self.bruker, self._oppsett.idag(), etter)

    def load_sak(self, sak_id: str, handling: str = "sak", gjelder: str = "") -> Saksvurdering:
        """A case with what is held back taken out; the look is logged first.

        Raises:
            IkkeTilgang: without the right to see cases.
            IkkeFunnet: when there is none with this id within reach.
        """
        self.krev("se_sak")
        kontor = self._find_kontor(sak_id)
        vurdering = next(iter(self._oppsett.lager.load_vurderinger([sak_id])), None)
        if vurdering is None:
            raise IkkeFunnet("sak_finnes_ikke")
        self.log(handling, sak_id, kontor, self._find_gjelder(gjelder, vurdering))
        return skjerm_sak(vurdering, self._oppsett.vern, self._oppsett.lager.load_avgjorelser())

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
        katalog, dok_id, side = self._oppsett.katalog, *gjelder.partition("/")[::2]
        if gjelder in katalog.kriterier or gjelder in self._oppsett.regler.steg or any(regel.id == gjelder for regel in katalog.flagg):
            return gjelder
        nummer = next((str(n) for n, kilde in enumerate(vurdering.sak.kilder, start=1) if kilde.dok_id == dok_id), "")
        return f"{nummer}/{int(side)}" if nummer and side.isascii() and side.isdigit() and len(side) < 6 else nummer

    def log(self, handling: str, sak_id: str = "", kontor: str = "", gjelder: str = "") -> None:
        """Note a look. ``gjelder`` is an id or a count of ours, never text of a document or a search, nor what somebody sent."""
        self._oppsett.innsyn.add(Innsyn(self.bruker.id, handling, sak_id, kontor, gjelder, self._vei))

    def within(self, kontorer: Iterable[str]) -> list[str]:
        """Those of these offices that are within reach."""
        return [kontor for kontor in kontorer if self.bruker.ser_kontor(kontor)]

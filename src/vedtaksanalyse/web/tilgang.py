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


class Tilgang:
    """What one person can reach in one request. ``vei`` is how they came: the queue, a search, a link."""

    def __init__(self, oppsett: Oppsett, bruker: Bruker, vei: str = "") -> None:
        self._oppsett, self.bruker, self._vei = oppsett, bruker, vei

    def har(self, rettighet: str) -> bool:
        """Whether the person has this right."""
        return self._oppsett.regler.har(self.bruker, rettighet)

    def krev(self, rettighet: str) -> None:
        """IkkeTilgang without this right."""
        if not self.har(rettighet):
            raise IkkeTilgang("ikke_tilgang")

    def load_koside(self, valg: Kovalg) -> Koside:
        """A page of the queue, of the cases within reach."""
        self.krev("se_ko")
        return self._oppsett.gjennomgang.load_koside(valg, self.bruker, self._oppsett.idag())

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
        vurdering = next(iter(self._oppsett.lager.load_vurderinger([sak_id])), None)
        if vurdering is None or not self.bruker.ser_kontor(vurdering.sak.kontor):
            raise IkkeFunnet("sak_finnes_ikke")
        self.log(handling, sak_id, vurdering.sak.kontor, gjelder)
        return skjerm_sak(vurdering, self._oppsett.vern, self._oppsett.lager.load_avgjorelser())

    def log(self, handling: str, sak_id: str = "", kontor: str = "", gjelder: str = "") -> None:
        """Note a look. ``gjelder`` is an id or a code, never text of a document or a search."""
        self._oppsett.innsyn.add(Innsyn(self.bruker.id, handling, sak_id, kontor, gjelder, self._vei))

    def within(self, kontorer: Iterable[str]) -> list[str]:
        """Those of these offices that are within reach."""
        return [kontor for kontor in kontorer if self.bruker.ser_kontor(kontor)]

"""Finds every reference to a section or article of law and says which act it belongs to.

The act named beside the number decides. A bare number takes the act that most points to: the case's main act, the act
named last and how near, the sections that each act has, and what the sentence is about. Which acts there are, their
names and their content are data (``felles/lover.toml``). It concludes nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from vedtaksanalyse.detection.lover import UMULIG, Gruppe, Lov, Lovnavn, Lovsamling
from vedtaksanalyse.sak import Belegg, Oppdeling, Setning

_VED_SIDEN = 60
"""How far from its section a name can stand and still be beside it, parentheses and dates between them included."""
_VINDU = 120
"""How far from a bare number words say what it is about; never past its sentence, and half as much in the one before."""
_HOVEDLOV, _SAMME_SETNING, _SAMME_AVSNITT, _UNDER_OVERSKRIFT, _FORRIGE, _FJERN = 2.0, 2.5, 1.0, 1.5, 1.0, 0.3


@dataclass(frozen=True, slots=True)
class Lovhenvisning:
    """One reference: where it stands, the act, the section, and the subsection when it is given.

    ``grunn`` is why the act was chosen: ``navn`` (beside it), ``samme`` («samme lov»), ``kjede`` (one of several to
    an act) or ``vekt`` (bare, weighed).
    """

    belegg: Belegg
    lov: str
    paragraf: str
    ledd: int | None
    grunn: str


class Lovkjenner:
    """Resolves the references of documents by the catalogue's list of acts (``felles/lover.toml``)."""

    def __init__(self, felles: Mapping) -> None:
        self._samling = Lovsamling(felles)
        self.hovedlov = self._samling.hovedlov

    def find(self, oppdeling: Oppdeling) -> tuple[Lovhenvisning, ...]:
        """Every reference in a document, in order."""
        grupper = self._samling.groups(oppdeling.flate)
        if not grupper:
            return ()
        leser = _Leser(self._samling, oppdeling)
        return tuple(henvisning for gruppe in grupper for henvisning in leser.read(gruppe))


class _Leser:
    """Reads one document's references from its beginning, remembering which act was named last."""

    def __init__(self, samling: Lovsamling, oppdeling: Oppdeling) -> None:
        self._samling = samling
        self._oppdeling = oppdeling
        self._flate = oppdeling.flate
        self._navn = samling.names(oppdeling.flate)
        self._starter = [setning.start for setning in oppdeling.setninger]
        self._neste_navn = 0
        self._sist_nevnt: tuple[int, str] | None = None
        self._forrige: tuple[Gruppe, str] | None = None

    def read(self, gruppe: Gruppe) -> Iterable[Lovhenvisning]:
        """The references of one sign, all to one act."""
        lov, grunn = self._resolve(gruppe)
        self._forrige = (gruppe, lov)
        if grunn in ("navn", "samme"):
            self._sist_nevnt = (gruppe.slutt, lov)
        for start, slutt, paragraf in gruppe.numre:
            ledd = self._samling.subsection(self._flate, slutt) if slutt == gruppe.slutt else None
            yield Lovhenvisning(Belegg(self._oppdeling.dokument.dok_id, start, slutt), lov, paragraf, ledd, grunn)

    def _resolve(self, gruppe: Gruppe) -> tuple[str, str]:
        navn = (
            self._named_before(gruppe)
            or self._samling.unknown(self._flate, max(0, gruppe.start - _VED_SIDEN), gruppe.start)
            or self._named_after(gruppe)
        )
        if navn:
            return navn, "navn"
        if self._sist_nevnt and self._same_act(gruppe):
            return self._sist_nevnt[1], "samme"
        if self._forrige and self._continues(gruppe):
            return self._forrige[1], "kjede"
        return self._weigh(gruppe), "vekt"

    def _between(self, fra: int, til: int, liste: str) -> bool:
        return til - fra <= _VED_SIDEN and self._samling.only(self._flate[fra:til], liste)

    def _named_before(self, gruppe: Gruppe) -> str | None:
        navn = self._advance(gruppe.start)
        if navn is None:
            return None
        slutt = navn.slutt + (navn.kort and self._flate[navn.slutt] == ".")
        return navn.lov if self._between(slutt, gruppe.start, "foran") else None

    def _advance(self, til: int) -> Lovnavn | None:
        """Remembers the act of every full name before ``til``; the last name, abbreviations included."""
        while self._neste_navn < len(self._navn) and self._navn[self._neste_navn].slutt <= til:
            navn = self._navn[self._neste_navn]
            if not navn.kort:
                self._sist_nevnt = (navn.slutt, navn.lov)
            self._neste_navn += 1
        return self._navn[self._neste_navn - 1] if self._neste_navn else None

    def _named_after(self, gruppe: Gruppe) -> str | None:
        if self._neste_navn == len(self._navn):
            return None
        navn = self._navn[self._neste_navn]
        mellom = self._flate[gruppe.slutt : navn.start]
        har_eget_tegn = self._flate[navn.slutt : navn.slutt + 3].strip(" .").startswith("§")
        if har_eget_tegn or "," in mellom or ":" in mellom or not self._between(gruppe.slutt, navn.start, "bak"):
            return None
        return navn.lov

    def _same_act(self, gruppe: Gruppe) -> bool:
        etter = self._samling.same_act(self._flate, gruppe.slutt, gruppe.slutt + _VED_SIDEN)
        foran = self._samling.same_act(self._flate, gruppe.start - _VED_SIDEN, gruppe.start)
        return bool(
            (etter and self._between(gruppe.slutt, etter[0][0], "bak"))
            or (foran and self._between(foran[-1][1], gruppe.start, "foran"))
        )

    def _continues(self, gruppe: Gruppe) -> bool:
        forrige, navn = self._forrige
        if forrige.artikkel != gruppe.artikkel or not self._between(forrige.slutt, gruppe.start, "kjede"):
            return False
        lov = self._samling.lover.get(navn)
        return lov is None or all(lov.fit(paragraf, gruppe.artikkel) > UMULIG for paragraf in gruppe.paragrafer)

    def _weigh(self, gruppe: Gruppe) -> str:
        setning = self._setning(gruppe.start)
        vindu = self._flate[max(setning.start, gruppe.start - _VINDU) : min(setning.slutt, gruppe.slutt + _VINDU)]
        foran = self._flate[max(self._starter[max(0, setning.nummer - 1)], gruppe.start - _VINDU) : setning.start]
        naer = self._nearness(gruppe, setning)

        paragrafer = gruppe.paragrafer

        def weight(mulig: tuple[Lov, tuple[float, ...]]) -> float:
            lov, passer = mulig
            if lov.innhold.keys().isdisjoint(paragrafer):
                numre = sum(passer)
            else:
                numre = sum(
                    fit + max(lov.content(p, vindu), lov.content(p, foran) / 2)
                    for fit, p in zip(passer, paragrafer, strict=True)
                )
            return numre / len(paragrafer) + naer.get(lov.navn, 0.0)

        return max(self._samling.fits(paragrafer, gruppe.artikkel), key=weight)[0].navn

    def _nearness(self, gruppe: Gruppe, setning: Setning) -> dict[str, float]:
        naer = {self._samling.hovedlov: _HOVEDLOV}
        if self._forrige and self._forrige[0].slutt > setning.start:
            lov = self._forrige[1]
            naer[lov] = naer.get(lov, 0.0) + _FORRIGE
        if self._sist_nevnt:
            sted, lov = self._sist_nevnt
            naer[lov] = naer.get(lov, 0.0) + self._distance(sted, gruppe.start, setning)
        return naer

    def _distance(self, sted: int, start: int, setning: Setning) -> float:
        if sted > setning.start:
            return _SAMME_SETNING
        overskrift = self._setning(sted - 1)
        imellom = self._oppdeling.setninger[overskrift.nummer + 1 : setning.nummer]
        under = overskrift.slag == "overskrift" and all(s.slag != "overskrift" for s in imellom)
        samme_avsnitt = "\n\n" not in self._oppdeling.dokument.tekst[sted:start]
        return (_UNDER_OVERSKRIFT if under else 0.0) + (_SAMME_AVSNITT if samme_avsnitt else _FJERN)

    def _setning(self, sted: int) -> Setning:
        return self._oppdeling.setninger[max(0, bisect_right(self._starter, sted) - 1)]

"""Whether the number, age or sex of children that a sentence gives stands elsewhere in the case as well."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vedtaksanalyse.sak import Barnefakta, Barneomtale, Belegg, Utfylling

BARNEFELT = ("barn_antall", "barn_alder", "barn_kjonn")
_ANTALL, _ALDER, _KJONN = BARNEFELT
_KJONNENE = frozenset({"gutt", "jente"})
_MED_ANTALL = frozenset({"liste", "antall"})
_MED_ALDER = frozenset({"liste", "enkelt"})
_SLINGRING = 1
"""Documents of one case may be a birthday apart."""


class Barnestotte:
    """The statements of one case about its children, to hold a sentence against those that stand elsewhere.

    Elsewhere must tell of all the children before it can contradict: who mentions one of three says nothing of the others.
    """

    def __init__(self, omtaler: Sequence[Barneomtale], fakta: Barnefakta) -> None:
        self._omtaler = [o for o in omtaler if not o.kvalifikatorer]
        self._antall = fakta.antall

    def find(self, setning: Belegg, avsnitt: Belegg) -> tuple[Utfylling, ...]:
        """What the sentence says of the children, each with its support outside the paragraph."""
        inne = [o for o in self._omtaler if _within(o.belegg, setning)]
        if not inne:
            return ()
        ute = [o for o in self._omtaler if not _within(o.belegg, avsnitt)]
        return tuple(dict.fromkeys(felt for omtale in inne for felt in self._judge(omtale, ute)))

    def _judge(self, omtale: Barneomtale, ute: Sequence[Barneomtale]) -> Iterator[Utfylling]:
        start, slutt = omtale.belegg.start, omtale.belegg.slutt
        if omtale.slag in _MED_ANTALL and omtale.antall:
            andre = {o.antall for o in ute if o.slag in _MED_ANTALL and o.antall}
            stotte = _answer(omtale.antall in andre or omtale.antall == self._antall, bool(andre))
            yield Utfylling(_ANTALL, start, slutt, str(omtale.antall), stotte)
        if omtale.slag in _MED_ALDER:
            andre = {alder for o in ute for alder in o.aldre}
            alle = bool(self._antall) and any(len(o.aldre) >= self._antall for o in ute)
            for alder in omtale.aldre:
                finnes = any(abs(alder - annen) <= _SLINGRING for annen in andre)
                yield Utfylling(_ALDER, start, slutt, str(alder), _answer(finnes, alle))
        for kjonn in sorted({k for kjenne in omtale.kjennetegn for k in kjenne & _KJONNENE}):
            flokker = [[k & _KJONNENE for k in o.kjennetegn] for o in ute]
            alle = any(len(flokk) >= max(self._antall, 1) and all(flokk) for flokk in flokker)
            finnes = any(kjonn in k for flokk in flokker for k in flokk)
            yield Utfylling(_KJONN, start, slutt, kjonn, _answer(finnes, alle))


def _answer(finnes: bool, andre: bool) -> str:
    return "ja" if finnes else "nei" if andre else ""


def _within(indre: Belegg, ytre: Belegg) -> bool:
    return indre.dok_id == ytre.dok_id and ytre.start <= indre.start < ytre.slutt

"""Whether the number, age or sex of children that a sentence gives stands elsewhere in the case as well."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from vedtaksanalyse.sak import Barnefakta, Barneomtale, Belegg, Utfylling

Barnetelling = Callable[[Sequence[Barneomtale]], Barnefakta]
BARNEFELT = ("barn_antall", "barn_alder", "barn_kjonn")
_ANTALL, _ALDER, _KJONN = BARNEFELT
_KJONNENE = frozenset({"gutt", "jente"})
_MED_ANTALL = frozenset({"liste", "antall"})
_MED_ALDER = frozenset({"liste", "enkelt"})
_SLINGRING = 1
"""Documents of one case may be a birthday apart."""


class Barnestotte:
    """The statements of one case about its children, to hold a sentence against those that stand elsewhere.

    ``tell`` joins statements to facts. Who mentions one of three children says nothing of the rest: a number is contradicted
    by another number, and an age by knowing all ages, or by ages of which none fits.
    """

    def __init__(self, omtaler: Sequence[Barneomtale], tell: Barnetelling) -> None:
        self._omtaler, self._tell = omtaler, tell
        self._fakta: dict[Belegg, Barnefakta] = {}

    def find(self, setning: Belegg, avsnitt: Belegg) -> tuple[Utfylling, ...]:
        """What the sentence says of the children, each with its support outside the paragraph."""
        inne = [o for o in self._omtaler if _within(o.belegg, setning) and not o.kvalifikatorer]
        if not inne:
            return ()
        ute = [o for o in self._omtaler if not _within(o.belegg, avsnitt)]
        if avsnitt not in self._fakta:
            self._fakta[avsnitt] = self._tell(ute)
        fakta = self._fakta[avsnitt]
        return tuple(dict.fromkeys(felt for omtale in inne for felt in _judge(omtale, ute, fakta)))


def _judge(omtale: Barneomtale, ute: Sequence[Barneomtale], fakta: Barnefakta) -> Iterator[Utfylling]:
    start, slutt = omtale.belegg.start, omtale.belegg.slutt
    talt = {o.antall for o in ute if o.slag in _MED_ANTALL and o.antall and not o.kvalifikatorer}
    alle = bool(fakta.aldre) and len(fakta.aldre) == fakta.antall
    if omtale.slag in _MED_ANTALL and omtale.antall:
        motsagt = bool(talt) or alle and omtale.antall < fakta.antall
        svar = _answer(omtale.antall in {fakta.antall, *talt}, motsagt, talt or {fakta.antall})
        yield Utfylling(_ANTALL, start, slutt, str(omtale.antall), *svar)
    if omtale.slag in _MED_ALDER:
        andre = {*fakta.aldre, *(alder for o in ute for alder in o.aldre)}
        passer = [any(abs(alder - annen) <= _SLINGRING for annen in andre) for alder in omtale.aldre]
        motsagt = alle and (fakta.antall in talt or not any(passer))
        for alder, finnes in zip(omtale.aldre, passer, strict=True):
            yield Utfylling(_ALDER, start, slutt, str(alder), *_answer(finnes, motsagt, andre))
    flokker = [[kjenne & _KJONNENE for kjenne in o.kjennetegn] for o in ute]
    motsagt = any(len(flokk) >= max(fakta.antall, 1) and all(flokk) for flokk in flokker)
    kjonnene = {k for flokk in flokker for kjenne in flokk for k in kjenne}
    for kjonn in sorted({k for kjenne in omtale.kjennetegn for k in kjenne & _KJONNENE}):
        yield Utfylling(_KJONN, start, slutt, kjonn, *_answer(kjonn in kjonnene, motsagt, kjonnene))


def _answer(finnes: bool, motsagt: bool, andre: Iterable[int | str]) -> tuple[str, tuple[str, ...]]:
    """Whether a value stands elsewhere, and when it is contradicted what does, in order."""
    if finnes or not motsagt:
        return "ja" if finnes else "", ()
    return "nei", tuple(map(str, sorted(andre)))


def _within(indre: Belegg, ytre: Belegg) -> bool:
    return indre.dok_id == ytre.dok_id and ytre.start <= indre.start < ytre.slutt

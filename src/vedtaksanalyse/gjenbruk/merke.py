"""Marks the sentences of a case's vedtak, so that they can be known again in other cases without the texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from vedtaksanalyse.gjenbruk.barn import Barnestotte, Barnetelling
from vedtaksanalyse.gjenbruk.brev import BREV, SETNING, Brev
from vedtaksanalyse.gjenbruk.former import Form, Former, read_former
from vedtaksanalyse.gjenbruk.signatur import hash_form, sign
from vedtaksanalyse.kriterier import Katalog
from vedtaksanalyse.sak import Barneomtale, Belegg, Oppdeling, Setning, Setningsmerke, Utfylling

_VEDTAK = "vedtak"
_MED_STOTTE = frozenset({"belop", "dato"})
_FLEST_ANDRE = 4
"""More values than this tell nobody which one was meant."""


@dataclass(frozen=True, slots=True)
class _Lest:
    oppdeling: Oppdeling
    avsnitt: int
    setning: Setning
    form: Form
    plass: str

    @property
    def belegg(self) -> Belegg:
        return Belegg(self.oppdeling.dokument.dok_id, self.setning.start, self.setning.slutt)


def mark_setninger(
    oppdelinger: Sequence[Oppdeling], omtaler: Sequence[Barneomtale], tell: Barnetelling, katalog: Katalog
) -> tuple[Setningsmerke, ...]:
    """The marks of all sentences and headings of a case's vedtak that say enough to be told from others.

    ``tell`` joins statements about the children to facts, so that a sentence can be held against all the others.
    """
    regler, former = katalog.felles["gjenbruk"], read_former(katalog)
    begrunnelse, minst = frozenset(regler["begrunnelse"]), regler["minst_ord"]
    vedtak = [o for o in oppdelinger if o.dokument.type == _VEDTAK]
    lest = list(_read(vedtak, former, regler["uten_punktum"]))
    andre = {verdi for o in oppdelinger if o.dokument.type != _VEDTAK for verdi in former.values(o.flate)}
    stotte, barnestotte, avsnitt = _Stotte(lest, andre), Barnestotte(omtaler, tell), _find_avsnitt(lest)
    valgt = [ett for ett in lest if len(ett.form.ord) >= minst]
    merker = []
    for ett, signatur in zip(valgt, sign([(e.form.ord, e.form.fortegn) for e in valgt]), strict=True):
        setning, belegg = ett.setning, ett.belegg
        fast = setning.seksjon not in begrunnelse or former.is_fast(ett.oppdeling.flate, setning.start, setning.slutt)
        fast = fast or ett.plass == BREV
        utfylt = tuple(
            Utfylling(f.slag, f.start, f.slutt, f.verdi, *stotte.find(f.slag, f.verdi, ett.avsnitt)) for f in ett.form.felt
        ) + (() if fast else barnestotte.find(belegg, avsnitt[ett.avsnitt]))
        ord_ = len(ett.form.ord) if ett.plass == SETNING else 0
        merker.append(Setningsmerke(belegg, ett.avsnitt, hash_form(ett.form.ord), signatur, ord_, fast, utfylt))
    return tuple(merker)


def _read(oppdelinger: Sequence[Oppdeling], former: Former, uten_punktum: int) -> Iterator[_Lest]:
    avsnitt = 0
    for oppdeling in oppdelinger:
        dokument, forrige, brev = oppdeling.dokument, None, Brev(uten_punktum)
        for setning in oppdeling.setninger:
            avsnitt += forrige is None or _parts(dokument.tekst, forrige, setning)
            forrige = setning
            form = former.read(oppdeling.flate, setning.start, setning.slutt)
            yield _Lest(oppdeling, avsnitt, setning, form, brev.place(setning, dokument.tekst, form.ord))


def _parts(tekst: str, forrige: Setning, setning: Setning) -> bool:
    """Whether a new paragraph begins here."""
    if setning.slag != "setning" or forrige.slag != "setning":
        return True
    return tekst.count("\n", forrige.slutt, setning.start) > 1


def _find_avsnitt(lest: Sequence[_Lest]) -> dict[int, Belegg]:
    """Where each paragraph stands."""
    ut: dict[int, Belegg] = {}
    for ett in lest:
        start = ut.get(ett.avsnitt, ett.belegg).start
        ut[ett.avsnitt] = Belegg(ett.belegg.dok_id, start, ett.belegg.slutt)
    return ut


class _Stotte:
    """Which values stand where in the case, so that one can be sought outside a paragraph."""

    def __init__(self, lest: Sequence[_Lest], andre: Collection[tuple[str, str]]) -> None:
        """``lest`` is the vedtak, ``andre`` the values of all other documents."""
        self._alle: Counter[tuple[str, str]] = Counter({*andre, *((slag, "") for slag, _ in andre)})
        self._her: Counter[tuple[int, str, str]] = Counter()
        for ett in lest:
            for felt in ett.form.felt:
                if felt.slag in _MED_STOTTE:
                    for verdi in (felt.verdi, ""):
                        self._alle[felt.slag, verdi] += 1
                        self._her[ett.avsnitt, felt.slag, verdi] += 1

    def find(self, slag: str, verdi: str, avsnitt: int) -> tuple[str, tuple[str, ...]]:
        """Whether the value stands elsewhere (ja), only others do (nei), or nothing of its kind; and the others, if few."""
        if slag not in _MED_STOTTE or not verdi[0].isdigit() or not self._elsewhere(slag, "", avsnitt):
            return "", ()
        if self._elsewhere(slag, verdi, avsnitt):
            return "ja", ()
        andre = {v for s, v in self._alle if s == slag and v and self._elsewhere(s, v, avsnitt)}
        return "nei", tuple(sorted(andre)) if len(andre) <= _FLEST_ANDRE else ()

    def _elsewhere(self, slag: str, verdi: str, avsnitt: int) -> bool:
        return self._alle[slag, verdi] > self._her[avsnitt, slag, verdi]

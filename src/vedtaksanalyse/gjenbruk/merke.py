"""Marks the sentences of a case's vedtak, so that they can be known again in other cases without the texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from vedtaksanalyse.gjenbruk.barn import Barnestotte, Barnetelling
from vedtaksanalyse.gjenbruk.former import Form, Former, read_former
from vedtaksanalyse.gjenbruk.signatur import hash_form, sign
from vedtaksanalyse.kriterier import Katalog
from vedtaksanalyse.sak import Barneomtale, Belegg, Oppdeling, Setning, Setningsmerke, Utfylling

_VEDTAK = "vedtak"
_MED_STOTTE = frozenset({"belop", "dato"})


@dataclass(frozen=True, slots=True)
class _Lest:
    oppdeling: Oppdeling
    avsnitt: int
    setning: Setning
    form: Form

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
    lest = list(_read(vedtak, former))
    andre = {verdi for o in oppdelinger if o.dokument.type != _VEDTAK for verdi in former.values(o.flate)}
    stotte, barnestotte, avsnitt = _Stotte(lest, andre), Barnestotte(omtaler, tell), _find_avsnitt(lest)
    valgt = [ett for ett in lest if len(ett.form.ord) >= minst]
    merker = []
    for ett, signatur in zip(valgt, sign([(e.form.ord, e.form.fortegn) for e in valgt]), strict=True):
        setning, belegg = ett.setning, ett.belegg
        fast = setning.slag == "overskrift" or setning.seksjon not in begrunnelse
        fast = fast or former.is_fast(ett.oppdeling.flate, setning.start, setning.slutt)
        utfylt = tuple(
            Utfylling(f.slag, f.start, f.slutt, f.verdi, stotte.find(f.slag, f.verdi, ett.avsnitt)) for f in ett.form.felt
        ) + (() if fast else barnestotte.find(belegg, avsnitt[ett.avsnitt]))
        merker.append(
            Setningsmerke(belegg, ett.avsnitt, hash_form(ett.form.ord), signatur, len(ett.form.ord), fast, utfylt)
        )
    return tuple(merker)


def _read(oppdelinger: Sequence[Oppdeling], former: Former) -> Iterator[_Lest]:
    avsnitt = 0
    for oppdeling in oppdelinger:
        dokument, forrige = oppdeling.dokument, None
        for setning in oppdeling.setninger:
            avsnitt += forrige is None or _parts(dokument.tekst, forrige, setning)
            forrige = setning
            form = former.read(oppdeling.flate, setning.start, setning.slutt)
            yield _Lest(oppdeling, avsnitt, setning, form)


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

    def find(self, slag: str, verdi: str, avsnitt: int) -> str:
        """Whether the value stands elsewhere (ja), only others do (nei), or nothing of its kind."""
        if slag not in _MED_STOTTE or not verdi[0].isdigit():
            return ""
        for sokt, svar in ((verdi, "ja"), ("", "nei")):
            if self._alle[slag, sokt] > self._her[avsnitt, slag, sokt]:
                return svar
        return ""

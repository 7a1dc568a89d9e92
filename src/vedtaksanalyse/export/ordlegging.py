"""Verdicts, probabilities and facts put into words; shared by every format that people read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from vedtaksanalyse.kriterier import Katalog, Kriterium, Trinn
from vedtaksanalyse.sak import (
    MALFORMER,
    Avvik,
    Barnefakta,
    Kilde,
    Kriterievurdering,
    Lesestatus,
    Narmeste,
    Opphav,
    Sak,
    Saksvurdering,
)
from vedtaksanalyse.tekster import load_tekster, tekst

_ALTERNATIV = 0.25
"""A grade at least this probable is named beside the one that was chosen."""


@cache
def load_skala(navn: str = "sikkerhet") -> tuple[tuple[int, str], ...]:
    """A scale of words in the texts as (lower limit, key), highest first. The limits are per cent, or points of risk."""
    start = f"rapport.{navn}.fra_"
    nokler = (nokkel for nokkel in load_tekster() if nokkel.startswith(start))
    return tuple(sorted(((int(nokkel.removeprefix(start)), nokkel) for nokkel in nokler), reverse=True))


def find_trinn(p: float) -> str:
    """The key of the words for a probability."""
    return next(nokkel for grense, nokkel in load_skala() if round(100 * p, 2) >= grense)


def describe_sannsynlighet(p: float, malform: str) -> str:
    """A probability in words."""
    return tekst(find_trinn(p), malform)


def choose_malform(malform: str) -> str:
    """The language form to answer in; texts in other languages are answered in the first of ours."""
    return malform if malform in MALFORMER else MALFORMER[0]


def describe_lesing(kilde: Kilde, sak: Sak, malform: str) -> str:
    """What became of a file, and which pages of it were read by OCR."""
    status = tekst(f"lesestatus.{kilde.status}", malform)
    dokument = next((d for d in sak.dokumenter if d.dok_id == kilde.dok_id and kilde.status == Lesestatus.LEST), None)
    if not dokument or not dokument.gjenkjente:
        return status
    numre, sikkerhet = zip(*dokument.gjenkjente, strict=True)
    prosent = int(100 * sum(sikkerhet) / len(sikkerhet))
    return tekst("lesemaate.ocr", malform, status=status, sider=join_sider(numre), prosent=prosent)


def join_sider(numre: Sequence[int]) -> str:
    """Page numbers in order, those that follow each other as «2–4»."""
    deler: list[list[int]] = []
    for nummer in numre:
        if deler and nummer == deler[-1][-1] + 1:
            deler[-1][1:] = [nummer]
        else:
            deler.append([nummer])
    return ", ".join("–".join(map(str, del_)) for del_ in deler)


def describe_malform(sak: Sak, malform: str) -> str:
    """The language form of a case."""
    return tekst(f"rapport.malform_{sak.malform if sak.malform in MALFORMER else 'annet'}", malform)


def describe_svakt(p: float | None, malform: str) -> str:
    """The probability that a vedtak is weak, in words and per cent; empty when it was not assessed.

    No model is certain, so 0 and 100 per cent are never shown.
    """
    if p is None:
        return ""
    prosent = min(max(round(100 * p), 1), 99)
    return tekst("rapport.svakt", malform, ord=describe_sannsynlighet(p, malform), prosent=prosent)


def describe_grader(vurdering: Kriterievurdering, kriterium: Kriterium, malform: str) -> str:
    """The verdict in words: the grade, or the values of a list."""
    grader = (vurdering.grad,) if vurdering.verdi is None else vurdering.verdi
    ord_ = [kriterium.gradtekst[grad][malform] for grad in grader]
    return ", ".join(ord_) or tekst("rapport.ingen_verdi", malform)


def sannsynlighet_for_grad(vurdering: Kriterievurdering) -> float | None:
    """The probability of the grade that was given; None for lists, whose values stand apart."""
    return dict(vurdering.sannsynlighet).get(vurdering.grad) if vurdering.verdi is None else None


def describe_sikkerhet(vurdering: Kriterievurdering, kriterium: Kriterium, malform: str) -> str:
    """How sure the verdict is in words, with another grade that is nearly as likely, or with each value of a list."""
    sannsynlighet = dict(vurdering.sannsynlighet)
    if vurdering.verdi is not None:
        ledd = (
            f"{kriterium.gradtekst[v][malform]}: {describe_sannsynlighet(sannsynlighet[v], malform)}"
            for v in vurdering.verdi
        )
        return ", ".join(ledd)
    sikkert = describe_sannsynlighet(sannsynlighet.get(vurdering.grad, 0.0), malform)
    andre = {grad: p for grad, p in sannsynlighet.items() if grad != vurdering.grad and p >= _ALTERNATIV}
    if not andre:
        return sikkert
    annen = kriterium.gradtekst[max(andre, key=andre.__getitem__)][malform]
    return tekst("rapport.alternativ", malform, ord=sikkert, grad=annen)


def describe_barn(fakta: Barnefakta, malform: str) -> str:
    """Number, ages and care of the children in one line."""
    deler = [describe_antall(fakta.antall, malform)]
    if fakta.aldre:
        deler.append(tekst("rapport.barn.aldre", malform, aldre=describe_aldre(fakta.aldre, malform)))
    deler.append(tekst(f"rapport.omsorg.{fakta.omsorg}", malform))
    return " · ".join(deler)


def describe_antall(antall: int, malform: str) -> str:
    """How many children."""
    form = {0: "ventet", 1: "ett"}.get(antall, "flere")
    return tekst(f"rapport.barn.{form}", malform, antall=antall)


def describe_aldre(aldre: Sequence[int], malform: str) -> str:
    """Ages as a list that ends in «og»."""
    return join_og([str(alder) for alder in aldre], malform)


def join_og(ledd: Sequence[str], malform: str) -> str:
    """«a, b og c»."""
    if len(ledd) < 2:
        return "".join(ledd)
    return tekst("rapport.oppramsing", malform, forste=", ".join(ledd[:-1]), siste=ledd[-1])


def find_trinn_opp(v: Kriterievurdering, vurdering: Saksvurdering, katalog: Katalog) -> Trinn | None:
    """The step up from a grade; None from the best, and where the grade follows from other criteria (no children)."""
    kriterium = katalog.kriterier[v.kriterium]
    grader = {annen.kriterium: annen.grad for annen in vurdering.vurderinger}
    folger = any(
        folge.gir == v.grad and all(grader.get(navn) in krav for navn, krav in folge.nar.items())
        for folge in kriterium.folger
    )
    return None if folger else kriterium.trinn.get(v.grad)


def describe_trinn(trinn: Trinn, malform: str) -> str:
    """What one step up would have required."""
    return tekst("rapport.trinn", malform, krav=trinn.krav[malform])


def describe_grunner(narmeste: Narmeste, sak: Sak, katalog: Katalog, malform: str) -> str:
    """Why a sentence that came near did not count: qualifiers of the catalogue, and reasons with texts of their own."""
    type_ = sak.dokument(narmeste.belegg.dok_id).type
    return "; ".join(_describe_grunn(grunn, type_, katalog, malform) for grunn in narmeste.grunner)


def _describe_grunn(grunn: str, dokumenttype: str, katalog: Katalog, malform: str) -> str:
    if grunn in katalog.felles["kontekst"]:
        return katalog.felles["kontekst"][grunn]["navn"][malform]
    nokkel = f"rapport.annet_dokument.{dokumenttype}" if grunn == "annet_dokument" else f"rapport.grunn.{grunn}"
    return tekst(nokkel if nokkel in load_tekster() else "rapport.grunn.annet", malform)


def find_utelukket(opphav: Opphav, kriterium: Kriterium) -> tuple[str, ...]:
    """The qualifiers that would have cancelled a trace's hit, and did not hold there."""
    sperrer = next((spor.ikke for spor in kriterium.spor if f"spor:{spor.id}" == opphav.kilde), frozenset())
    return tuple(sorted(sperrer - set(opphav.kvalifikatorer)))


def describe_opphav(opphav: Opphav, kriterium: Kriterium, katalog: Katalog, malform: str) -> str:
    """What pointed at a quote, with the qualifiers that hold there and those that were ruled out."""
    deler = [describe_kilde(opphav.kilde, malform)]
    utelukket = find_utelukket(opphav, kriterium)
    for nokkel, kvalifikatorer in (("gjelder_her", opphav.kvalifikatorer), ("utelukket", utelukket)):
        if kvalifikatorer:
            navn = [_describe_grunn(k, "", katalog, malform) for k in kvalifikatorer]
            deler.append(tekst(f"rapport.{nokkel}", malform, kvalifikatorer="; ".join(navn)))
    return " · ".join(deler)


def describe_seksjoner(seksjoner: Iterable[str], katalog: Katalog, malform: str) -> str:
    """Kinds of sections by name; one that the catalogue no longer knows counts as unknown."""
    kjente = katalog.felles["seksjoner"]
    navn = dict.fromkeys(kjente.get(s, kjente["ukjent"])["navn"][malform] for s in seksjoner)
    return join_og(list(navn), malform)


def describe_kilde(kilde: str, malform: str) -> str:
    """What pointed at a grade, from its code («kind:name»)."""
    slag, _, navn = kilde.partition(":")
    nokkel = f"rapport.kilde.{slag}"
    if nokkel not in load_tekster():
        nokkel, navn = "rapport.kilde.annet", kilde
    return tekst(nokkel, malform, navn=navn)


def describe_saksstatus(vurdering: Saksvurdering, malform: str) -> str:
    """The status of a case, with its cause when it could not be assessed."""
    status = tekst(f"rapport.saksstatus.{vurdering.status}", malform)
    status = f"{status}: {describe_arsak(vurdering.arsak, malform)}" if vurdering.arsak else status
    holdt = sum(s.holdt for s in vurdering.skjerming)
    return f"{status}. {tekst('personvern.antall', malform, antall=holdt)}" if holdt else status


def describe_arsak(arsak: str, malform: str) -> str:
    """Why a case could not be assessed."""
    return tekst(f"arsak.{arsak}", malform)


def describe_avvik(avvik: Avvik, malform: str) -> str:
    """What is wrong with a case folder, and what to do."""
    return tekst(f"avvik.{avvik.kode}", malform, **dict(avvik.felt))






def sort_saker(vurderinger: Iterable[Saksvurdering]) -> list[Saksvurdering]:
    """Cases in the order to look at them."""
    return sorted(vurderinger, key=lambda v: v.rang())

"""A name that was found in one document of a case is a name in the others too, where nothing around it would have told."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from vedtaksanalyse.pii.monstre import Monstre, load_monstre
from vedtaksanalyse.sak import Belegg, Dokument, PiiFunn

_NAVN, _STYRKE, _KORTEST = "navn", 0.6, 3
_ORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_FORAN, _ETTER = re.compile(r"([\w-]+)[ ]$"), re.compile(r"[ ]([\w.-]+)")
_VINDU = 40
_SETNING = re.compile(r"(?:^|[.!?:»\n]\s*|[-•*]\s)$")


def spread_navn(
    dokumenter: Sequence[Dokument], funn: Sequence[PiiFunn], monstre: Monstre | None = None
) -> tuple[PiiFunn, ...]:
    """The findings, and those of the same names in all the documents, by document in the order of the text.

    Whole names, first names and surnames count, written with a capital as names are; not where the words beside make them
    an office, a place or a firm, nor words that are also something else where a sentence begins with them.
    """
    navn = _names(dokumenter, funn, monstre := monstre or load_monstre())
    if not navn:
        return tuple(funn)
    ord_ = "|".join(re.escape(ett) for ett in sorted(navn, key=len, reverse=True))
    sok = re.compile(rf"(?<![\w@.\[-])(?:{ord_})(?=s?(?![\w@-]))")
    ut: list[PiiFunn] = []
    for dokument in dokumenter:
        egne = sorted((f for f in funn if f.belegg.dok_id == dokument.dok_id), key=lambda f: f.belegg.start)
        nye = [PiiFunn(Belegg(dokument.dok_id, *spenn), _NAVN, _STYRKE) for spenn in _find(dokument.tekst, sok, egne, monstre)]
        ut += sorted([*egne, *nye], key=lambda f: f.belegg.start)
    return tuple(ut)


def _names(dokumenter: Sequence[Dokument], funn: Sequence[PiiFunn], monstre: Monstre) -> set[str]:
    """The names found, whole, and the words of them that can stand alone; each also in capitals."""
    tekster = {dokument.dok_id: dokument for dokument in dokumenter}
    ut: set[str] = set()
    for ett in funn:
        if ett.type == _NAVN:
            helt = " ".join(tekster[ett.belegg.dok_id].sitat(ett.belegg).split())
            deler = [o for o in _ORD.findall(helt) if len(o) >= _KORTEST and o[0].isupper()]
            alene = deler[:1] + deler[-1:] if len(deler) > 1 else [o for o in deler if o.lower() in monstre.fornavn]
            ut |= {helt} if len(deler) > 1 else set()
            ut |= {o for o in alene if o.lower() not in monstre.ikke_navn}
    return ut | {o.upper() for o in ut}


def _find(tekst: str, sok: re.Pattern[str], kjente: Sequence[PiiFunn], monstre: Monstre) -> Iterator[tuple[int, int]]:
    slutter = [f.belegg.slutt for f in kjente]
    for treff in sok.finditer(tekst):
        start, slutt = treff.span()
        neste = bisect_left(slutter, start + 1)
        dekket = neste < len(kjente) and kjente[neste].belegg.start < slutt
        if not dekket and (" " in treff[0] or not _is_annet(tekst, start, slutt, monstre)):
            yield start, slutt


def _is_annet(tekst: str, start: int, slutt: int, monstre: Monstre) -> bool:
    """Whether the words beside a single name make it part of another, or leave open whether it is one."""
    ord_, ett = monstre.ord[_NAVN], tekst[start:slutt].lower()
    foran, etter = tekst[max(0, start - _VINDU) : start], _ETTER.match(tekst, slutt)
    ved, hva = _FORAN.search(foran), etter[1].lower().rstrip(".") if etter else ""
    if hva in ord_["etter"] or hva[:1].isdigit() or (ved and ved[1].lower() in ord_["kontor"]):
        return True
    if ett not in monstre.fornavn and ved and ved[1].lower() in monstre.ord["sted"]["ved"] + ["i"]:
        return True
    return ett in monstre.tvetydige and bool(_SETNING.search(foran))

"""Passages that can be shown outside their case: whatever identifies somebody, or points to somebody, is written over.

More is hidden than on the case's own page: there only what identifies by itself is, here also what does so together with something
else, and every word of a name that stands anywhere in the case.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from vedtaksanalyse.pii.find import find_pii
from vedtaksanalyse.pii.skjerming import MASKE, mask_ord, mask_tekst
from vedtaksanalyse.sak import Belegg, Dokument, Saksvurdering

SKJULT = "[…]"
"""What stands where something is hidden."""
_MASKERT = re.compile(rf"{MASKE}+(?:[\s.,-]*{MASKE}+)*")
_NAVN, _NAVNEORD = "navn", re.compile(r"[^\W\d_]{2,}")
_FAERREST_ORD = 3


class Anonymisert:
    """A case as it may be quoted. It is handed in with what is held back already taken out."""

    def __init__(self, vurdering: Saksvurdering) -> None:
        self._pii = vurdering.pii
        self._dokumenter = {ett.dok_id: ett for ett in vurdering.sak.dokumenter}
        self._navneord = frozenset(_list_navneord(vurdering))

    def sitat(self, belegg: Belegg, maks: int) -> str:
        """A passage on one line, cut after ``maks`` signs. Empty when there is no such place, or too little is left to tell anything."""
        dokument = self._dokumenter.get(belegg.dok_id)
        if dokument is None or not 0 <= belegg.start < belegg.slutt <= len(dokument.tekst):
            return ""
        spenn = [(f.belegg.start, f.belegg.slutt) for f in self._pii if f.belegg.dok_id == dokument.dok_id]
        start, slutt = _whole_ord(dokument.tekst, belegg)
        return _shorten(_hide(mask_tekst(dokument.tekst, spenn)[start:slutt], self._navneord), maks)


def _hide(tekst: str, navneord: Collection[str]) -> str:
    funn = find_pii(Dokument("", "annet", tekst), None) if tekst.strip() else ()
    maskert = mask_ord(mask_tekst(tekst, [(f.belegg.start, f.belegg.slutt) for f in funn]), navneord)
    return " ".join(_MASKERT.sub(SKJULT, maskert).split())


def _list_navneord(vurdering: Saksvurdering) -> Iterator[str]:
    """The words of the names in all documents of the case that begin with a capital letter, also when something is theirs."""
    for funn in vurdering.pii:
        if funn.type == _NAVN:
            for ett in _NAVNEORD.findall(vurdering.sak.sitat(funn.belegg)):
                if ett[0].isupper():
                    yield from (ett.casefold(), f"{ett.casefold()}s")


def _whole_ord(tekst: str, belegg: Belegg) -> tuple[int, int]:
    """The place with the words it begins and ends in: half a name is not known for one."""
    start, slutt = belegg.start, belegg.slutt
    while start and tekst[start - 1].isalnum() and tekst[start].isalnum():
        start -= 1
    while slutt < len(tekst) and tekst[slutt - 1].isalnum() and tekst[slutt].isalnum():
        slutt += 1
    return start, slutt


def _shorten(tekst: str, maks: int) -> str:
    if len(_NAVNEORD.findall(tekst.replace(SKJULT, ""))) < _FAERREST_ORD:
        return ""
    return tekst if len(tekst) <= maks else f"{tekst[:maks].rsplit(' ', 1)[0]} …"

"""The grammar of one sentence about children: whom it speaks of, which number counts whom, and who is how old."""

from __future__ import annotations

from datetime import date

from vedtaksanalyse.detection.barn.alder import Aldersleser
from vedtaksanalyse.detection.barn.gruppe import Gruppe
from vedtaksanalyse.detection.barn.lest import Lest
from vedtaksanalyse.detection.barn.rekke import Rekke
from vedtaksanalyse.detection.barn.substantiv import read_substantiv

_PERSONER = ("soker", "andre_voksne", "utenfor", "pronomen")
_STUMME = ("ord", "stor", "aar", "trinn", "grense", "band")
_EKSPLISITTE = ("ett", "plass", "navn", "aaring")
_MELLOM = 4


def read_setning(rekke: Rekke, dato: date | None, kontekst: bool, omtalt: str) -> list[Gruppe]:
    """The groups of children in the sentence, in order; see ``Lest`` for ``kontekst`` and ``omtalt``."""
    lest = Lest(kontekst, omtalt)
    alder = Aldersleser(rekke, lest, dato)
    i = 0
    while i < len(rekke.ledd):
        ledd = rekke.ledd[i]
        if ledd.slag in _STUMME:
            i += 1
            continue
        if ledd.slag == "tall":
            i = alder.read_tall(i)
            continue
        if rekke.is_barn(i):
            # «to mindreårige barn»: the first of two child words only describes.
            if not (ledd.slag == "flere" and rekke.at(i + 1).slag == "flere"):
                read_substantiv(rekke, lest, i)
        elif ledd.slag == "aaring":
            alder.read_aaring(i)
        elif ledd.slag == "halv":
            lest.halve.append(ledd.verdi)
        elif ledd.slag == "aarstall" or (ledd.slag == "hopp" and ledd.ord.count(".") == 2):
            alder.read_fodt(i)
        elif ledd.slag in _PERSONER:
            _read_person(rekke, lest, i)
        elif ledd.ord == ";":
            lest.subjekt = ""
        i += 1
    return _join(rekke, lest.grupper)


def _read_person(rekke: Rekke, lest: Lest, i: int) -> None:
    slag = rekke.ledd[i].slag
    if rekke.isin(i, "maske") and lest.barn and lest.barn.siste == i - 1:
        lest.barn.siste = i
        return
    if slag == "utenfor":
        lest.utenfor = i
    if not rekke.isin(i - 1, "preposisjon") and not (slag == "pronomen" and lest.subjekt):
        lest.subjekt, lest.person = slag, i


def _join(rekke: Rekke, grupper: list[Gruppe]) -> list[Gruppe]:
    """«twins of 8 and a son of 13» is one group of three; «two children: a boy and a girl» one of two."""
    ferdige: list[Gruppe] = []
    for gruppe in grupper:
        forrige = ferdige[-1] if ferdige else None
        if forrige and forrige.fits(gruppe) and _is_near(rekke, forrige, gruppe):
            forklarer = gruppe.slag in _EKSPLISITTE and not rekke.isin(forrige.siste + 1, "sammen")
            forrige.absorb(gruppe, forklarer)
        else:
            ferdige.append(gruppe)
    return ferdige


def _is_near(rekke: Rekke, forrige: Gruppe, neste: Gruppe) -> bool:
    etter = range(forrige.siste + 1, forrige.siste + 2 + _MELLOM)
    mellom = [i for i in etter if 0 <= rekke.at(i).start < neste.start]
    return len(mellom) <= _MELLOM and any(rekke.isin(i, "sammen") or rekke.at(i).ord in ",:" for i in mellom)

"""The grammar of one sentence about children: whom it speaks of, which number counts whom, and who is how old."""

from __future__ import annotations

from vedtaksanalyse.detection.barn.alder import Aldersleser
from vedtaksanalyse.detection.barn.fodsel import Fodselsleser
from vedtaksanalyse.detection.barn.gruppe import Gruppe
from vedtaksanalyse.detection.barn.klasse import Klasseleser
from vedtaksanalyse.detection.barn.lest import Lest
from vedtaksanalyse.detection.barn.rekke import Rekke
from vedtaksanalyse.detection.barn.substantiv import read_substantiv

_PERSONER = ("soker", "andre_voksne", "utenfor", "pronomen")
_STUMME = ("ord", "stor", "aar", "grense", "band")
_UTEN_BARN = frozenset({*_STUMME, *_PERSONER, "tegn", "maaned", "uke", "dag"})
_EKSPLISITTE = ("ett", "plass", "navn", "aaring", "tvillinger")
_MELLOM = 4


def read_setning(rekke: Rekke, lest: Lest) -> list[Gruppe]:
    """The groups of children in the sentence, in order; ``lest`` holds what came before it."""
    if all(ledd.slag in _UTEN_BARN for ledd in rekke.ledd):
        return []
    fodt, nyfodt = rekke.ord.grupper["fodt"], rekke.ord.grupper["nyfodt"]
    alder, fodsel, klasse = Aldersleser(rekke, lest), Fodselsleser(rekke, lest), Klasseleser(rekke, lest)
    i = 0
    while i < len(rekke.ledd):
        ledd = rekke.ledd[i]
        if ledd.slag in _STUMME and ledd.ord not in fodt:
            if ledd.ord in nyfodt and rekke.isin(i - 1, "artikkel", "ett") and rekke.isin(i - 2, "sammen") and lest.grupper:
                _read_newborn(rekke, lest, i)
            i += 1
            continue
        if ledd.slag == "tall":
            i = i + 1 if fodsel.read_short(i) else alder.read_tall(i)
            continue
        if _is_barn(rekke, lest, i):
            _read_barn(rekke, lest, i)
            fodsel.read_got(i)
        elif ledd.slag == "aaring":
            alder.read_aaring(i)
        elif ledd.slag == "barns":
            alder.teller.count_word(i)
        elif ledd.slag == "serie":
            alder.read_serie(i)
            fodsel.read(i)
        elif ledd.slag == "trinn":
            klasse.read(i)
        elif ledd.slag == "halv":
            lest.halve.append(ledd.verdi)
        elif ledd.slag in ("aarstall", "hopp"):
            fodsel.read(i)
            fodsel.read_born(i)
        elif ledd.ord in fodt:
            fodsel.read_recent(i)
        elif ledd.slag in _PERSONER:
            _read_person(rekke, lest, i)
        elif ledd.ord == ";":
            lest.subjekt = ""
        i += 1
    return _join(rekke, lest.grupper)


def _read_barn(rekke: Rekke, lest: Lest, i: int) -> None:
    ledd = rekke.ledd[i]
    # «to mindreårige barn», «den eldste gutten»: the first of two child words only describes.
    if ledd.slag in ("flere", "del") and rekke.at(i + 1).slag in ("flere", "ett"):
        return
    if rekke.isin(i, "adjektiv") and not (rekke.isin(i - 1, "bestemt") or _stands_for_child(rekke, lest, i)):
        return
    if ledd.slag == "rang" and not lest.kjent:
        return
    if lest.barn and (_is_twins_name(rekke, lest.barn, i) or _is_twins_gender(rekke, lest.barn, i)):
        lest.barn.siste = i
        return
    read_substantiv(rekke, lest, i)


def _read_newborn(rekke: Rekke, lest: Lest, i: int) -> None:
    """«… and a newborn»."""
    ledd = rekke.ledd[i]
    lest.add(Gruppe("ett", ledd.ord, ledd.start, ledd.slutt, i, 1)).give([0])


def _is_twins_name(rekke: Rekke, gruppe: Gruppe, i: int) -> bool:
    """«The twins [barn 1] and [barn 2], 6 years»: placeholders right after the twins name them."""
    if gruppe.slag not in ("tvillinger", "trillinger") or gruppe.barn or rekke.ledd[i].slag != "plass":
        return False
    bundet = rekke.at(gruppe.siste).slag == "plass" and (rekke.isin(i - 1, "sammen") or rekke.at(i - 1).ord == ",")
    return gruppe.siste == i - 1 - bundet and rekke.at(i + 1).ord != "(" and rekke.at(i + 1).slag != "tall"


def _is_twins_gender(rekke: Rekke, gruppe: Gruppe, i: int) -> bool:
    """«tvillinger, jente/gutt, f. 2016»: a boy and a girl right after the twins are those."""
    if gruppe.slag != "tvillinger" or gruppe.barn or rekke.ledd[i].slag != "ett":
        return False
    if gruppe.siste == i - 2 and _joins(rekke, i - 1):
        return rekke.at(i - 2).slag == "ett"
    tett = all(rekke.at(k).slag == "tegn" for k in range(gruppe.siste + 1, i))
    alder = rekke.at(i + 3).slag == "tall" or rekke.isin(i + 3, "paa")
    return tett and _joins(rekke, i + 1) and rekke.at(i + 2).slag == "ett" and not alder


def _joins(rekke: Rekke, i: int) -> bool:
    return rekke.at(i).ord == "/" or rekke.isin(i, "sammen")


def _stands_for_child(rekke: Rekke, lest: Lest, i: int) -> bool:
    """«Store er 11 og lille er 7», of children just spoken of."""
    foran = i == 0 or rekke.isin(i - 1, "sammen") or rekke.at(i - 1).ord in ",:;."
    return lest.kjent and foran and rekke.isin(i + 1, "verb", "paa", "fyller", "fylt")


def _is_barn(rekke: Rekke, lest: Lest, i: int) -> bool:
    slag = rekke.ledd[i].slag
    if slag == "utenfor":
        return _is_sibling(rekke, lest, i)
    return _is_listed_code(rekke, lest, i) if slag == "stor_kode" else rekke.is_barn(i)


def _is_listed_code(rekke: Rekke, lest: Lest, i: int) -> bool:
    """«Barn: G12, J9»: in a list of children capitals are a boy and a girl, elsewhere a team."""
    if not lest.kjent:
        return False
    forrige = lest.grupper[-1] if lest.grupper else None
    videre = forrige is not None and rekke.at(forrige.siste).slag == "tall" and forrige.siste == i - 2
    talt = lest.sist is not None and lest.sist.slag == "flere" and not lest.sist.barn
    rad = i == 0 and (lest.kontekst or talt or rekke.at(2).slag == "aar" or rekke.at(2).ord == ":")
    return rad or (i > 0 and rekke.at(i - 1).ord in ":(") or (videre and (rekke.at(i - 1).ord == "," or rekke.isin(i - 1, "sammen")))


def _is_sibling(rekke: Rekke, lest: Lest, i: int) -> bool:
    """«at home with brother (15)»: after a child, a brother with an age is the child's."""
    if not rekke.isin(i, "soskenhode") or rekke.isin(i + 1, "egen") or not lest.has_child():
        return False
    i += rekke.isin(i + 1, "eier")
    return rekke.at(i + 1 + (rekke.at(i + 1).ord == "(" or rekke.isin(i + 1, "paa", "verb"))).slag == "tall"


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
    for gruppe in _described(rekke, grupper):
        forrige = ferdige[-1] if ferdige else None
        bare_trinn = any(g and g.trinn and not (g.barn or g.eksplisitt or g.artikkel) for g in (forrige, gruppe))
        if forrige and not bare_trinn and forrige.fits(gruppe) and _is_near(rekke, forrige, gruppe):
            forklarer = gruppe.slag in _EKSPLISITTE and not rekke.isin(forrige.siste + 1, "sammen")
            forrige.absorb(gruppe, forklarer)
        else:
            ferdige.append(gruppe)
    return ferdige


def _described(rekke: Rekke, grupper: list[Gruppe]) -> list[Gruppe]:
    """«[barn 1], girl of 9» is one child."""
    ferdige: list[Gruppe] = []
    for gruppe in grupper:
        forrige = ferdige[-1] if ferdige else None
        samme = forrige and {forrige.slag, gruppe.slag} == {"plass", "ett"} and not forrige.barn
        skille = rekke.at(forrige.siste + 1).ord if forrige else ""
        samme = samme and (gruppe.slag == "ett" or skille == "(")
        if forrige and samme and rekke.at(forrige.siste + 2).start == gruppe.start:
            forrige.describe(gruppe)
        else:
            ferdige.append(gruppe)
    return ferdige


def _is_near(rekke: Rekke, forrige: Gruppe, neste: Gruppe) -> bool:
    fra = rekke.past_remark(forrige.siste + 1)
    mellom = [i for i in range(fra, fra + 1 + _MELLOM) if 0 <= rekke.at(i).start < neste.start]
    return len(mellom) <= _MELLOM and any(rekke.isin(i, "sammen") or rekke.at(i).ord in ",:" for i in mellom)

"""Child words: how many they stand for, and whether the children are this case's, grown up or somebody else's."""

from __future__ import annotations

from vedtaksanalyse.detection.barn.gruppe import MAKS_BARN, MYNDIG, Gruppe
from vedtaksanalyse.detection.barn.lest import Lest
from vedtaksanalyse.detection.barn.ord import Ledd
from vedtaksanalyse.detection.barn.rekke import Rekke

_FLERLINGER = {"tvillinger": 2, "trillinger": 3}
_NAER = 7


def read_substantiv(rekke: Rekke, lest: Lest, i: int) -> None:
    """Makes a group of the child word at ``i`` and what stands around it."""
    ledd = rekke.ledd[i]
    gruppe = Gruppe(ledd.slag, ledd.ord, ledd.start, ledd.slutt, i)
    foran = _read_left(rekke, lest, gruppe, i)
    _number_by_form(gruppe)
    while rekke.isin(i + 1, "eier"):
        gruppe.eid, i = True, i + 1
    gruppe.siste = i
    if ledd.ord in rekke.ord.grupper["kjonn"] and not gruppe.eid:
        gruppe.kvalifikatorer.add("svak")
    if ledd.ord in rekke.ord.grupper["bestemt_kjonn"]:
        gruppe.kvalifikatorer.add("delvis")
    if _is_grown_up(rekke, i):
        gruppe.kvalifikatorer.add("voksen")
    if lest.gammel:
        gruppe.give(lest.gammel)
        lest.gammel = []
    if _is_others(rekke, lest, gruppe, foran):
        gruppe.kvalifikatorer.add("annen_person")
    lest.add(gruppe)


def _number_by_form(gruppe: Gruppe) -> None:
    if gruppe.slag in _FLERLINGER:
        gruppe.antall, gruppe.eksplisitt = _FLERLINGER[gruppe.slag], True
        gruppe.kvalifikatorer.add("delvis")
    elif gruppe.slag == "del":
        gruppe.kvalifikatorer |= {"delvis", "svak"}
    if gruppe.slag in ("ett", "plass", "del"):
        gruppe.antall = gruppe.antall or 1


def _read_left(rekke: Rekke, lest: Lest, gruppe: Gruppe, i: int) -> int:
    """Reads number, owner, «grown-up» and «no» in front of a child word; returns where it stopped."""
    k, lengst = i - 1, max(-1, i - 6)
    while k > lengst:
        ledd = rekke.ledd[k]
        if ledd.slag == "tall" and gruppe.antall is None and k not in lest.brukt and ledd.verdi <= MAKS_BARN:
            if gruppe.slag == "ett" and ledd.verdi > 1:
                break
            gruppe.antall, gruppe.start = ledd.verdi, ledd.start
            gruppe.eksplisitt = not _is_any_child(rekke, gruppe, ledd)
            lest.brukt.add(k)
        elif rekke.isin(k, "voksen"):
            gruppe.kvalifikatorer.add("voksen")
        elif rekke.isin(k, "eier"):
            gruppe.eid = True
        elif rekke.isin(k, "nektet"):
            if gruppe.eksplisitt or gruppe.ord in rekke.ord.grupper["ubestemt"]:
                gruppe.kvalifikatorer.add("nektet")
            break
        elif rekke.isin(k, "delt_av"):
            gruppe.kvalifikatorer.add("delvis")
        elif not (rekke.isin(k, "tillegg") or ledd.slag == "flere" or rekke.is_copula(k)):
            break
        k -= 1
    return k


def _is_any_child(rekke: Rekke, gruppe: Gruppe, tall: Ledd) -> bool:
    """«et barn» may be any child; «ett barn», «1 barn» and «en datter» count."""
    grupper = rekke.ord.grupper
    return tall.verdi == 1 and tall.ord in grupper["artikkel"] and gruppe.ord in grupper["svake"]


def _is_grown_up(rekke: Rekke, i: int) -> bool:
    if rekke.isin(i + 1, "verb") and rekke.isin(i + 2, "voksen"):
        return True
    return any(rekke.at(k).slag == "grense" and rekke.at(k).verdi >= MYNDIG for k in range(i + 1, i + 4))


def _is_others(rekke: Rekke, lest: Lest, gruppe: Gruppe, foran: int) -> bool:
    """Whether the children are a sister's, a neighbour's, at work, in general, or the applicant's own siblings."""
    bak = gruppe.siste
    egne = any(rekke.isin(k, "egen") for k in range(max(foran, 0), bak + 1))
    if gruppe.slag == "utenfor_barn":
        return True
    if gruppe.ord in rekke.ord.grupper["sosken"] and (egne or not lest.has_child()):
        return True
    if lest.utenfor >= 0 and not egne and (bak - lest.utenfor <= _NAER or gruppe.eid):
        return True
    if gruppe.slag == "flere" and gruppe.eksplisitt and _is_of_child(rekke, lest, foran):
        return True
    if rekke.isin(foran, "har") and rekke.isin(foran - 1, "generisk"):
        return True
    if not (gruppe.eksplisitt or gruppe.eid) and gruppe.ord in rekke.ord.grupper["ubestemt"]:
        return any(rekke.isin(k, "arbeid") for k in range(max(0, foran - 6), foran + 1))
    return rekke.isin(bak + 1, "preposisjon") and any(rekke.at(bak + n).slag == "utenfor" for n in (2, 3))


def _is_of_child(rekke: Rekke, lest: Lest, foran: int) -> bool:
    """«the daughter has two children», or «she has» after a grown-up child."""
    if not rekke.isin(foran, "har"):
        return False
    if rekke.at(foran - 1).slag == "pronomen":
        return lest.omtalt == "voksen"
    return bool(lest.grupper) and lest.grupper[-1].slag == "ett" and foran - lest.grupper[-1].siste <= 2

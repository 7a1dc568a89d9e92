"""Child words: how many they stand for, and whether the children are this case's, grown up or somebody else's."""

from __future__ import annotations

from vedtaksanalyse.detection.barn.gruppe import INGEN, MAKS_BARN, MERKE, MYNDIG, Gruppe
from vedtaksanalyse.detection.barn.lest import Lest
from vedtaksanalyse.detection.barn.ord import Ledd
from vedtaksanalyse.detection.barn.rekke import Rekke

_FLERLINGER = {"tvillinger": 2, "trillinger": 3}
_NAER = 7
_DOD, _GRENSE = 5, 3
_OMSORG_FORAN = 4
_STED = 3


def read_substantiv(rekke: Rekke, lest: Lest, i: int) -> None:
    """Makes a group of the child word at ``i`` and what stands around it."""
    ledd = rekke.ledd[i]
    gruppe = Gruppe(_slag(rekke, i), ledd.ord, ledd.start, ledd.slutt, i, kjenne=rekke.ord.kjenne.get(ledd.ord, INGEN))
    if ledd.slag in ("plass", "rang"):
        gruppe.kjenne = frozenset({MERKE + (str(rekke.ord.label_number(ledd.ord) or "") or ledd.ord)})
        gruppe.kjenne |= rekke.ord.marks_in(ledd.ord) if ledd.slag == "plass" else INGEN
    elif gruppe.slag == "plass":
        # «barn A».
        i += 1
        gruppe.kjenne = frozenset({MERKE + rekke.ledd[i].ord})
    foran = _read_left(rekke, lest, gruppe, gruppe.siste)
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
    if gruppe.slag == "ett" and (rekke.isin(foran, "hjelpeverb") or _is_one_more(rekke, lest, foran)):
        gruppe.eid = True
    if lest.gammel:
        gruppe.give(lest.gammel)
        lest.gammel = []
    elif gruppe.antall == 1 and gruppe.slag == "ett" and gruppe.ord not in rekke.ord.grupper["svake"] and any(rekke.isin(k, "nyfodt") for k in range(max(foran, 0), i)):
        gruppe.give([0])
    ikke_alle = rekke.isin(foran, "mottaker") and not rekke.isin(foran - 1, "mottaker_ikke", "ansvar", "alene", "foster")
    if gruppe.eksplisitt and (ikke_alle or rekke.isin(foran, "enn")):
        gruppe.kvalifikatorer.add("svak")
    if _is_others(rekke, lest, gruppe, foran):
        gruppe.kvalifikatorer.add("annen_person")
    lest.add(gruppe)


def _slag(rekke: Rekke, i: int) -> str:
    """«g6» is a boy, «tv.j 14» twins, and «nr. 2 is 8» one of the children."""
    ledd = rekke.ledd[i]
    if ledd.slag in ("kode", "stor_kode"):
        return "tvillinger" if ledd.ord.startswith(rekke.ord.tvillingtegn) else "ett"
    if ledd.slag == "utenfor_barn":
        return ledd.slag
    if ledd.slag == "flere" and rekke.is_letter(i + 1) and rekke.isin(i, "ubestemt"):
        return "plass"
    return {"rang": "del", "utenfor": "ett"}.get(ledd.slag, ledd.slag)


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
    # «2  Barn 13», «3  Barn nr. 2»: the number that starts a row is the row's.
    rad = 0 if rekke.at(i + 1).slag in ("tall", "rang", "serie", "band") else -1
    kopula = False
    while k > lengst:
        ledd = rekke.ledd[k]
        if k == rad and ledd.ord.isdigit():
            break
        if ledd.slag == "tall" and gruppe.antall is None and k not in lest.brukt and ledd.verdi <= MAKS_BARN:
            if gruppe.slag == "ett" and ledd.verdi > 1:
                break
            gruppe.antall, gruppe.start = ledd.verdi, ledd.start
            gruppe.eksplisitt = not _is_any_child(rekke, gruppe, ledd)
            gruppe.artikkel = not gruppe.eksplisitt
            lest.brukt.add(k)
        elif rekke.isin(k, "entall") and gruppe.antall is None and gruppe.ord in rekke.ord.grupper["ubestemt"]:
            gruppe.antall = 1
        elif rekke.isin(k, "voksen"):
            gruppe.kvalifikatorer.add("voksen")
        elif rekke.isin(k, "eier"):
            gruppe.eid = True
        elif rekke.isin(k, "nektet"):
            if gruppe.eksplisitt or gruppe.ord in rekke.ord.grupper["ubestemt"]:
                gruppe.kvalifikatorer.add("nektet")
            break
        elif rekke.isin(k, "begge") and gruppe.antall is None and gruppe.slag == "flere":
            gruppe.antall, gruppe.start, gruppe.eksplisitt = 2, ledd.start, True
        elif rekke.isin(k, "delt_av"):
            if not kopula:
                gruppe.kvalifikatorer.add("delvis")
        elif rekke.is_copula(k):
            kopula = True
        elif not (rekke.isin(k, "tillegg") or ledd.slag == "flere"):
            break
        k -= 1
    return k


def _is_any_child(rekke: Rekke, gruppe: Gruppe, tall: Ledd) -> bool:
    """«et barn» may be any child; «ett barn», «1 barn» and «en datter» count."""
    grupper = rekke.ord.grupper
    return tall.verdi == 1 and tall.ord in grupper["artikkel"] and gruppe.ord in grupper["svake"]


def _is_one_more(rekke: Rekke, lest: Lest, foran: int) -> bool:
    """«You have a boy in the first class and a girl in the kindergarten»."""
    forrige = lest.barn
    return bool(forrige and forrige.eid and forrige.slag == "ett") and rekke.isin(foran, "sammen")


def _is_grown_up(rekke: Rekke, i: int) -> bool:
    """Grown up, or dead."""
    if rekke.isin(i + 1, "verb") and rekke.isin(i + 2, "voksen"):
        return True
    dod = rekke.ord.grupper["dod"]
    etter = rekke.ledd[i + 1 : i + _DOD]
    if any(ledd.ord in dod for ledd in etter):
        return True
    return any(ledd.slag == "grense" and ledd.verdi >= MYNDIG for ledd in etter[:_GRENSE])


def _is_others(rekke: Rekke, lest: Lest, gruppe: Gruppe, foran: int) -> bool:
    """Whether the children are a sister's, a neighbour's, at work, in general, or the applicant's own siblings."""
    bak = gruppe.siste
    egne = any(rekke.isin(k, "egen") for k in range(max(foran, 0), bak + 1))
    if gruppe.slag == "utenfor_barn":
        return not _is_cared_for(rekke, foran, bak)
    hos_foster = any(rekke.isin(k, "foster") for k in range(max(0, foran - 2), foran + 1))
    if gruppe.ord in rekke.ord.grupper["sosken"] and not hos_foster:
        # The child's, unless it turns out that the case has no child.
        gruppe.kvalifikatorer.add("sosken")
        if egne:
            return True
    if lest.utenfor >= 0 and not egne and (bak - lest.utenfor <= _NAER or gruppe.eid):
        return True
    talt = gruppe.slag == "flere" and gruppe.eksplisitt
    if lest.barn and "annen_person" in lest.barn.kvalifikatorer and rekke.isin(foran, "sammen") and not egne:
        # «… a boy of 4 and a girl of 2».
        return True
    if _is_grandchild(rekke, lest, foran, talt and gruppe.ord in rekke.ord.grupper["ubestemt"]) and not egne:
        return True
    if (talt or lest.omtalt == "utenfor") and _is_of_child(rekke, lest, foran):
        return True
    if rekke.isin(foran, "har") and rekke.isin(foran - 1, "generisk") and not _has_ages(rekke, bak):
        return True
    if not (gruppe.eksplisitt or gruppe.eid) and gruppe.ord in rekke.ord.grupper["ubestemt"]:
        return any(rekke.isin(k, "arbeid") for k in range(max(0, foran - 6), foran + 1))
    return rekke.isin(bak + 1, "preposisjon") and any(rekke.at(bak + n).slag == "utenfor" for n in (2, 3))


def _is_cared_for(rekke: Rekke, foran: int, bak: int) -> bool:
    """«the care of the nephew», «your nephew of 16 that you were given the care of»."""
    if any(rekke.isin(k, "ansvar") for k in range(max(0, foran - _OMSORG_FORAN), foran + 1)):
        return True
    som = next((k for k in range(bak + 1, bak + _NAER) if rekke.isin(k, "som")), 0)
    return som > 0 and any(rekke.isin(k, "ansvar") for k in range(som, som + _NAER))


def _has_ages(rekke: Rekke, bak: int) -> bool:
    """«Par med to barn (4 og 7)» is a family, not any couple."""
    return rekke.at(bak + 1 + (rekke.at(bak + 1).ord == "(" or rekke.isin(bak + 1, "paa"))).slag == "tall"


def _is_grandchild(rekke: Rekke, lest: Lest, foran: int, talt: bool) -> bool:
    """«The son of 23 has moved out and has a child of two», «the daughter next door with two small ones»."""
    eldre = lest.barn
    foran -= rekke.at(foran).ord == "/"
    while rekke.isin(foran, "ogsa"):
        foran -= 1
    if eldre is None or eldre.slag not in ("ett", "del") or not rekke.isin(foran, "har", "flokk_ledd"):
        return False
    mellom = rekke.ledd[eldre.siste + 1 : foran]
    voksne = lest.omtalt == "voksen" or any("voksen" in g.kvalifikatorer and g.slag == "flere" for g in lest.grupper)
    # Who has children is grown up.
    har_egne = talt and 0 < len(mellom) <= _STED and rekke.isin(foran, "flokk_ledd")
    if (voksne or har_egne) and not eldre.barn and all(x.slag in ("ord", "stor") for x in mellom):
        eldre.kvalifikatorer.add("voksen")
    return "voksen" in eldre.kvalifikatorer and all(x.slag not in ("soker", "andre_voksne") and x.ord not in ".;" for x in mellom)


def _is_of_child(rekke: Rekke, lest: Lest, foran: int) -> bool:
    """«the daughter has two children», or «she has» after a grown-up child."""
    if not rekke.isin(foran, "har"):
        return False
    if rekke.at(foran - 1).slag == "pronomen" or rekke.isin(foran - 1, "de"):
        return lest.omtalt in ("voksen", "utenfor")
    return bool(lest.grupper) and lest.grupper[-1].slag == "ett" and foran - lest.grupper[-1].siste <= 2

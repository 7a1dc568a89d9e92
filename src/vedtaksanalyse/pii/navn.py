"""Names of persons: by the recogniser handed in, by the name list and how names are formed, and by the words around.

The three are joined: where they touch the same row of capitalised words, the widest span is kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from vedtaksanalyse.pii import navneord
from vedtaksanalyse.pii.monstre import FORAN, LITEN, ORD, RESTEN, STOR, Funn, Monstre, after_known, pieces
from vedtaksanalyse.pii.navneord import Rundt

Navnesok = Callable[[Sequence[str]], Sequence[Sequence[tuple[int, int, str]]]]

_STORT_ORD = re.compile(rf"[{STOR}](?<![\w@.-].)[{LITEN}'’-]+(?:-[{STOR}][{LITEN}'’]+)*(?![\w@])")
_REKKE = re.compile(
    rf"[{STOR}](?<![\w@.-].)(?:{RESTEN}|\.)(?: (?:{ORD}|[{STOR}]\.|(?:al|el|van|von|de|bin|ibn) (?=[{STOR}])))*(?![@(])"
)
_OMVENDT = re.compile(rf"({ORD}), ({ORD}(?: {ORD})?)")
_WORDS = re.compile(r"[^\W\d_]+")
# Running text before a word: a word in small letters with nothing but a space, a comma or a bracket after it.
_RUNNING = re.compile(r"(?:^|[\s(])[a-z\u00df-\u00ff]{2,}[,(]? ?\(?$")
_POSTNR = re.compile(r"\d{4} $")
_OG_FORAN = re.compile(rf"(?<![\w@.-])({ORD}) og $")
_OG_ETTER = re.compile(rf" og ({ORD})(?![\w@-])(?! {ORD})")
_TALL_ETTER = re.compile(r" \d|[-/]\w")
_FLEST = 4
_KORTEST = 3


def find_navn(tekst: str, monstre: Monstre, sok: Navnesok | None) -> Iterator[Funn]:
    """Every name; without a recogniser those of the list, of forms and of letters."""
    fra_sok, andre = _ask(tekst, monstre, sok) if sok else ([], [])
    tittel = tuple(monstre.ord["navn"]["titler"])
    kjent = monstre.ikke_navn
    tiltalt = (
        m
        for m in navneord.match_tiltale(monstre).finditer(tekst)
        if not (m[1].isupper() or m[1].lower() in kjent or m[1].lower().endswith(tittel))
    )
    funn = [*fra_sok, *_omvendt(tekst, monstre), *_rekker(tekst, monstre, andre)]
    funn += [(*m.span(1), "navn", 0.9) for m in tiltalt]
    funn += list(_beside(tekst, funn, monstre))
    samlet: list[Funn] = []
    for ett in sorted(funn):
        if samlet and ett[0] < samlet[-1][1]:
            start, slutt, slag, styrke = samlet[-1]
            samlet[-1] = (start, max(slutt, ett[1]), slag, max(styrke, ett[3]))
        else:
            samlet.append(ett)
    yield from samlet


def _beside(tekst: str, funn: Sequence[Funn], monstre: Monstre) -> Iterator[Funn]:
    """One word with an «og» between it and a name is a name too."""
    for start, slutt, *_ in funn:
        for m in (_OG_FORAN.search(tekst, max(0, start - FORAN), start), _OG_ETTER.match(tekst, slutt)):
            if (
                m
                and m[1].lower() not in monstre.ikke_navn
                and not _is_other(Rundt.at(tekst, *m.span(1)), m.start(1), monstre)
            ):
                yield *m.span(1), "navn", 0.6


def _rekker(tekst: str, monstre: Monstre, andre: Sequence[tuple[int, int]]) -> Iterator[Funn]:
    """Names in rows of capitalised words. ``andre`` is what the recogniser says is something else than a person."""
    for m in _REKKE.finditer(tekst):
        rekke = (
            after_known(m[0], monstre.ikke_navn, *navneord.feltord(monstre))
            if m[0].lower() not in monstre.fornavn
            else m[0]
        )
        start = m.end() - len(rekke)
        if not rekke or (ord_ := rekke.split(" "))[0] == "":
            continue
        rundt = Rundt.at(tekst, start, m.end())
        if _is_other(rundt, m.start(), monstre):
            continue
        navn = rundt if len(ord_) <= _FLEST else Rundt.at(tekst, start, start + len(" ".join(ord_[:_FLEST])))
        styrke = _by_place(rundt, monstre) or _by_form(navn, ord_, monstre)
        sagt_annet = any(a < navn.slutt and start < b for a, b in andre) and not navneord.match_person(
            monstre
        ).leads_to(navn)
        if not styrke and not sagt_annet:
            styrke = _by_etternavn(navn, ord_, monstre) if len(ord_) > 1 else _by_setning(navn, monstre)
        if styrke:
            yield start, navn.slutt, "navn", styrke


def _is_other(rundt: Rundt, rekkestart: int, monstre: Monstre) -> bool:
    """Whether the words around say that a row, which began at ``rekkestart``, is an office, a place, a firm or a placeholder."""
    ord_, foran, inni = monstre.ord["navn"], rundt.foran, rundt.inni
    if (
        foran.endswith("[")
        or inni[-1] == "-"
        or _POSTNR.search(foran)
        or navneord.match_reise(monstre).leads_to(rundt)
    ):
        return True
    kontor = ord_["kontor"]
    if rundt.tekst[rekkestart : rundt.start].lower().split(" ")[0] in kontor or (
        foran[-1:] == " " and rundt.ordene and rundt.ordene[-1] in kontor
    ):
        return True
    siste = inni.lower().split(" ")[-1]
    if siste in ord_["etter"] or (siste.endswith(tuple(ord_["ord_slutt"])) and _know(siste, monstre) == 0):
        return True
    # «Lien og Øvre Tverrdal kommune»: what a row of names is said to be stands after the last.
    if rundt.etter[:1] != " ":
        return False
    ordene = _WORDS.findall(rundt.etter.split("\n")[0])
    return next((o for o in ordene if o.islower() and o not in ord_["mellom"]), "") in ord_["etter"]


def _by_place(rundt: Rundt, monstre: Monstre) -> float:
    """How sure the words right before make it: a field's name, a greeting, a role."""
    rekke = rundt.inni
    if " " not in rekke and (rekke.isupper() or rekke[-1] == "."):
        return 0.0
    if rekke.split(" ")[0].lower() in monstre.ord["adresse"]["forledd"]:
        return 0.0
    for plass, styrke, flere in navneord.navneplasser(monstre):
        if (" " in rekke or not flere) and plass.leads_to(rundt):
            return styrke
    return 0.0


def _by_form(rundt: Rundt, ord_: Sequence[str], monstre: Monstre) -> float:
    """How sure the first name makes it; one that is also a word must stand where only a name can."""
    kjent = _know(ord_[0], monstre)
    if len(ord_) > 1:
        etternavn = _is_etternavn(ord_[-1], monstre)
        if (
            kjent == 2
            or (etternavn and (kjent or ord_[0][1:] == "."))
            or (kjent and (ord_[1][1:] == "." or _know(ord_[1], monstre) == 2))
        ):
            return 0.9
    etter = rundt.etter
    if not kjent or etter[:1] == ":" or (len(ord_) == 1 and _TALL_ETTER.match(etter)):
        return 0.0
    if kjent == 2:
        return 0.7
    if not _RUNNING.search(rundt.foran):
        return 0.5 if navneord.match_gjor(monstre).match(etter) else 0.0
    return 0.6 if rundt.ordene[-1] not in monstre.ord["navn"]["steds_ord"] else 0.0


def _by_setning(rundt: Rundt, monstre: Monstre) -> float:
    """How sure the sentence makes one unknown word: it does what people do, or somebody is kin to it."""
    ordet = rundt.inni.lower()
    if (
        len(ordet) < _KORTEST
        or rundt.inni.split("-")[0].isupper()
        or ordet.removesuffix("s") in monstre.ikke_navn
    ):
        return 0.0
    slekt = navneord.match_slektning(monstre).leads_to(rundt) or (
        rundt.inni[-1] == "s" and navneord.match_slekt(monstre).match(rundt.etter)
    )
    gjor = navneord.match_subjekt_foran(monstre).leads_to(rundt) and navneord.match_subjekt_etter(monstre).match(
        rundt.etter
    )
    return 0.5 if slekt or gjor else 0.0


def _by_etternavn(rundt: Rundt, ord_: Sequence[str], monstre: Monstre) -> float:
    """Two or more words with a surname's ending in running text, not where a place is named."""
    if ord_[0].lower() in monstre.ord["adresse"]["forledd"] or len(ord_) > _FLEST or ord_[0][1:] == ".":
        return 0.0
    if any(o.isupper() for o in ord_) and not (all(o.isupper() for o in ord_) and _RUNNING.search(rundt.foran)):
        return 0.0
    if not _is_etternavn(ord_[-1], monstre) or (rundt.ordene and rundt.ordene[-1] in monstre.ord["navn"]["steder"]):
        return 0.0
    return 0.6


def _know(ord_: str, monstre: Monstre) -> int:
    """2 for a first name, 1 for one that is also a word, 0 for neither; also with a genitive's s and in capitals."""
    lav = ord_.lower().split("-")[0] if "-" in ord_ else ord_.lower()
    for form in (lav, lav.rstrip("'’").removesuffix("s")):
        if form in monstre.ikke_navn:
            return 0
        if form in monstre.fornavn or monstre.fornavnform.fullmatch(form):
            return 2
        if form in monstre.tvetydige:
            return 1
    return 0


def _is_etternavn(ord_: str, monstre: Monstre) -> bool:
    lav = ord_.lower().rstrip("'’").removesuffix("s")
    deler = (ord_.lower(), lav, *lav.split("-"))
    return any(d in monstre.etternavn or monstre.etternavnform.fullmatch(d) for d in deler)


def _omvendt(tekst: str, monstre: Monstre) -> Iterator[Funn]:
    """The surname first: «Brekke, Kari»."""
    for m in _OMVENDT.finditer(tekst):
        etternavn = m[1].lower() not in monstre.ikke_navn and _know(m[1], monstre) < 2 and _is_etternavn(m[1], monstre)
        # «i Solberg, Kari sier»: a place before the comma.
        foran = _WORDS.findall(tekst[max(0, m.start() - FORAN) : m.start()].lower())[-1:]
        if etternavn and _know(m[2].split(" ")[0], monstre) and not {*foran} & {*monstre.ord["navn"]["steder"]}:
            yield m.start(), m.end(), "navn", 0.8


def _ask(tekst: str, monstre: Monstre, sok: Navnesok) -> tuple[list[Funn], list[tuple[int, int]]]:
    """What the recogniser says are persons, sifted, and the spans that it says are something else."""
    biter = [(start, bit) for start, bit in pieces(tekst) if _can_hold_name(bit, monstre)]
    personer, andre = [], []
    for (start, bit), treff in zip(biter, sok([bit for _, bit in biter]), strict=True):
        for fra, til, etikett in treff:
            if etikett not in monstre.ord["navn"]["etiketter"]:
                andre.append((start + fra, start + til))
            elif spenn := _trim(bit, fra, til, monstre):
                personer.append((start + spenn[0], start + spenn[1], "navn", 0.8))
    return personer, andre


def _can_hold_name(bit: str, monstre: Monstre) -> bool:
    """A capitalised word that does not begin the piece and is not known to be something else."""
    gjor = navneord.match_gjor(monstre)
    stort = (m for m in _STORT_ORD.finditer(bit) if m.start() or gjor.match(bit, m.end()))
    return any(m[0].lower() not in monstre.ikke_navn for m in stort)


def _trim(bit: str, fra: int, til: int, monstre: Monstre) -> tuple[int, int] | None:
    """The capitalised words of an entity that can be a person's; None when nothing is left or it names a place.

    One word alone must stand inside running text: at the start of a line or list item it is more often a heading.
    """
    ord_ = [(m.start(), m.end()) for m in _STORT_ORD.finditer(bit, fra, til)]
    ord_ = [(a, b) for a, b in ord_ if bit[a:b].lower() not in monstre.ikke_navn]
    if not ord_:
        return None
    start, slutt = ord_[0][0], ord_[-1][1]
    if bit[start : ord_[0][1]].lower() in monstre.ord["adresse"]["forledd"] or _is_other(
        Rundt.at(bit, start, slutt), start, monstre
    ):
        return None
    foran = _WORDS.findall(bit[:start].lower())
    if len(ord_) == 1 and not foran and navneord.match_gjor(monstre).match(bit, slutt):
        return start, slutt
    if len(ord_) == 1 and (not _RUNNING.search(bit[:start]) or foran[-1] in monstre.ord["navn"]["steds_ord"]):
        return None
    return start, slutt

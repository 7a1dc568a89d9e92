"""Names of persons: by the recogniser handed in, by the name list and how names are formed, and by the words around.

The three are joined: where they touch the same row of capitalised words, the widest span is kept. Rows of nothing but
ordinary words are left at once; only what may be a name is looked at with what stands around it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from vedtaksanalyse.pii import navneord
from vedtaksanalyse.pii.monstre import FORAN, LITEN, ORD, STOR, Funn, Monstre
from vedtaksanalyse.pii.navneord import WORDS, Rundt
from vedtaksanalyse.pii.navnesok import Navnesok, ask_sok
from vedtaksanalyse.pii.ordklasse import SIKKERT, classify
from vedtaksanalyse.pii.rekker import find_rekker
from vedtaksanalyse.pii.rolle import is_other, judge
from vedtaksanalyse.pii.smanavn import find_lav, find_skrevet_smatt

_OMVENDT = re.compile(
    rf"(?:(?<!\w)(?:de|van|von|el|al)(?: la| de[rn])? )?({ORD}), ({ORD}(?: {ORD})?|[{STOR}]\.(?: ?[{STOR}]\.)*)"
)
_KOMMA = re.compile(rf", (?<=\w..)(?=[{STOR}])")
# «Kalle» Karlsen: the nickname stands before the surname.
_KALLENAVN = re.compile(rf"[«\"“]{ORD}[»\"”] ({ORD})")
# Alone on the last line, or before a title: a signature.
_SIST = re.compile(rf"\n[ \t]*(?:[-–] ?)?(?P<navn>{ORD})(?:/(?P<til>{ORD}))?[ \t.]*\Z")
_OG_FORAN = re.compile(rf"(?<![\w@.-])({ORD})(?: og |, | / | & )$")
_OG_ETTER = re.compile(rf"(?: og |, | / | & )({ORD})(?![\w@-])(?! {ORD})")
# A name that a wrapped line cuts in two: running text before, the rest of the name first on the next line.
_BRUTT = re.compile(rf"\n({ORD})(?![\w@:-])")
_DELT = re.compile(rf"(?<![\w@.-])([{STOR}][{LITEN}]+)-\n([{LITEN}]+)(?![\w@-])")
# A figure inside a word: the page was scanned. A name cut in two there, and what follows.
_SKANNET = re.compile(rf"[01](?<=[{LITEN}].)(?=[{LITEN}])")
_MED_ROM = re.compile(rf"(?<!\w)([{STOR}][{LITEN}]{{1,4}}) ([{LITEN}]{{1,5}})(?!\w)(?: (?P<neste>{ORD}))?")
_LANG_LINJE = 40
# A first name this long that no list of words has is that person's wherever it stands.
_GJENKJENT = 3
_SIKKER = 0.7


def find_navn(tekst: str, monstre: Monstre, sok: Navnesok | None) -> Iterator[Funn]:
    """Every name; without a recogniser those of the list, of forms and of letters."""
    linjer = navneord.find_tiltale(tekst, monstre)
    fra_sok, andre = ask_sok(tekst, monstre, sok) if sok else ([], [])
    funn = [*fra_sok, *_omvendt(tekst, monstre), *find_skrevet_smatt(tekst, linjer, monstre), *_sist(tekst, monstre)]
    for rekke in find_rekker(tekst, monstre):
        styrke = judge(rekke, monstre, sagt_annet=any(a < rekke.slutt and rekke.start < b for a, b in andre))
        if styrke:
            funn.append((rekke.start, rekke.slutt, "navn", styrke))
    funn += list(_delt(tekst, monstre)) if "-\n" in tekst else []
    funn += list(_splittet(tekst, monstre)) if _SKANNET.search(tekst) else []
    funn += [*_tiltalt(tekst, linjer, monstre), *find_lav(tekst, monstre)]
    funn += list(_beside(tekst, funn, monstre))
    funn += list(_rest(tekst, funn, monstre))
    yield from _join([*funn, *_again(tekst, funn, monstre)])


def _delt(tekst: str, monstre: Monstre) -> Iterator[Funn]:
    """A name that a line's end cuts with a hyphen."""
    for m in _DELT.finditer(tekst):
        klasse = classify(m[1] + m[2], monstre)
        if klasse.fornavn == SIKKERT or (klasse.etternavn and not klasse.ordinaer):
            yield m.start(), m.end(), "navn", 0.6


def _splittet(tekst: str, monstre: Monstre) -> Iterator[Funn]:
    """A name that scanning has cut with a space: «Hei di Johansen», «Arne Hol m»."""
    for m in _MED_ROM.finditer(tekst):
        klasse = classify(m[1] + m[2], monstre)
        neste = classify(m["neste"], monstre) if m["neste"] else None
        if (klasse.fornavn == SIKKERT and neste and (neste.navn or neste.ukjent)) or (
            klasse.etternavn and not m["neste"] and len(m[2]) == 1 and classify(m[1], monstre).ordinaer is False
        ):
            yield m.start(), m.end(2), "navn", 0.5


def _join(funn: Sequence[Funn]) -> list[Funn]:
    samlet: list[Funn] = []
    for ett in sorted(funn):
        if samlet and ett[0] < samlet[-1][1]:
            start, slutt, slag, styrke = samlet[-1]
            samlet[-1] = (start, max(slutt, ett[1]), slag, max(styrke, ett[3]))
        else:
            samlet.append(ett)
    return samlet


def _tiltalt(tekst: str, linjer: Sequence[int], monstre: Monstre) -> Iterator[Funn]:
    """Who a letter greets, or who signs it, alone on a line."""
    tittel = tuple(monstre.ord["navn"]["titler"])
    for m in filter(None, (navneord.match_tiltale(monstre).match(tekst, start) for start in linjer)):
        if not (m[1].isupper() or classify(m[1], monstre).vanlig or m[1].lower().endswith(tittel)):
            yield *m.span(1), "navn", 0.9


def _sist(tekst: str, monstre: Monstre) -> Iterator[Funn]:
    """One word alone on the last line signs it; a nickname in quotes before a surname is a name too."""
    if m := _SIST.match(tekst, tekst.rstrip().rfind("\n")):
        for gruppe in ("navn", "til"):
            klasse = classify(m[gruppe], monstre) if m[gruppe] else None
            if klasse and (klasse.navn or klasse.ukjent) and not m[gruppe].isupper():
                yield *m.span(gruppe), "navn", 0.6
    for m in _KALLENAVN.finditer(tekst):
        if classify(m[1], monstre).etternavn:
            yield *m.span(), "navn", 0.7


def _beside(tekst: str, funn: Sequence[Funn], monstre: Monstre) -> Iterator[Funn]:
    """One word with an «og» or a comma between it and a name is a name too."""
    kjent = {slutt for _, slutt, *_ in funn} | {start for start, *_ in funn}
    ko = list(funn)
    while ko:
        start, slutt, *_ = ko.pop()
        for m in (_OG_FORAN.search(tekst, max(0, start - FORAN), start), _OG_ETTER.match(tekst, slutt)):
            if not m or not kjent.isdisjoint(m.span(1)) or m[1].isupper():
                continue
            klasse = classify(m[1], monstre)
            if not klasse.fornavn and (not klasse.ukjent or is_other(Rundt.at(tekst, *m.span(1)), m.start(1), monstre)):
                continue
            if klasse.fornavn < SIKKERT and klasse.ordinaer and "," in m[0]:
                continue
            kjent.update(m.span(1))
            nytt = (*m.span(1), "navn", 0.6)
            ko.append(nytt)
            yield nytt


def _rest(tekst: str, funn: Sequence[Funn], monstre: Monstre) -> Iterator[Funn]:
    """The part of a name that a wrapped line moved to the next line."""
    for start, slutt, *_ in funn:
        m = _BRUTT.match(tekst, slutt)
        if (
            m
            and slutt - tekst.rfind("\n", 0, slutt) > _LANG_LINJE
            and navneord.is_running(tekst[max(0, start - FORAN) : start], monstre)
        ):
            klasse = classify(m[1], monstre)
            if klasse.etternavn or klasse.ukjent:
                yield *m.span(1), "navn", 0.5


def _again(tekst: str, funn: Sequence[Funn], monstre: Monstre) -> Iterator[Funn]:
    """The words of a name that was found, where they stand again and nothing else showed them."""
    ord_ = {
        o for start, slutt, *_ in funn for o in WORDS.findall(tekst[start:slutt]) if o[0].isupper() and not o.isupper()
    }
    igjen = [o for o in ord_ if len(o) >= _GJENKJENT and _is_only_name(o, monstre)]
    etternavn = {
        tekst[start:slutt].split(" ")[-1]
        for start, slutt, _, styrke in funn
        if styrke >= _SIKKER and (" " in tekst[start:slutt] or not classify(tekst[start:slutt], monstre).fornavn)
    }
    yield from _surnames(
        tekst, {o for o in etternavn if len(o) >= _GJENKJENT and o[0].isupper() and not o.isupper()} - {*igjen}, monstre
    )
    if igjen:
        monster = "|".join(map(re.escape, sorted(igjen, key=len, reverse=True)))
        for m in re.finditer(rf"(?<![\w@.-])(?:{monster})s?(?![\w@-])", tekst):
            rundt = Rundt.at(tekst, *m.span())
            if not is_other(rundt, m.start(), monstre):
                yield *m.span(), "navn", 0.5


def _surnames(tekst: str, etternavn: Collection[str], monstre: Monstre) -> Iterator[Funn]:
    """Surnames of whole names that were found, alone and not where a place stands."""
    if not etternavn:
        return
    monster = "|".join(map(re.escape, sorted(etternavn, key=len, reverse=True)))
    steder = monstre.sett("navn", "steds_ord") | monstre.sett("adresse", "forledd") | {"er", "om"}
    for m in re.finditer(rf"(?<![\w@.-])(?:{monster})s?(?![\w@-])(?! \d)", tekst):
        rundt = Rundt.at(tekst, *m.span())
        if not (rundt.ordene and rundt.ordene[-1] in steder) and not is_other(rundt, m.start(), monstre):
            yield *m.span(), "navn", 0.4


def _is_only_name(ordet: str, monstre: Monstre) -> bool:
    klasse = classify(ordet, monstre)
    return (klasse.fornavn == SIKKERT or klasse.ukjent) and not (klasse.sted or klasse.ordinaer)


def _omvendt(tekst: str, monstre: Monstre) -> Iterator[Funn]:
    """The surname first: «Brekke, Kari»."""
    for m in filter(
        None, (_OMVENDT.search(tekst, max(0, k.start() - FORAN), k.end() + FORAN) for k in _KOMMA.finditer(tekst))
    ):
        forst, etter = classify(m[1], monstre), classify(m[2].split(" ")[0], monstre)
        if m[2][1:2] == ".":
            if forst.etternavn and not tekst[: m.start()].rstrip(" \t|:–-")[-1:].strip():
                yield m.start(), m.end(), "navn", 0.7
            continue
        alene = tekst[: m.start()].rstrip(" \t|:")[-1:] in ("", "\n") and tekst[m.end() : m.end() + 1] in (
            "",
            "\n",
            " ",
        )
        if (forst.ordinaer and not forst.etternavn) or (forst.fornavn == SIKKERT and not forst.etternavn):
            continue
        if not (etter.fornavn or (etter.ukjent and alene)):
            continue
        # «i Solberg, Kari sier»: a place before the comma.
        foran = WORDS.findall(tekst[max(0, m.start() - FORAN) : m.start()].lower())[-1:]
        sted = {*foran} & monstre.sett("navn", "steder") and not (
            etter.fornavn == SIKKERT and {*foran} & monstre.sett("navn", "fra")
        )
        if (forst.etternavn or forst.ukjent) and not sted:
            yield m.start(), m.end(), "navn", 0.8

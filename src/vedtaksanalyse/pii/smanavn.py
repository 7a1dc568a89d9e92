"""Names written in small letters, as in messages from a telephone."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import reduce

from vedtaksanalyse.pii import navneord
from vedtaksanalyse.pii.monstre import Funn, Monstre, find_all
from vedtaksanalyse.pii.navneord import Rundt
from vedtaksanalyse.pii.ordklasse import SIKKERT, classify

_INNI, _ALENE = re.compile(r"[\w@.-]"), re.compile(r"(?![\w@-]|\.\w)")
_TEGN = ".,:!?"
_SMA_ETTER = re.compile(r"(?: [a-z\u00df-\u00ff]{2,}){1,2}(?![\w@-])")
# Where a sentence begins with a small letter; so many of them make a text of small letters.
_LITEN_SETNING = re.compile(r"[.!?\n](?:(?<!\n) |(?<=\n)(?:[\d.:,/-]+ )*)[a-z\u00df-\u00ff]{2,} (?=[a-z\u00df-\u00ff])")
_SLUTT = re.compile(r"[ \t]*(?:[.,!\n]|\Z)")
_KORT, _FLERE = 3, 2


def find_lav(tekst: str, monstre: Monstre) -> Iterator[Funn]:
    """First names in small letters that are no words, and the surnames after them."""
    ord_ = reduce(lambda rest, tegn: rest.replace(tegn, " "), _TEGN, tekst).split()
    liten_stil = len(_LITEN_SETNING.findall(tekst)) >= _FLERE
    kjente = frozenset(o for o in monstre.fornavn.intersection(ord_) if len(o) >= _KORT)
    if liten_stil:
        kjente |= {o for o in monstre.tvetydige.intersection(ord_) if len(o) >= _KORT} - monstre.sett(
            "navn", "sma_ikke"
        )
    if not kjente:
        return
    for start, slutt in _places(tekst, kjente):
        klasse = classify(tekst[start:slutt], monstre)
        if (klasse.ordinaer or klasse.sted) and not (
            _is_fulgt(tekst, slutt, monstre) or (liten_stil and _is_person(tekst, start, slutt, monstre))
        ):
            continue
        her = slutt
        if etter := _SMA_ETTER.match(tekst, slutt):
            for ordet in re.finditer(r"[^ ]+", etter[0]):
                k = classify(ordet[0], monstre)
                sist = k.etternavn and _SLUTT.match(tekst, her + ordet.end())
                if (k.ordinaer and not (k.gardsnavn or sist)) or not (k.navn or k.ukjent):
                    break
                slutt = her + ordet.end()
        yield start, slutt, "navn", 0.5


def _places(tekst: str, ord_: Collection[str]) -> Iterator[tuple[int, int]]:
    """Where these words stand alone."""
    for ordet in ord_:
        for start in find_all(tekst, ordet):
            if _ALENE.match(tekst, start + len(ordet)) and not _INNI.match(tekst[start - 1 : start]):
                yield start, start + len(ordet)


def _is_fulgt(tekst: str, slutt: int, monstre: Monstre) -> bool:
    """Whether a first name that is nothing else stands right after."""
    etter = _SMA_ETTER.match(tekst, slutt)
    neste = classify(etter[0].split()[0], monstre) if etter else None
    return neste is not None and neste.fornavn == SIKKERT and not neste.ordinaer


def _is_person(tekst: str, start: int, slutt: int, monstre: Monstre) -> bool:
    """Whether a word that may be a name in small letters stands as one: after kin or a greeting, or does what people do."""
    rundt = Rundt.at(tekst, start, slutt)
    if monstre.slekt_foran.search(rundt.foran) or navneord.match_slektning(monstre).leads_to(rundt):
        return True
    if rundt.forrige in monstre.sett("navn", "sma_foran"):
        return True
    if navneord.match_bare_person(monstre).match(rundt.etter) or navneord.match_om_person(monstre).match(rundt.etter):
        return True
    etter = _SMA_ETTER.match(tekst, slutt)
    if etter and etter[0].split()[0] in monstre.sett("navn", "pronomen"):
        return True
    neste = classify(etter[0].split()[0], monstre) if etter else None
    return neste is not None and (neste.etternavn or neste.ukjent) and (not neste.ordinaer or neste.gardsnavn)


def find_skrevet_smatt(tekst: str, linjer: Sequence[int], monstre: Monstre) -> Iterator[Funn]:
    """Names written in small letters, where somebody signs or says what the name is."""
    for m in filter(None, (navneord.match_sma(monstre).match(tekst, start) for start in linjer)):
        klasser = [classify(o, monstre) for o in m["navn"].split(" ")]
        forst = klasser[0]
        if (
            all(k.navn or k.ukjent for k in klasser)
            and (forst.fornavn or forst.ukjent)
            and (len(klasser) > 1 or not forst.ordinaer)
        ):
            yield *m.span("navn"), "navn", 0.6
    for m in navneord.match_heter(monstre).finditer(tekst):
        if classify(m["navn"], monstre).fornavn == SIKKERT and not classify(m["navn"], monstre).ordinaer:
            etter = classify(m["etter"], monstre) if m["etter"] else None
            slutt = (
                m.end("etter") if etter and (etter.etternavn or etter.ukjent) and not etter.ordinaer else m.end("navn")
            )
            yield m.start("navn"), slutt, "navn", 0.6

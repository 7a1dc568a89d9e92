"""Names written in small letters, as in messages from a telephone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from vedtaksanalyse.pii import navneord
from vedtaksanalyse.pii.monstre import Funn, Monstre
from vedtaksanalyse.pii.navneord import Rundt
from vedtaksanalyse.pii.ordklasse import SIKKERT, classify

_SMA_ORD = re.compile(r"(?<![\w@.-])[a-z\u00df-\u00ff]{3,}(?![\w@-]|\.\w)")
_TEGN = re.compile(r"[.,:;()!?]+")
_SMA_ETTER = re.compile(r"(?: [a-z\u00df-\u00ff]{2,}){1,2}(?![\w@-])")
# Where a sentence begins with a small letter; so many of them make a text of small letters.
_LITEN_SETNING = re.compile(r"[.!?\n](?:(?<!\n) |(?<=\n)(?:[\d.:,/-]+ )*)[a-z\u00df-\u00ff]{2,} (?=[a-z\u00df-\u00ff])")
_KORT, _FLERE = 3, 3


def find_lav(tekst: str, monstre: Monstre) -> Iterator[Funn]:
    """First names in small letters that are no words, and the surnames after them."""
    ord_ = _TEGN.sub(" ", tekst).split()
    liten_stil = len(_LITEN_SETNING.findall(tekst)) >= _FLERE
    kjente = {o for o in monstre.fornavn.intersection(ord_) if len(o) >= _KORT}
    if liten_stil:
        kjente |= monstre.tvetydige.intersection(ord_) - monstre.sett("navn", "sma_ikke")
    kjente = kjente.intersection(_SMA_ORD.findall(tekst)) if kjente else kjente
    if not kjente:
        return
    for m in re.finditer(rf"(?<![\w@.-])(?:{'|'.join(map(re.escape, kjente))})(?![\w@-])", tekst):
        klasse = classify(m[0], monstre)
        slutt = m.end()
        if (klasse.ordinaer or klasse.sted) and not (liten_stil and _is_person(tekst, m, monstre)):
            continue
        if etter := _SMA_ETTER.match(tekst, slutt):
            for ordet in re.finditer(r"[^ ]+", etter[0]):
                k = classify(ordet[0], monstre)
                if (k.ordinaer and not k.gardsnavn) or not (k.navn or k.ukjent):
                    break
                slutt = m.end() + ordet.end()
        yield m.start(), slutt, "navn", 0.5


def _is_person(tekst: str, m: re.Match[str], monstre: Monstre) -> bool:
    """Whether a word that may be a name in small letters stands as one: after kin or a greeting, or does what people do."""
    rundt = Rundt.at(tekst, *m.span())
    if monstre.slekt_foran.search(rundt.foran) or navneord.match_slektning(monstre).leads_to(rundt):
        return True
    if rundt.forrige in monstre.sett("navn", "sma_foran"):
        return True
    if navneord.match_bare_person(monstre).match(rundt.etter) or navneord.match_om_person(monstre).match(rundt.etter):
        return True
    etter = _SMA_ETTER.match(tekst, m.end())
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

"""The patterns by which a sentence is cut into parts: numbers, dates, class levels, ages; built from the word lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_N = r"(?:\d{1,2}|l\d)"


def any_of(liste: Iterable[str]) -> str:
    """A pattern for any of the phrases, longest first, sorted by first letter so that few are tried at each place."""
    etter_forbokstav: dict[str, list[str]] = {}
    for uttrykk in sorted(liste, key=len, reverse=True):
        etter_forbokstav.setdefault(uttrykk[0], []).append(re.escape(uttrykk[1:]))
    return "(?:" + "|".join(f"{re.escape(b)}(?:{'|'.join(resten)})" for b, resten in etter_forbokstav.items()) + ")"


def shortest(liste: Iterable[str]) -> tuple[str, ...]:
    """The phrases that hold no other of them: a text with none of these has none of the phrases."""
    alle = sorted(set(liste), key=len)
    return tuple(u for i, u in enumerate(alle) if not any(k in u for k in alle[:i]))


def phrases(liste: Iterable[str]) -> re.Pattern:
    """A pattern for any of the phrases as whole words."""
    return re.compile(r"(?<!\w)" + any_of(liste) + r"(?!\w)")


def age_rows(ord: Mapping) -> re.Pattern:
    """«Barn 16», but not «barn 6–10» and «barn 16 år»."""
    tegn, aar = ord["tegn"], any_of(ord["enhet"]["aar"])
    barn = "|".join(rf"{b[0]}(?<!\w{b[0]}){b[1:]}" for b in tegn["barn"][:2])
    return re.compile(rf"(?:{barn}) (?:\| ?)?(\d\d?)\b(?! ?{any_of(tegn['til'])} ?\d| ?{aar})")


def termin(ord: Mapping) -> str:
    """The day a child is due: the word alone may also be a school's or a bank's."""
    return rf"\b{any_of(ord['ventet']['termin'])} (?:\d|{any_of(ord['tegn']['maaneder'])})"


def _trinnmonster(ord: Mapping) -> str:
    """Class levels, with the word («3. klasse», «8.-klassing», «2. og 5. trinn») and without («går i 3.», «i femte»)."""
    tegn = ord["tegn"]
    klasse, klasseord, lange = any_of(tegn["klasse"]), any_of(list(ord["trinn"])), any_of(tegn["klasse_lang"])
    bak_gaar = "|".join(rf"(?<=\b{re.escape(u)} )" for u in tegn["gaar_i"])
    nr, sammen = "(?:10|[1-9])", any_of([*ord["knytning"]["sammen"], ",", "/"])
    slutt = rf"(?=\.?\s*$| ?[),;]| {any_of(tegn['etter_trinn'])}\b)"
    return "|".join(
        (
            rf"\b(?:{nr}\.|{klasseord}) ?{klasse} {any_of(tegn['vgs_bak'])}\b",
            rf"\b{_N}\.[ -]{{0,2}}{klasse}\b",
            rf"\b{nr}[ -]?{lange}\b",
            rf"\b{nr} ?{klasse}\b(?=\.? ?[(,.;])",
            rf"\b{nr}\.(?=(?: ?{sammen} ?{nr}\.)+(?:[ -]{{0,2}}{klasse}\b|[),]))",
            rf"(?<=\bi ){nr}\.{slutt}",
            rf"\b{klasseord} ?{klasse}\b",
            rf"(?:{bak_gaar}){klasseord}\b",
            rf"(?<=\bi ){klasseord}{slutt}",
            rf"\b{any_of(tegn['vgs'])} ?\d\b",
            rf"\b{any_of(tegn['skolestart'])}\b",
        )
    )


def leddmonster(ord: Mapping) -> str:
    """The parts of a sentence, each kind a named group."""
    tegn = ord["tegn"]
    n = _N
    tallord_liste = [t for t, verdi in ord["tall"].items() if verdi or t == "null"]
    tallord = any_of(tallord_liste)
    enheter = any_of([u for liste in ord["enhet"].values() for u in liste])
    til, aar = any_of(tegn["til"]), any_of(ord["enhet"]["aar"])
    enkle = "".join(k for liste in tegn["kode"].values() for k in liste if len(k) == 1)
    koder = any_of([k for liste in tegn["kode"].values() for k in liste])
    spesielle = (
        *tallord_liste, *tegn["foran_tall"], *tegn["mellom"], *tegn["grense"], *ord["trinn"], *tegn["vgs"],
        *tegn["rang"], *tegn["tvilling"], *tegn["skolestart"],
    )
    # Most words begin none of the parts below, and are taken at once; most places between words are blank.
    # «Barn 1, 14 år»: the number is a label.
    nummerert = rf"{any_of(tegn['nummerert'])} \d(?=[,:]? \(?\d\d? ?{aar}(?!\w))"
    fri = rf"(?P<fri>(?!{any_of(spesielle)}|{nummerert}|[blu]\d|[uo][./]? ?18|xx?[./]|i dag\b|{koder} ?\d)[^\W\d_]+(?:-[^\W\d_]+)*)"
    tegnet = r"(?P<tegn>->|[(),;:/|&+.-])"
    sammensatt = "|".join(
        (
            rf"(?P<plass>\[[^\]\[]{{1,25}}\]|\bb\d\b|\b{nummerert})",
            rf"(?P<brok>\b(?:{n}|{tallord})(?:[.,]5| ?½| 1/2| og {any_of(tegn['halv'])})(?= ?{aar}(?!\w)|[ ,.;)]|$))",
            r"(?P<serie>(?<![\w.,/:-])\d\d?(?:(?:[/-]\d\d?)+|(?: [/-] \d\d?){2,})(?!\d|[.,/:-]\d|/| [/-] \d)|(?<=\()\d\d?(?:,\d\d?)+(?=\)))",
            rf"(?P<hopp>\d\d\.?\d\d\.?\d\d ?-? ?[x*]{{5}}|\bxx?[./]xx?[./]\d{{2,4}}\b|(?:\b{any_of(tegn['foran_tall'])}\.?|§+) ?\d[\d.,:]*(?: \d{{3}}\b)*"
            rf"|(?<![\d]){n}\.? {any_of(tegn['maaneder'])}\w*"
            rf"|(?<!\d)\d+(?:[.,/:]\d+)+|\d{{1,3}}(?: \d{{3}})+\b|(?<!\d)\d+ ?{any_of(tegn['maal'])}(?!\w))",
            rf"(?P<aaring>\b(?:{n}|{tallord})[- ]?{any_of(tegn['aaring'])}\w*)",
            rf"(?P<barns>\b{tallord}{any_of(tegn['barns'])}\b)",
            rf"(?P<halv>\b(?:{n}|{tallord})-(?=,| og | eller ))",
            rf"(?P<band>\b{n} ?(?:{aar})? ?{til} ?{n} ?{aar}(?!\w)|\b{n}-{n}\b"
            rf"|\b{any_of(tegn['mellom'])} {n}\w* og {n}\b)",
            rf"(?P<grense>\b{any_of(tegn['grense'])} (?:{n}|{tallord}) ?{aar}(?!\w)|\b[uo][./]? ?18\b(?: ?{aar}(?!\w))?"
            rf"|\b{any_of(tegn['grense'][:2])} 18\b)",
            rf"(?P<trinn>{_trinnmonster(ord)})",
            r"(?P<aarstall>\b(?:19|20)\d\d\b)",
            rf"(?P<rang>\b{any_of(tegn['rang'])}\.? ?\d\b)",
            rf"(?P<kode>\b(?:{any_of(tegn['tvilling'])})?{koder} ?(?=\d\d?\b(?![.,:/%]\d|[ ]?%)))",
            rf"(?P<tall>(?:\b|(?<=\b[{enkle}])){n}(?:\b(?!\.\s[a-zæøå])|(?={enheter}\b)))",
            r"(?P<ord>i dag\b|[^\W\d_]+(?:-[^\W\d_]+)*)",
        )
    )
    return rf"{fri}|(?=[^\s(),;:/|&+.-])(?:{sammensatt})|{tegnet}"

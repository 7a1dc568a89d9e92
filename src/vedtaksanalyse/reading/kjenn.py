"""What kind of document a text is, from its content and the file's name.

Titles and words count, and so does the form: who speaks to whom, letterheads, logs, forms. All of it stands in
``kriterier/felles/dokumenttyper.toml``.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

_HODELINJER = 9
_HODETEGN = 140
_UTDRAG = 20_000
_SITERT = re.compile("«[^»]{0,600}»")
_HELT_ORD = re.compile(r"\\b\w+\\[b.]")
_FRASE = re.compile(r"[\w :,/§-]+")
_ORD = re.compile(r"\w+[./]?")


class _Tekst(NamedTuple):
    """A text in lower case without what it quotes, its first lines with text, and how often each word stands in it."""

    flate: str
    hode: list[str]
    ordene: Counter[str]


Soker = Callable[[_Tekst], bool]


@cache
def typeord() -> dict:
    """The words and signs of all types, ready to be searched for."""
    data = tomllib.loads((files("vedtaksanalyse") / "kriterier" / "felles" / "dokumenttyper.toml").read_text("utf-8"))
    for typen in data["typer"].values():
        typen["filnavn"] = re.compile("|".join(map(_flat_navn, typen["filnavn"])))
        typen["tittel"] = re.compile(r"(?:\d+[. ]+)?(?:" + "|".join(typen["tittel"]) + ")")
        typen["tekst"] = [_soker(spor) for spor in typen["tekst"]]
        typen["mot"] = [_soker(spor) for spor in typen["mot"]]
    for tegn in data["tegn"]:
        if "hode" in tegn:
            tegn["hode"] = re.compile(tegn["hode"])
        elif "monster" in tegn and "minst" in tegn:
            tegn["sok"] = [re.compile(spor) for spor in tegn["monster"]]
        elif "monster" in tegn:
            tegn["har"] = [_soker(spor) for spor in tegn["monster"]]
    return data


def _soker(spor: str) -> Soker:
    """A pattern as the cheapest thing that finds it: whole words, plain phrases, or a regular expression."""
    deler = spor.split("|")
    if all(_HELT_ORD.fullmatch(del_) for del_ in deler):
        ordene = [del_.replace("\\b", "").replace("\\", "") for del_ in deler]
        return lambda tekst: any(_antall(tekst.ordene, ord_) for ord_ in ordene)
    if all(_FRASE.fullmatch(del_) for del_ in deler):
        return lambda tekst: any(del_ in tekst.flate for del_ in deler)
    sok = re.compile(spor).search
    return lambda tekst: sok(tekst.flate) is not None


def kjenn_type(tekst: str, filnavn: str = "") -> str:
    """The type with the most cues; a text without any is a note if it is prose, else «annet»."""
    poeng, avgjort = _poeng(tekst, filnavn)
    if not avgjort and poeng["vedtak"] < typeord()["vekt"]["vedtak_uten_avgjort"]:
        poeng["vedtak"] = 0
    beste = max(poeng, key=lambda navn: poeng[navn])
    return beste if poeng[beste] > 0 else _type_av_navn(filnavn) or _uten_tegn(tekst)


def velg_vedtak(tekster: Sequence[tuple[str, str]]) -> int | None:
    """Which text of a folder without a decision is one after all: the likeliest that decides something.

    Args:
        tekster: the text and the file's name of each document.
    """
    krav = typeord()["vekt"]["velg_vedtak"]
    mulige = []
    for nummer, (tekst, filnavn) in enumerate(tekster):
        poeng, _ = _poeng(tekst, filnavn)
        mangler = max(poeng.values()) - poeng["vedtak"]
        if any(poeng["vedtak"] >= k["minst"] and mangler <= k["mangler"] for k in krav):
            mulige.append((mangler, nummer))
    return min(mulige)[1] if mulige else None


def er_vedtak(tekst: str) -> bool:
    """Whether a text that is given as a draft can be one: no fragment, and it decides something."""
    if len(_ORD.findall(tekst)) < typeord()["utkast"]["minst_ord"]:
        return False
    return kjenn_type(tekst) == "vedtak" or velg_vedtak([(tekst, "")]) is not None


def har_malform(tekst: str) -> bool:
    """Whether a text is long enough to tell its language form by."""
    return len(tekst.strip()) >= typeord()["utkast"]["malform_tegn"]


def _poeng(tekst: str, filnavn: str) -> tuple[dict[str, float], int]:
    """Points of each type, and how many signs of a decision the text has."""
    data = typeord()
    vekt = data["vekt"]
    lest = _les(tekst)
    navnetype = _type_av_navn(filnavn)
    poeng = {}
    for navn, typen in data["typer"].items():
        tittel = next((n for n, linje in enumerate(lest.hode) if typen["tittel"].match(linje)), None)
        poeng[navn] = (
            vekt["filnavn"] * (navn == navnetype)
            + (0 if tittel is None else vekt["tittel"][(tittel + 1) // 2 if tittel < 3 else 2])
            + vekt["tekst"] * sum(1 for spor in typen["tekst"] if spor(lest))
            + vekt["mot"] * sum(1 for spor in typen["mot"] if spor(lest))
        )
    avgjort = 0
    for tegn in data["tegn"]:
        if _har_tegn(tegn, lest) != tegn.get("mangler", False):
            avgjort += tegn.get("avgjort", False)
            _legg_til(poeng, tegn["vekt"])
    _legg_til(poeng, _stemme(lest.ordene))
    return poeng, avgjort


def _les(tekst: str) -> _Tekst:
    flate = utdrag(tekst).casefold()
    hode = [linje.strip()[:_HODETEGN] for linje in flate.split("\n")[:30] if linje.strip()][:_HODELINJER]
    flate = "\n" + _SITERT.sub("«»", flate)
    return _Tekst(flate, hode, Counter(_ORD.findall(flate)))


def _har_tegn(tegn: dict, lest: _Tekst) -> bool:
    if "hode" in tegn:
        return any(tegn["hode"].match(linje) for linje in lest.hode[: _HODELINJER // 2])
    if "har" in tegn:
        return any(har(lest) for har in tegn["har"])
    if "ord" in tegn:
        return sum(_antall(lest.ordene, ord_) for ord_ in tegn["ord"]) >= tegn["minst"]
    funn = (m for sok in tegn["sok"] for m in sok.finditer(lest.flate))
    return any(n == tegn["minst"] for n, _ in enumerate(funn, 1))


def _antall(ordene: Counter[str], ord_: str) -> int:
    """How often a word stands there; one written with its full stop only with it, others with or without."""
    return ordene[ord_] + (0 if ord_[-1] in "./" else ordene[ord_ + "."])


def _stemme(ordene: Counter[str]) -> dict[str, float]:
    """What the stronger of the two voices, «jeg» and «du», counts for."""
    stemme = typeord()["stemme"]
    jeg, du = (sum(_antall(ordene, ord_) for ord_ in stemme[hvem]) for hvem in ("jeg", "du"))
    if max(jeg, du) < stemme["minst"] or jeg == du:
        return {}
    return stemme["vekt_jeg"] if jeg > du else stemme["vekt_du"]


def _legg_til(poeng: dict[str, float], vekt: dict[str, float]) -> None:
    for navn, verdi in vekt.items():
        poeng[navn] += verdi


def _uten_tegn(tekst: str) -> str:
    regel = typeord()["uten_tegn"]
    ordene = _ORD.findall(tekst)
    tall = sum(ord_[0].isdigit() for ord_ in ordene)
    return regel["type"] if len(ordene) >= regel["minst_ord"] and tall <= regel["flest_tall"] * len(ordene) else "annet"


def utdrag(tekst: str) -> str:
    """The beginning and the end: what a document is and when it was written stands there."""
    return tekst if len(tekst) <= _UTDRAG else tekst[: _UTDRAG * 3 // 4] + "\n" + tekst[-_UTDRAG // 4 :]


def _type_av_navn(filnavn: str) -> str:
    flatt = _flat_navn(filnavn.rpartition(".")[0] or filnavn)
    treff = {navn: m.start() for navn, typen in typeord()["typer"].items() if (m := typen["filnavn"].search(flatt))}
    return min(treff, key=lambda navn: treff[navn]) if treff else ""


def _flat_navn(navn: str) -> str:
    """File names lose their letters on the way: «søknad», «soknad» and «s_knad» of another system alike."""
    navn = unicodedata.normalize("NFC", navn.casefold())
    return navn.replace("ø", "o").replace("å", "a").replace("æ", "ae")

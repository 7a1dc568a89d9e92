"""The groups that cases are drawn within: dimensions as data (``strata.toml``), and how strata that are too small are put together."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.kriterier import Katalog
from vedtaksanalyse.sak import Rammerad

_KILDER = ("verdi", "grad", "kontor", "maned")
_ERSTATNING = "-"


@dataclass(frozen=True, slots=True)
class Dimensjon:
    """One way to group cases, with its name in both language forms. ``grupper`` are the values that count, first first."""

    id: str
    navn: Mapping[str, str]
    kilde: str
    kriterium: str = ""
    grupper: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Strataregler:
    """The dimensions in the order to show them, and the rule for tiny strata."""

    dimensjoner: Mapping[str, Dimensjon]
    skille: str
    minst: int
    samlet: str
    annet: str
    faste: Mapping[str, Mapping[str, str]]


@cache
def load_strata() -> Strataregler:
    """The shipped rules. ValueError or KeyError when they are wrong."""
    data = tomllib.loads((files(__package__) / "strata.toml").read_text(encoding="utf-8"))
    dimensjoner = {id_: _dimensjon(id_, felt) for id_, felt in data["dimensjon"].items()}
    samlet, annet = data["samlet"], data["annet"]
    faste = {ett["id"]: ett["navn"] for ett in (samlet, annet)}
    return Strataregler(dimensjoner, data["skille"], data["minst"], samlet["id"], annet["id"], faste)


def _dimensjon(id_: str, felt: Mapping) -> Dimensjon:
    if felt["kilde"] not in _KILDER:
        raise ValueError(id_)
    return Dimensjon(id_, felt["navn"], felt["kilde"], felt.get("kriterium", ""), tuple(felt.get("grupper", ())))


def check_strata(strata: Sequence[str]) -> None:
    """Bruksfeil when one of these is no dimension, or is there twice."""
    kjente = load_strata().dimensjoner
    if len(set(strata)) != len(strata) or not set(strata) <= set(kjente):
        raise Bruksfeil("plan_strata", kjente=", ".join(kjente))


def find_grupper(rad: Rammerad, strata: Sequence[str]) -> tuple[str, ...]:
    """A case's group in each of these dimensions."""
    regler = load_strata()
    return tuple(_find_gruppe(rad, regler.dimensjoner[id_], regler) for id_ in strata)


def _find_gruppe(rad: Rammerad, dimensjon: Dimensjon, regler: Strataregler) -> str:
    if dimensjon.kilde == "verdi":
        egne = rad.verdier.get(dimensjon.kriterium, ())
        funnet = next((gruppe for gruppe in dimensjon.grupper if gruppe in egne), "")
    elif dimensjon.kilde == "grad":
        funnet = rad.grader.get(dimensjon.kriterium, "")
    elif dimensjon.kilde == "maned":
        funnet = f"{rad.vedtaksdato:%Y-%m}" if rad.vedtaksdato else ""
    else:
        # An office may be called anything, but not what stands for something else.
        funnet = rad.kontor.replace(regler.skille, _ERSTATNING).strip()
        funnet = funnet if funnet not in regler.faste else ""
    return funnet or regler.annet


def merge_strata(grupper: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """The stratum of each case, by the groups it is in; no stratum is too small as long as there are cases enough for one."""
    regler = load_strata()
    samlet = dict(grupper)
    for plass in reversed(range(max(map(len, grupper.values()), default=0))):
        storrelser = Counter(samlet.values())
        samlet = {
            sak_id: (*egne[:plass], *[regler.samlet] * (len(egne) - plass)) if storrelser[egne] < regler.minst else egne
            for sak_id, egne in samlet.items()
        }
    storrelser = Counter(samlet.values())
    rest = {egne for egne, antall in storrelser.items() if antall < regler.minst}
    store = sorted((antall, egne) for egne, antall in storrelser.items() if egne not in rest)
    if rest and store:
        samlet = {sak_id: store[0][1] if egne in rest else egne for sak_id, egne in samlet.items()}
    return {sak_id: regler.skille.join(egne) for sak_id, egne in samlet.items()}


def name_stratum(stratum: str, strata: Sequence[str], katalog: Katalog, malform: str) -> str:
    """A stratum in words."""
    regler = load_strata()
    egne = stratum.split(regler.skille) if stratum else []
    navn = [_name_gruppe(ett, regler.dimensjoner.get(id_), regler, katalog, malform) for ett, id_ in zip(egne, strata, strict=False)]
    return f" {regler.skille} ".join(navn)


def name_grupper(katalog: Katalog, malform: str) -> dict[str, str]:
    """The groups of the dimensions in words."""
    return {
        gruppe: name_stratum(gruppe, [dimensjon.id], katalog, malform)
        for dimensjon in load_strata().dimensjoner.values()
        for gruppe in dimensjon.grupper
    }


def _name_gruppe(gruppe: str, dimensjon: Dimensjon | None, regler: Strataregler, katalog: Katalog, malform: str) -> str:
    if gruppe in regler.faste:
        return regler.faste[gruppe][malform]
    kriterium = katalog.kriterier.get(dimensjon.kriterium) if dimensjon else None
    if kriterium and gruppe in kriterium.gradtekst:
        return kriterium.gradtekst[gruppe][malform]
    return gruppe


def name_dimensjon(id_: str, malform: str) -> str:
    """A dimension in words."""
    return load_strata().dimensjoner[id_].navn[malform]

"""The page of the simulation: fills ``scripts/statistikk.md`` with tables of what came out, every figure as it was."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

Treff = np.ndarray
Band = tuple[float, float]
NAVN = {
    "treffsikker": "Andel, enkelt utvalg (standard)",
    "wilson": "Andel, enkelt utvalg, Wilson",
    "eksakt": "Andel, enkelt utvalg, Clopper–Pearson",
    "vektet": "Vektet andel",
    "ppi": "Maskinhjulpet andel",
    "forankring": "Blindt mot sett",
    "loft": "Løft",
    "kappa": "Cohens κ",
    "ac1": "Gwets AC1",
}
SMA, SJELDEN = 20, 0.05
"""Samples of up to so many are small, and means of up to so much are rare."""


def write_side(mal: str, forste: dict[str, Treff], andre: dict[str, Treff], felt: dict[str, Any], band: Band) -> str:
    """The template with its fields and tables; ``{{navn:slag}}`` asks for a table of an estimator, ``{{navn:slag:2}}`` for the second model's."""
    ut = mal
    for navn, verdi in felt.items():
        ut = ut.replace(f"{{{{{navn}}}}}", _nummer(verdi))
    ut = ut.replace("{{skjevhet}}", _bias(forste["ppi"], forste["vektet"])).replace("{{skjevhet:2}}", _bias(andre["ppi"], andre["vektet"]))
    ut = ut.replace("{{spart}}", _saved(forste["ppi"], forste["vektet"]))
    for treff, hale in ((forste, ""), (andre, ":2")):
        ut = ut.replace(f"{{{{samlet{hale}}}}}", write_samlet(treff, band))
        for navn, ett in treff.items():
            for slag, tabell in (("ruter", _grid), ("skiver", _slices), ("storrelse", _sizes), ("verst", _worst)):
                merke = f"{{{{{navn}:{slag}{hale}}}}}"
                if merke in ut:
                    ut = ut.replace(merke, tabell(ett, band))
    return ut


def coverage(treff: Treff) -> float:
    """The share of intervals that held the truth."""
    return float(treff["holdt"].mean())


def _nummer(verdi: object) -> str:
    return f"{verdi:,}".replace(",", " ") if isinstance(verdi, int | np.integer) else str(verdi)


def _tall(verdi: float, desimaler: int = 3) -> str:
    return f"{verdi:.{desimaler}f}".replace(".", ",").replace("-", "−")


def _inside(treff: Treff, band: Band) -> bool:
    """By the three decimals that are told."""
    return band[0] <= round(coverage(treff), 3) <= band[1]


def _mark(treff: Treff, band: Band) -> str:
    """The coverage, in bold where it is outside the band."""
    if not len(treff):
        return ""
    verdi = _tall(coverage(treff))
    return verdi if _inside(treff, band) else f"**{verdi}**"


def _tabell(hode: Iterable[str], rader: Iterable[Sequence[str]]) -> str:
    hode = list(hode)
    linjer = [f"| {' | '.join(hode)} |", f"|---|{'--:|' * (len(hode) - 1)}"]
    return "\n".join(linjer + [f"| {' | '.join(rad)} |" for rad in rader])


def _cells(treff: Treff) -> dict[tuple[float, int], Treff]:
    par = {(float(andel), int(n)) for andel, n in zip(treff["andel"], treff["n"], strict=True)}
    return {(andel, n): treff[(treff["andel"] == andel) & (treff["n"] == n)] for andel, n in sorted(par)}


def write_samlet(treff: dict[str, Treff], band: Band) -> str:
    """The first table: each interval in all offices, with small samples, and where what is counted is rare."""
    rader = []
    for navn in [navn for navn in NAVN if navn in treff]:
        ett = treff[navn]
        ruter = _cells(ett)
        ventet = {sted: rute for sted, rute in ruter.items() if sted[0] * sted[1] >= 1}
        inne = [sum(_inside(rute, band) for rute in noen.values()) for noen in (ruter, ventet)]
        dekning = [coverage(rute) for rute in ruter.values()]
        rader.append(
            (
                NAVN[navn], _mark(ett, band), _mark(ett[ett["n"] <= SMA], band), _mark(ett[ett["andel"] <= SJELDEN], band),
                f"{inne[0]} av {len(ruter)}", f"{inne[1]} av {len(ventet)}", _tall(min(dekning)), _tall(max(dekning)), _tall(ett["bredde"].mean()),
            )
        )  # fmt: skip
    hode = ("Intervall", "Alle", "Små utvalg", "Sjeldne", "Ruter i båndet", "Av dem med minst ett ventet treff", "Lavest", "Høyest", "Snittbredde")
    return _tabell(hode, rader)


def _grid(treff: Treff, band: Band) -> str:
    ruter = _cells(treff)
    utvalg, andeler = sorted({n for _, n in ruter}), sorted({andel for andel, _ in ruter})
    rader = [
        (_tall(andel, 2), *(_mark(ruter[andel, n], band) for n in utvalg), _mark(treff[treff["andel"] == andel], band)) for andel in andeler
    ]
    rader.append(("alle", *(_mark(treff[treff["n"] == n], band) for n in utvalg), _mark(treff, band)))
    return _tabell(("Andel", *(f"n = {n}" for n in utvalg), "alle"), rader)


def _slices(treff: Treff, band: Band) -> str:
    return _row(treff, "skive", band)


def _sizes(treff: Treff, band: Band) -> str:
    return _row(treff, "N", band)


def _row(treff: Treff, felt: str, band: Band) -> str:
    verdier = np.unique(treff[felt])
    deler = [treff[treff[felt] == verdi] for verdi in verdier]
    navn = ["uten ende" if felt == "N" and not verdi else _nummer(verdi) for verdi in verdier]
    rader = (("dekning", *(_mark(del_, band) for del_ in deler)), ("snittbredde", *(_tall(del_["bredde"].mean()) for del_ in deler)))
    return _tabell(("", *navn), rader)


def _worst(treff: Treff, band: Band, antall: int = 5) -> str:
    """The cells, with slice, that hold the truth least often, of those with at least 200 offices."""
    ruter = [(*sted, skive, rute[rute["skive"] == skive]) for sted, rute in _cells(treff).items() for skive in np.unique(rute["skive"])]
    verst = sorted((rute for rute in ruter if len(rute[-1]) >= 200), key=lambda rute: coverage(rute[-1]))[:antall]
    return "; ".join(f"{skive + ', ' if skive else ''}andel {_tall(andel, 2)} og n = {n}: {_mark(rute, band)}" for andel, n, skive, rute in verst)


def _bias(ppi: Treff, alene: Treff) -> str:
    """The mean error, with its own uncertainty, and the root mean square error, beside those of the reviews alone."""
    rader = []
    for slag in np.unique(ppi["skive"]):
        med, uten = (100 * ett["avvik"][ppi["skive"] == slag] for ett in (ppi, alene))
        snitt = (f"{_tall(feil.mean(), 2)} ± {_tall(1.96 * feil.std() / len(feil) ** 0.5, 2)}" for feil in (med, uten))
        rader.append((str(slag), *snitt, *(_tall(float((feil**2).mean() ** 0.5), 2) for feil in (med, uten))))
    return _tabell(("Maskin", "Snitt av feilen, prosentpoeng", "Uten maskin", "Typisk feil", "Typisk feil uten maskin"), rader)


def _saved(ppi: Treff, alene: Treff) -> str:
    """How much narrower, and how many reviews that is worth, by machine and size of sample."""
    utvalg = np.unique(ppi["n"])
    rader = []
    for slag in np.unique(ppi["skive"]):
        celler = []
        for n in utvalg:
            valgt = (ppi["skive"] == slag) & (ppi["n"] == n) & (ppi["andel"] >= 0.1)
            if not valgt.any():
                celler.append("")
                continue
            smalere = 1 - ppi["bredde"][valgt].mean() / alene["bredde"][valgt].mean()
            celler.append(f"{_tall(100 * smalere, 0)} %, {round(float(np.median(ppi['spart'][valgt])))}")
        rader.append((str(slag), *celler))
    return _tabell(("Maskin", *(f"n = {n}" for n in utvalg)), rader)

"""The page of the simulation: fills ``scripts/statistikk.md`` with tables of what came out, every figure as it was."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

Treff = Any
NAVN = {
    "treffsikker": "Andel, enkelt utvalg (standard)",
    "wilson": "Andel, enkelt utvalg, Wilson",
    "eksakt": "Andel, enkelt utvalg, Clopper–Pearson",
    "vektet": "Vektet andel",
    "ppi": "Maskinhjulpet andel",
    "to_kontorer": "Forskjell mellom to kontorer",
    "newcombe": "Forskjell mellom to grupper (Newcombe)",
    "loft": "Løft",
    "bootstrap": "Figur over par (bootstrap)",
    "kappa": "Cohens κ",
    "ac1": "Gwets AC1",
}


def write_side(mal: str, treff: dict[str, list[Treff]], felt: dict[str, Any], band: tuple[float, float]) -> str:
    """The template with its fields and tables; ``{{navn:slag}}`` asks for a table of an estimator."""
    ut = mal
    for navn, verdi in felt.items():
        ut = ut.replace(f"{{{{{navn}}}}}", f"{verdi:,}".replace(",", " ") if isinstance(verdi, int) else str(verdi))
    ut = ut.replace("{{samlet}}", _summary(treff, band))
    ut = ut.replace("{{skjevhet}}", _bias(treff["ppi"], treff["vektet"]))
    ut = ut.replace("{{spart}}", _saved(treff["ppi"], treff["vektet"]))
    for navn, ett in treff.items():
        ut = ut.replace(f"{{{{{navn}:ruter}}}}", _grid(ett, band))
        ut = ut.replace(f"{{{{{navn}:skiver}}}}", _row(ett, lambda t: t.skive, band))
        ut = ut.replace(f"{{{{{navn}:storrelse}}}}", _row(ett, lambda t: t.N, band))
        ut = ut.replace(f"{{{{{navn}:verst}}}}", _worst(ett, band))
    return ut


def coverage(treff: Sequence[Treff]) -> float:
    """The share of intervals that held the truth."""
    return sum(bool(t.holdt) for t in treff) / len(treff)


def _tall(verdi: float, desimaler: int = 3) -> str:
    return f"{verdi:.{desimaler}f}".replace(".", ",").replace("-", "−")


def _mark(treff: Sequence[Treff], band: tuple[float, float]) -> str:
    """The coverage, in bold where it is outside the band."""
    if not treff:
        return ""
    verdi = coverage(treff)
    return _tall(verdi) if band[0] <= verdi <= band[1] else f"**{_tall(verdi)}**"


def _tabell(hode: Iterable[str], rader: Iterable[Sequence[str]]) -> str:
    hode = list(hode)
    linjer = [f"| {' | '.join(hode)} |", f"|---|{'--:|' * (len(hode) - 1)}"]
    return "\n".join(linjer + [f"| {' | '.join(rad)} |" for rad in rader])


def _split(treff: Iterable[Treff], nokkel: Callable[[Treff], Any]) -> dict[Any, list[Treff]]:
    ut: dict[Any, list[Treff]] = {}
    for t in treff:
        ut.setdefault(nokkel(t), []).append(t)
    return dict(sorted(ut.items()))


def _cells(treff: Iterable[Treff]) -> dict[tuple[float, int], list[Treff]]:
    return _split(treff, lambda t: (t.andel, t.n))


def _summary(treff: dict[str, list[Treff]], band: tuple[float, float]) -> str:
    rader = []
    for navn in NAVN:
        if navn in treff:
            ruter = [coverage(c) for c in _cells(treff[navn]).values()]
            inne = sum(band[0] <= r <= band[1] for r in ruter)
            vanlige = [t for t in treff[navn] if t.n * t.andel >= 2]
            rader.append(
                (NAVN[navn], _mark(treff[navn], band), _mark(vanlige, band), f"{inne} av {len(ruter)}", _tall(min(ruter)), _tall(max(ruter)))
            )
    return _tabell(("Intervall", "Alle ruter", "Minst to ventede treff", "Ruter i båndet", "Lavest", "Høyest"), rader)


def _grid(treff: Sequence[Treff], band: tuple[float, float]) -> str:
    ruter = _cells(treff)
    utvalg = sorted({n for _, n in ruter})
    rader = [
        (_tall(andel, 2), *(_mark(ruter.get((andel, n), []), band) for n in utvalg), _mark([t for t in treff if t.andel == andel], band))
        for andel in sorted({a for a, _ in ruter})
    ]
    rader.append(("alle", *(_mark([t for t in treff if t.n == n], band) for n in utvalg), _mark(treff, band)))
    return _tabell(("Andel", *(f"n = {n}" for n in utvalg), "alle"), rader)


def _row(treff: Sequence[Treff], nokkel: Callable[[Treff], Any], band: tuple[float, float]) -> str:
    deler = _split(treff, nokkel)
    rad = ("dekning", *(_mark(d, band) for d in deler.values()))
    bredde = ("snittbredde", *(_tall(float(np.mean([t.bredde for t in d]))) for d in deler.values()))
    return _tabell(("", *(f"{k:,}".replace(",", " ") if isinstance(k, int) else str(k) for k in deler)), (rad, bredde))


def _worst(treff: Sequence[Treff], band: tuple[float, float], antall: int = 5) -> str:
    """The cells, with slice, that hold the truth least often, of those with at least 200 offices."""
    ruter = {k: v for k, v in _split(treff, lambda t: (t.andel, t.n, t.skive)).items() if len(v) >= 200}
    verst = sorted(ruter.items(), key=lambda par: coverage(par[1]))[:antall]
    return "; ".join(f"{skive + ', ' if skive else ''}andel {_tall(a, 2)} og n = {n}: {_mark(v, band)}" for (a, n, skive), v in verst)


def _bias(ppi: Sequence[Treff], alene: Sequence[Treff]) -> str:
    """The mean error, with its own uncertainty, and the root mean square error, beside those of the reviews alone."""
    rader = []
    for slag, par in _split(zip(ppi, alene, strict=True), lambda p: p[0].skive).items():
        med, uten = (np.array([p[k].avvik for p in par]) * 100 for k in (0, 1))
        rader.append(
            (
                slag,
                *(f"{_tall(feil.mean(), 2)} ± {_tall(1.96 * feil.std() / len(feil) ** 0.5, 2)}" for feil in (med, uten)),
                _tall(float((med**2).mean() ** 0.5), 2),
                _tall(float((uten**2).mean() ** 0.5), 2),
            )
        )
    return _tabell(("Maskin", "Snitt av feilen, prosentpoeng", "Uten maskin", "Typisk feil", "Typisk feil uten maskin"), rader)


def _saved(ppi: Sequence[Treff], alene: Sequence[Treff]) -> str:
    """How much narrower, and how many reviews that is worth, by machine and size of sample."""
    par = _split(((p, a) for p, a in zip(ppi, alene, strict=True) if p.andel >= 0.1), lambda p: p[0].skive)
    utvalg = sorted({t.n for t in ppi if t.andel >= 0.1})
    rader = []
    for slag, ett in par.items():
        celler = []
        for n in utvalg:
            valgt = [p for p in ett if p[0].n == n]
            smalere = 1 - np.mean([p.bredde for p, _ in valgt]) / np.mean([a.bredde for _, a in valgt])
            celler.append(f"{_tall(100 * smalere, 0)} %, {round(float(np.median([p.spart for p, _ in valgt])))}")
        rader.append((slag, *celler))
    return _tabell(("Maskin", *(f"n = {n}" for n in utvalg)), rader)

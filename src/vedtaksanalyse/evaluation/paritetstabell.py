"""The parity report as data for the card and as rows people read."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from vedtaksanalyse.evaluation.paritet import MINST, Kriterieparitet, Paritet, Skivemaal
from vedtaksanalyse.evaluation.skiver import VALG
from vedtaksanalyse.kriterier import Katalog

FAA = "*"
"""Stands behind the number of cases of a slice that has few."""


def to_dict(paritet: Paritet) -> dict:
    """Plain values with four decimals for the card; what could not be computed is None."""

    def clean(verdi: object) -> object:
        if isinstance(verdi, tuple):
            return [clean(ett) for ett in verdi]
        return (None if math.isnan(verdi) else round(verdi, 4)) if isinstance(verdi, float) else verdi

    def felt(ett: Skivemaal | Kriterieparitet) -> dict:
        return {navn: clean(getattr(ett, navn)) for navn in ett.__slots__}

    return {
        "minst": MINST,
        "omganger": paritet.omganger,
        "skiver": [felt(s) | {"liten": s.liten} for s in paritet.skiver],
        "kriterier": list(map(felt, paritet.kriterier)),
    }


def rows(tall: Mapping) -> Iterator[tuple[str, ...]]:
    """A row per slice for people: division, slice, cases (marked where few), offices, figures with intervals. ``tall`` as from ``to_dict``."""
    for s in tall["skiver"]:
        antall = f"{s['n']}{FAA if s['liten'] else ''}"
        figurer = _show(s["hoved"]), _show(s["riktig"]), _show(s["forskjell"], fortegn=True), _show([s["svakt_auc"]])
        yield _deling(s), s["navn"], antall, str(s["kontorer"]), *figurer


def _deling(rad: Mapping) -> str:
    return VALG["deling"].get(rad["deling"], rad["deling"])


def _show(tall: Sequence[float | None], fortegn: bool = False) -> str:
    """A figure with a decimal comma, and its interval when it has one."""
    if tall[0] is None:
        return "–"
    verdi, *grenser = (f"{x:+.3f}" if fortegn else f"{x:.3f}" for x in tall)
    hele = f"{verdi} ({'; '.join(grenser)})" if grenser else verdi
    return hele.replace(".", ",").replace("-", "\u2212")


def list_kriterier(tall: Mapping, katalog: Katalog) -> Iterator[tuple[str, ...]]:
    """A row per criterion for people, the one with the worst slice first."""
    for k in sorted(tall["kriterier"], key=lambda k: (k["riktig_skive"][0] is None, k["riktig_skive"][0], k["kriterium"])):
        navn = katalog.kriterier[k["kriterium"]].navn["nb"]
        sted = f"{_deling(k)}: {k['navn']}" if k["navn"] else "–"
        yield navn, str(k["n"]), _show([k["riktig"]]), sted, str(k["n_skive"]), _show(k["riktig_skive"])

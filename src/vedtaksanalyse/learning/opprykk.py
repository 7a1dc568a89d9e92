"""The gate: may these models come into use? Every demand is told with its figure and its limit; one that fails is enough to refuse."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from vedtaksanalyse.learning.merkekontroll import KRAV, Merkekontroll
from vedtaksanalyse.learning.sammenlikning import Endring, Sammenlikning

MERKEKONTROLL, FA_TILFELDIGE, HOVED, GULL, SKIVE, BRIER, REGRESJON = (
    "merkekontroll", "fa_tilfeldige", "hoved", "gull", "skive", "brier", "regresjon"
)  # fmt: skip


_MINSTE_P = 1e-12
"""Below this a probability is told as this: it is not nothing."""


@dataclass(frozen=True, slots=True)
class Portkrav:
    """One demand: what was measured, and what it is held against. ``gjelder`` names the slice or the reviewer, where it is one."""

    krav: str
    bestatt: bool
    verdi: float | None
    grense: float | None
    gjelder: str = ""


def judge_merker(kontroll: Merkekontroll) -> list[Portkrav]:
    """Whether anybody's labels are unlike; one line for each who is."""
    grense = KRAV["merkekontroll"]["alfa"]
    verst = {h: max(min(p.p for p in kontroll.prover if p.hvem == h), _MINSTE_P) for h in kontroll.ulike}
    return [Portkrav(MERKEKONTROLL, False, p, grense, h) for h, p in verst.items()] or [Portkrav(MERKEKONTROLL, True, None, grense)]


def judge_modell(alt: Sammenlikning) -> list[Portkrav]:
    """Whether the candidate is better, and worse nowhere."""
    krav = KRAV["port"]
    if math.isnan(alt.hoved.lav):
        hoved = Portkrav(HOVED, False, None, 0.0)
    else:
        hoved = Portkrav(HOVED, alt.hoved.lav > 0, round(alt.hoved.lav, 4), 0.0)
    return [
        Portkrav(FA_TILFELDIGE, alt.hoved.n >= krav["minst_tilfeldige"], alt.hoved.n, krav["minst_tilfeldige"]),
        hoved,
        _not_worse(GULL, alt.gull.forskjell, krav["gull_margin"]),
        *_judge_skiver(alt),
        _not_worse(BRIER, -alt.brier.forskjell, krav["brier_margin"]),
        _not_worse(REGRESJON, -alt.brudd / alt.frosne if alt.frosne else 0.0, krav["regresjon_margin"]),
    ]


def _not_worse(navn: str, forskjell: float, margin: float, gjelder: str = "") -> Portkrav:
    """A figure that is not there is no ground to let a model through."""
    return Portkrav(navn, forskjell >= -margin, None if math.isnan(forskjell) else round(forskjell, 4), -margin, gjelder)


def _judge_skiver(alt: Sammenlikning) -> list[Portkrav]:
    """A line for each slice that is too much worse, or one for the worst where none is."""
    maalt = [ett for ett in alt.utsnitt if ett.n >= KRAV["port"]["minst"] and not math.isnan(ett.forskjell)]
    alle = [_not_worse(SKIVE, ett.forskjell, _margin(ett), f"{ett.slag}: {ett.navn}") for ett in maalt]
    return [ett for ett in alle if not ett.bestatt] or alle[:1]


def _margin(ett: Endring) -> float:
    krav = KRAV["port"]
    return krav["skive_margin_faa"] if ett.n < krav["faa"] else krav["skive_margin"]


def make_rapport(kontroll: Merkekontroll, alt: Sammenlikning | None, port: list[Portkrav]) -> Mapping:
    """What is kept of the comparison, as plain values."""
    rapport: dict = {
        "merkekontroll": kontroll.to_rapport(),
        "ulike": list(kontroll.ulike),
        "ukontrollerte": list(kontroll.ukontrollerte),
        "port": [asdict(ett) for ett in port],
    }
    if alt:
        hoved, gull = alt.hoved.to_dict(), alt.gull.to_dict()
        rapport |= {
            "hoved": {"n": hoved["n"], "for": hoved["for"], "etter": hoved["etter"], "forskjell": [hoved["lav"], hoved["hoy"]]},
            "gull": {"n": gull["n"], "for": gull["for"], "etter": gull["etter"], "forskjell": [gull["lav"], gull["hoy"]]},
            "utsnitt": [ett.to_dict() for ett in alt.utsnitt],
            "regresjon": {"brudd": alt.brudd, "av": alt.frosne},
            "brier": alt.brier.to_dict(),
        }
    return rapport

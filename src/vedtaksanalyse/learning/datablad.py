"""What the training set holds, counted: for the datasheet beside the models."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from vedtaksanalyse.evaluation.fasit import Fasitsak
from vedtaksanalyse.evaluation.skiver import VALG, Skive
from vedtaksanalyse.kriterier import Katalog


def describe_data(fasit: Sequence[Fasitsak], skiver: Sequence[Skive], urorte: Collection[str], katalog: Katalog) -> dict:
    """Counts of cases, documents, words, slices and grades, as plain values."""
    dokumenter = [d for f in fasit for d in f.sak.dokumenter]
    return {
        "saker": len(fasit),
        "dokumenter": len(dokumenter),
        "ord": sum(len(d.tekst.split()) for d in dokumenter),
        "kontorer": len({f.kontor for f in fasit}),
        "urorte": {"kontorer": len(urorte & {f.kontor for f in fasit}), "saker": sum(f.kontor in urorte for f in fasit)},
        "med_barn": sum(f.grad("barn") == "ja" for f in fasit),
        "svake": sum(f.svakt_vedtak for f in fasit),
        "med_pii": sum(bool(f.pii) for f in fasit),
        "sitater": sum(len(f.belegg(k)) for f in fasit for k in katalog.kriterier),
        "typer": dict(Counter(d.type for d in dokumenter).most_common()),
        "skiver": {
            tittel: {s.navn: len(s.saker) for s in sorted(skiver, key=lambda s: -len(s.saker)) if s.deling == deling}
            for deling, tittel in VALG["deling"].items()
            if any(s.deling == deling for s in skiver)
        },
        "grader": {
            k.id: {grad: sum(f.grad(k.id) == grad for f in fasit) for grad in k.grader}
            for k in katalog.kriterier.values()
            if k.slag == "grad"
        },
    }

"""What the training set holds, counted, and how the figures differ between its slices: for the card and the datasheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from vedtaksanalyse.evaluation.fasit import Fasitsak
from vedtaksanalyse.evaluation.maal import Svar
from vedtaksanalyse.evaluation.paritet import measure_paritet
from vedtaksanalyse.evaluation.paritetstabell import to_dict as to_paritet
from vedtaksanalyse.evaluation.skiver import VALG, Skive, find_skiver
from vedtaksanalyse.kriterier import Katalog
from vedtaksanalyse.sak import Oppdeling


def compare_skiver(
    fasit: Sequence[Fasitsak],
    svar: Mapping[str, Mapping[str, Svar]],
    oppdelinger: Sequence[Sequence[Oppdeling]],
    katalog: Katalog,
    urorte: Collection[str],
) -> dict:
    """What the training set holds, and how the figures differ between its slices. ``svar`` is by variant, «» the texts as they are."""
    skiver = find_skiver(fasit, oppdelinger, katalog)
    roffere = {variant: andre for variant, andre in svar.items() if variant}
    paritet = measure_paritet(fasit, svar[""], skiver, katalog, roffere)
    return {"data": describe_data(fasit, skiver, urorte, katalog), "paritet": to_paritet(paritet)}


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
        "skiver": count_skiver(skiver),
        "grader": {
            k.id: {grad: sum(f.grad(k.id) == grad for f in fasit) for grad in k.grader}
            for k in katalog.kriterier.values()
            if k.slag == "grad"
        },
    }


def count_skiver(skiver: Sequence[Skive]) -> dict[str, dict[str, int]]:
    """How many cases each slice has, by what they are divided by, the largest first."""
    return {
        tittel: {s.navn: len(s.saker) for s in sorted(skiver, key=lambda s: -len(s.saker)) if s.deling == deling}
        for deling, tittel in VALG["deling"].items()
        if any(s.deling == deling for s in skiver)
    }

"""The catalogue's own examples, run: every ``treff`` hits exactly what is marked, every ``ikke_treff`` nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vedtaksanalyse.detection.rules import Sporsett, compile_spor
from vedtaksanalyse.kriterier import Katalog, Spor
from vedtaksanalyse.sak import Dokument
from vedtaksanalyse.structure import divide
from vedtaksanalyse.tekster import tekst


def check_eksempler(katalog: Katalog) -> Iterator[dict[str, str]]:
    """Each example that does not do what it says: criterion, trace, what is wrong, the example."""
    sporsett = compile_spor(katalog)
    for spor in katalog.spor:
        for eksempel in spor.treff:
            if not hits_marked(spor, eksempel, katalog, sporsett):
                yield _avvik(spor, "mangler", eksempel)
        for eksempel in spor.ikke_treff:
            if spans(spor, eksempel, katalog, sporsett):
                yield _avvik(spor, "uventet", eksempel)


def hits_marked(spor: Spor, eksempel: str, katalog: Katalog, sporsett: Sporsett) -> bool:
    """Whether the trace hits exactly the [[marked]] span of the example."""
    start = eksempel.index("[[")
    merket = re.search(r"\[\[(.+?)\]\]", eksempel)[1]
    ren = eksempel.replace("[[", "", 1).replace("]]", "", 1)
    return (start, start + len(merket)) in spans(spor, ren, katalog, sporsett)


def spans(spor: Spor, eksempel: str, katalog: Katalog, sporsett: Sporsett) -> set[tuple[int, int]]:
    """The spans where the trace counts, in a document of the first type that it is looked for in."""
    typer = spor.dokumenter & katalog.dokumenter[spor.kriterium]
    slag = "vedtak" if "vedtak" in typer else min(typer)
    treff = sporsett.find_treff(divide(Dokument("eksempel", slag, eksempel), katalog))
    return {
        (t.belegg.start, t.belegg.slutt)
        for t in treff
        if t.kriterium == spor.kriterium and t.spor == spor.id and t.teller
    }


def _avvik(spor: Spor, hva: str, eksempel: str) -> dict[str, str]:
    return {
        "kriterium": spor.kriterium,
        "spor": spor.id,
        "hva": tekst(f"katalogsjekk.{hva}"),
        "eksempel": eksempel,
    }

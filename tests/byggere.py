"""Builders: a document, a case, a catalogue of a few lines."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from vedtaksanalyse.evaluation.fasit import load_urorte
from vedtaksanalyse.kriterier import Katalog
from vedtaksanalyse.sak import Dokument, Kilde, Lesestatus, Oppdeling, Sak
from vedtaksanalyse.structure import divide

ROT = Path(__file__).parents[1]
HOLDT_AV = tuple(sorted(load_urorte(ROT / "corpora" / "fasit")))
"""Office prefixes kept out of all tuning and tests."""


def et_dokument(tekst: str, type: str = "vedtak", dok_id: str = "", dato: date | None = None) -> Dokument:
    return Dokument(dok_id or type, type, tekst, dato)


def en_oppdeling(tekst: str, katalog: Katalog, type: str = "vedtak") -> Oppdeling:
    return divide(et_dokument(tekst, type), katalog)


def en_kilde(dok_id: str, status: Lesestatus = Lesestatus.LEST, type: str = "annet") -> Kilde:
    return Kilde(dok_id, f"{dok_id}.pdf", "", status, type)


def en_sak(*dokumenter: Dokument, uleste: tuple[Kilde, ...] = (), malform: str = "nb") -> Sak:
    lest = tuple(Kilde(d.dok_id, f"{d.dok_id}.txt", "", Lesestatus.LEST, d.type, d.dato) for d in dokumenter)
    return Sak("S-1", lest + uleste, dokumenter, malform)


def linjer(tekst: str, katalog: Katalog) -> list[tuple[str, str]]:
    """(kind, text) of each unit of a text."""
    oppdeling = en_oppdeling(tekst, katalog)
    return [(s.slag, oppdeling.tekst(s)) for s in oppdeling.setninger]

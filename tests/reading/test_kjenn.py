"""Type and date of a document: measured on the gold cases, and one by one where it is easy to go wrong."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from itertools import chain
from pathlib import Path

import pytest

from vedtaksanalyse.evaluation.fasit import load_urorte
from vedtaksanalyse.reading.datering import finn_datoer, kjenn_dato
from vedtaksanalyse.reading.kjenn import kjenn_type

FASIT = Path(__file__).parents[2] / "corpora" / "fasit"
# What is new to the words is measured, not promised (docs/maaletall.md).
URORT = load_urorte(FASIT)


@pytest.fixture(scope="module")
def saker():
    """The documents of each case, and whether a document holds its own date."""
    stier = sorted(sti for sti in FASIT.glob("*.json") if sti.stem.split("-")[0] not in URORT)
    saker = [json.loads(sti.read_text(encoding="utf-8"))["dokumenter"] for sti in stier]
    for d in chain(*saker):
        fasit = date.fromisoformat(d["dato"])
        d["datert"] = any(_er(funnet, fasit) for funnet in finn_datoer(d["tekst"].casefold()))
    return saker


@pytest.mark.parametrize("navngi", [lambda d, n: f"{d['dok_id']}.pdf", lambda d, n: f"dok{n}.pdf"], ids=["named", "neutral"])
@pytest.mark.parametrize("topp", ["", "Nav Storvik | Ref. 2024-1187\n"], ids=["plain", "with header"])
def test_accuracy_on_the_gold_cases(saker, navngi, topp):
    antall = Counter()
    for dokumenter in saker:
        navn = {d["dok_id"]: navngi(d, n) for n, d in enumerate(dokumenter, 1)}
        typer = {d["dok_id"]: kjenn_type(topp + d["tekst"], navn[d["dok_id"]]) for d in dokumenter}
        vedtak = [kjenn_dato(topp + d["tekst"], "vedtak") for d in dokumenter if typer[d["dok_id"]] == "vedtak"]
        naer = next((dato for dato in vedtak if dato), None)
        for d in dokumenter:
            fasit = date.fromisoformat(d["dato"])
            dato = kjenn_dato(topp + d["tekst"], typer[d["dok_id"]], navn[d["dok_id"]], naer)
            antall["dokumenter"] += 1
            antall["vedtak"] += d["type"] == "vedtak"
            antall["type"] += typer[d["dok_id"]] == d["type"]
            if d["datert"]:
                antall["datert"] += 1
                antall["dato"] += dato == fasit
                antall["feil vedtaksdato"] += d["type"] == "vedtak" and dato not in (fasit, None)
    assert antall["dokumenter"] > 550
    assert antall["type"] / antall["dokumenter"] >= 0.97
    assert antall["dato"] / antall["datert"] >= 0.95
    assert antall["feil vedtaksdato"] <= 0.01 * antall["vedtak"]


def _er(funnet, dato: date) -> bool:
    return (funnet.dag, funnet.maaned) == (dato.day, dato.month) and funnet.aar in (None, dato.year)


def test_a_period_is_not_when_a_decision_was_written():
    tekst = "UTSKRIFT VEDTAK\n\nSAKSNR: 23/00418\nPERIODE: 01.02.2023–31.03.2023\n\nVEDTAKSDATO: 09.02.2023\n"
    assert kjenn_dato(tekst, "vedtak") == date(2023, 2, 9)
    assert kjenn_dato(tekst.replace("VEDTAKSDATO: 09.02.2023\n", ""), "vedtak") is None


@pytest.mark.parametrize(
    "skrevet",
    [
        "2024-03-12",
        "12.03.2024",
        "12.3.24",
        "12. mars 2024",
        "12 mars 2024",
        "12/3-2024",
        "12/03/2024",
        "tysdag 12. mars 2024",
        "l2.O3.2O24",
    ],
)
def test_ways_to_write_a_date(skrevet):
    assert kjenn_dato(f"Nav Sundlia\n{skrevet}\n\nVedtak\nDu søkte 1. februar 2024.", "vedtak") == date(2024, 3, 12)


@pytest.mark.parametrize(
    ("tekst", "type_", "ventet"),
    [
        ("Nav Sundlia, 5. mars 2024\n\nVedtak\nDu søkte 1.2.2024.", "vedtak", date(2024, 3, 5)),
        ("VEDTAK\nSøknad mottatt: 01.02.2024\nVedtaksdato: 05.03.2024", "vedtak", date(2024, 3, 5)),
        ("VEDTAK\nDato | 05.03.2024\nDeres dato | 01.02.2024", "vedtak", date(2024, 3, 5)),
        ("Vedtak\nVi viser til søknaden din av 1. februar 2024 om stønad.", "vedtak", None),
        ("Vedtak\n\nDu får hjelp.\n\nMed hilsen\nNav Sundlia\nSundlia, 5. mars 2024", "vedtak", date(2024, 3, 5)),
        ("Vedtak 5. mars 2024 – strøm\n\nDu får hjelp.", "vedtak", date(2024, 3, 5)),
        ("Bruker: NN, født 05.03.1990\nDato: 12.03.2024", "vedtak", date(2024, 3, 12)),
        ("Telefonnotat 05.03.2024\nRingte om søknad av 01.02.2024.", "journalnotat", date(2024, 3, 5)),
        ("5/3 tlf. med søker. Ny time 12/3.", "journalnotat", date(2024, 3, 5)),
        ("28.12. Samtale på kontoret.", "journalnotat", date(2023, 12, 28)),
        ("Søknad mottatt i Digisos 01.02.2024\nJeg søker.", "soknad", date(2024, 2, 1)),
        ("Klage på vedtak av 5. mars 2024\nJeg er uenig.", "klage", None),
        ("31.02.2024\nVedtak", "vedtak", None),
        ("Nav Sundlia\nTlf. 22 33 44 55\nVedtak", "vedtak", None),
    ],
)
def test_the_documents_own_date(tekst, type_, ventet):
    assert kjenn_dato(tekst, type_, naer=date(2024, 3, 8)) == ventet


@pytest.mark.parametrize("navn", ["Vedtak 2024-03-05.pdf", "vedtak_05.03.2024.docx"])
def test_a_date_in_the_file_name_is_the_last_resort(navn):
    assert kjenn_dato("Vedtak\nDu får hjelp.", "vedtak", navn) == date(2024, 3, 5)
    assert kjenn_dato("Nav\n06.03.2024\nVedtak", "vedtak", navn) == date(2024, 3, 6)


@pytest.mark.parametrize(
    ("navn", "ventet"),
    [
        ("Vedtak_2024.pdf", "vedtak"),
        ("klage på vedtak.pdf", "klage"),
        ("Søknad.pdf", "soknad"),
        ("soknad.pdf", "soknad"),
        ("Journalnotat 3.docx", "journalnotat"),
        ("oversendelse av klage.pdf", "annet"),
        ("dok1.pdf", "annet"),
    ],
)
def test_a_file_that_cannot_be_read_is_typed_by_its_name(navn, ventet):
    assert kjenn_type("", navn) == ventet


def test_words_that_somebody_else_said_do_not_decide():
    notat = "Digisos fra bruker 05.03: «Jeg klager på vedtaket, jeg er uenig i avslaget og søker på nytt. Hilsen meg.»\nSvart."
    assert kjenn_type(notat, "dok1.txt") == "journalnotat"

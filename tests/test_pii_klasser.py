"""Names, addresses and numbers by class, in sentences of their own: each that is marked is found whole, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from vedtaksanalyse.pii.find import find_pii
from vedtaksanalyse.pii.trygge_navn import is_trygt, make_kontornavn, name_dokumenter
from vedtaksanalyse.sak import Dokument, Sak

SLAG = {
    "n": "navn", "a": "adresse", "f": "fnr", "k": "kontonummer", "t": "telefon", "p": "bilnummer", "w": "arbeidsplass",
    "s": "skole", "b": "barnehage", "d": "fodselsdato",
}  # fmt: skip
LINJER = [
    linje.replace("\\n", "\n")
    for linje in Path(__file__).with_name("pii_setninger.txt").read_text(encoding="utf-8").splitlines()
    if not linje.startswith("#")
]
_MERKE = re.compile(r"\[\[(\w):(.+?)\]\]", re.DOTALL)


def _parse(linje: str) -> tuple[str, list[tuple[int, int, str]]]:
    tekst, deler, slutt = "", [], 0
    for m in _MERKE.finditer(linje):
        tekst += linje[slutt : m.start()]
        deler.append((len(tekst), len(tekst) + len(m[2]), SLAG[m[1]]))
        tekst, slutt = tekst + m[2], m.end()
    return tekst + linje[slutt:], deler


def _find(tekst: str) -> list[tuple[int, int, str]]:
    return [(f.belegg.start, f.belegg.slutt, f.type) for f in find_pii(Dokument("d", "notat", tekst), None)]


@pytest.mark.parametrize("linje", LINJER)
def test_each_class_is_found_whole_and_nothing_else_is(linje):
    tekst, deler = _parse(linje)
    funn = _find(tekst)
    dekket = {(i, slag) for start, slutt, slag in funn for i in range(start, slutt)}
    for start, slutt, slag in deler:
        assert [tekst[i] for i in range(start, slutt) if tekst[i].isalnum() and (i, slag) not in dekket] == []
    assert [f for f in funn if not any(f[0] < b and a < f[1] and f[2] == slag for a, b, slag in deler)] == []


def test_the_table_holds_every_kind_and_look_alikes():
    merket = [slag for linje in LINJER for _, _, slag in _parse(linje)[1]]
    assert set(merket) == set(SLAG.values()) and merket.count("navn") > 150 and merket.count("adresse") > 50
    assert sum("[[" not in linje for linje in LINJER) > 40


FIRMA = [
    "Berg Transport",
    "Kari Frisør",
    "Solheim Bygg",
    "Hansen Bakeri",
    "Lien Elektro",
    "Nordli Eiendomsmegling",
    "Ola Rør",
]


@pytest.mark.parametrize("firma", FIRMA)
@pytest.mark.parametrize(
    "ramme", ["Regningen fra {} er betalt.", "Han fekk faktura frå {} i mai.", "{} sendte purring."]
)
def test_what_ends_as_a_firm_is_no_person(firma, ramme):
    assert [f for f in _find(ramme.format(firma)) if f[2] == "navn"] == []


@pytest.mark.parametrize("navn", ["Berg Tveitane", "Kari Frisvold", "Solheim, Bygda", "Ola Rørvik"])
def test_the_end_of_a_firm_is_the_whole_word(navn):
    assert any(slag == "navn" for _, _, slag in _find(f"Regningen fra {navn} er betalt.")) == (navn != "Solheim, Bygda")


@pytest.mark.parametrize(
    "tekst",
    [
        "Betal til konto 2135.20.11786 med KID 700412000318.",
        "KID 15500718234006, konto 4750.06.33928",
        "Ring 76 07 00 00 ved spørsmål.",
        "Skriv til sosial@nav.example eller post@statsforvalteren.example.",
    ],
)
def test_invoices_switchboards_and_public_bodies_are_no_persons(tekst):
    assert _find(tekst) == []


@pytest.mark.parametrize(
    ("fil", "trygt"),
    [
        ("Berg.pdf", False), ("Berg_Kari_vedtak.pdf", False), ("vedtak-solberg.docx", False), ("Kvernvolden.pdf", False),
        ("Nav_Berg_vedtak.pdf", True), ("Berg skole.pdf", True), ("lønnsslipp_mai.pdf", True), ("vurdering_barn.docx", True),
        ("husleiekontrakt.pdf", True), ("strøm.pdf", True),
    ],
)  # fmt: skip
def test_surnames_that_are_words_make_a_file_name_personal(fil, trygt):
    assert is_trygt(fil) is trygt


@pytest.mark.parametrize(
    "kontor", ["Kari Nordmann", "Nordmann, Kari", "Lienvegen 14", "kari.n@epost.example", "412 34 567"]
)
def test_an_office_that_is_somebody_is_not_shown_as_written(kontor):
    vist = name_dokumenter(Sak("S", (), (), kontor=kontor)).kontor
    assert vist == make_kontornavn(kontor) and vist.startswith("kontor-") and not {*vist.split("-")} & {*kontor.split()}


@pytest.mark.parametrize(
    "kontor", ["", "Nav Granlia", "Nav Øvre Tverrdal", "Bydel Grünerløkka", "Solberg kommune", "Havneby"]
)
def test_the_names_of_offices_stay(kontor):
    assert name_dokumenter(Sak("S", (), (), kontor=kontor)).kontor == kontor

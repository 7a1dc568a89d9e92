"""What counts as filled in, and what stays as wording."""

from __future__ import annotations

import pytest

from vedtaksanalyse.gjenbruk.former import read_former
from vedtaksanalyse.structure import fold


@pytest.fixture(scope="module")
def les(katalog):
    former = read_former(katalog)
    return lambda tekst: former.read(fold(tekst), 0, len(tekst))


@pytest.mark.parametrize(
    ("en", "annen"),
    [
        ("Du får 4 500 kroner i januar 2025.", "Du får kr 12 100,- i mars 2024."),
        ("Du har to barn på 4 og 7 år.", "Du har tre barn på 2 og 15 år."),
        ("Sønnen din trenger klær.", "Datteren din trenger klær."),
        ("Vedtaket gjelder til 1.5.2024.", "Vedtaket gjelder til 31. desember."),
        ("Vi har snakket med [NAVN 1].", "Vi har snakket med [barnets navn]."),
        ("Du får dekket briller.", "Du får dekket vinterjakke."),
    ],
)
def test_the_same_wording_whatever_was_filled_in(les, en, annen):
    assert les(en).ord == les(annen).ord


@pytest.mark.parametrize(
    ("en", "annen"),
    [
        ("Avslaget er gitt etter § 18.", "Avslaget er gitt etter § 19."),
        ("Vi har sett på økonomien.", "Vi har sett på helsen."),
        ("Du får ett av to.", "Du får ett av beløpene."),
    ],
)
def test_references_to_law_and_other_words_are_wording(les, en, annen):
    assert les(en).ord != les(annen).ord


def test_values_are_compared_whatever_the_way_they_are_written(les):
    verdier = [les(tekst).felt[0].verdi for tekst in ("Sum 7 850 kroner.", "Sum kr 7850.", "Sum kr. 7.850,00.", "Sum 7 850,-")]
    assert verdier == ["7850"] * 4


def test_the_same_day_is_the_same_value(les):
    verdier = [les(f"Levert {dag} her.").felt[0].verdi for dag in ("3. mars 2024", "03.03.24", "3.3.2024", "3.mars")]
    assert verdier == ["3.3"] * 4


def test_fillings_stand_where_they_say(les):
    tekst = "Den 3. mars 2024 fikk du kr 900 til sko til sønnen på [skole], og to senger."
    funnet = [(felt.slag, tekst[felt.start : felt.slutt]) for felt in les(tekst).felt]
    assert funnet == [
        ("dato", "3. mars 2024"), ("belop", "kr 900"), ("post", "sko"), ("kjonn", "sønnen"), ("plass", "[skole]"),
        ("tall", "to"), ("post", "senger"),
    ]  # fmt: skip

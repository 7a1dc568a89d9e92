"""Cleaning text: letters composed, nothing invisible, and every character still knows where it came from."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedtaksanalyse.reading import read_innhold
from vedtaksanalyse.reading.datering import kjenn_dato
from vedtaksanalyse.reading.flyt import Sidelinjer, flyt
from vedtaksanalyse.reading.innhold import Bit, Linje
from vedtaksanalyse.reading.kjenn import kjenn_type
from vedtaksanalyse.reading.rens import rens, rens_tekst

RART = st.text(alphabet="aå e\u030aåA\u0301\u00ad\u00a0\u200b\ufb01\ufb03\ufeff\u202f\n\t🙂\x00\ud800ø", max_size=40)


@pytest.mark.parametrize(
    ("inn", "ut"),
    [
        ("A\u030ase a\u030apner", "Åse åpner"),
        ("o\u0308rt", "ört"),
        ("stø\u00adnad", "stønad"),
        ("kr\u00a07\u202f850", "kr 7 850"),
        ("\ufb01n \ufb03ks", "fin ffiks"),
        ("a\u200bb\ufeffc\x00d", "abcd"),
        ("rett\u202e snudd", "rett snudd"),
        ("🙂 æøå", "🙂 æøå"),
    ],
)
def test_canonical_characters(inn, ut):
    assert rens(inn)[0] == ut


def _kart(brudd, plass):
    if not (n := bisect_right([ut for ut, _ in brudd], plass)):
        return plass
    ut, inn = brudd[n - 1]
    return inn + plass - ut


@given(RART)
def test_every_character_comes_from_where_its_break_says(tekst):
    ren, brudd = rens(tekst)
    for plass, tegn in enumerate(ren):
        sted = _kart(brudd, plass)
        klynge = re.match(r"(?s).[\u0300-\u036f]*", tekst[sted:]).group()
        assert tegn in " \n" or unicodedata.normalize("NFKD", tegn)[0] in unicodedata.normalize("NFKD", klynge)


@given(RART)
def test_cleaning_twice_changes_nothing(tekst):
    ren = rens_tekst(tekst)
    assert rens_tekst(ren) == ren


ORD = st.text(alphabet="abcdefghijklmnopqrstuvwxyzæøå", min_size=2, max_size=14)


@given(st.lists(ORD, min_size=12, max_size=120), st.integers(80, 99), st.integers(2, 9))
def test_lines_on_pages_become_the_words_they_were(ordene, bredde, linjer_paa_siden):
    """A paragraph wrapped at any width over any number of pages comes back as its words, each character in place."""
    sider, raatekst = _brekk(ordene, bredde, linjer_paa_siden)
    innhold = flyt(sider)
    assert innhold.tekst.split() == ordene
    assert "\n" not in innhold.tekst.rstrip("\n")
    for side, raa in zip(innhold.sider, raatekst, strict=True):
        for plass in range(side.start, side.slutt):
            if not innhold.tekst[plass].isspace():
                assert raa[_kart(side.brudd, plass)] == innhold.tekst[plass]


def _brekk(ordene, bredde, linjer_paa_siden):
    linjer = [""]
    for et in ordene:
        if len(linjer[-1]) + 1 + len(et) > bredde:
            linjer.append("")
        linjer[-1] += (" " if linjer[-1] else "") + et
    sider, raatekst = [], []
    for n in range(0, len(linjer), linjer_paa_siden):
        raa, blokk = "", []
        for k, tekst in enumerate(linjer[n : n + linjer_paa_siden]):
            marg = 50 + 5 * bredde
            x1 = marg if n + k + 1 < len(linjer) else 50 + 5 * len(tekst)
            blokk.append(Linje([Bit(tekst, len(raa))], 50, x1, 100 + 14 * k, 12))
            raa += tekst + "\r\n"
        sider.append(Sidelinjer(len(sider) + 1, 595, 842, [blokk]))
        raatekst.append(raa)
    return sider, raatekst


@pytest.mark.parametrize("stykke", [" ", "a", "|", "-a", "«", "1.1.", "ll.", "** ", "__a", "\t", "Side 1 ", "Dato: 1.1.2024 "])
def test_long_monotonous_text_takes_no_time(stykke):
    """Patterns over text are linear: a line of a million characters is read while one waits."""
    tekst = stykke * (400_000 // len(stykke))
    innhold = read_innhold(f"Vedtak\n{tekst}\nslutt".encode())
    assert kjenn_type(innhold.tekst, "dok.txt")
    kjenn_dato(innhold.tekst, "journalnotat", naer=date(2024, 3, 1))

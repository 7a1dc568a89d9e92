"""Plain text: any common encoding, and the text as it stands in the file."""

from __future__ import annotations

import codecs

import pytest
from pdfer import les

from vedtaksanalyse.errors import Lesefeil

TEKST = "Søkeren bor på Åmot – «to rom».\nBarna: nei\n"


@pytest.mark.parametrize(
    "data",
    [
        TEKST.encode(),
        TEKST.encode("utf-8-sig"),
        TEKST.encode("cp1252"),
        codecs.BOM_UTF16_LE + TEKST.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEKST.encode("utf-16-be"),
        TEKST.replace("\n", "\r\n").encode(),
        TEKST.replace("\n", "\r").encode("cp1252"),
        TEKST.replace("å", "a\u030a").replace("Å", "A\u030a").encode(),
    ],
    ids=["utf8", "bom", "cp1252", "utf16le", "utf16be", "crlf", "cr", "decomposed"],
)
def test_one_text_from_every_encoding(data):
    assert les(data).tekst == TEKST


def test_latin1_that_ends_in_a_letter():
    assert les("Bor på gård, ikke på hybel i by nå".encode("latin-1")).tekst == "Bor på gård, ikke på hybel i by nå"


def test_blank_fields_keep_their_lines():
    assert les(b"Fritid: ______\nSkole: ____ og ____\n").tekst == "Fritid: ______\nSkole: ____ og ____\n"


@pytest.mark.parametrize(
    "tekst",
    [
        "Samtale på kontoret. Barna bor fast hos\nhenne, og far har dem annen-\nhver helg.\n",
        "# Vedtak\n\nDu får **4 500** kroner.\n\n| Post | Beløp |\n|---|---:|\n| Husleie | 11\u00a0900 |\n",
        "  Innrykk  og mellomrom   står. \n\n\n\nSlutt uten linjeskift",
    ],
    ids=["wrapped", "markdown", "blanks"],
)
def test_the_text_is_that_of_the_file(tekst):
    assert les(tekst.encode()).tekst == tekst


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"\x01\x02\x03\x04\x05", "feil_type"),
        (b"<?xml version='1.0'?><brev>hei</brev>", "feil_type"),
        ("Søkeren på Åmot".encode() + b"\xc3", "ufullstendig"),
        (codecs.BOM_UTF16_LE + "Hei".encode("utf-16-le") + b"x", "ufullstendig"),
        ("\u200b\ufeff\u00a0\n".encode(), "tom"),
    ],
)
def test_what_is_no_text(data, status):
    with pytest.raises(Lesefeil) as feil:
        les(data)
    assert feil.value.kode == status

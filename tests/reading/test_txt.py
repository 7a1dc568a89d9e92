"""Plain text: any common encoding, wrapped lines joined, simple markup taken off."""

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
    assert les("Bor på gård, ikke på hybel i by nå".encode("latin-1")).tekst == "Bor på gård, ikke på hybel i by nå\n"


def test_hard_wrapped_lines_become_paragraphs():
    tekst = (
        "Samtale på kontoret. Søker fortalte at barna på seks og åtte år bor fast hos\n"
        "henne, og at far har dem annenhver helg. Den eldste går på fotball og trenger\n"
        "nye sko. Leiligheten har to soverom, og alle tre sover godt nå som det er blitt\n"
        "varmere ute.\n"
        "Bolig: leier\n"
        "Skole: –\n"
    )
    assert les(tekst.encode()).tekst.split("\n") == [
        "Samtale på kontoret. Søker fortalte at barna på seks og åtte år bor fast hos henne, og at far har dem "
        "annenhver helg. Den eldste går på fotball og trenger nye sko. Leiligheten har to soverom, og alle tre sover "
        "godt nå som det er blitt varmere ute.",
        "Bolig: leier",
        "Skole: –",
        "",
    ]


def test_short_lines_of_a_form_are_left_alone():
    tekst = "Barn: to, gutt på 7 og jente på 12, bor fast hos mor i bydelen\nSkole: ok, trives godt i klassen sin\n" * 4
    assert les(tekst.encode()).tekst == tekst


def test_blank_fields_keep_their_lines():
    assert les(b"Fritid: ______\nSkole: ____ og ____\n").tekst == "Fritid: ______\nSkole: ____ og ____\n"


def test_markdown():
    tekst = "# Vedtak\n\nDu får **4 500** kroner.\n\n| Post | Beløp |\n|---|---:|\n| Husleie | 11 900 |\n"
    assert les(tekst.encode()).tekst == "Vedtak\n\nDu får 4 500 kroner.\n\nPost | Beløp\nHusleie | 11 900\n"


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"\x01\x02\x03\x04\x05", "feil_type"),
        (b"{\\rtf1\\ansi hei}", "feil_type"),
        (b"<!DOCTYPE html><p>hei", "feil_type"),
        ("Søkeren på Åmot".encode() + b"\xc3", "ufullstendig"),
        (codecs.BOM_UTF16_LE + "Hei".encode("utf-16-le") + b"x", "ufullstendig"),
        ("\u200b\ufeff\u00a0\n".encode(), "tom"),
    ],
)
def test_what_is_no_text(data, status):
    with pytest.raises(Lesefeil) as feil:
        les(data)
    assert feil.value.kode == status

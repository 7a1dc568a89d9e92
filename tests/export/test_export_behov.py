"""The rows from need to decision in every format, in the case's own language form."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from importlib.resources import files

import eksempler
import jsonschema
import lxml.html
import openpyxl
import pytest
from rich.console import Console

from vedtaksanalyse.export.behovstekst import find_steder
from vedtaksanalyse.export.html import write_html
from vedtaksanalyse.export.jsonl import to_post
from vedtaksanalyse.export.terminal import print_sak
from vedtaksanalyse.export.xlsx import write_xlsx
from vedtaksanalyse.sak import Behovsrad, Belegg, Saksvurdering


def med_behov(katalog, malform: str = "nb") -> Saksvurdering:
    vurdering = eksempler.fasitvurdering("D1-01", katalog)
    dok = vurdering.sak.dokumenter[0]
    a, b, c = (Belegg(dok.dok_id, start, start + 12) for start in (40, 80, 120))
    behov = (
        Behovsrad("sko", "[barn 1]", "ikke_avgjort", sokt=(a,), kartlagt=(b,)),
        Behovsrad("seng", "", "", sokt=(a,), i_vedtak=(b, c), vurdert=(b,), utfall="avslag", avgjort=(c,)),
    )
    return replace(vurdering, sak=replace(vurdering.sak, malform=malform), behov=behov)


def test_a_quote_stands_in_the_column_that_says_most(katalog) -> None:
    rad = med_behov(katalog).behov[1]
    steder = find_steder(rad)
    assert steder["i_vedtak"] == [] and steder["vurdert"] == [rad.i_vedtak[0]] and steder["avgjort"] == [rad.i_vedtak[1]]


@pytest.mark.parametrize(
    ("malform", "tittel", "stilling", "utfall"),
    [
        ("nb", "Fra behov til avgjørelse", "søkt om, fant ikke at det er avgjort", "avslag"),
        ("nn", "Frå behov til avgjerd", "søkt om, fann ikkje at det er avgjort", "avslag"),
    ],
)
def test_the_report_has_a_row_for_each_need_and_marks_that_lead_both_ways(katalog, malform, tittel, stilling, utfall) -> None:
    ut = io.StringIO()
    write_html([med_behov(katalog, malform)], ut, katalog)
    side = lxml.html.document_fromstring(ut.getvalue())
    del_ = side.get_element_by_id("s1-behov").getparent()
    assert side.get_element_by_id("s1-behov").text == tittel
    rader = [" ".join(rad.text_content().split()) for rad in del_.xpath(".//tbody/tr")]
    assert rader[0].startswith(f"sko barn: [barn 1] {stilling}") and rader[1].startswith("seng") and utfall in rader[1]
    lenker = del_.xpath(".//a[contains(@class, 'nr')]")
    assert len(lenker) == 5
    for lenke in lenker:
        assert side.get_element_by_id(lenke.get("href")[1:]) is not None
        assert side.xpath(f"//a[@href='#{lenke.get('id')}']"), "no way back"


def test_json_lines_follow_the_schema(katalog) -> None:
    skjema = json.loads((files("vedtaksanalyse.export") / "skjema.json").read_text(encoding="utf-8"))
    post = to_post(med_behov(katalog), katalog)
    jsonschema.validate(post, skjema)
    forst, neste = post["behov"]
    assert (forst["navn"], forst["barn"], forst["stilling"], forst["utfall"]) == ("sko", "[barn 1]", "ikke_avgjort", None)
    assert (neste["barn"], neste["stilling"], neste["utfall"], len(neste["i_vedtak"])) == (None, None, "avslag", 2)
    post["behov"][0]["stilling"] = "glemt"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(post, skjema)


def test_the_workbook_has_a_sheet_of_needs(katalog, tmp_path) -> None:
    write_xlsx([med_behov(katalog)], tmp_path / "bok.xlsx", katalog, "nn")
    rader = list(openpyxl.load_workbook(tmp_path / "bok.xlsx")["Behov"].values)
    assert rader[0][:4] == ("Sak", "Sjå på", "Behov", "Barn")
    assert rader[1][1:4] == ("søkt om, fann ikkje at det er avgjort", "sko", "[barn 1]") and rader[2][8] == "avslag"


def test_the_terminal_tells_what_stands_out_and_what_was_decided(katalog) -> None:
    console = Console(record=True, width=120, file=io.StringIO())
    print_sak(med_behov(katalog), katalog, console)
    tekst = console.export_text()
    assert "sko ([barn 1]): søkt om, fant ikke at det er avgjort" in tekst and "seng og sengetøy: avslag" in tekst


def test_a_case_without_needs_has_no_section(katalog) -> None:
    ut = io.StringIO()
    write_html([replace(med_behov(katalog), behov=())], ut, katalog)
    assert 's1-behov"' not in ut.getvalue()

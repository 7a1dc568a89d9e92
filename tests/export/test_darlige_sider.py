"""How pages with poor text are told of: one line for those that suffer from the same, in both forms and every format."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import eksempler
import jsonschema
import pytest
from rich.console import Console

import vedtaksanalyse.export
from vedtaksanalyse.export.html import write_html
from vedtaksanalyse.export.jsonl import to_post
from vedtaksanalyse.export.tekstkvalitet import describe_darlige
from vedtaksanalyse.export.terminal import print_rangert, print_sak
from vedtaksanalyse.sak import Dokument, Kilde, Lesestatus, Saksvurdering, Side

SKJEMA = json.loads((Path(vedtaksanalyse.export.__file__).parent / "skjema.json").read_text(encoding="utf-8"))
LIMT, BEGGE = ("limt",), ("delt", "rare_tegn")
LINJER = {
    "nb": ["vedtak.pdf, side 1 og 3: dårlig tekst (ord er limt sammen)",
           "vedtak.pdf, side 4: dårlig tekst (ord er delt og tegn som ikke er bokstaver)",
           "notat.txt, dårlig tekst (annet språk)"],
    "nn": ["vedtak.pdf, side 1 og 3: dårleg tekst (ord er limte saman)",
           "vedtak.pdf, side 4: dårleg tekst (ord er delte og teikn som ikkje er bokstavar)",
           "notat.txt, dårleg tekst (anna språk)"],
}  # fmt: skip


def en_darlig(malform: str = "nb") -> Saksvurdering:
    uvurdert = eksempler.uvurdert_sak(malform)
    sider = tuple(
        Side(nummer, 0, 2, kvalitet=score, grunner=grunner)
        for nummer, (score, grunner) in enumerate([(0.1, LIMT), (0.97, ()), (0.3, LIMT), (0.2, BEGGE), (None, ())], start=1)
    )
    dokumenter = (
        Dokument("vedtak", "vedtak", "xx", malform=malform, sider=sider),
        Dokument("notat", "journalnotat", "xx", malform=malform, kvalitet=0.25, grunner=("annet_sprak",)),
        Dokument("kort", "annet", "xx", malform=malform),
    )
    filer = (("vedtak.pdf", "vedtak"), ("notat.txt", "journalnotat"), ("kort.txt", "annet"))
    kilder = tuple(Kilde(fil.split(".")[0], fil, "1" * 64, Lesestatus.LEST, type_) for fil, type_ in filer)
    return replace(uvurdert, sak=replace(uvurdert.sak, kilder=kilder, dokumenter=dokumenter), arsak="darlig_tekst")


@pytest.mark.parametrize("malform", LINJER)
def test_pages_with_the_same_fault_share_a_line(malform):
    assert describe_darlige(en_darlig(malform).sak, malform) == LINJER[malform]


@pytest.mark.parametrize("malform", LINJER)
def test_every_report_tells_of_them(malform, katalog, tmp_path):
    ut = io.StringIO()
    skjerm = Console(file=ut, width=400)
    vurdering = en_darlig(malform)
    print_rangert([vurdering], katalog, skjerm, malform)
    print_sak(vurdering, katalog, skjerm)
    write_html([vurdering], tmp_path / "r.html", katalog, malform)
    html = (tmp_path / "r.html").read_text(encoding="utf-8")
    for linje in LINJER[malform]:
        assert ut.getvalue().count(linje) == 2
        assert f"<p>{linje}</p>" in html
        fil, hva = linje.split(", ", 1)
        assert f'class="fil">{fil}</td>' in html and f'class="merkelapp">{hva}</span>' in html


def test_the_export_has_every_page(katalog):
    post = to_post(en_darlig(), katalog)
    jsonschema.validate(post, SKJEMA)
    sider = [[side[felt] for felt in ("side", "kvalitet", "darlig", "grunner")] for d in post["dokumenter"] for side in d["sider"]]
    assert sider == [
        [1, 0.1, True, ["limt"]],
        [2, 0.97, False, []],
        [3, 0.3, True, ["limt"]],
        [4, 0.2, True, ["delt", "rare_tegn"]],
        [5, None, False, []],
        [None, 0.25, True, ["annet_sprak"]],
        [None, None, False, []],
    ]


def test_a_file_that_was_not_read_has_no_pages(katalog):
    assert [dokument["sider"] for dokument in to_post(eksempler.uvurdert_sak(), katalog)["dokumenter"]] == [[], []]

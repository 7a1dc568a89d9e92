"""A draw's report as files: the same figures in all of them and as the command line tells, tags and language in the PDF, no formula in a cell."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from io import BytesIO, StringIO

import openpyxl
import pikepdf
import pypdfium2
import pytest
from click.testing import CliRunner
from delt import get_katalog
from test_export_saksark import UA, elements, roles

from vedtaksanalyse import sak as s
from vedtaksanalyse.cli import main
from vedtaksanalyse.export.stikkproverapport import FORMATER, to_post
from vedtaksanalyse.export.tallord import describe_intervall, describe_prosent
from vedtaksanalyse.stikkprove.rapport import load_rapport
from vedtaksanalyse.stikkprove.skjema import make_skjema
from vedtaksanalyse.storage import open_lager

KATALOG = get_katalog()
PUNKTER = [punkt.id for punkt in make_skjema(KATALOG).values() if not punkt.under]
SVAKT, NAVN, FORMEL = "punkt.2.3", "Kari Testesen", "=1+1"
TEKST = f"{NAVN} og barna bor i leid bolig. Barna har behov for vinterklær."


def _en_sak(nummer: int) -> s.Saksvurdering:
    dokument = s.Dokument("vedtak", "vedtak", TEKST, malform="nn" if nummer else "nb")
    kilde = s.Kilde("vedtak", "vedtak.txt", f"{nummer:064}", s.Lesestatus.LEST, "vedtak")
    sak = s.Sak(f"{FORMEL}{nummer}", (kilde,), (dokument,), kontor="Nav Nord")
    pii = (s.PiiFunn(s.Belegg("vedtak", 0, len(NAVN)), "navn"),)
    return s.Saksvurdering(sak, s.Saksstatus.VURDERT, s.Versjoner("k", "kat", "m"), pii=pii)


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    """Six cases drawn of eight; in two the point is not met, and one reader writes what a spreadsheet takes for a formula."""
    sti = str(tmp_path_factory.mktemp("lager") / "l.sqlite")
    with open_lager(sti) as lager:
        lager.save_vurderinger([_en_sak(nr) for nr in range(8)])
        ramme = [s.Rammesak(f"{FORMEL}{nr}", "Nav Nord", "ny" if nr % 2 else "hast", andel=0.75, nr=nr + 1 if nr < 6 else None) for nr in range(8)]
        mapper = [s.Mappe(0, ett.sak_id, hvem="kari", tilstand=s.Mappestand.FERDIG) for ett in ramme[:6]]
        plan = s.Utvalgsplan("=Vår", "egenvurdering", 6, s.Utvalgsmate.STRATIFISERT, strata=("sakstype",), fro="frø")
        nummer = lager.stikkprover.add(plan, "kari", ramme, ("k",), mapper).id
        svar = [
            s.Mappesvar(
                nummer, ett.sak_id, 1, "kari", punkt, "nei" if punkt == SVAKT and nr < 2 else "ja", f"@{NAVN}" if punkt == SVAKT else "",
                (("vedtak", 0, 40),) if punkt == SVAKT else (),
            )
            for nr, ett in enumerate(ramme[:6]) for punkt in PUNKTER
        ]  # fmt: skip
        lager.stikkprover.save_mappesvar(svar)
    return sti


def _rapport(database, malform="nb", *, apen=True):
    with open_lager(database) as lager:
        saker = {ett.sak.sak_id: ett for ett in lager.load_vurderinger()}
        return load_rapport(lager, 1, KATALOG, malform, apen=apen, hent=saker.get)


@pytest.fixture(scope="module")
def rapport(database):
    return _rapport(database)


@pytest.fixture(scope="module")
def pdf(rapport):
    return FORMATER["pdf"][0](rapport)


def _text(pdf: bytes) -> str:
    tekst = "\n".join(side.get_textpage().get_text_range() for side in pypdfium2.PdfDocument(pdf))
    return " ".join(tekst.replace("\ufffe", "").replace("\u00ad", "").replace("\u200b", "").split())


def test_the_pdf_is_tagged_and_says_its_language_and_title(pdf):
    with pikepdf.open(BytesIO(pdf)) as fil:
        with fil.open_metadata() as meta:
            assert (meta[UA], meta["dc:title"]) == ("1", "Rapport fra stikkprøve 1: =Vår")
        assert bool(fil.Root.MarkInfo.Marked) and str(fil.Root.Lang) == "nb"
        assert fil.check_pdf_syntax() == []
        nivaer = [int(rolle[1:]) for rolle in roles(fil) if re.fullmatch(r"H\d", rolle)]
        assert nivaer[0] == 1 and all(neste - forrige <= 1 for forrige, neste in zip(nivaer, nivaer[1:], strict=False))
        tabeller = [e for e, _ in elements(fil.Root.StructTreeRoot) if e.S == "/Table"]
        assert len(tabeller) > 6
        for tabell in tabeller:
            rader = [[c.S for c, _ in elements(rad) if c.S in ("/TH", "/TD")] for rad, _ in elements(tabell) if rad.S == "/TR"]
            assert set(rader[0]) == {"/TH"} and len({len(rad) for rad in rader}) == 1
        innhold = b"".join(side.Contents.read_bytes() for side in fil.pages)
        assert b"/Lang(nn)" in innhold, "a quote has its own language form"


def test_the_pdf_has_the_figures_in_the_supervisors_order_and_a_plan_to_fill_in(pdf, rapport):
    tekst = _text(pdf)
    deler = ["Kort fortalt", "Slik ble sakene trukket", "Tilstrekkelig kartlegging Punkt", "De 13 temaene", "Forsvarlig vurdering og beslutning Punkt",
             "Oppfølging ved behov Punkt", "Ungdom 17–23 år", "Forskjeller mellom gruppene", "Tiltaksplan, til utfylling", "Metode og forbehold"]  # fmt: skip
    assert [tekst.index(ett) for ett in deler] == sorted(tekst.index(ett) for ett in deler)
    p = next(p.anslag for p in rapport.punkter if p.punkt == SVAKT)
    ventet = f"{describe_prosent(p.stikkprove.verdi)} ({describe_intervall(p.stikkprove)})".replace("\xa0", " ")
    assert ventet in tekst and "2 av 6" in tekst
    assert "Ansvarlig" in tekst and "[…] og barna bor i leid bolig." in tekst
    assert NAVN not in tekst


def test_the_same_report_gives_the_same_bytes(pdf, rapport):
    assert FORMATER["pdf"][0](rapport) == pdf


def test_the_workbook_has_its_sheets_and_no_formula(rapport):
    bok = openpyxl.load_workbook(BytesIO(FORMATER["xlsx"][0](rapport)))
    assert bok.sheetnames == ["Tall", "Grupper", "Sitater", "Tiltaksplan", "Mapper", "Svar", "Trekning"]
    celler = [celle for ark in bok for rad in ark.iter_rows() for celle in rad]
    assert not any(celle.data_type == "f" or celle.hyperlink for celle in celler)
    assert "'=10" not in {celle.value for celle in celler} and "'=1+10" in {celle.value for celle in celler}
    assert not any(NAVN in str(celle.value) for celle in celler)
    assert len(list(bok["Svar"].rows)) == 1 + 6 * len(PUNKTER) and len(list(bok["Mapper"].rows)) == 7
    tall = {rad[1].value: rad for rad in bok["Tall"].iter_rows(min_row=2)}
    p = next(p.anslag for p in rapport.punkter if p.punkt == SVAKT)
    assert tall[SVAKT][3].value == pytest.approx(p.stikkprove.verdi, abs=1e-4)
    assert "%" in tall[SVAKT][3].number_format


def test_a_file_of_figures_is_as_norwegian_spreadsheets_read_it(rapport):
    tekst = FORMATER["csv"][0](rapport).decode("utf-8-sig")
    rader = list(csv.reader(StringIO(tekst), delimiter=";"))
    assert [rad[1] for rad in rader[1:]] == [p.punkt for p in rapport.punkter]
    svakt = next(rad for rad in rader if rad[1] == SVAKT)
    p = next(p.anslag for p in rapport.punkter if p.punkt == SVAKT)
    assert float(svakt[3].replace(",", ".")) == pytest.approx(p.stikkprove.verdi, abs=1e-4)
    onde = replace(rapport, navn={punkt: f"={punkt}" for punkt in rapport.navn})
    assert ";'=punkt.2.3;" in FORMATER["csv"][0](onde).decode()


def test_the_command_line_tells_the_same_figures(database, rapport, tmp_path, monkeypatch):
    monkeypatch.setattr("vedtaksanalyse.kriterier.load_katalog", get_katalog)

    def kjor(*argumenter: object, kode: int = 0) -> str:
        svar = CliRunner().invoke(main, ["stikkprove", *map(str, argumenter), "--database", database], prog_name="vedtaksanalyse")
        assert svar.exit_code == kode, svar.output
        return svar.output

    kjor("rapport", 1, "--ut", tmp_path / "holdt.json")
    assert "leid bolig" not in (tmp_path / "holdt.json").read_text(encoding="utf-8"), "nothing is quoted from what is held back"
    monkeypatch.setenv("VEDTAKSANALYSE_PERSONOPPLYSNINGER", "masker")
    for endelse in FORMATER:
        kjor("rapport", 1, "--ut", tmp_path / f"r.{endelse}")
    laget, anslag = json.loads((tmp_path / "r.json").read_text(encoding="utf-8")), json.loads(kjor("anslag", 1, "--json"))
    punkter = {p["punkt"]: p for del_ in laget["deler"] for p in del_["punkter"]}
    assert {p["punkt"]: punkter[p["punkt"]]["tall"] for p in anslag["punkter"]} == {p["punkt"]: p for p in anslag["punkter"]}
    assert laget["enighet"] == anslag["enighet"]
    fra_lageret = json.loads(json.dumps({"skjema": laget["skjema"]} | to_post(rapport)))
    assert [p["sitater"] for d in laget["deler"] for p in d["punkter"]] == [p["sitater"] for d in fra_lageret["deler"] for p in d["punkter"]]
    assert laget == fra_lageret
    assert (tmp_path / "r.csv").read_bytes() == FORMATER["csv"][0](rapport)
    assert _text((tmp_path / "r.pdf").read_bytes()) == _text(FORMATER["pdf"][0](rapport))
    kjor("rapport", 1, "--ut", tmp_path / "u.json", "--uten-sitater")
    uten = json.loads((tmp_path / "u.json").read_text(encoding="utf-8"))
    assert uten["svar"] and "merknad" not in uten["svar"][0]
    assert not any(p["sitater"] for del_ in uten["deler"] for p in del_["punkter"])
    assert ".pdf, .xlsx, .csv, .json" in kjor("rapport", 1, "--ut", tmp_path / "r.doc", kode=2)


def test_the_leaders_version_has_no_case_name_quote_seed_or_small_group(database):
    r = _rapport(database, "nn", apen=False)
    bok = openpyxl.load_workbook(BytesIO(FORMATER["xlsx"][0](r)))
    assert bok.sheetnames == ["Tal", "Trekning"]
    innhold = [_text(FORMATER["pdf"][0](r)), FORMATER["json"][0](r).decode(), *(str(c.value) for ark in bok for rad in ark.iter_rows() for c in rad)]
    for hemmelig in (FORMEL, NAVN, "kari", "frø", "leid bolig", "rammesum"):
        assert not any(hemmelig in ett for ett in innhold), hemmelig
    svakt = next(p for del_ in json.loads(innhold[1])["deler"] for p in del_["punkter"] if p["punkt"] == SVAKT)
    assert (svakt["tall"], svakt["strata"], svakt["uenige"]) == (None, {}, None)
    assert "ikkje vist" in innhold[0] and "utgåva til leiaren" in innhold[0]
    assert "ikke" not in innhold[0].split()

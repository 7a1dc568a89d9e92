import csv
import io

import eksempler
import openpyxl
import pytest

from vedtaksanalyse.export import xlsx
from vedtaksanalyse.export.csv import write_csv
from vedtaksanalyse.export.tabell import neutralise
from vedtaksanalyse.export.xlsx import write_xlsx

FARLIG = ("=", "+", "-", "@", "\t", "\r")


@pytest.fixture(scope="module")
def csvrader(vurderinger, katalog, tmp_path_factory):
    fil = tmp_path_factory.mktemp("ut") / "saker.csv"
    assert write_csv(iter(vurderinger), fil, katalog) == len(vurderinger)
    assert fil.read_bytes().startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(fil.read_bytes().decode("utf-8-sig"), newline=""), delimiter=";"))


@pytest.fixture(scope="module")
def bok(vurderinger, katalog, tmp_path_factory):
    fil = tmp_path_factory.mktemp("ut") / "saker.xlsx"
    assert write_xlsx(iter(vurderinger), fil, katalog) == len(vurderinger)
    return openpyxl.load_workbook(fil)


def rader(ark):
    overskrifter, *resten = ark.iter_rows(values_only=True)
    return [dict(zip(overskrifter, rad, strict=True)) for rad in resten]


@pytest.mark.parametrize(
    "celle",
    ["=1+1", "+47", "-x", "@SUM(A1)", "\t=1", "\r=1", "\n", "\tx", "＝1", "＋1", "－1", "＠1", "﹦1", " =1", "\u00a0=1", "\u200b=1", "\ufeff@x"],
)
def test_formula_starts_are_neutralised(celle):
    assert neutralise(celle) == f"'{celle}"


@pytest.mark.parametrize("celle", ["to barn", "", "5", None, -4, 0.5, "a=b"])
def test_other_cells_are_left_alone(celle):
    assert neutralise(celle) == celle


def test_csv_has_one_row_per_case_with_all_criteria(csvrader, vurderinger, katalog):
    assert [rad["Sak"].lstrip("'") for rad in csvrader] == [v.sak.sak_id for v in vurderinger]
    assert {k.navn["nb"] for k in katalog.kriterier.values()} <= set(csvrader[0])
    rad = csvrader[0]
    assert (rad["Antall barn"], rad["Alder på barna"], rad["Omsorg"]) == ("2", "7 og 12", "bor fast hos søker")
    assert rad["Svakt vedtak (sannsynlighet)"] == "0,93"
    assert rad["Svakt vedtak (i ord)"] == "ganske sikkert"


def test_csv_tells_one_step_up_and_the_sources(csvrader, vurderinger, katalog):
    trinn, kilder = csvrader[0]["Ett trinn opp"].split(" | "), csvrader[0]["Funnet med"].split(" | ")
    svake = [v for v in vurderinger[0].vurderinger if v.grad in katalog.kriterier[v.kriterium].trinn]
    assert 3 < len(trinn) <= len(svake)
    assert f"Barnets beste: {katalog.kriterier['barnets_beste'].trinn['nevnt'].krav['nb']}" in trinn
    assert len(kilder) == sum(bool(v.kilder) for v in vurderinger[0].vurderinger)
    assert any("opptrent modell" in kilde for kilde in kilder)


def test_csv_says_why_a_case_was_not_assessed(csvrader):
    assert "skannet" in csvrader[-1]["Status"] and csvrader[-1]["Svakt vedtak (sannsynlighet)"] == ""


def test_no_csv_cell_starts_a_formula(csvrader):
    celler = [celle for rad in csvrader for celle in rad.values()]
    assert not [celle for celle in celler if celle.startswith(FARLIG)]
    assert '\'=cmd|"/C calc"!A0' in celler


def test_csv_headings_in_nynorsk(vurderinger, katalog):
    ut = io.StringIO()
    write_csv(vurderinger, ut, katalog, "nn")
    assert "Talet på barn" in ut.getvalue() and "kan ikkje vurderast" in ut.getvalue()


def test_workbook_has_its_sheets_with_frozen_filtered_headings(bok):
    assert bok.sheetnames == ["Saker", "Funn", "Flagg", "Behov", "Filer", "Om"]
    for navn in bok.sheetnames[:-1]:
        ark = bok[navn]
        assert ark.freeze_panes == "B2"
        assert ark.auto_filter.ref.startswith("A1:") and ark.column_dimensions["A"].width > 10


def test_no_workbook_cell_is_a_formula(bok):
    celler = [celle for ark in bok for rad in ark.iter_rows() for celle in rad if celle.value is not None]
    assert {celle.data_type for celle in celler} == {"s", "n"}
    assert not [c for c in celler if c.data_type == "s" and c.value.startswith(FARLIG)]
    assert any(c.value == "'@kontor <i>" for c in celler)


def test_findings_sheet_gives_place_and_quote(bok, vurderinger):
    saker = {v.sak.sak_id: v.sak for v in vurderinger}
    funn = [rad for rad in rader(bok["Funn"]) if rad["Sitat"] and rad["Sak"] in saker]
    assert len(funn) > 60
    for rad in funn:
        tekst = saker[rad["Sak"]].dokument(rad["Dokument"]).tekst[rad["Start"] : rad["Slutt"]]
        assert rad["Sitat"].removeprefix("'") == tekst
        assert "opptrent modell" in rad["Funnet med"]
    assert {rad["Side"] for rad in funn} == {1, 2}


def test_findings_sheet_tells_one_step_up_also_without_quotes(bok, katalog):
    rad = next(r for r in rader(bok["Funn"]) if (r["Sak"], r["Kriterium"]) == ("D1-01", katalog.kriterier["samarbeid"].navn["nb"]))
    assert (rad["Sitat"], rad["Funnet med"]) == (None, None)
    assert rad["Ett trinn opp"] == katalog.kriterier["samarbeid"].trinn["nei"].krav["nb"]


def test_files_sheet_says_what_to_do(bok):
    gjor = {(rad["Fil"], rad["Status"]): rad["Gjør dette"] for rad in rader(bok["Filer"])}
    assert "OCR" in gjor["vedtak.pdf", "skannet, mangler tekst"]
    assert "passord" in gjor["'+notat.pdf", "passordbeskyttet"]


def test_flags_sheet_is_in_the_order_of_the_case(bok, vurderinger):
    rader_ = [rad for rad in rader(bok["Flagg"]) if rad["Sak"] == "D1-01"]
    flagg = sorted(vurderinger[0].flagg, key=lambda f: f.rang)
    assert [rad["Risiko"] for rad in rader_] == [f.risiko for f in flagg]
    assert [rad["Mulig lovfeil"] is not None for rad in rader_] == [f.feil for f in flagg]
    assert [rad["Hint"] is not None for rad in rader_] == [f.hint for f in flagg]
    assert rader_[0]["Sitat"] == " | ".join(vurderinger[0].sak.sitat(b) for b in flagg[0].belegg)


def test_cases_sheet_gives_both_factors_and_why(bok, vurderinger):
    for rad, v in zip(rader(bok["Saker"]), vurderinger, strict=True):
        ventet = (v.risiko.risiko, v.risiko.sannsynlighet, v.risiko.konsekvens) if v.risiko else (None, None, None)
        assert (rad["Risiko"], rad["Sannsynlighet (1–5)"], rad["Konsekvens (1–5)"]) == ventet
        assert (rad["Hvorfor"] is None) is (v.risiko is None)


def test_full_sheet_goes_on_in_a_new_one(katalog, tmp_path, monkeypatch):
    monkeypatch.setattr(xlsx, "_RADER_PER_ARK", 20)
    fil = tmp_path / "saker.xlsx"
    vurdering = eksempler.fasitvurdering("D1-01", katalog)
    write_xlsx([vurdering], fil, katalog)
    bok = openpyxl.load_workbook(fil)
    ark = [navn for navn in bok.sheetnames if navn.startswith("Funn")]
    assert ark[:2] == ["Funn", "Funn 2"]
    assert sum(len(rader(bok[navn])) for navn in ark) == sum(len(v.belegg) or 1 for v in vurdering.vurderinger)


def test_empty_run_gives_a_workbook_with_headings(katalog, tmp_path):
    fil = tmp_path / "tom.xlsx"
    assert write_xlsx([], fil, katalog) == 0
    assert openpyxl.load_workbook(fil)["Saker"]["A1"].value == "Sak"

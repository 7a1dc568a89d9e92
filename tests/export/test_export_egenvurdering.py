"""The egenvurdering workbook, read back: every requirement and theme with quotes, verdicts empty, print set up."""

from collections import Counter
from dataclasses import replace

import eksempler
import openpyxl
import pytest

from vedtaksanalyse.export.egenvurdering import write_egenvurdering
from vedtaksanalyse.export.tabell import neutralise

DIN = {"nb": "Din vurdering", "nn": "Di vurdering"}


@pytest.fixture(scope="module")
def bok(vurderinger, katalog, tmp_path_factory):
    fil = tmp_path_factory.mktemp("ut") / "egen.xlsx"
    assert write_egenvurdering(iter(vurderinger), fil, katalog) == len(vurderinger)
    return openpyxl.load_workbook(fil)


def tabell(ark):
    """The rows under the heading row, by heading, and the number of the heading row."""
    rader = list(ark.iter_rows(values_only=True))
    hode = next(n for n, rad in enumerate(rader) if rad[0] == "Nr.")
    return [dict(zip(rader[hode], rad, strict=True)) for rad in rader[hode + 1 :]], hode


def test_overview_first_then_a_sheet_per_assessed_case(bok, vurderinger):
    vurderte = [v for v in vurderinger if str(v.status) == "vurdert"]
    assert bok.sheetnames[0] == "Oversikt" and bok.sheetnames[-2:] == ["Kan ikke vurderes", "Om"]
    assert len(bok.sheetnames) == len(vurderte) + 3
    assert "D1-01" in bok.sheetnames


def test_every_point_and_theme_stands_once_with_what_was_found(bok, katalog, vurderinger):
    rader, _ = tabell(bok["D1-01"])
    skjemaer = katalog.skjemaer
    nummer = Counter(rad["Nr."] for rad in rader if rad["Nr."])
    ventet = [k.nummer for k in skjemaer.krav] + [p.nummer for k in skjemaer.krav for p in k.punkter]
    assert nummer == Counter([*ventet, "T", *(f"T{n}" for n in range(1, 14))])
    funnet = [rad["Det verktøyet fant"].split(":")[0] for rad in rader if rad["Det verktøyet fant"]]
    ider = [id for k in skjemaer.krav for p in k.punkter for id in p.kriterier] + list(skjemaer.tema)
    assert funnet == [katalog.kriterier[id].navn["nb"] for id in ider]


def test_quotes_have_their_place_and_absences_where_it_was_looked_for(bok, vurderinger):
    rader, _ = tabell(bok["D1-01"])
    sak = vurderinger[0].sak
    tekst = " ".join(" ".join(d.tekst.split()) for d in sak.dokumenter)
    linjer = [linje for rad in rader for linje in (rad["Sitat og sted, eller hvor det er lett"] or "").splitlines()]
    sitater = [linje for linje in linjer if linje.startswith("«")]
    assert len(sitater) > 10
    for linje in sitater:
        sitat, sted = linje.removeprefix("«").rsplit("» (", 1)
        assert sitat in tekst and ", side " in sted
    assert any(linje.startswith("Lett i ") for linje in linjer)
    assert any(linje.startswith("Nærmest: «") and "Teller ikke: " in linje for linje in linjer)


def test_verdicts_are_empty_and_can_be_picked(bok, vurderinger):
    ark = [bok[navn] for navn in bok.sheetnames if navn not in ("Oversikt", "Kan ikke vurderes", "Om")]
    assert len(ark) == 5
    for ett in ark:
        rader, hode = tabell(ett)
        assert not [rad for rad in rader if any(rad.get(f"{din}") for din in DIN.values()) or rad["Merknad"]]
        [valg] = ett.data_validations.dataValidation
        assert str(valg.sqref).startswith(f"E{hode + 2}:E") and valg.formula1.count(",") == 3
    oversikt = list(bok["Oversikt"].iter_rows(min_row=2, values_only=True))
    egne = [n for n, navn in enumerate(oversikt[0]) if navn.startswith("Din vurdering")]
    assert len(egne) == 3
    assert {rad[n] for rad in oversikt[1:] for n in egne} == {None}


def test_overview_counts_the_themes_and_links_to_the_sheets(bok, vurderinger, katalog):
    hoder, *rader = bok["Oversikt"].iter_rows(min_row=2)
    tema = next(celle.column - 1 for celle in hoder if celle.value == "Temaene i mappen")
    sett = {rad[0].value: rad for rad in rader}
    verdier = {v.kriterium: v.grad for v in vurderinger[0].vurderinger}
    konkret = sum(verdier[id] not in katalog.kriterier[id].svake for id in katalog.skjemaer.tema)
    assert sett["D1-01"][tema].value == f"{konkret} av 13 med konkrete opplysninger"
    assert sett["D1-01"][0].hyperlink.location == "'D1-01'!A1"


def test_cases_that_cannot_be_assessed_stand_apart_with_cause_and_count(katalog, tmp_path):
    saker = [replace(v, sak=replace(v.sak, sak_id=f"S-{n}")) for n, v in enumerate([eksempler.uvurdert_sak()] * 3)]
    saker[2] = replace(saker[2], arsak="uten_vedtak")
    write_egenvurdering(saker, tmp_path / "egen.xlsx", katalog)
    bok = openpyxl.load_workbook(tmp_path / "egen.xlsx")
    assert bok.sheetnames == ["Oversikt", "Kan ikke vurderes", "Om"]
    rader = list(bok["Kan ikke vurderes"].iter_rows(values_only=True))
    assert "ikke et funn mot kontoret" in rader[1][0] and rader[2][0] == "Antall saker: 3"
    assert [rad[1] for rad in rader if isinstance(rad[1], int)] == [2, 1]
    assert {rad[0] for rad in rader} >= {"S-0", "S-1", "S-2"}


def test_no_cell_is_a_formula(bok):
    celler = [celle for ark in bok for rad in ark.iter_rows() for celle in rad if celle.value is not None]
    assert {celle.data_type for celle in celler} <= {"s", "n"}
    assert not [c for c in celler if neutralise(c.value) != c.value]
    assert any(c.value == '\'=cmd|"/C calc"!A0' for c in celler)


def test_every_sheet_is_set_up_for_print(bok):
    for ark in bok:
        assert ark.page_setup.orientation == "landscape" and str(ark.page_setup.paperSize) == "9"
        assert ark.page_setup.fitToWidth in (1, None) and ark.page_setup.fitToHeight == 0
        assert "&P" in ark.oddFooter.right.text
    _, hode = tabell(bok["D1-01"])
    assert bok["D1-01"].print_title_rows == f"${hode + 1}:${hode + 1}"


def test_names_of_sheets_are_short_and_unique(katalog, tmp_path):
    ider = ["a" * 40, "A" * 40, "Om", "x/y", "x?y", "History", "'"]
    grunn = eksempler.fasitvurdering("D1-01", katalog)
    write_egenvurdering([replace(grunn, sak=replace(grunn.sak, sak_id=id)) for id in ider], tmp_path / "e.xlsx", katalog)
    navn = openpyxl.load_workbook(tmp_path / "e.xlsx").sheetnames
    assert len({ett.casefold() for ett in navn}) == len(ider) + 3
    assert all(len(ett) <= 31 for ett in navn)


def test_each_case_is_in_its_own_language_form(bok, vurderinger):
    nynorsk = next(v for v in vurderinger if v.sak.malform == "nn" and v.sak.sak_id in bok.sheetnames)
    celler = [celle for rad in bok[nynorsk.sak.sak_id].iter_rows(values_only=True) for celle in rad]
    assert "Di vurdering" in celler and "Tilstrekkeleg kartlegging" in celler
    assert "Din vurdering" not in celler


def test_empty_run_in_nynorsk(katalog, tmp_path):
    assert write_egenvurdering([], tmp_path / "e.xlsx", katalog, "nn") == 0
    assert openpyxl.load_workbook(tmp_path / "e.xlsx").sheetnames == ["Oversyn", "Kan ikkje vurderast", "Om"]

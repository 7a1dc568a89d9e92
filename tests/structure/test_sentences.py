"""Units of a text: headings, fields, rows and sentences, and the section each stands in."""

from __future__ import annotations

import json

import pytest
from byggere import HOLDT_AV, ROT, en_oppdeling, linjer
from hypothesis import given
from hypothesis import strategies as st

_biter = st.sampled_from(
    ["Barna", "bor", "kr. 4", "nr.", "Vedtak", "§ 18", ":", ".", "!", "?", "...", "\n", "\n\n", " ", "\t", "1.2 ", "- ",
     "Å", "«", "»", "|", "VURDERING", "3.", "jf.", "a)", "\u00a0", "☒", "\r\n", "\x0b", "\x85", "…", ")"]
)  # fmt: skip
tekster = st.lists(_biter, max_size=40).map("".join) | st.text(max_size=200)


def _check_cover(tekst, setninger):
    slutt = 0
    for nummer, setning in enumerate(setninger):
        assert setning.nummer == nummer
        assert slutt <= setning.start < setning.slutt <= len(tekst)
        assert tekst[slutt : setning.start].strip() == ""
        assert tekst[setning.start : setning.slutt] == tekst[setning.start : setning.slutt].strip()
        slutt = setning.slutt
    assert tekst[slutt:].strip() == ""


@given(tekster)
def test_units_never_overlap_and_leave_nothing_out(katalog, tekst):
    _check_cover(tekst, en_oppdeling(tekst, katalog).setninger)


def test_units_cover_the_gold_cases(katalog):
    filer = [f for f in sorted((ROT / "corpora" / "fasit").glob("*-01.json")) if f.name.split("-")[0] not in HOLDT_AV]
    assert filer
    for fil in filer:
        for dokument in json.loads(fil.read_text(encoding="utf-8"))["dokumenter"]:
            _check_cover(dokument["tekst"], en_oppdeling(dokument["tekst"], katalog).setninger)


def test_an_empty_text_has_no_units(katalog):
    assert linjer(" \n\t\n", katalog) == []


@pytest.mark.parametrize(
    ("tekst", "setninger"),
    [
        ("Du får 4 500 kr. Barna bor hos deg.", ["Du får 4 500 kr.", "Barna bor hos deg."]),
        ("Samtale, 40 min. Ung mann med lue.", ["Samtale, 40 min.", "Ung mann med lue."]),
        ("Hjemmel: stl. § 18, jf. Ot.prp. nr. 103.", ["Hjemmel: stl. § 18, jf. Ot.prp. nr. 103."]),
        ("Du får 4 500 kr. i måneden. Barna bor hos deg.", ["Du får 4 500 kr. i måneden.", "Barna bor hos deg."]),
        ("Jf. stl. § 18 og fvl. § 25. Dette er vurdert.", ["Jf. stl. § 18 og fvl. § 25.", "Dette er vurdert."]),
        ("Vi dekker bl.a. klær, sko osv. Barna får det.", ["Vi dekker bl.a. klær, sko osv.", "Barna får det."]),
        ("Frå 1. januar 2025 får du meir. Det varer.", ["Frå 1. januar 2025 får du meir.", "Det varer."]),
        ("Møtet var 12.03.2025. Ho kom ikkje.", ["Møtet var 12.03.2025.", "Ho kom ikkje."]),
        ("Hva trenger barna? Vi spurte! De svarte.", ["Hva trenger barna?", "Vi spurte!", "De svarte."]),
        ("Hun sa «de trives.» Sønnen nikket.", ["Hun sa «de trives.»", "Sønnen nikket."]),
        ("Datteren går i 4. klasse på skolen.", ["Datteren går i 4. klasse på skolen."]),
        ("Barna er 4 og 7. De bor her.", ["Barna er 4 og 7.", "De bor her."]),
        ("Vi har sett på «behov … og utgifter» i saken.", ["Vi har sett på «behov … og utgifter» i saken."]),
    ],
)
def test_stops_and_abbreviations(katalog, tekst, setninger):
    assert [tekst for _, tekst in linjer(tekst, katalog)] == setninger


def test_hard_wrapped_lines_are_joined(katalog):
    tekst = "I denne saken har vi lagt vekt på at barna\nnylig har flyttet, og at\nde trenger ro. Det er\nvurdert."
    assert [t for _, t in linjer(tekst, katalog)] == [
        "I denne saken har vi lagt vekt på at barna\nnylig har flyttet, og at\nde trenger ro.",
        "Det er\nvurdert.",
    ]


def test_paragraphs_are_not_joined(katalog):
    assert len(linjer("Søkeren bor i en leilighet\n\nmed barna sine", katalog)) == 2


def test_fields_and_rows_stand_alone(katalog):
    tekst = "Barn: 2\nSkole: Ja\n- ny jakke\n☒ bolig\nHusleie\t8 000\nStrøm ........ 900\nBarna trives godt på skolen nå."
    assert [slag for slag, _ in linjer(tekst, katalog)] == ["felt", "felt", "rad", "rad", "rad", "rad", "setning"]


@pytest.mark.parametrize(
    ("overskrift", "seksjon"),
    [
        ("Barnets beste", "barn"), ("Det beste for barnet", "barn"),
        ("Begrunnelse", "vurdering"), ("Grunngiving", "vurdering"),
        ("Slik har vi vurdert saken", "vurdering"), ("Korleis vi har vurdert saka", "vurdering"),
        ("Rettslig grunnlag", "regler"), ("Rettsleg grunnlag", "regler"),
        ("Opplysninger i saken", "fakta"), ("Opplysningar i saka", "fakta"),
        ("Du kan klage", "klage"), ("Innsyn i saka", "klage"),
        ("UTREKNING", "beregning"), ("BEREGNING", "beregning"),
        ("3. Vurdering", "vurdering"), ("## Vurdering", "vurdering"), ("II. Grunngiving", "vurdering"),
        ("§ 19", "paragraf_19"),
        ("Noe helt annet", "ukjent"),
    ],
)  # fmt: skip
def test_a_heading_opens_its_section_in_both_forms(katalog, overskrift, seksjon):
    oppdeling = en_oppdeling(f"{overskrift}\n\nDette er en setning som står her.\n", katalog)
    assert [(s.slag, s.seksjon) for s in oppdeling.setninger] == [("overskrift", seksjon), ("setning", seksjon)]


def test_a_numbered_subheading_stays_in_the_section_above(katalog):
    tekst = "3. Vurdering\n\nVi vurderer.\n\n3.1 Noe om utstyr\n\nBarna får sko.\n\n4. Noe annet\n\nDette er noe annet."
    seksjoner = {en.tekst(s): s.seksjon for en in [en_oppdeling(tekst, katalog)] for s in en.setninger}
    assert seksjoner["Barna får sko."] == "vurdering"
    assert seksjoner["Dette er noe annet."] == "ukjent"


def test_a_known_subheading_opens_its_own_section(katalog):
    tekst = "3. Vurdering\n\nVi vurderer.\n\n3.1 Barnets beste\n\nBarna får sko.\n\n3.2 Noe mer her\n\nDette hører til."
    oppdeling = en_oppdeling(tekst, katalog)
    seksjoner = {oppdeling.tekst(s): s.seksjon for s in oppdeling.setninger}
    assert seksjoner["Barna får sko."] == "barn"


@pytest.mark.parametrize("linje", ["Du får 9 000 kr.", "barna bor her", "Vi har vurdert saken og kommet fram til at barna trenger ro nå for tiden"])
def test_running_text_is_no_heading(katalog, linje):
    assert linjer(f"\n{linje}\n", katalog)[0][0] == "setning"


@pytest.mark.parametrize("bit", ["barn ", "barn", "§ 18 ", "1. ", "a. B", "husleie ....... ", "x" + " " * 1500])
def test_no_unit_is_without_end(katalog, bit):
    """What is weighed against all of its unit takes no longer than the text is long."""
    tekst = (bit * 30_000)[:30_000].strip()
    setninger = en_oppdeling(tekst, katalog).setninger
    assert max(s.slutt - s.start for s in setninger) <= 4_000
    assert not any(tekst[a.slutt : b.start].strip() for a, b in zip(setninger, setninger[1:], strict=False))
    assert "".join("".join(tekst[s.start : s.slutt].split()) for s in setninger) == "".join(tekst.split())


def test_a_long_unit_is_cut_between_words(katalog):
    setninger = en_oppdeling("barnehage " * 1000, katalog).setninger
    assert {tekst for s in setninger for tekst in ("barnehage " * 1000)[s.start : s.slutt].split()} == {"barnehage"}

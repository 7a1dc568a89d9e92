"""A draft checked before it is sent: the same flags, nothing stored, nothing said of documents nobody gave."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import pytest
from byggere import ROT
from click.testing import CliRunner

from vedtaksanalyse.cli import main
from vedtaksanalyse.export.utkast import has_funn, is_whole, list_usjekket, to_post
from vedtaksanalyse.sak import Lesestatus, Saksstatus

EKSEMPLER, MODELLER = ROT / "corpora" / "eksempler", ROT / "models"
IDAG = date(2025, 3, 3)
KARTLEGGING = {"kartlegging_mangler", "samtale_ikke_holdt", "mangler_ikke_forklart", "hvert_barn_ikke_omtalt", "barnets_syn_ikke_innhentet"}
SVAKT = """VEDTAK OM ØKONOMISK STØNAD
Du har søkt om livsopphold for mars og vinterklær til barna dine på 6 og 9 år.
Søknaden om vinterklær avslås. Klær ligger i satsen.
Vi viser til notat av 12. februar 2025.
Du innvilges 9 000 kroner til livsopphold, jf. sosialtjenesteloven § 18.
Du kan klage innen tre uker.
"""
NOTAT = "Telefonnotat 12.02.2025. Ringte søker. Spurte om kontoutskrift. Ikke noe nytt.\n"
pytestmark = pytest.mark.skipif(
    not all((MODELLER / navn / "modellkort.json").exists() for navn in ("kriterier", "norsk", "malform")), reason="models are not trained"
)


@pytest.fixture(autouse=True)
def arbeidsmappe(tmp_path, monkeypatch):
    for navn in [navn for navn in os.environ if navn.startswith("VEDTAKSANALYSE_")]:
        monkeypatch.delenv(navn)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def sjekk(*argumenter: object, inn: bytes | None = None):
    return CliRunner().invoke(main, ["sjekk-utkast", *map(str, argumenter)], input=inn)


def flagg(vurdering) -> set[str]:
    return {f.id for f in vurdering.flagg}


@pytest.mark.parametrize(
    ("fil", "malform"),
    [("2024-11873/vedtak.pdf", "nb"), ("2024-00931/vedtak.docx", "nn"), ("2025-00073/vedtak.txt", "nb")],
)
def test_every_format_is_answered_in_its_own_language_form(motor, fil, malform):
    vurdering = motor.check_utkast((EKSEMPLER / fil).read_bytes(), idag=IDAG)
    post = to_post(vurdering, motor.katalog)
    assert (post["status"], post["malform"], vurdering.risiko, vurdering.merker, vurdering.pii) == ("vurdert", malform, None, (), ())
    regler = {regel.id: regel for regel in motor.katalog.flagg}
    for ett in post["mangler"]:
        assert ett["tekst"].startswith(regler[ett["id"]].tekst[malform].rstrip(".")) and ett["neste"] == regler[ett["id"]].neste[malform]
        for belegg in ett["belegg"]:
            assert vurdering.sak.dokument(belegg["dok_id"]).tekst[belegg["start"] : belegg["slutt"]] == belegg["sitat"]


def test_without_notes_nothing_is_said_of_what_they_could_show(motor):
    alene = motor.check_utkast(SVAKT.encode(), idag=IDAG)
    assert not flagg(alene) & KARTLEGGING
    usjekket = {k.id for k in list_usjekket(alene, motor.katalog)}
    assert "kartlegging.internett" in usjekket
    assert all(motor.katalog.kriterier[navn].dokumenter != {"vedtak"} for navn in usjekket)
    med = motor.check_utkast(SVAKT.encode(), [NOTAT.encode()], IDAG)
    assert flagg(med) & KARTLEGGING
    assert list_usjekket(med, motor.katalog) == []


def test_a_folder_is_never_taken_to_be_whole(motor):
    hele = {r.id for r in motor.katalog.flagg if any(motor.katalog.fakta[f].fravaer for f in r.fakta)}
    assert "dokument_ikke_i_mappen" in hele
    for notater in ([], [NOTAT.replace("12.02", "11.02").encode()]):
        assert not flagg(motor.check_utkast(SVAKT.encode(), notater, IDAG)) & hele


def test_the_vedtak_itself_is_judged_as_in_a_case(motor):
    vurdering = motor.check_utkast(SVAKT.encode(), idag=IDAG)
    assert {"barn_ikke_vurdert", "paragraf_19_ikke_provd"} <= flagg(vurdering)
    assert has_funn(vurdering) and is_whole(vurdering)
    [ett] = [f for f in to_post(vurdering, motor.katalog)["mangler"] if f["id"] == "barn_ikke_vurdert"]
    assert "Ett trinn opp" in ett["trinn"]


@pytest.mark.parametrize(("hode", "dato"), [("", IDAG), ("Nav Eksempel\n14. januar 2025\n", date(2025, 1, 14))])
def test_an_undated_draft_is_of_today(motor, hode, dato):
    assert motor.check_utkast((hode + SVAKT).encode(), idag=IDAG).sak.vedtaksdato == dato


@pytest.mark.parametrize(
    ("data", "status", "arsak"),
    [
        (b"", Lesestatus.TOM, "vedtak_uleselig"),
        (b"%PDF-1.4 ikke mer", Lesestatus.UFULLSTENDIG, "vedtak_uleselig"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(60), Lesestatus.FEIL_TYPE, "vedtak_uleselig"),
        (b"x" * 101, Lesestatus.FOR_STOR, "vedtak_uleselig"),
    ],
    ids=str,
)
def test_a_draft_that_cannot_be_read_is_no_finding(motor, data, status, arsak):
    from dataclasses import replace

    from vedtaksanalyse.reading import Grenser

    vurdering = replace(motor, grenser=Grenser(bytes=100)).check_utkast(data, idag=IDAG)
    assert (vurdering.status, vurdering.arsak, vurdering.flagg) == (Saksstatus.KAN_IKKE_VURDERES, arsak, ())
    assert vurdering.sak.kilder[0].status == status
    assert not is_whole(vurdering)


def test_a_note_that_cannot_be_read_counts_as_not_given(motor):
    vurdering = motor.check_utkast(SVAKT.encode(), [b"%PDF-1.4 ikke mer", NOTAT.encode()], IDAG)
    assert vurdering.status == Saksstatus.VURDERT
    assert not flagg(vurdering) & KARTLEGGING
    assert [ett["status"] for ett in to_post(vurdering, motor.katalog)["ikke_lest"]] == ["ufullstendig"]


@pytest.mark.parametrize(
    ("argumenter", "inn", "kode"),
    [
        ([EKSEMPLER / "2025-00687" / "vedtak.pdf"], None, 0),
        ([EKSEMPLER / "2024-11873" / "vedtak.pdf"], None, 4),
        (["-"], SVAKT.encode(), 4),
        (["-", "--notat", EKSEMPLER / "2024-11873" / "notat1.txt"], SVAKT.encode(), 4),
        (["-"], b"%PDF-1.4 ikke mer", 3),
        ([EKSEMPLER / "2024-06642" / "vedtak.pdf"], None, 3),
    ],
    ids=str,
)
@pytest.mark.parametrize("som_json", [False, True], ids=["tekst", "json"])
@pytest.mark.usefixtures("delt_motor")
def test_exit_codes_and_that_nothing_is_written(arbeidsmappe, monkeypatch, caplog, argumenter, inn, kode, som_json):
    monkeypatch.setenv("VEDTAKSANALYSE_DATABASE", f"sqlite:///{arbeidsmappe / 'lager.sqlite'}")
    monkeypatch.setenv("TMPDIR", str(arbeidsmappe))
    monkeypatch.setenv("VEDTAKSANALYSE_MAKS_OCR_SIDER", "0")
    svar = sjekk(*argumenter, *(["--json"] if som_json else []), inn=inn)
    assert svar.exit_code == kode, svar.output
    assert list(arbeidsmappe.iterdir()) == []
    assert (svar.stderr, caplog.text) == ("", "")
    if som_json:
        post = json.loads(svar.stdout)
        assert bool(post["mangler"]) == (kode == 4)
        assert bool(post["arsak"]) == (kode == 3)
    else:
        assert ("før vedtaket sendes" in svar.stdout) == (kode == 4)
        assert "Ingenting er lag" in svar.stdout


def test_an_engine_loaded_for_one_draft_writes_nothing_either(arbeidsmappe, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(arbeidsmappe))
    monkeypatch.setenv("VEDTAKSANALYSE_MAKS_OCR_SIDER", "0")
    svar = sjekk("-", inn=SVAKT.encode())
    assert (svar.exit_code, svar.stderr, list(arbeidsmappe.iterdir())) == (4, "", [])


SAMTALE = "Samtale med mor 3. februar. Eldste mangler sko. Barna er ikke spurt. Mor sier at det er kaldt hjemme. Avtalt ny samtale om to uker."


@pytest.mark.parametrize("tekst", ["Hei", "Klær ligger i satsen.", "Du får ikke sko.", SAMTALE, SAMTALE * 3], ids=range(5))
@pytest.mark.usefixtures("delt_motor")
def test_what_is_no_vedtak_is_not_checked_as_one(motor, tekst):
    vurdering = motor.check_utkast(tekst.encode(), idag=IDAG)
    assert (vurdering.status, vurdering.arsak, vurdering.flagg) == (Saksstatus.KAN_IKKE_VURDERES, "ikke_vedtak", ())
    assert motor.check_utkast(tekst.encode(), idag=IDAG, likevel=True).status == Saksstatus.VURDERT
    svar = sjekk("-", inn=tekst.encode())
    assert svar.exit_code == 6 and "ser ikk" in svar.stdout and "--notat" in svar.stdout


@pytest.mark.parametrize(
    ("tekst", "valgt", "malform", "usikker"),
    [("Hei", "", "nb", True), ("Hei", "nn", "nn", False), (SVAKT, "", "nb", False), (SVAKT, "nn", "nn", False)],
)
@pytest.mark.usefixtures("delt_motor")
def test_the_language_form_of_a_short_text_is_not_guessed(motor, tekst, valgt, malform, usikker):
    post = to_post(motor.check_utkast(tekst.encode(), idag=IDAG, malform=valgt), motor.katalog)
    assert (post["malform"], post["malform_usikker"]) == (malform, usikker)
    assert ("for kort til å kjenne" in " ".join(sjekk("-", *(["--malform", valgt] if valgt else []), inn=tekst.encode()).stdout.split())) is usikker


@pytest.mark.usefixtures("delt_motor")
def test_a_broken_draft_is_not_said_to_be_tried_again():
    for malform in ("nb", "nn"):
        ut = " ".join(sjekk("-", "--malform", malform, inn=b"%PDF-1.4 ikke mer").stdout.split())
        assert "sjekk igjen" in ut and "neste k" not in ut


@pytest.mark.usefixtures("delt_motor")
def test_one_card_a_chain_and_an_honest_count(motor):
    vurdering = motor.check_utkast(SVAKT.encode(), [NOTAT.encode()], IDAG)
    post = to_post(vurdering, motor.katalog)
    sikre = [f for f in post["mangler"] if not f["hint"]]
    rotter = [f for f in sikre if f["henger_sammen_med"] is None]
    assert post["antall"] == {"kjeder": len(rotter), "flagg": len(sikre), "hint": len(post["mangler"]) - len(sikre)}
    assert len({f["kjede"] for f in rotter}) == len(rotter) < len(sikre)
    assert {f["henger_sammen_med"] for f in sikre} - {None} <= {f["id"] for f in rotter}
    kort, alt = (" ".join(sjekk("-", "--notat", "notat.txt", *valg, inn=SVAKT.encode()).stdout.split()) for valg in _med_notat())
    assert kort.count("•") == len(rotter) and alt.count("•") == len(post["mangler"])
    assert kort.startswith(f"{len(sikre)} ting å se på") and f"kjeder: {len(rotter)})" in kort
    assert kort.count("Henger sammen med") == sum(any(f["henger_sammen_med"] == rot["id"] for f in sikre) for rot in rotter)


def _med_notat():
    Path("notat.txt").write_text(NOTAT, encoding="utf-8")
    return [], ["--alt"]


@pytest.mark.parametrize("vedtak", ["Du får 9 000 kroner til livsopphold.", "De får 9 000 kroner til livsopphald."])
def test_what_was_not_decided_is_named_and_quoted(motor, vedtak):
    tekst = SVAKT.replace("vinterklær til barna dine på 6 og 9 år", "briller til sønnen din på 9 år").replace(
        "Søknaden om vinterklær avslås. Klær ligger i satsen.\n", ""
    )
    [ett] = [f for f in to_post(motor.check_utkast(tekst.encode(), idag=IDAG), motor.katalog)["mangler"] if f["id"] == "soknad_ikke_avgjort"]
    assert ett["tekst"].endswith("avgjort: briller.") and ett["feil"]
    assert [b["sitat"] for b in ett["belegg"]] == ["Du har søkt om livsopphold for mars og briller til sønnen din på 9 år."]


def test_no_result_is_recommended(motor):
    for data in (SVAKT.encode(), *(fil.read_bytes() for fil in sorted(EKSEMPLER.glob("*/vedtak.txt")))):
        ord_ = json.dumps([(f["tekst"], f["neste"], f["trinn"]) for f in to_post(motor.check_utkast(data), motor.katalog)["mangler"]])
        for rad in ("bør innvilges", "bør avslås", "skal innvilges", "må innvilges", "bør omgjøres", "ugyldig"):
            assert rad not in ord_

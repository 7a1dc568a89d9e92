from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from byggere import en_sak, et_dokument
from delt import get_katalog
from rich.console import Console

from vedtaksanalyse.export.ko import make_ko, print_ko, to_post
from vedtaksanalyse.export.risikoord import explain_risiko
from vedtaksanalyse.sak import Korad, Saksrisiko, Saksstatus, Saksvurdering, Versjoner

IDAG = date(2024, 6, 1)
RISIKO = Saksrisiko(20, 4, 5, ("barnet", "avslag"), True, ("avslag",), date(2024, 6, 20))
RADER = [
    Korad("B", "Nav A", Saksstatus.VURDERT, "", date(2024, 5, 2), Saksrisiko(4, 2, 2, ("niva",)), False, ("niva_ikke_begrunnet",)),
    Korad("A", "Nav A", Saksstatus.VURDERT, "", date(2024, 5, 3), RISIKO, True, ("paragraf_19_ikke_provd", "barn_ikke_vurdert", "soknad_ikke_avgjort")),
    Korad("C", "Nav A", Saksstatus.VURDERT, "", date(2024, 5, 3)),
    Korad("D", "", Saksstatus.KAN_IKKE_VURDERES, "krever_ocr"),
    Korad("E", "", Saksstatus.KAN_IKKE_VURDERES, "krever_ocr"),
    Korad("F", "", Saksstatus.KAN_IKKE_VURDERES, "malform"),
]  # fmt: skip


@pytest.fixture(scope="module")
def katalog():
    """The real catalogue, whose flags and chains the rows name."""
    return get_katalog()


def vis(maks, katalog, malform="nb", bredde=120, idag=IDAG):
    ut = io.StringIO()
    print_ko(make_ko(RADER, maks, idag), katalog, Console(file=ut, width=bredde), malform)
    return ut.getvalue()


def test_cases_that_could_not_be_assessed_stand_apart_with_cause_and_count(katalog):
    ko = make_ko(RADER, None, IDAG)
    assert [rad.sak_id for rad in ko.saker] == ["A", "B"]
    assert (ko.flere, ko.uten_flagg, ko.arsaker) == (0, 1, [("krever_ocr", 2), ("malform", 1)])
    ut = vis(None, katalog)
    assert "Kan ikke vurderes (sier ikke noe om vedtaket): 3" in ut
    assert "2: En side i saken er skannet" in ut


@pytest.mark.parametrize("malform", ["nb", "nn"])
def test_the_reason_is_in_words(katalog, malform):
    rad = to_post(make_ko(RADER, 1, IDAG), katalog, malform)["ko"][0]
    ord_ = " ".join(rad["hvorfor"])
    assert {"nb": "noe er avslått", "nn": "noko er avslått"}[malform] in ord_
    assert "20.06.2024" in ord_ and {"nb": "Klagen", "nn": "Klaga"}[malform] in ord_
    ut = " ".join(vis(1, katalog, malform).split())
    assert "20 (4 × 5)" in ut
    assert {"nb": "1 vedtak til står", "nn": "1 vedtak til står"}[malform] in ut


@pytest.mark.parametrize(
    ("malform", "rad", "samlet"),
    [("nb", "holdt tilbake: 2", "Saker med dokumenter som holdes tilbake"), ("nn", "halde tilbake: 2", "Saker med dokument som blir haldne tilbake")],
)
def test_cases_with_documents_held_back_are_marked(katalog, malform, rad, samlet):
    ko = make_ko(RADER, None, IDAG, {"B": 2, "D": 1, "of another office": 4})
    post = to_post(ko, katalog, malform)
    assert [ett["tilbakeholdt"] for ett in post["ko"]] == [0, 2] and post["tilbakeholdt"] == {"saker": 2, "dokumenter": 3}
    ut = io.StringIO()
    print_ko(ko, katalog, Console(file=ut, width=200), malform)
    linjer = " ".join(ut.getvalue().split())
    assert linjer.count(rad) == 1 and f"{samlet} på grunn av personopplysn" in linjer
    assert "tilbake" not in vis(None, katalog, malform)


def test_linked_flags_are_told_once(katalog):
    ut = vis(1, katalog)
    assert ut.count("•") == 2
    assert "sosialtjenesteloven" in ut and "Saken berører barn" in ut and "søkt om" not in ut


LANGT = "Nav Ytre Storvik, Kvernelva og Nedre Sandfjordvassdraget interkommunale"


@pytest.mark.parametrize("bredde", [80, 120])
def test_a_long_name_of_an_office_leaves_room_for_the_reasons(katalog, monkeypatch, bredde):
    monkeypatch.setitem(globals(), "RADER", [replace(rad, kontor=LANGT, sak_id="2025-00119-interkommunalt-8") for rad in RADER])
    linjer = vis(None, katalog, bredde=bredde).splitlines()
    assert max(map(len, linjer)) <= bredde
    hvorfor = min(linje.index("Hvorfor") for linje in linjer if "Hvorfor" in linje)
    ord_ = {ord_ for linje in linjer for ord_ in linje[hvorfor:].split()}
    assert {"sosialtjenesteloven", "konsekvensen:"} <= ord_  # whole words, not one letter to a line
    assert set(LANGT.split()) <= {ord_ for linje in linjer for ord_ in linje[:hvorfor].split()}


@pytest.mark.parametrize(
    ("idag", "malform", "ventet"),
    [
        (date(2024, 6, 20), "nb", ""),
        (date(2024, 6, 21), "nb", "Fristen gikk ut i går."),
        (date(2024, 6, 21), "nn", "Fristen gjekk ut i går."),
        (date(2024, 7, 20), "nb", "Fristen gikk ut for 30 dager siden."),
        (date(2024, 7, 20), "nn", "Fristen gjekk ut for 30 dagar sidan."),
    ],
)
@pytest.mark.parametrize("venter_svar", [True, False])
def test_a_deadline_that_is_out_is_said_so(katalog, idag, malform, ventet, venter_svar):
    rader = [replace(RADER[1], venter_svar=venter_svar)]
    rad = to_post(make_ko(rader, None, idag), katalog, malform)["ko"][0]
    assert rad["frist_ute"] is bool(ventet)
    assert rad["hvorfor"][-1].endswith(ventet or "20.06.2024." if venter_svar or ventet else "vedtakets dato.")
    assert ("Fristen" in rad["hvorfor"][-1]) is bool(ventet)
    assert ventet in " ".join(vis(None, katalog, malform, 200, idag).split())


@pytest.mark.parametrize(("malform", "ord_"), [("nb", "ikke funnet noen dato på vedtaket"), ("nn", "ikkje funne nokon dato på vedtaket")])
def test_an_undated_vedtak_is_judged_by_the_law_of_today_and_says_so(katalog, malform, ord_):
    udatert = Korad("U", "Nav A", Saksstatus.VURDERT, "", None, replace(RISIKO, frist=None))
    assert ord_ in to_post(make_ko([udatert], None, IDAG), katalog, malform)["ko"][0]["hvorfor"][-1]
    vurdering = Saksvurdering(en_sak(et_dokument("Vedtak.", "vedtak")), Saksstatus.VURDERT, Versjoner("k", "k", "m"), risiko=udatert.risiko)
    assert ord_ in explain_risiko(vurdering, katalog, malform, IDAG)[-1]
    assert ord_ not in " ".join(to_post(make_ko([RADER[1]], None, IDAG), katalog, malform)["ko"][0]["hvorfor"])


def test_a_case_of_a_report_has_its_deadline_held_against_the_day(katalog):
    sak = en_sak(et_dokument("Vedtak.", "vedtak"))
    vurdering = Saksvurdering(sak, Saksstatus.VURDERT, Versjoner("k", "k", "m"), risiko=RISIKO)
    assert "Fristen" not in " ".join(explain_risiko(vurdering, katalog, "nb", IDAG))
    assert explain_risiko(vurdering, katalog, "nb", date(2024, 6, 22))[-1].endswith("Fristen gikk ut for 2 dager siden.")
    assert explain_risiko(vurdering, katalog, "nn")[-1].endswith("dagar sidan.")

from __future__ import annotations

import io
from datetime import date

import pytest
from rich.console import Console

from vedtaksanalyse.export.ko import make_ko, print_ko, to_post
from vedtaksanalyse.kriterier import load_katalog
from vedtaksanalyse.sak import Korad, Saksrisiko, Saksstatus

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
    return load_katalog()


def vis(maks, katalog, malform="nb"):
    ut = io.StringIO()
    print_ko(make_ko(RADER, maks, IDAG), katalog, Console(file=ut, width=120), malform)
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


def test_linked_flags_are_told_once(katalog):
    ut = vis(1, katalog)
    assert ut.count("•") == 2
    assert "sosialtjenesteloven" in ut and "Saken berører barn" in ut and "søkt om" not in ut

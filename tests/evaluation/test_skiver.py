"""Slices of gold cases: each case falls where its texts and gold say."""

from __future__ import annotations

from dataclasses import replace

import pytest
from byggere import en_oppdeling, en_sak, et_dokument

from vedtaksanalyse.evaluation.fasit import Fasitsak
from vedtaksanalyse.evaluation.skiver import VALG, find_skiver, find_stil
from vedtaksanalyse.structure import divide_sak

SETNING = "Vi har vurdert at du kan dekke klærne av stønaden du får fra før."
SKJEMA = "Navn: NN\nBarn: 2\nHusleie: 9 800\nStrøm: 900\nInntekt: 4 000\n"
STILER = VALG["stil"]


def _case(katalog, tekst: str, barn: int | None = 2, typer=("ny",), malform: str = "nb", sak_id: str = "A-1"):
    sak = replace(en_sak(et_dokument(tekst), malform=malform), sak_id=sak_id, kontor=sak_id.split("-")[0])
    fasit = {"barn": {"grad": "nei"} if barn is None else {"grad": "ja", "antall": barn}, "sakstype": {"verdi": list(typer)}}
    return Fasitsak(sak, fasit, False, ()), divide_sak(sak, katalog)


def _places(katalog, *args, **valg) -> dict[str, set[str]]:
    fasitsak, oppdelt = _case(katalog, *args, **valg)
    ut: dict[str, set[str]] = {}
    for skive in find_skiver([fasitsak], [oppdelt], katalog):
        assert skive.saker == {fasitsak.sak.sak_id}
        ut.setdefault(skive.deling, set()).add(skive.navn)
    return ut


@pytest.mark.parametrize(
    ("tekst", "stil"),
    [
        (SKJEMA, "skjema"),
        ("Avslag gitt. Klær dekkes av norm. Ingen særlige grunner. Kan klage.\n", "telegram"),
        (SETNING + " " + SETNING + "\n\n" + SETNING + "\n", "brev"),
        (f"Vurdering\n{SETNING}\n\nResultat\n{SETNING}\n\nKlage\n{SETNING}\n", "delt"),
        ("", "skjema"),
    ],
)
def test_the_form_of_writing(katalog, tekst, stil):
    assert find_stil([en_oppdeling(tekst, katalog)]) == STILER[stil]["navn"]


@pytest.mark.parametrize(("ord_", "plass"), [(149, 0), (150, 1), (299, 1), (300, 2), (449, 2), (450, 3)])
def test_length_counts_the_words_of_the_decision(katalog, ord_, plass):
    assert _places(katalog, "barn " * ord_)["lengde"] == {VALG["lengde"]["navn"][plass]}


@pytest.mark.parametrize(("antall", "navn"), [(None, "ingen barn"), (0, "barn, antall 0"), (1, "ett barn"), (2, "to barn"), (7, "tre barn eller flere")])
def test_children(katalog, antall, navn):
    assert _places(katalog, SETNING, barn=antall)["barn"] == {navn}


def test_office_language_form_and_kinds_of_case(katalog):
    steder = _places(katalog, SETNING, malform="nn", typer=("ny", "hast"), sak_id="B7-12")
    assert steder["kontor"] == {"B7"}
    assert steder["malform"] == {"nynorsk"}
    assert steder["sakstype"] == {"ny søker", "hastesak"}


def test_text_quality_is_that_of_the_worst_document(katalog):
    god, darlig = SETNING * 6, ("Vi hxr vurdexrt zt du kqn dekwe klzrne av stznadxen " * 8)
    assert "tekstkvalitet" not in _places(katalog, SETNING), "too short to judge"
    assert _places(katalog, god)["tekstkvalitet"] == {VALG["tekstkvalitet"]["navn"][2]}
    sak = en_sak(et_dokument(god), et_dokument(darlig, "journalnotat"))
    fasitsak, _ = _case(katalog, god)
    skiver = find_skiver([replace(fasitsak, sak=sak)], [divide_sak(sak, katalog)], katalog)
    assert [s.navn for s in skiver if s.deling == "tekstkvalitet"] == [VALG["tekstkvalitet"]["navn"][0]]


def test_cases_of_a_kind_are_together(katalog):
    par = [_case(katalog, SETNING, sak_id=f"{kontor}-{nr}") for kontor in "AB" for nr in (1, 2)]
    skiver = {(s.deling, s.navn): s.saker for s in find_skiver([f for f, _ in par], [o for _, o in par], katalog)}
    assert skiver["kontor", "A"] == {"A-1", "A-2"}
    assert skiver["malform", "bokmål"] == {"A-1", "A-2", "B-1", "B-2"}


def test_every_limit_has_its_names():
    for deling in ("lengde", "tekstkvalitet", "barn"):
        assert len(VALG[deling]["navn"]) == len(VALG[deling]["grenser"]) + 1
        assert sorted(VALG[deling]["grenser"]) == VALG[deling]["grenser"]

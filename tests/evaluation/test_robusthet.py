"""Rougher texts: what each distortion does, and that it does the same every time."""

from __future__ import annotations

from difflib import SequenceMatcher

import pytest
from delt import get_katalog

from vedtaksanalyse.evaluation.fasit import Fasitsak
from vedtaksanalyse.evaluation.robusthet import distort, forvrengninger
from vedtaksanalyse.sak import Dokument, Sak

TEKST = "VEDTAK\n\nVurdering\nBarna trenger vinterklær og skolesekk i år.\n\nResultat\nDu får 3 000 kroner til klær.\n"
ALLE = forvrengninger(get_katalog())


def forvreng(navn: str, slag: str = "vedtak") -> str:
    sak = Sak("X-1", (), (Dokument("d", slag, TEKST),), "nb", "X")
    return distort([Fasitsak(sak, {}, False, ())], ALLE[navn])[0].sak.dokumenter[0].tekst


@pytest.mark.parametrize("navn", ALLE)
def test_every_distortion_changes_the_text_the_same_way_each_time(navn):
    if navn not in ("ocr", "skrivefeil", "stokket"):
        assert forvreng(navn) != TEKST
    assert forvreng(navn) == forvreng(navn)


def test_headings_go_and_sentences_stay():
    tekst = forvreng("uten overskrifter")
    assert "Vurdering" not in tekst and "Resultat" not in tekst
    assert "Barna trenger vinterklær" in tekst and "3 000 kroner" in tekst


def test_shuffling_keeps_every_paragraph():
    assert sorted(forvreng("stokket").split("\n\n")) == sorted(TEKST.split("\n\n"))


def test_a_foreign_template_replaces_headings_of_decisions_only():
    tekst = forvreng("fremmed mal")
    assert "\nVurdering\n" not in tekst and "\nB. DET VI VET\n" in tekst
    assert "Barna trenger vinterklær" in tekst
    assert forvreng("fremmed mal", "journalnotat") == TEKST


@pytest.mark.parametrize("navn", ["ocr", "skrivefeil"])
def test_noise_is_felt_and_is_not_ruin(navn):
    lang = Dokument("d", "vedtak", " ".join(f"Barn {nr} trenger vinterklær og skolesekk i høst." for nr in range(60)))
    sak = Sak("X-1", (), (lang,), "nb", "X")
    ny = distort([Fasitsak(sak, {}, False, ())], ALLE[navn])[0].sak.dokumenter[0].tekst
    assert 0.90 < SequenceMatcher(None, lang.tekst, ny, autojunk=False).ratio() < 0.995

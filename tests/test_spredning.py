"""Names in the other documents of a case. [[…]] marks what is to be found there, once «Kari Bergli» and others are known."""

from __future__ import annotations

import re

import pytest

from vedtaksanalyse.pii.find import find_pii
from vedtaksanalyse.pii.spredning import spread_navn
from vedtaksanalyse.sak import Dokument

KJENT = "Navn: Kari Bergli\nNavn: Liv Bergli\nUtleier Trygve Sandmoen ringte.\n"


@pytest.mark.parametrize(
    "tekst",
    [
        "Samtale med [[Bergli]] på kontoret.",
        "Møtte [[Kari Bergli]]; [[Bergli]]s sønn var med.",
        "Notat: [[BERGLI]] har ikke levert.",
        "[[Sandmoen]] vil ha husleien.",
        "Avtale med [[Bergli]].\n[[Bergli]] ringer tilbake.",
        "Nav Bergli, Bergli kommune og Bergli 14 er ikke personer.",
        "Familien flyttet fra Bergli i mai, og bor på Sandmoen.",
        "Liv og helse er viktig.\nLiv: se over.",
        "bergli og sandmoen er ord uten stor bokstav, Berglien og Storbergli andre ord.",
        "[Bergli] er en plassholder, og x@Bergli.no en adresse.",
    ],
)
def test_names_known_from_another_document(tekst):
    umerket = re.sub(r"\[\[|\]\]", "", tekst)
    dokumenter = [Dokument("a", "vedtak", KJENT), Dokument("b", "journalnotat", umerket)]
    funn = find_pii(dokumenter[0], None)
    assert {dokumenter[0].sitat(f.belegg) for f in funn} == {"Kari Bergli", "Liv Bergli", "Trygve Sandmoen"}
    alle = spread_navn(dokumenter, funn)
    assert {f for f in alle if f.belegg.dok_id == "a"} == set(funn)
    assert [dokumenter[1].sitat(f.belegg) for f in alle if f.belegg.dok_id == "b"] == re.findall(r"\[\[(.*?)\]\]", tekst)
    assert spread_navn(dokumenter, alle) == alle, "nothing is found twice"


def test_without_names_there_is_nothing_to_spread():
    dokumenter = [Dokument("a", "vedtak", "Tlf 412 34 567"), Dokument("b", "annet", "Hei")]
    funn = find_pii(dokumenter[0], None)
    assert spread_navn(dokumenter, funn) == funn

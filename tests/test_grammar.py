"""The door to the language pipeline: names, sentences, lemmas and reach of negation, in plain types."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from vedtaksanalyse.detection.grammar import load_sprak
from vedtaksanalyse.errors import Modellfeil
from vedtaksanalyse.kriterier.katalog import KATALOGMAPPE
from vedtaksanalyse.tekster import feiltekst

NEKTET = tomllib.loads((KATALOGMAPPE / "felles" / "kontekst.toml").read_text(encoding="utf-8"))["nektet"]

NEGATIONS = [
    (True, "[[Barnets beste]] er ikke vurdert i saken."),
    (True, "Vi har ikke vurdert [[barnas behov]]."),
    (True, "Kommunen har ikkje vurdert [[behova til barna]]."),
    (True, "Det er ingen [[opplysninger om barna]] i søknaden."),
    (True, "Vedtaket er fattet uten [[vurdering]] av barna."),
    (False, "Vi har vurdert [[barnas behov]]."),
    (False, "[[Barnets beste]] er vurdert, men boutgiftene er ikke dokumentert."),
    (False, "Du har ikke levert kontoutskrift, og [[barnas behov]] er vurdert etter satsene."),
    (False, "Vi har ikke bare vurdert satsen, men også [[barnas behov]]."),
    (False, "Fordi du ikke har levert kontoutskrift, er [[søknaden]] avslått."),
]


@pytest.mark.parametrize(("nektet", "merket"), NEGATIONS)
def test_reach_of_negation(sprak, nektet, merket):
    start, slutt = merket.index("[["), merket.index("]]") - 2
    tekst = re.sub(r"\[\[|\]\]", "", merket)
    assert sprak.negated([tekst], [(start, slutt)], set(NEKTET["foran"]), NEKTET["unntak"]) == [nektet]


def test_names_are_spans_of_the_text(sprak):
    tekster = ["I går snakket vi med Kari Nordmann i Drammen.", "Det er sendt brev."]
    funn = sprak.names(tekster)
    assert [type(f) for f in funn[0][0]] == [int, int, str]
    assert "Kari Nordmann" in [tekster[0][a:b] for a, b, etikett in funn[0] if etikett == "PER"]
    assert funn[1] == []


def test_placeholders_are_never_persons(sprak):
    tekst = "Vi har snakket med [Søker], [barn 1], NN og XXXX om saken til [sladdet]."
    merket = {tekst[a:b]: etikett for a, b, etikett in sprak.names([tekst])[0]}
    assert {k: merket.get(k) for k in ("[Søker]", "[barn 1]", "NN", "XXXX", "[sladdet]")} == dict.fromkeys(
        ("[Søker]", "[barn 1]", "NN", "XXXX", "[sladdet]"), "PLASSHOLDER"
    )


def test_sentences_and_lemmas(sprak):
    tekst = "Barna bor hos mor. Søkeren ringte ifm. husleia."
    assert [tekst[a:b] for a, b in sprak.sentences([tekst])[0]] == ["Barna bor hos mor.", "Søkeren ringte ifm. husleia."]
    lemmaer = {tekst[a:b]: (lemma, klasse) for a, b, lemma, klasse in sprak.lemmas([tekst])[0]}
    assert lemmaer["Barna"] == ("barn", "NOUN")
    assert lemmaer["ringte"] == ("ringe", "VERB")


def test_nothing_in_nothing_out(sprak):
    assert sprak.names([]) == sprak.sentences([]) == sprak.negated([], [], {"ikke"}) == []
    assert sprak.names([""]) == [[]]


@Language.component("forbudt")
def _forbidden(doc):
    raise AssertionError("a component that was not needed ran")


def test_a_pipeline_of_another_make_works_and_only_what_is_needed_runs(tmp_path):
    nlp = spacy.blank("nb")
    nlp.add_pipe("entity_ruler", name="ner").add_patterns([{"label": "PER", "pattern": "Kari"}])
    nlp.add_pipe("sentencizer", name="parser")
    nlp.add_pipe("forbudt", name="tok2vec")
    nlp.add_pipe("forbudt", name="attribute_ruler")
    nlp.to_disk(tmp_path / "nb_core_news_sm")
    sprak = load_sprak(tmp_path / "nb_core_news_sm")
    assert sprak.names(["Ja, Kari kom."]) == [[(4, 8, "PER")]]
    assert sprak.sentences(["Ja. Nei."]) == [[(0, 3), (4, 8)]]


@pytest.mark.parametrize("navn", ["/finnes/ikke", "nb_core_news_ingen"])
def test_a_missing_pipeline_is_a_named_failure_with_a_norwegian_text(navn):
    with pytest.raises(Modellfeil) as feil:
        load_sprak(navn)
    assert feil.value.kode == "modell_mangler"
    assert Path(navn).name in feiltekst(feil.value, "nb")
    assert feiltekst(feil.value, "nb") != feiltekst(feil.value, "nn")


def test_a_broken_pipeline_is_a_named_failure(tmp_path):
    (tmp_path / "meta.json").write_text('{"lang": "nb", "pipeline": []}', encoding="utf-8")
    (tmp_path / "config.cfg").write_text("[nlp]\nlang = 3\n", encoding="utf-8")
    with pytest.raises(Modellfeil) as feil:
        load_sprak(tmp_path)
    assert feil.value.kode == "modell_ubrukelig"

"""The shipped language pipeline: its contract, its tokenizer, its card. Quality is measured by the recipe, not here."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

import pytest
import spacy

from vedtaksanalyse.learning.ordliste import read_ord
from vedtaksanalyse.learning.trebank import read_trebank
from vedtaksanalyse.learning.variasjon import drop_stop, fold, hide_persons, lower, misread, swap_names, upper, vary

MODELL = Path(__file__).parents[1] / "models" / "norsk"
ORD = read_ord()
NAVNETYPER = {"PER", "ORG", "GPE_LOC", "GPE_ORG", "LOC", "PROD", "EVT", "DRV", "MISC"}


@pytest.fixture(scope="module")
def nlp():
    return spacy.load(MODELL)


@pytest.mark.parametrize(
    ("malform", "tekst"),
    [
        ("nb", "Kommunen vurderte barnas behov. Søknaden ble innvilget."),
        ("nn", "Kommunen vurderte behova til barna. Søknaden vart innvilga."),
    ],
)
def test_gives_all_that_a_core_news_pipeline_gives(nlp, malform, tekst):
    doc = nlp(tekst)
    assert len(list(doc.sents)) == 2
    assert all(t.pos_ and t.lemma_ and t.dep_ for t in doc)
    ord_ = {t.text: t for t in doc}
    assert ord_["vurderte"].pos_ == "VERB" and ord_["vurderte"].dep_ == "ROOT"
    assert ord_["vurderte"].morph.get("Tense") == ["Past"]
    assert ord_["vurderte"].lemma_ == "vurdere"
    assert ord_["Kommunen"].lemma_ == "kommune" and ord_["Kommunen"].dep_ == "nsubj"


def test_needs_no_code_of_ours_and_knows_the_name_types(nlp):
    assert {"tok2vec", "morphologizer", "parser", "lemmatizer", "ner"} <= set(nlp.pipe_names)
    assert set(nlp.get_pipe("ner").labels) <= NAVNETYPER
    assert "vedtaksanalyse" not in (MODELL / "config.cfg").read_text(encoding="utf-8")


HAKEPLASSHOLDERE = ["[Søker]", "[barn 1]", "[Søkjar 2]", "[navn sladdet]", "[sladdet]", "[sladda]", "[ektefelle]"]


@pytest.mark.parametrize("plassholder", [*HAKEPLASSHOLDERE, "NN", "XXXX", "«A»"])
@pytest.mark.parametrize("ramme", ["{}", "Vi snakket med {} i dag.", "({}), som bor her", "Mor til {}: ja"])
def test_placeholders_are_one_token_of_one_type(nlp, plassholder, ramme):
    doc = nlp(ramme.format(plassholder))
    assert [t.ent_type_ for t in doc if t.text == plassholder] == [ORD["tokenisering"]["merkelapp"]]


@pytest.mark.parametrize(
    ("tekst", "bokstaver"),
    [
        ("Søknaden gjelder A (9) og B (13).", ["A", "B"]),
        ("Vi snakket om skolen.\nA: ny bril", ["A"]),
        ("Han bor i Storgata 9 B og trenger vitamin A.", []),
    ],
)
def test_a_letter_that_stands_for_a_person_is_a_placeholder(nlp, tekst, bokstaver):
    merkelapp = ORD["tokenisering"]["merkelapp"]
    assert [t.text for t in nlp(tekst) if t.ent_type_ == merkelapp] == bokstaver


@pytest.mark.parametrize("plassholder", HAKEPLASSHOLDERE)
def test_a_placeholder_in_the_genitive_is_no_name(nlp, plassholder):
    doc = nlp(f"{plassholder}s skole")
    assert not any(e.label_ == "PER" and e.text.startswith("[") for e in doc.ents)


def test_references_in_brackets_are_no_placeholders(nlp):
    assert [e.label_ for e in nlp("Se note [1] og [12].").ents] == []


@pytest.mark.parametrize("forkortelse", ["ifm.", "øk.sos.", "jf.", "pkt.", "nr.", "kr.", "f.o.m.", "mnd.", "sø."])
def test_abbreviations_of_notes_are_one_token_and_end_no_sentence(nlp, forkortelse):
    doc = nlp(f"Vi har sett på saken {forkortelse} husleie og mat.")
    assert forkortelse in [t.text for t in doc]
    assert len(list(doc.sents)) == 1


def test_lines_are_units_of_their_own(nlp):
    doc = nlp("Opplysninger i saken\nBarn: Nei\nDu bor alene. Du har søkt om mat.")
    assert [s.text.strip() for s in doc.sents] == ["Opplysninger i saken", "Barn: Nei", "Du bor alene.", "Du har søkt om mat."]


def test_a_year_or_date_gives_up_its_full_stop(nlp):
    assert [t.text for t in nlp("Det var i 2024. Den kom 01.02.2024.")][-2:] == ["01.02.2024", "."]
    assert "2024" in [t.text for t in nlp("Det var i 2024. Den kom.")]


def test_words_of_the_lists_have_a_vector_in_any_case(nlp):
    assert nlp.vocab.vectors.attr == spacy.attrs.NORM
    assert nlp("Barnehagen")[0].has_vector or nlp.vocab.vectors.key2row[nlp("Barnehagen")[0].norm] >= 0


def test_card_and_size():
    kort = json.loads((MODELL / "modellkort.json").read_text(encoding="utf-8"))
    assert sum(f.stat().st_size for f in MODELL.rglob("*") if f.is_file()) <= 20_000_000
    assert set(kort["figurer"]) == {"nb-dev", "nn-dev", "nb-test", "nn-test"}
    assert all(len(sum_) == 64 for sum_ in kort["data"].values()) and len(kort["data"]) == 6
    assert kort["komponenter"] == spacy.load(MODELL).pipe_names
    tekst = (MODELL / "modellkort.md").read_text(encoding="utf-8")
    assert all(kilde in tekst for kilde in kort["kilder"])


CONLLU = """\
# text = Kari Berg bor i Oslo.
1	Kari	Kari	PROPN	_	Gender=Fem	3	nsubj	_	name=B-PER
2	Berg	Berg	PROPN	_	_	1	flat:name	_	name=I-PER
3	bor	bo	VERB	_	Tense=Pres	0	root	_	name=O
4	i	i	ADP	_	_	5	case	_	name=O
5	Oslo	Oslo	PROPN	_	_	3	obl	_	SpaceAfter=No|name=B-GPE_LOC
6	.	$.	PUNCT	_	_	3	punct	_	name=O

# text = Nei på år
1	Nei	nei	INTJ	_	_	0	root	_	name=O
2	på	på	ADP	_	_	3	case	_	name=O
3	år	år	NOUN	_	_	1	nmod	_	name=O
"""


@pytest.fixture
def setninger(tmp_path):
    fil = tmp_path / "liten.conllu"
    fil.write_text(CONLLU, encoding="utf-8")
    return read_trebank(fil)


def test_reads_the_treebank(setninger):
    forste, andre = setninger
    assert forste.ord == ("Kari", "Berg", "bor", "i", "Oslo", ".")
    assert forste.hoder == (2, 0, 2, 4, 2, 2)
    assert forste.relasjoner[2] == "ROOT"
    assert forste.mellomrom == (True, True, True, True, False, True)
    assert forste.navn == ("B-PER", "I-PER", "O", "O", "B-GPE_LOC", "O")
    assert andre.trekk == ("", "", "")


def _first(setninger, variasjon):
    return vary(setninger, [(1.0, variasjon)], 1)[0]


def test_variations_keep_the_columns_in_step(setninger):
    bytte = swap_names(setninger, {"PER": [("Anna", "Lie")], "GPE_LOC": [("Moss",)]})
    varianter = ORD["varianter"]
    for variasjon in (lower, upper, drop_stop, bytte, fold([varianter["enkel"]]), misread(varianter["feillest"])):
        for ny in vary(setninger, [(1.0, variasjon)], 3):
            assert len({len(kolonne) for kolonne in (ny.ord, ny.mellomrom, ny.klasser, ny.hoder, ny.lemmaer, ny.navn)}) == 1
            assert all(0 <= hode < len(ny.ord) for hode in ny.hoder)


def test_variations_change_what_they_say(setninger):
    assert _first(setninger, lower).ord[:2] == ("kari", "berg")
    assert _first(setninger, upper).lemmaer[2] == ""
    assert _first(setninger, drop_stop).ord[-1] == "Oslo"
    assert vary(setninger, [(1.0, fold([ORD["varianter"]["enkel"]]))], 1)[1].ord == ("Nei", "pa", "ar")
    byttet = _first(setninger, swap_names([], {"PER": [("Anna", "Lie")], "GPE_LOC": [("Moss",)]}))
    assert byttet.ord == ("Anna", "Lie", "bor", "i", "Moss", ".")
    assert byttet.navn == setninger[0].navn


def test_hidden_persons_are_no_names(setninger):
    alene = replace(setninger[0], navn=("B-PER", "O", "O", "O", "B-GPE_LOC", "O"))
    skjult = hide_persons(["[Søker]"])(alene, random.Random(1))
    assert skjult.ord[0] == "[Søker]" and skjult.navn[0] == "O"


def test_a_chance_of_zero_changes_nothing(setninger):
    assert vary(setninger, [(0.0, lower)], 1) == setninger

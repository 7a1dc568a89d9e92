"""Language form of documents and paragraphs."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest
from byggere import HOLDT_AV

from vedtaksanalyse.errors import Modellfeil
from vedtaksanalyse.evaluation.tabell import show
from vedtaksanalyse.modellfil import save_modell
from vedtaksanalyse.structure.malform import KLASSER, SKJEMA, count_ngrams, load_malform

ROT = Path(__file__).parents[1]
MODELL = ROT / "models" / "malform"
FASIT = [f for f in sorted((ROT / "corpora" / "fasit").glob("*.json")) if f.name.split("-")[0] not in HOLDT_AV]

TEKSTER = [
    ("nb", "Du har søkt om økonomisk stønad til husleie og mat. Vi har ikke mottatt dokumentasjonen vi ba om."),
    ("nn", "Du har søkt om økonomisk stønad til husleige og mat. Vi har ikkje fått dokumentasjonen vi bad om."),
    ("annet", "You have applied for financial assistance, but we have not received the documents we asked you for."),
    ("annet", "Du har ansøgt om økonomisk hjælp til husleje og mad. Vi har ikke modtaget de oplysninger, vi bad dig om."),
    ("annet", "Du har ansökt om ekonomiskt bistånd till hyra och mat. Vi har inte fått de handlingar som vi bad dig om."),
    ("annet", "Mun lean ohcan ekonomalaš doarjaga muhto in leat vel ožžon vástádusa. Mánát orrot mu luhtte."),
    ("annet", "لقد تقدمت بطلب للحصول على مساعدة مالية ولم أتلق ردا حتى الآن"),
    ("annet", "Złożyłem wniosek o pomoc finansową, ale nie otrzymałem jeszcze odpowiedzi. Dzieci mieszkają ze mną."),
]


@pytest.fixture(scope="module")
def modell():
    return load_malform(MODELL)


@pytest.mark.parametrize(("klasse", "tekst"), TEKSTER)
def test_guesses_the_language_form(modell, klasse, tekst):
    gjettet, sannsynlighet = modell.gjett(tekst)
    assert gjettet == klasse
    assert 1 / 3 < sannsynlighet <= 1


@pytest.mark.parametrize("tekst", ["", " \n", "[Søker] [barn 1]"])
def test_a_text_without_letters_is_bokmal_with_no_certainty(modell, tekst):
    assert modell.gjett(tekst) == ("nb", 0.0)


def test_gold_cases_reach_ninety_nine_per_cent(modell):
    saker = [json.loads(f.read_text(encoding="utf-8")) for f in FASIT]
    assert len(saker) > 100
    rette = sum(modell.gjett("\n".join(d["tekst"] for d in s["dokumenter"]))[0] == s["malform"] for s in saker)
    assert rette / len(saker) >= 0.99


def test_case_digits_and_placeholders_do_not_count():
    assert np.array_equal(count_ngrams("Barnet 12 [barn 1]  bor her.", 512), count_ngrams("barnet BOR her", 512))


def test_other_scripts_share_one_letter():
    assert np.array_equal(count_ngrams("мать", 512), count_ngrams("طفلي", 512))


def test_model_files_are_small_and_hold_no_pickle():
    assert sum(f.stat().st_size for f in MODELL.iterdir()) < 1_000_000
    with ZipFile(MODELL / "vekter.skops") as fil:
        assert {Path(navn).suffix for navn in fil.namelist()} == {".npy", ".json"}


def test_missing_and_broken_models_are_named_failures(tmp_path):
    with pytest.raises(Modellfeil) as feil:
        load_malform(tmp_path)
    assert feil.value.kode == "modell_mangler"
    tall = {"vekter": np.zeros((8, 3)), "konstant": np.zeros(3)}
    for modell in (tall, tall | {"skjema": SKJEMA, "klasser": ["nb"]}, tall | {"skjema": 0, "klasser": list(KLASSER)}):
        save_modell(modell, tmp_path / "vekter.skops")
        with pytest.raises(Modellfeil) as feil:
            load_malform(tmp_path)
        assert feil.value.kode == "modell_ubrukelig"


def test_the_card_for_people_has_the_figures_of_the_card():
    kort = json.loads((MODELL / "modellkort.json").read_text(encoding="utf-8"))
    side = (MODELL / "modellkort.md").read_text(encoding="utf-8")
    assert kort["dato"] in side and all(sum_[:16] in side for sum_ in kort["filer"].values())
    assert all(show(tall) in side for tall in kort["figurer"].values())

"""Why a sentence that came near did not count: every reason has words in both forms, from the engine to the reader."""

from __future__ import annotations

import pytest
from byggere import en_sak, et_dokument
from delt import get_katalog

from vedtaksanalyse.assessment.evidence import write_kvittering
from vedtaksanalyse.export.ordlegging import describe_grunner, describe_opphav, describe_seksjoner
from vedtaksanalyse.sak import DOKUMENTTYPER, Belegg, Narmeste, Opphav, Saksfunn, Skar, Treff
from vedtaksanalyse.tekster import tekst

KATALOG = get_katalog()
SAK = en_sak(*(et_dokument("Barna er nevnt her.", type_) for type_ in DOKUMENTTYPER))
SPOR = {navn: s for k in KATALOG.kriterier.values() for s in k.spor for navn in s.ikke}
"""For each qualifier a trace that it cancels."""


def _words(narmeste: Narmeste) -> tuple[str, str]:
    return tuple(describe_grunner(narmeste, SAK, KATALOG, form) for form in ("nb", "nn"))


def _nearest(kriterium, *treff, skar=()) -> Narmeste:
    [narmeste] = write_kvittering(kriterium, SAK, Saksfunn("S-1", treff=treff, skar=skar)).narmeste
    return narmeste


@pytest.mark.parametrize("kvalifikator", sorted(SPOR))
def test_a_qualifier_that_cancels_is_named(kvalifikator):
    spor = SPOR[kvalifikator]
    treff = Treff(spor.kriterium, spor.id, spor.gir, Belegg("vedtak", 0, 5), 0, frozenset([kvalifikator]), teller=False)
    narmeste = _nearest(KATALOG.kriterier[spor.kriterium], treff)
    assert narmeste.grunner == (kvalifikator,)
    navn = KATALOG.felles["kontekst"][kvalifikator]["navn"]
    assert _words(narmeste) == (navn["nb"], navn["nn"])
    assert tekst("rapport.grunn.annet", "nb") not in _words(narmeste)


@pytest.mark.parametrize("type_", DOKUMENTTYPER)
def test_a_document_that_does_not_count_is_named(type_):
    spor = KATALOG.spor[0]
    treff = Treff(spor.kriterium, spor.id, spor.gir, Belegg(type_, 0, 5), 0, frozenset(["annet_dokument"]), teller=False)
    ord_ = _words(_nearest(KATALOG.kriterier[spor.kriterium], treff))
    assert ord_ == tuple(tekst(f"rapport.annet_dokument.{type_}", form) for form in ("nb", "nn"))
    assert ord_[0] != ord_[1]


def test_weak_and_outweighed_are_told_apart():
    kriterium = KATALOG.kriterier["barnets_beste"]
    belegg, spor = Belegg("vedtak", 0, 5), kriterium.spor[0]
    svak = _nearest(kriterium, skar=(Skar(kriterium.id, "vurdert", belegg, 0.0),))
    overveid = _nearest(kriterium, Treff(kriterium.id, spor.id, "vurdert", belegg, 0))
    assert _words(svak) == ("sier ikke nok om dette", "seier ikkje nok om dette")
    assert _words(overveid) == ("resten av saken peker en annen vei", "resten av saka peikar ein annan veg")


def test_several_reasons_are_all_told():
    narmeste = Narmeste(Belegg("journalnotat", 0, 5), ("annet_dokument", "gjengitt", "nektet"))
    assert _words(narmeste)[0] == "står bare i et journalnotat; gjengitt fra søker eller andre; nektet"


def test_a_reason_nobody_knows_any_more_has_words_too():
    assert _words(Narmeste(Belegg("vedtak", 0, 5), ("avskaffet",))) == ("oppfyller ikke kravet", "oppfyller ikkje kravet")


def test_sections_are_named_once_in_order():
    assert describe_seksjoner(("brevhode", "klage", "avskaffet", "ukjent"), KATALOG, "nb") == (
        "innledningen, klageretten og tekst uten kjent overskrift"
    )
    for form in ("nb", "nn"):
        assert all(describe_seksjoner([slag], KATALOG, form) for slag in KATALOG.felles["seksjoner"])


def test_every_qualifier_is_named_beside_a_quote():
    kriterium = KATALOG.kriterier["barnets_beste"]
    for kvalifikator, post in KATALOG.felles["kontekst"].items():
        for form in ("nb", "nn"):
            ord_ = describe_opphav(Opphav("spor:x", (kvalifikator,)), kriterium, KATALOG, form)
            assert ord_.endswith(f"her: {post['navn'][form]}")


def test_a_model_has_no_qualifiers_to_tell():
    kriterium = KATALOG.kriterier["barnets_beste"]
    assert describe_opphav(Opphav("modell:setninger", (), 2.0), kriterium, KATALOG, "nn") == "opptrena modell"

"""The cascade: the grammar is asked only where its answer can change something, and is believed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from byggere import en_oppdeling
from delt import get_detektor

from vedtaksanalyse.detection.rules import compile_spor
from vedtaksanalyse.kriterier import Spor
from vedtaksanalyse.sak import Belegg, PiiFunn


class Grammatikk:
    """Answers the same to all questions, and remembers what it was asked."""

    def __init__(self, svar: bool) -> None:
        self.svar, self.spurt = svar, []

    def __call__(self, setninger, spenn):
        self.spurt += [(s, s[a:b]) for s, (a, b) in zip(setninger, spenn, strict=True)]
        return [self.svar] * len(setninger)


SPOR = Spor(
    "s", "barn", "ja", ("barnets beste",), ikke=frozenset(["nektet", "lovsitat"]), dokumenter=frozenset(["vedtak"])
)
FRITT = Spor("fritt", "barn", "ja", ("barnets beste",), dokumenter=frozenset(["vedtak"]))


def _detektor(katalog, grammatikk, pii=lambda oppdeling: (), spor=SPOR):
    return replace(get_detektor(), find_pii=pii, find_nektet=grammatikk, sporsett=compile_spor(katalog, [spor]))


@pytest.mark.parametrize("nektet", [True, False])
def test_the_grammar_decides_over_the_cue(katalog, nektet):
    grammatikk = Grammatikk(nektet)
    tekst = "Vi har ikke vurdert hensynet til barnets beste."
    [treff] = _detektor(katalog, grammatikk).detect("S", [en_oppdeling(tekst, katalog)], None).treff
    assert grammatikk.spurt == [(tekst, "barnets beste")]
    assert treff.teller is not nektet
    assert ("nektet" in treff.kvalifikatorer) is nektet


@pytest.mark.parametrize(
    ("tekst", "type", "spor", "teller"),
    [
        ("Vi har vurdert hensynet til barnets beste.", "vedtak", SPOR, True),
        ("Vi har ikke vurdert hensynet til barnets beste.", "vedtak", FRITT, True),
        ("Vi har ikke vurdert hensynet til barnets beste.", "klage", SPOR, False),
        ("Loven sier at vi ikke skal glemme barnets beste.", "vedtak", SPOR, False),
    ],
)
def test_the_grammar_is_not_asked_where_it_cannot_change_anything(katalog, tekst, type, spor, teller):
    grammatikk = Grammatikk(False)
    detektor = _detektor(katalog, grammatikk, spor=spor)
    [treff] = detektor.detect("S", [en_oppdeling(tekst, katalog, type)], None).treff
    assert grammatikk.spurt == []
    assert treff.teller is teller


def test_all_documents_are_counted_and_searched(katalog):
    pii = PiiFunn(Belegg("vedtak", 0, 3), "navn")
    sett = []

    def sok(oppdeling):
        sett.append(oppdeling.dokument.dok_id)
        return [pii]

    oppdelinger = [
        en_oppdeling("Ett. To. Tre.", katalog),
        en_oppdeling("Ett.", katalog, "journalnotat"),
    ]
    funn = _detektor(katalog, Grammatikk(True), sok).detect("S", oppdelinger, None)
    assert sett == ["vedtak", "journalnotat"]
    assert funn.pii == (pii, pii)
    assert [(dok_id, len(setninger)) for dok_id, setninger in funn.setninger] == [("vedtak", 3), ("journalnotat", 1)]


def test_without_a_model_no_case_is_scored(katalog):
    assert _detektor(katalog, Grammatikk(True)).classify([[], []]) == [((), ()), ((), ())]

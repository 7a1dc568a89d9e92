"""Which answers stand, which are whole, and what a blind reader may see."""

from __future__ import annotations

from dataclasses import replace

import pytest

from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.gjennomgang import check_svar, find_gjeldende, is_skjult, load_regler
from vedtaksanalyse.sak import Bruker, Oppgave, Svar, Svarslag, Tilstand

REGLER = load_regler()
JEG = Bruker("jeg", "Jeg", frozenset({"saksgransker"}), None)
FLAGG = Svar("S-1", "jeg", Svarslag.FLAGG, "f", "bekreft")
SAK = Svar("S-1", "jeg", Svarslag.SAK, "", "merknad")


def test_the_last_answer_of_a_person_stands():
    alle = [FLAGG, replace(FLAGG, hvem="du", verdi="usikker"), replace(FLAGG, verdi="avvis", grunn="feil_lest"), SAK]
    mine = find_gjeldende(alle, "jeg")
    assert {n: s.verdi for n, s in mine.flagg.items()} == {"f": "avvis"}
    assert (mine.grader, mine.sak) == ({}, SAK)
    assert find_gjeldende(alle, "du").flagg["f"].verdi == "usikker"


def test_an_answer_taken_back_counts_as_none():
    alle = [FLAGG, SAK, replace(FLAGG, verdi=""), replace(SAK, verdi="")]
    mine = find_gjeldende(alle, "jeg")
    assert (mine.flagg, mine.sak) == ({}, None)
    assert find_gjeldende([*alle, FLAGG], "jeg").flagg == {"f": FLAGG}


def _whole(katalog):
    flagg = katalog.flagg[0].id
    kriterium = next(iter(katalog.kriterier.values()))
    return [
        replace(FLAGG, gjelder=flagg),
        replace(FLAGG, gjelder=flagg, verdi="avvis", grunn="gjelder_andre"),
        replace(FLAGG, gjelder=flagg, verdi=""),
        Svar("S-1", "jeg", Svarslag.GRAD, kriterium.id, kriterium.grader[0]),
        SAK,
    ]


def test_whole_answers_are_taken(katalog):
    for svar in _whole(katalog):
        check_svar(svar, katalog, REGLER)


@pytest.mark.parametrize(
    ("felt", "kode"),
    [
        ({"verdi": "kanskje"}, "svar_ukjent"),
        ({"gjelder": "finnes_ikke"}, "svar_ukjent"),
        ({"verdi": "avvis"}, "svar_grunn"),
        ({"verdi": "avvis", "grunn": "fordi"}, "svar_ukjent"),
        ({"slag": Svarslag.GRAD, "gjelder": "barn", "verdi": "bekreft"}, "svar_ukjent"),
        ({"slag": Svarslag.SAK, "gjelder": "", "verdi": "bekreft"}, "svar_ukjent"),
        ({"slag": Svarslag.SAK, "gjelder": "f", "verdi": "merknad"}, "svar_ukjent"),
    ],
    ids=str,
)
def test_half_answers_are_refused(katalog, felt, kode):
    with pytest.raises(Bruksfeil) as feil:
        check_svar(replace(FLAGG, **{"gjelder": katalog.flagg[0].id} | felt), katalog, REGLER)
    assert feil.value.kode == kode


def test_blind_until_ones_own_answer_on_the_case():
    blind = Oppgave("S-1", blind=True, tilstand=Tilstand.TATT, hvem="jeg")
    assert is_skjult(blind, [], JEG)
    assert is_skjult(blind, [FLAGG, replace(SAK, hvem="du")], JEG)
    assert not is_skjult(blind, [SAK], JEG)
    assert is_skjult(blind, [SAK, replace(SAK, verdi="")], JEG)
    assert not is_skjult(replace(blind, tilstand=Tilstand.FERDIG), [], JEG)
    assert not is_skjult(replace(blind, blind=False), [], JEG)

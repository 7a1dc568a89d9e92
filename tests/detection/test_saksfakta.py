"""Facts read directly from the text: readability, applications and notes that are named by date, amounts that differ."""

from __future__ import annotations

from datetime import date

import pytest
from delt import get_katalog

from vedtaksanalyse.detection.saksfakta import Faktaleser
from vedtaksanalyse.sak import Dokument
from vedtaksanalyse.structure import divide

KATALOG = get_katalog()
LESER = Faktaleser(KATALOG.felles["saksfakta"])
VEDTATT = date(2024, 5, 2)


def les(vedtak, *andre, dato=VEDTATT):
    """Facts by name, for a vedtak and other documents as (kind, text, date)."""
    dokumenter = [Dokument("vedtak", "vedtak", vedtak, dato)]
    dokumenter += [Dokument(f"d{nr}", slag, tekst, dag) for nr, (slag, tekst, dag) in enumerate(andre)]
    fakta = LESER.find([divide(d, KATALOG) for d in dokumenter], dato)
    per_dok = {d.dok_id: d for d in dokumenter}
    return {f.navn: (f.verdi, [per_dok[b.dok_id].sitat(b) for b in f.belegg]) for f in fakta}


class TestLesbarhet:
    """LIX and words per sentence, by hand: ten sentences of five words with one long word each."""

    def test_the_numbers(self):
        fakta = les("Vi har sett på søknaden. " * 10)
        assert fakta["setningslengde"][0] == "5.0"
        assert fakta["lix"][0] == "25.0"

    def test_the_longest_sentences_are_shown(self):
        lang = "Vi har sett på søknaden din om sko og klær til de to barna dine."
        assert les("Vi har sett på saken. " * 9 + lang)["lix"][1][0] == lang

    def test_few_sentences_measure_nothing(self):
        assert les("Vi har sett på saken. " * 7) == {}

    def test_other_documents_are_not_measured(self):
        assert "lix" not in les("Kort.", ("journalnotat", "Vi har sett på saken. " * 20, VEDTATT))


class TestSoknadsdato:
    """The day of the application as the vedtak names it."""

    @pytest.mark.parametrize(
        ("tekst", "dag"),
        [
            ("Vi viser til søknaden din av 28. februar 2024 om sko.", "2024-02-28"),
            ("Det vises til søknad mottatt 29.02.2024.", "2024-02-29"),
            ("Du søkte 1. april om klær.", "2024-04-01"),
            ("Du søkte 20. desember om julegaver.", "2023-12-20"),
            ("Vi viser til søknaden dykkar frå 12. mars 2024.", "2024-03-12"),
            ("Søknad datert 3.4.24 er behandlet.", "2024-04-03"),
            ("Vi viser til søknad av 1. mars og søknad av 9. april.", "2024-04-09"),
        ],
    )
    def test_it_is_read_in_both_forms(self, tekst, dag):
        assert les(tekst)["soknadsdato"][0] == dag

    @pytest.mark.parametrize("tekst", ["Du søkte om sko.", "Søknad av 31. februar 2024.", "Søknad av 3. juni 2024."])
    def test_no_day_or_one_that_cannot_be(self, tekst):
        assert "soknadsdato" not in les(tekst)


class TestHenvist:
    """Notes that the vedtak names by date."""

    @pytest.mark.parametrize("tekst", ["Det framgår av notat fra samtalen 26. april.", "Vi viser til notatet frå 26.04.2024."])
    def test_a_note_of_a_day_that_no_document_has(self, tekst):
        notat = ("journalnotat", "Samtale.", date(2024, 4, 20))
        verdi, [sitat] = les(tekst, notat)["henvist_dokument_mangler"]
        assert verdi == "1"
        assert sitat.startswith("notat")

    @pytest.mark.parametrize("dag", [date(2024, 4, 26), None])
    def test_not_when_it_is_there_or_may_be(self, dag):
        fakta = les("Det framgår av notat fra samtalen 26. april.", ("journalnotat", "Samtale.", dag))
        assert "henvist_dokument_mangler" not in fakta

    def test_the_year_counts_when_it_is_given(self):
        notat = ("journalnotat", "Samtale.", date(2024, 4, 26))
        assert "henvist_dokument_mangler" in les("Se notat av 26. april 2023.", notat)


class TestBelop:
    """Amounts of the same thing in several documents."""

    @pytest.mark.parametrize(
        ("vedtak", "notat", "dag", "strider"),
        [
            ("Husleien er 9 500 kroner.", "Husleie 11 200 kroner i måneden.", date(2024, 4, 20), True),
            ("Husleiga er 9 500 kroner.", "Husleige 11 200 kroner i månaden.", date(2024, 4, 20), True),
            ("Husleien er 9 500 kroner.", "Husleie kr 9 500.", date(2024, 4, 20), False),
            ("Husleien er 9 500 kroner.", "Husleie kr 9 550.", date(2024, 4, 20), False),
            ("Husleien er 9 500 kroner.", "Husleierestanse 11 200 kroner.", date(2024, 4, 20), False),
            ("Husleien er 9 500 kroner.", "Husleie 11 200 kroner.", date(2023, 4, 20), False),
            ("Husleien er 9 500 kroner.", "Husleie 11 200 kroner, fra mai husleie 11 900 kroner.", date(2024, 4, 20), False),
            ("Barnehagen koster 2 130 kroner.", "Barnehage: kr 3 200", None, True),
            ("Barnehagen koster 2 130 kroner.", "SFO: kr 3 200", None, False),
        ],
    )
    def test_they_disagree(self, vedtak, notat, dag, strider):
        fakta = les(vedtak, ("journalnotat", notat, dag))
        assert ("belop_strider" in fakta) is strider
        if strider:
            assert len(fakta["belop_strider"][1]) == 2

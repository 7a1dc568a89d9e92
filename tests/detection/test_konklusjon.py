"""Where a vedtak's conclusion does not follow from what it says before. Both language forms."""

from __future__ import annotations

from datetime import date

import pytest
from byggere import et_dokument
from delt import get_katalog

from vedtaksanalyse.detection.barn import find_barneomtaler
from vedtaksanalyse.detection.poster import find_sammenstillinger
from vedtaksanalyse.structure import divide

KATALOG = get_katalog()
POSTER = KATALOG.felles["poster"]


def brudd(vedtak: str, notat: str = "") -> dict[str, tuple[str, ...]]:
    """The quotes of each contradiction by what it is about."""
    dokumenter = [et_dokument(vedtak), *([et_dokument(notat, "journalnotat")] if notat else [])]
    delt = [divide(d, KATALOG) for d in dokumenter]
    barn = find_barneomtaler(delt, date(2024, 3, 15), KATALOG.felles["barn"])
    per_id = {d.dok_id: d for d in dokumenter}
    return {
        s.slag: tuple(per_id[b.dok_id].sitat(b) for b in s.belegg)
        for s in find_sammenstillinger(delt, barn, date(2024, 3, 15), POSTER)
        if s.kriterium == POSTER["kriterium"]["motstrid"]
    }


@pytest.mark.parametrize(
    ("vedtak", "steder"),
    [
        (
            "Om husleierestansen: Hun har venner i oppgangen. Restansen må derfor dekkes.\n\n"
            "Søknaden om dekning av husleierestanse tas ikke til følge.",
            ("Restansen må derfor dekkes.", "Søknaden om dekning av husleierestanse tas ikke til følge."),
        ),
        (
            "Symjekurset kostar 2 150 kroner. Eg har difor kome til at utgifta er naudsynt for han.\n\n"
            "Vedtaket blir slik:\nSymjekurs: avslått.",
            ("Eg har difor kome til at utgifta er naudsynt for han.", "Symjekurs: avslått."),
        ),
        (
            "Vedtak\nSenger: avslag.\n\nGrunngjeving\nTo av borna ligg på golvet og treng kvar si seng.",
            ("Senger: avslag.", "To av borna ligg på golvet og treng kvar si seng.")[::-1],
        ),
        (
            "Du har søkt om pc.\n\nVurdering\nKontoret legg til grunn at ho treng maskina til skulen.\n\nVedtak\nSøknaden er avslått.",
            ("Kontoret legg til grunn at ho treng maskina til skulen.", "Søknaden er avslått."),
        ),
        (
            "Søknaden din er innvilget i sin helhet.\n\nKlær\nUtgifter til klær dekkes ikke i tillegg.",
            ("Søknaden din er innvilget i sin helhet.", "Utgifter til klær dekkes ikke i tillegg."),
        ),
        (
            "Reisene er såleis naudsynte for henne.\n\nVedtak\nReiser: avslag.",
            ("Reisene er såleis naudsynte for henne.", "Reiser: avslag."),
        ),
        (
            "Hun må ha ei ny seng.\n\nVedtak\nSeng: avslag.",
            ("Hun må ha ei ny seng.", "Seng: avslag."),
        ),
    ],
)
def test_a_conclusion_that_goes_against_its_reasons(vedtak, steder):
    assert brudd(vedtak) == {"utfall": steder}


@pytest.mark.parametrize(
    "vedtak",
    [
        "Sykkel er ikke nødvendig.\n\nSykkel: avslag.",
        "Klær til barn må dekkes av satsen.\n\nSøknaden om vinterklær er avslått.",
        "Sykkelen må dekkes innenfor livsoppholdet.\n\nSykkel: avslag.",
        "Du har søkt om sykkel fordi den er nødvendig.\n\nSykkel: avslag.",
        "PC: nei.\n\nKlage på PC\nVi må få klagen innen tre uker.",
        "Du skriver at briller er nødvendig.\n\nBriller: avslag.",
        "Vi finner ikke etter en samlet vurdering av saken at sykkel er nødvendig.\n\nSykkel: avslag.",
        "Du har søkt om pc.\n\nSosialhjelp skal gå til det som er nødvendig.\n\nVedtak\nSøknaden er avslått.",
        "Du har søkt om pc.\n\nVi legger til grunn at hun trenger ro.\n\nVedtak\nDu får 900 kroner. PC avslås.",
        "Briller er nødvendig.\n\nBriller: innvilget.\nSykkel: avslag.",
        "Briller må derfor dekkes.\n\nBriller: innvilget med 900 kroner, avslag på resten av brillene.",
        "Strømmen innvilges i sin helhet.\n\nSykkel: avslag.",
        "Du får det du har søkt om.\n\nUtstyret kan ikke dekkes av det du har å leve for.",
        "Husleie for mars dekkes.\n\nHusleien for februar er betalt, og vi dekker den ikke i ettertid.",
        "Far gis økonomisk rådgivning.\n\nVi møter dette med rådgivning og ikke med avslag på rådgivning.",
    ],
)
def test_a_conclusion_that_follows(vedtak):
    assert brudd(vedtak) == {}


REGNSKAP = "Lønn 15 310\nBarnetrygd 7 006\nBostøtte 4 120\nSum inntekter 26 436"


@pytest.mark.parametrize(
    ("utsagn", "regnskap", "strider"),
    [
        ("Barnetrygden holdes derfor utenfor.", REGNSKAP, True),
        ("Barnetrygda er ikkje rekna med.", REGNSKAP, True),
        ("Barnetrygden holdes derfor utenfor.", "Lønn 15 310, barnetrygd 7 006, bostøtte 4 120. Sum 26 436.", True),
        ("Barnetrygden holdes derfor utenfor.", REGNSKAP.replace("26 436", "19 430"), False),
        ("Barnetrygden holdes derfor utenfor.", "Lønn 15 310\nBostøtte 4 120\nSum 19 430", False),
        ("Bostøtten holdes utenfor.", REGNSKAP, False),
    ],
)
def test_child_benefit_left_out_in_words_and_counted_in_the_sum(utsagn, regnskap, strider):
    assert ("utelatt" in brudd(f"{utsagn}\n\nBeregning\n{regnskap}\n\nSøknaden avslås.")) is strider


def test_ages_disagree_only_where_the_other_documents_tell_of_all_the_children():
    vedtak = "Femåringen trenger klær. Søknaden avslås."
    assert "alder" in brudd(vedtak, "Hun har to barn på 12 og 14 år.")
    assert "alder" not in brudd(vedtak, "Den lille (ni mnd) har lånt dress.")

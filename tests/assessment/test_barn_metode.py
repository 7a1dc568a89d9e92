"""The facts of the children, joined over documents that agree, complete each other or disagree."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from delt import get_katalog

from vedtaksanalyse.assessment.metoder.barn import count_barn
from vedtaksanalyse.detection.barn import find_barneomtaler
from vedtaksanalyse.detection.barn.vekking import Barnevekker
from vedtaksanalyse.sak import Barnefakta, Barneomtale, Dokument
from vedtaksanalyse.structure import divide

KATALOG = get_katalog()
DATO = date(2024, 6, 1)


def les(*dokumenter: tuple[str, str]) -> tuple[Barnefakta, tuple[Barneomtale, ...], list[Dokument]]:
    sak = [Dokument(f"d{nr}", slag, tekst, DATO) for nr, (slag, tekst) in enumerate(dokumenter)]
    omtaler = find_barneomtaler([divide(d, KATALOG) for d in sak], DATO, KATALOG.felles["barn"])
    return count_barn(omtaler, sak), omtaler, sak


SAKER = [
    ([("vedtak", "Du har tre barn."), ("journalnotat", "Barna er 4, 7 og 11 år.")], 3, (4, 7, 11), "fast"),
    ([("vedtak", "Dottera di (10) har delt bustad."), ("klage", "Eg har ei dotter på 10.")], 1, (10,), "delt"),
    # Bit by bit: single children in different documents.
    ([("vedtak", "Sønnen på 9 trenger sko."), ("journalnotat", "Datteren på 12 danser.")], 2, (9, 12), "fast"),
    # Some of the children never make the number smaller.
    ([("vedtak", "Dere har fem barn. De to eldste deler rom. 9-åringen fryser.")], 5, (), "fast"),
    # The form counts, the vedtak is silent.
    ([("vedtak", "Søknaden avslås."), ("soknad", "Antall barn: 2\nBarnas alder: 3, 8")], 2, (3, 8), "fast"),
    # A vedtak with text from another case loses to two that agree, one of which denies it.
    (
        [
            ("vedtak", "Vi har lagt vekt på dine tre barn."),
            ("journalnotat", "Alene med datter 13 år, bor fast hos ham."),
            ("klage", "Jeg har ikke tre barn. Jeg har én datter på 13."),
        ],
        1,
        (13,),
        "fast",
    ),
    # «No children in the household» is not «no children».
    (
        [("vedtak", "Barn i husstanden: 0"), ("journalnotat", "To barn, 7 og 11 år, annenhver uke hos søker.")],
        2,
        (7, 11),
        "delt",
    ),
    # A grown-up child is not counted with the rest.
    ([("vedtak", "Sonen din på 19 år bur heime. Dottera di på 12 år bur fast hos deg.")], 1, (12,), "fast"),
    ([("vedtak", "[Barn 1] trives. [Barn 2] strever. [Barn 3] er i barnehage.")], 3, (), "fast"),
    ([("soknad", "Jeg er 17 år og trenger hjelp."), ("vedtak", "Søknaden avslås.")], 1, (17,), "ukjent"),
    ([("journalnotat", "Alt til sønn 14 år.")], 1, (14,), "ukjent"),
    # The same placeholder is the same child in every document.
    ([("vedtak", "[Barn 1] på 9 år og [Barn 2]."), ("journalnotat", "[Barn 2] er 6 år.")], 2, (6, 9), "fast"),
    # A boy of 14 and twin girls of 14 are three.
    ([("vedtak", "Gutten på 14 år."), ("journalnotat", "Tvillingjentene 14.")], 3, (14, 14, 14), "fast"),
    # Ages never fall: the girl turned seven before the note was written.
    (
        [("vedtak", "To barn på 6 og 12 år."), ("journalnotat", "Gutten på 13. Jenta på 7.")],
        2,
        (7, 13),
        "fast",
    ),
    # A part of the children does not make the number.
    ([("vedtak", "Dere har to felles barn på 2 og 4 år. Mannen har en datter på 16 år.")], 3, (2, 4, 16), "fast"),
    # One of them has come of age.
    ([("vedtak", "Den eldste fylte 18 år i mai. Du har to barn: gutt 9 og jente 12.")], 2, (9, 12), "fast"),
    # Those who get something are not all there are.
    (
        [
            ("soknad", "Eldstemann er 10, jenta er 6. Minsten er 3."),
            ("vedtak", "Søknaden om skoleutstyr til to barn er innvilget."),
        ],
        3,
        (3, 6, 10),
        "fast",
    ),
    # The youngest of a list is one of them.
    ([("vedtak", "Tre barn på 4, 8 og 11 år. Den yngste var 2 da dere flyttet hit.")], 3, (4, 8, 11), "fast"),
    # Big sister and little brother are each other's.
    ([("soknad", "Familien: jeg, mannen min, storesøster på 2 og lillebror på 1.")], 2, (1, 2), "fast"),
    # One of them has come of age.
    ([("vedtak", "Du oppga fire barn. Ett av dem fylte 18 år i mai. De er 8, 13 og 16 år.")], 3, (8, 13, 16), "fast"),
    # Class levels, when nothing better stands.
    ([("vedtak", "Sønnen din går i 3. klasse.")], 1, (8,), "ukjent"),
    # «She is six and he is fifteen»: he is the eldest boy, not another.
    ([("journalnotat", "Eldsteguten (15) har sofaen. Jenta får senga. Ho er seks og han er femten.")], 2, (6, 15), "fast"),
    # A row that says more of a child already listed.
    ([("journalnotat", "2 barn: jente 15 (10. trinn, alene på trinnet), gutt 8.\nJente 15: håndball.")], 2, (8, 15), "fast"),
    # The month of birth counts more than the year alone.
    (
        [
            ("vedtak", "Barn: født i mai 2017, juli 2019 og november 2022."),
            ("annet", "Barn 1: f. 2017\nBarn 2: f. 2019\nBarn 3: f. 2022"),
        ],
        3,
        (1, 4, 7),
        "fast",
    ),
    # Each to the one it is likest: the girl of ten is not the boy of ten.
    ([("vedtak", "To barn, gutt 10 og jente 10."), ("journalnotat", "Jenta (10) og gutten (10) deler rom.")], 2, (10, 10), "fast"),
    # «Big» and «little» are two.
    ([("soknad", "Det er han store (8. klasse) som treng briller. Veslejenta treng ikkje noko.")], 2, (), "fast"),
    # Said of one of them, it is not where they all live.
    ([("soknad", "Jeg har tre barn på 2, 8 og 12 år. Den ene er hos far sin annenhver helg.")], 3, (2, 8, 12), "fast"),
    ([("vedtak", "Du er 16 år."), ("journalnotat", "Gutt 16, sover hos en kamerat.")], 1, (16,), "ukjent"),
]


@pytest.mark.parametrize(("dokumenter", "antall", "aldre", "omsorg"), SAKER)
def test_facts(dokumenter: list, antall: int, aldre: tuple, omsorg: str) -> None:
    fakta, _, sak = les(*dokumenter)
    assert (fakta.antall, fakta.aldre, fakta.omsorg) == (antall, aldre, omsorg)
    tekster = {d.dok_id: d.tekst for d in sak}
    assert fakta.belegg and all(tekster[b.dok_id][b.start : b.slutt].strip() for b in fakta.belegg)


@pytest.mark.parametrize(
    "tekst",
    [
        "Du er 46 år og bor alene. Barnetrygd holdes utenfor.",
        "Du har to voksne barn på 24 og 27 år. Datteren din kommer på besøk.",
        "Når barn er berørt, skal barnets beste være et grunnleggende hensyn.",
        "Du har en sønn på 34. Datteren har to barn på 4 og 7 år, som er hos deg annenhver søndag.",
        "Ingen barn. Sats for barn 0–5 år er 3 850 kroner.",
    ],
)
def test_no_children(tekst: str) -> None:
    fakta, _, _ = les(("vedtak", tekst))
    assert fakta == Barnefakta()


@pytest.mark.parametrize("tekst", ["Du er gravid med termin i mars.", "Du ventar ditt første barn."])
def test_expected_child_counts_as_touched_but_not_in_the_number(tekst: str) -> None:
    fakta, _, _ = les(("vedtak", tekst))
    assert (fakta.antall, fakta.aldre, fakta.omsorg) == (0, (), "ukjent")
    assert fakta.belegg


def test_a_later_decision_takes_the_place_of_the_first() -> None:
    gammelt = Dokument("gammelt", "vedtak", "Du har to barn på 6 og 9 år.", date(2024, 1, 1))
    sak = [gammelt, Dokument("nytt", "vedtak", "Du har to barn på 6 og 8 år.", DATO)]
    omtaler = find_barneomtaler([divide(d, KATALOG) for d in sak], DATO, KATALOG.felles["barn"])
    assert count_barn(omtaler, sak).aldre == (6, 8)


def test_conflicts_between_documents_are_kept() -> None:
    fakta, _, _ = les(
        ("vedtak", "Du har tre barn på 4, 7 og 11 år."), ("journalnotat", "To barn på 4 og 7 år."), ("soknad", "3 barn")
    )
    (konflikt,) = fakta.konflikter
    assert konflikt.felt == "antall"
    assert {b.dok_id for b in konflikt.belegg} == {"d0", "d1"}


def test_agreement_is_no_conflict() -> None:
    fakta, _, _ = les(("vedtak", "Du har to barn."), ("journalnotat", "To barn på 4 og 7 år."))
    assert fakta.konflikter == ()


GULV_ANTALL, GULV_ALDRE = 0.94, 0.90
UTDRAG = Path(__file__).parents[2] / "corpora" / "barn" / "utdrag.jsonl"


@pytest.fixture(scope="module")
def utdrag() -> list[dict]:
    return [json.loads(linje) for linje in UTDRAG.read_text(encoding="utf-8").splitlines()]


def les_utdrag(ett: dict) -> Barnefakta:
    dato = date.fromisoformat(ett["dato"])
    sak = [
        Dokument(f"d{nr}", d["type"], d["tekst"], dato if d["type"] == "vedtak" else None)
        for nr, d in enumerate(ett["dokumenter"])
    ]
    omtaler = find_barneomtaler([divide(d, KATALOG) for d in sak], dato, KATALOG.felles["barn"])
    return count_barn(omtaler, sak)


def test_families_described_in_many_ways(utdrag: list[dict]) -> None:
    """Share of the excerpts that come out exact; the floor is what holds."""
    antall = aldre = 0
    for ett in utdrag:
        fakta = les_utdrag(ett)
        antall += fakta.antall == ett["antall"]
        aldre += list(fakta.aldre) == ett["aldre"]
    assert antall >= GULV_ANTALL * len(utdrag)
    assert aldre >= GULV_ALDRE * len(utdrag)


def test_sentences_left_unread_say_nothing_of_children(utdrag: list[dict], monkeypatch: pytest.MonkeyPatch) -> None:
    raskt = [les_utdrag(ett) for ett in utdrag]
    monkeypatch.setattr(Barnevekker, "find", lambda self, flate, setninger: {s.nummer for s in setninger})
    assert [les_utdrag(ett) for ett in utdrag] == raskt

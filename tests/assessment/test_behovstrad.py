"""One row per need and child, from where it was mapped to what was decided. Both language forms."""

from __future__ import annotations

from datetime import date

import pytest
from byggere import en_sak, et_dokument
from delt import get_katalog, get_sporsett

from vedtaksanalyse.assessment.behovstrad import find_skillende, follow_behov
from vedtaksanalyse.assessment.metoder.barn import count_barn
from vedtaksanalyse.detection.barn import find_barneomtaler
from vedtaksanalyse.detection.konkret import Konkretleser
from vedtaksanalyse.detection.poster import read_saksposter
from vedtaksanalyse.detection.poster.behov import Behovsleser
from vedtaksanalyse.sak import Behovsrad, Sak, Saksfunn
from vedtaksanalyse.structure import divide

KATALOG = get_katalog()
FELLES = KATALOG.felles
LESER = Behovsleser(FELLES["behov"], FELLES["barn"], get_sporsett().kontekst.qualify)
KONKRET = Konkretleser(FELLES["konkret"])
DATO = date(2024, 3, 15)


def folg(vedtak: str, **andre: str) -> tuple[Sak, tuple[Behovsrad, ...]]:
    sak = en_sak(et_dokument(vedtak, dato=DATO), *(et_dokument(tekst, type_) for type_, tekst in andre.items()))
    delt = [divide(dokument, KATALOG) for dokument in sak.dokumenter]
    barn = find_barneomtaler(delt, DATO, FELLES["barn"])
    behov = tuple(LESER.find(read_saksposter(delt, FELLES["poster"]), KONKRET.find(delt)))
    return sak, follow_behov(sak, Saksfunn("S", barn=barn, behov=behov), count_barn(barn, sak.dokumenter), KATALOG)


def kort(rader: tuple[Behovsrad, ...]) -> list[tuple[str, str, str, str]]:
    return [(r.behov, r.barn, r.stilling, r.utfall) for r in rader]


@pytest.mark.parametrize(
    ("vedtak", "rader"),
    [
        (
            "Du har søkt om livsopphold og briller til eldste.\n\nVedtak\nDu får 7 000 kroner til livsopphold.",
            [("briller", "eldste", "ikke_avgjort", "")],
        ),
        (
            "Du har søkt om vintersko og sykkel.\n\nVedtak\nSøknaden om vintersko innvilges. Søknaden om sykkel avslås.",
            [("sko", "", "", "innvilget"), ("sykkel", "", "", "avslag")],
        ),
        (
            "De har søkt om briller og seng.\n\nVedtak\nSøknaden om briller blir innvilga. Søknaden om seng blir avslegen.",
            [("briller", "", "", "innvilget"), ("seng", "", "", "avslag")],
        ),
        (
            "Du har søkt om husleie.\n\nVedtak\nHusleie for mars dekkes. Husleie for februar avslås.",
            [("husleie", "", "", "delvis")],
        ),
    ],
)
def test_from_application_to_outcome(vedtak: str, rader: list[tuple[str, str, str, str]]) -> None:
    assert kort(folg(vedtak)[1]) == rader


@pytest.mark.parametrize(
    "vedtak",
    [
        "De har søkt om livsopphald og husleige for mars.\n\nVedtak\nDe får 8 000 kroner til livsopphald.",
        "Du har søkt om mat og husleie.\n\nVedtak\nDu får 9 000 kroner i mars.",
    ],
)
def test_an_answer_about_the_allowance_is_none_about_the_rent(vedtak: str) -> None:
    assert [(r.utfall, r.avgjort) for r in folg(vedtak)[1] if r.behov == "husleie"] == [("", ())]


def test_an_answer_to_all_of_it_answers_each_item() -> None:
    assert kort(folg("Du har søkt om livsopphold og husleie.\n\nVedtak\nSøknaden avslås.")[1]) == [("husleie", "", "", "avslag")]


def test_a_form_field_and_a_form_question_may_go_on_for_several_sentences() -> None:
    vedtak = "Søkt om: Livsopphold februar. Klær til barna. Kontingent fotball 2 x kr 3 200.\nResultat livsopphold: Avslag.\nResultat klær: Avslag.\nResultat kontingent: Avslag."
    rader = folg(vedtak, soknad="Hva søker du om? Penger til å leve for, klær til barna og fotball for to av dem.")[1]
    assert {(r.behov, r.utfall, len(r.sokt)) for r in rader} == {("klaer", "avslag", 2), ("aktivitet", "avslag", 2)}


@pytest.mark.parametrize(
    ("vedtak", "rader"),
    [
        ("Vedtak\n– De får 7 200 kroner til vaskemaskin.\n– De får ikkje dekt alpinleiren, 4 900 kroner.",
         [("hvitevarer", "", "", "innvilget"), ("leir", "", "", "avslag")]),
        ("Vedtak\nDu får 7 200 kroner på vilkår av at du er i arbeid i barnehagen.", []),
        ("Vurdering\nMange i klassen får 900 kroner til leir.\n\nVedtak\nSøknaden innvilges.", []),
    ],
)  # fmt: skip
def test_what_is_decided_has_a_row_also_where_nobody_wrote_down_that_it_was_asked_for(vedtak: str, rader: list) -> None:
    assert [rad for rad in kort(folg(vedtak)[1]) if rad[0] != "livsopphold"] == rader


MAPPET = "Vi har snakka med familien. Ho på 12 manglar vintersko. Guten på 7 treng briller."


def test_mapped_needs_that_the_vedtak_does_not_speak_of() -> None:
    vedtak = "De har søkt om husleige.\n\nVedtak\nHusleiga blir dekt."
    sak, rader = folg(vedtak, journalnotat=MAPPET)
    assert kort(rader)[:2] == [("sko", "", "ikke_i_vedtak", ""), ("briller", "Guten", "ikke_i_vedtak", "")]
    assert [sak.sitat(b) for b in rader[1].kartlagt] == ["Guten på 7 treng briller."]


def test_a_need_that_the_vedtak_mentions_is_not_called_unused() -> None:
    vedtak = "De har søkt om husleige.\n\nVurdering\nVintersko og briller må familien spare til sjølv.\n\nVedtak\nHusleiga blir dekt."
    assert not any(rad.stilling for rad in folg(vedtak, journalnotat=MAPPET)[1])


def test_a_general_text_about_the_rate_is_no_mention() -> None:
    vedtak = "Du har søkt om husleie.\n\nRegler\nSatsene skal dekke klær og sko.\n\nVedtak\nHusleien dekkes."
    rader = folg(vedtak, journalnotat="Eldste mangler vintersko.")[1]
    assert kort(rader)[0] == ("sko", "Eldste", "ikke_i_vedtak", "")


def test_one_row_for_each_child_and_one_for_the_same_child() -> None:
    vedtak = "Du har søkt om husleie.\n\nVedtak\nHusleien dekkes."
    notat = "Barn: gutt 9 år og jente 4 år. Gutten mangler vintersko. 9-åringen trenger nye sko. Jenta trenger også sko."
    rader = [rad for rad in folg(vedtak, journalnotat=notat)[1] if rad.behov == "sko"]
    assert [(rad.barn, len(rad.kartlagt)) for rad in rader] == [("Gutten", 2), ("Jenta", 1)]


def test_what_is_said_of_one_child_does_not_answer_for_another() -> None:
    vedtak = (
        "Du har søkt om husleie.\n\nVurdering\n[barn 1] har briller som passer, og trenger derfor ikke nye.\n\n"
        "Vedtak\nHusleien dekkes."
    )
    rader = folg(vedtak, journalnotat="[barn 1] trenger briller. [barn 2] trenger briller.")[1]
    assert {(rad.barn, rad.stilling) for rad in rader if rad.behov == "briller"} == {
        ("[barn 1]", ""), ("[barn 2]", "ikke_i_vedtak")
    }  # fmt: skip


@pytest.mark.parametrize(("notat", "nevnt"), [("Mellomste mangler gymsko.", "minste"), ("Den mellomste manglar gymsko.", "yngste")])
def test_the_middle_of_three_may_be_the_youngest_of_two(notat: str, nevnt: str) -> None:
    vedtak = f"Du har søkt om husleie.\n\nVurdering\nDen {nevnt} mangler gymsko til skolen.\n\nVedtak\nHusleien dekkes."
    assert not any(rad.stilling for rad in folg(vedtak, journalnotat=notat)[1])
    eldste = folg(vedtak, journalnotat="Eldste mangler gymsko.")[1]
    assert ("sko", "Eldste", "ikke_i_vedtak") in [(rad.behov, rad.barn, rad.stilling) for rad in eldste]


@pytest.mark.parametrize(
    "notat",
    ["Gutten har vokst ut av dressen, og barnehagen har bedt om støvler.", "Guten har vakse ut av dressen, og barnehagen har bede om støvlar."],
)
def test_who_asks_is_no_need(notat: str) -> None:
    vedtak = "Du har søkt om husleie.\n\nVedtak\nHusleien dekkes."
    assert "barnehage" not in {rad.behov for rad in folg(vedtak, journalnotat=notat)[1]}


def test_weighed_with_what_the_refusal_does_to_the_child() -> None:
    vedtak = (
        "Du har søkt om seng til jenta.\n\nVurdering\nUten seng får jenta ikke sove hos far, og samværet faller bort.\n\n"
        "Vedtak\nSøknaden om seng innvilges."
    )
    sak, (rad,) = folg(vedtak)
    assert [sak.sitat(b) for b in rad.vurdert] == ["Uten seng får jenta ikke sove hos far, og samværet faller bort."]
    assert rad.utfall == "innvilget"


def test_the_spans_behind_a_fact() -> None:
    sak, rader = folg(
        "Du har søkt om livsopphold og briller.\n\nVedtak\nDu får 7 000 kroner til livsopphold.",
        journalnotat="Eldste mangler vintersko.",
    )
    assert [sak.sitat(b) for b in find_skillende(rader, "ikke_i_vedtak")] == ["Eldste mangler vintersko."]
    assert [sak.sitat(b) for b in find_skillende(rader, "ikke_avgjort")] == ["Du har søkt om livsopphold og briller."]
    assert find_skillende(rader, "") == ()


def test_every_quote_lies_in_its_document() -> None:
    sak, rader = folg("Du har søkt om briller og PC.\n\nVedtak\nSøknaden avslås.", journalnotat=MAPPET)
    belegg = [b for r in rader for b in (*r.sokt, *r.kartlagt, *r.i_vedtak, *r.vurdert, *r.avgjort)]
    assert belegg and all(sak.sitat(b).strip() for b in belegg)

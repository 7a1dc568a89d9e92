"""Every fact of the catalogue in a small case of both language forms, and what must not give it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from delt import get_katalog, get_sporsett

from vedtaksanalyse.assessment.fakta import METODER, find_fakta, find_frist
from vedtaksanalyse.detection.rules import find_treff
from vedtaksanalyse.kriterier.faktaregler import METODER as FORMER
from vedtaksanalyse.sak import (
    Barnefakta,
    Barnekonflikt,
    Barneomtale,
    Behovsrad,
    Belegg,
    Bevis,
    Dokument,
    Faktum,
    Kilde,
    Kriterievurdering,
    Lesestatus,
    Regnefaktum,
    Sak,
    Saksfunn,
    Sammenstilling,
)
from vedtaksanalyse.structure import divide

KATALOG = get_katalog()
SPORSETT = get_sporsett()
VEDTATT = date(2024, 5, 2)


def en_sak(*dokumenter, uleste=()):
    """A case of documents as (kind, text) or (kind, text, date)."""
    les = [Dokument(f"d{nr}", slag, tekst, (*dag, VEDTATT)[0]) for nr, (slag, tekst, *dag) in enumerate(dokumenter)]
    kilder = [Kilde(d.dok_id, d.dok_id, "", Lesestatus.LEST, d.type, d.dato) for d in les]
    kilder += [Kilde(navn, navn, "", Lesestatus.ULESELIG) for navn in uleste]
    return Sak("S", tuple(kilder), tuple(les))


def vurderinger(**grader):
    """Every criterion with its starting grade, some with another and perhaps evidence as (grade, documents)."""
    ut = {}
    for k in KATALOG.kriterier.values():
        valgt = grader.get(k.id.replace(".", "_"), k.utgangspunkt)
        grad, belegg = valgt if isinstance(valgt, tuple) else (valgt, ())
        verdi = None if k.slag == "grad" else ((grad,) if grad in k.grader and k.id.replace(".", "_") in grader else ())
        bevis = tuple(Bevis(Belegg(dok_id, 0, 3)) for dok_id in belegg)
        ut[k.id] = Kriterievurdering(k.id, grad if k.slag == "grad" else "", ((grad, 1.0),), bevis, verdi=verdi)
    return ut


def finn(sak, grader=None, barn=None, omtaler=(), **funn):
    """The facts of a case by name."""
    delt = [divide(d, KATALOG) for d in sak.dokumenter]
    sett = Saksfunn("S", find_treff(delt, SPORSETT), setninger=tuple((o.dokument.dok_id, o.setninger) for o in delt), barn=omtaler, **funn)
    fakta = find_fakta(sak, sett, barn or Barnefakta(), vurderinger(**(grader or {})), KATALOG, sak.vedtaksdato)
    return {f.navn: f for f in fakta}


SETT = [
    ("soker_under_18", "vedtak", "Du er 17 år og bor på hybel.", "Søkjaren er 16 år og går på vidaregåande."),
    ("forsvarlig_pastatt", "vedtak", "Stønaden gir deg et forsvarlig livsopphold.", "Stønaden gjev deg eit forsvarleg livsopphald."),
    ("barnets_beste_i_notat", "journalnotat", "Barnets beste: hun er trygg her.", "Omsynet til borna talar for å bli."),
    ("gjeldsproblem", "journalnotat", "Hun har fire inkassosaker.", "Ho ligg etter med husleiga."),
    ("radgivning_gitt", "journalnotat", "Har fått økonomisk rådgivning i vår.", "Vi har laga eit budsjett saman."),
    ("oppstart_angitt", "vedtak", "Rådgivningen har oppstart 3. juni 2024.", "Tenesta startar 3. juni."),
    ("utbetaling_holdt_tilbake", "vedtak", "Livsopphold for mai holdes tilbake.", "Stønaden er stansa fordi du ikkje møtte."),
    ("utbetaling_holdt_tilbake", "vedtak", "Stønaden for mars ble holdt tilbake fordi timelisten manglet.", "Stønaden for september vart halden tilbake fordi du ikkje møtte til kurs."),
    ("utbetaling_holdt_tilbake", "vedtak", "Derfor ble utbetalingen stanset i februar.", "Difor vart utbetalinga stansa i februar."),
    ("oppstart_angitt", "vedtak", "Du innvilges økonomisk rådgivning fra 20.03.2024.", "Du får økonomisk rådgjeving frå og med 20. mars 2024."),
    ("oppstart_angitt", "vedtak", "Du har time hos økonomisk rådgiver 12. mai.", "De har time hos gjeldsrådgjevar 9. januar."),
    ("mat_strom_bolig", "soknad", "Vi har ikke hatt mat i skapet siste uka.", "Vi har ikkje hatt mat i huset sidan fredag."),
    ("dokumentasjonskrav", "vedtak", "Du må levere kontoutskrift hver måned.", "Du må sende inn dokumentasjon kvar månad."),
    ("barns_inntekt", "vedtak", "Sønnens lønn er regnet som inntekt.", "Inntekta til dottera er rekna med."),
    ("nodhjelp", "soknad", "Jeg ber om nødhjelp.", "Eg ber om naudhjelp."),
    ("mat_strom_bolig", "journalnotat", "Utleier har sendt varsel om oppsigelse.", "Straumen er stengd i dag."),
    ("samvaer_uten_penger", "journalnotat", "Far har ikke råd til å hente barna.", "Ho har ikkje pengar til samvær."),
    ("barn_med_helsebehov", "journalnotat", "13-åringen går til BUP.", "Guten har astma."),
    ("bekymring_for_barn", "journalnotat", "Veileder er bekymret for barna.", "Ho var uroa for borna."),
    ("livsopphold_i_saken", "soknad", "Søker om livsopphold i mai.", "Søkjer om livsopphald i mai."),
    ("forelopig_svar", "annet", "Dette er et foreløpig svar.", "Dette er eit førebels svar."),
]
IKKE_SETT = [
    ("soker_under_18", "vedtak", "Barnet er 17 år."),
    ("soker_under_18", "vedtak", "Du er 17 uker på vei."),
    ("gjeldsproblem", "journalnotat", "Du har ingen inkassosaker."),
    ("radgivning_gitt", "vedtak", "Du kan få hjelp til å sette opp budsjett."),
    ("utbetaling_holdt_tilbake", "vedtak", "Ved brudd på vilkår kan stønaden reduseres."),
    ("utbetaling_holdt_tilbake", "vedtak", "Dagpengene ble stanset i februar."),
    ("utbetaling_holdt_tilbake", "vedtak", "Du har holdt tilbake opplysninger om lønn."),
    ("utbetaling_holdt_tilbake", "vedtak", "Stønaden for mars ble ikke holdt tilbake."),
    ("oppstart_angitt", "vedtak", "Du søkte om økonomisk rådgivning 20.03.2024."),
    ("oppstart_angitt", "vedtak", "Du ble informert om økonomisk rådgivning i møtet 3. mai."),
    ("barns_inntekt", "vedtak", "Datterens inntekt er holdt utenfor."),
    ("barns_inntekt", "journalnotat", "Sønnens lønn er regnet som inntekt."),
    ("barn_med_helsebehov", "journalnotat", "Gutten har ikke astma."),
    ("barn_med_helsebehov", "journalnotat", "Datteren liker idrett, for eksempel fotball."),
    ("barnets_beste_i_notat", "vedtak", "Barnets beste: hun er trygg her."),
]


@pytest.mark.parametrize(("navn", "slag", "nb", "nn"), SETT, ids=[f"{nr}-{r[0]}" for nr, r in enumerate(SETT)])
def test_a_fact_is_seen_in_both_forms_and_shows_where(navn, slag, nb, nn):
    for tekst in (nb, nn):
        sak = en_sak(("vedtak", "Vedtak."), (slag, tekst))
        assert sak.sitat(finn(sak)[navn].belegg[0]) == tekst


@pytest.mark.parametrize(("navn", "slag", "tekst"), IKKE_SETT)
def test_what_only_looks_like_it_gives_no_fact(navn, slag, tekst):
    assert navn not in finn(en_sak(("vedtak", "Vedtak."), (slag, tekst)))


@pytest.mark.parametrize(
    ("navn", "grader", "annet"),
    [
        ("avslag_eller_delvis", {"resultat": "delvis"}, {"resultat": "innvilget"}),
        ("avslag_eller_delvis", {"resultat": "avslag"}, {"resultat": "innvilget"}),
        ("alt_innvilget", {"resultat": "innvilget"}, {"resultat": "delvis"}),
        ("vilkar_satt", {"vilkar": "tilpasset"}, {"vilkar": "ingen"}),
        ("langtid", {"sakstype": "langtid"}, {"sakstype": "ny"}),
        ("ungdom", {"ungdom": "ja"}, {"ungdom": "nei"}),
        ("barnets_syn_hort", {"barnets_syn": "forsokt"}, {"barnets_syn": "nei"}),
    ],
)
def test_facts_from_grades(navn, grader, annet):
    sak = en_sak(("vedtak", "Vedtak."))
    assert navn in finn(sak, grader)
    assert navn not in finn(sak, annet)


def test_facts_about_the_children():
    sak = en_sak(("vedtak", "Vedtak."))
    barn = Barnefakta(3, (4, 9, 17), belegg=(Belegg("d0", 0, 3),))
    assert {"tre_barn", "barn_fra_16"} <= finn(sak, barn=barn).keys()
    assert finn(sak, barn=barn)["barn_fra_16"].verdi == "17"
    assert not {"tre_barn", "barn_fra_16"} & finn(sak, barn=Barnefakta(2, (15, 18))).keys()


def test_what_was_asked_for_and_not_decided_is_named_by_the_needs():
    sak = en_sak(("vedtak", "Du har søkt om briller. Vedtak. Søknaden om leir avslås."))
    post = Sammenstilling("hele_soknaden", "uomtalt", (Belegg("d0", 16, 22),), True)
    rad = Behovsrad("briller", stilling="ikke_avgjort", sokt=(Belegg("d0", 0, 23),))
    setninger = tuple((o.dokument.dok_id, o.setninger) for o in [divide(d, KATALOG) for d in sak.dokumenter])
    for behov, funn, verdi in (((rad,), (), "briller"), ((), (post,), "")):
        sett = Saksfunn("S", setninger=setninger, sammenstillinger=funn)
        fakta = find_fakta(sak, sett, Barnefakta(), vurderinger(), KATALOG, VEDTATT, behov)
        [faktum] = [f for f in fakta if f.navn == "uavgjort_post"]
        assert ([sak.sitat(b) for b in faktum.belegg], faktum.verdi) == (["Du har søkt om briller."], verdi)
    assert "uavgjort_post" not in finn(sak, sammenstillinger=(replace(post, strider=False),))


def test_facts_from_statements_that_disagree():
    sak = en_sak(("vedtak", "Ett to tre."), ("journalnotat", "Fire fem."))
    her, der = Belegg("d0", 0, 3), Belegg("d1", 0, 4)
    barn = Barnefakta(1, (4,), belegg=(her,), konflikter=(Barnekonflikt("aldre", (her, der)),))
    assert [sak.sitat(b) for b in finn(sak, barn=barn)["barn_strider"].belegg] == ["Ett to tre.", "Fire fem."]
    samme = Barneomtale(Belegg("d1", 5, 8), "antall", 1)
    assert "barn_strider" not in finn(sak, barn=barn, omtaler=(samme,))
    for navn, slag in (("omsorg_strider", "omsorg"), ("utsagn_strider", "utfall"), ("fremmed_tekst", "aarstid")):
        par = Sammenstilling("sammenheng", slag, (her, der), True)
        fakta = finn(sak, sammenstillinger=(par,))
        assert [sak.sitat(b) for b in fakta[navn].belegg] == ["Ett to tre.", "Fire fem."]
        assert {"omsorg_strider", "utsagn_strider", "fremmed_tekst"} & fakta.keys() == {navn}


@pytest.mark.parametrize(
    ("navn", "regnefaktum"),
    [
        ("livsopphold_lik_statens_sats", "statens_sats"),
        ("eldre_sats", "eldre_statens_sats"),
        ("regnefeil", "sum_avvik"),
        ("regnefeil", "differanse_avvik"),
    ],
)
def test_facts_from_the_arithmetic(navn, regnefaktum):
    sak = en_sak(("vedtak", "Vedtak."))
    assert navn in finn(sak, regnefakta=(Regnefaktum(regnefaktum, Belegg("d0", 0, 3), 40),))
    assert navn not in finn(sak, regnefakta=(Regnefaktum("sum_stemmer", Belegg("d0", 0, 3)),))


@pytest.mark.parametrize("tekst", ["Gutten går på fotball, kontingent 2 400 kroner.", "Jenta spelar handball, kontingent 2 400 kroner."])
def test_a_need_in_a_note_and_not_in_the_vedtak(tekst):
    i_notat = {"kartlegging_fritid": ("kartlagt", ("d1",))}
    assert "behov_bare_i_notat" in finn(en_sak(("vedtak", "Vedtak."), ("journalnotat", tekst)), i_notat)
    begge = {"kartlegging_fritid": ("kartlagt", ("d0", "d1"))}
    assert "behov_bare_i_notat" not in finn(en_sak(("vedtak", tekst), ("journalnotat", tekst)), begge)


def test_what_is_known_only_from_the_application():
    sak = en_sak(("vedtak", "Vedtak."), ("soknad", "Søknad."), ("journalnotat", "Notat."))
    bare = {"kartlegging_nettverk": ("kartlagt", ("d1",))}
    assert "kartlegging_bare_i_soknaden" in finn(sak, bare)
    assert "kartlegging_bare_i_soknaden" not in finn(sak, bare | {"kartlegging_skole": ("kartlagt", ("d2",))})


@pytest.mark.parametrize(
    ("dager", "gammel"),
    [([date(2023, 11, 1)], True), ([date(2023, 11, 2)], False), ([date(2023, 5, 1), date(2024, 4, 1)], False), ([None], False)],
)
def test_mapping_older_than_six_months(dager, gammel):
    sak = en_sak(("vedtak", "Vedtak."), *(("journalnotat", "Notat.", dag) for dag in dager))
    grader = {"kartlegging_skole": ("kartlagt", tuple(f"d{nr}" for nr in range(1, len(dager) + 1)))}
    assert ("gammel_kartlegging" in finn(sak, grader)) is gammel


@pytest.mark.parametrize(("dag", "sent"), [(date(2024, 4, 1), False), (date(2024, 3, 31), True)])
def test_over_a_month_from_application_to_decision(dag, sent):
    sak = en_sak(("vedtak", "Vedtak."), ("soknad", "Søknad.", dag))
    assert ("over_en_maaned" in finn(sak)) is sent
    nevnt = Faktum("soknadsdato", (Belegg("d0", 0, 3),), dag.isoformat())
    assert ("over_en_maaned" in finn(en_sak(("vedtak", "Vedtak.")), fakta=(nevnt,))) is sent


@pytest.mark.parametrize(("dag", "apen"), [(date(2024, 5, 20), True), (date(2024, 5, 2), True), (date(2024, 5, 1), False)])
def test_a_complaint_waits_when_no_decision_came_after_it(dag, apen):
    fakta = finn(en_sak(("vedtak", "Vedtak."), ("klage", "Klage.", dag)))
    assert ("apen_klage" in fakta) is apen
    frist = find_frist(fakta.values(), VEDTATT, KATALOG.felles["risiko"]["frist"])
    assert frist == (date(2024, dag.month + 1, dag.day) if apen else date(2024, 5, 23))


def test_a_deadline_at_the_end_of_a_month_stays_in_the_next():
    klage = Faktum("apen_klage", (), "2024-01-31")
    assert find_frist([klage], VEDTATT, KATALOG.felles["risiko"]["frist"]) == date(2024, 2, 29)
    assert find_frist([], None, KATALOG.felles["risiko"]["frist"]) is None


def test_a_single_item_granted_in_full():
    alt = {"resultat": "innvilget"}
    assert "engangsytelse_innvilget" in finn(en_sak(("vedtak", "Du får en sykkel.")), alt)
    assert "engangsytelse_innvilget" not in finn(en_sak(("vedtak", "Du får livsopphold.")), alt)
    assert "engangsytelse_innvilget" not in finn(en_sak(("vedtak", "Du får en sykkel.")), {"resultat": "avslag"})


def test_hard_language_by_the_catalogues_limits():
    sak = en_sak(("vedtak", "Vedtak."))
    maalt = (Faktum("lix", (Belegg("d0", 0, 3),), "43.0"), Faktum("setningslengde", (), "12.0"))
    assert {"lix", "setningslengde"} <= finn(sak, fakta=maalt).keys()
    assert "vanskelig_sprak" not in finn(sak, fakta=maalt)
    assert {"hoy_lix", "vanskelig_sprak"} <= finn(sak, fakta=(Faktum("lix", (), "45.1"),)).keys()
    lange = (Faktum("lix", (), "30.0"), Faktum("setningslengde", (), "21.5"))
    assert {"lange_setninger", "vanskelig_sprak"} <= finn(sak, fakta=lange).keys()


@pytest.mark.parametrize("navn", ["henvist_dokument_mangler", "belop_strider"])
def test_what_detection_saw_is_passed_on(navn):
    assert navn in finn(en_sak(("vedtak", "Vedtak.")), fakta=(Faktum(navn, (Belegg("d0", 0, 3),)),))


def test_nothing_rests_on_an_absence_while_a_file_is_unread():
    sett = (Faktum("henvist_dokument_mangler", (Belegg("d0", 0, 3),)),)
    grader = {"kartlegging_nettverk": ("kartlagt", ("d1",)), "kartlegging_skole": ("kartlagt", ("d1",))}
    dokumenter = [("vedtak", "Vedtak."), ("soknad", "Søknad.", date(2023, 1, 1))]
    fravaer = {r.id for r in KATALOG.fakta.values() if r.fravaer}
    assert finn(en_sak(*dokumenter), grader, fakta=sett).keys() & fravaer == fravaer
    assert not finn(en_sak(*dokumenter, uleste=["x"]), grader, fakta=sett).keys() & fravaer


def test_every_fact_has_a_test_here_and_a_way_to_be_found():
    kilde = __import__("pathlib").Path(__file__).read_text(encoding="utf-8")
    assert [navn for navn in KATALOG.fakta if f'"{navn}"' not in kilde] == []
    assert METODER.keys() == FORMER.keys()
    assert {regel.metode for regel in KATALOG.fakta.values()} <= METODER.keys()

"""The catalogue's flags and the risk of a case: conditions, dates of law, chains, hints, doubt, and the order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from delt import get_katalog

from vedtaksanalyse.assessment.flags import find_justering, raise_flagg
from vedtaksanalyse.assessment.modellfil import load_saksmodell, save_flaggmaal, save_saksmodell
from vedtaksanalyse.assessment.risiko import weigh_sak
from vedtaksanalyse.assessment.saksmodell import Lag, Saksmodell
from vedtaksanalyse.errors import Modellfeil
from vedtaksanalyse.sak import (
    Belegg,
    Dokument,
    Faktum,
    Flagg,
    Kilde,
    Kriterievurdering,
    Lesestatus,
    Sak,
    Sokekvittering,
)

KATALOG = get_katalog()
FLAGG = {regel.id: regel for regel in KATALOG.flagg}
VEDTATT = date(2024, 5, 2)
GODE = {
    "barn": "ja", "resultat": "innvilget", "barnets_beste": "vektet", "individuell_vurdering": "konkret",
    "paragraf_19": "ikke_aktuell", "barnetrygd": "holdt_utenfor", "stordrift": "ikke_omtalt", "vilkar": "ingen",
    "kvp_vurdert": "ikke_aktuell", "paragraf_17": "vedtak", "ungdom": "nei",
}  # fmt: skip
"""Grades that are not simply the best of their list."""


def vurder(p=1.0, uleste=(), **grader):
    """Verdicts that raise no flag, except for the grades given, each with probability ``p``."""
    ut = {}
    for k in KATALOG.kriterier.values():
        grad = grader.get(k.id.replace(".", "_"), GODE.get(k.id, k.grader[-1]))
        fordeling = tuple((g, p if g == grad else (1 - p) / (len(k.grader) - 1)) for g in k.grader)
        kvittering = Sokekvittering(("v",), tuple(uleste)) if grad in k.tomme else None
        ut[k.id] = Kriterievurdering(k.id, grad, fordeling, (), kvittering, verdi=() if k.slag == "liste" else None)
    return ut


def en_sak(malform="nb", uleste=(), dato=VEDTATT):
    kilder = [Kilde("v", "v", "", Lesestatus.LEST, "vedtak", dato)]
    kilder += [Kilde(navn, navn, "", Lesestatus.ULESELIG) for navn in uleste]
    return Sak("S", tuple(kilder), (Dokument("v", "vedtak", "Vedtak.", dato, malform),), malform)


def reis(*fakta, p=1.0, dato=VEDTATT, uleste=(), malform="nb", maalt=None, **grader):
    """The flags by id."""
    sett = [f if isinstance(f, Faktum) else Faktum(f) for f in ("oppstart_angitt", *fakta)]
    sak = en_sak(malform, uleste, dato)
    return {f.id: f for f in raise_flagg(sak, vurder(p, uleste, **grader), sett, KATALOG, dato, maalt)}


UTLOSER = [
    ("kartlegging_mangler", {f"kartlegging_{k}": "nevnt" for k in ("helse_sosialt", "skole", "fritid", "barnepass", "utstyr_klaer")}, ()),
    ("kartlegging_bare_i_soknaden", {}, ("kartlegging_bare_i_soknaden",)),
    ("kartlegging_gammel", {}, ("gammel_kartlegging",)),
    ("samtale_ikke_holdt", {"kartleggingssamtale": "nei"}, ()),
    ("mangler_ikke_forklart", {"mangler_forklart": "nei", "kartleggingssamtale": "forsokt"}, ()),
    ("barnets_syn_ikke_innhentet", {"barnets_syn": "nei"}, ()),
    ("hvert_barn_ikke_omtalt", {"hvert_barn": "nei"}, ()),
    ("kartlegging_ikke_brukt", {"bruk_av_kartlegging": "nei"}, ()),
    ("behov_bare_i_notat", {"bruk_av_kartlegging": "nei"}, ("behov_bare_i_notat",)),
    ("barn_ikke_vurdert", {"barnets_beste": "mangler"}, ()),
    ("barnets_beste_bare_nevnt", {"barnets_beste": "nevnt"}, ()),
    ("barnets_beste_bare_i_notat", {"barnets_beste": "mangler"}, ("barnets_beste_i_notat",)),
    ("barns_helsebehov_ikke_vurdert", {"barnets_beste": "nevnt"}, ("barn_med_helsebehov",)),
    ("nodhjelp_uten_barn", {"barnets_beste": "nevnt"}, ("nodhjelp",)),
    ("hjem_pa_spill", {"barnets_beste": "nevnt"}, ("avslag_eller_delvis", "mat_strom_bolig")),
    ("samvaer_hindret", {"barnets_beste": "mangler"}, ("samvaer_uten_penger",)),
    ("niva_ikke_begrunnet", {"individuell_vurdering": "mangler"}, ()),
    ("sats_uten_behov", {"individuell_vurdering": "standardisert"}, ()),
    ("statens_sats_uten_behov", {"individuell_vurdering": "standardisert"}, ("livsopphold_lik_statens_sats",)),
    ("langtid_pa_sats", {"individuell_vurdering": "standardisert"}, ("langtid",)),
    ("forsvarlig_bare_pastatt", {"individuell_vurdering": "mangler"}, ("forsvarlig_pastatt",)),
    ("gammel_sats", {}, ("eldre_sats",)),
    ("stordrift_uten_vurdering", {"stordrift": "avkortet"}, ()),
    ("avgjorende_fakta_mangler", {"avgjorende_fakta": "nei"}, ()),
    ("barnetrygd_medregnet", {"barnetrygd": "medregnet"}, ()),
    ("barns_inntekt_medregnet", {}, ("barns_inntekt",)),
    ("paragraf_19_ikke_provd", {"paragraf_19": "mangler", "resultat": "avslag"}, ()),
    ("paragraf_19_standard", {"paragraf_19": "standardisert", "resultat": "delvis"}, ()),
    ("soknad_ikke_avgjort", {"hele_soknaden": "nei"}, ()),
    ("medvirkning_ikke_vist", {"brukermedvirkning": "nei", "resultat": "avslag"}, ()),
    ("paragraf_17_ikke_nevnt", {"paragraf_17": "mangler"}, ()),
    ("paragraf_17_bare_informert", {"paragraf_17": "informert"}, ()),
    ("gjeld_uten_radgivning", {"paragraf_17": "informert"}, ("gjeldsproblem",)),
    ("radgivning_uten_vedtak", {"paragraf_17": "vurdert"}, ("radgivning_gitt",)),
    ("samarbeid_ikke_vist", {"samarbeid": "nei"}, ()),
    ("barnehelse_uten_samarbeid", {"samarbeid": "nei"}, ("barn_med_helsebehov",)),
    ("bekymring_uten_samarbeid", {"samarbeid": "nei"}, ("bekymring_for_barn",)),
    ("barn_17_ikke_hort", {"barnets_syn": "nei"}, ("barn_fra_16",)),
    ("soker_under_18_uten_barnets_beste", {"barnets_beste": "nevnt"}, ("soker_under_18",)),
    ("ungdom_uten_egen_vurdering", {"individuell_vurdering": "mangler", "ungdom": "ja", "brukermedvirkning": "nei"}, ()),
    ("vilkar_uten_kvp", {"kvp_vurdert": "nei", "vilkar": "tilpasset"}, ()),
    ("vilkar_ikke_tilpasset", {"vilkar": "standardisert"}, ()),
    ("vilkar_uten_barn", {"barnets_beste": "mangler"}, ("vilkar_satt",)),
    ("utbetaling_holdt_tilbake", {}, ("utbetaling_holdt_tilbake",)),
    ("dokumentasjonskrav", {}, ("dokumentasjonskrav",)),
    ("motstrid", {"sammenheng": "nei"}, ()),
    ("motstrid_i_vedtaket", {"sammenheng": "nei"}, ("utsagn_strider",)),
    ("tekst_fra_annen_sak", {}, ("fremmed_tekst",)),
    ("regnestykket_stemmer_ikke", {}, ("regnefeil",)),
    ("barn_ulike_i_dokumentene", {}, ("barn_strider",)),
    ("omsorg_ulik_i_dokumentene", {}, ("omsorg_strider",)),
    ("belop_ulike_i_dokumentene", {}, ("belop_strider",)),
    ("uten_rettslig_grunnlag", {"rettslig_grunnlag": "nei"}, ()),
    ("uten_klagefrist", {"klageadgang": "nei"}, ()),
    ("sen_saksbehandling", {}, ("over_en_maaned",)),
    ("dokument_ikke_i_mappen", {}, ("henvist_dokument_mangler",)),
    ("vanskelig_sprak", {}, ("vanskelig_sprak",)),
]


@pytest.mark.parametrize(("id", "grader", "fakta"), UTLOSER, ids=[u[0] for u in UTLOSER])
def test_a_flag_is_raised_by_its_grades_and_facts_and_by_no_fewer(id, grader, fakta):
    assert reis() == {}
    flagg = reis(*fakta, **grader)[id]
    assert flagg.kjede == FLAGG[id].kjede and flagg.hjemmel
    assert flagg.tekst == FLAGG[id].tekst["nb"] != reis(*fakta, malform="nn", **grader)[id].tekst
    for uten in fakta:
        assert id not in reis(*(f for f in fakta if f != uten), **grader)
    for uten in grader:
        rest = {k: g for k, g in grader.items() if k != uten}
        assert id not in reis(*fakta, **rest)


def test_a_service_without_a_start_is_flagged():
    sak = en_sak()
    flagg = raise_flagg(sak, vurder(), [], KATALOG, VEDTATT)
    assert [f.id for f in flagg] == ["radgivning_uten_oppstart"]


def test_an_error_of_law_is_held_up_only_where_its_place_can_be_shown():
    sted = (Belegg("v", 0, 6),)
    uten, med = (reis(*fakta, hele_soknaden="nei")["soknad_ikke_avgjort"] for fakta in ((), (Faktum("uavgjort_post", sted, "briller"),)))
    assert [(f.feil, f.belegg) for f in (uten, med)] == [(False, ()), (True, sted)]


def test_every_flag_is_tested_and_there_are_enough():
    assert {u[0] for u in UTLOSER} | {"radgivning_uten_oppstart"} == FLAGG.keys()
    assert len(FLAGG) >= 36


@pytest.mark.parametrize(
    ("id", "for_", "fra"),
    [
        ("barnetrygd_medregnet", "2022-08-31", "2022-09-01"),
        ("barns_inntekt_medregnet", "2016-01-03", "2016-01-04"),
        ("vanskelig_sprak", "2021-12-31", "2022-01-01"),
        ("stordrift_uten_vurdering", "2009-12-31", "2010-01-01"),
    ],
)
def test_no_flag_before_the_law_it_rests_on(id, for_, fra):
    grader, fakta = next((g, f) for navn, g, f in UTLOSER if navn == id)
    assert id not in reis(*fakta, dato=date.fromisoformat(for_), **grader)
    assert id in reis(*fakta, dato=date.fromisoformat(fra), **grader)
    assert id in reis(*fakta, dato=None, **grader)


@pytest.mark.parametrize(
    ("id", "dag", "med", "uten"),
    [
        ("mangler_ikke_forklart", "2023-05-14", "forvaltningsloven § 17", "Trøndelag"),
        ("mangler_ikke_forklart", "2023-05-15", "Trøndelag", "nei"),
        ("vilkar_ikke_tilpasset", "2016-12-31", "§ 20", "§ 20 a"),
        ("vilkar_ikke_tilpasset", "2017-01-01", "§ 20 a", "nei"),
        ("samarbeid_ikke_vist", "2022-07-31", "§ 13", "samordning"),
        ("samarbeid_ikke_vist", "2022-08-01", "samordning", "nei"),
        ("barn_ikke_vurdert", "2014-05-12", "barnekonvensjonen", "Grunnloven"),
    ],
)
def test_the_law_of_the_day_is_named(id, dag, med, uten):
    grader, fakta = next((g, f) for navn, g, f in UTLOSER if navn == id)
    hjemmel = reis(*fakta, dato=date.fromisoformat(dag), **grader)[id].hjemmel
    assert med in hjemmel and uten not in hjemmel


def test_a_flag_that_rests_on_an_absence_waits_for_unread_files():
    for id, grader, fakta in UTLOSER:
        reist = id in reis(*fakta, uleste=["x"], **grader)
        krav = {**({FLAGG[id].kriterium: 1} if FLAGG[id].grader else {}), **FLAGG[id].krever}
        flere = FLAGG[id].flere.kriterier if FLAGG[id].flere else ()
        fravaer = [
            navn for navn in (*krav, *flere)
            if KATALOG.kriterier[navn].dokumenter != {"vedtak"}
            and grader.get(navn.replace(".", "_")) in KATALOG.kriterier[navn].tomme
        ]
        if fravaer:
            assert not reist, id
    assert "samtale_ikke_holdt" not in reis(uleste=["x"], kartleggingssamtale="nei")
    assert "sats_uten_behov" in reis(uleste=["x"], individuell_vurdering="standardisert")
    assert "sen_saksbehandling" not in reis("over_en_maaned", uleste=["x"])


def test_probability_is_the_grades_times_the_facts():
    p = reis("barn_med_helsebehov", p=0.9, barnets_beste="nevnt")["barns_helsebehov_ikke_vurdert"].sannsynlighet
    sikkert = KATALOG.fakta["barn_med_helsebehov"].sikkerhet
    assert p == pytest.approx((0.9 + 0.1 / 3) * sikkert, abs=1e-4)


def test_probability_that_enough_themes_lack_something():
    grader = next(g for navn, g, _ in UTLOSER if navn == "kartlegging_mangler")
    assert reis(**grader)["kartlegging_mangler"].sannsynlighet == 1.0
    assert 0 < reis(p=0.8, **grader)["kartlegging_mangler"].sannsynlighet < 0.9


@pytest.mark.parametrize(
    ("fakta", "endring"),
    [
        ((), 0),
        (("avslag_eller_delvis",), 1),
        (("avslag_eller_delvis", "tre_barn", "langtid", "apen_klage"), 1),
        (("engangsytelse_innvilget",), -1),
        (("engangsytelse_innvilget", "tre_barn"), 0),
    ],
)
def test_what_holds_in_the_case_moves_the_consequence_one_step(fakta, endring):
    assert find_justering(fakta, KATALOG) == endring
    flagg = reis(*fakta, avgjorende_fakta="nei")["avgjorende_fakta_mangler"]
    assert flagg.konsekvens == FLAGG["avgjorende_fakta_mangler"].konsekvens + endring
    assert reis("tre_barn", barnets_beste="mangler")["barn_ikke_vurdert"].konsekvens == 5


def test_a_flag_under_the_limit_is_a_hint_and_moves_nothing():
    grader = {"barnets_beste": "mangler", "avgjorende_fakta": "nei"}
    grense = round(100 * KATALOG.felles["risiko"]["hint_under"])
    flagg = reis(maalt={"barn_ikke_vurdert": (grense - 1, 100), "avgjorende_fakta_mangler": (grense, 100)}, **grader)
    assert [(f.id, f.hint) for f in flagg.values()] == [("avgjorende_fakta_mangler", False), ("barn_ikke_vurdert", True)]
    risiko = weigh_sak(list(flagg.values()), [], KATALOG, VEDTATT)
    assert (risiko.risiko, risiko.kjeder) == (15, ("niva",))
    assert weigh_sak([replace(f, hint=True) for f in flagg.values()], [], KATALOG, VEDTATT) is None


def test_facts_alone_need_to_have_been_measured_often_enough():
    minst = KATALOG.felles["risiko"]["hint_minst"]

    def hint(maalt, **grader):
        return {id for id, f in reis("barns_inntekt", maalt=maalt, **grader).items() if f.hint}

    assert hint({}) == hint({"barns_inntekt_medregnet": (minst, minst)}) == set()
    assert hint({"annet": (1, 1)}) == hint({"barns_inntekt_medregnet": (minst - 1, minst - 1)}) == {"barns_inntekt_medregnet"}
    assert hint({"barn_ikke_vurdert": (0, minst - 1)}, barnets_beste="mangler") == {"barns_inntekt_medregnet"}


def test_what_was_measured_is_stored_with_the_models(tmp_path):
    lag = Lag(("ja", "nei"), (), np.zeros(0), np.ones(0), np.zeros((2, 0)), np.zeros(2), np.full(2, 0.5))
    save_saksmodell(Saksmodell({}, lag, 0.5), tmp_path)
    assert load_saksmodell(tmp_path).flagg == {}
    save_flaggmaal({"barn_ikke_vurdert": (3, 4)}, tmp_path)
    assert load_saksmodell(tmp_path).flagg == {"barn_ikke_vurdert": (3, 4)}
    (tmp_path / "flagg.json").write_text('{"barn_ikke_vurdert": 3}', encoding="utf-8")
    with pytest.raises(Modellfeil):
        load_saksmodell(tmp_path)


def test_linked_weaknesses_count_once():
    ett = reis(barnets_beste="mangler")
    mange = reis(barnets_beste="mangler", kartleggingssamtale="nei", mangler_forklart="nei", hvert_barn="nei", barnets_syn="nei")
    assert len(mange) == 5 and len(ett) == 1
    for flagg in (ett, mange):
        risiko = weigh_sak(list(flagg.values()), [], KATALOG, VEDTATT)
        assert (risiko.risiko, risiko.sannsynlighet, risiko.konsekvens, risiko.kjeder) == (25, 5, 5, ("barnet",))


def test_the_gravest_chain_decides_and_all_are_named():
    flagg = reis("tre_barn", "avslag_eller_delvis", p=0.7, barnets_beste="mangler", avgjorende_fakta="nei", samarbeid="nei")
    fakta = [Faktum("tre_barn"), Faktum("avslag_eller_delvis")]
    risiko = weigh_sak(list(flagg.values()), fakta, KATALOG, VEDTATT)
    assert risiko.kjeder[0] == "barnet" and set(risiko.kjeder) == {"barnet", "niva", "oppfolging"}
    assert risiko.risiko == max(f.risiko for f in flagg.values()) == risiko.sannsynlighet * risiko.konsekvens
    assert (risiko.feil, risiko.grunner, risiko.frist) == (False, ("avslag", "tre_barn"), date(2024, 5, 23))


def test_an_error_of_law_comes_first_whatever_its_risk():
    flagg = reis("barns_inntekt", p=0.99, barnets_beste="mangler")
    assert next(iter(flagg)) == "barns_inntekt_medregnet"
    assert weigh_sak(list(flagg.values()), [], KATALOG, VEDTATT).feil


def test_a_flag_carries_what_its_facts_stand_on():
    her, der = Belegg("v", 0, 3), Belegg("v", 3, 5)
    fakta = [Faktum("avslag_eller_delvis", (her,)), Faktum("mat_strom_bolig", (her, der))]
    assert reis(*fakta, barnets_beste="nevnt")["hjem_pa_spill"].belegg == (her, der)


def test_no_flags_no_risk():
    assert weigh_sak([], [Faktum("tre_barn")], KATALOG, VEDTATT) is None
    assert isinstance(Flagg("a", "b", 1.0, 1, 5, "", "x").rang, tuple)

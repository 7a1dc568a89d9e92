"""From findings to grades: consequences, choice of grade, evidence, certificates, flags, and cases without verdict."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from byggere import en_kilde, en_sak, et_dokument

from vedtaksanalyse.assessment.assess import assess_sak, find_arsak, grade_kriterier
from vedtaksanalyse.assessment.modellfil import load_saksmodell, save_saksmodell
from vedtaksanalyse.assessment.saksmodell import Lag, Saksmodell
from vedtaksanalyse.assessment.svakhet import svakhetstrekk
from vedtaksanalyse.assessment.trekk import describe_sak
from vedtaksanalyse.detection.classifier import GULV
from vedtaksanalyse.errors import Modellfeil
from vedtaksanalyse.kriterier.katalog import Flaggregel, Folge, Hjemmel, Katalog, Kriterium, Spor
from vedtaksanalyse.modellfil import save_modell
from vedtaksanalyse.sak import (
    Avvik,
    Barnefakta,
    Barneomtale,
    Belegg,
    Bevis,
    Kriterievurdering,
    Lesestatus,
    Narmeste,
    Opphav,
    Saksfunn,
    Saksstatus,
    Sammenstilling,
    Setning,
    Skar,
    Treff,
    Versjoner,
)

VERSJONER = Versjoner("k", "kat", "m")
ALLE = frozenset(["vedtak", "journalnotat", "soknad", "klage", "annet"])
VEDTAK = frozenset(["vedtak"])
BEGGE = {"nb": "tekst", "nn": "tekst"}
TEKST = "Setningen her står først. Så kommer en til. Og enda en setning her. Til slutt noe helt annet om saken."


def et_kriterium(navn, grader=("nei", "ja"), dokumenter=VEDTAK, **felt) -> Kriterium:
    return Kriterium(
        **{
            "id": navn,
            "navn": BEGGE,
            "gruppe": "A",
            "sporsmal": BEGGE,
            "grader": grader,
            "gradtekst": {g: BEGGE for g in grader},
            "dokumenter": dokumenter,
            "tomme": frozenset(grader[:1]) if felt.get("slag") != "liste" else frozenset(),
            "utgangspunkt": grader[0],
        }
        | felt
    )


def et_spor(kriterium, navn="s", gir="ja", ikke=()) -> Spor:
    return Spor(navn, kriterium, gir, ("x",), ikke=frozenset(ikke), dokumenter=ALLE)


def en_katalog(*kriterier, flagg=(), alvorlig=(), par=(), uten_betydning=()) -> Katalog:
    felles = {
        "svakhet": {"alvorlig": alvorlig, "par": par, "uten_betydning": dict(uten_betydning)},
        "rekkefolge": {"bare_med_barn": ["b"]},
        "risiko": {"hoyst_justering": 1, "justering": {}, "frist": {"klage": "", "vedtak_dager": 21}},
        "konkret": {"kriterier": {"a": ["barn", "barn_folge"]}},
    }
    return Katalog({k.id: k for k in kriterier}, {"A": BEGGE}, tuple(flagg), felles, "kat")


def et_lag(klasser=("nei", "ja"), trekk=("x",), vekter=None, konstant=None, andel=None) -> Lag:
    antall = len(klasser)
    return Lag(
        klasser,
        trekk,
        np.zeros(len(trekk)),
        np.ones(len(trekk)),
        np.zeros((antall, len(trekk))) if vekter is None else np.array(vekter, float),
        np.zeros(antall) if konstant is None else np.array(konstant, float),
        np.full(antall, 1 / antall) if andel is None else np.array(andel),
    )


def en_modell(svakt=None, avveining=0.5, **lag) -> Saksmodell:
    return Saksmodell({navn.replace("__", "."): ett for navn, ett in lag.items()}, svakt or et_lag(), avveining)


def et_treff(kriterium, start=0, slutt=9, spor="s", grad="ja", dok="vedtak", teller=True, kvalifikatorer=()) -> Treff:
    return Treff(kriterium, spor, grad, Belegg(dok, start, slutt), 0, frozenset(kvalifikatorer), teller)


def vurder(katalog, funn=None, sak=None, modell=None):
    funn = funn or Saksfunn("S-1")
    return assess_sak(sak or en_sak(et_dokument(TEKST)), funn, katalog, modell or en_modell(), VERSJONER)


class TestWithoutVerdict:
    """A case that cannot be assessed has a cause, and nothing else."""

    @pytest.mark.parametrize(
        ("sak", "arsak"),
        [
            (en_sak(et_dokument(TEKST)), ""),
            (en_sak(), "uten_vedtak"),
            (en_sak(et_dokument(TEKST, "journalnotat")), "uten_vedtak"),
            (replace(en_sak(et_dokument(TEKST)), avvik=(Avvik("sakjson_json"),)), "sakjson"),
            (en_sak(et_dokument(TEKST), uleste=(en_kilde("skann", Lesestatus.KREVER_OCR),)), "krever_ocr"),
            (en_sak(et_dokument(TEKST), uleste=(en_kilde("v2", Lesestatus.KRYPTERT, "vedtak"),)), "vedtak_uleselig"),
            (en_sak(et_dokument(TEKST), uleste=(en_kilde("v2", Lesestatus.MANGLER, "vedtak"),)), "vedtak_uleselig"),
            (en_sak(et_dokument(TEKST), uleste=(en_kilde("v2", Lesestatus.DUPLIKAT, "vedtak"),)), ""),
            (en_sak(et_dokument(TEKST), uleste=(en_kilde("n", Lesestatus.ULESELIG, "journalnotat"),)), ""),
            (en_sak(replace(et_dokument(TEKST), malform="annet")), "malform"),
            (en_sak(replace(et_dokument(TEKST), malform="annet"), et_dokument(TEKST, dok_id="v2")), ""),
        ],
    )
    def test_its_cause(self, sak, arsak):
        assert find_arsak(sak) == arsak
        vurdering = vurder(en_katalog(et_kriterium("a", spor=(et_spor("a"),))), sak=sak)
        assert vurdering.arsak == arsak
        assert vurdering.status == (Saksstatus.KAN_IKKE_VURDERES if arsak else Saksstatus.VURDERT)
        if arsak:
            assert (vurdering.vurderinger, vurdering.flagg, vurdering.fakta, vurdering.risiko) == ((), (), (), None)

    def test_it_has_no_findings(self):
        funn = Saksfunn("S-1", treff=(et_treff("a", dok="journalnotat"),))
        vurdering = vurder(
            en_katalog(et_kriterium("a", spor=(et_spor("a"),))), funn, en_sak(et_dokument(TEKST, "journalnotat"))
        )
        assert (vurdering.vurderinger, vurdering.flagg, vurdering.svakt_vedtak) == ((), (), None)

    def test_every_cause_has_a_text(self):
        from vedtaksanalyse.tekster import tekst

        for arsak in ("uten_vedtak", "sakjson", "krever_ocr", "vedtak_uleselig", "malform", "analyse_feilet"):
            assert tekst(f"arsak.{arsak}", "nn")


class TestGrade:
    """The grade of one criterion."""

    KRITERIUM = et_kriterium(
        "a", ("ingen", "litt", "mye"), spor=(et_spor("a", "l", "litt"), et_spor("a", "m", "mye", ["nektet"]))
    )

    def _grad(self, *treff, **felt):
        katalog = en_katalog(replace(self.KRITERIUM, **felt))
        return vurder(katalog, Saksfunn("S-1", treff=treff)).vurdering("a")

    def test_without_a_model_the_strongest_trace_that_counts_decides(self):
        litt, mye = et_treff("a", spor="l", grad="litt"), et_treff("a", 20, 25, "m", "mye")
        assert self._grad().grad == "ingen"
        assert self._grad(litt).grad == "litt"
        assert self._grad(mye, litt).grad == "mye"
        assert self._grad(litt, replace(mye, teller=False)).grad == "litt"
        assert self._grad(litt).sannsynlighet == (("ingen", 0.0), ("litt", 1.0), ("mye", 0.0))

    def test_without_a_trace_the_starting_point_holds(self):
        assert self._grad(utgangspunkt="litt").grad == "litt"
        assert self._grad(et_treff("a", spor="l", grad="litt"), utgangspunkt="mye").grad == "litt"

    def test_a_model_gives_probabilities_of_all_grades(self):
        lag = et_lag(("ingen", "mye"), konstant=[0, np.log(3)])
        mye = Saksfunn("S-1", treff=(et_treff("a", 20, 25, "m", "mye"),))
        vurdering = vurder(en_katalog(self.KRITERIUM), mye, modell=en_modell(a=lag)).vurdering("a")
        assert vurdering.grad == "mye"
        assert dict(vurdering.sannsynlighet) == {"ingen": 0.25, "litt": 0.0, "mye": 0.75}

    @pytest.mark.parametrize(("avveining", "grad"), [(0.0, "ingen"), (0.5, "ingen"), (1.0, "mye")])
    def test_a_rare_grade_is_weighed_by_its_share(self, avveining, grad):
        lag = et_lag(("ingen", "mye"), konstant=[np.log(7), np.log(3)], andel=[0.8, 0.2])
        if avveining == 0.5:
            lag = et_lag(("ingen", "mye"), konstant=[np.log(7), np.log(3)], andel=[0.7, 0.3])
        modell = en_modell(a=lag, avveining=avveining)
        mye = Saksfunn("S-1", treff=(et_treff("a", 20, 25, "m", "mye"),))
        assert vurder(en_katalog(self.KRITERIUM), mye, modell=modell).vurdering("a").grad == grad

    def test_a_grade_that_nothing_shows_gives_way_to_the_next_that_something_does(self):
        katalog, modell = en_katalog(self.KRITERIUM), en_modell(a=et_lag(("ingen", "litt", "mye"), konstant=[0, 1, 2]))
        assert vurder(katalog, modell=modell).vurdering("a").grad == "ingen"
        litt = Saksfunn("S-1", treff=(et_treff("a", spor="l", grad="litt"),))
        vurdering = vurder(katalog, litt, modell=modell).vurdering("a")
        assert (vurdering.grad, len(vurdering.bevis)) == ("litt", 1)
        assert dict(vurdering.sannsynlighet)["mye"] > dict(vurdering.sannsynlighet)["litt"]

    def test_the_model_reads_named_and_scaled_features(self):
        lag = Lag(
            ("nei", "ja"), ("x", "y"), np.array([1.0, 0.0]), np.array([2.0, 1.0]), np.array([[0, 0], [1, 1]]), np.zeros(2), np.ones(2)
        )  # fmt: skip
        p = lag.probability({"x": 5.0, "ukjent": 9.0})
        assert p["ja"] / p["nei"] == pytest.approx(np.exp(2))
        assert sum(p.values()) == pytest.approx(1)

    def test_large_scores_do_not_overflow(self):
        assert et_lag(konstant=[-2000, 2000]).probability({}) == {"nei": 0.0, "ja": 1.0}


class TestFolger:
    """Grades that follow from other criteria."""

    def _katalog(self):
        folge = Folge({"b": ("nei",)}, "ikke_aktuell")
        a = et_kriterium("a", ("ikke_aktuell", "nei", "ja"), folger=(folge,), spor=(et_spor("a"),))
        return en_katalog(a, et_kriterium("b", spor=(et_spor("b"),)))

    def test_a_grade_follows_whatever_was_seen(self):
        funn = Saksfunn("S-1", treff=(et_treff("a"),))
        assert vurder(self._katalog(), funn).vurdering("a").grad == "ikke_aktuell"

    def test_without_the_condition_what_was_seen_decides(self):
        funn = Saksfunn("S-1", treff=(et_treff("a"), et_treff("b", 20, 25)))
        assert vurder(self._katalog(), funn).vurdering("a").grad == "ja"

    def test_probabilities_follow_in_part(self):
        lag = {"a": et_lag(konstant=[0, np.log(4)]), "b": et_lag(konstant=[np.log(3), np.log(7)])}
        vurderinger = grade_kriterier({"a": {}, "b": {}}, self._katalog(), en_modell(**lag))
        a = dict(vurderinger[0].sannsynlighet)
        assert a == {"ikke_aktuell": 0.3, "nei": 0.14, "ja": 0.56}
        assert vurderinger[0].grad == "ja"

    def test_all_conditions_must_hold(self):
        folge = Folge({"b": ("nei",), "c": ("ja",)}, "ikke_aktuell")
        a = et_kriterium("a", ("ikke_aktuell", "nei"), folger=(folge,), utgangspunkt="nei")
        katalog = en_katalog(a, et_kriterium("b"), et_kriterium("c", spor=(et_spor("c"),)))
        assert vurder(katalog).vurdering("a").grad == "nei"
        assert vurder(katalog, Saksfunn("S-1", treff=(et_treff("c"),))).vurdering("a").grad == "ikke_aktuell"

    def test_the_order_is_the_catalogues(self):
        assert [v.kriterium for v in vurder(self._katalog()).vurderinger] == ["a", "b"]


class TestListe:
    """Criteria with any number of values."""

    KATALOG = en_katalog(
        et_kriterium("a", ("x", "y", "z"), slag="liste", spor=(et_spor("a", "sx", "x"), et_spor("a", "sy", "y")))
    )

    def test_rules_alone(self):
        funn = Saksfunn("S-1", treff=(et_treff("a", spor="sy", grad="y"),))
        vurdering = vurder(self.KATALOG, funn).vurdering("a")
        assert (vurdering.grad, vurdering.verdi) == ("", ("y",))
        assert vurdering.belegg == (Belegg("vedtak", 0, 9),)
        assert vurdering.kvittering is None

    def test_no_value_has_a_certificate(self):
        funn = Saksfunn("S-1", setninger=(("vedtak", (Setning(0, 0, 5),)),))
        vurdering = vurder(self.KATALOG, funn).vurdering("a")
        assert vurdering.verdi == ()
        assert vurdering.kvittering.dokumenter == ("vedtak",)

    def test_a_model_for_a_value(self):
        modell = Saksmodell({"a=x": et_lag(konstant=[0, 1]), "a=y": et_lag(konstant=[1, 0])}, et_lag(), 0.5)
        funn = Saksfunn("S-1", treff=(et_treff("a", spor="sx", grad="x"), et_treff("a", spor="sy", grad="y")))
        vurdering = vurder(self.KATALOG, funn, modell=modell).vurdering("a")
        assert vurdering.verdi == ("x",)
        assert dict(vurdering.sannsynlighet) == {"x": 0.7311, "y": 0.2689, "z": 0.0}

    def test_values_that_nothing_shows_are_none(self):
        modell = Saksmodell({"a=x": et_lag(konstant=[0, 1])}, et_lag(), 0.5)
        vurdering = vurder(self.KATALOG, modell=modell).vurdering("a")
        assert (vurdering.verdi, vurdering.bevis) == ((), ())
        assert vurdering.kvittering is not None

    @pytest.mark.parametrize(("antall", "verdi"), [(2, ()), (3, ("x",)), (6, ("x",)), (0, ())])
    def test_what_follows_from_the_number_of_children_is_counted_where_it_is_known(self, antall, verdi):
        katalog = en_katalog(et_kriterium("a", ("x",), slag="liste", barnetall={"x": 3}))
        modell = Saksmodell({"a=x": et_lag(konstant=[0, 0.1 if antall != 6 else -9])}, et_lag(), 0.5)
        omtaler = (Barneomtale(Belegg("vedtak", 0, 9), "antall", antall),) if antall else ()
        vurdering = vurder(katalog, Saksfunn("S-1", barn=omtaler), modell=modell).vurdering("a")
        assert vurdering.verdi == verdi
        assert vurdering.kilder == (("metode:barn",) if verdi else ())


class TestEvidence:
    """The quotes beside a grade."""

    KATALOG = en_katalog(et_kriterium("a", spor=(et_spor("a"), et_spor("a", "t"))))

    def _vurder(self, treff=(), skar=(), katalog=KATALOG):
        funn = Saksfunn("S-1", treff=tuple(treff), skar=tuple(skar))
        return vurder(katalog, funn, modell=en_modell(a=et_lag(konstant=[0, 3]))).vurdering("a")

    def test_best_sentences_first_and_a_trace_lifts_its_own(self):
        skar = [
            Skar("a", "ja", Belegg("vedtak", 26, 43), 2.5),
            Skar("a", "ja", Belegg("vedtak", 0, 25), 2.0),
            Skar("a", "ja", Belegg("vedtak", 44, 67), -1.1),
        ]
        treff = [et_treff("a", 3, 9), et_treff("a", 70, 80, "t", kvalifikatorer=["standardtekst", "gjengitt"])]
        vurdering = self._vurder(treff, skar)
        assert [(b.start, b.slutt) for b in vurdering.belegg] == [(0, 25), (26, 43), (70, 80)]
        assert vurdering.kilder == ("modell:setninger", "spor:s", "spor:t")
        assert [bevis.opphav for bevis in vurdering.bevis] == [
            (Opphav("modell:setninger", (), 2.0), Opphav("spor:s")),
            (Opphav("modell:setninger", (), 2.5),),
            (Opphav("spor:t", ("gjengitt", "standardtekst")),),
        ]
        assert vurdering.kvittering is None

    def test_much_weaker_sentences_are_not_shown(self):
        skar = [Skar("a", "ja", Belegg("vedtak", 0, 25), 2.0), Skar("a", "ja", Belegg("vedtak", 26, 43), -2.1)]
        assert [b.start for b in self._vurder(skar=skar).belegg] == [0]

    def test_other_grades_criteria_and_hits_that_do_not_count_are_no_evidence(self):
        skar = [Skar("a", "nei", Belegg("vedtak", 0, 25), 5.0), Skar("b", "ja", Belegg("vedtak", 0, 25), 5.0)]
        treff = [et_treff("a", teller=False), et_treff("a", grad="nei"), et_treff("b")]
        vurdering = self._vurder(treff, skar)
        assert (vurdering.belegg, vurdering.kilder) == ((), ())

    def test_a_trace_shows_its_whole_sentence_once(self):
        treff = (et_treff("a", 3, 9), et_treff("a", 12, 16, "t"))
        funn = Saksfunn("S-1", treff=treff, setninger=(("vedtak", (Setning(0, 0, 25), Setning(1, 26, 43))),))
        vurdering = vurder(self.KATALOG, funn, modell=en_modell(a=et_lag(konstant=[0, 3]))).vurdering("a")
        assert [(b.start, b.slutt) for b in vurdering.belegg] == [(0, 25)]
        assert vurdering.kilder == ("spor:s", "spor:t")

    def test_at_most_five_quotes(self):
        treff = [et_treff("a", 10 * n, 10 * n + 5) for n in range(8)]
        assert [b.start for b in self._vurder(treff).belegg] == [0, 10, 20, 30, 40]

    def test_a_sentence_that_only_the_classifier_half_sees_stands_alone_and_only_where_nothing_better_does(self):
        svak, svakere = Skar("a", "ja", Belegg("vedtak", 0, 25), -2.1), Skar("a", "ja", Belegg("vedtak", 26, 43), -2.2)
        assert self._vurder(skar=[svak, svakere]).bevis == (Bevis(svak.belegg, (Opphav("modell:setninger", (), -2.1),)),)
        sikker = Skar("a", "ja", Belegg("vedtak", 44, 60), -1.0)
        assert self._vurder(skar=[svak, sikker]).belegg == (sikker.belegg,)
        assert self._vurder([et_treff("a")], [svak]).belegg == (svak.belegg,)

    def test_a_sentence_that_has_nothing_to_do_with_it_shows_nothing(self):
        vurdering = self._vurder(skar=[Skar("a", "ja", Belegg("vedtak", 0, 9), -3.1)])
        assert (vurdering.grad, vurdering.belegg) == ("nei", ())
        assert vurdering.kvittering is not None

    def test_what_nothing_speaks_against_is_shown_by_what_it_is_about(self):
        helt = et_kriterium("a", utgangspunkt="ja", bevis_fra="b")
        utfall = et_kriterium("b", spor=(et_spor("b"),))
        modell = en_modell(a=et_lag(konstant=[0, 3]), b=et_lag(konstant=[0, 3]))
        funn = Saksfunn("S-1", treff=(et_treff("b"),))
        vurdering = vurder(en_katalog(helt, utfall), funn, modell=modell).vurdering("a")
        assert vurdering.bevis == (Bevis(Belegg("vedtak", 0, 9), (Opphav("sammenstilling:holdt_mot"),)),)
        assert vurdering.kvittering is not None
        enig = Sammenstilling("a", "avgjort", (Belegg("vedtak", 12, 16),), False)
        uenig = Sammenstilling("a", "uavgjort", (Belegg("vedtak", 18, 19),), True)
        vurdering = vurder(en_katalog(helt, utfall), replace(funn, sammenstillinger=(uenig, enig)), modell=modell).vurdering("a")
        assert vurdering.bevis == (Bevis(Belegg("vedtak", 12, 16), (Opphav("sammenstilling:enige"),)),)

    def test_the_same_place_in_two_documents_is_two_quotes(self):
        treff = [et_treff("a"), et_treff("a", dok="klage")]
        assert [b.dok_id for b in self._vurder(treff).belegg] == ["vedtak", "klage"]

    def test_a_method_shows_its_own_facts(self):
        katalog = en_katalog(et_kriterium("a", metode="barn"))
        omtale = Barneomtale(Belegg("vedtak", 0, 9), "liste", 2, (4, 7), "fast")
        funn = Saksfunn("S-1", barn=(omtale,))
        vurdering = vurder(katalog, funn, modell=en_modell(a=et_lag(konstant=[0, 3]))).vurdering("a")
        assert vurdering.fakta == Barnefakta(2, (4, 7), "fast", (Belegg("vedtak", 0, 9),))
        assert vurdering.belegg == (Belegg("vedtak", 0, 9),)
        assert vurdering.kilder == ("metode:barn",)
        funn = replace(funn, barn=(replace(omtale, belegg=Belegg("vedtak", 4, 9)),), setninger=(("vedtak", (Setning(0, 0, 25), Setning(1, 26, 43))),))
        assert vurder(katalog, funn, modell=en_modell(a=et_lag(konstant=[0, 3]))).vurdering("a").belegg == (Belegg("vedtak", 0, 25),)


class TestCertificate:
    """With an absence: where it was looked for, and what came nearest."""

    def _kvittering(self, kriterium=None, treff=(), skar=(), sak=None, **felt):
        kriterium = kriterium or et_kriterium("a", spor=(et_spor("a", ikke=["nektet"]), et_spor("a", "t")))
        funn = Saksfunn("S-1", treff=tuple(treff), skar=tuple(skar), **{n: tuple(v) for n, v in felt.items()})
        vurdering = vurder(en_katalog(kriterium), funn, sak, en_modell(a=et_lag(konstant=[3, 0]))).vurdering("a")
        assert vurdering.belegg == ()
        return vurdering.kvittering

    def test_where_it_was_looked_for(self):
        sak = en_sak(
            et_dokument(TEKST), et_dokument(TEKST, "journalnotat"), et_dokument(TEKST, "klage"),
            uleste=(en_kilde("n2", Lesestatus.ULESELIG), en_kilde("n3", Lesestatus.DUPLIKAT)),
        )  # fmt: skip
        setninger = [
            (d, tuple(Setning(n, n, n + 1) for n in range(antall)))
            for d, antall in (("vedtak", 4), ("journalnotat", 40), ("klage", 400))
        ]
        kriterium = et_kriterium("a", dokumenter=frozenset(["vedtak", "journalnotat"]), spor=(et_spor("a"),))
        kvittering = self._kvittering(kriterium, sak=sak, setninger=setninger)
        assert kvittering.dokumenter == ("vedtak", "journalnotat")
        assert kvittering.uleste == ("n2",)
        assert (kvittering.setninger, kvittering.spor) == (44, 1)

    def test_a_document_that_was_not_searched_is_not_said_to_be(self):
        sak = en_sak(et_dokument(TEKST), et_dokument(TEKST, "annet"))
        kriterium = et_kriterium("a", dokumenter=frozenset(["vedtak", "annet"]))
        setninger = [("vedtak", (Setning(0, 0, 5),))]
        assert self._kvittering(kriterium, sak=sak, setninger=setninger).dokumenter == ("vedtak",)

    def test_what_came_nearest_and_why_it_fell_short(self):
        treff = [
            et_treff("a", teller=False, kvalifikatorer=["nektet", "gjengitt"]),
            et_treff("a", 20, 25, dok="klage", teller=False, kvalifikatorer=["annet_dokument"]),
        ]
        skar = [
            Skar("a", "ja", Belegg("vedtak", 0, 25), 5.0),
            Skar("a", "nei", Belegg("vedtak", 26, 43), 4.0),
            Skar("a", "ja", Belegg("vedtak", 44, 67), -1.0),
            Skar("a", "ja", Belegg("vedtak", 68, 90), -2.0),
        ]
        assert self._kvittering(treff=treff, skar=skar).narmeste == (
            Narmeste(Belegg("vedtak", 0, 9), ("nektet",)),
            Narmeste(Belegg("klage", 20, 25), ("annet_dokument",)),
            Narmeste(Belegg("vedtak", 44, 67), ("svakt",)),
        )

    def test_nothing_near(self):
        assert self._kvittering().narmeste == ()

    def test_a_hit_that_the_case_outweighed_is_nearest(self):
        treff = [et_treff("a", teller=False, kvalifikatorer=["nektet"]), et_treff("a", 80, 85), et_treff("a", 90, 95, grad="nei")]
        assert self._kvittering(treff=treff).narmeste == (
            Narmeste(Belegg("vedtak", 80, 85), ("overveid",)),
            Narmeste(Belegg("vedtak", 0, 9), ("nektet",)),
        )

    def test_the_whole_sentence_is_shown_with_every_reason(self):
        kriterium = et_kriterium("a", spor=(et_spor("a", ikke=["nektet", "gjengitt"]), et_spor("a", "t", ikke=["lovsitat"])))
        treff = [
            et_treff("a", 3, 9, teller=False, kvalifikatorer=["nektet", "gjengitt", "standardtekst"]),
            et_treff("a", 12, 16, "t", teller=False, kvalifikatorer=["nektet", "lovsitat"]),
        ]
        skar = [Skar("a", "ja", Belegg("vedtak", 0, 25), 5.0)]
        setninger = [("vedtak", (Setning(0, 0, 25), Setning(1, 26, 43)))]
        assert self._kvittering(kriterium, treff, skar, setninger=setninger).narmeste == (
            Narmeste(Belegg("vedtak", 0, 25), ("gjengitt", "nektet", "lovsitat")),
        )

    def test_the_sections_of_each_document_that_was_searched(self):
        sak = en_sak(et_dokument(TEKST), et_dokument(TEKST, "journalnotat"), et_dokument(TEKST, "klage"))
        rekker = {"vedtak": ("brevhode", "fakta", "fakta", "vurdering", "fakta"), "klage": ("ukjent",)}
        setninger = [(d, tuple(Setning(n, n, n + 1, "setning", s) for n, s in enumerate(r))) for d, r in rekker.items()]
        kriterium = et_kriterium("a", dokumenter=frozenset(["vedtak", "journalnotat"]), spor=(et_spor("a"),))
        kvittering = self._kvittering(kriterium, sak=sak, setninger=setninger)
        assert kvittering.seksjoner == (("vedtak", ("brevhode", "fakta", "vurdering")),)


class TestFlagg:
    """Flags: risk, dates of law, conditions, and doubt when something was not read."""

    def _regel(self, **felt):
        return Flaggregel(
            **{
                "id": "f",
                "kriterium": "a",
                "grader": frozenset(["nei"]),
                "konsekvens": 4,
                "tekst": {"nb": "Mangler.", "nn": "Manglar."},
                "neste": BEGGE,
                "hjemmel": (Hjemmel({"nb": "en lov", "nn": "ei lov"}, date(2022, 9, 1)),),
            }
            | felt
        )

    def _flagg(self, *regler, sak=None, lag=None, dokumenter=VEDTAK, treff=()):
        katalog = en_katalog(
            et_kriterium("a", dokumenter=dokumenter, spor=(et_spor("a"),)),
            et_kriterium("b", spor=(et_spor("b"),)),
            flagg=regler or [self._regel()],
        )
        sak = sak or en_sak(et_dokument(TEKST, dato=date(2024, 1, 1)))
        return vurder(katalog, Saksfunn("S-1", treff=tuple(treff)), sak, en_modell(**lag or {})).flagg

    @pytest.mark.parametrize(
        ("p", "risiko"), [(1.0, 20), (0.81, 20), (0.8, 16), (0.61, 16), (0.6, 12), (0.51, 12)]
    )  # fmt: skip
    def test_risk_is_probability_in_fifths_times_consequence(self, p, risiko):
        konstant = [50, -50] if p == 1 else [np.log(p), np.log(1 - p)]
        [flagg] = self._flagg(lag={"a": et_lag(konstant=konstant)})
        assert (flagg.risiko, flagg.konsekvens) == (risiko, 4)
        assert flagg.sannsynlighet == pytest.approx(p)

    def test_what_is_said_to_stand_there_is_no_flag_without_a_place_where_it_does(self):
        regel, lag = self._regel(grader=frozenset(["ja"])), {"a": et_lag(konstant=[-50, 50])}
        assert self._flagg(regel, lag=lag) == ()
        [flagg] = self._flagg(regel, lag=lag, treff=[et_treff("a")])
        assert flagg.belegg == (Belegg("vedtak", 0, 9),)

    def test_a_grade_that_is_not_named_raises_no_flag(self):
        assert self._flagg(treff=[et_treff("a")]) == ()

    @pytest.mark.parametrize(
        ("datoer", "antall"),
        [
            (["2022-08-31"], 0),
            (["2022-09-01"], 1),
            ([None], 1),
            (["2022-01-01", "2023-01-01"], 1),
        ],
    )
    def test_the_law_of_the_last_decisions_date_holds(self, datoer, antall):
        dokumenter = [
            et_dokument(TEKST, dok_id=f"v{nr}", dato=date.fromisoformat(d) if d else None) for nr, d in enumerate(datoer)
        ]
        notat = et_dokument(TEKST, "journalnotat", dato=date(2030, 1, 1))
        assert len(self._flagg(sak=en_sak(*dokumenter, notat))) == antall
        ventet = max((date.fromisoformat(d) for d in datoer if d), default=None)
        assert en_sak(*dokumenter, notat).vedtaksdato == ventet

    def test_only_the_bases_that_hold_are_named(self):
        ny, gammel, evig = ({"nb": n, "nn": f"{n} (nn)"} for n in ("ny lov", "gammel lov", "evig"))
        hjemler = (Hjemmel(ny, date(2025, 1, 1)), Hjemmel(gammel, None, date(2024, 12, 31)), Hjemmel(evig))
        for malform, ventet in (("nb", "gammel lov; evig"), ("nn", "gammel lov (nn); evig (nn)"), ("annet", "gammel lov; evig")):
            sak = en_sak(et_dokument(TEKST, dato=date(2024, 1, 1)), malform=malform)
            [flagg] = self._flagg(self._regel(hjemmel=hjemler), sak=sak)
            assert flagg.hjemmel == ventet

    def test_conditions_on_other_criteria(self):
        regel = self._regel(krever={"b": ("ja",)})
        assert self._flagg(regel) == ()
        assert len(self._flagg(regel, treff=[et_treff("b")])) == 1

    @pytest.mark.parametrize(
        ("dokumenter", "status", "antall"),
        [
            (ALLE, Lesestatus.ULESELIG, 0),
            (ALLE, Lesestatus.DUPLIKAT, 1),
            (VEDTAK, Lesestatus.ULESELIG, 1),
        ],
    )
    def test_an_absence_is_no_flag_while_something_that_could_show_it_is_unread(self, dokumenter, status, antall):
        sak = en_sak(et_dokument(TEKST, dato=date(2024, 1, 1)), uleste=(en_kilde("n", status, "journalnotat"),))
        assert len(self._flagg(sak=sak, dokumenter=dokumenter)) == antall

    def test_highest_risk_first_in_the_cases_own_form(self):
        regler = [self._regel(id="lav", konsekvens=2), self._regel(id="hoy", konsekvens=5), self._regel(id="a_lav", konsekvens=2)]
        flagg = self._flagg(*regler, sak=en_sak(et_dokument(TEKST, dato=date(2024, 1, 1)), malform="nn"))
        assert [f.id for f in flagg] == ["hoy", "a_lav", "lav"]
        assert {f.tekst for f in flagg} == {"Manglar."}

    def test_a_case_in_another_language_form_gets_bokmal(self):
        sak = en_sak(et_dokument(TEKST, dato=date(2024, 1, 1)), malform="annet")
        assert self._flagg(sak=sak)[0].tekst == "Mangler."


class TestSvakt:
    """The probability that a decision is weak."""

    def test_it_is_read_from_the_probabilities_of_all_grades(self):
        katalog = en_katalog(et_kriterium("a"), et_kriterium("b"))
        svakt = et_lag(("nei", "ja"), ("a=nei", "b=ja"), [[0, 0], [2, 5]])
        modell = en_modell(svakt, a=et_lag(konstant=[0, 0]))
        vurdering = vurder(katalog, modell=modell)
        assert vurdering.svakt_vedtak == pytest.approx(1 / (1 + np.exp(-1)), abs=1e-4)
        trekk = svakhetstrekk({v.kriterium: v for v in vurdering.vurderinger}, katalog)
        assert {navn: verdi for navn, verdi in trekk.items() if "=" in navn} == {
            "a=nei": 0.5, "a=ja": 0.5, "b=nei": 1.0, "b=ja": 0.0
        }  # fmt: skip

    def test_one_serious_fault_is_seen_as_such_unless_everything_was_granted(self):
        katalog = en_katalog(
            *(et_kriterium(navn, svake=("nei",)) for navn in "abc"),
            et_kriterium("barn"),
            alvorlig=["a", "b", "c"], par=[["a", "c"]], uten_betydning={"c": ["ja"]},
        )  # fmt: skip
        p = {"a": 0.5, "b": 0.4, "c": 0.2, "barn": 0.1}  # the probability of «nei»
        vurdert = {n: Kriterievurdering(n, "ja", (("nei", x), ("ja", 1 - x))) for n, x in p.items()}
        trekk = {n: v for n, v in svakhetstrekk(vurdert, katalog).items() if "=" not in n}
        assert trekk == pytest.approx({
            "svikt:a": 0.5, "svikt:b": 0.4 * 0.9, "svikt:c": 0.2,
            "svikt:a:av_betydning": 0.5 * 0.2, "svikt:b:av_betydning": 0.36 * 0.2, "svikt:c:av_betydning": 0.2 * 0.2,
            "svikt:a+c": 0.1, "svikt:antall": 1.06, "svikt:noen": 1 - 0.5 * 0.64 * 0.8,
        })  # fmt: skip


def test_sentences_about_the_child_are_features_of_the_criteria_that_ask():
    katalog = en_katalog(et_kriterium("a"), et_kriterium("b"))
    funn = Saksfunn("S-1", konkret=(("barn", 3), ("barn_folge", 9)))
    trekk = describe_sak(en_sak(et_dokument(TEKST)), funn, Barnefakta(), katalog)
    assert (trekk["a"]["konkret:barn"], trekk["a"]["konkret:barn_folge"]) == (2, pytest.approx(np.log2(5)))
    assert "konkret:barn" not in trekk["b"]


def test_features_of_traces_tell_counted_from_refused(katalog):
    kriterium = et_kriterium("a", spor=(et_spor("a"), et_spor("a", "t")))
    funn = Saksfunn("S-1", treff=(et_treff("a"), et_treff("a", 10, 12), et_treff("a", 20, 22, "t", teller=False)))
    trekk = describe_sak(en_sak(et_dokument(TEKST)), funn, Barnefakta(), en_katalog(kriterium))["a"]
    assert trekk["spor:s"] == pytest.approx(np.log2(3))
    assert (trekk["avvist:s"], trekk["spor:t"], trekk["avvist:t"]) == (0, 0, 1)
    assert (trekk["regel:ja"], trekk["regel:nei"]) == (1, 0)


def test_a_saved_model_answers_alike(tmp_path):
    lag = Lag(("nei", "ja"), ("x", "y"), np.array([1.0, 0.5]), np.array([2.0, 3.0]), np.array([[0.25, 1], [-2, 0.125]]), np.array([0.5, 1]), np.array([0.75, 0.25]))  # fmt: skip
    save_saksmodell(en_modell(lag, a=lag), tmp_path)
    lest = load_saksmodell(tmp_path)
    assert lest.avveining == 0.5
    for ett in (lest.svakt, lest.lag["a"]):
        p = ett.probability({"x": 3, "y": 1})
        assert p == lag.probability({"x": 3, "y": 1})
        assert ett.choose(p, 0.5) == lag.choose(p, 0.5)


@pytest.mark.parametrize("innhold", [{}, {"lag": []}, {"lag": {"a": {}}, "svakt": {}, "avveining": 1}])
def test_a_model_that_does_not_fit_is_named(tmp_path, innhold):
    with pytest.raises(Modellfeil) as feil:
        load_saksmodell(tmp_path)
    assert feil.value.kode == "modell_mangler"
    save_modell(innhold, tmp_path / "saker.skops")
    with pytest.raises(Modellfeil) as feil:
        load_saksmodell(tmp_path)
    assert feil.value.kode == "modell_ubrukelig"


def test_a_score_that_is_not_there_counts_as_the_lowest():
    """In a short text no sentence comes near some grades: that is no half-sure score."""
    en, to = np.zeros(1), np.ones(1)
    for navn in ("skar:vurdert:1", "sak:vurdert"):
        lag = Lag(("nei", "ja"), (navn,), en, to, np.array([[-1.0], [1.0]]), np.zeros(2), np.array([0.5, 0.5]))
        assert lag.probability({})["ja"] == lag.probability({navn: GULV})["ja"] < 0.01
    spor = Lag(("nei", "ja"), ("spor:a",), en, to, np.array([[-1.0], [1.0]]), np.zeros(2), np.array([0.5, 0.5]))
    assert spor.probability({})["ja"] == 0.5

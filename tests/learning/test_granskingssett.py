"""What people answered becomes labels only where it is cleared, certain, and said of the text that is stored."""

from __future__ import annotations

from dataclasses import replace

import pytest
from granskede import LOV, TEKST, VERSJONER, en_vurdering, et_svar

from vedtaksanalyse import sak as s
from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.learning.granskingssett import collect_sett, klarer, require_lov
from vedtaksanalyse.learning.merkelapper import MAPPE, VALG, Merke, find_flagggrad, find_merker, settle_merker
from vedtaksanalyse.stikkprove.skjema import find_verdi, make_skjema
from vedtaksanalyse.storage import open_lager

BB, IV = "barnets_beste", "individuell_vurdering"


@pytest.fixture
def lager(database, katalog):
    with open_lager(database) as lager:
        lager.save_vurderinger([en_vurdering("S-1", katalog), en_vurdering("S-2", katalog, "Nav Bø")])
        lager.gjennomgang.save_svar([et_svar("S-1", BB, "vurdert", sitat=(("vedtak", 20, 40),), blind=True), et_svar("S-2", BB, "nevnt")])
        yield lager


def test_learning_is_off_until_it_is_on_with_its_legal_basis():
    for pa, grunnlag, kode in ((False, LOV, "laering_av"), (True, " ", "laering_grunnlag")):
        with pytest.raises(Bruksfeil, match=kode):
            require_lov(pa, grunnlag)
    assert require_lov(True, f" {LOV} ") == LOV


def test_only_what_is_cleared_is_learnt_from(lager, katalog):
    assert collect_sett(lager, katalog, LOV).saker == ()
    assert klarer(lager, LOV, "ola", kontorer=["Nav Ås"]) == 1
    sett = collect_sett(lager, katalog, LOV)
    assert [ett.sak.sak_id for ett in sett.saker] == ["S-1"]
    klarer(lager, LOV, "ola", saker=["S-2"])
    assert len(collect_sett(lager, katalog, LOV).saker) == 2
    klarer(lager, LOV, "ola", saker=["S-1"], tillatt=False)
    sett = collect_sett(lager, katalog, LOV)
    assert [ett.sak.sak_id for ett in sett.saker] == ["S-2"] and sett.opphav["utelatt"] == {"ikke_klarert": 1}
    assert lager.laering.load_klareringer()["S-1", ""].grunnlag == LOV
    # one document that is not cleared keeps the whole case out
    lager.laering.add_klareringer([s.Klarering("S-2", "notat", False, LOV)])
    assert collect_sett(lager, katalog, LOV).saker == ()
    with pytest.raises(Bruksfeil, match="klarer_ukjent"):
        klarer(lager, LOV, "ola", saker=["S-1", "finnes-ikke"])
    with pytest.raises(Bruksfeil, match="klarer_hva"):
        klarer(lager, LOV, "ola")


def test_a_label_has_its_quotes_its_weight_and_where_it_came_from(lager, katalog):
    klarer(lager, LOV, "ola", saker=["S-1", "S-2"])
    lager.gjennomgang.save_svar([s.Svar("S-1", "kari", s.Svarslag.SAK, "", "vurderes_pa_nytt", blind=True)])
    sett = collect_sett(lager, katalog, LOV)
    forste, andre = sett.saker
    assert forste.belegg(BB) == (("vedtak", TEKST[20:40]),) and forste.vist(BB) and forste.vekt(BB) == VALG["vekt"]["blind"]
    assert forste.svakt_vedtak is True and andre.svakt_vedtak is None
    assert not andre.vist(BB) and andre.vekt(BB) == VALG["vekt"]["sett"] and not andre.kjent(IV)
    assert {navn: sett.opphav[navn] for navn in ("saker", "granskere", "kontorer", "malformer", "kilder", "blinde", "grunnlag")} == {
        "saker": 2, "granskere": {"kari": 3}, "kontorer": {"Nav Bø": 1, "Nav Ås": 1}, "malformer": {"nb": 2},
        "kilder": {"grad": 2, "utfall": 1}, "blinde": 2, "grunnlag": LOV,
    }  # fmt: skip
    assert TEKST[:20] not in str(sett.opphav)
    avtrykk = sett.opphav["sha256"]
    assert collect_sett(lager, katalog, LOV).opphav["sha256"] == avtrykk
    lager.gjennomgang.save_svar([et_svar("S-2", BB, "vurdert")])
    assert collect_sett(lager, katalog, LOV).opphav["sha256"] != avtrykk
    assert collect_sett(lager, katalog, LOV, uten=["kari"]).saker == ()


def test_what_is_held_back_is_not_learnt_from_and_what_is_masked_is_masked(lager, katalog):
    funn = (s.PiiFunn(s.Belegg("vedtak", 0, 5), "navn", 1.0),)
    lager.save_vurderinger([en_vurdering("S-1", katalog, pii=funn)])
    klarer(lager, LOV, "ola", saker=["S-1"])
    assert collect_sett(lager, katalog, LOV).opphav["utelatt"] == {"holdt": 1}
    [sak] = collect_sett(lager, katalog, LOV, s.Vern.MASKER).saker
    assert not sak.sak.dokument("vedtak").tekst.startswith("Barna") and sak.sak.dokument("vedtak").tekst.endswith("vinterklær.")


def test_an_answer_holds_for_the_same_text_in_another_version_only(lager, katalog):
    klarer(lager, LOV, "ola", saker=["S-1"])
    ny = replace(VERSJONER, modeller="m2")
    lager.save_vurderinger([en_vurdering("S-1", katalog, versjoner=ny)])
    assert collect_sett(lager, katalog, LOV).opphav["utelatt"] == {"annen_utgave": 1, "uten_merker": 1}
    lager.start_kjoring("rot", VERSJONER)  # a run with the old models read the same files the same way
    assert len(collect_sett(lager, katalog, LOV).saker) == 1
    lager.save_vurderinger([en_vurdering("S-1", katalog, versjoner=ny, tekst=TEKST + " Endret.")])
    assert collect_sett(lager, katalog, LOV).saker == ()


def test_where_people_differ_nothing_is_known_until_it_is_settled(lager, katalog):
    klarer(lager, LOV, "ola", saker=["S-1"])
    lager.gjennomgang.save_svar([et_svar("S-1", BB, "mangler", "per", blind=True), et_svar("S-1", IV, "konkret", "per")])
    sett = collect_sett(lager, katalog, LOV)
    assert not sett.saker[0].kjent(BB) and sett.saker[0].kjent(IV) and sett.opphav["uenige"] == 1
    assert collect_sett(lager, katalog, LOV, uten=["per"]).saker[0].grad(BB) == "vurdert"

    def merke(hvem, grad, **felt):
        return Merke("S-1", hvem, BB, grad, MAPPE, True, True, 1.0, **felt)

    staende, uenige = settle_merker([merke("a", "mangler"), merke("b", "nevnt"), merke("c", "nevnt", avklart=True)])
    assert ({ett.hvem for ett in staende[BB]}, uenige) == ({"b", "c"}, 0)


def test_a_flag_gives_a_label_only_where_it_gives_one_grade(katalog):
    def svar(verdi, grunn=""):
        return s.Svar("S-1", "kari", s.Svarslag.FLAGG, "f", verdi, grunn)

    regel = next(r for r in katalog.flagg if r.kriterium and not (r.krever or r.flere or r.fakta or r.uten_fakta))
    kriterium = katalog.kriterier[regel.kriterium]
    svak = sorted(regel.grader)[0]
    to = replace(regel, grader=frozenset(kriterium.grader[:-1]))
    igjen = kriterium.grader[-1]
    assert find_flagggrad(svar("bekreft"), regel, {kriterium.id: svak}, katalog) == svak
    assert find_flagggrad(svar("bekreft"), regel, {kriterium.id: igjen}, katalog) == ""
    assert find_flagggrad(svar("avvis", "star_i_teksten"), to, {}, katalog) == igjen
    assert find_flagggrad(svar("avvis", "ikke_relevant"), to, {}, katalog) == ""
    assert find_flagggrad(svar("avvis", "star_i_teksten"), replace(to, fakta=("x",)), {}, katalog) == ""
    assert find_flagggrad(svar("avvis", "star_i_teksten"), replace(to, grader=frozenset(kriterium.grader[:1])), {}, katalog) == (
        igjen if len(kriterium.grader) == 2 else ""
    )
    assert find_flagggrad(svar("usikker"), regel, {kriterium.id: svak}, katalog) == ""


def test_a_control_case_weighs_as_those_it_was_drawn_from(katalog):
    def vekt(oppgave):
        [merke] = find_merker([et_svar("S-1", BB, "nevnt")], [], oppgave, {}, "", katalog)
        return merke.vekt, merke.tilfeldig

    hoyst = VALG["vekt"]["tilfeldig_hoyst"]
    assert vekt(s.Oppgave("S-1")) == (VALG["vekt"]["sett"], False)
    assert vekt(s.Oppgave("S-1", kontroll=True, andel=0.5)) == (2.0, True)
    assert vekt(s.Oppgave("S-1", kontroll=True, andel=0.01)) == (hoyst, True)
    assert vekt(s.Oppgave("S-1", blind=True, andel=0.05)) == (VALG["vekt"]["sett"], True)


def test_a_point_of_the_form_gives_a_label_where_its_answer_is_one_grade(katalog):
    punkt = next(p for p in make_skjema(katalog).values() if len(p.ledd) == 1 and not p.under)
    kriterium = katalog.kriterier[punkt.ledd[0].kriterium]
    for verdi in s.Skjemaverdi:
        svar = s.Mappesvar(1, "S-1", 1, "kari", punkt.id, verdi, blind=True)
        grader = [g for g in kriterium.grader if find_verdi(kriterium, g, katalog) == verdi]
        vil = len(grader) == 1 and verdi not in (s.Skjemaverdi.IKKE_AKTUELT, s.Skjemaverdi.KAN_IKKE_VURDERES)
        merker = find_merker([], [svar], s.Oppgave("S-1"), {}, "", katalog)
        assert [(m.kriterium, m.grad, m.blind, m.tilfeldig) for m in merker] == ([(kriterium.id, grader[0], True, True)] if vil else [])
    nei = s.Mappesvar(1, "S-1", 1, "kari", punkt.id, s.Skjemaverdi.NEI)
    assert find_merker([], [nei, replace(nei, verdi="")], s.Oppgave("S-1"), {}, "", katalog) == []
    # what somebody said of the grade itself goes before what they said of the form
    [merke] = find_merker([et_svar("S-1", kriterium.id, kriterium.grader[-1])], [nei], s.Oppgave("S-1"), {}, "", katalog)
    assert merke.grad == kriterium.grader[-1]

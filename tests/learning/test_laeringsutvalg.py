"""Cases to learn from are those in doubt and unlike each other, beside those drawn by chance and never in their place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest
from granskede import LOV, en_vurdering, et_svar

from vedtaksanalyse import sak as s
from vedtaksanalyse.gjennomgang import Trekning, draw_lodd, draw_nye
from vedtaksanalyse.learning.granskingssett import collect_sett, klarer
from vedtaksanalyse.learning.utvalg import (
    VALG,
    Tvil,
    choose_laeresaker,
    choose_ulike,
    draw_koen,
    make_trekning,
    make_tvil,
)
from vedtaksanalyse.stikkprove.kotall import load_kotall
from vedtaksanalyse.storage import open_lager

FRO = "fro"
SIKKER, DELT, NESTEN = (0.98, 0.01, 0.01), (0.34, 0.33, 0.33), (0.5, 0.49, 0.01)


def en_tvil(navn: str, *grader: tuple[float, ...], kontor: str = "a", form: str = "nb", svakt: float | None = None) -> Tvil:
    return Tvil(navn, kontor, form, svakt, grader)


def test_doubt_is_nothing_where_the_machine_is_sure_and_all_where_it_cannot_tell():
    assert en_tvil("x", (1.0, 0.0), (1.0,)).grad == 0 and en_tvil("x").grad == 0
    assert en_tvil("x", (0.5, 0.5), (1 / 3,) * 3).grad == pytest.approx(1)
    naer, langt = (en_tvil("x", (1.0, 0.0), svakt=p).grad for p in (0.5, 0.9))
    assert naer == pytest.approx(0.5) and langt < naer, "near the border between weak and strong counts beside the grades"


def test_the_next_is_in_doubt_and_unlike_those_chosen():
    sikre = [en_tvil(f"s{nr}", SIKKER) for nr in range(5)]
    like = [en_tvil(f"l{nr}", DELT) for nr in range(5)]
    andre = [en_tvil("m", NESTEN), en_tvil("k", DELT, kontor="b"), en_tvil("n", DELT, form="nn")]
    valgt = [ett.sak_id for ett in choose_ulike([*sikre, *like, *andre], 4, FRO)]
    assert {"m", "k", "n"} < set(valgt) and sum(navn.startswith("l") for navn in valgt) == 1
    assert [ett.sak_id for ett in choose_ulike([*andre, *reversed(like), *sikre], 4, FRO)] == valgt, "the order they come in says nothing"
    assert len({choose_ulike(like, 1, str(fro))[0].sak_id for fro in range(9)}) > 1, "between two as good, the seed decides"
    # what was chosen on an earlier night is not asked for in other words
    assert choose_ulike([like[0], andre[0]], 1, FRO, [like[1]]) == [andre[0]]
    assert choose_ulike(like, 0, FRO) == choose_ulike([], 3, FRO) == [] and len(choose_ulike(like, 99, FRO)) == 5


@pytest.fixture
def lager(database, katalog):
    """Forty cases, half of them flagged, all but the last four in doubt and cleared."""
    risiko = (None, s.Saksrisiko(9, 3, 3, ("k",)))
    hoved = katalog.felles["rekkefolge"]["hoved"]
    with open_lager(database) as lager:
        saker = []
        for nr in range(40):
            p = 0.6 + nr / 200
            felt = [s.Kriterievurdering(k.id, k.grader[0], ((k.grader[0], p), (k.grader[1], 1 - p))) for k in map(katalog.kriterier.get, hoved)]
            v = en_vurdering(f"S-{nr:02}", katalog, f"Nav {nr % 3}", risiko=risiko[nr % 2], svakt_vedtak=0.4, tekst=f"Vedtak nummer {nr}.")
            saker.append(replace(v, vurderinger=tuple(felt)))
        lager.save_vurderinger(saker)
        klarer(lager, LOV, "ola", saker=[f"S-{nr:02}" for nr in range(36)])
        yield lager


def test_chosen_beside_those_drawn_never_instead(lager, katalog):
    trekning = Trekning(0.3, 0.3, FRO, 0.2)
    alene = {ett.sak_id for ett in _drawn(lager, Trekning(0.3, 0.3, FRO))}
    antall = draw_koen(lager, trekning, s.Vern.HOLD)
    oppgaver = lager.gjennomgang.load_oppgaver()
    trukne, valgte = ({navn for navn, ett in oppgaver.items() if ett.valgt == slik} for slik in (False, True))
    assert trukne == alene and len(valgte) == int(0.2 * 36) and antall == len(trukne) + len(valgte)
    assert choose_laeresaker(lager, katalog, trekning, s.Vern.HOLD) == 0, "the share is of all that are cleared, however many nights there are"
    assert valgte <= {f"S-{nr:02}" for nr in range(36)}, "nothing that is not cleared"
    assert all(oppgaver[navn].blind and not oppgaver[navn].kontroll and oppgaver[navn].laner_plass for navn in valgte)
    assert {oppgaver[navn].kontor for navn in valgte} == {"Nav 0", "Nav 1", "Nav 2"}
    # the draw by chance can be made larger later, and is the same as if nothing had been chosen
    assert all(draw_lodd(navn, FRO) >= VALG["loddet"]["fra"] for navn in valgte)
    draw_nye(lager, Trekning(0.5, 0.5, FRO))
    assert {navn for navn, ett in lager.gjennomgang.load_oppgaver().items() if ett.andel} == {
        f"S-{nr:02}" for nr in range(40) if draw_lodd(f"S-{nr:02}", FRO) < 0.5
    }
    # without flags among its own, an unflagged case is in the queue all the same
    bruker = s.Bruker("k", "K", frozenset(), None)
    i_ko = {post.rad.sak_id for post in lager.gjennomgang.load_uttak(s.Kovalg(fane="alle"), bruker, date(2026, 3, 1))}
    assert valgte <= i_ko and any(int(navn[2:]) % 2 == 0 for navn in valgte)


def _drawn(lager, trekning) -> list[s.Oppgave]:
    from vedtaksanalyse.gjennomgang import draw_saker

    return draw_saker(lager.load_ko(), trekning.kontrollandel, trekning.blindandel, trekning.fro)


def test_what_is_taken_back_held_or_begun_is_not_asked_for(lager, katalog):
    lager.laering.add_klareringer([s.Klarering("S-00", "notat", False, LOV)])
    klarer(lager, LOV, "ola", saker=["S-01"], tillatt=False)
    v = next(iter(lager.load_vurderinger(["S-02"])))
    lager.save_vurderinger([replace(v, pii=(s.PiiFunn(s.Belegg("vedtak", 0, 5), "navn", 1.0),))])
    lager.gjennomgang.change_oppgave(s.Oppgave("S-03", "Nav 0", s.Tilstand.TATT, "kari"), "kari", "ta")
    choose_laeresaker(lager, katalog, Trekning(fro=FRO, laerandel=1.0), s.Vern.HOLD)
    valgte = {navn for navn, ett in lager.gjennomgang.load_oppgaver().items() if ett.valgt}
    assert valgte == {f"S-{nr:02}" for nr in range(4, 36) if draw_lodd(f"S-{nr:02}", FRO) >= VALG["loddet"]["fra"]}


def test_no_figure_takes_the_chosen_for_a_sample(lager, katalog):
    choose_laeresaker(lager, katalog, Trekning(fro=FRO, laerandel=0.1), s.Vern.HOLD)
    [navn, *_] = sorted(navn for navn, ett in lager.gjennomgang.load_oppgaver().items() if ett.valgt)
    hoved = katalog.felles["rekkefolge"]["hoved"][1]
    lager.gjennomgang.save_svar([
        et_svar(navn, hoved, katalog.kriterier[hoved].grader[1], blind=True), s.Svar(navn, "kari", s.Svarslag.SAK, "", "vurderes_pa_nytt", blind=True),
    ])  # fmt: skip
    assert lager.tall.find_valgte(["Nav 9"]) == frozenset() and navn in lager.tall.find_valgte()
    rad = next(rad for rad in lager.stikkprover.stream_rammerader() if rad.sak_id == "S-20")
    ett = make_tvil(rad, katalog)
    assert (ett.kontor, ett.malform, ett.svakt, ett.grader[0][:2]) == ("Nav 2", "nb", 0.4, (0.7, pytest.approx(0.3)))
    tall = load_kotall(lager, katalog)
    assert (tall.bom.trukket, tall.bom.besvart, tall.maskin, tall.blinde) == (0, 0, (), ())
    sett = collect_sett(lager, katalog, LOV)
    assert not sett.tilfeldige and {(ett.valgt, ett.tilfeldig, ett.vekt) for ett in sett.merker} == {(True, False, 1.0)}


def test_nothing_is_chosen_while_learning_is_off():
    valg = SimpleNamespace(kontrollandel=0.05, blindandel=0.06, trekkfro=FRO, laering=True, laering_grunnlag=LOV, laerandel=0.1)
    assert make_trekning(valg) == Trekning(0.05, 0.06, FRO, 0.1)
    for av in ({"laering": False}, {"laering_grunnlag": " "}):
        assert make_trekning(SimpleNamespace(**vars(valg) | av)) == Trekning(0.05, 0.06, FRO)

"""The shelf of good examples: only what two people pointed at with the best grade, in the version both saw, with nobody in it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from delt import get_katalog
from provesaker import en_sak

from vedtaksanalyse import sak as s
from vedtaksanalyse.stikkprove.forbilder import find_best, find_felles, find_kandidater, name_emner, show_forbilder
from vedtaksanalyse.stikkprove.skjema import make_skjema
from vedtaksanalyse.storage import open_lager

KATALOG = get_katalog()
KRITERIUM = "barnets_beste"
BEST = find_best(KATALOG.kriterier[KRITERIUM], KATALOG)
TEKST = "Kari Testesen har to barn. Hensynet til barna er vurdert og veier tungt her. Ring 912 34 567."
START, SLUTT = TEKST.index("Hensynet"), TEKST.index(" Ring")


def _en_sak(nummer: int, **felt) -> s.Saksvurdering:
    sak = en_sak(nummer)
    return replace(sak, sak=replace(sak.sak, dokumenter=(replace(sak.sak.dokumenter[0], tekst=TEKST),)), pii=(s.PiiFunn(s.Belegg("vedtak", 0, 13), "navn"),), **felt)


@pytest.fixture
def lager(tmp_path):
    with open_lager(str(tmp_path / "l.sqlite")) as lager:
        lager.save_vurderinger([_en_sak(nr) for nr in range(3)])
        yield lager


def _grad(lager, hvem, verdi=BEST, sted=("vedtak", START, SLUTT), sak_id="S-000"):
    lager.gjennomgang.save_svar([s.Svar(sak_id, hvem, s.Svarslag.GRAD, KRITERIUM, verdi, sitat=(sted,))])


def test_two_people_who_give_the_best_grade_and_point_at_the_same_make_an_example(lager):
    _grad(lager, "kari")
    assert find_kandidater(lager, KATALOG) == []
    _grad(lager, "ola", sted=("vedtak", 0, SLUTT - 5))
    (en,) = find_kandidater(lager, KATALOG, {"Nav Nord"})
    assert (en.sak_id, en.gjelder, en.steder) == ("S-000", KRITERIUM, (s.Belegg("vedtak", START, SLUTT - 5),))
    assert find_kandidater(lager, KATALOG, {"Nav Sør"}) == []
    (forbilde,) = show_forbilder(en, _en_sak(0))
    assert (forbilde.tekst, forbilde.slag) == ("Hensynet til barna er vurdert og veier tungt", "vedtak")


@pytest.mark.parametrize(
    "andre",
    [
        {"hvem": "kari"},
        {"hvem": "ola", "verdi": "nevnt"},
        {"hvem": "ola", "sted": ("vedtak", 0, START)},
        {"hvem": "ola", "sted": ("notat", START, SLUTT)},
        {"hvem": "ola", "sak_id": "S-001"},
    ],
)
def test_what_is_not_the_same_by_another_is_no_example(lager, andre):
    _grad(lager, "kari")
    _grad(lager, **andre)
    assert find_kandidater(lager, KATALOG) == []


def test_a_grade_that_was_taken_back_or_given_on_another_text_does_not_count(lager):
    _grad(lager, "kari")
    _grad(lager, "ola")
    _grad(lager, "ola", verdi="")
    assert find_kandidater(lager, KATALOG) == []
    _grad(lager, "ola")
    ny = _en_sak(0, versjoner=s.Versjoner("ny", "kat", "m"))
    lager.save_vurderinger([ny])
    assert [ett.sak_id for ett in find_kandidater(lager, KATALOG)] == ["S-000"], "the text is the same"
    lager.save_vurderinger([replace(ny, sak=replace(ny.sak, dokumenter=(replace(ny.sak.dokumenter[0], tekst=f"Ny. {TEKST}"),)))])
    assert find_kandidater(lager, KATALOG) == []


def test_folders_count_when_both_readers_have_finished_them(lager):
    ramme = [s.Rammesak("S-000", "Nav Nord", andel=1.0, nr=1)]
    mapper = [s.Mappe(0, "S-000", plass, hvem, s.Mappestand.FERDIG) for plass, hvem in ((1, "kari"), (2, "ola"))]
    nummer = lager.stikkprover.add(s.Utvalgsplan("Vår", "", 1), "kari", ramme, mapper=[mapper[0], replace(mapper[1], tilstand=s.Mappestand.TATT)]).id
    lager.stikkprover.save_mappesvar(
        [s.Mappesvar(nummer, "S-000", m.plass, m.hvem, "punkt.2.3", "ja", sitat=(("vedtak", START, SLUTT),)) for m in mapper]
    )
    assert find_kandidater(lager, KATALOG) == []
    lager.stikkprover.change_mappe(lager.stikkprover.load_mapper(nummer)[1].__class__(nummer, "S-000", 2, "ola", s.Mappestand.FERDIG, utgave=1))
    assert [(ett.sak_id, ett.gjelder) for ett in find_kandidater(lager, KATALOG)] == [("S-000", KRITERIUM)]


def test_short_overlaps_are_none_and_every_place_on_the_shelf_has_a_name():
    assert list(find_felles([[("a", 0, 100)], [("a", 90, 200)], [("a", 10, 60)]])) == [s.Belegg("a", 10, 60)]
    for malform in ("nb", "nn"):
        assert KRITERIUM in name_emner(KATALOG, malform)
    assert find_best(KATALOG.kriterier["resultat"], KATALOG) == ""
    assert make_skjema(KATALOG)["punkt.2.2"].id in name_emner(KATALOG, "nb")

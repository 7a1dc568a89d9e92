"""The night run on PostgreSQL: as a role that may do no more than it needs, with the server going down under it, two at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from threading import Event

import nattmotor
import pytest
from delt import ArbeiderHer, SandkasseUtenBarn
from postgrestjener import KUTT

from vedtaksanalyse import arbeidere
from vedtaksanalyse.errors import Bruksfeil, Feil
from vedtaksanalyse.nattkjoring import Nattoppsett, Nattrapport, kjor, natt, run_nattkjoring
from vedtaksanalyse.nattkjoring.plan import make_plan, make_rot
from vedtaksanalyse.storage import forbindelse, open_lager, prepare_database
from vedtaksanalyse.tekster import feiltekst

SAKER, ROLLE = "ABCD", "nattkjorer"
OPPE = Event()
OPPE.set()


@pytest.fixture(scope="module")
def rolle(tjener):
    tjener.sql(f"CREATE ROLE {ROLLE} LOGIN")
    yield ROLLE
    tjener.sql("DROP DATABASE IF EXISTS test WITH (FORCE)", f"DROP ROLE {ROLLE}")


@pytest.fixture
def oppsett(tmp_path, tjener, rolle, monkeypatch) -> Nattoppsett:
    """Four cases in four chunks, in a database where the run is a writer. Nobody waits but for ``OPPE``."""
    monkeypatch.setattr(arbeidere, "_Arbeider", ArbeiderHer)
    monkeypatch.setattr(kjor, "Sandkasse", SandkasseUtenBarn)
    monkeypatch.setattr(kjor, "VENTETIDER", (0.0, 0.0))
    monkeypatch.setattr(forbindelse, "sleep", lambda _: OPPE.wait(60))
    modeller = tmp_path / "modeller"
    modeller.mkdir()
    (modeller / "versjon").write_text("m1")
    for sak_id in SAKER:
        (tmp_path / "inn" / sak_id).mkdir(parents=True)
        (tmp_path / "inn" / sak_id / "vedtak.txt").write_text(f"Vedtak om stønad til {sak_id}. FLAGG")
        (tmp_path / "inn" / sak_id / "sak.json").write_text('{"kontor": "Nav Øksnes"}')
    prepare_database(tjener.make_database(), [rolle])
    yield Nattoppsett(
        tmp_path / "inn", tmp_path / "ut", tjener.adresse("test", rolle), modeller, prosesser=1, bunke=2, start=nattmotor.start
    )
    OPPE.set()
    tjener.start()


@pytest.fixture
def uforstyrret(oppsett, tmp_path) -> tuple:
    """What an undisturbed night leaves, on the other kind of database."""
    annen = replace(oppsett, database=f"{tmp_path}/uforstyrret.db", ut=tmp_path / "ut2")
    run_nattkjoring(annen)
    assert logg(annen) == list(SAKER)
    return innhold(annen)


def innhold(oppsett: Nattoppsett) -> tuple:
    with open_lager(oppsett.database) as lager:
        filer = [replace(rad, utfall="") for rad in lager.load_filer(make_rot(oppsett.inn)).values()]
        gjenbruk = lager.load_gjenbruk(SAKER)
        return list(lager.load_vurderinger()), sorted(filer, key=lambda rad: rad.fil), gjenbruk, lager.load_stand().flagg


def logg(oppsett: Nattoppsett) -> list[str]:
    """The cases that were analysed since last time."""
    sti = oppsett.modeller / "logg"
    saker = sti.read_text().split() if sti.exists() else []
    sti.unlink(missing_ok=True)
    return sorted(saker)


def kjoringer(oppsett: Nattoppsett) -> list[str]:
    with open_lager(oppsett.database) as lager:
        return [kjoring.tilstand for kjoring in lager.load_kjoringer(9)]


def after_first(gjor: Callable[[], object]) -> Callable[[int, int], None]:
    """Done when the first chunk is stored, while the run holds its lock."""
    return lambda ferdige, antall: gjor() if ferdige == 1 else None


def tell(rapport: Nattrapport) -> tuple[int, int]:
    telling = rapport.telling()["filer"]
    assert telling["stemmer"]
    return telling["ny"], telling["uendret"]


@pytest.mark.parametrize("hva", ["forbindelsene kuttes", "tjeneren startes på nytt"])
def test_a_night_goes_on_when_the_server_comes_back(oppsett, uforstyrret, tjener, hva):
    def lose() -> None:
        if hva == "forbindelsene kuttes":
            assert tjener.sql(KUTT)
        else:
            OPPE.clear()
            tjener.stop()
            tjener.start()
            OPPE.set()

    assert tell(run_nattkjoring(oppsett, fremdrift=after_first(lose))) == (8, 0)
    assert logg(oppsett) == list(SAKER) and innhold(oppsett) == uforstyrret
    assert kjoringer(oppsett) == ["ferdig"]
    assert tell(run_nattkjoring(oppsett)) == (0, 8) and logg(oppsett) == []


def test_a_night_ends_with_words_when_the_server_stays_away_and_the_next_does_the_rest(oppsett, uforstyrret, tjener):
    with pytest.raises(Feil, match=forbindelse.BRUDD) as feil:
        run_nattkjoring(oppsett, fremdrift=after_first(tjener.stop))
    assert "Forbindelsen til databasen ble brutt" in feiltekst(feil.value)
    tjener.start()
    with open_lager(oppsett.database) as lager:
        lagret = {vurdering.sak.sak_id for vurdering in lager.load_vurderinger()}
    assert "A" in lagret and set(logg(oppsett)) >= lagret
    assert tell(run_nattkjoring(oppsett)) == (8, 0), "no report has told about any of them"
    assert logg(oppsett) == sorted(set(SAKER) - lagret) and innhold(oppsett) == uforstyrret
    assert kjoringer(oppsett) == ["ferdig", "avbrutt"]


def test_a_night_that_cannot_begin_says_so(oppsett, tjener):
    tjener.stop()
    with pytest.raises(Bruksfeil, match="database"):
        run_nattkjoring(oppsett)
    tjener.start()
    assert logg(oppsett) == [] and kjoringer(oppsett) == []


def test_two_nights_at_once_the_second_says_so(oppsett):
    def run_another() -> None:
        with pytest.raises(Bruksfeil, match="kjoring_i_gang"):
            run_nattkjoring(oppsett)

    assert tell(run_nattkjoring(oppsett, fremdrift=after_first(run_another))) == (8, 0)
    assert logg(oppsett) == list(SAKER) and kjoringer(oppsett) == ["ferdig"]


def test_a_night_that_lost_its_lock_leaves_the_rest_to_the_one_that_took_it(oppsett, uforstyrret, tjener):
    def take_over() -> None:
        tjener.sql(KUTT)
        assert tell(run_nattkjoring(oppsett)) == (8, 0)

    with pytest.raises(Feil, match="kjoring_overtatt"):
        run_nattkjoring(oppsett, fremdrift=after_first(take_over))
    assert innhold(oppsett) == uforstyrret and kjoringer(oppsett) == ["ferdig", "avbrutt"]
    assert tell(run_nattkjoring(oppsett)) == (0, 8)


def test_nothing_is_stored_while_the_one_that_took_it_plans(oppsett, uforstyrret, tjener, monkeypatch):
    """Or the plan would hold what is done already."""
    logg(oppsett)

    def lose_lock(oppgave, oppdrag):
        yield oppdrag[0].nummer, oppgave(oppdrag[0])
        tjener.sql(KUTT)
        with monkeypatch.context() as bytt:
            bytt.setattr(natt, "make_plan", lambda *felt: _refused(oppgave, oppdrag[1]) or make_plan(*felt))
            assert tell(run_nattkjoring(oppsett)) == (8, 0)
        yield oppdrag[1].nummer, oppgave(oppdrag[1])

    with pytest.raises(Feil, match="kjoring_overtatt"):
        run_nattkjoring(oppsett, lose_lock)
    assert innhold(oppsett) == uforstyrret


def _refused(oppgave, oppdrag) -> None:
    with pytest.raises(Feil, match="kjoring_overtatt"):
        oppgave(oppdrag)

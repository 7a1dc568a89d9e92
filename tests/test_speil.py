"""Input folders by URL: what is fetched, what is left, and that a night and another machine read the same."""

from __future__ import annotations

import pickle
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import fsspec
import nattmotor
import pytest
from delt import ArbeiderHer, SandkasseUtenBarn

from vedtaksanalyse import arbeidere
from vedtaksanalyse.arbeidere import Arbeidsfeil
from vedtaksanalyse.errors import Bruksfeil, Driftsstans
from vedtaksanalyse.nattkjoring import Arbeidssted, Nattoppsett, kjor, run_nattkjoring
from vedtaksanalyse.nattkjoring.speil import place_kilde, sync_speil
from vedtaksanalyse.storage import open_lager

URL = "memory://sted/inn"
GAMMEL = datetime.now(UTC) - timedelta(days=1)


@pytest.fixture
def fjernt():
    """A store elsewhere with two cases, a day old."""
    lager = fsspec.filesystem("memory")
    lager.store.clear()

    def skriv(navn: str, innhold: str, tid: datetime = GAMMEL) -> None:
        lager.pipe(f"/sted/inn/{navn}", innhold.encode())
        lager.store[f"/sted/inn/{navn}"].created = tid

    skriv("A/vedtak.txt", "Vedtak om støtte")
    skriv("B/under/vedtak.txt", "Vedtak om husleie")
    skriv.slett = lambda navn: lager.rm(f"/sted/inn/{navn}")
    yield skriv
    lager.store.clear()


def _filer(mappe: Path) -> dict[str, str]:
    return {sti.relative_to(mappe).as_posix(): sti.read_text() for sti in mappe.rglob("*") if sti.is_file()}


def test_only_what_is_new_or_changed_is_fetched(fjernt, tmp_path):
    mappe, kilde = place_kilde(URL, tmp_path)
    assert kilde == URL and place_kilde("/srv/inn", tmp_path) == (Path("/srv/inn"), "")
    sync_speil(kilde, mappe)
    assert _filer(mappe) == {"A/vedtak.txt": "Vedtak om støtte", "B/under/vedtak.txt": "Vedtak om husleie"}
    assert abs((mappe / "A/vedtak.txt").stat().st_mtime - GAMMEL.timestamp()) < 1e-3
    foer = {navn: (mappe / navn).stat().st_ino for navn in _filer(mappe)}
    fjernt("A/vedtak.txt", "Vedtak om støtta", GAMMEL + timedelta(seconds=1))
    sync_speil(kilde, mappe)
    assert (mappe / "A/vedtak.txt").read_text() == "Vedtak om støtta", "as long as before, but newer"
    assert (mappe / "B/under/vedtak.txt").stat().st_ino == foer["B/under/vedtak.txt"]
    fjernt.slett("B/under/vedtak.txt")
    fjernt("../utenfor.txt", "x")
    sync_speil(kilde, mappe)
    assert not (mappe / "B").exists() and not (tmp_path / "utenfor.txt").exists()


def test_what_was_new_when_it_was_fetched_is_fetched_again(fjernt, tmp_path):
    naa = datetime.now(UTC)
    fjernt("A/vedtak.txt", "halv", naa)
    sync_speil(URL, tmp_path / "m")
    fjernt("A/vedtak.txt", "hele", naa)
    sync_speil(URL, tmp_path / "m")
    assert (tmp_path / "m/A/vedtak.txt").read_text() == "hele"


@pytest.mark.parametrize(("url", "protokoll"), [("finnesikke://kari:hemmelig@sted/x", "finnesikke"), ("memory://borte", "memory")])
def test_a_place_that_cannot_be_read_is_wrong_use(tmp_path, url, protokoll, monkeypatch):
    monkeypatch.setattr(fsspec.filesystem("memory"), "find", lambda *_, **__: 1 / 0, raising=False)
    with pytest.raises(Bruksfeil, match="kilde_fjern") as feil:
        sync_speil(url, tmp_path / "m")
    assert feil.value.felt["protokoll"] == protokoll and "hemmelig" not in str(feil.value)


@pytest.fixture
def oppsett(tmp_path, monkeypatch) -> Nattoppsett:
    monkeypatch.setattr(arbeidere, "_Arbeider", ArbeiderHer)
    monkeypatch.setattr(kjor, "Sandkasse", SandkasseUtenBarn)
    (tmp_path / "modeller").mkdir()
    (tmp_path / "modeller/versjon").write_text("m1")
    mappe, kilde = place_kilde(URL, tmp_path / "speil")
    felt = {"prosesser": 1, "bunke": 1, "start": nattmotor.start, "kilde": kilde}
    return Nattoppsett(mappe, tmp_path / "ut", f"{tmp_path}/lager.db", tmp_path / "modeller", **felt)


def test_a_night_by_url_and_another_machine_that_fetches_its_own(fjernt, tmp_path, oppsett):
    def elsewhere(_, oppdrag):
        sted = Arbeidssted(replace(oppsett, kilde=""), oppdrag[0])
        for ett in oppdrag:
            for fil in ett.saker[0].mappe.filer:
                fil.unlink()
            yield ett.nummer, sted.run(pickle.loads(pickle.dumps(ett)))
            yield ett.nummer, sted.run(ett)
        sted.close()

    rapport = run_nattkjoring(oppsett, elsewhere)
    assert rapport.telling()["filer"]["ny"] == 2 and not rapport.har_feil and rapport.saker == 2
    assert (tmp_path / "modeller/logg").read_text().split() == ["A", "B"], "what is stored is not done twice"
    with open_lager(oppsett.database) as lager:
        assert ["".join(d.tekst for d in v.sak.dokumenter) for v in lager.load_vurderinger()] == ["Vedtak om støtte", "Vedtak om husleie"]
    assert run_nattkjoring(oppsett).telling()["filer"]["uendret"] == 2


def test_a_place_of_work_stores_nothing_with_other_versions_or_for_a_run_that_another_took_over(fjernt, oppsett):
    def elsewhere(_, oppdrag):
        (oppsett.modeller / "versjon").write_text("m2")
        annet = Arbeidssted(oppsett, oppdrag[0])
        with pytest.raises(Arbeidsfeil, match="andre_versjoner"):
            annet.run(oppdrag[0])
        annet.close()
        (oppsett.modeller / "versjon").write_text("m1")
        sted = Arbeidssted(oppsett, oppdrag[0])
        yield oppdrag[0].nummer, sted.run(oppdrag[0])
        with open_lager(oppsett.database) as lager:
            lager.start_kjoring(oppdrag[1].rot, oppdrag[1].versjoner)
            with pytest.raises((Arbeidsfeil, Driftsstans)):
                sted.run(oppdrag[1])
            assert lager.count_saker() == {"vurdert": 1}
        sted.close()

    with pytest.raises(Driftsstans):
        run_nattkjoring(oppsett, elsewhere)

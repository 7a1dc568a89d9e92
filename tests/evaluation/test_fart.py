"""The speed measurement measures what it says; no time is asserted."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter

import pypdfium2
import pytest
from byggere import ROT

from vedtaksanalyse.evaluation import fart, kjeder
from vedtaksanalyse.evaluation.fart import Vanlig, time_steps
from vedtaksanalyse.evaluation.kjeder import Spurt, UtenSprak, make_grunnlag, run_alone, with_sprak, without_sprak
from vedtaksanalyse.reading import find_saksmapper
from vedtaksanalyse.storage import open_lager

MODELLER = ROT / "models"
pytestmark = pytest.mark.skipif(
    not all((MODELLER / fil).exists() for fil in ("kriterier/saker.skops", "norsk/meta.json", "malform/vekter.skops")),
    reason="models are not trained",
)


def _lag(mappe):
    subprocess.run([sys.executable, ROT / "scripts" / "lag_fartsbrev.py", mappe, "--antall", "3"], check=True)
    return {fil.relative_to(mappe): fil.read_bytes() for fil in sorted(mappe.rglob("*.pdf"))}


@pytest.fixture(scope="module")
def brev(tmp_path_factory):
    mappe = tmp_path_factory.mktemp("fart") / "brev"
    return mappe, _lag(mappe)


def test_letters_are_two_pages_and_the_same_each_time(brev, tmp_path):
    _, filer = brev
    assert [len(pypdfium2.PdfDocument(innhold)) for innhold in filer.values()] == [2, 2, 2]
    assert len(set(filer.values())) == 3
    assert _lag(tmp_path / "igjen") == filer


def test_every_step_does_its_work(brev, motor, tmp_path):
    mapper = find_saksmapper(brev[0])
    with open_lager(f"sqlite:///{tmp_path / 'a.sqlite'}") as lager:
        steg = dict(time_steps(without_sprak(motor), mapper, lager))
        assert tuple(steg) == fart.STEG
        assert all(sekunder > 0 for sekunder in steg.values())
        assert {v.sak.sak_id for v in lager.load_vurderinger() if v.vurderinger} == {m.sak_id for m in mapper}


def test_the_whole_chain_asks_the_language_pipeline_and_the_light_one_does_not(brev, motor, tmp_path):
    spurt = Spurt(UtenSprak())
    mapper = find_saksmapper(brev[0])
    with open_lager(f"sqlite:///{tmp_path / 'a.sqlite'}") as lager:
        run_alone(without_sprak(motor).analyse_mapper, mapper, lager)
        assert spurt.antall == Counter()
        run_alone(with_sprak(motor, spurt).analyse_mapper, mapper, lager)
    assert spurt.antall["navn"] > 0


@pytest.fixture(scope="module")
def igjen(brev, motor, tmp_path_factory):
    """A night that has been."""
    return make_grunnlag(without_sprak(motor), find_saksmapper(brev[0]), tmp_path_factory.mktemp("natt") / "g.sqlite")


@pytest.mark.parametrize(("endring", "beholdt"), [("flagg", True), ("ord", False)])
def test_an_assessment_anew_starts_from_the_night_before(igjen, motor, tmp_path, endring, beholdt):
    analyse = kjeder.forget_first(without_sprak(kjeder.change_katalog(motor, endring)))
    svar = []
    for _ in range(2):
        with open_lager(igjen.prepare(tmp_path)) as lager:
            igjen.alone(lambda saker: svar.append(analyse(saker)) or svar[-1], lager)
    assert svar[:2] == svar[2:] and {v.beholdt for bunke in svar for v in bunke} == {beholdt}


def test_the_plain_chain_finds_something_in_every_letter(brev, motor):
    Vanlig(motor, MODELLER / "norsk")(find_saksmapper(brev[0]))


def test_a_case_that_failed_is_no_figure(motor):
    from vedtaksanalyse.sak import Sak, Saksstatus, Saksvurdering

    uvurdert = Saksvurdering(Sak("S", (), ()), Saksstatus.KAN_IKKE_VURDERES, motor.versjoner, "uten_vedtak")
    with pytest.raises(RuntimeError):
        kjeder._all_assessed([uvurdert])

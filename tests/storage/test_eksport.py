"""What is stored is enough to write the same line as was written before it was stored."""

import importlib.util
from pathlib import Path

import pytest

from vedtaksanalyse.export.jsonl import to_linjer
from vedtaksanalyse.storage import open_lager


@pytest.fixture(scope="module")
def eksempler():
    sti = Path(__file__).parents[1] / "export" / "eksempler.py"
    spesifikasjon = importlib.util.spec_from_file_location("eksporteksempler", sti)
    modul = importlib.util.module_from_spec(spesifikasjon)
    spesifikasjon.loader.exec_module(modul)
    return modul


def test_the_same_lines_before_and_after(database, eksempler):
    katalog = eksempler.katalog()
    saker = [eksempler.fasitvurdering(sak_id, katalog) for sak_id in ("D1-01", "D7-01")]
    saker += [eksempler.ond_sak(katalog), eksempler.uvurdert_sak()]
    with open_lager(database) as lager:
        lager.save_vurderinger(saker)
        hentet = {vurdering.sak.sak_id: vurdering for vurdering in lager.load_vurderinger()}
    etter = [hentet[vurdering.sak.sak_id] for vurdering in saker]
    assert etter == saker
    assert list(to_linjer(etter, katalog)) == list(to_linjer(saker, katalog))

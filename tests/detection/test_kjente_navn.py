"""The names that the catalogue may ask for are those that detection can come up with: none more, none less."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from byggere import ROT

from vedtaksanalyse.detection.barn import find_barneomtaler
from vedtaksanalyse.detection.poster import find_sammenstillinger
from vedtaksanalyse.detection.saksfakta import Faktaleser
from vedtaksanalyse.evaluation.fasit import load_fasitsak
from vedtaksanalyse.sak import BARNEKONFLIKTER, LESTE_FAKTA, MOTSTRID
from vedtaksanalyse.structure import divide

KILDE = ROT / "src" / "vedtaksanalyse"


def _source(sti: str) -> str:
    return "\n".join(fil.read_text(encoding="utf-8") for fil in sorted(Path(KILDE).glob(sti)))


def test_every_known_name_stands_in_what_finds_it():
    for navn, sti in (
        *((navn, "detection/poster/*.py") for navn in MOTSTRID),
        *((navn, "detection/[sl]*.py") for navn in LESTE_FAKTA),
        *((navn, "assessment/metoder/barn.py") for navn in BARNEKONFLIKTER),
    ):
        assert f'"{navn}"' in _source(sti), navn


def test_every_name_that_is_found_is_known():
    navngitt = set(re.findall(r'\bPar\("(\w+)"', _source("detection/poster/*.py")))
    assert navngitt and navngitt <= MOTSTRID
    assert set(re.findall(r'\bFaktum\("(\w+)"', _source("detection/*.py"))) == LESTE_FAKTA
    assert set(re.findall(r'^ +return "(\w+)"$', _source("assessment/metoder/barn.py"), re.MULTILINE)) == set(BARNEKONFLIKTER)


def test_what_cases_give_is_known(katalog):
    """Names made up at run time too."""
    poster, leser = katalog.felles["poster"], Faktaleser(katalog.felles["saksfakta"])
    kjente = MOTSTRID | set(poster["motsetning"])
    sett = set()
    for fil in sorted((ROT / "corpora" / "fasit").glob("D1-*.json")):
        oppdelinger = [divide(dokument, katalog) for dokument in load_fasitsak(fil).sak.dokumenter]
        barn = find_barneomtaler(oppdelinger, None, katalog.felles["barn"])
        funnet = find_sammenstillinger(oppdelinger, barn, date(2025, 1, 1), poster)
        sett |= {s.slag for s in funnet if s.kriterium == poster["kriterium"]["motstrid"]}
        assert {f.navn for f in leser.find(oppdelinger, date(2025, 1, 1))} <= LESTE_FAKTA
    assert sett and sett <= kjente

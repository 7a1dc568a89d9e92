"""Hostile and odd files, made by the project's own script: each ends in a status that was expected, and costs only itself."""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import signal
import sys
import threading
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest
from byggere import ROT
from click.testing import CliRunner

from vedtaksanalyse.cli import main
from vedtaksanalyse.reading import Grenser, Sandkasse, find_saksmapper, read_sak
from vedtaksanalyse.sak import Dokument, Lesestatus, Sak

sys.path.insert(0, str(ROT / "scripts"))
from fiendtlig.tekster import SEIGE  # noqa: E402
from lag_fiendtlige import ALLE, RARE, SAKER, Tabell, lag_fiendtlige  # noqa: E402

KNAPT = Grenser(bytes=5_000_000, sider=100, utpakket=20_000_000, tegn=2_000_000, cpu=1, frist=120, minne=600_000_000, ocr_sider=0)
ALT = "VEDTAKSANALYSE_FUZZ" in os.environ
"""All files and all of each text, as ``make fuzz`` asks for."""
DYRT = frozenset({"for_stor_utpakket", "lesefrist"})
LETT = "ufullstendig"
"""What a file that only is damaged may end in."""
FRIST = 400
"""Seconds after which whatever goes on is a hang."""


class Prove(NamedTuple):
    """The input folder, what is expected of it, and what reading made of it."""

    mappe: Path
    tabell: Tabell
    saker: dict[str, Sak]
    spor: tuple[set[Path], int]


@pytest.fixture(autouse=True)
def ingen_heng():
    """A test that hangs fails instead."""

    def stans(*_: object) -> None:
        raise TimeoutError

    gammel = signal.signal(signal.SIGALRM, stans)
    signal.alarm(FRIST)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, gammel)


def _filer(mappe: Path) -> set[Path]:
    return {Path(sti) / navn for sti, mapper, filer in os.walk(mappe) for navn in mapper + filer}


def _barn() -> set[str]:
    return set(Path(f"/proc/self/task/{threading.get_native_id()}/children").read_text().split())


def _thin_out(mappe: Path, tabell: Tabell) -> None:
    """Leave out most of the files that cost the reader its process: there a second's work is begun anew each time."""
    dyre = [(sak, fil) for sak in SAKER for fil, ventet in tabell.filer[sak].items() if ventet & DYRT and LETT not in ventet]
    for nr, (sak, fil) in enumerate(dyre):
        if nr % 4:
            (mappe / sak / fil).unlink()
            del tabell.filer[sak][fil]


@pytest.fixture(scope="module")
def prove(tmp_path_factory) -> Iterator[Prove]:
    """The whole corpus read once, with little room."""
    rot = tmp_path_factory.mktemp("fiendtlige")
    mappe = rot / "inn"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # zipfile tells of names that stand twice
        tabell = lag_fiendtlige(mappe)
    if not ALT:
        _thin_out(mappe, tabell)
    filer, barn, minne = _filer(rot), _barn(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with Sandkasse(KNAPT) as sandkasse:
        saker = {m.sak_id: read_sak(m, KNAPT, leser=sandkasse) for m in find_saksmapper(mappe)}
    assert _barn() == barn, "no process is left behind"
    yield Prove(mappe, tabell, saker, (filer, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - minne))
    shutil.rmtree(rot)


def _ventet(tabell: Tabell, sak: str, fil: str) -> frozenset[str]:
    egne = tabell.filer.get(sak, {})
    return egne.get(fil) or egne.get(ALLE) or frozenset()


def test_the_corpus_is_large_and_the_same_each_time(prove):
    assert prove.tabell.antall + len(prove.tabell.avvik) > 500
    andre = [sak for sak in SAKER if sak != "pakker"]  # the slowest to make, and made as the others are
    for sak, make in ((sak, SAKER[sak]) for sak in andre[::2]):
        for navn, data, ventet in make(random.Random(f"1 {sak}")):
            if navn in prove.tabell.filer[sak]:
                assert (prove.mappe / sak / navn).read_bytes() == data, navn
                assert prove.tabell.filer[sak][navn] == frozenset(ventet.split())


def test_every_file_ends_in_a_status_that_was_expected(prove):
    feil, sett = [], Counter()
    for sak in prove.saker.values():
        egne = {k.fil: k.status.value for k in sak.kilder if ".eml/" not in k.fil}
        sett.update(k.status.value for k in sak.kilder)
        if sak.sak_id in prove.tabell.filer:
            feil += [(sak.sak_id, fil, s) for fil, s in egne.items() if s not in _ventet(prove.tabell, sak.sak_id, fil)]
            feil += [(sak.sak_id, fil, "not there") for fil in prove.tabell.filer[sak.sak_id] if fil not in {*egne, ALLE}]
    assert feil == []
    assert set(prove.tabell.filer) <= set(prove.saker)
    alle = {"lest", "uleselig", "kryptert", "tom", "feil_type", "for_stor", "ufullstendig", "krever_ocr", "lenke", "arkiv", "ugyldig_navn",
            "for_stor_utpakket", "mangler"}  # fmt: skip
    assert alle <= set(sett), "the corpus reaches all of these"


def test_no_file_of_a_case_is_lost_to_its_name(prove):
    """Two names that look alike are still two files."""
    (mappe,) = (m for m in find_saksmapper(prove.mappe) if m.sak_id == RARE)
    sak = prove.saker[RARE]
    assert len(sak.kilder) == len(mappe.filer) == len({k.fil for k in sak.kilder}) == len({k.dok_id for k in sak.kilder})
    assert not any(tegn in k.fil for k in sak.kilder for tegn in "\n\x1b\b\u202e")
    (";".join(k.fil + k.dok_id for s in prove.saker.values() for k in s.kilder)).encode("utf-8")


def test_a_sakjson_is_used_as_a_whole_or_not_at_all(prove):
    for sak_id, ventet in prove.tabell.avvik.items():
        sak = prove.saker[sak_id]
        koder = {a.kode for a in sak.avvik}
        assert koder <= ventet, sak_id
        assert bool(koder) == bool(ventet), sak_id
        assert next(k.status for k in sak.kilder if k.fil == "vedtak.txt") is Lesestatus.LEST
        if koder:
            assert (sak.kontor, len(sak.kilder)) == ("", 1)


def test_nothing_is_written_and_nothing_outside_is_read(prove):
    assert _filer(prove.mappe.parent) == prove.spor[0]
    alt = "\n".join(d.tekst for sak in prove.saker.values() for d in sak.dokumenter)
    assert "HEMMELIG" not in alt
    assert "root:x:" not in alt


def test_the_parent_keeps_little_of_it(prove):
    """The largest file is a megabyte and a half, the texts together some twenty."""
    assert prove.spor[1] < 500_000, "kilobytes more than before the first was read"


@pytest.fixture(scope="module")
def kjede(katalog, motor):
    """Everything a text goes through that uses no model."""
    from vedtaksanalyse.gjenbruk.former import Former
    from vedtaksanalyse.pii.find import find_pii
    from vedtaksanalyse.pii.skjerming import mask_tekst
    from vedtaksanalyse.reading.datering import kjenn_dato
    from vedtaksanalyse.reading.kjenn import kjenn_type
    from vedtaksanalyse.structure import divide

    former = Former(katalog.felles)
    detektor = replace(motor.detektor, find_pii=lambda _: (), find_nektet=lambda setninger, _: [True] * len(setninger))

    def kjor(tekst: str) -> None:
        dokument = Dokument("d", "vedtak", tekst, kjenn_dato(tekst, kjenn_type(tekst)))
        oppdeling = divide(dokument, katalog)
        slutt = [0, *(s.slutt for s in oppdeling.setninger)]
        assert all(fra <= s.start < s.slutt for fra, s in zip(slutt, oppdeling.setninger, strict=False))
        detektor.detect("s", [oppdeling], dokument.dato)
        funn = find_pii(dokument, None)
        maskert = mask_tekst(tekst, [(f.belegg.start, f.belegg.slutt) for f in funn])
        assert len(maskert) == len(tekst)
        for setning in oppdeling.setninger:
            former.read(oppdeling.flate, setning.start, setning.slutt)

    return kjor


def test_every_text_that_was_read_goes_through_detection(prove, kjede):
    tekster = {d.tekst[:3_000] for navn, sak in prove.saker.items() if navn != "seige" for d in sak.dokumenter}
    assert len(tekster) > 200
    for tekst in tekster:
        kjede(tekst)


@pytest.mark.parametrize("navn", SEIGE)
def test_patterns_do_not_go_back_and_back(kjede, navn):
    """A pattern that reads again from every letter never comes to an end; ``make fuzz`` gives it all of the text."""
    kjede(SEIGE[navn] if ALT else SEIGE[navn][:5_000])


def test_the_command_accounts_for_every_file(prove, tmp_path, monkeypatch, delt_motor):
    """One run over a folder of them: it ends as a run with files that failed does, and its report names them all."""
    inn = tmp_path / "inn"
    for sak in ("brev", "pakker", "pdfer", "tekster", RARE):
        inn.joinpath(sak).mkdir(parents=True)
        filer = [f for f in sorted((prove.mappe / sak).iterdir()) if f.is_file() and f.stat().st_size < 20_000]
        for fil in filer[:: 1 if sak == RARE else 40]:
            shutil.copyfile(fil, inn / sak / fil.name, follow_symlinks=False)
    os.mkfifo(inn / "ror.txt")
    for navn in ("j-halvt-par", "j-dyp-liste", "j-god"):
        shutil.copytree(prove.mappe / navn, inn / navn)
    shutil.copyfile(prove.mappe / "z-glid.zip", inn / "z-glid.zip")
    monkeypatch.chdir(tmp_path)
    for navn, verdi in {"MAKS_LESESEKUNDER": "2", "RO_SEKUNDER": "0", "MAKS_OCR_SIDER": "0"}.items():
        monkeypatch.setenv(f"VEDTAKSANALYSE_{navn}", verdi)
    svar = CliRunner().invoke(main, ["analyser", "inn", "--ut", "ut.jsonl", "--prosesser", "1", "--database", "sqlite:///d.db"])
    assert svar.exit_code == 3, svar.output
    linjer = {rad["sak_id"]: rad for rad in map(json.loads, Path("ut.jsonl").read_text("utf-8").splitlines())}
    mapper = find_saksmapper(inn)
    assert set(linjer) == {mappe.sak_id for mappe in mapper}
    for mappe in mapper:
        rad = linjer[mappe.sak_id]
        assert {d["status"] for d in rad["dokumenter"]} <= set(Lesestatus)
        assert len([d for d in rad["dokumenter"] if ".eml/" not in d["fil"]]) == len(mappe.filer), mappe.sak_id
        assert rad["arsak"] != "analyse_feilet"

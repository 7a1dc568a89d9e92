"""What a night does with what it knows: stored text assessed anew, files that need not be opened, cases that changed."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import nattmotor
import pytest
from byggere import ROT
from delt import ArbeiderHer, SandkasseUtenBarn

from vedtaksanalyse import analyse, arbeidere
from vedtaksanalyse.nattkjoring import Nattoppsett, kjor, plan, run_nattkjoring, stand
from vedtaksanalyse.sak import Avgjorelse, Saksstatus, Valg
from vedtaksanalyse.storage import open_lager

VEDTAK = "Vedtak om økonomisk stønad\n\nDu får innvilget 9 000 kroner for mars 2026. Barna er 4 og 7 år."
EKSEMPLER = ROT / "corpora" / "eksempler"


@pytest.fixture(autouse=True)
def _arbeidere_her(monkeypatch):
    monkeypatch.setattr(arbeidere, "_Arbeider", ArbeiderHer)
    monkeypatch.setattr(kjor, "Sandkasse", SandkasseUtenBarn)


@pytest.fixture
def stoler(monkeypatch):
    """Files are trusted from the moment they are written."""
    monkeypatch.setattr(stand, "MARGIN", 0)


@pytest.fixture
def oppsett(tmp_path) -> Nattoppsett:
    modeller, inn = tmp_path / "modeller", tmp_path / "inn"
    modeller.mkdir()
    inn.mkdir()
    (modeller / "versjon").write_text("m1")
    (modeller / "lesing").write_text("l1")
    return Nattoppsett(inn, tmp_path / "ut", f"{tmp_path}/lager.db", modeller, prosesser=1, start=nattmotor.start)


def skriv(oppsett: Nattoppsett, **saker: dict[str, str] | str) -> None:
    for sak_id, filer in saker.items():
        for navn, innhold in (filer if isinstance(filer, dict) else {"vedtak.txt": filer}).items():
            sti = oppsett.inn / sak_id / navn
            sti.parent.mkdir(exist_ok=True)
            sti.write_text(innhold, encoding="utf-8")


def logg(oppsett: Nattoppsett) -> list[str]:
    sti = oppsett.modeller / "logg"
    saker = sti.read_text().split() if sti.exists() else []
    sti.unlink(missing_ok=True)
    return sorted(saker)


def refuse(*_: object, **__: object):
    raise AssertionError("a file was opened")


def dump(database: str) -> dict[str, list[tuple]]:
    """Every row of the cases and of the ledger, without what tells when, in which run, how new, and what they looked like when new."""
    uten = {"lagret", "kjoring", "utfall", "stand", "venter_siden"}
    with closing(sqlite3.connect(database)) as forbindelse:
        tabeller = [rad[0] for rad in forbindelse.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        ut = {}
        for tabell in sorted(set(tabeller) - {"kjoring", "driftstall"}):
            felt = [rad[1] for rad in forbindelse.execute(f"PRAGMA table_info({tabell})") if rad[1] not in uten]
            ut[tabell] = sorted(forbindelse.execute(f"SELECT {', '.join(felt)} FROM {tabell}"), key=repr)
        return ut


def test_stored_text_gives_what_a_fresh_run_gives(tmp_path, motor, monkeypatch):
    """The real engine, with fewer flags and another date rule the first night, and no file opened the second."""
    mapper = sorted(sti for sti in EKSEMPLER.iterdir() if sti.is_dir())[:2]
    for mappe in mapper:
        shutil.copytree(mappe, tmp_path / "inn" / mappe.name)
    skriv(Nattoppsett(tmp_path / "inn", tmp_path, "", tmp_path), Uten={"notat.txt": "Journalnotat"}, Feil={"a.txt": VEDTAK, "sak.json": "{"})
    forrige = replace(
        motor, katalog=replace(motor.katalog, flagg=motor.katalog.flagg[:3]), versjoner=replace(motor.versjoner, katalog="forrige")
    )

    def natt(database: str, motor):
        start = partial(lambda _, *__, m, **___: (m.versjoner, m.analyse_mapper), m=motor)
        felt = {"prosesser": 1, "start": start, "grenser": motor.grenser}
        return run_nattkjoring(Nattoppsett(tmp_path / "inn", tmp_path / "ut", f"{tmp_path}/{database}", tmp_path, **felt))

    natt("gammel.db", forrige)
    for_ = dump(f"{tmp_path}/gammel.db")
    fersk = natt("fersk.db", motor)
    monkeypatch.setattr(analyse, "read_sak", refuse)
    rapport = natt("gammel.db", motor)
    etter, ny = dump(f"{tmp_path}/gammel.db"), dump(f"{tmp_path}/fersk.db")
    assert rapport.fra_lager == rapport.saker == len(mapper) + 2 and rapport.behandlet == fersk.behandlet
    assert {s: rapport.telling()["saker"][s] for s in Saksstatus} == {"vurdert": len(mapper), "kan_ikke_vurderes": 2}
    assert for_["flagg"] != ny["flagg"] and len(ny["setningsmerke"]) > 20 and len(ny["dokument"]) > 2
    for tabell, rader in ny.items():
        assert etter[tabell] == rader, tabell
    assert (rapport.flaggede, rapport.arsaker, rapport.skjermet) == (fersk.flaggede, fersk.arsaker, fersk.skjermet)


def test_new_models_open_no_file(oppsett, stoler, monkeypatch):
    skriv(oppsett, A=VEDTAK, B={"vedtak.txt": VEDTAK, "sak.json": '{"kontor": "Nav Eksempel"}'})
    run_nattkjoring(oppsett)
    assert logg(oppsett) == ["A", "B"]
    (oppsett.modeller / "versjon").write_text("m2")
    monkeypatch.setattr(nattmotor, "read_sak", refuse)
    monkeypatch.setattr(plan, "hash_fil", refuse)
    rapport = run_nattkjoring(oppsett)
    assert logg(oppsett) == ["A", "B"] and not rapport.avvik
    assert (rapport.telling()["filer"]["uendret"], rapport.uapnet, rapport.fra_lager) == (3, 3, 2)
    with open_lager(oppsett.database) as lager:
        assert {(v.versjoner.modeller, v.sak.kontor) for v in lager.load_vurderinger()} == {("m2", ""), ("m2", "Nav Eksempel")}
    html = (oppsett.ut / "nattrapport.html").read_text(encoding="utf-8")
    assert "herav fra lagret tekst" in html and "ikke åpnet" in html
    assert run_nattkjoring(oppsett).fra_lager == 0 and logg(oppsett) == []


def test_new_reading_reads_the_files(oppsett):
    skriv(oppsett, A=VEDTAK)
    run_nattkjoring(oppsett)
    (oppsett.modeller / "lesing").write_text("l2")
    assert run_nattkjoring(oppsett).fra_lager == 0
    assert logg(oppsett) == ["A", "A"]
    for navn, innhold, fra_lager in (("versjon", "m2", 1), ("lesing", "", 0), ("versjon", "m3", 0)):
        (oppsett.modeller / navn).write_text(innhold)
        assert run_nattkjoring(oppsett).fra_lager == fra_lager, "nobody says what reads, so nobody knows"


def test_what_waits_for_another_try_is_read(oppsett, tmp_path):
    skriv(oppsett, A=VEDTAK)
    (oppsett.inn / "A" / "notat.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog")
    run_nattkjoring(oppsett)
    (oppsett.modeller / "versjon").write_text("m2")
    assert run_nattkjoring(oppsett).fra_lager == 0


def test_decisions_stand_and_what_was_deleted_stays_so(oppsett):
    skriv(oppsett, A=VEDTAK + " PII", B=VEDTAK + " PII og mer", C=VEDTAK)
    run_nattkjoring(oppsett)
    naa = datetime.now(UTC)
    with open_lager(oppsett.database) as lager:
        [a] = lager.load_vurderinger(["A"])
        [dokument] = a.sak.dokumenter
        lager.save_avgjorelse(Avgjorelse("A", dokument.dok_id, dokument.avtrykk, Valg.FRIGI, "k", "r", naa))
        lager.slett(["C"], "prove", naa)
    logg(oppsett)
    (oppsett.modeller / "versjon").write_text("m2")
    rapport = run_nattkjoring(oppsett)
    assert logg(oppsett) == ["A", "B"]
    telling = rapport.telling()
    assert telling["filer"]["stemmer"] and list(telling["dokumenter"].values()) == [1, 0, 0, 1]
    assert (telling["saker"]["fra_lager"], telling["saker"]["slettet"], telling["saker"]["uendret"]) == (2, 1, 1)
    assert "herav slettet" in (oppsett.ut / "nattrapport.html").read_text(encoding="utf-8")
    with open_lager(oppsett.database) as lager:
        assert [v.sak.sak_id for v in lager.load_vurderinger()] == ["A", "B"]


def _touch_nothing(mappe: Path) -> None:
    """As it was."""


def _same_size_and_time(mappe: Path) -> None:
    fil = mappe / "vedtak.txt"
    maalt = fil.stat()
    fil.write_text(VEDTAK.replace("9 000", "8 000"), encoding="utf-8")
    os.utime(fil, ns=(maalt.st_atime_ns, maalt.st_mtime_ns))


def _replace_file(mappe: Path) -> None:
    maalt = (mappe / "vedtak.txt").stat()
    ny = mappe.parent.parent / "ny.txt"
    ny.write_text(VEDTAK.replace("9 000", "7 000"), encoding="utf-8")
    os.utime(ny, ns=(maalt.st_atime_ns, maalt.st_mtime_ns))
    ny.rename(mappe / "vedtak.txt")


def _swap(mappe: Path) -> None:
    for fra, til in (("vedtak.txt", "x"), ("notat.txt", "vedtak.txt"), ("x", "notat.txt")):
        (mappe / fra).rename(mappe / til)


ENDRINGER = {
    "nothing": (_touch_nothing, False),
    "added": (lambda m: (m / "mer.txt").write_text("Journalnotat", encoding="utf-8"), True),
    "changed": (lambda m: (m / "vedtak.txt").write_text(VEDTAK + " Endret.", encoding="utf-8"), True),
    "same_size_and_time": (_same_size_and_time, True),
    "replaced": (_replace_file, True),
    "swapped": (_swap, True),
    "removed": (lambda m: (m / "notat.txt").unlink(), True),
    "renamed": (lambda m: (m / "notat.txt").rename(m / "annet.txt"), True),
    "sakjson": (lambda m: (m / "sak.json").write_text('{"kontor": "Nav Andre"}', encoding="utf-8"), True),
    "touched": (lambda m: os.utime(m / "vedtak.txt"), False),
    "copied_with_its_time": (lambda m: shutil.copy2(m / "vedtak.txt", m / "k") and (m / "k").replace(m / "vedtak.txt"), False),
}


def test_only_what_changed_is_done_again(oppsett, stoler):
    filer = {"vedtak.txt": VEDTAK, "notat.txt": "Journalnotat 3. mars 2026", "sak.json": '{"kontor": "Nav Eksempel"}'}
    skriv(oppsett, **dict.fromkeys(ENDRINGER, filer))
    run_nattkjoring(oppsett)
    logg(oppsett)
    for sak_id, (endre, _) in ENDRINGER.items():
        endre(oppsett.inn / sak_id)
    rapport = run_nattkjoring(oppsett)
    assert logg(oppsett) == sorted(sak_id for sak_id, (_, gjores) in ENDRINGER.items() if gjores)
    assert rapport.telling()["filer"]["stemmer"] and rapport.fra_lager == 0
    assert rapport.uapnet == 3 * len(ENDRINGER) - 10, "those touched by a change, and no other, are opened"
    assert run_nattkjoring(oppsett).saker == len(ENDRINGER) and logg(oppsett) == []


def test_a_file_that_was_just_changed_is_not_trusted(oppsett, monkeypatch):
    skriv(oppsett, A=VEDTAK)
    for margin, venter in ((stand.MARGIN, 0), (0, 0), (0, 1), (stand.MARGIN, 0)):
        monkeypatch.setattr(stand, "MARGIN", margin)
        assert run_nattkjoring(oppsett).uapnet == venter
    fil = oppsett.inn / "A" / "vedtak.txt"
    naa = fil.stat().st_ctime_ns
    monkeypatch.setattr(stand, "MARGIN", 60 * 10**9)
    assert [bool(stand.describe_stand(fil, naa + s * 10**9)) for s in (-1, 0, 59, 60)] == [False, False, False, True]
    lenke = oppsett.inn / "lenke.txt"
    lenke.symlink_to(fil)
    assert stand.describe_stand(lenke, naa * 2) == stand.describe_stand(oppsett.inn / "borte", naa * 2) == ""


def test_every_nth_night_opens_all_files(oppsett, monkeypatch):
    """A file system that says the same whatever is done to the file is found out by then."""
    monkeypatch.setattr(plan, "describe_stand", lambda fil, naa: "som sist")
    oppsett = replace(oppsett, full_kontroll=3)
    skriv(oppsett, A=VEDTAK)
    assert run_nattkjoring(oppsett).uapnet == 0
    skriv(oppsett, A=VEDTAK + " Endret.")
    assert [(run_nattkjoring(oppsett).uapnet, logg(oppsett)) for _ in range(4)] == [(1, ["A"]), (1, []), (0, ["A"]), (1, [])]
    assert [run_nattkjoring(replace(oppsett, full_kontroll=1)).uapnet for _ in range(2)] == [0, 0]


@pytest.mark.parametrize("sakjson", ["", '{"kontor": "Nav Ås"}'])
def test_an_answer_holds_after_a_night_with_other_models_and_not_after_the_text_changed(oppsett, katalog, sakjson):
    from vedtaksanalyse.learning.granskingssett import collect_sett, klarer
    from vedtaksanalyse.sak import Svar, Svarslag

    def lart() -> tuple[int, dict]:
        sett = collect_sett(lager, katalog, "lov", grenser=repr(oppsett.grenser))
        return len(sett.saker), sett.opphav["utelatt"]

    skriv(oppsett, A={"vedtak.txt": VEDTAK} | ({"sak.json": sakjson} if sakjson else {}))
    run_nattkjoring(oppsett)
    with open_lager(oppsett.database) as lager:
        lager.gjennomgang.save_svar([Svar("A", "kari", Svarslag.GRAD, "barnets_beste", "mangler", blind=True)])
        klarer(lager, "lov", "ola", saker=["A"])
        forst = lager.gjennomgang.load_saksnokkel("A")
        assert lart() == (1, {})
        (oppsett.modeller / "versjon").write_text("m2")
        run_nattkjoring(oppsett)
        assert lager.gjennomgang.load_saksnokkel("A") != forst and lart() == (1, {})
        skriv(oppsett, A={"vedtak.txt": VEDTAK + " Endret."})
        run_nattkjoring(oppsett)
        assert lart() == (0, {"annen_utgave": 1, "uten_merker": 1})

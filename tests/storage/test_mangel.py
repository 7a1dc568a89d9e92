"""What is missing has a code, from the failures themselves; what is wrong with a case has none."""

from __future__ import annotations

import errno
import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import create_engine
from sqlalchemy.exc import DBAPIError

from vedtaksanalyse.errors import Driftsstans
from vedtaksanalyse.storage import find_mangel, mangel
from vedtaksanalyse.storage.forbindelse import BRUDD, Databasefeil
from vedtaksanalyse.tekster import feiltekst, load_tekster


def _full(fil) -> None:
    with create_engine(f"sqlite:///{fil}").begin() as forbindelse:
        forbindelse.exec_driver_sql("PRAGMA max_page_count=2")
        forbindelse.exec_driver_sql("CREATE TABLE t AS SELECT zeroblob(100000)")


def _bare_lesing(fil) -> None:
    sqlite3.connect(fil).execute("CREATE TABLE t (x)")
    with closing(sqlite3.connect(f"file:{fil}?mode=ro", uri=True)) as forbindelse:
        forbindelse.execute("INSERT INTO t VALUES (1)")


def _soppel(fil) -> None:
    fil.write_bytes(b"dette er ingen database" * 100)
    with create_engine(f"sqlite:///{fil}").begin() as forbindelse:
        forbindelse.exec_driver_sql("SELECT * FROM sqlite_master")


def _opptatt(fil) -> None:
    with closing(sqlite3.connect(fil, isolation_level=None)) as en, closing(sqlite3.connect(fil, timeout=0)) as annen:
        en.execute("BEGIN EXCLUSIVE")
        annen.execute("CREATE TABLE t (x)")


def _borte(fil) -> None:
    sqlite3.connect(fil / "finnes" / "ikke").execute("SELECT 1")


def _galt(fil) -> None:
    with create_engine(f"sqlite:///{fil}").begin() as forbindelse:
        forbindelse.exec_driver_sql("CREATE TABLE t (x PRIMARY KEY)")
        forbindelse.exec_driver_sql("INSERT INTO t VALUES (1), (1)")


@pytest.mark.parametrize(
    ("gjor", "kode"),
    [
        (_full, mangel.DISK_FULL),
        (_bare_lesing, mangel.SKRIVEVERN),
        (_soppel, mangel.SKADET),
        (_opptatt, mangel.OPPTATT),
        (_borte, mangel.BORTE),
        (_galt, ""),
    ],
)
def test_what_sqlite_fails_with_says_what_is_missing(tmp_path, gjor, kode):
    with pytest.raises((sqlite3.Error, DBAPIError)) as feil:
        gjor(tmp_path / "x.db")
    assert find_mangel(feil.value) == kode


@pytest.mark.parametrize(
    ("feil", "kode"),
    [
        (OSError(errno.ENOSPC, "x"), mangel.DISK_FULL),
        (OSError(errno.EDQUOT, "x"), mangel.DISK_FULL),
        (OSError(errno.EFBIG, "x"), mangel.DISK_FULL),
        (FileNotFoundError(errno.ENOENT, "x"), ""),
        (ValueError("disk full"), ""),
        (Databasefeil(BRUDD), BRUDD),
    ],
)
def test_other_failures_have_a_code_where_it_is_the_disk_or_the_server(feil, kode):
    assert find_mangel(feil) == kode


def test_each_code_has_a_text_and_the_stop_says_what_is_left():
    koder = {mangel.DISK_FULL, mangel.SKRIVEVERN, mangel.BORTE, mangel.SKADET, mangel.OPPTATT}
    assert all(f"feil.{kode}" in load_tekster() for kode in koder)
    assert "3 av 7 saker" in feiltekst(Driftsstans(mangel.BORTE, gjort=3, antall=7))
    assert "saker" not in feiltekst(Driftsstans(mangel.BORTE))

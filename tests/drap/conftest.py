"""One process that forks the nights of all tests here, and one input folder with what nights in peace make of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from drap import Oppstart
from punkter import Drapsfelt


@pytest.fixture(scope="session")
def felt(tmp_path_factory) -> Iterator[Drapsfelt]:
    oppstart = Oppstart()
    yield Drapsfelt(tmp_path_factory.mktemp("drap"), oppstart, saker=4)
    oppstart.close()


@pytest.fixture
def sted(felt, request):
    """A place of its own for a test, with nothing left running after it."""
    sted = felt.sted(request.node.name)
    yield sted
    sted.end()

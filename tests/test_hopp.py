"""Where no test may be skipped, a skip is a failure: in a test, a fixture and a whole module. What begins first is there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROVER = '''
import pytest

@pytest.fixture
def hopper():
    pytest.skip("fixture")

def test_a(hopper): ...

@pytest.mark.skip(reason="merke")
def test_b(): ...

@pytest.mark.xfail
def test_c():
    raise ValueError

def test_d(): ...
'''


@pytest.mark.parametrize("ingen_hopp", ["", "1"])
def test_a_skip_is_a_failure_when_asked(tmp_path, ingen_hopp):
    shutil.copy(Path(__file__).parent / "conftest.py", tmp_path)
    (tmp_path / "test_prover.py").write_text(PROVER)
    (tmp_path / "test_modul.py").write_text('import pytest\npytest.skip("modul", allow_module_level=True)\n')
    kjort = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--continue-on-collection-errors", tmp_path],
        cwd=tmp_path, env=os.environ | {"VEDTAKSANALYSE_INGEN_HOPP": ingen_hopp, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}, capture_output=True, text=True,
    )  # fmt: skip
    assert (kjort.returncode == 0) == (not ingen_hopp)
    if ingen_hopp:
        for grunn in ("fixture", "merke", "modul"):
            assert grunn in kjort.stdout
        assert "1 passed" in kjort.stdout
        assert "1 xfailed" in kjort.stdout
        assert "skipped" not in kjort.stdout.splitlines()[-1]
    else:
        assert "1 passed, 3 skipped, 1 xfailed" in kjort.stdout


def test_the_files_that_begin_first_are_there(pytestconfig):
    tester = Path(__file__).parent
    lengst = pytestconfig.pluginmanager.get_plugin(str(tester / "conftest.py")).LENGST
    assert [navn for navn in lengst if not (tester / navn).is_file()] == []

"""Laws of the house: who may import whom, words in data and not in code, every text in both forms, all of it documented."""

from __future__ import annotations

import ast
import os
import re
import string
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest
from byggere import ROT
from delt import get_katalog

from vedtaksanalyse.cli import main
from vedtaksanalyse.sak import Lesestatus, Saksstatus
from vedtaksanalyse.settings import Innstillinger
from vedtaksanalyse.tekster import load_tekster

SRC = ROT / "src" / "vedtaksanalyse"
KODE = sorted(p for mappe in (SRC, ROT / "flows") for p in mappe.rglob("*.py"))
TEKSTER = load_tekster()
FEIL = ("Feil", "Bruksfeil", "Katalogfeil", "Modellfeil", "IkkeInnlogget", "IkkeTilgang", "IkkeFunnet", "ForMange")


def _navn(fil: Path) -> str:
    return fil.relative_to(ROT).as_posix()


@cache
def _nodes(fil: Path) -> list[ast.AST]:
    return list(ast.walk(ast.parse(fil.read_text(encoding="utf-8"))))


@cache
def _strings(fil: Path) -> list[ast.Constant]:
    """The string literals of a file, docstrings apart."""
    uttrykk = {id(node.value) for node in _nodes(fil) if isinstance(node, ast.Expr)}
    return [
        node
        for node in _nodes(fil)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in uttrykk
    ]


def _kontrakter() -> dict[str, dict]:
    oppsett = tomllib.loads((ROT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    return {kontrakt["id"]: kontrakt for kontrakt in oppsett["contracts"]}


def test_rooms_import_in_one_direction():
    svar = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as kjor; kjor()", "--no-cache"],
        cwd=ROT, capture_output=True, text=True,
    )  # fmt: skip
    assert svar.returncode == 0, svar.stdout + svar.stderr
    assert f"Contracts: {len(_kontrakter())} kept, 0 broken." in svar.stdout


def test_every_room_has_its_place():
    plasser = {rom for lag in _kontrakter()["rom"]["layers"] for rom in lag.split(" | ")}
    rom = {f"vedtaksanalyse.{p.stem}" for p in SRC.iterdir() if (p.suffix == ".py" or (p / "__init__.py").exists())}
    assert rom - {"vedtaksanalyse.__init__"} | {"flows"} == plasser


def test_no_criterion_is_named_in_code():
    katalog = get_katalog()
    # A word that is also a field, a section or a command is no reference to the criterion.
    felt = set(Innstillinger.model_fields) | set(katalog.felles["seksjoner"]) | {"barn", "resultat", "ungdom"}
    ider = set(katalog.kriterier) - felt
    assert len(ider) > 30
    funnet = [f"{_navn(fil)}:{s.lineno} {s.value}" for fil in KODE for s in _strings(fil) if s.value in ider]
    assert funnet == []


def test_no_norwegian_words_in_code():
    """Norwegian letters stand in patterns as letters («[a-zæøå]») and alone («å»), never in words."""
    ord_ = re.compile(r"[^\W\d_]*[æøåÆØÅ][^\W\d_]*")
    funnet = [
        f"{_navn(fil)}:{s.lineno} {treff}"
        for fil in KODE
        for s in _strings(fil)
        for treff in ord_.findall(re.sub(r"\[[^\]]*\]|A-ZÆØÅ\w*", " ", s.value))
        if len(treff) > 1
    ]
    assert funnet == []


@pytest.mark.parametrize("fil", KODE, ids=_navn)
def test_modules_are_small_and_introduce_themselves(fil):
    tekst = fil.read_text(encoding="utf-8")
    tre = _nodes(fil)[0]
    assert ast.get_docstring(tre)
    if fil.parent.name == "versions":
        return  # the history of the database grows by nature
    assert len(tekst.splitlines()) <= 260
    for node in _nodes(fil):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            assert node.end_lineno - node.lineno <= 45, node.name


def _fields(tekst: str) -> set[str]:
    return {felt for _, felt, _, _ in string.Formatter().parse(tekst) if felt is not None}


def test_every_text_is_in_both_forms_with_the_same_fields():
    raa = tomllib.loads((SRC / "tekster.toml").read_text(encoding="utf-8"))

    def leaves(gren: dict, sti: str):
        for navn, verdi in gren.items():
            if isinstance(verdi, dict) and not set(verdi) & {"nb", "nn"}:
                yield from leaves(verdi, f"{sti}{navn}.")
            else:
                yield f"{sti}{navn}", verdi

    alle = dict(leaves(raa, ""))
    assert [n for n, v in alle.items() if not isinstance(v, dict) or set(v) != {"nb", "nn"} or bool(v["nb"]) != bool(v["nn"])] == []
    assert [n for n, v in alle.items() if _fields(v["nb"]) != _fields(v["nn"])] == []
    assert set(alle) == set(TEKSTER)


def test_every_code_has_a_text():
    """Codes of failures that the code raises, statuses of files and cases, and what can be wrong with a case folder."""
    koder = {
        f"feil.{node.args[0].value}"
        for fil in KODE
        for node in _nodes(fil)
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") in FEIL
        and isinstance(node.args[0], ast.Constant)
    }
    assert len(koder) > 8
    koder |= {f"lesestatus.{s}" for s in Lesestatus} | {f"feil.{s}" for s in Lesestatus if s != Lesestatus.LEST}
    koder |= {f"rapport.saksstatus.{s}" for s in Saksstatus}
    assert koder - set(TEKSTER) == set()


def test_every_text_that_is_asked_for_by_name_exists():
    """``tekst("a.b")`` with a plain key."""
    spurt = {
        node.args[0].value
        for fil in KODE
        for node in _nodes(fil)
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") == "tekst"
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }
    assert len(spurt) > 5
    assert spurt - set(TEKSTER) == set()


def test_every_setting_is_documented_with_its_default():
    side = (ROT / "docs" / "innstillinger.md").read_text(encoding="utf-8")
    for navn, felt in Innstillinger.model_fields.items():
        rad = next((linje for linje in side.splitlines() if linje.startswith(f"| `{navn}` |")), "")
        assert f"`VEDTAKSANALYSE_{navn.upper()}`" in rad, navn
        if navn != "modeller":
            assert f"`{felt.default}`" in rad or felt.default == "", navn


def test_every_command_and_option_is_documented():
    side = (ROT / "docs" / "kommandoer.md").read_text(encoding="utf-8")
    grupper = {f"{navn} {under}": ett for navn, gruppe in main.commands.items() for under, ett in getattr(gruppe, "commands", {}).items()}
    assert {"stikkprove plan", "stikkprove trekk"} <= set(grupper)
    for navn, kommando in (main.commands | grupper).items():
        assert f"## vedtaksanalyse {navn}\n" in side
        for valg in kommando.params:
            if valg.param_type_name == "option":
                assert f"`{valg.opts[0]}" in side, (navn, valg.name)


def test_generated_pages_are_up_to_date(tmp_path):
    """``python scripts/lag_docs.py`` writes what stands in docs/."""
    subprocess.run([sys.executable, ROT / "scripts" / "lag_docs.py", tmp_path], check=True)
    laget = sorted(fil.name for fil in tmp_path.iterdir())
    assert laget == ["feilkoder.md", "flagg.md", "kommandoer.md", "kriterier.md"]
    for navn in laget:
        assert (tmp_path / navn).read_text(encoding="utf-8") == (ROT / "docs" / navn).read_text(encoding="utf-8"), navn


def test_every_code_and_criterion_is_documented():
    feilkoder = (ROT / "docs" / "feilkoder.md").read_text(encoding="utf-8")
    kriterier = (ROT / "docs" / "kriterier.md").read_text(encoding="utf-8")
    for nokkel in TEKSTER:
        gruppe, _, kode = nokkel.partition(".")
        if gruppe in ("feil", "avvik", "arsak", "katalogfeil"):
            assert f"| `{kode}` |" in feilkoder, nokkel
    katalog = get_katalog()
    for kriterium in katalog.kriterier.values():
        assert f"`{kriterium.id}`" in kriterier
        for grad in kriterium.grader:
            assert f"| `{grad}` |" in kriterier
    flagg = (ROT / "docs" / "flagg.md").read_text(encoding="utf-8")
    for regel in katalog.flagg:
        assert f"### {regel.id}\n" in flagg
        assert all(tekst in flagg for tekst in (*regel.tekst.values(), *regel.neste.values()))
    for navn in katalog.fakta:
        assert f"| `{navn}` |" in flagg


def test_of_urllib_only_what_takes_addresses_apart_is_used():
    brukt = {
        navn
        for fil in KODE
        for node in _nodes(fil)
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for navn in ([ett.name for ett in node.names] if isinstance(node, ast.Import) else [node.module or ""])
        if navn.partition(".")[0] == "urllib"
    }
    assert brukt == {"urllib.parse"}


def test_pages_ask_for_cases_at_the_gate_alone():
    """What gives cases or their texts is called in one file of the application, and nowhere around it."""
    port = {"load_vurderinger", "load_vurdering", "load_saker", "skjerm_sak", "load_koside", "load_uttak", "list_holdt", "find_innsyn", "stream_innsyn", "count_tilstander"}
    kall = {
        (fil.name, node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id)
        for fil in (SRC / "web").rglob("*.py")
        for node in _nodes(fil)
        if isinstance(node, ast.Call) and isinstance(node.func, (ast.Attribute, ast.Name))
        if not (isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Attribute) and node.func.value.attr == "tilgang")
    }
    assert {fil for fil, navn in kall if navn in port} == {"tilgang.py"}


STENGT = """
import socket

def stengt(*_, **__):
    raise AssertionError("a connection was opened")

socket.socket.connect = socket.socket.connect_ex = socket.create_connection = socket.getaddrinfo = stengt
"""


def test_a_run_opens_no_connection(tmp_path):
    """A whole case is read, assessed, stored and exported with every way out of the processes closed: the program's own,
    and that of its worker.
    """
    (tmp_path / "stengt").mkdir()
    (tmp_path / "stengt" / "sitecustomize.py").write_text(STENGT)
    sti = os.pathsep.join([str(tmp_path / "stengt"), *sys.path])
    kode = "import socket; assert socket.create_connection.__name__ == 'stengt'; from vedtaksanalyse.cli import main; main()"
    felt = ["analyser", ROT / "corpora" / "eksempler" / "2024-11873", "--ut", "r.html", "--database", "l.sqlite", "--prosesser", "1"]
    svar = subprocess.run(
        [sys.executable, "-c", kode, *felt], cwd=tmp_path, env=os.environ | {"PYTHONPATH": sti}, capture_output=True, text=True
    )
    assert svar.returncode == 0, svar.stderr
    assert "2024-11873" in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_test_files_have_names_of_their_own():
    """Tests are imported by their file's name alone."""
    navn = [fil.name for fil in (ROT / "tests").rglob("test_*.py")]
    assert sorted({ett for ett in navn if navn.count(ett) > 1}) == []

"""The fingerprints of our own code cover all that decides, by what the modules import and which word lists they open."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from byggere import ROT

from vedtaksanalyse import kildekode
from vedtaksanalyse.kildekode import ANALYSE, ANALYSEPAKKER, FUNN, LESEPAKKER, LESING, find_filer

SRC = ROT / "src" / "vedtaksanalyse"
PAKKENAVN = {"PIL": "pillow", "docx": "python-docx", "oxmsg": "python-oxmsg", "pdfminer": "pdfplumber"}
# Types that carry what was read, and the catalogue's place on the disk.
BARE_TYPER = {"sak", "kriterier"}
VERN = {"pyseccomp"}


@cache
def _imports(fil: Path) -> frozenset[str]:
    navn: set[str] = set()
    for node in ast.walk(ast.parse(fil.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            navn |= {node.module, *(f"{node.module}.{ett.name}" for ett in node.names)}
        elif isinstance(node, ast.Import):
            navn |= {ett.name for ett in node.names}
    return frozenset(navn)


def _reach(*moduler: str) -> set[Path]:
    """Our modules that these import, and those import."""
    sett: set[Path] = set()
    venter = list(moduler)
    while venter:
        sti = SRC.joinpath(*venter.pop().split(".")[1:])
        fil = next((f for f in (sti.with_suffix(".py"), sti / "__init__.py") if f.is_file()), None)
        if fil and fil not in sett and fil != SRC / "__init__.py":
            sett.add(fil)
            venter += [navn for navn in _imports(fil) if navn.startswith("vedtaksanalyse.")]
    return sett


def _foreign(filer: Iterable[Path]) -> Iterator[str]:
    for fil in filer:
        rot = {navn.partition(".")[0] for navn in _imports(fil)} - sys.stdlib_module_names - {"vedtaksanalyse"}
        yield from (PAKKENAVN.get(navn, navn) for navn in rot)


def test_what_reads_is_in_the_fingerprint_of_reading():
    lesing = set(find_filer(LESING, {".py", ".toml", ".txt"}))
    nadd = _reach("vedtaksanalyse.reading.les", "vedtaksanalyse.pii.trygge_navn", "vedtaksanalyse.structure.malform")
    assert len(nadd) > 40
    assert {f.relative_to(SRC).parts[0] for f in nadd - lesing} <= BARE_TYPER
    leser = [f for f in lesing if f.suffix == ".py"]
    ordlister = {ord_ for f in leser for ord_ in re.findall(r'"(\w+\.(?:toml|txt))"', f.read_text(encoding="utf-8"))}
    assert len(ordlister) > 3 and ordlister <= {f.name for f in lesing}
    assert {"pypdfium2", "lxml", *_foreign(leser)} - VERN <= set(LESEPAKKER)


def test_what_finds_is_in_the_fingerprint_of_analysis():
    analyse = set(find_filer(ANALYSE, {".py"}))
    nadd = {f for f in _reach("vedtaksanalyse.analyse") if f.name != "kildekode.py"}
    assert len(nadd) > 100
    assert nadd <= analyse | set(find_filer(LESING, {".py"}))
    assert set(_foreign(analyse)) <= set(ANALYSEPAKKER)


def test_what_sees_is_in_the_fingerprint_of_findings():
    """The marks of the sentences count children as assessment does."""
    rom = ("structure", "detection.detect", "detection.grammar", "pii.find", "pii.spredning", "gjenbruk", "assessment.metoder.barn")
    nadd = _reach(*(f"vedtaksanalyse.{navn}" for navn in rom))
    assert len(nadd) > 80
    assert nadd <= set(find_filer(FUNN, {".py"})) <= set(find_filer(ANALYSE, {".py"}))


def test_any_change_changes_the_fingerprint(tmp_path, monkeypatch):
    (tmp_path / "rom").mkdir()
    (tmp_path / "rom" / "a.py").write_text("x = 1\n")
    (tmp_path / "rom" / "a.toml").write_text("x = 1\n")

    def avtrykk(slag=frozenset({".py"}), pakker=("numpy",)) -> str:
        return kildekode._hash(["rom"], set(slag), pakker, tmp_path)

    sett = {avtrykk(), avtrykk({".py", ".toml"}), avtrykk(pakker=())}
    (tmp_path / "rom" / "a.toml").write_text("x = 2\n")
    assert avtrykk() in sett, "words are not code"
    (tmp_path / "rom" / "a.py").write_text("x = 2\n")
    sett.add(avtrykk())
    (tmp_path / "rom" / "a.py").rename(tmp_path / "rom" / "b.py")
    sett.add(avtrykk())
    monkeypatch.setattr(kildekode, "version", lambda navn: "0.0")
    sett.add(avtrykk())
    assert len(sett) == 6

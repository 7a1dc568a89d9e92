"""The shipped criteria models are those their card tells of."""

from __future__ import annotations

import json

from byggere import ROT

from vedtaksanalyse.evaluation.tabell import show
from vedtaksanalyse.modellfil import hash_filer

MAPPE = ROT / "models" / "kriterier"


def test_the_files_are_those_that_were_measured():
    kort = json.loads((MAPPE / "modellkort.json").read_text(encoding="utf-8"))
    assert hash_filer(MAPPE) == kort["filer"]
    assert all(sum_[:16] in (MAPPE / "modellkort.md").read_text(encoding="utf-8") for sum_ in kort["filer"].values())


def test_the_page_shows_every_office_in_the_parity_table_the_worst_first():
    maalt = json.loads((MAPPE / "modellkort.json").read_text(encoding="utf-8"))["maaling"]["kontor"]
    rader = [
        [celle.strip() for celle in rad.split("|")[1:-1]]
        for rad in (MAPPE / "modellkort.md").read_text(encoding="utf-8").splitlines()
        if rad.startswith("| kontor | D")
    ]
    assert {rad[1]: rad[4].split()[0] for rad in rader} == {navn: show(maal["hoved_f1"]) for navn, maal in maalt.items()}
    tall = [rad[4] for rad in rader]
    assert [t.split()[0] for t in tall] == sorted(t.split()[0] for t in tall)

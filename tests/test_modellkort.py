"""The shipped criteria models are those their card tells of."""

from __future__ import annotations

import json

from byggere import ROT

from vedtaksanalyse.modellfil import hash_filer

MAPPE = ROT / "models" / "kriterier"


def test_the_files_are_those_that_were_measured():
    kort = json.loads((MAPPE / "modellkort.json").read_text(encoding="utf-8"))
    assert hash_filer(MAPPE) == kort["filer"]
    assert all(sum_[:16] in (MAPPE / "modellkort.md").read_text(encoding="utf-8") for sum_ in kort["filer"].values())

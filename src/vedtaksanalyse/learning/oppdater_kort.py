"""Writes the pages of the model card and the datasheet anew from the card and the answers stored at training, without training.

Run as ``python -m vedtaksanalyse.learning.oppdater_kort`` where the templates or the slices were changed. The models and
``modellkort.json`` are left as they are.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from vedtaksanalyse.errors import Modellfeil
from vedtaksanalyse.evaluation.fasit import load_fasit, load_urorte
from vedtaksanalyse.evaluation.svarfil import read_svar
from vedtaksanalyse.kriterier import load_katalog
from vedtaksanalyse.learning.datablad import compare_skiver
from vedtaksanalyse.learning.kort import write_sider
from vedtaksanalyse.learning.tren import describe
from vedtaksanalyse.modellfil import KORT
from vedtaksanalyse.structure import divide_sak


def main(argv: Sequence[str] | None = None) -> None:
    """Refuses when the gold cases are others than those the answers were given on."""
    valg = argparse.ArgumentParser(description=__doc__)
    valg.add_argument("--fasit", type=Path, default=Path("corpora/fasit"))
    valg.add_argument("--svar", type=Path, default=Path("corpora/utenfor/kriterier.jsonl.gz"))
    valg.add_argument("--ut", type=Path, default=Path("models/kriterier"))
    arg = valg.parse_args(argv)
    katalog, fasit = load_katalog(), load_fasit(arg.fasit)
    kort = json.loads((arg.ut / KORT).read_text(encoding="utf-8"))
    if kort["fasit"]["sha256"] != describe(arg.fasit, fasit, katalog)["fasit"]["sha256"]:
        raise Modellfeil("modell_endret", navn=arg.fasit.name, kort=KORT)
    oppdelinger = [divide_sak(f.sak, katalog) for f in fasit]
    nytt = compare_skiver(fasit, read_svar(arg.svar), oppdelinger, katalog, load_urorte(arg.fasit))
    write_sider(kort | nytt | {"skrevet": date.today().isoformat()}, arg.ut, katalog)


if __name__ == "__main__":
    main()

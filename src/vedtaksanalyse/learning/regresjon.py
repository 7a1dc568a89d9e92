"""The frozen regression set: answers everybody was sure of, which no new model may get wrong.

A few cases of each gold office, picked by the hash of their ids; of them the grades where the gold and models that never saw the office
agreed, and the models were sure. Most training sets are small beside the gold, and one that pulls the models off what they know shows
here first. Made once: ``python -m vedtaksanalyse.learning.regresjon``. Made anew, it protects nothing.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from vedtaksanalyse.evaluation.fasit import Fasitsak, load_fasit, load_urorte
from vedtaksanalyse.evaluation.maal import Svar
from vedtaksanalyse.evaluation.svarfil import read_svar

FIL = "svar.json"
PER_KONTOR, SIKKER = 3, 0.9

Regresjon = Mapping[str, Mapping[str, str]]
"""By case the grades that are to stand."""


def make_regresjon(fasit: Sequence[Fasitsak], utenfor: Mapping[str, Svar]) -> dict[str, dict]:
    """The set, by case, with the hash of its texts."""
    av: dict[str, list[Fasitsak]] = {}
    for ett in sorted(fasit, key=lambda ett: sha256(ett.sak.sak_id.encode()).digest()):
        av.setdefault(ett.kontor, []).append(ett)
    valgt = sorted((ett for egne in av.values() for ett in egne[:PER_KONTOR]), key=lambda ett: ett.sak.sak_id)
    return {ett.sak.sak_id: {"tekst": ett.avtrykk, "grader": _sure(ett, utenfor[ett.sak.sak_id])} for ett in valgt}


def _sure(sak: Fasitsak, svar: Svar) -> dict[str, str]:
    return {k: grad for k, grad in sorted(svar.grader.items()) if grad == sak.grad(k) and svar.sikkerhet[k] >= SIKKER}


def read_regresjon(mappe: Path, fasit: Sequence[Fasitsak]) -> Regresjon:
    """What is to stand of these cases; a case whose texts were changed since is left out. Nothing where there is no such folder."""
    if not (mappe / FIL).exists():
        return {}
    data, tekster = json.loads((mappe / FIL).read_text(encoding="utf-8")), {ett.sak.sak_id: ett.avtrykk for ett in fasit}
    return {sak_id: ett["grader"] for sak_id, ett in data.items() if tekster.get(sak_id) == ett["tekst"]}


def count_brudd(regresjon: Regresjon, for_: Mapping[str, Svar], etter: Mapping[str, Svar]) -> tuple[int, int]:
    """How many of the frozen answers the new models get wrong and the old do not, and how many the old get right."""
    celler = [(sak_id, k, grad) for sak_id, egne in regresjon.items() if sak_id in for_ for k, grad in egne.items()]
    rette = [(sak_id, k, grad) for sak_id, k, grad in celler if for_[sak_id].grader.get(k) == grad]
    return sum(etter[sak_id].grader.get(k) != grad for sak_id, k, grad in rette), len(rette)


def main(argv: Sequence[str] | None = None) -> None:
    """Write the set."""
    valg = argparse.ArgumentParser(description=__doc__)
    valg.add_argument("--fasit", type=Path, default=Path("corpora/fasit"))
    valg.add_argument("--svar", type=Path, default=Path("corpora/utenfor/kriterier.jsonl.gz"))
    valg.add_argument("--ut", type=Path, default=Path("corpora/regresjon"))
    arg = valg.parse_args(argv)
    arg.ut.mkdir(parents=True, exist_ok=True)
    data = make_regresjon(load_fasit(arg.fasit, load_urorte(arg.fasit)), read_svar(arg.svar)[""])
    (arg.ut / FIL).write_text(json.dumps(data, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""The answers on gold cases in a file: grades and numbers, no quotes. What was measured can be measured again without training."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from vedtaksanalyse.evaluation.maal import Svar

_DESIMALER = 4
_UTELATT = ("belegg", "pii")
"""Places in texts: large, and of no use without them."""


def write_svar(svar: Mapping[str, Mapping[str, Svar]], fil: Path) -> None:
    """One packed line of JSON per case and variant of the texts; «» are the texts as they are. The same answers give the same bytes."""
    linjer = [
        json.dumps({"variant": variant, "sak_id": sak_id, **_felt(ett)}, ensure_ascii=False, separators=(",", ":")) + "\n"
        for variant, alle in svar.items()
        for sak_id, ett in alle.items()
    ]
    fil.parent.mkdir(parents=True, exist_ok=True)
    fil.write_bytes(gzip.compress("".join(linjer).encode(), mtime=0))


def read_svar(fil: Path) -> dict[str, dict[str, Svar]]:
    """The answers of a file, by variant and case. They have no quotes."""
    ut: dict[str, dict[str, Svar]] = {}
    for linje in gzip.decompress(fil.read_bytes()).decode().splitlines():
        felt = json.loads(linje)
        variant, sak_id = felt.pop("variant"), felt.pop("sak_id")
        ut.setdefault(variant, {})[sak_id] = Svar(belegg={}, pii=(), **felt)
    return ut


def _felt(ett: Svar) -> dict:
    felt = {navn: verdi for navn, verdi in asdict(ett).items() if navn not in _UTELATT}
    avrundet = {kriterium: round(p, _DESIMALER) for kriterium, p in ett.sikkerhet.items()}
    return felt | {"svakt": round(ett.svakt, _DESIMALER), "sikkerhet": avrundet}

"""Gold cases: JSON files as the annotation guide defines them, read as a ``Sak`` and its labels."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from vedtaksanalyse.sak import Dokument, Kilde, Lesestatus, Sak


@dataclass(frozen=True, slots=True)
class Fasitsak:
    """One labelled case. In the gold everything is labelled, and ``kontor`` is the prefix of the id: one or a few office styles.

    In a case that people reviewed, a criterion that nobody answered is not in ``fasit``, ``belegg`` is None where nobody pointed at a
    place, ``vekt`` is how much the answer counts in training, and ``svakt_vedtak`` is None where nobody said.
    """

    sak: Sak
    fasit: Mapping[str, Mapping]
    svakt_vedtak: bool | None
    pii: tuple[Mapping, ...] = ()
    svakt_vekt: float = 1.0

    @property
    def kontor(self) -> str:
        """The office prefix of the case id, by which training and test are kept apart."""
        return self.sak.kontor

    @property
    def avtrykk(self) -> str:
        """A hash of the case's texts, by which one knows whether a model has seen it."""
        return hashlib.sha256("\0".join(d.tekst for d in self.sak.dokumenter).encode()).hexdigest()[:16]

    def kjent(self, kriterium: str) -> bool:
        """Whether the criterion is labelled."""
        return kriterium in self.fasit

    def vist(self, kriterium: str) -> bool:
        """Whether it is labelled with the places that show the grade, or that there are none."""
        return self.kjent(kriterium) and self.fasit[kriterium].get("belegg", ()) is not None

    def vekt(self, kriterium: str) -> float:
        """How much the label counts."""
        return self.fasit[kriterium].get("vekt", 1.0) if self.kjent(kriterium) else 1.0

    def grad(self, kriterium: str) -> str:
        """The gold grade."""
        return self.fasit[kriterium]["grad"]

    def belegg(self, kriterium: str) -> tuple[tuple[str, str], ...]:
        """The gold quotes as (dok_id, quote)."""
        return tuple((b["dok_id"], b["sitat"]) for b in self.fasit[kriterium].get("belegg") or ())


def load_fasit(mappe: Path, uten: Iterable[str] = ()) -> list[Fasitsak]:
    """All gold cases in a folder, without those of some office prefixes, in the order of their ids."""
    uten = set(uten)
    saker = [load_fasitsak(fil) for fil in mappe.glob("*.json") if fil.stem.split("-")[0] not in uten]
    return sorted(saker, key=lambda s: [int(t) if t.isdigit() else t for t in re.split(r"(\d+)", s.sak.sak_id)])


def load_urorte(mappe: Path) -> frozenset[str]:
    """The office prefixes that nobody looked at while rules and models were made (``splitt.toml``)."""
    fil = mappe / "splitt.toml"
    return frozenset(tomllib.loads(fil.read_text(encoding="utf-8"))["urort"]) if fil.exists() else frozenset()


def load_fasitsak(fil: Path) -> Fasitsak:
    """One gold file."""
    d = json.loads(fil.read_text(encoding="utf-8"))
    dokumenter = tuple(
        Dokument(x["dok_id"], x["type"], x["tekst"], date.fromisoformat(x["dato"]) if x.get("dato") else None, d["malform"])
        for x in d["dokumenter"]
    )
    kilder = tuple(Kilde(x.dok_id, x.dok_id, "", Lesestatus.LEST, x.type, x.dato) for x in dokumenter)
    sak = Sak(d["sak_id"], kilder, dokumenter, d["malform"], d["sak_id"].split("-")[0])
    return Fasitsak(sak, d["fasit"], d["svakt_vedtak"], tuple(d.get("pii", ())))

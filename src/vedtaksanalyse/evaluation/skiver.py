"""Slices of the gold cases: office, form of writing, language form, length, text quality, children, kind of case.

A slice is told by the texts and the gold alone, never by what a model answered. Limits and names stand in ``skiver.toml``.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from vedtaksanalyse.evaluation.fasit import Fasitsak
from vedtaksanalyse.kriterier import Katalog
from vedtaksanalyse.reading.tekstkvalitet import score_tekst
from vedtaksanalyse.sak import Oppdeling

VALG: Mapping = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_VEDTAK = "vedtak"
_LOSE = frozenset({"felt", "rad"})


@dataclass(frozen=True, slots=True)
class Skive:
    """Some of the cases: by what they are divided, the name among those, and their ids."""

    deling: str
    navn: str
    saker: frozenset[str]


def find_skiver(fasit: Sequence[Fasitsak], oppdelinger: Sequence[Sequence[Oppdeling]], katalog: Katalog) -> list[Skive]:
    """All slices that hold a case. ``oppdelinger`` are the divided documents of each case, in the order of the cases."""
    skiver: dict[tuple[str, str], set[str]] = {}
    for fasitsak, oppdelt in zip(fasit, oppdelinger, strict=True):
        for sted in _places(fasitsak, oppdelt, katalog):
            skiver.setdefault(sted, set()).add(fasitsak.sak.sak_id)
    return [Skive(*sted, frozenset(saker)) for sted, saker in skiver.items()]


def _places(fasitsak: Fasitsak, oppdelt: Sequence[Oppdeling], katalog: Katalog) -> Iterator[tuple[str, str]]:
    sak = fasitsak.sak
    vedtak = [o for o in oppdelt if o.dokument.type == _VEDTAK]
    yield "kontor", fasitsak.kontor
    yield "stil", find_stil(vedtak)
    yield "malform", VALG["malform"][sak.malform]
    yield "lengde", _step("lengde", sum(len(o.dokument.tekst.split()) for o in vedtak))
    scorer = [tekst.score for d in sak.dokumenter if (tekst := score_tekst(d.tekst))]
    if scorer:
        yield "tekstkvalitet", _step("tekstkvalitet", min(scorer))
    barn = fasitsak.fasit.get("barn", {})
    if "antall" in barn or barn.get("grad") == "nei":
        yield "barn", _step("barn", barn["antall"]) if fasitsak.grad("barn") == "ja" else VALG["barn"]["uten"]
    for kriterium in katalog.kriterier.values():
        if kriterium.slag == "liste" and fasitsak.kjent(kriterium.id):
            yield from ((kriterium.id, kriterium.gradtekst[verdi]["nb"]) for verdi in fasitsak.fasit[kriterium.id]["verdi"])


def find_stil(vedtak: Sequence[Oppdeling]) -> str:
    """The form of writing of a decision: a form, short sentences, a letter in one piece, or a letter with headings."""
    stil = VALG["stil"]
    enheter = [(s.slag, o.tekst(s)) for o in vedtak for s in o.setninger]
    setninger = [len(tekst.split()) for slag, tekst in enheter if slag == "setning"]
    if not enheter or sum(slag in _LOSE for slag, _ in enheter) >= stil["skjema"]["fra"] * len(enheter):
        return stil["skjema"]["navn"]
    if sum(setninger) < stil["telegram"]["under"] * len(setninger) or not setninger:
        return stil["telegram"]["navn"]
    if sum(slag == "overskrift" for slag, _ in enheter) < stil["brev"]["under"] * len(enheter):
        return stil["brev"]["navn"]
    return stil["delt"]["navn"]


def _step(deling: str, verdi: float) -> str:
    valg = VALG[deling]
    return valg["navn"][bisect_right(valg["grenser"], verdi)]

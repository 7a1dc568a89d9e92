"""Precision and recall of each flag against gold.

The gold of a flag is its own condition, run on the gold grades, the gold children and facts that people labelled
(``corpora/flagg``). A flag is measured on a case only when every fact it names is known there: flags on grades alone on
all gold cases, flags on what stands in the texts on those that were labelled.
"""

from __future__ import annotations

import json
import math
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from vedtaksanalyse.assessment.fakta import METODER, Grunnlag
from vedtaksanalyse.assessment.flags import raise_flagg
from vedtaksanalyse.evaluation.fasit import Fasitsak
from vedtaksanalyse.kriterier import Faktaregel, Katalog
from vedtaksanalyse.sak import Barnefakta, Faktum, Kriterievurdering, Saksfunn, Saksvurdering
from vedtaksanalyse.tekster import tekst

if TYPE_CHECKING:
    from rich.console import Console

_AVLEDET = frozenset({"grader", "barnealder", "barnetall", "apen_klage"})
_SAMMENSATT = frozenset({"noen", "alle"})
_Z = 1.959964
AVLEDET, MERKET, UMAALT = "avledet", "merket", "umaalt"


@dataclass(frozen=True, slots=True)
class Merker:
    """Which facts were labelled, and those that hold in each labelled case."""

    fakta: frozenset[str] = frozenset()
    saker: Mapping[str, frozenset[str]] | None = None


@dataclass(frozen=True, slots=True)
class Flaggmaal:
    """One flag: the cases where its gold is known, how many have it, how many were flagged, and how many were both."""

    grunnlag: str
    n: int
    fasit: int
    hevet: int
    riktige: int

    @property
    def presisjon(self) -> float:
        """The share of those flagged that should be; NaN when none were."""
        return self.riktige / self.hevet if self.hevet else math.nan

    @property
    def dekning(self) -> float:
        """The share of those with the flag in gold that were flagged; NaN when none have it."""
        return self.riktige / self.fasit if self.fasit else math.nan


def load_merker(fasitmappe: Path) -> Merker:
    """The labels in the folder ``flagg`` beside the gold cases; none when there is no such folder."""
    mappe = fasitmappe.resolve().parent / "flagg"
    if not mappe.is_dir():
        return Merker()
    merket = frozenset(tomllib.loads((mappe / "merket.toml").read_text(encoding="utf-8"))["fakta"])
    linjer = map(json.loads, (mappe / "fakta.jsonl").read_text(encoding="utf-8").splitlines())
    return Merker(merket, {d["sak_id"]: frozenset(f["navn"] for f in d["fakta"]) for d in linjer})


def find_gull(fasit: Fasitsak, katalog: Katalog, merker: Merker) -> dict[str, bool]:
    """For each flag whose gold is known in this case, whether it has it."""
    kjent = list_kjente(katalog, merker.fakta if fasit.sak.sak_id in (merker.saker or {}) else ())
    vurderinger = {navn: _vurdering(navn, fasit) for navn in katalog.kriterier}
    barn = fasit.fasit["barn"]
    grunnlag = Grunnlag(
        fasit.sak,
        Saksfunn(fasit.sak.sak_id),
        Barnefakta(barn.get("antall") or 0, tuple(barn.get("aldre") or ())),
        vurderinger,
        fasit.sak.vedtaksdato,
    )
    for regel in katalog.fakta.values():
        if regel.id in kjent and (faktum := _faktum(regel, grunnlag, merker)):
            grunnlag.kjente[regel.id] = faktum
    reist = {f.id for f in raise_flagg(fasit.sak, vurderinger, grunnlag.kjente.values(), katalog, grunnlag.dato)}
    return {r.id: r.id in reist for r in katalog.flagg if kjent.issuperset((*r.fakta, *r.uten_fakta))}


def list_kjente(katalog: Katalog, merket: Iterable[str]) -> set[str]:
    """The facts that gold decides: by grades, children and dates, by labels, and those made of such facts."""
    kjent = set(merket)
    for regel in katalog.fakta.values():
        deler = (*regel.krav.get("fakta", ()), *regel.krav.get("uten", ()))
        if regel.metode in _AVLEDET or (regel.metode in _SAMMENSATT and kjent.issuperset(deler)):
            kjent.add(regel.id)
    return kjent


def _faktum(regel: Faktaregel, grunnlag: Grunnlag, merker: Merker) -> Faktum | None:
    if regel.id in merker.fakta:
        return Faktum(regel.id) if regel.id in merker.saker[grunnlag.sak.sak_id] else None
    return METODER[regel.metode](regel, grunnlag)


def _vurdering(navn: str, fasit: Fasitsak) -> Kriterievurdering:
    d = fasit.fasit[navn]
    grad = d.get("grad", "")
    return Kriterievurdering(navn, grad, ((grad, 1.0),), verdi=tuple(d["verdi"]) if "verdi" in d else None)


def measure_flagg(
    fasit: Sequence[Fasitsak], vurderinger: Iterable[Saksvurdering], katalog: Katalog, merker: Merker
) -> dict[str, Flaggmaal]:
    """Every flag of the catalogue, hints too, over the cases that were assessed."""
    reist = {v.sak.sak_id: {f.id for f in v.flagg} for v in vurderinger}
    tall = {regel.id: [0, 0, 0, 0] for regel in katalog.flagg}
    for ett in fasit:
        if (egne := reist.get(ett.sak.sak_id)) is not None:
            for navn, sant in find_gull(ett, katalog, merker).items():
                sett = navn in egne
                tall[navn] = [a + b for a, b in zip(tall[navn], (1, sant, sett, sant and sett), strict=True)]
    return {regel.id: Flaggmaal(_grunnlag(regel.id, katalog, merker), *tall[regel.id]) for regel in katalog.flagg}


def _grunnlag(navn: str, katalog: Katalog, merker: Merker) -> str:
    regel = next(r for r in katalog.flagg if r.id == navn)
    egne = {*regel.fakta, *regel.uten_fakta}
    if egne <= list_kjente(katalog, ()):
        return AVLEDET
    return MERKET if egne <= list_kjente(katalog, merker.fakta) else UMAALT


def wilson(riktige: int, n: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927); NaN without cases."""
    if not n:
        return math.nan, math.nan
    p, nevner = riktige / n, 1 + _Z**2 / n
    midt = (p + _Z**2 / (2 * n)) / nevner
    halv = _Z * math.sqrt(p * (1 - p) / n + _Z**2 / (4 * n * n)) / nevner
    return max(0.0, midt - halv), min(1.0, midt + halv)


def to_dict(maal: Mapping[str, Flaggmaal]) -> dict[str, dict]:
    """The figures as plain data; what could not be measured is None."""
    return {
        navn: {
            "grunnlag": m.grunnlag, "n": m.n, "fasit": m.fasit, "hevet": m.hevet, "riktige": m.riktige,
            "presisjon": _rund(m.presisjon), "presisjon_ki": [*map(_rund, wilson(m.riktige, m.hevet))],
            "dekning": _rund(m.dekning), "dekning_ki": [*map(_rund, wilson(m.riktige, m.fasit))],
        }
        for navn, m in maal.items()
    }  # fmt: skip


def _rund(verdi: float) -> float | None:
    return None if math.isnan(verdi) else round(verdi, 4)


def rows(maal: Mapping[str, Mapping], malform: str = "nb") -> Iterator[tuple[str, ...]]:
    """One row per flag as people read it: id, what its gold is, cases, in gold, flagged, precision, recall."""
    for navn, m in maal.items():
        andeler = (_show(m[felt], m[f"{felt}_ki"]) for felt in ("presisjon", "dekning"))
        grunnlag = tekst(f"maaling.flagg.{m['grunnlag']}", malform)
        yield navn, grunnlag, str(m["n"]), str(m["fasit"]), str(m["hevet"]), *andeler


def _show(andel: float | None, intervall: Sequence[float]) -> str:
    if andel is None:
        return "–"
    return f"{andel:.2f} ({intervall[0]:.2f}–{intervall[1]:.2f})".replace(".", ",")


_TALL = ("saker", "fasit", "hevet", "presisjon", "dekning")


def print_flagg(maal: Mapping[str, Mapping], console: Console, malform: str = "nb") -> None:
    """The table of all flags."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    grupper: dict[str, list[tuple[str, ...]]] = {}
    for navn, grunnlag, *tall in rows(maal, malform):
        grupper.setdefault(grunnlag, []).append((navn, *tall))
    for grunnlag, rader in grupper.items():
        tittel = tekst("maaling.flagg.tittel", malform, grunnlag=grunnlag)
        tabell = Table(title=tittel, title_justify="left", box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
        tabell.add_column(tekst("maaling.flagg.flagg", malform), no_wrap=True)
        for kolonne in _TALL:
            tabell.add_column(tekst(f"maaling.flagg.{kolonne}", malform), justify="right", min_width=9 if kolonne in _TALL[-2:] else None)
        for navn, *tall in rader:
            # 80 columns hold a share with its interval below it.
            tabell.add_row(navn, *(celle.strip(")").replace(" (", "\n") for celle in tall))
        console.print(tabell)

"""Examples of what a change does: so many each way, spread over offices and over what changed, the same every time.

Quotes come from cases as they may be shown: what is held back is not there, and how much is missing is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from heapq import heappush, heappushpop
from typing import Any

from vedtaksanalyse.export.jsonl import to_sitat
from vedtaksanalyse.export.ordlegging import choose_malform
from vedtaksanalyse.export.personvern import name_dokument
from vedtaksanalyse.learning.endringer import FLAGG, NED, OPP, Flaggendring, Gradendring, Saksendring
from vedtaksanalyse.sak import Belegg, Saksvurdering

NYE, BORTE = "nye_flagg", "borte_flagg"
SLAG = (NYE, BORTE, OPP, NED)
"""The ways: flags that came, flags that went, grades up, grades down."""
ANTALL, SITATER = 20, 3
"""How many examples of each way, and quotes of each side."""


@dataclass(frozen=True, slots=True)
class Sakspar:
    """A case before and after, whole and as it may be shown."""

    endring: Saksendring
    for_: Saksvurdering
    etter: Saksvurdering
    vist_for: Saksvurdering
    vist_etter: Saksvurdering


@dataclass
class Eksempler:
    """Keeps the candidates of each way and office that come first in an order nobody chose, and picks among them at the end."""

    _beste: dict[tuple[str, str], list[tuple]] = field(default_factory=dict)

    def add(self, par: Sakspar) -> None:
        """The candidates of one case."""
        for slag, hva, ett in _list(par.endring):
            haug = self._beste.setdefault((slag, par.endring.kontor), [])
            rang = _rank(par.endring.sak_id, hva, ett)
            # The heap lets go of its smallest: ranks are turned, so that it is the last in order.
            post = (tuple(-del_ for del_ in rang), hva, par.endring.sak_id)
            if len(haug) < ANTALL:
                heappush(haug, (*post, _make(par, slag, ett)))
            elif post > haug[0][:3]:
                heappushpop(haug, (*post, _make(par, slag, ett)))

    def choose(self) -> dict[str, list[dict[str, Any]]]:
        """The examples of each way: always next the one whose office, change and case were shown the least."""
        return {slag: self._choose(slag) for slag in SLAG}

    def _choose(self, slag: str) -> list[dict[str, Any]]:
        igjen = [(tuple(-d for d in post[0]), kontor, *post[1:]) for (s, kontor), haug in self._beste.items() if s == slag for post in haug]
        vist: Counter[tuple[str, str]] = Counter()
        valgt = []
        while igjen and len(valgt) < ANTALL:
            neste = min(igjen, key=lambda e: (e[0][0], vist["kontor", e[1]], vist["hva", e[2]], vist["sak", e[3]], e[0], e[2], e[3]))
            igjen.remove(neste)
            vist.update([("kontor", neste[1]), ("hva", neste[2]), ("sak", neste[3])])
            valgt.append(neste[4])
        return valgt


def _list(e: Saksendring) -> Iterator[tuple[str, str, Flaggendring | Gradendring]]:
    for ett in e.flagg:
        yield (NYE if ett.til == FLAGG or not ett.fra else BORTE), ett.flagg, ett
    for ett in e.grader:
        if ett.retning in (OPP, NED):
            yield ett.retning, ett.kriterium, ett


def _rank(sak_id: str, hva: str, ett: Flaggendring | Gradendring) -> tuple[int, int]:
    """Flags before hints, and then an order that follows from the case and the change."""
    bare_hint = isinstance(ett, Flaggendring) and FLAGG not in (ett.fra, ett.til)
    return int(bare_hint), int.from_bytes(sha256(f"{sak_id}\0{hva}".encode()).digest()[:8])


def _make(par: Sakspar, slag: str, ett: Flaggendring | Gradendring) -> dict[str, Any]:
    er_flagg = isinstance(ett, Flaggendring)
    hva = ett.flagg if er_flagg else ett.kriterium
    sider = [_sitater(hel, vist, hva, er_flagg) for hel, vist in ((par.for_, par.vist_for), (par.etter, par.vist_etter))]
    return {
        "slag": slag,
        "sak_id": par.endring.sak_id,
        "kontor": par.endring.kontor,
        "malform": par.endring.malform,
        "flagg" if er_flagg else "kriterium": hva,
        "fra": ett.fra,
        "til": ett.til,
        "for": sider[0][0],
        "etter": sider[1][0],
        "holdt": max(sider[0][1], sider[1][1]),
    }


def _sitater(hel: Saksvurdering, vist: Saksvurdering, hva: str, er_flagg: bool) -> tuple[list[dict[str, Any]], int]:
    """The first quotes that may be shown, and how many may not."""
    alle, apne = (_find(v, hva, er_flagg) for v in (hel, vist))
    malform = choose_malform(vist.sak.malform)
    sitater = [to_sitat(vist.sak, b) | {"dokument": name_dokument(vist.sak.dokument(b.dok_id), malform)} for b in apne[:SITATER]]
    return sitater, len(alle) - len(apne)


def _find(v: Saksvurdering, hva: str, er_flagg: bool) -> list[Belegg]:
    """Where a verdict or a flag stands: a flag on its facts, otherwise on its criterion."""
    flagg = next((f for f in v.flagg if f.id == hva), None) if er_flagg else None
    if er_flagg and (flagg is None or flagg.belegg):
        return list(flagg.belegg) if flagg else []
    id_ = flagg.kriterium if flagg else hva
    return [b for verdikt in v.vurderinger if verdikt.kriterium == id_ for b in verdikt.belegg]

"""How hard a vedtak is to read: Björnsson's LIX, and the mean length of its sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from vedtaksanalyse.sak import Belegg, Faktum, Oppdeling

_ORD = re.compile(r"[^\W\d_]+")
_LANGT = 7
"""A long word has more than six letters."""
_FAERREST, _KORTEST = 8, 4
"""So few sentences measure nothing; a shorter unit is no sentence."""
_VIST = 3


def measure_lesbarhet(oppdelinger: Sequence[Oppdeling], uten: frozenset[str]) -> Iterator[Faktum]:
    """LIX and words per sentence of the case's decisions, with the longest sentences; ``uten`` are sections left out."""
    lengder: list[tuple[int, Belegg]] = []
    ord_ = lange = 0
    for oppdeling in (o for o in oppdelinger if o.dokument.type == "vedtak"):
        for setning in oppdeling.setninger:
            egne = _ORD.findall(oppdeling.tekst(setning)) if setning.slag == "setning" and setning.seksjon not in uten else []
            if len(egne) >= _KORTEST:
                lengder.append((len(egne), Belegg(oppdeling.dokument.dok_id, setning.start, setning.slutt)))
                ord_ += len(egne)
                lange += sum(len(ett) >= _LANGT for ett in egne)
    if len(lengder) < _FAERREST:
        return
    lengst = tuple(belegg for _, belegg in sorted(lengder, key=lambda par: (-par[0], par[1].dok_id, par[1].start))[:_VIST])
    snitt = ord_ / len(lengder)
    yield Faktum("lix", lengst, f"{snitt + 100 * lange / ord_:.1f}")
    yield Faktum("setningslengde", lengst, f"{snitt:.1f}")

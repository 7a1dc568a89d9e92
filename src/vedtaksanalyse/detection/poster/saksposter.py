"""All that was read of a case's items: each document's units, what it asks for, the vedtak's answers, what came of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vedtaksanalyse.detection.poster.lest import Lest, Omtale, Ytring
from vedtaksanalyse.detection.poster.ordbok import Ordbok
from vedtaksanalyse.detection.poster.soknad import Soknadspost
from vedtaksanalyse.detection.poster.svar import Svar, Svarleser
from vedtaksanalyse.sak import Belegg

_AVGJORT = "avgjort"


@dataclass(frozen=True)
class Saksdel:
    """One document: what it asks for, which of its units ask, and a vedtak's answers."""

    lest: Lest
    poster: list[Soknadspost]
    spor: set[int]
    leser: Svarleser | None = None
    svar: tuple[Svar, ...] = ()

    def answers(self, ytring: Ytring, post: Omtale) -> Iterator[str]:
        """What a unit answers about one of the items in it; where it gives several answers, that of the item's clause."""
        hva = {s.hva for s in self.svar if s.belegg.start == ytring.setning.start}
        if len(hva) > 1 and self.leser:
            hva = self.leser.at(ytring, post.start)
        if hva:
            yield from ("avgjort", *hva)


@dataclass(frozen=True, slots=True)
class Fulgt:
    """An item applied for, how it ended (see the package) and where that shows. Without ``post`` it was only put off."""

    post: Soknadspost | None
    slag: str
    belegg: Belegg | None
    uavgjort: bool


@dataclass(frozen=True)
class Saksposter:
    """The documents of a case that were read for items."""

    ordbok: Ordbok
    deler: tuple[Saksdel, ...] = ()
    fulgt: tuple[Fulgt, ...] = ()

    def answers_whole(self, fulgt: Fulgt) -> set[str]:
        """The answers of the unit that decides an item without naming it: the application as a whole, a wider kind or an
        amount. What is said of the living allowance, or of an amount for nobody knows what, is no answer about the rent.
        """
        post = fulgt.post
        if post is None or fulgt.uavgjort or fulgt.belegg is None:
            return set()
        svar = [s for delen in self.deler for s in delen.svar if s.belegg == fulgt.belegg]
        if fulgt.slag == _AVGJORT:
            fritt = len(self.fulgt) > 1 and post.slag in self.ordbok.jevnlig and post.belop is None
            egne = self.ordbok.slekt(post.slag) - (self.ordbok.grunn - {post.slag})
            svar = [s for s in svar if (s.slag & egne if s.slag else not fritt)]
        return {s.hva for s in svar}

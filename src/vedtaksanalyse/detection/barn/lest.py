"""What has been read of a sentence so far: the groups of children, whom it speaks of now, and what came before it."""

from __future__ import annotations

from dataclasses import dataclass, field

from vedtaksanalyse.detection.barn.gruppe import Gruppe


@dataclass(slots=True)
class Lest:
    """``kontekst``: the sentence stands under a heading or label about children; ``omtalt``: whom a pronoun may mean by
    the sentences before, ``barn``, ``voksen`` (a grown-up child) or ``utenfor`` (somebody outside the family);
    ``sist``: the children last spoken of; ``aldersrader``: «Barn 16» is a child's age here, not its number; ``spurt``: what
    the line before asked for, ``antall`` or ``alder``.

    ``subjekt`` is the kind of person spoken of and ``person`` where it stands; ``utenfor`` where somebody outside the
    family stands; ``brukt`` are numbers already taken; ``halve`` and ``gammel`` are ages whose child comes later
    («8- og 11-åringen», «en tre år gammel sønn»).
    """

    kontekst: bool
    omtalt: str
    sist: Gruppe | None = None
    aldersrader: bool = False
    spurt: str = ""
    grupper: list[Gruppe] = field(default_factory=list)
    subjekt: str = ""
    person: int = -1
    utenfor: int = -99
    brukt: set[int] = field(default_factory=set)
    halve: list[int] = field(default_factory=list)
    gammel: list[int] = field(default_factory=list)

    def add(self, gruppe: Gruppe) -> Gruppe:
        """A new group; the sentence now speaks of these children."""
        self.grupper.append(gruppe)
        self.subjekt = "barn"
        return gruppe

    @property
    def barn(self) -> Gruppe | None:
        """The children the sentence speaks of now."""
        return self.grupper[-1] if self.subjekt == "barn" and self.grupper else None

    @property
    def kjent(self) -> bool:
        """Whether children have been spoken of, here or just before."""
        return self.kontekst or self.omtalt in ("barn", "voksen") or bool(self.grupper)

    def has_child(self) -> bool:
        """Whether a child of the case was spoken of, so that a sibling is the child's."""
        return self.omtalt in ("barn", "voksen") or any(g.barn or g.slag in ("ett", "plass") for g in self.grupper)

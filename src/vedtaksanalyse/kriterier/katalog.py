"""The catalogue's own nouns: criteria, their traces, facts of a case, and the rules that raise flags. Frozen, no I/O."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from vedtaksanalyse.kriterier.skjema import Malformtekst, Skjemaer

KATALOGMAPPE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Hjemmel:
    """A legal basis and the dates of decision it holds for."""

    tekst: Malformtekst
    fra: date | None = None
    til: date | None = None

    def gjelder(self, dato: date | None) -> bool:
        """Whether it holds for a decision of this date; an unknown date counts as today's law."""
        if dato is None:
            return self.til is None
        return (self.fra is None or self.fra <= dato) and (self.til is None or dato <= self.til)


@dataclass(frozen=True, slots=True)
class Spor:
    """A trace: a literal start (``anker``), what may follow it, and the grade it points to.

    A leading ``*`` in an anchor means that it may stand inside a compound; otherwise it starts a word.
    """

    id: str
    kriterium: str
    gir: str
    anker: tuple[str, ...]
    monster: str = r"\w*"
    ikke: frozenset[str] = frozenset()
    seksjoner: frozenset[str] = frozenset()
    dokumenter: frozenset[str] = frozenset()
    treff: tuple[str, ...] = ()
    ikke_treff: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Folge:
    """When other criteria have these grades, this criterion's grade follows from them."""

    nar: Mapping[str, tuple[str, ...]]
    gir: str


@dataclass(frozen=True, slots=True)
class Trinn:
    """One step up from a grade: the grade it leads to, and in words («at …») what that would have required."""

    til: str
    krav: Malformtekst


FLEST_BARN = 4
"""Children are counted no further where only the number matters."""


@dataclass(frozen=True, slots=True)
class Kriterium:
    """One criterion: grades weakest first, where it is looked for, and its traces.

    ``slag`` is ``grad`` (one grade) or ``liste`` (any number of the values in ``grader``). ``tomme`` are the grades
    that have nothing to show; ``svake`` those that may raise a flag. ``fakta`` are what it asks of the arithmetic,
    ``trinn`` one step up from each grade that has a better one, ``barnetall`` values that follow from how many children
    there are (at least so many). ``bevis_fra`` is the criterion whose quotes show a grade that says that nothing speaks
    against it.
    """

    id: str
    navn: Malformtekst
    gruppe: str
    sporsmal: Malformtekst
    grader: tuple[str, ...]
    gradtekst: Mapping[str, Malformtekst]
    dokumenter: frozenset[str]
    slag: str = "grad"
    tomme: frozenset[str] = frozenset()
    svake: frozenset[str] = frozenset()
    utgangspunkt: str = ""
    bevis_fra: str = ""
    metode: str = ""
    folger: tuple[Folge, ...] = ()
    fakta: tuple[str, ...] = ()
    hjemmel: tuple[Hjemmel, ...] = ()
    kilder: tuple[str, ...] = ()
    spor: tuple[Spor, ...] = ()
    trinn: Mapping[str, Trinn] = field(default_factory=dict)
    barnetall: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Faktaregel:
    """Something that may hold for a case besides its grades: how it is found, and how sure that is.

    ``metode`` names how, with ``krav`` as what it asks for. A ``fravaer`` rests on something not being in the folder,
    and never holds while a file is unread. ``spor`` are traces whose hits are the fact's own.
    """

    id: str
    navn: Malformtekst
    metode: str
    sikkerhet: float
    krav: Mapping = field(default_factory=dict)
    dokumenter: frozenset[str] = frozenset()
    fravaer: bool = False
    spor: tuple[Spor, ...] = ()


@dataclass(frozen=True, slots=True)
class Flere:
    """That at least ``minst`` of some criteria have one of these grades."""

    kriterier: tuple[str, ...]
    grader: frozenset[str]
    minst: int


@dataclass(frozen=True, slots=True)
class Flaggregel:
    """When a flag is raised, and what it says.

    It is raised when the criterion's grade is one of ``grader`` and all other conditions hold: grades of other criteria
    (``krever``), of some among several (``flere``), facts that are there (``fakta``) and facts that are not
    (``uten_fakta``). ``vis`` are facts that show where it stands, when they hold. ``kjede`` is its chain of linked weaknesses; a ``feil`` is an error of law. ``risikopunkt`` are
    numbers among the 51 of Helsetilsynet's risk assessment, ``proving`` what the appeal tests.
    """

    id: str
    kriterium: str
    grader: frozenset[str]
    konsekvens: int
    tekst: Malformtekst
    neste: Malformtekst
    hjemmel: tuple[Hjemmel, ...]
    krever: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    flere: Flere | None = None
    fakta: tuple[str, ...] = ()
    uten_fakta: tuple[str, ...] = ()
    vis: tuple[str, ...] = ()
    kjede: str = ""
    feil: bool = False
    risikopunkt: tuple[int, ...] = ()
    proving: tuple[str, ...] = ()

    def gjelder(self, dato: date | None) -> bool:
        """Whether any of its legal bases holds for a decision of this date."""
        return not self.hjemmel or any(h.gjelder(dato) for h in self.hjemmel)


@dataclass(frozen=True, eq=False)
class Katalog:
    """The whole catalogue, in the order of the annotation guide's groups. ``styrt`` is what people decided about flags (``styring``)."""

    kriterier: Mapping[str, Kriterium]
    grupper: Mapping[str, Malformtekst]
    flagg: tuple[Flaggregel, ...]
    felles: Mapping[str, Mapping]
    fingeravtrykk: str
    fakta: Mapping[str, Faktaregel] = field(default_factory=dict)
    kjeder: Mapping[str, Malformtekst] = field(default_factory=dict)
    skjemaer: Skjemaer = field(default_factory=Skjemaer)
    styrt: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def spor(self) -> tuple[Spor, ...]:
        """All traces of all criteria and facts."""
        return tuple(spor for eier in (*self.kriterier.values(), *self.fakta.values()) for spor in eier.spor)

    @cached_property
    def sperrer(self) -> Mapping[tuple[str, str], frozenset[str]]:
        """The qualifiers that cancel each trace, by owner and trace."""
        return {(spor.kriterium, spor.id): spor.ikke for spor in self.spor}

    @cached_property
    def dokumenter(self) -> Mapping[str, frozenset[str]]:
        """The kinds of documents where each owner of traces is looked for."""
        egne = {spor.kriterium: regel.dokumenter for regel in self.fakta.values() for spor in regel.spor}
        return {k.id: k.dokumenter for k in self.kriterier.values()} | egne

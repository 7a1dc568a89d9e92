"""What is said alike in many cases of an office."""

from __future__ import annotations

from dataclasses import dataclass

from vedtaksanalyse.sak.dokumenter import Belegg


@dataclass(frozen=True, slots=True)
class Utfylling:
    """What was filled into a sentence: its kind, where it stands in the document, and the value to compare by.

    ``stotte`` is ja when the same value stands elsewhere in the case, nei when only others do, empty when none does.
    ``ellers`` are those others, where there are few enough to tell.
    """

    slag: str
    start: int
    slutt: int
    verdi: str
    stotte: str = ""
    ellers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Setningsmerke:
    """What a sentence of a vedtak is known by among others: the hash of its wording without what was filled in, and a
    signature whose equal bytes measure likeness. ``fast`` text (headings, law, right to appeal) is expected to recur.
    ``ord`` is how many words of reasoning it has, none in a row of a form or a table.
    """

    belegg: Belegg
    avsnitt: int
    form: int
    signatur: bytes
    ord: int
    fast: bool = False
    utfylt: tuple[Utfylling, ...] = ()


@dataclass(frozen=True, slots=True)
class Gjentakelse:
    """A sentence that stands in other cases of the office: in ``like`` word for word, in ``nesten`` nearly so."""

    belegg: Belegg
    like: int
    nesten: int = 0
    fast: bool = False
    utfylt: tuple[Utfylling, ...] = ()


@dataclass(frozen=True, slots=True)
class Rest:
    """Something filled into a sentence in use elsewhere that does not fit this case: the sentence, the place in it, and
    what the case says ``ellers``. A hint, never a finding.
    """

    slag: str
    belegg: tuple[Belegg, Belegg]
    ellers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Saksgjenbruk:
    """How a case's reasoning stands to the office's ``saker`` others: words in all, those in sentences of its own.

    ``rester`` are sentences in use elsewhere with something filled in that does not fit this case; ``medianer`` the middle
    value at the office of each fact that is a number.
    """

    saker: int
    ord: int
    egne: int
    gjentatt: tuple[Gjentakelse, ...] = ()
    rester: tuple[Rest, ...] = ()
    medianer: tuple[tuple[str, float], ...] = ()

    @property
    def andel(self) -> float | None:
        """The share of the reasoning that is the case's own; None when there is nothing to compare."""
        return self.egne / self.ord if self.ord and self.saker else None


@dataclass(frozen=True, slots=True)
class Standardtekst:
    """A sentence or paragraph (``setninger`` > 1) that recurs in an office, shown by one place where it stands.

    ``varianter`` is how many wordings it has; ``felt`` what is filled in: kind, number of values, the commonest.
    """

    sak_id: str
    belegg: Belegg
    saker: int
    setninger: int = 1
    varianter: int = 1
    fast: bool = False
    felt: tuple[tuple[str, int, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Gjenbrukskart:
    """The boilerplate map of an office, with the number of cases it stands on. ``median`` is that of the own share.

    ``rester`` is how many cases have leftovers; ``merknader`` the leftovers of the first of them, by case.
    """

    kontor: str
    saker: int
    setninger: int
    median: float | None
    rester: int
    tekster: tuple[Standardtekst, ...] = ()
    merknader: tuple[tuple[str, Rest], ...] = ()

"""What detection saw in a case."""

from __future__ import annotations

from dataclasses import dataclass

from vedtaksanalyse.sak.dokumenter import Belegg, Setning

ANNET_DOKUMENT = "annet_dokument"
"""The qualifier of a hit in a kind of document that its criterion is not judged by; it cancels every hit."""


@dataclass(frozen=True, slots=True)
class Treff:
    """What one trace of the catalogue saw, with the qualifiers that hold there."""

    kriterium: str
    spor: str
    grad: str
    belegg: Belegg
    setning: int
    kvalifikatorer: frozenset[str] = frozenset()
    teller: bool = True


@dataclass(frozen=True, slots=True)
class Skar:
    """What a trained source thinks of one sentence: log-odds that it shows ``grad`` of ``kriterium``."""

    kriterium: str
    grad: str
    belegg: Belegg
    styrke: float


@dataclass(frozen=True, slots=True)
class Barneomtale:
    """One mention of children touched by the case. ``antall`` None when the mention gives no number.

    ``aldre`` are whole years on the decision's date; ``omsorg`` one of fast, delt, samvaer, ukjent;
    ``slag`` names the kind of statement (see ``detection/barn``), from which the mentions are weighed. ``kjennetegn``
    follows ``aldre``: what tells each child from its siblings (gender, place among them, the name it is given).
    """

    belegg: Belegg
    slag: str
    antall: int | None = None
    aldre: tuple[int, ...] = ()
    omsorg: str = "ukjent"
    kvalifikatorer: frozenset[str] = frozenset()
    kjennetegn: tuple[frozenset[str], ...] = ()


@dataclass(frozen=True, slots=True)
class Behovsomtale:
    """One place that speaks of a need: the word (``belegg``), its sentence, and what the sentence does with the need.

    ``behov`` is a kind from ``felles/poster.toml``. ``roller`` are among sokt, uavgjort (asked for and never decided),
    utsatt, kartlagt, nevnt, generelt (only in general text), vurdert, avgjort, gitt, oppfort, nektet and satsen. ``barn``
    is how the text names the child, empty where it speaks of no one child;
    ``kjennetegn`` tells it from its siblings, with its age as «alder:9».
    """

    behov: str
    belegg: Belegg
    setning: Belegg
    roller: frozenset[str]
    barn: str = ""
    kjennetegn: frozenset[str] = frozenset()
    kvalifikatorer: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Sakstrekk:
    """A whole-case score of a trained source: log-odds that the case has ``grad`` of ``kriterium``."""

    kriterium: str
    grad: str
    styrke: float


MOTSTRID = frozenset({"utfall", "utelatt", "alder", "antall", "omsorg", "aarstid", "behov", "belop", "sum"})
"""The contradictions inside a vedtak that reading itself can tell; ``felles/poster.toml`` names more in words."""
MAALTE_FAKTA = frozenset({"lix", "setningslengde"})
DATERTE_FAKTA = frozenset({"soknadsdato"})
LESTE_FAKTA = MAALTE_FAKTA | DATERTE_FAKTA | {"henvist_dokument_mangler", "belop_strider"}
"""The facts read directly from the text: numbers, days, and the rest."""


@dataclass(frozen=True, slots=True)
class Sammenstilling:
    """Places of a case set against each other, or one that lacks its counterpart; ``slag`` says what came of it.

    ``strider`` when they do not go together, so that it speaks against the criterion (see ``detection/poster``).
    """

    kriterium: str
    slag: str
    belegg: tuple[Belegg, ...]
    strider: bool


@dataclass(frozen=True, slots=True)
class Regnefaktum:
    """What a decision's arithmetic shows, and where; names from ``felles/beregning.toml``.

    ``avvik`` is how many kroner a total is off.
    """

    navn: str
    belegg: Belegg
    avvik: int = 0


INDIREKTE = frozenset({"fodselsdato", "skole", "barnehage", "arbeidsplass"})
"""The types of ``PiiFunn`` that point at a person without naming one."""


@dataclass(frozen=True, slots=True)
class PiiFunn:
    """Identifying data left in a document; ``type`` as in the annotation guide."""

    belegg: Belegg
    type: str
    styrke: float = 1.0

    @property
    def direkte(self) -> bool:
        """Whether it identifies by itself; if not, only together with something else."""
        return self.type not in INDIREKTE


@dataclass(frozen=True, slots=True)
class Faktum:
    """Something that holds for a case besides its grades (see ``felles/fakta.toml``), and where it shows.

    ``verdi`` is a number or a code where the fact has one.
    """

    navn: str
    belegg: tuple[Belegg, ...] = ()
    verdi: str = ""


@dataclass(frozen=True, slots=True)
class Saksfunn:
    """All that detection saw in one case, and by document the sentences it searched. It concludes nothing.

    ``konkret`` is how many sentences speak of this case's people, by kind (see ``detection/konkret``); ``fakta`` what was
    seen or measured directly in the text (see ``detection/saksfakta``); ``behov`` where needs are spoken of.
    """

    sak_id: str
    treff: tuple[Treff, ...] = ()
    skar: tuple[Skar, ...] = ()
    trekk: tuple[Sakstrekk, ...] = ()
    barn: tuple[Barneomtale, ...] = ()
    pii: tuple[PiiFunn, ...] = ()
    setninger: tuple[tuple[str, tuple[Setning, ...]], ...] = ()
    sammenstillinger: tuple[Sammenstilling, ...] = ()
    regnefakta: tuple[Regnefaktum, ...] = ()
    konkret: tuple[tuple[str, int], ...] = ()
    fakta: tuple[Faktum, ...] = ()
    behov: tuple[Behovsomtale, ...] = ()

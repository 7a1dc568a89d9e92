"""The nouns of the forms that a case is written into: KAKA, egenvurdering, the case sheet. Frozen, no I/O."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Malformtekst = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Forslag:
    """What suggests a tick: any of these flags, or at least ``minst`` of the criteria with one of ``grader``.

    The grades count only where all of ``krever`` hold and none of ``unntatt``. ``sterk`` says how closely it fits.
    """

    sterk: bool
    flagg: tuple[str, ...] = ()
    kriterier: tuple[str, ...] = ()
    grader: frozenset[str] = frozenset()
    minst: int = 1
    krever: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unntatt: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Kakafelt:
    """A field of KAKA. ``slag`` is dom, kryss, hjemler or tekst; ``under`` the field it belongs to.

    ``gjelder`` is alltid, klage (only where there is a complaint) or aldri (not under sosialtjenesteloven).
    """

    id: str
    slag: str
    navn: Malformtekst
    under: str = ""
    gjelder: str = "alltid"
    verdier: tuple[str, ...] = ()
    forslag: tuple[Forslag, ...] = ()


@dataclass(frozen=True, slots=True)
class Punkt:
    """A point of measurement and the criteria that show it; ``tema`` when the list of themes belongs to it too.

    It applies where the criteria of ``gjelder`` have one of these grades.
    """

    nummer: str
    navn: Malformtekst
    kriterier: tuple[str, ...]
    tema: bool = False
    gjelder: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Krav:
    """A requirement of the audit with its points."""

    nummer: str
    navn: Malformtekst
    punkter: tuple[Punkt, ...]


@dataclass(frozen=True, slots=True)
class Arkdel:
    """A part of the case sheet: its criteria, and the chains whose flags have no criterion of their own.

    ``behov`` where the thread from needs to what was decided stands.
    """

    navn: Malformtekst
    kriterier: tuple[str, ...]
    kjeder: tuple[str, ...]
    behov: bool = False


@dataclass(frozen=True, slots=True)
class Skjemaer:
    """All forms. ``uten_felt`` are the criteria that KAKA has no field for.

    ``ungdom`` are the points about those from 17 to 23, ``brudd`` the answers that count as not met, ``ikke_aktuelle`` the grades
    of each criterion that say that it does not apply.
    """

    kakaversjon: str = ""
    kaka: Mapping[str, Kakafelt] = field(default_factory=dict)
    uten_felt: tuple[str, ...] = ()
    krav: tuple[Krav, ...] = ()
    tema: tuple[str, ...] = ()
    ungdom: tuple[Punkt, ...] = ()
    brudd: frozenset[str] = frozenset()
    ikke_aktuelle: Mapping[str, frozenset[str]] = field(default_factory=dict)
    ark: tuple[Arkdel, ...] = ()

"""Finds where documents speak of children: how many, how old, where they live, expected, grown up or somebody else's.

A mention's ``slag`` is one of ``liste`` (several children with ages), ``enkelt`` (one child with its age), ``antall``
(a number without ages), ``satsrad`` (rows of a calculation with ages), ``merkelapp`` («[barn 3]»: there are at least
three), ``omtalt`` (children without number or age), ``ventet`` (expected), ``soker`` (the applicant is under 18),
``omsorg`` (where they live; ``antall`` 1 when said of one child) and ``uten`` (no children). Qualifiers:
``annen_person``, ``voksen``, ``myndig`` (just of age), ``nektet``, ``delvis`` (some of the children), ``svak`` (only a
hint), ``fodselsaar``, ``anslag`` (an age by class level) and ``lovsitat``. It concludes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from vedtaksanalyse.detection.barn.dokument import Dokumentleser
from vedtaksanalyse.detection.barn.omsorg import Omsorgsord, compile_omsorgsord
from vedtaksanalyse.detection.barn.ord import Barneord, compile_barneord
from vedtaksanalyse.sak import Barneomtale, Oppdeling

__all__ = ["find_barneomtaler", "known_barneord"]

_IKKE_EGNE = frozenset({"sosken", "annen_person", "voksen", "nektet", "lovsitat"})
_kompilert: dict[int, tuple[Mapping, Barneord, Omsorgsord]] = {}


def find_barneomtaler(
    oppdelinger: Sequence[Oppdeling], vedtaksdato: date | None, ord: Mapping
) -> tuple[Barneomtale, ...]:
    """Every mention of children in the documents, in order. ``ord`` is the catalogue's ``felles["barn"]``."""
    barneord, omsorgsord = _compile(ord)
    rolle = omsorgsord.find_rolle(oppdelinger)
    lesere = (Dokumentleser(oppdeling, barneord, omsorgsord, vedtaksdato, rolle) for oppdeling in oppdelinger)
    return _settle_sosken([omtale for leser in lesere for omtale in leser.read()])


def known_barneord(ord: Mapping) -> Barneord:
    """The words for children, compiled once."""
    return _compile(ord)[0]


def _compile(ord: Mapping) -> tuple[Barneord, Omsorgsord]:
    if id(ord) not in _kompilert:
        # The lists are kept beside what was compiled from them, so that their id is never used again.
        _kompilert[id(ord)] = (ord, compile_barneord(ord), compile_omsorgsord(ord))
    return _kompilert[id(ord)][1:]


def _is_own(omtale: Barneomtale, voksne: bool) -> bool:
    # Where some are grown up, a child without age may be one of those.
    sagt = omtale.slag in ("antall", "merkelapp", *(() if voksne else ("omtalt",))) and "svak" not in omtale.kvalifikatorer
    return (sagt or omtale.slag in ("liste", "enkelt")) and not omtale.kvalifikatorer & _IKKE_EGNE


def _has_own_grown(omtale: Barneomtale) -> bool:
    """A son or daughter who has come of age: the little sister is the child's, not the applicant's."""
    return {"voksen", "myndig"} <= omtale.kvalifikatorer and "annen_person" not in omtale.kvalifikatorer


def _are_each_others(omtaler: list[Barneomtale]) -> bool:
    """«Big sister of 2 and little brother»: the one is the other's, so both are children."""
    kjenne = {k for o in omtaler if "sosken" in o.kvalifikatorer for k in frozenset().union(*o.kjennetegn)}
    return kjenne >= {"eldre", "yngre"}


def _settle_sosken(omtaler: list[Barneomtale]) -> tuple[Barneomtale, ...]:
    """«Lillesøster» is a child of the case when the case has other children; else the applicant's own sister."""
    # An applicant under 18 lives among brothers and sisters, not children.
    ung = any(o.slag == "soker" and "svak" not in o.kvalifikatorer for o in omtaler)
    voksne = any("voksen" in o.kvalifikatorer for o in omtaler)
    egne = not ung and (any(_is_own(o, voksne) or _has_own_grown(o) for o in omtaler) or _are_each_others(omtaler))
    return tuple(
        replace(o, kvalifikatorer=o.kvalifikatorer - {"sosken"} | ({"annen_person"} if not egne else frozenset()))
        if "sosken" in o.kvalifikatorer else o
        for o in omtaler
    )

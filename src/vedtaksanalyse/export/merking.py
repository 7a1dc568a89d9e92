"""Cuts a document's text where quotes begin and end, so that every quote can be marked, also where quotes overlap."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from vedtaksanalyse.export.behovstekst import list_steder
from vedtaksanalyse.sak import Belegg, Saksvurdering

FLAGG, BEHOV = "flagg-", "behov-"


@dataclass(frozen=True, slots=True)
class Merke:
    """A marked span. ``slag`` is ``belegg`` (a quote), ``nesten`` (came near), ``pii`` or ``gjenbruk`` (recurs).

    ``nummer`` is unique in the case; ``peker`` are the findings (criterion id, «flagg-id» or «behov-number», place among its quotes) it shows.
    """

    nummer: int
    slag: str
    belegg: Belegg
    peker: tuple[tuple[str, int], ...] = ()
    type: str = ""


@dataclass(frozen=True, slots=True)
class Bit:
    """A stretch of text with the same marks from end to end, and the marks that begin with it."""

    tekst: str
    merker: tuple[Merke, ...]
    starter: tuple[Merke, ...]

    def har(self, slag: str) -> bool:
        """Whether a mark of this kind covers the stretch."""
        return any(merke.slag == slag for merke in self.merker)


def number_merker(vurdering: Saksvurdering) -> tuple[Merke, ...]:
    """All marks of a case in reading order. The same span shown by several criteria is one mark."""
    vist = [(v.kriterium, v.belegg) for v in vurdering.vurderinger]
    behov = ((f"{BEHOV}{n}", list_steder(rad)) for n, rad in enumerate(vurdering.behov, start=1))
    sitater = _collect([*vist, *((f"{FLAGG}{f.id}", f.belegg) for f in vurdering.flagg), *behov])
    nesten = _collect(
        (v.kriterium, [n.belegg for n in v.kvittering.narmeste]) for v in vurdering.vurderinger if v.kvittering is not None
    )
    plass = {dokument.dok_id: n for n, dokument in enumerate(vurdering.sak.dokumenter)}

    def rekke(belegg: Belegg) -> tuple[int, int, int]:
        return (plass[belegg.dok_id], belegg.start, -belegg.slutt)

    merker = [("belegg", b, tuple(sitater[b])) for b in sorted(sitater, key=rekke)]
    merker += [("nesten", b, ()) for b in sorted(nesten, key=rekke) if b not in sitater]
    ut = [Merke(n, slag, belegg, peker) for n, (slag, belegg, peker) in enumerate(merker, start=1)]
    ut += [Merke(len(ut) + n, "pii", p.belegg, (), p.type) for n, p in enumerate(vurdering.pii, start=1)]
    gjentatt = vurdering.gjenbruk.gjentatt if vurdering.gjenbruk else ()
    return (*ut, *(Merke(len(ut) + n, "gjenbruk", g.belegg) for n, g in enumerate(gjentatt, start=1)))


def _collect(
    par: Iterable[tuple[str, Sequence[Belegg]]],
) -> Mapping[Belegg, list[tuple[str, int]]]:
    funnet: dict[Belegg, list[tuple[str, int]]] = {}
    for id, alle in par:
        for n, belegg in enumerate(alle, start=1):
            funnet.setdefault(belegg, []).append((id, n))
    return funnet


def split_tekst(tekst: str, merker: Sequence[Merke]) -> list[Bit]:
    """The whole text in stretches; joined they give the text back."""
    snitt = sorted({0, len(tekst), *(m.belegg.start for m in merker), *(m.belegg.slutt for m in merker)})
    biter: list[Bit] = []
    aktive: list[Merke] = []
    venter = sorted(merker, key=lambda m: (m.belegg.start, -m.belegg.slutt), reverse=True)
    for start, slutt in zip(snitt, snitt[1:], strict=False):
        aktive = [m for m in aktive if m.belegg.slutt > start]
        starter = []
        while venter and venter[-1].belegg.start == start:
            starter.append(venter.pop())
        aktive += starter
        biter.append(Bit(tekst[start:slutt], tuple(aktive), tuple(starter)))
    return biter

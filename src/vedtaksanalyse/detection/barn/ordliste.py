"""Builds the child words: heads with and without a first part, each with its class and what it tells of the child."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

_FLERE_AV_SOSKEN = "flere"
_BEGGE = "begge"


@dataclass(frozen=True)
class Ordliste:
    """``slag``: each word's class; ``kjenne``: gender and place among the siblings; ``forbehold``: the lists of words
    that say less than they seem to, ``sosken`` among them."""

    slag: dict[str, str] = field(default_factory=dict)
    kjenne: dict[str, frozenset[str]] = field(default_factory=dict)
    forbehold: dict[str, set[str]] = field(default_factory=dict)

    def add(self, ordet: str, slag: str, *kjenne: str) -> None:
        """One word; the first class given to it stands."""
        if ordet not in self.slag:
            self.slag[ordet] = slag
            self.kjenne[ordet] = frozenset(k for k in kjenne if k and k != _BEGGE)


def build_ordliste(substantiv: Mapping) -> Ordliste:
    """All child words of ``[substantiv]`` in ``felles/barn.toml``."""
    liste = Ordliste(forbehold={navn: set(ord) for navn, ord in substantiv["forbehold"].items()})
    liste.forbehold.update(sosken=set(), soskenhode=set())
    for slag, ord in substantiv["grupper"].items():
        for ordet in ord:
            liste.add(ordet, slag)
    for plass, ord in substantiv["del"].items():
        for ordet in ord:
            liste.add(ordet, "del", plass)
    forledd = substantiv["forledd"]
    for hode, slag, kjonn in _heads(substantiv):
        liste.add(hode, slag, kjonn)
        _with_forledd(liste, forledd, hode, slag, kjonn, arver=True)
    for hode, slag, kjonn in _sosken(substantiv["sosken"]):
        egne = _with_forledd(liste, forledd, hode, slag, kjonn, arver=False)
        if not kjonn:
            liste.add(hode, slag)
            egne.add(hode)
        else:
            liste.forbehold["soskenhode"].add(hode)
            liste.kjenne[hode] = frozenset({kjonn})
        liste.forbehold["sosken"] |= egne
    return liste


def _heads(substantiv: Mapping) -> Iterator[tuple[str, str, str]]:
    for slag in ("flere", "ett"):
        for kjonn, ord in substantiv[slag].items():
            yield from ((ordet, slag, kjonn) for ordet in ord)


def _sosken(sosken: Mapping) -> Iterator[tuple[str, str, str]]:
    for navn, ord in sosken.items():
        flere, _, kjonn = navn.rpartition("_") if navn != _FLERE_AV_SOSKEN else ("flere", "", "")
        yield from ((ordet, "flere" if flere else "ett", kjonn) for ordet in ord)


def _with_forledd(liste: Ordliste, forledd: Mapping, hode: str, slag: str, kjonn: str, arver: bool) -> set[str]:
    """Adds the head with every first part, and returns the words made."""
    laget = set()
    for navn, deler in forledd.items():
        for del_ in deler:
            ordet = del_ + hode
            if ordet in liste.slag:
                continue
            laget.add(ordet)
            if navn == "andres":
                liste.add(ordet, "utenfor_barn")
            elif navn == "tvilling":
                liste.add(ordet, "tvillinger" if slag == "flere" else slag, kjonn)
            elif navn in ("lik", "egen"):
                liste.add(ordet, slag, kjonn)
                if navn == "lik" and arver:
                    for forbehold in liste.forbehold.values():
                        if hode in forbehold:
                            forbehold.add(ordet)
            else:
                liste.add(ordet, slag, kjonn, navn)
    return laget

"""The rules as data, read once and checked: a role with an unknown right, or a step to nowhere, stops the program at start."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from vedtaksanalyse.gjennomgang.annenlesing import MAATER
from vedtaksanalyse.sak import Bruker, Tilstand

HVEM = ("alle", "eier", "andre")


@dataclass(frozen=True, slots=True)
class Steg:
    """One way a case can move; ``hvem`` is who may take it among those with the right.

    ``alene`` when it ends a case that nobody else has read.
    """

    id: str
    navn: Mapping[str, str]
    fra: frozenset[Tilstand]
    til: Tilstand
    rettighet: str
    hvem: str
    alene: bool = False


@dataclass(frozen=True, slots=True)
class Valgt:
    """A choice with its name in both language forms."""

    id: str
    navn: Mapping[str, str]
    krever_grunn: bool = False


@dataclass(frozen=True, slots=True)
class Regler:
    """All of it; each mapping is in the order to show."""

    rettigheter: Mapping[str, frozenset[str]]
    roller: Mapping[str, Valgt]
    steg: Mapping[str, Steg]
    tilstander: Mapping[Tilstand, Valgt]
    vent: Mapping[str, Valgt]
    svar: Mapping[str, Valgt]
    grunner: Mapping[str, Valgt]
    utfall: Mapping[str, Valgt]
    annenlesing: Mapping[str, Valgt]

    def har(self, bruker: Bruker, rettighet: str) -> bool:
        """Whether one of the person's roles gives this right. A role nobody knows gives none."""
        return any(rettighet in self.rettigheter.get(rolle, ()) for rolle in bruker.roller)

    @property
    def alle_rettigheter(self) -> frozenset[str]:
        """Every right that a role gives."""
        return frozenset().union(*self.rettigheter.values())


@cache
def load_regler() -> Regler:
    """The shipped rules. ValueError or KeyError when they contradict themselves."""
    data = tomllib.loads((files(__package__) / "regler.toml").read_text(encoding="utf-8"))
    regler = Regler(
        rettigheter={id_: frozenset(rolle["rettigheter"]) for id_, rolle in data["roller"].items()},
        roller=_valg(data["roller"]),
        steg={id_: _steg(id_, felt) for id_, felt in data["steg"].items()},
        tilstander={Tilstand(id_): valgt for id_, valgt in _valg(data["tilstand"]).items()},
        vent=_valg(data["vent"]),
        svar=_valg(data["svar"]),
        grunner=_valg(data["grunn"]),
        utfall=_valg(data["utfall"]),
        annenlesing=_valg(data["annenlesing"]),
    )
    ukjent = {steg.rettighet for steg in regler.steg.values()} - regler.alle_rettigheter
    if ukjent or set(regler.tilstander) != set(Tilstand) or set(regler.annenlesing) != set(MAATER):
        raise ValueError(sorted(ukjent))
    return regler


def _valg(data: Mapping[str, Mapping]) -> dict[str, Valgt]:
    return {id_: Valgt(id_, felt["navn"], felt.get("krever_grunn", False)) for id_, felt in data.items()}


def _steg(id_: str, felt: Mapping) -> Steg:
    if felt["hvem"] not in HVEM:
        raise ValueError(id_)
    fra = frozenset(map(Tilstand, felt["fra"]))
    return Steg(id_, felt["navn"], fra, Tilstand(felt["til"]), felt["rettighet"], felt["hvem"], felt.get("alene", False))

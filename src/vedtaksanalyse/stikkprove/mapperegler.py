"""The rules of reading folders as data (``mapper.toml``), read once and checked."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from vedtaksanalyse.gjennomgang import load_regler
from vedtaksanalyse.gjennomgang.regler import Valgt
from vedtaksanalyse.sak import Mappestand

NY, EIER, ALLE = "ny", "eier", "alle"


@dataclass(frozen=True, slots=True)
class Mappesteg:
    """One way a folder can move; ``hvem`` is who may take it among those with the right, and whoever has the right ``ogsa`` may too."""

    id: str
    navn: Mapping[str, str]
    fra: frozenset[Mappestand]
    til: Mappestand
    rettighet: str
    hvem: str
    ogsa: str = ""
    krever_grunn: bool = False


@dataclass(frozen=True, slots=True)
class Mapperegler:
    """All of it; each mapping is in the order to show."""

    steg: Mapping[str, Mappesteg]
    tilstander: Mapping[Mappestand, Valgt]


@cache
def load_mapperegler() -> Mapperegler:
    """The shipped rules. ValueError or KeyError when they contradict themselves."""
    data = tomllib.loads((files(__package__) / "mapper.toml").read_text(encoding="utf-8"))
    steg = {
        id_: Mappesteg(id_, **felt | {"fra": frozenset(map(Mappestand, felt["fra"])), "til": Mappestand(felt["til"])})
        for id_, felt in data["steg"].items()
    }
    tilstander = {Mappestand(id_): Valgt(id_, felt["navn"]) for id_, felt in data["tilstand"].items()}
    ukjent = {rettighet for ett in steg.values() for rettighet in (ett.rettighet, ett.ogsa) if rettighet} - load_regler().alle_rettigheter
    if ukjent or set(tilstander) != set(Mappestand) or not {ett.hvem for ett in steg.values()} <= {NY, EIER, ALLE}:
        raise ValueError(sorted(ukjent))
    return Mapperegler(steg, tilstander)

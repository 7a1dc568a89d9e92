"""A finding made again from the same texts and held up against its bundle: equal to the last byte, or what differs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from vedtaksanalyse.analyse import Motor
from vedtaksanalyse.bevis.bunt import Bunt, describe_sak, find_funn, to_bytes, to_plain
from vedtaksanalyse.errors import Bruksfeil, IkkeFunnet
from vedtaksanalyse.programvare import compare
from vedtaksanalyse.sak import Sak

MANGLER = "–"


@dataclass(frozen=True, slots=True)
class Gjenskaping:
    """What came of it. ``utgaver``: the fingerprints that differ, by name, then and now; ``pakker`` the same of packages where
    the bundle tells of them, which may differ without any finding doing so. ``grunnlag``: where the case is another. ``funn``: where the finding is another.
    """

    utgaver: Mapping[str, tuple[str, str]]
    pakker: Mapping[str, tuple[str, str]]
    grunnlag: tuple[str, ...]
    funn: tuple[str, ...]

    @property
    def lik(self) -> bool:
        """Whether the finding came out the same."""
        return not self.funn

    @property
    def samme_vilkar(self) -> bool:
        """Whether it was made from the same case on the same versions."""
        return not (self.utgaver or self.grunnlag)


def compare_bunt(bunt: Bunt, sak: Sak, motor: Motor, programvare: Mapping) -> Gjenskaping:
    """Make the finding again, from the texts alone, with nothing of what the store remembers.

    Raises:
        Bruksfeil: «bunt_sak» when this is another case.
    """
    if sak.sak_id != bunt.sak_id:
        raise Bruksfeil("bunt_sak")
    motor = motor.govern(bunt.flaggstand)
    [vurdering] = motor.analyse_saker([replace(sak, funn=b"")])
    try:
        funn = find_funn(vurdering, bunt.slag, bunt.gjelder)
    except IkkeFunnet:
        funn = None
    naa = to_plain(motor.versjoner)
    utgaver = {navn: (str(bunt.versjoner.get(navn, "")), verdi) for navn, verdi in naa.items() if bunt.versjoner.get(navn, "") != verdi}
    grunnlag = () if to_bytes(bunt.grunnlag) == to_bytes(describe_sak(sak)) else tuple(find_forskjeller(bunt.grunnlag, describe_sak(sak)))
    forskjeller = () if to_bytes(bunt.funn) == to_bytes(funn) else tuple(find_forskjeller(bunt.funn, funn))
    pakker = compare(bunt.programvare, programvare) if bunt.programvare else {}
    return Gjenskaping(utgaver, pakker, grunnlag, forskjeller)


def find_forskjeller(da: Any, na: Any, sti: str = "") -> Iterator[str]:
    """The places where two plain values differ, as paths with both values; numbers, codes and ids, never text of a document."""
    if isinstance(da, dict) and isinstance(na, dict):
        for navn in sorted(da.keys() | na.keys()):
            yield from find_forskjeller(da.get(navn, MANGLER), na.get(navn, MANGLER), f"{sti}.{navn}" if sti else navn)
    elif isinstance(da, list) and isinstance(na, list):
        for nr in range(max(len(da), len(na))):
            yield from find_forskjeller(da[nr] if nr < len(da) else MANGLER, na[nr] if nr < len(na) else MANGLER, f"{sti}[{nr}]")
    elif da != na:
        yield f"{sti}: {_short(da)} ≠ {_short(na)}"


def _short(verdi: Any) -> str:
    return "…" if isinstance(verdi, dict | list) else str(verdi)

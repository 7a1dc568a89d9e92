"""A whole source of case folders through the worker processes; no case is lost, whatever happens to its worker."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import replace
from itertools import islice
from pathlib import Path

from vedtaksanalyse.arbeidere import Arbeid, Arbeidere
from vedtaksanalyse.pii.trygge_navn import make_saksnavn
from vedtaksanalyse.reading import Saksmappe, find_saksmapper
from vedtaksanalyse.sak import Sak, Saksstatus, Saksvurdering

BUNKE = 50
FEILET = "analyse_feilet"


def find_saker(kilde: Path) -> list[Saksmappe]:
    """The case folders, with ids that name nobody."""
    return [replace(mappe, sak_id=make_saksnavn(mappe.sak_id)) for mappe in find_saksmapper(kilde)]


def split_bunker(mapper: Sequence[Saksmappe], prosesser: int) -> list[tuple[Saksmappe, ...]]:
    """Chunks of whole cases, small enough that every process gets some."""
    storrelse = max(1, min(BUNKE, -(-len(mapper) // (2 * prosesser))))
    kilde = iter(mapper)
    return list(iter(lambda: tuple(islice(kilde, storrelse)), ()))


def analyse_samling(
    bunker: Sequence[Sequence[Arbeid]], arbeidere: Arbeidere, prosesser: int
) -> Iterator[list[Saksvurdering]]:
    """Assessments chunk by chunk, in the order they are done. A case whose worker failed has ``arsak`` «analyse_feilet»."""
    with ThreadPoolExecutor(prosesser) as traader:
        for ferdig in as_completed([traader.submit(arbeidere.analyse, bunke) for bunke in bunker]):
            vurderinger, feilet = ferdig.result()
            yield [*vurderinger, *(_feilet(sak_id, arbeidere) for sak_id in feilet)]


def _feilet(sak_id: str, arbeidere: Arbeidere) -> Saksvurdering:
    return Saksvurdering(Sak(sak_id, (), ()), Saksstatus.KAN_IKKE_VURDERES, arbeidere.versjoner, FEILET)

"""Assessing case folders while somebody waits, with a line that tells how far it has come."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from vedtaksanalyse.tekster import tekst

if TYPE_CHECKING:
    from vedtaksanalyse.sak import Saksvurdering
    from vedtaksanalyse.settings import Innstillinger


def analyse_mapper(kilde: Path, valg: Innstillinger, stille: bool, flaggstand: Mapping[str, str] | None = None) -> list[Saksvurdering]:
    """Every case folder at this place, assessed by our own worker processes, in the order of the folders.

    ``flaggstand`` is what people have decided about flags in the database they go to.
    """
    from functools import partial

    from vedtaksanalyse.arbeidere import Arbeidere, start_motor
    from vedtaksanalyse.samling import analyse_samling, find_saker, split_bunker

    mapper = find_saker(kilde)
    bunker = split_bunker(mapper, valg.prosesser)
    prosesser = min(valg.prosesser, len(bunker))
    start = partial(start_motor, sprakmodell=valg.sprakmodell, grenser=valg.grenser, flaggstand=flaggstand)
    ferdige: dict[str, Saksvurdering] = {}
    arbeiderne = partial(Arbeidere, start, valg.modellmappe, prosesser, valg.grenser)
    with show_fremdrift(tekst("cli.fremdrift"), stille) as vis, arbeiderne() as arbeidere:
        vis(0, len(mapper))
        for vurderinger in analyse_samling(bunker, arbeidere, prosesser):
            ferdige |= {v.sak.sak_id: v for v in vurderinger}
            vis(len(ferdige), len(mapper))
    return [ferdige[mappe.sak_id] for mappe in mapper]


@contextmanager
def show_fremdrift(hva: str, stille: bool) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on stderr; what is given is told (done, in all)."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    kolonner = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*kolonner, console=Console(stderr=True), disable=stille) as linje:
        oppgave = linje.add_task(hva, total=None)
        yield lambda ferdige, alle: linje.update(oppgave, completed=ferdige, total=alle)

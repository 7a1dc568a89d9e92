"""Identifying data in words: why a text is not shown, what to do, what was decided, and what was deleted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from vedtaksanalyse.export.ordlegging import join_og
from vedtaksanalyse.sak import (
    Avgjorelse,
    Dokument,
    Kilde,
    Saksvurdering,
    Skjerming,
    Skjermstatus,
    Slettekvittering,
)
from vedtaksanalyse.tekster import tekst

if TYPE_CHECKING:
    from rich.console import Console

_ADVARSLER, _HELE = (True, False), ("tid", "sak", "hvem")
_TELTE = ("saker", "dokumenter", "tegn", "sitater", "setningsmerker", "kommentarer")


def name_dokument(dokument: Dokument | Kilde, malform: str) -> str:
    """The kind of a document, with its id when that says more."""
    navn = tekst(f"rapport.dokumenttype.{dokument.type}", malform)
    return navn if dokument.dok_id.lower() == dokument.type else f"{navn} ({dokument.dok_id})"


def name_typer(typer: Iterable[str], malform: str) -> str:
    """Kinds of identifying data in a list, each once."""
    return join_og([tekst(f"rapport.pii.{type_}", malform) for type_ in dict.fromkeys(typer)], malform)


def describe_skjerming(skjerming: Skjerming, vurdering: Saksvurdering, malform: str) -> str:
    """How a document is shown, why, and what to do."""
    avgjorelse = skjerming.avgjorelse
    fast = "_fast" if skjerming.status == Skjermstatus.MASKERT and avgjorelse is None else ""
    return tekst(
        f"personvern.{skjerming.status}{fast}",
        malform,
        dokument=name_dokument(vurdering.sak.dokument(skjerming.dok_id), malform),
        typer=name_typer((type_ for type_, _ in skjerming.typer), malform),
        dato=f"{avgjorelse.tid:%d.%m.%Y}" if avgjorelse else "",
        rolle=avgjorelse.rolle if avgjorelse else "",
    )


def describe_personvern(vurdering: Saksvurdering, malform: str) -> list[str]:
    """All there is to say of identifying data in a case: document by document, then what is left and shown."""
    linjer = [describe_skjerming(s, vurdering, malform) for s in vurdering.skjerming]
    avgjort = {s.dok_id for s in vurdering.skjerming}
    for direkte in _ADVARSLER:
        funn = [f for f in vurdering.pii if f.direkte is direkte and not (direkte and f.belegg.dok_id in avgjort)]
        if funn:
            nokkel = "direkte" if direkte else "indirekte"
            linjer.append(tekst(f"personvern.{nokkel}", malform, typer=name_typer((f.type for f in funn), malform)))
    return linjer


def is_holdt(vurdering: Saksvurdering) -> bool:
    """Whether any text of the case is held back."""
    return any(s.holdt for s in vurdering.skjerming)


def to_personvern(vurdering: Saksvurdering, malform: str) -> list[dict[str, Any]]:
    """How each document with direct identifiers is shown, as data. Nobody is named."""
    return [
        {
            "dok_id": s.dok_id,
            "status": str(s.status),
            "typer": dict(s.typer),
            "tid": s.avgjorelse.tid.isoformat(timespec="seconds") if s.avgjorelse else None,
            "rolle": s.avgjorelse.rolle if s.avgjorelse else None,
            "tekst": describe_skjerming(s, vurdering, malform),
        }
        for s in vurdering.skjerming
    ]


def list_poster(vurderinger: Iterable[Saksvurdering]) -> list[dict[str, Any]]:
    """The documents with direct identifiers and how they stand, as data."""
    return [
        {"sak_id": v.sak.sak_id, "dok_id": s.dok_id, "status": str(s.status), "typer": dict(s.typer)}
        for v in vurderinger
        for s in v.skjerming
    ]


def print_poster(vurderinger: Sequence[Saksvurdering], console: Console, malform: str) -> None:
    """The same as a table, what waits for somebody first."""
    vente = {Skjermstatus.TILBAKEHOLDT: 0, Skjermstatus.SENDT_TILBAKE: 1}
    par = sorted(((v, s) for v in vurderinger for s in v.skjerming), key=lambda p: vente.get(p[1].status, 2))
    if not par:
        console.print(tekst("personvern.ingen", malform))
        return
    rader = [
        (
            v.sak.sak_id,
            name_dokument(v.sak.dokument(s.dok_id), malform),
            ", ".join(f"{name_typer([type_], malform)} ({antall})" for type_, antall in s.typer),
            tekst(f"personvern.status.{s.status}", malform),
        )
        for v, s in par
    ]
    _print_tabell("tittel", ("sak", "dokument", "typer", "status"), rader, console, malform)
    if any(s.status == Skjermstatus.TILBAKEHOLDT for _, s in par):
        console.print(tekst("personvern.slik", malform))


def loggposter(avgjorelser: Iterable[Avgjorelse]) -> list[dict[str, Any]]:
    """Every decision as data, the oldest first."""
    return [
        {
            "tid": a.tid.isoformat(timespec="seconds"),
            "sak_id": a.sak_id,
            "dok_id": a.dok_id,
            "avtrykk": a.avtrykk,
            "valg": str(a.valg),
            "hvem": a.hvem,
            "rolle": a.rolle,
        }
        for a in avgjorelser
    ]


def print_logg(avgjorelser: Sequence[Avgjorelse], console: Console, malform: str) -> None:
    """Every decision as a table."""
    if not avgjorelser:
        console.print(tekst("personvern.ingen_avgjorelser", malform))
        return
    rader = [
        (
            f"{a.tid.astimezone():%d.%m.%Y %H:%M}", f"{a.sak_id}\n{a.dok_id}", tekst(f"personvern.valg.{a.valg}", malform),
            f"{a.hvem}\n{a.rolle}", a.avtrykk[:8],
        )
        for a in avgjorelser
    ]  # fmt: skip
    kolonner = ("tid", "sak", "valg", "hvem", "avtrykk")
    _print_tabell("loggtittel", kolonner, rader, console, malform)


def _print_tabell(
    tittel: str, kolonner: Sequence[str], rader: Iterable[Sequence[str]], console: Console, malform: str
) -> None:
    from rich.box import HORIZONTALS
    from rich.table import Table
    from rich.text import Text

    tabell = Table(title=tekst(f"personvern.{tittel}", malform), title_justify="left", box=HORIZONTALS)
    for kolonne in kolonner:
        tabell.add_column(tekst(f"personvern.kolonne.{kolonne}", malform), overflow="fold", no_wrap=kolonne in _HELE)
    for rad in rader:
        tabell.add_row(*map(Text, rad))
    console.print(tabell)


def kvitteringspost(kvittering: Slettekvittering, utfort: bool) -> dict[str, Any]:
    """A receipt as data; ``utfort`` is false for what would be deleted."""
    return {
        "tid": kvittering.tid.isoformat(timespec="seconds"),
        "utfort": utfort,
        "fullfort": kvittering.fullfort,
        "grunnlag": kvittering.grunnlag,
        **{felt: getattr(kvittering, felt) for felt in _TELTE},
        "pii": dict(kvittering.pii),
        "filer": list(kvittering.filer),
    }


def describe_kvittering(kvittering: Slettekvittering, malform: str, utfort: bool) -> str:
    """A receipt in lines."""
    felt = {"tid": f"{kvittering.tid.astimezone():%d.%m.%Y kl. %H.%M}"}
    linjer = [tekst("slett.kvittering" if utfort else "slett.forhaand", malform, **felt)]
    linjer += [f"  {tekst(f'slett.{felt}', malform)}: {getattr(kvittering, felt)}" for felt in _TELTE]
    linjer += [f"  {tekst('slett.pii', malform, type=name_typer([t], malform))}: {n}" for t, n in _sorted(kvittering.pii)]
    linjer += [f"  {tekst('slett.filer', malform)}: {len(kvittering.filer)}", *(f"    {hash_}" for hash_ in kvittering.filer)]
    nokkel = "fullfort" if kvittering.fullfort else "ufullfort" if utfort else "bekreft"
    return "\n".join([*linjer, tekst(f"slett.{nokkel}", malform)])


def _sorted(typer: Mapping[str, int]) -> list[tuple[str, int]]:
    return Counter(typer).most_common()

"""What every stored case is to a draw and to the figures, read in the order of the cases without holding them."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter

from sqlalchemy import ColumnElement, Connection, Select, Table, select

from vedtaksanalyse.sak import Rammerad, Saksstatus, Versjoner
from vedtaksanalyse.storage.schema import flagg, kriterievurdering, sak

_STROM = 10_000
_FELT = ("sak_id", "kontor", "status", "arsak", "malform", "vedtaksdato", "nokkel", "risiko", "svakt_vedtak")
_VERSJON = ("kode", "katalog", "modeller", "lesing")


def stream_rammerader(
    forbindelse: Connection, kontorer: Collection[str] | None, fra: date | None, til: date | None
) -> Iterator[Rammerad]:
    """The cases of these offices with a decision in this time, by case id."""
    grenser = (kontorer, fra, til)
    verdikter = _by_sak(forbindelse, kriterievurdering, ("kriterium", "grad", "sannsynlighet", "verdi"), grenser)
    flaggene = _by_sak(forbindelse, flagg, ("flagg", "hint"), grenser)
    hoder = limit_saker(select(*(sak.c[navn] for navn in (*_FELT, *_VERSJON))), *grenser).order_by(_orden(forbindelse))
    verdikt, reist = next(verdikter, None), next(flaggene, None)
    for hode in forbindelse.execution_options(yield_per=_STROM).execute(hoder).mappings():
        egne, egne_flagg = [], []
        if verdikt and verdikt[0] == hode["sak_id"]:
            egne, verdikt = verdikt[1], next(verdikter, None)
        if reist and reist[0] == hode["sak_id"]:
            egne_flagg, reist = reist[1], next(flaggene, None)
        yield _rammerad(hode, egne, egne_flagg)


def limit_saker(uttrykk: Select, kontorer: Collection[str] | None, fra: date | None, til: date | None) -> Select:
    """The question, of these offices' cases with a decision in this time."""
    if kontorer is not None:
        uttrykk = uttrykk.where(sak.c.kontor.in_(kontorer))
    if fra is not None:
        uttrykk = uttrykk.where(sak.c.vedtaksdato >= fra)
    return uttrykk if til is None else uttrykk.where(sak.c.vedtaksdato <= til)


def _orden(forbindelse: Connection) -> ColumnElement:
    """Case ids in the order of their code points, which is Python's and SQLite's."""
    return sak.c.sak_id.collate("C") if forbindelse.dialect.name == "postgresql" else sak.c.sak_id


def _by_sak(forbindelse: Connection, tabell: Table, felt: Sequence[str], grenser: tuple) -> Iterator[tuple[str, list[Mapping]]]:
    """The rows of a table by case, in the order of the cases."""
    uttrykk = select(tabell.c.sak_id, *(tabell.c[navn] for navn in felt)).join(sak, sak.c.sak_id == tabell.c.sak_id)
    uttrykk = limit_saker(uttrykk, *grenser).order_by(_orden(forbindelse), tabell.c.nr)
    rader = forbindelse.execution_options(yield_per=_STROM).execute(uttrykk).mappings()
    for sak_id, egne in groupby(rader, key=itemgetter("sak_id")):
        yield sak_id, list(egne)


def _rammerad(hode: Mapping, verdikter: Sequence[Mapping], flaggene: Sequence[Mapping]) -> Rammerad:
    return Rammerad(
        **{navn: hode[navn] for navn in _FELT} | {"status": Saksstatus(hode["status"])},
        versjon=Versjoner(*(hode[navn] for navn in _VERSJON)).nokkel,
        grader={rad["kriterium"]: rad["grad"] for rad in verdikter},
        sannsynlighet={rad["kriterium"]: dict(json.loads(rad["sannsynlighet"])) for rad in verdikter},
        verdier={rad["kriterium"]: tuple(json.loads(rad["verdi"])) for rad in verdikter if rad["verdi"] is not None},
        flagg=tuple(rad["flagg"] for rad in flaggene if not rad["hint"]),
        hint=tuple(rad["flagg"] for rad in flaggene if rad["hint"]),
    )

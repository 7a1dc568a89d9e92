"""A preview in words and tables; shared by the terminal, the page, the spreadsheet and the review. What may not be told is None."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from vedtaksanalyse.export.flaggord import find_flaggregel
from vedtaksanalyse.export.ordlegging import describe_arsak
from vedtaksanalyse.kriterier import Katalog
from vedtaksanalyse.sak import Saksstatus
from vedtaksanalyse.tekster import tekst

FLAGGFELT = ("nye", "borte", "til_flagg", "til_hint", "nye_hint", "borte_hint")
"""What can happen to a flag, in the order of the columns."""
GRUPPEFELT = ("saker", "endret", "inn", "ut", "nye", "borte", "opp", "ned")
"""What is told of each office and language form: cases, flags that came or went, grades up or down."""
_MERKNADER = ("eldre", "eldre_lesing", "uten_dato")
_FORMER = {"nb": "bokmal", "nn": "nynorsk"}
_STATUSER = frozenset(map(str, Saksstatus))
Celle = str | int | None


class Tabell(NamedTuple):
    """A table: its id, heading, columns and rows. The first cells of a row name it."""

    id: str
    tittel: str
    hode: list[str]
    rader: list[list[Celle]]


def list_linjer(tall: Mapping[str, Any], malform: str = "nb") -> Iterator[str]:
    """What it came to, and what to know before trusting it."""
    ko, periode = tall["ko"], {navn: f"{date.fromisoformat(tall[navn]):%d.%m.%Y}" for navn in ("fra", "til")}
    kontor = tekst("virkning.ved", malform, kontor=tall["kontor"]) if tall["kontor"] else ""
    yield tekst("virkning.periode", malform, saker=_show(tall["saker"]), kontor=kontor, **periode)
    if tall["endret"] == 0 == tall["bare_tall"]:
        yield tekst("virkning.ingen", malform)
    else:
        yield tekst("virkning.endret", malform, endret=_show(tall["endret"]), bare_tall=_show(tall["bare_tall"]))
        yield tekst("virkning.ko", malform, **{navn: _show(verdi) for navn, verdi in ko.items()})
    if ko["lovfeil_nye"] or ko["lovfeil_borte"]:
        yield tekst("virkning.lovfeil", malform, nye=_show(ko["lovfeil_nye"]), borte=_show(ko["lovfeil_borte"]))
    if tall["feilet"]:
        koder = ", ".join(f"{kode} {antall}" for kode, antall in sorted(tall["feilet"].items()))
        yield tekst("virkning.feilet", malform, antall=sum(tall["feilet"].values()), koder=koder)
    for navn in _MERKNADER:
        if tall.get(navn):
            yield tekst(f"virkning.{navn}", malform, antall=tall[navn])
    if tall.get("lesefiler"):
        yield tekst("virkning.lesefiler", malform, filer=", ".join(tall["lesefiler"]))
    elif tall["ny_lesing"]:
        yield tekst("virkning.ny_lesing", malform)


def list_tabeller(tall: Mapping[str, Any], katalog: Katalog, malform: str = "nb") -> list[Tabell]:
    """The tables that have rows."""
    alle = [
        _table("flagg", ("flagg", "for", "etter", *FLAGGFELT), _flagg(tall, katalog, malform), malform),
        _table("kriterier", ("kriterium", "fra", "til", "retning", "antall"), _kriterier(tall, katalog, malform), malform),
        _table("status", ("fra", "til", "antall"), [[_status(r["fra"], malform), _status(r["til"], malform), r["antall"]] for r in tall["status"]], malform),
        _table("svakhet", ("fra", "til", "antall"), [[tekst(r["fra"], malform), tekst(r["til"], malform), r["antall"]] for r in tall["svakhet"]], malform),
        _table("kontorer", ("kontor", *GRUPPEFELT), [[name_kontor(r["kontor"], malform), *_gruppe(r)] for r in tall["kontorer"]], malform),
        _table("malformer", ("malform", *GRUPPEFELT), [[name_form(r["malform"], malform), *_gruppe(r)] for r in tall["malformer"]], malform),
    ]
    return [ett for ett in alle if ett.rader]


def drop_tomme(tabell: Tabell) -> Tabell:
    """The table without the columns where nothing happened."""
    vist = [nr for nr in range(len(tabell.hode)) if any(rad[nr] != 0 for rad in tabell.rader)]
    return tabell._replace(hode=[tabell.hode[nr] for nr in vist], rader=[[rad[nr] for nr in vist] for rad in tabell.rader])


def show_celle(celle: Celle) -> str:
    """A cell for people to read."""
    return _show(celle)


def name_flagg(id_: str, katalog: Katalog, malform: str) -> str:
    """What a flag says, or its id where the catalogue does not know it."""
    regel = find_flaggregel(katalog, id_)
    return regel.tekst[malform] if regel else id_


def name_kriterium(id_: str, katalog: Katalog, malform: str) -> str:
    """What a criterion is called."""
    return katalog.kriterier[id_].navn[malform] if id_ in katalog.kriterier else id_


def name_grad(id_: str, grad: str, katalog: Katalog, malform: str) -> str:
    """A grade in words; a dash for none."""
    kjente = katalog.kriterier[id_].gradtekst if id_ in katalog.kriterier else {}
    return (kjente[grad][malform] if grad in kjente else grad) or "–"


def name_tilstand(tilstand: str, malform: str) -> str:
    """How a flag is raised, in words."""
    return tekst(f"virkning.tilstand.{tilstand or 'ingen'}", malform)


def name_kontor(kontor: str, malform: str) -> str:
    """An office, or that there is none."""
    return kontor or tekst("virkning.uten_kontor", malform)


def name_form(form: str, malform: str) -> str:
    """A language form of the texts."""
    return tekst(f"virkning.form.{_FORMER.get(form, 'annen')}", malform)


def describe_endring(ett: Mapping[str, Any], katalog: Katalog, malform: str) -> tuple[str, str, str]:
    """An example in words: what changed, from what, to what."""
    if "flagg" in ett:
        return name_flagg(ett["flagg"], katalog, malform), name_tilstand(ett["fra"], malform), name_tilstand(ett["til"], malform)
    id_ = ett["kriterium"]
    return name_kriterium(id_, katalog, malform), name_grad(id_, ett["fra"], katalog, malform), name_grad(id_, ett["til"], katalog, malform)


def _table(id_: str, kolonner: Sequence[str], rader: list[list[Celle]], malform: str) -> Tabell:
    return Tabell(id_, tekst(f"virkning.tabell.{id_}", malform), [tekst(f"virkning.kolonne.{navn}", malform) for navn in kolonner], rader)


def _flagg(tall: Mapping[str, Any], katalog: Katalog, malform: str) -> list[list[Celle]]:
    return [[name_flagg(r["flagg"], katalog, malform), *(r[felt] for felt in ("for", "etter", *FLAGGFELT))] for r in tall["flagg"]]


def _kriterier(tall: Mapping[str, Any], katalog: Katalog, malform: str) -> list[list[Celle]]:
    ut: list[list[Celle]] = []
    for rad in tall["kriterier"]:
        id_ = rad["kriterium"]
        fra, til = (name_grad(id_, rad[side], katalog, malform) for side in ("fra", "til"))
        ut.append([name_kriterium(id_, katalog, malform), fra, til, tekst(f"virkning.retning.{rad['retning']}", malform), rad["antall"]])
    return ut


def _gruppe(rad: Mapping[str, Any]) -> list[Celle]:
    return [rad[felt] for felt in GRUPPEFELT]


def _status(status: str, malform: str) -> str:
    return tekst(f"rapport.saksstatus.{status}", malform) if status in _STATUSER else describe_arsak(status, malform)


def _show(verdi: Celle) -> str:
    return "–" if verdi is None else str(verdi)

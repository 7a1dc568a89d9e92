"""A draw's report as tables for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from vedtaksanalyse.export.regneark import Andel, Ark
from vedtaksanalyse.export.stikkprover import describe_prove
from vedtaksanalyse.export.tabell import Celle
from vedtaksanalyse.statistikk import Anslag
from vedtaksanalyse.tekster import load_tekster, tekst

if TYPE_CHECKING:
    from vedtaksanalyse.stikkprove.anslag import Punktanslag
    from vedtaksanalyse.stikkprove.rapport import Rapport

DESIMALER = 4
_ANSLAG = ("alene", "alene_lav", "alene_hoy", "hjulpet", "hjulpet_lav", "hjulpet_hoy", "maskin")
_TELT = ("lest", "gjelder", "brudd", "ikke_aktuelt", "mangler", "spart")
TALL = ("del", "id", "punkt", *_ANSLAG, *_TELT, "uenige", "uavklarte")
_KOLONNER = {
    "tall": TALL,
    "grupper": ("punkt", "gruppe", *_ANSLAG, *_TELT),
    "sitater": ("punkt", "verdi", "sitat", "dokument"),
    "tiltak": ("punkt", "beste", "fra", "til", "sporsmal", "tiltak", "ansvarlig", "frist"),
    "mapper": ("nr", "sak", "kontor", "gruppe", "lesing", "stand", "hvem", "blind"),
    "svar": ("sak", "lesing", "hvem", "id", "punkt", "verdi", "forslag", "blind"),
    "trekning": ("felt", "innhold"),
}
_LEDIGE = ("", "", "")
_SKJULT = ("hvem", "fro", "rammesum", "ramme", "utelatt", "lest", "dobbelt", "blind")
"""What of a draw the leader's version does not tell: who drew it, what its cases could be found from, and counts a small group could."""


def make_ark(r: Rapport) -> list[Ark]:
    """Every sheet that has something, in the order to read."""
    rader = {
        "tall": list_tall(r), "grupper": _list_grupper(r), "sitater": _list_sitater(r), "tiltak": _list_tiltak(r),
        "mapper": _list_mapper(r), "svar": _list_svar(r), "trekning": _list_trekning(r),
    }  # fmt: skip
    alle = [Ark(tekst(f"proverapport.ark.{navn}", r.malform), name_kolonner(r, navn), list(egne)) for navn, egne in rader.items()]
    return [ett for nr, ett in enumerate(alle) if ett.rader or nr == 0]


def name_kolonner(r: Rapport, ark: str = "tall") -> list[str]:
    """The headings of a sheet."""
    return [tekst(f"proverapport.kolonne.{ett}", r.malform) for ett in _KOLONNER[ark]]


def name_del(r: Rapport, id_: str) -> str:
    """A part of the form in words."""
    return r.delnavn[id_] or tekst(f"tall.del.{id_}", r.malform)


def list_tall(r: Rapport) -> Iterator[list[Celle]]:
    """The figures, a row for each point. One that may not be told has its name alone."""
    for del_ in r.deler:
        for p in del_.punkter:
            tall = _figures(p.anslag) if p.anslag else [None] * len((*_ANSLAG, *_TELT))
            yield [name_del(r, del_.id), p.punkt, r.navn[p.punkt], *tall, p.uenige, p.uavklarte]


def _list_grupper(r: Rapport) -> Iterator[list[Celle]]:
    for p in r.punkter:
        for stratum, anslag in p.strata.items():
            yield [r.navn[p.punkt], r.stratanavn[stratum], *_figures(anslag)]


def _figures(p: Punktanslag) -> list[Celle]:
    telt = [p.lest, p.gjelder, p.brudd, p.ikke_aktuelt, p.mangler, p.spart if p.maskinhjulpet else None]
    return [*_shares(p.stikkprove), *_shares(p.maskinhjulpet), _share(p.maskin), *telt]


def _shares(anslag: Anslag | None) -> list[Celle]:
    if anslag is None or anslag.verdi is None:
        return [None, None, None]
    return [_share(anslag.verdi), _share(anslag.lav), _share(anslag.hoy)]


def _share(andel: float | None) -> Andel | None:
    return None if andel is None else Andel(round(andel, DESIMALER))


def _list_sitater(r: Rapport) -> Iterator[list[Celle]]:
    for p in r.punkter:
        for ett in p.sitater:
            yield [r.navn[p.punkt], name_verdi(ett.verdi, r.malform), ett.tekst, tekst(f"rapport.dokumenttype.{ett.slag}", r.malform)]


def _list_tiltak(r: Rapport) -> Iterator[list[Celle]]:
    for ett in r.tiltak:
        yield [r.navn[ett.punkt], *_shares(ett.anslag), ett.sporsmal, *_LEDIGE]


def _list_mapper(r: Rapport) -> Iterator[list[Celle]]:
    nr = {ett.sak_id: ett for ett in r.trukket}
    for ett in sorted((m for m in r.mapper if m.sak_id in nr), key=lambda m: (nr[m.sak_id].nr or 0, m.plass)):
        sak = nr[ett.sak_id]
        stand, hvem = tekst(f"proverapport.stand.{ett.tilstand.value}", r.malform), r.folk.get(ett.hvem, ett.hvem)
        yield [sak.nr, ett.sak_id, sak.kontor, r.stratanavn.get(sak.stratum, ""), _name_plass(ett.plass, r), stand, hvem, _yes(ett.blind, r)]


def _list_svar(r: Rapport) -> Iterator[list[Celle]]:
    for ett in r.svar:
        verdier = [name_verdi(verdi, r.malform) for verdi in (ett.verdi, ett.forslag)]
        hvem = r.folk.get(ett.hvem, ett.hvem)
        yield [ett.sak_id, _name_plass(ett.plass, r), hvem, ett.punkt, r.navn.get(ett.punkt, ""), *verdier, _yes(ett.blind, r)]


def _list_trekning(r: Rapport) -> Iterator[list[Celle]]:
    yield from ([navn, verdi] for navn, verdi in describe_trekning(r))
    if r.tall:
        for stratum, antall in r.tall.strata.items():
            if r.stratanavn[stratum]:
                yield [r.stratanavn[stratum], tekst("proverapport.trekning.av", r.malform, trukket=r.trekt.get(stratum, 0), ramme=antall)]
    yield from ([hvem, antall] for hvem, antall in r.lesere.items())


def describe_trekning(r: Rapport) -> Iterator[tuple[str, str]]:
    """How it was drawn, by name; to the leader nothing that tells of a person, a case or a small group."""
    felt = describe_prove(r.prove, r.mapper, r.malform) | {"strata": ", ".join(r.dimensjoner), "hvem": r.folk.get(r.prove.hvem, r.prove.hvem)}
    skjult = () if r.apen else _SKJULT
    for navn, verdi in felt.items():
        if verdi and navn not in skjult:
            yield tekst(f"stikkprove.kolonne.{navn}", r.malform), verdi
    if r.tall:
        for arsak, antall in r.tall.utelatt.items():
            yield tekst("stikkprove.kolonne.utelatt", r.malform), f"{tekst(f'stikkprove.utelatt.{arsak}', r.malform)}: {antall}"


def name_verdi(verdi: str, malform: str) -> str:
    """An answer in words; empty for none."""
    nokkel = f"proverapport.verdi.{verdi}"
    return load_tekster()[nokkel][malform] if verdi else ""


def _name_plass(plass: int, r: Rapport) -> str:
    return tekst(f"proverapport.plass.{plass}", r.malform)


def _yes(gjelder: bool, r: Rapport) -> str:
    return tekst("proverapport.ja", r.malform) if gjelder else ""

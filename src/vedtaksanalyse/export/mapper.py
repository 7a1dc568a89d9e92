"""Folders of a draw, what is answered in them and what readers differ on, in words and as data, for the command line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from vedtaksanalyse.export.loggkontroll import print_tabell
from vedtaksanalyse.sak import Mappe, Mappesvar, Rammesak, Saksvurdering
from vedtaksanalyse.tekster import tekst

if TYPE_CHECKING:
    from rich.console import Console

    from vedtaksanalyse.stikkprove.mappevisning import Mappevisning
    from vedtaksanalyse.stikkprove.skjema import Forslag
    from vedtaksanalyse.stikkprove.uenighet import Uenighet

_MAPPER = ("nummer", "sak", "lesing", "stratum", "stand", "hvem", "blind")
_SKJEMA = ("id", "punkt", "forslag", "svar", "merknad", "sitat")
_UENIGHET = ("nummer", "id", "punkt", "forste", "andre", "avklart")
_SITATLENGDE = 160
Navn = Mapping[str, str]


def to_mapper(mapper: Iterable[Mappe], trukket: Mapping[str, Rammesak]) -> list[dict[str, Any]]:
    """The folders as plain data, in the order of the draw."""
    rader = sorted((trukket[m.sak_id].nr or 0, m.plass, m) for m in mapper if m.sak_id in trukket)
    return [
        {
            "nr": nr, "sak_id": m.sak_id, "lesing": plass, "kontor": trukket[m.sak_id].kontor, "stratum": trukket[m.sak_id].stratum,
            "tilstand": m.tilstand.value, "hvem": m.hvem, "blind": m.blind,
        }
        for nr, plass, m in rader
    ]  # fmt: skip


def print_mapper(poster: Iterable[Mapping[str, Any]], strata: Navn, folk: Navn, console: Console, malform: str) -> None:
    """The folders as a table."""
    rader = [
        [
            p["nr"], p["sak_id"], name_plass(p["lesing"], malform), strata.get(p["stratum"], ""), name_stand(p["tilstand"], malform),
            folk.get(p["hvem"], p["hvem"]), tekst("proverapport.ja", malform) if p["blind"] else "",
        ]
        for p in poster
    ]  # fmt: skip
    print_tabell(_headings(_MAPPER, malform), rader, console)


def to_mappe(v: Mappevisning, vurdering: Saksvurdering, nr: int, navn: Navn) -> dict[str, Any]:
    """A folder with its form as plain data; where it is read blind, nothing of the machine's."""
    m = v.mappe
    return {
        "nummer": m.stikkprove, "nr": nr, "sak_id": m.sak_id, "lesing": m.plass, "tilstand": m.tilstand.value, "hvem": m.hvem,
        "blind": m.blind, "skjult": v.skjult, "gjenapnet": v.gjenapnet, "kan_svare": v.kan_svare, "mangler": list(v.mangler),
        "punkter": [_to_punkt(v, punkt.id, vurdering, navn) for punkt in v.skjema.values() if not punkt.under],
    }  # fmt: skip


def _to_punkt(v: Mappevisning, punkt: str, vurdering: Saksvurdering, navn: Navn) -> dict[str, Any]:
    forslag, mitt, deres = v.forslag[punkt], v.mine.get(punkt), v.andres.get(punkt)
    return {
        "punkt": punkt,
        "navn": navn[punkt],
        "forslag": None if v.skjult else forslag.verdi,
        "sitater": [] if v.skjult else _to_sitater(forslag, vurdering),
        "svar": mitt.verdi if mitt else "",
        "merknad": mitt.merknad if mitt else "",
        "andre": _to_andres(deres),
    }


def _to_sitater(forslag: Forslag, vurdering: Saksvurdering) -> list[dict[str, Any]]:
    return [{"dok_id": b.dok_id, "start": b.start, "slutt": b.slutt, "tekst": vurdering.sak.sitat(b)} for b in forslag.belegg]


def _to_andres(ett: Mappesvar | None) -> dict[str, str] | None:
    return {"hvem": ett.hvem, "svar": ett.verdi, "merknad": ett.merknad} if ett else None


def print_mappe(post: Mapping[str, Any], folk: Navn, console: Console, malform: str) -> None:
    """A folder as a table: what is suggested, and what is answered."""
    stand = name_stand(post["tilstand"], malform) + (f" ({folk.get(post['hvem'], post['hvem'])})" if post["hvem"] else "")
    felt = {"nr": post["nr"], "sak": post["sak_id"], "lesing": name_plass(post["lesing"], malform).lower(), "stand": stand.lower()}
    _say(console, "hode", malform, **felt)
    for nokkel in ("skjult", "gjenapnet"):
        if post[nokkel]:
            _say(console, nokkel, malform)
    rader = [
        [
            p["punkt"], p["navn"], name_verdi(p["forslag"], malform), _with_andres(p, folk, malform), p["merknad"],
            "".join(f"«{shorten(s['tekst'], _SITATLENGDE, placeholder=' …')}»" for s in p["sitater"][:1]),
        ]
        for p in post["punkter"]
    ]  # fmt: skip
    print_tabell(_headings(_SKJEMA, malform), rader, console)
    if post["kan_svare"]:
        _say(console, "mangler", malform, antall=len(post["mangler"]))


def _with_andres(p: Mapping[str, Any], folk: Navn, malform: str) -> str:
    deres = p["andre"]
    andre = f"{folk.get(deres['hvem'], deres['hvem'])}: {name_verdi(deres['svar'], malform)}" if deres else ""
    return "\n".join(filter(None, (name_verdi(p["svar"], malform), andre)))


def to_uenigheter(alle: Iterable[Uenighet], trukket: Mapping[str, Rammesak], navn: Navn) -> list[dict[str, Any]]:
    """What readers differ on as plain data."""
    return [
        {
            "nr": trukket[u.sak_id].nr, "sak_id": u.sak_id, "punkt": u.punkt, "navn": navn[u.punkt],
            **{felt: _to_andres(getattr(u, felt)) for felt in ("forste", "andre", "avklart")},
        }
        for u in alle
    ]  # fmt: skip


def print_uenigheter(poster: Sequence[Mapping[str, Any]], folk: Navn, console: Console, malform: str) -> None:
    """What readers differ on as a table."""
    if not poster:
        _say(console, "ingen_uenighet", malform)
        return

    def said(svar: Mapping[str, str] | None) -> str:
        return f"{name_verdi(svar['svar'], malform)} ({folk.get(svar['hvem'], svar['hvem'])})" if svar else ""

    rader = [[p["nr"], p["punkt"], p["navn"], *(said(p[felt]) for felt in ("forste", "andre", "avklart"))] for p in poster]
    print_tabell(_headings(_UENIGHET, malform), rader, console)


def name_verdi(verdi: str | None, malform: str) -> str:
    """An answer in words; empty for none."""
    return tekst(f"proverapport.verdi.{verdi}", malform) if verdi else ""


def name_stand(tilstand: str, malform: str) -> str:
    """Where a folder stands, in words."""
    return tekst(f"proverapport.stand.{tilstand}", malform)


def name_plass(plass: int, malform: str) -> str:
    """Which reading of a case it is."""
    return tekst(f"proverapport.plass.{plass}", malform)


def _headings(felt: Iterable[str], malform: str) -> list[str]:
    return [tekst(f"stikkprove.mappekolonne.{ett}", malform) for ett in felt]


def _say(console: Console, nokkel: str, malform: str, **felt: object) -> None:
    console.print(tekst(f"stikkprove.mappe.{nokkel}", malform, **felt), markup=False, highlight=False, soft_wrap=True)

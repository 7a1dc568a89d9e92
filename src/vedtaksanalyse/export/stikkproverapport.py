"""A draw's report as PDF, spreadsheet, CSV and JSON. Nothing is computed here: all figures come with the report."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from io import StringIO
from typing import TYPE_CHECKING, Any

from vedtaksanalyse.export.anslag import to_post as to_anslag
from vedtaksanalyse.export.pdf import make_pdf
from vedtaksanalyse.export.rapportark import list_tall, make_ark, name_kolonner
from vedtaksanalyse.export.rapportdata import make_data
from vedtaksanalyse.export.regneark import MEDIETYPE, make_bok
from vedtaksanalyse.export.stikkprover import SKJEMA, to_plan
from vedtaksanalyse.export.tabell import Celle, neutralise
from vedtaksanalyse.tekster import tekst

if TYPE_CHECKING:
    from vedtaksanalyse.stikkprove.rapport import Rapport

_MAL = "stikkproverapport.typ"
_BARE_APENT = {"ramme", "borte", "uavklarte", "venter_andre", "utenfor", "maskin"}
"""What is in the open version only: counts a small group could be found from."""
_SVAR = ("sak_id", "plass", "hvem", "punkt", "verdi", "forslag", "blind")


def make_rapport_pdf(r: Rapport) -> bytes:
    """A tagged PDF (PDF/UA-1) to read and to fill in."""
    return make_pdf(_MAL, make_data(r))


def make_rapport_xlsx(r: Rapport) -> bytes:
    """A workbook with figures, groups, quotes, the plan, folders, answers and how it was drawn."""
    return make_bok(make_ark(r))


def make_rapport_csv(r: Rapport) -> bytes:
    """The figures, a row for each point, as Norwegian spreadsheets read them."""
    ut = StringIO()
    skriver = csv.writer(ut, delimiter=";", lineterminator="\r\n")
    skriver.writerow(name_kolonner(r))
    skriver.writerows(map(_celle, rad) for rad in list_tall(r))
    return ("\ufeff" + ut.getvalue()).encode()


def _celle(celle: Celle) -> Celle:
    return str(float(celle)).replace(".", ",") if isinstance(celle, float) else neutralise(celle)


def make_rapport_json(r: Rapport) -> bytes:
    """All of it for programs, in the same words as ``stikkprove anslag --json``."""
    return (json.dumps({"skjema": SKJEMA} | to_post(r), ensure_ascii=False, indent=1) + "\n").encode()


def to_post(r: Rapport) -> dict[str, Any]:
    """All of it as plain data. What may not be told is null."""
    tall = to_anslag(r.anslag, r.enighet)
    punkter, plan = {p["punkt"]: p for p in tall.pop("punkter")}, to_plan(r.prove.plan)
    if not r.apen:
        tall |= dict.fromkeys(_BARE_APENT & tall.keys())
        punkter = {id_: p | dict.fromkeys(_BARE_APENT & p.keys()) for id_, p in punkter.items()}
    return tall | {
        "malform": r.malform,
        "utgave": "full" if r.apen else "leder",
        "plan": plan if r.apen else {navn: verdi for navn, verdi in plan.items() if navn != "fro"},
        "strata": [{"stratum": s, "navn": r.stratanavn[s], "ramme": n, "trukket": r.trekt.get(s, 0)} for s, n in r.tall.strata.items()] if r.tall else None,
        "utelatt": dict(r.tall.utelatt) if r.tall else None,
        "antall_lesere": r.antall_lesere,
        "lesere": dict(r.lesere),
        "deler": [{"id": del_.id, "punkter": [_to_punkt(r, p, punkter[p.punkt]) for p in del_.punkter]} for del_ in r.deler],
        "tiltak": [{"punkt": ett.punkt, "sporsmal": ett.sporsmal, "tiltak": "", "ansvarlig": "", "frist": ""} for ett in r.tiltak],
        "mapper": [{"sak_id": m.sak_id, "plass": m.plass, "hvem": m.hvem, "tilstand": m.tilstand.value, "blind": m.blind} for m in r.mapper],
        "svar": [{navn: getattr(ett, navn) for navn in _SVAR} for ett in r.svar],
        "sitater_borte": r.sitater_borte,
        "utdatert": r.utdatert and r.utdatert.isoformat(),
    }


def _to_punkt(r: Rapport, p: Any, tall: dict[str, Any]) -> dict[str, Any]:
    return {
        "punkt": p.punkt,
        "navn": r.navn[p.punkt],
        "tall": tall if p.anslag else None,
        "strata": {stratum: {"gjelder": ett.gjelder, "brudd": ett.brudd, "andel": ett.beste.verdi} for stratum, ett in p.strata.items()},
        "skiller": p.skiller,
        "uenige": p.uenige,
        "uavklarte": p.uavklarte,
        "sitater": [{"verdi": s.verdi, "tekst": s.tekst, "dokumenttype": s.slag} for s in p.sitater],
    }


FORMATER: dict[str, tuple[Callable[[Rapport], bytes], str]] = {
    "pdf": (make_rapport_pdf, "application/pdf"),
    "xlsx": (make_rapport_xlsx, MEDIETYPE),
    "csv": (make_rapport_csv, "text/csv; charset=utf-8"),
    "json": (make_rapport_json, "application/json"),
}
"""Each ending with what makes it and its media type."""


def name_fil(r: Rapport, endelse: str) -> str:
    """What the file is called."""
    return f"{tekst('proverapport.filnavn', r.malform, nummer=r.prove.id)}.{endelse}"

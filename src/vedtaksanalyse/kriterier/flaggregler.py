"""Reads the flags: a file per chain in ``flagg/``, and the shared ``felles/hjemler.toml`` and ``felles/risiko.toml``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from vedtaksanalyse.kriterier.deler import refuse_unknown
from vedtaksanalyse.kriterier.katalog import Faktaregel, Flaggregel, Flere, Hjemmel, Kriterium
from vedtaksanalyse.kriterier.katalogfil import Form, Katalogfil
from vedtaksanalyse.sak import MALFORMER

RISIKOPUNKTER = range(1, 52)
"""The points of Helsetilsynet's risk assessment (report 4/2022)."""
_KRAV = ("konsekvens", "tekst", "neste", "hjemmel", "proving")
_TYPER = {
    **dict.fromkeys(("grader", "fakta", "uten_fakta", "vis", "proving", "hjemmel"), list[str]),
    "risikopunkt": list[int],
    "krever": dict[str, list[str]],
    "flere": dict,
    "kriterium": str,
    "konsekvens": int,
    "feil": bool,
}
_VALGFRI = ("kriterium", "grader", "krever", "flere", "fakta", "uten_fakta", "vis", "feil", "risikopunkt")


def read_flaggfil(
    fil: Katalogfil,
    kjede: str,
    kriterier: Mapping[str, Kriterium],
    fakta: Mapping[str, Faktaregel],
    hjemler: Mapping[str, tuple[Hjemmel, ...]],
    risiko: Mapping,
) -> Iterator[Flaggregel]:
    """The flags of one chain."""
    for navn, d in fil.data.items():
        if navn == "navn":
            continue
        ved = f"[{navn}]" if isinstance(d, dict) else navn
        fil.closed(d, _KRAV, _VALGFRI, ved)
        fil.typed(d, _TYPER, ved)
        _check_flagg(fil, ved, d, fakta, hjemler, risiko)
        yield Flaggregel(
            id=navn,
            kjede=kjede,
            kriterium=_kriterium(fil, ved, d, kriterier),
            grader=frozenset(d.get("grader", ())),
            krever=_krever(fil, ved, d.get("krever", {}), kriterier),
            flere=_flere(fil, ved, d["flere"], kriterier) if "flere" in d else None,
            fakta=tuple(d.get("fakta", ())),
            uten_fakta=tuple(d.get("uten_fakta", ())),
            vis=tuple(d.get("vis", ())),
            konsekvens=d["konsekvens"],
            feil=d.get("feil", False),
            tekst=fil.both_forms(d["tekst"], ved, "tekst"),
            neste=fil.both_forms(d["neste"], ved, "neste"),
            hjemmel=tuple(h for kode in d["hjemmel"] for h in hjemler[kode]),
            risikopunkt=tuple(d.get("risikopunkt", ())),
            proving=tuple(d["proving"]),
        )


def _check_flagg(
    fil: Katalogfil, ved: str, d: Mapping, fakta: Mapping, hjemler: Mapping, risiko: Mapping
) -> None:
    if not any(d.get(nokkel) for nokkel in ("grader", "fakta", "flere")):
        raise fil.refuse("uten_betingelse", ved)
    if not 1 <= d["konsekvens"] <= 5:
        raise fil.refuse("konsekvens", ved, "konsekvens")
    for nokkel in ("hjemmel", "proving"):
        if not d[nokkel]:
            raise fil.refuse("tom_liste", ved, nokkel, navn=nokkel)
    kjent: tuple[tuple[str, Iterable, str], ...] = (
        ("fakta", fakta, "ukjent_faktum"),
        ("uten_fakta", fakta, "ukjent_faktum"),
        ("vis", fakta, "ukjent_faktum"),
        ("hjemmel", hjemler, "ukjent_hjemmel"),
        ("proving", risiko["proving"], "ukjent_proving"),
        ("risikopunkt", RISIKOPUNKTER, "risikopunkt"),
    )
    for nokkel, kjente, grunn in kjent:
        for navn in d.get(nokkel, ()):
            if navn not in kjente:
                raise fil.refuse(grunn, ved, nokkel, navn=navn)
    for nummer in d.get("risikopunkt", ()):
        if str(nummer) not in risiko["risikopunkt"]:
            raise fil.refuse("risikopunkt_navn", ved, "risikopunkt", navn=nummer)


def _kriterium(fil: Katalogfil, ved: str, d: Mapping, kriterier: Mapping[str, Kriterium]) -> str:
    if d.get("grader") and "kriterium" not in d:
        raise fil.refuse("mangler", ved, navn="kriterium")
    if "kriterium" in d:
        refuse_unknown(fil, kriterier, d["kriterium"], d.get("grader", ()), ved, "kriterium")
    return d.get("kriterium", "")


def _krever(fil: Katalogfil, ved: str, d: Mapping, kriterier: Mapping[str, Kriterium]) -> dict[str, tuple[str, ...]]:
    for kriterium, grader in d.items():
        refuse_unknown(fil, kriterier, kriterium, grader, ved, "krever")
    return {navn: tuple(grader) for navn, grader in d.items()}


def _flere(fil: Katalogfil, ved: str, d: Mapping, kriterier: Mapping[str, Kriterium]) -> Flere:
    _closed_and_typed(fil, d, {"kriterier": list[str], "grader": list[str], "minst": int}, ved, "flere")
    for kriterium in d["kriterier"]:
        refuse_unknown(fil, kriterier, kriterium, d["grader"], ved, "flere")
    if not 1 <= d["minst"] <= len(d["kriterier"]):
        raise fil.refuse("minst", ved, "flere", "minst", navn=len(d["kriterier"]))
    return Flere(tuple(d["kriterier"]), frozenset(d["grader"]), d["minst"])


_DATERT = {"lov": str, "sted": str, "fra": date, "til": date}


def read_lovhjemler(fil: Katalogfil) -> dict[str, tuple[Hjemmel, ...]]:
    """Legal bases by code. Each is one or more places in acts; a place holds only as long as its act does."""
    _closed_and_typed(fil, fil.data, {"lover": dict[str, dict], "hjemler": dict[str, list[dict]]})
    lover = fil.data["lover"]
    for navn, lov in lover.items():
        fil.closed(lov, ("navn",), ("fra", "til"), f"[lover.{navn}]")
        fil.typed(lov, _DATERT, f"[lover.{navn}]")
        fil.both_forms(lov["navn"], f"[lover.{navn}]", "navn")
        if "til" in lov and lov["til"] < lov.get("fra", date.min):
            raise fil.refuse("omvendt", f"[lover.{navn}]", "til", navn=navn)
    ut = {}
    for kode, steder in fil.data["hjemler"].items():
        for sted in steder:
            fil.closed(sted, ("lov",), ("sted", "fra", "til"), kode)
            fil.typed(sted, _DATERT, kode)
            if sted["lov"] not in lover:
                raise fil.refuse("ukjent_lov", kode, navn=sted["lov"])
        if not steder:
            raise fil.refuse("tom_liste", kode, navn=kode)
        ut[kode] = tuple(_hjemmel(sted, lover[sted["lov"]]) for sted in steder)
        if any(h.fra and h.til and h.til < h.fra for h in ut[kode]):
            raise fil.refuse("omvendt", "[hjemler]", kode, navn=kode)
    return ut


def _hjemmel(sted: Mapping, lov: Mapping) -> Hjemmel:
    fra = [d for d in (sted.get("fra"), lov.get("fra")) if d]
    til = [d for d in (sted.get("til"), lov.get("til")) if d]
    tekst = {form: f"{lov['navn'][form]} {sted.get('sted', '')}".strip() for form in MALFORMER}
    return Hjemmel(tekst, max(fra, default=None), min(til, default=None))


_Typer = Mapping[str, Form]
_RISIKO: _Typer = {
    **dict.fromkeys(("hoyst_justering", "hint_minst"), int),
    **dict.fromkeys(("frist", "proving", "risikopunkt"), dict),
    "justering": dict[str, dict],
    "hint_under": int | float,
}
_FRIST: _Typer = {"vedtak_dager": int, "klage_maaneder": int, "klage": str}
_JUSTERING: _Typer = {"faktum": str, "endring": int, "navn": object}


def _closed_and_typed(fil: Katalogfil, d: Mapping, typer: _Typer, *ved: str) -> None:
    """Refuse a table that has not exactly these keys, each with a value of its type."""
    fil.closed(d, typer, (), *ved)
    fil.typed(d, typer, *ved)


def check_risiko(fil: Katalogfil, fakta: Mapping[str, Faktaregel]) -> None:
    """Refuse adjustments by facts that nobody knows, and numbers outside their scale."""
    _closed_and_typed(fil, fil.data, _RISIKO)
    if fil.data["hint_minst"] < 1:
        raise fil.refuse("hint_minst", "hint_minst")
    if not 0 <= fil.data["hint_under"] <= 1:
        raise fil.refuse("hint_under", "hint_under")
    if fil.data["hoyst_justering"] < 0:
        raise fil.refuse("negativ", "hoyst_justering", navn="hoyst_justering")
    _closed_and_typed(fil, fil.data["frist"], _FRIST, "[frist]")
    for navn in ("vedtak_dager", "klage_maaneder"):
        if fil.data["frist"][navn] < 0:
            raise fil.refuse("negativ", "[frist]", navn, navn=navn)
    for navn, ett in fil.data["proving"].items():
        fil.both_forms(ett, "[proving]", navn)
    for navn, ett in fil.data["justering"].items():
        ved = f"[justering.{navn}]"
        _closed_and_typed(fil, ett, _JUSTERING, ved)
        fil.both_forms(ett["navn"], ved, "navn")
        if ett["faktum"] not in fakta:
            raise fil.refuse("ukjent_faktum", ved, "faktum", navn=ett["faktum"])
        if ett["endring"] not in (-1, 1):
            raise fil.refuse("endring", ved, "endring")
    if fil.data["frist"]["klage"] not in fakta:
        raise fil.refuse("ukjent_faktum", "[frist]", "klage", navn=fil.data["frist"]["klage"])
    for nummer, ett in fil.data["risikopunkt"].items():
        fil.both_forms(ett, "[risikopunkt]", nummer)
        if not nummer.isdigit() or int(nummer) not in RISIKOPUNKTER:
            raise fil.refuse("risikopunkt", "[risikopunkt]", nummer, navn=nummer)

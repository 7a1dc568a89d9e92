"""Reads ``felles/fakta.toml``: what may hold for a case besides its grades, and how each is found."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from vedtaksanalyse.kriterier.deler import check_spor, read_dokumenter, read_spor, refuse_unknown
from vedtaksanalyse.kriterier.katalog import Faktaregel, Kriterium
from vedtaksanalyse.kriterier.katalogfil import Katalogfil
from vedtaksanalyse.sak import (
    BARNEKONFLIKTER,
    BEHOVSSTILLINGER,
    DATERTE_FAKTA,
    DOKUMENTTYPER,
    LESTE_FAKTA,
    MAALTE_FAKTA,
    MOTSTRID,
)

METODER: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    navn: (tuple(krav.split()), tuple(valgfri.split()))
    for navn, krav, valgfri in (
        ("spor", "", "minst"),
        ("grader", "grader", ""),
        ("barnealder", "fra til", ""),
        ("barnetall", "minst", ""),
        ("barnekonflikt", "felt", ""),
        ("regnefakta", "regnefakta", ""),
        ("sammenstilling", "kriterium slag", ""),
        ("uavgjort", "kriterium stilling", ""),
        ("bare_i", "kriterier grader i ikke_i", "samlet"),
        ("ventetid", "dager ellers", ""),
        ("gammel_kartlegging", "kriterier maaneder", ""),
        ("apen_klage", "", ""),
        ("sett", "", ""),
        ("maal", "hva grense", ""),
        ("noen", "fakta", "uten"),
        ("alle", "fakta", "uten"),
    )
}
"""What each way of finding a fact asks for, and may ask for. ``assessment/fakta.py`` does what they say."""
_FELLES = ("metode", "dokumenter", "fravaer", "spor")
_PREFIKS = "fakta."
_TYPER = {
    **dict.fromkeys(("dokumenter", "felt", "regnefakta", "slag", "kriterier", "i", "ikke_i", "fakta", "uten"), list[str]),
    "spor": list[dict],
    **dict.fromkeys(("minst", "fra", "til", "dager", "maaneder"), int),
    **dict.fromkeys(("sikkerhet", "grense"), int | float),
    **dict.fromkeys(("metode", "hva", "ellers", "kriterium", "stilling"), str),
    **dict.fromkeys(("fravaer", "samlet"), bool),
    "grader": list[str] | dict[str, list[str]],
}


def read_faktaregler(
    fil: Katalogfil, kriterier: Mapping[str, Kriterium], felles: Mapping
) -> dict[str, Faktaregel]:
    """Every fact, in the order of the file; a fact made of others comes after them."""
    regler: dict[str, Faktaregel] = {}
    for navn, d in fil.data.items():
        regler[navn] = _faktaregel(fil, navn, d, kriterier, felles, regler)
    return regler


def _faktaregel(
    fil: Katalogfil, navn: str, d: Mapping, kriterier: Mapping[str, Kriterium], felles: Mapping, kjente: Mapping
) -> Faktaregel:
    ved = f"[{navn}]"
    if not isinstance(d, dict):
        raise fil.refuse("feil_type", navn, navn=navn)
    metode = d.get("metode", "spor")
    if not isinstance(metode, str) or metode not in METODER:
        raise fil.refuse("ukjent_metode", ved, "metode", navn=metode)
    krav, valgfri = METODER[metode]
    fil.closed(d, {"navn", "sikkerhet", *krav}, {*_FELLES, *valgfri}, ved)
    fil.typed(d, _TYPER, ved)
    if not 0 < d["sikkerhet"] <= 1:
        raise fil.refuse("sikkerhet", ved, "sikkerhet")
    if (metode == "spor") != bool(d.get("spor")):
        raise fil.refuse("faktum_uten_spor", ved, navn=navn)
    if metode == "sett" and navn not in LESTE_FAKTA:
        raise fil.refuse("ukjent_funn", ved, navn=navn)
    egne = {nokkel: d[nokkel] for nokkel in (*krav, *valgfri) if nokkel in d}
    for nokkel, verdi in egne.items():
        if not verdi:
            raise fil.refuse("tom_liste", ved, nokkel, navn=nokkel)
        if nokkel in _SJEKK:
            _SJEKK[nokkel](fil, ved, egne, kriterier, felles, kjente)
    spor = tuple(read_spor(fil, {"gir": "ja"} | s, _PREFIKS + navn, ("ja",)) for s in d.get("spor", ()))
    check_spor(fil, spor, felles)
    return Faktaregel(
        id=navn,
        navn=fil.both_forms(d["navn"], ved, "navn"),
        metode=metode,
        sikkerhet=d["sikkerhet"],
        krav=egne,
        dokumenter=read_dokumenter(fil, d.get("dokumenter", ["alle"]), ved, "dokumenter"),
        fravaer=d.get("fravaer", False),
        spor=spor,
    )


def _check_grader(fil: Katalogfil, ved: str, d: Mapping, kriterier: Mapping, _felles: Mapping, _kjente: Mapping) -> None:
    valgt = d["grader"]
    if isinstance(valgt, dict) == ("kriterier" in d):
        raise fil.refuse("feil_type", ved, "grader", navn="grader")
    if isinstance(valgt, list):
        valgt = {navn: valgt for navn in d["kriterier"]}
    for kriterium, grader in valgt.items():
        refuse_unknown(fil, kriterier, kriterium, grader, ved, "grader")


def _check_kriterier(fil: Katalogfil, ved: str, d: Mapping, kriterier: Mapping, _f: Mapping, _k: Mapping) -> None:
    for navn in d.get("kriterier", [d.get("kriterium")]):
        refuse_unknown(fil, kriterier, navn, (), ved, navn)


def _check_regnefakta(fil: Katalogfil, ved: str, d: Mapping, _kriterier: Mapping, felles: Mapping, _k: Mapping) -> None:
    for navn in d["regnefakta"]:
        if navn not in felles.get("beregning", {}).get("fakta", ()):
            raise fil.refuse("ukjent_faktum", ved, "regnefakta", navn=navn)


def _check_fakta(fil: Katalogfil, ved: str, d: Mapping, _kriterier: Mapping, _felles: Mapping, kjente: Mapping) -> None:
    for navn in (*d["fakta"], *d.get("uten", ())):
        if navn not in kjente:
            raise fil.refuse("ukjent_faktum", ved, navn, navn=navn)


def _check_typer(fil: Katalogfil, ved: str, d: Mapping, _kriterier: Mapping, _felles: Mapping, _k: Mapping) -> None:
    for nokkel in ("i", "ikke_i"):
        for slag in d[nokkel]:
            if slag not in DOKUMENTTYPER:
                raise fil.refuse("ukjent_dokumenttype", ved, nokkel, navn=slag)


def _check_hva(fil: Katalogfil, ved: str, d: Mapping, _kriterier: Mapping, _felles: Mapping, kjente: Mapping) -> None:
    """A measure is shown by the name of the fact that it is."""
    if d["hva"] not in MAALTE_FAKTA or d["hva"] not in kjente:
        raise fil.refuse("ukjent_funn", ved, "hva", navn=d["hva"])


def _check_funn(fil: Katalogfil, ved: str, d: Mapping, _kriterier: Mapping, felles: Mapping, _k: Mapping) -> None:
    """What detection, or the joining of what it saw, can come up with."""
    kjente = {
        "ellers": DATERTE_FAKTA,
        "felt": BARNEKONFLIKTER,
        "slag": {*MOTSTRID, *felles.get("poster", {}).get("motsetning", ())},
        "stilling": {*BEHOVSSTILLINGER} - {""},
    }
    for nokkel in kjente.keys() & d.keys():
        for navn in [d[nokkel]] if isinstance(d[nokkel], str) else d[nokkel]:
            if navn not in kjente[nokkel]:
                raise fil.refuse("ukjent_funn", ved, nokkel, navn=navn)


_SJEKK: Mapping[str, Callable[..., None]] = {
    "grader": _check_grader,
    "kriterier": _check_kriterier,
    "kriterium": _check_kriterier,
    "regnefakta": _check_regnefakta,
    "fakta": _check_fakta,
    "i": _check_typer,
    "hva": _check_hva,
    **dict.fromkeys(("ellers", "felt", "slag", "stilling"), _check_funn),
}

"""A candidate in words: what it learnt from, how it compares, and why it may or may not come into use. Counts and ids, no texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from vedtaksanalyse.sak import Modellkandidat
from vedtaksanalyse.tekster import tekst

_SKIVER = 5


def list_sett(opphav: Mapping, malform: str = "nb") -> Iterator[str]:
    """What the training set is."""
    antall = {navn: len(opphav[navn]) for navn in ("granskere", "kontorer")}
    yield tekst("opplaering.sett", malform, saker=opphav["saker"], merker=opphav["merker"], blinde=opphav["blinde"], **antall)
    for arsak, hvor_mange in opphav["utelatt"].items():
        yield tekst(f"opplaering.utelatt.{arsak}", malform, antall=hvor_mange)
    if opphav["uenige"]:
        yield tekst("opplaering.uenige", malform, antall=opphav["uenige"])
    if opphav["uten"]:
        yield tekst("opplaering.uten", malform, granskere=", ".join(opphav["uten"]))


def list_kontroll(rapport: Mapping, malform: str = "nb") -> Iterator[str]:
    """Whose labels are unlike everybody's, and whose could not be held against anything."""
    for ett in rapport["merkekontroll"]:
        if ett["navngitt"] and ett["p"] < 1:
            andeler = {navn: _share(ett[navn]) for navn in ("andel", "ventet")}
            yield tekst(f"opplaering.mot.{ett['slag']}", malform, hvem=ett["hvem"], n=ett["n"], **andeler)
    if rapport["ukontrollerte"]:
        yield tekst("opplaering.ukontrollerte", malform, granskere=", ".join(rapport["ukontrollerte"]))


def list_tall(rapport: Mapping, malform: str = "nb") -> Iterator[str]:
    """The figures before and after, and the slices that fared worst."""
    for navn in ("hoved", "gull"):
        if navn in rapport:
            lav, hoy = (_signed(ett) for ett in rapport[navn]["forskjell"])
            tall = {"n": rapport[navn]["n"], "for_": _figure(rapport[navn]["for"]), "etter": _figure(rapport[navn]["etter"])}
            yield tekst(f"opplaering.{navn}", malform, lav=lav, hoy=hoy, **tall)
    for ett in rapport.get("utsnitt", ())[:_SKIVER]:
        tall = {"n": ett["n"], "for_": _figure(ett["for"]), "etter": _figure(ett["etter"])}
        yield tekst("opplaering.utsnitt", malform, navn=f"{name_slag(ett['slag'], malform)} {ett['navn']}", **tall)


def list_utsnitt(rapport: Mapping, malform: str = "nb") -> list[tuple[str, int, str, str]]:
    """Every slice with its cases and its figure before and after, in the order of the report."""
    alle = rapport.get("utsnitt", ())
    return [(f"{name_slag(ett['slag'], malform)} {ett['navn']}", ett["n"], _figure(ett["for"]), _figure(ett["etter"])) for ett in alle]


def name_slag(slag: str, malform: str = "nb") -> str:
    """What a slice is divided by."""
    return tekst(f"opplaering.slag.{slag}", malform)


def list_port(rapport: Mapping, malform: str = "nb") -> Iterator[tuple[bool, str]]:
    """Every demand of the gate: whether it holds, and in words."""
    for ett in rapport["port"]:
        svar = "ja" if ett["bestatt"] else "nei"
        slag, _, navn = ett["gjelder"].partition(": ")
        gjelder = f"{name_slag(slag, malform)} {navn}" if navn else slag
        felt = {"gjelder": gjelder, "verdi": _number(ett["verdi"]), "grense": _number(ett["grense"])}
        yield ett["bestatt"], tekst(f"opplaering.krav.{ett['krav']}.{svar}", malform, **felt)


def list_kandidat(kandidat: Modellkandidat, malform: str = "nb") -> Iterator[str]:
    """All of it, the verdict last."""
    yield from list_sett(kandidat.opphav, malform)
    yield from list_kontroll(kandidat.rapport, malform)
    yield from list_tall(kandidat.rapport, malform)
    yield tekst(f"opplaering.{'bestatt' if kandidat.bestatt else 'avvist'}", malform, nummer=kandidat.id)
    for bestatt, linje in list_port(kandidat.rapport, malform):
        if kandidat.bestatt or not bestatt:
            yield f"  {linje}"


def _figure(verdi: float | None) -> str:
    return "–" if verdi is None else f"{verdi:.3f}".replace(".", ",")


def _signed(verdi: float | None) -> str:
    return "–" if verdi is None else f"{verdi:+.3f}".replace(".", ",").replace("-", "−")


def _share(verdi: float) -> str:
    return f"{verdi * 100:.0f}"


def _number(verdi: float | None) -> str:
    """A count as it is, any other number with three decimals or as very small."""
    if verdi is None:
        return "–"
    if isinstance(verdi, int) or verdi == int(verdi):
        return str(int(verdi))
    return "under 0,001" if 0 < verdi < 0.001 else f"{verdi:.3f}".replace(".", ",").replace("-", "−")


def make_markdown(kandidat: Modellkandidat, malform: str = "nb") -> str:
    """For the log of runs: counts and figures, no ids of people and no offices."""
    brutt = sum(not ett["bestatt"] for ett in kandidat.rapport["port"])
    dom = tekst(f"opplaering.{'bestatt' if kandidat.bestatt else 'brutt'}", malform, nummer=kandidat.id, antall=brutt)
    linjer = [*list_sett(kandidat.opphav | {"uten": ()}, malform), *list_tall(kandidat.rapport | {"utsnitt": ()}, malform), dom]
    return "\n".join(f"- {linje}" for linje in linjer)

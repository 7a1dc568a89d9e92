"""Pages with text too poor to conclude from what it does not say, in words and as data."""

from __future__ import annotations

from typing import Any

from vedtaksanalyse.export.ordlegging import join_og
from vedtaksanalyse.sak import Dokument, Sak
from vedtaksanalyse.tekster import tekst


def list_darlige(sak: Sak, malform: str) -> list[tuple[str, str]]:
    """The file and what is wrong with which of its pages: «side 3: dårlig tekst (ord er limt sammen)»."""
    filer = {kilde.dok_id: kilde.fil for kilde in sak.kilder}
    return [
        (filer.get(dokument.dok_id) or dokument.dok_id, linje)
        for dokument in sak.darlige
        for linje in _describe_sider(dokument, malform)
    ]


def describe_darlige(sak: Sak, malform: str) -> list[str]:
    """The same as lines."""
    return [tekst("tekstkvalitet.i_fil", malform, fil=fil, hva=hva) for fil, hva in list_darlige(sak, malform)]


def to_kvalitet(dokument: Dokument | None) -> list[dict[str, Any]]:
    """How well each page of a file can be read, as data; one entry without a number for a format without pages."""
    if dokument is None:
        return []
    if not dokument.sider:
        return [_to_side(None, dokument.kvalitet, dokument.grunner, bool(dokument.darlige), None)]
    lest = dict(dokument.gjenkjente)
    return [_to_side(s.nummer, s.kvalitet, s.grunner, s.er_darlig, lest.get(s.nummer)) for s in dokument.sider]


def _to_side(
    nummer: int | None, kvalitet: float | None, grunner: tuple[str, ...], darlig: bool, ocr: float | None
) -> dict[str, Any]:
    return {"side": nummer, "kvalitet": kvalitet, "darlig": darlig, "grunner": list(grunner), "ocr": ocr}


def _describe_sider(dokument: Dokument, malform: str) -> list[str]:
    """A line for the pages that suffer from the same."""
    like: dict[tuple[str, ...], list[int | None]] = {}
    for nummer, grunner in dokument.darlige:
        like.setdefault(grunner, []).append(nummer)
    return [_describe(sider, grunner, malform) for grunner, sider in like.items()]


def _describe(sider: list[int | None], grunner: tuple[str, ...], malform: str) -> str:
    hva = join_og([tekst(f"tekstkvalitet.grunn.{grunn}", malform) for grunn in grunner], malform)
    if sider == [None]:
        return tekst("tekstkvalitet.dokument", malform, grunner=hva)
    return tekst("tekstkvalitet.side", malform, sider=join_og([str(nummer) for nummer in sider], malform), grunner=hva)

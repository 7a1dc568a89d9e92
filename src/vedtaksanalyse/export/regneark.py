"""Tables as a spreadsheet, made in memory: nothing of it is ever a file here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import NamedTuple

from vedtaksanalyse.export.tabell import Celle, neutralise

MEDIETYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_BREDEST, _CELLE_TEGN, _PROSENT = 60, 32_000, "0.0 %"


class Andel(float):
    """A share, shown in per cent."""


class Ark(NamedTuple):
    """One sheet: its name, headings and rows."""

    tittel: str
    hode: Sequence[str]
    rader: Iterable[Sequence[Celle]]


def make_xlsx(tittel: str, hode: Sequence[str], rader: Iterable[Sequence[Celle]]) -> bytes:
    """A workbook of one sheet."""
    return make_bok([Ark(tittel, hode, rader)])


def make_bok(alle: Iterable[Ark]) -> bytes:
    """The workbook. No cell is a formula or a link."""
    import xlsxwriter

    ut = BytesIO()
    with xlsxwriter.Workbook(ut, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as bok:
        former = {
            "hode": bok.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
            "celle": bok.add_format({"text_wrap": True, "valign": "top"}),
            "andel": bok.add_format({"num_format": _PROSENT, "valign": "top"}),
        }
        for ett in alle:
            _write(bok.add_worksheet(ett.tittel), ett, former)
    return ut.getvalue()


def _write(ark, ett: Ark, former: dict) -> None:
    bredder = [len(navn) for navn in ett.hode]
    ark.write_row(0, 0, [str(neutralise(navn)) for navn in ett.hode], former["hode"])
    antall = 0
    for antall, rad in enumerate(ett.rader, start=1):
        for kolonne, celle in enumerate(rad):
            if isinstance(celle, str):
                ark.write_string(antall, kolonne, str(neutralise(celle))[:_CELLE_TEGN], former["celle"])
                bredder[kolonne] = max(bredder[kolonne], len(celle))
            elif celle is not None:
                ark.write_number(antall, kolonne, celle, former["andel" if isinstance(celle, Andel) else "celle"])
    for kolonne, bredde in enumerate(bredder):
        ark.set_column(kolonne, kolonne, min(bredde + 2, _BREDEST))
    ark.freeze_panes(1, 1)
    ark.autofilter(0, 0, max(antall, 1), len(ett.hode) - 1)

"""A table as a spreadsheet of one sheet, made in memory: nothing of it is ever a file here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO

from vedtaksanalyse.export.tabell import Celle, neutralise

MEDIETYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_BREDEST, _CELLE_TEGN = 60, 32_000


def make_xlsx(tittel: str, hode: Sequence[str], rader: Iterable[Sequence[Celle]]) -> bytes:
    """The workbook. No cell is a formula or a link."""
    import xlsxwriter

    ut = BytesIO()
    with xlsxwriter.Workbook(ut, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as bok:
        ark = bok.add_worksheet(tittel)
        fet, celleform = bok.add_format({"bold": True, "bottom": 1}), bok.add_format({"text_wrap": True, "valign": "top"})
        bredder = [len(navn) for navn in hode]
        ark.write_row(0, 0, [str(neutralise(navn)) for navn in hode], fet)
        antall = 0
        for antall, rad in enumerate(rader, start=1):
            for kolonne, celle in enumerate(rad):
                if isinstance(celle, str):
                    ark.write_string(antall, kolonne, str(neutralise(celle))[:_CELLE_TEGN], celleform)
                    bredder[kolonne] = max(bredder[kolonne], len(celle))
                elif celle is not None:
                    ark.write_number(antall, kolonne, celle, celleform)
        for kolonne, bredde in enumerate(bredder):
            ark.set_column(kolonne, kolonne, min(bredde + 2, _BREDEST))
        ark.freeze_panes(1, 1)
        ark.autofilter(0, 0, max(antall, 1), len(hode) - 1)
    return ut.getvalue()

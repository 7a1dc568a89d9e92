"""The figures that a page shows, taken out as a file by those who may."""

from __future__ import annotations

from collections.abc import Callable

from starlette.responses import Response

from vedtaksanalyse.export.regneark import MEDIETYPE
from vedtaksanalyse.export.talltabeller import make_tall_csv, make_tall_xlsx, name_tilstander
from vedtaksanalyse.tekster import tekst
from vedtaksanalyse.web.foresporsel import Foresporsel
from vedtaksanalyse.web.rute import Rute
from vedtaksanalyse.web.talltilgang import Talltilgang
from vedtaksanalyse.web.talluttak import KONTOR, make_tabeller


def write_csv(f: Foresporsel) -> Response:
    """For spreadsheets and programs."""
    return _write(f, make_tall_csv, "csv", "text/csv; charset=utf-8")


def write_xlsx(f: Foresporsel) -> Response:
    """As a workbook."""
    return _write(f, make_tall_xlsx, "xlsx", MEDIETYPE)


def _write(f: Foresporsel, lag: Callable[..., bytes], endelse: str, medietype: str) -> Response:
    """The view, office and figure of the address. That it is taken out is logged first."""
    felt, kilde = f.request.query_params, Talltilgang(f.tilgang, f.prover, f.oppsett)
    visning, tilstander = felt.get("visning", KONTOR), name_tilstander(f.oppsett.regler.tilstander, f.malform)
    kontor = kilde.find_kontor(felt.get("kontor"))
    f.tilgang.take_ut("tall")
    alle = make_tabeller(kilde, visning, kontor, felt.get("mal"), felt.get("punkt"), f.oppsett.katalog, tilstander, f.malform)
    navn = f"{tekst('tall.filnavn', f.malform)}-{visning}-{f.oppsett.idag():%Y-%m-%d}.{endelse}"
    return Response(lag(alle, tilstander, f.malform), media_type=medietype, headers={"content-disposition": f'attachment; filename="{navn}"'})


RUTER = (
    Rute("GET", "/tall/uttak.csv", "eksportere", write_csv),
    Rute("GET", "/tall/uttak.xlsx", "eksportere", write_xlsx),
)

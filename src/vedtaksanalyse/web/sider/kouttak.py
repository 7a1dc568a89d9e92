"""The queue taken out as a file: what the page shows of it, all pages, for those who may."""

from __future__ import annotations

from starlette.responses import Response

from vedtaksanalyse.export.flaggord import find_flaggregel
from vedtaksanalyse.export.loggkontroll import make_csv
from vedtaksanalyse.export.regneark import MEDIETYPE, make_xlsx
from vedtaksanalyse.export.tabell import Celle, name_kolonner
from vedtaksanalyse.sak import Koside
from vedtaksanalyse.tekster import tekst
from vedtaksanalyse.web.foresporsel import Foresporsel
from vedtaksanalyse.web.kolinje import Kolinje, make_linjer
from vedtaksanalyse.web.rute import Rute
from vedtaksanalyse.web.saksvisning import find_folk
from vedtaksanalyse.web.sider.ko import read_kovalg

KOLONNER = (
    "sak", "kontor", "vedtaksdato", "tilstand", "hvem", "venter", "risiko", "risiko_ord", "lovfeil", "flagg", "hvorfor", "frist",
)  # fmt: skip


def write_csv(f: Foresporsel) -> Response:
    """The queue with the tab, filters and order of the address, for spreadsheets and programs."""
    rader = list(map(_with_ord, _list_rader(f)))
    return _send(f, make_csv(name_kolonner(KOLONNER, f.malform), rader).encode("utf-8"), "csv", "text/csv; charset=utf-8")


def write_xlsx(f: Foresporsel) -> Response:
    """The same as a workbook."""
    rader = _list_rader(f)
    return _send(f, make_xlsx(tekst("eksport.ark.ko", f.malform), name_kolonner(KOLONNER, f.malform), rader), "xlsx", MEDIETYPE)


def _list_rader(f: Foresporsel) -> list[list[Celle]]:
    poster = f.tilgang.load_uttak(read_kovalg(f))
    folk = find_folk(f)
    return [_rad(linje, folk, f) for linje in make_linjer(Koside(poster, len(poster), 1, read_kovalg(f)), f)]


def _rad(linje: Kolinje, folk: dict[str, str], f: Foresporsel) -> list[Celle]:
    """A case as the page tells of it: nothing of what was found where it is read blind."""
    oppgave, rad, regler, malform = linje.post.oppgave, linje.rad, f.oppsett.regler, f.malform
    venter = [regler.vent[oppgave.vent_arsak].navn[malform]] if oppgave.vent_arsak else []
    venter += [f"{oppgave.vent_til:%Y-%m-%d}"] if oppgave.vent_til else []
    funnet = rad.risiko if linje.trinn is not None else None
    regler_bak = filter(None, (find_flaggregel(f.oppsett.katalog, navn) for navn in rad.flagg)) if funnet else ()
    return [
        rad.sak_id, rad.kontor, f"{rad.vedtaksdato:%Y-%m-%d}" if rad.vedtaksdato else "", regler.tilstander[oppgave.tilstand].navn[malform],
        folk.get(oppgave.hvem, oppgave.hvem), " ".join(venter), funnet.risiko if funnet else None,
        linje.risikoord or (tekst("eksport.blind", malform) if linje.post.skjult else ""),
        tekst("rapport.ko.feil", malform) if funnet and funnet.feil else "", "; ".join(regel.tekst[malform] for regel in regler_bak),
        linje.hvorfor, f"{linje.frist:%Y-%m-%d}" if linje.frist else "",
    ]  # fmt: skip


def _with_ord(rad: list[Celle]) -> list[str | int]:
    return ["" if celle is None else celle for celle in rad]


def _send(f: Foresporsel, innhold: bytes, endelse: str, medietype: str) -> Response:
    navn = f"{tekst('eksport.ark.ko', f.malform).casefold()}-{f.oppsett.idag():%Y-%m-%d}.{endelse}".encode("ascii", "ignore").decode()
    return Response(innhold, media_type=medietype, headers={"content-disposition": f'attachment; filename="{navn}"'})


RUTER = (
    Rute("GET", "/ko/uttak.csv", "eksportere", write_csv),
    Rute("GET", "/ko/uttak.xlsx", "eksportere", write_xlsx),
)

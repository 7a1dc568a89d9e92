"""A workbook for people: cases, findings, flags, files, and a sheet that explains the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import xlsxwriter

from vedtaksanalyse.export.ordlegging import load_skala
from vedtaksanalyse.export.tabell import (
    KOLONNER,
    Celle,
    behovsrader,
    filrader,
    flaggrader,
    funnrader,
    name_kolonner,
    name_sakskolonner,
    neutralise,
    saksrad,
)
from vedtaksanalyse.export.utfil import whole_fil
from vedtaksanalyse.kriterier import Katalog
from vedtaksanalyse.sak import Saksvurdering, Versjoner
from vedtaksanalyse.tekster import load_tekster, tekst

_RADER_PER_ARK = 1_000_000
_CELLE_TEGN = 32_000
_BREDDER = {
    "saker": (18, 26, 20, 10, 12, 20, 8, 10, 10, 14, 12, 60, 8, 60, 8, 12, 22),
    "funn": (18, 30, 30, 20, 12, 20, 14, 6, 8, 8, 90, 40, 60),
    "flagg": (18, 30, 8, 12, 20, 11, 14, 8, 70, 60, 30, 24, 40, 60),
    "behov": (18, 24, 24, 18, 50, 50, 50, 50, 18, 50),
    "filer": (18, 34, 18, 14, 12, 24, 60, 20),
}
_KRITERIEBREDDE = 18
Rader = Callable[[Saksvurdering, Katalog, str], Iterator[list[Celle]]]
_RADER: dict[str, Rader] = {
    "saker": lambda *sak: iter([saksrad(*sak)]),
    "funn": funnrader,
    "flagg": flaggrader,
    "behov": behovsrader,
    "filer": filrader,
}


def write_xlsx(vurderinger: Iterable[Saksvurdering], fil: Path, katalog: Katalog, malform: str = "nb") -> int:
    """Write the workbook, row by row as the cases come, and return how many cases it has."""
    antall, versjoner = 0, None
    valg = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with whole_fil(fil) as delvis, xlsxwriter.Workbook(str(delvis), valg) as bok:
        ark = {navn: _Ark(bok, navn, _overskrifter(navn, katalog, malform), malform) for navn in _RADER}
        for vurdering in vurderinger:
            for navn, rader in _RADER.items():
                for rad in rader(vurdering, katalog, malform):
                    ark[navn].write(rad)
            antall, versjoner = antall + 1, vurdering.versjoner
        for ett in ark.values():
            ett.close()
        _write_om(bok, versjoner, malform)
    return antall


def _overskrifter(navn: str, katalog: Katalog, malform: str) -> list[str]:
    return name_sakskolonner(katalog, malform) if navn == "saker" else name_kolonner(KOLONNER[navn], malform)


class _Ark:
    """A table that goes on in a new sheet when one is full, since a spreadsheet drops what does not fit."""

    def __init__(self, bok: xlsxwriter.Workbook, navn: str, overskrifter: list[str], malform: str) -> None:
        self._bok, self._overskrifter = bok, overskrifter
        self._tittel = tekst(f"eksport.ark.{navn}", malform)
        self._bredder = _BREDDER[navn]
        self._hode = bok.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E6F0FF", "bottom": 1}
        )
        self._celle = bok.add_format({"text_wrap": True, "valign": "top"})
        self._nummer = 0
        self._open()

    def _open(self) -> None:
        self._nummer += 1
        tittel = self._tittel if self._nummer == 1 else f"{self._tittel} {self._nummer}"
        self._ark = self._bok.add_worksheet(tittel)
        for kolonne in range(len(self._overskrifter)):
            bredde = self._bredder[kolonne] if kolonne < len(self._bredder) else _KRITERIEBREDDE
            self._ark.set_column(kolonne, kolonne, bredde)
        self._ark.freeze_panes(1, 1)
        self._ark.repeat_rows(0)
        self._ark.set_landscape()
        self._ark.fit_to_pages(1, 0)
        for kolonne, overskrift in enumerate(self._overskrifter):
            self._ark.write_string(0, kolonne, str(neutralise(overskrift)), self._hode)
        self._rad = 1

    def write(self, rad: list[Celle]) -> None:
        """Add one row."""
        if self._rad > _RADER_PER_ARK:
            self.close()
            self._open()
        for kolonne, celle in enumerate(rad):
            if isinstance(celle, str):
                self._ark.write_string(self._rad, kolonne, str(neutralise(celle))[:_CELLE_TEGN], self._celle)
            elif celle is not None:
                self._ark.write_number(self._rad, kolonne, celle, self._celle)
        self._rad += 1

    def close(self) -> None:
        """Put the filter over the rows that came."""
        self._ark.autofilter(0, 0, max(self._rad - 1, 1), len(self._overskrifter) - 1)


def _write_om(bok: xlsxwriter.Workbook, versjoner: Versjoner | None, malform: str) -> None:
    ark = bok.add_worksheet(tekst("eksport.ark.om", malform))
    ark.set_column(0, 0, 34)
    ark.set_column(1, 1, 90)
    fet = bok.add_format({"bold": True, "valign": "top"})
    brutt = bok.add_format({"text_wrap": True, "valign": "top"})
    for nummer, (navn, verdi) in enumerate(_om(versjoner, malform)):
        ark.write_string(nummer, 0, navn, fet)
        ark.write_string(nummer, 1, verdi, brutt)


def _om(versjoner: Versjoner | None, malform: str) -> Iterator[tuple[str, str]]:
    yield tekst("rapport.tittel", malform), tekst("rapport.forbehold", malform)
    for navn in _RADER:
        yield tekst(f"eksport.ark.{navn}", malform), tekst(f"eksport.om.{navn}", malform)
    yield tekst("eksport.kolonne.risiko", malform), tekst("rapport.risiko_forklart", malform)
    for grense, nokkel in load_skala():
        yield load_tekster()[nokkel][malform], tekst("rapport.skala_fra", malform, prosent=grense)
    yield tekst("eksport.om.apostrof_navn", malform), tekst("eksport.om.apostrof", malform)
    if versjoner:
        yield tekst("rapport.versjoner.kode", malform), versjoner.kode
        yield tekst("rapport.versjoner.katalog", malform), versjoner.katalog
        yield tekst("rapport.versjoner.modeller", malform), versjoner.modeller

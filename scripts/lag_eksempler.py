"""Makes the example case folders in ``corpora/eksempler`` from gold cases: real PDF, DOCX and text files.

Run: ``python scripts/lag_eksempler.py [FOLDER]``. The same files come out each time.
"""

from __future__ import annotations

import json
import shutil
import sys
import zipfile
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium
from brevlayout import BELOP, Brev, Stil
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from PIL import Image, ImageFilter
from reportlab.lib import pdfencrypt
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

ROT = Path(__file__).resolve().parent.parent
FASIT = ROT / "corpora" / "fasit"

BREV = Stil()
TETT = Stil(storrelse=10, linje=13, venstre=62, hoyre=80)
JUSTERT = Stil("Times-Roman", "Times-Bold", 11.5, 15, 85, 85, justert=True)
SKJEMA = Stil(storrelse=9.5, linje=13, venstre=57, hoyre=57, skjema=True)
TOSPALTET = Stil("Times-Roman", "Times-Bold", 11, 14.5, 71, 71, side_om_side=True)
NOTAT = Stil("Courier", "Courier-Bold", 10, 13, 71, 71)


@dataclass(frozen=True)
class Eksempel:
    """One case folder: which gold case, whose office, and how each document is written."""

    mappe: str
    fasit: str
    kontor: str
    filer: dict[str, tuple[str, str | Stil]]
    sakjson: bool = True


SAKER = (
    Eksempel("2024-11873", "D1-01", "Nav Lindåsen bydel", {
        "vedtak": ("vedtak.pdf", BREV), "soknad": ("soknad.docx", "docx"), "notat1": ("notat1.txt", "utf-8")}),
    Eksempel("2024-05902", "D1-12", "Nav Lindåsen bydel", {
        "vedtak": ("vedtak.pdf", TETT), "notat1": ("notat1.pdf", NOTAT), "soknad": ("soknad.txt", "utf-8-sig")}),
    Eksempel("2024-01166", "D2-05", "Nav Neset", {
        "vedtak": ("vedtak.pdf", JUSTERT), "notat1": ("notat1.docx", "docx"), "notat2": ("notat2.docx", "docx")}),
    Eksempel("2024-00931", "D2-02", "Nav Neset", {
        "vedtak": ("vedtak.docx", "docx"), "notat1": ("notat1.txt", "utf-8"), "notat2": ("notat2.txt", "utf-8")}, False),
    Eksempel("2025-00214", "D3-06", "Nav Moldal", {
        "vedtak": ("vedtak.docx", "docx"), "notat1": ("notat1.txt", "cp1252"), "notat2": ("notat2.txt", "cp1252"),
        "notat3": ("notat3.txt", "cp1252")}),
    Eksempel("2025-00687", "D4-02", "Nav Granlia", {
        "vedtak": ("vedtak.pdf", BREV), "notat1": ("notat1.pdf", NOTAT), "notat2": ("notat2.pdf", NOTAT),
        "notat3": ("notat3.docx", "docx")}),
    Eksempel("2023-04410", "D4-03", "Nav Granlia", {
        "vedtak": ("vedtak.pdf", TETT), "soknad": ("soknad.pdf", BREV), "notat1": ("notat1.docx", "docx"),
        "klage": ("klage.txt", "utf-8")}),
    Eksempel("2025-00119", "D5-05", "Nav Kvernelva", {
        "vedtak": ("vedtak.pdf", SKJEMA), "soknad": ("soknad.docx", "docx"), "notat1": ("notat1.txt", "utf-8")}),
    Eksempel("2024-07731", "D6-01", "Nav Tarevær", {
        "vedtak": ("vedtak.pdf", JUSTERT), "vedtak2": ("vedtak2.pdf", JUSTERT), "notat1": ("notat1.docx", "docx"),
        "notat2": ("notat2.docx", "docx")}),
    Eksempel("2025-00402", "D7-02", "Nav Skarvefjord", {
        "vedtak": ("vedtak.pdf", TOSPALTET), "vedtak17": ("vedtak17.docx", "docx"), "notat1": ("notat1.txt", "utf-8"),
        "notat2": ("notat2.txt", "utf-8")}),
    Eksempel("2025-00588", "D8-04", "Nav Tverrelvdal", {
        "vedtak": ("00588-3.pdf", BREV), "notat1": ("00588-1.docx", "docx"), "notat2": ("00588-2.docx", "docx")}, False),
    Eksempel("2024-09120", "D9-04", "Nav Lyngviken", {
        "vedtak": ("vedtak.docx", "docx"), "soknad": ("soknad.docx", "docx"), "notat1": ("notat1.pdf", BREV),
        "klage": ("klage.txt", "utf-8"), "oversendelse": ("oversendelse.pdf", BREV)}),
    Eksempel("2025-00073", "D10-02", "Nav Rievdal", {
        "vedtak": ("vedtak.txt", "cp1252"), "notat1": ("notat1.txt", "utf-8")}, False),
    Eksempel("2025-00951", "D11-10", "Nav Ytrehovda", {
        "vedtak": ("vedtak.pdf", JUSTERT), "notat1": ("notat1.pdf", JUSTERT)}),
    Eksempel("2025-00205", "D13-09", "Nav Kvernåsen", {
        "vedtak": ("vedtak.md", "md"), "notat1": ("notat1.md", "md"), "notat2": ("notat2.md", "md")}),
    Eksempel("2024-06642", "D10-04", "Nav Rievdal", {
        "vedtak": ("vedtak.pdf", "skannet"), "notat1": ("notat1.docx", "docx")}),
    Eksempel("2025-00733", "D14-07", "Nav Straumsund", {
        "vedtak": ("vedtak.pdf", BREV), "notat1": ("notat1.docx", "docx")}, False),
)
ODELAGT = "2025-00733"


def main(maal: Path) -> None:
    """Write all example folders to ``maal``, in place of those that are there."""
    for sak in SAKER:
        mappe = maal / sak.mappe
        shutil.rmtree(mappe, ignore_errors=True)
        mappe.mkdir(parents=True)
        fasit = json.loads((FASIT / f"{sak.fasit}.json").read_text(encoding="utf-8"))
        dokumenter = {dokument["dok_id"]: dokument for dokument in fasit["dokumenter"]}
        for dok_id, (navn, form) in sak.filer.items():
            (mappe / navn).write_bytes(_innhold(dokumenter[dok_id], form, sak))
        if sak.sakjson:
            _skriv_sakjson(mappe, sak, fasit["malform"], dokumenter)
    _skriv_odelagte(maal / ODELAGT)


def _skriv_sakjson(mappe: Path, sak: Eksempel, malform: str, dokumenter: dict) -> None:
    poster = [
        {"fil": navn, "type": dokumenter[dok_id]["type"], "dato": dokumenter[dok_id]["dato"], "dok_id": dok_id}
        for dok_id, (navn, _) in sak.filer.items()
    ]
    data = {"kontor": sak.kontor, "malform": malform, "dokumenter": poster}
    (mappe / "sak.json").write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _innhold(dokument: dict, form: str | Stil, sak: Eksempel) -> bytes:
    tekst = dokument["tekst"]
    if isinstance(form, Stil):
        return _brev(dokument, form, sak).pdf()
    if form == "docx":
        return lag_docx(tekst, sak.kontor)
    if form == "skannet":
        return lag_skannet(_brev(dokument, BREV, sak).pdf())
    if form == "md":
        return _markdown(tekst).encode("utf-8")
    return tekst.encode(form)


def _brev(dokument: dict, stil: Stil, sak: Eksempel) -> Brev:
    bunn = f"{sak.kontor} · Postboks 14, 0001 Storvik"
    return Brev(dokument["tekst"], stil, sak.kontor, f"Ref. {sak.mappe}", bunn)


def _markdown(tekst: str) -> str:
    forste, _, resten = tekst.partition("\n")
    return f"# {forste}\n{resten.rstrip()}\n"


def lag_docx(tekst: str, kontor: str) -> bytes:
    """A Word document with a header, headings, a table of amounts, a content control and tracked changes."""
    dokument = Document()
    dokument.core_properties.created = dokument.core_properties.modified = datetime(2025, 1, 1)
    dokument.styles["Normal"].font.name = "Calibri"
    dokument.styles["Normal"].font.size = Pt(11)
    dokument.sections[0].header.paragraphs[0].text = kontor
    linjer = tekst.rstrip("\n").split("\n")
    n, rettet = 0, False
    while n < len(linjer):
        antall = next((m for m in range(n, len(linjer)) if not BELOP.match(linjer[m])), len(linjer)) - n
        if antall >= 2:
            _tabell(dokument, linjer[n : n + antall])
            n += antall
            continue
        avsnitt = dokument.add_paragraph()
        if n < 2 and linjer[n]:
            _innholdskontroll(avsnitt, linjer[n])
        elif not rettet and ". " in linjer[n]:
            _sporet(avsnitt, linjer[n])
            rettet = True
        else:
            avsnitt.add_run(linjer[n])
        n += 1
    ut = BytesIO()
    dokument.save(ut)
    return _fast_zip(ut.getvalue())


def _tabell(dokument, rader: list[str]) -> None:
    tabell = dokument.add_table(rows=0, cols=2, style="Table Grid")
    for rad in rader:
        treff = BELOP.match(rad)
        celler = tabell.add_row().cells
        celler[0].text, celler[1].text = treff["navn"], treff["verdi"]


def _innholdskontroll(avsnitt, tekst: str) -> None:
    """The paragraph's text inside a content control, as templates have it."""
    kontroll, innhold = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    innhold.append(avsnitt.add_run(tekst)._r)
    kontroll.append(innhold)
    avsnitt._p.append(kontroll)


def _sporet(avsnitt, tekst: str) -> None:
    """The second sentence as a tracked insertion, and one that was deleted before it."""
    forste, _, resten = tekst.partition(". ")
    avsnitt.add_run(forste + ". ")
    fjernet, innsatt = OxmlElement("w:del"), OxmlElement("w:ins")
    for merke in (fjernet, innsatt):
        merke.set(qn("w:id"), "1" if merke is fjernet else "2")
        merke.set(qn("w:author"), "Saksbehandler")
        merke.set(qn("w:date"), "2025-01-01T09:00:00Z")
    gammel = avsnitt.add_run()._r
    strok = OxmlElement("w:delText")
    strok.text = "Utkast som ble strøket."
    gammel.append(strok)
    fjernet.append(gammel)
    innsatt.append(avsnitt.add_run(resten)._r)
    avsnitt._p.append(fjernet)
    avsnitt._p.append(innsatt)


def _fast_zip(data: bytes) -> bytes:
    """The same package without the time it was written."""
    ut = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as inn, zipfile.ZipFile(ut, "w", zipfile.ZIP_DEFLATED) as pakke:
        for navn in sorted(inn.namelist(), key=lambda navn: (navn != "[Content_Types].xml", navn)):
            post = zipfile.ZipInfo(navn, (2025, 1, 1, 0, 0, 0))
            post.compress_type = zipfile.ZIP_DEFLATED
            pakke.writestr(post, inn.read(navn))
    return ut.getvalue()


def lag_skannet(pdf: bytes) -> bytes:
    """The pages of a PDF as slightly crooked grey pictures: what an old scanner makes."""
    ut = BytesIO()
    lerret = Canvas(ut, pagesize=A4, invariant=1)
    dokument = pdfium.PdfDocument(pdf)
    for side in dokument:
        bilde = side.render(scale=100 / 72, grayscale=True).to_pil()
        bilde = bilde.rotate(0.6, Image.Resampling.BICUBIC, fillcolor=250).filter(ImageFilter.GaussianBlur(0.6))
        buffer = BytesIO()
        bilde.point(lambda v: min(250, int(v * 0.94) + 12)).save(buffer, "JPEG", quality=45)
        lerret.drawImage(ImageReader(BytesIO(buffer.getvalue())), 0, 0, *A4)
        lerret.showPage()
        side.close()
    dokument.close()
    lerret.save()
    return ut.getvalue()


def _skriv_odelagte(mappe: Path) -> None:
    """Files that cannot be read, beside a vedtak that can."""
    hel = (mappe / "vedtak.pdf").read_bytes()
    (mappe / "kontoutskrift.pdf").write_bytes(hel[: len(hel) // 2])
    (mappe / "notat2.txt").write_bytes(b"")
    buffer = BytesIO()
    Image.new("L", (60, 40), 235).save(buffer, "PNG")
    (mappe / "husleiekontrakt.png").write_bytes(buffer.getvalue())
    buffer = BytesIO()
    laas = pdfencrypt.StandardEncryption("hemmelig", ownerPassword="eier", strength=40)
    lerret = Canvas(buffer, pagesize=A4, invariant=1, encrypt=laas)
    lerret.drawString(72, 770, "Klage")
    lerret.save()
    (mappe / "klage.pdf").write_bytes(buffer.getvalue())
    shutil.copyfile(mappe / "notat1.docx", mappe / "notat1 (kopi).docx")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROT / "corpora" / "eksempler")

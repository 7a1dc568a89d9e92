"""How well scans are read: letters drawn, worn as scanners and copiers wear them, recognised, and compared with their text.

    python scripts/maal_ocr.py [corpora/eksempler [6]]

The first PDFs with text are drawn in 200 dpi. The likeness is that of difflib over all characters of the file, blanks as one.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from io import BytesIO
from itertools import islice
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageFilter

from vedtaksanalyse.errors import Lesefeil
from vedtaksanalyse.reading import Grenser, read_innhold
from vedtaksanalyse.reading.flyt import flyt
from vedtaksanalyse.reading.kanter import fjern_kanter
from vedtaksanalyse.reading.ocr import describe_motor, find_motor
from vedtaksanalyse.reading.skann import read_skann
from vedtaksanalyse.reading.tekstkvalitet import score_tekst

DPI = 200
_FRIST = 1000


def slit(ark: Image.Image, vinkel: float, uskarp: float, stoy: float, kvalitet: int) -> Image.Image:
    """Askew, soft, on grey paper with noise, saved as JPEG."""
    ark = ark.rotate(vinkel, Image.Resampling.BICUBIC, fillcolor=255).filter(ImageFilter.GaussianBlur(uskarp))
    ark = Image.blend(ark.point([40 + n * 3 // 4 for n in range(256)]), Image.effect_noise(ark.size, 60), stoy)
    ut = BytesIO()
    ark.save(ut, "JPEG", quality=kvalitet)
    return Image.open(ut).convert("L")


def halver(ark: Image.Image) -> Image.Image:
    """As a fax: half of the pixels."""
    return ark.resize((ark.width // 2, ark.height // 2), Image.Resampling.BOX)


SLITASJE: dict[str, tuple[Callable[[Image.Image], Image.Image], int]] = {
    "ren": (lambda ark: ark, DPI),
    "slitt: 1° skjev, støy, JPEG": (lambda ark: slit(ark, 1.0, 0.7, 0.12, 60), DPI),
    "svært slitt: 3° skjev, uskarp, mye støy": (lambda ark: slit(ark, 3.0, 1.5, 0.25, 40), DPI),
    "nesten uleselig": (lambda ark: slit(ark, 2.0, 2.4, 0.35, 25), DPI),
    "7° skjev": (lambda ark: slit(ark, 7.0, 0.7, 0.12, 60), DPI),
    "på siden": (lambda ark: slit(ark.rotate(90, expand=True), 1.0, 0.7, 0.12, 60), DPI),
    "opp ned": (lambda ark: slit(ark.rotate(180), 1.0, 0.7, 0.12, 60), DPI),
    "100 dpi": (lambda ark: slit(halver(ark), 0.5, 0.3, 0.08, 60), DPI // 2),
}


@dataclass
class Maal:
    """What came of one kind of wear."""

    likt: float = 0.0
    tegn: float = 0.0
    sider: int = 0
    sekunder: float = 0.0
    sikkerhet: list[float] = field(default_factory=list)
    kvalitet: list[float] = field(default_factory=list)


def find_brev(mappe: Path) -> Iterator[tuple[bytes, str]]:
    """The PDFs whose every page has text, with that text."""
    for sti in sorted(mappe.rglob("*.pdf")):
        data = sti.read_bytes()
        try:
            innhold = read_innhold(data, Grenser(ocr_sider=0))
        except Lesefeil:
            continue
        if not innhold.krever_ocr:
            yield data, innhold.tekst


def main(mappe: Path, antall: int) -> None:
    """Print a table."""
    motor, maal = find_motor(), {navn: Maal() for navn in SLITASJE}
    if motor is None:
        sys.exit("vedtaksanalyse[ocr], tesseract-ocr-nor")
    brev = list(islice(find_brev(mappe), antall))
    for data, tekst in brev:
        with pdfium.PdfDocument(data) as pdf:
            ark = [pdf[n].render(scale=DPI / 72, grayscale=True).to_pil() for n in range(len(pdf))]
        for navn, (slitt, dpi) in SLITASJE.items():
            _maal(maal[navn], motor, [slitt(ett) for ett in ark], dpi, tekst)
    print(f"{describe_motor()}: {len(brev)} filer, {maal['ren'].sider} sider\n")
    print("| | Likhet, tegn | Sikkerhet, lavest og snitt | Tekstkvalitet, lavest | Prosessorsekunder per side |")
    print("|---|--:|--:|--:|--:|")
    for navn, ett in maal.items():
        snitt = sum(ett.sikkerhet) / len(ett.sikkerhet)
        tall = f"{ett.likt / ett.tegn:.4f} | {min(ett.sikkerhet):.2f}, {snitt:.2f} | {min(ett.kvalitet):.2f}"
        print(f"| {navn} | {tall} | {ett.sekunder / ett.sider:.1f} |".replace(".", ","))


def _maal(maal: Maal, motor, ark: list[Image.Image], dpi: int, tekst: str) -> None:
    start = time.process_time()
    if dpi < DPI:
        ark, dpi = [ett.resize((ett.width * 2, ett.height * 2)) for ett in ark], dpi * 2  # as readers do
    sider = [read_skann(motor, ett, dpi, _FRIST, nummer) for nummer, ett in enumerate(ark, start=1)]
    maal.sekunder += time.process_time() - start
    innhold = flyt(fjern_kanter(sider))
    a, b = (re.sub(r"\s+", " ", ett).strip() for ett in (tekst, innhold.tekst))
    maal.likt += SequenceMatcher(None, a, b, autojunk=False).ratio() * len(a)
    maal.tegn += len(a)
    maal.sider += len(ark)
    maal.sikkerhet += [side.sikkerhet for side in innhold.sider]
    for side in innhold.sider:
        if funn := score_tekst(innhold.tekst[side.start : side.slutt], side.sikkerhet):
            maal.kvalitet.append(funn.score)


if __name__ == "__main__":
    mappe_, antall_ = (*sys.argv[1:], *(Path(__file__).parents[1] / "corpora" / "eksempler", 6)[len(sys.argv) - 1 :])
    main(Path(mappe_), int(antall_))

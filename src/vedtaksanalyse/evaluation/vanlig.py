"""The plain chain that the speed is compared with: the same tools used the obvious way. Nothing else runs it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pdfplumber
import pypdfium2
import spacy

from vedtaksanalyse.analyse import Motor
from vedtaksanalyse.detection.classifier import weigh
from vedtaksanalyse.detection.hashing import hash_oppdelinger
from vedtaksanalyse.reading import Saksmappe
from vedtaksanalyse.sak import Dokument
from vedtaksanalyse.structure import divide, fold


class Vanlig:
    """The plain chain: each tool on all of the text, one thing at a time."""

    def __init__(self, motor: Motor, sprakmodell: Path) -> None:
        self._motor = motor
        self._nlp = spacy.load(sprakmodell)
        self._monstre = [(spor, _as_one_pattern(spor.anker, spor.monster)) for spor in motor.katalog.spor]

    def __call__(self, mapper: Sequence[Saksmappe]) -> None:
        """Read, parse, match and classify each file."""
        for mappe in mapper:
            for fil in mappe.filer:
                self._fil(fil)

    def _fil(self, fil: Path) -> None:
        with pdfplumber.open(fil) as pdf:
            lest = "\n".join(side.extract_text() for side in pdf.pages)
        doc = self._nlp(lest)
        flate = fold(lest)
        treff = [(spor, m.span()) for spor, monster in self._monstre for m in monster.finditer(flate)]
        skar = [self._setning(setning.text) for setning in doc.sents]
        if not treff or not skar:
            raise RuntimeError("the plain chain found nothing; the figure would be false")

    def _setning(self, setning: str) -> object:
        modell, forenkling = self._motor.detektor.modell, self._motor.detektor.forenkling
        X = hash_oppdelinger([divide(Dokument("d", "vedtak", setning), self._motor.katalog)], forenkling)
        return modell.setning.score(weigh(modell.keep(X), modell.idf))


def _as_one_pattern(anker: Sequence[str], monster: str) -> re.Pattern:
    stammer = "|".join(("" if a.startswith("*") else r"\b") + re.escape(fold(a.lstrip("*"))) for a in anker)
    return re.compile(f"(?:{stammer})(?:{monster})")


def read_pdfium(mapper: Sequence[Saksmappe]) -> None:
    """What PDFium needs for the text alone: the bound that nothing which opens the files gets under."""
    for mappe in mapper:
        for fil in mappe.filer:
            dokument = pypdfium2.PdfDocument(fil)
            for side in dokument:
                side.get_textpage().get_text_bounded()
            dokument.close()

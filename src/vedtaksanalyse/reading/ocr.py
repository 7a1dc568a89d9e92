"""Tesseract inside this process: a picture in, words with their places and its confidence out.

It needs the extra [ocr] and Debian's language data. Where either is missing there is no recogniser, and whoever asks
says that the page has not been read. It starts no program and writes no file, so it works in the sandbox.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from vedtaksanalyse.errors import Lesefeil
from vedtaksanalyse.sak import Lesestatus

if TYPE_CHECKING:
    from PIL import Image

_STEDER = ("/usr/share/tesseract-ocr/5/tessdata", "/usr/share/tesseract-ocr/4.00/tessdata", "/usr/share/tessdata")
_MAALFORMER, _OGSAA, _RETNING = "nor", "eng", "osd"
_PAKKE = "tesserocr"
_STOY = 50.0
_SIKKER_RETNING = 5.0


@dataclass(frozen=True, slots=True)
class Ord:
    """A word and its box in pixels of the picture."""

    tekst: str
    sikkerhet: float
    boks: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Ordlinje:
    """Words on one line; its base line, and its height from the top of tall letters to the foot of hanging ones."""

    ordene: list[Ord]
    grunnlinje: float
    hoyde: float


def find_sprakdata() -> Path | None:
    """The folder with Tesseract's Norwegian: the one that TESSDATA_PREFIX names, or Debian's."""
    steder = (os.environ.get("TESSDATA_PREFIX"), *_STEDER)
    mapper = (Path(sted) for sted in steder if sted)
    return next((mappe for mappe in mapper if (mappe / f"{_MAALFORMER}.traineddata").is_file()), None)


def describe_motor() -> str:
    """What reads pictures here, as a part of the key that tells whether results are of the same making; «» for nothing."""
    mappe = find_sprakdata()
    if mappe is None or find_spec(_PAKKE) is None:
        return ""
    try:
        utgave = version(_PAKKE)
    except PackageNotFoundError:
        utgave = ""
    return "+".join((_PAKKE + utgave, *(navn for navn in (_MAALFORMER, _OGSAA, _RETNING) if _har(mappe, navn))))


@cache
def find_motor() -> Motor | None:
    """The recogniser of this process, loaded once; None where the extra or the Norwegian data is missing."""
    mappe = find_sprakdata()
    if mappe is None or find_spec(_PAKKE) is None:
        return None
    os.environ["OMP_THREAD_LIMIT"] = "1"  # two threads on a page take longer than one
    try:
        return Motor(mappe)
    except (ImportError, RuntimeError):
        return None


def _har(mappe: Path, navn: str) -> bool:
    return (mappe / f"{navn}.traineddata").is_file()


class Motor:
    """Tesseract with Norwegian, and with English and the detection of turned pages where their data is there."""

    def __init__(self, mappe: Path) -> None:
        import tesserocr

        self._t = tesserocr
        sprak = "+".join(navn for navn in (_MAALFORMER, _OGSAA) if _har(mappe, navn))
        sti = str(mappe)
        self._api = tesserocr.PyTessBaseAPI(path=sti, lang=sprak, psm=tesserocr.PSM.AUTO, oem=tesserocr.OEM.LSTM_ONLY)
        self._osd = None
        if _har(mappe, _RETNING):
            self._osd = tesserocr.PyTessBaseAPI(path=sti, lang=_RETNING, psm=tesserocr.PSM.OSD_ONLY)
        # Its messages went to a file of their own, opened at the first; where no file can be written, that ends the process.
        self._api.SetVariable("debug_file", "")

    def read(self, bilde: Image.Image, dpi: float, sekunder: float) -> list[Ordlinje]:
        """The lines of a picture in Tesseract's reading order.

        Raises:
            Lesefeil: it took more than so many seconds.
        """
        self._api.SetImage(bilde)
        self._api.SetSourceResolution(round(dpi))
        try:
            if not self._api.Recognize(int(sekunder * 1000)):
                raise Lesefeil(Lesestatus.LESEFRIST)
            return list(self._linjer())
        finally:
            self._api.Clear()

    def find_dreining(self, bilde: Image.Image, dpi: float) -> tuple[int, bool] | None:
        """How far to turn a picture with the clock (0, 90, 180, 270) for its text to stand upright, and whether that is sure.

        None where nobody can tell.
        """
        if self._osd is None:
            return None
        self._osd.SetImage(bilde)
        self._osd.SetSourceResolution(round(dpi))
        try:
            funn = self._osd.DetectOrientationScript()
        finally:
            self._osd.Clear()
        return (-funn["orient_deg"] % 360, funn["orient_conf"] >= _SIKKER_RETNING) if funn else None

    def _linjer(self) -> Iterator[Ordlinje]:
        nivaa = self._t.RIL
        stedet = self._api.GetIterator()
        if stedet is None:
            return
        linje: Ordlinje | None = None
        for sted in self._t.iterate_level(stedet, nivaa.WORD):
            if sted.IsAtBeginningOf(nivaa.TEXTLINE):
                if linje and linje.ordene:
                    yield linje
                (_, y0), (_, y1) = sted.Baseline(nivaa.TEXTLINE) or ((0, 0), (0, 0))
                linje = Ordlinje([], (y0 + y1) / 2, sted.RowAttributes()["row_height"])
            if linje is not None and (lest := self._ord(sted)):
                linje.ordene.append(lest)
        if linje and linje.ordene:
            yield linje

    def _ord(self, sted) -> Ord | None:
        """The word that stands here; None for rules, specks and other things that are no text."""
        nivaa = self._t.RIL.WORD
        try:
            tekst = sted.GetUTF8Text(nivaa).strip()
        except RuntimeError:  # a cell of a table with nothing in it
            return None
        boks, sikkerhet = sted.BoundingBox(nivaa), sted.Confidence(nivaa)
        if not tekst or boks is None or tekst.strip("|_~") == "":
            return None
        if sikkerhet < _STOY and not any(map(str.isalnum, tekst)):
            return None
        return Ord(tekst.replace(" ", "\u00b7"), min(max(sikkerhet / 100, 0.0), 1.0), boks)


def mean_sikkerhet(linjer: list[Ordlinje]) -> float:
    """The mean confidence of a page's characters; 0 where nothing was found."""
    vekt = sum(len(ord_.tekst) for linje in linjer for ord_ in linje.ordene)
    return sum(len(ord_.tekst) * ord_.sikkerhet for linje in linjer for ord_ in linje.ordene) / vekt if vekt else 0.0


def rett_linje(tekst: str) -> str:
    """A line with signs that Tesseract takes for others put right; its length and its spaces are as they were."""
    for monster, tegn in _ombytter():
        tekst = monster.sub(lambda treff, tegn=tegn: f"{treff[1]}{tegn}{treff[2]}", tekst)
    return tekst


@cache
def _ombytter() -> list[tuple[re.Pattern[str], str]]:
    data = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return [(re.compile(bytte["monster"]), bytte["tegn"]) for bytte in data["ombytter"]]

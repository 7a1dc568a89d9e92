"""How far a scanned page is askew: the angle at which its rows of ink stand out most clearly from the space between."""

from __future__ import annotations

from math import radians, tan
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    import numpy as np

_LENGSTE = 700
_STYRKE = 40
_YTTERST = 8.0
_GROVT, _FINT = 0.5, 0.1


def find_skjevhet(bilde: Image.Image) -> float:
    """Degrees against the clock, between -8 and 8; 0 for a page without ink."""
    import numpy as np

    skala = min(1.0, _LENGSTE / max(bilde.size))
    lite = bilde.resize((max(1, round(bilde.width * skala)), max(1, round(bilde.height * skala))), Image.Resampling.BOX)
    blekk = np.median(lite) - np.asarray(lite, dtype=np.float32)
    y, x = np.nonzero(blekk > _STYRKE)
    if not len(y):
        return 0.0
    vekt = blekk[y, x]
    grovt = _best(np.arange(-_YTTERST, _YTTERST + _GROVT / 2, _GROVT), x, y, vekt)
    return _best(np.arange(grovt - _GROVT, grovt + _GROVT + _FINT / 2, _FINT), x, y, vekt)


def _best(grader: np.ndarray, x: np.ndarray, y: np.ndarray, vekt: np.ndarray) -> float:
    import numpy as np

    def contrast(grad: float) -> float:
        rad = np.rint(y + x * tan(radians(grad))).astype(np.int64)
        return float((np.diff(np.bincount(rad - rad.min(), vekt)) ** 2).sum())

    # The straightest of those that are equally good.
    return float(max(sorted(grader, key=abs), key=contrast))

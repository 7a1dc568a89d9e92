"""The language form of a text: bokmål, nynorsk or something else. One matrix product, no pickle.

Character n-grams inside words are hashed to a fixed number of columns; a softmax over three classes decides. Text in,
class and probability out. Works on documents and long paragraphs, not on single words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from vedtaksanalyse.errors import Modellfeil
from vedtaksanalyse.modellfil import load_modell

KLASSER = ("nb", "nn", "annet")
SKJEMA = 1
_MAKS_TEGN = 40_000
_PLASSHOLDER = re.compile(r"\[[^\]\n]{1,40}\]")
_IKKE_BOKSTAV = re.compile(r"[\W\d_]+")
_FREMMED = re.compile(r"[^ a-z\u00df-\u024f]")
_LANGE = (1, 2, 3, 4)
_GRUNNTALL = np.uint64(1_000_003)


def count_ngrams(tekst: str, kolonner: int) -> np.ndarray:
    """Hashed n-gram counts, damped and of unit length. All letters outside the Latin alphabet count as one letter."""
    flate = _IKKE_BOKSTAV.sub(" ", _PLASSHOLDER.sub(" ", tekst[:_MAKS_TEGN]).lower())
    flate = _FREMMED.sub("\u00a4", f" {flate.strip()} ")
    tegn = np.frombuffer(flate.encode("utf-32-le"), dtype="<u4").astype(np.uint64)
    mellom = tegn == 32
    antall = np.zeros(kolonner, np.float32)
    with np.errstate(over="ignore"):
        nokkel = np.zeros(len(tegn), np.uint64)
        for lengde in _LANGE:
            nokkel = nokkel[: len(tegn) - lengde + 1] * _GRUNNTALL + tegn[lengde - 1 :]
            # An n-gram may begin or end at a space, never run across one.
            over = np.zeros(len(nokkel), bool)
            for nr in range(1, lengde - 1):
                over |= mellom[nr : nr + len(nokkel)]
            blandet = (nokkel[~over] ^ (nokkel[~over] >> np.uint64(23))) * np.uint64(0x9E3779B97F4A7C15)
            antall += np.bincount((blandet >> np.uint64(40)) % np.uint64(kolonner), minlength=kolonner)
    antall = np.sqrt(antall)
    lengde_ = float(np.linalg.norm(antall))
    return antall / lengde_ if lengde_ else antall


@dataclass(frozen=True)
class Malformmodell:
    """Weights (columns × classes) and intercepts."""

    vekter: np.ndarray
    konstant: np.ndarray

    def gjett(self, tekst: str) -> tuple[str, float]:
        """The likeliest class and its probability; ``("nb", 0.0)`` for a text without letters.

        >>> load_malform(Path("models/malform")).gjett("Eg har ikkje fått svar på søknaden min enno.")[0]
        'nn'
        """
        trekk = count_ngrams(tekst, len(self.vekter))
        if not _IKKE_BOKSTAV.sub("", _PLASSHOLDER.sub(" ", tekst)):
            return "nb", 0.0
        skar = trekk @ self.vekter + self.konstant
        sannsynlighet = np.exp(skar - skar.max())
        sannsynlighet /= sannsynlighet.sum()
        beste = int(sannsynlighet.argmax())
        return KLASSER[beste], float(sannsynlighet[beste])


def load_malform(modellmappe: Path) -> Malformmodell:
    """The model in a folder with ``vekter.skops`` and its card; ``Modellfeil`` when it cannot be used."""
    modell = load_modell(modellmappe / "vekter.skops")
    try:
        skjema, klasser, vekter, konstant = (modell[n] for n in ("skjema", "klasser", "vekter", "konstant"))
    except KeyError as feil:
        raise Modellfeil("modell_ubrukelig", navn="malform", grunn=type(feil).__name__) from None
    if skjema != SKJEMA or tuple(klasser) != KLASSER or vekter.shape[1:] != (len(KLASSER),):
        raise Modellfeil("modell_ubrukelig", navn="malform", grunn=f"skjema {skjema}")
    return Malformmodell(vekter.astype(np.float32), konstant.astype(np.float32))

"""The sandbox with its chains, and whether pictures of text are read: both are tried, not only looked for."""

from __future__ import annotations

from collections.abc import Iterator

from vedtaksanalyse.errors import Feil
from vedtaksanalyse.helse.punkt import Punkt, advar, feil, fint
from vedtaksanalyse.reading import Grenser, Sandkasse, describe_motor, prove_ocr


def check_sandkasse(grenser: Grenser) -> Iterator[Punkt]:
    """A child is started with the settings' limits, and reads a text."""
    try:
        with Sandkasse(grenser) as sandkasse:
            mangler = sandkasse.mangler
            sandkasse(b"Vedtak", ".txt")
    except Feil as galt:
        yield feil("sandkasse", "leser", kode=galt.kode)
        return
    yield advar("sandkasse", "seccomp") if mangler else fint("sandkasse")


def check_ocr(grenser: Grenser) -> Iterator[Punkt]:
    """The extra, the languages, and a small picture read."""
    if not grenser.ocr_sider:
        yield fint("ocr", "av")
        return
    svar = prove_ocr()
    if svar.uten_pakke:
        yield advar("ocr", "uten_pakke")
    elif svar.mangler_norsk:
        yield advar("ocr", "uten_norsk")
    elif not svar.lest:
        yield feil("ocr", "leser_ikke")
    else:
        if svar.mangler:
            yield advar("ocr", "mangler", navn=", ".join(svar.mangler))
        yield fint("ocr", motor=describe_motor())

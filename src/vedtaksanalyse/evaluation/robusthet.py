"""Gold cases made rougher by script: does what is found on clean texts hold on scans, haste and foreign templates?

The labels stay; only the texts change, the same way each time. Quotes no longer fit, so evidence is not measured here.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import cycle
from pathlib import Path

from vedtaksanalyse.evaluation.fasit import Fasitsak
from vedtaksanalyse.kriterier import Katalog
from vedtaksanalyse.sak import Dokument
from vedtaksanalyse.structure import divide

Forvrengning = Callable[[Dokument, random.Random], str]
_ORD = re.compile(r"[^\W\d_]{4,}")
_AVSNITT = re.compile(r"\n\s*\n")


def distort(fasit: Sequence[Fasitsak], forvrengning: Forvrengning) -> list[Fasitsak]:
    """The same cases and labels with every document's text changed."""
    return [
        replace(f, sak=replace(f.sak, dokumenter=tuple(_change(d, f.sak.sak_id, forvrengning) for d in f.sak.dokumenter)))
        for f in fasit
    ]


def _change(dokument: Dokument, sak_id: str, forvrengning: Forvrengning) -> Dokument:
    # A seed of its own for each document: one case more or less changes none of the others.
    return replace(dokument, tekst=forvrengning(dokument, random.Random(f"{sak_id}/{dokument.dok_id}")))


def forvrengninger(katalog: Katalog) -> dict[str, Forvrengning]:
    """Every way the texts are made rougher, by name."""
    ord_ = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return {
        "ocr": lambda dokument, terning: _misread(dokument.tekst, terning, **ord_["ocr"]),
        "uten overskrifter": lambda dokument, _: _drop_headings(dokument, katalog),
        "stokket": lambda dokument, terning: _shuffle(dokument.tekst, terning),
        "versaler": lambda dokument, _: dokument.tekst.upper(),
        "skrivefeil": lambda dokument, terning: _mistype(dokument.tekst, terning, **ord_["skrivefeil"]),
        "fremmed mal": lambda dokument, _: _retemplate(dokument, katalog, ord_["fremmed_mal"]),
    }


def _misread(
    tekst: str, terning: random.Random, andel_tegn: float, andel_mellomrom: float, lest: Mapping[str, str]
) -> str:
    def read(tegn: str) -> str:
        if tegn == " ":
            return "" if terning.random() < andel_mellomrom else tegn
        # Twice the share, since about half of all letters have a look-alike.
        return lest[tegn] if tegn in lest and terning.random() < 2 * andel_tegn else tegn

    return "".join(map(read, tekst))


def _mistype(tekst: str, terning: random.Random, andel_ord: float) -> str:
    def skriv(funnet: re.Match) -> str:
        ord_ = funnet[0]
        if terning.random() >= andel_ord:
            return ord_
        nr = terning.randrange(1, len(ord_) - 1)
        return terning.choice((
            ord_[:nr] + ord_[nr + 1 :],
            ord_[:nr] + ord_[nr] + ord_[nr:],
            ord_[:nr] + ord_[nr + 1] + ord_[nr] + ord_[nr + 2 :],
        ))  # fmt: skip

    return _ORD.sub(skriv, tekst)


def _shuffle(tekst: str, terning: random.Random) -> str:
    avsnitt = _AVSNITT.split(tekst)
    terning.shuffle(avsnitt)
    return "\n\n".join(avsnitt)


def _headings(dokument: Dokument, katalog: Katalog) -> list[tuple[int, int]]:
    return [(s.start, s.slutt) for s in divide(dokument, katalog).setninger if s.slag == "overskrift"]


def _drop_headings(dokument: Dokument, katalog: Katalog) -> str:
    return _replace(dokument.tekst, [(*spenn, "") for spenn in _headings(dokument, katalog)])


def _retemplate(dokument: Dokument, katalog: Katalog, maler: Mapping[str, Mapping]) -> str:
    """Only decisions come from another template; the other documents stay."""
    if dokument.type != "vedtak":
        return dokument.tekst
    mal = maler[dokument.malform]
    nye = [(*spenn, ny) for spenn, ny in zip(_headings(dokument, katalog), cycle(mal["overskrifter"]), strict=False)]
    return mal["for_teksten"] + "\n" + _replace(dokument.tekst, nye) + "\n" + mal["etter_teksten"]


def _replace(tekst: str, nye: Sequence[tuple[int, int, str]]) -> str:
    for start, slutt, ny in reversed(nye):
        tekst = tekst[:start] + ny + tekst[slutt:]
    return tekst

"""Treebank sentences → spaCy's training documents (DocBin)."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin

from vedtaksanalyse.learning.trebank import Trebanksetning


def write_docbin(setninger: Sequence[Trebanksetning], ut: Path, lengder: tuple[int, int], fro: int = 0) -> None:
    """Join runs of consecutive sentences into documents of ``lengder`` (from, to) sentences and store them."""
    tilfeldig, vokabular = random.Random(fro), spacy.blank("nb").vocab
    samling, start = DocBin(store_user_data=False), 0
    while start < len(setninger):
        antall = tilfeldig.randint(*lengder)
        samling.add(_doc(vokabular, setninger[start : start + antall]))
        start += antall
    samling.to_disk(ut)


def _doc(vokabular: spacy.vocab.Vocab, setninger: Sequence[Trebanksetning]) -> Doc:
    hoder, start = [], 0
    for setning in setninger:
        hoder += [start + hode for hode in setning.hoder]
        start += len(setning.ord)

    def alle(felt: str) -> list:
        return [verdi for setning in setninger for verdi in getattr(setning, felt)]

    return Doc(
        vokabular,
        words=alle("ord"),
        spaces=[m for s in setninger for m in (*s.mellomrom[:-1], True)],
        pos=alle("klasser"),
        morphs=alle("trekk"),
        lemmas=alle("lemmaer"),
        heads=hoder,
        deps=alle("relasjoner"),
        sent_starts=[nr == 0 for s in setninger for nr in range(len(s.ord))],
        ents=alle("navn"),
    )

"""Writes the model card: the figures as JSON, and as pages people read; and the datasheet of what the model was made from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from vedtaksanalyse.kriterier import Katalog
from vedtaksanalyse.learning.kortdeler import Del, list_datablad, list_modellkort
from vedtaksanalyse.modellfil import KORT
from vedtaksanalyse.sak import MALFORMER
from vedtaksanalyse.tekster import tekst


def write_kort(kort: Mapping, mappe: Path, katalog: Katalog) -> None:
    """``modellkort.json`` beside the model, and what people read of it."""
    innhold = json.dumps(kort, ensure_ascii=False, indent=1) + "\n"
    (mappe / KORT).write_text(innhold, encoding="utf-8")
    write_sider(kort, mappe, katalog)


def write_sider(kort: Mapping, mappe: Path, katalog: Katalog) -> None:
    """The card and the datasheet as Markdown, each in bokmål and nynorsk."""
    for malform in MALFORMER:
        for navn, tittel, deler in (
            ("modellkort", "modellkort.tittel", list_modellkort(kort, katalog, malform)),
            ("datablad", "modellkort.datablad", list_datablad(kort, katalog, malform)),
        ):
            fil = mappe / f"{navn}{'' if malform == MALFORMER[0] else f'.{malform}'}.md"
            fil.write_text(make_markdown(tekst(tittel, malform), deler), encoding="utf-8")


def make_markdown(tittel: str, deler: Iterable[Del]) -> str:
    """A page with these parts."""
    return "\n\n".join([f"# {tittel}", *(blokk for ett in deler for blokk in _list_blokker(ett))]) + "\n"


def _list_blokker(ett: Del) -> Iterator[str]:
    yield f"{'#' * ett.niva} {ett.tittel}"
    yield from ett.avsnitt
    if ett.hode:
        linjer = [ett.hode, ["---"] * len(ett.hode), *ett.rader]
        yield "\n".join("| " + " | ".join(celle.replace("|", "\\|") for celle in linje) + " |" for linje in linjer)


def make_miljo() -> Environment:
    """The templates of the cards. They are Markdown, where nothing needs escaping and no value comes from a case."""
    return Environment(  # noqa: S701
        loader=PackageLoader("vedtaksanalyse.learning", "maler"), undefined=StrictUndefined, trim_blocks=True
    )

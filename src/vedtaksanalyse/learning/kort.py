"""Writes the model card: the figures as JSON, and as pages people read; and the datasheet of what the model was made from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from vedtaksanalyse.evaluation.flaggmaal import rows as flaggrows
from vedtaksanalyse.evaluation.paritetstabell import FAA, list_kriterier
from vedtaksanalyse.evaluation.paritetstabell import rows as skiverows
from vedtaksanalyse.evaluation.tabell import SAMLET, rows, show
from vedtaksanalyse.kriterier import load_katalog
from vedtaksanalyse.tekster import tekst


def write_kort(kort: Mapping, mappe: Path) -> None:
    """``modellkort.json``, ``modellkort.md`` and ``datablad.md`` beside the model."""
    innhold = json.dumps(kort, ensure_ascii=False, indent=1) + "\n"
    (mappe / "modellkort.json").write_text(innhold, encoding="utf-8")
    write_sider(kort, mappe)


def write_sider(kort: Mapping, mappe: Path) -> None:
    """What people read of the card: the model, and the data it was made from."""
    miljo, katalog = make_miljo(), load_katalog()
    datablad = miljo.get_template("datablad.md.j2").render(kort=kort, data=kort["data"], katalog=katalog, show=show)
    (mappe / "datablad.md").write_text(datablad, encoding="utf-8")
    skiver = list(skiverows(kort["paritet"]))
    side = miljo.get_template("modellkort.md.j2").render(
        kort=kort,
        rader=list(zip(rows(kort["maaling"]["alle"], katalog), rows(kort["maaling"]["urort"], katalog), strict=True)),
        flaggrader=list(zip(flaggrows(kort["flagg"]["alle"]), flaggrows(kort["flagg"]["urort"]), strict=True)),
        terskler=[
            (tekst("maaling.terskel_f1", kriterium=katalog.kriterier[navn].navn["nb"], grad=grad), navn)
            for navn, grad in katalog.felles["rekkefolge"]["terskel"].items()
        ],
        samlet=[(tekst(f"maaling.{felt}"), felt) for felt in SAMLET],
        skiver=skiver,
        verst=next((rad for rad in skiver if not rad[2].endswith(FAA)), None),
        kriterieskiver=list(list_kriterier(kort["paritet"], katalog)),
        show=show,
    )
    (mappe / "modellkort.md").write_text(side, encoding="utf-8")


def make_miljo() -> Environment:
    """The templates of the cards. They are Markdown, where nothing needs escaping and no value comes from a case."""
    return Environment(  # noqa: S701
        loader=PackageLoader("vedtaksanalyse.learning", "maler"), undefined=StrictUndefined, trim_blocks=True
    )

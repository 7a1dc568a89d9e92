"""The report for people: one self-contained HTML file that asks nothing of the network.

The frame is in the language form asked for; each case is in its own. Templates stand in ``maler/``.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import IO

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from vedtaksanalyse.export import behovstekst, flaggord, gjenbrukstekst, ordlegging
from vedtaksanalyse.export.ramme import Ramme
from vedtaksanalyse.export.utfil import open_utfil
from vedtaksanalyse.export.visning import Saksside
from vedtaksanalyse.kriterier import Katalog
from vedtaksanalyse.sak import Saksvurdering


def write_html(
    vurderinger: Iterable[Saksvurdering],
    fil: Path | IO[str],
    katalog: Katalog,
    malform: str = "nb",
    tidspunkt: datetime | None = None,
) -> int:
    """Write the report and return how many cases it has."""
    saker = [
        Saksside(nummer, vurdering, katalog)
        for nummer, vurdering in enumerate(ordlegging.sort_saker(vurderinger), start=1)
    ]
    stil, skript = _read_mal("rapport.css"), _read_mal("rapport.js")
    sider = _miljo().get_template("rapport.html.j2")
    with open_utfil(fil) as ut:
        for del_ in sider.generate(
            ramme=Ramme(saker, katalog, malform, tidspunkt or datetime.now()),
            saker=saker,
            stil=Markup(stil),
            skript=Markup(skript),
            stilsum=_csp_sum(stil),
            skriptsum=_csp_sum(skript),
        ):
            ut.write(del_)
    return len(saker)


def render_side(mal: str, **felt: object) -> Iterator[str]:
    """A page of its own from a template, with the report's style and no script."""
    stil = _read_mal("rapport.css")
    return _miljo().get_template(mal).generate(stil=Markup(stil), stilsum=_csp_sum(stil), **felt)


@cache
def _miljo() -> Environment:
    miljo = Environment(
        loader=PackageLoader("vedtaksanalyse.export", "maler"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    miljo.globals["ord"] = ordlegging
    miljo.globals["flaggord"] = flaggord
    miljo.globals["gjenbruk"] = gjenbrukstekst
    miljo.globals["behov"] = behovstekst
    miljo.filters["dato"] = lambda dato: f"{dato:%d.%m.%Y}"
    miljo.filters["punkt"] = lambda id: id.replace(".", "-")
    return miljo


def _read_mal(navn: str) -> str:
    return (files("vedtaksanalyse.export") / "maler" / navn).read_text(encoding="utf-8")


def _csp_sum(kilde: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(kilde.encode()).digest()).decode()

"""A page or action: its address, who may ask, and the function that answers. The list of all is the application's map."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from starlette.responses import Response

from vedtaksanalyse.web.foresporsel import Foresporsel

APEN, INNLOGGET = "apen", "innlogget"
"""Instead of a right: open to all, and to everybody who is logged in."""


@dataclass(frozen=True)
class Rute:
    """One address. ``rettighet`` is a right of ``regler.toml``, or ``APEN`` or ``INNLOGGET``."""

    metode: str
    sti: str
    rettighet: str
    svar: Callable[[Foresporsel], Response]

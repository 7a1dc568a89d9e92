"""A page or action: its address, who may ask, and the function that answers. The list of all is the application's map."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from starlette.responses import Response

APEN, INNLOGGET = "apen", "innlogget"
"""Instead of a right: open to all, and to everybody who is logged in."""
TRYGGE = ("GET", "HEAD")
"""The methods that change nothing."""


@dataclass(frozen=True)
class Rute:
    """One address. ``rettighet`` is a right of ``regler.toml``, or ``APEN`` or ``INNLOGGET``. ``svar`` is None where the API answers."""

    metode: str
    sti: str
    rettighet: str
    svar: Callable[..., Response] | None = None

    @property
    def navn(self) -> str:
        """How the application calls it."""
        return f"{self.metode} {self.sti}"

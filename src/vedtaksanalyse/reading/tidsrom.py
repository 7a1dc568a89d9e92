"""Pages that must be looked at: a reader asks for more time before each, and for a place for the document, where those are few.

Whoever runs the reader grants both.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

Plass = Callable[[], AbstractContextManager]
"""Waits until one more document may be looked at, and holds its place."""

_giver: Callable[[], None] | None = None
_plass: Plass = nullcontext


def set_giver(giver: Callable[[], None] | None) -> None:
    """Who grants time in this process from now on; nobody needs to where no clock runs."""
    global _giver
    _giver = giver


def set_plass(plass: Plass) -> None:
    """Where documents of this process get their places from now on; without it there are enough."""
    global _plass
    _plass = plass


def take_plass() -> AbstractContextManager:
    """A place, held until the context ends."""
    return _plass()


def ask_tid() -> None:
    """Ask for the time that one such page may take."""
    if _giver:
        _giver()

"""More time for pages that must be looked at: a reader asks before each, and whoever runs the reader grants it."""

from __future__ import annotations

from collections.abc import Callable

_giver: Callable[[], None] | None = None


def set_giver(giver: Callable[[], None] | None) -> None:
    """Who grants time in this process from now on; nobody needs to where no clock runs."""
    global _giver
    _giver = giver


def ask_tid() -> None:
    """Ask for the time that one such page may take."""
    if _giver:
        _giver()

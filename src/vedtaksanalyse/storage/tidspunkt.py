"""Moments as the database keeps them."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import DateTime, TypeDecorator


class Tidspunkt(TypeDecorator):
    """A moment in UTC. SQLite forgets the zone; this gives it back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_result_value(self, value: datetime | None, dialect) -> datetime | None:
        """The stored moment, with its zone."""
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


def naa() -> datetime:
    """This moment."""
    return datetime.now(UTC)

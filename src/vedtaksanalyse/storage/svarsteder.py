"""The places that answers point at, as they are stored: a JSON list of document, start, end and the hash of the document's text then.

Answers kept before the hash was have three things to a place. Deleting the places deletes the hashes too.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Connection, select

from vedtaksanalyse.storage.schema import dokument, sak

Sted = tuple[str, int, int]


def select_nokler(forbindelse: Connection, saker: Collection[str]) -> dict[str, str]:
    """The version of each of these cases as they are now."""
    return dict(forbindelse.execute(select(sak.c.sak_id, sak.c.nokkel).where(sak.c.sak_id.in_(saker))).all())


def select_avtrykk(forbindelse: Connection, saker: Collection[str]) -> dict[tuple[str, str], str]:
    """The hash of the text of each document in these cases, by case and document."""
    if not saker:
        return {}
    uttrykk = select(dokument.c.sak_id, dokument.c.dok_id, dokument.c.avtrykk).where(dokument.c.sak_id.in_(saker))
    return {(sak_id, dok_id): sum_ for sak_id, dok_id, sum_ in forbindelse.execute(uttrykk)}


def write_steder(sak_id: str, steder: Sequence[Sted], avtrykk: Mapping[tuple[str, str], str]) -> str:
    """As they are stored."""
    return json.dumps([[*sted, avtrykk.get((sak_id, sted[0]), "")] for sted in steder])


def read_steder(data: str) -> dict[str, tuple]:
    """The two fields of an answer."""
    alle = json.loads(data)
    return {"sitat": tuple(tuple(ett[:3]) for ett in alle), "avtrykk": tuple("".join(ett[3:]) for ett in alle)}

"""The flags' record as the store keeps it: how complaints ended, and what was decided about flags."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC

from sqlalchemy import Engine, insert, select

from vedtaksanalyse.sak import Flaggstand, Klageutfall
from vedtaksanalyse.storage.forbindelse import reading
from vedtaksanalyse.storage.stikkprovetabeller import flaggstand, klageutfall
from vedtaksanalyse.storage.tidspunkt import naa


class Flaggbok:
    """The record of the flags. Safe to use from several threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add_klageutfall(self, alle: Sequence[Klageutfall]) -> None:
        """Note how complaints ended, in one transaction."""
        if alle:
            na = naa()
            with self._engine.begin() as forbindelse:
                forbindelse.execute(insert(klageutfall), [asdict(ett) | {"tid": (ett.tid or na).astimezone(UTC)} for ett in alle])

    def load_klageutfall(self) -> dict[str, Klageutfall]:
        """How the complaint in each case ended, as last noted; those taken back are not there."""
        uttrykk = select(*(klageutfall.c[navn] for navn in Klageutfall.__slots__)).order_by(klageutfall.c.id)
        with reading(self._engine) as forbindelse:
            alle = {rad["sak_id"]: Klageutfall(**rad) for rad in forbindelse.execute(uttrykk).mappings()}
        return {sak_id: ett for sak_id, ett in alle.items() if ett.utfall}

    def add_flaggstand(self, ny: Flaggstand) -> None:
        """Note what was decided about a flag; what was decided earlier stays in the list."""
        rad = asdict(ny) | {"felt": json.dumps(dict(ny.felt), ensure_ascii=False, sort_keys=True), "tid": (ny.tid or naa()).astimezone(UTC)}
        with self._engine.begin() as forbindelse:
            forbindelse.execute(insert(flaggstand), rad)

    def list_flaggstand(self, flagg: str = "") -> list[Flaggstand]:
        """Everything ever decided, about all flags or one, the oldest first."""
        uttrykk = select(*(flaggstand.c[navn] for navn in Flaggstand.__slots__)).order_by(flaggstand.c.id)
        if flagg:
            uttrykk = uttrykk.where(flaggstand.c.flagg == flagg)
        with reading(self._engine) as forbindelse:
            rader = forbindelse.execute(uttrykk).mappings().all()
        return [Flaggstand(**dict(rad) | {"felt": json.loads(rad["felt"])}) for rad in rader]

    def load_flaggstand(self) -> dict[str, Flaggstand]:
        """What was last decided about each flag."""
        return {ett.flagg: ett for ett in self.list_flaggstand()}

    def load_tilstander(self) -> dict[str, str]:
        """What each flag is by the last decision, of those that something was decided about."""
        return {flagg: ett.tilstand for flagg, ett in self.load_flaggstand().items()}

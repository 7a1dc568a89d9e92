"""The flags' record as the store keeps it: how complaints ended, and what was decided about flags."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import UTC

from sqlalchemy import Engine, insert, select

from vedtaksanalyse.sak import Flaggstand, Klageutfall
from vedtaksanalyse.storage.forbindelse import reading, writing
from vedtaksanalyse.storage.schema import flagg, sak
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
            with writing(self._engine) as forbindelse:
                forbindelse.execute(insert(klageutfall), [asdict(ett) | {"tid": (ett.tid or na).astimezone(UTC)} for ett in alle])

    def load_klageutfall(self) -> dict[str, Klageutfall]:
        """How the complaint in each case ended, as last noted; those taken back are not there."""
        uttrykk = select(*(klageutfall.c[navn] for navn in Klageutfall.__slots__)).order_by(klageutfall.c.id)
        with reading(self._engine) as forbindelse:
            alle = {rad["sak_id"]: Klageutfall(**rad) for rad in forbindelse.execute(uttrykk).mappings()}
        return {sak_id: ett for sak_id, ett in alle.items() if ett.utfall}

    def find_klageutfall(self, sak_id: str) -> Klageutfall | None:
        """How the complaint in one case ended, as last noted; None when nothing is noted or it was taken back."""
        uttrykk = select(*(klageutfall.c[navn] for navn in Klageutfall.__slots__)).where(klageutfall.c.sak_id == sak_id)
        with reading(self._engine) as forbindelse:
            rad = forbindelse.execute(uttrykk.order_by(klageutfall.c.id.desc()).limit(1)).mappings().first()
        return Klageutfall(**rad) if rad and rad["utfall"] else None

    def list_utfallsflagg(self, kontorer: Collection[str] | None = None) -> list[tuple[str, frozenset[str]]]:
        """For each stored case whose complaint has ended, how, and the flags that the case has now, hints too."""
        utfall = self.load_klageutfall()
        uttrykk = select(sak.c.sak_id, flagg.c.flagg).join(flagg, flagg.c.sak_id == sak.c.sak_id, isouter=True)
        uttrykk = uttrykk.join(klageutfall, klageutfall.c.sak_id == sak.c.sak_id).distinct()
        if kontorer is not None:
            uttrykk = uttrykk.where(sak.c.kontor.in_(kontorer))
        flaggene: dict[str, set[str]] = {}
        with reading(self._engine) as forbindelse:
            for sak_id, navn in forbindelse.execute(uttrykk):
                flaggene.setdefault(sak_id, set()).update(filter(None, [navn]))
        return [(utfall[id_].utfall, frozenset(egne)) for id_, egne in sorted(flaggene.items()) if id_ in utfall]

    def load_kontorer(self) -> dict[str, str]:
        """The office of each stored case."""
        with reading(self._engine) as forbindelse:
            return dict(forbindelse.execute(select(sak.c.sak_id, sak.c.kontor)).tuples().all())

    def add_flaggstand(self, ny: Flaggstand) -> None:
        """Note what was decided about a flag; what was decided earlier stays in the list."""
        rad = asdict(ny) | {"felt": json.dumps(dict(ny.felt), ensure_ascii=False, sort_keys=True), "tid": (ny.tid or naa()).astimezone(UTC)}
        with writing(self._engine) as forbindelse:
            forbindelse.execute(insert(flaggstand), rad)

    def list_flaggstand(self, navn: str = "") -> list[Flaggstand]:
        """Everything ever decided, about all flags or one, the oldest first."""
        uttrykk = select(*(flaggstand.c[felt] for felt in Flaggstand.__slots__)).order_by(flaggstand.c.id)
        if navn:
            uttrykk = uttrykk.where(flaggstand.c.flagg == navn)
        with reading(self._engine) as forbindelse:
            rader = forbindelse.execute(uttrykk).mappings().all()
        return [Flaggstand(**dict(rad) | {"felt": json.loads(rad["felt"])}) for rad in rader]

    def load_flaggstand(self) -> dict[str, Flaggstand]:
        """What was last decided about each flag."""
        return {ett.flagg: ett for ett in self.list_flaggstand()}

    def load_tilstander(self) -> dict[str, str]:
        """What each flag is by the last decision, of those that something was decided about."""
        return {flagg: ett.tilstand for flagg, ett in self.load_flaggstand().items()}

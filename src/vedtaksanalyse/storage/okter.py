"""Who is logged in: people, sessions, one-time links and how each wants the pages. Secrets are kept as hashes only."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any

from sqlalchemy import Engine, delete, func, insert, select, update

from vedtaksanalyse.sak import Bruker
from vedtaksanalyse.storage.forbindelse import reading, writing
from vedtaksanalyse.storage.gjennomgangstabeller import bruker, engangslenke, okt, visning
from vedtaksanalyse.storage.tidspunkt import naa

_UNDERVEIS = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Innlogget:
    """Somebody who has logged in, as those who give access see it: when last, and in how many browsers now."""

    bruker: Bruker
    sett: datetime
    okter: int


@dataclass(frozen=True, slots=True)
class Okt:
    """A session: whose it is and what it must remember between requests."""

    avtrykk: str
    bruker: Bruker
    opprettet: datetime
    sist: datetime
    felt: dict[str, Any] = field(default_factory=dict)


class Okter:
    """People and their sessions."""

    def __init__(self, engine: Engine, hvile: timedelta, lengst: timedelta) -> None:
        """Sessions end after ``hvile`` without a request, and after ``lengst`` whatever happens."""
        self._engine, self._hvile, self._lengst = engine, hvile, lengst

    def save_bruker(self, ny: Bruker) -> None:
        """Note a person as the login told; what was known is replaced."""
        kontorer = None if ny.kontorer is None else json.dumps(sorted(ny.kontorer), ensure_ascii=False)
        rad = {"navn": ny.navn, "roller": json.dumps(sorted(ny.roller)), "kontorer": kontorer, "sett": naa()}
        with writing(self._engine) as forbindelse:
            if not forbindelse.execute(update(bruker).where(bruker.c.id == ny.id).values(**rad)).rowcount:
                forbindelse.execute(insert(bruker).values(id=ny.id, **rad))

    def load_brukere(self) -> list[Bruker]:
        """Everybody who has logged in, by name."""
        with reading(self._engine) as forbindelse:
            return [_bruker(rad) for rad in forbindelse.execute(select(bruker).order_by(bruker.c.navn)).mappings()]

    def list_innlogget(self) -> list[Innlogget]:
        """Everybody who has logged in, by name, with the sessions that live."""
        na = naa()
        lever = (okt.c.sist >= na - self._hvile) & (okt.c.opprettet >= na - self._lengst)
        apne = select(okt.c.bruker, func.count().label("antall")).where(lever).group_by(okt.c.bruker).subquery()
        uttrykk = select(bruker, apne.c.antall).join(apne, apne.c.bruker == bruker.c.id, isouter=True)
        with reading(self._engine) as forbindelse:
            rader = forbindelse.execute(uttrykk.order_by(bruker.c.navn, bruker.c.id)).mappings()
            return [Innlogget(_bruker(rad), rad["sett"], rad["antall"] or 0) for rad in rader]

    def start(self, bruker_id: str, **felt: Any) -> str:
        """A new session; what is given back is the browser's secret and is kept nowhere."""
        hemmelig, na = token_urlsafe(32), naa()
        rad = {"avtrykk": _avtrykk(hemmelig), "bruker": bruker_id, "opprettet": na, "sist": na, "felt": json.dumps(felt)}
        with writing(self._engine) as forbindelse:
            forbindelse.execute(delete(okt).where((okt.c.sist < na - self._hvile) | (okt.c.opprettet < na - self._lengst)))
            forbindelse.execute(insert(okt).values(**rad))
        return hemmelig

    def find(self, hemmelig: str) -> Okt | None:
        """The session a browser holds the secret of, if it still lives."""
        na = naa()
        uttrykk = select(okt, bruker.c.id, bruker.c.navn, bruker.c.roller, bruker.c.kontorer).join(bruker, bruker.c.id == okt.c.bruker)
        with reading(self._engine) as forbindelse:
            rad = forbindelse.execute(uttrykk.where(okt.c.avtrykk == _avtrykk(hemmelig))).mappings().first()
        if rad is None or rad["sist"] < na - self._hvile or rad["opprettet"] < na - self._lengst:
            return None
        return Okt(rad["avtrykk"], _bruker(rad), rad["opprettet"], rad["sist"], json.loads(rad["felt"]))

    def touch(self, ett: Okt) -> None:
        """Note that a session is in use; at most once a minute, so that reading pages does not write."""
        if naa() - ett.sist > timedelta(minutes=1):
            with writing(self._engine) as forbindelse:
                forbindelse.execute(update(okt).where(okt.c.avtrykk == ett.avtrykk).values(sist=naa()))

    def end(self, ett: Okt) -> None:
        """Log out."""
        with writing(self._engine) as forbindelse:
            forbindelse.execute(delete(okt).where(okt.c.avtrykk == ett.avtrykk))

    def end_alle(self, bruker_id: str) -> None:
        """Log a person out everywhere."""
        with writing(self._engine) as forbindelse:
            forbindelse.execute(delete(okt).where(okt.c.bruker == bruker_id))

    def end_utenfra(self, sub: str, sid: str) -> int:
        """End the sessions of one login at the provider, or of all logins of the person there when none is named; how many."""
        navn, verdi = ("sid", sid) if sid else ("sub", sub)
        mulige = select(okt.c.avtrykk, okt.c.felt).where(okt.c.felt.contains(json.dumps({navn: verdi})[1:-1], autoescape=True))
        with writing(self._engine) as forbindelse:
            egne = [rad.avtrykk for rad in forbindelse.execute(mulige) if (felt := json.loads(rad.felt)).get(navn) == verdi
                    and (not sub or felt.get("sub") == sub)]  # fmt: skip
            return forbindelse.execute(delete(okt).where(okt.c.avtrykk.in_(egne))).rowcount if egne else 0

    def start_underveis(self, felt: dict[str, Any]) -> str:
        """Keep something for a browser that is on its way to log in; what is given back is its secret."""
        return self.start("", **felt)

    def use_underveis(self, hemmelig: str) -> dict[str, Any] | None:
        """What was kept for that browser, once, and not for long; None when there is nothing."""
        avtrykk, na = _avtrykk(hemmelig), naa()
        egen = (okt.c.avtrykk == avtrykk) & (okt.c.bruker == "")
        with writing(self._engine) as forbindelse:
            rad = forbindelse.execute(select(okt.c.opprettet, okt.c.felt).where(egen)).first()
            brukt = forbindelse.execute(delete(okt).where(egen)).rowcount
        return json.loads(rad.felt) if rad and brukt == 1 and rad.opprettet > na - _UNDERVEIS else None

    def make_lenke(self, bruker_id: str, varighet: timedelta) -> str:
        """The secret of a link that logs this person in once."""
        hemmelig = token_urlsafe(32)
        rad = {"avtrykk": _avtrykk(hemmelig), "bruker": bruker_id, "utloper": naa() + varighet}
        with writing(self._engine) as forbindelse:
            forbindelse.execute(delete(engangslenke).where(engangslenke.c.utloper < naa()))
            forbindelse.execute(insert(engangslenke).values(**rad))
        return hemmelig

    def use_lenke(self, hemmelig: str) -> str | None:
        """Whom a link logs in; None when it is unknown, used or too old. It works once."""
        avtrykk = _avtrykk(hemmelig)
        with writing(self._engine) as forbindelse:
            rad = forbindelse.execute(select(engangslenke).where(engangslenke.c.avtrykk == avtrykk)).mappings().first()
            brukt = forbindelse.execute(delete(engangslenke).where(engangslenke.c.avtrykk == avtrykk)).rowcount
        return rad["bruker"] if rad and brukt == 1 and rad["utloper"] > naa() else None

    def load_visning(self, bruker_id: str) -> dict[str, Any]:
        """How a person wants the pages."""
        with reading(self._engine) as forbindelse:
            felt = forbindelse.scalar(select(visning.c.felt).where(visning.c.bruker == bruker_id))
        return json.loads(felt) if felt else {}

    def save_visning(self, bruker_id: str, felt: dict[str, Any]) -> None:
        """Keep how a person wants the pages."""
        rad = {"felt": json.dumps(felt, sort_keys=True)}
        with writing(self._engine) as forbindelse:
            if not forbindelse.execute(update(visning).where(visning.c.bruker == bruker_id).values(**rad)).rowcount:
                forbindelse.execute(insert(visning).values(bruker=bruker_id, **rad))


def _avtrykk(hemmelig: str) -> str:
    return sha256(hemmelig.encode()).hexdigest()


def _bruker(rad) -> Bruker:
    kontorer = None if rad["kontorer"] is None else frozenset(json.loads(rad["kontorer"]))
    return Bruker(rad["id"], rad["navn"], frozenset(json.loads(rad["roller"])), kontorer)

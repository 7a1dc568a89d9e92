"""The ledger's rows: runs, and every file with where it stands. Plain functions over a connection."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from vedtaksanalyse.sak import Lesestatus, Saksstatus, Versjoner, rank_navn, rank_sak
from vedtaksanalyse.storage.forbindelse import Databasefeil
from vedtaksanalyse.storage.rader import read_risiko
from vedtaksanalyse.storage.schema import fil, flagg, kilde, kjoring, lesekrasj, sak

GAAR, FERDIG, AVBRUTT = "gaar", "ferdig", "avbrutt"
VENTER = ("proves_igjen", "trenger_menneske")
"""The outcomes of files that could not be read."""
_PORSJON = 500
_LIKE = {"sak_id", "saksnokkel", "status", "utfall", "del_av"}


@dataclass(frozen=True, slots=True)
class Filrad:
    """One file in the ledger. ``fil`` is the hash of its path; no name is kept here.

    ``del_av`` is the ``fil`` of the file it lies in (an attachment of a message); empty for a file of the folder itself.
    ``stand`` is what the file system said of it when its hash was taken, where that can be trusted.
    """

    fil: str
    sak_id: str
    sha256: str
    saksnokkel: str
    status: str
    utfall: str
    forsok: int = 0
    neste: datetime | None = None
    del_av: str = ""
    stand: str = ""


def insert_kjoring(
    forbindelse: Connection, rot: str, versjoner: Versjoner, naa: datetime, programvare: Mapping | None = None,
    full_kontroll: bool = False,
) -> int:  # fmt: skip
    """A new run. Runs that still say they go on are dead, or have lost the lock and store nothing more."""
    doede = update(kjoring).where(kjoring.c.tilstand == GAAR)
    forbindelse.execute(doede.values(tilstand=AVBRUTT))
    verdier = {"rot": rot, "tilstand": GAAR, "startet": naa, "hjerteslag": naa, **asdict(versjoner), "full_kontroll": full_kontroll}
    verdier["programvare"] = programvare and json.dumps(programvare, ensure_ascii=False)
    return forbindelse.execute(insert(kjoring).values(verdier)).inserted_primary_key[0]


def is_kontrollert(forbindelse: Connection, rot: str, antall: int) -> bool:
    """Whether any of the last runs under this root that finished, this many of them, opened every file."""
    siste = select(kjoring.c.full_kontroll).where(kjoring.c.rot == rot, kjoring.c.tilstand == FERDIG)
    return any(forbindelse.scalars(siste.order_by(kjoring.c.id.desc()).limit(antall)))


def update_kjoring(forbindelse: Connection, nummer: int, naa: datetime, telling: Mapping | None = None) -> None:
    """A heartbeat; with ``telling`` the run is finished. It is the last thing a transaction of the run does.

    Raises:
        Databasefeil: the run is over: the server let go of its lock, and another has begun.
    """
    verdier: dict = {"hjerteslag": naa}
    if telling is not None:
        verdier |= {"tilstand": FERDIG, "ferdig": naa, "telling": json.dumps(telling, ensure_ascii=False)}
    egen = update(kjoring).where(kjoring.c.id == nummer, kjoring.c.tilstand == GAAR)
    if not forbindelse.execute(egen.values(verdier)).rowcount:
        raise Databasefeil("kjoring_overtatt")


def stop_kjoring(forbindelse: Connection, nummer: int) -> None:
    """The run is over and not finished."""
    egen = update(kjoring).where(kjoring.c.id == nummer, kjoring.c.tilstand == GAAR)
    forbindelse.execute(egen.values(tilstand=AVBRUTT))


def select_filer(forbindelse: Connection, rot: str) -> dict[str, Filrad]:
    """Every file known under a root and not gone, by the hash of its path. What many have alike is in memory once."""
    felt = [fil.c[navn] for navn in Filrad.__slots__]
    rader = forbindelse.execute(select(*felt).where(fil.c.rot == rot, fil.c.borte.is_(None)))
    like: dict[object, object] = {}
    return {
        rad.fil: Filrad(*(like.setdefault(ett, ett) if navn in _LIKE else ett for navn, ett in rad._mapping.items()))
        for rad in rader
    }


def replace_filer(forbindelse: Connection, rot: str, nummer: int, rader: Sequence[Filrad]) -> None:
    """Put these files in the ledger as they stand now."""
    if not rader:
        return
    venter = _find_ventende(forbindelse, rot, rader)
    _delete(forbindelse, rot, [rad.fil for rad in rader])
    felles = {"rot": rot, "kjoring": nummer, "borte": None}
    verdier = [felles | asdict(rad) | {"venter_siden": venter.get(rad.fil)} for rad in rader]
    forbindelse.execute(insert(fil), verdier)


def _find_ventende(forbindelse: Connection, rot: str, rader: Sequence[Filrad]) -> dict[str, datetime]:
    """Since when each of those of these files that wait, has waited."""
    naa, ventende = datetime.now(UTC), [rad.fil for rad in rader if rad.utfall in VENTER]
    siden = dict.fromkeys(ventende, naa)
    for start in range(0, len(ventende), _PORSJON):
        kjent = (fil.c.rot == rot, fil.c.fil.in_(ventende[start : start + _PORSJON]), fil.c.venter_siden.is_not(None))
        siden |= dict(forbindelse.execute(select(fil.c.fil, fil.c.venter_siden).where(*kjent)).tuples().all())
    return siden


def update_filer(forbindelse: Connection, rot: str, nummer: int, rader: Sequence[Filrad]) -> None:
    """Note that these files, already in the ledger, were seen again; only their outcome and standing may differ."""
    if not rader:
        return
    uttrykk = update(fil).where(fil.c.rot == bindparam("b_rot"), fil.c.fil == bindparam("b_fil"))
    uttrykk = uttrykk.values({navn: bindparam(navn) for navn in ("utfall", "kjoring", "stand")})
    felles = {"b_rot": rot, "kjoring": nummer}
    for start in range(0, len(rader), _PORSJON):
        porsjon = rader[start : start + _PORSJON]
        forbindelse.execute(uttrykk, [felles | {"b_fil": rad.fil, "utfall": rad.utfall, "stand": rad.stand} for rad in porsjon])


def _delete(forbindelse: Connection, rot: str, hasher: Sequence[str]) -> None:
    uttrykk = delete(fil).where(fil.c.rot == bindparam("b_rot"), fil.c.fil == bindparam("b_fil"))
    forbindelse.execute(uttrykk, [{"b_rot": rot, "b_fil": hash_} for hash_ in hasher])


def select_urapporterte(forbindelse: Connection, rot: str, utfall: str) -> set[str]:
    """The files with this outcome from runs that never finished, so no report has told about them."""
    uttrykk = select(fil.c.fil).join(kjoring, kjoring.c.id == fil.c.kjoring)
    return set(
        forbindelse.scalars(uttrykk.where(fil.c.rot == rot, fil.c.utfall == utfall, kjoring.c.tilstand != FERDIG))
    )


def select_krasj(forbindelse: Connection, leser: str) -> dict[str, int]:
    """How often each content has stopped this reader, by its hash."""
    uttrykk = select(lesekrasj.c.sha256, lesekrasj.c.antall).where(lesekrasj.c.leser == leser)
    return {sha256: antall for sha256, antall in forbindelse.execute(uttrykk)}


def add_krasj(forbindelse: Connection, leser: str, krasj: Mapping[str, int]) -> None:
    """Note that these contents stopped this reader so many times more; one that was read (0) never did.

    It was the machine that stopped, or somebody who killed the reader.
    """
    kjent = select_krasj(forbindelse, leser)
    berort = [sha256 for sha256, antall in krasj.items() if antall or sha256 in kjent]
    for start in range(0, len(berort), _PORSJON):
        egne = lesekrasj.c.sha256.in_(berort[start : start + _PORSJON])
        forbindelse.execute(delete(lesekrasj).where(lesekrasj.c.leser == leser, egne))
    rader = [{"leser": leser, "sha256": s, "antall": kjent.get(s, 0) + krasj[s]} for s in berort if krasj[s]]
    if rader:
        forbindelse.execute(insert(lesekrasj), rader)


def _borte(rot: str, nummer: int) -> tuple:
    return fil.c.rot == rot, fil.c.kjoring != nummer, fil.c.borte.is_(None)


def select_borte(forbindelse: Connection, rot: str, nummer: int) -> list[tuple[str, str]]:
    """The files this run did not see and that nobody was told are gone, as (case, hash)."""
    uttrykk = select(fil.c.sak_id, fil.c.fil).where(*_borte(rot, nummer))
    return sorted(forbindelse.execute(uttrykk).tuples().all(), key=_rank)


def update_borte(forbindelse: Connection, rot: str, nummer: int, naa: datetime) -> None:
    """Note that those files are gone."""
    forbindelse.execute(update(fil).where(*_borte(rot, nummer)).values(borte=naa))


def count_utfall(forbindelse: Connection, rot: str, nummer: int) -> dict[str, dict[str, int]]:
    """How many files of this run have each outcome, and under it each status."""
    uttrykk = select(fil.c.utfall, fil.c.status, func.count()).where(fil.c.rot == rot, fil.c.kjoring == nummer)
    svar: dict[str, dict[str, int]] = {}
    for utfall, status, antall in sorted(forbindelse.execute(uttrykk.group_by(fil.c.utfall, fil.c.status)).tuples()):
        svar.setdefault(utfall, {})[status] = antall
    return svar


def select_filer_med(forbindelse: Connection, rot: str, nummer: int, utfall: Iterable[str]) -> list[Filrad]:
    """The files of this run with one of these outcomes, by case."""
    felt = [fil.c[navn] for navn in Filrad.__slots__]
    uttrykk = select(*felt).where(fil.c.rot == rot, fil.c.kjoring == nummer, fil.c.utfall.in_(list(utfall)))
    return sorted((Filrad(*rad) for rad in forbindelse.execute(uttrykk)), key=lambda rad: _rank((rad.sak_id, rad.fil)))


def _rank(rad: tuple[str, str]) -> tuple:
    """Sorts files by case, then by hash."""
    return rank_navn(rad[0]), rad[1]


def _saker(rot: str, nummer: int):
    return select(fil.c.sak_id).where(fil.c.rot == rot, fil.c.kjoring == nummer)


def select_saker(forbindelse: Connection, rot: str, nummer: int) -> set[str]:
    """The cases of this run."""
    return set(forbindelse.scalars(_saker(rot, nummer).distinct()))


def select_flaggede(forbindelse: Connection, rot: str, nummer: int) -> list[tuple[str, int, int]]:
    """The cases of this run that carry flags: (case, flags, risk), in the order of the queue."""
    antall, hoyest = func.count(), func.max(flagg.c.risiko)
    telling = select(flagg.c.sak_id, antall.label("antall"), hoyest.label("hoyest")).group_by(flagg.c.sak_id).subquery()
    felt = (sak.c.sak_id, sak.c.saksrisiko, sak.c.frist, sak.c.vedtaksdato, telling.c.antall, telling.c.hoyest)
    uttrykk = select(*felt).join(telling, telling.c.sak_id == sak.c.sak_id).where(sak.c.sak_id.in_(_saker(rot, nummer)))
    rader = [(read_risiko(rad), rad) for rad in forbindelse.execute(uttrykk).mappings()]
    rader.sort(key=lambda par: rank_sak(par[0], par[1]["vedtaksdato"], par[1]["sak_id"]))
    return [(rad["sak_id"], rad["antall"], risiko.risiko if risiko else rad["hoyest"]) for risiko, rad in rader]


def count_arsaker(forbindelse: Connection, rot: str, nummer: int) -> dict[str, int]:
    """Why cases of this run cannot be assessed, the commonest cause first."""
    antall = func.count()
    uttrykk = select(sak.c.arsak, antall).where(sak.c.status == Saksstatus.KAN_IKKE_VURDERES, sak.c.sak_id.in_(_saker(rot, nummer)))
    rader = forbindelse.execute(uttrykk.group_by(sak.c.arsak)).tuples().all()
    return dict(sorted(rader, key=lambda rad: (-rad[1], rad[0])))


def count_manglende(forbindelse: Connection, rot: str, nummer: int) -> dict[str, int]:
    """How many files each case of this run names that are not there."""
    mangler = (kilde.c.status == Lesestatus.MANGLER, kilde.c.sak_id.in_(_saker(rot, nummer)))
    uttrykk = select(kilde.c.sak_id, func.count()).where(*mangler).group_by(kilde.c.sak_id)
    return dict(sorted(forbindelse.execute(uttrykk).tuples().all(), key=lambda rad: rank_navn(rad[0])))

"""What there is to do: case folders → hashed files, compared with the ledger → chunks of whole cases.

Opens files only to hash them, and no file that the file system says is as it was. Names become hashes here and stay so in the ledger, the logs and the report.
"""

from __future__ import annotations

import hashlib
import time
import unicodedata
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path

from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.nattkjoring.stand import describe_stand
from vedtaksanalyse.nattkjoring.utfall import Utfall, is_due
from vedtaksanalyse.reading import Arkivfil, Grenser, Saksmappe, hash_fil
from vedtaksanalyse.sak import Lesestatus, Versjoner
from vedtaksanalyse.samling import find_saker
from vedtaksanalyse.storage import Filrad, Lager, make_lesenokkel, make_saksnokkel

_MINST, _DELES_I = 20, 16


@dataclass(frozen=True, slots=True)
class Planfil:
    """One file of a case: its name within the case, the hashes of its path and its bytes, and its last standing.

    ``rapportert`` is false for what no report has told about: what an interrupted run found is still new. ``del_av`` is the
    hash of the path of the file it lies in. ``stand`` is what the file system said of it before it was hashed, and
    ``uapnet`` is true for a file that was not opened, since that is as last time.
    """

    navn: str
    fil: str
    sha256: str
    kjent: Filrad | None
    rapportert: bool
    sakjson: bool = False
    del_av: str = ""
    stand: str = ""
    uapnet: bool = False


@dataclass(frozen=True, slots=True)
class Plansak:
    """One case with its keys, and the files that were inside its files last time.

    ``lagret`` is true where its text is stored, as its files would be read today: it need only be assessed.
    """

    mappe: Saksmappe
    nokkel: str
    filer: tuple[Planfil, ...]
    vedlegg: tuple[Planfil, ...] = ()
    lesenokkel: str = ""
    lagret: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole input: cases to analyse in chunks, and the files of the cases that are left alone, ``vedlegg`` of them
    inside others. ``uapnet`` files were known without being opened; ``slettede`` cases stay deleted."""

    bunker: tuple[tuple[Plansak, ...], ...]
    hoppet: tuple[Filrad, ...]
    saker: int
    filer: int
    vedlegg: int
    uapnet: int = 0
    slettede: int = 0


@dataclass(frozen=True)
class _Kjente:
    rader: Mapping[str, Filrad]
    urapporterte: set[str]
    apne_alle: bool
    naa: int

    def find_vedlegg(self, filer: Iterable[str]) -> Iterator[Planfil]:
        """The files that were inside these, and inside those, each after the one it lies in."""
        ytre = deque(filer)
        while ytre:
            for rad in self._inni.get(ytre.popleft(), ()):
                yield Planfil("", rad.fil, rad.sha256, rad, rad.fil not in self.urapporterte, del_av=rad.del_av)
                ytre.append(rad.fil)

    @cached_property
    def _inni(self) -> Mapping[str, list[Filrad]]:
        inni: dict[str, list[Filrad]] = {}
        for rad in self.rader.values():
            if rad.del_av:
                inni.setdefault(rad.del_av, []).append(rad)
        return inni


def make_rot(inn: Path) -> str:
    """The name of an input folder in the ledger."""
    return hashlib.sha256(str(inn.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:16]


def make_plan(
    inn: Path, lager: Lager, versjoner: Versjoner, grenser: Grenser, bunke: int, naa: datetime, apne_alle: bool = True
) -> Plan:
    """Look at every file and decide what has to be done.

    The limits belong to a case's key: what was too large is tried again when they are raised. ``apne_alle`` trusts the
    hash of no file that it does not make itself.
    """
    rot = make_rot(inn)
    kjente = _Kjente(lager.load_filer(rot), lager.find_urapporterte(rot, Utfall.NY), apne_alle, time.time_ns())
    saker = [_plansak(mappe, kjente, grenser, versjoner) for mappe in _find(inn)]
    ferdige = lager.find_ferdige(sak.nokkel for sak in saker)
    slettede = lager.load_slettede()
    venter = {sak.nokkel for sak in saker if _may_wait(sak, ferdige, naa)}
    borte = {sak.nokkel for sak in saker if sak.nokkel not in venter and _er_slettet(sak, slettede)}
    hoppet = venter | borte
    hoppes = [sak for sak in saker if sak.nokkel in hoppet]
    gjores = [sak for sak in saker if sak.nokkel not in hoppet]
    leste = lager.find_leste(sak.lesenokkel for sak in gjores if _is_lest(sak))
    gjores = [replace(sak, lagret=True) if sak.lesenokkel in leste else sak for sak in gjores]
    return Plan(
        bunker=tuple(_bunker(gjores, bunke)),
        hoppet=tuple(_standing(fil) for sak in hoppes for fil in (*sak.filer, *sak.vedlegg)),
        saker=len(saker),
        filer=sum(len(sak.filer) for sak in saker),
        vedlegg=sum(len(sak.vedlegg) for sak in hoppes),
        uapnet=sum(fil.uapnet for sak in saker for fil in sak.filer),
        slettede=len(borte),
    )


def _find(inn: Path) -> list[Saksmappe]:
    """The case folders; an empty input folder is a quiet night, not a wrong use."""
    try:
        return find_saker(inn)
    except Bruksfeil as feil:
        if feil.kode == "kilde_uten_saker":
            return []
        raise


def _plansak(mappe: Saksmappe, kjente: _Kjente, grenser: Grenser, versjoner: Versjoner) -> Plansak:
    filer = [_planfil(mappe, navn, sti, kjente) for navn, sti in mappe.navngitte().items()]
    if mappe.sakjson:
        filer.append(replace(_planfil(mappe, mappe.navn(mappe.sakjson), mappe.sakjson, kjente), sakjson=True))
    innhold = [("", repr(grenser)), *((fil.navn, fil.sha256) for fil in filer)]
    nokkel, lesenokkel = (make(mappe.sak_id, innhold, versjoner) for make in (make_saksnokkel, make_lesenokkel))
    return Plansak(mappe, nokkel, tuple(filer), tuple(kjente.find_vedlegg(fil.fil for fil in filer)), lesenokkel)


def hash_navn(mappe: Saksmappe, navn: str) -> str:
    """What a file of a case is known by in the ledger: the hash of its path."""
    return hashlib.sha256(f"{mappe.sak_id}/{navn}".encode("utf-8", "surrogateescape")).hexdigest()


def _planfil(mappe: Saksmappe, navn: str, sti: Path | Arkivfil, kjente: _Kjente) -> Planfil:
    fil = hash_navn(mappe, navn)
    kjent = kjente.rader.get(fil)
    rapportert = kjent is not None and fil not in kjente.urapporterte
    stand = describe_stand(sti, kjente.naa)
    uapnet = not kjente.apne_alle and kjent is not None and bool(stand) and stand == kjent.stand and not kjent.forsok
    sha256 = kjent.sha256 if uapnet else hash_fil(sti, mappe.rot)
    if kjent:  # the same words once in memory, not twice
        par = ((fil, kjent.fil), (sha256, kjent.sha256), (stand, kjent.stand))
        fil, sha256, stand = (gammel if ny == gammel else ny for ny, gammel in par)
    felt = {"stand": stand if sha256 else "", "uapnet": uapnet}
    return Planfil(unicodedata.normalize("NFC", navn), fil, sha256, kjent, rapportert, **felt)


def _may_wait(sak: Plansak, ferdige: set[str], naa: datetime) -> bool:
    """True when the case was stored or given up with these very contents and versions, and no new try is due."""
    kjente = [fil.kjent for fil in sak.filer]
    if any(rad is None or rad.saksnokkel != sak.nokkel or is_due(rad, naa) for rad in kjente):
        return False
    if any(is_due(fil.kjent, naa) for fil in sak.vedlegg):
        return False
    oppgitt = bool(kjente) and all(rad.status not in set(Lesestatus) for rad in kjente)
    return sak.nokkel in ferdige or oppgitt


def _is_lest(sak: Plansak) -> bool:
    """True when the case was read in peace last time: nothing in it waits for another try or was given up."""
    return all(fil.kjent and not fil.kjent.forsok for fil in (*sak.filer, *sak.vedlegg))


def _er_slettet(sak: Plansak, slettede: set[str]) -> bool:
    """True when nothing in the case is newer than what was deleted on order, so that it does not come back by itself."""
    egne = [fil for fil in sak.filer if not fil.sakjson]
    return bool(slettede and egne) and all(fil.kjent and fil.sha256 in slettede for fil in egne) and all(
        fil.kjent for fil in sak.filer
    )


def _standing(fil: Planfil) -> Filrad:
    """A file left alone: unchanged, unless it still waits for something or was never told about as new."""
    if fil.kjent.utfall == Utfall.NY and fil.rapportert:
        return replace(fil.kjent, utfall=Utfall.UENDRET, stand=fil.stand)
    return fil.kjent if fil.stand == fil.kjent.stand else replace(fil.kjent, stand=fil.stand)


def _bunker(saker: Sequence[Plansak], storrelse: int) -> Iterator[tuple[Plansak, ...]]:
    """Chunks of whole cases, of about ``storrelse`` files each; smaller where there is little to do, to share it."""
    storrelse = min(storrelse, max(_MINST, sum(len(sak.filer) for sak in saker) // _DELES_I))
    bunke: list[Plansak] = []
    antall = 0
    for sak in saker:
        if bunke and antall + len(sak.filer) > storrelse:
            yield tuple(bunke)
            bunke, antall = [], 0
        bunke.append(sak)
        antall += len(sak.filer)
    if bunke:
        yield tuple(bunke)

"""Folders from hand to hand: who takes which, who reads it a second time, and when it is finished.

A second reading is another person's than the first. When the first is taken, the second is kept for the one who has
fewest folders of the draw; that follows from the draw and the people alone. What a person answered stays theirs: whoever takes a folder
that was let go begins anew. A finished folder can be opened again, by its reader or whoever answers for the draw; that is kept for ever.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256

from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.gjennomgang import Regler
from vedtaksanalyse.kriterier import Katalog
from vedtaksanalyse.sak import (
    GJENAPNEGRUNNER,
    SKJEMAVERDIER,
    Bruker,
    Mappe,
    Mappestand,
    Mappesvar,
    Provehendelse,
    Skjemaverdi,
    Utvalgsplan,
)
from vedtaksanalyse.stikkprove.mapperegler import ALLE, EIER, NY, Mappesteg, load_mapperegler
from vedtaksanalyse.stikkprove.skjema import Forslag, Skjemadel, make_skjema
from vedtaksanalyse.storage import Lager
from vedtaksanalyse.storage.stikkprover import GJENAPNET

LESE = "lese_mapper"
"""The right to read folders."""


@dataclass(frozen=True, slots=True)
class Fremdrift:
    """How far a reader is with the folders of a draw. ``venter`` are those kept for them. Folders nobody has come under an empty name."""

    hvem: str
    venter: int = 0
    tatt: int = 0
    ferdig: int = 0


def find_steg(mappe: Mappe, sakens: Iterable[Mappe], bruker: Bruker, regler: Regler) -> list[Mappesteg]:
    """The steps this person can take with this folder. ``sakens`` are all folders of the case in the same draw."""
    andre = [ett for ett in sakens if ett.plass != mappe.plass]
    return [steg for steg in load_mapperegler().steg.values() if _is_lov(steg, mappe, andre, bruker, regler)]


def _is_lov(steg: Mappesteg, mappe: Mappe, andre: Sequence[Mappe], bruker: Bruker, regler: Regler) -> bool:
    if mappe.tilstand not in steg.fra or not regler.har(bruker, steg.rettighet):
        return False
    if steg.hvem == ALLE:
        return True
    if steg.hvem == EIER:
        return mappe.hvem == bruker.id or bool(steg.ogsa and regler.har(bruker, steg.ogsa))
    return mappe.hvem in ("", bruker.id) and all(ett.hvem != bruker.id for ett in andre)


def take_steg(
    steg_id: str, mappe: Mappe, sakens: Sequence[Mappe], bruker: Bruker, regler: Regler, *, til: str = ""
) -> Mappe:
    """The folder after a step; ``til`` is whom it is given to.

    Raises:
        Bruksfeil: «mappe_steg» when this person cannot take it now, «mappe_til» when it is given to nobody or to the case's other reader.
    """
    steg = next((ett for ett in find_steg(mappe, sakens, bruker, regler) if ett.id == steg_id), None)
    if steg is None:
        raise Bruksfeil("mappe_steg")
    if steg.hvem == ALLE:
        if not til or any(ett.hvem == til for ett in sakens):
            raise Bruksfeil("mappe_til")
        return replace(mappe, tilstand=steg.til, hvem=til)
    hvem = mappe.hvem if steg.hvem == EIER else bruker.id
    return replace(mappe, tilstand=steg.til, hvem="" if steg.til == Mappestand.LEDIG else hvem)


def assign_andre(mapper: Iterable[Mappe], lesere: Iterable[Bruker], kontorer: Mapping[str, str], utenom: str = "") -> list[Mappe]:
    """The second readings that nobody has yet and whose first reading somebody has, each kept for another person.

    ``kontorer`` is the office of each case: only those who see it are asked. ``utenom`` is somebody who let one go just now.
    """
    alle = list(mapper)
    last = Counter(ett.hvem for ett in alle if ett.hvem)
    hos = {ett.sak_id: ett.hvem for ett in alle if ett.plass == 1}
    lesere, ut = list(lesere), []
    for ett in alle:
        if ett.plass == 1 or ett.hvem or ett.tilstand != Mappestand.LEDIG or not hos.get(ett.sak_id):
            continue
        opptatt = (hos[ett.sak_id], utenom)
        mulige = [b.id for b in lesere if b.id not in opptatt and b.ser_kontor(kontorer.get(ett.sak_id, ""))]
        if mulige:
            valgt = min(mulige, key=lambda id_: (last[id_], sha256(f"{ett.stikkprove}:{ett.sak_id}:{id_}".encode()).digest()))
            last[valgt] += 1
            ut.append(replace(ett, hvem=valgt))
    return ut


def sees_plan(bruker: Bruker, plan: Utvalgsplan) -> bool:
    """Whether somebody sees all offices that a plan speaks of."""
    return all(map(bruker.ser_kontor, plan.kontorer)) if plan.kontorer else bruker.kontorer is None


def find_lesere(brukere: Iterable[Bruker], regler: Regler) -> list[Bruker]:
    """Those who may read folders."""
    return [ett for ett in brukere if regler.har(ett, LESE)]


def store_steg(
    lager: Lager, steg_id: str, mappe: Mappe, bruker: Bruker, regler: Regler, lesere: Iterable[Bruker], kontor: str, *,
    til: str = "", grunn: str = "",
) -> Mappe:  # fmt: skip
    """Take a step and keep it; the second reading of the case finds its reader. A step that needs a reason is kept with it.

    Raises:
        Bruksfeil: as ``take_steg``, «mappe_grunn» without a reason where one is needed, «samtidig» when somebody else changed the folder, «stikkprove_forkastet» when its draw was given up.
    """
    prover = lager.stikkprover
    if prover.load(mappe.stikkprove).forkastet:
        raise Bruksfeil("stikkprove_forkastet")
    ny = take_steg(steg_id, mappe, prover.load_mapper(mappe.stikkprove, mappe.sak_id), bruker, regler, til=til)
    hendelse = None
    if load_mapperegler().steg[steg_id].krever_grunn:
        if grunn not in GJENAPNEGRUNNER:
            raise Bruksfeil("mappe_grunn")
        felt = {"grunn": grunn, "sak_id": ny.sak_id, "plass": str(ny.plass)}
        hendelse = Provehendelse(ny.stikkprove, bruker.id, GJENAPNET, datetime.now(UTC), felt)
    lagret = prover.change_mappe(ny, hendelse)
    utenom = bruker.id if ny.tilstand == Mappestand.LEDIG and not ny.hvem else ""
    egne = [ett for ett in prover.load_mapper(mappe.stikkprove)]
    for ett in assign_andre(egne, lesere, {mappe.sak_id: kontor}, utenom):
        if ett.sak_id == mappe.sak_id:
            prover.change_mappe(ett)
    return lagret


def find_gjenapnede(hendelser: Iterable[Provehendelse]) -> frozenset[tuple[str, int]]:
    """The folders that were opened again, by case and place: their readers have seen what others and the machine answered."""
    return frozenset((ett.felt["sak_id"], int(ett.felt["plass"])) for ett in hendelser if ett.slag == GJENAPNET)


def check_mappesvar(ett: Mappesvar, katalog: Katalog) -> None:
    """Refuse an answer that is not whole. An empty ``verdi`` takes the last one back.

    Raises:
        Bruksfeil: «svar_ukjent» for a point that cannot be answered or a choice that does not exist, «mappe_merknad» when
            somebody cannot tell and does not say why.
    """
    punkt = make_skjema(katalog).get(ett.punkt)
    if punkt is None or punkt.under or (ett.verdi and ett.verdi not in SKJEMAVERDIER):
        raise Bruksfeil("svar_ukjent")
    if ett.verdi == Skjemaverdi.KAN_IKKE_VURDERES and not ett.merknad.strip():
        raise Bruksfeil("mappe_merknad")


def find_mine(svar: Iterable[Mappesvar], mappe: Mappe, hvem: str) -> dict[str, Mappesvar]:
    """The answers of one person that stand in one folder, by point. ``svar`` is in order of time."""
    siste = {ett.punkt: ett for ett in svar if (ett.sak_id, ett.plass, ett.hvem) == (mappe.sak_id, mappe.plass, hvem)}
    return {punkt: ett for punkt, ett in siste.items() if ett.verdi}


def find_valgfrie(forslag: Mapping[str, Forslag], katalog: Katalog) -> frozenset[str]:
    """The points about the young, in a case where there are none: they may stand empty."""
    unge = [punkt.id for punkt in make_skjema(katalog).values() if punkt.del_ == Skjemadel.UNGDOM]
    return frozenset(unge if all(forslag[id_].verdi == Skjemaverdi.IKKE_AKTUELT for id_ in unge) else ())


def find_ubesvarte(mine: Mapping[str, Mappesvar], valgfrie: Iterable[str], katalog: Katalog) -> list[str]:
    """The points that must still be answered before the folder is finished."""
    return [p.id for p in make_skjema(katalog).values() if not p.under and p.id not in mine and p.id not in valgfrie]


def complete_svar(
    mine: Mapping[str, Mappesvar], mappe: Mappe, forslag: Mapping[str, Forslag], katalog: Katalog, *, blind: bool
) -> list[Mappesvar]:
    """What is noted when a folder is finished: points that were left standing since they do not apply.

    Raises:
        Bruksfeil: «mappe_mangler» while a point lacks its answer.
    """
    valgfrie = find_valgfrie(forslag, katalog)
    if mangler := find_ubesvarte(mine, valgfrie, katalog):
        raise Bruksfeil("mappe_mangler", antall=len(mangler))
    felt = {"stikkprove": mappe.stikkprove, "sak_id": mappe.sak_id, "plass": mappe.plass, "hvem": mappe.hvem, "blind": blind}
    ikke = str(Skjemaverdi.IKKE_AKTUELT)
    return [Mappesvar(**felt, punkt=id_, verdi=ikke, forslag=ikke) for id_ in sorted(valgfrie) if id_ not in mine]


def count_fremdrift(mapper: Iterable[Mappe]) -> list[Fremdrift]:
    """How far each reader is, by id; folders that nobody has come last."""
    antall = Counter((ett.hvem, ett.tilstand) for ett in mapper)
    hvem = sorted({navn for navn, _ in antall}, key=lambda navn: (not navn, navn))
    return [Fremdrift(ett, *(antall[ett, tilstand] for tilstand in Mappestand)) for ett in hvem]


def find_neste(mapper: Sequence[Mappe], rekkefolge: Mapping[str, int], bruker: Bruker, regler: Regler, etter: str = "") -> Mappe | None:
    """The folder to read next, in the order of the draw: one begun, else one kept for this person, else a free one."""

    def rank(ett: Mappe) -> tuple:
        egen = ett.hvem == bruker.id
        return (not (egen and ett.tilstand == Mappestand.TATT), not egen, ett.plass, rekkefolge.get(ett.sak_id, 0), ett.sak_id)

    av_sak: dict[str, list[Mappe]] = {}
    for ett in mapper:
        av_sak.setdefault(ett.sak_id, []).append(ett)
    mulige = [
        ett
        for ett in mapper
        if ett.sak_id != etter and ett.tilstand != Mappestand.FERDIG
        if (ett.tilstand == Mappestand.TATT and ett.hvem == bruker.id) or any(s.hvem == NY for s in find_steg(ett, av_sak[ett.sak_id], bruker, regler))
    ]
    return min(mulige, key=rank, default=None)

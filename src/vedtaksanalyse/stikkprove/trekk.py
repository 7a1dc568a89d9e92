"""Draws: plan and frame give the cases drawn, and those the folders to read. The same plan and frame give the same draw.

A draw follows from the seed and the ids of the cases alone, and whoever has the stored frame can make it again (``repeat_trekk``).
Nothing here redraws: every draw is kept, and one that is like an earlier one is told so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from math import sqrt
from secrets import token_hex

from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.kriterier import Katalog
from vedtaksanalyse.sak import FORKASTGRUNNER, Mappe, Rammerad, Rammesak, Stikkprove, Utvalgsmate, Utvalgsplan, Vern
from vedtaksanalyse.statistikk import allocate, draw_enkelt, draw_risikovektet, draw_stratifisert
from vedtaksanalyse.stikkprove.ramme import list_mulige, make_ramme
from vedtaksanalyse.stikkprove.strata import check_strata
from vedtaksanalyse.storage import Lager
from vedtaksanalyse.storage.stikkprover import FORKASTET

_DOBBELT, _BLIND = "dobbelt", "blind"
_MINSTE_SPREDNING = 0.1
"""The machine's certainty empties no stratum of reviews."""


def check_plan(plan: Utvalgsplan) -> None:
    """Bruksfeil when no draw can be made by this plan."""
    if not plan.navn.strip():
        raise Bruksfeil("plan_navn")
    if plan.antall < 1:
        raise Bruksfeil("plan_antall")
    if not (0 <= plan.dobbeltandel <= 1 and 0 <= plan.blindandel <= 1):
        raise Bruksfeil("plan_andel")
    if plan.fra and plan.til and plan.fra > plan.til:
        raise Bruksfeil("plan_periode")
    check_strata(plan.strata)
    if (plan.mate == Utvalgsmate.STRATIFISERT) != bool(plan.strata):
        raise Bruksfeil("plan_uten_strata" if not plan.strata else "plan_med_strata")


def make_trekk(
    plan: Utvalgsplan,
    rader: Iterable[Rammerad],
    katalog: Katalog,
    *,
    holdt: Collection[str] = frozenset(),
    tidligere: Collection[str] = frozenset(),
) -> list[Rammesak]:
    """The frame with those drawn, by case id, whatever order the rows came in. The arguments are those of ``make_ramme``."""
    check_plan(plan)
    return draw_ramme(plan, make_ramme(plan, rader, katalog, holdt=holdt, tidligere=tidligere))


def draw_ramme(plan: Utvalgsplan, ramme: Sequence[Rammesak]) -> list[Rammesak]:
    """Draw from a frame: each case's chance, and the numbers of those drawn. Fewer cases than asked for are all drawn."""
    check_plan(plan)
    mulige = sorted(list_mulige(ramme), key=lambda ett: ett.sak_id)
    if not mulige:
        raise Bruksfeil("tom_ramme")
    ider = [ett.sak_id for ett in mulige]
    if plan.mate == Utvalgsmate.STRATIFISERT:
        trekning = draw_stratifisert(ider, [ett.stratum for ett in mulige], find_fordeling(plan, mulige), plan.fro)
    elif plan.mate == Utvalgsmate.RISIKO:
        trekning = draw_risikovektet(ider, [ett.vekt for ett in mulige], plan.antall, plan.fro)
    else:
        trekning = draw_enkelt(ider, plan.antall, plan.fro)
    numre = {ider[i]: nr for nr, i in enumerate(trekning.trukket, start=1)}
    andeler = dict(zip(ider, map(float, trekning.pi), strict=True))
    trukket = (replace(ett, andel=andeler.get(ett.sak_id, 0.0), nr=numre.get(ett.sak_id)) for ett in ramme)
    return sorted(trukket, key=lambda ett: ett.sak_id)


def find_fordeling(plan: Utvalgsplan, ramme: Sequence[Rammesak]) -> dict[str, int]:
    """How many a stratified plan draws in each stratum. Neyman's allocation goes by how much the machine expects weak decisions to vary."""
    vekter = defaultdict(list)
    for ett in sorted(list_mulige(ramme), key=lambda ett: ett.sak_id):
        vekter[ett.stratum].append(ett.vekt)
    snitt = {stratum: sum(egne) / len(egne) for stratum, egne in vekter.items()}
    spredning = {stratum: max(sqrt(p * (1 - p)), _MINSTE_SPREDNING) for stratum, p in snitt.items()}
    return allocate({stratum: len(egne) for stratum, egne in vekter.items()}, plan.antall, plan.fordeling.value, spredning)


def list_trukket(ramme: Iterable[Rammesak]) -> list[Rammesak]:
    """The cases drawn, in the order of the draw."""
    return sorted((ett for ett in ramme if ett.nr is not None), key=lambda ett: ett.nr or 0)


def make_mapper(plan: Utvalgsplan, trukket: Sequence[Rammesak]) -> list[Mappe]:
    """The folders of a draw, in its order: one for each case, a second for the share that two people read.

    Both are drawn among the cases by the seed, each by itself. A case is read blind by everybody who reads it, or by nobody.
    """
    ider = [ett.sak_id for ett in trukket]
    dobbelt, blind = _choose(ider, plan.dobbeltandel, plan.fro, _DOBBELT), _choose(ider, plan.blindandel, plan.fro, _BLIND)
    return [
        Mappe(0, sak_id, plass, blind=sak_id in blind)
        for sak_id in ider
        for plass in ((1, 2) if sak_id in dobbelt else (1,))
    ]


def _choose(ider: Sequence[str], andel: float, fro: str, formal: str) -> set[str]:
    """A share of the cases, of a size that is no accident: the nearest whole number, and at least one where any is asked for."""
    antall = max(round(andel * len(ider)), 1) if andel > 0 and ider else 0
    ordnet = sorted(ider)
    return {ordnet[i] for i in draw_enkelt(ordnet, antall, f"{fro}:{formal}").trukket} if antall else set()


def load_ramme(
    lager: Lager, plan: Utvalgsplan, katalog: Katalog, vern: Vern = Vern.HOLD, *, med_maskin: bool = True
) -> tuple[list[Rammesak], tuple[str, ...]]:
    """The frame of a plan as the database stands, and the versions its cases were assessed by. Nothing is drawn and nothing stored."""
    check_plan(plan)
    versjoner: dict[str, str] = {}

    def note(rader: Iterable[Rammerad]) -> Iterable[Rammerad]:
        for rad in rader:
            versjoner[rad.sak_id] = rad.versjon
            yield rad

    rader = note(lager.stikkprover.stream_rammerader(plan.kontorer or None))
    holdt = {sak_id for sak_id, antall in lager.count_skjermet(vern).items() if any(status.holdt for status in antall)}
    tidligere = {ett.sak_id for nummer in plan.utenom for ett in _load_trukket(lager, nummer)}
    ramme = make_ramme(plan, rader, katalog, holdt=holdt, tidligere=tidligere, med_maskin=med_maskin)
    return ramme, tuple(sorted({versjoner[ett.sak_id] for ett in list_mulige(ramme)}))


def _load_trukket(lager: Lager, nummer: int) -> list[Rammesak]:
    return lager.stikkprover.load_ramme(lager.stikkprover.load(nummer).id, trukket=True)


def do_trekk(lager: Lager, plan: Utvalgsplan, hvem: str, katalog: Katalog, vern: Vern = Vern.HOLD) -> Stikkprove:
    """Draw, and store the draw with its frame and folders. A plan without a seed gets one that nobody chose."""
    plan = replace(plan, navn=plan.navn.strip(), formal=plan.formal.strip(), fro=plan.fro.strip() or token_hex(8))
    ramme, versjoner = load_ramme(lager, plan, katalog, vern)
    trukket = draw_ramme(plan, ramme)
    return lager.stikkprover.add(plan, hvem, trukket, versjoner, make_mapper(plan, list_trukket(trukket)))


def discard_stikkprove(lager: Lager, nummer: int, hvem: str, grunn: str) -> Stikkprove:
    """Give up a draw. It is kept with all that was answered, and tells why; nothing takes that back.

    Raises:
        Bruksfeil: when the reason is none of ``FORKASTGRUNNER``, or the draw is given up already.
    """
    if grunn not in FORKASTGRUNNER:
        raise Bruksfeil("forkastgrunn", kjente=", ".join(FORKASTGRUNNER))
    if lager.stikkprover.load(nummer).forkastet:
        raise Bruksfeil("forkastet_for", nummer=nummer)
    lager.stikkprover.add_hendelse(nummer, hvem, FORKASTET, {"grunn": grunn})
    return lager.stikkprover.load(nummer)

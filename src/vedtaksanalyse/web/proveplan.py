"""The plan of a draw as a form says it, and what the size planner is asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.sak import Bruker, Fordeling, Utvalgsmate, Utvalgsplan
from vedtaksanalyse.web.merknader import find_i_kommentar

KONTOR, STRATUM = "kontor:", "stratum:"
"""How the names of the boxes begin that choose offices and dimensions."""
_LENGST = 120


@dataclass(frozen=True, slots=True)
class Sporsmal:
    """What the size planner is asked, as shares: the margin and expected share, and the good and bad share of an acceptance plan."""

    margin: float
    andel: float
    god: float | None
    darlig: float | None


def read_plan(felt: Mapping[str, str], bruker: Bruker, kontorer: Iterable[str], prover: Iterable[int]) -> Utvalgsplan:
    """The plan that was sent. Somebody who sees some offices only draws among those, also when none is chosen.

    Args:
        felt: what was sent, by name.
        bruker: who draws.
        kontorer: the offices within reach.
        prover: the draws within reach.

    Raises:
        Bruksfeil: for what is no date, number or choice.
    """
    egne = list(kontorer)
    valgt = tuple(kontor for kontor in egne if felt.get(KONTOR + kontor))
    if not valgt and bruker.kontorer is not None:
        valgt = tuple(egne)
    if bruker.kontorer is not None and not valgt:
        raise Bruksfeil("tom_ramme")
    ord_ = {navn: " ".join(felt.get(navn, "").split())[:_LENGST] for navn in ("navn", "formal", "fro")}
    if any(find_i_kommentar(ett) for ett in (ord_["navn"], ord_["formal"])):
        raise Bruksfeil("melding_personopplysninger")
    try:
        mate, fordeling = Utvalgsmate(felt.get("mate") or "enkel"), Fordeling(felt.get("fordeling") or "proporsjonal")
    except ValueError:
        raise Bruksfeil("foresporsel") from None
    stratifisert = mate == Utvalgsmate.STRATIFISERT
    strata = tuple(navn.removeprefix(STRATUM) for navn in felt if navn.startswith(STRATUM)) if stratifisert else ()
    return Utvalgsplan(
        **ord_, antall=_read_antall(felt.get("antall", "")), mate=mate, fordeling=fordeling if stratifisert else Fordeling.PROPORSJONAL,
        strata=strata, kontorer=valgt, fra=_read_dato(felt.get("fra", "")), til=_read_dato(felt.get("til", "")),
        dobbeltandel=_read_prosent(felt.get("dobbelt") or "0"), blindandel=_read_prosent(felt.get("blind") or "0"),
        utenom=_read_utenom(felt.get("utenom", ""), set(prover)),
    )  # fmt: skip


def read_sporsmal(felt: Mapping[str, str]) -> Sporsmal:
    """What the planner is asked. Bruksfeil for shares that are none, or a good one that is not below the bad."""
    god, darlig = (_read_prosent(felt[navn]) if felt.get(navn, "").strip() else None for navn in ("god", "darlig"))
    if (god is None) != (darlig is None) or (god is not None and darlig is not None and god >= darlig):
        raise Bruksfeil("plan_godkjenning")
    margin, andel = (_read_prosent(felt.get(navn) or standard) for navn, standard in (("margin", "10"), ("andel", "50")))
    if not (0 < margin < 1 and 0 < andel < 1):
        raise Bruksfeil("plan_andel")
    return Sporsmal(margin, andel, god, darlig)


def _read_antall(verdi: str) -> int:
    verdi = verdi.strip()
    if not (verdi.isascii() and verdi.isdigit() and len(verdi) < 7):
        raise Bruksfeil("plan_antall")
    return int(verdi)


def _read_prosent(verdi: str) -> float:
    """A share from per cent, with a comma or a point."""
    try:
        andel = float(verdi.strip().replace(",", ".")) / 100
    except ValueError:
        raise Bruksfeil("plan_andel") from None
    if not 0 <= andel <= 1:
        raise Bruksfeil("plan_andel")
    return andel


def _read_dato(verdi: str) -> date | None:
    try:
        return date.fromisoformat(verdi) if verdi else None
    except ValueError:
        raise Bruksfeil("dato", dato=verdi[:_LENGST]) from None


def _read_utenom(verdi: str, kjente: set[int]) -> tuple[int, ...]:
    """The numbers of earlier draws, in any order and with whatever between; only those within reach."""
    ord_ = "".join(tegn if tegn.isascii() and tegn.isdigit() else " " for tegn in verdi).split()
    return tuple(sorted({int(ett) for ett in ord_ if len(ett) < 10} & kjente))

"""What a night's new cases look like in numbers, by office: what the watch on drift stands on. Numbers alone, no words of a case."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from hashlib import sha256
from importlib.resources import files
from math import fsum

from vedtaksanalyse.reading.ordkjenning import UKJENT, judge_ord, load_ordliste
from vedtaksanalyse.sak import DOKUMENTTYPER, MALFORMER, Driftstall, Svar, Svarslag
from vedtaksanalyse.storage import Driftssak, Lager
from vedtaksanalyse.storage.drift import SKILLE

_ORD = re.compile(r"[^\W\d_]{2,}")
Verdier = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Driftsmal:
    """A measure of ``drift.toml``. ``av`` is the measure that a distribution is of."""

    id: str
    side: str
    skar: bool = False
    andel: bool = False
    hoyest: float = 1.0
    deler: int = 0
    av: str = ""


@dataclass(frozen=True, slots=True)
class Driftsregler:
    """How drift is watched; the fields of ``[regel]``, the measures by name, and what answers mean."""

    falske: float
    grunnlag: int
    minne: float
    minst: float
    mest: int
    mal: Mapping[str, Driftsmal]
    svar: Mapping[str, Sequence[str]]


@cache
def load_driftsregler() -> Driftsregler:
    """The rules that ship with the program."""
    data = tomllib.loads((files(__package__) / "drift.toml").read_text(encoding="utf-8"))
    return Driftsregler(**data["regel"], mal={navn: Driftsmal(navn, **felt) for navn, felt in data["mal"].items()}, svar=data["svar"])


def collect_drift(lager: Lager, nummer: int, nye: Iterable[str]) -> list[Driftstall]:
    """How this run's new cases look, and the answers that people gave since the run before; by office.

    What is stored decides it, not in what order it came: a night that is broken off and done again says the same.
    """
    verdier: dict[str, list[Verdier]] = {}
    for kontor, egne in sorted(lager.drift.find_kontorer(sorted(nye)).items()):
        utvalg = sorted(egne, key=lambda sak_id: sha256(sak_id.encode()).digest())[: load_driftsregler().mest]
        verdier[kontor] = [measure_sak(sak) for sak in lager.drift.load_saker(sorted(utvalg))]
    for kontor, ett in _list_svar(lager, *lager.drift.find_tidsrom(nummer)):
        verdier.setdefault(kontor, []).append(ett)
    return [tall for kontor, alle in sorted(verdier.items()) for tall in sum_verdier(nummer, kontor, alle)]


def measure_sak(sak: Driftssak) -> dict[str, float]:
    """Every measure of a case that it has."""
    ut = {f"type_{type_}": float(type_ in sak.typer) for type_ in DOKUMENTTYPER}
    ut |= {"ikke_vurdert": float(not sak.vurdert), "nynorsk": float(sak.malform == MALFORMER[1])}
    if sak.vurdert:
        hoyest = load_driftsregler().mal["flagg"].hoyest
        ut["flagg"] = min(sak.flagg / hoyest, 1.0)
    andre = {"ukjente_ord": share_ukjente(sak.tekster), "tekstkvalitet": sak.kvalitet, "svakhet": sak.svakhet, "toppgrad": sak.toppgrad}
    return ut | {navn: verdi for navn, verdi in andre.items() if verdi is not None}


def share_ukjente(tekster: Iterable[str]) -> float | None:
    """How many of the words are unknown: in small letters, so no names, and neither in the shipped list nor made of words in it."""
    norske, _ = load_ordliste()
    antall = ukjente = 0
    for tekst in tekster:
        ordene = [ord_ for ord_ in _ORD.findall(tekst) if ord_.islower()]
        antall += len(ordene)
        ukjente += sum(ord_ not in norske and judge_ord(ord_) is UKJENT for ord_ in ordene)
    return ukjente / antall if antall else None


def sum_verdier(nummer: int, kontor: str, alle: Sequence[Verdier]) -> Iterator[Driftstall]:
    """The values of an office's cases as numbers, whatever their order."""
    for mal in load_driftsregler().mal.values():
        egne = [ett[mal.av or mal.id] for ett in alle if (mal.av or mal.id) in ett]
        if egne and mal.deler:
            plasser = [min(int(verdi * mal.deler), mal.deler - 1) for verdi in egne]
            for plass in sorted(set(plasser)):
                antall = float(plasser.count(plass))
                yield Driftstall(nummer, kontor, f"{mal.id}{SKILLE}{plass}", len(egne), antall, antall)
        elif egne:
            yield Driftstall(nummer, kontor, mal.id, len(egne), fsum(egne), fsum(verdi**2 for verdi in egne))


def _list_svar(lager: Lager, fra: datetime | None, til: datetime) -> Iterator[tuple[str, Verdier]]:
    """For each case with new answers: the share of its flags that were confirmed, and of what two people answered that they answered alike.

    Not of cases that were chosen to learn from: they are those that people disagree on.
    """
    regler, kontorer = load_driftsregler().svar, lager.flaggbok.load_kontorer()
    flagg = _find_staende(lager.tall.list_svar(Svarslag.FLAGG), til)
    grader = _find_staende(lager.tall.list_svar(Svarslag.GRAD), til)
    for sak_id in sorted((flagg.keys() | grader.keys()) - lager.tall.find_valgte()):
        ut: dict[str, float] = {}
        kjente = [s for ett in flagg.get(sak_id, {}).values() for s in ett if s.verdi in (*regler["bekreftet"], *regler["avvist"]) and _is_ny(s, fra)]
        if kjente:
            ut["bekreftet"] = sum(s.verdi in regler["bekreftet"] for s in kjente) / len(kjente)
        par = [ett[:2] for ett in grader.get(sak_id, {}).values() if len(ett) > 1 and _is_ny(ett[1], fra)]
        if par:
            ut["lesere_enige"] = sum(a.verdi == b.verdi for a, b in par) / len(par)
        if ut:
            yield kontorer.get(sak_id, ""), ut


def _find_staende(alle: Iterable[Svar], til: datetime) -> dict[str, dict[str, list[Svar]]]:
    """By case and what it is about: the last answer of each person up to a time, the first person's first; none that was taken back."""
    siste: dict[tuple[str, str, str], Svar] = {}
    for ett in alle:
        if ett.tid <= til:
            nokkel = (ett.sak_id, ett.gjelder, ett.hvem)
            siste.pop(nokkel, None)
            siste[nokkel] = ett
    ut: dict[str, dict[str, list[Svar]]] = {}
    for (sak_id, gjelder, _), ett in siste.items():
        if ett.verdi:
            ut.setdefault(sak_id, {}).setdefault(gjelder, []).append(ett)
    return ut


def _is_ny(svar: Svar, fra: datetime | None) -> bool:
    return fra is None or svar.tid > fra

"""What is seen in a case as named numbers per criterion: the input of the case models, in training and at run time."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache

from vedtaksanalyse.detection.classifier import GULV
from vedtaksanalyse.kriterier import FLEST_BARN, Katalog, Kriterium
from vedtaksanalyse.sak import Barnefakta, Sak, Saksfunn


def describe_sak(sak: Sak, funn: Saksfunn, fakta: Barnefakta, katalog: Katalog) -> dict[str, dict[str, float]]:
    """Named features for each criterion of the catalogue."""
    felles = _felles(sak, fakta)
    styrker: dict[tuple[str, str], list[float]] = {}
    for ett in funn.skar:
        styrker.setdefault((ett.kriterium, ett.grad), []).append(ett.styrke)
    skar: dict[str, dict[str, float]] = {}
    for (kriterium, grad), alle in styrker.items():
        skar.setdefault(kriterium, {}).update(_skar(grad, alle))
    trekk: dict[str, dict[str, float]] = {}
    for ett in funn.trekk:
        trekk.setdefault(ett.kriterium, {})[f"sak:{ett.grad}"] = max(ett.styrke, GULV)
    spor: dict[str, Counter[tuple[str, bool]]] = {}
    for treff in funn.treff:
        spor.setdefault(treff.kriterium, Counter())[treff.spor, treff.teller] += 1
    sammen = _sammenstillinger(funn)
    konkret = {slag: math.log2(1 + min(n, 4)) for slag, n in funn.konkret}
    ordnet = katalog.felles["konkret"]["kriterier"]
    regnefakta = {faktum.navn for faktum in funn.regnefakta}
    stumme = _stumme_spor(katalog)
    return {
        kriterium.id: felles
        | trekk.get(kriterium.id, {})
        | skar.get(kriterium.id, {})
        | (_spor(kriterium, spor[kriterium.id], stumme[kriterium.id]) if kriterium.id in spor else stumme[kriterium.id])
        | sammen.get(kriterium.id, {})
        | _fakta(kriterium, regnefakta)
        | {f"konkret:{slag}": konkret.get(slag, 0.0) for slag in ordnet.get(kriterium.id, ())}
        for kriterium in katalog.kriterier.values()
    }


def _felles(sak: Sak, fakta: Barnefakta) -> dict[str, float]:
    typer = Counter(d.type for d in sak.dokumenter)
    return {
        "barn:antall": float(min(fakta.antall, FLEST_BARN)),
        "barn:finnes": float(bool(fakta.antall or fakta.belegg)),
        "barn:aldre_kjent": float(bool(fakta.aldre)),
        "barn:fra_16": float(any(alder >= 16 for alder in fakta.aldre)),
    } | {f"barn:{omsorg}": float(fakta.omsorg == omsorg) for omsorg in ("fast", "delt", "samvaer")} | {
        f"har:{slag}": float(typer[slag] > 0) for slag in ("journalnotat", "soknad", "klage")
    }


def _sammenstillinger(funn: Saksfunn) -> dict[str, dict[str, float]]:
    """How many items or statements came out each way, and how many in all do not go together."""
    antall: dict[str, Counter[str]] = {}
    for ett in funn.sammenstillinger:
        teller = antall.setdefault(ett.kriterium, Counter())
        teller[ett.slag] += 1
        teller["strider" if ett.strider else "ellers"] += 1
    return {
        kriterium: {f"sammen:{slag}": math.log2(1 + min(n, 3)) for slag, n in teller.items()}
        for kriterium, teller in antall.items()
    }


def _fakta(kriterium: Kriterium, funnet: Collection[str]) -> dict[str, float]:
    """Which of the facts that the criterion asks for the arithmetic shows."""
    return {f"fakta:{navn}": float(navn in funnet) for navn in kriterium.fakta}


def _skar(grad: str, styrker: Iterable[float]) -> dict[str, float]:
    hoyest = [max(styrke, GULV) for styrke in sorted(styrker, reverse=True)[:3]]
    hoyest += [GULV] * (3 - len(hoyest))
    return {f"skar:{grad}:1": hoyest[0], f"skar:{grad}:2": hoyest[1], f"skar:{grad}:snitt": sum(hoyest) / 3}


@lru_cache(maxsize=4)
def _stumme_spor(katalog: Katalog) -> dict[str, dict[str, float]]:
    """What each criterion's traces say where none was seen: nearly all of them in every case."""
    return {kriterium.id: _spor(kriterium, {}, {}) for kriterium in katalog.kriterier.values()}


def _spor(
    kriterium: Kriterium, antall: Mapping[tuple[str, bool], int], stumme: Mapping[str, float]
) -> dict[str, float]:
    ut = dict(stumme) or {f"{hva}:{spor.id}": 0.0 for spor in kriterium.spor for hva in ("spor", "avvist")}
    for (spor, teller), n in antall.items():
        ut[f"spor:{spor}" if teller else f"avvist:{spor}"] = math.log2(1 + min(n, 3)) if teller else 1.0
    return ut | describe_regelgrad(kriterium, ut)


def describe_regelgrad(kriterium: Kriterium, spor: Mapping[str, float]) -> dict[str, float]:
    """Which grade the rules alone give: the highest that a trace points to, else the starting point."""
    grader = [s.gir for s in kriterium.spor if spor[f"spor:{s.id}"]] or [kriterium.utgangspunkt]
    hoyest = max(grader, key=kriterium.grader.index)
    return {f"regel:{grad}": float(grad == hoyest) for grad in kriterium.grader}

"""Which cases people are asked to read so that the models learn most: those the models are least sure of, and unlike each other.

They come beside the cases drawn by chance, never instead of them, and are chosen, not drawn: no figure takes them for a sample
(``Oppgave.valgt``). They are read blind and stand in the queue as those drawn do. Only cases cleared for learning are asked for.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

from vedtaksanalyse.gjennomgang import Trekning, draw_lodd, draw_nye, draw_tall, find_plass
from vedtaksanalyse.kriterier import Katalog, load_katalog
from vedtaksanalyse.sak import Oppgave, Rammerad, Saksstatus, Vern
from vedtaksanalyse.storage import Lager

VALG: Mapping = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Tvil:
    """A case as the choice sees it: ``grader`` has for each main criterion the probability of each of its grades."""

    sak_id: str
    kontor: str
    malform: str
    svakt: float | None
    grader: tuple[tuple[float, ...], ...]

    @property
    def grad(self) -> float:
        """How unsure the machine is, from 0 to 1: the mean entropy of the grades, and of whether the decision is weak."""
        tall = [_entropy(ett) for ett in self.grader if len(ett) > 1]
        tall += [] if self.svakt is None else [_entropy((self.svakt, 1 - self.svakt))]
        return float(np.mean(tall)) if tall else 0.0


class Innstilt(Protocol):
    """The settings that the draw goes by."""

    kontrollandel: float
    blindandel: float
    trekkfro: str
    laering: bool
    laering_grunnlag: str
    laerandel: float


def make_trekning(valg: Innstilt) -> Trekning:
    """The draw these settings ask for; nothing is chosen while learning is off or has no legal basis."""
    lov = valg.laering and valg.laering_grunnlag.strip()
    return Trekning(valg.kontrollandel, valg.blindandel, valg.trekkfro, valg.laerandel if lov else 0.0)


def draw_koen(lager: Lager, trekning: Trekning, vern: Vern) -> int:
    """Draw by chance, and after that choose; how many cases were new among the tasks."""
    nye = draw_nye(lager, trekning)
    return nye + choose_laeresaker(lager, load_katalog(), trekning, vern) if trekning.laerandel else nye


def choose_laeresaker(lager: Lager, katalog: Katalog, trekning: Trekning, vern: Vern) -> int:
    """Put the cases to learn from among the tasks, so many that they are the share asked for of all that are cleared; how many were new.

    What is a task already stays as it is, and without a flagged case nothing is chosen: there is no queue to hide in.
    """
    oppgaver, klarert = lager.gjennomgang.load_oppgaver(), _find_klarerte(lager, vern)
    vurdert = [rad for rad in lager.load_ko() if rad.status == Saksstatus.VURDERT]
    flagget = sorted(rad.sak_id for rad in vurdert if rad.risiko is not None)
    aktuelle = {rad.sak_id for rad in vurdert} & klarert
    valgt_for = {sak_id for sak_id in aktuelle if sak_id in oppgaver and oppgaver[sak_id].valgt}
    antall = int(trekning.laerandel * len(aktuelle)) - len(valgt_for)
    if antall <= 0 or not flagget:
        return 0
    alle = {rad.sak_id: make_tvil(rad, katalog) for rad in lager.stikkprover.stream_rammerader() if rad.sak_id in aktuelle}
    grense = max(VALG["loddet"]["fra"], trekning.kontrollandel, trekning.blindandel)
    kan = [ett for sak_id, ett in alle.items() if sak_id not in oppgaver and draw_lodd(sak_id, trekning.fro) >= grense]
    valgt = choose_ulike(kan, antall, trekning.fro, [alle[sak_id] for sak_id in sorted(valgt_for)])
    nye = [Oppgave(ett.sak_id, ett.kontor, blind=True, laner_plass=find_plass(ett.sak_id, flagget, trekning.fro)) for ett in valgt]
    return lager.gjennomgang.add_trukne(nye)


def _find_klarerte(lager: Lager, vern: Vern) -> set[str]:
    """The cases that may be learnt from as they stand: cleared whole, no document taken back, none held back."""
    klareringer = lager.laering.load_klareringer().values()
    holdt = {sak_id for sak_id, antall in lager.count_skjermet(vern).items() if any(status.holdt for status in antall)}
    nei = {ett.sak_id for ett in klareringer if not ett.tillatt}
    return {ett.sak_id for ett in klareringer if ett.tillatt and not ett.dok_id} - nei - holdt


def make_tvil(rad: Rammerad, katalog: Katalog) -> Tvil:
    """What the machine is unsure of in a case."""
    hoved = [katalog.kriterier[navn] for navn in katalog.felles["rekkefolge"]["hoved"]]
    grader = tuple(tuple(rad.sannsynlighet.get(k.id, {}).get(grad, 0.0) for grad in k.grader) for k in hoved)
    return Tvil(rad.sak_id, rad.kontor, rad.malform, rad.svakt_vedtak, grader)


def choose_ulike(kan: Collection[Tvil], antall: int, fro: str, for_: Sequence[Tvil] = ()) -> list[Tvil]:
    """So many of these, one at a time: the next is the one with most doubt times distance to the nearest that is chosen.

    Args:
        for_: those chosen earlier.
    """
    rekke = sorted(kan, key=lambda ett: (draw_tall(f"{fro}:{ett.sak_id}:laering"), ett.sak_id))
    if antall <= 0 or not rekke:
        return []
    punkter = _make_punkter([*rekke, *for_])
    egne, tvil = punkter[: len(rekke)], np.array([ett.grad for ett in rekke])
    avstand = np.ones(len(rekke))
    for punkt in punkter[len(rekke) :]:
        avstand = np.minimum(avstand, _measure(egne, punkt))
    valgt: list[int] = []
    while len(valgt) < min(antall, len(rekke)):
        verdi = tvil * avstand
        verdi[valgt] = -1.0
        valgt.append(int(verdi.argmax()))
        avstand = np.minimum(avstand, _measure(egne, egne[valgt[-1]]))
    return [rekke[i] for i in valgt]


def _make_punkter(alle: Sequence[Tvil]) -> np.ndarray:
    """The cases as points, whose squared distance is at most 1."""
    vekt = VALG["avstand"]
    rot = np.sqrt(np.array([[p for grader in ett.grader for p in grader] for ett in alle]) / max(len(alle[0].grader), 1))
    deler = [rot, *(np.sqrt(vekt[navn]) * _mark([getattr(ett, navn) for ett in alle]) for navn in ("kontor", "malform"))]
    return np.hstack(deler) / np.sqrt(2 * (1 + sum(vekt.values())))


def _mark(verdier: Sequence[str]) -> np.ndarray:
    return (np.array(verdier)[:, None] == np.array(sorted(set(verdier)))).astype(float)


def _measure(punkter: np.ndarray, punkt: np.ndarray) -> np.ndarray:
    return np.sqrt(((punkter - punkt) ** 2).sum(axis=1))


def _entropy(sannsynlighet: Sequence[float]) -> float:
    """From 0 for one that is sure to 1 where all are as likely."""
    p = np.array([ett for ett in sannsynlighet if ett > 0])
    return float(-(p * np.log(p)).sum() / np.log(len(sannsynlighet)))

"""What people answered about each flag, and how its cases fared in the appeal. Counts and intervals; nothing is stored here.

A flag on a case counts once: the last answer on it that stands, of whoever gave it. Answers on cases that were drawn at random among
the flagged ones say how often the flag is right; those from the queue say it of the cases that people chose to look at first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from vedtaksanalyse.sak import Svar
from vedtaksanalyse.statistikk import Anslag, estimate_andel
from vedtaksanalyse.statistikk.forhold import estimate_loft

BEKREFT, AVVIS, USIKKER = "bekreft", "avvis", "usikker"
Utfallsflagg = Iterable[tuple[str, frozenset[str]]]


@dataclass(frozen=True, slots=True)
class Svartelling:
    """How many confirmed a flag, rejected it, and could not tell. ``grunner`` are the reasons of those who rejected it."""

    bekreftet: int = 0
    avvist: int = 0
    usikker: int = 0
    grunner: Mapping[str, int] = field(default_factory=dict)

    @property
    def besvart(self) -> int:
        """All answers."""
        return sum(self.celler)

    @property
    def celler(self) -> tuple[int, ...]:
        """The counts that no two people share."""
        return (self.bekreftet, self.avvist, self.usikker)

    @property
    def presisjon(self) -> Anslag:
        """The share confirmed of those confirmed or rejected."""
        return estimate_andel(self.bekreftet, self.bekreftet + self.avvist, metode="wilson")

    def __add__(self, annen: Svartelling) -> Svartelling:
        grunner = Counter(self.grunner) + Counter(annen.grunner)
        return Svartelling(
            self.bekreftet + annen.bekreftet, self.avvist + annen.avvist, self.usikker + annen.usikker, dict(sorted(grunner.items()))
        )


@dataclass(frozen=True, slots=True)
class Klagetall:
    """Of the ``alle`` cases whose complaint has ended, ``omgjort`` were changed; ``med`` had the flag, and ``med_omgjort`` of those."""

    alle: int = 0
    omgjort: int = 0
    med: int = 0
    med_omgjort: int = 0

    @property
    def celler(self) -> tuple[int, ...]:
        """The cases with and without the flag, changed and not, and the sums that are told of them."""
        uten, uten_omgjort = self.alle - self.med, self.omgjort - self.med_omgjort
        return (self.med, self.med_omgjort, self.med - self.med_omgjort, uten, uten_omgjort, uten - uten_omgjort)

    @property
    def loft(self) -> Anslag:
        """The share changed among cases with the flag, over the share among all."""
        return estimate_loft(self.med_omgjort, self.med, self.omgjort, self.alle)


@dataclass(frozen=True, slots=True)
class Flaggtall:
    """A flag in figures. ``reist`` and ``som_hint`` are how many dated cases have it now, as a flag and as a hint.

    ``trukne`` and ``koen`` are all answers, on cases that were drawn and on the others; ``trukne_siden`` and ``koen_siden`` those since
    it was last decided what the flag is.
    """

    reist: int = 0
    som_hint: int = 0
    trukne: Svartelling = Svartelling()
    koen: Svartelling = Svartelling()
    trukne_siden: Svartelling = Svartelling()
    koen_siden: Svartelling = Svartelling()
    klager: Klagetall = Klagetall()

    @property
    def alle(self) -> Svartelling:
        """All answers."""
        return self.trukne + self.koen


def count_svar(
    svar: Iterable[Svar], trukne: Collection[str], endret: Mapping[str, datetime | None]
) -> dict[str, dict[str, Svartelling]]:
    """The answers to each flag, by the fields of ``Flaggtall``. ``svar`` is in order of time, ``endret`` when each flag was last decided on."""
    siste: dict[tuple[str, str], dict[str, Svar]] = {}
    for ett in svar:
        egne = siste.setdefault((ett.gjelder, ett.sak_id), {})
        egne.pop(ett.hvem, None)
        if ett.verdi:
            egne[ett.hvem] = ett
    telt: dict[str, dict[str, list[Svar]]] = {}
    for (flagg, sak_id), egne in siste.items():
        if egne:
            ett = list(egne.values())[-1]
            felt, moment = "trukne" if sak_id in trukne else "koen", endret.get(flagg)
            grupper = telt.setdefault(flagg, {})
            grupper.setdefault(felt, []).append(ett)
            if moment is None or ett.tid > moment:
                grupper.setdefault(f"{felt}_siden", []).append(ett)
    return {flagg: {felt: _tell(egne) for felt, egne in grupper.items()} for flagg, grupper in telt.items()}


def _tell(svar: Iterable[Svar]) -> Svartelling:
    alle = list(svar)
    verdier = Counter(ett.verdi for ett in alle)
    grunner = Counter(ett.grunn for ett in alle if ett.verdi == AVVIS)
    return Svartelling(verdier[BEKREFT], verdier[AVVIS], verdier[USIKKER], dict(sorted(grunner.items())))


def count_klager(utfall: Utfallsflagg, omgjort: Collection[str]) -> tuple[Klagetall, dict[str, Klagetall]]:
    """How the complaints ended: for a flag that none of the cases has, and for each of those they have."""
    alle = [(ett in omgjort, flaggene) for ett, flaggene in utfall]
    felles = (len(alle), sum(endret for endret, _ in alle))
    med: Counter[str] = Counter(flagg for _, flaggene in alle for flagg in flaggene)
    med_omgjort = Counter(flagg for endret, flaggene in alle if endret for flagg in flaggene)
    return Klagetall(*felles), {flagg: Klagetall(*felles, antall, med_omgjort[flagg]) for flagg, antall in med.items()}

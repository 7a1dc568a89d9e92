"""What the report's templates read around the cases: counts, files that need somebody, and the queue."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from vedtaksanalyse.export import flaggord, ordlegging, risikoord
from vedtaksanalyse.export.tekstkvalitet import list_darlige
from vedtaksanalyse.export.visning import Rapportside, Saksside, pick_fremst
from vedtaksanalyse.kriterier import Katalog
from vedtaksanalyse.sak import Flagg
from vedtaksanalyse.tekster import tekst

_VANLIGE_FLAGG = 6


@dataclass(frozen=True)
class Ramme(Rapportside):
    """What stands around the cases: counts, files that need somebody, and the ranked list."""

    saker: list[Saksside]
    katalog: Katalog
    malform: str
    tidspunkt: datetime

    @cached_property
    def tall(self) -> list[tuple[str, int]]:
        """The counts at the top, each with its key."""
        vurdert = sum(sak.vurdert for sak in self.saker)
        holdt = sum(s.holdt for sak in self.saker for s in sak.vurdering.skjerming)
        return [
            ("saker", len(self.saker)),
            ("vurdert", vurdert),
            ("kan_ikke_vurderes", len(self.saker) - vurdert),
            ("med_flagg", sum(bool(sak.flagg) for sak in self.saker)),
            ("filproblemer", sum(len(sak.uleste) for sak in self.saker)),
            *([("tilbakeholdt", holdt)] if holdt else []),
        ]

    @cached_property
    def svakhet(self) -> list[tuple[str, int]]:
        """How many cases are weak with each word of the scale."""
        antall = Counter(ordlegging.find_trinn(s.vurdering.svakt_vedtak) for s in self.saker if s.vurdert)
        return [(tekst(nokkel, self.malform), antall[nokkel]) for _, nokkel in ordlegging.load_skala()]

    @cached_property
    def vanlige_flagg(self) -> list[tuple[str, int]]:
        """The flags that most cases have, in words."""
        antall = Counter(self.flaggtekst(flagg) for sak in self.saker for flagg in sak.flagg)
        return antall.most_common(_VANLIGE_FLAGG)

    @property
    def skala(self) -> list[tuple[str, int]]:
        """The words for probability, each with its lower limit in per cent."""
        return [(tekst(nokkel, self.malform), grense) for grense, nokkel in ordlegging.load_skala()]

    @property
    def laget(self) -> str:
        """When the report was made."""
        return self.t("tid", dato=f"{self.tidspunkt:%d.%m.%Y}", klokke=f"{self.tidspunkt:%H.%M}")

    @property
    def versjoner(self) -> list[tuple[str, str, str]]:
        """The different (code, catalogue, models) behind the cases."""
        return sorted({(v.kode, v.katalog, v.modeller) for v in (sak.vurdering.versjoner for sak in self.saker)})

    def flaggtekst(self, flagg: Flagg) -> str:
        """What a flag says, in the frame's language form."""
        return flaggord.describe_flagg(flagg, self.katalog, self.malform)

    def fremst(self, sak: Saksside) -> list[str]:
        """The gravest flag of each of the gravest chains, in words."""
        return [flaggord.name_flagg(flagg, self.katalog, self.malform) for flagg in pick_fremst(sak.flagg)]

    def darlige(self, sak: Saksside) -> list[tuple[str, str]]:
        """The files of a case whose text is too poor, and why."""
        return list_darlige(sak.sak, self.malform)

    def risiko(self, sak: Saksside) -> str:
        """A case's risk with its two factors."""
        return risikoord.describe_risiko(sak.vurdering.risiko, self.malform)

    def hvorfor(self, sak: Saksside) -> str:
        """What moved the risk of a case, and when something is due."""
        return " ".join(risikoord.explain_risiko(sak.vurdering, self.katalog, self.malform)[1:])

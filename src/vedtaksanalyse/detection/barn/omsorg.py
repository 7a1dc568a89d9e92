"""Where children live, sentence by sentence: with the applicant, shared, or elsewhere with contact.

The same words mean opposite things by who is the applicant («hos far annenhver helg»), so it is first settled what
notes call the applicant; in letters the applicant is spoken to, and «mor» and «far» are the other parent.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vedtaksanalyse.detection.barn.ord import any_of, phrases, shortest
from vedtaksanalyse.sak import Oppdeling

_NOTAT = "journalnotat"
_KLART_FLERTALL = 2


@dataclass(frozen=True)
class Omsorgsord:
    """The phrases compiled."""

    vekker: re.Pattern
    deler: tuple[str, ...]
    uttrykk: Mapping[str, re.Pattern]
    selv: re.Pattern
    bor_hos: Mapping[str, re.Pattern]
    har_dem: Mapping[str, re.Pattern]
    omtale: Mapping[str, re.Pattern]
    foreldre: Mapping[str, re.Pattern]

    def is_of_one(self, flate: str, start: int, slutt: int) -> bool:
        """Whether the sentence speaks of one of the children."""
        return bool(self.uttrykk["en_av_dem"].search(flate, start, slutt))

    def find_rolle(self, oppdelinger: Sequence[Oppdeling]) -> str:
        """What notes call the applicant, ``mor`` or ``far``: the one they speak of clearly more; empty when unclear."""
        tall = dict.fromkeys(self.omtale, 0)
        for oppdeling in oppdelinger:
            if oppdeling.dokument.type == _NOTAT:
                for rolle, monster in self.omtale.items():
                    tall[rolle] += len(monster.findall(oppdeling.flate))
        rolle, annen = sorted(tall, key=lambda r: -tall[r])
        return rolle if tall[rolle] >= _KLART_FLERTALL * max(tall[annen], 1) else ""

    def read(self, flate: str, start: int, slutt: int, andre: str, har_barn: bool) -> tuple[str, bool]:
        """``fast``, ``delt``, ``samvaer`` or ``ukjent``, and whether the sentence says so outright.

        ``andre`` names the pattern for the other parent.
        """

        def says(navn: str) -> bool:
            return bool(self.uttrykk[navn].search(flate, start, slutt))

        if says("delt_sikre"):
            return "delt", True
        har_dem = bool(self.har_dem[andre].search(flate, start, slutt)) or (
            says("der") and bool(self.foreldre[andre].search(flate, start, slutt))
        )
        knyttet = har_barn or har_dem or bool(self.selv.search(flate, start, slutt))
        if knyttet and says("delt"):
            return "delt", True
        if says("ikke"):
            return "ukjent", False
        if says("fast_sikre"):
            return "fast", True
        if self.bor_hos[andre].search(flate, start, slutt) or says("samvaer_sikre"):
            return "samvaer", True
        if knyttet and says("samvaer"):
            return ("fast", False) if har_dem else ("samvaer", True)
        return ("fast", False) if har_barn and says("fast") else ("ukjent", False)


def other_parent(rolle: str, dokumenttype: str) -> str:
    """Which pattern stands for the other parent in a document of this type."""
    if dokumenttype == _NOTAT:
        return {"mor": "far", "far": "mor"}.get(rolle, "bestemt")
    return "begge"


def compile_omsorgsord(ord: Mapping) -> Omsorgsord:
    """The lists in ``felles/barn.toml``, ready for use."""
    omsorg = ord["omsorg"]
    andre = {
        "mor": omsorg["mor"] + omsorg["moren"],
        "far": omsorg["far"] + omsorg["faren"],
        "bestemt": omsorg["moren"] + omsorg["faren"],
        "begge": omsorg["mor"] + omsorg["far"] + omsorg["moren"] + omsorg["faren"],
    }
    har, hos, bor_hos = any_of(omsorg["har"]), any_of(omsorg["hos"]), any_of(omsorg["bor_hos"])
    navn = ("fast_sikre", "fast", "delt_sikre", "delt", "samvaer_sikre", "samvaer", "ikke")
    vekkere = [uttrykk for n in navn if n != "ikke" for uttrykk in omsorg[n]] + omsorg["bor_hos"]
    return Omsorgsord(
        vekker=phrases(vekkere),
        deler=shortest(vekkere),
        uttrykk={n: phrases(omsorg[n]) for n in (*navn, "der", "en_av_dem")},
        foreldre={n: phrases(liste) for n, liste in andre.items()},
        selv=re.compile(rf"\b{hos} {any_of(omsorg['selv'])}\b"),
        bor_hos={n: re.compile(rf"\b{bor_hos} {any_of(liste)}(?!\w)") for n, liste in andre.items()},
        har_dem={
            n: re.compile(rf"\b{any_of(liste)} {har}\b|\b{hos} {any_of(liste)}(?!\w)") for n, liste in andre.items()
        },
        omtale={"mor": phrases(omsorg["mor"]), "far": phrases(omsorg["far"])},
    )

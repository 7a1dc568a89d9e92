"""Where a case stands in the queue. Linked weaknesses are one chain and count once; the gravest chain decides.

It ranks decisions, never people, and says nothing of how a complaint will end.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from vedtaksanalyse.assessment.fakta import find_frist
from vedtaksanalyse.assessment.flags import find_trinn
from vedtaksanalyse.kriterier import Katalog
from vedtaksanalyse.sak import Faktum, Flagg, Saksrisiko


def weigh_sak(flagg: Sequence[Flagg], fakta: Sequence[Faktum], katalog: Katalog, dato: date | None) -> Saksrisiko | None:
    """The risk of a case; None without flags. Hints move nothing."""
    teller = [f for f in sorted(flagg, key=lambda f: f.rang) if not f.hint]
    if not teller:
        return None
    regler = katalog.felles["risiko"]
    gravest = max(teller, key=lambda f: (f.risiko, f.sannsynlighet))
    kjente = {faktum.navn for faktum in fakta}
    etter_risiko = sorted(teller, key=lambda f: -f.risiko)
    return Saksrisiko(
        risiko=gravest.risiko,
        sannsynlighet=find_trinn(gravest.sannsynlighet),
        konsekvens=gravest.konsekvens,
        kjeder=tuple(dict.fromkeys(f.kjede for f in etter_risiko)),
        feil=any(f.feil for f in teller),
        grunner=tuple(kode for kode, ett in regler["justering"].items() if ett["faktum"] in kjente),
        frist=find_frist(fakta, dato, regler["frist"]),
    )

"""Grades to flags: what a reviewer should look at, by risk = probability × consequence, each 1–5.

The scale is that of Helsetilsynet's risk assessment (report 4/2022).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date

from vedtaksanalyse.kriterier import Flaggregel, Katalog
from vedtaksanalyse.sak import MALFORMER, Flagg, Kriterievurdering, Sak


def raise_flagg(
    sak: Sak, vurderinger: Mapping[str, Kriterievurdering], katalog: Katalog, dato: date | None
) -> tuple[Flagg, ...]:
    """The flags of a case, highest risk first.

    An absence is no flag while a document of a kind that could have shown it was not read, nor is a rule that did not
    hold on the date of the decision.
    """
    flagg = [
        _flagg(regel, vurderinger[regel.kriterium], sak, dato)
        for regel in katalog.flagg
        if _holds(regel, vurderinger, dato) and not _in_doubt(vurderinger[regel.kriterium], katalog)
    ]
    return tuple(sorted(flagg, key=lambda f: (-f.risiko, -f.sannsynlighet, f.id)))


def _holds(regel: Flaggregel, vurderinger: Mapping[str, Kriterievurdering], dato: date | None) -> bool:
    krav = {regel.kriterium: regel.grader, **regel.krever}
    gjelder = not regel.hjemmel or any(h.gjelder(dato) for h in regel.hjemmel)
    return gjelder and all(vurderinger[navn].grad in grader for navn, grader in krav.items())


def _in_doubt(vurdering: Kriterievurdering, katalog: Katalog) -> bool:
    andre_enn_vedtak = katalog.kriterier[vurdering.kriterium].dokumenter - {"vedtak"}
    return bool(vurdering.kvittering and vurdering.kvittering.uleste and andre_enn_vedtak)


def _flagg(regel: Flaggregel, vurdering: Kriterievurdering, sak: Sak, dato: date | None) -> Flagg:
    malform = sak.malform if sak.malform in regel.tekst else MALFORMER[0]
    p = min(sum(q for grad, q in vurdering.sannsynlighet if grad in regel.grader), 1.0)
    return Flagg(
        id=regel.id,
        kriterium=regel.kriterium,
        sannsynlighet=round(p, 4),
        konsekvens=regel.konsekvens,
        risiko=max(1, math.ceil(p * 5)) * regel.konsekvens,
        hjemmel="; ".join(h.tekst[malform] for h in regel.hjemmel if h.gjelder(dato)),
        tekst=regel.tekst[malform],
    )

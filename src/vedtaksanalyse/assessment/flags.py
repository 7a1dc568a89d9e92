"""Grades and facts to flags: what a reviewer should look at, by risk = probability × consequence, each 1–5.

The scale is that of Helsetilsynet's risk assessment (report 4/2022). Which flags there are, and when each is raised, is
in the catalogue (``kriterier/flagg``).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from vedtaksanalyse.kriterier import HINT, TRUKKET, Flaggregel, Katalog, is_levert_hint
from vedtaksanalyse.sak import MALFORMER, Belegg, Faktum, Flagg, Kriterievurdering, Sak

Vurderinger = Mapping[str, Kriterievurdering]
_VEDTAK = frozenset({"vedtak"})
_SITATER = 2
"""Quotes of a grade that a flag shows; the rest stand with the criterion."""


def raise_flagg(
    sak: Sak,
    vurderinger: Vurderinger,
    fakta: Iterable[Faktum],
    katalog: Katalog,
    dato: date | None,
    maalt: Mapping[str, tuple[int, int]] | None = None,
) -> tuple[Flagg, ...]:
    """The flags of a case, in the order to look at them.

    An absence is no flag while a document of a kind that could have shown it was not read, or its text is too poor, nor
    is a rule that did not hold on the date of the decision, or that people have retired. ``maalt`` is for each flag that was measured how many raises were right of how many.
    """
    kjente = {faktum.navn: faktum for faktum in fakta}
    endring = find_justering(kjente, katalog)
    flagg = [
        _flagg(regel, vurderinger, kjente, sak, katalog, dato, endring, maalt or {})
        for regel in katalog.flagg
        if katalog.styrt.get(regel.id) != TRUKKET and regel.gjelder(dato) and _holds(regel, vurderinger, kjente) and not _in_doubt(regel, vurderinger, sak, katalog)
    ]
    return tuple(sorted(flagg, key=lambda f: f.rang))


def keep_viste(
    flagg: Iterable[Flagg], vurderinger: Vurderinger, fakta: Iterable[Faktum], katalog: Katalog
) -> tuple[Flagg, ...]:
    """Without the flags that say that something stands in the documents, and can show no place where it does."""
    regler = {regel.id: regel for regel in katalog.flagg}
    viste = {faktum.navn for faktum in fakta if faktum.belegg}

    def shown(navn: str) -> bool:
        v = vurderinger[navn]
        return bool(v.belegg) or v.grad in katalog.kriterier[navn].tomme

    def holds(regel: Flaggregel) -> bool:
        grader_fakta = (navn for navn in regel.fakta if katalog.fakta[navn].metode == "grader")
        return all(map(shown, _krav(regel))) and viste.issuperset(grader_fakta)

    return tuple(f for f in flagg if holds(regler[f.id]))


def find_justering(fakta: Iterable[str], katalog: Katalog) -> int:
    """How far what holds in a case moves the consequence of its flags."""
    regler = katalog.felles["risiko"]
    sum_ = sum(j["endring"] for j in regler["justering"].values() if j["faktum"] in fakta)
    return max(-regler["hoyst_justering"], min(sum_, regler["hoyst_justering"]))


def _krav(regel: Flaggregel) -> dict[str, Iterable[str]]:
    return ({regel.kriterium: regel.grader} if regel.grader else {}) | dict(regel.krever)


def _holds(regel: Flaggregel, vurderinger: Vurderinger, fakta: Mapping[str, Faktum]) -> bool:
    if not all(navn in fakta for navn in regel.fakta) or any(navn in fakta for navn in regel.uten_fakta):
        return False
    if regel.flere:
        svake = sum(vurderinger[navn].grad in regel.flere.grader for navn in regel.flere.kriterier)
        if svake < regel.flere.minst:
            return False
    return all(vurderinger[navn].grad in grader for navn, grader in _krav(regel).items())


def _in_doubt(regel: Flaggregel, vurderinger: Vurderinger, sak: Sak, katalog: Katalog) -> bool:
    """Whether a file that was not read, or not well, could have shown what the flag says was not found."""
    navn = (*_krav(regel), *(regel.flere.kriterier if regel.flere else ()))
    fravaer = (v for v in map(vurderinger.__getitem__, navn) if v.kvittering)
    sokt = [katalog.fakta[faktum].dokumenter for faktum in regel.uten_fakta]
    sokt += [katalog.kriterier[v.kriterium].dokumenter for v in fravaer]
    return any(sak.find_skjulte(andre) for andre in (typer - _VEDTAK for typer in sokt) if andre)


def _flagg(
    regel: Flaggregel,
    vurderinger: Vurderinger,
    fakta: Mapping[str, Faktum],
    sak: Sak,
    katalog: Katalog,
    dato: date | None,
    endring: int,
    maalt: Mapping[str, tuple[int, int]],
) -> Flagg:
    malform = sak.malform if sak.malform in regel.tekst else MALFORMER[0]
    p = _probability(regel, vurderinger, katalog)
    konsekvens = max(1, min(regel.konsekvens + endring, 5))
    belegg = tuple(dict.fromkeys(_quotes(regel, vurderinger, fakta)))
    return Flagg(
        id=regel.id,
        kriterium=regel.kriterium,
        sannsynlighet=round(p, 4),
        konsekvens=konsekvens,
        risiko=find_trinn(p) * konsekvens,
        hjemmel="; ".join(h.tekst[malform] for h in regel.hjemmel if h.gjelder(dato)),
        tekst=_named(regel.tekst[malform], regel, fakta, katalog, malform),
        kjede=regel.kjede,
        # An error of law is only held up where the place can be shown.
        feil=regel.feil and bool(belegg or not regel.vis),
        hint=_is_hint(regel, maalt, katalog),
        belegg=belegg,
    )


def _named(tekst: str, regel: Flaggregel, fakta: Mapping[str, Faktum], katalog: Katalog, malform: str) -> str:
    """What a flag says, with the needs that its facts name."""
    kjente = katalog.felles.get("behov", {}).get("navn", {})
    slag = [ett for navn in regel.vis if navn in fakta for ett in fakta[navn].verdi.split(",") if ett in kjente]
    return f"{tekst.rstrip('.')}: {', '.join(kjente[ett][malform] for ett in slag)}." if slag else tekst


def _is_hint(regel: Flaggregel, maalt: Mapping[str, tuple[int, int]], katalog: Katalog) -> bool:
    """As people decided it, else as it was measured."""
    styrt = katalog.styrt.get(regel.id)
    return styrt == HINT if styrt else is_levert_hint(regel, maalt, katalog)


def find_trinn(p: float) -> int:
    """A probability on the scale 1–5."""
    return max(1, math.ceil(round(p, 4) * 5))


def _quotes(regel: Flaggregel, vurderinger: Vurderinger, fakta: Mapping[str, Faktum]) -> Iterator[Belegg]:
    """What the flag stands on: where its facts show, else the sentences that gave its own criterion its grade."""
    funnet = [b for navn in (*regel.fakta, *regel.vis) if navn in fakta for b in fakta[navn].belegg]
    yield from funnet or (vurderinger[regel.kriterium].belegg[:_SITATER] if regel.grader else ())


def _probability(regel: Flaggregel, vurderinger: Vurderinger, katalog: Katalog) -> float:
    """That what the flag says is so: the criterion's own grade, the facts' certainty and the number of criteria."""
    p = math.prod(katalog.fakta[navn].sikkerhet for navn in regel.fakta)
    if regel.grader:
        p *= _p_grad(vurderinger[regel.kriterium], regel.grader)
    if regel.flere:
        p *= _p_minst([_p_grad(vurderinger[n], regel.flere.grader) for n in regel.flere.kriterier], regel.flere.minst)
    return min(p, 1.0)


def _p_grad(vurdering: Kriterievurdering, grader: Iterable[str]) -> float:
    return min(sum(q for grad, q in vurdering.sannsynlighet if grad in grader), 1.0)


def _p_minst(sannsynligheter: Iterable[float], minst: int) -> float:
    """That at least so many hold, taken as independent."""
    fordeling = [1.0]
    for p in sannsynligheter:
        fordeling = [
            (fordeling[n] * (1 - p) if n < len(fordeling) else 0.0) + (fordeling[n - 1] * p if n else 0.0)
            for n in range(len(fordeling) + 1)
        ]
    return sum(fordeling[minst:])

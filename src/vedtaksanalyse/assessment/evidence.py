"""Evidence for a grade, and for an absence the certificate of the search: where, and what came nearest."""

from __future__ import annotations

from collections.abc import Collection

from vedtaksanalyse.kriterier import Kriterium
from vedtaksanalyse.sak import Barnefakta, Belegg, Narmeste, Sak, Saksfunn, Sokekvittering, Treff

MAKS_BELEGG = 5
_AVSTAND = 1.5
"""A sentence this many log-odds weaker than the best one is not shown as evidence beside it."""
_FJERN = -3.0
"""Below these log-odds a sentence has nothing to do with the matter, and is not called near."""


def choose_belegg(
    kriterium: Kriterium, grader: Collection[str], funn: Saksfunn, fakta: Barnefakta
) -> tuple[tuple[Belegg, ...], tuple[str, ...]]:
    """The quotes that show one of ``grader``, best first, and the sources that pointed at them.

    A trace inside a sentence that the classifier also chose gives the sentence; alone it gives its own span.
    """
    if kriterium.metode:
        return fakta.belegg[:MAKS_BELEGG], (f"metode:{kriterium.metode}",)
    skar = sorted((s for s in funn.skar if s.kriterium == kriterium.id and s.grad in grader), key=lambda s: -s.styrke)
    skar = [s for s in skar if s.styrke > skar[0].styrke - _AVSTAND]
    treff = [t for t in funn.treff if t.kriterium == kriterium.id and t.grad in grader and t.teller]
    valgt: list[Belegg] = []
    kilder: list[str] = []
    for belegg, kilde in [(s.belegg, "modell:setninger") for s in skar] + [
        (t.belegg, f"spor:{t.spor}") for t in treff
    ]:
        if len(valgt) < MAKS_BELEGG and not any(_overlaps(belegg, annet) for annet in valgt):
            valgt.append(belegg)
        if kilde not in kilder:
            kilder.append(kilde)
    return tuple(valgt), tuple(kilder)


def write_kvittering(kriterium: Kriterium, sak: Sak, funn: Saksfunn) -> Sokekvittering:
    """Where an absent criterion was looked for, and the three places that came nearest with why they fell short.

    Places that speak against the criterion come first.
    """
    sokt = [d for d in sak.dokumenter if d.type in kriterium.dokumenter]
    narmeste = [
        Narmeste(belegg, ett.slag)
        for ett in funn.sammenstillinger
        if ett.kriterium == kriterium.id and ett.strider
        for belegg in ett.belegg
    ]
    avvist = [t for t in funn.treff if t.kriterium == kriterium.id and not t.teller]
    narmeste += [Narmeste(t.belegg, _grunn(t, kriterium)) for t in avvist]
    svake = [
        s for s in funn.skar if s.kriterium == kriterium.id and s.grad not in kriterium.tomme and s.styrke > _FJERN
    ]
    narmeste += [Narmeste(s.belegg, "svakt") for s in sorted(svake, key=lambda s: -s.styrke)]
    valgt: list[Narmeste] = []
    for ett in narmeste:
        if len(valgt) < 3 and not any(_overlaps(ett.belegg, annet.belegg) for annet in valgt):
            valgt.append(ett)
    antall = dict(funn.setninger)
    return Sokekvittering(
        dokumenter=tuple(d.dok_id for d in sokt),
        uleste=tuple(k.dok_id for k in sak.uleste),
        setninger=sum(antall.get(d.dok_id, 0) for d in sokt),
        spor=len(kriterium.spor),
        narmeste=tuple(valgt),
    )


def _grunn(treff: Treff, kriterium: Kriterium) -> str:
    sperrer = next(s.ikke for s in kriterium.spor if s.id == treff.spor)
    return min(treff.kvalifikatorer & (sperrer | {"annet_dokument"}), default="svakt")


def _overlaps(a: Belegg, b: Belegg) -> bool:
    return a.dok_id == b.dok_id and a.start < b.slutt and b.start < a.slutt

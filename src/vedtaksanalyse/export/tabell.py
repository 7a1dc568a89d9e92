"""The rows and headings that CSV and XLSX share, as values people read, in one language form for the whole file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from vedtaksanalyse.export.behovstekst import FELT, describe_stilling, describe_utfall, name_behov
from vedtaksanalyse.export.flaggord import describe_flagg, describe_hjemmel, find_flaggregel, sort_flagg
from vedtaksanalyse.export.ordlegging import (
    describe_aldre,
    describe_grader,
    describe_kilde,
    describe_lesing,
    describe_malform,
    describe_opphav,
    describe_saksstatus,
    describe_sannsynlighet,
    find_trinn_opp,
    sannsynlighet_for_grad,
)
from vedtaksanalyse.export.risikoord import describe_kjede, describe_proving, explain_risiko
from vedtaksanalyse.kriterier import Katalog
from vedtaksanalyse.sak import Kriterievurdering, Saksvurdering
from vedtaksanalyse.tekster import tekst

Celle = str | int | float | None
_FORMELSTART = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠﹦﹢﹣﹫]|[\t\r\n]")
"""A formula's first sign, also full-width, small, or after spaces and signs that do not show."""
_SAK = ("sak", "status", "kontor", "malform", "svakt", "svakt_ord")
_RISIKO = ("risiko", "risiko_p", "risiko_k", "lovfeil", "frist", "hvorfor", "antall_flagg", "flagg")
_BARN = ("antall_barn", "alder_barn", "omsorg_barn")
_TIL_SLUTT = ("trinn", "kilde")
KOLONNER = {
    "funn": (
        "sak",
        "gruppe",
        "kriterium",
        "grad",
        "sannsynlighet",
        "sikkerhet",
        "dokument",
        "side",
        "start",
        "slutt",
        "sitat",
        "kilde",
        "trinn",
    ),
    "flagg": (
        "sak",
        "kjede",
        "risiko",
        "sannsynlighet",
        "sikkerhet",
        "konsekvens",
        "lovfeil",
        "hint",
        "flaggtekst",
        "neste",
        "kriterium",
        "proving",
        "hjemmel",
        "sitat",
    ),
    "behov": ("sak", "stilling", "behov", "barn", "sokt", "kartlagt", "i_vedtak", "vurdert", "utfall", "avgjort"),
    "filer": ("sak", "fil", "dokument", "type", "dato", "status", "gjor", "sha256"),
}


def neutralise(celle: Celle) -> Celle:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{celle}" if isinstance(celle, str) and _FORMELSTART.match(celle) else celle


def name_kolonner(kolonner: tuple[str, ...], malform: str) -> list[str]:
    """Headings of these columns."""
    return [tekst(f"eksport.kolonne.{kolonne}", malform) for kolonne in kolonner]


def name_sakskolonner(katalog: Katalog, malform: str) -> list[str]:
    """Headings of the wide table of cases: the case, the children, a column per criterion, then one step up and source."""
    kriterier = [k.navn[malform] for k in katalog.kriterier.values()]
    return name_kolonner(_SAK + _RISIKO + _BARN, malform) + kriterier + name_kolonner(_TIL_SLUTT, malform)


def saksrad(vurdering: Saksvurdering, katalog: Katalog, malform: str) -> list[Celle]:
    """One case as one row."""
    sak, flagg = vurdering.sak, sort_flagg(vurdering.flagg)
    verdier = {v.kriterium: v for v in vurdering.vurderinger}
    fakta = next((v.fakta for v in vurdering.vurderinger if v.fakta), None)
    svakt = vurdering.svakt_vedtak
    return [
        sak.sak_id,
        describe_saksstatus(vurdering, malform),
        sak.kontor,
        describe_malform(sak, malform),
        None if svakt is None else round(svakt, 4),
        None if svakt is None else describe_sannsynlighet(svakt, malform),
        *_risikoceller(vurdering, katalog, malform),
        len(flagg),
        " | ".join(describe_flagg(f, katalog, malform) for f in flagg),
        fakta.antall if fakta else None,
        describe_aldre(fakta.aldre, malform) if fakta else None,
        tekst(f"rapport.omsorg.{fakta.omsorg}", malform) if fakta else None,
        *(
            describe_grader(verdier[id], kriterium, malform) if id in verdier else None
            for id, kriterium in katalog.kriterier.items()
        ),
        _per_kriterium(vurdering, katalog, malform, lambda v: _trinn(v, vurdering, katalog, malform)),
        _per_kriterium(vurdering, katalog, malform, lambda v: _kilder(v, malform)),
    ]


def _per_kriterium(
    vurdering: Saksvurdering, katalog: Katalog, malform: str, describe: Callable[[Kriterievurdering], Celle]
) -> Celle:
    """What is said of each criterion, in one cell."""
    sagt = ((katalog.kriterier[v.kriterium].navn[malform], describe(v)) for v in vurdering.vurderinger)
    return " | ".join(f"{navn}: {ord_}" for navn, ord_ in sagt if ord_) or None


def _trinn(v: Kriterievurdering, vurdering: Saksvurdering, katalog: Katalog, malform: str) -> Celle:
    trinn = find_trinn_opp(v, vurdering, katalog)
    return trinn.krav[malform] if trinn else None


def _kilder(v: Kriterievurdering, malform: str) -> Celle:
    return ", ".join(describe_kilde(kilde, malform) for kilde in v.kilder) or None


def _risikoceller(vurdering: Saksvurdering, katalog: Katalog, malform: str) -> list[Celle]:
    risiko = vurdering.risiko
    if risiko is None:
        return [None] * 6
    frist = risiko.frist.isoformat() if risiko.frist else None
    feil = tekst("rapport.ko.feil", malform) if risiko.feil else None
    hvorfor = " ".join(explain_risiko(vurdering, katalog, malform))
    return [risiko.risiko, risiko.sannsynlighet, risiko.konsekvens, feil, frist, hvorfor]


def funnrader(vurdering: Saksvurdering, katalog: Katalog, malform: str) -> Iterator[list[Celle]]:
    """One row per verdict and quote; a verdict without quotes has one row."""
    sak = vurdering.sak
    for v in vurdering.vurderinger:
        kriterium = katalog.kriterier[v.kriterium]
        p = sannsynlighet_for_grad(v)
        hode = [
            sak.sak_id,
            katalog.grupper[kriterium.gruppe][malform],
            kriterium.navn[malform],
            describe_grader(v, kriterium, malform),
            None if p is None else round(p, 4),
            None if p is None else describe_sannsynlighet(p, malform),
        ]
        trinn = _trinn(v, vurdering, katalog, malform)
        for bevis in v.bevis:
            b = bevis.belegg
            sted = [b.dok_id, sak.dokument(b.dok_id).sidetall(b.start), b.start, b.slutt, sak.sitat(b)]
            opphav = " | ".join(describe_opphav(o, kriterium, katalog, malform) for o in bevis.opphav)
            yield [*hode, *sted, opphav or None, trinn]
        if not v.bevis:
            yield [*hode, *[None] * 6, trinn]


def flaggrader(vurdering: Saksvurdering, katalog: Katalog, malform: str) -> Iterator[list[Celle]]:
    """One row per flag, gravest first."""
    for flagg in sort_flagg(vurdering.flagg):
        regel = find_flaggregel(katalog, flagg.id)
        yield [
            vurdering.sak.sak_id,
            describe_kjede(flagg.kjede, katalog, malform),
            flagg.risiko,
            round(flagg.sannsynlighet, 4),
            describe_sannsynlighet(flagg.sannsynlighet, malform),
            flagg.konsekvens,
            tekst("rapport.ko.feil", malform) if flagg.feil else None,
            tekst("rapport.ko.hint", malform) if flagg.hint else None,
            describe_flagg(flagg, katalog, malform),
            regel.neste[malform] if regel else None,
            katalog.kriterier[flagg.kriterium].navn[malform] if flagg.kriterium else None,
            describe_proving(regel, katalog, malform),
            describe_hjemmel(flagg, katalog, malform),
            " | ".join(vurdering.sak.sitat(b) for b in flagg.belegg) or None,
        ]


def behovsrader(vurdering: Saksvurdering, katalog: Katalog, malform: str) -> Iterator[list[Celle]]:
    """One row per need and child, those that stand out first."""
    for rad in vurdering.behov:
        sitater = {felt: " | ".join(vurdering.sak.sitat(b) for b in getattr(rad, felt)) or None for felt in FELT}
        yield [
            vurdering.sak.sak_id,
            describe_stilling(rad, malform) or None,
            name_behov(rad, katalog, malform),
            rad.barn or None,
            *(sitater[felt] for felt in FELT[:-1]),
            describe_utfall(rad, malform) if rad.utfall else None,
            sitater["avgjort"],
        ]


def filrader(vurdering: Saksvurdering, _katalog: Katalog, malform: str) -> Iterator[list[Celle]]:
    """One row per file, with what to do about those that were not read."""
    for kilde in vurdering.sak.kilder:
        yield [
            vurdering.sak.sak_id,
            kilde.fil,
            kilde.dok_id,
            tekst(f"rapport.dokumenttype.{kilde.type}", malform),
            kilde.dato.isoformat() if kilde.dato else None,
            describe_lesing(kilde, vurdering.sak, malform),
            tekst(f"rapport.gjor.{kilde.status}", malform),
            kilde.sha256,
        ]

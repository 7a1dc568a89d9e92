"""One JSON line per case: the form machines read, described by ``skjema.json``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

from vedtaksanalyse.export.behovstekst import FELT, name_behov
from vedtaksanalyse.export.flaggord import find_flaggregel, sort_flagg
from vedtaksanalyse.export.ordlegging import (
    choose_malform,
    describe_arsak,
    describe_avvik,
    describe_grunner,
    describe_lesing,
    describe_trinn,
    find_trinn_opp,
    find_utelukket,
)
from vedtaksanalyse.export.personvern import to_personvern
from vedtaksanalyse.export.risikoord import explain_risiko
from vedtaksanalyse.export.tekstkvalitet import to_kvalitet
from vedtaksanalyse.export.utfil import open_utfil
from vedtaksanalyse.kriterier import Katalog, Kriterium
from vedtaksanalyse.sak import (
    Behovsrad,
    Belegg,
    Bevis,
    Dokument,
    Faktum,
    Flagg,
    Kilde,
    Kriterievurdering,
    Sak,
    Saksgjenbruk,
    Saksvurdering,
    Sokekvittering,
)

SKJEMA = 3
_DESIMALER = 4


def to_post(vurdering: Saksvurdering, katalog: Katalog) -> dict[str, Any]:
    """The assessment of one case as plain data.

    Raises:
        ValueError: when a quote does not lie inside its document. Says where, never what.
    """
    sak = vurdering.sak
    leste = {dokument.dok_id: dokument for dokument in sak.dokumenter}
    return {
        "skjema": SKJEMA,
        "sak_id": sak.sak_id,
        "status": str(vurdering.status),
        "arsak": to_arsak(vurdering),
        "malform": sak.malform,
        "kontor": sak.kontor,
        "kriterier": {v.kriterium: _kriterium(v, vurdering, katalog) for v in vurdering.vurderinger},
        "flagg": [_flagg(flagg, sak, katalog) for flagg in sort_flagg(vurdering.flagg)],
        "risiko": _risiko(vurdering, katalog),
        "behov": [_behov(rad, sak, katalog) for rad in vurdering.behov],
        "fakta": [_faktum(faktum, sak, katalog) for faktum in vurdering.fakta],
        "gjenbruk": _gjenbruk(vurdering.gjenbruk, sak),
        "svakt_vedtak": None if vurdering.svakt_vedtak is None else _rund(vurdering.svakt_vedtak),
        "pii": [to_sitat(sak, funn.belegg) | {"type": funn.type, "direkte": funn.direkte} for funn in vurdering.pii],
        "personvern": to_personvern(vurdering, choose_malform(sak.malform)),
        "dokumenter": [_dokument(kilde, sak, leste.get(kilde.dok_id)) for kilde in sak.kilder],
        "avvik": [
            {"kode": avvik.kode, "tekst": describe_avvik(avvik, choose_malform(sak.malform))} for avvik in sak.avvik
        ],
        "versjoner": {
            "kode": vurdering.versjoner.kode,
            "katalog": vurdering.versjoner.katalog,
            "modeller": vurdering.versjoner.modeller,
        },
    }


def to_linjer(vurderinger: Iterable[Saksvurdering], katalog: Katalog) -> Iterator[str]:
    """Each assessment as one line, without line end."""
    for vurdering in vurderinger:
        yield json.dumps(to_post(vurdering, katalog), ensure_ascii=False, separators=(",", ":"))


def write_jsonl(vurderinger: Iterable[Saksvurdering], fil: Path | IO[str], katalog: Katalog) -> int:
    """Write one line per case as they come, and return how many."""
    antall = 0
    with open_utfil(fil) as ut:
        for linje in to_linjer(vurderinger, katalog):
            ut.write(linje + "\n")
            antall += 1
    return antall


def to_arsak(vurdering: Saksvurdering) -> dict[str, str] | None:
    """Why a case was not assessed, as data."""
    if not vurdering.arsak:
        return None
    return {"kode": vurdering.arsak, "tekst": describe_arsak(vurdering.arsak, choose_malform(vurdering.sak.malform))}


def _flagg(flagg: Flagg, sak: Sak, katalog: Katalog) -> dict[str, Any]:
    regel, malform = find_flaggregel(katalog, flagg.id), choose_malform(sak.malform)
    return {
        "id": flagg.id,
        "kjede": flagg.kjede,
        "kriterium": flagg.kriterium or None,
        "sannsynlighet": _rund(flagg.sannsynlighet),
        "konsekvens": flagg.konsekvens,
        "risiko": flagg.risiko,
        "feil": flagg.feil,
        "hint": flagg.hint,
        "hjemmel": flagg.hjemmel,
        "tekst": flagg.tekst,
        "neste": regel.neste[malform] if regel else None,
        "proving": list(regel.proving) if regel else [],
        "risikopunkt": list(regel.risikopunkt) if regel else [],
        "belegg": [to_sitat(sak, b) for b in flagg.belegg],
    }


def _gjenbruk(gjenbruk: Saksgjenbruk | None, sak: Sak) -> dict[str, Any] | None:
    if gjenbruk is None:
        return None
    return {
        "saker": gjenbruk.saker,
        "ord": gjenbruk.ord,
        "egne": gjenbruk.egne,
        "andel": None if gjenbruk.andel is None else _rund(gjenbruk.andel),
        "medianer": {navn: _rund(verdi) for navn, verdi in gjenbruk.medianer},
        "gjentatt": [
            to_sitat(sak, ett.belegg) | {"like": ett.like, "nesten": ett.nesten, "fast": ett.fast} for ett in gjenbruk.gjentatt
        ],
        "rester": [
            {"slag": rest.slag, "ellers": list(rest.ellers), "belegg": [to_sitat(sak, belegg) for belegg in rest.belegg]}
            for rest in gjenbruk.rester
        ],
    }


def _risiko(vurdering: Saksvurdering, katalog: Katalog) -> dict[str, Any] | None:
    risiko = vurdering.risiko
    if risiko is None:
        return None
    return {
        "risiko": risiko.risiko,
        "sannsynlighet": risiko.sannsynlighet,
        "konsekvens": risiko.konsekvens,
        "feil": risiko.feil,
        "kjeder": list(risiko.kjeder),
        "grunner": list(risiko.grunner),
        "frist": risiko.frist.isoformat() if risiko.frist else None,
        "tekst": " ".join(explain_risiko(vurdering, katalog, choose_malform(vurdering.sak.malform))),
    }


def _behov(rad: Behovsrad, sak: Sak, katalog: Katalog) -> dict[str, Any]:
    malform = choose_malform(sak.malform)
    return {
        "behov": rad.behov,
        "navn": name_behov(rad, katalog, malform),
        "barn": rad.barn or None,
        "stilling": rad.stilling or None,
        "utfall": rad.utfall or None,
        **{felt: [to_sitat(sak, b) for b in getattr(rad, felt)] for felt in FELT},
    }


def _faktum(faktum: Faktum, sak: Sak, katalog: Katalog) -> dict[str, Any]:
    regel = katalog.fakta.get(faktum.navn)
    return {
        "navn": faktum.navn,
        "tekst": regel.navn[choose_malform(sak.malform)] if regel else None,
        "verdi": faktum.verdi,
        "belegg": [to_sitat(sak, b) for b in faktum.belegg],
    }


def _kriterium(v: Kriterievurdering, vurdering: Saksvurdering, katalog: Katalog) -> dict[str, Any]:
    sak, kriterium = vurdering.sak, katalog.kriterier[v.kriterium]
    post: dict[str, Any] = ({"grad": v.grad} if v.verdi is None else {"verdi": list(v.verdi)}) | {
        "sannsynlighet": {grad: _rund(p) for grad, p in v.sannsynlighet},
        "belegg": [_bevis(bevis, sak, kriterium) for bevis in v.bevis],
        "kilder": list(v.kilder),
    }
    if trinn := find_trinn_opp(v, vurdering, katalog):
        post["trinn"] = {"til": trinn.til, "tekst": describe_trinn(trinn, choose_malform(sak.malform))}
    if v.fakta is not None:
        konflikter = [{"felt": k.felt, "belegg": [to_sitat(sak, b) for b in k.belegg]} for k in v.fakta.konflikter]
        post |= {
            "antall": v.fakta.antall, "aldre": list(v.fakta.aldre), "omsorg": v.fakta.omsorg, "konflikter": konflikter
        }  # fmt: skip
    if v.kvittering is not None:
        post["kvittering"] = to_kvittering(v.kvittering, sak, katalog)
    return post


def _bevis(bevis: Bevis, sak: Sak, kriterium: Kriterium) -> dict[str, Any]:
    opphav = [
        {
            "kilde": o.kilde,
            "kvalifikatorer": list(o.kvalifikatorer),
            "utelukket": list(find_utelukket(o, kriterium)),
            "styrke": None if o.styrke is None else _rund(o.styrke),
        }
        for o in bevis.opphav
    ]
    return to_sitat(sak, bevis.belegg) | {"opphav": opphav}


def to_kvittering(kvittering: Sokekvittering, sak: Sak, katalog: Katalog) -> dict[str, Any]:
    """A search certificate as data."""
    return {
        "dokumenter": list(kvittering.dokumenter),
        "seksjoner": {dok_id: list(slag) for dok_id, slag in kvittering.seksjoner},
        "uleste": list(kvittering.uleste),
        "setninger": kvittering.setninger,
        "spor": kvittering.spor,
        "narmeste": [
            to_sitat(sak, n.belegg)
            | {"grunner": list(n.grunner), "tekst": describe_grunner(n, sak, katalog, choose_malform(sak.malform))}
            for n in kvittering.narmeste
        ],
    }


def to_sitat(sak: Sak, belegg: Belegg) -> dict[str, Any]:
    """A quote and where it stands. ValueError when it lies outside its document."""
    dokument = sak.dokument(belegg.dok_id)
    if not 0 <= belegg.start < belegg.slutt <= len(dokument.tekst):
        raise ValueError(f"evidence outside its document: {belegg.dok_id} [{belegg.start}:{belegg.slutt}]")
    return {
        "dok_id": belegg.dok_id,
        "sitat": dokument.sitat(belegg),
        "start": belegg.start,
        "slutt": belegg.slutt,
        "side": dokument.sidetall(belegg.start),
    }


def _dokument(kilde: Kilde, sak: Sak, lest: Dokument | None) -> dict[str, Any]:
    return {
        "dok_id": kilde.dok_id,
        "fil": kilde.fil,
        "type": kilde.type,
        "dato": kilde.dato.isoformat() if kilde.dato else None,
        "sha256": kilde.sha256,
        "sider": to_kvalitet(lest),
        "status": str(kilde.status),
        "statustekst": describe_lesing(kilde, sak, choose_malform(sak.malform)),
    }


def _rund(p: float) -> float:
    return round(float(p), _DESIMALER)

"""Saksvurdering → rows → Saksvurdering, without loss and without a database."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from vedtaksanalyse.sak import (
    DOKUMENTTYPER,
    Avvik,
    Barnefakta,
    Barnekonflikt,
    Behovsrad,
    Bevis,
    Dokument,
    Flagg,
    Kilde,
    Kriterievurdering,
    Lesestatus,
    Narmeste,
    Opphav,
    PiiFunn,
    Sak,
    Saksrisiko,
    Saksstatus,
    Saksvurdering,
    Side,
    Sokekvittering,
    Versjoner,
)
from vedtaksanalyse.storage.gjenbruksrader import (
    list_felt,
    make_felt,
    make_gjenbruksfelt,
    make_merkerad,
    read_belegg,
    read_fakta,
    read_gjenbruk,
    read_merke,
    to_json,
)

_VEDTAK = DOKUMENTTYPER[0]


def _vedtaksdato(sak: Sak) -> date | None:
    return max((dok.dato for dok in sak.dokumenter if dok.type == _VEDTAK and dok.dato), default=None)


def make_rader(vurdering: Saksvurdering, nokkel: str, lagret: datetime, lesenokkel: str = "") -> dict[str, list[dict]]:
    """All rows of one case, by table name."""
    sak, versjoner = vurdering.sak, vurdering.versjoner
    hode = {
        "nokkel": nokkel,
        "lesenokkel": lesenokkel,
        "status": vurdering.status.value,
        "arsak": vurdering.arsak,
        "malform": sak.malform,
        "kontor": sak.kontor,
        "avvik": to_json([list_felt(avvik) for avvik in sak.avvik]),
        "vedtaksdato": _vedtaksdato(sak),
        "svakt_vedtak": vurdering.svakt_vedtak,
        **_risikofelt(vurdering.risiko),
        "venter_svar": sak.klagedato is not None,
        "fakta": to_json(vurdering.fakta),
        "behov": to_json(vurdering.behov),
        **make_gjenbruksfelt(vurdering.gjenbruk),
        **make_felt(versjoner),
        "lagret": lagret,
    }
    tabeller = {
        "sak": [hode],
        "kilde": [{**make_felt(kilde), "status": kilde.status.value} for kilde in sak.kilder],
        "dokument": [_dokumentrad(dokument) for dokument in sak.dokumenter],
        "kriterievurdering": [_vurderingsrad(verdikt) for verdikt in vurdering.vurderinger],
        "flagg": [_flaggrad(flagg) for flagg in vurdering.flagg],
        "pii": [{**make_felt(funn.belegg), "type": funn.type, "styrke": funn.styrke} for funn in vurdering.pii],
        "setningsmerke": [make_merkerad(merke) for merke in vurdering.merker],
        "saksfunn": [{"funn": sak.funn}] if sak.funn else [],
    }
    for navn, rader in tabeller.items():
        for nr, rad in enumerate(rader):
            rad |= {"sak_id": sak.sak_id} if navn in ("sak", "saksfunn") else {"sak_id": sak.sak_id, "nr": nr}
    tabeller["belegg"] = [
        {
            "sak_id": sak.sak_id,
            "vurdering": i,
            "nr": nr,
            **make_felt(bevis.belegg),
            "opphav": to_json([list_felt(opphav) for opphav in bevis.opphav]),
        }
        for i, verdikt in enumerate(vurdering.vurderinger)
        for nr, bevis in enumerate(verdikt.bevis)
    ]
    return tabeller


def _dokumentrad(dokument: Dokument) -> dict:
    return {
        "dok_id": dokument.dok_id,
        "type": dokument.type,
        "malform": dokument.malform,
        "dato": dokument.dato,
        "tekst": dokument.tekst,
        "sider": to_json([list_felt(side) for side in dokument.sider]),
        "avtrykk": dokument.avtrykk,
        "kvalitet": dokument.kvalitet,
        "grunner": to_json(dokument.grunner),
    }


def _risikofelt(risiko: Saksrisiko | None) -> dict:
    if risiko is None:
        return {"risiko": None, "feil": False, "antall_kjeder": 0, "frist": None, "saksrisiko": None}
    felt = make_felt(risiko)
    frist = felt.pop("frist")
    return {"risiko": risiko.risiko, "feil": risiko.feil, "antall_kjeder": len(risiko.kjeder), "frist": frist, "saksrisiko": to_json(felt)}


def _flaggrad(flagg: Flagg) -> dict:
    felt = make_felt(flagg)
    return {"flagg": felt.pop("id"), **felt, "belegg": to_json(felt["belegg"])}


def _vurderingsrad(verdikt: Kriterievurdering) -> dict:
    return {
        "kriterium": verdikt.kriterium,
        "grad": verdikt.grad,
        "sannsynlighet": to_json(dict(verdikt.sannsynlighet)),
        "kvittering": verdikt.kvittering and to_json(verdikt.kvittering),
        "fakta": verdikt.fakta and to_json(verdikt.fakta),
        "verdi": None if verdikt.verdi is None else to_json(verdikt.verdi),
    }


def read_rader(hode: Mapping, rader: Mapping[str, Sequence[Mapping]]) -> Saksvurdering:
    """The assessment that gave these rows; each table's rows in the order of their numbers."""
    bevis: dict[int, list[Bevis]] = {}
    for rad in rader["belegg"]:
        bevis.setdefault(rad["vurdering"], []).append(_bevis(rad))
    return Saksvurdering(
        sak=read_sak(hode, rader),
        status=Saksstatus(hode["status"]),
        versjoner=Versjoner(hode["kode"], hode["katalog"], hode["modeller"], hode["lesing"]),
        arsak=hode["arsak"],
        vurderinger=tuple(_verdikt(rad, tuple(bevis.get(rad["nr"], ()))) for rad in rader["kriterievurdering"]),
        flagg=tuple(_flagg(rad) for rad in rader["flagg"]),
        svakt_vedtak=hode["svakt_vedtak"],
        pii=tuple(PiiFunn(read_belegg(rad), rad["type"], rad["styrke"]) for rad in rader["pii"]),
        fakta=read_fakta(json.loads(hode["fakta"])),
        behov=tuple(map(_behovsrad, json.loads(hode["behov"]))),
        risiko=read_risiko(hode),
        merker=tuple(map(read_merke, rader.get("setningsmerke", ()))),
        gjenbruk=read_gjenbruk(hode["gjenbruk"]),
    )


def read_sak(hode: Mapping, rader: Mapping[str, Sequence[Mapping]]) -> Sak:
    """The case that gave these rows, as it was read."""
    return Sak(
        sak_id=hode["sak_id"],
        kilder=tuple(_kilde(rad) for rad in rader["kilde"]),
        dokumenter=tuple(_dokument(rad) for rad in rader["dokument"]),
        malform=hode["malform"],
        kontor=hode["kontor"],
        avvik=tuple(Avvik(kode, tuple(map(tuple, felt))) for kode, felt in json.loads(hode["avvik"])),
        funn=b"".join(bytes(rad["funn"]) for rad in rader.get("saksfunn", ())),
    )


def _behovsrad(felt: dict) -> Behovsrad:
    steder = {navn: tuple(map(read_belegg, felt[navn])) for navn in ("sokt", "kartlagt", "i_vedtak", "vurdert", "avgjort")}
    return Behovsrad(felt["behov"], felt["barn"], felt["stilling"], utfall=felt["utfall"], **steder)


def read_risiko(hode: Mapping) -> Saksrisiko | None:
    """The risk of a case from its row."""
    if not hode["saksrisiko"]:
        return None
    felt = json.loads(hode["saksrisiko"])
    return Saksrisiko(
        **felt | {"kjeder": tuple(felt["kjeder"]), "grunner": tuple(felt["grunner"]), "frist": hode["frist"]}
    )


def _bevis(rad: Mapping) -> Bevis:
    opphav = (Opphav(kilde, tuple(kvalifikatorer), p) for kilde, kvalifikatorer, p in json.loads(rad["opphav"]))
    return Bevis(read_belegg(rad), tuple(opphav))


def _kilde(rad: Mapping) -> Kilde:
    return Kilde(rad["dok_id"], rad["fil"], rad["sha256"], Lesestatus(rad["status"]), rad["type"], rad["dato"])


def _dokument(rad: Mapping) -> Dokument:
    sider = tuple(Side(*map(_tuppel, felt)) for felt in json.loads(rad["sider"]))
    kvalitet = rad["kvalitet"], tuple(json.loads(rad["grunner"]))
    return Dokument(rad["dok_id"], rad["type"], rad["tekst"], rad["dato"], rad["malform"], sider, *kvalitet)


def _tuppel(verdi: object) -> object:
    """JSON's lists as the tuples they were."""
    return tuple(map(_tuppel, verdi)) if isinstance(verdi, list) else verdi


def _flagg(rad: Mapping) -> Flagg:
    return Flagg(
        rad["flagg"],
        rad["kriterium"],
        rad["sannsynlighet"],
        rad["konsekvens"],
        rad["risiko"],
        rad["hjemmel"],
        rad["tekst"],
        rad["kjede"],
        rad["feil"],
        rad["hint"],
        tuple(map(read_belegg, json.loads(rad["belegg"]))),
    )


def _verdikt(rad: Mapping, bevis: tuple[Bevis, ...]) -> Kriterievurdering:
    return Kriterievurdering(
        kriterium=rad["kriterium"],
        grad=rad["grad"],
        sannsynlighet=tuple(json.loads(rad["sannsynlighet"]).items()),
        bevis=bevis,
        kvittering=_kvittering(json.loads(rad["kvittering"])) if rad["kvittering"] else None,
        fakta=_fakta(json.loads(rad["fakta"])) if rad["fakta"] else None,
        verdi=None if rad["verdi"] is None else tuple(json.loads(rad["verdi"])),
    )


def _kvittering(felt: dict) -> Sokekvittering:
    # Certificates stored before revision 0002 have one reason for each place and no sections.
    return Sokekvittering(
        dokumenter=tuple(felt["dokumenter"]),
        uleste=tuple(felt["uleste"]),
        setninger=felt["setninger"],
        spor=felt["spor"],
        narmeste=tuple(
            Narmeste(read_belegg(rad["belegg"]), tuple(rad["grunner"] if "grunner" in rad else [rad["grunn"]]))
            for rad in felt["narmeste"]
        ),
        seksjoner=tuple((dok_id, tuple(slag)) for dok_id, slag in felt.get("seksjoner", ())),
    )


def _fakta(felt: dict) -> Barnefakta:
    return Barnefakta(
        antall=felt["antall"],
        aldre=tuple(felt["aldre"]),
        omsorg=felt["omsorg"],
        belegg=tuple(map(read_belegg, felt["belegg"])),
        konflikter=tuple(
            Barnekonflikt(k["felt"], tuple(map(read_belegg, k["belegg"]))) for k in felt.get("konflikter", ())
        ),
    )

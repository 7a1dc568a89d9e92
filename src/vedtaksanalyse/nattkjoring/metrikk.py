"""The night in Prometheus' text format, for node_exporter's textfile collector. Counts, seconds and codes alone."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, time
from functools import partial
from pathlib import Path

from vedtaksanalyse.nattkjoring.drift import load_driftsregler
from vedtaksanalyse.nattkjoring.driftsvakt import VENTER
from vedtaksanalyse.nattkjoring.rapport import Nattrapport
from vedtaksanalyse.storage import AVBRUTT, FERDIG, GAAR, Lagerstand
from vedtaksanalyse.tekster import tekst

_FORAN = "vedtaksanalyse_"
_TILSTAND, _SIDEN = "kjoring_tilstand", "kjoring_tilstand_siden_tidspunkt_sekunder"


def make_metrikk(rapport: Nattrapport, stand: Lagerstand, malform: str = "nb") -> str:
    """All figures of a run that finished, and of what is stored after it."""
    from prometheus_client import CollectorRegistry, Gauge, generate_latest

    register, naa = CollectorRegistry(), rapport.ferdig
    lag = partial(_gauge, partial(Gauge, registry=register), malform)
    _tell_tilstand(lag, FERDIG, naa)
    lag("filer", {(u, s): n for u, statuser in rapport.utfall.items() for s, n in statuser.items()}, "utfall", "status")
    lag("saker", {(tilstand,): n for tilstand, n in rapport.behandlet.items()}, "tilstand")
    lag("filer_funnet", {(): rapport.funnet + rapport.vedlegg})
    lag("regnskap_stemmer", {(): int(rapport.stemmer)})
    lag("trenger_oppmerksomhet", {(): int(rapport.har_feil)})
    lag("steg_sekunder", {(steg,): sekunder for steg, sekunder in (rapport.tider or {}).items()}, "steg")
    lag("kjoring_sekunder", {(): (rapport.ferdig - rapport.startet).total_seconds()})
    lag("siste_ferdige_kjoring_tidspunkt_sekunder", {(): rapport.ferdig.timestamp()})
    lag("lagrede_saker", {(status,): n for status, n in stand.saker.items()}, "status")
    lag("lagrede_dokumenter", {(type_,): n for type_, n in stand.dokumenter.items()}, "type")
    lag("lagrede_flagg", {(navn,): n for navn, n in stand.flagg.items()}, "flagg")
    lag("venter_filer", {(utfall,): n for utfall, (n, _) in stand.venter.items()}, "utfall")
    ventet = {(utfall,): max(0.0, (naa - siden).total_seconds()) for utfall, (_, siden) in stand.venter.items() if siden}
    lag("venter_eldste_sekunder", ventet, "utfall")
    lag("ko_vedtak", {(): stand.ko})
    if stand.eldste_vedtak:
        eldste = datetime.combine(stand.eldste_vedtak, time(), UTC)
        lag("ko_eldste_vedtak_sekunder", {(): max(0.0, (naa - eldste).total_seconds())})
    varsler = Counter(ett.mal.id for ett in rapport.driftsvarsler)
    lag("drift_varsler", {(mal,): varsler[mal] for mal in load_driftsregler().mal}, "mal")
    lag("drift_folges", {(): sum(ett.tilstand != VENTER for ett in rapport.drift)})
    lag("database_byte", {(): stand.byte})
    versjoner = _versjoner(rapport, stand)
    lag("versjon_info", {tuple(versjoner.values()): 1}, *versjoner)
    return generate_latest(register).decode()


def mark_tilstand(fil: Path, tilstand: str, malform: str = "nb") -> None:
    """Say in the file how it stands with the run that goes on or was broken off; the other figures are as they were."""
    from prometheus_client import CollectorRegistry, Gauge, generate_latest

    register = CollectorRegistry()
    _tell_tilstand(partial(_gauge, partial(Gauge, registry=register), malform), tilstand, datetime.now(UTC))
    foer = fil.read_text(encoding="utf-8") if fil.exists() else ""
    rest = [linje for linje in foer.splitlines(keepends=True) if f"{_FORAN}{_TILSTAND}" not in linje]
    write_metrikk("".join(rest) + generate_latest(register).decode(), fil)


def _tell_tilstand(lag: Callable[..., None], tilstand: str, siden: datetime) -> None:
    lag(_TILSTAND, {(ett,): int(ett == tilstand) for ett in (GAAR, FERDIG, AVBRUTT)}, "tilstand")
    lag(_SIDEN, {(): siden.timestamp()})


def _gauge(ny, malform: str, navn: str, verdier: Mapping[tuple[str, ...], float], *merker: str) -> None:
    maal = ny(_FORAN + navn, tekst(f"metrikk.{navn}", malform), merker)
    for merke, verdi in verdier.items():
        (maal.labels(*merke) if merker else maal).set(verdi)


def _versjoner(rapport: Nattrapport, stand: Lagerstand) -> dict[str, str]:
    programvare = rapport.programvare or {}
    pakker, debian = programvare.get("pakker", {}), programvare.get("debian", {})
    return {
        "program": rapport.versjoner.kode,
        "katalog": rapport.versjoner.katalog,
        "modeller": rapport.versjoner.modeller,
        "python": programvare.get("grunn", {}).get("python", ""),
        "spacy": pakker.get("spacy", ""),
        "pypdfium2": pakker.get("pypdfium2", ""),
        "tesserocr": pakker.get("tesserocr", ""),
        "tesseract_ocr_nor": debian.get("tesseract-ocr-nor", ""),
        "database": stand.versjon,
    }


def write_metrikk(innhold: str, fil: Path) -> None:
    """Write the file whole or not at all. Everybody may read it: the collector is another user."""
    delvis = fil.with_name(f".{fil.name}.delvis")
    delvis.unlink(missing_ok=True)
    with os.fdopen(os.open(delvis, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o644), "w", encoding="utf-8") as ut:
        os.fchmod(ut.fileno(), 0o644)
        ut.write(innhold)
        ut.flush()
        os.fsync(ut.fileno())
    delvis.replace(fil)

"""The morning report: every file accounted for, in JSON for machines and HTML for people.

Numbers, case ids and hashes of file names; never text of a document.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from vedtaksanalyse.nattkjoring import driftsord
from vedtaksanalyse.nattkjoring.driftsvakt import Driftsstand
from vedtaksanalyse.nattkjoring.utfall import Utfall
from vedtaksanalyse.sak import Lesestatus, Saksstatus, Skjermstatus, Versjoner
from vedtaksanalyse.storage import Filrad
from vedtaksanalyse.tekster import load_tekster, tekst

SKJEMA = 1
_VIST = 500
_FILTALL = (*Utfall, "funnet", "vedlegg", "forsvunnet")
_SAKSTALL = (*Saksstatus, "feilet", "uendret", "funnet", "flagget", "tilbakeholdt")
_HOLDT = tuple(status for status in Skjermstatus if status.holdt)


@dataclass(frozen=True, slots=True)
class Nattrapport:
    """What one night came to. ``utfall`` is counted from the ledger, ``funnet`` from the folders.

    ``vedlegg`` is how many files lay inside those that were found. ``arsaker`` and ``skjermet`` tell of all cases in the
    folders, also those that were left alone. ``tider`` is seconds by step, added up over the workers. ``uapnet`` files were
    known without being opened, ``fra_lager`` cases assessed from stored text, and ``slettede`` cases stay deleted. ``drift`` is how every
    measure of the watch stands.
    """

    kjoring: int
    rot: str
    startet: datetime
    ferdig: datetime
    versjoner: Versjoner
    funnet: int
    utfall: Mapping[str, Mapping[str, int]]
    saker: int
    behandlet: Mapping[str, int]
    vedlegg: int = 0
    arsaker: Mapping[str, int] | None = None
    skjermet: Mapping[str, Mapping[Skjermstatus, int]] | None = None
    avvik: tuple[Filrad, ...] = ()
    forsvunnet: tuple[tuple[str, str], ...] = ()
    manglende: Mapping[str, int] | None = None
    flaggede: tuple[tuple[str, int, int], ...] = ()
    nye: frozenset[str] = frozenset()
    uten_vern: tuple[str, ...] = ()
    tider: Mapping[str, float] | None = None
    programvare: Mapping[str, Mapping[str, str]] | None = None
    uapnet: int = 0
    fra_lager: int = 0
    slettede: int = 0
    drift: tuple[Driftsstand, ...] = ()

    @property
    def stemmer(self) -> bool:
        """True when the outcomes add up to the files that were found, those inside others among them."""
        return self.funnet + self.vedlegg == sum(sum(antall.values()) for antall in self.utfall.values())

    @property
    def holdt(self) -> dict[str, Mapping[Skjermstatus, int]]:
        """The cases with a document whose text is not shown."""
        return {
            sak_id: antall
            for sak_id, antall in (self.skjermet or {}).items()
            if any(status.holdt for status in antall)
        }

    @property
    def driftsvarsler(self) -> list[Driftsstand]:
        """What is unlike what is normal at an office."""
        return [ett for ett in self.drift if ett.varsler]

    @property
    def har_feil(self) -> bool:
        """True when something wants attention: files that failed, a sum that is wrong, or an input that went away."""
        borte = bool(self.forsvunnet) and not self.funnet
        return bool(self.avvik) or not self.stemmer or borte

    def telling(self) -> dict[str, Any]:
        """Counts alone: what the database and the scheduler keep."""
        behandlet = sum(self.behandlet.values())
        return {
            "filer": {
                "funnet": self.funnet + self.vedlegg,
                "vedlegg": self.vedlegg,
                **{utfall.value: sum(self.utfall.get(utfall, {}).values()) for utfall in Utfall},
                "duplikat": self.utfall.get(Utfall.UENDRET, {}).get(Lesestatus.DUPLIKAT, 0),
                "vokser": self.utfall.get(Utfall.PROVES_IGJEN, {}).get(Lesestatus.VOKSER, 0),
                "karantene": self.utfall.get(Utfall.TRENGER_MENNESKE, {}).get(Lesestatus.KARANTENE, 0),
                "uapnet": self.uapnet,
                "stemmer": self.stemmer,
                "forsvunnet": len(self.forsvunnet),
                "mangler": sum((self.manglende or {}).values()),
            },
            "saker": {
                "funnet": self.saker,
                "uendret": self.saker - behandlet,
                **{status.value: self.behandlet.get(status, 0) for status in Saksstatus},
                "feilet": self.behandlet.get("feilet", 0),
                "fra_lager": self.fra_lager,
                "slettet": self.slettede,
                "flagget": len(self.flaggede),
                "flagget_nye": sum(sak_id in self.nye for sak_id, _, _ in self.flaggede),
                "tilbakeholdt": len(self.holdt),
            },
            "dokumenter": {
                status.value: sum(antall.get(status, 0) for antall in (self.skjermet or {}).values())
                for status in Skjermstatus
            },
            "arsaker": dict(self.arsaker or {}),
        }

    def to_json(self) -> dict[str, Any]:
        """The whole report as plain data."""
        return {
            "skjema": SKJEMA,
            "kjoring": self.kjoring,
            "startet": self.startet.isoformat(timespec="seconds"),
            "ferdig": self.ferdig.isoformat(timespec="seconds"),
            "sekunder": round((self.ferdig - self.startet).total_seconds(), 1),
            "tider": dict(self.tider or {}),
            "versjoner": asdict(self.versjoner),
            "programvare": dict(self.programvare or {}),
            **self.telling(),
            "uten_vern": list(self.uten_vern),
            "statuser": {utfall: dict(antall) for utfall, antall in self.utfall.items()},
            "drift": [driftsord.to_json(ett) for ett in self.driftsvarsler],
            "avvik": [_avvik(rad) for rad in self.avvik],
            "forsvunnet": [{"sak_id": sak_id, "fil": fil} for sak_id, fil in self.forsvunnet],
            "mangler": [{"sak_id": sak_id, "antall": antall} for sak_id, antall in (self.manglende or {}).items()],
            "tilbakeholdt": [
                {"sak_id": sak_id, **{status: antall.get(status, 0) for status in _HOLDT}}
                for sak_id, antall in self.holdt.items()
            ],
            "flagget": [
                {"sak_id": sak_id, "flagg": flagg, "risiko": risiko, "ny": sak_id in self.nye}
                for sak_id, flagg, risiko in self.flaggede
            ],
        }


def _avvik(rad: Filrad) -> dict[str, Any]:
    return {
        "sak_id": rad.sak_id,
        "fil": rad.fil,
        "del_av": rad.del_av or None,
        "utfall": rad.utfall,
        "status": rad.status,
        "forsok": rad.forsok,
        "neste": rad.neste and rad.neste.isoformat(timespec="minutes"),
    }


def write_rapport(rapport: Nattrapport, ut: Path, malform: str = "nb") -> tuple[Path, Path]:
    """Write ``nattrapport.html`` and ``nattrapport.json``, each whole or not at all, for their owner only."""
    ut.mkdir(parents=True, exist_ok=True)
    html, data = ut / "nattrapport.html", ut / "nattrapport.json"
    _write(html, make_html(rapport, malform))
    _write(data, json.dumps(rapport.to_json(), ensure_ascii=False, indent=1) + "\n")
    return html, data


def _write(sti: Path, innhold: str) -> None:
    delvis = sti.with_name(f".{sti.name}.delvis")
    delvis.unlink(missing_ok=True)
    with os.fdopen(os.open(delvis, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "w", encoding="utf-8") as fil:
        fil.write(innhold)
        fil.flush()
        os.fsync(fil.fileno())
    delvis.replace(sti)


def make_html(rapport: Nattrapport, malform: str = "nb") -> str:
    """The report as one page that needs nothing beside itself."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    miljo = Environment(
        loader=PackageLoader(__package__, "maler"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    miljo.globals.update(t=partial(tekst, malform=malform), status=partial(_status, malform=malform), malform=malform)
    miljo.globals.update(describe_drift=partial(driftsord.describe_varsel, malform=malform), driftskolonner=driftsord.KOLONNER)
    miljo.filters.update(tid=_tid, tall=_tall, kort=lambda hash_: hash_[:12])
    return miljo.get_template("nattrapport.html.j2").render(r=rapport, telling=rapport.telling(), vist=_VIST)


def make_markdown(rapport: Nattrapport, malform: str = "nb") -> str:
    """The counts alone, as small tables for a scheduler's page."""
    linjer = [f"# {tekst('nattrapport.tittel', malform)}", ""]
    for overskrift, rader in _tabeller(rapport, malform).items():
        linjer += [f"| {overskrift} | {tekst('nattrapport.antall', malform)} |", "|---|---:|"]
        linjer += [f"| {navn} | {antall} |" for navn, antall in rader.items()] + [""]
    return "\n".join(linjer)


def make_tabell(rapport: Nattrapport, malform: str = "nb") -> list[dict[str, str | int]]:
    """The same counts as rows, for what sorts and filters."""
    hva, antall = tekst("nattrapport.hva", malform), tekst("nattrapport.antall", malform)
    tabeller = _tabeller(rapport, malform).items()
    return [{hva: f"{del_}: {navn}", antall: tall} for del_, rader in tabeller for navn, tall in rader.items()]


def _tabeller(rapport: Nattrapport, malform: str) -> dict[str, dict[str, int]]:
    telling, t = rapport.telling(), partial(tekst, malform=malform)
    ut = {
        t(f"nattrapport.{del_}"): {t(f"{gren}.{felt}"): telling[del_][felt] for felt in navn}
        for del_, gren, navn in (("filer", "nattrapport", _FILTALL), ("saker", "nattrapport.sak", _SAKSTALL))
    }
    if telling["arsaker"]:
        ut[t("nattrapport.arsaker")] = {t(f"arsak.{arsak}"): antall for arsak, antall in telling["arsaker"].items()}
    return ut


def _status(kode: str, malform: str) -> str:
    """What a person reads about a file's status; codes without a text of their own are shown as they are."""
    for gren in ("nattrapport.status", "feil"):
        if f"{gren}.{kode}" in load_tekster():
            return tekst(f"{gren}.{kode}", malform)
    return tekst("nattrapport.status.annet", malform, kode=kode)


def _tid(moment: datetime | None) -> str:
    return f"{moment.astimezone():%d.%m.%Y kl. %H.%M}" if moment else ""


def _tall(antall: int) -> str:
    return f"{antall:,}".replace(",", "\N{NO-BREAK SPACE}")

"""What a finding was made from, as canonical JSON: the same finding gives the same bytes, wherever and whenever."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from enum import Enum
from hashlib import sha256
from typing import Any

from vedtaksanalyse.errors import Bruksfeil, IkkeFunnet
from vedtaksanalyse.sak import Avvik, Dokument, Kilde, Lesestatus, Sak, Saksvurdering, Side

UTGAVE = 1
KRITERIUM, FLAGG = "kriterium", "flagg"
_SUM, _STORST = "sum", 64 * 1024 * 1024
_DOKUMENTFELT = ("dok_id", "type", "dato", "malform", "kvalitet", "grunner")
_KILDEFELT = ("dok_id", "sha256", "status", "type", "dato")


@dataclass(frozen=True, slots=True)
class Bunt:
    """A bundle that was read. ``slag`` and ``gjelder`` name the finding; ``funn`` is it, as plain values.

    ``grunnlag`` is the case without its texts: files, types, dates, statuses, and the hash of each text. ``versjoner`` are the
    fingerprints of code, catalogue, models and reading, ``programvare`` the packages, ``flaggstand`` what people had
    decided about flags. ``tekster`` are the texts where they came along.
    """

    sak_id: str
    slag: str
    gjelder: str
    funn: Any
    grunnlag: Mapping
    versjoner: Mapping[str, str]
    programvare: Mapping[str, Mapping[str, str]]
    flaggstand: Mapping[str, str]
    tekster: Mapping[str, Mapping] = field(default_factory=dict)


def make_bunt(
    vurdering: Saksvurdering, slag: str, gjelder: str, programvare: Mapping, flaggstand: Mapping[str, str] | None = None,
    tekster: Mapping[str, Mapping] | None = None,
) -> bytes:  # fmt: skip
    """The bundle of one finding.

    Args:
        vurdering: the case as it is stored, with nothing held back.
        slag: ``kriterium`` or ``flagg``.
        tekster: the texts to take along, by document; none unless somebody asked for them.

    Raises:
        IkkeFunnet: the case has no such finding.
    """
    data = {
        "utgave": UTGAVE, "sak_id": vurdering.sak.sak_id, "slag": slag, "gjelder": gjelder, "funn": find_funn(vurdering, slag, gjelder),
        "grunnlag": describe_sak(vurdering.sak), "versjoner": to_plain(vurdering.versjoner), "programvare": programvare,
        "flaggstand": dict(flaggstand or {}), "tekster": dict(tekster or {}),
    }  # fmt: skip
    return to_bytes(data | {_SUM: _sum(data)})


def find_funn(vurdering: Saksvurdering, slag: str, gjelder: str) -> Any:
    """A finding as plain values. A flag comes with the verdicts of the criterion it stands on.

    Raises:
        IkkeFunnet: the case has no such finding.
    """
    verdikter = {v.kriterium: v for v in vurdering.vurderinger}
    if slag == KRITERIUM and gjelder in verdikter:
        return to_plain(verdikter[gjelder])
    flagg = next((f for f in vurdering.flagg if f.id == gjelder), None) if slag == FLAGG else None
    if flagg is None:
        raise IkkeFunnet("funn_finnes_ikke")
    return {"flagg": to_plain(flagg), "kriterium": to_plain(verdikter.get(flagg.kriterium)), "risiko": to_plain(vurdering.risiko)}


def describe_sak(sak: Sak) -> dict:
    """All of a case that decides what is found in it: hashes instead of texts and pages, and no file name."""
    dokumenter = [
        {navn: to_plain(getattr(dok, navn)) for navn in _DOKUMENTFELT} | {"avtrykk": dok.avtrykk, "sider": _hash(to_plain(dok.sider))}
        for dok in sak.dokumenter
    ]
    kilder = [{navn: to_plain(getattr(kilde, navn)) for navn in _KILDEFELT} for kilde in sak.kilder]
    felt = {"malform": sak.malform, "malform_usikker": sak.malform_usikker, "avvik": to_plain(sak.avvik)}
    return felt | {"dokumenter": dokumenter, "kilder": kilder}


def take_tekster(sak: Sak, holdt: int) -> dict[str, dict]:
    """The texts of a case with their pages, to take along. ``holdt`` is how many documents are held back or masked.

    Raises:
        Bruksfeil: «bunt_holdt» when any is.
    """
    if holdt:
        raise Bruksfeil("bunt_holdt", antall=holdt)
    return {dok.dok_id: {"tekst": dok.tekst, "sider": to_plain(dok.sider)} for dok in sak.dokumenter}


def open_tekster(bunt: Bunt) -> Sak:
    """The case as it came along with the bundle.

    Raises:
        Bruksfeil: «bunt_uten_tekst» when no texts came along.
    """
    if not bunt.tekster:
        raise Bruksfeil("bunt_uten_tekst")
    grunnlag = bunt.grunnlag
    kilder = [Kilde(fil=k["dok_id"], **k | {"status": Lesestatus(k["status"]), "dato": _dato(k["dato"])}) for k in grunnlag["kilder"]]
    dokumenter = [
        Dokument(
            tekst=bunt.tekster[dok["dok_id"]]["tekst"], sider=tuple(_side(side) for side in bunt.tekster[dok["dok_id"]]["sider"]),
            **{navn: dok[navn] for navn in _DOKUMENTFELT} | {"dato": _dato(dok["dato"]), "grunner": tuple(dok["grunner"])},
        )
        for dok in grunnlag["dokumenter"]
    ]  # fmt: skip
    avvik = tuple(Avvik(ett["kode"], tuple(map(tuple, ett["felt"]))) for ett in grunnlag["avvik"])
    felt = {navn: grunnlag[navn] for navn in ("malform", "malform_usikker")}
    return Sak(bunt.sak_id, tuple(kilder), tuple(dokumenter), avvik=avvik, **felt)


def read_bunt(data: bytes) -> Bunt:
    """A bundle from its bytes.

    Raises:
        Bruksfeil: «bunt_ukjent» when it is no bundle, «bunt_endret» when it is not as it was made.
    """
    try:
        felt = json.loads(data[: _STORST + 1])
        utgave, summen = felt.pop("utgave"), felt.pop(_SUM)
        bunt = Bunt(**felt)
        endret = summen != _sum(felt | {"utgave": utgave}) or data != to_bytes(felt | {"utgave": utgave, _SUM: summen})
        kjent = utgave == UTGAVE and isinstance(bunt.grunnlag, dict) and isinstance(bunt.versjoner, dict)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Bruksfeil("bunt_ukjent") from None
    if not kjent:
        raise Bruksfeil("bunt_ukjent")
    if endret:
        raise Bruksfeil("bunt_endret")
    return bunt


def to_plain(verdi: Any) -> Any:
    """Nouns as values that JSON has: fields by name, codes for choices, ISO dates."""
    if is_dataclass(verdi):
        return {felt.name: to_plain(getattr(verdi, felt.name)) for felt in fields(verdi)}
    if isinstance(verdi, Mapping):
        return {str(navn): to_plain(ett) for navn, ett in verdi.items()}
    if isinstance(verdi, tuple | list):
        return [to_plain(ett) for ett in verdi]
    if isinstance(verdi, Enum):
        return verdi.value
    return verdi.isoformat() if isinstance(verdi, date) else verdi


def to_bytes(data: Any) -> bytes:
    """Canonical JSON: keys sorted, no space to vary, numbers as exactly as they are."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode() + b"\n"


def _sum(data: Any) -> str:
    return sha256(to_bytes(data)).hexdigest()


def _hash(verdi: Any) -> str:
    return _sum(verdi) if verdi else ""


def _dato(verdi: str | None) -> date | None:
    return date.fromisoformat(verdi) if verdi else None


def _side(felt: Mapping) -> Side:
    lister = {navn: tuple(map(tuple, felt[navn])) for navn in ("brudd", "ruter")}
    return Side(**felt | lister | {"grunner": tuple(felt["grunner"])})

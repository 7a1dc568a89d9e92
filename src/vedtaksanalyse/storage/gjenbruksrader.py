"""The rows of the boilerplate map: the marks of a case's sentences, and the case's place among the others as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from operator import attrgetter

from vedtaksanalyse.sak import Belegg, Faktum, Gjentakelse, Rest, Saksgjenbruk, Setningsmerke, Utfylling


@cache
def _reader(slag: type) -> tuple[tuple[str, ...], Callable[[object], tuple]]:
    return slag.__slots__, attrgetter(*slag.__slots__)


def make_felt(ting: object) -> dict:
    """The fields of a noun by name; what they hold is not copied, as nouns are never altered."""
    navn, read = _reader(type(ting))
    return dict(zip(navn, read(ting), strict=True))


def list_felt(ting: object) -> tuple:
    """The fields of a noun in order."""
    return _reader(type(ting))[1](ting)


_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=make_felt)


def to_json(verdi: object) -> str:
    """JSON as we store it; a noun is an object of its fields."""
    return _JSON.encode(verdi)


def read_belegg(rad: Mapping) -> Belegg:
    """The span in a row or a JSON object."""
    return Belegg(rad["dok_id"], rad["start"], rad["slutt"])


def read_fakta(felt: Iterable[Mapping]) -> tuple[Faktum, ...]:
    """Facts from JSON objects."""
    return tuple(Faktum(ett["navn"], tuple(map(read_belegg, ett["belegg"])), ett["verdi"]) for ett in felt)


def make_merkerad(merke: Setningsmerke) -> dict:
    """The row of one mark, without its case and number."""
    return {
        **make_felt(merke.belegg),
        "avsnitt": merke.avsnitt,
        "form": merke.form,
        "signatur": merke.signatur,
        "ord": merke.ord,
        "fast": merke.fast,
        "utfylt": to_json([list_felt(felt) for felt in merke.utfylt]) if merke.utfylt else "[]",
    }


def read_merke(rad: Mapping) -> Setningsmerke:
    """The mark that gave this row."""
    utfylt = tuple(_read_utfylling(*felt) for felt in json.loads(rad["utfylt"])) if rad["utfylt"] != "[]" else ()
    felt = (rad["avsnitt"], rad["form"], bytes(rad["signatur"]), rad["ord"], rad["fast"])
    return Setningsmerke(read_belegg(rad), *felt, utfylt)


def _read_utfylling(
    slag: str, start: int, slutt: int, verdi: str, stotte: str, ellers: Iterable[str] = ()
) -> Utfylling:
    """Marks stored before the values elsewhere were noted have none."""
    return Utfylling(slag, start, slutt, verdi, stotte, tuple(ellers))


def make_gjenbruksfelt(gjenbruk: Saksgjenbruk | None) -> dict:
    """What a case's own row says of its place in the map."""
    if gjenbruk is None:
        return {"egenandel": None, "gjenbruk": None}
    return {"egenandel": gjenbruk.andel, "gjenbruk": to_json(gjenbruk)}


def read_gjenbruk(verdi: str | None) -> Saksgjenbruk | None:
    """The place in the map that was stored so."""
    if verdi is None:
        return None
    felt = json.loads(verdi)
    gjentatt = tuple(
        Gjentakelse(
            read_belegg(ett["belegg"]), ett["like"], ett["nesten"], ett["fast"],
            tuple(_read_utfylling(**utfylling) for utfylling in ett["utfylt"]),
        )
        for ett in felt["gjentatt"]
    )  # fmt: skip
    medianer = tuple((navn, verdi) for navn, verdi in felt.get("medianer", ()))
    rester = tuple(
        Rest(ett["slag"], tuple(map(read_belegg, ett["belegg"])), tuple(ett["ellers"])) for ett in felt["rester"]
    )
    return Saksgjenbruk(felt["saker"], felt["ord"], felt["egne"], gjentatt, rester, medianer)

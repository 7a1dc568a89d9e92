"""What a page or script sent: a form or a JSON object, as words by name. What is neither is refused."""

from __future__ import annotations

import json

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request

from vedtaksanalyse.errors import Bruksfeil, Feil

_MAKS = {"max_files": 0, "max_fields": 400, "max_part_size": 200_000}
_JSON, _SKJEMA = "application/json", ("application/x-www-form-urlencoded", "multipart/form-data")
_ULOVLIGE = ("\x00", *(chr(tegn) for tegn in range(0xD800, 0xE000)))
_UTEN = str.maketrans(dict.fromkeys(_ULOVLIGE))


async def read_skjema(request: Request) -> dict[str, str]:
    """The fields that were sent. Bruksfeil for what is no form and no JSON object, or holds what no text does."""
    slag = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if not slag:
        return {}
    if slag != _JSON and slag not in _SKJEMA:
        raise Bruksfeil("medietype")
    try:
        felt = _read_json(await request.body()) if slag == _JSON else await _read_form(request)
    except (Feil, ClientDisconnect):
        raise
    except (ValueError, RecursionError, HTTPException, AttributeError):
        raise Bruksfeil("skjema_ulest") from None
    if any(len(del_) != len(del_.translate(_UTEN)) for par in felt.items() for del_ in par):
        raise Bruksfeil("skjema_ulest")
    return felt


def _read_json(kropp: bytes) -> dict[str, str]:
    """The words of an object; numbers and truths as words, and nothing of what is deeper."""
    data = json.loads(kropp)
    if not isinstance(data, dict):
        raise ValueError
    return {navn: v if isinstance(v, str) else json.dumps(v) for navn, v in data.items() if isinstance(v, (str, int, float))}


async def _read_form(request: Request) -> dict[str, str]:
    async with request.form(**_MAKS) as skjema:
        return {navn: verdi for navn, verdi in skjema.items() if isinstance(verdi, str)}

"""How a person wants the pages: colours, language form, panes, shortcuts."""

from __future__ import annotations

from starlette.responses import Response

from vedtaksanalyse.web.foresporsel import MALFORMER, TEMAER, Foresporsel
from vedtaksanalyse.web.rute import INNLOGGET, Rute

_LOVLIGE = {"malform": MALFORMER, "tema": TEMAER, "hurtigtaster": ("ja", "nei"), "ruter": None}
_LENGST = 200


def save_valg(f: Foresporsel) -> Response:
    """Keep what was chosen, and back to where it was chosen."""
    nye = {n: v for n, v in f.skjema.items() if n in _LOVLIGE and (v in _LOVLIGE[n] if _LOVLIGE[n] else len(v) <= _LENGST)}
    f.oppsett.okter.save_visning(f.bruker.id, f.visning | nye)
    tilbake = str(f.skjema.get("tilbake") or "/ko")
    return f.videre(tilbake)


RUTER = (Rute("POST", "/valg", INNLOGGET, save_valg),)

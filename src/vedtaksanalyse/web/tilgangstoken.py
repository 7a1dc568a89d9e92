"""People whom a login proxy in front of us has let in: it sends a token with each request, which we check ourselves."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from hmac import new as hmac
from threading import Lock
from time import monotonic
from typing import Any

from joserfc.jwt import JWTClaimsRegistry

from vedtaksanalyse.errors import Feil
from vedtaksanalyse.logg import log_hendelse
from vedtaksanalyse.sak import Bruker
from vedtaksanalyse.storage import Okt
from vedtaksanalyse.storage.tidspunkt import naa
from vedtaksanalyse.web.grupper import Grupper
from vedtaksanalyse.web.nokler import SLARK, Nokler
from vedtaksanalyse.web.oppsett import Oppsett

_HUSKES = 3600.0


class Tokenvakt:
    """Checks tokens of one issuer, made for us, and says who they are of."""

    def __init__(self, nokler: Nokler, utsteder: str, mottaker: str, grupper: Grupper) -> None:
        self._nokler, self._grupper = nokler, grupper
        self._krav = {
            "iss": {"essential": True, "value": utsteder}, "aud": {"essential": True, "value": mottaker},
            "exp": {"essential": True}, self._grupper.identfelt: {"essential": True},
        }  # fmt: skip
        self._kjente: dict[str, tuple[Bruker, float]] = {}
        self._las = Lock()

    def find_okt(self, token: str, oppsett: Oppsett) -> Okt | None:
        """Who the token is of, for this request alone; None when it does not hold. IkkeTilgang for one who has no role here."""
        try:
            felt = self._read(token)
        except Feil:
            raise
        except Exception as feil:
            log_hendelse("token_avvist", kode=type(feil).__name__)
            return None
        bruker, na = self._grupper.make_bruker(felt), naa()
        self._remember(bruker, oppsett)
        csrf = hmac(oppsett.hemmelighet, f"csrf:{bruker.id}".encode(), sha256).hexdigest()
        return Okt("", bruker, na, na, {"csrf": csrf})

    def _read(self, token: str) -> Mapping[str, Any]:
        lest = self._nokler.decode(token)
        JWTClaimsRegistry(leeway=SLARK, **self._krav).validate(lest.claims)
        return lest.claims

    def _remember(self, bruker: Bruker, oppsett: Oppsett) -> None:
        """Colleagues must be able to give this person cases: note them in the store, now and then."""
        with self._las:
            kjent = self._kjente.get(bruker.id)
            if kjent and kjent[0] == bruker and kjent[1] > monotonic() - _HUSKES:
                return
            self._kjente[bruker.id] = (bruker, monotonic())
        oppsett.okter.save_bruker(bruker)

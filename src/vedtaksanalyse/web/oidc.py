"""The door to an OpenID Connect provider: the only thing in the house that opens a connection, and only when it is configured.

Code flow with PKCE (S256), state and nonce. Nothing that the provider gives is kept: what is needed of the tokens is read, and they
are gone. Its addresses must be HTTPS; on this machine itself, where tests have one, they need not be.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hmac import compare_digest
from secrets import token_urlsafe
from threading import Lock
from time import monotonic, time
from typing import Any
from urllib.parse import urlencode, urlsplit

from authlib.integrations.httpx_client import OAuth2Client
from authlib.oidc.core import CodeIDToken
from joserfc.jwt import JWTClaimsRegistry

from vedtaksanalyse.errors import Bruksfeil, Feil, IkkeTilgang
from vedtaksanalyse.logg import log_hendelse
from vedtaksanalyse.sak import Bruker
from vedtaksanalyse.web.grupper import Grupper
from vedtaksanalyse.web.nokler import SLARK, Nokler

TILBAKE = "/logg-inn/svar"
UTLOGGET = "http://schemas.openid.net/event/backchannel-logout"
_FRIST = 10.0
_LEVETID = 3600.0
_HER = ("127.0.0.1", "localhost", "::1")
_MAKS = 1_000_000
_ELDST = 300


@dataclass(frozen=True)
class Oidcvalg:
    """Who the provider is and who we are to it. ``adresse`` is where browsers reach us."""

    utsteder: str
    klient: str
    adresse: str
    hemmelighet: str = ""
    omfang: str = "openid profile"


@dataclass(frozen=True)
class Innlogging:
    """Somebody who came back from the provider, and what it calls the person and this login."""

    bruker: Bruker
    sub: str
    sid: str


class Leverandor:
    """The provider. What it says of itself is asked for once an hour, and not before somebody logs in."""

    def __init__(self, valg: Oidcvalg, grupper: Grupper) -> None:
        """Bruksfeil «oidc_adresse» when its address is not one we may talk to."""
        check_https(valg.utsteder)
        self._valg, self._grupper = valg, grupper
        self._nokler = Nokler(lambda: fetch_json(self._om()["jwks_uri"]))
        self._sagt: tuple[float, dict[str, Any]] | None = None
        self._las = Lock()

    @property
    def opphav(self) -> str:
        """Where it is: scheme and host."""
        return _opphav(self._valg.utsteder)

    @property
    def avtrykk(self) -> str:
        """The same as long as the same provider gives the same people the same rights."""
        return f"{self._grupper.avtrykk}:{self._valg.klient}"

    def begin(self) -> tuple[str, dict[str, str]]:
        """Where to send the browser, and what must be remembered until it is back."""
        husk = {navn: token_urlsafe(48) for navn in ("state", "nonce", "verifikator")}
        til = self._om()["authorization_endpoint"]
        with self._klient() as klient:
            adresse, _ = klient.create_authorization_url(
                til, state=husk["state"], nonce=husk["nonce"], code_verifier=husk["verifikator"]
            )
        return adresse, husk

    def finish(self, svar: Mapping[str, str], husk: Mapping[str, str]) -> Innlogging:
        """Who came back. IkkeTilgang «innlogging_feilet» when anything about it is not as it must be."""
        if not compare_digest(svar.get("state", "").encode(), husk["state"].encode()) or not svar.get("code"):
            raise IkkeTilgang("innlogging_feilet")
        if svar.get("iss", self._valg.utsteder) != self._valg.utsteder:
            raise IkkeTilgang("innlogging_feilet")
        om = self._om()
        try:
            with self._klient() as klient:
                token = klient.fetch_token(om["token_endpoint"], code=svar["code"], code_verifier=husk["verifikator"])
            felt = self._read(token, husk["nonce"])
        except Exception as feil:
            log_hendelse("innlogging_feilet", kode=type(feil).__name__)
            raise IkkeTilgang("innlogging_feilet") from None
        return Innlogging(self._grupper.make_bruker(felt), str(felt.get("sub", "")), str(felt.get("sid") or ""))

    def read_utlogging(self, token: str) -> tuple[str, str]:
        """Whom and which login the provider says is over (OpenID Connect Back-Channel Logout 1.0): one of the two may be empty.

        Bruksfeil «foresporsel» for what is no such word of the provider's, or is not new. To say it twice does no harm.
        """
        try:
            lest = self._nokler.decode(token)
            felt = lest.claims
            krav = {"iss": {"essential": True, "value": self._valg.utsteder}, "aud": {"essential": True, "value": self._valg.klient}}
            JWTClaimsRegistry(leeway=SLARK, iat={"essential": True}, **krav).validate(felt)
            sub, sid = felt.get("sub") or "", felt.get("sid") or ""
            riktig = isinstance(felt["events"][UTLOGGET], dict) and "nonce" not in felt and felt["iat"] > time() - _ELDST - SLARK
            if not (riktig and isinstance(sub, str) and isinstance(sid, str) and (sub or sid)):
                raise ValueError
        except Exception as feil:
            log_hendelse("utlogging_avvist", kode=type(feil).__name__)
            raise Bruksfeil("foresporsel") from None
        return sub, sid

    def find_utlogging(self) -> str | None:
        """Where to go to log out there too; None when it does not say, or is not to be reached."""
        try:
            til = self._om().get("end_session_endpoint", "")
        except Feil:
            return None
        if _opphav(til) != self.opphav:
            return None
        felt = {"client_id": self._valg.klient, "post_logout_redirect_uri": f"{self._valg.adresse}/logg-inn"}
        return f"{til}{'&' if urlsplit(til).query else '?'}{urlencode(felt)}"

    def _read(self, token: Mapping[str, Any], nonce: str) -> dict[str, Any]:
        lest = self._nokler.decode(token["id_token"])
        krav = {"iss": {"essential": True, "value": self._valg.utsteder}, "aud": {"essential": True, "value": self._valg.klient}}
        felt = {"nonce": nonce, "client_id": self._valg.klient, "access_token": token.get("access_token")}
        CodeIDToken(lest.claims, lest.header, krav, felt).validate(leeway=SLARK)
        return lest.claims

    def _klient(self) -> OAuth2Client:
        valg = self._valg
        return OAuth2Client(
            valg.klient, valg.hemmelighet or None, scope=valg.omfang, redirect_uri=valg.adresse + TILBAKE,
            token_endpoint_auth_method="client_secret_basic" if valg.hemmelighet else "none",
            code_challenge_method="S256", timeout=_FRIST,
        )  # fmt: skip

    def _om(self) -> dict[str, Any]:
        """What it says of itself. Feil «innlogging_nede» when it does not answer, or is somebody else."""
        with self._las:
            if self._sagt and self._sagt[0] > monotonic() - _LEVETID:
                return self._sagt[1]
            om = fetch_json(self._valg.utsteder.rstrip("/") + "/.well-known/openid-configuration")
            with _oversatt():
                if om["issuer"] != self._valg.utsteder:
                    raise ValueError
                for navn in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
                    check_https(om[navn])
            self._sagt = (monotonic(), om)
            return om


def fetch_json(adresse: str) -> dict[str, Any]:
    """What stands at an address of the provider's. Feil «innlogging_nede» when nothing usable does."""
    check_https(adresse)
    with _oversatt(), OAuth2Client(timeout=_FRIST) as klient:
        svar = klient.request("GET", adresse, withhold_token=True)
        if svar.status_code != 200 or len(svar.content) > _MAKS:
            raise ValueError
        return dict(svar.json())


def check_https(adresse: str) -> None:
    """Bruksfeil «oidc_adresse» for an address that anybody on the way could answer for."""
    deler = urlsplit(adresse)
    if not deler.hostname or not (deler.scheme == "https" or (deler.scheme == "http" and deler.hostname in _HER)):
        raise Bruksfeil("oidc_adresse")


@contextmanager
def _oversatt():
    try:
        yield
    except Exception as feil:
        log_hendelse("innlogging_nede", kode=type(feil).__name__)
        raise Feil("innlogging_nede") from None


def _opphav(adresse: str) -> str:
    deler = urlsplit(adresse)
    return f"{deler.scheme}://{deler.netloc}"

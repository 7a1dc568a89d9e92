"""A small OpenID Connect provider that listens on this machine, and can be told to do what a bad one does."""

from __future__ import annotations

import base64
import hashlib
import json
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from secrets import token_urlsafe
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, RSAKey

KLIENT, HEMMELIG = "gjennomgang", "en lang hemmelighet &%"


class Tilbyder:
    """The provider. ``endre`` changes the claims of the next tokens, ``signer`` how they are signed; ``spurt`` is what it was asked."""

    def __init__(self) -> None:
        self.nokkel = RSAKey.generate_key(2048, {"kid": "1", "use": "sig"})
        self.fremmed = RSAKey.generate_key(2048, {"kid": "1", "use": "sig"})
        self.endre: dict[str, Any] = {}
        self.signer = "RS256"
        self.spurt: list[str] = []
        self.om: dict[str, Any] = {}
        self._koder: dict[str, dict[str, str]] = {}
        self._tjener = ThreadingHTTPServer(("127.0.0.1", 0), type("Svarer", (_Svarer,), {"tilbyder": self}))
        self.utsteder = f"http://127.0.0.1:{self._tjener.server_port}"
        Thread(target=self._tjener.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """Answer no more."""
        self._tjener.shutdown()
        self._tjener.server_close()

    def reset(self) -> None:
        """Be a good provider again."""
        self.endre, self.signer, self.om = {}, "RS256", {}
        self.spurt.clear()

    def jwks(self) -> dict[str, Any]:
        """The public keys."""
        return KeySet([self.nokkel]).as_dict(private=False)

    def make_token(self, **felt: Any) -> str:
        """A token of a person with the groups «g-gransker» and «g-eget»."""
        na = int(time.time())
        alt = {"iss": self.utsteder, "aud": KLIENT, "sub": "Z990001", "name": "Test Testesen", "iat": na, "exp": na + 300}
        alt = {n: v for n, v in (alt | {"groups": ["g-gransker", "g-eget"]} | felt | self.endre).items() if v is not None}
        if self.signer == "none":
            deler = ({"alg": "none"}, alt)
            return ".".join([*(base64.urlsafe_b64encode(json.dumps(d).encode()).decode().rstrip("=") for d in deler), ""])
        if self.signer == "HS256":
            return jwt.encode({"alg": "HS256", "kid": "1"}, alt, OctKey.import_key(json.dumps(self.jwks()["keys"][0])), algorithms=["HS256"])
        nokkel = self.fremmed if self.signer == "fremmed" else self.nokkel
        return jwt.encode({"alg": "RS256", "kid": nokkel.kid}, alt, nokkel)

    def svar(self, sti: str, felt: dict[str, str], hoder) -> tuple[int, Any, str]:
        """Status, body and location."""
        self.spurt.append(sti)
        if sti == "/.well-known/openid-configuration":
            steder = {f"{navn}_endpoint": f"{self.utsteder}/{navn}" for navn in ("authorization", "token", "end_session")}
            return 200, {"issuer": self.utsteder, "jwks_uri": f"{self.utsteder}/jwks"} | steder | self.om, ""
        if sti == "/jwks":
            return 200, self.jwks(), ""
        if sti == "/authorization":
            if felt.get("code_challenge_method") != "S256" or felt.get("response_type") != "code":
                return 400, {}, ""
            kode = token_urlsafe(8)
            self._koder[kode] = felt
            return 302, {}, f"{felt['redirect_uri']}?{urlencode({'code': kode, 'state': felt['state'], 'iss': self.utsteder})}"
        if sti == "/token":
            return self._token(felt, hoder)
        return 404, {}, ""

    def _token(self, felt: dict[str, str], hoder) -> tuple[int, Any, str]:
        spurt = self._koder.pop(felt.get("code", ""), None)
        fasit = "Basic " + base64.b64encode(f"{KLIENT}:{HEMMELIG}".encode()).decode()
        if spurt is None or hoder.get("authorization") != fasit or felt.get("redirect_uri") != spurt["redirect_uri"]:
            return 400, {"error": "invalid_grant"}, ""
        avtrykk = base64.urlsafe_b64encode(hashlib.sha256(felt["code_verifier"].encode()).digest()).decode().rstrip("=")
        if avtrykk != spurt["code_challenge"]:
            return 400, {"error": "invalid_grant"}, ""
        return 200, {"access_token": "x", "token_type": "Bearer", "id_token": self.make_token(nonce=spurt["nonce"])}, ""


class _Svarer(BaseHTTPRequestHandler):
    tilbyder: Tilbyder

    def do_GET(self) -> None:
        deler = urlsplit(self.path)
        self._send(deler.path, deler.query)

    def do_POST(self) -> None:
        self._send(self.path, self.rfile.read(int(self.headers["content-length"])).decode())

    def _send(self, sti: str, felt: str) -> None:
        status, kropp, sted = self.tilbyder.svar(sti, {n: v[0] for n, v in parse_qs(felt).items()}, self.headers)
        data = json.dumps(kropp).encode()
        self.send_response(status)
        for navn, verdi in (("content-type", "application/json"), ("content-length", str(len(data))), ("location", sted)):
            if verdi:
                self.send_header(navn, verdi)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        pass

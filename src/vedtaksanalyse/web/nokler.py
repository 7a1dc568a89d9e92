"""The keys that tokens are signed with, and reading a token with them. No algorithm that the one who asks could choose weak."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from time import monotonic
from typing import Any

from joserfc import jwt
from joserfc.errors import InvalidKeyIdError
from joserfc.jwk import KeySet

ALGORITMER = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
SLARK = 60
"""How many seconds two clocks may differ."""
_LEVETID, _SNAREST = 3600.0, 60.0
_LENGST = 16_384


class Nokler:
    """A set of keys that is fetched when it is needed, again each hour, and when a token names one that is new."""

    def __init__(self, hent: Callable[[], dict[str, Any]]) -> None:
        self._hent = hent
        self._las = Lock()
        self._sett: KeySet | None = None
        self._tid = 0.0

    def decode(self, token: str) -> jwt.Token:
        """The token, its signature checked. Raises joserfc's and its own failures for one that is not as it must be."""
        if not isinstance(token, str) or len(token) > _LENGST:
            raise ValueError
        try:
            return jwt.decode(token, self._load(_LEVETID), algorithms=ALGORITMER)
        except (InvalidKeyIdError, ValueError):
            return jwt.decode(token, self._load(_SNAREST), algorithms=ALGORITMER)

    def _load(self, levetid: float) -> KeySet:
        with self._las:
            if self._sett is None or self._tid < monotonic() - levetid:
                self._sett = KeySet.import_key_set(self._hent())
                self._tid = monotonic()
            return self._sett

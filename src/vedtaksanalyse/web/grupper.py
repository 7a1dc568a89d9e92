"""From what a login provider says of a person to who that is here. Roles and offices come from groups that the settings name.

Whoever has no group that gives a role does not come in; whoever has none that gives an office sees no case.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from vedtaksanalyse.errors import Bruksfeil, IkkeTilgang
from vedtaksanalyse.sak import Bruker

ALLE = "*"
_IDENT = re.compile(r"[\w.@:+/=|-]{1,200}", re.ASCII)
_LENGST = 100


@dataclass(frozen=True)
class Grupper:
    """Which groups give which role and which office, and the claims to look in. A person has every role at every office of theirs."""

    roller: Mapping[str, str]
    kontorer: Mapping[str, str]
    gruppefelt: str = "groups"
    identfelt: str = "sub"

    def check(self, kjente: Collection[str]) -> None:
        """Bruksfeil «rollegruppe» for a role that there is none of."""
        if ukjent := sorted(set(self.roller.values()) - set(kjente)):
            raise Bruksfeil("rollegruppe", roller=", ".join(ukjent), kjente=", ".join(sorted(kjente)))

    @property
    def avtrykk(self) -> str:
        """The same for two that give everybody the same."""
        alt = [sorted(self.roller.items()), sorted(self.kontorer.items()), self.gruppefelt, self.identfelt]
        return sha256(json.dumps(alt).encode()).hexdigest()[:16]

    def make_bruker(self, felt: Mapping[str, Any]) -> Bruker:
        """The person of these claims. IkkeTilgang «uten_rolle» for one who has no role here, or no usable name."""
        ident, navn, egne = felt.get(self.identfelt), felt.get("name"), felt.get(self.gruppefelt)
        egne = {ett for ett in egne if isinstance(ett, str)} if isinstance(egne, list) else set()
        roller = frozenset(rolle for gruppe, rolle in self.roller.items() if gruppe in egne)
        if not roller or not isinstance(ident, str) or not _IDENT.fullmatch(ident):
            raise IkkeTilgang("uten_rolle")
        kontorer = frozenset(kontor for gruppe, kontor in self.kontorer.items() if gruppe in egne)
        synlig = " ".join(navn.split()) if isinstance(navn, str) and navn.isprintable() else ""
        return Bruker(ident, synlig[:_LENGST] or ident, roller, None if ALLE in kontorer else kontorer)

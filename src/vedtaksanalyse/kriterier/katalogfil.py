"""A file of the catalogue as data, with refusals that name file, line and reason."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

from vedtaksanalyse.errors import Katalogfeil
from vedtaksanalyse.kriterier.katalog import Malformtekst
from vedtaksanalyse.sak import MALFORMER


class Katalogfil:
    """A catalogue file that can say where something in it is wrong."""

    def __init__(self, rot: Path, sti: Path) -> None:
        self.navn = sti.relative_to(rot).as_posix()
        self.id = self.navn.removesuffix(".toml").replace("/", ".")
        self.tekst = sti.read_text(encoding="utf-8")
        try:
            self.data = tomllib.loads(self.tekst)
        except tomllib.TOMLDecodeError as feil:
            linje = re.search(r"line (\d+)", str(feil))
            siste = self.tekst.count("\n") + 1
            raise Katalogfeil(
                "katalog", fil=self.navn, linje=int(linje[1]) if linje else siste, grunn="ugyldig_toml", navn=str(feil)
            ) from None

    def refuse(self, grunn: str, *ved: str, navn: object = "") -> Katalogfeil:
        """The failure at the first line that holds the last of ``ved``, each sought after the one before it."""
        sted = etter = 0
        for ett in ved:
            if funnet := re.compile(rf"(?<!\w){re.escape(ett)}(?!\w)").search(self.tekst, etter):
                sted, etter = funnet.span()
        return Katalogfeil("katalog", fil=self.navn, linje=self.tekst.count("\n", 0, sted) + 1, grunn=grunn, navn=navn)

    def closed(self, tabell: Mapping, krav: Iterable[str], valgfri: Iterable[str], *ved: str) -> None:
        """Refuse a table that lacks a key or has one that nobody knows."""
        krav, valgfri = set(krav), set(valgfri)
        for nokkel in sorted(set(tabell) - krav - valgfri):
            raise self.refuse("ukjent_nokkel", *ved, nokkel, navn=nokkel)
        for nokkel in sorted(krav - set(tabell)):
            raise self.refuse("mangler", *ved, navn=nokkel)

    def typed(self, tabell: Mapping, typer: Mapping[str, type | tuple[type, ...]], *ved: str) -> None:
        """Refuse a value of another type than its key asks for."""
        for nokkel, verdi in tabell.items():
            if not isinstance(verdi, typer.get(nokkel, object)):
                raise self.refuse("feil_type", *ved, nokkel, navn=nokkel)

    def both_forms(self, verdi: object, *ved: str) -> Malformtekst:
        """A text in both language forms."""
        if not isinstance(verdi, dict) or set(verdi) != set(MALFORMER) or not all(verdi.values()):
            raise self.refuse("begge_former", *ved, navn=ved[-1])
        return verdi

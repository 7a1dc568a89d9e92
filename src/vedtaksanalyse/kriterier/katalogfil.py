"""A file of the catalogue as data, with refusals that name file, line and reason."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import GenericAlias, UnionType
from typing import get_args, get_origin

from vedtaksanalyse.errors import Katalogfeil
from vedtaksanalyse.kriterier.katalog import Malformtekst
from vedtaksanalyse.sak import MALFORMER

Form = type | GenericAlias | UnionType
"""What a value is to be: ``str``, ``list[str]``, ``dict[str, list[str]]``, ``int | float``."""


class Katalogfil:
    """A catalogue file that can say where something in it is wrong."""

    def __init__(self, rot: Path, sti: Path) -> None:
        self.navn = sti.relative_to(rot).as_posix()
        self.id = self.navn.removesuffix(".toml").replace("/", ".")
        self.tekst = self._decoded(sti.read_bytes())
        try:
            self.data = tomllib.loads(self.tekst)
        except tomllib.TOMLDecodeError as feil:
            linje = re.search(r"line (\d+)", str(feil))
            siste = self.tekst.count("\n") + 1
            raise Katalogfeil(
                "katalog", fil=self.navn, linje=int(linje[1]) if linje else siste, grunn="ugyldig_toml", navn=str(feil)
            ) from None

    def _decoded(self, data: bytes) -> str:
        try:
            return data.decode("utf-8").replace("\r\n", "\n")
        except UnicodeDecodeError as feil:
            linje = data.count(b"\n", 0, feil.start) + 1
            raise Katalogfeil("katalog", fil=self.navn, linje=linje, grunn="ikke_utf8", navn="") from None

    def refuse(self, grunn: str, *ved: str, navn: object = "") -> Katalogfeil:
        """The failure at the first line that holds the last of ``ved``, each sought after the one before it."""
        sted = etter = 0
        for ett in ved:
            if funnet := re.compile(rf"(?<!\w){re.escape(ett)}(?!\w)").search(self.tekst, etter):
                sted, etter = funnet.span()
        return Katalogfeil("katalog", fil=self.navn, linje=self.tekst.count("\n", 0, sted) + 1, grunn=grunn, navn=navn)

    def closed(self, tabell: Mapping, krav: Iterable[str], valgfri: Iterable[str], *ved: str) -> None:
        """Refuse what is no table, lacks a key or has one that nobody knows."""
        if not isinstance(tabell, dict):
            raise self.refuse("feil_type", *ved, navn=" ".join(ved))
        krav, valgfri = set(krav), set(valgfri)
        for nokkel in sorted(set(tabell) - krav - valgfri):
            raise self.refuse("ukjent_nokkel", *ved, nokkel, navn=nokkel)
        for nokkel in sorted(krav - set(tabell)):
            raise self.refuse("mangler", *ved, navn=nokkel)

    def typed(self, tabell: Mapping, former: Mapping[str, Form], *ved: str) -> None:
        """Refuse a value of another form than its key asks for; a text in two forms is ``both_forms``' to judge."""
        for nokkel, verdi in tabell.items():
            if nokkel in former:
                self._check_form(verdi, former[nokkel], *ved, nokkel)

    def _check_form(self, verdi: object, form: Form, *ved: str) -> None:
        """Refuse at the innermost key that is wrong."""
        if fits(verdi, form):
            return
        if get_origin(form) is dict and type(verdi) is dict:
            for nokkel, ett in verdi.items():
                self._check_form(ett, get_args(form)[1], *ved, nokkel)
        nokkel = f"{ved[-1]} ="
        raise self.refuse("feil_type", *ved[:-1], nokkel if nokkel in self.tekst else ved[-1], navn=ved[-1])

    def both_forms(self, verdi: object, *ved: str) -> Malformtekst:
        """A text in both language forms."""
        if not fits(verdi, dict[str, str]) or set(verdi) != set(MALFORMER) or not all(map(str.strip, verdi.values())):
            raise self.refuse("begge_former", *ved, navn=ved[-1])
        return verdi


def fits(verdi: object, form: Form) -> bool:
    """Whether a value has a form such as ``list[str]`` or ``int | float``, all the way in. A truth value is no number."""
    opphav, deler = get_origin(form), get_args(form)
    if opphav is UnionType:
        return any(fits(verdi, en) for en in deler)
    if opphav is list:
        return type(verdi) is list and all(fits(ett, deler[0]) for ett in verdi)
    if opphav is dict:
        return type(verdi) is dict and all(fits(ett, deler[1]) for ett in verdi.values())
    return form is object or type(verdi) is form

"""Takes what was filled in out of a sentence: the wording that is left, and the fillings with their values.

Amounts, dates, numbers, placeholders, items applied for and words that tell a child's sex become marks, so that the same
standard sentence has the same wording in every case. References to law stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from vedtaksanalyse.gjenbruk.signatur import MERKE
from vedtaksanalyse.kriterier import Katalog
from vedtaksanalyse.structure import fold

_MINNE = 1 << 16
_TALL = r"\d{1,3}(?:[ .]\d{3})+|\d+"
_SKILLE = re.compile(r"[ .]")
_ORE = r"(?:,(?:\d\d|-))?"
_ORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Felt:
    """Something filled in, at offsets into the document."""

    slag: str
    start: int
    slutt: int
    verdi: str


@dataclass(frozen=True, slots=True)
class Form:
    """A sentence without what was filled in. ``fortegn`` are the words that no likeness may pass over."""

    ord: tuple[str, ...]
    felt: tuple[Felt, ...]
    fortegn: tuple[str, ...]


class Former:
    """The word lists of the catalogue, ready to read sentences with."""

    def __init__(self, felles: Mapping[str, Mapping]) -> None:
        regler, barn, poster = felles["gjenbruk"], felles["barn"], felles["poster"]
        self._tegn, self._tall_og_dato = _tegn(regler["maaneder"], regler["kroner"])
        self._maaneder = {navn: nummer for nummer, navn in enumerate(regler["maaneder"], start=1)}
        self._motsatt = frozenset(map(fold, [*regler["motsatt"], *felles["kontekst"]["nektet"]["foran"]]))
        self._tall = {ord_: str(tall) for ord_, tall in barn["tall"].items() if tall > 1}
        self._kjonn = _kjonn(barn)
        endelser = _either(poster["endelser"]["ledd"])
        slag = "|".join(f"(?P<{navn}>{_ord(post['ord'], endelser)})" for navn, post in poster["slag"].items())
        self._post = re.compile(slag)
        self._slag = _Ordslag(self._find_kind)
        self._fast = re.compile("|".join(map(re.escape, map(fold, regler["fast"]))))

    def read(self, flate: str, start: int, slutt: int) -> Form:
        """The wording and the fillings of one sentence of a folded text."""
        ord_: list[str] = []
        felt: list[Felt] = []
        fortegn: list[str] = []
        for tegn in self._tegn.finditer(flate, start, slutt):
            gruppe, tekst = tegn.lastgroup, tegn[0]
            if gruppe == "ord":
                slag, verdi = self._slag[tekst]
                if tekst in self._motsatt:
                    fortegn.append(tekst)
            elif gruppe in ("lov", "rest"):
                slag, verdi = "", _SKILLE.sub("", tekst)
            else:
                slag, verdi = gruppe, self._verdi(gruppe, tekst)
            if not slag:
                ord_.append(verdi)
                continue
            ord_.append(f"{MERKE}{slag}>")
            felt.append(Felt(slag, *tegn.span(), verdi))
        return Form(tuple(ord_), tuple(felt), tuple(fortegn))

    def values(self, flate: str) -> Iterator[tuple[str, str]]:
        """The amounts and dates of a whole text."""
        for tegn in self._tall_og_dato.finditer(flate):
            if tegn.lastgroup in ("dato", "belop"):
                yield tegn.lastgroup, self._verdi(tegn.lastgroup, tegn[0])

    def is_fast(self, flate: str, start: int, slutt: int) -> bool:
        """Whether the sentence is of the kind that every letter has, whatever the section."""
        return self._fast.search(flate, start, slutt) is not None

    def _verdi(self, slag: str, tekst: str) -> str:
        if slag == "belop":
            return _SKILLE.sub("", re.search(_TALL, tekst)[0])
        if slag == "dato":
            # «3. mars 2024», «03.03.24» and «3. mars» are the same day; a month alone is a month.
            dag, maaned, *_ = (*re.findall(r"[^\W_]+", tekst), "")
            if dag.isdigit():
                return f"{int(dag)}.{self._maaneder.get(maaned) or int(maaned)}"
        return "" if slag == "plass" else tekst

    def _find_kind(self, ordet: str) -> tuple[str, str]:
        if ordet in self._tall:
            return "tall", self._tall[ordet]
        if ordet in self._kjonn:
            return "kjonn", self._kjonn[ordet]
        post = self._post.fullmatch(ordet)
        return ("post", post.lastgroup) if post else ("", ordet)


class _Ordslag(dict):
    """What each word stands for, found once."""

    def __init__(self, find: Callable[[str], tuple[str, str]]) -> None:
        self._find = find

    def __missing__(self, ordet: str) -> tuple[str, str]:
        if len(self) > _MINNE:
            self.clear()
        return self.setdefault(ordet, self._find(ordet))


@lru_cache(maxsize=4)
def read_former(katalog: Katalog) -> Former:
    """The word lists of a catalogue."""
    return Former(katalog.felles)


def _tegn(maaneder: Iterable[str], kroner: Iterable[str]) -> tuple[re.Pattern, re.Pattern]:
    """Everything a sentence is made of, and numbers and dates alone. Words come first: most of a text is words."""
    kr, mnd = _either(kroner), _either(maaneder)
    ord_ = rf"(?P<ord>(?!(?:{kr}|{mnd}|nn)(?!\w)){_ORD.pattern})"
    tall = (
        rf"(?P<dato>\b\d{{1,2}}\. ?\d{{1,2}}\. ?\d{{2,4}}\b|(?:\b\d{{1,2}}\. ?|\b){mnd}\b(?: \d{{4}}\b)?)"
        rf"|(?P<belop>\b{kr}\.? ?(?:{_TALL}){_ORE}|\b(?:{_TALL})(?:{_ORE} ?{kr}\b|,-)|\b\d{{1,3}}(?:[ .]\d{{3}})+\b)"
        r"|(?P<tall>\d+(?:[.,]\d+)*)"
    )
    annet = r"(?P<lov>§+ ?\d+(?:-\d+)?(?: ?[a-z]\b)?)|(?P<plass>\[[^\]\n]{1,40}\]|_{3,}|\bnn\b)"
    return re.compile(f"{ord_}|{annet}|{tall}|(?P<rest>{_ORD.pattern})"), re.compile(tall)


def _kjonn(barn: Mapping) -> dict[str, str]:
    """Words that stand for a child of one sex, and pronouns."""
    ord_: dict[str, str] = {}
    for slag in ("gutt", "jente"):
        heler = [*barn["substantiv"]["flere"][slag], *barn["substantiv"]["ett"][slag]]
        ord_ |= {ett: slag for ett in heler}
        ord_ |= {ett: slag for ett in barn["kjonn"][slag] if ett.isalpha() and len(ett) > 1}
    return ord_


def _either(ord_: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(ett) for ett in sorted(ord_, key=len, reverse=True)) + ")"


def _ord(ord_: Iterable[str], endelser: str) -> str:
    """«*seng» ends a word, «seng*» begins one; whole words may have an ending."""
    deler = []
    for ett in ord_:
        kjerne = re.escape(ett.strip("*"))
        bak = r"[^\W\d_]*" if ett.endswith("*") else endelser if "*" in ett else ""
        deler.append((r"[^\W\d_]*" if ett.startswith("*") else "") + kjerne + bak)
    return "|".join(deler)

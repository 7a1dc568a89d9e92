"""The acts of the catalogue, compiled: their names, their sections, and how a reference to them is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from vedtaksanalyse.detection.trie import trie
from vedtaksanalyse.structure import fold

KJENT, UKJENT, UMULIG, INNHOLD = 1.5, 0.0, -6.0, 2.5
"""What a section among those that matter weighs, one of the others, one that cannot be, and words on its content."""

_NUMMER = r"(?:\d{1,3}|l\d{1,2}|\dl(?!\w)|ll(?!\w))(?:\s?-\s?\d{1,2}(?!\d))?(?:\s?[a-e](?!\w|\.\w))?"
_FORKORTELSE = 6
_MINNE = 4096
_PUNKTUM = re.compile(r"(?<!\d)[.;]\s")
_PARENTES = re.compile(r"\([^()]*\)")
_ORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Lovnavn:
    """An act named in a text. A short name («fvl») is an abbreviation, believed only beside its section."""

    start: int
    slutt: int
    lov: str
    kort: bool


@dataclass(frozen=True, slots=True)
class Gruppe:
    """One sign with its numbers, «§§ 18 og 19»; each number with the span it is referred to by."""

    start: int
    slutt: int
    artikkel: bool
    numre: tuple[tuple[int, int, str], ...]

    @property
    def paragrafer(self) -> tuple[str, ...]:
        """The numbers alone."""
        return tuple(nummer for _, _, nummer in self.numre)


@dataclass(frozen=True)
class Lov:
    """One act: how its sections are numbered, and what they are about."""

    navn: str
    paragrafer: frozenset[str]
    hoyest: int
    kapittelvis: bool
    artikler: bool
    innhold: Mapping[str, re.Pattern]

    def fit(self, paragraf: str, artikkel: bool) -> float:
        """How well this act's numbering takes the section."""
        kapittel, strek, _ = paragraf.partition("-")
        if artikkel != self.artikler or self.kapittelvis != bool(strek):
            return UMULIG
        if kapittel + strek in self.paragrafer:
            return KJENT
        return UMULIG if self.hoyest and int(paragraf.split()[0]) > self.hoyest else UKJENT

    def content(self, paragraf: str, flate: str) -> float:
        """Whether the words around speak of what this section is about."""
        monster = self.innhold.get(paragraf)
        return INNHOLD if monster and monster.search(flate) else 0.0


class Lovsamling:
    """All acts of the catalogue, and the patterns by which their names and sections are found in folded text."""

    def __init__(self, felles: Mapping) -> None:
        self._felles = felles
        self.hovedlov: str = felles["hovedlov"]
        self.lover = {navn: _compile_lov(navn, post) for navn, post in felles["lover"].items()}
        self._navn = {ett: navn for navn, post in felles["lover"].items() for ett in _spellings(post["ord"])}
        self.fits = lru_cache(_MINNE)(self._fits)
        self._tillatt = {liste: frozenset(felles[liste]) for liste in ("foran", "bak", "kjede")}

    def _fits(self, paragrafer: tuple[str, ...], artikkel: bool) -> list[tuple[Lov, tuple[float, ...]]]:
        """How well each act's numbering takes each of these sections."""
        return [(lov, tuple(lov.fit(p, artikkel) for p in paragrafer)) for lov in self.lover.values()]

    def groups(self, flate: str) -> list[Gruppe]:
        """Every sign with numbers, in order."""
        # Signs and words apart: a pattern that begins with a literal is found many times faster.
        funnet = [m for monster in self._gruppemonstre for m in monster.finditer(flate)]
        return [_gruppe(m) for m in sorted(funnet, key=re.Match.start)]

    def names(self, flate: str) -> list[Lovnavn]:
        """Every act that is named, in order."""
        funnet = []
        for m in self._navnemonster.finditer(flate):
            ordet = m[0] if m[0] in self._navn else m[0].removesuffix("s")
            funnet.append(Lovnavn(m.start(), m.end(), self._navn[ordet], len(ordet) <= _FORKORTELSE))
        return funnet

    def unknown(self, flate: str, fra: int, til: int) -> str | None:
        """The name, as it stands, of an act that the catalogue lacks and that ends just before ``til``."""
        funnet = self._ukjent.search(flate, fra, til)
        return funnet[1] if funnet else None

    def same_act(self, flate: str, fra: int, til: int) -> list[tuple[int, int]]:
        """Where words point back to the act named last («samme lov»)."""
        return [m.span() for m in self._samme.finditer(flate, max(0, fra), til)]

    def subsection(self, flate: str, slutt: int) -> int | None:
        """The number of the subsection given just after a reference."""
        funnet = self._ledd.match(flate, slutt)
        if not funnet:
            return None
        return int(funnet[2]) if funnet[2] else self._felles["ledd"][funnet[1]]

    def only(self, mellom: str, liste: str) -> bool:
        """Whether a piece of text within one sentence holds nothing but signs, parentheses and words of a list."""
        mellom = _PARENTES.sub(" ", mellom)
        if "§" in mellom or _PUNKTUM.search(mellom):
            return False
        return self._tillatt[liste].issuperset(_ORD.findall(mellom))

    @cached_property
    def _navnemonster(self) -> re.Pattern:
        return re.compile(rf"\b{trie(self._navn)}s?\b")

    @cached_property
    def _gruppemonstre(self) -> tuple[re.Pattern, re.Pattern]:
        felles = self._felles
        enhet = rf"\.?\s?(?:{trie(felles['enheter'])})(?!\w)"
        mellom = rf"(?:\s?[,/]\s?|\s?-\s?(?=§)|,?\s+{trie(felles['mellom'])}\s+)"
        ekstra = rf"(?:{mellom}(?:§+\s?)?{_NUMMER}(?!\w|\.\d|{enhet}))*"
        numre = rf"(?P<numre>{_NUMMER}(?!\w){ekstra})"
        ord = rf"\b(?:(?P<artikkel>{trie(felles['artikkel'])})|{trie(felles['paragraf'])})\s*"
        return re.compile(rf"§[§\s]*{numre}"), re.compile(ord + numre)

    @cached_property
    def _ukjent(self) -> re.Pattern:
        return re.compile(rf"\b(\w{{3,}}{trie(self._felles['endelser'])})s?\s+\Z")

    @cached_property
    def _samme(self) -> re.Pattern:
        return re.compile(rf"\b{trie(self._felles['samme'])}\b")

    @cached_property
    def _ledd(self) -> re.Pattern:
        return re.compile(rf",?\s+({trie(self._felles['ledd'])})\s+{self._felles['bak'][0]}\b|\s?\((\d)\)")


def _compile_lov(navn: str, post: Mapping) -> Lov:
    return Lov(
        navn=navn,
        paragrafer=frozenset(post["paragrafer"]),
        hoyest=post.get("hoyest", 0),
        kapittelvis=post.get("kapittelvis", False),
        artikler=post.get("artikler", False),
        innhold={p: re.compile(rf"\b(?:{trie(map(fold, ord))})") for p, ord in post.get("innhold", {}).items()},
    )


def _spellings(navn: Sequence[str]) -> Iterable[str]:
    """Each name, and as it stands when a line ends inside a long one («forvaltnings- loven»)."""
    for ett in map(fold, navn):
        yield ett.rstrip(".")
        if delt := re.fullmatch(r"(\w{6,})(lov\w*)", ett):
            yield f"{delt[1]}- {delt[2]}"


def _gruppe(m: re.Match) -> Gruppe:
    numre: list[tuple[int, int, str]] = []
    for ett in re.finditer(_NUMMER, m["numre"]):
        slutt = m.start("numre") + ett.end()
        start = m.start("numre") + ett.start() if numre else m.start()
        nummer = re.sub(r"\s?([a-e])$", r" \1", re.sub(r"\s", "", ett[0].replace("l", "1")))
        forste, _, siste = nummer.partition("-")
        if m[0].startswith("§§") and siste.isdigit() and int(siste) > int(forste):
            # «§§ 28-33» names the two ends of a row of sections; «§ 11-5» is one section.
            strek = m.start("numre") + m["numre"].index("-", ett.start())
            numre.append((start, strek, forste))
            start, nummer = slutt - len(siste), siste
        numre.append((start, slutt, nummer))
    return Gruppe(m.start(), m.end(), bool(m.groupdict().get("artikkel")), tuple(numre))

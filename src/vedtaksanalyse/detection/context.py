"""Qualifiers: what holds around a hit (negated, hypothetical, quoted law, another person …).

Which qualifiers exist and their cue words are data (``felles/kontekst.toml``); here is how cues reach: forwards and
backwards within a window of words, stopped by clause words; on the span itself; or over a whole sentence or section.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from vedtaksanalyse.detection.trie import trie
from vedtaksanalyse.sak import Oppdeling, Setning
from vedtaksanalyse.structure import fold

_SKILLE = re.compile(r";\s|(?<=\w{3})\.\s")
_GRUPPE = re.compile(r"\\\{(\w+)\\\}")
_NAVN = re.compile(r"\{(\w+)\}")
_ORD = re.compile(r"\w+")
_HELT_ORD = re.compile(r"(?<![\w}])\w+(?![\w{])")
_TEGN = frozenset(" ,;:.[]☐☒☑")
CUER = ("foran", "bak", "inne", "setning")
_LISTER = (*CUER, "stopp", "unntak", "uten")
_LANGT_ORD = 25
"""No window is longer than this many characters a word, so that a sentence without end costs no more than others."""
_Sted = tuple[int, int]
_Behov = tuple[str, str, frozenset[str]]
"""A word, the list of the phrase it is part of, and the words that must stand in the sentence with it."""


def _phrases(fraser: Iterable[str], grupper: Mapping[str, str]) -> re.Pattern | None:
    """Any of the phrases as whole words; one that ends with ``*`` may go on, one that begins with a sign has no edge."""
    sett: dict[tuple[str, str], set[str]] = {}
    satt_sammen: list[str] = []
    for frase in map(fold, fraser):
        stamme = frase.rstrip("*")
        kanter = (r"\b" if stamme[0] not in _TEGN else "", r"\b" if stamme == frase and stamme[-1] not in _TEGN else "")
        if "{" in stamme:
            satt_sammen.append(kanter[0] + _GRUPPE.sub(lambda m: grupper[m[1]], re.escape(stamme)) + kanter[1])
        else:
            sett.setdefault(kanter, set()).add(stamme)
    monstre = [f"{fra}(?:{trie(stammer)}){til}" for (fra, til), stammer in sorted(sett.items())] + satt_sammen
    return re.compile("|".join(monstre)) if monstre else None


def _needed(frase: str, grupper: Mapping[str, Sequence[str]]) -> Iterable[tuple[str, frozenset[str]]]:
    """Whole words that stand where the phrase does: one to look for, and what else must then be there."""
    # What touches a group is no whole word.
    faste = _HELT_ORD.findall(_NAVN.sub("{}", fold(frase)))
    lengst = max(faste, key=len, default="")
    # The lists of words stand with the most common first; any of the others is rarer than the words of the phrase.
    orden = list(grupper)
    navn = max(_NAVN.findall(frase), key=orden.index, default=None)
    if navn is None or (lengst and navn == orden[0]):
        return [(lengst, frozenset(faste))]
    return ((_ORD.findall(fold(ett))[0], frozenset(faste)) for ett in grupper[navn])


def _needs(post: Mapping, grupper: Mapping[str, Sequence[str]]) -> Iterable[_Behov]:
    """For a cheap first look at a sentence: what each phrase needs there, and in which list it stands."""
    for liste in CUER:
        for frase in post.get(liste, ()):
            # The last word of a phrase that may go on is not whole.
            sikker = frase.rpartition(" ")[0] if frase.endswith("*") else frase
            for ord_, andre in _needed(sikker, grupper) if sikker else ():
                yield ord_, liste, andre


def _stems(post: Mapping) -> list[str]:
    """What a word may begin with where a phrase of one open word stands."""
    fraser = (fold(frase).rstrip("*") for liste in CUER for frase in post.get(liste, ()) if frase.endswith("*"))
    return sorted({max(_ORD.findall(frase), key=len) for frase in fraser if " " not in frase})


@dataclass(frozen=True, slots=True)
class _Regel:
    foran: re.Pattern | None
    bak: re.Pattern | None
    inne: re.Pattern | None
    setning: re.Pattern | None
    stopp: re.Pattern | None
    unntak: re.Pattern | None
    uten: re.Pattern | None
    svar: frozenset[str]
    vindu: int
    stammer: re.Pattern | None

    @property
    def lister(self) -> frozenset[str]:
        """The lists of cues that the rule has."""
        return frozenset(liste for liste in CUER if getattr(self, liste))


@dataclass(frozen=True, slots=True)
class _Funnet:
    """The cues of one rule in one sentence."""

    regel: _Regel
    foran: tuple[int, ...] = ()
    bak: tuple[int, ...] = ()
    inne: tuple[_Sted, ...] = ()
    dekker: bool = False

    @property
    def empty(self) -> bool:
        """Whether there are none."""
        return not (self.dekker or self.foran or self.bak or self.inne)

    def holds(self, flate: str, fra: int, til: int) -> bool:
        """Whether one of them reaches the span."""
        return (
            self.dekker
            or any(start < til and fra < slutt for start, slutt in self.inne)
            or any(_reaches(flate, cue, fra, self.regel) for cue in self.foran if cue <= fra)
            or any(_reaches(flate, til, cue, self.regel) for cue in self.bak if cue >= til)
        )


class Kontekst:
    """The qualifiers of the catalogue, compiled.

    ``henvisning`` is the one that says that a section belongs to another act; where a reference stands, that decides.
    """

    def __init__(self, poster: Mapping[str, Mapping], grupper: Mapping[str, Sequence[str]]) -> None:
        ordlister = {navn: f"(?:{trie(map(fold, ord_))})" for navn, ord_ in grupper.items()}
        deler = [(navn, del_) for navn, post in poster.items() for del_ in (post, *post.get("flere", ()))]
        self._regler = tuple((navn, _regel(del_, ordlister)) for navn, del_ in deler)
        self._behov: dict[str, dict[tuple[int, str, frozenset[str]], None]] = {}
        for nr, (_, del_) in enumerate(deler):
            for ord_, liste, andre in _needs(del_, grupper):
                self._behov.setdefault(ord_, {})[nr, liste, andre] = None
        stammer = [regel.stammer.pattern for _, regel in self._regler if regel.stammer]
        self._stammer = re.compile("|".join(stammer) or "(?!)")
        self._seksjoner = [(navn, frozenset(post["seksjoner"])) for navn, post in poster.items() if "seksjoner" in post]
        self.henvisning = next((navn for navn, post in poster.items() if post.get("henvisning")), None)
        self._cues = lru_cache(maxsize=8192)(self._find_cues)

    @classmethod
    def from_felles(cls, felles: Mapping[str, Mapping]) -> Kontekst:
        """Built from ``felles/kontekst.toml`` and the words its phrases are put together of."""
        return cls(felles["kontekst"], felles.get("kontekstord", {}))

    def qualify(self, oppdeling: Oppdeling, setning: Setning, start: int, slutt: int) -> frozenset[str]:
        """The qualifiers that hold for the span ``start``–``slutt`` of this sentence."""
        flate = oppdeling.flate[setning.start : setning.slutt]
        navn = {navn for navn, seksjoner in self._seksjoner if setning.seksjon in seksjoner}
        fra, til = start - setning.start, slutt - setning.start
        for ett, funnet in self._cues(flate, setning.slag):
            if ett not in navn and funnet.holds(flate, fra, til):
                navn.add(ett)
        return frozenset(navn)

    def forget(self) -> None:
        """Read every sentence anew; what was read is only remembered to save time."""
        self._cues.cache_clear()

    def _find_cues(self, flate: str, slag: str) -> tuple[tuple[str, _Funnet], ...]:
        alle = [
            (self._regler[nr][0], _find(self._regler[nr][1], flate, slag, lister))
            for nr, lister in sorted(self._possible(flate, slag).items())
        ]
        return tuple((navn, ett) for navn, ett in alle if not ett.empty)

    def _possible(self, flate: str, slag: str) -> dict[int, set[str]]:
        """The rules that may have a cue in a sentence, by number, and which of their lists."""
        ordene = frozenset(_ORD.findall(flate))
        mulige: dict[int, set[str]] = {}
        for nr, liste, _ in self._behov.get("", ()):  # cues of signs alone have no word to look for
            mulige.setdefault(nr, set()).add(liste)
        for ord_ in ordene & self._behov.keys():
            for nr, liste, andre in self._behov[ord_]:
                if andre <= ordene:
                    mulige.setdefault(nr, set()).add(liste)
        har_stamme = self._stammer.search(flate)
        for nr, (_, regel) in enumerate(self._regler):
            if har_stamme and regel.stammer and regel.stammer.search(flate):
                mulige[nr] = set(regel.lister)
            elif regel.svar and slag == "felt":
                mulige.setdefault(nr, set())
        return mulige


def _regel(post: Mapping, ordlister: Mapping[str, str]) -> _Regel:
    monstre = {liste: _phrases(post.get(liste, ()), ordlister) for liste in _LISTER}
    stammer = _stems(post)
    return _Regel(
        svar=frozenset(map(fold, post.get("svar", ()))),
        vindu=post.get("vindu", 6),
        stammer=re.compile(rf"\b{trie(stammer)}") if stammer else None,
        **monstre,
    )


def _find(regel: _Regel, flate: str, slag: str, lister: Collection[str]) -> _Funnet:
    funnet = _scan(regel, flate, slag, lister)
    if funnet.empty or (regel.uten and regel.uten.search(flate)):
        return _Funnet(regel)
    if regel.unntak and regel.unntak.search(flate):
        return _scan(regel, regel.unntak.sub(lambda m: " " * len(m[0]), flate), slag, lister)
    return funnet


def _scan(regel: _Regel, flate: str, slag: str, lister: Collection[str]) -> _Funnet:
    return _Funnet(
        regel,
        tuple([m.end() for m in regel.foran.finditer(flate)]) if "foran" in lister else (),
        tuple([m.start() for m in regel.bak.finditer(flate)]) if "bak" in lister else (),
        tuple([m.span() for m in regel.inne.finditer(flate)]) if "inne" in lister else (),
        ("setning" in lister and bool(regel.setning.search(flate)))
        or (bool(regel.svar) and _unanswered(flate, slag, regel)),
    )


def _reaches(flate: str, fra: int, til: int, regel: _Regel) -> bool:
    if til - fra > regel.vindu * _LANGT_ORD:
        return False
    mellom = flate[fra:til]
    if len(mellom.split()) > regel.vindu or _SKILLE.search(mellom):
        return False
    return not (regel.stopp and regel.stopp.search(mellom))


def _unanswered(flate: str, slag: str, regel: _Regel) -> bool:
    # A later sentence of a field's block has no label and is an answer.
    if slag != "felt" or ":" not in flate:
        return False
    svar = flate.partition(":")[2].strip(" _.")
    return not svar or svar in regel.svar

"""The item catalogue and its cue phrases, compiled: which kind of item a word names, and which cues stand where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from vedtaksanalyse.detection.trie import trie
from vedtaksanalyse.structure import fold

_MINNE = 1 << 16
_ORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_REST_AV_ORD = re.compile(r"\w*")
_OGSAA = (("innvilgelse", "ja"), ("avslag", "nei"), ("avslag", "utfall"))


class Ordbok:
    """``felles/poster.toml``, ready to be asked."""

    def __init__(self, poster: Mapping[str, Mapping]) -> None:
        self.kriterium: Mapping[str, str] = poster["kriterium"]
        self.ja = frozenset(poster["kort"]["ja"])
        kort = trie([*poster["kort"]["ja"], *poster["kort"]["nei"]])
        grunn = trie(poster["utfallsfelt"]["grunn"])
        foran = rf"(?:^|[:.,;|(] *|- +|(?<=\s))(?={kort} *(?:[.,;!()|:]|$))"
        self.kort = re.compile(rf"(?:{foran}|(?:^|[:|] *)(?={kort} {grunn}\b))({kort})")
        skille, under, videre = (trie(poster["setningsledd"][navn]) for navn in ("skille", "underordnet", "fortsetter"))
        self.leddskille = re.compile(rf"[,;:()](?= )|\b{skille}\b|(?=\b{under}\b)")
        self.aapent = re.compile(rf"\b{trie(poster['setningsledd']['aapent'])}(?: \w+){{0,3}} $")
        self.fortsetter = re.compile(rf"\W*{videre}\b")
        self.underordnet = re.compile(rf"\W*{under}\b")
        self.seksjoner = {navn: frozenset(slag) for navn, slag in poster["seksjoner"].items()}
        self.grunn = frozenset(navn for navn, post in poster["slag"].items() if post.get("grunn"))
        self.tjeneste = frozenset(navn for navn, post in poster["slag"].items() if post.get("tjeneste"))
        self.jevnlig = frozenset(navn for navn, post in poster["slag"].items() if self.grunn & set(post.get("under", ())))
        self.motsatt = tuple(poster["motsetning"])
        self.maaneder = {navn: frozenset(post["maaneder"]) for navn, post in poster["aarstid"].items()}
        self.alder: Mapping[str, int] = {navn: post["til"] for navn, post in poster["alder"].items()}
        self.soker_alder = re.compile(poster["soker"]["alder"])
        self.merke = re.compile(r"(?<![\w§])([a-hj-np-z]|[1-9])\)")
        self.merket = re.compile(rf"\b{trie(poster['merket']['foran'])} ([a-z]|[1-9])\b")
        self._slekt = _slekt(poster["slag"])
        endelser = trie(poster["endelser"]["ledd"])
        slag = "|".join(f"(?P<{navn}>{_ord(post['ord'], endelser)})" for navn, post in poster["slag"].items())
        self._slag = re.compile(slag)
        self._fyll = re.compile(_ord(poster["ord"]["ikke_post"], endelser))
        fraser: dict[str, set[str]] = {}
        for navn, liste in poster["ord"].items():
            if navn != "ikke_post":
                _add(fraser, liste, navn)
        for navn in fraser.values():
            navn |= {felles for sterk, felles in _OGSAA if sterk in navn}
        for navn, sider in poster["motsetning"].items():
            for side, liste in sider.items():
                _add(fraser, liste, f"{navn}.{side}")
        for navn, post in (poster["aarstid"] | poster["alder"]).items():
            _add(fraser, post["ord"], f"bare.{navn}")
        svar: dict[str, set[str]] = {}
        for navn, liste in poster["svar"].items():
            _add(svar, liste, f"svar.{navn}")
        _add(svar, poster["utfallsfelt"]["ord"], "svar.utfallsfelt")
        _add(svar, (o for o in poster["kort"]["ja"] + poster["kort"]["nei"] if o.isalpha()), "svar.kort")
        self._fraser, self._svar = Fraser(fraser), Fraser(svar)
        self._minne: dict[str, tuple[str, _Apning | None, _Apning | None] | None] = {}
        self.stamme = lru_cache(_MINNE)(self._find_stamme)

    def read(self, flate: str, svar: bool = True) -> Iterator[tuple[int, int, str | tuple[str, ...]]]:
        """Every word of a folded text that names an item (its kind), and every cue phrase (what it says), in order.

        The words for answers (``svar``) are looked for on their own, and one may begin inside another.
        """
        minne, forrige = self._minne, 0
        for m in _ORD.finditer(flate):
            ord_ = m[0]
            try:
                kjent = minne[ord_]
            except KeyError:
                kjent = minne[ord_] = self._look_up(ord_)
            if kjent is None:
                continue
            slag, apner, apner_svar = kjent
            start, slutt = m.span()
            if slag:
                yield start, slutt, slag
            if apner and start >= forrige and (frase := apner.at(flate, start, slutt)):
                forrige = frase[1]
                yield frase
            if svar and apner_svar and (frase := apner_svar.at(flate, start, slutt)):
                yield frase

    def _look_up(self, ord_: str) -> tuple[str, _Apning | None, _Apning | None] | None:
        """The kind of item a word names, and what a cue phrase or an answer that begins with it may be; most are none."""
        if len(self._minne) > _MINNE:
            self._minne.clear()
        funnet = self._slag.fullmatch(ord_)
        kjent = (funnet.lastgroup or "" if funnet else ""), self._fraser.opens(ord_), self._svar.opens(ord_)
        return kjent if any(kjent) else None

    def slekt(self, slag: str) -> frozenset[str]:
        """The kind itself, the wider kinds that hold it and the narrower ones that it holds."""
        return self._slekt.get(slag, frozenset((slag,)))

    def _find_stamme(self, ord_: str) -> str:
        """What a word that names no known kind is compared by; empty for words that name no item."""
        return "" if len(ord_) < 4 or self._fyll.fullmatch(ord_) or not ord_.isalpha() else ord_[:6]


class Fraser:
    """Phrases and what each says. «x*» goes on with any letters; the longest phrase that stands in a place is found."""

    def __init__(self, fraser: Mapping[str, set[str]]) -> None:
        self._sier = _join_starts(fraser)
        aapne = trie(f.rstrip("*") for f in fraser if f.endswith("*"))
        hele = trie(f for f in fraser if not f.endswith("*"))
        self._hel, self._start = re.compile(rf"(?:{hele})\b"), re.compile(aapne)
        lange = sorted(f.rstrip("*") for f in fraser if not f.rstrip("*").isalpha())
        self._lange = {forste: [f for f in lange if f.startswith(forste)] for forste in {f.split()[0] for f in lange}}

    def opens(self, ord_: str) -> _Apning | None:
        """What begins with this word; None where nothing does."""
        rester = [f[len(ord_) :] for f in self._lange.get(ord_, ())]
        # A digit right after the word makes it another word, so then too the text must be asked.
        videre = re.compile(rf"{trie(r for r in rester if r and not r[0].isalpha())}|\w") if rester else None
        alene = self.match(ord_, 0)
        return _Apning(self, alene, videre) if alene or videre else None

    def match(self, flate: str, start: int) -> tuple[int, tuple[str, ...]] | None:
        """How long the phrase is that begins here, and what it says."""
        hel, aapen = self._hel.match(flate, start), self._start.match(flate, start)
        frase = aapen if aapen and (not hel or aapen.end() > hel.end()) else hel
        return (_REST_AV_ORD.match(flate, frase.end()).end() - start, self._sier[frase[0]]) if frase else None


@dataclass(frozen=True, slots=True)
class _Apning:
    """A word that phrases begin with: what it says ``alene``, and what must follow it in the text where it says more."""

    fraser: Fraser
    alene: tuple[int, tuple[str, ...]] | None
    videre: re.Pattern | None

    def at(self, flate: str, start: int, slutt: int) -> tuple[int, int, tuple[str, ...]] | None:
        """The phrase that begins with the word between these places."""
        funnet = self.fraser.match(flate, start) if self.videre and self.videre.match(flate, slutt) else self.alene
        return (start, start + funnet[0], funnet[1]) if funnet else None


def _add(fraser: dict[str, set[str]], liste: Iterable[str], navn: str) -> None:
    for frase in liste:
        fraser.setdefault(fold(frase), set()).add(navn)


def _join_starts(fraser: Mapping[str, set[str]]) -> dict[str, tuple[str, ...]]:
    """What each phrase says, with what the shorter phrases that begin it say: only the longest is found."""
    samlet: dict[str, set[str]] = {}
    for frase in fraser:
        naken = frase.rstrip("*")
        for lengde in range(1, len(naken) + 1):
            start, slutt = naken[:lengde], lengde == len(naken)
            navn = fraser.get(f"{start}*", set()) | (
                fraser.get(start, set()) if slutt or not naken[lengde].isalnum() else set()
            )
            samlet.setdefault(naken, set()).update(navn)
    return {frase: tuple(sorted(navn)) for frase, navn in samlet.items()}


def _ord(fraser: Iterable[str], endelser: str) -> str:
    """A pattern for whole words: «*x» may have words before it and endings, «x*» anything after it."""
    fraser = [fold(f) for f in fraser]
    deler = [
        rf"\w*(?:{trie(f[1:] for f in fraser if f.startswith('*'))}){endelser}" if any(f[0] == "*" for f in fraser) else "",
        rf"(?:{trie(f[:-1] for f in fraser if f.endswith('*'))})[\w-]*" if any(f[-1] == "*" for f in fraser) else "",
        trie(f for f in fraser if "*" not in f),
    ]
    return "|".join(d for d in deler if d)


def _slekt(slag: Mapping[str, Mapping]) -> dict[str, frozenset[str]]:
    slekt = {navn: {navn, *post.get("under", ())} for navn, post in slag.items()}
    for navn, post in slag.items():
        for over in post.get("under", ()):
            slekt.setdefault(over, {over}).add(navn)
    return {navn: frozenset(hele) for navn, hele in slekt.items()}

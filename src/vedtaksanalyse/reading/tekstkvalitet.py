"""How well a page's text can be read: the share of its words that are whole and known, and what is wrong with the rest.

Text in, score and reasons out. Knows words and letters, not what a case is about.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

ORDLISTE = Path(__file__).with_name("ordliste.txt")
GRUNNER = ("rare_tegn", "limt", "delt", "annet_sprak", "ukjente_ord", "lav_sikkerhet")

_MIN_ORD = 25
_GRUNN_FRA = 0.08
_UKJENT_FRA = 0.2
_FREMMED_FRA = 0.12
_LENGSTE = 40

_NOYTRAL = re.compile(r"\[[^\]\n]{1,40}\]|\S+@\S+|(?:https?://|www\.)\S+")
_DELT_LINJE = re.compile(r"(?<=[^\W\d_])[-\u2010\u00ad]\n(?=[^\W\d_])|\u00ad")
_STAVET = re.compile(r"(?<!\S)(?:[^\W\d_][ \u00a0]){3,}[^\W\d_](?!\w)")
_RART = re.compile(
    # No letter at all: unmapped glyphs and control characters.
    r"\S*(?:\(cid:\d+\)|[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f\x7f-\x9f](?=\S)|(?<=\S)[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f\x7f-\x9f]"
    # UTF-8 read as something else.
    r"|\u00c3[\u0080-\u00bf\u2020-\u203a\u0152-\u0192]|\u00c2[\u00a0-\u00bf]|\u00e2\u20ac"
    # A sign in the middle of a word, where a letter was.
    r"|(?<=[^\W\d_])[?!\u00bf\u00a1\u2020\u2021\u2022\u00a4\u00ac\u00a6\u00a7#%=<>~^\\{}$\u00a3\u00a2\u00a5\u25a0-\u25ff|](?=[a-z\u00e6\u00f8\u00e5])"
    # Signs alone, not a row of dots or a frame.
    r"|(?<!\S)(?=[^\s\w]{3,}(?!\S))([^\s\w])(?!\1*(?!\S))[^\s\w]*)\S*"
)
_ORD = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")
_TALL_I_ORD = re.compile(r"[^\W\d_]\d+[^\W\d_]")
_ANNEN_SKRIFT = re.compile("[\u0370-\u1dff\u2c00-\ua7ff\uac00-\ud7af\uf900-\ufdff\ufe70-\ufefc]")


@dataclass(frozen=True, slots=True)
class Tekstkvalitet:
    """The share of words that can be trusted, from 0 to 1, and what is wrong with the others, worst first."""

    score: float
    grunner: tuple[str, ...] = ()


def score_tekst(tekst: str, sikkerhet: float | None = None) -> Tekstkvalitet | None:
    """The quality of one page; None when it has too few words to tell.

    Args:
        tekst: the text of the page.
        sikkerhet: how sure the text recognition was, from 0 to 1, where the page was read by one.
    """
    maal = _measure(tekst)
    antall = sum(maal.values())
    if antall < _MIN_ORD:
        score, grunner = 1.0, []
    else:
        score = maal["hele"] / antall
        andel = {navn: maal[navn] / antall for navn in GRUNNER}
        grense = {"ukjente_ord": _UKJENT_FRA, "annet_sprak": _FREMMED_FRA}
        grunner = sorted((n for n in andel if andel[n] >= grense.get(n, _GRUNN_FRA)), key=lambda n: -andel[n])
    if sikkerhet is not None and sikkerhet < score:
        score, grunner = max(sikkerhet, 0.0), [*grunner, "lav_sikkerhet"]
    elif antall < _MIN_ORD:
        return None
    return Tekstkvalitet(round(score, 3), tuple(grunner))


def _measure(tekst: str) -> dict[str, float]:
    """How many words are whole, and how many suffer from each weakness."""
    maal = dict.fromkeys(("hele", *GRUNNER), 0.0)

    def take(navn: str, per_ord: int):
        def replace(treff: re.Match) -> str:
            maal[navn] += max(1.0, sum(not t.isspace() for t in treff[0]) / per_ord)
            return " . "

        return replace

    tekst = _NOYTRAL.sub(" . ", _DELT_LINJE.sub("", tekst))
    tekst = _RART.sub(take("rare_tegn", 12), tekst)
    tekst = _STAVET.sub(take("delt", 5), tekst)
    fremmede = 0.0
    for slag, antall, ord_ in _join_delte(tekst):
        if slag:
            maal[slag] += antall
        if slag == "ukjente_ord" and (ord_ in _ordliste()[1] or _ANNEN_SKRIFT.match(ord_)):
            fremmede += antall
    if fremmede > _FREMMED_FRA * sum(maal.values()):
        maal["annet_sprak"], maal["ukjente_ord"] = maal["ukjente_ord"], 0.0
    return maal


def _join_delte(tekst: str) -> Iterator[tuple[str, float, str]]:
    """Each word with what it is and how many it counts for; two that make one word together are «delt»."""
    forrige, slutt, ventende = "", -2, ("", 0.0)
    versaler = tekst.isupper()
    for treff in _ORD.finditer(tekst):
        skrevet = treff[0]
        ord_ = skrevet.lower()
        her = judge_ord(ord_)
        ved_siden = treff.start() - slutt == 1 and "hele" != (her[0] if ventende[0] == "hele" else ventende[0])
        if ved_siden and len(forrige) + len(ord_) > 3 and judge_ord(forrige + ord_)[0] == "hele":
            yield "delt", 2.0, ""
            ventende, slutt = ("", 0.0), -2
            continue
        yield *ventende, forrige
        if her[0] == "ukjente_ord" and skrevet[0].isupper() and not versaler:
            her = ("", 0.0)  # a name, or nobody knows
        forrige, slutt, ventende = ord_, treff.end(), her
    yield *ventende, forrige


@lru_cache(maxsize=20_000)
def judge_ord(ord_: str) -> tuple[str, float]:
    """What a word in small letters is, and how many words it counts for; «» for what is no word."""
    norske, _ = _ordliste()
    if ord_ in norske:
        return "hele", 1.0
    if not ord_.isalpha():
        if "-" in ord_ or "'" in ord_ or "\u2019" in ord_:
            deler = [judge_ord(d)[0] for d in re.split("['\u2019-]", ord_)]
            return ("ukjente_ord", 1.0) if "ukjente_ord" in deler else ("hele", 1.0)
        return ("rare_tegn", 1.0) if _TALL_I_ORD.search(ord_) else ("", 0.0)
    if len(ord_) == 1:
        return "", 0.0
    if _ANNEN_SKRIFT.match(ord_):
        return "ukjente_ord", max(1.0, len(ord_) / 8)
    if _is_sammensatt(ord_):
        return "hele", 1.0
    deler = _split_limt(ord_[:_LENGSTE])
    if deler or len(ord_) > _LENGSTE:
        return "limt", max(deler, len(ord_) / 6)
    return "ukjente_ord", 1.0


def _is_sammensatt(ord_: str) -> bool:
    """A compound of two known words, with a letter between them or not."""
    norske, _ = _ordliste()
    lim = _ord()["limord"] - _ord()["forstavelser"]
    for n in range(3, len(ord_) - 2):
        forste, siste = ord_[:n], ord_[n:]
        if siste in norske and siste not in _ord()["limord"] and forste not in lim:
            if forste in norske or (n > 3 and forste[-1] in "se-" and forste[:-1] in norske):
                return True
    return False


def _split_limt(ord_: str) -> int:
    """How many known words a string consists of when one of them shows that spaces are missing; else 0."""
    norske, _ = _ordliste()
    ordene = _ord()
    limord = ordene["limord"]
    # For each place: the fewest words that lead there, and whether one of them shows it.
    beste: list[tuple[int, int] | None] = [(0, 0)] + [None] * len(ord_)
    for slutt in range(1, len(ord_) + 1):
        for start in range(max(0, slutt - 20), slutt):
            fra = beste[start]
            if fra is None:
                continue
            del_ = ord_[start:slutt]
            vis = del_ in limord and not (
                (start == 0 and del_ in ordene["forstavelser"]) or (slutt == len(ord_) and del_ in ordene["endelser"])
            )
            if vis or (len(del_) > 2 and del_ in norske):
                ny = (fra[0] + 1, fra[1] + vis)
                if beste[slutt] is None or (ny[0] - ny[1], ny[0]) < (beste[slutt][0] - beste[slutt][1], beste[slutt][0]):
                    beste[slutt] = ny
    funnet = beste[-1]
    return funnet[0] if funnet and funnet[1] and funnet[0] > 1 else 0


@cache
def _ord() -> dict[str, frozenset[str]]:
    data = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return {navn: frozenset(ordene) for navn, ordene in data.items()}


@cache
def _ordliste() -> tuple[frozenset[str], frozenset[str]]:
    """Norwegian words, and frequent words of other languages."""
    deler: dict[str, list[str]] = {}
    for linje in ORDLISTE.read_text(encoding="utf-8").splitlines():
        if linje.startswith("["):
            gjeldende = deler.setdefault(linje, [])
        elif not linje.startswith("#"):
            gjeldende.append(linje)
    return frozenset(deler["[norsk]"]), frozenset(deler["[fremmed]"])

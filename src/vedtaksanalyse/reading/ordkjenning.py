"""Words told from garbage: whole, glued together, or known to nobody. By a list of words and how they are put together."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

ORDLISTE = Path(__file__).with_name("ordliste.txt")
EGNE = ("korte", "ogsa_engelske", "nynorsk")
"""The words written by hand."""
LENGSTE = 40
"""No word is longer."""
_LENGSTE_DEL = 16
_ORDDEL = re.compile("['\u2019-]")
_TALL_I_ORD = re.compile(r"[^\W\d_]\d+[^\W\d_]")
_ANNEN_SKRIFT = re.compile("[\u0370-\u1dff\u2c00-\ua7ff\uac00-\ud7af\uf900-\ufdff\ufe70-\ufefc\u3040-\u9fff]")


class Ord(NamedTuple):
    """What a word is, and how many words it counts for. «» is no word, or one that nobody can tell."""

    slag: str
    antall: float = 1.0


HELT, INGEN, UKJENT = Ord("hele"), Ord("", 0.0), Ord("ukjente_ord")


@lru_cache(maxsize=30_000)
def judge_ord(skrevet: str) -> Ord:
    """What a word is."""
    norske, _ = load_ordliste()
    ord_ = skrevet.lower()
    if ord_ in norske:
        return HELT
    if not ord_.isalpha():
        if _ORDDEL.search(ord_):
            return UKJENT if judge_ord(_ORDDEL.split(ord_)[-1]) is UKJENT else HELT
        return UKJENT if _TALL_I_ORD.search(ord_) else INGEN
    if len(ord_) == 1:
        return INGEN
    if _ANNEN_SKRIFT.match(ord_):
        return Ord("ukjente_ord", max(1.0, len(ord_) / 8))
    if _is_avledet(ord_):
        return HELT
    deler = _count_limte(ord_)
    return Ord("limt", deler) if deler else UKJENT


def is_fremmed(ord_: str) -> bool:
    """Whether a word is written in other letters than ours, or is common in another language."""
    return ord_ in load_ordliste()[1] or bool(_ANNEN_SKRIFT.match(ord_))


def judge_langt(ord_: str) -> Ord:
    """A string of letters too long for a word: words without spaces, or nothing."""
    if _ANNEN_SKRIFT.match(ord_):
        return Ord("ukjente_ord", len(ord_) / 8)
    return Ord("limt" if _count_limte(ord_[:LENGSTE], hel=False) else "ukjente_ord", len(ord_) / 6)


def _is_avledet(ord_: str, dybde: int = 1) -> bool:
    """A known word with an ending, or a compound of known words, with a letter between them or not."""
    norske, _ = load_ordliste()
    ordene = load_ord()
    if any(ord_.endswith(e) and len(ord_) > len(e) + 3 and ord_[: -len(e)] in norske for e in ordene["boyning"]):
        return True
    # Inside a longer compound three letters are too few for a last part: «t» and «og» make «tog».
    for n in range(3, len(ord_) - (2 if dybde else 3)):
        forste, siste = ord_[:n], ord_[n:]
        if siste not in norske or siste in ordene["limord"] or forste in ordene["bare_limord"]:
            continue
        if forste in norske or (n > 3 and forste[-1] in "se" and forste[:-1] in norske):
            return True
        if dybde and n > 5 and _is_avledet(forste, dybde - 1):
            return True
    return False


def _count_limte(ord_: str, hel: bool = True) -> int:
    """How many known words a string consists of when one of them shows that spaces are missing; else 0.

    Args:
        ord_: the string.
        hel: it ends where a word ends; otherwise its last letters need not be a word.
    """
    norske, _ = load_ordliste()
    ordene = load_ord()
    # For each place: the fewest words that lead there, and how many of them show it.
    beste: list[tuple[int, int] | None] = [(0, 0)] + [None] * len(ord_)
    for slutt in range(1, len(ord_) + 1):
        stengt = ordene["endelser"] if slutt == len(ord_) else frozenset()
        for start in range(max(0, slutt - _LENGSTE_DEL), slutt):
            fra = beste[start]
            if fra is None:
                continue
            del_ = ord_[start:slutt]
            limord = del_ in ordene["limord"]
            if limord or (slutt - start > 2 and del_ in norske):
                viser = limord and del_ not in (ordene["forstavelser"] if start == 0 else stengt)
                ny = (fra[0] + 1, fra[1] + viser)
                gammel = beste[slutt]
                if gammel is None or ny[0] - ny[1] < gammel[0] - gammel[1]:
                    beste[slutt] = ny
    funnet = max((b for b in beste[-_LENGSTE_DEL:] if b), default=None) if not hel else beste[-1]
    return funnet[0] if funnet and funnet[1] and funnet[0] > 1 else 0


@cache
def load_ord() -> dict[str, frozenset[str]]:
    """The words by which glue is told from compounds and inflections."""
    data = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    data["bare_limord"] = set(data["limord"]) - set(data["forstavelser"])
    return {navn: frozenset(ordene) for navn, ordene in data.items()}


@cache
def load_ordliste() -> tuple[frozenset[str], frozenset[str]]:
    """Norwegian words, baked and written by hand, and frequent words of other languages."""
    deler: dict[str, list[str]] = {}
    for linje in ORDLISTE.read_text(encoding="utf-8").splitlines():
        if linje.startswith("["):
            gjeldende = deler.setdefault(linje, [])
        elif not linje.startswith("#"):
            gjeldende.append(linje)
    egne = (load_ord()[navn] for navn in EGNE)
    return frozenset(deler["[norsk]"]).union(*egne), frozenset(deler["[fremmed]"])

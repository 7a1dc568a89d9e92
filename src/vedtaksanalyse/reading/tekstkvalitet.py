"""How well a page's text can be read: the share of its words that are whole and known, and what is wrong with the rest.

Text in, score and reasons out. Knows words and letters, not what a case is about. The work is in proportion to the text,
whatever it holds.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from vedtaksanalyse.reading.innhold import Innhold
from vedtaksanalyse.sak import KVALITETSGRENSE, TEKSTGRUNNER, Side

ORDLISTE = Path(__file__).with_name("ordliste.txt")

_MIN_ORD = 40
_MAKS_TEGN = 100_000
_GRUNN_FRA = 0.1
_FREMMED_FRA = 0.12
# A lost space spoils the phrases on both sides of it, a foreign code every word with that letter.
_VEKT = {"rare_tegn": 2.5, "limt": 2.0}
_LENGSTE, _LENGSTE_DEL = 40, 16
# A page of words without a single æ, ø or å has lost them; about every seventh word has one.
_MED_SARTEGN, _MINST_SARTEGN, _TAP_SARTEGN = 60, 0.002, 0.4
# About one in ten lines in the wrong place shows as a sentence that ends before a small letter, or begins nowhere.
# Where many words are misread, full stops are too.
_MINST_SPRANG, _SPRANG_FRA, _ORD_PER_SPRANG, _UKJENT_SPRANG = 3, 0.006, 40, 0.06

_NOYTRALE = {
    "[": re.compile(r"\[[^\]\n]{1,40}\]"),
    "@": re.compile(r"(?<!\S)[^\s@]{1,64}@\S+"),
    "www.": re.compile(r"www\.\S+"),
    "://": re.compile(r"https?://\S+"),
}
"""What is no word, each by what is always in it."""
_DELT_LINJE = re.compile(r"[-\u2010\u00ad]\n(?=[^\W\d_])|\u00ad")
_STAVET = re.compile(r"(?<!\S)(?:[^\W\d_][ \u00a0]){3,}[^\W\d_](?!\w)")
_KODE = re.compile(
    # Glyphs without a letter, control characters, UTF-8 read as something else.
    "\\(cid:\\d+\\)|[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f\x7f-\x9f]"
    "|\u00c3[\x80-\xbf\u0152-\u0192\u2013-\u203a\u20ac\u2122]|\u00c2[\xa0-\xbf]|\u00e2\u20ac"
    # A sign in the middle of a word, where a letter was.
    r"|(?<=[^\W\d_])[?!\u00bf\u00a1\u2020-\u2022\u00a4\u00ac\u00a6\u00a7#%=<>~^\\{}$\u00a2\u00a3\u00a5\u25a0-\u25ff|](?=[a-z\u00e6\u00f8\u00e5])"
    r"|[^\w\s.,:;()%§/|«»\"'*_=+\u2010-\u2026\u25a0-\u27bf-]{3}"
)
_BIT = re.compile(r"\S+")
_ORD = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")
_ORDDEL = re.compile("['\u2019-]")
_TALL_I_ORD = re.compile(r"[^\W\d_]\d+[^\W\d_]")
_ANNEN_SKRIFT = re.compile("[\u0370-\u1dff\u2c00-\ua7ff\uac00-\ud7af\uf900-\ufdff\ufe70-\ufefc\u3040-\u9fff]")
_SARTEGN = re.compile("[æøåÆØÅ]")
_PUNKTUM = re.compile(r"\. (?=[a-zæøå]{2,30} [a-zæøå])")
_SISTE_ORD = re.compile(r"(?<![^\W\d_])[^\W\d_]{5,20}\Z")
_SMA = re.compile("[a-zæøå]{2} ")


class Tekstkvalitet(NamedTuple):
    """From 0 (garbage) to 1, and what draws the score down, worst first."""

    score: float
    grunner: tuple[str, ...] = ()


class _Ord(NamedTuple):
    """What a word is, and how many words it counts for. «» is no word, or one that nobody can tell."""

    slag: str
    antall: float = 1.0


_HELT, _INGEN, _UKJENT = _Ord("hele"), _Ord("", 0.0), _Ord("ukjente_ord")


def score_tekst(tekst: str, sikkerhet: float | None = None) -> Tekstkvalitet | None:
    """The quality of one page's text; None when it has too few words to tell. Never raises.

    Args:
        tekst: the text of the page; of a long document without pages, the beginning is read.
        sikkerhet: how sure the text recognition was, from 0 to 1, where the page was read by one.
    """
    tap = _measure(tekst[:_MAKS_TEGN])
    score = max(0.0, 1.0 - sum(tap.values())) if tap is not None else 1.0
    if sikkerhet is not None and sikkerhet < score:
        tap, score = {**(tap or {}), "lav_sikkerhet": 1.0 - sikkerhet}, max(0.0, sikkerhet)
    if tap is None:
        return None
    grunner = sorted((g for g in TEKSTGRUNNER if tap.get(g)), key=lambda g: -tap[g])
    store = [g for g in grunner if tap[g] >= _GRUNN_FRA]
    return Tekstkvalitet(round(score, 3), tuple(store or (grunner[:1] if score < KVALITETSGRENSE else ())))


def score_innhold(innhold: Innhold) -> Innhold:
    """The content of a file with the quality of each page, or of the whole text where there are no pages."""
    if not innhold.sider:
        kvalitet = score_tekst(innhold.tekst)
        return replace(innhold, kvalitet=kvalitet.score, grunner=kvalitet.grunner) if kvalitet else innhold
    return replace(innhold, sider=tuple(_score_side(side, innhold.tekst) for side in innhold.sider))


def _score_side(side: Side, tekst: str) -> Side:
    kvalitet = score_tekst(tekst[side.start : side.slutt], side.sikkerhet)
    return replace(side, kvalitet=kvalitet.score, grunner=kvalitet.grunner) if kvalitet else side


def _measure(tekst: str) -> dict[str, float] | None:
    """How much of the score each weakness takes; None for too few words."""
    antall = dict.fromkeys(("hele", *TEKSTGRUNNER), 0.0)

    def count_kode(bit: re.Match) -> str:
        # A lone sign is a bullet or a box to tick.
        if len(bit[0]) == 1 or not _KODE.search(bit[0]):
            return bit[0]
        antall["rare_tegn"] += max(1.0, len(bit[0]) / 12)
        return "."

    def count_stavet(treff: re.Match) -> str:
        antall["delt"] += max(1.0, len(treff[0]) / 10)
        return "."

    tekst = _DELT_LINJE.sub("", tekst)
    for tegn, monster in _NOYTRALE.items():
        tekst = monster.sub(".", tekst) if tegn in tekst else tekst
    if _KODE.search(tekst):
        tekst = _BIT.sub(count_kode, tekst)
    tekst = _STAVET.sub(count_stavet, tekst)
    fremmede = 0.0
    for ett, ord_ in _join_delte(tekst):
        if not ett.slag:
            continue
        antall[ett.slag] += ett.antall
        if ett.slag == "ukjente_ord" and (ord_ in _ordliste()[1] or _ANNEN_SKRIFT.match(ord_)):
            fremmede += ett.antall
    sum_ = sum(antall.values())
    if sum_ < _MIN_ORD:
        return None
    if fremmede > _FREMMED_FRA * sum_:
        antall["annet_sprak"], antall["ukjente_ord"] = antall["ukjente_ord"], 0.0
    elif antall["hele"] >= _MED_SARTEGN and len(_SARTEGN.findall(tekst)) < _MINST_SARTEGN * len(tekst):
        # Where there are signs in their place, they are what is wrong.
        grunn = "rare_tegn" if antall["rare_tegn"] else "mangler_bokstaver"
        antall[grunn] += _TAP_SARTEGN * sum_ / _VEKT.get(grunn, 1.0)
    if antall["ukjente_ord"] < _UKJENT_SPRANG * sum_:
        antall["rekkefolge"] = _count_sprang(tekst, sum_)
    return {g: min(1.0, _VEKT.get(g, 1.0) * antall[g] / sum_) for g in TEKSTGRUNNER}


def _join_delte(tekst: str) -> Iterator[tuple[_Ord, str]]:
    """Each word and what it is; two that make one word together are «delt»."""
    norske, _ = _ordliste()
    forrige, slutt, ventende = "", -2, _INGEN
    versaler = tekst.isupper()
    for treff in _ORD.finditer(tekst):
        skrevet = treff[0]
        ord_ = skrevet.lower()
        her = _HELT if ord_ in norske else judge_ord(ord_) if len(ord_) <= _LENGSTE else _judge_langt(ord_)
        tvil = (her is not _HELT or ventende is not _HELT) and treff.start() - slutt == 1
        if tvil and len(forrige) + len(ord_) > 3 and forrige + ord_ in norske:
            yield _Ord("delt", 2.0), ""
            forrige, slutt, ventende = "", -2, _INGEN
            continue
        yield ventende, forrige
        if her is _UKJENT and (skrevet[0].isupper() and not versaler or tekst[treff.end() : treff.end() + 1] == "."):
            her = _INGEN  # a name or an abbreviation, or nobody knows
        forrige, slutt, ventende = ord_, treff.end(), her
    yield ventende, forrige


@lru_cache(maxsize=30_000)
def judge_ord(ord_: str) -> _Ord:
    """What a word in small letters is."""
    norske, _ = _ordliste()
    if ord_ in norske:
        return _HELT
    if not ord_.isalpha():
        if _ORDDEL.search(ord_):
            return _UKJENT if judge_ord(_ORDDEL.split(ord_)[-1]) is _UKJENT else _HELT
        return _UKJENT if _TALL_I_ORD.search(ord_) else _INGEN
    if len(ord_) == 1:
        return _INGEN
    if _ANNEN_SKRIFT.match(ord_):
        return _Ord("ukjente_ord", max(1.0, len(ord_) / 8))
    if _is_avledet(ord_):
        return _HELT
    deler = _count_limte(ord_)
    return _Ord("limt", deler) if deler else _UKJENT


def _judge_langt(ord_: str) -> _Ord:
    """A string of letters too long for a word: words without spaces, or nothing."""
    if _ANNEN_SKRIFT.match(ord_):
        return _Ord("ukjente_ord", len(ord_) / 8)
    return _Ord("limt" if _count_limte(ord_[:_LENGSTE], hel=False) else "ukjente_ord", len(ord_) / 6)


def _is_avledet(ord_: str, dybde: int = 1) -> bool:
    """A known word with an ending, or a compound of known words, with a letter between them or not."""
    norske, _ = _ordliste()
    ordene = _ord()
    if any(ord_.endswith(e) and len(ord_) > len(e) + 3 and ord_[: -len(e)] in norske for e in ordene["boyning"]):
        return True
    for n in range(3, len(ord_) - 2):
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
    norske, _ = _ordliste()
    ordene = _ord()
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


def _count_sprang(tekst: str, ordtall: float) -> float:
    """How many words stand in lines that do not follow each other, as columns read across do."""
    norske, _ = _ordliste()
    slutter = (_SISTE_ORD.search(tekst, max(0, treff.start() - 20), treff.start()) for treff in _PUNKTUM.finditer(tekst))
    sprang = sum(1 for ord_ in slutter if ord_ and ord_[0].lower() in norske)
    sprang += sum(1 for treff in _setningsstart().finditer(tekst) if _SMA.match(tekst, max(0, treff.start() - 2)))
    return sprang * _ORD_PER_SPRANG if sprang >= _MINST_SPRANG and sprang > _SPRANG_FRA * ordtall else 0.0


@cache
def _setningsstart() -> re.Pattern[str]:
    """A word that begins a sentence, and a small letter after it."""
    return re.compile(rf" (?:{'|'.join(_ord()['setningsstart'])})(?= [a-zæøå])")


@cache
def _ord() -> dict[str, frozenset[str]]:
    data = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    data["bare_limord"] = set(data["limord"]) - set(data["forstavelser"])
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

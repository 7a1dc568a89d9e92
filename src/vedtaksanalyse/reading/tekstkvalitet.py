"""How well a page's text can be read: the share of its words that are whole and known, and what is wrong with the rest.

Text in, score and reasons out. Knows words and letters, not what a case is about. The work is in proportion to the text,
whatever it holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from vedtaksanalyse.reading.innhold import Innhold
from vedtaksanalyse.reading.ordkjenning import (
    HELT,
    LENGSTE,
    UKJENT,
    Ord,
    is_fremmed,
    judge_langt,
    judge_ord,
    load_ord,
    load_ordliste,
)
from vedtaksanalyse.sak import KVALITETSGRENSE, TEKSTGRUNNER, Side

_MIN_ORD = 40
_MAKS_TEGN = 100_000
_GRUNN_FRA = 0.1
_FREMMED_FRA = 0.12
# A lost space spoils the phrases on both sides of it, a foreign code every word with that letter.
_VEKT = {"rare_tegn": 3.0, "limt": 2.0}
# A page of words without a single æ, ø or å has lost them; about every seventh word has one.
_MED_SARTEGN, _MINST_SARTEGN, _TAP_SARTEGN = 100, 0.002, 0.4
# About one in ten lines in the wrong place shows as a sentence that ends before a small letter, or begins nowhere.
# Where many words are misread, full stops are too.
_MINST_SPRANG, _SPRANG_FRA, _ORD_PER_SPRANG, _UKJENT_SPRANG = 3, 0.006, 40, 0.05

_NOYTRALE = {
    "[": re.compile(r"\[[^\]\n]{1,40}\]"),
    "@": re.compile(r"(?<!\S)[^\s@]{1,64}@\S+"),
    "www.": re.compile(r"www\.\S+"),
    "://": re.compile(r"https?://\S+"),
}
"""What is no word, each by what is always in it."""
_DELT_LINJE = re.compile(r"[-\u2010\u00ad]\n(?=[^\W\d_])|\u00ad")
_KAN_DELES = ("-\n", "\u2010\n", "\u00ad")
_ENSLIGE = re.compile("[ \u00a0][^\\W\\d_][ \u00a0][^\\W\\d_][ \u00a0]")
_STAVET = re.compile(r"(?<!\S)(?:[^\W\d_][ \u00a0]){3,}[^\W\d_](?!\w)")
# Begins with a character that is rare in words, by which the pages without a code are known fast.
_KODE = re.compile(
    "[^\\w \n\r\t.,:;)/«»\"'*+\u2010-\u201f\u2023-\u2026-](?:"
    # Glyphs without a letter, control characters.
    r"(?<=\()cid:\d+\)|(?<=[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f\x7f-\x9f])"
    # A sign in the middle of a word, where a letter was.
    r"|(?<=[^\W\d_][?!\u00bf\u00a1\u2020-\u2022\u00a4\u00ac\u00a6\u00a7#%=<>~^\\{}$\u00a2\u00a3\u00a5\u25a0-\u25ff|])(?=[a-z\u00e6\u00f8\u00e5])"
    r"|(?<=[^\w\s.,:;()%§/|«»\"'*_=+\u2010-\u2026\u25a0-\u27bf-])[^\w\s.,:;()%§/|«»\"'*_=+\u2010-\u2026\u25a0-\u27bf-]{2})"
)
_FEILTOLKET = re.compile("\u00c3[\x80-\xbf\u0152-\u0192\u2013-\u203a\u20ac\u2122]|\u00c2[\xa0-\xbf]|\u00e2\u20ac")
"""UTF-8 read as something else."""
_BIT = re.compile(r"\S+")
_VANLIG = r"0-9A-Za-z\u00aa\u00b2\u00b3\u00b5\u00b9\u00ba\u00bc-\u00be\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff"
_ORD, _VANLIG_ORD = (re.compile(rf"([{bokstav}]+(?:['\u2019-][{bokstav}]+)*)") for bokstav in (r"^\W_", _VANLIG))
_UVANLIG = re.compile("[\u0100-\u1fff\u2070-\u218f\u2460-\u24ff\u2776-\u2793\u2c00-\U0010ffff]")
"""What may be a letter or a digit and is not among the ordinary ones, by which words are found in half the time."""
_SARTEGN = ("æ", "ø", "å", "Æ", "Ø", "Å")
_PUNKTUM = re.compile(r"\. (?=[a-zæøå]{2,30} [a-zæøå])")
_SISTE_ORD = re.compile(r"(?<![^\W\d_])[^\W\d_]{5,20}\Z")
_SMA = re.compile("[a-zæøå]{2} ")


class Tekstkvalitet(NamedTuple):
    """From 0 (garbage) to 1, and what draws the score down, worst first."""

    score: float
    grunner: tuple[str, ...] = ()


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
    """The content of a file with the quality of each page, or of the whole text where there are no pages.

    Pages that have theirs keep it.
    """
    if not innhold.sider:
        kvalitet = score_tekst(innhold.tekst)
        return replace(innhold, kvalitet=kvalitet.score, grunner=kvalitet.grunner) if kvalitet else innhold
    return replace(innhold, sider=tuple(_score_side(side, innhold.tekst) for side in innhold.sider))


def _score_side(side: Side, tekst: str) -> Side:
    if side.kvalitet is not None:
        return side
    kvalitet = score_tekst(tekst[side.start : side.slutt], side.sikkerhet)
    return replace(side, kvalitet=kvalitet.score, grunner=kvalitet.grunner) if kvalitet else side


def _measure(tekst: str) -> dict[str, float] | None:
    """How much of the score each weakness takes; None for too few words."""
    antall = dict.fromkeys(("hele", *TEKSTGRUNNER), 0.0)

    def count_kode(bit: re.Match) -> str:
        # A lone sign is a bullet or a box to tick.
        if len(bit[0]) == 1 or not _holds_kode(bit[0]):
            return bit[0]
        antall["rare_tegn"] += max(1.0, len(bit[0]) / 12)
        return "."

    def count_stavet(treff: re.Match) -> str:
        antall["delt"] += max(1.0, len(treff[0]) / 10)
        return "."

    tekst = _DELT_LINJE.sub("", tekst) if any(deling in tekst for deling in _KAN_DELES) else tekst
    for tegn, monster in _NOYTRALE.items():
        tekst = monster.sub(".", tekst) if tegn in tekst else tekst
    if _holds_kode(tekst):
        tekst = _BIT.sub(count_kode, tekst)
    tekst = _STAVET.sub(count_stavet, tekst) if _ENSLIGE.search(tekst) else tekst
    fremmede = 0.0
    for ett, ord_ in _join_delte(tekst):
        antall[ett.slag] += ett.antall
        if ett.slag == "ukjente_ord" and is_fremmed(ord_):
            fremmede += ett.antall
    sum_ = sum(antall.values())
    if sum_ < _MIN_ORD:
        return None
    if fremmede > _FREMMED_FRA * sum_:
        antall["annet_sprak"], antall["ukjente_ord"] = antall["ukjente_ord"], 0.0
    elif antall["hele"] >= _MED_SARTEGN and sum(map(tekst.count, _SARTEGN)) < _MINST_SARTEGN * len(tekst):
        # Where there are signs in their place, they are what is wrong.
        grunn = "rare_tegn" if antall["rare_tegn"] else "mangler_bokstaver"
        antall[grunn] += _TAP_SARTEGN * sum_ / _VEKT.get(grunn, 1.0)
    if antall["ukjente_ord"] < _UKJENT_SPRANG * sum_:
        antall["rekkefolge"] = _count_sprang(tekst, sum_)
    return {g: min(1.0, _VEKT.get(g, 1.0) * antall[g] / sum_) for g in TEKSTGRUNNER}


def _holds_kode(tekst: str) -> bool:
    return bool(_KODE.search(tekst) or (any(tegn in tekst for tegn in "\u00c3\u00c2\u00e2") and _FEILTOLKET.search(tekst)))


def _join_delte(tekst: str) -> Iterator[tuple[Ord, str]]:
    """What the words are: each that is not whole, then all the whole ones as one; two that make one together are «delt»."""
    norske, _ = load_ordliste()
    # Word and what follows it, by turns.
    deler = (_ORD if _UVANLIG.search(tekst) else _VANLIG_ORD).split(tekst)[1:]
    skrevne, etter = deler[::2], deler[1::2]
    versaler = tekst.isupper()
    # Most words are in the list: only the others, and those beside them, cost anything.
    tvilsomme = {n: her for n, her in enumerate(_judge_alle(skrevne)) if her is not HELT}
    sist, siste = -1, len(skrevne) - 1
    brukt: set[int] = set()
    for n in tvilsomme:
        for foran in (n - 1, n):
            if sist < foran < siste and len(etter[foran]) == 1:
                sammen = skrevne[foran] + skrevne[foran + 1]
                if len(sammen) > 3 and sammen.lower() in norske:
                    yield Ord("delt", 2.0), ""
                    sist = foran + 1
                    brukt |= {foran, sist}
    for n, her in tvilsomme.items():
        # A name or an abbreviation: nobody knows.
        sagt = her is not UKJENT or not ((skrevne[n][0].isupper() and not versaler) or etter[n].startswith("."))
        if her.slag and sagt and n not in brukt:
            yield her, skrevne[n].lower()
    yield HELT._replace(antall=len(skrevne) - len(brukt | tvilsomme.keys())), ""


def _judge_alle(ordene: list[str]) -> Iterable[Ord]:
    if max(map(len, ordene), default=0) <= LENGSTE:
        return map(judge_ord, ordene)
    return (judge_ord(ord_) if len(ord_) <= LENGSTE else judge_langt(ord_.lower()) for ord_ in ordene)


def _count_sprang(tekst: str, ordtall: float) -> float:
    """How many words stand in lines that do not follow each other, as columns read across do."""
    norske, _ = load_ordliste()
    slutter = (_SISTE_ORD.search(tekst, max(0, treff.start() - 20), treff.start()) for treff in _PUNKTUM.finditer(tekst))
    sprang = sum(1 for ord_ in slutter if ord_ and ord_[0].lower() in norske)
    sprang += sum(1 for treff in _setningsstart().finditer(tekst) if _SMA.match(tekst, max(0, treff.start() - 2)))
    return sprang * _ORD_PER_SPRANG if sprang >= _MINST_SPRANG and sprang > _SPRANG_FRA * ordtall else 0.0


@cache
def _setningsstart() -> re.Pattern[str]:
    """A word that begins a sentence, and a small letter after it."""
    return re.compile(rf" (?:{'|'.join(load_ord()['setningsstart'])})(?= [a-zæøå])")

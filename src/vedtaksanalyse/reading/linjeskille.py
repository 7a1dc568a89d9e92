"""Where paragraphs end: what stands between a line and the next, and what follows a page's running text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vedtaksanalyse.reading.innhold import SKILLE, Linje
from vedtaksanalyse.reading.spalter import is_prosa

if TYPE_CHECKING:
    from vedtaksanalyse.reading.flyt import Sidelinjer

_PROSA = 40
_CELLEPROSA = 20
_INNRYKK = 40.0
_SLARK = 2.0
_SMAA = 0.93
_LUFT = 1.9
_FLEST_DELER = 400
_PUNKT = re.compile(r"(?:[–—•▪◦●○■□☐☑☒✓*·>-]|\(?\d{1,2}[.)]|\(?[a-zæøå]\))\s")
_KULE = re.compile(r"[•▪◦●○■□☐☑☒✓*·>]")
_AVSLUTTET = (".", "!", "?", ":", ";", ".»", "?»", "!»", '."', ".)", "…")
_FOTNOTE = re.compile(r"\(?\d{1,2}\)? ?[^\W\d]|[*†‡]")


@dataclass(slots=True)
class Plass:
    """A line with what its block says about it: right margin, and usual distance (None for a block's first line).

    ``hale`` is what follows the page's running text: footnotes, and print that runs another way.
    """

    linje: Linje
    marg: float
    avstand: float | None
    ny_side: bool = False
    hale: bool = False


def find_plasser(side: Sidelinjer, marger: list[float], prosamarg: float) -> list[Plass]:
    """The lines of a page in reading order, each with its place.

    Args:
        side: the page.
        marger: what ``find_prosamarg`` says of each of its blocks.
        prosamarg: the widest in the document.
    """
    ut = []
    venstre = min((linje.x0 for blokk in side.blokker for linje in blokk), default=0.0)
    smale = _smale_marger(side.blokker) if len(side.blokker) > 1 else {}
    for blokk, marg in zip(side.blokker, marger, strict=True):
        avstand = _linjeavstand(blokk)
        smal = {} if marg else smale
        marg = marg or prosamarg or side.bredde - venstre
        ut += [Plass(linje, smal.get(id(linje), marg), avstand if n else None) for n, linje in enumerate(blokk)]
    if ut:
        ut[0].ny_side = True
    _finn_hale(ut, side.hoyde)
    return ut


def _finn_hale(plasser: list[Plass], hoyde: float) -> None:
    """Mark what follows the running text: small print low on the page that begins with a number or a star is footnotes."""
    slutt = len(plasser)
    while slutt and (plasser[slutt - 1].linje.fri or plasser[slutt - 1].linje.retning):
        slutt -= 1
        plasser[slutt].hale = True
    antall: Counter[float] = Counter()
    for plass in plasser[:slutt]:
        antall[round(plass.linje.hoyde, 1)] += len(plass.linje.biter[0].tekst)
    brod = max(antall, key=antall.__getitem__, default=0.0)
    fra = slutt
    while fra and plasser[fra - 1].linje.hoyde < _SMAA * brod and plasser[fra - 1].linje.y > hoyde / 2:
        fra -= 1
    while 0 < fra < slutt and not _FOTNOTE.match(plasser[fra].linje.tekst):
        fra += 1
    for plass in plasser[fra:slutt] if fra else ():
        plass.hale = True


def flytt_hale(denne: list[Plass], neste: list[Plass]) -> None:
    """Where a sentence runs on over the page break, what follows the text goes before that sentence's paragraph."""
    tekst = [plass for plass in denne if not plass.hale]
    hale = [plass for plass in denne if plass.hale]
    forste = neste[0] if neste else None
    if not tekst or not hale or forste is None or forste.hale or not _gaar_videre(tekst[-1], forste):
        return
    n = len(tekst) - 1
    while n and _gaar_videre(tekst[n - 1], tekst[n]):
        n -= 1
    tekst[n].avstand = None
    denne[:] = tekst[:n] + hale + tekst[n:]
    tekst[0].ny_side = False
    denne[0].ny_side = True


def _gaar_videre(a: Plass, b: Plass) -> bool:
    skille = find_skille(a, b)
    return skille == " " or (a.linje.bindestrek and skille == "\n")


def find_prosamarg(blokk: list[Linje]) -> float:
    """Where running text ends to the right; 0 where the block has too little of it to tell."""
    ender = [linje.x1 for linje in blokk if linje.celler == 1 and len(linje.tekst) >= _PROSA]
    return max(ender) if len(ender) >= 2 else 0.0


def _smale_marger(blokker: list[list[Linje]]) -> dict[int, float]:
    """The right margin of each line, by its ``id``, of narrow columns of running text that stand beside each other."""
    deler = [del_ for blokk in blokker for del_ in _del_ved_luft(blokk)]
    ut: dict[int, float] = {}
    for del_ in deler if len(deler) < _FLEST_DELER else ():
        if is_prosa([linje.tekst for linje in del_]) and any(_er_ved_siden(del_, annen) for annen in deler):
            ut |= dict.fromkeys(map(id, del_), max(linje.x1 for linje in del_))
    return ut


def _del_ved_luft(blokk: list[Linje]) -> Iterator[list[Linje]]:
    fra = 0
    for n in range(1, len(blokk) + 1):
        if n == len(blokk) or blokk[n].celler > 1 or blokk[n].y - blokk[n - 1].y >= _LUFT * blokk[n - 1].hoyde:
            yield blokk[fra:n]
            fra = n


def _er_ved_siden(a: list[Linje], b: list[Linje]) -> bool:
    """True for lines that share at least two line heights, and no width."""
    felles = min(a[-1].y, b[-1].y) - max(a[0].y, b[0].y)
    if a is b or a[0].retning != b[0].retning or felles < 2 * a[0].hoyde:
        return False
    return max(linje.x1 for linje in a) < min(linje.x0 for linje in b) or max(linje.x1 for linje in b) < min(linje.x0 for linje in a)


def _linjeavstand(blokk: list[Linje]) -> float:
    """The usual distance between lines of one paragraph: the lower quartile of all distances."""
    avstander = sorted(b.y - a.y for a, b in zip(blokk, blokk[1:], strict=False) if b.y - a.y > 0.3 * a.hoyde)
    return avstander[len(avstander) // 4] if avstander else 0.0


def begynner_punkt(tekst: str) -> bool:
    """True for a line that begins a list item: a dash, a bullet, a tick box, «1.» or «a)»."""
    return bool(_PUNKT.match(tekst))


def find_skille(denne: Plass, neste: Plass) -> str:
    """Blank where the sentence runs on, else a line end, and an empty line over a gap."""
    a, b = denne.linje, neste.linje
    if a.fri or b.fri or a.retning != b.retning or denne.hale != neste.hale:
        return "\n\n"
    tekst, forste = a.tekst.rpartition(SKILLE)[2], b.tekst
    celler = a.celler
    gap = neste.avstand is None
    if not gap:
        steg = b.y - a.y
        gap = steg > _LUFT * a.hoyde or steg > 1.3 * (neste.avstand or a.hoyde)
    ny_linje = "\n\n" if gap else "\n"
    if b.celler > 1 or (celler > 1 and not (len(tekst) >= _CELLEPROSA and abs(b.x0 - a.celle_x0) < 3)):
        return ny_linje
    begge = f"{tekst}\n{forste}"
    if "...." in begge or ". . ." in begge or "……" in begge:  # leaders
        return ny_linje
    if neste.avstand is not None and b.x0 < a.x0 - _INNRYKK and celler == 1:
        return ny_linje
    if not 0.87 < a.hoyde / (b.hoyde or 1.0) < 1.15:
        return ny_linje
    liten = forste[:1].islower()
    avsluttet = tekst.endswith(_AVSLUTTET)
    full = _er_full(a, b, denne.marg)
    if gap:
        gjelder = full and (liten or not avsluttet) and (liten or neste.ny_side) and not begynner_punkt(forste)
        return " " if gjelder else ny_linje
    if neste.hale and _FOTNOTE.match(forste):
        return ny_linje
    if begynner_punkt(forste) and (avsluttet or not full or _KULE.match(forste) or begynner_punkt(tekst)):
        return ny_linje
    if full or (liten and not avsluttet and len(tekst) >= _PROSA and a.x1 > 0.75 * denne.marg):
        return " "
    return ny_linje


def _er_full(a: Linje, b: Linje, marg: float) -> bool:
    """True when the first word of ``b`` had no room after ``a``."""
    tekst = b.tekst
    ordlengde = len(tekst.split(" ", 1)[0]) + 1
    return a.x1 + ordlengde * (b.x1 - b.x0) / max(len(tekst), 1) > marg - _SLARK

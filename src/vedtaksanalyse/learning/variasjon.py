"""Varied copies of treebank sentences: what edited prose lacks and case files have.

Other people's names, lost capitals and dots, folded or misread letters, and the placeholders of anonymised cases.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, replace

from vedtaksanalyse.learning.trebank import Ord, Trebanksetning

Variasjon = Callable[[Trebanksetning, random.Random], Trebanksetning]


def vary(setninger: Iterable[Trebanksetning], sjanser: Sequence[tuple[float, Variasjon]], fro: int) -> list[Trebanksetning]:
    """A copy in which each sentence goes through at most one variation, with the given chance of each."""
    tilfeldig, ut = random.Random(fro), []
    for setning in setninger:
        trekning = tilfeldig.random()
        for sjanse, variasjon in sjanser:
            if trekning < sjanse:
                setning = variasjon(setning, tilfeldig)
                break
            trekning -= sjanse
        ut.append(setning)
    return ut


def lower(setning: Trebanksetning, _: random.Random) -> Trebanksetning:
    """Everything in lower case, lemmas too."""
    return replace(
        setning, ord=tuple(o.lower() for o in setning.ord), lemmaer=tuple(lem.lower() for lem in setning.lemmaer)
    )


def upper(setning: Trebanksetning, _: random.Random) -> Trebanksetning:
    """Everything in capitals, as in headings."""
    return _respelt(setning, tuple(o.upper() if len(o.upper()) == len(o) else o for o in setning.ord))


def _respelt(setning: Trebanksetning, ord_: Ord) -> Trebanksetning:
    """With other spellings; a changed word has no lemma to learn, or the lemmatizer would learn to spell."""
    lemmaer = tuple(lem if ny == o else "" for lem, o, ny in zip(setning.lemmaer, setning.ord, ord_, strict=True))
    return replace(setning, ord=ord_, lemmaer=lemmaer)


def fold(tabeller: Sequence[dict[str, str]]) -> Variasjon:
    """Without Norwegian letters, as from a foreign keyboard or a broken encoding."""
    oversettelser = [str.maketrans(tabell) for tabell in tabeller]

    def variasjon(setning: Trebanksetning, tilfeldig: random.Random) -> Trebanksetning:
        tabell = tilfeldig.choice(oversettelser)
        return replace(
            setning,
            ord=tuple(o.translate(tabell) for o in setning.ord),
            lemmaer=tuple(lem.translate(tabell) for lem in setning.lemmaer),
        )

    return variasjon


def misread(feillest: dict[str, str]) -> Variasjon:
    """One long word in seven with a letter misread or lost, as from a scanner."""

    def variasjon(setning: Trebanksetning, tilfeldig: random.Random) -> Trebanksetning:
        def les(ord_: str) -> str:
            if len(ord_) < 5 or not ord_.isalpha() or tilfeldig.random() > 0.15:
                return ord_
            nr = tilfeldig.randrange(1, len(ord_) - 1)
            return ord_[:nr] + feillest.get(ord_[nr], tilfeldig.choice(("", ord_[nr]))) + ord_[nr + 1 :]

        return _respelt(setning, tuple(map(les, setning.ord)))

    return variasjon


def drop_stop(setning: Trebanksetning, _: random.Random) -> Trebanksetning:
    """Without the final punctuation, as in notes."""
    siste = len(setning.ord) - 1
    if siste < 3 or setning.klasser[siste] != "PUNCT" or siste in setning.hoder[:siste]:
        return setning
    return Trebanksetning(*(getattr(setning, felt)[:siste] for felt in (f.name for f in fields(setning))))


def hide_persons(plassholdere: Sequence[str]) -> Variasjon:
    """Persons become placeholders, which are no names."""

    def variasjon(setning: Trebanksetning, tilfeldig: random.Random) -> Trebanksetning:
        ord_, navn, lemmaer = list(setning.ord), list(setning.navn), list(setning.lemmaer)
        for nr, merke in enumerate(setning.navn):
            if merke == "B-PER" and (nr + 1 == len(ord_) or setning.navn[nr + 1] != "I-PER"):
                ord_[nr] = lemmaer[nr] = tilfeldig.choice(plassholdere)
                navn[nr] = "O"
        return replace(setning, ord=tuple(ord_), navn=tuple(navn), lemmaer=tuple(lemmaer))

    return variasjon


def swap_names(setninger: Iterable[Trebanksetning], ekstra: dict[str, Sequence[Ord]]) -> Variasjon:
    """Names give way to others of the same kind and length, from the treebank itself and from open lists."""
    lager: dict[tuple[str, int], list[Ord]] = defaultdict(list)
    for setning in setninger:
        for start, slutt, slag in _names(setning.navn):
            lager[slag, slutt - start].append(setning.ord[start:slutt])
    for slag, navn in ekstra.items():
        for n in navn:
            lager[f"+{slag}", len(n)].append(n)

    def variasjon(setning: Trebanksetning, tilfeldig: random.Random) -> Trebanksetning:
        ord_, lemmaer = list(setning.ord), list(setning.lemmaer)
        for start, slutt, slag in _names(setning.navn):
            ny = lager[f"+{slag}", slutt - start]
            if not ny or tilfeldig.random() < 0.5:
                ny = lager[slag, slutt - start] or ny
            if ny:
                ord_[start:slutt] = lemmaer[start:slutt] = tilfeldig.choice(ny)
        return replace(setning, ord=tuple(ord_), lemmaer=tuple(lemmaer))

    return variasjon


def _names(merker: Ord) -> list[tuple[int, int, str]]:
    ut: list[tuple[int, int, str]] = []
    for nr, merke in enumerate(merker):
        if merke.startswith("B-"):
            ut.append((nr, nr + 1, merke[2:]))
        elif merke.startswith("I-") and ut and ut[-1][1] == nr:
            ut[-1] = (ut[-1][0], nr + 1, ut[-1][2])
    return ut


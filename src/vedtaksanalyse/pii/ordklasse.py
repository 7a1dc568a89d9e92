"""What the lists say of one capitalised word: a first name, a surname, a place, an ordinary word, or nothing known."""

from __future__ import annotations

import gzip
import re
from collections.abc import Collection
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from vedtaksanalyse.pii.monstre import Monstre

ORDLISTE = Path(__file__).with_name("ordliste.txt.gz")
SIKKERT, KANSKJE = 2, 1
"""How much of a first name a word is: nothing else, or also a word, a place or a brand."""
# The shortest word that is a member of a compound, and the shortest that is taken for a name though no list has it.
_LEDD, _UKJENT = 3, 3
_HUSKER = 20_000
# A last member this long makes an ordinary word, whatever stands before it.
_LANG = 6
# Members of a compound beyond two, and the longest word that is looked at: the search must end.
_DYBDE, _LENGST = 3, 40
# What binds two members.
_FUGE = "se"
# The last letter of Western European languages: a short word with a letter after it is none of ours.
_VESTLIG = "\u017f"
# Read wrongly from paper.
_LEST_FEIL = str.maketrans("015", "ols")
_SIFFER_I = re.compile(r"(?<=[^\W\d_])[015](?=[^\W\d_])")
_BARE_ORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*['’]?")


class Ordklasse(NamedTuple):
    """What one word can be."""

    fornavn: int
    etternavn: bool
    sted: bool
    ordinaer: bool
    ukjent: bool
    # Ordinary only because its members are words, and formed as a surname: «Kvernvolden».
    gardsnavn: bool = False

    @property
    def vanlig(self) -> bool:
        """Whether it is a word or a place, and no name."""
        return (self.ordinaer or self.sted) and not self.navn

    @property
    def navn(self) -> bool:
        """Whether a list of names or a form of names has it."""
        return self.fornavn > 0 or self.etternavn


def classify(ordet: str, monstre: Monstre) -> Ordklasse:
    """What the word can be, also with a genitive's s, in capitals, or with a letter read as a figure."""
    husket = monstre.klasser
    if (klasse := husket.get(ordet)) is None:
        if len(husket) > _HUSKER:
            husket.clear()
            monstre.vanlige.clear()
        klasse = husket[ordet] = _classify(ordet.lower().rstrip("'’"), monstre)
        if klasse.vanlig:
            monstre.vanlige.add(ordet)
    return klasse


def is_vanlig(ordet: str, monstre: Monstre) -> bool:
    """Whether the word is an ordinary one or a place, and no name."""
    return ordet in monstre.vanlige or classify(ordet, monstre).vanlig


def _classify(lav: str, monstre: Monstre) -> Ordklasse:
    lav = _SIFFER_I.sub(lambda m: m[0].translate(_LEST_FEIL), lav)
    lav = re.sub(rf"-(?:{'|'.join(monstre.ord['navn']['hale'])})$", "", lav) if "-" in lav else lav
    former = (lav, lav.removesuffix("s")) if len(lav) > _UKJENT else (lav,)
    kjent = lav in monstre.fornavn or lav in monstre.etternavn
    if any(f in monstre.ikke_navn for f in (former[:1] if kjent else former)):
        return Ordklasse(0, False, False, ordinaer=True, ukjent=False)
    if lav in monstre.sett("navn", "partikler"):
        return Ordklasse(0, False, False, ordinaer=False, ukjent=True)
    fornavn = max(_know(d, monstre) for f in former for d in f.split("-"))
    etternavn = any(_is_etternavn(d, monstre) for f in former for d in (f, *f.split("-")))
    sted = any(f in monstre.steder for f in former)
    ordinaer = any(is_ordinary(f, monstre) for f in (former[:1] if kjent else former))
    gardsnavn = ordinaer and etternavn and not any(map(is_ordbokord, former))
    rent = (len(lav) >= _UKJENT or lav[-1:] > _VESTLIG) and _BARE_ORD.fullmatch(lav) is not None
    return Ordklasse(fornavn, etternavn, sted, ordinaer, rent and not (sted or ordinaer or fornavn), gardsnavn)


def _know(lav: str, monstre: Monstre) -> int:
    if lav in monstre.fornavn or monstre.fornavnform.fullmatch(lav):
        return SIKKERT
    return KANSKJE if lav in monstre.tvetydige else 0


def _is_etternavn(lav: str, monstre: Monstre) -> bool:
    return lav in monstre.etternavn or monstre.etternavnform.fullmatch(lav) is not None


def is_ordinary(lav: str, monstre: Monstre) -> bool:
    """Whether a lower-case word is in the dictionary, or made of two that are, or of one and an ending of abstract nouns."""
    ordbok = load_ordbok()
    if len(lav) > _LENGST or lav in ordbok or lav.endswith(tuple(monstre.ord["navn"]["ord_slutt"])):
        return True
    if any(lav[i:] in ordbok for i in range(2, len(lav) - _LANG + 1)):
        return True
    if "-" in lav:
        return all(not d or d in ordbok or d in monstre.ikke_navn for d in lav.split("-"))
    return is_compound(lav, ordbok)


def is_ordbokord(lav: str) -> bool:
    """Whether the dictionary itself has a lower-case word."""
    return lav in load_ordbok()


def is_compound(lav: str, ordbok: Collection[str], dybde: int = _DYBDE) -> bool:
    """Whether the word's last member is in the dictionary, and what stands before it is one, or a few, that are."""
    for i in range(len(lav) - _LEDD, _LEDD - 1, -1):
        if lav[i:] in ordbok and (i > _LEDD + 1 or len(lav) - i > _LEDD):
            forledd = [lav[:i], lav[: i - 1]] if lav[i - 1] in _FUGE else [lav[:i]]
            if any(f in ordbok or (dybde and is_compound(f, ordbok, dybde - 1)) for f in forledd if len(f) >= _LEDD):
                return True
    return False


@lru_cache(maxsize=1)
def load_ordbok() -> Collection[str]:
    """The words of the dictionary in lower case, those made of two others left out."""
    return frozenset(gzip.decompress(ORDLISTE.read_bytes()).decode("utf-8").split("\n"))

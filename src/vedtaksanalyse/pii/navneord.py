"""What stands around names: the patterns made from the words of ``felles/pii.toml``."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from vedtaksanalyse.pii.monstre import FORAN, LITEN, ORD, STOR, Monstre, any_of, begun, ended

WORDS = re.compile(r"[^\W\d_]+")
# An opening quotation mark before a name.
_SITAT = r"[«\"“']?"


# Running text before a word: a word in small letters with nothing but a space, a comma, a quote or a bracket after it.
_RUNNING = re.compile(r"(?:^|[\s(])[a-z\u00df-\u00ff]{2,}[,(]? ?[(«\"“']?\Z")
_FORSTE = re.compile(rf"[{STOR}][{LITEN}]+,? ?[«\"“']?\Z")


@dataclass(frozen=True, slots=True)
class Rundt:
    """A span of a text, what stands before and after it, and the words before in lower case."""

    tekst: str
    start: int
    slutt: int
    foran: str
    etter: str
    ordene: tuple[str, ...]

    @classmethod
    def at(cls, tekst: str, start: int, slutt: int) -> Rundt:
        """The span from ``start`` to ``slutt``."""
        foran = tekst[max(0, start - FORAN) : start]
        return cls(tekst, start, slutt, foran, tekst[slutt : slutt + FORAN], tuple(WORDS.findall(foran.lower())))

    @property
    def forrige(self) -> str:
        """The word right before, with nothing but a space between; else nothing."""
        return self.ordene[-1] if self.ordene and self.foran[-1:] == " " and self.foran[-2:-1].isalpha() else ""

    @property
    def inni(self) -> str:
        """The words of the span."""
        return self.tekst[self.start : self.slutt]


@dataclass(frozen=True, slots=True)
class Forord:
    """Words and phrases that lead up to a name. One word they all end in is looked for first: most names have none."""

    monster: re.Pattern[str]
    siste: frozenset[str]

    @classmethod
    def of(cls, monster: str, fraser: Collection[str], flagg: int = 0) -> Forord:
        """A pattern that holds one of these phrases before the place it ends at."""
        return cls(re.compile(monster, flagg), frozenset(WORDS.findall(frase.lower())[-1] for frase in fraser))

    def leads_to(self, rundt: Rundt) -> bool:
        """Whether they stand right before."""
        return not self.siste.isdisjoint(rundt.ordene) and (
            self.monster.search(rundt.tekst, max(0, rundt.start - FORAN), rundt.start) is not None
        )


def is_running(foran: str, monstre: Monstre) -> bool:
    """Whether running text leads up to a word: a word in small letters, or one that begins a sentence and leads on."""
    if _RUNNING.search(foran):
        return True
    m = _FORSTE.search(foran)
    return m is not None and m[0].rstrip(" ,«\"“'").lower() in _leads_on(monstre)


@lru_cache(maxsize=2)
def _leads_on(monstre: Monstre) -> frozenset[str]:
    ord_ = monstre.ord["navn"]
    return frozenset().union(*(ord_[liste] for liste in ("person_ord", "for_subjekt", "steds_ord", "slekt_foran")))


@lru_cache(maxsize=2)
def navneplasser(monstre: Monstre) -> list[tuple[Forord, float, bool]]:
    """What stands right before a name, how sure that makes it, and whether only for two words or more."""
    ord_ = monstre.ord["navn"]
    felt, navnefelt, hilsen, roller, barn = (
        any_of(ord_[liste]) for liste in ("felt", "navnefelt", "hilsen", "roller", "barneord")
    )
    any_eie = rf"(?:{any_of(ord_['eie'])})"
    flere = r"(?:[\w.-]+(?: [\w.-]+)?(?: \([^()\n]*\))?(?:, | og | / |/)){0,4}"
    plasser = (
        (rf"(?<!\w)(?:{felt})(?: ?\([^()\n]*\))?[ \t]*(?:[:|\t]|: *\n)[ \t]*{flere}{_SITAT}\Z", "felt", 1.0, False),
        (rf"(?:^|[\n|])[ \t]*(?:[\w-]+ ){{0,2}}(?:{navnefelt})[ \t]*\n[ \t]*\Z", "navnefelt", 0.9, False),
        (rf"\b(?:{hilsen})[ \t,!.]*\n*[ \t]*\Z", "hilsen", 1.0, True),
        (rf"(?<!\w)(?:{roller})(?: {any_eie})?[,:]? {_SITAT}\Z", "roller", 0.9, True),
        (rf"(?<!\w)(?:{roller})(?: {any_eie})?(?: \(|,? ){_SITAT}\Z", "roller", 0.7, False),
        (rf"(?<!\w)(?:{any_of(ord_['foran_navn'])}) ?{_SITAT}\Z", "foran_navn", 0.9, False),
        (
            rf"\b(?:{barn})(?:[,:]? ?|:\n[-•* ]*)(?:{ORD}(?: ?\([^()\n]*\))?(?:, | og |\n[-•* ]*)){{0,4}}\Z",
            "barneord",
            0.7,
            False,
        ),
    )
    return [
        (Forord.of(monster, ord_[liste], re.IGNORECASE), styrke, flere) for monster, liste, styrke, flere in plasser
    ]


@lru_cache(maxsize=2)
def match_alder(monstre: Monstre) -> re.Pattern[str]:
    """An age or a year of birth after a name: «Emil (7)», «Emil, 9 år»."""
    ord_ = monstre.ord["navn"]
    aar = rf"(?:{any_of(ord_['aar'])})"
    aar_foran = any_of(ord_["fodt"])
    return re.compile(
        rf" \((?:\d{{1,2}}\.\d{{1,2}}\.\d{{2,4}}|(?:{aar_foran})? ?\d{{1,2}}|20[0-2]\d|19\d\d)(?: {aar})?\)|,? (?:\d{{1,2}} {aar}|(?:{any_of(ord_['fodt'])}) )"
        rf"|,? (?:{any_of(ord_['i_en_alder'])}) \w+ {aar}"
    )


@lru_cache(maxsize=2)
def match_om_person(monstre: Monstre) -> re.Pattern[str]:
    """What tells right after a word that it is somebody: «Lan, ho har», «Odd sin», «Stig, faren»."""
    ord_ = monstre.ord["navn"]
    return re.compile(rf",? (?:{any_of(ord_['eier_etter'])})(?!\w)|, (?:{any_of([*ord_['pronomen'], *ord_['slekt_foran']])})(?!\w)")


@lru_cache(maxsize=2)
def match_gjor(monstre: Monstre) -> re.Pattern[str]:
    """What people do, right after a name that begins a sentence."""
    return re.compile(rf" (?:{any_of(monstre.ord['navn']['gjor'])})(?!\w)")


@lru_cache(maxsize=2)
def match_bare_person(monstre: Monstre) -> re.Pattern[str]:
    """What only persons do, right after a name that may also be a place's."""
    ord_ = monstre.ord["navn"]
    return re.compile(rf" (?:{any_of([*ord_['gjor'], *ord_['bare_personer']])})(?!\w)")


@lru_cache(maxsize=2)
def match_person(monstre: Monstre) -> Forord:
    """A word right before that leads to a person."""
    ord_ = monstre.ord["navn"]
    return Forord.of(rf"(?<!\w)(?:{any_of(ord_['person_ord'])}) \Z", ord_["person_ord"])


@lru_cache(maxsize=2)
def match_reise(monstre: Monstre) -> Forord:
    """Somebody travels or lives, and a preposition leads to where."""
    ord_ = monstre.ord["navn"]
    return Forord.of(
        rf"(?<!\w)(?:{any_of(ord_['reiser'])})\w{{0,4}} (?:\w+ ){{0,2}}(?:{any_of(ord_['reise_til'])}) \Z",
        ord_["reise_til"],
        re.IGNORECASE,
    )


@lru_cache(maxsize=2)
def match_slektning(monstre: Monstre) -> Forord:
    """A kin's word and «til», before a name."""
    ord_ = monstre.ord["navn"]
    return Forord.of(rf"(?<!\w)(?i:{any_of(ord_['slektning_til'])}) til \Z", ord_["slektning_til"])


@lru_cache(maxsize=2)
def match_slekt(monstre: Monstre) -> re.Pattern[str]:
    """A kin's word or a need after a genitive."""
    return re.compile(rf" (?:{any_of(monstre.ord['navn']['slekt'])})(?!\w)")


@lru_cache(maxsize=2)
def match_hei(monstre: Monstre) -> Forord:
    """A greeting."""
    ord_ = monstre.ord["navn"]
    return Forord.of(rf"(?<!\w)(?i:{any_of(ord_['tiltale'])}),? \Z", ord_["tiltale"])


@lru_cache(maxsize=2)
def match_subjekt_foran(monstre: Monstre) -> Forord:
    """What leads to the one who does something."""
    ord_ = monstre.ord["navn"]
    return Forord.of(rf"(?<!\w)(?:{any_of(ord_['for_subjekt'])}) \Z", ord_["for_subjekt"])


@lru_cache(maxsize=2)
def match_subjekt_etter(monstre: Monstre) -> re.Pattern[str]:
    """What that one does."""
    return re.compile(rf" (?:{any_of(monstre.ord['navn']['etter_subjekt'])})(?!\w)")


def find_tiltale(tekst: str, monstre: Monstre) -> list[int]:
    """The lines that begin with a greeting."""
    steder = [m.start() + 1 for m in _tiltale_linje(monstre).finditer(tekst)]
    return steder if tekst[:1] == "\n" else [0, *steder]


@lru_cache(maxsize=2)
def _tiltale_linje(monstre: Monstre) -> re.Pattern[str]:
    tiltale = monstre.ord["navn"]["tiltale"]
    return re.compile(rf"\n[ \t]*{begun(*tiltale)}(?:{ended(tiltale)})")


@lru_cache(maxsize=2)
def match_tiltale(monstre: Monstre) -> re.Pattern[str]:
    """A greeting and the name it is meant for, alone on a line."""
    return re.compile(
        rf"^[ \t]*{begun(*monstre.ord['navn']['tiltale'])}(?:{ended(monstre.ord['navn']['tiltale'])})[ ,]{{0,9}}\n{{0,9}}[ \t]{{0,40}}({ORD})(?=[ ]?[!,.]?[ \t]{{0,40}}(?:$|\())",
        re.MULTILINE,
    )


@lru_cache(maxsize=2)
def match_hos(monstre: Monstre) -> Forord:
    """Somebody lives or is «hos» the one who is named."""
    ord_ = monstre.ord["navn"]
    return Forord.of(rf"(?<!\w)(?i:{any_of(ord_['bor_hos'])})(?: \w+){{0,3}} hos \Z", ord_["hos"])


@lru_cache(maxsize=2)
def match_fra(monstre: Monstre) -> Forord:
    """What persons send, and «fra» or «til» the one who is named."""
    ord_ = monstre.ord["navn"]
    return Forord.of(
        rf"(?<!\w)(?i:{any_of(ord_['fra_person'])})(?: \w+){{0,4}} (?:{any_of(ord_['fra'])}) \Z", ord_["fra"]
    )


@lru_cache(maxsize=2)
def match_heter(monstre: Monstre) -> re.Pattern[str]:
    """A name in small letters after what says that a name comes."""
    liten = r"[a-z\u00df-\u017f][\w'’-]+"
    return re.compile(
        rf"{begun(*monstre.ord['navn']['heter'])}(?:{ended(monstre.ord['navn']['heter'])}) (?P<navn>{liten})(?: (?P<etter>{liten}))?(?![\w-])"
    )


@lru_cache(maxsize=2)
def match_sma(monstre: Monstre) -> re.Pattern[str]:
    """A name in small letters: what ends the line of a signature, or follows what says that a name comes."""
    ord_ = monstre.ord["navn"]
    navn = r"(?P<navn>[a-z\u00df-\u017f][\w'’-]+(?: [a-z\u00df-\u017f][\w'’-]+){0,2})"
    return re.compile(
        rf"(?:^[ \t]*{begun(*ord_['tiltale'])}(?:{ended(ord_['tiltale'])})(?!\w)[ ,]{{0,9}}\n{{0,9}}[ \t]{{0,40}}{navn}(?=[ ]?[!,.]?[ \t]{{0,40}}$))",
        re.MULTILINE,
    )

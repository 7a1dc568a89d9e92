"""Identifying data that anonymisation left in a document. Document in, spans with type and strength out.

Numbers, e-mail and addresses are found by form, check digits and the word before them; names by the entity
recogniser handed in, asked only about lines that can hold one. Never stores, masks or logs anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache

from vedtaksanalyse.kriterier.katalog import KATALOGMAPPE
from vedtaksanalyse.pii.nummer import has_dato, is_fnr, is_kontonummer
from vedtaksanalyse.sak import Belegg, Dokument, PiiFunn

Navnesok = Callable[[Sequence[str]], Sequence[Sequence[tuple[int, int, str]]]]
Funn = tuple[int, int, str, float]

# A pattern that begins with the characters it may begin with, and looks behind after that, is found many times faster.
_ELLEVE = re.compile(
    r"\d(?<![\d.,/-].)(?:\d{5}[ .-]?\d{5}|\d{3}[. ]\d{2}[. ]\d{5}|\d[ .]\d{2}[ .]\d{2}[ .]\d{5}|\d{5} \d{3} \d{2})(?![\d/]|[.,-]\d)"
)
_KONTOFORM = re.compile(r"\d{4}[. ]\d{2}[. ]\d{5}")
_TELEFON = re.compile(
    r"[+02-9](?<![\d.,/-].)(?:(?:(?<=\+)|(?<=0)0)47[ \u00a0]?[2-9]|(?<=[2-9]))"
    r"(?:\d(?:[ \u00a0]\d\d){3}|\d\d[ \u00a0]\d\d[ \u00a0]\d{3}|\d{7})(?![\d/]|[.,-]\d|[ \u00a0]\d{3}\b)"
)
_EPOST = re.compile(r"[\w.+-]+(?:@|\(at\)|\[at\])[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}")
_STOR = r"A-Z\u00c0-\u00de\u0100-\u017f"
_LITEN = r"a-z\u00df-\u00ff\u0100-\u017f"
_STORT_ORD = re.compile(rf"[{_STOR}](?<![\w@.-].)[{_LITEN}'’-]+(?![\w@])")
_FLERE_ORD = re.compile(rf"[{_STOR}](?<![\w@.-].)[\w'’-]+(?: [{_STOR}][\w'’-]+){{1,4}}")
_LINJE = re.compile(r"[^\n]+")
_SETNINGSSLUTT = re.compile(r"(?<=[.!?])\s+(?=[^\sa-z\u00df-\u00ff])")
_WORDS = re.compile(r"[^\W\d_]+")
# Running text before a word: a word in small letters with nothing but a space, a comma or a bracket after it.
_RUNNING = re.compile(r"(?:^|[\s(])[a-z\u00df-\u00ff]{2,}[,(]? ?\(?$")
_FORAN = 45


class Monstre:
    """The words of ``felles/pii.toml``, ready for use."""

    def __init__(self, ord_: Mapping[str, Mapping[str, Sequence[str]]]) -> None:
        self.ord = ord_

    @cached_property
    def nummerord(self) -> list[tuple[re.Pattern[str], str]]:
        """A pattern for each kind of number word."""
        return [(_words(ord_), slag) for slag, ord_ in self.ord["nummer"].items()]

    @cached_property
    def gate(self) -> re.Pattern[str]:
        """One to three words and a house number, not followed by a unit or more digits."""
        adresse = self.ord["adresse"]
        navn = rf"[{_STOR}][\w'’-]+"
        siste = rf"(?:{navn}|{_any(adresse['gatetyper'])})"
        ikke = rf"(?![\d.,:/%-]\d| ?(?:{_any(adresse['enheter'])})\b)"
        return re.compile(rf"\b(?:{navn} ){{0,2}}{siste} \d{{1,3}}(?: ?[A-H])?\b{ikke}")

    @cached_property
    def gateord(self) -> re.Pattern[str]:
        """A word that ends as street names do, or begins as they do."""
        adresse = self.ord["adresse"]
        return re.compile(rf"(?:{_any(adresse['endelser'])})\s\d|^(?:{_any(adresse['forledd'])})\s\w+\s\d", re.IGNORECASE)

    @cached_property
    def navneplasser(self) -> list[tuple[re.Pattern[str], float]]:
        """What stands right before a name, and how sure that makes it."""
        ord_ = self.ord["navn"]
        monstre = (
            (rf"(?:^|\n)[ \t]*(?:{_any(ord_['felt'])})[ \t]*:[ \t]*$", 1.0),
            (rf"\b(?:{_any(ord_['hilsen'])})[ \t,]*\n*[ \t]*$", 1.0),
            (rf"\b(?:{_any(ord_['roller'])}),? $", 0.9),
        )
        return [(re.compile(monster, re.IGNORECASE), styrke) for monster, styrke in monstre]

    def said(self, foran: str) -> str:
        """What the nearest number word before a number says it is; '' when there is none."""
        treff = [(m.end(), slag) for monster, slag in self.nummerord for m in monster.finditer(foran)]
        return max(treff, default=(0, ""))[1]

    def has(self, tekst: str, gruppe: str, navn: str) -> bool:
        """Whether the lower-case text holds a word or phrase of a list."""
        return _list_pattern(tuple(self.ord[gruppe][navn])).search(tekst) is not None


@lru_cache(maxsize=1)
def load_monstre() -> Monstre:
    """The words of the catalogue that ships with the project."""
    import tomllib

    return Monstre(tomllib.loads((KATALOGMAPPE / "felles" / "pii.toml").read_text(encoding="utf-8")))


def find_pii(dokument: Dokument, navn: Navnesok | None, monstre: Monstre | None = None) -> tuple[PiiFunn, ...]:
    """All identifying data of a document, in the order of the text.

    Args:
        navn: entity search over many short texts (``Sprak.names``); without it only names in form fields and
            signatures are found.
        monstre: the words; those of the shipped catalogue when None.
    """
    monstre, tekst = monstre or load_monstre(), dokument.tekst
    funn: list[Funn] = []
    for kilde in (_epost, _nummer, _telefon, _adresse):
        funn += (f for f in kilde(tekst, monstre) if not _overlaps(f, funn))
    funn += (f for f in _navn(tekst, monstre, navn) if not _overlaps(f, funn))
    return tuple(PiiFunn(Belegg(dokument.dok_id, start, slutt), slag, styrke) for start, slutt, slag, styrke in sorted(funn))


def _overlaps(funn: Funn, andre: Iterable[Funn]) -> bool:
    return any(funn[0] < slutt and start < funn[1] for start, slutt, *_ in andre)


def _epost(tekst: str, monstre: Monstre) -> Iterator[Funn]:
    if not any(tegn in tekst for tegn in ("@", "(at)", "[at]")):
        return
    for m in _EPOST.finditer(tekst):
        if not m[0].lower().endswith(tuple(monstre.ord["epost"]["offentlige"])):
            yield m.start(), m.end(), "epost", 1.0


def _nummer(tekst: str, monstre: Monstre) -> Iterator[Funn]:
    """Eleven digits: birth number or account, told apart by form, the word before and check digits."""
    for m in _ELLEVE.finditer(tekst):
        siffer = "".join(filter(str.isdigit, m[0]))
        sagt = monstre.said(_before(tekst, m.start()))
        kontoform = bool(_KONTOFORM.fullmatch(m[0]))
        if sagt == "kontonummer" or (kontoform and sagt != "fnr"):
            if sagt == "kontonummer" or is_kontonummer(siffer):
                yield m.start(), m.end(), "kontonummer", 1.0 if is_kontonummer(siffer) else 0.8
        elif is_fnr(siffer) or sagt == "fnr":
            yield m.start(), m.end(), "fnr", 1.0 if is_fnr(siffer) else 0.9
        elif has_dato(siffer) and sagt != "annet":
            yield m.start(), m.end(), "fnr", 0.6


def _telefon(tekst: str, monstre: Monstre) -> Iterator[Funn]:
    """Eight digits, unless a public line, an amount or a case number. Written in one run they need a word before."""
    for m in _TELEFON.finditer(tekst):
        siffer = "".join(filter(str.isdigit, m[0]))[-8:]
        foran = _before(tekst, m.start())
        sagt, hele = monstre.said(foran), m[0].isdigit()
        if siffer in monstre.ord["telefon"]["offentlige"] or monstre.has(foran, "telefon", "offentlig_ord"):
            continue
        if sagt == "telefon" or (sagt not in ("annet", "kontonummer") and (not hele or siffer[0] in "49")):
            yield m.start(), m.end(), "telefon", 1.0 if sagt == "telefon" else 0.7


def _adresse(tekst: str, monstre: Monstre) -> Iterator[Funn]:
    """Street and number: a street's ending, a leading word as streets have, or a word before that says so."""
    for m in monstre.gate.finditer(tekst):
        linje = tekst[tekst.rfind("\n", 0, m.start()) + 1 : m.end()].lower()
        if monstre.has(linje, "adresse", "kontor"):
            continue
        gate = _after_known(m[0], monstre)
        if monstre.gateord.search(gate):
            yield m.end() - len(gate), m.end(), "adresse", 0.9
        elif gate[-1].isalpha() and monstre.has(_before(tekst, m.end() - len(gate)), "adresse", "foran"):
            yield m.end() - len(gate), m.end(), "adresse", 0.7


def _after_known(tekst: str, monstre: Monstre, *lister: str) -> str:
    """What follows the last word known to be no name («Adresse Øvre Bakken 4» → «Øvre Bakken 4»)."""
    kjent = [monstre.ord["navn"][liste] for liste in lister or ("ikke_navn",)]
    ord_ = tekst.split(" ")
    kjente = [nr for nr, o in enumerate(ord_) if any(o.lower() in liste for liste in kjent)]
    return " ".join(ord_[kjente[-1] + 1 :]) if kjente else tekst


def _before(tekst: str, start: int) -> str:
    """The lower-case text just before a place, within its line or the label line above."""
    return tekst[max(0, start - _FORAN) : start].lower()


def _navn(tekst: str, monstre: Monstre, navn: Navnesok | None) -> Iterator[Funn]:
    yield from _felt(tekst, monstre)
    if navn is None:
        return
    biter = [(start, bit) for start, bit in _pieces(tekst) if _can_hold_name(bit, monstre)]
    for (start, bit), treff in zip(biter, navn([bit for _, bit in biter]), strict=True):
        for fra, til, etikett in treff:
            if etikett in monstre.ord["navn"]["etiketter"] and (spenn := _trim(bit, fra, til, monstre)):
                yield start + spenn[0], start + spenn[1], "navn", 0.8


def _pieces(tekst: str) -> Iterator[tuple[int, str]]:
    """Sentences within lines, with their place."""
    for linje in _LINJE.finditer(tekst):
        start = linje.start()
        for slutt in (*(m.start() for m in _SETNINGSSLUTT.finditer(linje[0])), len(linje[0])):
            bit = tekst[start : linje.start() + slutt]
            yield start + len(bit) - len(bit.lstrip()), bit.strip()
            start = linje.start() + slutt


def _can_hold_name(bit: str, monstre: Monstre) -> bool:
    """A capitalised word that does not begin the piece and is not known to be something else."""
    kjent = monstre.ord["navn"]["ikke_navn"]
    return any(m.start() > 0 and m[0].lower() not in kjent for m in _STORT_ORD.finditer(bit))


def _trim(bit: str, fra: int, til: int, monstre: Monstre) -> tuple[int, int] | None:
    """The capitalised words of an entity that can be a person's; None when nothing is left or it names a place.

    One word alone must stand inside running text: at the start of a line or list item it is more often a heading.
    """
    ord_ = [(m.start(), m.end()) for m in _STORT_ORD.finditer(bit, fra, til)]
    ord_ = [(a, b) for a, b in ord_ if bit[a:b].lower() not in monstre.ord["navn"]["ikke_navn"]]
    if not ord_:
        return None
    start, slutt = ord_[0][0], ord_[-1][1]
    if bit[start : ord_[0][1]].lower() in monstre.ord["adresse"]["forledd"]:
        return None
    foran = _WORDS.findall(bit[:start].lower())
    # «Lien og Øvre Tverrdal kommune»: what a row of names is said to be stands after the last.
    etter = next((o for o in _WORDS.findall(bit[slutt:]) if o.islower() and o not in monstre.ord["navn"]["mellom"]), "")
    if etter in monstre.ord["navn"]["etter"] or (foran and foran[-1] in monstre.ord["navn"]["kontor"]):
        return None
    if len(ord_) == 1 and (not _RUNNING.search(bit[:start]) or foran[-1] in monstre.ord["navn"]["steds_ord"]):
        return None
    return start, slutt


def _felt(tekst: str, monstre: Monstre) -> Iterator[Funn]:
    """Names where form and letters put them: after a field name, under a greeting, after a role."""
    for m in _FLERE_ORD.finditer(tekst):
        navn = _after_known(m[0], monstre, "felt", "hilsen", "roller")
        start = m.end() - len(navn)
        if " " not in navn or _after_known(navn, monstre) != navn:
            continue
        for plass, styrke in monstre.navneplasser:
            if plass.search(tekst, max(0, start - _FORAN), start):
                yield start, m.end(), "navn", styrke
                break


def _any(ord_: Iterable[str]) -> str:
    return "|".join(re.escape(o) for o in sorted(ord_, key=len, reverse=True))


def _words(ord_: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_any(ord_)})(?!\w)")


@lru_cache(maxsize=32)
def _list_pattern(ord_: tuple[str, ...]) -> re.Pattern[str]:
    return _words(ord_)

"""Sentences with invented personal data and with what only looks like it, made from ``personopplysninger.toml``.

The same seed gives the same sentences. Numbers are made here, with check digits that hold (or are broken on purpose);
none is looked up anywhere.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from vedtaksanalyse.pii.nummer import find_kontosiffer, find_kontroll

DELER = ("utvikling", "test")
_PLASS = re.compile(r"\{(\w+)\}")
_DOMENER = ("example.com", "example.no", "epost.example", "postkassen.example", "mail.example.org")
_BOKSTAVER = "ABCDEFHJKLNPRSTUVXYZ"


@dataclass(frozen=True, slots=True)
class Merkedel:
    """A span of a text and its type; '' when it only looks like personal data."""

    start: int
    slutt: int
    type: str


@dataclass(frozen=True, slots=True)
class Merketekst:
    """A text whose personal data is known."""

    tekst: str
    deler: tuple[Merkedel, ...]


def make_sett(del_: str, ganger: int = 14) -> list[Merketekst]:
    """Every frame of one half, filled a number of times."""
    data = tomllib.loads(Path(__file__).with_name("personopplysninger.toml").read_text(encoding="utf-8"))
    ord_ = data["felles"] | data[del_]
    return [
        _fill(ramme, random.Random(f"{del_}/{nr}/{gang}"), ord_, data["slag"])
        for nr, ramme in enumerate(data[del_]["rammer"])
        for gang in range(ganger)
    ]


def _fill(ramme: str, r: random.Random, ord_: Mapping[str, Sequence[str]], slag: Mapping[str, str]) -> Merketekst:
    tekst, deler, fra = "", [], 0
    for m in _PLASS.finditer(ramme):
        tekst += ramme[fra : m.start()]
        verdi = _make(m[1], r, ord_)
        deler.append(Merkedel(len(tekst), len(tekst) + len(verdi), slag.get(m[1], "")))
        tekst, fra = tekst + verdi, m.end()
    return Merketekst(tekst + ramme[fra:], tuple(deler))


def _make(plass: str, r: random.Random, ord_: Mapping[str, Sequence[str]]) -> str:
    if plass in _LAGERE:
        return _LAGERE[plass](r)
    if plass == "navn":
        return _name(r, ord_)
    if plass == "adresse":
        return _address(r, ord_)
    if plass in ("dato", "fodt"):
        return _date(r, ord_["maned"], fodt=plass == "fodt")
    if plass == "postnr":
        return f"{r.randint(100, 9990):04d} {r.choice(ord_['sted'])}"
    return r.choice(ord_[plass])


def _fnr(r: random.Random, dag: int = 0, maned: int = 0, feil: bool = False) -> str:
    while True:
        siffer = (
            f"{r.randint(1, 28) + dag:02d}{r.randint(1, 12) + maned:02d}{r.randint(0, 99):02d}{r.randint(0, 999):03d}"
        )
        if kontroll := find_kontroll(siffer):
            break
    if feil:
        kontroll = f"{(int(kontroll) + r.randint(1, 98)) % 100:02d}"
    a, b = siffer[:6], siffer[6:] + kontroll
    former = (a + b, a + b, a + b, f"{a} {b}", f"{a} {b}", f"{a}-{b}", f"{a}.{b}", f"{a}\u00a0{b}")
    dd, mm, aa = a[:2], a[2:4], a[4:]
    return r.choice((*former, f"{dd}.{mm}.{aa} {b}", f"{dd} {mm} {aa} {b}"))


def _konto(r: random.Random) -> str:
    siffer = ""
    while not siffer:
        ti = f"{r.randint(1000, 9999)}{r.randint(0, 999999):06d}"
        siffer = ti + kontroll if (kontroll := find_kontosiffer(ti)) else ""
    a, b, c = siffer[:4], siffer[4:6], siffer[6:]
    return r.choice((siffer, f"{a}.{b}.{c}", f"{a}.{b}.{c}", f"{a} {b} {c}", f"{a}\u00a0{b}\u00a0{c}"))


def _telefon(r: random.Random) -> str:
    mobil = r.random() < 0.8
    n = f"{r.choice('49' if mobil else '23567')}{r.randint(1000000, 9999999)}"
    tre, to = f"{n[:3]} {n[3:5]} {n[5:]}", f"{n[:2]} {n[2:4]} {n[4:6]} {n[6:]}"
    if not mobil:
        return r.choice((to, f"+47 {to}", to))
    rest = (f"+47 {tre}", f"+47{n}", f"0047 {to}", f"(+47) {tre}", f"{n[:4]} {n[4:]}", f"{n[:3]}-{n[3:5]}-{n[5:]}")
    return r.choice((tre, tre, to, n, n, *rest, tre.replace(" ", "\u00a0")))


def _epost(r: random.Random) -> str:
    lokal = "".join(r.choice("abdefhiklmnorstuv") for _ in range(r.randint(3, 7)))
    lokal = r.choice(
        (lokal, f"{lokal}{r.randint(2, 99)}", f"{lokal[0]}.{lokal}", f"{lokal}_{r.randint(1, 9)}", lokal.capitalize())
    )
    return lokal + r.choice(("@", "@", "@", "@", "(at)", "[at]")) + r.choice(_DOMENER)


def _bil(r: random.Random) -> str:
    return f"{r.choice(_BOKSTAVER)}{r.choice(_BOKSTAVER)}{r.choice(('', ' '))}{r.randint(10000, 99999)}"


def _date(r: random.Random, maneder: Sequence[str], fodt: bool) -> str:
    dag, maned, ar = r.randint(1, 28), r.randint(1, 12), r.randint(1955, 2023) if fodt else r.randint(2023, 2025)
    lang = f"{dag}. {maneder[maned - 1]} {ar}"
    former = (f"{dag:02d}.{maned:02d}.{ar}", f"{dag}.{maned}.{ar % 100:02d}", lang, lang, f"{dag:02d}.{maned:02d}.{ar}")
    return r.choice((*former, f"{dag:02d}{maned:02d}{ar % 100:02d}", f"{dag}/{maned}-{ar}") if fodt else former)


def _name(r: random.Random, ord_: Mapping[str, Sequence[str]]) -> str:
    for_, etter, midt = r.choice(ord_["fornavn"]), r.choice(ord_["etternavn"]), r.choice(ord_["etternavn"])
    vanlig = f"{for_} {etter}"
    former = (
        f"{for_} {midt[0]}. {etter}",
        f"{for_} {midt} {etter}",
        f"{for_[0]}. {etter}",
        f"{etter}, {for_}",
        vanlig.upper(),
    )
    return r.choice((*(vanlig,) * 15, *former))


def _address(r: random.Random, ord_: Mapping[str, Sequence[str]]) -> str:
    tillegg = r.choice(("", "", "", " A", "B", " C", ", H0201"))
    sted = f", {r.randint(100, 9990):04d} {r.choice(ord_['sted'])}" if r.random() < 0.2 else ""
    return f"{r.choice(ord_['gate'])} {r.randint(1, 148)}{tillegg}{sted}"


def _belop(r: random.Random) -> str:
    n = r.choice((r.randint(200, 19900), r.randint(20000, 250000), r.randint(1000000, 98000000)))
    med_rom = f"{n:,}".replace(",", r.choice((" ", "\u00a0", ".")))
    return r.choice((f"{n} kroner", f"kr {med_rom}", f"{med_rom} kroner", f"kr. {med_rom},-", f"kr {n},00"))


_LAGERE: dict[str, Callable[[random.Random], str]] = {
    "fnr": _fnr,
    "fnr_feil": lambda r: _fnr(r, feil=True),
    "dnr": lambda r: _fnr(r, dag=40),
    "synt": lambda r: _fnr(r, maned=r.choice((40, 65, 80))),
    "konto": _konto,
    "telefon": _telefon,
    "epost": _epost,
    "bil": _bil,
    "belop": _belop,
    "saksnr": lambda r: f"{r.randint(2021, 2025)}/{r.randint(100, 19999)}" + r.choice(("", f"-{r.randint(1, 40)}")),
    "journal": lambda r: r.choice(
        (
            f"20{r.randint(21, 25)}{r.randint(1000000, 9999999)}",
            f"{r.randint(21, 25)}/{r.randint(10000, 99999)}-{r.randint(1, 9)}",
        )
    ),
    "orgnr": lambda r: f"{r.choice('89')}{r.randint(10, 99)} {r.randint(100, 999)} {r.randint(100, 999)}",
    "kid": lambda r: "".join(r.choice("0123456789") for _ in range(r.choice((7, 8, 10, 11, 11, 14, 16)))),
    "faktura": lambda r: "".join(r.choice("123456789") for _ in range(r.choice((6, 8, 8, 9, 11)))),
    "maler": lambda r: r.choice(
        (
            f"{r.randint(1000000000, 9999999999)}",
            f"7070{r.randint(10**13, 10**14 - 1)}",
            f"{r.randint(10000000, 99999999)}",
        )
    ),
}

"""Reads the forms that a case is written into: ``felles/kaka.toml``, ``egenvurdering.toml`` and ``saksark.toml``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from vedtaksanalyse.kriterier.deler import refuse_unknown
from vedtaksanalyse.kriterier.katalog import Kriterium
from vedtaksanalyse.kriterier.katalogfil import Katalogfil
from vedtaksanalyse.kriterier.skjema import Arkdel, Forslag, Kakafelt, Krav, Punkt, Skjemaer
from vedtaksanalyse.sak import SKJEMAVERDIER

_LOVLIG = {
    "slag": ("dom", "kryss", "hjemler", "tekst"),
    "gjelder": ("alltid", "klage", "aldri"),
    "styrke": ("sterk", "svak"),
}
_Kriterier = Mapping[str, Kriterium]
_KAKA = {"versjon": str, "uten_felt": list[str], "felt": dict[str, dict]}
_FELT = {
    **dict.fromkeys(("slag", "under", "gjelder"), str),
    "verdier": list[str],
    "forslag": list[dict],
}
_FORSLAG = {
    "styrke": str,
    **dict.fromkeys(("flagg", "kriterier", "grader"), list[str]),
    "minst": int,
    **dict.fromkeys(("krever", "unntatt"), dict[str, list[str]]),
}
_EGENVURDERING = {"krav": list[dict], "tema": list[str], "brudd": list[str], "ikke_aktuelle": dict[str, list[str]], "ungdom": list[dict]}
_KRAV = {"nummer": str, "punkt": list[dict]}
_PUNKT = {"nummer": str, "id": str, "kriterier": list[str], "tema": bool, "gjelder": dict[str, list[str]]}
_ARK = {"kriterier": list[str], "kjeder": list[str], "behov": bool}


def read_skjemaer(
    filer: Mapping[str, Katalogfil], kriterier: _Kriterier, flagg: Iterable[str], kjeder: Iterable[str]
) -> Skjemaer:
    """The forms among ``filer``, by name."""
    ut = Skjemaer()
    if fil := filer.get("kaka"):
        ut = _kaka(fil, kriterier, set(flagg))
    if fil := filer.get("egenvurdering"):
        ut = _egenvurdering(ut, fil, kriterier)
    if fil := filer.get("saksark"):
        fil.closed(fil.data, ("del",), ())
        fil.typed(fil.data, {"del": list[dict]})
        ut = replace(ut, ark=tuple(_ark(fil, kriterier, set(kjeder))))
    return ut


def _egenvurdering(ut: Skjemaer, fil: Katalogfil, kriterier: _Kriterier) -> Skjemaer:
    fil.closed(fil.data, ("krav", "tema"), ("brudd", "ikke_aktuelle", "ungdom"))
    fil.typed(fil.data, _EGENVURDERING)
    _known(fil, kriterier, fil.data["tema"], "tema")
    for verdi in fil.data.get("brudd", ()):
        if verdi not in SKJEMAVERDIER:
            raise fil.refuse("en_av", "brudd", navn=", ".join(SKJEMAVERDIER))
    ikke_aktuelle = fil.data.get("ikke_aktuelle", {})
    for navn, grader in ikke_aktuelle.items():
        refuse_unknown(fil, kriterier, navn, grader, "[ikke_aktuelle]", navn)
    return replace(
        ut,
        krav=tuple(_krav(fil, nr, d, kriterier) for nr, d in enumerate(fil.data["krav"], start=1)),
        tema=tuple(fil.data["tema"]),
        ungdom=tuple(_punkt(fil, ("[[ungdom]]",) * nr, d, kriterier, "id") for nr, d in enumerate(fil.data.get("ungdom", ()), start=1)),
        brudd=frozenset(fil.data.get("brudd", ())),
        ikke_aktuelle={navn: frozenset(grader) for navn, grader in ikke_aktuelle.items()},
    )


def _kaka(fil: Katalogfil, kriterier: _Kriterier, flagg: set[str]) -> Skjemaer:
    fil.closed(fil.data, _KAKA, ())
    fil.typed(fil.data, _KAKA)
    _known(fil, kriterier, fil.data["uten_felt"], "uten_felt")
    felt: dict[str, Kakafelt] = {}
    for id, d in fil.data["felt"].items():
        felt[id] = _kakafelt(fil, id, d, felt, kriterier, flagg)
    return Skjemaer(fil.data["versjon"], felt, tuple(fil.data["uten_felt"]))


def _kakafelt(
    fil: Katalogfil, id: str, d: Mapping, kjente: Mapping[str, Kakafelt], kriterier: _Kriterier, flagg: set[str]
) -> Kakafelt:
    ved = f"[felt.{id}]"
    fil.closed(d, ("slag", "navn"), ("under", "gjelder", "verdier", "forslag"), ved)
    fil.typed(d, _FELT, ved)
    _allowed(fil, d, "slag", ved)
    _allowed(fil, d, "gjelder", ved)
    if (d["slag"] == "dom") != bool(d.get("verdier")):
        raise fil.refuse("domsverdier", ved, navn=id)
    if d.get("forslag") and d["slag"] != "kryss":
        raise fil.refuse("forslag_uten_kryss", ved, "forslag", navn=id)
    under = d.get("under", "")
    if (under or d["slag"] == "hjemler") and under not in kjente:
        raise fil.refuse("ukjent_felt", ved, "under", navn=under)
    return Kakafelt(
        id=id,
        slag=d["slag"],
        navn=fil.both_forms(d["navn"], ved, "navn"),
        under=under,
        gjelder=d.get("gjelder", "alltid"),
        verdier=tuple(d.get("verdier", ())),
        forslag=tuple(_forslag(fil, f, ved, kriterier, flagg) for f in d.get("forslag", ())),
    )


def _forslag(fil: Katalogfil, d: Mapping, ved: str, kriterier: _Kriterier, flagg: set[str]) -> Forslag:
    if "flagg" in d:
        fil.closed(d, ("styrke", "flagg"), (), ved, "forslag")
    else:
        fil.closed(d, ("styrke", "kriterier", "grader"), ("minst", "krever", "unntatt"), ved, "forslag")
    fil.typed(d, _FORSLAG, ved, "forslag")
    _allowed(fil, d, "styrke", ved)
    for navn in d.get("flagg", ()):
        if navn not in flagg:
            raise fil.refuse("ukjent_flagg", ved, navn, navn=navn)
    valgt = [(navn, d["grader"]) for navn in d.get("kriterier", ())]
    for navn, grader in (*valgt, *d.get("krever", {}).items(), *d.get("unntatt", {}).items()):
        refuse_unknown(fil, kriterier, navn, grader, ved, navn)
    if not 1 <= d.get("minst", 1) <= max(1, len(valgt)):
        raise fil.refuse("minst", ved, "minst", navn=len(valgt))
    return Forslag(
        sterk=d["styrke"] == "sterk",
        flagg=tuple(d.get("flagg", ())),
        kriterier=tuple(d.get("kriterier", ())),
        grader=frozenset(d.get("grader", ())),
        minst=d.get("minst", 1),
        krever={navn: tuple(grader) for navn, grader in d.get("krever", {}).items()},
        unntatt={navn: tuple(grader) for navn, grader in d.get("unntatt", {}).items()},
    )


def _krav(fil: Katalogfil, nr: int, d: Mapping, kriterier: _Kriterier) -> Krav:
    krav = ("[[krav]]",) * nr
    fil.closed(d, ("nummer", "navn", "punkt"), (), *krav)
    fil.typed(d, _KRAV, *krav)
    return Krav(
        d["nummer"],
        fil.both_forms(d["navn"], f'"{d["nummer"]}"', "navn"),
        tuple(_punkt(fil, (*krav, *["[[krav.punkt]]"] * n), p, kriterier) for n, p in enumerate(d["punkt"], start=1)),
    )


def _punkt(fil: Katalogfil, sted: Iterable[str], d: Mapping, kriterier: _Kriterier, nokkel: str = "nummer") -> Punkt:
    fil.closed(d, (nokkel, "navn", "kriterier"), ("tema", "gjelder"), *sted)
    fil.typed(d, _PUNKT, *sted)
    ved = f'"{d[nokkel]}"'
    _known(fil, kriterier, d["kriterier"], ved, "kriterier")
    for navn, grader in d.get("gjelder", {}).items():
        refuse_unknown(fil, kriterier, navn, grader, ved, "gjelder")
    gjelder = {navn: tuple(grader) for navn, grader in d.get("gjelder", {}).items()}
    return Punkt(d[nokkel], fil.both_forms(d["navn"], ved, "navn"), tuple(d["kriterier"]), d.get("tema", False), gjelder)


def _ark(fil: Katalogfil, kriterier: _Kriterier, kjeder: set[str]) -> Iterator[Arkdel]:
    """The parts of the sheet, which have every criterion and every chain once."""
    plassert: dict[str, set[str]] = {"kriterier": set(), "kjeder": set()}
    for nummer, d in enumerate(fil.data["del"], start=1):
        ved = ("[[del]]",) * nummer
        fil.closed(d, ("navn", "kriterier", "kjeder"), ("behov",), *ved)
        fil.typed(d, _ARK, *ved)
        _once(fil, d["kriterier"], plassert["kriterier"], lambda navn: _known(fil, kriterier, [navn], f'"{navn}"'))
        _once(fil, d["kjeder"], plassert["kjeder"], lambda navn: _chain(fil, kjeder, navn))
        navn = fil.both_forms(d["navn"], *ved, "navn")
        yield Arkdel(navn, tuple(d["kriterier"]), tuple(d["kjeder"]), d.get("behov", False))
    for navn in sorted((set(kriterier) - plassert["kriterier"]) | (kjeder - plassert["kjeder"])):
        raise fil.refuse("ark_en_gang", "[[del]]", navn=navn)


def _once(fil: Katalogfil, navnene: Iterable[str], plassert: set[str], check: Callable[[str], None]) -> None:
    for navn in navnene:
        check(navn)
        if navn in plassert:
            raise fil.refuse("ark_en_gang", f'"{navn}"', f'"{navn}"', navn=navn)
        plassert.add(navn)


def _chain(fil: Katalogfil, kjeder: set[str], navn: str) -> None:
    if navn not in kjeder:
        raise fil.refuse("ukjent_kjede", f'"{navn}"', navn=navn)


def _known(fil: Katalogfil, kriterier: _Kriterier, navnene: Iterable[str], *ved: str) -> None:
    for navn in navnene:
        refuse_unknown(fil, kriterier, navn, (), *ved, navn)


def _allowed(fil: Katalogfil, d: Mapping, nokkel: str, ved: str) -> None:
    if d.get(nokkel, _LOVLIG[nokkel][0]) not in _LOVLIG[nokkel]:
        raise fil.refuse("en_av", ved, nokkel, navn=", ".join(_LOVLIG[nokkel]))

"""Reads, validates, freezes and fingerprints the catalogue. Knows the shape of entries, never their names.

A wrong entry is refused with file, line and reason (``Katalogfeil``), so that no run starts on half a catalogue.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from vedtaksanalyse.errors import Katalogfeil
from vedtaksanalyse.kriterier.katalog import (
    KATALOGMAPPE,
    Flaggregel,
    Folge,
    Hjemmel,
    Katalog,
    Kriterium,
    Spor,
    Trinn,
)
from vedtaksanalyse.kriterier.katalogfil import Katalogfil
from vedtaksanalyse.sak import DOKUMENTTYPER, MALFORMER


def load_katalog(mappe: Path = KATALOGMAPPE) -> Katalog:
    """Read the catalogue in ``mappe``.

    Raises:
        Katalogfeil: with file, line and reason, for the first entry that is wrong.
    """
    filer = sorted(p for p in mappe.rglob("*.toml"))
    avtrykk = hashlib.sha256()
    for fil in filer:
        avtrykk.update(fil.relative_to(mappe).as_posix().encode() + b"\0" + fil.read_bytes())
    felles = {f.stem: Katalogfil(mappe, f).data for f in filer if f.parent.name == "felles"}
    for navn in ("flagg", "grupper", "kontekst", "rekkefolge", "seksjoner", "svakhet"):
        if navn not in felles:
            raise Katalogfeil("katalog", fil=f"felles/{navn}.toml", linje=1, grunn="mangler_fil", navn=navn)
    lest = [_kriterium(Katalogfil(mappe, f)) for f in filer if f.parent.name != "felles"]
    kriterier = _in_guide_order({k.id: k for k in lest}, felles["rekkefolge"]["kriterier"], mappe)
    _check_references(kriterier, felles, mappe)
    for navn in ("kontekst", "seksjoner"):
        _check_navn(Katalogfil(mappe, mappe / "felles" / f"{navn}.toml"))
    _check_svakhet(Katalogfil(mappe, mappe / "felles" / "svakhet.toml"), kriterier)
    flagg = _flaggregler(Katalogfil(mappe, mappe / "felles" / "flagg.toml"), kriterier)
    return Katalog(kriterier, felles["grupper"], flagg, felles, avtrykk.hexdigest()[:16])


_KRAV = ("navn", "gruppe", "sporsmal", "grader", "dokumenter")
_VALGFRI = ("slag", "tomme", "svake", "trinn", "utgangspunkt", "metode", "folger", "fakta", "hjemmel", "kilder", "spor")


def _kriterium(fil: Katalogfil) -> Kriterium:
    d = fil.data
    fil.closed(d, _KRAV, _VALGFRI)
    gradtekst = {grad: fil.both_forms(navn, "[grader]", grad) for grad, navn in d["grader"].items()}
    grader = tuple(gradtekst)
    if not grader:
        raise fil.refuse("tom_liste", "grader", navn="grader")
    if d.get("slag", "grad") not in ("grad", "liste"):
        raise fil.refuse("slag", "slag")
    utgangspunkt = d.get("utgangspunkt", grader[0])
    for nokkel, valgt in (("tomme", d.get("tomme", ())), ("svake", d.get("svake", ())), ("utgangspunkt", [utgangspunkt])):
        _refuse_unknown_grad(fil, valgt, grader, nokkel)
    return Kriterium(
        id=fil.id,
        navn=fil.both_forms(d["navn"], "navn"),
        gruppe=d["gruppe"],
        sporsmal=fil.both_forms(d["sporsmal"], "sporsmal"),
        grader=grader,
        gradtekst=gradtekst,
        trinn=_trinn(fil, d, grader),
        dokumenter=_dokumenter(fil, d["dokumenter"], "dokumenter"),
        slag=d.get("slag", "grad"),
        tomme=frozenset(d.get("tomme", ())),
        svake=frozenset(d.get("svake", ())),
        utgangspunkt=utgangspunkt,
        metode=d.get("metode", ""),
        fakta=tuple(d.get("fakta", ())),
        folger=tuple(_folge(fil, f, grader) for f in d.get("folger", ())),
        hjemmel=_hjemler(fil, d.get("hjemmel", ()), "[[hjemmel]]"),
        kilder=tuple(d.get("kilder", ())),
        spor=tuple(_spor(fil, s, grader) for s in d.get("spor", ())),
    )


def _trinn(fil: Katalogfil, d: Mapping, grader: tuple[str, ...]) -> dict[str, Trinn]:
    poster = d.get("trinn", {})
    _refuse_unknown_grad(fil, poster, grader, "[trinn]")
    for grad, post in poster.items():
        fil.closed(post, ("til", *MALFORMER), (), "[trinn]", grad)
        _refuse_unknown_grad(fil, [post["til"]], tuple(g for g in grader if g != grad), "[trinn]", grad)
    for grad in d.get("svake", ()):
        if grad not in poster:
            raise fil.refuse("uten_trinn", "svake", navn=grad)
    return {
        grad: Trinn(post["til"], fil.both_forms({m: post[m] for m in MALFORMER}, "[trinn]", grad))
        for grad, post in poster.items()
    }


def _refuse_unknown_grad(fil: Katalogfil, valgt: Iterable[str], grader: tuple[str, ...], *ved: str) -> None:
    for grad in valgt:
        if grad not in grader:
            raise fil.refuse("ukjent_grad", *ved, navn=grad)


def _dokumenter(fil: Katalogfil, navn: list[str], *ved: str) -> frozenset[str]:
    if navn == ["alle"]:
        return frozenset(DOKUMENTTYPER)
    for slag in navn:
        if slag not in DOKUMENTTYPER:
            raise fil.refuse("ukjent_dokumenttype", *ved, slag, navn=slag)
    return frozenset(navn)


def _folge(fil: Katalogfil, d: Mapping, grader: tuple[str, ...]) -> Folge:
    fil.closed(d, ("nar", "gir"), (), "[[folger]]")
    _refuse_unknown_grad(fil, [d["gir"]], grader, "[[folger]]", d["gir"])
    return Folge({navn: tuple(valgt) for navn, valgt in d["nar"].items()}, d["gir"])


def _hjemler(fil: Katalogfil, poster: Iterable[Mapping], *ved: str) -> tuple[Hjemmel, ...]:
    for post in poster:
        fil.closed(post, ("tekst",), ("fra", "til"), *ved)
    return tuple(Hjemmel(fil.both_forms(p["tekst"], *ved, "tekst"), p.get("fra"), p.get("til")) for p in poster)


_SPOR_VALGFRI = ("monster", "ikke", "seksjoner", "dokumenter", "ikke_treff")


def _spor(fil: Katalogfil, d: Mapping, grader: tuple[str, ...]) -> Spor:
    ved = f'"{d.get("id", "")}"'
    fil.closed(d, ("id", "gir", "anker", "treff"), _SPOR_VALGFRI, ved)
    _refuse_unknown_grad(fil, [d["gir"]], grader, ved)
    for nokkel in ("anker", "treff"):
        if not d[nokkel]:
            raise fil.refuse("tom_liste", ved, nokkel, navn=nokkel)
    for anker in d["anker"]:
        if len(anker.lstrip("*")) < 2 or anker != anker.lower():
            raise fil.refuse("kort_anker", ved, "anker", navn=anker)
    for eksempel in d["treff"]:
        if not re.search(r"\[\[.+?\]\]", eksempel):
            raise fil.refuse("umerket_treff", ved, "treff", navn=eksempel)
    try:
        re.compile(d.get("monster", ""))
    except re.error as feil:
        raise fil.refuse("ugyldig_monster", ved, "monster", navn=str(feil)) from None
    return Spor(
        id=d["id"],
        kriterium=fil.id,
        gir=d["gir"],
        anker=tuple(d["anker"]),
        monster=d.get("monster", r"\w*"),
        ikke=frozenset(d.get("ikke", ())),
        seksjoner=frozenset(d.get("seksjoner", ())),
        dokumenter=_dokumenter(fil, d.get("dokumenter", ["alle"]), ved, "dokumenter"),
        treff=tuple(d["treff"]),
        ikke_treff=tuple(d.get("ikke_treff", ())),
    )


def _in_guide_order(kriterier: dict[str, Kriterium], orden: list[str], mappe: Path) -> dict[str, Kriterium]:
    fil = Katalogfil(mappe, mappe / "felles" / "rekkefolge.toml")
    for navn in sorted(set(orden) ^ set(kriterier)):
        raise fil.refuse("rekkefolge", "kriterier", f'"{navn}"', navn=navn)
    return {navn: kriterier[navn] for navn in orden}


def _check_references(kriterier: Mapping[str, Kriterium], felles: Mapping, mappe: Path) -> None:
    for kriterium in kriterier.values():
        fil = Katalogfil(mappe, mappe / (kriterium.id.replace(".", "/") + ".toml"))
        if kriterium.gruppe not in felles["grupper"]:
            raise fil.refuse("ukjent_gruppe", "gruppe", navn=kriterium.gruppe)
        for navn in sorted(set(kriterium.fakta) - set(felles.get("beregning", {}).get("fakta", ()))):
            raise fil.refuse("ukjent_faktum", "fakta", navn=navn)
        for folge in kriterium.folger:
            for navn, grader in folge.nar.items():
                _refuse_unknown(fil, kriterier, navn, grader, "[[folger]]", "nar")
                if kriterier[navn].folger:
                    raise fil.refuse("folge_i_kjede", "[[folger]]", "nar", navn=navn)
        ider = [spor.id for spor in kriterium.spor]
        for spor in kriterium.spor:
            ved = f'"{spor.id}"'
            if ider.count(spor.id) > 1:
                raise fil.refuse("dobbelt_spor", ved, ved, navn=spor.id)
            for navn in sorted(spor.ikke - set(felles["kontekst"])):
                raise fil.refuse("ukjent_kvalifikator", ved, "ikke", navn=navn)
            for navn in sorted(spor.seksjoner - set(felles["seksjoner"])):
                raise fil.refuse("ukjent_seksjon", ved, "seksjoner", navn=navn)


def _check_navn(fil: Katalogfil) -> None:
    """What is named to a reader has words in both forms."""
    for id, post in fil.data.items():
        fil.both_forms(post.get("navn"), f"[{id}]", "navn")


def _refuse_unknown(
    fil: Katalogfil, kriterier: Mapping[str, Kriterium], navn: str, grader: Iterable[str], *ved: str
) -> None:
    if navn not in kriterier or set(grader) - set(kriterier[navn].grader):
        raise fil.refuse("ukjent_kriterium", *ved, navn=navn)


def _check_svakhet(fil: Katalogfil, kriterier: Mapping[str, Kriterium]) -> None:
    fil.closed(fil.data, ("alvorlig", "par", "uten_betydning"), ())
    for navn in (*fil.data["alvorlig"], *(navn for par in fil.data["par"] for navn in par)):
        if navn not in fil.data["alvorlig"] or not kriterier.get(navn) or not kriterier[navn].svake:
            raise fil.refuse("ukjent_kriterium", f'"{navn}"', navn=navn)
    for navn, grader in fil.data["uten_betydning"].items():
        _refuse_unknown(fil, kriterier, navn, grader, "[uten_betydning]", navn)


def _flaggregler(fil: Katalogfil, kriterier: Mapping[str, Kriterium]) -> tuple[Flaggregel, ...]:
    regler = []
    for navn, d in fil.data.items():
        ved = f"[{navn}]"
        fil.closed(d, ("kriterium", "grader", "konsekvens", "tekst", "neste", "hjemmel"), ("krever",), ved)
        krever = {k: tuple(v) for k, v in d.get("krever", {}).items()}
        _refuse_unknown(fil, kriterier, d["kriterium"], d["grader"], ved, "kriterium")
        for kriterium, grader in krever.items():
            _refuse_unknown(fil, kriterier, kriterium, grader, ved, "krever")
        if not 1 <= d["konsekvens"] <= 5:
            raise fil.refuse("konsekvens", ved, "konsekvens")
        regler.append(
            Flaggregel(
                id=navn,
                kriterium=d["kriterium"],
                grader=frozenset(d["grader"]),
                konsekvens=d["konsekvens"],
                tekst=fil.both_forms(d["tekst"], ved, "tekst"),
                neste=fil.both_forms(d["neste"], ved, "neste"),
                hjemmel=_hjemler(fil, d["hjemmel"], ved, "hjemmel"),
                krever=krever,
            )
        )
    return tuple(regler)

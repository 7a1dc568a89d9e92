"""Reads, validates, freezes and fingerprints the catalogue. Knows the shape of entries, never their names.

A wrong entry is refused with file, line and reason (``Katalogfeil``), so that no run starts on half a catalogue.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from vedtaksanalyse.errors import Katalogfeil
from vedtaksanalyse.kriterier.deler import (
    check_spor,
    read_dokumenter,
    read_hjemler,
    read_spor,
    refuse_unknown,
    refuse_unknown_grad,
)
from vedtaksanalyse.kriterier.faktaregler import read_faktaregler
from vedtaksanalyse.kriterier.flaggregler import check_risiko, read_flaggfil, read_lovhjemler
from vedtaksanalyse.kriterier.katalog import (
    FLEST_BARN,
    KATALOGMAPPE,
    Faktaregel,
    Flaggregel,
    Folge,
    Katalog,
    Kriterium,
    Malformtekst,
    Trinn,
)
from vedtaksanalyse.kriterier.katalogfil import Katalogfil
from vedtaksanalyse.kriterier.ordlister import check_ordliste
from vedtaksanalyse.kriterier.skjemaregler import read_skjemaer
from vedtaksanalyse.sak import MALFORMER


def load_katalog(mappe: Path = KATALOGMAPPE) -> Katalog:
    """Read the catalogue in ``mappe``.

    Raises:
        Katalogfeil: with file, line and reason, for the first entry that is wrong.
    """
    filer = sorted(p for p in mappe.rglob("*.toml"))
    avtrykk = hashlib.sha256()
    for fil in filer:
        avtrykk.update(fil.relative_to(mappe).as_posix().encode() + b"\0" + fil.read_bytes())
    fellesfiler = {f.stem: Katalogfil(mappe, f) for f in filer if f.parent.name == "felles"}
    felles = {navn: fil.data for navn, fil in fellesfiler.items()}
    for navn in ("fakta", "grupper", "hjemler", "kontekst", "rekkefolge", "risiko", "seksjoner", "svakhet"):
        if navn not in felles:
            raise Katalogfeil("katalog", fil=f"felles/{navn}.toml", linje=1, grunn="mangler_fil", navn=navn)
    for navn, fil in fellesfiler.items():
        check_ordliste(fil, navn)
    _check_texts(fellesfiler["grupper"])
    if "beregning" in fellesfiler:
        _check_texts(fellesfiler["beregning"], "fakta")
    lest = [_kriterium(Katalogfil(mappe, f)) for f in filer if f.parent.name not in ("felles", "flagg")]
    kriterier = _in_guide_order({k.id: k for k in lest}, felles["rekkefolge"]["kriterier"], mappe)
    _check_references(kriterier, felles, mappe)
    for navn in ("kontekst", "seksjoner"):
        _check_navn(Katalogfil(mappe, mappe / "felles" / f"{navn}.toml"))
    if "behov" in felles:
        _check_behov(Katalogfil(mappe, mappe / "felles" / "behov.toml"), felles)
    _check_svakhet(Katalogfil(mappe, mappe / "felles" / "svakhet.toml"), kriterier)
    fakta = read_faktaregler(Katalogfil(mappe, mappe / "felles" / "fakta.toml"), kriterier, felles)
    kjeder, flagg = _kjeder([Katalogfil(mappe, f) for f in filer if f.parent.name == "flagg"], kriterier, fakta, mappe)
    skjemaer = read_skjemaer(fellesfiler, kriterier, (regel.id for regel in flagg), kjeder)
    return Katalog(kriterier, felles["grupper"], flagg, felles, avtrykk.hexdigest()[:16], fakta, kjeder, skjemaer)


def _kjeder(
    filer: list[Katalogfil], kriterier: Mapping[str, Kriterium], fakta: Mapping[str, Faktaregel], mappe: Path
) -> tuple[dict[str, Malformtekst], tuple[Flaggregel, ...]]:
    """The chains of linked weaknesses, one file each, and all their flags."""
    risiko = Katalogfil(mappe, mappe / "felles" / "risiko.toml")
    check_risiko(risiko, fakta)
    hjemler = read_lovhjemler(Katalogfil(mappe, mappe / "felles" / "hjemler.toml"))
    kjeder, regler = {}, {}
    for fil in filer:
        kjede = fil.id.removeprefix("flagg.")
        kjeder[kjede] = fil.both_forms(fil.data.get("navn"), "navn")
        for regel in read_flaggfil(fil, kjede, kriterier, fakta, hjemler, risiko.data):
            if regel.id in regler:
                raise fil.refuse("dobbelt_flagg", f"[{regel.id}]", navn=regel.id)
            regler[regel.id] = regel
    return kjeder, tuple(regler.values())


_KRAV = ("navn", "gruppe", "sporsmal", "grader", "dokumenter")
_VALGFRI = (
    "slag", "tomme", "svake", "trinn", "utgangspunkt", "bevis_fra", "metode", "folger", "barnetall", "fakta",
    "hjemmel", "kilder", "spor",
)
_FORMER = {
    **dict.fromkeys(("gruppe", "slag", "utgangspunkt", "bevis_fra", "metode"), str),
    **dict.fromkeys(("dokumenter", "tomme", "svake", "fakta", "kilder"), list[str]),
    **dict.fromkeys(("folger", "hjemmel", "spor"), list[dict]),
    "grader": dict,
    **dict.fromkeys(("trinn", "barnetall"), dict),
}


def _kriterium(fil: Katalogfil) -> Kriterium:
    d = fil.data
    fil.closed(d, _KRAV, _VALGFRI)
    fil.typed(d, _FORMER)
    gradtekst = {grad: fil.both_forms(navn, "[grader]", grad) for grad, navn in d["grader"].items()}
    grader = tuple(gradtekst)
    if not grader:
        raise fil.refuse("tom_liste", "grader", navn="grader")
    if d.get("slag", "grad") not in ("grad", "liste"):
        raise fil.refuse("slag", "slag")
    utgangspunkt = d.get("utgangspunkt", grader[0])
    for nokkel, valgt in (("tomme", d.get("tomme", ())), ("svake", d.get("svake", ())), ("utgangspunkt", [utgangspunkt])):
        refuse_unknown_grad(fil, valgt, grader, nokkel)
    return Kriterium(
        id=fil.id,
        navn=fil.both_forms(d["navn"], "navn"),
        gruppe=d["gruppe"],
        sporsmal=fil.both_forms(d["sporsmal"], "sporsmal"),
        grader=grader,
        gradtekst=gradtekst,
        trinn=_trinn(fil, d, grader),
        barnetall=_barnetall(fil, d.get("barnetall", {}), grader),
        dokumenter=read_dokumenter(fil, d["dokumenter"], "dokumenter"),
        slag=d.get("slag", "grad"),
        tomme=frozenset(d.get("tomme", ())),
        svake=frozenset(d.get("svake", ())),
        utgangspunkt=utgangspunkt,
        bevis_fra=d.get("bevis_fra", ""),
        metode=d.get("metode", ""),
        fakta=tuple(d.get("fakta", ())),
        folger=tuple(_folge(fil, nr, f, grader) for nr, f in enumerate(d.get("folger", ()), start=1)),
        hjemmel=read_hjemler(fil, d.get("hjemmel", ()), "[[hjemmel]]"),
        kilder=tuple(d.get("kilder", ())),
        spor=tuple(read_spor(fil, s, fil.id, grader) for s in d.get("spor", ())),
    )


def _trinn(fil: Katalogfil, d: Mapping, grader: tuple[str, ...]) -> dict[str, Trinn]:
    poster = d.get("trinn", {})
    refuse_unknown_grad(fil, poster, grader, "[trinn]")
    for grad, post in poster.items():
        fil.closed(post, ("til", *MALFORMER), (), "[trinn]", grad)
        fil.typed(post, {"til": str}, "[trinn]", grad)
        refuse_unknown_grad(fil, [post["til"]], tuple(g for g in grader if g != grad), "[trinn]", grad)
    for grad in d.get("svake", ()):
        if grad not in poster:
            raise fil.refuse("uten_trinn", "svake", navn=grad)
    return {
        grad: Trinn(post["til"], fil.both_forms({m: post[m] for m in MALFORMER}, "[trinn]", grad))
        for grad, post in poster.items()
    }


def _barnetall(fil: Katalogfil, d: Mapping, grader: tuple[str, ...]) -> dict[str, int]:
    refuse_unknown_grad(fil, d, grader, "[barnetall]")
    for navn, antall in d.items():
        if not isinstance(antall, int) or not 1 <= antall <= FLEST_BARN:
            raise fil.refuse("barnetall", "[barnetall]", navn, navn=FLEST_BARN)
    return dict(d)


def _folge(fil: Katalogfil, nr: int, d: Mapping, grader: tuple[str, ...]) -> Folge:
    ved = ("[[folger]]",) * nr
    fil.closed(d, ("nar", "gir"), (), *ved)
    fil.typed(d, {"nar": dict[str, list[str]], "gir": str}, *ved)
    refuse_unknown_grad(fil, [d["gir"]], grader, *ved, d["gir"])
    return Folge({navn: tuple(valgt) for navn, valgt in d["nar"].items()}, d["gir"])


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
        if kriterium.bevis_fra and kriterium.bevis_fra not in kriterier:
            raise fil.refuse("ukjent_kriterium", "bevis_fra", navn=kriterium.bevis_fra)
        for navn in sorted(set(kriterium.fakta) - set(felles.get("beregning", {}).get("fakta", ()))):
            raise fil.refuse("ukjent_faktum", "fakta", navn=navn)
        for folge in kriterium.folger:
            for navn, grader in folge.nar.items():
                refuse_unknown(fil, kriterier, navn, grader, "[[folger]]", "nar")
                if kriterier[navn].folger:
                    raise fil.refuse("folge_i_kjede", "[[folger]]", "nar", navn=navn)
        check_spor(fil, kriterium.spor, felles)


def _check_texts(fil: Katalogfil, *under: str) -> None:
    """What each entry is called, in both forms."""
    for navn, post in (fil.data[under[0]] if under else fil.data).items():
        fil.both_forms(post, *(f"[{ett}]" for ett in under), navn)


def _check_navn(fil: Katalogfil) -> None:
    """What is named to a reader has words in both forms."""
    for id, post in fil.data.items():
        fil.both_forms(post.get("navn"), f"[{id}]", "navn")


def _check_behov(fil: Katalogfil, felles: Mapping) -> None:
    """Every kind of item has a name in both forms, and no other kind is named or followed."""
    kjente = set(felles.get("poster", {}).get("slag", ()))
    for slag in sorted(kjente):
        fil.both_forms(fil.data["navn"].get(slag), "[navn]", slag)
    for slag in (*fil.data["navn"], *fil.data["kartlegging"]["slag"], *fil.data["barn"]["husstand"]):
        if slag not in kjente:
            raise fil.refuse("ukjent_nokkel", slag, navn=slag)


_SVAKHET = {"alvorlig": list[str], "par": list[list[str]], "uten_betydning": dict[str, list[str]]}


def _check_svakhet(fil: Katalogfil, kriterier: Mapping[str, Kriterium]) -> None:
    fil.closed(fil.data, _SVAKHET, ())
    fil.typed(fil.data, _SVAKHET)
    for navn in (*fil.data["alvorlig"], *(navn for par in fil.data["par"] for navn in par)):
        if navn not in fil.data["alvorlig"] or not kriterier.get(navn) or not kriterier[navn].svake:
            raise fil.refuse("ukjent_kriterium", f'"{navn}"', navn=navn)
    for navn, grader in fil.data["uten_betydning"].items():
        refuse_unknown(fil, kriterier, navn, grader, "[uten_betydning]", navn)

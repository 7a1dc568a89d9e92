"""Loads, validates, freezes and fingerprints the catalogue. Knows the shape of entries, never their names.

A wrong entry is refused with file, line and reason (``Katalogfeil``), so that no run starts on half a catalogue.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from vedtaksanalyse.errors import Katalogfeil
from vedtaksanalyse.sak import DOKUMENTTYPER, MALFORMER

KATALOGMAPPE = Path(__file__).parent
Malformtekst = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Hjemmel:
    """A legal basis and the dates of decision it holds for."""

    tekst: str
    fra: date | None = None
    til: date | None = None

    def gjelder(self, dato: date | None) -> bool:
        """Whether it holds for a decision of this date; an unknown date counts as today's law."""
        if dato is None:
            return self.til is None
        return (self.fra is None or self.fra <= dato) and (self.til is None or dato <= self.til)


@dataclass(frozen=True, slots=True)
class Spor:
    """A trace: a literal start (``anker``), what may follow it, and the grade it points to.

    A leading ``*`` in an anchor means that it may stand inside a compound; otherwise it starts a word.
    """

    id: str
    kriterium: str
    gir: str
    anker: tuple[str, ...]
    monster: str = r"\w*"
    ikke: frozenset[str] = frozenset()
    seksjoner: frozenset[str] = frozenset()
    dokumenter: frozenset[str] = frozenset()
    treff: tuple[str, ...] = ()
    ikke_treff: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Folge:
    """When other criteria have these grades, this criterion's grade follows from them."""

    nar: Mapping[str, tuple[str, ...]]
    gir: str


@dataclass(frozen=True, slots=True)
class Kriterium:
    """One criterion: grades weakest first, where it is looked for, and its traces.

    ``slag`` is ``grad`` (one grade) or ``liste`` (any number of the values in ``grader``). ``tomme`` are the grades
    that have nothing to show; ``svake`` those that may raise a flag.
    """

    id: str
    navn: Malformtekst
    gruppe: str
    sporsmal: Malformtekst
    grader: tuple[str, ...]
    gradtekst: Mapping[str, Malformtekst]
    dokumenter: frozenset[str]
    slag: str = "grad"
    tomme: frozenset[str] = frozenset()
    svake: frozenset[str] = frozenset()
    utgangspunkt: str = ""
    metode: str = ""
    folger: tuple[Folge, ...] = ()
    hjemmel: tuple[Hjemmel, ...] = ()
    kilder: tuple[str, ...] = ()
    spor: tuple[Spor, ...] = ()


@dataclass(frozen=True, slots=True)
class Flaggregel:
    """When a criterion's grade is one of ``grader`` (and the conditions hold), this flag is raised."""

    id: str
    kriterium: str
    grader: frozenset[str]
    konsekvens: int
    tekst: Malformtekst
    neste: Malformtekst
    hjemmel: tuple[Hjemmel, ...]
    krever: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Katalog:
    """The whole catalogue, in the order of the annotation guide's groups."""

    kriterier: Mapping[str, Kriterium]
    grupper: Mapping[str, Malformtekst]
    flagg: tuple[Flaggregel, ...]
    felles: Mapping[str, Mapping]
    fingeravtrykk: str

    @cached_property
    def spor(self) -> tuple[Spor, ...]:
        """All traces of all criteria."""
        return tuple(spor for kriterium in self.kriterier.values() for spor in kriterium.spor)


def load_katalog(mappe: Path = KATALOGMAPPE) -> Katalog:
    """Read the catalogue in ``mappe``.

    Raises:
        Katalogfeil: with file, line and reason, for the first entry that is wrong.
    """
    filer = sorted(p for p in mappe.rglob("*.toml"))
    avtrykk = hashlib.sha256()
    for fil in filer:
        avtrykk.update(fil.relative_to(mappe).as_posix().encode() + b"\0" + fil.read_bytes())
    felles = {f.stem: _Fil(mappe, f).data for f in filer if f.parent.name == "felles"}
    grupper = felles["grupper"]
    lest = [_kriterium(_Fil(mappe, f)) for f in filer if f.parent.name != "felles"]
    kriterier = _in_guide_order({k.id: k for k in lest}, felles["rekkefolge"]["kriterier"], mappe)
    _check_references(kriterier, felles, mappe)
    flagg = _flaggregler(_Fil(mappe, mappe / "felles" / "flagg.toml"), kriterier)
    return Katalog(kriterier, grupper, flagg, felles, avtrykk.hexdigest()[:16])


class _Fil:
    """A catalogue file that can say where something in it is wrong."""

    def __init__(self, rot: Path, sti: Path) -> None:
        self.navn = sti.relative_to(rot).as_posix()
        self.id = self.navn.removesuffix(".toml").replace("/", ".")
        self.tekst = sti.read_text(encoding="utf-8")
        try:
            self.data = tomllib.loads(self.tekst)
        except tomllib.TOMLDecodeError as feil:
            linje = re.search(r"line (\d+)", str(feil))
            raise Katalogfeil("katalog", fil=self.navn, linje=linje[1] if linje else 1, grunn=str(feil)) from None

    def refuse(self, grunn: str, ved: str = "") -> Katalogfeil:
        """The failure for something wrong at the first line that holds ``ved``."""
        linje = self.tekst[: max(self.tekst.find(ved), 0)].count("\n") + 1
        return Katalogfeil("katalog", fil=self.navn, linje=linje, grunn=grunn)

    def closed(self, tabell: Mapping, krav: Iterable[str], valgfri: Iterable[str], ved: str = "") -> None:
        """Refuse a table that lacks a key or has one that nobody knows."""
        krav, valgfri = set(krav), set(valgfri)
        for nokkel in sorted(krav - set(tabell)):
            raise self.refuse(f"«{nokkel}» mangler", ved)
        for nokkel in sorted(set(tabell) - krav - valgfri):
            raise self.refuse(f"ukjent nøkkel «{nokkel}»", nokkel)

    def both_forms(self, verdi: object, navn: str) -> Malformtekst:
        """A text in both language forms."""
        if not isinstance(verdi, dict) or set(verdi) != set(MALFORMER) or not all(verdi.values()):
            raise self.refuse(f"«{navn}» må ha nb og nn", navn)
        return verdi


_KRAV = ("navn", "gruppe", "sporsmal", "grader", "dokumenter")
_VALGFRI = ("slag", "tomme", "svake", "utgangspunkt", "metode", "folger", "hjemmel", "kilder", "spor")


def _kriterium(fil: _Fil) -> Kriterium:
    d = fil.data
    fil.closed(d, _KRAV, _VALGFRI)
    gradtekst = {grad: fil.both_forms(navn, grad) for grad, navn in d["grader"].items()}
    grader = tuple(gradtekst)
    if d.get("slag", "grad") not in ("grad", "liste"):
        raise fil.refuse("«slag» må være grad eller liste", "slag")
    for nokkel in ("tomme", "svake"):
        for grad in d.get(nokkel, ()):
            if grad not in grader:
                raise fil.refuse(f"«{grad}» i «{nokkel}» er ikke en av gradene", nokkel)
    return Kriterium(
        id=fil.id,
        navn=fil.both_forms(d["navn"], "navn"),
        gruppe=d["gruppe"],
        sporsmal=fil.both_forms(d["sporsmal"], "sporsmal"),
        grader=grader,
        gradtekst=gradtekst,
        dokumenter=_dokumenter(fil, d["dokumenter"]),
        slag=d.get("slag", "grad"),
        tomme=frozenset(d.get("tomme", ())),
        svake=frozenset(d.get("svake", ())),
        utgangspunkt=d.get("utgangspunkt", grader[0]),
        metode=d.get("metode", ""),
        folger=tuple(Folge({k: tuple(v) for k, v in f["nar"].items()}, f["gir"]) for f in d.get("folger", ())),
        hjemmel=_hjemler(fil, d.get("hjemmel", ())),
        kilder=tuple(d.get("kilder", ())),
        spor=tuple(_spor(fil, s, grader) for s in d.get("spor", ())),
    )


def _dokumenter(fil: _Fil, navn: list[str]) -> frozenset[str]:
    if navn == ["alle"]:
        return frozenset(DOKUMENTTYPER)
    for slag in navn:
        if slag not in DOKUMENTTYPER:
            raise fil.refuse(f"ukjent dokumenttype «{slag}»", slag)
    return frozenset(navn)


def _hjemler(fil: _Fil, poster: Iterable[Mapping]) -> tuple[Hjemmel, ...]:
    for post in poster:
        fil.closed(post, ("tekst",), ("fra", "til"), "hjemmel")
    return tuple(Hjemmel(p["tekst"], p.get("fra"), p.get("til")) for p in poster)


_SPOR_VALGFRI = ("monster", "ikke", "seksjoner", "dokumenter", "ikke_treff")


def _spor(fil: _Fil, d: Mapping, grader: tuple[str, ...]) -> Spor:
    ved = f'"{d.get("id", "")}"'
    fil.closed(d, ("id", "gir", "anker", "treff"), _SPOR_VALGFRI, ved)
    if d["gir"] not in grader:
        raise fil.refuse(f"«{d['gir']}» er ikke en av gradene", ved)
    for anker in d["anker"]:
        if len(anker.lstrip("*")) < 2 or anker != anker.lower():
            raise fil.refuse(f"ankeret «{anker}» må ha minst to tegn og små bokstaver", anker)
    for eksempel in d["treff"]:
        if not re.search(r"\[\[.+?\]\]", eksempel):
            raise fil.refuse("eksempelet i «treff» mangler [[merket treff]]", eksempel)
    try:
        re.compile(d.get("monster", ""))
    except re.error as feil:
        raise fil.refuse(f"«monster» er ikke et gyldig mønster: {feil}", ved) from None
    return Spor(
        id=d["id"],
        kriterium=fil.id,
        gir=d["gir"],
        anker=tuple(d["anker"]),
        monster=d.get("monster", r"\w*"),
        ikke=frozenset(d.get("ikke", ())),
        seksjoner=frozenset(d.get("seksjoner", ())),
        dokumenter=_dokumenter(fil, d.get("dokumenter", ["alle"])),
        treff=tuple(d["treff"]),
        ikke_treff=tuple(d.get("ikke_treff", ())),
    )


def _in_guide_order(kriterier: dict[str, Kriterium], orden: list[str], mappe: Path) -> dict[str, Kriterium]:
    fil = _Fil(mappe, mappe / "felles" / "rekkefolge.toml")
    for navn in set(orden) ^ set(kriterier):
        raise fil.refuse(f"kriteriet «{navn}» må stå både i rekkefølgen og som egen fil", navn)
    return {navn: kriterier[navn] for navn in orden}


def _check_references(kriterier: Mapping[str, Kriterium], felles: Mapping, mappe: Path) -> None:
    kvalifikatorer = set(felles["kontekst"])
    seksjoner = set(felles["seksjoner"])
    for kriterium in kriterier.values():
        fil = _Fil(mappe, mappe / (kriterium.id.replace(".", "/") + ".toml"))
        if kriterium.gruppe not in felles["grupper"]:
            raise fil.refuse(f"ukjent gruppe «{kriterium.gruppe}»", "gruppe")
        for folge in kriterium.folger:
            if folge.gir not in kriterium.grader:
                raise fil.refuse(f"«{folge.gir}» er ikke en av gradene", "folger")
            for navn, grader in folge.nar.items():
                if navn not in kriterier or set(grader) - set(kriterier[navn].grader):
                    raise fil.refuse(f"ukjent kriterium eller grad i «{navn}»", navn)
        ider = [spor.id for spor in kriterium.spor]
        for spor in kriterium.spor:
            ved = f'"{spor.id}"'
            if ider.count(spor.id) > 1:
                raise fil.refuse(f"sporet «{spor.id}» finnes to ganger", ved)
            for navn in spor.ikke - kvalifikatorer:
                raise fil.refuse(f"ukjent kvalifikator «{navn}»", ved)
            for navn in spor.seksjoner - seksjoner:
                raise fil.refuse(f"ukjent seksjon «{navn}»", ved)


def _flaggregler(fil: _Fil, kriterier: Mapping[str, Kriterium]) -> tuple[Flaggregel, ...]:
    regler = []
    for navn, d in fil.data.items():
        fil.closed(d, ("kriterium", "grader", "konsekvens", "tekst", "neste", "hjemmel"), ("krever",), navn)
        krever = {k: tuple(v) for k, v in d.get("krever", {}).items()}
        for kriterium, grader in [(d["kriterium"], tuple(d["grader"])), *krever.items()]:
            if kriterium not in kriterier or set(grader) - set(kriterier[kriterium].grader):
                raise fil.refuse(f"ukjent kriterium eller grad i «{kriterium}»", navn)
        if not 1 <= d["konsekvens"] <= 5:
            raise fil.refuse("«konsekvens» må være 1–5", navn)
        regler.append(
            Flaggregel(
                id=navn,
                kriterium=d["kriterium"],
                grader=frozenset(d["grader"]),
                konsekvens=d["konsekvens"],
                tekst=fil.both_forms(d["tekst"], "tekst"),
                neste=fil.both_forms(d["neste"], "neste"),
                hjemmel=_hjemler(fil, d["hjemmel"]),
                krever=krever,
            )
        )
    return tuple(regler)

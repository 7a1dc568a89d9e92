"""The sentence: read → divide → detect → assess. The only module that knows all rooms."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property, partial
from pathlib import Path

from vedtaksanalyse import __version__
from vedtaksanalyse.assessment.assess import assess_sak
from vedtaksanalyse.assessment.metoder.barn import count_barn
from vedtaksanalyse.assessment.modellfil import load_saksmodell
from vedtaksanalyse.assessment.saksmodell import Saksmodell
from vedtaksanalyse.detection.detect import NEKTET, Detektor
from vedtaksanalyse.detection.grammar import Sprak, load_sprak
from vedtaksanalyse.detection.modellfil import load_setningsmodell
from vedtaksanalyse.gjenbruk import mark_setninger
from vedtaksanalyse.kildekode import hash_analyse, hash_funn, hash_lesing
from vedtaksanalyse.kriterier import Katalog, govern_katalog, hash_ord, hash_spor, load_katalog
from vedtaksanalyse.modellbruk import place_modeller
from vedtaksanalyse.modellfil import check_kort
from vedtaksanalyse.pii.find import find_pii
from vedtaksanalyse.pii.spredning import spread_navn
from vedtaksanalyse.pii.trygge_navn import name_dokumenter
from vedtaksanalyse.reading import Grenser, Leser, Saksmappe, Sandkasse, describe_motor, read_sak, read_utkast
from vedtaksanalyse.sak import (
    DELER,
    Kjent,
    Oppdeling,
    PiiFunn,
    Sak,
    Saksfunn,
    Saksstatus,
    Saksvurdering,
    Setningsmerke,
    Versjoner,
    pack_funn,
    unpack_funn,
)
from vedtaksanalyse.structure import divide_sak
from vedtaksanalyse.structure.malform import Malformmodell, load_malform

_MODELLER = ("kriterier", "malform", "norsk")


class _Delt:
    """A case, divided when first asked."""

    def __init__(self, sak: Sak, katalog: Katalog) -> None:
        self.sak, self._katalog = sak, katalog

    @cached_property
    def oppdelinger(self) -> list[Oppdeling]:
        """The documents that are about the case."""
        return divide_sak(self.sak, self._katalog)


@dataclass(frozen=True)
class Motor:
    """Catalogue, models and the sandbox that reads files, loaded once per process."""

    katalog: Katalog
    detektor: Detektor
    saksmodell: Saksmodell
    malform: Malformmodell
    grenser: Grenser
    leser: Leser
    versjoner: Versjoner

    def govern(self, stand: Mapping[str, str]) -> Motor:
        """The same engine, where each flag is what people have decided. What is seen in a case is the same, and its findings hold."""
        katalog = govern_katalog(self.katalog, self.saksmodell.flagg, stand)
        if katalog is self.katalog:
            return self
        return replace(self, katalog=katalog, versjoner=replace(self.versjoner, katalog=katalog.fingeravtrykk))

    def analyse_saker(self, saker: Sequence[Sak]) -> list[Saksvurdering]:
        """Assessments of cases that are read, in order. What was seen in a case before is used where it still holds."""
        kjente = [unpack_funn(sak, self.funnokler) for sak in saker]
        delt = [_Delt(sak, self.katalog) for sak in saker]
        funnet = self._find(delt, [kjent for kjent, _ in kjente])
        return [self._finish(*ett) for ett in zip(delt, funnet, kjente, strict=True)]

    @cached_property
    def funnokler(self) -> dict[str, str]:
        """What each part of the findings is made from, besides the texts."""
        spor, ord_ = hash_spor(self.katalog), hash_ord(self.katalog)
        felles = f"{hash_funn()}-{self.versjoner.modeller}-{ord_}"
        return {navn: f"{felles}-{spor}" if navn == "treff" else felles for navn in DELER}

    def _find(self, delt: Sequence[_Delt], kjente: Sequence[Kjent]) -> list[Saksfunn]:
        """What is seen in each case, but for what is known. All sentences are classified in one batch."""
        felt = [{navn: verdi for del_ in kjent.values() for navn, verdi in del_.items()} for kjent in kjente]

        def without(navn: str) -> tuple[list[Sak], list[list[Oppdeling]], list[dict[str, object]]]:
            nye = [nr for nr, kjent in enumerate(kjente) if navn not in kjent]
            return [delt[nr].sak for nr in nye], [delt[nr].oppdelinger for nr in nye], [felt[nr] for nr in nye]

        _, oppdelinger, nye = without("skar")
        for ett, (skar, trekk) in zip(nye, self.detektor.classify(oppdelinger), strict=True):
            ett |= {"skar": skar, "trekk": trekk}
        for _, oppdeling, ett in zip(*without("treff"), strict=True):
            ett["treff"] = self.detektor.find_treff(oppdeling)
        saker, oppdelinger, nye = without("andre")
        andre = self.detektor.find_andre(oppdelinger, [sak.vedtaksdato for sak in saker])
        for sak, ett, funnet in zip(saker, nye, andre, strict=True):
            ett |= funnet | {"pii": spread_navn(sak.dokumenter, funnet["pii"])}
        return [Saksfunn(ett.sak.sak_id, **egne) for ett, egne in zip(delt, felt, strict=True)]

    def _assess(self, sak: Sak, funn: Saksfunn) -> Saksvurdering:
        return assess_sak(sak, funn, self.katalog, self.saksmodell, self.versjoner)

    def _finish(self, delt: _Delt, funn: Saksfunn, kjent: tuple[Kjent, bool]) -> Saksvurdering:
        """The assessment, with the marks of its sentences and its findings packed; less where the store has both."""
        deler, merket = kjent
        vurdering = self._assess(delt.sak, funn)
        vurdert = vurdering.status == Saksstatus.VURDERT
        sak = delt.sak if len(deler) == len(DELER) and merket == vurdert else None
        sak = sak or replace(delt.sak, funn=pack_funn(delt.sak, funn, self.funnokler, vurdert))
        if "andre" in deler and merket == vurdert:
            return replace(vurdering, sak=sak, beholdt=True)
        return replace(vurdering, sak=sak, merker=self.mark(sak, delt.oppdelinger, funn) if vurdert else ())

    def mark(self, sak: Sak, oppdelinger: Sequence[Oppdeling], funn: Saksfunn) -> tuple[Setningsmerke, ...]:
        """What the sentences of a case are known by in the boilerplate map."""
        return mark_setninger(oppdelinger, funn.barn, partial(count_barn, dokumenter=sak.dokumenter), self.katalog)

    def read_mapper(self, mapper: Sequence[Saksmappe | Sak]) -> list[Sak]:
        """Cases read from their folders; every file has its status, and an id that names nobody. Cases stay as they are."""
        return [mappe if isinstance(mappe, Sak) else self._read(mappe) for mappe in mapper]

    def _read(self, mappe: Saksmappe) -> Sak:
        return name_dokumenter(read_sak(mappe, self.grenser, self.malform.gjett, self.leser))

    def analyse_mapper(self, mapper: Sequence[Saksmappe | Sak]) -> list[Saksvurdering]:
        """Assessments of case folders, and of cases that were read before, in order."""
        return self.analyse_saker(self.read_mapper(mapper))

    def check_utkast(
        self,
        utkast: bytes,
        notater: Sequence[bytes] = (),
        idag: date | None = None,
        malform: str = "",
        likevel: bool = False,
    ) -> Saksvurdering:
        """A draft decision, before it is sent: the same assessment and flags, with nothing stored and no place in a queue.

        A draft's folder is never whole, so nothing is said of documents that are not there. Without notes, what they could
        have shown is in ``sak.uleste``, and no flag is raised on its absence. A fragment or a note is not checked as a
        decision; its cause is ``ikke_vedtak``.

        Args:
            utkast: the content of a PDF, DOCX or text file.
            notater: the same of the case's notes and applications.
            idag: the day an undated draft is taken to be of; today where it is not given.
            malform: the language form to answer in; the draft's own where it is not given.
            likevel: check it also where it does not look like a decision.
        """
        idag = idag or date.today()
        sak = read_utkast(utkast, notater, self.grenser, self.leser, self.malform.gjett, idag, malform, likevel)
        uten_pii = replace(self, detektor=replace(self.detektor, find_pii=lambda _: ()))
        [funn] = uten_pii._find([_Delt(sak, self.katalog)], [{}])
        vurdering = self._assess(sak, funn)
        hele_mappen = {r.id for r in self.katalog.flagg if any(self.katalog.fakta[f].fravaer for f in r.fakta)}
        flagg = tuple(f for f in vurdering.flagg if f.id not in hele_mappen)
        arsak = "ikke_vedtak" if vurdering.arsak == "uten_vedtak" else vurdering.arsak
        return replace(vurdering, arsak=arsak, flagg=flagg, risiko=None)


def load_motor(
    modellmappe: Path, sprakmodell: str = "", grenser: Grenser | None = None, krasj: Mapping[str, int] | None = None,
    katalogmappe: Path | None = None, egne: Path | None = None,
) -> Motor:  # fmt: skip
    """Load the catalogue and all models, while the sandbox makes itself ready.

    Args:
        modellmappe: the folder ``models/``.
        sprakmodell: path or name of a spaCy pipeline to use instead of ``models/norsk``.
        grenser: what one file may ask for.
        krasj: how often the contents with these hashes have stopped a reader before.
        katalogmappe: the folder of another catalogue than the one that ships.
        egne: a folder whose models go before those in ``modellmappe``.

    Raises:
        Katalogfeil, Modellfeil: when something is missing or wrong, or a model is not the one its card tells of.
    """
    grenser = grenser or Grenser()
    leser = Sandkasse(grenser, krasj).start()
    steder = place_modeller(modellmappe, egne)
    for navn in _MODELLER:
        check_kort(steder[navn])
    katalog = load_katalog(katalogmappe) if katalogmappe else load_katalog()
    detektor = build_detektor(katalog, sprakmodell or steder["norsk"])
    return Motor(
        katalog=katalog,
        detektor=replace(detektor, modell=load_setningsmodell(steder["kriterier"])),
        saksmodell=load_saksmodell(steder["kriterier"]),
        malform=load_malform(steder["malform"]),
        grenser=grenser,
        leser=leser,
        versjoner=describe_versjoner(katalog, modellmappe, sprakmodell, grenser, egne),
    )


def describe_versjoner(katalog: Katalog, modellmappe: Path, sprakmodell: str, grenser: Grenser, egne: Path | None = None) -> Versjoner:
    """What an engine with these would be, without loading its models."""
    modeller = fingerprint_modeller(modellmappe, sprakmodell, egne)
    lesing = name_lesing(place_modeller(modellmappe, egne)["malform"].parent, grenser)
    return Versjoner(f"{__version__}+{hash_analyse()}", katalog.fingeravtrykk, modeller, lesing)


def name_lesing(modellmappe: Path, grenser: Grenser) -> str:
    """What decides the text of a case: our reading, the language form's model, and what reads pictures where something does."""
    ocr = describe_motor() if grenser.ocr_sider else ""
    return " ".join(filter(None, (f"{hash_lesing()}-{fingerprint_modeller(modellmappe / 'malform')[:8]}", ocr)))


def build_detektor(katalog: Katalog, sprakmodell: str | Path) -> Detektor:
    """Everything in detection but the trained classifier. The language pipeline is loaded when first asked."""
    return connect_detektor(katalog, cache(lambda: load_sprak(sprakmodell)))


def connect_detektor(katalog: Katalog, sprak: Callable[[], Sprak]) -> Detektor:
    """A detector that asks this language pipeline about negations and names."""
    nekting = katalog.felles["kontekst"][NEKTET]

    def find_nektet(setninger: Sequence[str], spenn: Sequence[tuple[int, int]]) -> list[bool]:
        return sprak().negated(setninger, spenn, nekting["foran"], nekting["unntak"])

    def sok(oppdeling: Oppdeling) -> Sequence[PiiFunn]:
        return find_pii(oppdeling.dokument, lambda tekster: sprak().names(tekster))

    return Detektor.build(katalog, None, sok, find_nektet)


def fingerprint_modeller(modellmappe: Path, sprakmodell: str = "", egne: Path | None = None) -> str:
    """One hash over all model files, their names and the language pipeline chosen."""
    avtrykk = hashlib.sha256(sprakmodell.encode())
    mapper = [modellmappe] if egne is None else place_modeller(modellmappe, egne).values()
    filer = {fil.relative_to(modellmappe if egne is None else mappe.parent): fil for mappe in mapper for fil in mappe.rglob("*")}
    for navn, fil in sorted(filer.items()):
        if fil.is_file() and fil.suffix != ".md":
            avtrykk.update(navn.as_posix().encode() + b"\0" + fil.read_bytes())
    return avtrykk.hexdigest()[:16]

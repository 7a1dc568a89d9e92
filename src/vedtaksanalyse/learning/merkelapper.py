"""What people answered, as labels: one person's word on one criterion of one case, or on the decision as a whole.

An answer becomes a label only where it gives one grade for certain; all else stays unknown.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from vedtaksanalyse.gjennomgang import find_gjeldende
from vedtaksanalyse.kriterier import Flaggregel, Katalog
from vedtaksanalyse.sak import AVKLART, Mappesvar, Oppgave, Skjemaverdi, Svar
from vedtaksanalyse.stikkprove.skjema import find_verdi, make_skjema

VALG: Mapping = tomllib.loads(Path(__file__).with_name("granskingssett.toml").read_text(encoding="utf-8"))
VEDTAKET = ""
"""The criterion of a label on the decision as a whole, with «ja» for weak."""
GRAD, MAPPE, FLAGG, UTFALL = "grad", "mappe", "flagg", "utfall"
_RANG = (GRAD, UTFALL, MAPPE, FLAGG)
"""Where one person said two things, the one said most directly counts."""


@dataclass(frozen=True, slots=True)
class Merke:
    """One person's label. ``sitat`` are the places pointed at; ``tilfeldig`` when the case was drawn by chance, ``valgt`` when it was chosen
    since the machine was unsure of it; ``avklart`` when it settles a disagreement. ``nokkel`` is the version of the case it was given on.
    """

    sak_id: str
    hvem: str
    kriterium: str
    grad: str
    kilde: str
    blind: bool
    tilfeldig: bool
    vekt: float
    sitat: tuple[tuple[str, int, int], ...] = ()
    avklart: bool = False
    nokkel: str = ""
    tid: datetime | None = None
    valgt: bool = False


def find_merker(
    svar: Sequence[Svar], mappesvar: Sequence[Mappesvar], oppgave: Oppgave, maskin: Mapping[str, str], nokkel: str, katalog: Katalog
) -> list[Merke]:
    """The labels that the answers on one case give, one by each person on each thing. The answers are in order of time.

    Args:
        maskin: the machine's grades of the case as it is stored, whose version is ``nokkel``.
    """
    alle = [*_from_svar(svar, oppgave, maskin, nokkel, katalog), *_from_mapper(mappesvar, katalog)]
    alle.sort(key=lambda ett: -_RANG.index(ett.kilde))
    siste = {(ett.hvem, ett.kriterium, ett.avklart): ett for ett in alle}
    return sorted(siste.values(), key=lambda ett: (ett.kriterium, ett.hvem, ett.avklart))


def _from_svar(
    svar: Sequence[Svar], oppgave: Oppgave, maskin: Mapping[str, str], nokkel: str, katalog: Katalog
) -> Iterator[Merke]:
    regler = {regel.id: regel for regel in katalog.flagg}
    for hvem in sorted({ett.hvem for ett in svar}):
        gjeldende = find_gjeldende(svar, hvem)
        for kriterium, ett in gjeldende.grader.items():
            if kriterium in katalog.kriterier and ett.verdi in katalog.kriterier[kriterium].grader:
                yield _merke(ett, kriterium, ett.verdi, GRAD, oppgave)
        for flagg, ett in gjeldende.flagg.items():
            # Which grade the machine gave then is known only while the case is the same.
            if flagg in regler and ett.saksnokkel == nokkel and (grad := find_flagggrad(ett, regler[flagg], maskin, katalog)):
                yield _merke(ett, regler[flagg].kriterium, grad, FLAGG, oppgave)
        if gjeldende.sak and gjeldende.sak.verdi in VALG["utfall"]:
            yield _merke(gjeldende.sak, VEDTAKET, "ja" if VALG["utfall"][gjeldende.sak.verdi] else "nei", UTFALL, oppgave)


def find_flagggrad(svar: Svar, regel: Flaggregel, maskin: Mapping[str, str], katalog: Katalog) -> str:
    """The grade that an answer to a flag gives; empty where it gives none for certain."""
    valg = VALG["flagg"]
    if not regel.kriterium:
        return ""
    if svar.verdi == valg["stadfester"]:
        grad = maskin.get(regel.kriterium, "")
        return grad if grad in regel.grader else ""
    if svar.verdi != valg["avviser"] or svar.grunn not in valg["grunner"]:
        return ""
    if regel.krever or regel.flere or regel.fakta or regel.uten_fakta:
        return ""  # it may be one of the other conditions that does not hold
    igjen = [grad for grad in katalog.kriterier[regel.kriterium].grader if grad not in regel.grader]
    return igjen[0] if len(igjen) == 1 else ""


def _merke(ett: Svar, kriterium: str, grad: str, kilde: str, oppgave: Oppgave) -> Merke:
    tilfeldig = oppgave.andel > 0
    vekt = VALG["vekt"]["blind" if ett.blind else "sett"]
    if oppgave.kontroll and oppgave.andel:
        vekt = min(1 / oppgave.andel, VALG["vekt"]["tilfeldig_hoyst"])
    sitat = ett.sitat if kilde == GRAD else ()
    return Merke(
        ett.sak_id, ett.hvem, kriterium, grad, kilde, ett.blind, tilfeldig, vekt, sitat, nokkel=ett.saksnokkel, tid=ett.tid or _FOR_ALT,
        valgt=oppgave.valgt,
    )  # fmt: skip


_FOR_ALT = datetime.min.replace(tzinfo=UTC)


def _from_mapper(mappesvar: Iterable[Mappesvar], katalog: Katalog) -> Iterator[Merke]:
    siste = {(ett.stikkprove, ett.plass, ett.hvem, ett.punkt): ett for ett in mappesvar}
    enkle = {
        punkt.id: katalog.kriterier[punkt.ledd[0].kriterium]
        for punkt in make_skjema(katalog).values()
        if len(punkt.ledd) == 1 and not punkt.under
    }
    for ett in siste.values():
        if ett.punkt not in enkle or ett.verdi in ("", Skjemaverdi.IKKE_AKTUELT, Skjemaverdi.KAN_IKKE_VURDERES):
            continue
        kriterium = enkle[ett.punkt]
        grader = [grad for grad in kriterium.grader if find_verdi(kriterium, grad, katalog) == ett.verdi]
        if len(grader) == 1:
            vekt = VALG["vekt"]["blind" if ett.blind else "sett"]
            yield Merke(
                ett.sak_id, ett.hvem, kriterium.id, grader[0], MAPPE, ett.blind, True, vekt, ett.sitat, ett.plass == AVKLART,
                ett.saksnokkel, ett.tid or _FOR_ALT,
            )  # fmt: skip


def settle_merker(merker: Iterable[Merke]) -> tuple[dict[str, list[Merke]], int]:
    """By criterion the labels of one case that stand, and how many criteria people disagree on without having settled it."""
    av: dict[str, list[Merke]] = {}
    for ett in merker:
        av.setdefault(ett.kriterium, []).append(ett)
    staende, uenige = {}, 0
    for kriterium, egne in av.items():
        avklart = [ett for ett in egne if ett.avklart]
        if avklart:
            siste = max(avklart, key=lambda ett: ett.tid)
            egne = [ett for ett in egne if ett.grad == siste.grad]
        if len({ett.grad for ett in egne}) == 1:
            staende[kriterium] = egne
        else:
            uenige += 1
    return staende, uenige

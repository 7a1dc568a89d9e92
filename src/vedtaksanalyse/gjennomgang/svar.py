"""What people answered: which answers stand, and which are whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.gjennomgang.regler import Regler
from vedtaksanalyse.kriterier import Katalog
from vedtaksanalyse.sak import Bruker, Oppgave, Svar, Svarslag, Tilstand


@dataclass(frozen=True, slots=True)
class Gjeldende:
    """The answers of one person that stand on one case."""

    flagg: Mapping[str, Svar]
    grader: Mapping[str, Svar]
    sak: Svar | None


def find_gjeldende(alle: Iterable[Svar], hvem: str) -> Gjeldende:
    """The last answer of a person on each thing; one that was taken back counts as none. ``alle`` is in order of time."""
    siste = {(ett.slag, ett.gjelder): ett for ett in alle if ett.hvem == hvem}
    av_slag: dict[Svarslag, dict[str, Svar]] = {slag: {} for slag in Svarslag}
    for (slag, gjelder), ett in siste.items():
        if ett.verdi:
            av_slag[slag][gjelder] = ett
    return Gjeldende(av_slag[Svarslag.FLAGG], av_slag[Svarslag.GRAD], av_slag[Svarslag.SAK].get(""))


def check_svar(ett: Svar, katalog: Katalog, regler: Regler) -> None:
    """Refuse an answer that is not whole. An empty ``verdi`` takes the last one back.

    Raises:
        Bruksfeil: «svar_ukjent» for a choice, grade, criterion or flag that does not exist, «svar_grunn» when a reason lacks.
    """
    if not ett.verdi:
        return
    if ett.slag == Svarslag.GRAD:
        kriterium = katalog.kriterier.get(ett.gjelder)
        kjent = kriterium is not None and ett.verdi in kriterium.grader
    elif ett.slag == Svarslag.FLAGG:
        kjent = ett.verdi in regler.svar and any(regel.id == ett.gjelder for regel in katalog.flagg)
    else:
        kjent = ett.verdi in regler.utfall and not ett.gjelder
    if not kjent or (ett.grunn and ett.grunn not in regler.grunner):
        raise Bruksfeil("svar_ukjent")
    if ett.slag == Svarslag.FLAGG and regler.svar[ett.verdi].krever_grunn and not ett.grunn:
        raise Bruksfeil("svar_grunn")


def is_skjult(oppgave: Oppgave, alle: Iterable[Svar], bruker: Bruker) -> bool:
    """Whether the machine's and colleagues' answers are hidden: the case is read blind, and the person has not given theirs."""
    if not oppgave.blind or oppgave.tilstand == Tilstand.FERDIG:
        return False
    return find_gjeldende(alle, bruker.id).sak is None


def check_slutt(ny: Oppgave, oppgave: Oppgave, alle: Iterable[Svar], bruker: Bruker) -> None:
    """Refuse to end a case that has no outcome, and one that this person reads blind and has not answered: the end shows all.

    Raises:
        Bruksfeil: «steg_utfall».
    """
    if ny.tilstand != Tilstand.FERDIG or oppgave.tilstand == Tilstand.FERDIG:
        return
    alle = list(alle)
    eget = find_gjeldende(alle, bruker.id).sak
    holder = eget or (oppgave.hvem != bruker.id and find_gjeldende(alle, oppgave.hvem).sak)
    if not holder or is_skjult(oppgave, alle, bruker):
        raise Bruksfeil("steg_utfall")

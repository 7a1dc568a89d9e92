"""The night run from door to report, without any scheduler. A scheduler may decide how the chunks are run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from threading import BoundedSemaphore
from time import sleep
from typing import TYPE_CHECKING

from vedtaksanalyse.arbeidere import Analyse, Arbeidere, Arbeidsfeil, feilkode, start_motor
from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.logg import log_feil
from vedtaksanalyse.nattkjoring.bunke import Bunkesvar, Oppdrag, name_leser
from vedtaksanalyse.nattkjoring.metrikk import make_metrikk, write_metrikk
from vedtaksanalyse.nattkjoring.natt import Natt
from vedtaksanalyse.nattkjoring.rapport import Nattrapport, write_rapport
from vedtaksanalyse.nattkjoring.speil import place_kilde, sync_speil
from vedtaksanalyse.reading import Grenser, Plass, Sandkasse
from vedtaksanalyse.sak import Vern, Versjoner
from vedtaksanalyse.storage import Lager, open_lager

if TYPE_CHECKING:
    from vedtaksanalyse.settings import Innstillinger

VENTETIDER = (2.0, 20.0)
_LAAS = "nattkjoring"

Oppgave = Callable[[Oppdrag], Bunkesvar]
Utforer = Callable[[Oppgave, Sequence[Oppdrag]], Iterator[tuple[int, Bunkesvar | str]]]
Fremdrift = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Nattoppsett:
    """What a night run needs to know.

    ``bunke`` is the number of files in a chunk; ``start`` what each worker process does first. One night of
    ``full_kontroll`` opens every file; the others trust what the file system says. ``kilde`` is the URL that ``inn`` is kept
    like, where the input folder lies elsewhere. ``plass`` limits how many documents are read by OCR at a time.
    """

    inn: Path
    ut: Path
    database: str
    modeller: Path
    sprakmodell: str = ""
    grenser: Grenser = Grenser()
    prosesser: int = 2
    bunke: int = 200
    malform: str = "nb"
    vern: Vern = Vern.HOLD
    metrikkfil: Path | None = None
    kilde: str = ""
    plass: Plass = nullcontext
    full_kontroll: int = 7
    start: Callable[..., tuple[Versjoner, Analyse]] = start_motor


def make_oppsett(inn: str | Path, ut: Path, innstillinger: Innstillinger, bunke: int = 200) -> Nattoppsett:
    """The setup for these folders on a machine with these settings. ``inn`` may be a URL."""
    mappe, kilde = place_kilde(inn, innstillinger.speil)
    return Nattoppsett(
        inn=mappe,
        kilde=kilde,
        plass=make_plass(innstillinger.ocr_samtidig),
        ut=ut,
        database=innstillinger.database,
        modeller=innstillinger.modeller,
        sprakmodell=innstillinger.sprakmodell,
        grenser=replace(innstillinger.grenser, ro=innstillinger.ro_sekunder),
        prosesser=innstillinger.prosesser,
        bunke=bunke,
        malform=innstillinger.malform,
        vern=innstillinger.vern,
        metrikkfil=Path(innstillinger.metrikkfil) if innstillinger.metrikkfil else None,
        full_kontroll=innstillinger.full_kontroll,
    )


def make_plass(antall: int) -> Plass:
    """Places for so many documents at a time that must be looked at; 0 for no end of them."""
    if not antall:
        return nullcontext
    plasser = BoundedSemaphore(antall)
    return lambda: plasser


def run_nattkjoring(
    oppsett: Nattoppsett, utfor: Utforer | None = None, fremdrift: Fremdrift | None = None
) -> Nattrapport:
    """Bring the database up to date with the input folder, and write the report.

    Args:
        oppsett: folders, database, models.
        utfor: does each chunk with the function it is given, or somewhere else, as often as it sees fit, and yields its
            number with what it came to or the code of its failure. Threads, unless a scheduler takes over.
        fremdrift: told (chunks done, chunks in all) after each.

    Raises:
        Bruksfeil: another run holds this database, or a folder or the database cannot be used.
    """
    try:
        return _run(oppsett, utfor or partial(run_in_threads, traader=oppsett.prosesser), fremdrift)
    except Exception as feil:
        log_feil("kjoring_stanset", kode=feilkode(feil))
        raise


def _run(oppsett: Nattoppsett, utfor: Utforer, fremdrift: Fremdrift | None) -> Nattrapport:
    with open_lager(oppsett.database) as lager, lager.hold_laas(_LAAS) as fikk:
        if not fikk:
            raise Bruksfeil("kjoring_i_gang")
        if oppsett.kilde:
            sync_speil(oppsett.kilde, oppsett.inn)
        krasj = lager.load_krasj(name_leser(oppsett.grenser))
        start = partial(oppsett.start, sprakmodell=oppsett.sprakmodell, grenser=oppsett.grenser, krasj=krasj)
        arbeiderne = partial(Arbeidere, start, oppsett.modeller, oppsett.prosesser, oppsett.grenser, plass=oppsett.plass)
        with Sandkasse(oppsett.grenser) as prove, arbeiderne() as arbeidere:
            felt = (oppsett.grenser, oppsett.bunke, prove.mangler, oppsett.vern, oppsett.full_kontroll, oppsett.kilde)
            natt = Natt(oppsett.inn, lager, arbeidere, *felt)
            for ferdige, (nummer, svar) in enumerate(utfor(natt.run_bunke, natt.oppdrag), start=1):
                natt.take_svar(nummer, svar)
                if fremdrift:
                    fremdrift(ferdige, len(natt.oppdrag))
        rapport = natt.finish()
        write_rapport(rapport, oppsett.ut, oppsett.malform)
        natt.close(rapport)
        if oppsett.metrikkfil:
            _tell_metrikk(rapport, lager, oppsett.metrikkfil, oppsett.malform)
    return rapport


def _tell_metrikk(rapport: Nattrapport, lager: Lager, fil: Path, malform: str) -> None:
    """The run is done and stored: a folder that cannot be written to takes nothing of it back."""
    try:
        write_metrikk(make_metrikk(rapport, lager.load_stand(), malform), fil)
    except OSError as feil:
        log_feil("metrikk_feilet", kjoring=rapport.kjoring, kode=feilkode(feil))


def run_in_threads(
    oppgave: Oppgave, oppdrag: Sequence[Oppdrag], traader: int
) -> Iterator[tuple[int, Bunkesvar | str]]:
    """Each chunk in a thread that waits for its worker process; one that fails is tried again after a while."""
    with ThreadPoolExecutor(traader) as basseng:
        try:
            for ferdig in as_completed([basseng.submit(_try_again, oppgave, ett) for ett in oppdrag]):
                yield ferdig.result()
        finally:
            basseng.shutdown(cancel_futures=True)


def _try_again(oppgave: Oppgave, oppdrag: Oppdrag) -> tuple[int, Bunkesvar | str]:
    for ventetid in (*VENTETIDER, 0.0):
        try:
            return oppdrag.nummer, oppgave(oppdrag)
        except Arbeidsfeil as feil:
            kode = feil.kode
            sleep(ventetid)
    return oppdrag.nummer, kode

"""The night run from door to report, without any scheduler. A scheduler may decide how the chunks are run."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import closing, contextmanager, nullcontext, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from threading import BoundedSemaphore, Event
from typing import TYPE_CHECKING

from vedtaksanalyse.arbeidere import Analyse, Arbeidere, Arbeidsfeil, feilkode, start_motor
from vedtaksanalyse.errors import Bruksfeil, Driftsstans
from vedtaksanalyse.gjennomgang import Trekning
from vedtaksanalyse.learning.utvalg import draw_koen, make_trekning
from vedtaksanalyse.logg import log_feil
from vedtaksanalyse.nattkjoring.bunke import Bunkesvar, Oppdrag, name_leser
from vedtaksanalyse.nattkjoring.flaggstyring import find_flaggstand
from vedtaksanalyse.nattkjoring.metrikk import make_metrikk, mark_tilstand, write_metrikk
from vedtaksanalyse.nattkjoring.natt import Natt
from vedtaksanalyse.nattkjoring.rapport import Nattrapport, write_rapport
from vedtaksanalyse.nattkjoring.speil import place_kilde, sync_speil
from vedtaksanalyse.reading import Grenser, Plass, Sandkasse
from vedtaksanalyse.sak import Vern, Versjoner
from vedtaksanalyse.storage import AVBRUTT, GAAR, Lager, find_mangel, open_lager

if TYPE_CHECKING:
    from vedtaksanalyse.settings import Innstillinger

VENTETIDER = (2.0, 20.0)
_LAAS, STOPPET = "nattkjoring", "stoppet"

Oppgave = Callable[[Oppdrag], Bunkesvar]
Svar = Generator[tuple[int, Bunkesvar | str], None, None]
Utforer = Callable[[Oppgave, Sequence[Oppdrag]], Svar]
Fremdrift = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Nattoppsett:
    """What a night run needs to know.

    ``bunke`` is the number of files in a chunk; ``start`` what each worker process does first. One night of
    ``full_kontroll`` opens every file; the others trust what the file system says. ``kilde`` is the URL that ``inn`` is kept
    like, where the input folder lies elsewhere. ``plass`` limits how many documents are read by OCR at a time. ``trekning`` is what
    is drawn for control when all is stored; with ``flagg_selvstyrt`` what the flags' record proposes is decided first.
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
    trekning: Trekning = Trekning()
    flagg_selvstyrt: bool = False
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
        modeller=innstillinger.modellmappe,
        sprakmodell=innstillinger.sprakmodell,
        grenser=replace(innstillinger.grenser, ro=innstillinger.ro_sekunder),
        prosesser=innstillinger.prosesser,
        bunke=bunke,
        malform=innstillinger.malform,
        vern=innstillinger.vern,
        metrikkfil=Path(innstillinger.metrikkfil) if innstillinger.metrikkfil else None,
        full_kontroll=innstillinger.full_kontroll,
        flagg_selvstyrt=innstillinger.flagg_selvstyrt,
        trekning=make_trekning(innstillinger),
    )


def make_start(
    oppsett: Nattoppsett, grenser: Grenser, lager: Lager, flaggstand: Mapping[str, str]
) -> Callable[[Path], tuple[Versjoner, Analyse]]:
    """What each worker process does first, given its folder of models. Where nothing is decided about flags, nothing is said of them."""
    styrt = {"flaggstand": dict(flaggstand)} if flaggstand else {}
    krasj = lager.load_krasj(name_leser(grenser))
    return partial(oppsett.start, sprakmodell=oppsett.sprakmodell, grenser=grenser, krasj=krasj, **styrt)


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
        Driftsstans: what it stands on is gone, or it was told to end (KeyboardInterrupt); the next run goes on.
    """
    try:
        with _naming():
            _check_mapper(oppsett)
            return _run(oppsett, utfor, fremdrift)
    except Exception as feil:
        tall = feil.felt if isinstance(feil, Driftsstans) else {}
        log_feil("kjoring_stanset", kode=feilkode(feil), **tall)
        raise


def _check_mapper(oppsett: Nattoppsett) -> None:
    """Refuse folders that cannot be used, before anything is loaded or made."""
    if not oppsett.kilde and not os.access(oppsett.inn, os.R_OK):
        raise Bruksfeil("kilde_mangler", sti=oppsett.inn.name)
    try:
        oppsett.ut.mkdir(parents=True, exist_ok=True)
    except OSError as feil:
        raise Bruksfeil("ut_sted", fil=oppsett.ut.name, grunn=type(feil).__name__) from None
    if not os.access(oppsett.ut, os.W_OK | os.X_OK):
        raise Bruksfeil("ut_sted", fil=oppsett.ut.name, grunn=PermissionError.__name__)


@contextmanager
def _naming(natt: Natt | None = None) -> Iterator[None]:
    """Give a stop its code, say how far the run came, and let the ledger know."""
    try:
        yield
    except (Exception, KeyboardInterrupt) as feil:
        if natt:
            with suppress(Exception):
                natt.stop()
        kode = STOPPET if isinstance(feil, KeyboardInterrupt) else find_mangel(feil)
        if isinstance(feil, Driftsstans):
            kode = "" if feil.felt else feil.kode
        if not kode:
            raise
        raise Driftsstans(kode, **(natt.tell() if natt else {})) from None


def _run(oppsett: Nattoppsett, utfor: Utforer | None, fremdrift: Fremdrift | None) -> Nattrapport:
    with open_lager(oppsett.database) as lager, lager.hold_laas(_LAAS) as fikk:
        if not fikk:
            raise Bruksfeil("kjoring_i_gang")
        if oppsett.kilde:
            sync_speil(oppsett.kilde, oppsett.inn)
        _mark(oppsett, GAAR)
        try:
            rapport = _do(oppsett, lager, utfor, fremdrift)
        except BaseException:
            _mark(oppsett, AVBRUTT)
            raise
        if oppsett.metrikkfil:
            _tell_metrikk(rapport, lager, oppsett.metrikkfil, oppsett.malform)
    return rapport


def _do(oppsett: Nattoppsett, lager: Lager, utfor: Utforer | None, fremdrift: Fremdrift | None) -> Nattrapport:
    flaggstand = find_flaggstand(lager, oppsett.modeller, selv=oppsett.flagg_selvstyrt)
    start = make_start(oppsett, oppsett.grenser, lager, flaggstand)
    arbeiderne = partial(Arbeidere, start, oppsett.modeller, oppsett.prosesser, oppsett.grenser, plass=oppsett.plass)
    with Sandkasse(oppsett.grenser) as prove, arbeiderne() as arbeidere:
        felt = (oppsett.grenser, oppsett.bunke, prove.mangler, oppsett.vern, oppsett.full_kontroll, oppsett.kilde, flaggstand)
        natt = Natt(oppsett.inn, lager, arbeidere, *felt)
        utfor = utfor or partial(run_in_threads, traader=oppsett.prosesser, avbryt=arbeidere.stop)
        with _naming(natt), closing(utfor(natt.run_bunke, natt.oppdrag)) as svarene:
            natt.begin()
            for ferdige, (nummer, svar) in enumerate(svarene, start=1):
                natt.take_svar(nummer, svar)
                if fremdrift:
                    fremdrift(ferdige, len(natt.oppdrag))
    with _naming(natt):
        rapport = natt.finish()
        write_rapport(rapport, oppsett.ut, oppsett.malform)
        natt.close(rapport)
        draw_koen(lager, oppsett.trekning, oppsett.vern)
    return rapport


def _mark(oppsett: Nattoppsett, tilstand: str) -> None:
    """Let the figures say how it stands with the run, as long as it has none of its own."""
    if oppsett.metrikkfil:
        try:
            mark_tilstand(oppsett.metrikkfil, tilstand, oppsett.malform)
        except OSError as feil:
            log_feil("metrikk_feilet", kode=feilkode(feil))


def _tell_metrikk(rapport: Nattrapport, lager: Lager, fil: Path, malform: str) -> None:
    """The run is done and stored: a folder that cannot be written to takes nothing of it back."""
    try:
        write_metrikk(make_metrikk(rapport, lager.load_stand(), malform), fil)
    except OSError as feil:
        log_feil("metrikk_feilet", kjoring=rapport.kjoring, kode=feilkode(feil))


def run_in_threads(
    oppgave: Oppgave, oppdrag: Sequence[Oppdrag], traader: int, avbryt: Callable[[], None]
) -> Svar:
    """Each chunk in a thread that waits for its worker process; one that fails is tried again after a while.

    When one cannot be done at all, or nobody takes the answers any more, ``avbryt`` is to end those at work.
    """
    stans = Event()
    with ThreadPoolExecutor(traader) as basseng:
        try:
            for ferdig in as_completed([basseng.submit(_try_again, oppgave, ett, stans) for ett in oppdrag]):
                yield ferdig.result()
        except BaseException:
            basseng.shutdown(wait=False, cancel_futures=True)
            stans.set()
            avbryt()
            raise


def _try_again(oppgave: Oppgave, oppdrag: Oppdrag, stans: Event) -> tuple[int, Bunkesvar | str]:
    for ventetid in (*VENTETIDER, 0.0):
        try:
            return oppdrag.nummer, oppgave(oppdrag)
        except Arbeidsfeil as feil:
            kode = feil.kode
            stans.wait(ventetid)
    return oppdrag.nummer, kode

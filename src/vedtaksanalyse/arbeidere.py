"""Our own worker processes. Each has a pipe and a deadline, so a crash or a hang costs one chunk and never the run.

A chunk that fails is tried again one case at a time; what fails then is named by a code, and the rest is kept.
A worker ends with its parent, however the parent ends.
"""

from __future__ import annotations

import gc
import os
import signal
import threading
import time
from collections import ChainMap
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from functools import partial
from multiprocessing import connection, get_context, parent_process
from multiprocessing.util import Finalize
from pathlib import Path
from queue import SimpleQueue

from vedtaksanalyse.errors import Arbeidsfeil, Avbrutt, Feil, Modellfeil, feilkode
from vedtaksanalyse.logg import silence
from vedtaksanalyse.reading import Grenser, Plass, Saksmappe, set_giver, set_plass
from vedtaksanalyse.sak import Sak, Saksvurdering, Versjoner

KRASJ, TIDSFRIST, UTEN_SVAR = "krasj", "tidsfrist", "uten_svar"
Arbeid = Saksmappe | Sak
"""A case folder to read, or a case that was read before."""
Analyse = Callable[[Sequence[Arbeid]], list[Saksvurdering]]
Start = Callable[[Path], tuple[Versjoner, Analyse]]

_FRIST_START = 300.0
_MER_TID, _TA_PLASS, _GI_PLASS = "mer_tid", "ta_plass", "gi_plass"
"""What a worker says before each page that is to be looked at: that takes long, and is no hang; and around each document of such pages."""
_TIL_FORELDEREN = (signal.SIGINT, signal.SIGTERM)
"""Whoever sends these to every process of a run means the parent, which ends the workers."""


def start_motor(
    modellmappe: Path,
    sprakmodell: str = "",
    grenser: Grenser | None = None,
    krasj: Mapping[str, int] | None = None,
    flaggstand: Mapping[str, str] | None = None,
    **andre: Path,
) -> tuple[Versjoner, Analyse]:
    """What a worker does once: load all models, start its sandbox, and lay over what people decided about flags; ``andre`` as ``load_motor``."""
    from vedtaksanalyse.analyse import load_motor

    motor = load_motor(modellmappe, sprakmodell, grenser, krasj, **andre).govern(flaggstand or {})
    return motor.versjoner, motor.analyse_mapper


class Arbeidere:
    """Up to ``antall`` worker processes, started when first needed. Safe to use from several threads."""

    def __init__(
        self,
        start: Start,
        modellmappe: Path,
        antall: int,
        grenser: Grenser = Grenser(),  # noqa: B008 (frozen)
        frist_sak: float = 120.0,
        frist_fil: float = 2.0,
        plass: Plass = nullcontext,
    ) -> None:
        self._ny, self._plass = partial(_Arbeider, start, modellmappe), plass
        self._frist_sak, self._frist_fil = frist_sak, frist_fil
        self._frist_treg, self._frist_side = grenser.frist, grenser.sidefrist
        self._ledige: SimpleQueue[_Arbeider | None] = SimpleQueue()
        self._antall, self._stanset = antall, False
        self._levende: set[_Arbeider] = set()
        try:
            forste = self._start()
        except Arbeidsfeil as feil:
            raise Modellfeil("arbeider", grunn=feil.kode) from None
        self.versjoner = forste.versjoner
        for arbeider in (forste, *[None] * (antall - 1)):
            self._ledige.put(arbeider)

    def __enter__(self) -> Arbeidere:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        for arbeider in [self._ledige.get() for _ in range(self._antall)]:
            if arbeider:
                self._end(arbeider)
            self._ledige.put(None)

    def stop(self) -> None:
        """End all workers now, at work or not. Whoever waits for one is told with ``Avbrutt``."""
        self._stanset = True
        for arbeider in tuple(self._levende):
            arbeider.kill()

    def analyse(self, mapper: Sequence[Arbeid]) -> tuple[list[Saksvurdering], dict[str, str]]:
        """The assessments of these cases, and a code for each case that has none."""
        try:
            vurderinger = self._try(mapper)
        except Arbeidsfeil as feil:
            if len(mapper) == 1:
                return [], {mapper[0].sak_id: feil.kode}
            en_og_en = [self.analyse([mappe]) for mappe in mapper]
            return sum((ferdige for ferdige, _ in en_og_en), []), dict(ChainMap(*(feilet for _, feilet in en_og_en)))
        svart = {vurdering.sak.sak_id for vurdering in vurderinger}
        return vurderinger, {mappe.sak_id: UTEN_SVAR for mappe in mapper if mappe.sak_id not in svart}

    def _frist(self, mapper: Sequence[Arbeid]) -> float:
        """Seconds for these cases, besides those for pages to be looked at. One alone may have as long as its files need."""
        per_fil = max(self._frist_fil, self._frist_treg) if len(mapper) == 1 else self._frist_fil
        return self._frist_sak + per_fil * sum(len(m.kilder if isinstance(m, Sak) else m.filer) for m in mapper)

    def _try(self, mapper: Sequence[Arbeid]) -> list[Saksvurdering]:
        arbeider = self._ledige.get()
        try:
            arbeider = arbeider or self._start()
            return arbeider.analyse(mapper, self._frist(mapper), self._frist_side)
        except Arbeidsfeil as feil:
            if arbeider and feil.kode in (KRASJ, TIDSFRIST):
                self._end(arbeider)
                arbeider = None
            if self._stanset:
                raise Avbrutt from None
            raise
        finally:
            self._ledige.put(arbeider)

    def _start(self) -> _Arbeider:
        """Another worker, when it is ready. One that never is leaves nothing behind."""
        ny = self._ny()
        ny.plass = self._plass
        self._levende.add(ny)
        try:
            if self._stanset:
                raise Arbeidsfeil(KRASJ)
            ny.wait()
        except BaseException:
            self._end(ny)
            raise
        return ny

    def _end(self, arbeider: _Arbeider) -> None:
        self._levende.discard(arbeider)
        arbeider.stop()


class _Arbeider:
    """The parent's end of one worker process. ``plass`` is what limits how many documents are looked at at a time."""

    plass: Plass = nullcontext

    def __init__(self, start: Start, modellmappe: Path) -> None:
        spawn = get_context("spawn")
        self._linje, barnets = spawn.Pipe()
        self._prosess = spawn.Process(target=_work, args=(barnets, start, modellmappe), daemon=True)
        # From its first moment: what ends a worker that is starting would be taken for the fault of a case.
        foer = signal.pthread_sigmask(signal.SIG_BLOCK, _TIL_FORELDEREN)
        try:
            self._prosess.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, foer)
        Finalize(self, self._prosess.kill, exitpriority=0)  # it does not heed what Python ends its kind with
        barnets.close()

    def wait(self) -> None:
        """Until it has loaded what it needs, and says which versions it has."""
        self.versjoner: Versjoner = self._receive(_FRIST_START)

    def analyse(self, mapper: Sequence[Arbeid], frist: float, frist_side: float) -> list[Saksvurdering]:
        try:
            self._linje.send(mapper)
        except OSError:
            raise Arbeidsfeil(KRASJ) from None
        return self._receive(frist, frist_side)

    def _receive(self, frist: float, frist_side: float = 0.0):
        slutt, holdt = time.monotonic() + frist, ExitStack()
        try:
            while self._linje.poll(max(0.0, slutt - time.monotonic())):
                svar = self._linje.recv()
                if svar not in (_MER_TID, _TA_PLASS, _GI_PLASS):
                    break
                slutt += frist_side if svar == _MER_TID else self._lend(svar, holdt)
            else:
                raise Arbeidsfeil(TIDSFRIST)
        except (EOFError, OSError):
            raise Arbeidsfeil(KRASJ) from None
        finally:
            holdt.close()
        if isinstance(svar, Exception):
            raise svar
        return svar

    def kill(self) -> None:
        """End it from another thread than the one that waits for its answer."""
        self._prosess.kill()

    def _lend(self, hva: str, holdt: ExitStack) -> float:
        """Lend the worker a place, or take it back; how long it had to wait, which is on no clock."""
        begynte = time.monotonic()
        holdt.close()
        if hva == _TA_PLASS:
            holdt.enter_context(self.plass())
            self._linje.send(None)
        return time.monotonic() - begynte

    def stop(self) -> None:
        self._linje.close()
        self._prosess.kill()
        self._prosess.join()


def _work(linje: connection.Connection, start: Start, modellmappe: Path) -> None:
    """The life of a worker: say which versions it has, then answer chunks until the parent hangs up."""
    for ett in _TIL_FORELDEREN:
        signal.signal(ett, signal.SIG_IGN)
    silence()
    threading.Thread(target=_follow_parent, daemon=True).start()
    try:
        versjoner, analyse = start(modellmappe)
    except Exception as feil:
        linje.send(feil if isinstance(feil, Feil) else Arbeidsfeil(feilkode(feil)))
        return
    # Catalogue and models stay as long as the process: the garbage collector need not go through them again and again.
    gc.freeze()
    linje.send(versjoner)
    set_plass(partial(_borrow_plass, linje))
    set_giver(partial(linje.send, _MER_TID))
    try:
        while True:
            linje.send(_answer(analyse, linje.recv()))
    except (EOFError, OSError):
        return


@contextmanager
def _borrow_plass(linje: connection.Connection) -> Iterator[None]:
    """A place from the parent, which gets it back when the document is done or this process is gone."""
    linje.send(_TA_PLASS)
    linje.recv()
    try:
        yield
    finally:
        linje.send(_GI_PLASS)


def _answer(analyse: Analyse, mapper: Sequence[Arbeid]) -> list[Saksvurdering] | Exception:
    try:
        return analyse(mapper)
    except Exception as feil:
        return Arbeidsfeil(feilkode(feil))


def _follow_parent() -> None:
    connection.wait([parent_process().sentinel])
    os._exit(1)

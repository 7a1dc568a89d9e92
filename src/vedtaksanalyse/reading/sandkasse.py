"""The parent's end of the sandbox: one child that reads, given one document at a time and never trusted.

What a document does to the child it does to itself alone: the child is killed, another takes its place, and the
document has a status that says what happened. A content that did it twice is not tried again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import partial
from hashlib import sha256
from threading import Lock

from vedtaksanalyse.errors import Lesefeil
from vedtaksanalyse.reading.budskap import (
    pack_lesing,
    pack_onsker,
    pack_tegning,
    unpack_bilde,
    unpack_ruter,
    unpack_svar,
)
from vedtaksanalyse.reading.innhold import FLEST_PIKSLER, Bilde, Boks, Grenser, Innhold, Onsker
from vedtaksanalyse.reading.leserbarn import Leserbarn, Stans, Unpack
from vedtaksanalyse.sak import Lesestatus

KARANTENE_ETTER = 2
STANSET = frozenset({Lesestatus.KRASJET, Lesestatus.LESEFRIST})
"""What counts towards quarantine."""

_LESER = "vedtaksanalyse.reading.dokument:read_innhold"


class Sandkasse:
    """A ``Leser`` whose parsers run in a child process. Safe to use from several threads; they take turns.

    Args:
        grenser: what each document may ask for.
        krasj: how often the contents with these hashes have stopped a reader before.
        leser: the function that reads, as «module:name»; it takes bytes, limits and ending.
    """

    def __init__(self, grenser: Grenser, krasj: Mapping[str, int] | None = None, leser: str = _LESER) -> None:
        self._grenser, self._leser = grenser, leser
        self._krasj = Counter(krasj or {})
        self._barn: Leserbarn | None = None
        self._laas = Lock()

    def __enter__(self) -> Sandkasse:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> Sandkasse:
        """Start the child if there is none, without waiting for it."""
        if self._barn is None or self._barn.er_borte:
            self.stop()
            self._barn = Leserbarn(self._grenser, self._leser)
        return self

    def stop(self) -> None:
        """End the child. The next document starts another."""
        if self._barn:
            self._barn.stop()
        self._barn = None

    @property
    def mangler(self) -> tuple[str, ...]:
        """The chains that this machine cannot put on the child."""
        with self._laas:
            return self.start()._barn.mangler()

    def __call__(self, data: bytes, endelse: str = "", avtrykk: str = "") -> Innhold:
        """Text and pages of the bytes of one file; ``avtrykk`` is the hash that its crashes are remembered by.

        Raises:
            Lesefeil: with the ``Lesestatus`` that the file ends in.
            Modellfeil: no child can be started.
        """
        return self._do(pack_lesing(endelse), data, avtrykk, partial(unpack_svar, grenser=self._grenser))

    def find_ruter(self, data: bytes, onsker: Onsker) -> list[Boks]:
        """The boxes of characters on the pages of a PDF, as ``boxes.find_bokser`` asks for them.

        Raises:
            Lesefeil: with the ``Lesestatus`` that the file ends in.
            Modellfeil: no child can be started.
        """
        return self._do(pack_onsker(onsker), data, "", partial(unpack_ruter, onsker=onsker))

    def draw_side(self, data: bytes, nummer: int, skala: float) -> Bilde:
        """A picture of a page of a PDF, grey, with at most ``FLEST_PIKSLER``.

        Raises:
            Lesefeil: with the ``Lesestatus`` that the file ends in.
            Modellfeil: no child can be started.
        """
        return self._do(pack_tegning(nummer, skala), data, "", partial(unpack_bilde, flest=FLEST_PIKSLER))

    def _do(self, oppdrag: bytes, data: bytes, avtrykk: str, unpack: Unpack):
        with self._laas:
            avtrykk = avtrykk or (sha256(data).hexdigest() if self._krasj else "")
            if self._krasj[avtrykk] >= KARANTENE_ETTER:
                raise Lesefeil(Lesestatus.KARANTENE)
            brukt = self.start()._barn.leste > 0
            svar = self._ask(oppdrag, data, unpack)
            if svar is Lesestatus.KRASJET and brukt:
                # The document before may have left the child in ruins: this one has a right to a fresh child.
                svar = self._ask(oppdrag, data, unpack)
            if not isinstance(svar, Lesestatus):
                return svar
            if svar in STANSET:
                avtrykk = avtrykk or sha256(data).hexdigest()
                self._krasj[avtrykk] += 1
                if self._krasj[avtrykk] >= KARANTENE_ETTER:
                    svar = Lesestatus.KARANTENE
            raise Lesefeil(svar)

    def _ask(self, oppdrag: bytes, data: bytes, unpack: Unpack) -> Innhold | list[Boks] | Bilde | Lesestatus:
        barn = self.start()._barn
        barn.mangler()
        try:
            svar = barn.ask(oppdrag, data, unpack)
        except Stans as stans:
            svar = stans.status
        stanset = isinstance(svar, Lesestatus) and svar in STANSET
        if stanset or (svar is Lesestatus.FOR_STOR_UTPAKKET and barn.er_tungt):
            self.stop()
            self.start()
        return svar

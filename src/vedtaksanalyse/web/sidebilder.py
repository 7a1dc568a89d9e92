"""Pictures of pages: drawn in the sandbox, kept in memory alone, and only of files that are what they were when they were read."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from threading import Lock

from vedtaksanalyse.errors import Lesefeil
from vedtaksanalyse.reading import Grenser, Sandkasse, find_bokser, find_original
from vedtaksanalyse.sak import Belegg, Dokument

SKALA = 2.0
_FLEST_BYTE = 64_000_000
_FLEST_FILER = 4

Rute = tuple[float, float, float, float]


class Sidebilder:
    """The pages of the files under one root. Safe to use from several threads; one process draws, one page at a time."""

    def __init__(self, rot: Path, grenser: Grenser = Grenser()) -> None:  # noqa: B008 (frozen)
        self._rot, self._grenser, self._sandkasse = rot, grenser, Sandkasse(grenser)
        self._filer: OrderedDict[tuple[str, str], bytes] = OrderedDict()
        self._bilder: OrderedDict[tuple[str, int], bytes] = OrderedDict()
        self._laas = Lock()

    def finnes(self, sak_id: str, avtrykk: str) -> bool:
        """Whether the file with this hash is still among the case's."""
        return self._find(sak_id, avtrykk) is not None

    def draw(self, sak_id: str, avtrykk: str, nummer: int) -> bytes | None:
        """A page as PNG; None when the file is gone or cannot be drawn."""
        nokkel = avtrykk, nummer
        with self._laas:
            if nokkel in self._bilder:
                self._bilder.move_to_end(nokkel)
                return self._bilder[nokkel]
        data = self._find(sak_id, avtrykk)
        if data is None:
            return None
        try:
            png = self._sandkasse.draw_side(data, nummer, SKALA).make_png()
        except Lesefeil:
            return None
        with self._laas:
            self._bilder[nokkel] = png
            while sum(map(len, self._bilder.values())) > _FLEST_BYTE:
                self._bilder.popitem(last=False)
        return png

    def find_ruter(self, sak_id: str, avtrykk: str, dokument: Dokument, steder: Sequence[Belegg], nummer: int) -> list[list[Rute]]:
        """The rectangles on a page of each of these places; none where they cannot be found."""
        side = next((side for side in dokument.sider if side.nummer == nummer), None)
        data = self._find(sak_id, avtrykk)
        if side is None or data is None:
            return [[] for _ in steder]
        try:
            return [[boks[1:] for boks in find_bokser(data, dokument, b, self._sandkasse.find_ruter) if boks[0] == nummer] for b in steder]
        except Lesefeil:
            return [[] for _ in steder]

    def _find(self, sak_id: str, avtrykk: str) -> bytes | None:
        """The bytes of a file; the last few are kept, so that a document's pages do not each search the folder."""
        nokkel = sak_id, avtrykk
        with self._laas:
            if nokkel in self._filer:
                self._filer.move_to_end(nokkel)
                return self._filer[nokkel]
        data = find_original(self._rot, sak_id, avtrykk, self._grenser)
        if data is not None:
            with self._laas:
                self._filer[nokkel] = data
                while len(self._filer) > _FLEST_FILER:
                    self._filer.popitem(last=False)
        return data

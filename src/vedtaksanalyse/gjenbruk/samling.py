"""All marks of an office, gathered in arrays: about twenty bytes per sentence, and the signature once per wording."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np

from vedtaksanalyse.gjenbruk.signatur import LENGDE
from vedtaksanalyse.sak import Setningsmerke, Utfylling

VERDIFELT = ("belop", "dato")
"""The kinds of fillings that can tell of another case."""
_PORSJON = 1 << 17


@dataclass(frozen=True)
class Samling:
    """The arrays: per sentence case, paragraph, wording (as a place in ``former``) and whether it is fixed text; per
    filling case, wording, value and support. Cases are numbered as in ``saker``, which is sorted."""

    saker: tuple[str, ...]
    sak: np.ndarray
    avsnitt: np.ndarray
    form: np.ndarray
    fast: np.ndarray
    former: np.ndarray
    signaturer: np.ndarray
    felt_sak: np.ndarray
    felt_form: np.ndarray
    felt_verdi: np.ndarray
    felt_stottet: np.ndarray


def gather(kilde: Iterable[tuple[str, Sequence[Setningsmerke]]]) -> Samling:
    """The marks of many cases, which come one case at a time and are not kept."""
    saker: list[str] = []
    sak, avsnitt, fast, form = array("i"), array("i"), array("b"), array("q")
    felt_sak, felt_form, felt_verdi, felt_stottet = array("i"), array("q"), array("q"), array("b")
    kjente = _Signaturer()
    for nummer, (sak_id, merker) in enumerate(kilde):
        saker.append(sak_id)
        kjente.add(merker)
        for merke in merker:
            sak.append(nummer)
            avsnitt.append(merke.avsnitt)
            fast.append(merke.fast)
            form.append(merke.form)
            for felt in merke.utfylt if not merke.fast else ():
                if felt.slag in VERDIFELT:
                    felt_sak.append(nummer)
                    felt_form.append(merke.form)
                    felt_verdi.append(value_key(felt))
                    felt_stottet.append(felt.stotte == "ja")
    former, signaturer = kjente.finish()
    rekke = sorted(range(len(saker)), key=saker.__getitem__)
    plass = np.empty(len(saker), np.int32)
    plass[rekke] = np.arange(len(saker), dtype=np.int32)
    return Samling(
        saker=tuple(saker[n] for n in rekke),
        sak=plass[np.frombuffer(sak, np.int32)],
        avsnitt=np.frombuffer(avsnitt, np.int32),
        form=find_places(former, np.frombuffer(form, np.int64)),
        fast=np.frombuffer(fast, np.int8).astype(bool),
        former=former,
        signaturer=signaturer,
        felt_sak=plass[np.frombuffer(felt_sak, np.int32)],
        felt_form=find_places(former, np.frombuffer(felt_form, np.int64)),
        felt_verdi=np.frombuffer(felt_verdi, np.int64),
        felt_stottet=np.frombuffer(felt_stottet, np.int8).astype(bool),
    )


def value_key(felt: Utfylling) -> int:
    """A value with its kind in 34 bits."""
    return crc32(felt.verdi.encode("utf-8", "surrogatepass")) << 2 | VERDIFELT.index(felt.slag)


def find_places(former: np.ndarray, sokt: np.ndarray) -> np.ndarray:
    """Where in the sorted wordings these stand."""
    return np.searchsorted(former, sokt).astype(np.int32)


def is_known(former: np.ndarray, sokt: np.ndarray) -> bool:
    """Whether all of these are among the sorted wordings."""
    plass = np.searchsorted(former, sokt)
    return bool((plass < len(former)).all() and (former[plass] == sokt).all())


def count_saker(hva: np.ndarray, sak: np.ndarray, antall: int) -> np.ndarray:
    """In how many cases each thing stands."""
    par = np.unique(hva.astype(np.int64) << 32 | sak)
    return np.bincount(par >> 32, minlength=antall)


class _Signaturer:
    """One signature per wording, whatever the number of sentences that have it."""

    def __init__(self) -> None:
        self._former = np.empty(0, np.int64)
        self._signaturer = np.empty((0, LENGDE), np.uint8)
        self._nye: dict[int, bytes] = {}

    def add(self, merker: Sequence[Setningsmerke]) -> None:
        self._nye.update((merke.form, merke.signatur) for merke in merker)
        if len(self._nye) > _PORSJON:
            self._merge()

    def finish(self) -> tuple[np.ndarray, np.ndarray]:
        self._merge()
        return self._former, self._signaturer

    def _merge(self) -> None:
        nye = np.fromiter(self._nye, np.int64, len(self._nye))
        kjent = np.isin(nye, self._former, assume_unique=True)
        signaturer = np.frombuffer(b"".join(self._nye.values()), np.uint8).reshape(-1, LENGDE)[~kjent]
        former = np.concatenate((self._former, nye[~kjent]))
        rekke = np.argsort(former)
        self._former = former[rekke]
        self._signaturer = np.concatenate((self._signaturer, signaturer))[rekke]
        self._nye = {}

"""One chunk: its cases analysed and stored with their files' outcomes in one transaction, here or on another machine.

What comes back is counts. All that a case holds goes from the worker processes straight to the database.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from time import monotonic

from vedtaksanalyse.arbeidere import Arbeidere, Arbeidsfeil, Avbrutt, feilkode
from vedtaksanalyse.errors import Driftsstans
from vedtaksanalyse.kildekode import hash_lesing
from vedtaksanalyse.logg import log_feil, log_hendelse
from vedtaksanalyse.nattkjoring.plan import Plansak
from vedtaksanalyse.nattkjoring.rader import make_filrader
from vedtaksanalyse.reading import STANSET, Grenser
from vedtaksanalyse.sak import Lesestatus, Saksvurdering, Versjoner
from vedtaksanalyse.storage import OPPTATT, Filrad, Lager, find_mangel

ANDRE_VERSJONER, FEILET = "andre_versjoner", "feilet"
_HUSKES = STANSET | {Lesestatus.KARANTENE}
_LEST = {Lesestatus.LEST, Lesestatus.KREVER_OCR}


def name_leser(grenser: Grenser) -> str:
    """The name of the reader in the ledger of what stopped it: with other code or limits it is another reader."""
    return hashlib.sha256(f"{hash_lesing()} {grenser!r}".encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Oppdrag:
    """A chunk with all that whoever does it must know: its cases, the run it belongs to, and what the run goes by.

    ``rot`` is the input folder's name in the ledger, ``kilde`` the URL that its files are fetched from, if any, ``flaggstand`` what people
    have decided about flags. The names
    of the cases' folders and files are in here, so it goes between machines and is kept nowhere.
    """

    nummer: int
    saker: tuple[Plansak, ...]
    rot: str
    kjoring: int
    versjoner: Versjoner
    grenser: Grenser
    kilde: str = ""
    flaggstand: Mapping[str, str] = field(default_factory=dict)

    @property
    def filer(self) -> int:
        """How many files the cases have."""
        return sum(len(sak.filer) for sak in self.saker)


@dataclass(frozen=True, slots=True)
class Bunkesvar:
    """What a chunk came to: cases by how they ended, files inside others, cases not read again, seconds by step."""

    filer: int
    tilstander: Mapping[str, int]
    vedlegg: int
    fra_lager: int
    tider: Mapping[str, float]


class Bunkearbeid:
    """Does chunks for one database. Safe to use from several threads; a chunk may be done again after it failed."""

    def __init__(self, lager: Lager, arbeidere: Arbeidere) -> None:
        self._lager, self._arbeidere = lager, arbeidere

    def run(self, oppdrag: Oppdrag) -> Bunkesvar:
        """Do one chunk and store it.

        Raises:
            Arbeidsfeil: with a code alone. What the failure itself says may hold text of a document.
            Driftsstans: what the run stands on is gone, so that no other chunk will fare better.
            Avbrutt: the run was stopped.
        """
        begynte, saker, tider = monotonic(), oppdrag.saker, Counter()
        felles = {"kjoring": oppdrag.kjoring, "bunke": oppdrag.nummer, "saker": len(saker)}
        try:
            if oppdrag.versjoner != self._arbeidere.versjoner:
                raise Arbeidsfeil(ANDRE_VERSJONER)
            with _time(tider, "analyse"):
                lagret = self._lager.load_saker(sak.mappe.sak_id for sak in saker if sak.lagret)
                vurderinger, feilet = self._arbeidere.analyse([lagret.get(s.mappe.sak_id, s.mappe) for s in saker])
            with _time(tider, "lagring"):
                tilstander, vedlegg = self._store(oppdrag, saker, {v.sak.sak_id: v for v in vurderinger}, feilet)
        except Avbrutt:
            raise
        except Exception as feil:
            if find_mangel(feil) not in ("", OPPTATT):
                raise Driftsstans(find_mangel(feil)) from None
            log_feil("bunke_feilet", **felles, kode=feilkode(feil))
            raise Arbeidsfeil(feilkode(feil)) from None
        svar = Bunkesvar(oppdrag.filer, tilstander, vedlegg, len(lagret), tider)
        log_hendelse("bunke_ferdig", **felles, filer=svar.filer, feilet=len(feilet), sekunder=monotonic() - begynte)
        return svar

    def give_up(self, oppdrag: Oppdrag, kode: str) -> Bunkesvar:
        """Put a chunk that could not be done in the ledger, to be tried again another night."""
        felles = {"kjoring": oppdrag.kjoring, "bunke": oppdrag.nummer, "saker": len(oppdrag.saker)}
        log_feil("bunke_oppgitt", **felles, kode=kode)
        feilet = {sak.mappe.sak_id: kode for sak in oppdrag.saker}
        return Bunkesvar(oppdrag.filer, *self._store(oppdrag, oppdrag.saker, {}, feilet), 0, {})

    def _store(
        self, oppdrag: Oppdrag, saker: Sequence[Plansak], vurderinger: Mapping[str, Saksvurdering], feilet: Mapping[str, str]
    ) -> tuple[Counter[str], int]:  # fmt: skip
        """Store cases together; where that fails, one by one, so that one bad case does not take the others along."""
        naa = datetime.now(UTC)
        rader = [
            rad
            for sak in saker
            for rad in make_filrader(sak, vurderinger.get(sak.mappe.sak_id), feilet.get(sak.mappe.sak_id, ""), naa)
        ]
        ferdige = [vurderinger[sak.mappe.sak_id] for sak in saker if sak.mappe.sak_id in vurderinger]
        try:
            self._save(oppdrag, saker, ferdige, rader)
        except Exception as feil:
            if not ferdige or find_mangel(feil):
                raise
            if len(saker) == 1:
                return self._store(oppdrag, saker, {}, {saker[0].mappe.sak_id: feilkode(feil)})
            hver = [self._store(oppdrag, [sak], vurderinger, feilet) for sak in saker]
            return sum((tilstander for tilstander, _ in hver), Counter()), sum(vedlegg for _, vedlegg in hver)
        tilstander = Counter(v.status.value for v in ferdige) + Counter({FEILET: len(saker) - len(ferdige)})
        return tilstander, sum(1 for rad in rader if rad.del_av)

    def _save(
        self, oppdrag: Oppdrag, saker: Sequence[Plansak], ferdige: Sequence[Saksvurdering], filer: Sequence[Filrad]
    ) -> None:
        nokler = {sak.mappe.sak_id: sak.nokkel for sak in saker}
        lesenokler = {sak.mappe.sak_id: sak.lesenokkel for sak in saker}
        kilder = [kilde for v in ferdige for kilde in v.sak.kilder]
        krasj = Counter({kilde.sha256: 0 for kilde in kilder if kilde.status in _LEST})
        krasj.update(kilde.sha256 for kilde in kilder if kilde.status in _HUSKES)
        leser = name_leser(oppdrag.grenser)
        self._lager.save_bunke(ferdige, nokler, oppdrag.rot, oppdrag.kjoring, filer, leser, krasj, lesenokler)


@contextmanager
def _time(tider: Counter[str], steg: str) -> Iterator[None]:
    begynte = monotonic()
    yield
    tider[steg] += monotonic() - begynte

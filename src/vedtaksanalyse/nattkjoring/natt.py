"""One night: analyse a chunk, store it with its files' outcomes in one transaction, and count up at the end."""

from __future__ import annotations

import hashlib
import logging
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

from vedtaksanalyse import __version__
from vedtaksanalyse.arbeidere import Arbeidere, Arbeidsfeil, feilkode
from vedtaksanalyse.nattkjoring.gjenbruk import update_gjenbruk
from vedtaksanalyse.nattkjoring.plan import Planfil, Plansak, make_plan, make_rot
from vedtaksanalyse.nattkjoring.rapport import Nattrapport
from vedtaksanalyse.nattkjoring.utfall import FEIL, Utfall, judge
from vedtaksanalyse.reading import STANSET, Grenser
from vedtaksanalyse.sak import Kilde, Lesestatus, Saksvurdering
from vedtaksanalyse.storage import Filrad, Lager

_SAKJSON_FEIL = "sakjson"
_FORBIGAENDE = STANSET | {Lesestatus.UFULLSTENDIG, Lesestatus.VOKSER}
_HUSKES = STANSET | {Lesestatus.KARANTENE}
_logg = logging.getLogger(__name__)


def name_leser(grenser: Grenser) -> str:
    """The name of the reader in the ledger of what stopped it: with higher limits it is another reader."""
    return hashlib.sha256(f"{__version__} {grenser!r}".encode()).hexdigest()[:16]


class Natt:
    """One run over one input folder. ``run_bunke`` may be called from several threads and again after it failed."""

    def __init__(
        self,
        inn: Path,
        lager: Lager,
        arbeidere: Arbeidere,
        grenser: Grenser,
        bunke: int,
        uten_vern: tuple[str, ...] = (),
    ) -> None:
        self._lager, self._arbeidere, self._uten_vern = lager, arbeidere, uten_vern
        self._leser = name_leser(grenser)
        self.startet = datetime.now(UTC)
        self._rot = make_rot(inn)
        self.plan = make_plan(inn, lager, arbeidere.versjoner, grenser, bunke, self.startet)
        self.kjoring = lager.start_kjoring(self._rot, arbeidere.versjoner)
        lager.save_sett(self._rot, self.kjoring, self.plan.hoppet)
        self._saker: dict[str, str] = {}

    def run_bunke(self, nummer: int) -> int:
        """Do one chunk and store it; returns its number of files.

        Raises:
            Arbeidsfeil: with a code alone. What the failure itself says may hold text of a document.
        """
        begynte = monotonic()
        saker = self.plan.bunker[nummer]
        filer = sum(len(sak.filer) for sak in saker)
        try:
            vurderinger, feilet = self._arbeidere.analyse([sak.mappe for sak in saker])
            self._store(saker, {vurdering.sak.sak_id: vurdering for vurdering in vurderinger}, feilet)
        except Exception as feil:
            raise Arbeidsfeil(feilkode(feil)) from None
        felt = (nummer, len(saker), filer, len(feilet), monotonic() - begynte)
        _logg.info("bunke=%d saker=%d filer=%d feilet=%d sekunder=%.1f", *felt)
        return filer

    def give_up(self, nummer: int, kode: str) -> None:
        """Put a chunk that could not be done in the ledger, to be tried again another night."""
        saker = self.plan.bunker[nummer]
        _logg.error("bunke=%d saker=%d kode=%s", nummer, len(saker), kode)
        self._store(saker, {}, {sak.mappe.sak_id: kode for sak in saker})

    def finish(self) -> Nattrapport:
        """Bring the boilerplate maps up to date, and tell what the night came to, from the ledger."""
        _logg.info("gjenbruk_kontorer=%d", update_gjenbruk(self._lager))
        lager, rot, nummer = self._lager, self._rot, self.kjoring
        tilstander = list(self._saker.values())
        return Nattrapport(
            kjoring=nummer,
            rot=rot,
            startet=self.startet,
            ferdig=datetime.now(UTC),
            versjoner=self._arbeidere.versjoner,
            funnet=self.plan.filer,
            utfall=lager.count_utfall(rot, nummer),
            saker=self.plan.saker,
            behandlet={tilstand: tilstander.count(tilstand) for tilstand in sorted(set(tilstander))},
            avvik=tuple(lager.find_filer(rot, nummer, FEIL)),
            forsvunnet=tuple(lager.find_borte(rot, nummer)),
            manglende=lager.count_manglende(rot, nummer),
            flaggede=tuple(lager.find_flaggede(rot, nummer)),
            uten_vern=self._uten_vern,
            nye=frozenset(rad.sak_id for rad in lager.find_filer(rot, nummer, [Utfall.NY])),
        )

    def close(self, rapport: Nattrapport) -> None:
        """End the run, when its report is safely written."""
        self._lager.finish_kjoring(self._rot, self.kjoring, rapport.telling())

    def _store(self, saker: Sequence[Plansak], vurderinger: dict[str, Saksvurdering], feilet: dict[str, str]) -> None:
        """Store cases together; where that fails, one by one, so that one bad case does not take the others along."""
        naa = datetime.now(UTC)
        rader = [rad for sak in saker for rad in _rader(sak, vurderinger, feilet, naa)]
        nokler = {sak.mappe.sak_id: sak.nokkel for sak in saker}
        ferdige = [vurderinger[sak_id] for sak_id in nokler if sak_id in vurderinger]
        try:
            self._save(ferdige, nokler, rader)
        except Exception as feil:
            if not ferdige:
                raise
            for sak in saker:
                sak_id = sak.mappe.sak_id
                if len(saker) == 1:
                    self._store(saker, {}, {sak_id: feilkode(feil)})
                else:
                    self._store([sak], {k: v for k, v in vurderinger.items() if k == sak_id}, feilet)
            return
        for sak_id in nokler:
            self._saker[sak_id] = vurderinger[sak_id].status.value if sak_id in vurderinger else "feilet"

    def _save(self, vurderinger: Sequence[Saksvurdering], nokler: dict[str, str], filer: Sequence[Filrad]) -> None:
        krasj = Counter(k.sha256 for v in vurderinger for k in v.sak.kilder if k.status in _HUSKES)
        self._lager.save_bunke(vurderinger, nokler, self._rot, self.kjoring, filer, self._leser, krasj)


def _rader(sak: Plansak, vurderinger: dict[str, Saksvurdering], feilet: dict[str, str], naa: datetime) -> list[Filrad]:
    """The ledger's rows for the files of one case that was just handled."""
    sak_id = sak.mappe.sak_id
    vurdering = vurderinger.get(sak_id)
    kilder = {kilde.fil: kilde for kilde in vurdering.sak.kilder} if vurdering else {}
    rader = []
    for fil in sak.filer:
        if vurdering is None:
            status, forbigaende = feilet[sak_id], True
        elif fil.sakjson:
            status, forbigaende = _SAKJSON_FEIL if vurdering.sak.avvik else Lesestatus.LEST.value, False
        else:
            status, forbigaende = _status(fil, kilder[fil.navn])
        rad = Filrad(fil.fil, _lesbar(sak_id), fil.sha256, sak.nokkel, status, "")
        rader.append(judge(rad, fil.kjent, naa, rapportert=fil.rapportert, forbigaende=forbigaende))
    return rader


def _lesbar(navn: str) -> str:
    """A folder's name as text; bytes that are no text are replaced, so that the ledger can hold it."""
    return navn.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _status(fil: Planfil, kilde: Kilde) -> tuple[str, bool]:
    """A file's status, and whether the same bytes may fare better another time.

    Bytes that changed between hashing and reading are a file still being written; bytes that could not be had at all
    are the disk's or the network's doing.
    """
    if fil.sha256 and kilde.sha256 and fil.sha256 != kilde.sha256:
        return Lesestatus.VOKSER.value, True
    uten_bytes = kilde.status is Lesestatus.ULESELIG and not kilde.sha256
    return kilde.status.value, uten_bytes or kilde.status in _FORBIGAENDE

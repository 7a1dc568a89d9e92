"""One night: analyse a chunk, store it with its files' outcomes in one transaction, and count up at the end."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from time import monotonic

from vedtaksanalyse.arbeidere import Arbeidere, Arbeidsfeil, feilkode
from vedtaksanalyse.kildekode import hash_lesing
from vedtaksanalyse.logg import log_feil, log_hendelse
from vedtaksanalyse.nattkjoring.gjenbruk import update_gjenbruk
from vedtaksanalyse.nattkjoring.plan import Plansak, make_plan, make_rot
from vedtaksanalyse.nattkjoring.rader import make_filrader
from vedtaksanalyse.nattkjoring.rapport import Nattrapport
from vedtaksanalyse.nattkjoring.utfall import FEIL, Utfall
from vedtaksanalyse.programvare import find_programvare
from vedtaksanalyse.reading import STANSET, Grenser
from vedtaksanalyse.sak import Lesestatus, Saksvurdering, Vern
from vedtaksanalyse.storage import Filrad, Lager

_HUSKES = STANSET | {Lesestatus.KARANTENE}


def name_leser(grenser: Grenser) -> str:
    """The name of the reader in the ledger of what stopped it: with other code or limits it is another reader."""
    return hashlib.sha256(f"{hash_lesing()} {grenser!r}".encode()).hexdigest()[:16]


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
        vern: Vern = Vern.HOLD,
        full_kontroll: int = 1,
    ) -> None:
        self._lager, self._arbeidere, self._uten_vern, self._vern = lager, arbeidere, uten_vern, vern
        self._leser = name_leser(grenser)
        self.startet = datetime.now(UTC)
        self._rot = make_rot(inn)
        self._tider: Counter[str] = Counter()
        self._laas = Lock()
        full = lager.needs_full_kontroll(self._rot, full_kontroll)
        with self._time("plan"):
            self.plan = make_plan(inn, lager, arbeidere.versjoner, grenser, bunke, self.startet, full)
        self._programvare = find_programvare()
        self.kjoring = lager.start_kjoring(self._rot, arbeidere.versjoner, self._programvare, full_kontroll=full)
        lager.save_sett(self._rot, self.kjoring, self.plan.hoppet)
        self._log_start()
        self._saker: dict[str, str] = {}
        self._vedlegg: dict[str, int] = {}
        self._fra_lager: set[str] = set()

    def _log_start(self) -> None:
        versjoner, plan = self._arbeidere.versjoner, self.plan
        ord_ = {"program": versjoner.kode, "katalog": versjoner.katalog, "modeller": versjoner.modeller, "rot": self._rot}
        tall = {"saker": plan.saker, "filer": plan.filer, "hoppet": len(plan.hoppet), "bunker": len(plan.bunker)}
        log_hendelse("kjoring_start", kjoring=self.kjoring, **tall, **ord_, sekunder=self._tider["plan"])

    @contextmanager
    def _time(self, steg: str) -> Iterator[None]:
        """Add what happens in here to the seconds of a step; steps of several chunks at once are added up."""
        begynte = monotonic()
        try:
            yield
        finally:
            with self._laas:
                self._tider[steg] += monotonic() - begynte

    def run_bunke(self, nummer: int) -> int:
        """Do one chunk and store it; returns its number of files.

        Raises:
            Arbeidsfeil: with a code alone. What the failure itself says may hold text of a document.
        """
        begynte = monotonic()
        saker = self.plan.bunker[nummer]
        filer = sum(len(sak.filer) for sak in saker)
        try:
            with self._time("analyse"):
                lagret = self._lager.load_saker(sak.mappe.sak_id for sak in saker if sak.lagret)
                self._fra_lager.update(lagret)
                vurderinger, feilet = self._arbeidere.analyse([lagret.get(s.mappe.sak_id, s.mappe) for s in saker])
            with self._time("lagring"):
                self._store(saker, {vurdering.sak.sak_id: vurdering for vurdering in vurderinger}, feilet)
        except Exception as feil:
            log_feil("bunke_feilet", kjoring=self.kjoring, bunke=nummer, saker=len(saker), kode=feilkode(feil))
            raise Arbeidsfeil(feilkode(feil)) from None
        tall = {"bunke": nummer, "saker": len(saker), "filer": filer, "feilet": len(feilet)}
        log_hendelse("bunke_ferdig", kjoring=self.kjoring, **tall, sekunder=monotonic() - begynte)
        return filer

    def give_up(self, nummer: int, kode: str) -> None:
        """Put a chunk that could not be done in the ledger, to be tried again another night."""
        saker = self.plan.bunker[nummer]
        log_feil("bunke_oppgitt", kjoring=self.kjoring, bunke=nummer, saker=len(saker), kode=kode)
        self._store(saker, {}, {sak.mappe.sak_id: kode for sak in saker})

    def finish(self) -> Nattrapport:
        """Bring the boilerplate maps up to date, and tell what the night came to, from the ledger."""
        with self._time("gjenbruk"):
            kontorer = update_gjenbruk(self._lager)
        log_hendelse("gjenbruk_ferdig", kjoring=self.kjoring, kontorer=kontorer, sekunder=self._tider["gjenbruk"])
        lager, rot, nummer = self._lager, self._rot, self.kjoring
        tilstander = list(self._saker.values())
        return Nattrapport(
            kjoring=nummer,
            rot=rot,
            startet=self.startet,
            ferdig=datetime.now(UTC),
            versjoner=self._arbeidere.versjoner,
            funnet=self.plan.filer,
            vedlegg=self.plan.vedlegg + sum(self._vedlegg.values()),
            utfall=lager.count_utfall(rot, nummer),
            saker=self.plan.saker,
            uapnet=self.plan.uapnet,
            fra_lager=len(self._fra_lager),
            slettede=self.plan.slettede,
            behandlet={tilstand: tilstander.count(tilstand) for tilstand in sorted(set(tilstander))},
            avvik=tuple(lager.find_filer(rot, nummer, FEIL)),
            forsvunnet=tuple(lager.find_borte(rot, nummer)),
            manglende=lager.count_manglende(rot, nummer),
            arsaker=lager.count_arsaker(rot, nummer),
            skjermet=lager.find_skjermet(self._vern, rot, nummer),
            flaggede=tuple(lager.find_flaggede(rot, nummer)),
            uten_vern=self._uten_vern,
            nye=frozenset(rad.sak_id for rad in lager.find_filer(rot, nummer, [Utfall.NY])),
            tider={steg: round(sekunder, 3) for steg, sekunder in self._tider.items()},
            programvare=self._programvare,
        )

    def close(self, rapport: Nattrapport) -> None:
        """End the run, when its report is safely written."""
        self._lager.finish_kjoring(self._rot, self.kjoring, rapport.telling())
        tall = {navn: antall for navn, antall in rapport.telling()["filer"].items() if navn != "stemmer"}
        sekunder = (rapport.ferdig - rapport.startet).total_seconds()
        log_hendelse("kjoring_ferdig", kjoring=self.kjoring, **tall, stemmer=rapport.stemmer, sekunder=sekunder)

    def _store(self, saker: Sequence[Plansak], vurderinger: dict[str, Saksvurdering], feilet: dict[str, str]) -> None:
        """Store cases together; where that fails, one by one, so that one bad case does not take the others along."""
        naa = datetime.now(UTC)
        nokler = {sak.mappe.sak_id: sak.nokkel for sak in saker}
        lesenokler = {sak.mappe.sak_id: sak.lesenokkel for sak in saker}
        rader = {
            sak_id: make_filrader(sak, vurderinger.get(sak_id), feilet.get(sak_id, ""), naa)
            for sak_id, sak in zip(nokler, saker, strict=True)
        }
        ferdige = [vurderinger[sak_id] for sak_id in nokler if sak_id in vurderinger]
        try:
            self._save(ferdige, nokler, lesenokler, [rad for egne in rader.values() for rad in egne])
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
            self._vedlegg[sak_id] = sum(1 for rad in rader[sak_id] if rad.del_av)

    def _save(
        self, vurderinger: Sequence[Saksvurdering], nokler: dict[str, str], lesenokler: dict[str, str],
        filer: Sequence[Filrad],
    ) -> None:  # fmt: skip
        krasj = Counter(k.sha256 for v in vurderinger for k in v.sak.kilder if k.status in _HUSKES)
        self._lager.save_bunke(vurderinger, nokler, self._rot, self.kjoring, filer, self._leser, krasj, lesenokler)

"""One night: plan it, hand out its chunks, and count up at the end what became of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

from vedtaksanalyse.arbeidere import Arbeidere
from vedtaksanalyse.logg import log_hendelse
from vedtaksanalyse.nattkjoring.bunke import Bunkearbeid, Bunkesvar, Oppdrag
from vedtaksanalyse.nattkjoring.drift import collect_drift
from vedtaksanalyse.nattkjoring.driftsvakt import Driftsstand, load_drift
from vedtaksanalyse.nattkjoring.gjenbruk import update_gjenbruk
from vedtaksanalyse.nattkjoring.plan import make_plan, make_rot
from vedtaksanalyse.nattkjoring.rapport import Nattrapport
from vedtaksanalyse.nattkjoring.utfall import FEIL, Utfall
from vedtaksanalyse.programvare import find_programvare
from vedtaksanalyse.reading import Grenser
from vedtaksanalyse.sak import Vern
from vedtaksanalyse.storage import Lager


class Natt:
    """One run over one input folder. Its chunks may be done in any order, here with ``run_bunke`` or elsewhere."""

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
        kilde: str = "",
        flaggstand: Mapping[str, str] | None = None,
    ) -> None:
        self._lager, self._arbeidere, self._uten_vern, self._vern = lager, arbeidere, uten_vern, vern
        self._arbeid = Bunkearbeid(lager, arbeidere)
        self.startet = datetime.now(UTC)
        self._rot = make_rot(inn)
        full = lager.needs_full_kontroll(self._rot, full_kontroll)
        self._programvare = find_programvare()
        # Before the plan: a run that lost its lock stores nothing from here on, so that no plan holds what another does.
        self.kjoring = lager.start_kjoring(self._rot, arbeidere.versjoner, self._programvare, full_kontroll=full)
        begynte = monotonic()
        self.plan = make_plan(inn, lager, arbeidere.versjoner, grenser, bunke, self.startet, full)
        self._tider = Counter(plan=monotonic() - begynte)
        felles = (self._rot, self.kjoring, arbeidere.versjoner, grenser, kilde, flaggstand or {})
        self.oppdrag = [Oppdrag(nummer, saker, *felles) for nummer, saker in enumerate(self.plan.bunker)]
        self._svar: dict[int, Bunkesvar] = {}

    def begin(self) -> None:
        """Note what is left alone."""
        self._log_start()
        self._lager.save_sett(self._rot, self.kjoring, self.plan.hoppet)

    def _log_start(self) -> None:
        versjoner, plan = self._arbeidere.versjoner, self.plan
        ord_ = {"program": versjoner.kode, "katalog": versjoner.katalog, "modeller": versjoner.modeller, "rot": self._rot}
        tall = {"saker": plan.saker, "filer": plan.filer, "hoppet": len(plan.hoppet), "bunker": len(plan.bunker)}
        log_hendelse("kjoring_start", kjoring=self.kjoring, **tall, **ord_, sekunder=self._tider["plan"])

    def run_bunke(self, oppdrag: Oppdrag) -> Bunkesvar:
        """Do one chunk on this machine; Arbeidsfeil with a code when it cannot be done."""
        self._svar[oppdrag.nummer] = self._arbeid.run(oppdrag)
        return self._svar[oppdrag.nummer]

    def take_svar(self, nummer: int, svar: Bunkesvar | str) -> None:
        """Note what a chunk came to. One that failed has the code of its failure, and is given up for this night."""
        self._svar[nummer] = self._arbeid.give_up(self.oppdrag[nummer], svar) if isinstance(svar, str) else svar

    def tell(self) -> dict[str, int]:
        """How many cases are done, of how many."""
        gjort = sum(sum(ett.tilstander.values()) for ett in self._svar.values())
        return {"gjort": gjort, "antall": sum(map(len, self.plan.bunker))}

    def stop(self) -> None:
        """Note that the run ends before it is done."""
        self._lager.stop_kjoring(self.kjoring)

    def finish(self) -> Nattrapport:
        """Bring the boilerplate maps and the watch on drift up to date, and tell what the night came to, from the ledger."""
        begynte = monotonic()
        kontorer = update_gjenbruk(self._lager)
        svar = self._svar.values()
        self._tider = sum((Counter(ett.tider) for ett in svar), self._tider + Counter(gjenbruk=monotonic() - begynte))
        log_hendelse("gjenbruk_ferdig", kjoring=self.kjoring, kontorer=kontorer, sekunder=self._tider["gjenbruk"])
        lager, rot, nummer = self._lager, self._rot, self.kjoring
        nye = frozenset(rad.sak_id for rad in lager.find_filer(rot, nummer, [Utfall.NY]))
        drift = self._watch(nye)
        behandlet = sum((Counter(ett.tilstander) for ett in svar), Counter())
        return Nattrapport(
            kjoring=nummer,
            rot=rot,
            startet=self.startet,
            ferdig=datetime.now(UTC),
            versjoner=self._arbeidere.versjoner,
            funnet=self.plan.filer,
            vedlegg=self.plan.vedlegg + sum(ett.vedlegg for ett in svar),
            utfall=lager.count_utfall(rot, nummer),
            saker=self.plan.saker,
            uapnet=self.plan.uapnet,
            fra_lager=sum(ett.fra_lager for ett in svar),
            slettede=self.plan.slettede,
            behandlet=dict(sorted(behandlet.items())),
            avvik=tuple(lager.find_filer(rot, nummer, FEIL)),
            forsvunnet=tuple(lager.find_borte(rot, nummer)),
            manglende=lager.count_manglende(rot, nummer),
            arsaker=lager.count_arsaker(rot, nummer),
            skjermet=lager.find_skjermet(self._vern, rot, nummer),
            flaggede=tuple(lager.find_flaggede(rot, nummer)),
            uten_vern=self._uten_vern,
            nye=nye,
            drift=drift,
            tider={steg: round(sekunder, 3) for steg, sekunder in self._tider.items()},
            programvare=self._programvare,
        )

    def _watch(self, nye: Iterable[str]) -> tuple[Driftsstand, ...]:
        """Note how the new cases look, and hold that against what is normal."""
        begynte = monotonic()
        self._lager.drift.save_driftstall(self.kjoring, collect_drift(self._lager, self.kjoring, nye))
        drift = tuple(load_drift(self._lager))
        self._tider["drift"] = monotonic() - begynte
        varsler = sum(ett.varsler for ett in drift)
        log_hendelse("drift_ferdig", kjoring=self.kjoring, mal=len(drift), varsler=varsler, sekunder=self._tider["drift"])
        return drift

    def close(self, rapport: Nattrapport) -> None:
        """End the run, when its report is safely written."""
        self._lager.finish_kjoring(self._rot, self.kjoring, rapport.telling())
        tall = {navn: antall for navn, antall in rapport.telling()["filer"].items() if navn != "stemmer"}
        sekunder = (rapport.ferdig - rapport.startet).total_seconds()
        log_hendelse("kjoring_ferdig", kjoring=self.kjoring, **tall, stemmer=rapport.stemmer, sekunder=sekunder)

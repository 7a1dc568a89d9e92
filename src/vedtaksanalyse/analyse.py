"""The sentence: read → divide → detect → assess. The only module that knows all rooms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from vedtaksanalyse.assessment.assess import assess_sak, find_vedtaksdato
from vedtaksanalyse.assessment.saksmodell import Saksmodell
from vedtaksanalyse.detection.detect import Detektor
from vedtaksanalyse.kriterier import Katalog
from vedtaksanalyse.reading import Saksmappe, read_sak
from vedtaksanalyse.sak import Sak, Saksvurdering, Versjoner
from vedtaksanalyse.structure import divide
from vedtaksanalyse.structure.malform import Malformmodell


@dataclass(frozen=True)
class Motor:
    """Catalogue and models, loaded once per process."""

    katalog: Katalog
    detektor: Detektor
    saksmodell: Saksmodell
    malform: Malformmodell
    versjoner: Versjoner

    def analyse_saker(self, saker: Sequence[Sak]) -> list[Saksvurdering]:
        """Assessments of cases that are read, in order; their sentences are classified in one batch."""
        delt = [[divide(dokument, self.katalog) for dokument in sak.dokumenter] for sak in saker]
        vurderinger = []
        for sak, oppdelinger, (skar, trekk) in zip(saker, delt, self.detektor.classify(delt), strict=True):
            funn = self.detektor.detect(sak.sak_id, oppdelinger, find_vedtaksdato(sak))
            funn = replace(funn, skar=skar, trekk=trekk)
            vurderinger.append(assess_sak(sak, funn, self.katalog, self.saksmodell, self.versjoner))
        return vurderinger

    def analyse_mapper(self, mapper: Sequence[Saksmappe]) -> list[Saksvurdering]:
        """Assessments of case folders, in order."""
        return self.analyse_saker([read_sak(mappe, gjett_malform=self.malform.gjett) for mappe in mapper])

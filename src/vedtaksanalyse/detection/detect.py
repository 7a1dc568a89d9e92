"""The cascade: cheap sources everywhere, dear ones only where they can change something.

Rules, the hashed classifier and children's facts see every sentence. spaCy's parser sees only sentences where a
negation and a hit stand together; its name recognition only sentences that can hold a name (in ``pii``). The share
that reached each step is counted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from vedtaksanalyse.detection.barn import find_barneomtaler
from vedtaksanalyse.detection.classifier import Forenkling, Setningsmodell, hash_saker
from vedtaksanalyse.detection.rules import Sporsett, compile_spor, find_treff
from vedtaksanalyse.kriterier import Katalog
from vedtaksanalyse.sak import Oppdeling, PiiFunn, Saksfunn

PiiSok = Callable[[Oppdeling], Sequence[PiiFunn]]


@dataclass(frozen=True)
class Detektor:
    """All sources, loaded. ``modell`` is None while models are being trained."""

    katalog: Katalog
    sporsett: Sporsett
    forenkling: Forenkling
    modell: Setningsmodell | None
    find_pii: PiiSok

    @classmethod
    def build(cls, katalog: Katalog, modell: Setningsmodell | None, find_pii: PiiSok) -> Detektor:
        """A detector for this catalogue and these models."""
        return cls(katalog, compile_spor(katalog), Forenkling(katalog.felles), modell, find_pii)

    def detect(self, sak_id: str, oppdelinger: Sequence[Oppdeling], dato: date | None) -> Saksfunn:
        """What rules, children's facts and the search for personal data see in one case."""
        return Saksfunn(
            sak_id=sak_id,
            treff=find_treff(oppdelinger, self.sporsett),
            barn=find_barneomtaler(oppdelinger, dato, self.katalog.felles["barn"]),
            pii=tuple(funn for oppdeling in oppdelinger for funn in self.find_pii(oppdeling)),
            setninger=tuple((o.dokument.dok_id, len(o.setninger)) for o in oppdelinger),
        )

    def classify(self, saker: Sequence[Sequence[Oppdeling]]) -> list[tuple]:
        """The classifier's scores for each case, all sentences in one product."""
        if self.modell is None or not saker:
            return [((), ()) for _ in saker]
        return self.modell.score_saker(saker, hash_saker(saker, self.forenkling))

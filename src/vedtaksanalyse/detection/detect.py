"""The cascade: cheap sources everywhere, dear ones only where they can change something.

Rules, the hashed classifier and children's facts see every sentence. spaCy's parser sees only sentences where a cue
word says that a hit is negated and that would cancel it; its name recognition only sentences that can hold a name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from vedtaksanalyse.detection.barn import find_barneomtaler
from vedtaksanalyse.detection.beregning import Regnskapsleser
from vedtaksanalyse.detection.classifier import Setningsmodell
from vedtaksanalyse.detection.hashing import Forenkling, hash_oppdelinger
from vedtaksanalyse.detection.konkret import Konkretleser
from vedtaksanalyse.detection.poster import compare_poster, read_saksposter
from vedtaksanalyse.detection.poster.behov import Behovsleser
from vedtaksanalyse.detection.rules import Sporsett, compile_spor, find_treff
from vedtaksanalyse.detection.saksfakta import Faktaleser
from vedtaksanalyse.kriterier import Katalog
from vedtaksanalyse.sak import ANNET_DOKUMENT, Oppdeling, PiiFunn, Saksfunn, Treff

NEKTET = "nektet"
PiiSok = Callable[[Oppdeling], Sequence[PiiFunn]]
Nektelsessok = Callable[[Sequence[str], Sequence[tuple[int, int]]], Sequence[bool]]


@dataclass(frozen=True)
class Detektor:
    """All sources, loaded. ``modell`` is None while models are being trained.

    ``find_pii`` searches one document for personal data; ``find_nektet`` says for sentences and a span in each
    whether the grammar puts the span under a negation.
    """

    katalog: Katalog
    sporsett: Sporsett
    regnskap: Regnskapsleser
    konkret: Konkretleser
    faktaleser: Faktaleser
    behovsleser: Behovsleser
    forenkling: Forenkling
    modell: Setningsmodell | None
    find_pii: PiiSok
    find_nektet: Nektelsessok

    @classmethod
    def build(
        cls, katalog: Katalog, modell: Setningsmodell | None, find_pii: PiiSok, find_nektet: Nektelsessok
    ) -> Detektor:
        """A detector for this catalogue and these models."""
        felles = katalog.felles
        regnskap = Regnskapsleser(felles["beregning"], felles["satser"])
        sporsett = compile_spor(katalog)
        behovsleser = Behovsleser(felles["behov"], felles["barn"], sporsett.kontekst.qualify)
        lesere = (regnskap, Konkretleser(felles["konkret"]), Faktaleser(felles["saksfakta"]), behovsleser)
        return cls(katalog, sporsett, *lesere, Forenkling(felles), modell, find_pii, find_nektet)

    def detect(self, sak_id: str, oppdelinger: Sequence[Oppdeling], dato: date | None) -> Saksfunn:
        """What rules, children's facts, items, arithmetic and the search for personal data see in one case."""
        [andre] = self.find_andre([oppdelinger], [dato])
        return Saksfunn(sak_id, treff=self.find_treff(oppdelinger), **andre)

    def find_treff(self, oppdelinger: Sequence[Oppdeling]) -> tuple[Treff, ...]:
        """The hits of all traces in one case."""
        return self._ask_grammar(find_treff(oppdelinger, self.sporsett), oppdelinger)

    def find_andre(self, saker: Sequence[Sequence[Oppdeling]], datoer: Sequence[date | None]) -> list[dict[str, tuple]]:
        """What all others than traces and classifier see, as fields of each case's findings.

        One source at a time goes over all cases: its patterns and tables then stay where the processor reaches them.
        """
        felles = self.katalog.felles
        med_dato = list(zip(saker, datoer, strict=True))
        barn = [find_barneomtaler(o, dato, felles["barn"]) for o, dato in med_dato]
        konkret = [self.konkret.find(o) for o in saker]
        poster = [read_saksposter(o, felles["poster"]) for o in saker]
        felt: dict[str, list[tuple]] = {
            "barn": barn,
            "pii": [tuple(funn for oppdeling in o for funn in self.find_pii(oppdeling)) for o in saker],
            "setninger": [tuple((ett.dokument.dok_id, ett.setninger) for ett in o) for o in saker],
            "sammenstillinger": [compare_poster(*ett) for ett in zip(poster, barn, datoer, strict=True)],
            "regnefakta": [self.regnskap.find(o, dato) for o, dato in med_dato],
            "konkret": [tuple(self.konkret.tally(ett).items()) for ett in konkret],
            "fakta": [self.faktaleser.find(o, dato) for o, dato in med_dato],
            "behov": [tuple(self.behovsleser.find(*ett)) for ett in zip(poster, konkret, strict=True)],
        }
        return [dict(zip(felt, verdier, strict=True)) for verdier in zip(*felt.values(), strict=True)]

    def classify(self, saker: Sequence[Sequence[Oppdeling]]) -> list[tuple]:
        """The classifier's scores for each case, all sentences in one product."""
        if self.modell is None or not saker:
            return [((), ()) for _ in saker]
        return self.modell.score_saker(saker, hash_oppdelinger([o for sak in saker for o in sak], self.forenkling))

    def _ask_grammar(self, treff: tuple[Treff, ...], oppdelinger: Sequence[Oppdeling]) -> tuple[Treff, ...]:
        """Hits that a cue word cancels are given back where the grammar says that the negation does not reach them."""
        tvil = [nr for nr, ett in enumerate(treff) if self._cancelled_by_cue(ett)]
        if not tvil:
            return treff
        per_dok = {o.dokument.dok_id: o for o in oppdelinger}
        setninger, spenn = [], []
        for nr in tvil:
            oppdeling = per_dok[treff[nr].belegg.dok_id]
            setning = oppdeling.setninger[treff[nr].setning]
            setninger.append(oppdeling.tekst(setning))
            spenn.append((treff[nr].belegg.start - setning.start, treff[nr].belegg.slutt - setning.start))
        rettet = list(treff)
        for nr, nektet in zip(tvil, self.find_nektet(setninger, spenn), strict=True):
            if not nektet:
                rettet[nr] = replace(treff[nr], kvalifikatorer=treff[nr].kvalifikatorer - {NEKTET}, teller=True)
        return tuple(rettet)

    def _cancelled_by_cue(self, treff: Treff) -> bool:
        sperrer = self.sporsett.sperrer[treff.kriterium, treff.spor] | {ANNET_DOKUMENT}
        return treff.kvalifikatorer & sperrer == {NEKTET}

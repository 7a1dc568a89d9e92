"""What came of a case: verdicts with their evidence, flags, needs followed to the decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vedtaksanalyse.sak.dokumenter import Belegg, Sak, Saksstatus
from vedtaksanalyse.sak.funn import Faktum, PiiFunn
from vedtaksanalyse.sak.gjenbruk import Saksgjenbruk, Setningsmerke
from vedtaksanalyse.sak.ko import Saksrisiko, rank_sak
from vedtaksanalyse.sak.personvern import Skjerming

BARNEKONFLIKTER = ("antall", "aldre")
"""What documents can disagree on."""


@dataclass(frozen=True, slots=True)
class Barnekonflikt:
    """Two statements of different documents that cannot both hold; ``felt`` is what they disagree on."""

    felt: str
    belegg: tuple[Belegg, Belegg]


@dataclass(frozen=True, slots=True)
class Barnefakta:
    """The children touched by the case, with the mentions that show it and those that disagree."""

    antall: int = 0
    aldre: tuple[int, ...] = ()
    omsorg: str = "ukjent"
    belegg: tuple[Belegg, ...] = ()
    konflikter: tuple[Barnekonflikt, ...] = ()


@dataclass(frozen=True, slots=True)
class Opphav:
    """What pointed at a quote («kind:name»), and the qualifiers that hold there without cancelling it.

    ``styrke`` is a model's log-odds; a rule has none.
    """

    kilde: str
    kvalifikatorer: tuple[str, ...] = ()
    styrke: float | None = None


@dataclass(frozen=True, slots=True)
class Bevis:
    """A quote that shows a grade, and all that pointed at it."""

    belegg: Belegg
    opphav: tuple[Opphav, ...] = ()


@dataclass(frozen=True, slots=True)
class Narmeste:
    """A sentence that came near, and every reason why it did not count."""

    belegg: Belegg
    grunner: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sokekvittering:
    """With every absence: where it was looked for, what could not be read, and what came nearest.

    ``seksjoner`` are the kinds of sections of each document searched, in the order they come.
    """

    dokumenter: tuple[str, ...]
    uleste: tuple[str, ...] = ()
    setninger: int = 0
    spor: int = 0
    narmeste: tuple[Narmeste, ...] = ()
    seksjoner: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Kriterievurdering:
    """The verdict on one criterion in one case, with a probability for each grade."""

    kriterium: str
    grad: str
    sannsynlighet: tuple[tuple[str, float], ...]
    bevis: tuple[Bevis, ...] = ()
    kvittering: Sokekvittering | None = None
    fakta: Barnefakta | None = None
    verdi: tuple[str, ...] | None = None

    @property
    def belegg(self) -> tuple[Belegg, ...]:
        """The quotes alone."""
        return tuple(ett.belegg for ett in self.bevis)

    @property
    def kilder(self) -> tuple[str, ...]:
        """All sources that pointed at any of the quotes, each once."""
        return tuple(dict.fromkeys(opphav.kilde for ett in self.bevis for opphav in ett.opphav))


@dataclass(frozen=True, slots=True)
class Flagg:
    """What a reviewer should look at: probability × consequence (1–5 each) gives the risk.

    ``kjede`` is the chain of linked weaknesses it belongs to, which counts once. A ``feil`` is an error of law whatever
    the wording; a ``hint`` has a measured precision below the published limit. ``belegg`` is what a fact stands on; the
    quotes of a grade stand with its criterion.
    """

    id: str
    kriterium: str
    sannsynlighet: float
    konsekvens: int
    risiko: int
    hjemmel: str
    tekst: str
    kjede: str = ""
    feil: bool = False
    hint: bool = False
    belegg: tuple[Belegg, ...] = ()

    @property
    def rang(self) -> tuple:
        """Sorts the flags of a case: errors of law, then by risk; hints last."""
        return (self.hint, not self.feil, -self.risiko, -self.sannsynlighet, self.id)


@dataclass(frozen=True, slots=True)
class Behovsrad:
    """A need followed from where it was mapped or applied for to what was decided, for a child or the household.

    ``behov`` is a kind from ``felles/poster.toml``; ``barn`` is how the texts name the child, empty where they
    name no one child. ``stilling`` says what stands out, a code of ``BEHOVSSTILLINGER``. ``utfall`` is innvilget, delvis,
    avslag, satsen (said to lie within the rate), or empty when no answer was found or none that can be told.
    """

    behov: str
    barn: str = ""
    stilling: str = ""
    sokt: tuple[Belegg, ...] = ()
    kartlagt: tuple[Belegg, ...] = ()
    i_vedtak: tuple[Belegg, ...] = ()
    vurdert: tuple[Belegg, ...] = ()
    utfall: str = ""
    avgjort: tuple[Belegg, ...] = ()


BEHOVSSTILLINGER = ("ikke_avgjort", "ikke_i_vedtak", "")
"""Applied for and not decided; mapped and not in the vedtak; the rest. In this order."""


@dataclass(frozen=True, slots=True)
class Versjoner:
    """Fingerprints; with the files' hashes they are the key of idempotence.

    ``lesing`` is that of all that decides what text a file gives: while it stands, stored text is as good as the file.
    """

    kode: str
    katalog: str
    modeller: str
    lesing: str = ""

    @property
    def nokkel(self) -> str:
        """One string that changes whenever any part does."""
        return f"{self.kode}|{self.katalog}|{self.modeller}|{self.lesing}"


@dataclass(frozen=True, slots=True)
class Saksvurdering:
    """The assessment of one case. Where ``status`` is ``KAN_IKKE_VURDERES`` there is an ``arsak`` and nothing else.

    ``skjerming`` is set on what is shown (``pii.skjerming``), never stored. ``beholdt``: it comes of what the store holds,
    where the texts, the personal data and the marks stand as they are and are not given again.
    """

    sak: Sak
    status: Saksstatus
    versjoner: Versjoner
    arsak: str = ""
    vurderinger: tuple[Kriterievurdering, ...] = ()
    flagg: tuple[Flagg, ...] = ()
    svakt_vedtak: float | None = None
    pii: tuple[PiiFunn, ...] = ()
    fakta: tuple[Faktum, ...] = ()
    behov: tuple[Behovsrad, ...] = ()
    risiko: Saksrisiko | None = None
    merker: tuple[Setningsmerke, ...] = ()
    gjenbruk: Saksgjenbruk | None = None
    skjerming: tuple[Skjerming, ...] = ()
    beholdt: bool = False

    def vurdering(self, kriterium: str) -> Kriterievurdering:
        """The verdict on one criterion; KeyError when the case was not assessed."""
        for vurdering in self.vurderinger:
            if vurdering.kriterium == kriterium:
                return vurdering
        raise KeyError(kriterium)

    @property
    def barn(self) -> Barnefakta:
        """The facts about the children; none where no verdict carries any."""
        return next((v.fakta for v in self.vurderinger if v.fakta), Barnefakta())

    def rang(self, idag: date | None = None) -> tuple:
        """Sorts the queue; cases that were not assessed come last."""
        sak = self.sak
        vurdert = self.status == Saksstatus.VURDERT
        return (not vurdert, *rank_sak(self.risiko, sak.vedtaksdato, sak.sak_id, idag, venter_svar=sak.klagedato is not None))

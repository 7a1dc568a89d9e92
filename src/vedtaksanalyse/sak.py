"""The nouns: every type that flows through the house.

Frozen, small, without I/O. Offsets are code points into ``Dokument.tekst``, half-open. A quote is never stored:
it is computed from its ``Belegg``, so it is exact by construction.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Lesestatus(StrEnum):
    """What became of one file. Everything but ``LEST`` means that its text was not used."""

    LEST = "lest"
    ULESELIG = "uleselig"
    KRYPTERT = "kryptert"
    TOM = "tom"
    FEIL_TYPE = "feil_type"
    FOR_STOR = "for_stor"
    UFULLSTENDIG = "ufullstendig"
    KREVER_OCR = "krever_ocr"
    DUPLIKAT = "duplikat"
    LENKE = "lenke"
    MANGLER = "mangler"


class Saksstatus(StrEnum):
    """Whether a case could be assessed at all; ``KAN_IKKE_VURDERES`` carries a cause and never findings."""

    VURDERT = "vurdert"
    KAN_IKKE_VURDERES = "kan_ikke_vurderes"


DOKUMENTTYPER = ("vedtak", "journalnotat", "soknad", "klage", "annet")
MALFORMER = ("nb", "nn")


@dataclass(frozen=True, slots=True)
class Belegg:
    """A span of one document that shows something."""

    dok_id: str
    start: int
    slutt: int


@dataclass(frozen=True, slots=True)
class Side:
    """One page: where its text stands in the document, its size in points and how it was read.

    ``brudd`` holds pairs (offset in the document's text, character index on the page) wherever reading removed or
    joined characters; between two breaks the two run in step, so word boxes can be found on demand.
    """

    nummer: int
    start: int
    slutt: int
    bredde: float = 0.0
    hoyde: float = 0.0
    lesemaate: str = "tekst"
    brudd: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Dokument:
    """A document that was read: one final text that nothing may alter."""

    dok_id: str
    type: str
    tekst: str
    dato: date | None = None
    malform: str = "nb"
    sider: tuple[Side, ...] = ()

    def sitat(self, belegg: Belegg) -> str:
        """The exact text of a span of this document."""
        return self.tekst[belegg.start : belegg.slutt]

    def sidetall(self, start: int) -> int | None:
        """The number of the page that holds offset ``start``; None for formats without pages."""
        return next((side.nummer for side in self.sider if side.start <= start < side.slutt), None)


@dataclass(frozen=True, slots=True)
class Kilde:
    """One file of a case folder and what became of it. ``dok_id`` also names the ``Dokument`` when it was read."""

    dok_id: str
    fil: str
    sha256: str
    status: Lesestatus
    type: str = "annet"
    dato: date | None = None


@dataclass(frozen=True, slots=True)
class Avvik:
    """Something wrong with a case folder itself. Its text stands under ``avvik.<kode>``; ``felt`` fills it in."""

    kode: str
    felt: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Sak:
    """A case: its files, and the documents that could be read, in the order of the files.

    With any ``avvik`` the case's own information cannot be trusted, and the case is not assessed.
    """

    sak_id: str
    kilder: tuple[Kilde, ...]
    dokumenter: tuple[Dokument, ...]
    malform: str = "nb"
    kontor: str = ""
    avvik: tuple[Avvik, ...] = ()

    @property
    def uleste(self) -> tuple[Kilde, ...]:
        """The files whose content is not in the case: all but those read and their duplicates."""
        return tuple(k for k in self.kilder if k.status not in (Lesestatus.LEST, Lesestatus.DUPLIKAT))

    @property
    def vedtaksdato(self) -> date | None:
        """The date of the last decision in the case, by which law is chosen and ages are counted."""
        return max((d.dato for d in self.dokumenter if d.type == "vedtak" and d.dato), default=None)

    @property
    def klagedato(self) -> date | None:
        """The date of the last complaint that no decision came after; None when nobody waits for an answer."""
        siste = max((d.dato for d in self.dokumenter if d.type == "klage" and d.dato), default=None)
        return siste if siste and (self.vedtaksdato is None or self.vedtaksdato <= siste) else None

    def dokument(self, dok_id: str) -> Dokument:
        """The read document with this id; KeyError when the case has none."""
        for dokument in self.dokumenter:
            if dokument.dok_id == dok_id:
                return dokument
        raise KeyError(dok_id)

    def sitat(self, belegg: Belegg) -> str:
        """The exact text of a span of one of the case's documents."""
        return self.dokument(belegg.dok_id).sitat(belegg)


@dataclass(frozen=True, slots=True)
class Setning:
    """A sentence, heading, field («Barn: Nei») or table row. ``seksjon`` is a kind from ``felles/seksjoner.toml``."""

    nummer: int
    start: int
    slutt: int
    slag: str = "setning"
    seksjon: str = "ukjent"


@dataclass(frozen=True, slots=True)
class Oppdeling:
    """A document divided. ``flate`` is its text folded for matching and of exactly equal length."""

    dokument: Dokument
    flate: str
    setninger: tuple[Setning, ...]

    def tekst(self, setning: Setning) -> str:
        """The text of one sentence."""
        return self.dokument.tekst[setning.start : setning.slutt]


@dataclass(frozen=True, slots=True)
class Treff:
    """What one trace of the catalogue saw, with the qualifiers that hold there."""

    kriterium: str
    spor: str
    grad: str
    belegg: Belegg
    setning: int
    kvalifikatorer: frozenset[str] = frozenset()
    teller: bool = True


@dataclass(frozen=True, slots=True)
class Skar:
    """What a trained source thinks of one sentence: log-odds that it shows ``grad`` of ``kriterium``."""

    kriterium: str
    grad: str
    belegg: Belegg
    styrke: float


@dataclass(frozen=True, slots=True)
class Barneomtale:
    """One mention of children touched by the case. ``antall`` None when the mention gives no number.

    ``aldre`` are whole years on the decision's date; ``omsorg`` one of fast, delt, samvaer, ukjent;
    ``slag`` names the kind of statement (see ``detection/barn``), from which the mentions are weighed. ``kjennetegn``
    follows ``aldre``: what tells each child from its siblings (gender, place among them, the name it is given).
    """

    belegg: Belegg
    slag: str
    antall: int | None = None
    aldre: tuple[int, ...] = ()
    omsorg: str = "ukjent"
    kvalifikatorer: frozenset[str] = frozenset()
    kjennetegn: tuple[frozenset[str], ...] = ()


@dataclass(frozen=True, slots=True)
class Behovsomtale:
    """One place that speaks of a need: the word (``belegg``), its sentence, and what the sentence does with the need.

    ``behov`` is a kind from ``felles/poster.toml``. ``roller`` are among sokt, uavgjort (asked for and never decided),
    utsatt, kartlagt, nevnt, generelt (only in general text), vurdert, avgjort, gitt, oppfort, nektet and satsen. ``barn``
    is how the text names the child, empty where it speaks of no one child;
    ``kjennetegn`` tells it from its siblings, with its age as «alder:9».
    """

    behov: str
    belegg: Belegg
    setning: Belegg
    roller: frozenset[str]
    barn: str = ""
    kjennetegn: frozenset[str] = frozenset()
    kvalifikatorer: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Sakstrekk:
    """A whole-case score of a trained source: log-odds that the case has ``grad`` of ``kriterium``."""

    kriterium: str
    grad: str
    styrke: float


@dataclass(frozen=True, slots=True)
class Sammenstilling:
    """Places of a case set against each other, or one that lacks its counterpart; ``slag`` says what came of it.

    ``strider`` when they do not go together, so that it speaks against the criterion (see ``detection/poster``).
    """

    kriterium: str
    slag: str
    belegg: tuple[Belegg, ...]
    strider: bool


@dataclass(frozen=True, slots=True)
class Regnefaktum:
    """What a decision's arithmetic shows, and where; names from ``felles/beregning.toml``.

    ``avvik`` is how many kroner a total is off.
    """

    navn: str
    belegg: Belegg
    avvik: int = 0


@dataclass(frozen=True, slots=True)
class PiiFunn:
    """Identifying data left in a document; ``type`` as in the annotation guide."""

    belegg: Belegg
    type: str
    styrke: float = 1.0


@dataclass(frozen=True, slots=True)
class Saksfunn:
    """All that detection saw in one case, and by document the sentences it searched. It concludes nothing.

    ``konkret`` is how many sentences reason about a child of the case, by kind (see ``detection/konkret``); ``fakta`` what
    was seen or measured directly in the text (see ``detection/saksfakta``).
    """

    sak_id: str
    treff: tuple[Treff, ...] = ()
    skar: tuple[Skar, ...] = ()
    trekk: tuple[Sakstrekk, ...] = ()
    barn: tuple[Barneomtale, ...] = ()
    pii: tuple[PiiFunn, ...] = ()
    setninger: tuple[tuple[str, tuple[Setning, ...]], ...] = ()
    sammenstillinger: tuple[Sammenstilling, ...] = ()
    regnefakta: tuple[Regnefaktum, ...] = ()
    konkret: tuple[tuple[str, int], ...] = ()
    fakta: tuple[Faktum, ...] = ()
    behov: tuple[Behovsomtale, ...] = ()


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
class Faktum:
    """Something that holds for a case besides its grades (see ``felles/fakta.toml``), and where it shows.

    ``verdi`` is a number or a code where the fact has one.
    """

    navn: str
    belegg: tuple[Belegg, ...] = ()
    verdi: str = ""


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
class Saksrisiko:
    """Where a case stands in the queue: the gravest chain's probability and consequence, 1–5 each, and their product.

    ``grunner`` are the codes of what raised or lowered the consequence; ``kjeder`` all chains with a flag, gravest first.
    ``frist`` is the day something is due, where the case tells.
    """

    risiko: int
    sannsynlighet: int
    konsekvens: int
    kjeder: tuple[str, ...] = ()
    feil: bool = False
    grunner: tuple[str, ...] = ()
    frist: date | None = None


def rank_sak(
    risiko: Saksrisiko | None, vedtaksdato: date | None, sak_id: str, idag: date | None = None, *, venter_svar: bool = False
) -> tuple:
    """Sorts the queue: errors of law, risk, number of chains, deadline, age.

    With ``idag``, a deadline that has passed comes after those to come, but never one for an answer to a complaint.
    """
    risiko = risiko or Saksrisiko(0, 0, 0)
    frist = risiko.frist or date.max
    ute = idag is not None and frist < idag and not venter_svar
    return (not risiko.feil, -risiko.risiko, -len(risiko.kjeder), ute, frist, vedtaksdato or date.max, sak_id)


@dataclass(frozen=True, slots=True)
class Korad:
    """A stored case as the queue needs it: no text, no verdicts. ``flagg`` are ids in the order to look at them, no hints.

    ``venter_svar`` when a complaint that no decision came after is in the case.
    """

    sak_id: str
    kontor: str
    status: Saksstatus
    arsak: str = ""
    vedtaksdato: date | None = None
    risiko: Saksrisiko | None = None
    venter_svar: bool = False
    flagg: tuple[str, ...] = ()

    def rang(self, idag: date | None = None) -> tuple:
        """Sorts the queue, as ``Saksvurdering.rang``."""
        return rank_sak(self.risiko, self.vedtaksdato, self.sak_id, idag, venter_svar=self.venter_svar)


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
class Utfylling:
    """What was filled into a sentence: its kind, where it stands in the document, and the value to compare by.

    ``stotte`` is ja when the same value stands elsewhere in the case, nei when only others do, empty when none does.
    """

    slag: str
    start: int
    slutt: int
    verdi: str
    stotte: str = ""


@dataclass(frozen=True, slots=True)
class Setningsmerke:
    """What a sentence of a vedtak is known by among others: the hash of its wording without what was filled in, and a
    signature whose equal bytes measure likeness. ``fast`` text (headings, law, right to appeal) is expected to recur.
    """

    belegg: Belegg
    avsnitt: int
    form: int
    signatur: bytes
    ord: int
    fast: bool = False
    utfylt: tuple[Utfylling, ...] = ()


@dataclass(frozen=True, slots=True)
class Gjentakelse:
    """A sentence that stands in other cases of the office: in ``like`` word for word, in ``nesten`` nearly so."""

    belegg: Belegg
    like: int
    nesten: int = 0
    fast: bool = False
    utfylt: tuple[Utfylling, ...] = ()


@dataclass(frozen=True, slots=True)
class Saksgjenbruk:
    """How a case's reasoning stands to the office's ``saker`` others: words in all, those in sentences of its own.

    ``rester`` are sentences in use elsewhere with something filled in that does not fit this case.
    """

    saker: int
    ord: int
    egne: int
    gjentatt: tuple[Gjentakelse, ...] = ()
    rester: tuple[Faktum, ...] = ()

    @property
    def andel(self) -> float | None:
        """The share of the reasoning that is the case's own; None when there is nothing to compare."""
        return self.egne / self.ord if self.ord and self.saker else None


@dataclass(frozen=True, slots=True)
class Standardtekst:
    """A sentence or paragraph (``setninger`` > 1) that recurs in an office, shown by one place where it stands.

    ``varianter`` is how many wordings it has; ``felt`` what is filled in: kind, number of values, the commonest.
    """

    sak_id: str
    belegg: Belegg
    saker: int
    setninger: int = 1
    varianter: int = 1
    fast: bool = False
    felt: tuple[tuple[str, int, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Gjenbrukskart:
    """The boilerplate map of an office, with the number of cases it stands on. ``median`` is that of the own share."""

    kontor: str
    saker: int
    setninger: int
    median: float | None
    rester: int
    tekster: tuple[Standardtekst, ...] = ()


@dataclass(frozen=True, slots=True)
class Versjoner:
    """Fingerprints; with the files' hashes they are the key of idempotence."""

    kode: str
    katalog: str
    modeller: str

    @property
    def nokkel(self) -> str:
        """One string that changes whenever any part does."""
        return f"{self.kode}|{self.katalog}|{self.modeller}"


@dataclass(frozen=True, slots=True)
class Saksvurdering:
    """The assessment of one case. Where ``status`` is ``KAN_IKKE_VURDERES`` there is an ``arsak`` and nothing else."""

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

"""A case as it was read: its files, its documents and how they are divided."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from hashlib import sha256


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
    VOKSER = "vokser"
    KRASJET = "krasjet"
    LESEFRIST = "lesefrist"
    FOR_STOR_UTPAKKET = "for_stor_utpakket"
    KARANTENE = "karantene"
    ARKIV = "arkiv"
    UGYLDIG_NAVN = "ugyldig_navn"


class Saksstatus(StrEnum):
    """Whether a case could be assessed at all; ``KAN_IKKE_VURDERES`` carries a cause and never findings."""

    VURDERT = "vurdert"
    KAN_IKKE_VURDERES = "kan_ikke_vurderes"


DOKUMENTTYPER = ("vedtak", "journalnotat", "soknad", "klage", "annet")

MALFORMER = ("nb", "nn")

TEKSTGRUNNER = (
    "rare_tegn",
    "mangler_bokstaver",
    "limt",
    "delt",
    "annet_sprak",
    "ukjente_ord",
    "rekkefolge",
    "lav_sikkerhet",
)
"""What can be wrong with the text of a page."""
KVALITETSGRENSE = 0.7
"""Below this nothing is concluded from what a page does not say (``docs/lesing.md`` tells how it was chosen)."""


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
    joined characters; between two breaks the two run in step, so word boxes can be found on demand. A page read by OCR
    (``lesemaate`` «ocr») has the recogniser's mean confidence (0 to 1) in ``sikkerhet`` and its words' places in ``ruter``:
    (first character index, the one after the last, x0, y0, x1, y1), in points from the top left corner. ``kvalitet`` is
    how well the text can be read (0 to 1; None for too few words), ``grunner`` what draws it down, worst first.
    """

    nummer: int
    start: int
    slutt: int
    bredde: float = 0.0
    hoyde: float = 0.0
    lesemaate: str = "tekst"
    brudd: tuple[tuple[int, int], ...] = ()
    sikkerhet: float | None = None
    ruter: tuple[tuple[int, int, float, float, float, float], ...] = ()
    kvalitet: float | None = None
    grunner: tuple[str, ...] = ()

    @property
    def er_darlig(self) -> bool:
        """Whether the text is too poor to conclude from what it does not say."""
        return self.kvalitet is not None and self.kvalitet < KVALITETSGRENSE


@dataclass(frozen=True, slots=True)
class Dokument:
    """A document that was read: one final text that nothing may alter.

    ``kvalitet`` and ``grunner`` are those of the whole text where the format has no pages.
    """

    dok_id: str
    type: str
    tekst: str
    dato: date | None = None
    malform: str = "nb"
    sider: tuple[Side, ...] = ()
    kvalitet: float | None = None
    grunner: tuple[str, ...] = ()

    @property
    def darlige(self) -> tuple[tuple[int | None, tuple[str, ...]], ...]:
        """The pages whose text is poor, with the reasons; the page is None for a document without pages."""
        if self.sider:
            return tuple((side.nummer, side.grunner) for side in self.sider if side.er_darlig)
        return ((None, self.grunner),) if self.kvalitet is not None and self.kvalitet < KVALITETSGRENSE else ()

    @property
    def gjenkjente(self) -> tuple[tuple[int, float], ...]:
        """The pages that were read by OCR, each with its confidence."""
        return tuple((side.nummer, side.sikkerhet or 0.0) for side in self.sider if side.lesemaate == "ocr")

    @property
    def avtrykk(self) -> str:
        """The hash of the text."""
        return sha256(self.tekst.encode("utf-8", "surrogatepass")).hexdigest()

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

    With any ``avvik`` the case's own information cannot be trusted, and the case is not assessed. ``malform_usikker``
    when the texts are too short to tell the language form by. ``funn`` is what was seen in the case when it was last
    assessed, packed (``funnpakke``); it is no part of what the case is.
    """

    sak_id: str
    kilder: tuple[Kilde, ...]
    dokumenter: tuple[Dokument, ...]
    malform: str = "nb"
    kontor: str = ""
    avvik: tuple[Avvik, ...] = ()
    malform_usikker: bool = False
    funn: bytes = field(default=b"", compare=False, repr=False)

    @property
    def uleste(self) -> tuple[Kilde, ...]:
        """The files whose content is not in the case: all but those read and their duplicates."""
        return tuple(k for k in self.kilder if k.status not in (Lesestatus.LEST, Lesestatus.DUPLIKAT))

    @property
    def darlige(self) -> tuple[Dokument, ...]:
        """The documents with text too poor to conclude from what it does not say."""
        return tuple(dokument for dokument in self.dokumenter if dokument.darlige)

    def find_skjulte(self, typer: Collection[str]) -> tuple[str, ...]:
        """The ids of what may hold text of these kinds that nobody has read: files not read, documents read poorly."""
        darlige = (d.dok_id for d in self.darlige if d.type in typer or d.type == DOKUMENTTYPER[-1])
        return tuple(dict.fromkeys([*(k.dok_id for k in self.uleste), *darlige]))

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

"""The report for people: one self-contained HTML file that asks nothing of the network.

The frame is in the language form asked for; each case is in its own. Templates stand in ``maler/``.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import IO, Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from vedtaksanalyse.export import ordlegging
from vedtaksanalyse.export.merking import Bit, Merke, number_merker, split_tekst
from vedtaksanalyse.export.utfil import open_utfil
from vedtaksanalyse.kriterier import Flaggregel, Katalog, Kriterium
from vedtaksanalyse.sak import (
    MALFORMER,
    Belegg,
    Dokument,
    Flagg,
    Kilde,
    Kriterievurdering,
    Lesestatus,
    Saksstatus,
    Saksvurdering,
)
from vedtaksanalyse.tekster import tekst

_FLAGG_I_LISTE = 3
_VANLIGE_FLAGG = 8


def write_html(
    vurderinger: Iterable[Saksvurdering],
    fil: Path | IO[str],
    katalog: Katalog,
    malform: str = "nb",
    tidspunkt: datetime | None = None,
) -> int:
    """Write the report and return how many cases it has."""
    saker = [
        Saksside(nummer, vurdering, katalog)
        for nummer, vurdering in enumerate(ordlegging.sort_saker(vurderinger), start=1)
    ]
    stil, skript = _read_mal("rapport.css"), _read_mal("rapport.js")
    sider = _miljo().get_template("rapport.html.j2")
    with open_utfil(fil) as ut:
        for del_ in sider.generate(
            ramme=Ramme(saker, katalog, malform, tidspunkt or datetime.now()),
            saker=saker,
            stil=Markup(stil),
            skript=Markup(skript),
            stilsum=_csp_sum(stil),
            skriptsum=_csp_sum(skript),
        ):
            ut.write(del_)
    return len(saker)


@cache
def _miljo() -> Environment:
    miljo = Environment(
        loader=PackageLoader("vedtaksanalyse.export", "maler"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    miljo.filters["dato"] = lambda dato: f"{dato:%d.%m.%Y}"
    miljo.filters["punkt"] = lambda id: id.replace(".", "-")
    return miljo


def _read_mal(navn: str) -> str:
    return (files("vedtaksanalyse.export") / "maler" / navn).read_text(encoding="utf-8")


def _csp_sum(kilde: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(kilde.encode()).digest()).decode()


class _Side:
    """Texts of the report in one language form."""

    malform: str

    def t(self, nokkel: str, **felt: object) -> str:
        """A text of the report."""
        return tekst(f"rapport.side.{nokkel}", self.malform, **felt)

    def r(self, nokkel: str, **felt: object) -> str:
        """Another text of the house, by its whole key."""
        return tekst(nokkel, self.malform, **felt)


@dataclass(frozen=True)
class Ramme(_Side):
    """What stands around the cases: counts, files that need somebody, and the ranked list."""

    saker: list[Saksside]
    katalog: Katalog
    malform: str
    tidspunkt: datetime

    @cached_property
    def tall(self) -> list[tuple[str, int]]:
        """The counts at the top, each with its key."""
        vurdert = sum(sak.vurdert for sak in self.saker)
        return [
            ("saker", len(self.saker)),
            ("vurdert", vurdert),
            ("kan_ikke_vurderes", len(self.saker) - vurdert),
            ("med_flagg", sum(bool(sak.flagg) for sak in self.saker)),
            ("filproblemer", sum(len(sak.uleste) for sak in self.saker)),
        ]

    @cached_property
    def svakhet(self) -> list[tuple[str, int]]:
        """How many cases are weak with each word of the scale."""
        antall = Counter(ordlegging.find_trinn(s.vurdering.svakt_vedtak) for s in self.saker if s.vurdert)
        return [(tekst(nokkel, self.malform), antall[nokkel]) for _, nokkel in ordlegging.load_skala()]

    @cached_property
    def vanlige_flagg(self) -> list[tuple[str, int]]:
        """The flags that most cases have, in words."""
        antall = Counter(self.flaggtekst(flagg) for sak in self.saker for flagg in sak.flagg)
        return antall.most_common(_VANLIGE_FLAGG)

    @property
    def skala(self) -> list[tuple[str, int]]:
        """The words for probability, each with its lower limit in per cent."""
        return [(tekst(nokkel, self.malform), grense) for grense, nokkel in ordlegging.load_skala()]

    @property
    def laget(self) -> str:
        """When the report was made."""
        return self.t("tid", dato=f"{self.tidspunkt:%d.%m.%Y}", klokke=f"{self.tidspunkt:%H.%M}")

    @property
    def versjoner(self) -> list[tuple[str, str, str]]:
        """The different (code, catalogue, models) behind the cases."""
        return sorted({(v.kode, v.katalog, v.modeller) for v in (sak.vurdering.versjoner for sak in self.saker)})

    def flaggtekst(self, flagg: Flagg) -> str:
        """What a flag says, in the frame's language form."""
        return ordlegging.describe_flagg(flagg, self.katalog, self.malform)

    def fremst(self, sak: Saksside) -> list[str]:
        """The gravest flags of a case in words."""
        return [self.flaggtekst(flagg) for flagg in sak.flagg[:_FLAGG_I_LISTE]]

    def svakt(self, sak: Saksside) -> str:
        """How sure it is that the vedtak is weak."""
        return ordlegging.describe_svakt(sak.vurdering.svakt_vedtak, self.malform)

    def arsak(self, sak: Saksside) -> str:
        """Why a case could not be assessed."""
        return ordlegging.describe_arsak(sak.vurdering.arsak, self.malform)

    def barn(self, sak: Saksside) -> str:
        """The children of a case in one line."""
        return ordlegging.describe_barn(sak.barn.fakta, self.malform) if sak.barn and sak.barn.fakta else ""

    def avvik(self, sak: Saksside) -> list[str]:
        """What is wrong with a case folder itself."""
        return [ordlegging.describe_avvik(avvik, self.malform) for avvik in sak.vurdering.sak.avvik]


class Saksside(_Side):
    """One case as the template needs it."""

    def __init__(self, nummer: int, vurdering: Saksvurdering, katalog: Katalog) -> None:
        self.nummer, self.vurdering, self.katalog = nummer, vurdering, katalog
        self.sak = vurdering.sak
        self.malform = ordlegging.choose_malform(self.sak.malform)
        self.vurdert = vurdering.status == Saksstatus.VURDERT
        self.flagg = ordlegging.sort_flagg(vurdering.flagg)
        self._merker = number_merker(vurdering)
        self._nummer = {m.belegg: m.nummer for m in self._merker if m.slag != "pii"}

    @property
    def uleste(self) -> list[Kilde]:
        """The files that somebody or the next run must do something about."""
        return [k for k in self.sak.kilder if k.status not in (Lesestatus.LEST, Lesestatus.DUPLIKAT)]

    @property
    def barn(self) -> Kriterievurdering | None:
        """The verdict that carries the facts about the children."""
        return next((v for v in self.vurdering.vurderinger if v.fakta), None)

    @property
    def svakt(self) -> str:
        """How sure it is that the vedtak is weak."""
        return ordlegging.describe_svakt(self.vurdering.svakt_vedtak, self.malform)

    @property
    def piityper(self) -> str:
        """The kinds of identifying data that are left."""
        typer = dict.fromkeys(funn.type for funn in self.vurdering.pii)
        return ordlegging.join_og([self.r(f"rapport.pii.{t}") for t in typer], self.malform)

    @property
    def grupper(self) -> list[tuple[str, list[tuple[Kriterium, Kriterievurdering]]]]:
        """The verdicts by the catalogue's groups, in its order."""
        ut: dict[str, list] = {bokstav: [] for bokstav in self.katalog.grupper}
        for v in self.vurdering.vurderinger:
            kriterium = self.katalog.kriterier[v.kriterium]
            ut[kriterium.gruppe].append((kriterium, v))
        return [(self.katalog.grupper[bokstav][self.malform], par) for bokstav, par in ut.items() if par]

    def tone(self, kriterium: Kriterium, v: Kriterievurdering) -> str:
        """How a grade is shown: flagged, nothing found, weak, or found."""
        if any(flagg.kriterium == kriterium.id for flagg in self.flagg):
            return "flagg"
        if v.grad in kriterium.tomme or v.verdi == ():
            return "tom"
        return "svak" if v.grad in kriterium.svake else "funn"

    def regel(self, flagg: Flagg) -> Flaggregel | None:
        """The catalogue's rule behind a flag."""
        return ordlegging.find_flaggregel(self.katalog, flagg.id)

    def risikotrinn(self, flagg: Flagg) -> tuple[int, str]:
        """The step of a risk: 0 is highest, and its word."""
        return next(
            (n, self.r(nokkel)) for n, (g, nokkel) in enumerate(ordlegging.load_skala("risiko")) if flagg.risiko >= g
        )

    def kilder(self, v: Kriterievurdering) -> str:
        """What pointed at the grade."""
        return ordlegging.join_og([ordlegging.describe_kilde(kilde, self.malform) for kilde in v.kilder], self.malform)

    def merke(self, belegg: Belegg) -> int:
        """The number of the mark that shows this quote."""
        return self._nummer[belegg]

    def sted(self, belegg: Belegg) -> str:
        """Where a quote stands: the document, and the page when it has pages."""
        dokument = self.sak.dokument(belegg.dok_id)
        side = dokument.sidetall(belegg.start)
        navn = self.dokumentnavn(dokument)
        return navn if side is None else self.t("dok_side", dokument=navn, side=side)

    def dokumentnavn(self, dokument: Dokument | Kilde) -> str:
        """The kind of a document, with its id when that says more."""
        navn = self.r(f"rapport.dokumenttype.{dokument.type}")
        return navn if dokument.dok_id.lower() == dokument.type else f"{navn} ({dokument.dok_id})"

    def dokumentnavnene(self, dok_ider: Iterable[str]) -> str:
        """Several documents by name."""
        kilder = {kilde.dok_id: kilde for kilde in self.sak.kilder}
        return ordlegging.join_og([self.dokumentnavn(kilder[id]) for id in dok_ider], self.malform)

    def grunn(self, grunn: str) -> str:
        """Why a sentence that came near did not count."""
        return ordlegging.describe_grunn(grunn, self.katalog, self.malform)

    def biter(self, dokument: Dokument) -> list[Bit]:
        """A document's text in stretches to mark."""
        return split_tekst(dokument.tekst, [m for m in self._merker if m.belegg.dok_id == dokument.dok_id])

    def merkenavn(self, merke: Merke) -> str:
        """What a mark shows: the names of its criteria."""
        navn = [self.katalog.kriterier[id].navn[self.malform] for id, _ in merke.peker]
        return ordlegging.join_og(navn, self.malform)

    def sprak(self, dokument: Dokument) -> str:
        """The ``lang`` of a document's text."""
        return dokument.malform if dokument.malform in MALFORMER else "und"

    def grader(self, v: Kriterievurdering) -> str:
        """The grade in words."""
        return ordlegging.describe_grader(v, self.katalog.kriterier[v.kriterium], self.malform)

    def sikkerhet(self, v: Kriterievurdering) -> str:
        """How sure the grade is, in words."""
        return ordlegging.describe_sikkerhet(v, self.katalog.kriterier[v.kriterium], self.malform)

    def ord(self, funksjon: str, *verdier: Any) -> str:
        """A wording of ``ordlegging`` in the case's language form."""
        return getattr(ordlegging, f"describe_{funksjon}")(*verdier, self.malform)

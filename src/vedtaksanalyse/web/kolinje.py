"""What the queue tells of each case, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vedtaksanalyse.export import ordlegging, risikoord
from vedtaksanalyse.export.flaggord import find_flaggregel
from vedtaksanalyse.sak import Kopost, Korad, Koside
from vedtaksanalyse.tekster import tekst
from vedtaksanalyse.web.foresporsel import Foresporsel

_FREMST = 2


@dataclass(frozen=True, slots=True)
class Kolinje:
    """A case in the queue as the page shows it. ``trinn`` is the step of its risk, 0 the highest; None when it is not told."""

    post: Kopost
    trinn: int | None
    risikoord: str
    flagg: tuple[str, ...]
    hvorfor: str
    frist: date | None
    frist_ute: bool

    @property
    def rad(self) -> Korad:
        """What is stored of the case."""
        return self.post.rad


def make_linjer(koside: Koside, f: Foresporsel) -> list[Kolinje]:
    """The lines of a page of the queue."""
    return [_linje(post, f) for post in koside.poster]


def _linje(post: Kopost, f: Foresporsel) -> Kolinje:
    risiko, katalog, malform, idag = post.rad.risiko, f.oppsett.katalog, f.malform, f.oppsett.idag()
    if post.skjult or risiko is None:
        return Kolinje(post, None, "", (), "", None, False)
    skala = ordlegging.load_skala("risiko")
    trinn, ordet = next((n, tekst(nokkel, malform)) for n, (g, nokkel) in enumerate(skala) if risiko.risiko >= g)
    fremst: dict[str, str] = {}
    for regel in filter(None, (find_flaggregel(katalog, navn) for navn in post.rad.flagg)):
        fremst.setdefault(regel.kjede, regel.tekst[malform])
    hvorfor = " ".join(risikoord.explain_plass(risiko, post.rad.venter_svar, katalog, malform, idag)[1:])
    ute = risiko.frist is not None and risiko.frist < idag
    return Kolinje(post, trinn, ordet, tuple(fremst.values())[:_FREMST], hvorfor, risiko.frist, ute)

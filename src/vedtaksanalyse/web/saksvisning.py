"""A case as the review page shows it: the report's case in the reviewer's language form, with where it stands and what was answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from vedtaksanalyse.export.merking import Merke
from vedtaksanalyse.export.visning import Saksside
from vedtaksanalyse.gjennomgang import Gjeldende, Omvurdering, find_gjeldende, find_omvurdering, find_steg, is_skjult
from vedtaksanalyse.kriterier import Katalog
from vedtaksanalyse.sak import (
    Dokument,
    Hendelse,
    Kilde,
    Lesestatus,
    Oppgave,
    Saksvurdering,
    Skjermstatus,
    Tilstand,
)
from vedtaksanalyse.web.foresporsel import Foresporsel
from vedtaksanalyse.web.sidebilder import Sidebilder

_PDF = ".pdf"


class Saksvisning(Saksside):
    """The case's words in the language form of the page."""

    def __init__(self, vurdering: Saksvurdering, katalog: Katalog, malform: str) -> None:
        super().__init__(1, vurdering, katalog)
        self.malform = malform

    def plass(self, dokument: Dokument) -> int:
        """The number of a document among the case's files, from 1: its name in addresses and in the log."""
        return next(n for n, kilde in enumerate(self.sak.kilder, start=1) if kilde.dok_id == dokument.dok_id)

    def merker_i(self, dokument: Dokument) -> list[Merke]:
        """The quotes in a document, by number."""
        return [m for m in self._merker if m.slag == "belegg" and m.belegg.dok_id == dokument.dok_id]

    def sidedokumenter(self, bilder: Sidebilder | None) -> Iterator[tuple[Dokument, Kilde]]:
        """The documents whose pages can be shown as they look on paper: the file is still there, and nothing in it is hidden."""
        skjult = {s.dok_id for s in self.vurdering.skjerming if s.holdt or s.status == Skjermstatus.MASKERT}
        kilder = {k.dok_id: k for k in self.sak.kilder if k.status == Lesestatus.LEST and k.fil.casefold().endswith(_PDF)}
        for dokument in self.sak.dokumenter if bilder else ():
            kilde = kilder.get(dokument.dok_id)
            if kilde and dokument.sider and dokument.dok_id not in skjult and bilder.finnes(self.sak.sak_id, kilde.sha256):
                yield dokument, kilde


@dataclass(frozen=True)
class Gransking:
    """All that the page shows besides the case itself. ``skjult`` when it is read blind and not answered yet.

    ``versjon`` is the case's as it is now, ``omvurdering`` what is another since the person answered.
    """

    oppgave: Oppgave
    mine: Gjeldende
    andres: Gjeldende
    steg: list
    hendelser: list[Hendelse]
    skjult: bool
    kan_svare: bool
    versjon: str
    omvurdering: Omvurdering


def load_saksvisning(f: Foresporsel, handling: str = "sak", gjelder: str = "") -> tuple[Saksvisning, Gransking]:
    """The case that the address names as the one who asks may see it now; the look is logged."""
    vurdering = f.tilgang.load_sak(f.request.path_params["sak_id"], handling, gjelder)
    gransking = load_gransking(f, vurdering)
    return Saksvisning(hide_funn(vurdering) if gransking.skjult else vurdering, f.oppsett.katalog, f.malform), gransking


def hide_funn(vurdering: Saksvurdering) -> Saksvurdering:
    """The case with its texts alone: nothing of what the machine found goes to the browser."""
    return replace(vurdering, vurderinger=(), flagg=(), risiko=None, svakt_vedtak=None, behov=(), fakta=(), pii=(), gjenbruk=None)


def load_gransking(f: Foresporsel, vurdering: Saksvurdering) -> Gransking:
    """Where the case stands for the one who asks."""
    lager, bruker, regler = f.oppsett.gjennomgang, f.bruker, f.oppsett.regler
    sak_id = vurdering.sak.sak_id
    oppgave, alle, hendelser, versjon = lager.load_stand(sak_id)
    mine = find_gjeldende(alle, bruker.id)
    skjult = is_skjult(oppgave, alle, bruker) or sak_id in f.oppsett.lager.stikkprover.find_blinde(bruker.id)
    return Gransking(
        oppgave=oppgave,
        mine=mine,
        andres=find_gjeldende(alle, _find_andre(oppgave, bruker.id)),
        steg=find_steg(oppgave, bruker, regler, f.oppsett.annenlesing),
        hendelser=hide_hendelser(hendelser) if skjult else hendelser,
        skjult=skjult,
        kan_svare=can_svare(oppgave, f),
        versjon=versjon,
        omvurdering=find_omvurdering(oppgave, mine, hendelser, versjon, () if skjult else vurdering.flagg),
    )


def hide_hendelser(hendelser: list[Hendelse]) -> list[Hendelse]:
    """That something happened, but nothing of what was written or found."""
    return [replace(ett, felt={}) for ett in hendelser]


def can_svare(oppgave: Oppgave, f: Foresporsel) -> bool:
    """Whether an answer of this person counts now: a free case is taken by the first answer."""
    if not f.tilgang.har("avgjore"):
        return False
    egen = oppgave.hvem == f.bruker.id
    if oppgave.tilstand in (Tilstand.TATT, Tilstand.RETUR) or oppgave.har_ventet(f.oppsett.idag()):
        return egen
    if oppgave.tilstand == Tilstand.ANNENLESER:
        return not egen and f.tilgang.har("godkjenne") and oppgave.annenleser in ("", f.bruker.id)
    return oppgave.tilstand == Tilstand.LEDIG


def _find_andre(oppgave: Oppgave, egen: str) -> str:
    """The colleague whose answers stand beside one's own."""
    return oppgave.annenleser if oppgave.hvem == egen else oppgave.hvem


def find_folk(f: Foresporsel) -> dict[str, str]:
    """Everybody's name by id, for what they did with a case."""
    return {ett.id: ett.navn for ett in f.brukere}

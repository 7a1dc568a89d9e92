"""A case as the review page shows it: the report's case in the reviewer's language form, with where it stands and what was answered."""

from __future__ import annotations

from dataclasses import dataclass

from vedtaksanalyse.export.visning import Saksside
from vedtaksanalyse.gjennomgang import Gjeldende, find_gjeldende, find_steg, is_skjult
from vedtaksanalyse.kriterier import Katalog
from vedtaksanalyse.sak import Hendelse, Oppgave, Saksvurdering, Svar, Tilstand
from vedtaksanalyse.web.foresporsel import Foresporsel


class Saksvisning(Saksside):
    """The case's words in the language form of the page."""

    def __init__(self, vurdering: Saksvurdering, katalog: Katalog, malform: str) -> None:
        super().__init__(1, vurdering, katalog)
        self.malform = malform


@dataclass(frozen=True)
class Gransking:
    """All that the page shows besides the case itself. ``skjult`` when it is read blind and not answered yet."""

    oppgave: Oppgave
    mine: Gjeldende
    andres: Gjeldende
    steg: list
    hendelser: list[Hendelse]
    skjult: bool
    kan_svare: bool


def load_gransking(f: Foresporsel, vurdering: Saksvurdering) -> Gransking:
    """Where the case stands for the one who asks."""
    lager, bruker, regler = f.oppsett.gjennomgang, f.bruker, f.oppsett.regler
    sak_id = vurdering.sak.sak_id
    oppgave, alle = lager.load_oppgave(sak_id), lager.load_svar(sak_id)
    return Gransking(
        oppgave=oppgave,
        mine=find_gjeldende(alle, bruker.id),
        andres=find_gjeldende(alle, _find_andre(oppgave, bruker.id)),
        steg=find_steg(oppgave, bruker, regler),
        hendelser=lager.load_hendelser(sak_id),
        skjult=is_skjult(oppgave, alle, bruker),
        kan_svare=can_svare(oppgave, f),
    )


def can_svare(oppgave: Oppgave, f: Foresporsel) -> bool:
    """Whether an answer of this person counts now: a free case is taken by the first answer."""
    if not f.tilgang.har("avgjore"):
        return False
    egen = oppgave.hvem == f.bruker.id
    if oppgave.tilstand in (Tilstand.TATT, Tilstand.RETUR):
        return egen
    if oppgave.tilstand == Tilstand.ANNENLESER:
        return not egen and f.tilgang.har("godkjenne") and oppgave.annenleser in ("", f.bruker.id)
    return oppgave.tilstand == Tilstand.LEDIG


def _find_andre(oppgave: Oppgave, egen: str) -> str:
    """The colleague whose answers stand beside one's own."""
    return oppgave.annenleser if oppgave.hvem == egen else oppgave.hvem


def sist_svart(gjeldende: Gjeldende) -> Svar | None:
    """The last answer that stands."""
    alle = [*gjeldende.flagg.values(), *gjeldende.grader.values(), *([gjeldende.sak] if gjeldende.sak else [])]
    return max(alle, key=lambda ett: ett.tid, default=None)

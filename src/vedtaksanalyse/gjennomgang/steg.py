"""How a case moves from hand to hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.gjennomgang.annenlesing import Annenlesing
from vedtaksanalyse.gjennomgang.regler import Regler, Steg
from vedtaksanalyse.sak import Bruker, Oppgave, Tilstand


def find_steg(oppgave: Oppgave, bruker: Bruker, regler: Regler, annenlesing: Annenlesing = Annenlesing()) -> list[Steg]:  # noqa: B008
    """The steps this person can take with this case, in the order to show."""
    return [steg for steg in regler.steg.values() if _is_lov(steg, oppgave, bruker, regler, annenlesing)]


def take_steg(
    steg_id: str, oppgave: Oppgave, bruker: Bruker, regler: Regler, annenlesing: Annenlesing = Annenlesing(),  # noqa: B008
    *, til: str = "", arsak: str = "", dato: date | None = None,
) -> Oppgave:  # fmt: skip
    """The case after a step. ``til`` is whom it is given to or sent to, ``arsak`` and ``dato`` why and how long it waits.

    Raises:
        Bruksfeil: «steg_ulovlig» when this person cannot take it now, «steg_arsak» without a known reason to wait,
            «steg_til» when it is given to nobody, or sent for a second reading to the one who has it.
    """
    steg = regler.steg.get(steg_id)
    if steg is None or not _is_lov(steg, oppgave, bruker, regler, annenlesing):
        raise Bruksfeil("steg_ulovlig")
    ny = replace(oppgave, tilstand=steg.til, vent_arsak="", vent_til=None)
    if steg.til == Tilstand.VENTER:
        if arsak not in regler.vent:
            raise Bruksfeil("steg_arsak")
        return replace(ny, vent_arsak=arsak, vent_til=dato)
    if steg.til == Tilstand.ANNENLESER:
        if til == oppgave.hvem:
            raise Bruksfeil("steg_til")
        return replace(ny, annenleser=til)
    if steg.til == Tilstand.LEDIG:
        return replace(ny, hvem="", annenleser="")
    if steg.til == Tilstand.TATT and steg.hvem == "alle":
        ny_eier = til if steg.rettighet == "fordele" else bruker.id
        if not ny_eier:
            raise Bruksfeil("steg_til")
        return replace(ny, hvem=ny_eier)
    if steg.hvem == "andre":
        return replace(ny, annenleser=bruker.id)
    return ny


def _is_lov(steg: Steg, oppgave: Oppgave, bruker: Bruker, regler: Regler, annenlesing: Annenlesing) -> bool:
    if oppgave.tilstand not in steg.fra or not regler.har(bruker, steg.rettighet):
        return False
    if steg.alene and annenlesing.gjelder(oppgave.sak_id):
        return False
    if steg.hvem == "eier":
        return oppgave.hvem == bruker.id
    if steg.hvem == "andre":
        return oppgave.hvem != bruker.id and oppgave.annenleser in ("", bruker.id)
    return True

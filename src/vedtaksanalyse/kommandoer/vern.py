"""The gate between the cases and everything that shows them: every command that shows text lets its cases through here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.sak import Saksvurdering, Vern

if TYPE_CHECKING:
    from vedtaksanalyse.storage import Lager

VERN = tuple(vern.value for vern in Vern)


def choose_vern(satt: Vern, bedt_om: str | None) -> Vern:
    """The setting, or what was asked for on the command line where that is at least as strict."""
    if bedt_om is None:
        return satt
    if VERN.index(bedt_om) > VERN.index(satt.value):
        raise Bruksfeil("vern_svakere", satt=satt.value, bedt_om=bedt_om)
    return Vern(bedt_om)


def shield(vurderinger: Iterable[Saksvurdering], vern: Vern, lager: Lager | None) -> list[Saksvurdering]:
    """The cases as they can be shown; without a database nobody has decided anything."""
    from vedtaksanalyse.pii.skjerming import skjerm_sak

    avgjorelser = lager.load_avgjorelser() if lager else {}
    return [skjerm_sak(vurdering, vern, avgjorelser) for vurdering in vurderinger]

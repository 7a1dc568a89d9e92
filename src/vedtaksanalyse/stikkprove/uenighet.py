"""Where two readers of the same case differ, and how it is settled: by a third, or by the two together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.kriterier import Katalog
from vedtaksanalyse.sak import AVKLART, Bruker, Mappe, Mappestand, Mappesvar, Skjemaverdi
from vedtaksanalyse.stikkprove.mapper import check_mappesvar, find_mine
from vedtaksanalyse.stikkprove.skjema import make_skjema
from vedtaksanalyse.storage import Lager


@dataclass(frozen=True, slots=True)
class Uenighet:
    """A point that two finished readings of a case answer differently; ``avklart`` is what was settled, if it was."""

    sak_id: str
    punkt: str
    forste: Mappesvar
    andre: Mappesvar
    avklart: Mappesvar | None = None

    @property
    def lesere(self) -> tuple[str, str]:
        """The two who read it."""
        return self.forste.hvem, self.andre.hvem


def find_uenigheter(mapper: Iterable[Mappe], svar: Iterable[Mappesvar], katalog: Katalog) -> list[Uenighet]:
    """The differences in cases that two have finished, in the order of cases and of the form. ``svar`` is in order of time.

    Only points that are answered by themselves count: what sums them up follows.
    """
    alle, ferdige = list(svar), {}
    for ett in mapper:
        if ett.tilstand == Mappestand.FERDIG:
            ferdige.setdefault(ett.sak_id, {})[ett.plass] = ett
    punkter = [punkt.id for punkt in make_skjema(katalog).values() if not punkt.under]
    siste = find_avklarte(alle)
    ut = []
    for sak_id, plasser in sorted(ferdige.items()):
        if len(plasser) != 2:
            continue
        forste, andre = (find_mine(alle, mappe, mappe.hvem) for _, mappe in sorted(plasser.items()))
        for punkt in punkter:
            if punkt in forste and punkt in andre and forste[punkt].verdi != andre[punkt].verdi:
                ut.append(Uenighet(sak_id, punkt, forste[punkt], andre[punkt], siste.get((sak_id, punkt))))
    return ut


def find_avklarte(svar: Iterable[Mappesvar]) -> dict[tuple[str, str], Mappesvar]:
    """What was settled, by case and point. ``svar`` is in order of time. A reader who has answered otherwise since unsettles it."""
    lest: dict[tuple[str, str, int, str], str] = {}
    ut: dict[tuple[str, str], Mappesvar] = {}
    for ett in svar:
        sted, egen = (ett.sak_id, ett.punkt), (ett.sak_id, ett.punkt, ett.plass, ett.hvem)
        if ett.plass == AVKLART and ett.verdi:
            ut[sted] = ett
        elif ett.plass == AVKLART or lest.get(egen) != ett.verdi:
            ut.pop(sted, None)
        lest[egen] = ett.verdi
    return ut


def settle(
    lager: Lager, uenighet: Uenighet, verdi: str, merknad: str, bruker: Bruker, katalog: Katalog, *, sammen: bool
) -> Mappesvar:
    """Settle a difference: a third person alone, or one of the two for both (``sammen``). Settled again, the last one stands.

    Raises:
        Bruksfeil: as ``check_avklart``.
    """
    ett = check_avklart(uenighet, verdi, merknad, bruker, katalog, sammen=sammen)
    lager.stikkprover.save_mappesvar([ett])
    return ett


def check_avklart(uenighet: Uenighet, verdi: str, merknad: str, bruker: Bruker, katalog: Katalog, *, sammen: bool) -> Mappesvar:
    """The answer that settles a difference, not kept.

    Raises:
        Bruksfeil: «avklart_sammen» when one of the two does not say that they agreed, else as ``check_mappesvar``.
    """
    if bruker.id in uenighet.lesere and not sammen:
        raise Bruksfeil("avklart_sammen")
    if verdi not in set(Skjemaverdi):
        raise Bruksfeil("svar_ukjent")
    stikkprove = uenighet.forste.stikkprove
    ett = Mappesvar(stikkprove, uenighet.sak_id, AVKLART, bruker.id, uenighet.punkt, verdi, merknad, forslag=uenighet.forste.forslag)
    check_mappesvar(ett, katalog)
    return ett

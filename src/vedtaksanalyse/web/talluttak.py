"""Which tables a view of the figures has: for the file that a page gives, and for the command line."""

from __future__ import annotations

from collections.abc import Mapping

from vedtaksanalyse.errors import IkkeFunnet
from vedtaksanalyse.export import talltabeller as tabeller
from vedtaksanalyse.export.talltabeller import Talltabell
from vedtaksanalyse.kriterier import Katalog
from vedtaksanalyse.stikkprove.oversikt import SAKSMAL, list_trendkriterier
from vedtaksanalyse.stikkprove.skjema import name_punkter
from vedtaksanalyse.stikkprove.strata import name_grupper
from vedtaksanalyse.stikkprove.tallkilde import Tallkilde

KONTOR, TREND, KRITERIER, FLAGG, SAMMENLIKNING = VISNINGER = ("kontor", "trend", "kriterier", "flagg", "sammenlikning")


def make_tabeller(
    kilde: Tallkilde, visning: str, kontor: str | None, mal: str | None, punkt: str | None, katalog: Katalog, tilstander: Mapping[str, str],
    malform: str,
) -> list[Talltabell]:  # fmt: skip
    """The tables of a view. IkkeFunnet for a view, figure or point that there is none of."""
    punkter = name_punkter(katalog, malform)
    valgt_mal, valgt_punkt = mal or SAKSMAL[0], punkt or next(iter(punkter))
    if visning not in VISNINGER or valgt_mal not in (*SAKSMAL, *list_trendkriterier(katalog), *punkter) or valgt_punkt not in punkter:
        raise IkkeFunnet("mal_finnes_ikke")
    if visning == KONTOR:
        return tabeller.make_kontor(kilde, tilstander)
    if visning == SAMMENLIKNING:
        return tabeller.make_sammenlikning(kilde, valgt_punkt)
    if kontor is None:
        return []
    if visning == TREND:
        return tabeller.make_trend(kilde, kontor, valgt_mal, etterprovd=valgt_mal in punkter)
    if visning == FLAGG:
        return tabeller.make_flagg(kilde, kontor)
    navn = {ett.id: ett.navn[malform] for ett in katalog.kriterier.values()}
    return tabeller.make_kriterier(kilde, kontor, navn, name_grupper(katalog, malform))

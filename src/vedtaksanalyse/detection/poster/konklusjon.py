"""What a vedtak reasons its way to, held against what it answers: an item found needed and then refused, and the like."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vedtaksanalyse.detection.poster.lest import Lest, Ytring
from vedtaksanalyse.detection.poster.motstrid import Par
from vedtaksanalyse.detection.poster.ordbok import Ordbok
from vedtaksanalyse.detection.poster.svar import GITT, NEKTET, OPPFORT, Svar
from vedtaksanalyse.sak import Belegg

_UTFALL, _ETTER = "utfall", 14
_UTELATT, _RADER, _SUMMER = "utelatt", 12, 6


def find_brudd(lest: Lest, ordbok: Ordbok, soknad: set[int], svar: Sequence[Svar]) -> Iterator[Par]:
    """Every place where one vedtak's conclusion does not follow."""
    yield from _accepted_then_refused(lest, ordbok, soknad, svar)
    yield from _all_then_refused(lest, ordbok, svar)
    yield from _left_out_but_counted(lest)


def _accepted_then_refused(lest: Lest, ordbok: Ordbok, soknad: set[int], svar: Sequence[Svar]) -> Iterator[Par]:
    flate, uten = lest.oppdeling.flate, ordbok.seksjoner["uten"] | ordbok.seksjoner["soknad"]
    godtar = {y.setning.start for y in lest.ytringer if y.setning.seksjon not in uten and _accepts(y, flate)}
    gitt = {slag for s in svar if s.hva in (GITT, OPPFORT) and s.belegg.start not in godtar for slag in s.slag}
    eneste = frozenset() if any(s.hva in (GITT, OPPFORT) for s in svar) else _only_item(lest, soknad)
    nektet = [
        (slag, s) for s in svar if s.hva == NEKTET
        and len(slag := s.slag or eneste) == 1 and not slag & (gitt | ordbok.grunn)
    ]
    linje, nevnt = -1, frozenset()
    for nr, ytring in enumerate(lest.ytringer):
        nevnt = ytring.slag() | (nevnt if ytring.linje == linje else frozenset())
        linje = ytring.linje
        if nr in soknad or ytring.setning.start not in godtar:
            continue
        slag = nevnt or (ytring.tittel.slag() if ytring.tittel else frozenset())
        if not slag and ytring.har("svar.trengs"):
            slag = eneste
        her = Belegg(lest.oppdeling.dokument.dok_id, ytring.setning.start, ytring.setning.slutt)
        for nei, s in nektet:
            foran = s.belegg.start < her.start  # the outcome first: then only what names the item gives reasons for it
            if nei <= (ytring.slag() if foran else slag) and s.linje != ytring.linje:
                yield Par(_UTFALL, her, s.belegg)


def _only_item(lest: Lest, soknad: set[int]) -> frozenset[str]:
    """The kind of item that a vedtak says is applied for, where it is one alone."""
    slag = frozenset(slag for nr in soknad for slag in lest.ytringer[nr].slag())
    return slag if len(slag) == 1 else frozenset()


def _accepts(ytring: Ytring, flate: str) -> bool:
    """Whether a unit finds a need, without a negation or a payer other than the office."""
    if ytring.har("fortid", "vilkar", "svar.regel", "svar.nektet", "svar.gjengitt"):
        return False
    nekt, andre = ytring.ord.get("svar.nekt", ()), ytring.ord.get("svar.av_andre", ())
    return any(
        not any(s < start for s, _ in nekt) and not any(slutt <= s < slutt + _ETTER for s, _ in (*andre, *nekt))
        for start, slutt in (*ytring.ord.get("svar.godtatt", ()), *ytring.ord.get("svar.trengs", ()))
    )


def _all_then_refused(lest: Lest, ordbok: Ordbok, svar: Sequence[Svar]) -> Iterator[Par]:
    """The whole application granted, and an item refused."""
    start = {y.setning.start: y for y in lest.ytringer}
    helt = [s for s in svar if s.hva == GITT and start[s.belegg.start].har("svar.helt") and not s.slag - ordbok.grunn]
    blandet = {s.belegg.start for s in svar if s.hva == NEKTET}
    for a in helt:
        if a.belegg.start in blandet or start[a.belegg.start].har("del", "svar.nekt"):
            continue
        yield from (Par(_UTFALL, a.belegg, b.belegg) for b in svar if b.hva == NEKTET and b.slag - ordbok.grunn)


def _left_out_but_counted(lest: Lest) -> Iterator[Par]:
    """Child benefit said to be left out, and added into a sum."""
    sagt = [y for y in lest.ytringer if y.har("svar.barnetrygd") and y.har("svar.utenfor") and not y.har("fortid", "vilkar")]
    if sagt and (rad := _counted(lest)):
        dok_id = lest.oppdeling.dokument.dok_id
        yield Par(_UTELATT, *(Belegg(dok_id, y.setning.start, y.setning.slutt) for y in (sagt[0], rad)))


def _counted(lest: Lest) -> Ytring | None:
    """The row of child benefit that a sum after it holds: the amounts just before the sum, back past the row, add up."""
    tall = [(verdi, start, y) for y in lest.ytringer for verdi, start, _ in y.belop]
    for nr, (_, start, ytring) in enumerate(tall):
        navn = [slutt for _, slutt in ytring.ord.get("svar.barnetrygd", ()) if slutt <= start]
        fra = max((s for _, s, y in tall[:nr] if y is ytring), default=-1)
        if not navn or max(navn) < fra or ytring.har("svar.utenfor"):
            continue
        for sum_nr in range(nr + 1, min(nr + _SUMMER, len(tall))):
            ledd = [verdi for verdi, _, _ in tall[max(0, sum_nr - _RADER) : sum_nr]]
            if any(sum(ledd[k:]) == tall[sum_nr][0] for k in range(len(ledd) - sum_nr + nr + 1)):
                return ytring
    return None

"""The queue as one person sees it: tabs, filters, order, page by page. A blind case tells nothing of what the machine found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256

from vedtaksanalyse.sak import Bruker, Korad, Oppgave, Saksstatus, Tilstand

FANER = ("ledige", "mine", "venter", "retur", "annenleser", "ferdige", "alle")
SORTERINGER = ("risiko", "frist", "alder")
PER_SIDE = 25
_SNART = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Kovalg:
    """What to show: all of it stands in the page's address."""

    fane: str = FANER[0]
    kontor: str = ""
    kjede: str = ""
    frist: str = ""
    sok: str = ""
    sortering: str = SORTERINGER[0]
    side: int = 1


@dataclass(frozen=True, slots=True)
class Kopost:
    """A case in the queue: what was found, and where it stands."""

    rad: Korad
    oppgave: Oppgave

    @property
    def skjult(self) -> bool:
        """Whether what the machine found is not to be told yet."""
        return self.oppgave.blind and self.oppgave.tilstand != Tilstand.FERDIG


@dataclass(frozen=True, slots=True)
class Koside:
    """One page of the queue. ``antall`` is by tab, before the other filters; ``treff`` all that the filters leave."""

    poster: Sequence[Kopost]
    treff: int
    sider: int
    valg: Kovalg
    antall: Mapping[str, int] = field(default_factory=dict)
    kontorer: Sequence[str] = ()
    kjeder: Sequence[str] = ()


def make_koside(rader: Iterable[Korad], oppgaver: Mapping[str, Oppgave], valg: Kovalg, bruker: Bruker, idag: date) -> Koside:
    """The page that was asked for. Cases with nothing to look at are in it only when somebody has touched or drawn them."""
    poster = [Kopost(rad, oppgaver.get(rad.sak_id) or Oppgave(rad.sak_id, rad.kontor)) for rad in rader]
    poster = [post for post in poster if _is_arbeid(post)]
    antall = Counter(fane for post in poster for fane in _find_faner(post.oppgave, bruker))
    treff = _sort([p for p in poster if valg.fane in _find_faner(p.oppgave, bruker) and _passes(p, valg, idag)], valg.sortering, idag)
    sider = max(1, -(-len(treff) // PER_SIDE))
    side = min(max(1, valg.side), sider)
    vist = treff[(side - 1) * PER_SIDE : side * PER_SIDE]
    return Koside(
        poster=vist,
        treff=len(treff),
        sider=sider,
        valg=Kovalg(valg.fane, valg.kontor, valg.kjede, valg.frist, valg.sok, valg.sortering, side),
        antall={fane: antall[fane] for fane in FANER},
        kontorer=sorted({post.rad.kontor for post in poster if post.rad.kontor}),
        kjeder=sorted({k for post in poster if post.rad.risiko and not post.skjult for k in post.rad.risiko.kjeder}),
    )


def _is_arbeid(post: Kopost) -> bool:
    rort = post.oppgave.kontroll or post.oppgave.tilstand != Tilstand.LEDIG
    return rort or (post.rad.status == Saksstatus.VURDERT and post.rad.risiko is not None)


def _find_faner(oppgave: Oppgave, bruker: Bruker) -> tuple[str, ...]:
    """The tabs a case is in for this person."""
    egen = oppgave.hvem == bruker.id
    faner = {
        Tilstand.LEDIG: ("ledige",),
        Tilstand.TATT: ("mine",) if egen else (),
        Tilstand.VENTER: ("venter",) if egen else (),
        Tilstand.RETUR: ("retur",) if egen else (),
        Tilstand.ANNENLESER: ("annenleser",) if egen or oppgave.annenleser in ("", bruker.id) else (),
        Tilstand.FERDIG: ("ferdige",) if egen or oppgave.annenleser == bruker.id else (),
    }[oppgave.tilstand]
    return (*faner, "alle")


def _passes(post: Kopost, valg: Kovalg, idag: date) -> bool:
    rad, risiko = post.rad, None if post.skjult else post.rad.risiko
    if valg.kontor and rad.kontor != valg.kontor:
        return False
    if valg.kjede and (risiko is None or valg.kjede not in risiko.kjeder):
        return False
    if valg.frist and not (risiko and risiko.frist and _in_frist(risiko.frist, valg.frist, idag)):
        return False
    return not valg.sok or valg.sok.casefold() in rad.sak_id.casefold()


def _in_frist(frist: date, valgt: str, idag: date) -> bool:
    return frist < idag if valgt == "ute" else idag <= frist <= idag + _SNART


def _sort(poster: Sequence[Kopost], sortering: str, idag: date) -> list[Kopost]:
    """In order; blind cases stand where a draw puts them, so that their place tells nothing."""
    ordnet = sorted((post for post in poster if not post.skjult), key=lambda post: _rang(post.rad, sortering, idag))
    for post in sorted((post for post in poster if post.skjult), key=lambda post: post.rad.sak_id):
        ordnet.insert(int(_draw(post.rad.sak_id) * (len(ordnet) + 1)), post)
    return ordnet


def _rang(rad: Korad, sortering: str, idag: date) -> tuple:
    if sortering == "frist":
        frist = rad.risiko.frist if rad.risiko and rad.risiko.frist else date.max
        return (frist < idag, frist, rad.rang(idag))
    if sortering == "alder":
        return (rad.vedtaksdato or date.max, rad.rang(idag))
    return (rad.rang(idag),)


def _draw(sak_id: str) -> float:
    return int.from_bytes(sha256(sak_id.encode()).digest()[:4]) / 2**32

"""Sets what is applied for against what is decided, and a vedtak against itself and against the rest of its case.

An item applied for ends as ``avgjort``, ``utsatt``, ``omtalt`` (mentioned, but never decided) or ``uomtalt``;
``_utenfor`` when only a note, form or complaint asks for it, ``samlet_`` when the application as a whole is decided
(unless the complaint says that the item was never answered). Two statements that cannot both hold are named by what they
disagree on. All words are in ``felles/poster.toml``. It concludes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from vedtaksanalyse.detection.poster.avgjort import Avgjorelse
from vedtaksanalyse.detection.poster.husstand import Husstand
from vedtaksanalyse.detection.poster.konklusjon import find_brudd
from vedtaksanalyse.detection.poster.lest import Lest, read_ytringer
from vedtaksanalyse.detection.poster.motstrid import Par, find_motstrid
from vedtaksanalyse.detection.poster.ordbok import Ordbok
from vedtaksanalyse.detection.poster.saksposter import Fulgt, Saksdel, Saksposter
from vedtaksanalyse.detection.poster.soknad import Soknadspost, find_soknad, join_poster
from vedtaksanalyse.detection.poster.svar import GITT, NEKTET, OPPFORT, Svar, Svarleser
from vedtaksanalyse.sak import Barneomtale, Oppdeling, Sammenstilling

__all__ = ["compare_poster", "find_sammenstillinger", "read_saksposter"]

_FERDIG = frozenset({"avgjort", "samlet_omtalt", "samlet_uomtalt", "samlet_utsatt"})
_VEDTAK, _RESULTAT = "vedtak", "resultat"
_LEST_HER = frozenset({"vedtak", "soknad", "journalnotat", "klage"})
_kompilert: dict[int, tuple[Mapping, Ordbok]] = {}


def find_sammenstillinger(
    oppdelinger: Sequence[Oppdeling], barn: Sequence[Barneomtale], dato: date | None, poster: Mapping
) -> tuple[Sammenstilling, ...]:
    """All items and contradictions of a case. ``poster`` is the catalogue's ``felles["poster"]``."""
    return compare_poster(read_saksposter(oppdelinger, poster), barn, dato)


def read_saksposter(oppdelinger: Sequence[Oppdeling], poster: Mapping) -> Saksposter:
    """What the documents of a case ask for and answer; nothing where no vedtak is read."""
    if id(poster) not in _kompilert:
        # The lists are kept beside what was compiled from them, so that their id is never used again.
        _kompilert[id(poster)] = (poster, Ordbok(poster))
    _, ordbok = _kompilert[id(poster)]
    if all(o.dokument.type != _VEDTAK for o in oppdelinger):
        return Saksposter(ordbok)
    lest = [read_ytringer(o, ordbok) for o in oppdelinger if o.dokument.type in _LEST_HER]
    deler = [Saksdel(ett, *find_soknad(ett, ordbok)) for ett in lest]
    alle = frozenset(s for delen in deler for p in delen.poster for s in ordbok.slekt(p.slag))
    deler = [_answered(delen, ordbok, alle) for delen in deler]
    vedtak = [(delen.lest, delen.spor) for delen in deler if delen.leser]
    fulgt = tuple(_follow(vedtak, [p for delen in deler for p in delen.poster], ordbok))
    return Saksposter(ordbok, tuple(deler), fulgt)


def compare_poster(saken: Saksposter, barn: Sequence[Barneomtale], dato: date | None) -> tuple[Sammenstilling, ...]:
    """What came of each item, and what does not go together."""
    ordbok, vedtak = saken.ordbok, [delen for delen in saken.deler if delen.leser]
    if not vedtak:
        return ()
    husstand = Husstand(barn, frozenset(delen.lest.oppdeling.dokument.dok_id for delen in vedtak))
    par = [p for delen in vedtak for p in _find_par(delen.lest, delen.spor, delen.svar, ordbok, husstand, dato)]
    fulgt = [(f.slag, tuple(b for b in (f.post.belegg if f.post else None, f.belegg) if b), f.uavgjort) for f in saken.fulgt]
    return (
        *_answers([s for delen in vedtak for s in delen.svar], ordbok),
        *(Sammenstilling(ordbok.kriterium["post"], slag, belegg, uavgjort) for slag, belegg, uavgjort in fulgt),
        *(Sammenstilling(ordbok.kriterium["motstrid"], p.slag, tuple(dict.fromkeys((p.a, p.b))), True) for p in par),
    )


def _answered(delen: Saksdel, ordbok: Ordbok, alle: frozenset[str]) -> Saksdel:
    if delen.lest.oppdeling.dokument.type != _VEDTAK:
        return delen
    leser = Svarleser(delen.lest, ordbok, delen.spor, alle)
    return replace(delen, leser=leser, svar=tuple(leser.read()))


def _answers(svar: Sequence[Svar], ordbok: Ordbok) -> Iterator[Sammenstilling]:
    """Every answer, and what they come to in all: a linear model cannot see that both kinds are there.

    Where only refusals stand under the heading of the outcome, all is refused: what is granted elsewhere is something
    else, such as what the household has or got before.
    """
    gitt, nektet = _sides(svar)
    i_resultat = _sides([s for s in svar if s.seksjon == _RESULTAT])
    if i_resultat == (False, True):
        gitt = False
    samlet = "blandet" if gitt and nektet else "bare_gitt" if gitt else "bare_nektet" if nektet else ""
    for kriterium in ordbok.kriterium["utfall"]:
        yield from (Sammenstilling(kriterium, s.hva, (s.belegg,), False) for s in svar)
        if samlet:
            yield Sammenstilling(kriterium, samlet, (svar[0].belegg,), False)


def _sides(svar: Sequence[Svar]) -> tuple[bool, bool]:
    """Whether something is granted, and whether something is refused."""
    hva = {s.hva for s in svar}
    return not hva.isdisjoint((GITT, OPPFORT)), NEKTET in hva


def _find_par(
    lest: Lest, spor: set[int], svar: Sequence[Svar], ordbok: Ordbok, husstand: Husstand, dato: date | None
) -> Iterator[Par]:
    sett = set()
    brudd = find_brudd(lest, ordbok, spor, svar)
    for ett in (*find_motstrid(lest, ordbok, spor), *brudd, *husstand.find_fremmed(lest, ordbok, dato, spor)):
        if ett.slag not in sett:
            sett.add(ett.slag)
            yield ett


def _follow(vedtak: Sequence[tuple[Lest, set[int]]], poster: Sequence[Soknadspost], ordbok: Ordbok) -> Iterator[Fulgt]:
    alle = join_poster(poster)
    avgjorelse = Avgjorelse(vedtak, {post.slag for post in alle}, ordbok)
    etterlyst = {slekt for post in poster if post.type == "klage" for slekt in ordbok.slekt(post.slag)}
    for post in alle:
        utfall = avgjorelse.find(post)
        slag, belegg = utfall.trinn, utfall.belegg
        if slag not in _FERDIG and len(alle) == 1 and avgjorelse.uten_post:
            slag, belegg = "avgjort", avgjorelse.uten_post
        if slag not in _FERDIG and avgjorelse.hele and post.slag not in etterlyst:
            slag, belegg = f"samlet_{slag}", avgjorelse.hele
        if slag not in _FERDIG and post.type != "vedtak":
            slag += "_utenfor"
        yield Fulgt(post, slag, belegg, slag not in _FERDIG)
    sokt = {slekt for post in alle for slekt in ordbok.slekt(post.slag)}
    for slag, belegg in avgjorelse.utsatte():
        if slag not in sokt:
            yield Fulgt(None, "utsatt", belegg, True)

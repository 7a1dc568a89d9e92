"""The shelf of good examples: passages that two people pointed at, each by themselves, when both gave the best grade.

They are looked for among the answers that stand: grades in the daily review, and folders of a draw that both readers have finished.
A passage is what both pointed at, in a text that still is as both saw it, shown with nobody in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from vedtaksanalyse.errors import IkkeFunnet
from vedtaksanalyse.kriterier import Katalog, Kriterium
from vedtaksanalyse.sak import Belegg, Bruker, Mappestand, Saksvurdering, Skjemaverdi, Svarslag
from vedtaksanalyse.stikkprove.anonym import Anonymisert
from vedtaksanalyse.stikkprove.blindt import find_blinde
from vedtaksanalyse.stikkprove.mapper import find_mine
from vedtaksanalyse.stikkprove.skjema import Skjemapunkt, make_skjema
from vedtaksanalyse.storage import Lager
from vedtaksanalyse.storage.tall import Kontorer

_KORTEST, _MAKS_TEGN = 20, 600
_FLEST = 30
"""So many cases at most are read at a time."""
Sted = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Kandidat:
    """A case where two people agree. ``gjelder`` is the criterion, or the point of the form where that stands on several."""

    sak_id: str
    gjelder: str
    steder: tuple[Belegg, ...]


@dataclass(frozen=True, slots=True)
class Forbilde:
    """A passage to show. ``slag`` is the kind of document it is from."""

    sak_id: str
    gjelder: str
    tekst: str
    slag: str
    sprak: str


def find_kandidater(lager: Lager, katalog: Katalog, kontorer: Kontorer = None) -> list[Kandidat]:
    """The cases of these offices (None for all) with something for the shelf, by what it is about."""
    funnet: dict[tuple[str, str], dict[Belegg, None]] = {}
    for sak_id, gjelder, sted in (*_from_gjennomgang(lager, katalog, kontorer), *_from_mapper(lager, katalog, kontorer)):
        funnet.setdefault((gjelder, sak_id), {})[sted] = None
    rekke = {id_: nr for nr, id_ in enumerate(name_emner(katalog, "nb"))}
    alle = sorted(funnet.items(), key=lambda par: (rekke[par[0][0]], par[0][1]))
    return [Kandidat(sak_id, gjelder, tuple(steder)) for (gjelder, sak_id), steder in alle]


def show_forbilder(kandidat: Kandidat, vurdering: Saksvurdering) -> list[Forbilde]:
    """The passages of a case that is handed in as it may be shown."""
    anonymisert, dokumenter = Anonymisert(vurdering), {ett.dok_id: ett for ett in vurdering.sak.dokumenter}
    tekster = [(sted, anonymisert.sitat(sted, _MAKS_TEGN)) for sted in kandidat.steder]
    return [
        Forbilde(kandidat.sak_id, kandidat.gjelder, tekst, dokumenter[sted.dok_id].type, dokumenter[sted.dok_id].malform)
        for sted, tekst in tekster
        if tekst
    ]


@dataclass(frozen=True, slots=True)
class Hylle:
    """What is on the shelf for somebody: passages, how many cases there are by what they are about, and how many were not read."""

    forbilder: tuple[Forbilde, ...]
    antall: Mapping[str, int]
    flere: int


def load_hylle(
    lager: Lager, katalog: Katalog, bruker: Bruker, hent: Callable[[Kandidat], Saksvurdering | None], gjelder: str = "", sok: str = ""
) -> Hylle:
    """The shelf, of the offices within reach. ``hent`` is asked for each case that a passage is read from.

    IkkeFunnet for something that nothing is about.
    """
    if gjelder and gjelder not in name_emner(katalog, "nb"):
        raise IkkeFunnet("kriterium_finnes_ikke")
    alle = find_kandidater(lager, katalog, bruker.kontorer)
    blinde = find_blinde(lager, bruker, (ett.sak_id for ett in alle))
    kandidater = [ett for ett in alle if ett.sak_id not in blinde]
    valgte = [ett for ett in kandidater if gjelder in ("", ett.gjelder)]
    leste = [(ett, hent(ett)) for ett in valgte[:_FLEST]]
    funnet = [forbilde for ett, vurdering in leste if vurdering for forbilde in show_forbilder(ett, vurdering)]
    passer = tuple(ett for ett in funnet if sok.casefold() in ett.tekst.casefold())
    return Hylle(passer, Counter(ett.gjelder for ett in kandidater), max(0, len(valgte) - _FLEST))


def name_emner(katalog: Katalog, malform: str) -> dict[str, str]:
    """What the shelf is sorted by, in words: criteria with a best grade, then points of the form that stand on several."""
    kriterier = {ett.id: ett.navn[malform] for ett in katalog.kriterier.values() if find_best(ett, katalog)}
    return kriterier | {ett.id: ett.navn[malform] for ett in make_skjema(katalog).values() if _find_emne(ett, katalog) == ett.id}


def find_best(kriterium: Kriterium, katalog: Katalog) -> str:
    """The best grade of a criterion; empty for one without weak grades, which has no good ones either."""
    ikke = katalog.skjemaer.ikke_aktuelle.get(kriterium.id, ())
    gode = [grad for grad in kriterium.grader if grad not in kriterium.svake and grad not in ikke]
    return gode[-1] if kriterium.svake and gode else ""


def _find_emne(punkt: Skjemapunkt, katalog: Katalog) -> str:
    """Where on the shelf a point of the form stands; empty for one that sums up others."""
    egne = [id_ for id_ in punkt.kriterier if find_best(katalog.kriterier[id_], katalog)]
    return "" if punkt.under else egne[0] if len(egne) == 1 else punkt.id


def _from_gjennomgang(lager: Lager, katalog: Katalog, kontorer: Kontorer) -> Iterator[tuple[str, str, Belegg]]:
    best = {ett.id: find_best(ett, katalog) for ett in katalog.kriterier.values()}
    folk: dict[tuple[str, str], set[str]] = {}
    for ett in lager.tall.list_svar(Svarslag.GRAD, kontorer):
        hvem = folk.setdefault((ett.sak_id, ett.gjelder), set())
        (hvem.add if ett.verdi and ett.verdi == best.get(ett.gjelder) else hvem.discard)(ett.hvem)
    for sak_id in sorted({sak_id for (sak_id, _), hvem in folk.items() if len(hvem) > 1}):
        stand = lager.gjennomgang.load_tekststand(sak_id)
        siste = {(e.gjelder, e.hvem): e for e in lager.gjennomgang.load_svar(sak_id) if e.slag == Svarslag.GRAD}
        for gjelder in sorted({gjelder for gjelder, _ in siste}):
            egne = [stand.find_staende(e) for (g, _), e in siste.items() if g == gjelder and e.verdi and e.verdi == best.get(g)]
            yield from ((sak_id, gjelder, sted) for sted in find_felles(egne))


def _from_mapper(lager: Lager, katalog: Katalog, kontorer: Kontorer) -> Iterator[tuple[str, str, Belegg]]:
    skjema, prover = make_skjema(katalog), lager.stikkprover
    for prove in prover.list_alle():
        andre = [ett for ett in prover.load_mapper(prove.id) if ett.plass == 2 and ett.tilstand == Mappestand.FERDIG]
        kontor = {ett.sak_id: ett.kontor for ett in prover.load_ramme(prove.id, trukket=True)} if andre and not prove.forkastet else {}
        for mappe in andre:
            if mappe.sak_id in kontor and (kontorer is None or kontor[mappe.sak_id] in kontorer):
                yield from _from_mappe(lager, prove.id, mappe.sak_id, skjema, katalog)


def _from_mappe(
    lager: Lager, nummer: int, sak_id: str, skjema: Mapping[str, Skjemapunkt], katalog: Katalog
) -> Iterator[tuple[str, str, Belegg]]:
    mapper, svar = lager.stikkprover.load_mapper(nummer, sak_id), lager.stikkprover.load_mappesvar(nummer, sak_id)
    if any(ett.tilstand != Mappestand.FERDIG for ett in mapper):
        return
    stand = lager.gjennomgang.load_tekststand(sak_id)
    egne = [find_mine(svar, ett, ett.hvem) for ett in mapper]
    for punkt in skjema.values():
        emne = _find_emne(punkt, katalog)
        svarene = [mine[punkt.id] for mine in egne if punkt.id in mine]
        gode = [stand.find_staende(ett) for ett in svarene if ett.verdi == Skjemaverdi.JA]
        if emne and len(gode) == len(mapper):
            yield from ((sak_id, emne, sted) for sted in find_felles(gode))


def find_felles(alle: Iterable[Iterable[Sted]]) -> Iterator[Belegg]:
    """What any two of these people both pointed at."""
    for en, annen in combinations(alle, 2):
        for dok_id, start, slutt in en:
            for annet_dok, fra, til in annen:
                a, b = max(start, fra), min(slutt, til)
                if dok_id == annet_dok and b - a >= _KORTEST:
                    yield Belegg(dok_id, a, b)

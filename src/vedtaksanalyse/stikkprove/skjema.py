"""The form that a drawn folder is read against: its points, and the answers that the machine's grades suggest.

The points stand in the catalogue (``felles/egenvurdering.toml``): the audit's requirements, the list of themes, and what is asked
about those from 17 to 23. A requirement, and the point that the themes belong to, sum up others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import chain

from vedtaksanalyse.kriterier import Katalog, Kriterium, Punkt
from vedtaksanalyse.sak import Belegg, Kriterievurdering, Saksvurdering, Skjemaverdi

Forbehold = tuple[tuple[str, frozenset[str]], ...]
"""Where all of these criteria have one of these grades, something does not apply."""


class Skjemadel(StrEnum):
    """The parts of the form, which are also how its points' ids begin."""

    KRAV = "krav"
    PUNKT = "punkt"
    TEMA = "tema"
    UNGDOM = "ungdom"


@dataclass(frozen=True, slots=True)
class Ledd:
    """A criterion that decides a point, and where it does not apply."""

    kriterium: str
    forbehold: frozenset[Forbehold]


@dataclass(frozen=True, slots=True)
class Skjemapunkt:
    """A point of the form. ``kriterier`` are shown with it, ``ledd`` are those that decide it; ``under`` are the points it sums up.

    ``krav`` is the number of the requirement it belongs to, empty for what is asked about the young.
    """

    id: str
    del_: Skjemadel
    nummer: str
    navn: Mapping[str, str]
    krav: str
    kriterier: tuple[str, ...]
    ledd: tuple[Ledd, ...]
    forbehold: frozenset[Forbehold]
    under: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Forslag:
    """What the machine suggests to a point, and the verdicts it stands on. ``verdi`` is empty when it has nothing to say."""

    punkt: str
    verdi: str
    vurderinger: tuple[Kriterievurdering, ...] = ()

    @property
    def belegg(self) -> tuple[Belegg, ...]:
        """The quotes, each once."""
        return tuple(dict.fromkeys(chain.from_iterable(ett.belegg for ett in self.vurderinger)))


@lru_cache(maxsize=4)
def make_skjema(katalog: Katalog) -> Mapping[str, Skjemapunkt]:
    """The points by id, in the order to answer them: what sums up others comes after those."""
    ut: dict[str, Skjemapunkt] = {}
    for krav in katalog.skjemaer.krav:
        under: list[str] = []
        for punkt in krav.punkter:
            temaer = _temaer(punkt, krav.nummer, katalog) if punkt.tema else []
            egen = _punkt(Skjemadel.PUNKT, punkt, krav.nummer, katalog, temaer)
            ut |= {ett.id: ett for ett in (*temaer, egen)}
            under.append(egen.id)
        id_ = f"{Skjemadel.KRAV}.{krav.nummer}"
        ledd = tuple(dict.fromkeys(chain.from_iterable(ut[ett].ledd for ett in under)))
        ut[id_] = Skjemapunkt(id_, Skjemadel.KRAV, krav.nummer, krav.navn, krav.nummer, (), ledd, frozenset(), tuple(under))
    ut |= {ett.id: ett for ett in (_punkt(Skjemadel.UNGDOM, punkt, "", katalog) for punkt in katalog.skjemaer.ungdom)}
    return ut


def _temaer(punkt: Punkt, krav: str, katalog: Katalog) -> list[Skjemapunkt]:
    ut = []
    for id_ in katalog.skjemaer.tema:
        tema = Punkt(id_, katalog.kriterier[id_].navn, (id_,), gjelder=punkt.gjelder)
        ut.append(_punkt(Skjemadel.TEMA, tema, krav, katalog))
    return ut


def _punkt(del_: Skjemadel, punkt: Punkt, krav: str, katalog: Katalog, temaer: Iterable[Skjemapunkt] = ()) -> Skjemapunkt:
    egne = frozenset(_negate(navn, grader, katalog) for navn, grader in punkt.gjelder.items())
    temaer = tuple(temaer)
    ledd = [_ledd(katalog.kriterier[id_], egne, katalog) for id_ in punkt.kriterier if katalog.kriterier[id_].svake]
    ledd += chain.from_iterable(ett.ledd for ett in temaer)
    under = tuple(ett.id for ett in temaer)
    return Skjemapunkt(f"{del_}.{punkt.nummer}", del_, punkt.nummer, punkt.navn, krav, punkt.kriterier, tuple(ledd), egne, under)


def _ledd(kriterium: Kriterium, egne: frozenset[Forbehold], katalog: Katalog) -> Ledd:
    """A grade that only follows from other grades says nothing of the office: where it does, the criterion does not apply."""
    ikke = katalog.skjemaer.ikke_aktuelle.get(kriterium.id, ())
    folger = (tuple(sorted((n, frozenset(g)) for n, g in folge.nar.items())) for folge in kriterium.folger if folge.gir not in ikke)
    return Ledd(kriterium.id, egne.union(folger))


def _negate(navn: str, grader: Iterable[str], katalog: Katalog) -> Forbehold:
    return ((navn, frozenset(katalog.kriterier[navn].grader) - frozenset(grader)),)


def find_verdi(kriterium: Kriterium, grad: str, katalog: Katalog) -> Skjemaverdi | None:
    """The answer that a grade is: the weakest of the weak is a whole breach, the others half of one. None when it decides nothing."""
    if grad in katalog.skjemaer.ikke_aktuelle.get(kriterium.id, ()):
        return Skjemaverdi.IKKE_AKTUELT
    if not kriterium.svake:
        return None
    if grad not in kriterium.svake:
        return Skjemaverdi.JA
    return Skjemaverdi.NEI if grad == next(ett for ett in kriterium.grader if ett in kriterium.svake) else Skjemaverdi.DELVIS


def join_verdier(verdier: Iterable[str]) -> str:
    """The answer that several sum up to; empty without any. What does not apply is left out while anything does.

    All alike is that, some met and some not is partly. What nobody could tell leaves the sum untold unless there is a breach.
    """
    alle = set(filter(None, verdier))
    aktuelle = alle - {Skjemaverdi.IKKE_AKTUELT}
    if not aktuelle:
        return Skjemaverdi.IKKE_AKTUELT if alle else ""
    kjente = aktuelle - {Skjemaverdi.KAN_IKKE_VURDERES}
    if kjente <= {Skjemaverdi.JA}:
        return Skjemaverdi.JA if kjente == aktuelle else Skjemaverdi.KAN_IKKE_VURDERES
    return Skjemaverdi.NEI if kjente == {Skjemaverdi.NEI} else Skjemaverdi.DELVIS


def find_verdier(grader: Mapping[str, str], katalog: Katalog) -> dict[str, str]:
    """What the grades of a case suggest, by point; a point they say nothing of is not there."""
    ut = {}
    for punkt in make_skjema(katalog).values():
        if any(_holds(ett, grader) for ett in punkt.forbehold):
            ut[punkt.id] = str(Skjemaverdi.IKKE_AKTUELT)
        elif verdi := join_verdier(_find_leddverdi(ledd, grader, katalog) for ledd in punkt.ledd):
            ut[punkt.id] = str(verdi)
    return ut


def _find_leddverdi(ledd: Ledd, grader: Mapping[str, str], katalog: Katalog) -> str:
    if ledd.kriterium not in grader:
        return ""
    if any(_holds(ett, grader) for ett in ledd.forbehold):
        return Skjemaverdi.IKKE_AKTUELT
    return find_verdi(katalog.kriterier[ledd.kriterium], grader[ledd.kriterium], katalog) or ""


def _holds(forbehold: Forbehold, grader: Mapping[str, str]) -> bool:
    return all(grader.get(navn) in darlige for navn, darlige in forbehold)


def find_forslag(vurdering: Saksvurdering, katalog: Katalog) -> dict[str, Forslag]:
    """What the machine suggests to every point of the form, with what it stands on."""
    alle = {ett.kriterium: ett for ett in vurdering.vurderinger}
    verdier = find_verdier({navn: ett.grad for navn, ett in alle.items()}, katalog)
    return {
        punkt.id: Forslag(punkt.id, verdier.get(punkt.id, ""), tuple(alle[navn] for navn in punkt.kriterier if navn in alle))
        for punkt in make_skjema(katalog).values()
    }


def name_punkter(katalog: Katalog, malform: str) -> dict[str, str]:
    """The points' names by id, in the order of the form; requirements and their points with their numbers."""
    med_nummer = (Skjemadel.KRAV, Skjemadel.PUNKT)
    alle = make_skjema(katalog).values()
    return {p.id: f"{p.nummer} {p.navn[malform]}" if p.del_ in med_nummer else p.navn[malform] for p in alle}

"""What differs between two assessments of the same case: flags, grades, its place in the queue, and whether anything else does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

from vedtaksanalyse.kriterier import HINT, Katalog, Kriterium
from vedtaksanalyse.sak import Saksrisiko, Saksvurdering

FLAGG, OPP, NED, ANNET = "flagg", "opp", "ned", "annet"
_IKKE_FUNN = {"sak", "versjoner", "merker", "gjenbruk", "skjerming", "beholdt", "pii"}
"""Fields that are not what was concluded. Personal data follows the reading of the text, which is the same."""


@dataclass(frozen=True, slots=True)
class Flaggendring:
    """A flag before and after: raised as a «flagg», as a «hint», or «» where it is not raised."""

    flagg: str
    fra: str
    til: str


@dataclass(frozen=True, slots=True)
class Gradendring:
    """A grade before and after. Of a list, each value that came or went, with «» on the other side. ``retning`` goes by the steps of the catalogue."""

    kriterium: str
    fra: str
    til: str
    retning: str


@dataclass(frozen=True, slots=True)
class Saksendring:
    """What differs in one case. ``risiko`` and ``feil`` are (before, after), None where the case has no place in the queue.

    ``bare_tall``: only probabilities, quotes, facts and the like differ.
    """

    sak_id: str
    kontor: str
    malform: str
    flagg: tuple[Flaggendring, ...] = ()
    grader: tuple[Gradendring, ...] = ()
    status: tuple[str, str] | None = None
    risiko: tuple[int | None, int | None] = (None, None)
    feil: tuple[bool, bool] = (False, False)
    svakt: tuple[float | None, float | None] = (None, None)
    bare_tall: bool = False

    @property
    def endret(self) -> bool:
        """Whether a reviewer would see another case: other flags, grades, status or risk."""
        return bool(self.flagg or self.grader or self.status or self.risiko[0] != self.risiko[1] or self.feil[0] != self.feil[1])


def compare_sak(for_: Saksvurdering, etter: Saksvurdering, katalog: Katalog) -> Saksendring:
    """The same case before and after. ``katalog`` is the one after."""
    endring = Saksendring(
        for_.sak.sak_id,
        for_.sak.kontor,
        for_.sak.malform,
        tuple(_flagg(for_, etter)),
        tuple(_grader(for_, etter, katalog)),
        _par(_status(for_), _status(etter)),
        (_risiko(for_.risiko), _risiko(etter.risiko)),
        (bool(for_.risiko and for_.risiko.feil), bool(etter.risiko and etter.risiko.feil)),
        (for_.svakt_vedtak, etter.svakt_vedtak),
    )
    if endring.endret or all(getattr(for_, f.name) == getattr(etter, f.name) for f in fields(for_) if f.name not in _IKKE_FUNN):
        return endring
    return Saksendring(endring.sak_id, endring.kontor, endring.malform, risiko=endring.risiko, feil=endring.feil, svakt=endring.svakt, bare_tall=True)


def find_tilstander(vurdering: Saksvurdering) -> dict[str, str]:
    """How each flag of a case is raised."""
    return {ett.id: HINT if ett.hint else FLAGG for ett in vurdering.flagg}


def find_retning(kriterium: Kriterium | None, fra: str, til: str) -> str:
    """Whether a grade is a step up or down; neither where no steps lead from the one to the other."""
    if kriterium and til in _steps(kriterium, fra):
        return OPP
    return NED if kriterium and fra in _steps(kriterium, til) else ANNET


def _steps(kriterium: Kriterium, grad: str) -> Iterator[str]:
    """The grades that lie above one."""
    sett = {grad}
    while (trinn := kriterium.trinn.get(grad)) and trinn.til not in sett:
        grad = trinn.til
        sett.add(grad)
        yield grad


def _flagg(for_: Saksvurdering, etter: Saksvurdering) -> Iterator[Flaggendring]:
    fra, til = find_tilstander(for_), find_tilstander(etter)
    for id_ in dict.fromkeys((*fra, *til)):
        if fra.get(id_, "") != til.get(id_, ""):
            yield Flaggendring(id_, fra.get(id_, ""), til.get(id_, ""))


def _grader(for_: Saksvurdering, etter: Saksvurdering, katalog: Katalog) -> Iterator[Gradendring]:
    fra, til = _verdier(for_), _verdier(etter)
    for id_ in dict.fromkeys((*fra, *til)):
        borte, nye = (tuple(v for v in en.get(id_, ()) if v not in annen.get(id_, ())) for en, annen in ((fra, til), (til, fra)))
        if len(borte) == len(nye) == 1 and katalog.kriterier.get(id_) and katalog.kriterier[id_].slag == "grad":
            yield Gradendring(id_, borte[0], nye[0], find_retning(katalog.kriterier[id_], borte[0], nye[0]))
        else:
            yield from (Gradendring(id_, verdi, "", ANNET) for verdi in borte)
            yield from (Gradendring(id_, "", verdi, ANNET) for verdi in nye)


def _verdier(vurdering: Saksvurdering) -> Mapping[str, tuple[str, ...]]:
    return {v.kriterium: (v.grad,) if v.verdi is None else v.verdi for v in vurdering.vurderinger}


def _status(vurdering: Saksvurdering) -> str:
    """The status, or why there is none."""
    return vurdering.arsak or str(vurdering.status)


def _par(fra: str, til: str) -> tuple[str, str] | None:
    return (fra, til) if fra != til else None


def _risiko(risiko: Saksrisiko | None) -> int | None:
    return risiko and risiko.risiko

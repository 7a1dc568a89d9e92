"""The thread from a need to what was decided: one row per need and child.

Places that speak of the same kind of need are brought together by child. Two places may be of one child unless what
they say of it disagrees (a boy and a girl, ages that differ); a place that names no one child goes with every child.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from vedtaksanalyse.assessment.metoder.flokk import PLASS, agrees
from vedtaksanalyse.kriterier import Katalog
from vedtaksanalyse.sak import BEHOVSSTILLINGER, Barnefakta, Barneomtale, Behovsomtale, Behovsrad, Belegg, Sak, Saksfunn

_ALDER, _MERKE = "alder:", "merke:"
_KORT = 30
_KJENT = frozenset({"sokt", "kartlagt"})
_IKKE_BARN = frozenset({"annen_person", "voksen", "nektet", "lovsitat", "svak"})


@dataclass(frozen=True, slots=True)
class _Barn:
    """A child that places speak of: its marks, and how they name it."""

    kjenne: frozenset[str]
    navn: str


def follow_behov(sak: Sak, funn: Saksfunn, barn: Barnefakta, katalog: Katalog) -> tuple[Behovsrad, ...]:
    """The rows of a case in the order to look at them."""
    if not funn.behov:
        return ()
    leser = _Trad(sak, funn, barn, katalog)
    rader = [rad for slag in leser.kinds() for rad in leser.rows(slag)]
    return tuple(sorted(rader, key=leser.rank))


def find_skillende(rader: Iterable[Behovsrad], stilling: str) -> tuple[Belegg, ...]:
    """Where the needs stand that a fact is about (``ikke_avgjort``, ``ikke_i_vedtak``): asked for, else mapped."""
    return tuple(dict.fromkeys(b for rad in rader if stilling and rad.stilling == stilling for b in rad.sokt or rad.kartlagt))


class _Trad:
    def __init__(self, sak: Sak, funn: Saksfunn, barn: Barnefakta, katalog: Katalog) -> None:
        post, poster = katalog.felles["behov"], katalog.felles["poster"]["slag"]
        self._sitater: int = post["visning"]["sitater"]
        self._dager = {d.dok_id: d.dato or date.min for d in sak.dokumenter}
        self._plass = {d.dok_id: nr for nr, d in enumerate(sak.dokumenter)}
        self._flokk = _flock(funn.barn, barn)
        self._grunn = {navn for navn, ett in poster.items() if ett.get("grunn")}
        self._daglig = {navn for navn, ett in poster.items() if self._grunn & {navn, *ett.get("under", ())}}
        self._tjeneste = {navn for navn, ett in poster.items() if ett.get("tjeneste")}
        self._under = {navn: set(ett.get("under", ())) - self._grunn for navn, ett in poster.items()}
        self._omtaler: dict[str, list[Behovsomtale]] = {}
        for omtale in funn.behov:
            self._omtaler.setdefault(omtale.behov, []).append(omtale)

    def kinds(self) -> Iterator[str]:
        """The kinds that were mapped or applied for."""
        for slag, omtaler in self._omtaler.items():
            if slag not in self._tjeneste and any(o.roller & self._begins(slag) for o in omtaler):
                yield slag

    def rows(self, slag: str) -> Iterator[Behovsrad]:
        """The rows of one kind, a row for each child that it was mapped or applied for."""
        egne = self._omtaler[slag]
        om = [o for annet in (slag, *sorted(self._under.get(slag, ()))) for o in self._about(annet)]
        smalere = [o for navn, over in self._under.items() if slag in over for o in self._about(navn)]
        start = [o for o in egne if o.roller & self._begins(slag)]
        for ett in self._children(start):
            egne_start, egne_om, egne_smalere = ([o for o in alle if self._may_be(o, ett)] for alle in (start, om, smalere))
            uklart = bool(egne_smalere) or any(self._may_be_middle(o, ett) for o in om)
            rad = self._row(slag, ett, egne_start, egne_om, uklart)
            # The living allowance is what the vedtak is about; it needs a row only where something is missing.
            if (rad.stilling or slag not in self._grunn) and (rad.sokt or rad.kartlagt or rad.avgjort):
                yield rad

    def _begins(self, slag: str) -> frozenset[str]:
        """What begins a row: asked for or mapped, and where no document shows either, decided in so many words."""
        kjent = any(o.roller & _KJENT for o in self._omtaler[slag])
        return _KJENT if kjent or slag in self._daglig else frozenset({"bestemt"})

    def _about(self, slag: str) -> list[Behovsomtale]:
        return [o for o in self._omtaler.get(slag, ()) if o.roller & {"nevnt", "avgjort"}]

    def rank(self, rad: Behovsrad) -> tuple:
        """Sorts rows: what stands out first, the living allowance last, then by where the case first speaks of it."""
        forst = min((self._plass[b.dok_id], b.start) for b in (*rad.sokt, *rad.kartlagt) or rad.avgjort)
        return (BEHOVSSTILLINGER.index(rad.stilling), rad.behov in self._grunn, bool(rad.stilling) and not rad.sokt, forst)

    def _row(
        self, slag: str, barn: _Barn, start: Sequence[Behovsomtale], om: Sequence[Behovsomtale], uklart: bool
    ) -> Behovsrad:
        """One row. ``uklart``: the vedtak speaks of something so near that it cannot be said to be silent."""
        sokt = [o for o in start if "sokt" in o.roller]
        kartlagt = [o for o in start if "kartlagt" in o.roller]
        nevnt = [o for o in om if "nevnt" in o.roller]
        vurdert = [o for o in nevnt if "vurdert" in o.roller]
        utfall, svar = _outcome(self._newest([o for o in om if "avgjort" in o.roller]))
        stilling = ""
        if any("uavgjort" in o.roller for o in sokt) and not _is_discussed(sokt, nevnt):
            stilling, utfall, svar = "ikke_avgjort", "", []
        elif kartlagt and not (sokt or nevnt or svar or uklart):
            stilling = "ikke_i_vedtak"
        return Behovsrad(
            behov=slag,
            barn=barn.navn,
            stilling=stilling,
            sokt=self._quotes(sokt),
            kartlagt=self._quotes(kartlagt),
            i_vedtak=self._quotes(nevnt),
            vurdert=self._quotes(vurdert),
            utfall=utfall,
            avgjort=self._quotes(svar),
        )

    def _newest(self, svar: Sequence[Behovsomtale]) -> list[Behovsomtale]:
        """The answers of the last vedtak that gives any: an earlier one has been replaced."""
        siste = max((self._dager[o.setning.dok_id] for o in svar), default=date.min)
        return [o for o in svar if self._dager[o.setning.dok_id] == siste]

    def _quotes(self, omtaler: Iterable[Behovsomtale]) -> tuple[Belegg, ...]:
        alle = dict.fromkeys(o.setning for o in omtaler)
        return tuple(sorted(alle, key=lambda b: (self._plass[b.dok_id], b.start)))[: self._sitater]

    def _children(self, omtaler: Sequence[Behovsomtale]) -> list[_Barn]:
        """The children that places name, each once; nobody in particular where no place names one."""
        barn: list[_Barn] = []
        for omtale in omtaler:
            if not omtale.barn:
                continue
            kjenne = self._resolve(omtale.kjennetegn)
            lik = next((nr for nr, ett in enumerate(barn) if _is_same(ett, kjenne, omtale.barn)), None)
            if lik is None:
                barn.append(_Barn(kjenne, omtale.barn))
            else:
                barn[lik] = _Barn(barn[lik].kjenne | kjenne, barn[lik].navn)
        return barn or [_Barn(frozenset(), "")]

    def _resolve(self, kjenne: frozenset[str]) -> frozenset[str]:
        """The marks with all that the case knows of the only child they fit."""
        passer = [ett for ett in self._flokk if _fits(ett, kjenne)]
        return kjenne | passer[0] if len(passer) == 1 else kjenne

    def _may_be(self, omtale: Behovsomtale, barn: _Barn) -> bool:
        return not omtale.barn or not barn.navn or _fits(self._resolve(omtale.kjennetegn), barn.kjenne)

    def _may_be_middle(self, omtale: Behovsomtale, barn: _Barn) -> bool:
        """The middle one of three is the youngest where only two are told of."""
        kjenne = self._resolve(omtale.kjennetegn)
        return "midt" in kjenne | barn.kjenne and bool(omtale.barn) and _fits(kjenne - PLASS, barn.kjenne - PLASS)


def _is_discussed(sokt: Iterable[Behovsomtale], nevnt: Iterable[Behovsomtale]) -> bool:
    """Whether the vedtak says something of the need, other than by a heading or by putting it off: then it may be answered."""
    utsatt = any("utsatt" in o.roller for o in sokt)
    return not utsatt and any(o.setning.slutt - o.setning.start > _KORT for o in nevnt)


def _outcome(svar: Sequence[Behovsomtale]) -> tuple[str, list[Behovsomtale]]:
    """What was decided, and the answers that say so: yes and no come before what is only listed or said of the rate, and
    plain answers before sentences that reason, where a «not» may be about what follows.
    """
    svar = [o for o in svar if "vurdert" not in o.roller] or svar
    gitt, nektet = ([o for o in svar if hva in o.roller] for hva in ("gitt", "nektet"))
    if gitt and nektet:
        return "delvis", [*gitt, *nektet]
    for utfall, funnet in (("innvilget", gitt), ("avslag", nektet)):
        if funnet:
            return utfall, funnet
    for utfall, hva in (("innvilget", "oppfort"), ("satsen", "satsen")):
        if funnet := [o for o in svar if hva in o.roller]:
            return utfall, funnet
    return "", []


def _is_same(ett: _Barn, kjenne: frozenset[str], navn: str) -> bool:
    if navn.lower() == ett.navn.lower() or (kjenne and kjenne == ett.kjenne):
        return True
    sikre = {k for k in kjenne & ett.kjenne if k.startswith((_ALDER, _MERKE)) or k in PLASS}
    return bool(sikre) and _fits(kjenne, ett.kjenne)


def _fits(en: frozenset[str], annen: frozenset[str]) -> bool:
    """Whether two sets of marks may be of one child."""
    aldre = {k for k in en if k.startswith(_ALDER)}, {k for k in annen if k.startswith(_ALDER)}
    return agrees(en, annen) and (not all(aldre) or bool(aldre[0] & aldre[1]))


def _flock(omtaler: Iterable[Barneomtale], barn: Barnefakta) -> list[frozenset[str]]:
    """The children of the case with all marks that statements give them; empty where their ages are not all known."""
    if not barn.aldre or len(set(barn.aldre)) < len(barn.aldre):
        return []
    kjent: Mapping[int, set[str]] = {alder: {f"{_ALDER}{alder}"} for alder in barn.aldre}
    for omtale in omtaler:
        if not omtale.kvalifikatorer & _IKKE_BARN and len(omtale.kjennetegn) == len(omtale.aldre):
            for alder, kjenne in zip(omtale.aldre, omtale.kjennetegn, strict=True):
                if alder in kjent and agrees(frozenset(kjent[alder]), kjenne):
                    kjent[alder] |= kjenne
    if len(kjent) > 1:
        for alder, plass in ((min(kjent), "yngst"), (max(kjent), "eldst")):
            kjent[alder] = {k for k in kjent[alder] if k not in PLASS} | {plass}
    return [frozenset(kjenne) for kjenne in kjent.values()]

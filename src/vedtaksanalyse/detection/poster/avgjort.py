"""What became of each item applied for: decided, put off, only mentioned, or not mentioned at all."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from vedtaksanalyse.detection.poster.lest import Lest, Ytring
from vedtaksanalyse.detection.poster.ordbok import Ordbok
from vedtaksanalyse.detection.poster.soknad import Soknadspost
from vedtaksanalyse.sak import Belegg

_ORD = re.compile(r"[^\W\d_]+")
_NAER, _LISTE = 35, 240
_TRINN = ("omtalt", "utsatt", "avgjort")


@dataclass(frozen=True, slots=True)
class Utfall:
    """What the vedtak does with one item, and the unit that shows it."""

    trinn: str
    belegg: Belegg | None = None


class Avgjorelse:
    """All units of the vedtak that do not ask, searched for what they decide.

    Where the living allowance and the rent (or power) are asked for side by side, what is said of the one does not
    answer the other: the guiding rates do not hold housing (rundskriv R35-00, sosialtjenesteloven § 18).
    """

    def __init__(self, lest: Sequence[tuple[Lest, set[int]]], sokt: Collection[str], ordbok: Ordbok) -> None:
        self._ordbok = ordbok
        self._hver_for_seg = ordbok.grunn if ordbok.grunn & set(sokt) else frozenset()
        self._grunn = {slag for grunn in ordbok.grunn for slag in ordbok.slekt(grunn)}
        self._omtaler: dict[str, list[Utfall]] = {}
        self._lest = lest
        self._flater = {ett.oppdeling.dokument.dok_id: ett.oppdeling.flate for ett, _ in lest}
        self._merker: dict[str, Belegg] = {}
        self.hele: Belegg | None = None
        self.uten_post: Belegg | None = None
        self._belop: dict[int, Belegg] = {}
        self._fritt: Belegg | None = None
        self._stammer: dict[str, Belegg] | None = None
        for dokument, soknad in lest:
            self._read(dokument, soknad)

    def find(self, post: Soknadspost) -> Utfall:
        """What became of this item."""
        if post.slag:
            # Sets are sorted here, so that every process shows the same quote: their own order is the process's.
            slekt = self._ordbok.slekt(post.slag)
            if post.slag in self._ordbok.jevnlig:
                slekt -= self._hver_for_seg
            slekt = sorted(slekt, key=lambda slag: (slag != post.slag, slag))
            funnet = [u for slag in slekt for u in self._omtaler.get(slag, ())]
            if self._fritt and post.slag in self._grunn:
                funnet.append(Utfall("avgjort", self._fritt))
        else:
            stammer = self._all_stammer()
            funnet = [Utfall("avgjort", stammer[s]) for s in sorted(post.stammer) if s in stammer]
        if post.belop in self._belop and post.belop is not None:
            funnet.append(Utfall("avgjort", self._belop[post.belop]))
        if (merke := self._label(post)) in self._merker:
            funnet.append(Utfall("avgjort", self._merker[merke]))
        return max(funnet, key=lambda u: _TRINN.index(u.trinn), default=Utfall("uomtalt"))

    def _label(self, post: Soknadspost) -> str:
        """The letter or number that an item of the vedtak has in the list of what is applied for."""
        flate = self._flater.get(post.belegg.dok_id, "")
        merker = self._ordbok.merke.findall(flate, max(0, post.belegg.start - _LISTE), post.belegg.start)
        return merker[-1] if merker else ""

    def utsatte(self) -> Iterator[tuple[str, Belegg]]:
        """The items put off and decided nowhere, whether or not anything shows that they were applied for."""
        for slag, utfall in self._omtaler.items():
            if slag not in self._grunn and not any(u.trinn == "avgjort" for u in utfall):
                yield from ((slag, u.belegg) for u in utfall[:1] if u.trinn == "utsatt" and u.belegg)

    def _read(self, dokument: Lest, soknad: set[int]) -> None:
        ytringer = dokument.ytringer
        avgjor = [nr not in soknad and self._decides(y) for nr, y in enumerate(ytringer)]
        linjer = {y.linje for y, a in zip(ytringer, avgjor, strict=True) if a}
        blokker = {y.blokk for y, a in zip(ytringer, avgjor, strict=True) if a}
        for nr, ytring in enumerate(ytringer):
            if nr in soknad or ytring.setning.seksjon in self._ordbok.seksjoner["uten"]:
                continue
            if not (ytring.poster or ytring.ord):
                continue
            belegg = Belegg(dokument.oppdeling.dokument.dok_id, ytring.setning.start, ytring.setning.slutt)
            trinn = self._trinn(ytring, avgjor[nr])
            if trinn == "omtalt" and ytring.linje in linjer and not ytring.har("fortid"):
                trinn = "avgjort"
            if ytring.setning.slag == "overskrift" and ytring.blokk in blokker and len(ytring.slag()) == 1:
                trinn = "avgjort"
            for slag in sorted(ytring.slag()):
                self._omtaler.setdefault(slag, []).append(Utfall(trinn, belegg))
            if trinn == "avgjort":
                for verdi, _, _ in ytring.belop:
                    self._belop.setdefault(verdi, belegg)
            if avgjor[nr] and ytring.har("utfall", "svar.gitt", "svar.nektet") and trinn == "avgjort":
                for m in self._ordbok.merket.finditer(dokument.oppdeling.flate, belegg.start, belegg.slutt):
                    self._merker.setdefault(m[1], belegg)
            self._read_helhet(ytring, belegg)

    def _decides(self, ytring: Ytring) -> bool:
        if ytring.setning.slag == "overskrift":
            return ytring.har("utfall", "nei")
        under = ytring.tittel is not None and ytring.tittel.har("ja", "nei")
        i_resultat = ytring.setning.seksjon in self._ordbok.seksjoner["resultat"]
        rad = bool(ytring.belop) and (ytring.setning.slag in ("rad", "felt") or not ytring.punktum)
        sier = ytring.har("ja", "nei", "svakt_ja", "svar.gitt", "svar.nektet") and not ytring.har("svar.regel")
        return sier or under or i_resultat or rad

    def _trinn(self, ytring: Ytring, avgjor: bool) -> str:
        if ytring.har("utsatt") and not ytring.har("utfall"):
            return "utsatt"
        return "avgjort" if avgjor and not ytring.har("fortid") else "omtalt"

    def _read_helhet(self, ytring: Ytring, belegg: Belegg) -> None:
        if ytring.har("fortid"):
            return
        if ytring.har("rest") and ytring.har("utfall", "nei"):
            self.hele = self.hele or belegg
        if ytring.har("ja", "nei"):
            self._read_belop(ytring, belegg)
        under_post = ytring.tittel is not None and bool(ytring.tittel.poster) and not ytring.tittel.har("soknadsnavn")
        if not ytring.poster and not under_post and ytring.har("hele") and ytring.har("utfall") and not ytring.har("del"):
            self.hele = self.hele or belegg

    def _read_belop(self, ytring: Ytring, belegg: Belegg) -> None:
        """Amounts not said to be for anything, or only for the living allowance."""
        for _, start, slutt in ytring.belop:
            naere = {p.slag for p in ytring.poster if start - _NAER < p.start < slutt + _NAER}
            if not naere:
                self.uten_post = self.uten_post or belegg
            av_sats = bool(ytring.poster) and ytring.har("satser")
            if not naere - self._grunn and ytring.har("ja") and not av_sats:
                self._fritt = self._fritt or belegg

    def _all_stammer(self) -> dict[str, Belegg]:
        if self._stammer is None:
            self._stammer = {}
            for dokument, soknad in self._lest:
                for nr, ytring in enumerate(dokument.ytringer):
                    if nr in soknad or ytring.setning.seksjon in self._ordbok.seksjoner["uten"]:
                        continue
                    s = ytring.setning
                    belegg = Belegg(dokument.oppdeling.dokument.dok_id, s.start, s.slutt)
                    for m in _ORD.finditer(dokument.oppdeling.flate, s.start, s.slutt):
                        if stamme := self._ordbok.stamme(m[0]):
                            self._stammer.setdefault(stamme, belegg)
        return self._stammer

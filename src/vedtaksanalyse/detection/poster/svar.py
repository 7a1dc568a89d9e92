"""What a vedtak answers, unit by unit: granted, refused, or held to lie within the rate."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vedtaksanalyse.detection.poster.lest import Lest, Ytring
from vedtaksanalyse.detection.poster.ordbok import Ordbok
from vedtaksanalyse.sak import Belegg

GITT, OPPFORT, NEKTET, SATSEN = "gitt", "oppfort", "nektet", "satsen"
_BARE_NULL = re.compile(r"\W*(?:kr\.? ?)?0(?:,-|,00)?(?![\d.,])")
_NULL = re.compile(r"(?:[:|]|\bkr\.?|\s) *(?:0|-)(?:,-|,00| ?kr| kroner| kronar)? *[.|]?\s*$")
_NEKT_ETTER, _FOR, _MERKELAPP = 3, 2, 40
_SKILLETEGN = re.compile(r"[:|]")
_LEDD = re.compile(r"[,;.] (?!\d)")
_SIER = tuple(f"svar.{hva}" for hva in (GITT, NEKTET, SATSEN, "nekter", "gir", "belop", "evne", "felt"))
_GJELDER_IKKE = ("vilkar", "regel", "avtale", "gjengitt", "forrige")
_BARE_POST = ("rad", "felt")


@dataclass(frozen=True, slots=True)
class Svar:
    """One answer of a vedtak, and the unit that gives it."""

    hva: str
    slag: frozenset[str]
    belegg: Belegg
    linje: int
    seksjon: str


class Svarleser:
    """Reads the answers of one vedtak. ``sokt`` is what is applied for, with its wider and narrower kinds."""

    def __init__(self, lest: Lest, ordbok: Ordbok, soknad: set[int], sokt: frozenset[str]) -> None:
        self._lest, self._ordbok, self._soknad, self._sokt = lest, ordbok, soknad, sokt
        self._flate = lest.oppdeling.flate

    def read(self) -> Iterator[Svar]:
        """Every answer, in order."""
        dok_id = self._lest.oppdeling.dokument.dok_id
        forrige: Ytring | None = None
        tittel: frozenset[str] = frozenset()
        for nr, ytring in enumerate(self._lest.ytringer):
            if ytring.setning.slag == "overskrift":
                tittel = ytring.slag() or tittel
            if nr not in self._soknad and ytring.setning.seksjon not in self._ordbok.seksjoner["uten"]:
                foran = forrige if forrige is not None and forrige.linje == ytring.linje else None
                belegg = Belegg(dok_id, ytring.setning.start, ytring.setning.slutt)
                slag = ytring.slag() or (foran.slag() if foran else frozenset())
                if not slag and self._names_outcome(ytring):
                    slag = tittel
                yield from (Svar(hva, slag, belegg, ytring.linje, ytring.setning.seksjon) for hva in sorted(self._answers(ytring, foran)))
            forrige = ytring

    def _answers(self, ytring: Ytring, foran: Ytring | None) -> set[str]:
        if ytring.har("fortid", "utsatt") or (ytring.har("svar.annet") and not ytring.belop):
            return set()
        svar = set()
        if ytring.har(*_SIER):
            svar = {hva for fra, til in self._own_clauses(ytring) for hva in self._clause(ytring, fra, til)}
        if not svar and ytring.setning.slag != "overskrift":
            svar = self._short(ytring, foran) or self._under(ytring)
        if svar == {NEKTET} and self._names_outcome(ytring) and self._grants_beside(ytring):
            svar.add(GITT)
        return svar

    def _grants_beside(self, ytring: Ytring) -> bool:
        """Whether an outcome listed item by item has an amount in a part that refuses nothing: «bike 2 500, camp no»."""
        start, flate = ytring.setning.start, self._flate
        fra = _SKILLETEGN.search(flate, start, ytring.setning.slutt)
        if fra is None:
            return False
        nei = [s for navn in ("svar.nektet", "svar.nekt", "nei") for s, _ in ytring.ord.get(navn, ())]
        grenser = [fra.end(), *(m.end() for m in _LEDD.finditer(flate, fra.end(), ytring.setning.slutt)), ytring.setning.slutt]
        return any(
            any(a <= s < b for _, s, _ in ytring.belop) and not any(a <= s < b for s in nei)
            for a, b in zip(grenser, grenser[1:], strict=False)
        )

    def at(self, ytring: Ytring, sted: int) -> set[str]:
        """The answers of the clause that holds a place."""
        return {hva for fra, til in self._clauses(ytring) if fra <= sted < til for hva in self._clause(ytring, fra, til)}

    def _own_clauses(self, ytring: Ytring) -> Iterator[tuple[int, int]]:
        """The clauses in which the office itself speaks: one that goes on retelling («…, and that …») is left out."""
        steder, gjengir = [s for s, _ in ytring.ord.get("svar.gjengitt", ())], False
        for fra, til in self._clauses(ytring):
            videre = self._flate[fra:til].isspace() or any(
                monster.match(self._flate, fra, til) for monster in (self._ordbok.fortsetter, self._ordbok.underordnet)
            )
            gjengir = any(fra <= s < til for s in steder) or (gjengir and videre)
            if not gjengir:
                yield fra, til

    def _clauses(self, ytring: Ytring) -> Iterator[tuple[int, int]]:
        start = ytring.setning.start
        for m in self._ordbok.leddskille.finditer(self._flate, start, ytring.setning.slutt):
            yield start, m.start()
            start = m.end()
        yield start, ytring.setning.slutt

    def _clause(self, ytring: Ytring, fra: int, til: int) -> Iterator[str]:
        ord_ = {navn.removeprefix("svar."): inne for navn, steder in ytring.ord.items()
                if (navn.startswith("svar.") or navn == "vilkar") and (inne := [s for s in steder if fra <= s[0] < til])}
        if self._ordbok.underordnet.match(self._flate, fra, til) or not ord_.keys().isdisjoint(_GJELDER_IKKE):
            return
        tung = bool(ytring.poster or ytring.belop or ytring.setning.slag == "overskrift" or ytring.har("hele"))
        klart = [*ord_.get(GITT, ()), *ord_.get(NEKTET, ())]
        if any(self._just_before(fortid[1], s) for fortid in ord_.get("preteritum", ()) for s, _ in klart):
            return
        nekt = ord_.get("nekt", ())
        eget = tung and "ytelse" not in ord_
        andre = ord_.get("av_andre", ())
        if NEKTET in ord_ or (eget and any(not self._others_pay(s, andre) for s in ord_.get("nekter", ()))):
            yield NEKTET
        felt = [s for s in ord_.get("felt", ()) if self._flate[s[1] : s[1] + 1] == ":"]
        for sted in (*ord_.get(GITT, ()), *(felt if ytring.belop or self._null(felt) else ())):
            yield NEKTET if self._negated(sted, nekt) or self._null([sted]) else GITT
        if eget and NEKTET not in ord_:
            steder = [*ord_.get("gir", ()), *(ord_.get("belop", ()) if self._amount(ytring, fra, til) else ())]
            for sted in steder:
                if not self._others_pay(sted, andre):
                    yield NEKTET if self._negated(sted, nekt) else GITT
        if tung and not andre and any(self._negated(sted, nekt) for sted in ord_.get("evne", ())):
            yield NEKTET
        if SATSEN in ord_ and "nekt" not in ord_ and self._is_sokt(ytring):
            yield SATSEN

    def _null(self, steder: Sequence[tuple[int, int]]) -> bool:
        return any(_BARE_NULL.match(self._flate, slutt) for _, slutt in steder)

    def _amount(self, ytring: Ytring, fra: int, til: int) -> bool:
        return any(fra <= s < til for _, s, _ in ytring.belop)

    def _negated(self, sted: tuple[int, int], nekt: Sequence[tuple[int, int]]) -> bool:
        start, slutt = sted
        return any(s < start or self._flate.count(" ", slutt, s) <= _NEKT_ETTER for s, _ in nekt)

    def _others_pay(self, sted: tuple[int, int], andre: Sequence[tuple[int, int]]) -> bool:
        return any(sted[1] <= s <= sted[1] + 1 for s, _ in andre)

    def _just_before(self, slutt: int, start: int) -> bool:
        return slutt <= start and self._flate.count(" ", slutt, start) <= _FOR

    def _is_sokt(self, ytring: Ytring) -> bool:
        tittel = ytring.tittel.slag() if ytring.tittel else frozenset()
        return not self._sokt.isdisjoint((ytring.slag() or tittel) - self._ordbok.grunn)

    def _short(self, ytring: Ytring, foran: Ytring | None) -> set[str]:
        """A bare yes or no after an item."""
        if not ytring.har("svar.kort"):
            return set()
        start, slutt = ytring.setning.start, ytring.setning.slutt
        navngir = self._names_outcome(ytring)
        kort = {m[1] for m in self._ordbok.kort.finditer(self._flate, start, slutt)}
        om = ytring if ytring.poster or ytring.belop else foran
        felt = not om or not (om.belop or self._is_sokt(om) or ytring.setning.seksjon == "resultat")
        if not kort or (not navngir and (om is None or (felt and not ytring.punktum))):
            return set()  # a form says yes and no of much else
        return {GITT if ord_ in self._ordbok.ja else NEKTET for ord_ in kort}

    def _names_outcome(self, ytring: Ytring) -> bool:
        """Whether a row or a field is labelled as the outcome, as in «Outcome | No.»."""
        navn = [s for s, _ in ytring.ord.get("svar.utfallsfelt", ()) if s == ytring.setning.start]
        return bool(navn) and bool(_SKILLETEGN.search(self._flate, navn[0], min(navn[0] + _MERKELAPP, ytring.setning.slutt)))

    def _under(self, ytring: Ytring) -> set[str]:
        """A row or a bare line: what the heading above it says, or what its amount shows."""
        rad = ytring.setning.slag in _BARE_POST or not ytring.punktum
        if not rad or not (ytring.poster or ytring.belop) or ytring.har("soknad", "regnet", "svar.ytelse"):
            return set()
        if ytring.tittel is not None:
            fra, til = ytring.tittel.setning.start, ytring.tittel.setning.slutt
            over = set(self._clause(ytring.tittel, fra, til))
            if over == {GITT} or (over == {NEKTET} and ytring.slag() - self._ordbok.grunn):
                return over
        if self._names_outcome(ytring) and ytring.belop:
            return {GITT}
        if ytring.setning.seksjon != "resultat" or not ytring.poster:
            return set()
        if _NULL.search(self._flate, ytring.setning.start, ytring.setning.slutt):
            return {NEKTET} if self._is_sokt(ytring) else set()
        return {OPPFORT} if ytring.belop else set()

"""The facts of a case: what holds besides its grades, found in the ways that ``felles/fakta.toml`` names.

A fact says what was seen and where. Each way of finding one is a function below; none knows which fact it serves.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from vedtaksanalyse.assessment.behovstrad import find_skillende
from vedtaksanalyse.assessment.evidence import MAKS_BELEGG, find_setning, widen
from vedtaksanalyse.kriterier import Faktaregel, Katalog
from vedtaksanalyse.sak import (
    ANNET_DOKUMENT,
    Barnefakta,
    Behovsrad,
    Belegg,
    Faktum,
    Kriterievurdering,
    Sak,
    Saksfunn,
    Treff,
)


@dataclass(frozen=True)
class Grunnlag:
    """What facts are made from. ``kjente`` are those found so far."""

    sak: Sak
    funn: Saksfunn
    barn: Barnefakta
    vurderinger: Mapping[str, Kriterievurdering]
    dato: date | None
    sperrer: Mapping[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    behov: Sequence[Behovsrad] = ()
    kjente: dict[str, Faktum] = field(default_factory=dict)

    def dok_ider(self, typer: Iterable[str]) -> frozenset[str]:
        """The documents of these kinds."""
        return frozenset(d.dok_id for d in self.sak.dokumenter if d.type in typer)


def find_fakta(
    sak: Sak,
    funn: Saksfunn,
    barn: Barnefakta,
    vurderinger: Mapping[str, Kriterievurdering],
    katalog: Katalog,
    dato: date | None,
    behov: Sequence[Behovsrad] = (),
) -> tuple[Faktum, ...]:
    """The facts that hold for a case, in the catalogue's order. ``behov`` are its needs, followed to the decision."""
    grunnlag = Grunnlag(sak, funn, barn, vurderinger, dato, katalog.sperrer, behov)
    setninger = dict(funn.setninger)
    for regel in katalog.fakta.values():
        if regel.fravaer and (sak.uleste or sak.darlige):
            continue
        if faktum := METODER[regel.metode](regel, grunnlag):
            grunnlag.kjente[regel.id] = replace(faktum, belegg=widen(faktum.belegg, setninger))
    return tuple(grunnlag.kjente.values())


def _faktum(regel: Faktaregel, belegg: Iterable[Belegg] = (), verdi: object = "") -> Faktum:
    return Faktum(regel.id, tuple(dict.fromkeys(belegg))[:MAKS_BELEGG], str(verdi))


def _spor(regel: Faktaregel, g: Grunnlag) -> Faktum | None:
    egne = {spor.kriterium for spor in regel.spor}
    treff = [t for t in g.funn.treff if t.kriterium in egne and t.teller]
    return _faktum(regel, _sentences(treff, g)) if len(treff) >= regel.krav.get("minst", 1) else None


def _grader(regel: Faktaregel, g: Grunnlag) -> Faktum | None:
    belegg: list[Belegg] = []
    for navn, grader in regel.krav["grader"].items():
        v = g.vurderinger[navn]
        if not {v.grad, *(v.verdi or ())} & set(grader):
            return None
        belegg += v.belegg
    return _faktum(regel, belegg)


def _barnealder(regel: Faktaregel, g: Grunnlag) -> Faktum | None:
    aldre = [a for a in g.barn.aldre if regel.krav["fra"] <= a <= regel.krav["til"]]
    return _faktum(regel, g.barn.belegg, max(aldre)) if aldre else None


def _barnetall(regel: Faktaregel, g: Grunnlag) -> Faktum | None:
    return _faktum(regel, g.barn.belegg, g.barn.antall) if g.barn.antall >= regel.krav["minst"] else None


def _barnekonflikt(regel: Faktaregel, g: Grunnlag) -> Faktum | None:
    """Documents that say otherwise of the children, and nowhere the same: «the two boys» may be two of three."""
    samstemt = {
        o.belegg.dok_id
        for o in g.funn.barn
        if not o.kvalifikatorer and (o.antall == g.barn.antall or (o.aldre and tuple(sorted(o.aldre)) == g.barn.aldre))
    }
    belegg = [
        b for k in g.barn.konflikter if k.felt in regel.krav["felt"] and k.belegg[1].dok_id not in samstemt for b in k.belegg
    ]
    return _faktum(regel, belegg) if belegg else None


def _regnefakta(regel: Faktaregel, g: Grunnlag) -> Faktum | None:
    funnet = [f for f in g.funn.regnefakta if f.navn in regel.krav["regnefakta"]]
    avvik = max((abs(f.avvik) for f in funnet), default=0)
    return _faktum(regel, (f.belegg for f in funnet), avvik or "") if funnet else None


def _sammenstilling(regel: Faktaregel, g: Grunnlag) -> Faktum | None:
    krav = regel.krav
    belegg = [
        b for s in g.funn.sammenstillinger if s.kriterium == krav["kriterium"] and s.slag in krav["slag"] for b in s.belegg
    ]
    return _faktum(regel, belegg) if belegg else None


def _uavgjort(regel: Faktaregel, g: Grunnlag) -> Faktum | None:
    """Needs asked for and not decided, with their kinds; else items that the vedtak leaves open, of no kind known."""
    rader = [rad for rad in g.behov if rad.stilling == regel.krav["stilling"]]
    if rader:
        return _faktum(regel, find_skillende(rader, regel.krav["stilling"]), ",".join(dict.fromkeys(rad.behov for rad in rader)))
    kriterium = regel.krav["kriterium"]
    belegg = [b for s in g.funn.sammenstillinger if s.kriterium == kriterium and s.strider for b in s.belegg[:1]]
    return _faktum(regel, belegg) if belegg else None


def _bare_i(regel: Faktaregel, g: Grunnlag) -> Faktum | None:
    """Hits in documents of some kinds and none in those of others, for each criterion or for all taken together."""
    inne, ute = g.dok_ider(regel.krav["i"]), g.dok_ider(regel.krav["ikke_i"])
    grupper = [regel.krav["kriterier"]] if regel.krav.get("samlet") else [[k] for k in regel.krav["kriterier"]]
    belegg: list[Belegg] = []
    for kriterier in grupper:
        egne = _stands(g, kriterier, regel.krav["grader"])
        if egne and not any(b.dok_id in ute for b in egne):
            belegg += [b for b in egne if b.dok_id in inne]
    return _faktum(regel, belegg, len(belegg)) if belegg else None


def _stands(g: Grunnlag, kriterier: Sequence[str], grader: Sequence[str]) -> list[Belegg]:
    """Where any of these grades is shown, in whatever document, also one that the criterion is not judged by."""
    treff = [
        t
        for t in g.funn.treff
        if t.kriterium in kriterier
        and t.grad in grader
        and not (t.kvalifikatorer - {ANNET_DOKUMENT}) & g.sperrer.get((t.kriterium, t.spor), frozenset())
    ]
    bevis = [b for navn in kriterier if g.vurderinger[navn].grad in grader for b in g.vurderinger[navn].belegg]
    return [*bevis, *_sentences(treff, g)]


def _gammel_kartlegging(regel: Faktaregel, g: Grunnlag) -> Faktum | None:
    dager = {d.dok_id: d.dato for d in g.sak.dokumenter if d.type != "vedtak"}
    belegg = [b for navn in regel.krav["kriterier"] for b in g.vurderinger[navn].belegg if b.dok_id in dager]
    if not belegg or g.dato is None or any(dager[b.dok_id] is None for b in belegg):
        return None
    nyeste = max(dager[b.dok_id] for b in belegg)
    if _add_months(nyeste, regel.krav["maaneder"]) >= g.dato:
        return None
    return _faktum(regel, (b for b in belegg if dager[b.dok_id] == nyeste), nyeste.isoformat())


def _ventetid(regel: Faktaregel, g: Grunnlag) -> Faktum | None:
    soknader = [d.dato for d in g.sak.dokumenter if d.type == "soknad" and d.dato]
    nevnt = next((f for f in g.funn.fakta if f.navn == regel.krav["ellers"]), None)
    if g.dato is None or not (soknader or nevnt):
        return None
    dager = (g.dato - (max(soknader) if soknader else date.fromisoformat(nevnt.verdi))).days
    return _faktum(regel, () if soknader else nevnt.belegg, dager) if dager > regel.krav["dager"] else None


def _apen_klage(regel: Faktaregel, g: Grunnlag) -> Faktum | None:
    """A complaint that is no older than the last decision."""
    dag = g.sak.klagedato
    return _faktum(regel, (), dag.isoformat()) if dag else None


def _sett(regel: Faktaregel, g: Grunnlag) -> Faktum | None:
    return next((f for f in g.funn.fakta if f.navn == regel.id), None)


def _maal(regel: Faktaregel, g: Grunnlag) -> Faktum | None:
    """A measure above the catalogue's limit."""
    hva = regel.krav["hva"]
    maalt = next((f for f in g.funn.fakta if f.navn == hva), None)
    return _faktum(regel, maalt.belegg, maalt.verdi) if maalt and float(maalt.verdi) > regel.krav["grense"] else None


def _noen(regel: Faktaregel, g: Grunnlag) -> Faktum | None:
    funnet = [g.kjente[navn] for navn in regel.krav["fakta"] if navn in g.kjente]
    return _joined(regel, funnet, g) if funnet else None


def _alle(regel: Faktaregel, g: Grunnlag) -> Faktum | None:
    funnet = [g.kjente[navn] for navn in regel.krav["fakta"] if navn in g.kjente]
    return _joined(regel, funnet, g) if len(funnet) == len(regel.krav["fakta"]) else None


def _joined(regel: Faktaregel, funnet: Sequence[Faktum], g: Grunnlag) -> Faktum | None:
    if any(navn in g.kjente for navn in regel.krav.get("uten", ())):
        return None
    return _faktum(regel, (b for faktum in funnet for b in faktum.belegg))


METODER: Mapping[str, Callable[[Faktaregel, Grunnlag], Faktum | None]] = {
    "spor": _spor,
    "grader": _grader,
    "barnealder": _barnealder,
    "barnetall": _barnetall,
    "barnekonflikt": _barnekonflikt,
    "regnefakta": _regnefakta,
    "sammenstilling": _sammenstilling,
    "uavgjort": _uavgjort,
    "bare_i": _bare_i,
    "ventetid": _ventetid,
    "gammel_kartlegging": _gammel_kartlegging,
    "apen_klage": _apen_klage,
    "sett": _sett,
    "maal": _maal,
    "noen": _noen,
    "alle": _alle,
}


def _sentences(treff: Iterable[Treff], g: Grunnlag) -> list[Belegg]:
    """The sentences that hits stand in."""
    setninger = dict(g.funn.setninger)
    return [find_setning(t, setninger) for t in treff]


def _add_months(dag: date, maaneder: int) -> date:
    """The same day so many months later, or the last day of that month."""
    aar, maaned = divmod(dag.year * 12 + dag.month - 1 + maaneder, 12)
    return date(aar, maaned + 1, min(dag.day, monthrange(aar, maaned + 1)[1]))


def find_frist(fakta: Iterable[Faktum], dato: date | None, regler: Mapping) -> date | None:
    """When something is due: an answer to a complaint, otherwise the complaint itself."""
    klage = next((f for f in fakta if f.navn == regler["klage"]), None)
    if klage:
        return _add_months(date.fromisoformat(klage.verdi), regler["klage_maaneder"])
    return dato + timedelta(days=regler["vedtak_dager"]) if dato else None

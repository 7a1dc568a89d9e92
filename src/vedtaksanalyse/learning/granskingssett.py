"""The training set from the review: cases cleared for it, with what people answered as labels, and where each label came from.

Only what is cleared, never what is held back; the text comes from the store and goes nowhere. What is told of the set is counts, ids of
reviewers, offices and hashes.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.evaluation.fasit import Fasitsak
from vedtaksanalyse.kriterier import Katalog, Kriterium
from vedtaksanalyse.learning.merkelapper import VEDTAKET, Merke, find_merker, settle_merker
from vedtaksanalyse.pii.skjerming import skjerm_sak
from vedtaksanalyse.reading.mappe import SAKJSON
from vedtaksanalyse.sak import Klarering, Mappesvar, Saksstatus, Saksvurdering, Vern
from vedtaksanalyse.storage import Lager, make_saksnokkel

IKKE_KLARERT, HOLDT, IKKE_VURDERT, ANNEN_UTGAVE, UTEN_MERKER = "ikke_klarert", "holdt", "ikke_vurdert", "annen_utgave", "uten_merker"


@dataclass(frozen=True)
class Granskingssett:
    """Labelled cases from the review. ``merker`` are all their labels, also those that people disagree on; ``maskin`` the machine's grades.

    ``tilfeldige`` are the cases drawn by chance, with the time of the last answer. ``opphav`` is where it all came from, as plain values.
    """

    saker: tuple[Fasitsak, ...]
    merker: tuple[Merke, ...]
    maskin: Mapping[str, Mapping[str, str]]
    tilfeldige: Mapping[str, datetime]
    opphav: Mapping

    def without(self, sak_ider: Collection[str]) -> tuple[Fasitsak, ...]:
        """The cases but these."""
        return tuple(ett for ett in self.saker if ett.sak.sak_id not in sak_ider)


def require_lov(laering: bool, grunnlag: str) -> str:
    """The legal basis, when learning is switched on and it is stated. Bruksfeil otherwise."""
    if not laering:
        raise Bruksfeil("laering_av")
    if not grunnlag.strip():
        raise Bruksfeil("laering_grunnlag")
    return grunnlag.strip()


def klarer(
    lager: Lager, grunnlag: str, hvem: str, *, kontorer: Collection[str] = (), saker: Collection[str] = (), tillatt: bool = True
) -> int:
    """Note that these cases, or all there are now of these offices, may be learnt from, or no longer may; how many they are."""
    ider = {ett.sak_id for ett in lager.load_ko(kontorer)} if kontorer else set()
    ukjente = [ett for ett in saker if lager.find_kontor(ett) is None]
    if ukjente:
        raise Bruksfeil("klarer_ukjent", antall=len(ukjente))
    ider |= set(saker)
    if not ider:
        raise Bruksfeil("klarer_hva")
    lager.laering.add_klareringer([Klarering(ett, "", tillatt, grunnlag, hvem) for ett in sorted(ider)])
    return len(ider)


def collect_sett(
    lager: Lager, katalog: Katalog, grunnlag: str, vern: Vern = Vern.HOLD, uten: Collection[str] = (), grenser: str = ""
) -> Granskingssett:
    """All that may be learnt from the review as it stands.

    Args:
        grunnlag: the legal basis, as ``require_lov`` gives it.
        uten: reviewers whose answers are left out.
        grenser: the limits of reading as they stand in the keys of night runs, by which an older version of a case is known.
    """
    klareringer, avgjorelser = lager.laering.load_klareringer(), lager.load_avgjorelser()
    utelatt, uenige = Counter(), 0
    saker, alle, maskin, tilfeldige = [], [], {}, {}
    mappesvar = _by_sak(lager.stikkprover.load_mappesvar())
    for vurdering in lager.load_vurderinger(sorted({sak_id for sak_id, _ in klareringer})):
        arsak, vist = _look(vurdering, klareringer, vern, avgjorelser)
        if arsak:
            utelatt[arsak] += 1
            continue
        sak_id = vurdering.sak.sak_id
        grader = {ett.kriterium: ett.grad for ett in vurdering.vurderinger if ett.verdi is None}
        merker, eldre = _load_merker(lager, vurdering, grader, mappesvar.get(sak_id, ()), katalog, grenser)
        utelatt[ANNEN_UTGAVE] += eldre
        merker = [ett for ett in merker if ett.hvem not in uten]
        staende, ulike = settle_merker(merker)
        uenige += ulike
        if not staende:
            utelatt[UTEN_MERKER] += 1
            continue
        saker.append(_make_sak(vist, staende, katalog))
        alle += merker
        maskin[sak_id] = grader
        if any(ett.tilfeldig for ett in merker):
            tilfeldige[sak_id] = max(ett.tid for ett in merker)
    opphav = _describe(saker, alle, utelatt, uenige, uten) | {"grunnlag": grunnlag}
    return Granskingssett(tuple(saker), tuple(alle), maskin, tilfeldige, opphav)


def _by_sak(alle: Iterable[Mappesvar]) -> dict[str, list[Mappesvar]]:
    ut: dict[str, list[Mappesvar]] = {}
    for ett in alle:
        ut.setdefault(ett.sak_id, []).append(ett)
    return ut


def _look(
    vurdering: Saksvurdering, klareringer: Mapping[tuple[str, str], Klarering], vern: Vern, avgjorelser: Mapping
) -> tuple[str, Saksvurdering]:
    """Why the case may not be learnt from, empty when it may; and the case as it can be shown. Every document must be cleared."""
    sak = vurdering.sak
    hele = klareringer.get((sak.sak_id, ""))
    egne = [klareringer.get((sak.sak_id, d.dok_id), hele) for d in sak.dokumenter]
    if not all(ett and ett.tillatt for ett in egne):
        return IKKE_KLARERT, vurdering
    if vurdering.status != Saksstatus.VURDERT:
        return IKKE_VURDERT, vurdering
    vist = skjerm_sak(vurdering, vern, avgjorelser)
    return (HOLDT if any(ett.holdt for ett in vist.skjerming) else ""), vist


def _load_merker(
    lager: Lager, vurdering: Saksvurdering, grader: Mapping[str, str], mappesvar: Sequence[Mappesvar], katalog: Katalog,
    grenser: str,
) -> tuple[list[Merke], int]:  # fmt: skip
    """The labels on the text that is stored, and how many were given on another."""
    sak_id, delt = vurdering.sak.sak_id, lager.gjennomgang
    nokkel, oppgave = delt.load_saksnokkel(sak_id), delt.load_oppgave(sak_id)
    merker = find_merker(delt.load_svar(sak_id), mappesvar, oppgave, grader, nokkel, katalog)
    like = {nokkel} | set(_make_nokler(vurdering, lager, grenser))
    return [ett for ett in merker if ett.nokkel in like], sum(ett.nokkel not in like for ett in merker)


def _make_nokler(vurdering: Saksvurdering, lager: Lager, grenser: str) -> Iterator[str]:
    """The keys that the same files, read the same way, had in earlier runs: by their sources, and as nights make them from the folder."""
    sak_id, kilder = vurdering.sak.sak_id, vurdering.sak.kilder
    navn = {sha256(f"{sak_id}/{ett}".encode("utf-8", "surrogateescape")).hexdigest(): ett for ett in (*(k.fil for k in kilder), SAKJSON)}
    mappen = [(navn.get(fil, fil), innhold) for fil, innhold in lager.laering.list_filer(sak_id)]
    for versjoner in lager.laering.list_versjoner(vurdering.versjoner.lesing):
        for filer in ([(ett.fil, ett.sha256) for ett in kilder], [("", grenser), *mappen]):
            yield make_saksnokkel(sak_id, filer, versjoner)


def _make_sak(vist: Saksvurdering, staende: Mapping[str, Sequence[Merke]], katalog: Katalog) -> Fasitsak:
    sak = vist.sak
    etiketter = {
        navn: _etikett(sak, egne, katalog.kriterier[navn]) for navn, egne in staende.items() if navn != VEDTAKET
    }
    vedtaket = staende.get(VEDTAKET, ())
    svakt = vedtaket[0].grad == "ja" if vedtaket else None
    return Fasitsak(replace(sak, funn=b""), etiketter, svakt, (), max((ett.vekt for ett in vedtaket), default=1.0))


def _etikett(sak, merker: Sequence[Merke], kriterium: Kriterium) -> dict:
    """As a gold file has it. Where nobody pointed at a place, it is unknown which sentences show the grade, unless it has nothing to show."""
    grad = merker[0].grad
    tekster = {d.dok_id: d.tekst for d in sak.dokumenter}
    sitater = {(dok_id, tekster[dok_id][start:slutt]) for ett in merker for dok_id, start, slutt in ett.sitat if dok_id in tekster}
    belegg = [{"dok_id": dok_id, "sitat": sitat} for dok_id, sitat in sorted(sitater) if sitat.strip()]
    uten = [] if grad in kriterium.tomme else None
    return {"grad": grad, "belegg": belegg or uten, "vekt": max(ett.vekt for ett in merker)}


def _describe(saker: Sequence[Fasitsak], merker: Sequence[Merke], utelatt: Counter, uenige: int, uten: Collection[str]) -> dict:
    linjer = [json.dumps([ett.avtrykk, ett.svakt_vedtak, ett.fasit], sort_keys=True, ensure_ascii=False) for ett in saker]
    return {
        "saker": len(saker),
        "merker": len(merker),
        "kilder": dict(sorted(Counter(ett.kilde for ett in merker).items())),
        "blinde": sum(ett.blind for ett in merker),
        "granskere": dict(sorted(Counter(ett.hvem for ett in merker).items())),
        "kontorer": dict(sorted(Counter(ett.kontor for ett in saker).items())),
        "malformer": dict(sorted(Counter(ett.sak.malform for ett in saker).items())),
        "utelatt": {arsak: antall for arsak, antall in sorted(utelatt.items()) if antall},
        "uenige": uenige,
        "uten": sorted(uten),
        "tekster": sorted(ett.avtrykk for ett in saker),
        "sha256": sha256("\n".join(sorted(linjer)).encode()).hexdigest(),
    }

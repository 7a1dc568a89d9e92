"""A folder as its reader sees it: the form with what is answered, and suggestions where it is not read blind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from vedtaksanalyse.sak import Bruker, Mappe, Mappestand, Mappesvar, Stikkprove
from vedtaksanalyse.stikkprove.mapper import find_gjenapnede, find_mine, find_steg, find_ubesvarte, find_valgfrie
from vedtaksanalyse.stikkprove.mapperegler import Mappesteg
from vedtaksanalyse.stikkprove.skjema import Forslag, Skjemapunkt, find_forslag, make_skjema
from vedtaksanalyse.web.foresporsel import Foresporsel
from vedtaksanalyse.web.provetilgang import Mappeinnhold
from vedtaksanalyse.web.saksvisning import Saksvisning, hide_funn, load_gransking


@dataclass(frozen=True)
class Mappevisning:
    """All that the page shows besides the case itself. ``skjult`` when nothing of the machine's may be shown, and ``gjenapnet`` when the
    folder was finished once: then its reader has seen it all the same.

    ``forslag`` are what the machine suggests, kept also where they are not shown. ``andres`` are the other reader's answers, once
    both have finished. ``valgfrie`` are the points that may stand empty, ``mangler`` those that still lack an answer.
    """

    prove: Stikkprove
    mappe: Mappe
    steg: list[Mappesteg]
    skjema: Mapping[str, Skjemapunkt]
    forslag: Mapping[str, Forslag]
    mine: Mapping[str, Mappesvar]
    andres: Mapping[str, Mappesvar]
    skjult: bool
    gjenapnet: bool
    kan_svare: bool
    valgfrie: frozenset[str]
    mangler: list[str]

    @property
    def blind(self) -> bool:
        """Whether what is answered now is answered without knowing."""
        return self.skjult and not self.gjenapnet

    @property
    def adresse(self) -> str:
        """Where the folder's draw is."""
        return f"/stikkprover/{self.prove.id}"

    @property
    def antall(self) -> int:
        """How many points must be answered."""
        return sum(not punkt.under and punkt.id not in self.valgfrie for punkt in self.skjema.values())

    def under(self, krav: str) -> list[Skjemapunkt]:
        """The points that a requirement is made of."""
        return [self.skjema[id_] for id_ in self.skjema[krav].under]


def load_mappevisning(f: Foresporsel, handling: str) -> tuple[Saksvisning, Mappevisning]:
    """The folder that the address names; the look is logged."""
    felt = f.request.path_params
    innhold = f.prover.load_mappe(felt["nummer"], felt["sak_id"], felt["plass"], handling)
    v = _make(f, innhold)
    vurdering = hide_funn(innhold.vurdering) if v.skjult else innhold.vurdering
    return Saksvisning(vurdering, f.oppsett.katalog, f.malform), v


def _make(f: Foresporsel, innhold: Mappeinnhold) -> Mappevisning:
    katalog, mappe, bruker = f.oppsett.katalog, innhold.mappe, f.bruker
    forslag = find_forslag(innhold.vurdering, katalog)
    mine = find_mine(innhold.svar, mappe, bruker.id)
    valgfrie = find_valgfrie(forslag, katalog)
    steg = [] if innhold.prove.forkastet else find_steg(mappe, innhold.sakens, bruker, f.oppsett.regler)
    ferdig = mappe.tilstand == Mappestand.FERDIG
    return Mappevisning(
        prove=innhold.prove,
        mappe=mappe,
        steg=steg,
        skjema=make_skjema(katalog),
        forslag=forslag,
        mine=find_mine(innhold.svar, mappe, mappe.hvem) if ferdig and _may_see(innhold, bruker) else mine,
        andres=_find_andres(innhold),
        skjult=(mappe.blind and not ferdig) or load_gransking(f, innhold.vurdering).skjult,
        gjenapnet=(mappe.sak_id, mappe.plass) in find_gjenapnede(f.prover.load_hendelser(innhold.prove)),
        kan_svare=any(ett.id == "ta" for ett in steg) or any(ett.id == "fullfor" for ett in steg),
        valgfrie=valgfrie,
        mangler=find_ubesvarte(mine, valgfrie, katalog),
    )


def _may_see(innhold: Mappeinnhold, bruker: Bruker) -> bool:
    """Whether somebody may see others' answers: nobody who still has, or can have, a reading of the case to do."""
    return all(ett.tilstand == Mappestand.FERDIG for ett in innhold.sakens) or innhold.mappe.hvem == bruker.id


def _find_andres(innhold: Mappeinnhold) -> dict[str, Mappesvar]:
    """The answers of the case's other reading, when all of them are finished."""
    andre = next((ett for ett in innhold.sakens if ett.plass != innhold.mappe.plass), None)
    if andre is None or any(ett.tilstand != Mappestand.FERDIG for ett in innhold.sakens):
        return {}
    return find_mine(innhold.svar, andre, andre.hvem)

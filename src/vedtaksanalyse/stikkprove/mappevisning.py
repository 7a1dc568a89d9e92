"""A folder as its reader may see it: the form with what is answered, and suggestions where it is not read blind; and how it is answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from vedtaksanalyse.errors import Bruksfeil, IkkeTilgang
from vedtaksanalyse.gjennomgang import Regler, is_skjult
from vedtaksanalyse.kriterier import Katalog
from vedtaksanalyse.sak import Bruker, Mappe, Mappestand, Mappesvar, Saksvurdering, Stikkprove
from vedtaksanalyse.stikkprove.mapper import (
    check_mappesvar,
    complete_svar,
    find_gjenapnede,
    find_mine,
    find_steg,
    find_ubesvarte,
    find_valgfrie,
    store_steg,
)
from vedtaksanalyse.stikkprove.mapperegler import Mappesteg
from vedtaksanalyse.stikkprove.skjema import Forslag, Skjemapunkt, find_forslag, make_skjema
from vedtaksanalyse.storage import Lager

TA, FULLFOR = "ta", "fullfor"


@dataclass(frozen=True, slots=True)
class Mappeinnhold:
    """A folder with the case in it: ``sakens`` are all folders of the same case, ``svar`` what was answered about it, in order of time."""

    prove: Stikkprove
    mappe: Mappe
    sakens: Sequence[Mappe]
    svar: Sequence[Mappesvar]
    vurdering: Saksvurdering


@dataclass(frozen=True)
class Mappevisning:
    """All that is shown besides the case itself. ``skjult`` when nothing of the machine's may be shown, and ``gjenapnet`` when the
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
    def antall(self) -> int:
        """How many points must be answered."""
        return sum(not punkt.under and punkt.id not in self.valgfrie for punkt in self.skjema.values())

    def under(self, krav: str) -> list[Skjemapunkt]:
        """The points that a requirement is made of."""
        return [self.skjema[id_] for id_ in self.skjema[krav].under]


def load_mappevisning(lager: Lager, innhold: Mappeinnhold, bruker: Bruker, regler: Regler, katalog: Katalog) -> Mappevisning:
    """A folder as this person may see it now."""
    mappe, sak_id = innhold.mappe, innhold.mappe.sak_id
    forslag = find_forslag(innhold.vurdering, katalog)
    mine = find_mine(innhold.svar, mappe, bruker.id)
    valgfrie = find_valgfrie(forslag, katalog)
    steg = [] if innhold.prove.forkastet else find_steg(mappe, innhold.sakens, bruker, regler)
    ferdig = mappe.tilstand == Mappestand.FERDIG
    g = lager.gjennomgang
    skjult = sak_id in lager.stikkprover.find_blinde(bruker.id) or is_skjult(g.load_oppgave(sak_id), g.load_svar(sak_id), bruker)
    return Mappevisning(
        prove=innhold.prove,
        mappe=mappe,
        steg=steg,
        skjema=make_skjema(katalog),
        forslag=forslag,
        mine=find_mine(innhold.svar, mappe, mappe.hvem) if ferdig and _may_see(innhold, bruker) else mine,
        andres=_find_andres(innhold),
        skjult=(mappe.blind and not ferdig) or skjult,
        gjenapnet=(sak_id, mappe.plass) in find_gjenapnede(lager.stikkprover.load_hendelser(innhold.prove.id)),
        kan_svare=any(ett.id in (TA, FULLFOR) for ett in steg),
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


def make_svar(
    v: Mappevisning, bruker: Bruker, punkt: str, verdi: str, merknad: str = "", sitat: tuple[tuple[str, int, int], ...] = ()
) -> Mappesvar:
    """An answer in this folder. Bruksfeil «svar_ukjent» for a point that is not in the form."""
    if punkt not in v.forslag:
        raise Bruksfeil("svar_ukjent")
    m = v.mappe
    return Mappesvar(m.stikkprove, m.sak_id, m.plass, bruker.id, punkt, verdi, merknad, sitat, v.forslag[punkt].verdi, v.blind)


def check_alle(v: Mappevisning, svar: Iterable[Mappesvar], katalog: Katalog) -> None:
    """Refuse answers before any is kept: IkkeTilgang when the person cannot answer here now, Bruksfeil as ``check_mappesvar``."""
    if not v.kan_svare:
        raise IkkeTilgang("mappe_ikke_din")
    for ett in svar:
        check_mappesvar(ett, katalog)


def store_svar(
    lager: Lager, v: Mappevisning, svar: Sequence[Mappesvar], bruker: Bruker, regler: Regler, lesere: Iterable[Bruker], kontor: str
) -> None:
    """Keep answers that hold (``check_alle``). A free folder becomes the answerer's; two answers at once take it together."""
    if v.mappe.tilstand == Mappestand.LEDIG:
        try:
            store_steg(lager, TA, v.mappe, bruker, regler, lesere, kontor)
        except Bruksfeil:
            na = lager.stikkprover.load_mapper(v.mappe.stikkprove, v.mappe.sak_id)
            if not any(ett.plass == v.mappe.plass and (ett.hvem, ett.tilstand) == (bruker.id, Mappestand.TATT) for ett in na):
                raise
    lager.stikkprover.save_mappesvar(svar)


def move_mappe(
    lager: Lager, v: Mappevisning, steg: str, bruker: Bruker, regler: Regler, lesere: Iterable[Bruker], kontor: str, katalog: Katalog, *,
    til: str = "", grunn: str = "",
) -> Mappe:  # fmt: skip
    """Take a step; a folder is finished with what its empty points come to, and given only to somebody who may read the case.

    Raises:
        Bruksfeil: as ``store_steg`` and ``complete_svar``.
    """
    lesere = list(lesere)
    if til and til not in {ett.id for ett in lesere if ett.ser_kontor(kontor)}:
        raise Bruksfeil("mappe_til")
    if steg == FULLFOR and any(ett.id == steg for ett in v.steg):
        lager.stikkprover.save_mappesvar(complete_svar(v.mine, v.mappe, v.forslag, katalog, blind=v.blind))
    return store_steg(lager, steg, v.mappe, bruker, regler, lesere, kontor, til=til, grunn=grunn)

"""The gate between people and the flags' record: figures of the offices within reach, small groups kept from those who see no cases,
and decisions by those who may make them for every office.
"""

from __future__ import annotations

from datetime import date

from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.kriterier import find_levert
from vedtaksanalyse.sak import Flaggstand, Klageutfall
from vedtaksanalyse.stikkprove.flaggbok import (
    Flaggpost,
    count_mengder,
    decide_flagg,
    find_post,
    hide_sma,
    load_flaggbok,
)
from vedtaksanalyse.stikkprove.flaggregel import load_utfall
from vedtaksanalyse.web.oppsett import Oppsett
from vedtaksanalyse.web.tilgang import Tilgang

SE, STYRE, SE_SAK = "se_tall", "styre_flagg", "se_sak"
FLAGGSTAND, KLAGEUTFALL, SIDEN = "flaggstand", "klageutfall", "side"
"""What the log calls deciding on a flag and noting how a complaint ended, and where the latter comes from."""


class Flaggtilgang:
    """What one person can reach of the record in one request."""

    def __init__(self, tilgang: Tilgang, oppsett: Oppsett) -> None:
        self._tilgang, self._oppsett = tilgang, oppsett

    @property
    def kan_styre(self) -> bool:
        """Whether the person may decide: a flag is the same for every office, so only one who may see them all."""
        bruker = self._tilgang.bruker
        if not self._tilgang.har(STYRE):
            return False
        return bruker.kontorer is None or set(self._oppsett.lager.count_kontorer()) <= bruker.kontorer

    def list_poster(self) -> list[Flaggpost]:
        """Every flag, with figures of the offices within reach."""
        self._tilgang.krev(SE)
        poster = self._load()
        if self._tilgang.har(SE_SAK):
            return poster
        mengder = count_mengder(self._oppsett.lager.tall.count_saker(self._tilgang.bruker.kontorer))
        return [hide_sma(post, mengder) for post in poster]

    def load_post(self, flagg: str) -> Flaggpost:
        """One flag. IkkeFunnet for one that the catalogue does not have."""
        return find_post(self.list_poster(), flagg)

    def decide(self, flagg: str, tilstand: str, grunn: str, sett: str) -> Flaggstand:
        """Decide on a flag; the decision is logged first. ``sett`` is how many decisions on it the person saw.

        Raises:
            IkkeTilgang: without the right.
            Bruksfeil: «flagg_alle_kontor» when some office is out of reach, «samtidig» when somebody else has decided meanwhile.
        """
        self._tilgang.krev(STYRE)
        post = find_post(self._load(), flagg)
        if not self.kan_styre:
            raise Bruksfeil("flagg_alle_kontor")
        if sett != str(len(post.historikk)):
            raise Bruksfeil("samtidig")
        self._tilgang.log(FLAGGSTAND, gjelder=flagg)
        return decide_flagg(self._oppsett.lager, post, tilstand, grunn, self._tilgang.bruker.id, self._oppsett.katalog)

    def find_klage(self, sak_id: str) -> Klageutfall | None:
        """How the complaint in a case ended, for a page that came through the case's gate."""
        self._tilgang.krev(SE_SAK)
        return self._oppsett.lager.flaggbok.find_klageutfall(sak_id)

    def note_klage(self, sak_id: str, utfall: str, dato: str) -> None:
        """Note how the complaint in a case ended, or take it back; the case's gate logs it first. Bruksfeil for what is no outcome."""
        self._tilgang.load_sak(sak_id, KLAGEUTFALL)
        if utfall not in ("", *load_utfall()) or (not utfall and self._oppsett.lager.flaggbok.find_klageutfall(sak_id) is None):
            raise Bruksfeil("klageutfall")
        try:
            avgjort = date.fromisoformat(dato) if utfall and dato else None
        except ValueError:
            raise Bruksfeil("klageutfall") from None
        if avgjort and avgjort > self._oppsett.idag():
            raise Bruksfeil("klageutfall")
        self._oppsett.lager.flaggbok.add_klageutfall([Klageutfall(sak_id, utfall, avgjort, SIDEN, self._tilgang.bruker.id)])

    def _load(self) -> list[Flaggpost]:
        o = self._oppsett
        return load_flaggbok(o.lager, o.katalog, find_levert(o.katalog, o.flaggmaal), self._tilgang.bruker.kontorer)

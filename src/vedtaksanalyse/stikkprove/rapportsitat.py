"""Quotes for a report: what readers pointed at, or what the machine found where a reader answered as it did, with nobody in them.

A place a reader pointed at is quoted as long as the text of its document is the same; what the machine found, only from the version of
the case that was answered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from vedtaksanalyse.kriterier import Katalog
from vedtaksanalyse.sak import AVKLART, Belegg, Mappe, Mappesvar, Saksvurdering, Skjemaverdi, Tekststand
from vedtaksanalyse.stikkprove.anonym import Anonymisert
from vedtaksanalyse.stikkprove.grunnlag import FORST, SIST, Provegrunnlag
from vedtaksanalyse.stikkprove.skjema import find_forslag
from vedtaksanalyse.stikkprove.uenighet import find_avklarte

_REKKE = (AVKLART, FORST, SIST)


@dataclass(frozen=True, slots=True)
class Rapportsitat:
    """A passage with nobody in it. ``verdi`` is the answer it stands under, ``slag`` the kind of document it is from."""

    verdi: str
    tekst: str
    slag: str
    sprak: str


class _Kvote:
    """How many quotes a point still has room for, of those that are not met and those that are."""

    def __init__(self, g: Provegrunnlag, regler: Mapping) -> None:
        self._brudd, self._regler = g.brudd, regler
        self.sitater: dict[str, list[Rapportsitat]] = {punkt.id: [] for punkt in g.skjema.values() if not punkt.under}

    def har_plass(self, punkt: str, verdi: str) -> bool:
        """Whether one more with this answer fits."""
        if punkt not in self.sitater or verdi not in (*self._brudd, Skjemaverdi.JA):
            return False
        maks = self._regler["sitater_brudd" if verdi in self._brudd else "sitater_godt"]
        return sum((ett.verdi in self._brudd) == (verdi in self._brudd) for ett in self.sitater[punkt]) < maks


def find_sitater(
    g: Provegrunnlag, mapper: Sequence[Mappe], svar: Sequence[Mappesvar], hent: Callable[[str], Saksvurdering | None],
    find_stand: Callable[[str], Tekststand], katalog: Katalog, regler: Mapping,
) -> tuple[dict[str, list[Rapportsitat]], int]:  # fmt: skip
    """Quotes by point, those where it is not met first, and how many places were passed over since the text is another now.

    One quote of a case to a point, in the order of the draw. No case is asked for that no quote could come from, nor one without ``svar``.
    """
    siste = _list_siste(mapper, svar)
    kvote, borte = _Kvote(g, regler), 0
    for i in g.brukt:
        sak_id = g.ramme[i].sak_id
        if sak_id not in siste:
            continue
        verdier = {punkt: verdi for punkt, verdi in g.verdier[sak_id].items() if kvote.har_plass(punkt, verdi)}
        if not verdier:
            continue
        stand, egne = find_stand(sak_id), siste[sak_id]
        steder: dict[str, list[Belegg]] = {}
        for punkt, verdi in verdier.items():
            star = [(ett, stand.find_staende(ett)) for ett in egne.get(punkt, ())]
            borte += sum(len(ett.sitat) - len(igjen) for ett, igjen in star)
            pekt = [Belegg(*sted) for ett, igjen in star if ett.verdi == verdi for sted in igjen]
            if pekt or all(ett.saksnokkel == stand.saksnokkel for ett, _ in star):
                steder[punkt] = pekt
        vurdering = hent(sak_id) if steder else None
        if vurdering:
            for punkt, sitat in _quote(vurdering, verdier, steder, katalog, regler["sitat_tegn"]):
                kvote.sitater[punkt].append(sitat)
    return {punkt: sorted(alle, key=lambda ett: ett.verdi not in g.brudd) for punkt, alle in kvote.sitater.items() if alle}, borte


def _list_siste(mapper: Sequence[Mappe], svar: Sequence[Mappesvar]) -> dict[str, dict[str, list[Mappesvar]]]:
    """The answers that stand, by case and point: what was settled, the first reader's, the second's."""
    leser = {(ett.sak_id, ett.plass): ett.hvem for ett in mapper}
    siste = {
        (ett.sak_id, ett.punkt, ett.plass): ett
        for ett in svar
        if leser.get((ett.sak_id, ett.plass)) == ett.hvem
    } | {(ett.sak_id, ett.punkt, AVKLART): ett for ett in find_avklarte(svar).values()}
    ut: dict[str, dict[str, list[Mappesvar]]] = {}
    for (sak_id, punkt, _), ett in sorted(siste.items(), key=lambda par: _REKKE.index(par[0][2])):
        ut.setdefault(sak_id, {}).setdefault(punkt, []).append(ett)
    return ut


def _quote(
    vurdering: Saksvurdering, verdier: Mapping[str, str], pekt: Mapping[str, Sequence[Belegg]], katalog: Katalog, maks: int
) -> Iterator[tuple[str, Rapportsitat]]:
    forslag, anonymisert = find_forslag(vurdering, katalog), Anonymisert(vurdering)
    dokumenter = {ett.dok_id: ett for ett in vurdering.sak.dokumenter}
    for punkt, steder in pekt.items():
        verdi = verdier[punkt]
        for belegg in steder or (forslag[punkt].belegg if forslag[punkt].verdi == verdi else ()):
            if tekst := anonymisert.sitat(belegg, maks):
                dokument = dokumenter[belegg.dok_id]
                yield punkt, Rapportsitat(verdi, tekst, dokument.type, dokument.malform)
                break

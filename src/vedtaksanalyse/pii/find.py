"""Identifying data that anonymisation left in a document. Document in, spans with type and strength out.

Numbers, addresses and places are found by form, check digits and the words around; names also by the entity
recogniser handed in, asked only about lines that can hold one. Never stores, masks or logs anything.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from itertools import chain

from vedtaksanalyse.pii.adresse import find_adresse
from vedtaksanalyse.pii.epost import find_epost
from vedtaksanalyse.pii.fodsel import find_fodselsdato
from vedtaksanalyse.pii.losetall import find_losetall
from vedtaksanalyse.pii.monstre import Funn, Monstre, load_monstre
from vedtaksanalyse.pii.navn import find_navn
from vedtaksanalyse.pii.navnesok import Navnesok
from vedtaksanalyse.pii.steder import find_sted
from vedtaksanalyse.pii.tall import find_bil, find_nummer, find_telefon
from vedtaksanalyse.sak import Belegg, Dokument, PiiFunn

# In this order: what one has found, a later one leaves alone.
_KILDER = (find_epost, find_nummer, find_telefon, find_fodselsdato, find_adresse, find_bil, find_losetall, find_sted)


def find_pii(dokument: Dokument, navn: Navnesok | None, monstre: Monstre | None = None) -> tuple[PiiFunn, ...]:
    """All identifying data of a document, in the order of the text; ``PiiFunn.direkte`` tells the strong ones.

    Args:
        navn: entity search over many short texts (``Sprak.names``); without it only names of the name list, and those
            in form fields and signatures, are found.
        monstre: the words; those of the shipped catalogue when None.
    """
    monstre, tekst = monstre or load_monstre(), dokument.tekst
    funn: list[Funn] = []
    for ett in chain(*(kilde(tekst, monstre) for kilde in _KILDER), find_navn(tekst, monstre, navn)):
        if not _overlaps(ett, funn):
            insort(funn, ett)
    return tuple(PiiFunn(Belegg(dokument.dok_id, start, slutt), slag, styrke) for start, slutt, slag, styrke in funn)


def _overlaps(funn: Funn, andre: list[Funn]) -> bool:
    """Whether a find touches one of those before it, which are in order and apart: only its neighbours can."""
    plass = bisect_left(andre, funn)
    return any(funn[0] < slutt and start < funn[1] for start, slutt, *_ in andre[max(0, plass - 1) : plass + 1])

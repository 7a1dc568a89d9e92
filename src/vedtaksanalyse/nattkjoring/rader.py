"""How the files of a case that was just handled stand in the ledger: those of its folder, and those inside them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from vedtaksanalyse.nattkjoring.plan import Planfil, Plansak, hash_navn
from vedtaksanalyse.nattkjoring.utfall import judge
from vedtaksanalyse.reading import STANSET
from vedtaksanalyse.sak import Kilde, Lesestatus, Saksvurdering
from vedtaksanalyse.storage import Filrad

_SAKJSON_FEIL = "sakjson"
_FORBIGAENDE = STANSET | {Lesestatus.UFULLSTENDIG, Lesestatus.VOKSER}

Standing = tuple[Planfil, str, bool]
"""A file, its status, and whether the same bytes may fare better another time."""


def make_filrader(sak: Plansak, vurdering: Saksvurdering | None, feil: str, naa: datetime) -> list[Filrad]:
    """The ledger's rows for all files of a case; without an assessment all of them carry the code of the failure."""
    sak_id = _lesbar(sak.mappe.sak_id)
    if vurdering:
        staar = [*_egne(sak, vurdering), *_vedlegg(sak, vurdering)]
        staar += _ventende(sak, staar)
    else:
        staar = [(fil, feil, True) for fil in (*sak.filer, *sak.vedlegg)]
    return [
        judge(
            Filrad(fil.fil, sak_id, fil.sha256, sak.nokkel, status, "", del_av=fil.del_av, stand=fil.stand),
            fil.kjent,
            naa,
            rapportert=fil.rapportert,
            forbigaende=forbigaende,
        )
        for fil, status, forbigaende in staar
    ]


def _egne(sak: Plansak, vurdering: Saksvurdering) -> Iterator[Standing]:
    kilder = {kilde.fil: kilde for kilde in vurdering.sak.kilder}
    for fil in sak.filer:
        if fil.sakjson:
            yield fil, _SAKJSON_FEIL if vurdering.sak.avvik else Lesestatus.LEST.value, False
        else:
            yield fil, *_status(fil, kilder[fil.navn])


def _vedlegg(sak: Plansak, vurdering: Saksvurdering) -> Iterator[Standing]:
    """The files that were found inside others while these were read."""
    navn = {fil.navn for fil in sak.filer}
    lest = {kilde.fil for kilde in vurdering.sak.kilder if kilde.status is not Lesestatus.MANGLER}
    kjente = {fil.fil: fil for fil in sak.vedlegg}
    for kilde in vurdering.sak.kilder:
        ytre = kilde.fil.rpartition("/")[0]
        if kilde.fil in lest - navn and ytre in lest:
            fil, del_av = (hash_navn(sak.mappe, ett) for ett in (kilde.fil, ytre))
            kjent = kjente.get(fil)
            rapportert = kjent is not None and kjent.rapportert
            ny = Planfil(kilde.fil, fil, kilde.sha256, kjent and kjent.kjent, rapportert, del_av=del_av)
            yield ny, kilde.status.value, kilde.status in _FORBIGAENDE


def _ventende(sak: Plansak, staar: list[Standing]) -> list[Standing]:
    """What is known to lie in files that could not be read this time: it waits with them."""
    sett = {fil.fil for fil, _, _ in staar}
    venter = {fil.fil: status for fil, status, forbigaende in staar if forbigaende}
    ut = []
    for fil in sak.vedlegg:
        if fil.fil not in sett and fil.del_av in venter:
            venter[fil.fil] = venter[fil.del_av]
            ut.append((fil, venter[fil.fil], True))
    return ut


def _lesbar(navn: str) -> str:
    """A folder's name as text; bytes that are no text are replaced, so that the ledger can hold it."""
    return navn.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _status(fil: Planfil, kilde: Kilde) -> tuple[str, bool]:
    """A file's status, and whether the same bytes may fare better another time.

    Bytes that changed between hashing and reading are a file still being written; bytes that could not be had at all
    are the disk's or the network's doing.
    """
    if fil.sha256 and kilde.sha256 and fil.sha256 != kilde.sha256:
        return Lesestatus.VOKSER.value, True
    uten_bytes = kilde.status is Lesestatus.ULESELIG and not kilde.sha256
    return kilde.status.value, uten_bytes or kilde.status in _FORBIGAENDE

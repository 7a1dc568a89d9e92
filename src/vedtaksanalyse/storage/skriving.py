"""Writes cases: each replaced whole, or where its texts stand as they are, only what was concluded of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import islice

from sqlalchemy import Connection, bindparam, delete, insert, update

from vedtaksanalyse.sak import Saksvurdering
from vedtaksanalyse.storage.nokler import nokkel_for
from vedtaksanalyse.storage.personvern import find_forst_lagret
from vedtaksanalyse.storage.rader import make_rader
from vedtaksanalyse.storage.schema import SAKSTABELLER, belegg, flagg, kriterievurdering, sak, saksfunn

_PORSJON = 500
_KONKLUDERT = (kriterievurdering, belegg, flagg, saksfunn)
"""What an assessment from stored text writes; the other tables of the case hold what it came of."""
_STAR = ("sak_id", "lagret")
_ENDRE = update(sak).where(sak.c.sak_id == bindparam("b_sak_id")).values({k.name: bindparam(k.name) for k in sak.c if k.name not in _STAR})


def replace_saker(
    forbindelse: Connection, vurderinger: Sequence[Saksvurdering], nokler: Mapping[str, str], lesenokler: Mapping[str, str]
) -> None:
    """Store cases. ``nokler`` gives other keys than the files' own, ``lesenokler`` what their text was made from."""
    lagret = datetime.now(UTC)
    hele = [v for v in vurderinger if not v.beholdt]
    forst = find_forst_lagret(forbindelse, {v.sak.sak_id: {k.sha256 for k in v.sak.kilder if k.sha256} for v in hele})
    samlet: dict[str, list[dict]] = {tabell.name: [] for tabell in (sak, *SAKSTABELLER)}
    endret: list[dict] = []
    for vurdering in vurderinger:
        sak_id = vurdering.sak.sak_id
        nokkel = nokler.get(sak_id) or nokkel_for(vurdering)
        rader = make_rader(vurdering, nokkel, forst.get(sak_id, lagret), lesenokler.get(sak_id, ""))
        if vurdering.beholdt:
            endret += [{"b_sak_id": sak_id} | rad for rad in rader["sak"]]
            rader = {tabell.name: rader[tabell.name] for tabell in _KONKLUDERT}
        for navn, egne in rader.items():
            samlet[navn] += egne
    for tabell, ider in ((sak, [v.sak.sak_id for v in hele]), *((t, [rad["b_sak_id"] for rad in endret]) for t in _KONKLUDERT)):
        for porsjon in _porsjoner(ider):
            forbindelse.execute(delete(tabell).where(tabell.c.sak_id.in_(porsjon)))
    if endret:
        forbindelse.execute(_ENDRE, [{navn: verdi for navn, verdi in rad.items() if navn not in _STAR} for rad in endret])
    for tabell in (sak, *SAKSTABELLER):
        if samlet[tabell.name]:
            forbindelse.execute(insert(tabell), samlet[tabell.name])


def _porsjoner(ider: Iterable[str]) -> Iterator[list[str]]:
    kilde = iter(ider)
    while porsjon := list(islice(kilde, _PORSJON)):
        yield porsjon

"""The one place between what was found in a case and everything that shows it: text that identifies is held back or masked.

A document with direct identifiers that nobody has released comes out without its text, and nothing in the case points into
it; the verdicts stand. Masking writes over each identifier, sign for sign, so offsets hold and quotes follow by themselves.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from vedtaksanalyse.pii.trygge_navn import is_trygt, show_filer
from vedtaksanalyse.sak import (
    Avgjorelse,
    Avvik,
    Barnefakta,
    Behovsrad,
    Belegg,
    Dokument,
    Kriterievurdering,
    PiiFunn,
    Sak,
    Saksgjenbruk,
    Saksvurdering,
    Skjerming,
    Skjermstatus,
    Vern,
    find_skjermstatus,
)

MASKE = "\N{FULL BLOCK}"
_SYNLIG, _ORD = re.compile(r"\S"), re.compile(r"[^\W\d_]{2,}")
_NAVN = "navn"

Avgjorelser = Mapping[tuple[str, str, str], Avgjorelse]
"""The latest decision on each text, by case, document and the hash of the text."""


def skjerm_sak(vurdering: Saksvurdering, vern: Vern, avgjorelser: Avgjorelser) -> Saksvurdering:
    """The case as it can be shown. A person's decision goes before the setting; indirect identifiers hold nothing back."""
    skjerming = tuple(_judge(vurdering, vern, avgjorelser))
    holdt = frozenset(s.dok_id for s in skjerming if s.holdt)
    maskert = {s.dok_id for s in skjerming if s.status == Skjermstatus.MASKERT}
    skjult = _find_ord(vurdering, holdt | maskert)
    dokumenter = tuple(
        _empty_dokument(d) if d.dok_id in holdt else _mask_dokument(d, vurdering.pii) if d.dok_id in maskert else d
        for d in vurdering.sak.dokumenter
    )
    sak = replace(vurdering.sak, dokumenter=dokumenter)
    ut = _without(vurdering, holdt) if holdt else vurdering
    behov = tuple(replace(rad, barn=mask_ord(rad.barn, skjult)) for rad in ut.behov) if skjult else ut.behov
    return replace(ut, sak=_show_sak(sak), skjerming=skjerming, behov=behov)


def _judge(vurdering: Saksvurdering, vern: Vern, avgjorelser: Avgjorelser) -> Iterable[Skjerming]:
    for dokument in vurdering.sak.dokumenter:
        typer = Counter(f.type for f in vurdering.pii if f.direkte and f.belegg.dok_id == dokument.dok_id)
        if not typer:
            continue
        avgjorelse = avgjorelser.get((vurdering.sak.sak_id, dokument.dok_id, dokument.avtrykk))
        if status := find_skjermstatus(vern, avgjorelse):
            yield Skjerming(dokument.dok_id, status, tuple(sorted(typer.items())), avgjorelse)


def _show_sak(sak: Sak) -> Sak:
    """The case with file names that tell nobody."""
    kilder = show_filer(sak.kilder)
    avvik = tuple(Avvik(a.kode, tuple((navn, v if is_trygt(v) else MASKE) for navn, v in a.felt)) for a in sak.avvik)
    return replace(sak, kilder=kilder, avvik=avvik)


def mask_tekst(tekst: str, spenn: Iterable[tuple[int, int]]) -> str:
    """The text with these spans written over. Its length and its white space stay, also where spans overlap."""
    ut = list(tekst)
    for start, slutt in spenn:
        ut[start:slutt] = _SYNLIG.sub(MASKE, tekst[start:slutt])
    return "".join(ut)


def mask_ord(tekst: str, ord_: Collection[str]) -> str:
    """The text with these words written over, wherever they stand."""
    return _ORD.sub(lambda m: MASKE * len(m[0]) if m[0].casefold() in ord_ else m[0], tekst)


def _empty_dokument(dokument: Dokument) -> Dokument:
    """Without its text, and without where on the pages it stands; how well it could be read is still told."""
    sider = tuple(replace(side, start=0, slutt=0, brudd=(), ruter=()) for side in dokument.sider)
    return replace(dokument, tekst="", sider=sider)


def _mask_dokument(dokument: Dokument, funn: Sequence[PiiFunn]) -> Dokument:
    """The document with its direct identifiers written over, also where they stand again without having been found."""
    egne = [f for f in funn if f.direkte and f.belegg.dok_id == dokument.dok_id]
    spenn = [(f.belegg.start, f.belegg.slutt) for f in egne]
    igjen = {o for f in egne for o in ([dokument.sitat(f.belegg)] if f.type != _NAVN else _navneord(dokument.sitat(f.belegg)))}
    if monster := "|".join(re.escape(o) for o in sorted(filter(None, igjen), key=len, reverse=True)):
        spenn += [m.span() for m in re.finditer(rf"(?<!\w)(?:{monster})(?=s?(?!\w))", dokument.tekst)]
    return replace(dokument, tekst=mask_tekst(dokument.tekst, spenn))


def _navneord(navn: str) -> list[str]:
    """The words of a name that begin with a capital letter."""
    return [o for o in _ORD.findall(navn) if o[0].isupper()]


def _find_ord(vurdering: Saksvurdering, dok_ider: Collection[str]) -> frozenset[str]:
    """The words of the names in these documents, which nothing else in the case may say either."""
    funn = (f for f in vurdering.pii if f.type == _NAVN and f.belegg.dok_id in dok_ider)
    return frozenset(o.casefold() for f in funn for o in _navneord(vurdering.sak.sitat(f.belegg)))


def _without(vurdering: Saksvurdering, holdt: Collection[str]) -> Saksvurdering:
    """The case with nothing that points into these documents."""
    return replace(
        vurdering,
        vurderinger=tuple(_verdikt_uten(v, holdt) for v in vurdering.vurderinger),
        flagg=tuple(replace(f, belegg=_rest(f.belegg, holdt)) for f in vurdering.flagg),
        pii=tuple(f for f in vurdering.pii if f.belegg.dok_id not in holdt),
        fakta=tuple(replace(f, belegg=_rest(f.belegg, holdt)) for f in vurdering.fakta),
        behov=tuple(_behov_uten(rad, holdt) for rad in vurdering.behov),
        merker=tuple(m for m in vurdering.merker if m.belegg.dok_id not in holdt),
        gjenbruk=_gjenbruk_uten(vurdering.gjenbruk, holdt),
    )


def _rest(steder: Iterable[Belegg], holdt: Collection[str]) -> tuple[Belegg, ...]:
    return tuple(b for b in steder if b.dok_id not in holdt)


def _verdikt_uten(v: Kriterievurdering, holdt: Collection[str]) -> Kriterievurdering:
    kvittering = v.kvittering and replace(
        v.kvittering, narmeste=tuple(n for n in v.kvittering.narmeste if n.belegg.dok_id not in holdt)
    )
    bevis = tuple(b for b in v.bevis if b.belegg.dok_id not in holdt)
    return replace(v, bevis=bevis, kvittering=kvittering, fakta=v.fakta and _barn_uten(v.fakta, holdt))


def _barn_uten(fakta: Barnefakta, holdt: Collection[str]) -> Barnefakta:
    konflikter = tuple(replace(k, belegg=_rest(k.belegg, holdt)) for k in fakta.konflikter)
    return replace(fakta, belegg=_rest(fakta.belegg, holdt), konflikter=konflikter)


def _behov_uten(rad: Behovsrad, holdt: Collection[str]) -> Behovsrad:
    steder = ("sokt", "kartlagt", "i_vedtak", "vurdert", "avgjort")
    return replace(rad, **{navn: _rest(getattr(rad, navn), holdt) for navn in steder})


def _gjenbruk_uten(gjenbruk: Saksgjenbruk | None, holdt: Collection[str]) -> Saksgjenbruk | None:
    return gjenbruk and replace(
        gjenbruk,
        gjentatt=tuple(g for g in gjenbruk.gjentatt if g.belegg.dok_id not in holdt),
        rester=tuple(r for r in gjenbruk.rester if len(_rest(r.belegg, holdt)) == len(r.belegg)),
    )

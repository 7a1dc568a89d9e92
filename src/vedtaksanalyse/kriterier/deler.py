"""The parts that several files of the catalogue share: traces, legal bases, kinds of documents, grades that exist."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from vedtaksanalyse.kriterier.katalog import Hjemmel, Kriterium, Spor
from vedtaksanalyse.kriterier.katalogfil import Katalogfil
from vedtaksanalyse.sak import DOKUMENTTYPER


def refuse_unknown_grad(fil: Katalogfil, valgt: Iterable[str], grader: tuple[str, ...], *ved: str) -> None:
    """Refuse a grade that the criterion does not have."""
    for grad in valgt:
        if grad not in grader:
            raise fil.refuse("ukjent_grad", *ved, navn=grad)


def refuse_unknown(
    fil: Katalogfil, kriterier: Mapping[str, Kriterium], navn: str, grader: Iterable[str], *ved: str
) -> None:
    """Refuse a criterion that nobody knows, or grades it does not have."""
    if navn not in kriterier or set(grader) - set(kriterier[navn].grader):
        raise fil.refuse("ukjent_kriterium", *ved, navn=navn)


def read_dokumenter(fil: Katalogfil, navn: list[str], *ved: str) -> frozenset[str]:
    """Kinds of documents; «alle» is all of them."""
    if navn == ["alle"]:
        return frozenset(DOKUMENTTYPER)
    for slag in navn:
        if slag not in DOKUMENTTYPER:
            raise fil.refuse("ukjent_dokumenttype", *ved, slag, navn=slag)
    return frozenset(navn)


def read_hjemler(fil: Katalogfil, poster: Iterable[Mapping], ved: str) -> tuple[Hjemmel, ...]:
    """Legal bases with their dates; ``ved`` is what each of them begins with."""
    ut = []
    for nummer, post in enumerate(poster, start=1):
        sted = (ved,) * nummer
        fil.closed(post, ("tekst",), ("fra", "til"), *sted)
        fil.typed(post, {"fra": date, "til": date}, *sted)
        ut.append(Hjemmel(fil.both_forms(post["tekst"], *sted, "tekst"), post.get("fra"), post.get("til")))
    return tuple(ut)


_SPOR = {
    **dict.fromkeys(("id", "gir", "monster"), str),
    **dict.fromkeys(("anker", "ikke", "seksjoner", "dokumenter", "treff", "ikke_treff"), list[str]),
}
_SPOR_VALGFRI = ("monster", "ikke", "seksjoner", "dokumenter", "ikke_treff")


def read_spor(fil: Katalogfil, d: Mapping, kriterium: str, grader: tuple[str, ...]) -> Spor:
    """One trace of a criterion or a fact."""
    id_ = d.get("id", "")
    if not isinstance(id_, str):
        raise fil.refuse("feil_type", f"id = {id_}", navn="id")
    ved = f'"{id_}"'
    fil.closed(d, ("id", "gir", "anker", "treff"), _SPOR_VALGFRI, ved)
    fil.typed(d, _SPOR, ved)
    refuse_unknown_grad(fil, [d["gir"]], grader, ved)
    for nokkel in ("anker", "treff"):
        if not d[nokkel]:
            raise fil.refuse("tom_liste", ved, nokkel, navn=nokkel)
    for anker in d["anker"]:
        if len(anker.lstrip("*")) < 2 or anker != anker.lower():
            raise fil.refuse("kort_anker", ved, "anker", navn=anker)
    for eksempel in d["treff"]:
        if not re.search(r"\[\[.+?\]\]", eksempel):
            raise fil.refuse("umerket_treff", ved, "treff", navn=eksempel)
    try:
        re.compile(d.get("monster", ""))
    except re.error as feil:
        raise fil.refuse("ugyldig_monster", ved, "monster", navn=str(feil)) from None
    return Spor(
        id=d["id"],
        kriterium=kriterium,
        gir=d["gir"],
        anker=tuple(d["anker"]),
        monster=d.get("monster", r"\w*"),
        ikke=frozenset(d.get("ikke", ())),
        seksjoner=frozenset(d.get("seksjoner", ())),
        dokumenter=read_dokumenter(fil, d.get("dokumenter", ["alle"]), ved, "dokumenter"),
        treff=tuple(d["treff"]),
        ikke_treff=tuple(d.get("ikke_treff", ())),
    )


def check_spor(fil: Katalogfil, alle: Iterable[Spor], felles: Mapping) -> None:
    """Refuse traces with one id, and qualifiers or sections that nobody knows."""
    sett: set[str] = set()
    for spor in alle:
        ved = f'"{spor.id}"'
        if spor.id in sett:
            raise fil.refuse("dobbelt_spor", ved, ved, navn=spor.id)
        sett.add(spor.id)
        for navn in sorted(spor.ikke - set(felles["kontekst"])):
            raise fil.refuse("ukjent_kvalifikator", ved, "ikke", navn=navn)
        for navn in sorted(spor.seksjoner - set(felles["seksjoner"])):
            raise fil.refuse("ukjent_seksjon", ved, "seksjoner", navn=navn)

"""The boilerplate map in words: the own share, where a sentence stands, what was filled in, and what does not fit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from vedtaksanalyse.export.ordlegging import join_og
from vedtaksanalyse.kriterier import Katalog
from vedtaksanalyse.sak import (
    Belegg,
    Dokument,
    Gjenbrukskart,
    Gjentakelse,
    Rest,
    Saksgjenbruk,
    Saksvurdering,
    Standardtekst,
    Utfylling,
)
from vedtaksanalyse.tekster import tekst

Tekster = Mapping[tuple[str, Belegg], str]
"""The words of each place that a map shows, by case."""


def describe_andel(gjenbruk: Saksgjenbruk, malform: str) -> str:
    """How much of the reasoning is the case's own, and beside how many cases."""
    if gjenbruk.andel is None:
        return tekst("gjenbruk.ingen_andre", malform)
    felt = {"saker": gjenbruk.saker, "ord": gjenbruk.ord, "egne": gjenbruk.egne}
    return tekst("gjenbruk.andel", malform, prosent=round(100 * gjenbruk.andel), **felt)


def describe_lesbarhet(vurdering: Saksvurdering, katalog: Katalog, malform: str) -> list[str]:
    """What was measured of the language, each beside the office's own median."""
    medianer = dict(vurdering.gjenbruk.medianer) if vurdering.gjenbruk else {}
    maalt = {faktum.navn: faktum.verdi for faktum in vurdering.fakta}
    hva = dict.fromkeys(regel.krav["hva"] for regel in katalog.fakta.values() if regel.metode == "maal")
    return [
        tekst(
            "gjenbruk.maalt",
            malform,
            navn=katalog.fakta[navn].navn[malform],
            verdi=_tall(float(maalt[navn])),
            median=_tall(medianer[navn]),
        )
        for navn in hva
        if navn in maalt and navn in medianer
    ]


def _tall(verdi: float) -> str:
    return f"{verdi:.0f}"


def describe_gjentakelse(gjentakelse: Gjentakelse, malform: str) -> str:
    """In how many other cases a sentence stands, and nearly stands."""
    deler = [_antall("star_i", gjentakelse.like, malform), _antall("nesten_i", gjentakelse.nesten, malform)]
    return " · ".join(filter(None, deler))


def _antall(nokkel: str, antall: int, malform: str) -> str:
    if not antall:
        return ""
    return tekst(f"gjenbruk.{nokkel}_en" if antall == 1 else f"gjenbruk.{nokkel}", malform, antall=antall)


def describe_utfylt(utfylt: Iterable[Utfylling], dokument: Dokument, malform: str) -> str:
    """What was filled into a sentence, as it stands there; empty when nothing was."""
    vist = dict.fromkeys(
        f"{dokument.tekst[felt.start : felt.slutt]} ({tekst(f'gjenbruk.felt.{felt.slag}', malform)})" for felt in utfylt
    )
    return tekst("gjenbruk.utfylt", malform, felt=", ".join(vist)) if vist else ""


def describe_rest(rest: Rest, her: str, katalog: Katalog, malform: str) -> str:
    """What does not fit the case: the words that stand here, and what the case says elsewhere."""
    hva = tekst(f"gjenbruk.rest.{rest.slag}", malform)
    if not rest.ellers:
        return tekst("gjenbruk.rest_her", malform, hva=hva, her=her)
    ellers = join_og([_verdi(rest.slag, verdi, katalog, malform) for verdi in rest.ellers], malform)
    return tekst("gjenbruk.rest_ellers", malform, hva=hva, her=her, ellers=ellers)


def describe_felt(standard: Standardtekst, katalog: Katalog, malform: str) -> str:
    """What the cases fill into a text: each kind with its commonest values."""
    deler = []
    for slag, antall, verdier in standard.felt:
        navn = tekst(f"gjenbruk.felt.{slag}", malform)
        flere = " …" if antall > len(verdier) else ""
        ord_ = ", ".join(_verdi(slag, verdi, katalog, malform) for verdi in verdier)
        deler.append(f"{navn}: {ord_}{flere}" if verdier else navn)
    return "; ".join(deler)


def _verdi(slag: str, verdi: str, katalog: Katalog, malform: str) -> str:
    """A value as people write it: marks compare codes and digits."""
    if slag == "belop":
        return tekst("gjenbruk.kroner", malform, belop=f"{int(verdi):,}".replace(",", "\u00a0"))
    if slag == "dato":
        return _dag(verdi, katalog.felles["gjenbruk"]["maaneder"])
    if slag == "post":
        return katalog.felles["behov"]["navn"][verdi][malform]
    if slag in ("kjonn", "barn_kjonn"):
        return tekst(f"gjenbruk.barnekjonn.{verdi}", malform)
    return verdi


def _dag(verdi: str, maaneder: Sequence[str]) -> str:
    """«3.4» as «3. april»; a month or a date that is none as it stands."""
    dag, _, nummer = verdi.partition(".")
    if not nummer.isdigit() or not 1 <= int(nummer) <= len(maaneder):
        return verdi
    return f"{dag}. {maaneder[int(nummer) - 1]}"


def describe_kart(kart: Gjenbrukskart, malform: str) -> list[str]:
    """What stands above an office's texts: what it builds on, the share in the middle case, and cases with leftovers."""
    linjer = [tekst("gjenbruk.grunnlag", malform, saker=kart.saker, setninger=kart.setninger)]
    if kart.median is None:
        return [*linjer, tekst("gjenbruk.uten_median", malform)]
    linjer.append(tekst("gjenbruk.median", malform, prosent=round(100 * kart.median), saker=kart.saker))
    return [*linjer, tekst("gjenbruk.antall_rester", malform, saker=kart.rester, alle=kart.saker)]


def name_kontor(kart: Gjenbrukskart, malform: str) -> str:
    """The heading of an office."""
    return tekst("gjenbruk.tittel", malform, kontor=kart.kontor)


def split_tekster(
    kart: Gjenbrukskart, tekster: Tekster, malform: str
) -> list[tuple[str, list[tuple[Standardtekst, str]]]]:
    """The texts of an office in two parts, each with its heading: those of the reasoning, and fixed text."""
    par = [(ett, tekster[ett.sak_id, ett.belegg]) for ett in kart.tekster]
    deler = (("begrunnelse", [ett for ett in par if not ett[0].fast]), ("fast", [ett for ett in par if ett[0].fast]))
    return [(tekst(f"gjenbruk.{navn}", malform), egne) for navn, egne in deler if egne]


def list_rester(kart: Gjenbrukskart, tekster: Tekster, katalog: Katalog, malform: str) -> list[tuple[str, str, str]]:
    """Each leftover of an office as (case, what does not fit, the sentence)."""
    return [
        (sak_id, describe_rest(rest, tekster[sak_id, rest.belegg[1]], katalog, malform), tekster[sak_id, rest.belegg[0]])
        for sak_id, rest in kart.merknader
    ]


def count_skjulte(kart: Gjenbrukskart) -> int:
    """How many cases have leftovers that the map has no room for."""
    return kart.rester - len({sak_id for sak_id, _ in kart.merknader})

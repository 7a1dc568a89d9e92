"""The check of a draft before it is sent: what is missing, what to ask, one step up. It never says what to decide."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from vedtaksanalyse.export.ordlegging import (
    choose_malform,
    describe_arsak,
    describe_flagg,
    describe_hjemmel,
    describe_trinn,
    find_flaggregel,
    find_trinn_opp,
    sort_flagg,
)
from vedtaksanalyse.kriterier import Katalog, Kriterium
from vedtaksanalyse.sak import Belegg, Flagg, Kilde, Lesestatus, Saksstatus, Saksvurdering
from vedtaksanalyse.tekster import tekst

if TYPE_CHECKING:
    from rich.console import Console

SKJEMA = 1
_SITATLENGDE = 200
_SITATER = 2


def has_funn(vurdering: Saksvurdering) -> bool:
    """Whether there is anything to look at; hints alone are not."""
    return any(not flagg.hint for flagg in vurdering.flagg)


def is_whole(vurdering: Saksvurdering) -> bool:
    """Whether all that was given could be read and assessed."""
    return vurdering.status == Saksstatus.VURDERT and not list_uleste(vurdering)


def list_uleste(vurdering: Saksvurdering) -> list[Kilde]:
    """The files that were given and could not be read."""
    return [kilde for kilde in vurdering.sak.uleste if kilde.status != Lesestatus.MANGLER]


def list_usjekket(vurdering: Saksvurdering, katalog: Katalog) -> list[Kriterium]:
    """What was not found in the draft, and may stand in a document that was not given or not read."""
    if not vurdering.sak.uleste:
        return []
    return [
        katalog.kriterier[v.kriterium]
        for v in vurdering.vurderinger
        if v.kvittering and katalog.kriterier[v.kriterium].dokumenter - {"vedtak"} and find_trinn_opp(v, vurdering, katalog)
    ]


def to_post(vurdering: Saksvurdering, katalog: Katalog) -> dict[str, Any]:
    """The check as plain data, in the draft's own language form."""
    sak, malform = vurdering.sak, choose_malform(vurdering.sak.malform)
    return {
        "skjema": SKJEMA,
        "status": str(vurdering.status),
        "arsak": {"kode": vurdering.arsak, "tekst": describe_arsak(vurdering.arsak, malform)} if vurdering.arsak else None,
        "malform": sak.malform,
        "dato": sak.vedtaksdato and sak.vedtaksdato.isoformat(),
        "mangler": [_flagg(flagg, vurdering, katalog, malform) for flagg in sort_flagg(vurdering.flagg)],
        "ikke_sjekket": [{"kriterium": k.id, "navn": k.navn[malform]} for k in list_usjekket(vurdering, katalog)],
        "ikke_lest": [
            {"dok_id": k.dok_id, "status": str(k.status), "tekst": tekst(f"feil.{k.status}", malform)}
            for k in list_uleste(vurdering)
        ],
    }


def _flagg(flagg: Flagg, vurdering: Saksvurdering, katalog: Katalog, malform: str) -> dict[str, Any]:
    regel, sak = find_flaggregel(katalog, flagg.id), vurdering.sak
    return {
        "id": flagg.id,
        "tekst": describe_flagg(flagg, katalog, malform),
        "neste": regel.neste[malform] if regel else "",
        "trinn": _trinn(flagg, vurdering, katalog, malform),
        "kriterium": flagg.kriterium,
        "hjemmel": describe_hjemmel(flagg, katalog, malform),
        "feil": flagg.feil,
        "hint": flagg.hint,
        "belegg": [
            {"dok_id": b.dok_id, "start": b.start, "slutt": b.slutt, "sitat": sak.sitat(b)}
            for b in _belegg(flagg, vurdering)
        ],
    }


def _belegg(flagg: Flagg, vurdering: Saksvurdering) -> tuple[Belegg, ...]:
    """What the flag's facts stand on; without facts, what shows the grade."""
    if flagg.belegg or not flagg.kriterium:
        return flagg.belegg
    return vurdering.vurdering(flagg.kriterium).belegg[:_SITATER]


def _trinn(flagg: Flagg, vurdering: Saksvurdering, katalog: Katalog, malform: str) -> str | None:
    if not flagg.kriterium:
        return None
    trinn = find_trinn_opp(vurdering.vurdering(flagg.kriterium), vurdering, katalog)
    return describe_trinn(trinn, malform) if trinn else None


def print_utkast(vurdering: Saksvurdering, katalog: Katalog, console: Console) -> None:
    """The check for people, in the draft's own language form."""
    from rich.padding import Padding
    from rich.text import Text

    def line(innhold: str, stil: str = "", inn: int = 0) -> None:
        console.print(Padding(Text(innhold, style=stil), (0, 0, 0, inn)))

    post = to_post(vurdering, katalog)
    malform = choose_malform(vurdering.sak.malform)
    if post["arsak"]:
        line(post["arsak"]["tekst"], "bold")
    sikre, hint = ([f for f in post["mangler"] if f["hint"] == er_hint] for er_hint in (False, True))
    if vurdering.status == Saksstatus.VURDERT:
        line(_tittel(len(sikre), malform), "bold")
    sagt: set[str | None] = set()
    for nokkel, funn in ((None, sikre), ("utkast.hint", hint)):
        if nokkel and funn:
            line(f"\n{tekst(nokkel, malform)}", "bold")
        for ett in funn:
            line(f"\n• {ett['tekst']}", "yellow" if ett["feil"] else "")
            for belegg in ett["belegg"]:
                line(f"«{textwrap.shorten(belegg['sitat'], _SITATLENGDE, placeholder=' …')}»", "dim", 2)
            line(tekst("utkast.neste", malform, neste=ett["neste"]), inn=2)
            if ett["trinn"] not in (None, *sagt):
                line(ett["trinn"], "dim", 2)
            sagt.add(ett["trinn"])
    for ett in post["ikke_lest"]:
        line("\n" + tekst("utkast.ikke_lest", malform, fil=ett["dok_id"], hva=ett["tekst"]), "yellow")
    if navn := [ett["navn"] for ett in post["ikke_sjekket"]]:
        line("\n" + tekst("utkast.ikke_sjekket", malform, hva=", ".join(navn)), "dim")
    line("\n" + tekst("utkast.forbehold", malform), "dim")


def _tittel(antall: int, malform: str) -> str:
    nokkel = {0: "ingen", 1: "ett"}.get(antall, "flere")
    return tekst(f"utkast.{nokkel}", malform, antall=antall)

"""The check of a draft before it is sent: what is missing, what to ask, one step up. It never says what to decide."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from vedtaksanalyse.export.flaggord import count_rest, describe_hjemmel, find_flaggregel, fold_flagg
from vedtaksanalyse.export.ordlegging import choose_malform, describe_arsak, describe_trinn, find_trinn_opp
from vedtaksanalyse.export.tekstkvalitet import describe_darlige
from vedtaksanalyse.kriterier import Katalog, Kriterium
from vedtaksanalyse.sak import Flagg, Kilde, Lesestatus, Saksstatus, Saksvurdering
from vedtaksanalyse.tekster import load_tekster, tekst

if TYPE_CHECKING:
    from rich.console import Console

SKJEMA = 2
_SITATLENGDE = 200


def has_funn(vurdering: Saksvurdering) -> bool:
    """Whether there is anything to look at; hints alone are not."""
    return any(not flagg.hint for flagg in vurdering.flagg)


def is_vedtak(vurdering: Saksvurdering) -> bool:
    """Whether what was given looks like a vedtak."""
    return vurdering.arsak != "ikke_vedtak"


def is_whole(vurdering: Saksvurdering) -> bool:
    """Whether all that was given could be read and assessed."""
    return vurdering.status == Saksstatus.VURDERT and not list_uleste(vurdering) and not vurdering.sak.darlige


def list_uleste(vurdering: Saksvurdering) -> list[Kilde]:
    """The files that were given and could not be read."""
    return [kilde for kilde in vurdering.sak.uleste if kilde.status != Lesestatus.MANGLER]


def list_usjekket(vurdering: Saksvurdering, katalog: Katalog) -> list[Kriterium]:
    """What was not found in the draft, and may stand in a document that was not given or not read well."""
    fravaer = ((v, katalog.kriterier[v.kriterium]) for v in vurdering.vurderinger if v.kvittering)
    ellers = ((v, kriterium, kriterium.dokumenter - {"vedtak"}) for v, kriterium in fravaer)
    return [
        kriterium
        for v, kriterium, andre in ellers
        if andre and vurdering.sak.find_skjulte(andre) and find_trinn_opp(v, vurdering, katalog)
    ]


def to_post(vurdering: Saksvurdering, katalog: Katalog) -> dict[str, Any]:
    """The check as plain data, in the draft's own language form."""
    sak, malform = vurdering.sak, choose_malform(vurdering.sak.malform)
    kjeder, hint = fold_flagg(vurdering.flagg)
    return {
        "skjema": SKJEMA,
        "status": str(vurdering.status),
        "arsak": {"kode": vurdering.arsak, "tekst": describe_arsak(vurdering.arsak, malform)} if vurdering.arsak else None,
        "malform": sak.malform,
        "malform_usikker": sak.malform_usikker,
        "antall": {"kjeder": len(kjeder), "flagg": sum(map(len, kjeder)), "hint": len(hint)},
        "dato": sak.vedtaksdato and sak.vedtaksdato.isoformat(),
        "mangler": [
            _flagg(flagg, vurdering, katalog, malform) | {"henger_sammen_med": rot.id if rot is not flagg else None}
            for kjede in (*kjeder, *([ett] for ett in hint))
            for rot in kjede[:1]
            for flagg in kjede
        ],
        "ikke_sjekket": [{"kriterium": k.id, "navn": k.navn[malform]} for k in list_usjekket(vurdering, katalog)],
        "ikke_lest": [
            {"dok_id": k.dok_id, "status": str(k.status), "tekst": _describe_status(k.status, malform)}
            for k in list_uleste(vurdering)
        ],
        "darlig_tekst": describe_darlige(sak, malform),
    }


def _describe_status(status: Lesestatus, malform: str) -> str:
    """Why a file was not read; a draft is not tried again by anyone but the one who wrote it."""
    nokkel = f"utkast.feil.{status}"
    return tekst(nokkel if nokkel in load_tekster() else f"feil.{status}", malform)


def _flagg(flagg: Flagg, vurdering: Saksvurdering, katalog: Katalog, malform: str) -> dict[str, Any]:
    regel, sak = find_flaggregel(katalog, flagg.id), vurdering.sak
    return {
        "id": flagg.id,
        "tekst": flagg.tekst,
        "neste": regel.neste[malform] if regel else "",
        "trinn": _trinn(flagg, vurdering, katalog, malform),
        "kriterium": flagg.kriterium,
        "hjemmel": describe_hjemmel(flagg, katalog, malform),
        "feil": flagg.feil,
        "hint": flagg.hint,
        "kjede": flagg.kjede,
        "belegg": [{"dok_id": b.dok_id, "start": b.start, "slutt": b.slutt, "sitat": sak.sitat(b)} for b in flagg.belegg],
    }


def _trinn(flagg: Flagg, vurdering: Saksvurdering, katalog: Katalog, malform: str) -> str | None:
    if not flagg.kriterium:
        return None
    trinn = find_trinn_opp(vurdering.vurdering(flagg.kriterium), vurdering, katalog)
    return describe_trinn(trinn, malform) if trinn else None


def _list_uleste(post: dict[str, Any], malform: str) -> list[str]:
    return [tekst("utkast.ikke_lest", malform, fil=ett["dok_id"], hva=ett["tekst"]) for ett in post["ikke_lest"]]


def print_utkast(vurdering: Saksvurdering, katalog: Katalog, console: Console, *, alt: bool = False) -> None:
    """The check for people: the gravest of each chain, and how many hang together with it; with ``alt`` all of it."""
    from rich.padding import Padding
    from rich.text import Text

    def line(innhold: str, stil: str = "", inn: int = 0) -> None:
        console.print(Padding(Text(innhold, style=stil), (0, 0, 0, inn)))

    def show(funn: dict[str, Any]) -> None:
        line(f"\n• {funn['tekst']}", "yellow" if funn["feil"] else "")
        for belegg in funn["belegg"]:
            line(f"«{textwrap.shorten(belegg['sitat'], _SITATLENGDE, placeholder=' …')}»", "dim", 2)
        line(tekst("utkast.neste", malform, neste=funn["neste"]), inn=2)
        if funn["trinn"] not in (None, *sagt):
            line(funn["trinn"], "dim", 2)
        sagt.add(funn["trinn"])

    post, sagt = to_post(vurdering, katalog), set[str | None]()
    funnet = {ett["id"]: ett for ett in post["mangler"]}
    malform = choose_malform(vurdering.sak.malform)
    kjeder, hint = fold_flagg(vurdering.flagg)
    if post["arsak"]:
        line(post["arsak"]["tekst"], "bold")
    if post["malform_usikker"]:
        line(tekst("utkast.malform_usikker", malform), "dim")
    if vurdering.status == Saksstatus.VURDERT:
        line(_tittel(post["antall"], malform), "bold")
    for forst, *rest in kjeder:
        for ett in (forst, *(rest if alt else ())):
            show(funnet[ett.id])
        if rest and not alt:
            line(count_rest(rest, malform), "dim", 2)
    if hint and alt:
        line(f"\n{tekst('utkast.hint', malform)}", "bold")
        for ett in hint:
            show(funnet[ett.id])
    elif hint:
        line("\n" + tekst("rapport.side.hintene", malform, antall=len(hint)), "dim")
    if not alt and len(post["mangler"]) > len(kjeder):
        line("\n" + tekst("utkast.alle", malform), "dim")
    for linje in (*post["darlig_tekst"], *_list_uleste(post, malform)):
        line("\n" + linje, "yellow")
    if navn := [ett["navn"] for ett in post["ikke_sjekket"]]:
        line("\n" + tekst("utkast.ikke_sjekket", malform, hva=", ".join(navn)), "dim")
    line("\n" + tekst("utkast.forbehold", malform), "dim")


def _tittel(antall: dict[str, int], malform: str) -> str:
    """How much there is to look at: what hangs together is counted as one chain."""
    if antall["flagg"] > antall["kjeder"]:
        return tekst("utkast.kjeder", malform, **antall)
    nokkel = {0: "ingen", 1: "ett"}.get(antall["flagg"], "flere")
    return tekst(f"utkast.{nokkel}", malform, antall=antall["flagg"])

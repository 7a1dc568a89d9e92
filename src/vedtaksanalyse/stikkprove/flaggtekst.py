"""The flags' record in words: the same in the terminal and on the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from vedtaksanalyse.gjennomgang import load_regler
from vedtaksanalyse.statistikk import Anslag
from vedtaksanalyse.stikkprove.flaggbok import DELT, KLAGER, REIST, SOM_HINT, SVAR, Flaggpost
from vedtaksanalyse.stikkprove.flaggregel import load_utfall
from vedtaksanalyse.stikkprove.sammenslaing import FAERREST
from vedtaksanalyse.tekster import tekst

_INGEN = "–"
Tabell = tuple[list[str], list[list[str]]]


def name_kolonner(navn: Iterable[str], malform: str) -> list[str]:
    """Headings."""
    return [tekst(f"flaggbok.kolonne.{ett}", malform) for ett in navn]


def describe_post(post: Flaggpost, malform: str) -> dict[str, str]:
    """A flag by the columns of the list."""
    tall, alle = post.tall, post.tall.alle
    for_fa = tekst("flaggbok.for_fa", malform, antall=FAERREST)

    def told(verdi: object, navn: str) -> str:
        return for_fa if navn in post.skjult else str(verdi)

    return {
        "flagg": post.id,
        "tilstand": tekst(f"flaggbok.tilstand.{post.tilstand}", malform),
        "reist": told(tall.reist, REIST),
        "som_hint": told(tall.som_hint, SOM_HINT),
        "svar": told("/".join(map(str, alle.celler)) if alle.besvart else _INGEN, SVAR),
        "presisjon": told(describe_andel(alle.presisjon), SVAR),
        "loft": told(describe_loft(tall.klager.loft), KLAGER),
        "forslag": describe_forslag(post, malform) or _INGEN,
    }


def name_utfall(malform: str) -> list[tuple[str, str]]:
    """The ways a complaint can end, by id and name."""
    return [(ett.id, ett.navn[malform]) for ett in load_utfall().values()]


def describe_tilstand(post: Flaggpost, malform: str) -> str:
    """What a flag is, and whether it is as it was shipped."""
    ord_ = tekst(f"flaggbok.tilstand.{post.tilstand}", malform)
    return ord_ if post.historikk else tekst("flaggbok.levert", malform, tilstand=ord_)


def describe_forslag(post: Flaggpost, malform: str) -> str:
    """What the rule proposes; empty where it proposes nothing."""
    return tekst(f"flaggbok.forslag.{post.forslag.tilstand}", malform) if post.forslag else ""


def describe_grunnlag(post: Flaggpost, malform: str) -> str:
    """What the proposal stands on."""
    f = post.forslag
    return tekst(f"flaggbok.grunnlag.{f.grunnlag}", malform, presisjon=describe_andel(f.presisjon), antall=f.presisjon.n) if f else ""


def describe_andel(anslag: Anslag) -> str:
    """A share with its interval, in per cent."""
    if anslag.verdi is None:
        return _INGEN
    return f"{anslag.verdi:.0%} ({100 * anslag.lav:.0f}–{100 * anslag.hoy:.0f})".replace("%", "\N{NO-BREAK SPACE}%")


def describe_loft(anslag: Anslag) -> str:
    """How many times more often, with its interval."""
    if anslag.verdi is None:
        return _INGEN
    return f"{anslag.verdi:.2f} ({anslag.lav:.2f}–{anslag.hoy:.2f})".replace(".", ",")


def list_tabeller(post: Flaggpost, malform: str) -> list[Tabell]:
    """All that is known of one flag: what is proposed, answers, reasons, complaints and decisions."""
    svar = [[navn, *map(str, celler), describe_andel(anslag)] for navn, celler, anslag in list_svar(post, malform)]
    grunner = [[navn, str(antall)] for navn, antall, _ in list_grunner(post, malform)]
    return [
        (name_kolonner(("loft", "forslag"), malform), [[describe_loft(post.tall.klager.loft), describe_grunnlag(post, malform) or _INGEN]]),
        (name_kolonner(("svar_pa", "bekreftet", "avvist", "usikker", "presisjon"), malform), svar),
        (name_kolonner(("grunn", "antall"), malform), grunner),
        (name_kolonner(("klager", "antall", "omgjort"), malform), list_klager(post, malform)),
        (name_kolonner(("tid", "hvem", "tilstand", "hvorfor", "presisjon"), malform), list_historikk(post, malform)),
    ]


def list_svar(post: Flaggpost, malform: str) -> list[tuple[str, tuple[int, ...], Anslag]]:
    """The answers on cases that were drawn, on the others, and on all, each with its precision; fewer where they are not told."""
    viste = () if SVAR in post.skjult else ("alle",) if DELT in post.skjult else ("trukne", "koen", "alle")
    tellinger = [(navn, getattr(post.tall, navn)) for navn in viste]
    return [(tekst(f"flaggbok.svar_pa.{navn}", malform), t.celler, t.presisjon) for navn, t in tellinger]


def list_grunner(post: Flaggpost, malform: str) -> list[tuple[str, int, float]]:
    """Why it was rejected, how often, and the share of all rejections; the commonest first."""
    alle = sum(post.tall.alle.grunner.values())
    kjente = load_regler().grunner
    rader = sorted(post.tall.alle.grunner.items(), key=lambda par: (-par[1], par[0]))
    return [(kjente[id_].navn[malform] if id_ in kjente else id_ or _INGEN, antall, antall / alle) for id_, antall in rader]


def list_klager(post: Flaggpost, malform: str) -> list[list[str]]:
    """How complaints ended in cases with the flag, and in all."""
    if KLAGER in post.skjult:
        return []
    k = post.tall.klager
    return [
        [tekst("flaggbok.klager.med", malform), str(k.med), str(k.med_omgjort)],
        [tekst("flaggbok.klager.alle", malform), str(k.alle), str(k.omgjort)],
    ]


def list_historikk(post: Flaggpost, malform: str, folk: Mapping[str, str] = MappingProxyType({})) -> list[list[str]]:
    """What was decided, the newest first."""
    return [
        [
            f"{ett.tid.astimezone():%d.%m.%Y}" if ett.tid else "",
            tekst("flaggbok.natten", malform) if ett.felt.get("selv") else folk.get(ett.hvem, ett.hvem),
            tekst(f"flaggbok.tilstand.{ett.tilstand}", malform),
            tekst(f"flaggbok.selv.{ett.grunn}", malform) if ett.felt.get("selv") else ett.grunn or _INGEN, describe_da(ett.felt),
        ]
        for ett in reversed(post.historikk)
    ]  # fmt: skip


def describe_da(felt: Mapping[str, str]) -> str:
    """The precision that a decision was made on."""
    navnene = ("presisjon", "presisjon_lav", "presisjon_hoy")
    if not set(navnene) <= set(felt):
        return _INGEN
    verdi, lav, hoy = (100 * float(felt[navn]) for navn in navnene)
    return f"{verdi:.0f}\N{NO-BREAK SPACE}% ({lav:.0f}–{hoy:.0f})"

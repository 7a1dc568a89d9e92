"""Draws and plans in words and as data, for the command line. Shares are said in per cent, as people say them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from vedtaksanalyse.export.loggkontroll import print_tabell
from vedtaksanalyse.sak import Mappe, Mappestand, Provehendelse, Rammesak, Stikkprove, Utvalgsplan
from vedtaksanalyse.tekster import tekst

if TYPE_CHECKING:
    from rich.console import Console

    from vedtaksanalyse.stikkprove.planlegg import Godkjenning, Storrelsesplan
    from vedtaksanalyse.stikkprove.ramme import Rammetall
    from vedtaksanalyse.stikkprove.revisjon import Forhistorie

SKJEMA = 1
_LISTE = ("nummer", "navn", "mate", "ramme", "trukket", "lest", "tid", "stand")
_STORRELSER, _KURVE, _SAKER = ("margin", "alene", "hjulpet"), ("feil", "sjanse"), ("nummer", "sak", "kontor", "stratum", "andel")


def percent(andel: float) -> str:
    """A share in per cent without the sign, with no more decimals than it needs."""
    return f"{round(andel * 100, 1):g}".replace(".", ",")


def to_post(prove: Stikkprove, mapper: Sequence[Mappe] = ()) -> dict[str, Any]:
    """A draw as plain data."""
    felt = {navn: getattr(prove, navn) for navn in ("hvem", "ramme", "utelatt", "trukket", "rammesum", "forkastet")}
    ferdig = sum(ett.tilstand == Mappestand.FERDIG for ett in mapper)
    return {
        "nummer": prove.id,
        "tid": prove.tid.isoformat(),
        **felt,
        "plan": to_plan(prove.plan),
        "versjoner": list(prove.versjoner),
        "mapper": {"alle": len(mapper), "ferdig": ferdig},
    }


def to_plan(plan: Utvalgsplan) -> dict[str, Any]:
    """A plan as plain data."""
    datoer = {navn: dato and dato.isoformat() for navn, dato in (("fra", plan.fra), ("til", plan.til))}
    return asdict(plan) | datoer | {"mate": plan.mate.value, "fordeling": plan.fordeling.value}


def to_saker(trukket: Iterable[Rammesak]) -> list[dict[str, Any]]:
    """The cases drawn as plain data."""
    return [{"nr": e.nr, "sak_id": e.sak_id, "kontor": e.kontor, "stratum": e.stratum, "andel": e.andel} for e in trukket]


def to_hendelser(hendelser: Iterable[Provehendelse]) -> list[dict[str, Any]]:
    """What happened to a draw as plain data."""
    return [{"slag": e.slag, "hvem": e.hvem, "tid": e.tid.isoformat(), "felt": dict(e.felt)} for e in hendelser]


def describe_hendelse(ett: Provehendelse, malform: str) -> str:
    """What happened to a draw, in words."""
    felt = dict(ett.felt)
    if grunn := felt.pop("grunn", ""):
        felt["grunn"] = tekst(f"stikkprove.{ett.slag}.{grunn}", malform).lower()
    if "plass" in felt:
        felt["plass"] = tekst(f"proverapport.plass.{felt['plass']}", malform).lower()
    return tekst(f"stikkprove.hendelse.{ett.slag}{'_leder' if felt.pop('leder', '') else ''}", malform, **felt)


def print_hendelser(hendelser: Iterable[Provehendelse], console: Console, malform: str) -> None:
    """What happened to a draw, the oldest first."""
    for ett in hendelser:
        navn = f" ({ett.hvem})" if ett.hvem else ""
        _say(console, f"{ett.tid.astimezone():%d.%m.%Y %H:%M} {describe_hendelse(ett, malform)}{navn}")


def print_liste(prover: Sequence[tuple[Stikkprove, Sequence[Mappe]]], console: Console, malform: str) -> None:
    """All draws as a table."""
    if not prover:
        console.print(tekst("stikkprove.ingen", malform))
        return
    rader = []
    for prove, mapper in prover:
        felt = describe_prove(prove, mapper, malform)
        rader.append([felt[navn] for navn in _LISTE])
    print_tabell(_headings(_LISTE, malform), rader, console)


def print_prove(
    prove: Stikkprove, mapper: Sequence[Mappe], forhistorie: Forhistorie, dimensjoner: Iterable[str], console: Console, malform: str
) -> None:
    """One draw with its plan; ``dimensjoner`` are the names of what it was stratified by."""
    felt = describe_prove(prove, mapper, malform) | {"strata": ", ".join(dimensjoner)}
    for navn, verdi in felt.items():
        if verdi:
            _say(console, f"{tekst(f'stikkprove.kolonne.{navn}', malform)}: {verdi}")
    print_forhistorie(forhistorie, console, malform)


def describe_prove(prove: Stikkprove, mapper: Sequence[Mappe], malform: str) -> dict[str, str]:
    """A draw and its plan in words, by ``stikkprove.kolonne``; what does not hold is empty."""
    plan = prove.plan
    grenser = [f"{dato:%d.%m.%Y}" if dato else tekst("stikkprove.aapen", malform) for dato in (plan.fra, plan.til)]
    stand = tekst(f"stikkprove.stand_{'forkastet' if prove.forkastet else 'star'}", malform)
    grunn = tekst(f"stikkprove.forkastet.{prove.forkastet}", malform) if prove.forkastet else ""
    return {
        "nummer": str(prove.id),
        "navn": plan.navn,
        "formal": plan.formal,
        "mate": tekst(f"stikkprove.mate.{plan.mate}", malform),
        "fordeling": tekst(f"stikkprove.fordeling.{plan.fordeling}", malform) if plan.strata else "",
        "strata": ", ".join(plan.strata),
        "kontorer": ", ".join(plan.kontorer) or tekst("stikkprove.alle_kontorer", malform),
        "periode": tekst("stikkprove.periode", malform, fra=grenser[0], til=grenser[1])
        if plan.fra or plan.til
        else tekst("stikkprove.hele_tiden", malform),
        "utenom": ", ".join(map(str, plan.utenom)),
        "ramme": str(prove.ramme),
        "utelatt": str(prove.utelatt),
        "trukket": str(prove.trukket),
        "lest": f"{sum(ett.tilstand == Mappestand.FERDIG for ett in mapper)}/{len(mapper)}",
        "dobbelt": str(sum(ett.plass == 2 for ett in mapper)),
        "blind": str(len({ett.sak_id for ett in mapper if ett.blind})),
        "tid": f"{prove.tid.astimezone():%d.%m.%Y %H:%M}",
        "hvem": prove.hvem,
        "fro": plan.fro,
        "rammesum": prove.rammesum,
        "versjoner": ", ".join(prove.versjoner),
        "stand": f"{stand} ({grunn})" if grunn else stand,
    }


def print_trekning(prove: Stikkprove, mapper: Sequence[Mappe], console: Console, malform: str) -> None:
    """What was drawn, and how it differs from what was asked for."""

    def say(nokkel: str, **felt: object) -> None:
        _say(console, tekst(f"stikkprove.{nokkel}", malform, **felt))

    say("trukket", nummer=prove.id, trukket=prove.trukket, ramme=prove.ramme)
    if prove.trukket != prove.plan.antall:
        say("trukket_flere" if prove.trukket > prove.plan.antall else "trukket_faerre", antall=prove.plan.antall)
    dobbelt, blind = sum(ett.plass == 2 for ett in mapper), len({ett.sak_id for ett in mapper if ett.blind})
    say("mapper", mapper=len(mapper), dobbelt=dobbelt, blind=blind)
    say("fro", fro=prove.plan.fro)
    say("rammesum", sum=prove.rammesum)


def print_forhistorie(forhistorie: Forhistorie, console: Console, malform: str) -> None:
    """What was drawn before that is like it."""
    for nokkel, numre in (("trukket_for", forhistorie.samme), ("liknende", forhistorie.liknende)):
        if numre:
            _say(console, tekst(f"stikkprove.{nokkel}", malform, numre=", ".join(map(str, numre))))


def print_ramme(tall: Rammetall, trekkes: Mapping[str, int], navn: Mapping[str, str], console: Console, malform: str) -> None:
    """A frame in figures, with how many are drawn in each stratum where there are strata."""
    _say(console, tekst("stikkprove.kan_trekkes", malform, antall=tall.antall))
    for arsak, antall in tall.utelatt.items():
        sagt = tekst(f"stikkprove.utelatt.{arsak}", malform)
        _say(console, tekst("stikkprove.utelatt_antall", malform, arsak=sagt, antall=antall))
    if any(navn.values()):
        rader = [[navn[stratum], antall, trekkes.get(stratum, 0)] for stratum, antall in tall.strata.items()]
        print_tabell(_headings(("stratum", "ramme", "trukket"), malform), rader, console)


def print_saker(trukket: Iterable[Rammesak], navn: Mapping[str, str], console: Console, malform: str) -> None:
    """The cases drawn in their order."""
    rader = [[ett.nr or 0, ett.sak_id, ett.kontor, navn[ett.stratum], percent(ett.andel) + " %"] for ett in trukket]
    print_tabell(_headings(_SAKER, malform), rader, console)


def print_storrelser(plan: Storrelsesplan, console: Console, malform: str) -> None:
    """How many to read, and what that rests on."""
    en, malt = plan.onsket, plan.samvariasjon
    _say(
        console,
        tekst("stikkprove.storrelse", malform, margin=percent(en.margin), andel=percent(plan.andel), alene=en.alene, hjulpet=en.hjulpet),
    )
    verdi = f"{malt.verdi:.2f}".replace(".", ",")
    if malt.antatt:
        _say(console, tekst("stikkprove.antatt", malform, verdi=verdi))
    else:
        numre = ", ".join(map(str, malt.prover))
        _say(console, tekst("stikkprove.malt", malform, verdi=verdi, svar=malt.svar, punkter=malt.punkter, numre=numre))
    rader = [[percent(ett.margin), ett.alene, ett.hjulpet] for ett in sorted(plan.storrelser, key=lambda ett: ett.margin)]
    print_tabell(_headings(_STORRELSER, malform), rader, console)


def print_godkjenning(aksept: Godkjenning, console: Console, malform: str) -> None:
    """An acceptance plan with its operating curve."""
    plan = aksept.plan
    _say(console, tekst("stikkprove.godkjenning", malform, n=plan.n, c=plan.c))
    felt = {"god": aksept.god, "darlig": aksept.darlig, "produsent": plan.produsentrisiko, "konsument": plan.konsumentrisiko}
    _say(console, tekst("stikkprove.godkjenningsrisiko", malform, **{navn: percent(verdi) for navn, verdi in felt.items()}))
    print_tabell(_headings(_KURVE, malform), [[percent(a), percent(sjanse)] for a, sjanse in aksept.kurve], console)


def print_kontroll(avvik: Sequence[str], console: Console, malform: str) -> None:
    """What the audit of a draw found."""
    _say(console, tekst("stikkprove.ulik" if avvik else "stikkprove.lik", malform))
    for ett in avvik:
        _say(console, f"- {tekst(f'stikkprove.avvik.{ett}', malform)}")


def _headings(felt: Iterable[str], malform: str) -> list[str]:
    return [tekst(f"stikkprove.kolonne.{ett}", malform) for ett in felt]


def _say(console: Console, sagt: str) -> None:
    """A line as it is: names are no markup, and a long sum is not broken."""
    console.print(sagt, markup=False, highlight=False, soft_wrap=True)

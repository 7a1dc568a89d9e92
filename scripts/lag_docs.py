"""Writes the pages that can be told from the catalogue, the texts and the command line: docs/kriterier, flagg, feilkoder, kommandoer.

Run: ``python scripts/lag_docs.py [FOLDER]``. A test holds the committed pages to what this writes.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import click

from vedtaksanalyse.cli import main as program
from vedtaksanalyse.kriterier import Faktaregel, Flaggregel, Kriterium, load_katalog
from vedtaksanalyse.kriterier.katalog import Hjemmel
from vedtaksanalyse.tekster import load_tekster

METODER = {
    "grader": "gradene",
    "barnealder": "alderen på barna",
    "barnetall": "antall barn",
    "barnekonflikt": "dokumentene sier ulikt om barna",
    "regnefakta": "regnestykket",
    "sammenstilling": "steder i teksten satt mot hverandre",
    "uavgjort": "raden i «Fra behov til avgjørelse», ellers en post uten svar",
    "bare_i": "står i noen dokumenter og ikke i andre",
    "ventetid": "dager fra søknad til vedtak",
    "gammel_kartlegging": "datoen på den nyeste kartleggingen",
    "apen_klage": "ingen vedtak er nyere enn klagen",
    "sett": "lest direkte i teksten",
    "maal": "målt over grensen; kontorets egen median vises ved siden av",
    "noen": "noen av disse",
    "alle": "alle disse",
}
ROT = Path(__file__).resolve().parent.parent
LAGET = "<!-- Laget av scripts/lag_docs.py. Endre katalogen eller tekstene, ikke denne filen. -->"


def main() -> None:
    """Write all pages."""
    mappe = Path(sys.argv[1]) if len(sys.argv) > 1 else ROT / "docs"
    for navn, side in (("kriterier", kriterier), ("flagg", flagg), ("feilkoder", feilkoder), ("kommandoer", kommandoer)):
        linjer = "\n".join(side())
        (mappe / f"{navn}.md").write_text(re.sub(r"\n{3,}", "\n\n", linjer).rstrip() + "\n", encoding="utf-8")


def kriterier() -> Iterator[str]:
    """Every criterion with its grades, legal basis, sources and the names of its flags, by the groups of the catalogue."""
    katalog = load_katalog()
    yield from ("# Kriterier", "", LAGET, "")
    yield (
        "Dette er alt verktøyet ser etter. Hvert kriterium er én fil i `src/vedtaksanalyse/kriterier`. "
        "Gradene står fra svakest til sterkest. Grader merket «kan gi flagg» kan være en svakhet ved vedtaket. "
        "Flaggene står i [flagg](flagg.md)."
    )
    for gruppe, navn in katalog.grupper.items():
        yield from ("", f"## {gruppe}. {navn['nb']}", "")
        for kriterium in katalog.kriterier.values():
            if kriterium.gruppe == gruppe:
                yield from _kriterium(kriterium, [regel for regel in katalog.flagg if regel.kriterium == kriterium.id])


def _kriterium(kriterium: Kriterium, flagg: Iterable[Flaggregel]) -> Iterator[str]:
    flagg = list(flagg)
    gir_flagg = {grad for regel in flagg for grad in regel.grader}
    yield from (f"### {kriterium.navn['nb']}", "", f"`{kriterium.id}` · {kriterium.sporsmal['nb']}", "")
    yield "Letes etter i " + _dokumenter(kriterium) + "."
    if kriterium.slag == "liste":
        yield "En sak kan ha flere av verdiene."
    for folge in kriterium.folger:
        nar = " og ".join(f"`{navn}` er {_eller(grader)}" for navn, grader in folge.nar.items())
        yield f"Når {nar}, er graden `{folge.gir}`."
    yield from ("", "| Grad | Betyr | Kan gi flagg | Ett trinn opp ville ha krevd |", "|---|---|---|---|")
    for grad, tekst in kriterium.gradtekst.items():
        trinn = kriterium.trinn.get(grad)
        opp = f"`{trinn.til}`: {trinn.krav['nb']}" if trinn else ""
        yield f"| `{grad}` | {tekst['nb']} | {'ja' if grad in gir_flagg else ''} | {opp} |"
    yield ""
    if kriterium.hjemmel:
        yield f"Rettslig grunnlag: {_hjemler(kriterium.hjemmel)}.  "
    yield f"Bygger på: {'; '.join(kriterium.kilder)}."
    if flagg:
        yield from ("", f"Flagg: {', '.join(f'[`{regel.id}`](flagg.md#{regel.id})' for regel in flagg)}.")
    yield ""


def flagg() -> Iterator[str]:
    """Every chain with its flags and all their fields, the adjustments of risk, and the facts."""
    katalog = load_katalog()
    risiko = katalog.felles["risiko"]
    yield from ("# Flagg, fakta og risiko", "", LAGET, "")
    yield (
        "Et flagg sier hva verktøyet så eller ikke fant, og hva et menneske bør se på. Det sier aldri at avgjørelsen er feil, "
        "og ikke hvordan en klage vil gå. Risiko er sannsynlighet (1–5) ganger konsekvens (1–5). Sannsynligheten er den "
        "kalibrerte sannsynligheten for graden ganger hvor sikre fakta er. Flagg i samme kjede henger sammen og teller én "
        "gang: sakens risiko er den alvorligste kjedens. Køen går etter mulige lovfeil, risiko, antall kjeder, frist og alder. "
        "Ingen flagg bygger på et fravær så lenge et dokument som kunne vist det, ikke er lest."
    )
    yield ""
    yield (
        f"Flagg som er målt til en presisjon under {risiko['hint_under']:.2f}".replace(".", ",")
        + f", vises som hint og flytter ikke saken. Det samme gjelder flagg på fakta alene som er reist færre enn "
        f"{risiko['hint_minst']} ganger i målingen. Rettslig grunnlag gjelder på vedtakets dato; lovene og datoene står i "
        "`felles/hjemler.toml`, der en ny forvaltningslov kan settes inn. Kontoret kan selv avgjøre om et flagg skal være flagg, "
        "hint eller trekkes, på det folk har svart og det klagene har gitt: se [flaggboka](flaggbok.md)."
    )
    yield from ("", "## Det som flytter konsekvensen", "")
    yield f"Til sammen høyst {risiko['hoyst_justering']} trinn opp eller ned, innenfor 1–5."
    yield from ("", "| Kode | Faktum | Endring | Betyr |", "|---|---|---|---|")
    for kode, ett in risiko["justering"].items():
        yield f"| `{kode}` | `{ett['faktum']}` | {ett['endring']:+d} | {ett['navn']['nb']} |"
    for kjede, navn in katalog.kjeder.items():
        yield from ("", f"## {navn['nb']}", "", f"Kjede `{kjede}`.", "")
        for regel in katalog.flagg:
            if regel.kjede == kjede:
                yield from _flagg(regel, risiko)
    yield from ("", "## Fakta", "", "Hva som kan gjelde for en sak ut over gradene. Sikkerheten er anslått i katalogen, ikke målt.", "")
    yield from ("| Faktum | Betyr | Funnet ved | Sikkerhet |", "|---|---|---|---|")
    for ett in katalog.fakta.values():
        yield f"| `{ett.id}` | {ett.navn['nb']} | {_funnet_ved(ett)} | {ett.sikkerhet:.2f} |".replace("0.", "0,").replace("1.00", "1")


def _flagg(regel: Flaggregel, risiko: Mapping) -> Iterator[str]:
    feil = " · **mulig lovfeil**" if regel.feil else ""
    yield from (f"### {regel.id}", "", f"{regel.tekst['nb']}{feil}  ", f"{regel.tekst['nn']}", "")
    yield from ("| | |", "|---|---|", f"| Når | {_betingelse(regel)} |", f"| Konsekvens | {regel.konsekvens} |")
    punkter = "; ".join(f"{n} {risiko['risikopunkt'].get(str(n), {}).get('nb', '')}".strip() for n in regel.risikopunkt)
    yield f"| Risikopunkt | {punkter or 'ingen av de 51'} |"
    yield f"| Klagen prøver | {', '.join(risiko['proving'][p]['nb'] for p in regel.proving)} |"
    yield f"| Rettslig grunnlag | {_hjemler(regel.hjemmel)} |"
    yield from (f"| Spør videre | {regel.neste['nb']} |", f"| Spør vidare (nynorsk) | {regel.neste['nn']} |", "")


def _betingelse(regel: Flaggregel) -> str:
    krav = ({regel.kriterium: sorted(regel.grader)} if regel.grader else {}) | dict(regel.krever)
    ledd = [f"`{navn}` er {_eller(grader)}" for navn, grader in krav.items()]
    if regel.flere:
        navn = ", ".join(f"`{k}`" for k in regel.flere.kriterier)
        ledd.append(f"minst {regel.flere.minst} av {navn} er {_eller(sorted(regel.flere.grader))}")
    ledd += [f"faktum `{navn}`" for navn in regel.fakta] + [f"ikke faktum `{navn}`" for navn in regel.uten_fakta]
    return "; ".join(ledd)


def _funnet_ved(regel: Faktaregel) -> str:
    if regel.spor:
        return "ord: " + ", ".join(f"`{spor.id}`" for spor in regel.spor)
    krav = "; ".join(f"{nokkel}: {_verdi(verdi)}" for nokkel, verdi in regel.krav.items())
    return f"{METODER[regel.metode]}{f' ({krav})' if krav else ''}"


def _verdi(verdi: object) -> str:
    if isinstance(verdi, Mapping):
        return ", ".join(f"`{navn}` {_eller(grader)}" for navn, grader in verdi.items())
    return ", ".join(f"`{ett}`" for ett in verdi) if isinstance(verdi, list) else f"{verdi}"


def _dokumenter(kriterium: Kriterium) -> str:
    if len(kriterium.dokumenter) == 5:
        return "alle dokumenter"
    return ", ".join(sorted(kriterium.dokumenter, reverse=True))


def _eller(grader: Iterable[str]) -> str:
    return " eller ".join(f"`{grad}`" for grad in grader)


def _hjemler(hjemler: Iterable[Hjemmel]) -> str:
    return "; ".join(
        h.tekst["nb"] + (f" (fra {h.fra:%d.%m.%Y})" if h.fra else "") + (f" (til {h.til:%d.%m.%Y})" if h.til else "")
        for h in hjemler
    )


def feilkoder() -> Iterator[str]:
    """Every code that people or other systems can meet, with what it means."""
    tekster = load_tekster()
    yield from ("# Feilkoder", "", LAGET, "")
    yield "Kodene står i resultatlinjene, databasen, nattrapporten og loggen. Ord i krøllparentes fylles ut."
    for gruppe, tittel, innledning in (
        ("feil", "Filer, modeller og bruk", "Hva som skjedde, og hva du gjør. De første kodene er også status på filer."),
        ("avvik", "Feil i sak.json", "Saken får status `kan_ikke_vurderes` til filen er rettet."),
        ("arsak", "Saker som ikke kan vurderes", "Står i `arsak`. En slik sak har aldri funn eller flagg."),
        ("katalogfeil", "Feil i katalogen", "Vises sammen med `katalog`, med fil og linje. Ingen kjøring starter da."),
        ("nattrapport.status", "Bare i nattkjøringen", "Saker der analysen selv stanset."),
    ):
        yield from ("", f"## {tittel}", "", innledning, "", "| Kode | Betyr |", "|---|---|")
        for kode, tekst in _under(tekster, gruppe):
            yield f"| `{kode}` | {tekst['nb'].replace('|', '/')} |"
    yield from ("", "## Sluttkoder", "", "| Kode | Betyr |", "|---|---|")
    yield "| `0` | Alt gikk bra. |"
    yield "| `1` | Feil i installasjonen: katalog, modeller eller en arbeidsprosess. |"
    yield "| `2` | Feil bruk: et ukjent valg, eller en mappe som ikke finnes. |"
    yield "| `3` | Ferdig, men noe er ikke med: filer som ikke ble lest, saker som ikke kan vurderes, eller det kommandoen ellers sier fra om. |"
    yield "| `4` | Bare `sjekk-utkast`: alt er lest, og det er noe å se på. Hint alene gir `0`. |"
    yield "| `5` | Ingen database der en kommando som bare leser, skulle lese. Ingenting er opprettet. |"
    yield "| `6` | En nattkjøring ble stanset før den var ferdig. Det som er lagret, står; neste kjøring tar resten. |"
    yield "| `6` | Bare `sjekk-utkast`: teksten ser ikke ut som et vedtak, og er ikke sjekket som et. |"
    yield "| `7` | Bare `sjekk`: alt som trengs virker, men det er noe å se på. |"
    yield "| `8` | Bare `sjekk`: noe er feil og må rettes før nattkjøringen. |"
    yield "| `8` | Bare `innsynslogg --kontroll` og `stikkprove vis --kontroller`: loggen er ikke hel, eller trekningen lar seg ikke gjøre om igjen. |"
    yield "| `9` | Bare `gjenskap`: saken eller versjonene er andre enn i bunten. Hvilke, og om funnet likevel ble det samme, står på skjermen. |"
    yield "| `10` | Bare `gjenskap`: saken og versjonene er de samme, men funnet er et annet. Meld fra. |"
    yield "| `11` | Bare `tren`: svarene eller modellen er avvist. Grunnen står på skjermen og i rapporten. |"


def _under(tekster: Mapping[str, Mapping[str, str]], gruppe: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    for nokkel, tekst in tekster.items():
        if nokkel.startswith(f"{gruppe}.") and "." not in nokkel.removeprefix(f"{gruppe}."):
            yield nokkel.removeprefix(f"{gruppe}."), tekst


def kommandoer() -> Iterator[str]:
    """Every command with its options, as ``--help`` shows them."""
    yield from ("# Kommandoer", "", LAGET, "", program.help, "")
    yield "Alle kommandoer har `--hjelp`. Valg går foran miljøvariabler, se [innstillinger](innstillinger.md)."
    for navn, kommando in _alle(program):
        yield from ("", f"## vedtaksanalyse {navn}", "")
        hjelp, _, eksempel = (kommando.help or "").partition("\n\nEksempel: ")
        yield from (hjelp, "")
        if eksempel:
            yield from ("```", eksempel, "```", "")
        valg = [v for v in kommando.params if isinstance(v, click.Option)]
        if valg:
            yield from ("| Valg | Betyr |", "|---|---|")
        for ett in valg:
            yield f"| `{_skrevet(ett)}` | {ett.help}{' Må oppgis.' if ett.required else ''} |"


def _alle(gruppe: click.Group, foran: str = "") -> Iterator[tuple[str, click.Command]]:
    """The commands with their whole names, each group before those in it."""
    for navn, kommando in gruppe.commands.items():
        yield f"{foran}{navn}", kommando
        if isinstance(kommando, click.Group):
            yield from _alle(kommando, f"{foran}{navn} ")


def _skrevet(valg: click.Option) -> str:
    if valg.is_flag:
        return valg.opts[0]
    if isinstance(valg.type, click.Choice):
        return valg.opts[0] + " " + "\\|".join(valg.type.choices)
    return f"{valg.opts[0]} {valg.make_metavar(click.Context(program))}"


if __name__ == "__main__":
    main()

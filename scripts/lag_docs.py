"""Writes the pages that can be told from the catalogue, the texts and the command line: docs/kriterier, feilkoder, kommandoer.

Run: ``python scripts/lag_docs.py [FOLDER]``. A test holds the committed pages to what this writes.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import click

from vedtaksanalyse.cli import main as program
from vedtaksanalyse.kriterier import Flaggregel, Kriterium, load_katalog
from vedtaksanalyse.kriterier.katalog import Hjemmel
from vedtaksanalyse.tekster import load_tekster

ROT = Path(__file__).resolve().parent.parent
LAGET = "<!-- Laget av scripts/lag_docs.py. Endre katalogen eller tekstene, ikke denne filen. -->"


def main() -> None:
    """Write all pages."""
    mappe = Path(sys.argv[1]) if len(sys.argv) > 1 else ROT / "docs"
    for navn, side in (("kriterier", kriterier), ("feilkoder", feilkoder), ("kommandoer", kommandoer)):
        linjer = "\n".join(side())
        (mappe / f"{navn}.md").write_text(re.sub(r"\n{3,}", "\n\n", linjer).rstrip() + "\n", encoding="utf-8")


def kriterier() -> Iterator[str]:
    """Every criterion with its grades, legal basis, sources and flags, by the groups of the catalogue."""
    katalog = load_katalog()
    yield from ("# Kriterier og flagg", "", LAGET, "")
    yield (
        "Dette er alt verktøyet ser etter. Hvert kriterium er én fil i `src/vedtaksanalyse/kriterier`. "
        "Gradene står fra svakest til sterkest. Grader merket «kan gi flagg» kan være en svakhet ved vedtaket. "
        "Et flagg sier hva et menneske bør se på; risikoen er sannsynlighet (1–5) ganger konsekvens (1–5)."
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
    for regel in flagg:
        krav = "".join(f", når `{navn}` er {_eller(grader)}" for navn, grader in regel.krever.items())
        yield from ("", f"- **Flagg** `{regel.id}` (konsekvens {regel.konsekvens}, ved {_eller(sorted(regel.grader))}{krav}): ")
        yield f"  {regel.tekst['nb']} Spør videre: {regel.neste['nb']} Grunnlag: {_hjemler(regel.hjemmel)}."
    yield ""


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
    yield "| `3` | Ferdig, men med filer som ikke ble lest eller saker som ikke kan vurderes. |"


def _under(tekster: Mapping[str, Mapping[str, str]], gruppe: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    for nokkel, tekst in tekster.items():
        if nokkel.startswith(f"{gruppe}.") and "." not in nokkel.removeprefix(f"{gruppe}."):
            yield nokkel.removeprefix(f"{gruppe}."), tekst


def kommandoer() -> Iterator[str]:
    """Every command with its options, as ``--help`` shows them."""
    yield from ("# Kommandoer", "", LAGET, "", program.help, "")
    yield "Alle kommandoer har `--hjelp`. Valg går foran miljøvariabler, se [innstillinger](innstillinger.md)."
    for navn, kommando in program.commands.items():
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


def _skrevet(valg: click.Option) -> str:
    if valg.is_flag:
        return valg.opts[0]
    if isinstance(valg.type, click.Choice):
        return valg.opts[0] + " " + "\\|".join(valg.type.choices)
    return f"{valg.opts[0]} {valg.make_metavar(click.Context(program))}"


if __name__ == "__main__":
    main()

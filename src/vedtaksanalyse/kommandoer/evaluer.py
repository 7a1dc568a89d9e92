"""``vedtaksanalyse evaluer``: figures against gold."""

from __future__ import annotations

from pathlib import Path

import click

from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.kommandoer.vern import shield
from vedtaksanalyse.tekster import tekst


@click.command(help=tekst("cli.evaluer"), options_metavar=tekst("cli.metavar_valg"))
@click.argument("mappe", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--kontorvis", is_flag=True, help=tekst("cli.kontorvis"))
@click.option("--flagg", "bare_flagg", is_flag=True, help=tekst("cli.flagg"))
@click.option("--ut", type=click.Path(path_type=Path, dir_okay=False), help=tekst("cli.evaluer_ut"))
@click.option("--json", "som_json", is_flag=True, help=tekst("cli.som_json"))
def evaluer(mappe: Path, kontorvis: bool, bare_flagg: bool, ut: Path | None, som_json: bool) -> None:
    """Assess gold cases, and print how they compare: every criterion, or with ``--flagg`` every flag."""
    import json

    from rich.console import Console

    from vedtaksanalyse.evaluation.fasit import load_fasit
    from vedtaksanalyse.evaluation.flaggmaal import load_merker, measure_flagg, print_flagg, to_dict
    from vedtaksanalyse.evaluation.maal import to_svar
    from vedtaksanalyse.evaluation.tabell import measure_all, print_maaling
    from vedtaksanalyse.export.jsonl import write_jsonl
    from vedtaksanalyse.learning.kryssvalidering import assess_fasit
    from vedtaksanalyse.settings import load_innstillinger

    valg = load_innstillinger()
    fasit = load_fasit(mappe)
    if not fasit:
        raise Bruksfeil("uten_fasit", sti=mappe)
    vurderinger, katalog, sett = assess_fasit(fasit, kontorvis, valg.modeller, valg.sprakmodell)
    if sett:
        click.echo(tekst("maaling.sett_i_trening", antall=sett, n=len(fasit)), err=True)
    if ut:
        write_jsonl(shield(vurderinger, valg.vern, None), ut, katalog)
    if bare_flagg:
        tall = to_dict(measure_flagg(fasit, vurderinger, katalog, load_merker(mappe)))
        click.echo(json.dumps(tall, ensure_ascii=False)) if som_json else print_flagg(tall, Console())
        return
    maaling = measure_all(fasit, {v.sak.sak_id: to_svar(v) for v in vurderinger}, katalog)
    if som_json:
        click.echo(json.dumps(maaling, ensure_ascii=False))
    else:
        print_maaling(maaling, katalog, Console())

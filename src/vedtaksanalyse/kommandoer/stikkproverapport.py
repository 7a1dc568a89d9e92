"""``vedtaksanalyse stikkprove rapport``: the report of a draw as a file. The page gives the same from the same functions."""

from __future__ import annotations

from pathlib import Path

import click

from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.kommandoer.stikkproveleser import find_bruker, load_brukere, load_skjermet
from vedtaksanalyse.kommandoer.stikkprovevalg import felles, hjelp, load_valg, nummer_argument, valg
from vedtaksanalyse.tekster import tekst


@click.command("rapport", help=hjelp("rapport"), options_metavar=tekst("cli.metavar_valg"))
@nummer_argument
@valg("--ut", "fil", type=click.Path(dir_okay=False, path_type=Path), required=True)
@valg("--uten-sitater", is_flag=True)
@valg("--leder", is_flag=True)
@valg("--hvem", "navn")
@felles
def rapport(nummer: int, ut: Path, uten_sitater: bool, leder: bool, hvem: str | None, database: str | None, malform: str | None) -> None:
    """Write it; the ending says how."""
    from vedtaksanalyse.export.stikkproverapport import FORMATER
    from vedtaksanalyse.export.utfil import whole_fil
    from vedtaksanalyse.gjennomgang import load_regler
    from vedtaksanalyse.kriterier import load_katalog
    from vedtaksanalyse.stikkprove.blindt import find_blinde
    from vedtaksanalyse.stikkprove.rapport import load_rapport, note_uttak
    from vedtaksanalyse.storage import open_lager

    if ut.suffix.lower()[1:] not in FORMATER:
        raise Bruksfeil("ukjent_endelse", endelser=", ".join(f".{ett}" for ett in FORMATER))
    innstilt = load_valg(database, malform)
    with open_lager(innstilt.database, opprett=False) as lager:
        brukere = load_brukere(lager)
        folk = {ett.id: ett.navn for ett in brukere}
        hent = None if uten_sitater or leder else lambda sak_id: load_skjermet(lager, sak_id, innstilt.vern)
        saker = [ett.sak_id for ett in lager.stikkprover.load_ramme(nummer, trukket=True)]
        uten = find_blinde(lager, find_bruker(hvem.strip(), brukere, load_regler()), saker) if hvem else ()
        laget = load_rapport(lager, nummer, load_katalog(), innstilt.malform, apen=not leder, hent=hent, folk=folk, uten=uten)
        with whole_fil(ut) as delvis:
            delvis.write_bytes(FORMATER[ut.suffix.lower()[1:]][0](laget))
        note_uttak(lager, laget, (hvem or "").strip(), ut.suffix.lower()[1:])
    click.echo(tekst("cli.skrevet", innstilt.malform, fil=ut.resolve()), err=True)

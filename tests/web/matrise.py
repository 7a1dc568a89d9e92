"""Every page × role × colours × width × language form, read by axe and our own checks: ``make uu``. Minutes, so not in the suite."""

from __future__ import annotations

import os
import sys
import tempfile
import uu
from datetime import timedelta
from itertools import product
from pathlib import Path

import nettsaker as saker
from conftest import CHROMIUM, Nettsted, Vakt
from delt import get_motor
from playwright.sync_api import sync_playwright

from vedtaksanalyse.gjennomgang import load_regler
from vedtaksanalyse.sak import Bruker
from vedtaksanalyse.storage import open_lager

BREDDER, TEMAER, MALFORMER = (320, 768, 1366, 1600), ("lys", "mork"), ("nb", "nn")
SAKER = [f"/sak/{sak_id}" for sak_id in (saker.PDF, saker.TEKST, saker.HOLDT, saker.BLIND, saker.KONTROLL, saker.VENTER, saker.RETUR, saker.UVURDERT)]
FELLES = ["/logg-inn", "/finnes-ikke"]
SIDER = {
    "se_ko": ["/ko", "/ko?fane=alle", "/ko?fane=mine", "/ko?fane=alle&sok=2025"], "se_sak": SAKER, "se_tall": ["/tall"],
    "avgjore_personvern": ["/personvern", f"/personvern/{saker.HOLDT}/vedtak"], "se_logg": ["/innsyn", "/innsyn/kontroll", "/innsyn/kjede"],
    "administrere": ["/brukere"],
}  # fmt: skip


def main() -> int:
    """Print what is wrong; the exit status is 1 when something is."""
    with tempfile.TemporaryDirectory() as mappe, open_lager(f"{mappe}/lager.sqlite") as lager, sync_playwright() as p:
        rot = Path(mappe) / "saker"
        rot.mkdir()
        saker.make_mapper(rot)
        saker.fill_lager(lager, get_motor(), rot)
        sted = Nettsted(lager, f"{mappe}/lager.sqlite", rot, int(os.environ.get("PORT", "8791")))
        sted.start()
        try:
            return run(sted, p.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]))
        finally:
            sted.drep()


def run(sted: Nettsted, nettleser) -> int:
    """Look at all of it."""
    regler, feil, antall = load_regler(), 0, 0
    okter = sted.lager.make_okter(timedelta(hours=5), timedelta(hours=5))
    for rolle, tema, malform in product(regler.roller, TEMAER, MALFORMER):
        bruker = Bruker(f"uu-{rolle}", rolle, frozenset({rolle}), None)
        kapsel = sted.log_in(bruker)
        okter.save_visning(bruker.id, {"tema": tema, "malform": malform})
        stier = [*FELLES, *(sti for rettighet, alle in SIDER.items() if regler.har(bruker, rettighet) for sti in alle)]
        for bredde in BREDDER:
            vindu = nettleser.new_context(base_url=sted.adresse, viewport={"width": bredde, "height": 800})
            vindu.add_cookies([{"name": "okt", "value": kapsel, "url": sted.adresse}])
            vakt = Vakt(sted.adresse, venter={404})
            vindu.on("page", vakt.watch)
            side = vindu.new_page()
            for sti in stier:
                side.goto(sti)
                funnet = [*uu.check_grunn(side), *uu.check_bredde(side), *uu.run_axe(side), *uu.check_avstand(side), *vakt.feil]
                vakt.feil.clear()
                antall, feil = antall + 1, feil + bool(funnet)
                for ett in funnet:
                    print(f"{sti} {rolle} {tema} {malform} {bredde}: {ett}", flush=True)
            vindu.close()
    print(f"{antall} sider, {feil} med feil")
    return bool(feil)


if __name__ == "__main__":
    sys.exit(main())

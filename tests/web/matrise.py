"""Every page × role × colours × width × language form, read by axe and our own checks: ``make uu``. Minutes, so not in the suite.

Each role is a process of its own with its own server and browser, as many at a time as there are cores. Roles may be named.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import uu
from datetime import timedelta
from itertools import product
from multiprocessing.pool import ThreadPool
from pathlib import Path

import nettsaker as saker
from conftest import CHROMIUM, Nettsted, Vakt
from delt import get_motor
from driftsnetter import BLANDET, NYNORSK
from driftsnetter import fill as fill_drift
from playwright.sync_api import sync_playwright

from vedtaksanalyse.gjennomgang import load_regler
from vedtaksanalyse.sak import Bruker
from vedtaksanalyse.storage import open_lager

BREDDER, TEMAER, MALFORMER = (320, 768, 1366, 1600), ("lys", "mork"), ("nb", "nn")
SAKER = [f"/sak/{sak_id}" for sak_id in (saker.PDF, saker.TEKST, saker.HOLDT, saker.BLIND, saker.KONTROLL, saker.VENTER, saker.RETUR, saker.UVURDERT)]
FELLES = ["/logg-inn", "/finnes-ikke"]
MAPPER = [f"/stikkprover/1/mappe/{sak_id}/1" for sak_id in (saker.PDF, saker.TEKST, saker.TEGN)]
TALL = [
    "/tall/trend", "/tall/trend?mal=egenandel", "/tall/trend?mal=punkt.2.3", "/tall/kriterier", "/tall/flagg", "/tall/sammenlikning",
    "/tall/sammenlikning?punkt=punkt.2.3", "/stikkprover/1/anslag",
    "/tall/drift", "/tall/drift?mal=svakhet_fordeling", "/tall/drift?mal=flagg",
]  # fmt: skip
SIDER = {
    "se_ko": ["/ko", "/forbilder", "/ko?fane=alle", "/ko?fane=mine", "/ko?fane=alle&sok=2025"], "se_sak": SAKER, "se_tall": ["/tall", *TALL, "/flaggbok", "/flaggbok/barn_ikke_vurdert"],
    "avgjore_personvern": ["/personvern", f"/personvern/{saker.HOLDT}/vedtak"], "se_logg": ["/innsyn", "/innsyn/kontroll", "/innsyn/kjede"],
    "administrere": ["/brukere"], "styre_modeller": ["/modeller", "/modeller/1", "/modeller/1/kort", "/modeller/2"],
    "lese_mapper": ["/stikkprover", "/egenvurdering", "/stikkprover/1", "/stikkprover/1/uenighet", *MAPPER],
    "trekke": ["/stikkprover/ny", "/stikkprover/ny?vis=1&antall=3&mate=stratifisert&stratum:kontor=1&god=5&darlig=40", "/stikkprover/1?kontroll=1"],
}  # fmt: skip


def main(roller: list[str]) -> int:
    """Print what is wrong; the exit status is 1 when something is."""
    if len(roller) == 1:
        return look(roller[0])
    with ThreadPool(os.cpu_count()) as bord:
        return max(bord.imap_unordered(_start, roller or list(load_regler().roller)))


def _start(rolle: str) -> int:
    return subprocess.run([sys.executable, __file__, rolle], check=False).returncode


def look(rolle: str) -> int:
    """Look at all that one role may see."""
    with tempfile.TemporaryDirectory() as mappe, open_lager(f"{mappe}/lager.sqlite") as lager, sync_playwright() as p:
        rot = Path(mappe) / "saker"
        rot.mkdir()
        saker.make_mapper(rot)
        saker.fill_lager(lager, get_motor(), rot)
        saker.fill_modeller(lager)
        saker.fill_prove(lager, f"uu-{rolle}")
        fill_drift(lager, *[BLANDET] * 4, *[NYNORSK] * 3, kontor=saker.KONTOR)
        with socket.socket() as ledig:
            ledig.bind(("127.0.0.1", 0))
            port = ledig.getsockname()[1]
        sted = Nettsted(lager, f"{mappe}/lager.sqlite", rot, port)
        sted.start()
        try:
            return run(sted, p.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]), rolle)
        finally:
            sted.drep()


def run(sted: Nettsted, nettleser, rolle: str) -> int:
    """Every page of the role in every look; a line for each that is wrong, and one for each look."""
    regler, feil, antall = load_regler(), 0, 0
    okter = sted.lager.make_okter(timedelta(hours=5), timedelta(hours=5))
    bruker = Bruker(f"uu-{rolle}", rolle, frozenset({rolle}), None)
    stier = [*FELLES, *(sti for rettighet, alle in SIDER.items() if regler.har(bruker, rettighet) for sti in alle)]
    for tema, malform, bredde in product(TEMAER, MALFORMER, BREDDER):
        kapsel = sted.log_in(bruker)
        okter.save_visning(bruker.id, {"tema": tema, "malform": malform})
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
        print(f"{rolle} {tema} {malform} {bredde}: {antall} sider, {feil} med feil", flush=True)
    return bool(feil)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

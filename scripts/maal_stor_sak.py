"""A case of a hundred pages in the review application: how fast it opens in a browser, and whether it stays fluid.

Makes the case as PDF from the texts of analysed cases (a decision, and notes of about ten pages each), assesses it, starts the
application and reads the case in Chromium: opening it, going through its findings by keyboard, scrolling text and pages, searching.

Use: python scripts/maal_stor_sak.py KILDE.sqlite [--sider 100] [--ganger 5]
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import tempfile
from collections import defaultdict
from itertools import cycle, islice
from pathlib import Path
from statistics import median

from belastning import make_brukere, start_tjener
from brevlayout import Brev, Stil

from vedtaksanalyse.kommandoer.analysering import analyse_mapper
from vedtaksanalyse.settings import load_innstillinger
from vedtaksanalyse.storage import open_lager

SAK, VEDTAK = "S-100", "vedtak"
NOTATSIDER = 10
CHROMIUM = "/usr/bin/chromium"
_TID = re.compile(r"\bapp;dur=([\d.]+)")
_SLAG = (("side", re.compile(r"/side/\d+\.png$")), ("merker", re.compile(r"/merker$")), ("sak", re.compile(rf"/sak/{SAK}$")))
_APNET = """() => { const n = performance.getEntriesByType('navigation')[0];
  return [n.responseEnd, performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0, n.domContentLoadedEventEnd, n.decodedBodySize]; }"""
_VAKT = """() => { window.lange = []; window.svar = []; window.hull = 0;
  new PerformanceObserver((l) => l.getEntries().forEach((e) => lange.push(e.duration))).observe({ type: 'longtask' });
  new PerformanceObserver((l) => l.getEntries().forEach((e) => e.interactionId && svar.push(e.duration))).observe({ type: 'event', durationThreshold: 16 });
  let sist = performance.now();
  const tell = (na) => { hull = Math.max(hull, na - sist); sist = na; requestAnimationFrame(tell); };
  requestAnimationFrame(tell); }"""


def make_sak(kilde: str, mappe: Path, sider: int) -> int:
    """The case folder; how many pages it got."""
    with open_lager(kilde, opprett=False) as lager:
        dokumenter = [d for v in lager.load_vurderinger() for d in v.sak.dokumenter if d.tekst]
    vedtak = max((d.tekst for d in dokumenter if d.type == VEDTAK), key=len)
    avsnitt = [a for d in dokumenter if d.type != VEDTAK for a in d.tekst.split("\n\n")]
    andre = cycle(random.Random(sider).choices(avsnitt, k=10 * len(avsnitt)))  # in no order: the same note twice is read once
    (mappe / SAK).mkdir(parents=True)
    oppgitt, antall = [], 0
    while antall < sider:
        navn, tekst = (f"notat{len(oppgitt)}.pdf", next(andre)) if oppgitt else ("vedtak.pdf", vedtak)
        data, egne = _write(tekst)
        while oppgitt and egne < min(NOTATSIDER, sider - antall):
            tekst = "\n\n".join((tekst, *islice(andre, 3)))
            data, egne = _write(tekst)
        (mappe / SAK / navn).write_bytes(data)
        antall += egne
        oppgitt.append({"fil": navn, "type": "journalnotat" if oppgitt else VEDTAK, "dato": f"2025-03-{1 + len(oppgitt):02d}"})
    (mappe / SAK / "sak.json").write_text(json.dumps({"dokumenter": oppgitt}), encoding="utf-8")
    return antall


def _write(tekst: str) -> tuple[bytes, int]:
    """The text as PDF, and on how many pages."""
    brev = Brev(tekst, Stil(), "Nav Eksempel", SAK, "Postboks 1, 0001 Byen")
    return brev.pdf(), len(brev.ops)


def read_sak(port: int, okt: str, ganger: int) -> tuple[dict[str, list[float]], list[list[float]], dict[str, list[float]]]:
    """The server's times by kind of answer, what the browser says of each opening, and of each thing that was done in the case."""
    from playwright.sync_api import sync_playwright

    tjener: dict[str, list[float]] = defaultdict(list)

    def note(svar) -> None:
        slag = next((navn for navn, sti in _SLAG if sti.search(svar.url)), "")
        if slag and svar.ok:
            tjener[slag].append(float(_TID.search(svar.headers["server-timing"])[1]))

    with sync_playwright() as p:
        nettleser = p.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        adresse = f"http://127.0.0.1:{port}"
        vindu = nettleser.new_context(viewport={"width": 1600, "height": 900})
        vindu.add_cookies([{"name": "okt", "value": okt, "url": adresse}])
        apnet = []
        for _ in range(ganger):
            side = vindu.new_page()
            side.on("response", note)
            side.goto(f"{adresse}/sak/{SAK}", wait_until="load")
            apnet.append(side.evaluate(_APNET))
            if len(apnet) < ganger:
                side.close()
        side.evaluate(_VAKT)
        gjort = {navn: _do(side, gjor) for navn, gjor in _make_handlinger(side).items()}
        side.wait_for_load_state("networkidle")
        nettleser.close()
    return tjener, apnet, gjort


def _make_handlinger(side) -> dict:
    def roll(rute: str) -> None:
        boks = side.locator(rute).bounding_box()
        side.mouse.move(boks["x"] + boks["width"] / 2, boks["y"] + boks["height"] / 2)
        for _ in range(60):
            side.mouse.wheel(0, 900)
            side.wait_for_timeout(30)

    def trykk(taster: str) -> None:
        for tast in taster:
            side.keyboard.press(tast)
            side.wait_for_timeout(30)

    return {
        "j 25 ganger": lambda: trykk("j" * 25),
        "rulle teksten": lambda: roll("#rute-tekst"),
        "rulle sidene": lambda: roll("#rute-dokument"),
        "søke «barn»": lambda: (side.focus("#felt-finn"), trykk("barn"), side.keyboard.press("Enter"), side.wait_for_timeout(100)),
    }


def _do(side, gjor) -> list[float]:
    """The longest gap between two frames, the slowest answer to a key and the longest task while this is done, in ms."""
    side.evaluate("() => { lange = []; svar = []; hull = 0; }")
    gjor()
    side.wait_for_timeout(300)
    return side.evaluate("() => [hull, Math.max(0, ...svar), Math.max(0, ...lange)]")


def main() -> None:
    """Make, assess, open, print."""
    leser = argparse.ArgumentParser(description=__doc__)
    leser.add_argument("kilde")
    leser.add_argument("--sider", type=int, default=100)
    leser.add_argument("--ganger", type=int, default=5)
    valg = leser.parse_args()
    with tempfile.TemporaryDirectory() as mappe:
        rot, database = Path(mappe) / "saker", str(Path(mappe) / "sak.sqlite")
        antall = make_sak(valg.kilde, rot, valg.sider)
        with open_lager(database) as lager:
            lager.save_vurderinger(analyse_mapper(rot, load_innstillinger(), stille=True))
            [vurdering] = lager.load_vurderinger()
        okt = make_brukere(database, 2)[1][0]
        os.environ["VEDTAKSANALYSE_SAKSMAPPE"] = str(rot)
        last = os.getloadavg()[0]
        tjener, port = start_tjener(database)
        try:
            svar, apnet, gjort = read_sak(port, okt, valg.ganger)
        finally:
            tjener.terminate()
            tjener.communicate()
    if sum(len(d.sider) for d in vurdering.sak.dokumenter) != antall:
        raise SystemExit("not every page was read")
    tegn = sum(len(d.tekst) for d in vurdering.sak.dokumenter)
    sitater = sum(len(v.belegg) for v in vurdering.vurderinger)
    print(f"{antall} sider, {tegn} tegn, {len(vurdering.sak.dokumenter)} dokumenter, {len(vurdering.flagg)} flagg, {sitater} sitater; last {last:.1f}")
    for slag, tider in svar.items():
        print(f"tjener, {slag}: {len(tider)} svar, første {tider[0]:.0f} ms, midtre {median(tider):.0f} ms, lengste {max(tider):.0f} ms")
    for navn, tall in zip(("svaret er her", "første bilde", "DOMContentLoaded", "byte"), zip(*apnet, strict=True), strict=True):
        print(f"nettleser, {navn}: første {tall[0]:.0f}, midtre {median(tall):.0f}, største {max(tall):.0f}")
    for navn, (hull, sen, lang) in gjort.items():
        print(f"{navn}: lengste opphold mellom to bilder {hull:.0f} ms, seneste svar på en tast {sen:.0f} ms, lengste oppgave {lang:.0f} ms")


if __name__ == "__main__":
    main()

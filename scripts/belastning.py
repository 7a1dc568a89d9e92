"""Many people click through a large store at once: how long the server takes, and whether anything fails.

Fills a database with copies of analysed cases (one that has as many already is used as it is), starts the application as it is
started, in a process of its own, and lets each person read the queue, open a case, answer flags and go on, with a pause between
clicks. Prints the server's own times (its ``Server-Timing``: from when a request came until the answer was made, waiting included)
and the times as the people see them. What happens in the first seconds (``--oppvarming``) may fail the run, but is not timed.

Use: python scripts/belastning.py KILDE.sqlite [--database ADRESSE] [--saker 10000] [--brukere 50] [--oppvarming 10] [--sekunder 60] [--pause 2]
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from statistics import quantiles
from urllib.parse import urlencode

from vedtaksanalyse.sak import Bruker, Saksvurdering
from vedtaksanalyse.storage import open_lager

BUNKE, KONTORER, FRIST = 500, 40, 60
OPPTATT = (403, 412)
KLIKK = ("ko", "sak", "svar", "neste")
_SAK = re.compile(r'href="/sak/([^"?]+)\?')
_FLAGG = re.compile(r'data-svar="flagg-([^"]+)"')
_TID = re.compile(r"\bapp;dur=([\d.]+)")


@dataclass
class Maaling:
    """What all clients saw: the server's milliseconds and their own by kind of click, and what failed. Times count from ``fra``."""

    fra: float = 0.0
    tjener: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    klient: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    feil: list[str] = field(default_factory=list)
    laas: threading.Lock = field(default_factory=threading.Lock)

    def note(self, slag: str, start: float, tjener: float, status: int) -> None:
        """A click that began at ``start``, and how it went."""
        klient = (time.monotonic() - start) * 1000
        with self.laas:
            if status >= 400:
                self.feil.append(f"{slag}: {status}")
            if start >= self.fra:
                self.tjener[slag].append(tjener)
                self.klient[slag].append(klient)


def fill_lager(kilde: str, adresse: str, antall: int) -> None:
    """Copies of the cases in ``kilde``, spread over offices, in a store that does not have as many."""
    with open_lager(kilde, opprett=False) as fra, open_lager(adresse) as til:
        if sum(til.count_saker().values()) >= antall:
            return
        alle = list(fra.load_vurderinger())
        for start in range(0, antall, BUNKE):
            til.save_vurderinger([make_kopi(alle[n % len(alle)], n) for n in range(start, min(antall, start + BUNKE))])


def make_kopi(vurdering: Saksvurdering, nummer: int) -> Saksvurdering:
    """A case under another id and office."""
    return replace(vurdering, sak=replace(vurdering.sak, sak_id=f"L-{nummer:06d}", kontor=f"Nav Kontor {nummer % KONTORER}"))


def make_brukere(adresse: str, antall: int) -> list[tuple[str, str]]:
    """People who are logged in: cookie and token of each. Every second sees all offices, the others half of them."""
    with open_lager(adresse) as lager:
        okter = lager.make_okter(timedelta(hours=1), timedelta(hours=10))
        halve = frozenset(f"Nav Kontor {n}" for n in range(0, KONTORER, 2))
        for n in range(antall):
            okter.save_bruker(Bruker(f"b{n}", f"Bruker {n}", frozenset({"saksgransker", "annenleser"}), None if n % 2 else halve))
        return [(okter.start(f"b{n}", csrf=f"c{n}", inngang="lokal"), f"c{n}") for n in range(antall)]


class Person:
    """One who clicks: the queue, a case, answers, the next."""

    def __init__(self, port: int, okt: str, csrf: str, pause: float, maaling: Maaling) -> None:
        self._forbindelse = HTTPConnection("127.0.0.1", port, timeout=FRIST)
        self._hoder = {"cookie": f"okt={okt}", "x-csrf": csrf, "accept": "application/json"}
        self._pause, self._maaling = pause, maaling
        self._tilfeldig = random.Random(csrf)

    def work(self, slutt: float) -> None:
        """Click until the time is out, and once at least. People do not all begin in the same second."""
        time.sleep(self._tilfeldig.uniform(0, 5) * self._pause)
        while True:
            for _ in self._round():
                if time.monotonic() > slutt:
                    return
                time.sleep(self._tilfeldig.uniform(0.5, 1.5) * self._pause)

    def _round(self) -> Iterator[None]:
        valg = {"fane": self._tilfeldig.choice(["ledige", "alle", "mine"]), "side": self._tilfeldig.randint(1, 20)}
        valg["sortering"] = self._tilfeldig.choice(["risiko", "frist", "alder"])
        saker = _SAK.findall(self._send("ko", f"/ko?{urlencode(valg)}"))
        yield
        if not saker:
            return
        sak = self._tilfeldig.choice(saker)
        side = self._send("sak", f"/sak/{sak}?vei=ko")
        yield
        for flagg in _FLAGG.findall(side)[:2]:
            self._send("svar", f"/sak/{sak}/svar", {"slag": "flagg", "gjelder": flagg, "verdi": "bekreft"})
            yield
        self._send("neste", f"/sak/{sak}/neste")
        yield

    def _send(self, slag: str, sti: str, felt: dict[str, str] | None = None) -> str:
        kropp = json.dumps(felt) if felt else None
        hoder = self._hoder | ({"content-type": "application/json"} if felt else {})
        start = time.monotonic()
        try:
            self._forbindelse.request("POST" if felt else "GET", sti, kropp, hoder)
            svar = self._forbindelse.getresponse()
            tekst = svar.read().decode()
        except (OSError, HTTPException) as feil:
            self._forbindelse.close()
            with self._maaling.laas:
                self._maaling.feil.append(f"{slag}: {type(feil).__name__}")
            return ""
        tid = _TID.search(svar.headers["server-timing"])
        # Two people may open the same free case: the second is told so, which is no failure.
        self._maaling.note(slag, start, float(tid[1]), 0 if slag == "svar" and svar.status in OPPTATT else svar.status)
        return tekst


def start_tjener(adresse: str) -> tuple[subprocess.Popen, int]:
    """The application as people start it, and its port."""
    kommando = [sys.executable, "-c", "from vedtaksanalyse.cli import main; main()", "start", "--ingen-nettleser", "--port", "0", "--database", adresse]
    tjener = subprocess.Popen(kommando, stdout=subprocess.PIPE, text=True)
    for linje in tjener.stdout:
        if treff := re.search(r"http://127\.0\.0\.1:(\d+)", linje):
            return tjener, int(treff[1])
    raise SystemExit("the application did not start")


def run_maaling(adresse: str, brukere: int, oppvarming: float, sekunder: float, pause: float) -> Maaling:
    """Everybody clicks; what came of it."""
    personer = make_brukere(adresse, brukere)
    tjener, port = start_tjener(adresse)
    try:
        maaling = Maaling(time.monotonic() + oppvarming)
        trader = [threading.Thread(target=Person(port, *en, pause, maaling).work, args=[maaling.fra + sekunder]) for en in personer]
        for trad in trader:
            trad.start()
        for trad in trader:
            trad.join()
    finally:
        tjener.terminate()
        tjener.communicate()
    return maaling


def print_maaling(maaling: Maaling, sekunder: float) -> None:
    """Percentiles by kind of click, the server's and the clients', and what failed."""
    print(f"{'':8}{'':8}{'':8}{'tjener, ms':>24}{'klient, ms':>24}")
    print(f"{'klikk':8}{'antall':>8}{'per s':>8}" + f"{'p50':>8}{'p95':>8}{'p99':>8}" * 2)
    for slag in (*KLIKK, "alle"):
        egne = [[t for s, tider in maalt.items() if slag in (s, "alle") for t in tider] for maalt in (maaling.tjener, maaling.klient)]
        trinn = [quantiles(tider, n=100) if len(tider) > 1 else [0.0] * 99 for tider in egne]
        tall = "".join(f"{t[n]:8.0f}" for t in trinn for n in (49, 94, 98))
        print(f"{slag:8}{len(egne[0]):8}{len(egne[0]) / sekunder:8.1f}{tall}")
    print(f"feil: {len(maaling.feil)} {sorted(set(maaling.feil))}")


def main() -> None:
    """Fill, start, click, print."""
    leser = argparse.ArgumentParser(description=__doc__)
    leser.add_argument("kilde")
    leser.add_argument("--database", default="")
    leser.add_argument("--saker", type=int, default=10_000)
    leser.add_argument("--brukere", type=int, default=50)
    leser.add_argument("--oppvarming", type=float, default=10)
    leser.add_argument("--sekunder", type=float, default=60)
    leser.add_argument("--pause", type=float, default=2)
    valg = leser.parse_args()
    with tempfile.TemporaryDirectory() as mappe:
        adresse = valg.database or f"sqlite:///{Path(mappe) / 'last.sqlite'}"
        fill_lager(valg.kilde, adresse, valg.saker)
        last = os.getloadavg()[0]
        maaling = run_maaling(adresse, valg.brukere, valg.oppvarming, valg.sekunder, valg.pause)
        print(f"{valg.saker} saker, {valg.brukere} brukere, pause {valg.pause} s, {valg.sekunder} s etter {valg.oppvarming} s oppvarming")
        print(f"maskinens last for: {last:.1f}, etter: {os.getloadavg()[0]:.1f}")
        print_maaling(maaling, valg.sekunder)


if __name__ == "__main__":
    main()

"""Many people click through a large store at once: how long the server takes, and whether anything fails.

Fills a database with copies of analysed cases, starts the application as it is started, and lets each person read the queue,
open a case, answer a flag, finish the case and go on, with a pause between clicks. Prints times as the client sees them.

Use: python scripts/belastning.py KILDE.sqlite [--database ADRESSE] [--saker 10000] [--brukere 50] [--sekunder 60] [--pause 2]
"""

from __future__ import annotations

import argparse
import json
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

from vedtaksanalyse.sak import Bruker
from vedtaksanalyse.storage import open_lager

BUNKE, KONTORER, FRIST = 500, 40, 60
_SAK = re.compile(r'href="/sak/([^"?]+)\?')
_FLAGG = re.compile(r'data-svar="flagg-([^"]+)"')


@dataclass
class Maaling:
    """What all clients saw, by kind of click."""

    tider: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    feil: list[str] = field(default_factory=list)
    laas: threading.Lock = field(default_factory=threading.Lock)

    def note(self, slag: str, tid: float, status: int) -> None:
        """A click and how it went."""
        with self.laas:
            self.tider[slag].append(tid * 1000)
            if status >= 400:
                self.feil.append(f"{slag}: {status}")


def fill_lager(kilde: str, adresse: str, antall: int) -> None:
    """Copies of the cases in ``kilde``, spread over offices."""
    with open_lager(kilde, opprett=False) as fra, open_lager(adresse) as til:
        alle = list(fra.load_vurderinger())
        for start in range(0, antall, BUNKE):
            til.save_vurderinger([make_kopi(alle[n % len(alle)], n) for n in range(start, min(antall, start + BUNKE))])


def make_kopi(vurdering, nummer: int):
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
    """One who clicks: the queue, a case, an answer, the next."""

    def __init__(self, port: int, okt: str, csrf: str, pause: float, maaling: Maaling) -> None:
        self._forbindelse = HTTPConnection("127.0.0.1", port, timeout=FRIST)
        self._hoder = {"cookie": f"okt={okt}", "x-csrf": csrf, "accept": "application/json"}
        self._pause, self._maaling = pause, maaling
        self._tilfeldig = random.Random(csrf)

    def work(self, slutt: float) -> None:
        """Click until the time is out. People do not all begin in the same second."""
        time.sleep(self._tilfeldig.uniform(0, 5) * self._pause)
        while time.monotonic() < slutt:
            for _ in self._round():
                if time.monotonic() > slutt:
                    return
                time.sleep(self._tilfeldig.uniform(0.5, 1.5) * self._pause)

    def _round(self) -> Iterator[None]:
        valg = {"fane": self._tilfeldig.choice(["ledige", "alle", "mine"]), "side": self._tilfeldig.randint(1, 20)}
        valg["sortering"] = self._tilfeldig.choice(["risiko", "frist", "alder"])
        saker = _SAK.findall(self._get("ko", f"/ko?{urlencode(valg)}"))
        yield
        if not saker:
            return
        sak = self._tilfeldig.choice(saker)
        side = self._get("sak", f"/sak/{sak}?vei=ko")
        yield
        for flagg in _FLAGG.findall(side)[:2]:
            self._post("svar", f"/sak/{sak}/svar", {"slag": "flagg", "gjelder": flagg, "verdi": "bekreft"})
            yield
        self._get("sak", f"/sak/{sak}/neste")
        yield

    def _get(self, slag: str, sti: str) -> str:
        return self._send(slag, "GET", sti, None)

    def _post(self, slag: str, sti: str, felt: dict[str, str]) -> str:
        return self._send(slag, "POST", sti, json.dumps(felt))

    def _send(self, slag: str, metode: str, sti: str, kropp: str | None) -> str:
        hoder = self._hoder | ({"content-type": "application/json"} if kropp else {})
        start = time.perf_counter()
        try:
            self._forbindelse.request(metode, sti, kropp, hoder)
            svar = self._forbindelse.getresponse()
            tekst = svar.read().decode()
        except (OSError, HTTPException) as feil:
            self._forbindelse.close()
            with self._maaling.laas:
                self._maaling.feil.append(f"{slag}: {type(feil).__name__}")
            return ""
        # Two people may open the same free case: the second is told so, which is no failure.
        self._maaling.note(slag, time.perf_counter() - start, 0 if slag == "svar" and svar.status == 403 else svar.status)
        return tekst


def start_tjener(adresse: str) -> tuple[subprocess.Popen, int]:
    """The application as people start it, and its port."""
    kommando = [sys.executable, "-c", "from vedtaksanalyse.cli import main; main()", "start", "--ingen-nettleser", "--port", "0", "--database", adresse]
    tjener = subprocess.Popen(kommando, stdout=subprocess.PIPE, text=True)
    for linje in tjener.stdout:
        if treff := re.search(r"http://127\.0\.0\.1:(\d+)", linje):
            return tjener, int(treff[1])
    raise SystemExit("the application did not start")


def print_maaling(maaling: Maaling, sekunder: float) -> None:
    """Percentiles by kind of click, and what failed."""
    print(f"{'klikk':8}{'antall':>8}{'per s':>8}{'p50 ms':>8}{'p95 ms':>8}{'p99 ms':>8}")
    alle = [tid for tider in maaling.tider.values() for tid in tider]
    for slag, tider in [*sorted(maaling.tider.items()), ("alle", alle)]:
        trinn = quantiles(tider, n=100) if len(tider) > 1 else [0.0] * 99
        print(f"{slag:8}{len(tider):8}{len(tider) / sekunder:8.1f}{trinn[49]:8.0f}{trinn[94]:8.0f}{trinn[98]:8.0f}")
    print(f"feil: {len(maaling.feil)} {sorted(set(maaling.feil))}")


def main() -> None:
    """Fill, start, click, print."""
    leser = argparse.ArgumentParser(description=__doc__)
    leser.add_argument("kilde")
    leser.add_argument("--database", default="")
    leser.add_argument("--saker", type=int, default=10_000)
    leser.add_argument("--brukere", type=int, default=50)
    leser.add_argument("--sekunder", type=float, default=60)
    leser.add_argument("--pause", type=float, default=2)
    valg = leser.parse_args()
    with tempfile.TemporaryDirectory() as mappe:
        adresse = valg.database or f"sqlite:///{Path(mappe) / 'last.sqlite'}"
        fill_lager(valg.kilde, adresse, valg.saker)
        brukere = make_brukere(adresse, valg.brukere)
        tjener, port = start_tjener(adresse)
        try:
            maaling = Maaling()
            slutt = time.monotonic() + valg.sekunder
            trader = [threading.Thread(target=Person(port, *b, valg.pause, maaling).work, args=[slutt]) for b in brukere]
            for trad in trader:
                trad.start()
            for trad in trader:
                trad.join()
        finally:
            tjener.terminate()
            tjener.wait()
        print(f"{valg.saker} saker, {valg.brukere} brukere, pause {valg.pause} s, {valg.sekunder} s")
        print_maaling(maaling, valg.sekunder)


if __name__ == "__main__":
    main()

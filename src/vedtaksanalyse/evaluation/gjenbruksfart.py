"""How long the boilerplate map of one large office takes, and how much memory, on generated vedtak.

Run as ``make gjenbruksfart``, or ``python -m vedtaksanalyse.evaluation.gjenbruksfart --avsnitt 1000000``. The vedtak are
made of made-up words: most paragraphs from a stock of standard ones with amounts filled in, some of them with a word
changed, the rest of their own. The marks go through the database, as in the night run.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from vedtaksanalyse.gjenbruk import Kontor, mark_setninger
from vedtaksanalyse.kriterier import Katalog, load_katalog
from vedtaksanalyse.sak import Barnefakta, Barneomtale, Dokument, Sak, Saksstatus, Saksvurdering, Versjoner
from vedtaksanalyse.storage import open_lager
from vedtaksanalyse.structure import divide
from vedtaksanalyse.tekster import tekst

AVSNITT_I_SAK = 20
_LAGER, _ORDFORRAD, _BUNKE = 2000, 4000, 200
_STANDARD, _ENDRET = 0.6, 0.15
_VERSJONER = Versjoner("fart", "fart", "fart")


@dataclass(frozen=True, slots=True)
class Fartsmaal:
    """Seconds of each step, the peak memory in MiB before and after the map, and what was found."""

    avsnitt: int
    setninger: int
    saker: int
    merking: float
    lagring: float
    kart: float
    per_sak: float
    minne_foer: int
    minne: int
    median: float


def make_vedtak(avsnitt: int, fro: int = 1) -> Iterator[str]:
    """Texts of vedtak with so many paragraphs together, the same each time."""
    tilfeldig = random.Random(fro)
    stavelser = [k + v for k in "bdfghjklmnprstv" for v in "aeiouy"]
    ordene = ["".join(tilfeldig.choices(stavelser, k=tilfeldig.randint(2, 4))) for _ in range(_ORDFORRAD)]

    def write_avsnitt() -> list[list[str]]:
        return [tilfeldig.choices(ordene, k=tilfeldig.randint(7, 18)) for _ in range(tilfeldig.randint(1, 3))]

    lager = [write_avsnitt() for _ in range(min(_LAGER, max(avsnitt // 50, 10)))]
    for start in range(0, avsnitt, AVSNITT_I_SAK):
        avsnittene = []
        for _ in range(min(AVSNITT_I_SAK, avsnitt - start)):
            standard = tilfeldig.random() < _STANDARD
            setninger = [list(ord_) for ord_ in (tilfeldig.choice(lager) if standard else write_avsnitt())]
            for ord_ in setninger:
                if standard and tilfeldig.random() < _ENDRET:
                    ord_[tilfeldig.randrange(len(ord_))] = tilfeldig.choice(ordene)
                ord_.insert(len(ord_) // 2, f"kr {tilfeldig.randint(1, 29)} {tilfeldig.randint(100, 999)}")
            avsnittene.append(" ".join(" ".join(ord_).capitalize() + "." for ord_ in setninger))
        yield "\n\n".join(avsnittene)


def measure(avsnitt: int, adresse: str, katalog: Katalog) -> Fartsmaal:
    """Mark, store, map and store the place of each case, and say what it took."""
    merking = lagring = 0.0
    saker = setninger = 0
    with open_lager(adresse) as lager:
        kilde = make_vedtak(avsnitt)
        while tekster := list(islice(kilde, _BUNKE)):
            begynte = time.perf_counter()
            vurderinger = [_mark(f"S{saker + n:07}", ett, katalog) for n, ett in enumerate(tekster)]
            merket = time.perf_counter()
            lager.save_vurderinger(vurderinger)
            merking, lagring = merking + merket - begynte, lagring + time.perf_counter() - merket
            saker += len(tekster)
            setninger += sum(len(vurdering.merker) for vurdering in vurderinger)
        foer, begynte = _memory(), time.perf_counter()
        kontor = Kontor("fart", lambda: lager.stream_merker("fart"))
        kart = kontor.kart()
        ferdig = time.perf_counter()
        lager.save_gjenbruk("fart", kontor.saker())
        per_sak = time.perf_counter() - ferdig
    tider = (merking, lagring, ferdig - begynte, per_sak)
    return Fartsmaal(avsnitt, setninger, saker, *tider, foer, _memory(), kart.median or 0.0)


def _mark(sak_id: str, innhold: str, katalog: Katalog) -> Saksvurdering:
    dokument = Dokument("vedtak", "vedtak", innhold)
    merker = mark_setninger([divide(dokument, katalog)], (), _no_barn, katalog)
    return Saksvurdering(Sak(sak_id, (), (dokument,), kontor="fart"), Saksstatus.VURDERT, _VERSJONER, merker=merker)


def _no_barn(_: Sequence[Barneomtale]) -> Barnefakta:
    return Barnefakta()


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    """Measure and print."""
    valg = argparse.ArgumentParser(description=tekst("gjenbruk.fart.hjelp"))
    valg.add_argument("--avsnitt", type=int, default=1_000_000)
    antall = valg.parse_args().avsnitt
    with TemporaryDirectory() as mappe:
        maal = measure(antall, f"sqlite:///{Path(mappe) / 'fart.sqlite'}", load_katalog())
    print(tekst("gjenbruk.fart.grunnlag", avsnitt=maal.avsnitt, setninger=maal.setninger, saker=maal.saker))
    for steg in ("merking", "lagring", "kart", "per_sak"):
        print(tekst(f"gjenbruk.fart.{steg}", sekunder=f"{getattr(maal, steg):.1f}".replace(".", ",")))
    print(tekst("gjenbruk.fart.minne", foer=maal.minne_foer, etter=maal.minne))


if __name__ == "__main__":
    main()

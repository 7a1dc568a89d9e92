"""The quality score on clean, rough and broken texts: ``python -m vedtaksanalyse.evaluation.tekstkvalitet``.

Clean and rough pages are the documents of the gold cases anyone may tune on; the broken ones are made of them by script.
Below the limit nothing is concluded from an absence: clean and rough pages must stay above it, broken ones fall below.
"""

from __future__ import annotations

import argparse
import random
import re
import textwrap
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from string import ascii_lowercase
from typing import TYPE_CHECKING

from vedtaksanalyse.evaluation.fasit import Fasitsak, load_fasit, load_urorte
from vedtaksanalyse.evaluation.robusthet import distort, forvrengninger
from vedtaksanalyse.kriterier import Katalog, load_katalog
from vedtaksanalyse.reading.tekstkvalitet import Tekstkvalitet, score_tekst
from vedtaksanalyse.sak import KVALITETSGRENSE

if TYPE_CHECKING:
    from vedtaksanalyse.analyse import Motor

_DATA = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
SPRAK: Mapping[str, str] = _DATA["sprak"]
_TABELL, _NAVN = _DATA["tabell"], _DATA["navn"]
_ALFABET = "".join((*ascii_lowercase, "æ", "ø", "å"))
_LANG = 1_600

Odeleggelse = Callable[[str, random.Random], str]


@dataclass(frozen=True, slots=True)
class Fordeling:
    """The scores of one kind of text; ``uten`` have too few words for one."""

    navn: str
    scorer: tuple[float, ...]
    uten: int
    grunn: str

    @property
    def under(self) -> float:
        """The share below the limit."""
        return sum(score < KVALITETSGRENSE for score in self.scorer) / max(len(self.scorer), 1)

    def quantile(self, andel: float) -> float:
        """The score that this share of the pages lies below."""
        return self.scorer[min(int(andel * len(self.scorer)), len(self.scorer) - 1)]


def odeleggelser() -> dict[str, Odeleggelse]:
    """Every way the texts are broken, by name."""
    limt = {_NAVN["limt"].format(prosent=p): _glue(p / 100) for p in (10, 20, 30, 50, 100)}
    delt = {_NAVN["delt"].format(prosent=p): _split(p / 100) for p in (5, 10, 20, 100)}
    return limt | delt | {
        _NAVN["utf8"]: lambda tekst, _: tekst.encode().decode("cp1252", "replace"),
        _NAVN["borte"]: lambda tekst, _: re.sub("[æøåÆØÅ]", "", tekst),
        _NAVN["ukjente"]: lambda tekst, _: re.sub("[æøåÆØÅ]", "\ufffd", tekst),
        _NAVN["byttet"]: lambda tekst, _: tekst.translate(_rotate(3)),
        _NAVN["numre"]: lambda tekst, _: re.sub(r"\S", lambda t: chr(max(ord(t[0]) - 29, 1)), tekst),
        _NAVN["baklengs"]: lambda tekst, _: "\n".join(linje[::-1] for linje in tekst.splitlines()),
        _NAVN["kolonner"]: lambda tekst, _: read_across(tekst),
    }  # fmt: skip


def read_across(tekst: str, bredde: int = 45) -> str:
    """The text set in two columns and read line by line across both."""
    linjer = textwrap.wrap(" ".join(tekst.split()), bredde)
    halve = (len(linjer) + 1) // 2
    return " ".join(f"{a} {b}" for a, b in zip(linjer[:halve], [*linjer[halve:], ""], strict=False))


def _glue(andel: float) -> Odeleggelse:
    return lambda tekst, terning: re.sub(" ", lambda _: "" if terning.random() < andel else " ", tekst)


def _split(andel: float) -> Odeleggelse:
    mellom = re.compile(r"(?<=[^\W\d_])(?=[^\W\d_])")
    return lambda tekst, terning: mellom.sub(lambda _: " " if terning.random() < andel else "", tekst)


def _rotate(steg: int) -> Mapping[int, str]:
    ny = _ALFABET[steg:] + _ALFABET[:steg]
    return str.maketrans(_ALFABET + _ALFABET.upper(), ny + ny.upper())


def measure(navn: str, tekster: Iterable[str]) -> Fordeling:
    """The scores of these texts."""
    svar: list[Tekstkvalitet | None] = [score_tekst(tekst) for tekst in tekster]
    grunner = Counter(ett.grunner[0] for ett in svar if ett and ett.grunner and ett.score < KVALITETSGRENSE)
    scorer = sorted(ett.score for ett in svar if ett)
    return Fordeling(navn, tuple(scorer), svar.count(None), ", ".join(grunn for grunn, _ in grunner.most_common(1)))


def measure_all(fasit: Sequence[Fasitsak], katalog: Katalog) -> Iterator[Fordeling]:
    """Clean texts, each kind of rough ones, each kind of broken ones, and other languages."""
    rene = _texts(fasit)
    yield measure(_NAVN["ren"], rene)
    for navn, forvrengning in forvrengninger(katalog).items():
        yield measure(navn, _texts(distort(fasit, forvrengning)))
    for navn, odelegg in odeleggelser().items():
        egne = [tekst for tekst in rene if len(tekst) > _LANG] if navn == _NAVN["kolonner"] else rene
        yield measure(navn, (odelegg(tekst, random.Random(nr)) for nr, tekst in enumerate(egne)))
    yield measure(_NAVN["sprak"], SPRAK.values())


def _texts(fasit: Sequence[Fasitsak]) -> list[str]:
    return [dokument.tekst for f in fasit for dokument in f.sak.dokumenter]


def measure_tap(fasit: Sequence[Fasitsak], motor: Motor) -> Iterator[tuple[str, float, float, float]]:
    """What broken text costs: the vedtak's median score, the share of what was found that is lost, new flags per case."""
    rene = motor.analyse_saker([f.sak for f in fasit])
    for navn, odelegg in odeleggelser().items():
        odelagte = [f.sak for f in distort(fasit, lambda dokument, terning, odelegg=odelegg: odelegg(dokument.tekst, terning))]
        scorer = [score_tekst(d.tekst) for sak in odelagte for d in sak.dokumenter if d.type == "vedtak"]
        funnet = tapt = nye = 0
        for foer, etter in zip(rene, motor.analyse_saker(odelagte), strict=True):
            nye += len({f.id for f in etter.flagg} - {f.id for f in foer.flagg})
            grader = {v.kriterium: v.grad for v in etter.vurderinger}
            for v in foer.vurderinger:
                tomme = motor.katalog.kriterier[v.kriterium].tomme
                if v.verdi is None and v.grad not in tomme and v.kriterium in grader:
                    funnet, tapt = funnet + 1, tapt + (grader[v.kriterium] in tomme)
        yield navn, median(s.score for s in scorer if s), tapt / max(funnet, 1), nye / len(rene)


def time_sider(tekster: Sequence[str]) -> tuple[float, float]:
    """Milliseconds of work: to make ready, once, and on average for a page of 3 000 characters."""
    alt = "\n".join(tekster)
    sider = [alt[start : start + 3_000] for start in range(0, len(alt), 3_000)]
    start = time.process_time()
    score_tekst(sider[0][:300])
    klar = time.process_time()
    for side in sider:
        score_tekst(side)
    return 1000 * (klar - start), 1000 * (time.process_time() - klar) / len(sider)


def main() -> None:
    """Prints the table, and what a page costs."""
    leser = argparse.ArgumentParser(prog="python -m vedtaksanalyse.evaluation.tekstkvalitet")
    leser.add_argument("--saker", type=Path, default=Path("corpora/fasit"))
    leser.add_argument("--tap", action="store_true", help="what broken text costs the assessment of every ninth case")
    leser.add_argument("--modeller", type=Path, default=Path("models"))
    valg = leser.parse_args()
    fasit = load_fasit(valg.saker, load_urorte(valg.saker))
    if valg.tap:
        from vedtaksanalyse.analyse import load_motor

        print(*_TABELL["tap"], sep="\t")
        for navn, score, tapt, nye in measure_tap(fasit[::9], load_motor(valg.modeller)):
            print(navn, f"{score:.2f}", f"{100 * tapt:.1f} %", f"{nye:.1f}", sep="\t")
        return
    klar, snitt = time_sider(_texts(fasit))
    print(*_TABELL["hode"], sep="\t")
    for f in measure_all(fasit, load_katalog()):
        tall = [f"{f.quantile(andel):.2f}".replace(".", ",") for andel in (0.0, 0.05, 0.5, 0.95)]
        print(f.navn, len(f.scorer), f.uten, *tall, f"{100 * f.under:.1f} %".replace(".", ","), f.grunn, sep="\t")
    print(_TABELL["tid"].format(klar=klar, snitt=snitt))


if __name__ == "__main__":
    main()

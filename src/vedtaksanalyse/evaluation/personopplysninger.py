"""Personal data found, by entity: ``python -m vedtaksanalyse.evaluation.personopplysninger``.

An entity counts as found only when every letter and digit of it lies in findings of its type; a finding is right when
it touches an entity of its type. Gold cases label the direct identifiers alone, so only those are counted there.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from vedtaksanalyse.evaluation.fasit import load_fasit, load_urorte
from vedtaksanalyse.evaluation.flaggmaal import wilson
from vedtaksanalyse.evaluation.lag_personopplysninger import DELER, Merkedel, Merketekst, make_sett
from vedtaksanalyse.pii.find import Navnesok, find_pii
from vedtaksanalyse.sak import INDIREKTE, Dokument

FASIT, BREV = "fasit", "brev"


@dataclass(slots=True)
class Funnmaal:
    """Counts by type: what there is, what was found, what was said to be there, and what of that is right.

    ``liknende`` are the slots that only look like personal data, ``tatt`` those of them that a finding touches.
    """

    antall: Counter[str] = field(default_factory=Counter)
    funnet: Counter[str] = field(default_factory=Counter)
    sagt: Counter[str] = field(default_factory=Counter)
    riktig: Counter[str] = field(default_factory=Counter)
    liknende: int = 0
    tatt: int = 0
    feil: list[str] = field(default_factory=list)

    def rows(self) -> Iterator[tuple[str, int, int, int, int]]:
        """Type, entities, found, said, right; then the sums of direct and of indirect ones."""
        typer = sorted({*self.antall, *self.sagt}, key=lambda t: (t in INDIREKTE, t))
        grupper = {t: [t] for t in typer}
        grupper["direkte"] = [t for t in typer if t not in INDIREKTE]
        grupper["indirekte"] = [t for t in typer if t in INDIREKTE]
        for navn, med in grupper.items():
            if med:
                yield navn, *(sum(t[m] for m in med) for t in (self.antall, self.funnet, self.sagt, self.riktig))


def measure(tekster: Iterable[Merketekst], navn: Navnesok | None, bare_direkte: bool = False) -> Funnmaal:
    """What is found in these texts against what is there."""
    maal = Funnmaal()
    for ett in tekster:
        funn = [f for f in find_pii(Dokument("d", "notat", ett.tekst), navn) if f.direkte or not bare_direkte]
        svar = [Merkedel(f.belegg.start, f.belegg.slutt, f.type) for f in funn]
        _count(ett, svar, maal)
    return maal


def _count(ett: Merketekst, svar: Sequence[Merkedel], maal: Funnmaal) -> None:
    ekte = [d for d in ett.deler if d.type]
    for del_ in ekte:
        maal.antall[del_.type] += 1
        if _covered(ett.tekst, del_, svar):
            maal.funnet[del_.type] += 1
        else:
            maal.feil.append(_describe("glemt", ett.tekst, del_))
    for funn in svar:
        maal.sagt[funn.type] += 1
        if any(d.type == funn.type and _touches(d, funn) for d in ekte):
            maal.riktig[funn.type] += 1
        else:
            maal.feil.append(_describe("galt", ett.tekst, funn))
    liknende = [d for d in ett.deler if not d.type]
    maal.liknende += len(liknende)
    maal.tatt += sum(any(_touches(d, s) and not any(_touches(e, s) for e in ekte) for s in svar) for d in liknende)


def _touches(a: Merkedel, b: Merkedel) -> bool:
    return a.start < b.slutt and b.start < a.slutt


def _covered(tekst: str, del_: Merkedel, svar: Sequence[Merkedel]) -> bool:
    steder = (i for i in range(del_.start, del_.slutt) if tekst[i].isalnum())
    return all(any(s.type == del_.type and s.start <= i < s.slutt for s in svar) for i in steder)


def _describe(hva: str, tekst: str, del_: Merkedel) -> str:
    rundt = tekst[max(0, del_.start - 40) : del_.slutt + 25].replace("\n", "/")
    return f"{hva}\t{del_.type}\t{tekst[del_.start : del_.slutt]}\t|\t{rundt}"


def load_gull(mappe: Path) -> list[Merketekst]:
    """The documents of the gold cases anyone may tune on, with every place where a labelled quote stands."""
    ut = []
    for fasit in load_fasit(mappe, load_urorte(mappe)):
        for dokument in fasit.sak.dokumenter:
            sitater = {(p["sitat"], p["type"]) for p in fasit.pii if p["dok_id"] == dokument.dok_id}
            deler = [
                Merkedel(*m.span(), type_)
                for sitat, type_ in sitater
                for m in re.finditer(rf"(?<!\w){re.escape(sitat)}(?!\w)", dokument.tekst)
            ]
            ut.append(Merketekst(dokument.tekst, tuple(deler)))
    return ut


def load_brev(fil: Path) -> list[Merketekst]:
    """The hand-written letters, whose every part is labelled."""
    linjer = map(json.loads, fil.read_text(encoding="utf-8").splitlines())
    return [
        Merketekst(ett["tekst"], tuple(Merkedel(d["start"], d["slutt"], d["type"]) for d in ett["deler"])) for ett in linjer
    ]


def print_maal(navn: str, maal: Funnmaal) -> None:
    """One line for each type: counts, recall and precision with 95 % intervals."""
    for type_, antall, funnet, sagt, riktig in maal.rows():
        print(f"{navn}\t{type_}\t{antall}\t{_share(funnet, antall)}\t{sagt}\t{_share(riktig, sagt)}")
    if maal.liknende:
        print(f"{navn}\tliknende\t{maal.liknende}\ttatt {maal.tatt}")


def _share(riktige: int, n: int) -> str:
    if not n:
        return "–"
    lav, hoy = wilson(riktige, n)
    return f"{riktige / n:.3f} [{lav:.3f}, {hoy:.3f}]"


def main() -> None:
    """Prints the table, and on demand what was wrong outside the test half."""
    from vedtaksanalyse.detection.grammar import load_sprak

    leser = argparse.ArgumentParser(prog="python -m vedtaksanalyse.evaluation.personopplysninger")
    leser.add_argument("deler", nargs="*", help=f"{FASIT}, {BREV}, {', '.join(DELER)}; all when none is named")
    leser.add_argument("--brev", type=Path, default=Path("corpora/personopplysninger/brev.jsonl"))
    leser.add_argument("--saker", type=Path, default=Path("corpora/fasit"))
    leser.add_argument("--modeller", type=Path, default=Path("models"))
    leser.add_argument("--lett", action="store_true", help="without the entity recogniser")
    leser.add_argument("--feil", action="store_true", help="the errors, except those of the test half")
    valg = leser.parse_args()
    navn = None if valg.lett else load_sprak(valg.modeller / "norsk").names
    print("sett\ttype\tantall\tdekning\tfunn\tpresisjon")
    kilder = {FASIT: lambda: load_gull(valg.saker), BREV: lambda: load_brev(valg.brev)}
    for del_ in valg.deler or (*kilder, *DELER):
        tekster = kilder[del_]() if del_ in kilder else make_sett(del_)
        maal = measure(tekster, navn, bare_direkte=del_ == FASIT)
        print_maal(del_, maal)
        if valg.feil and del_ != "test":
            print("\n".join(dict.fromkeys(maal.feil)))


if __name__ == "__main__":
    main()

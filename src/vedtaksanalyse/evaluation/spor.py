"""A catalogue writer's view: what each trace hits in the gold cases, and what the rules alone would conclude.

Run as ``python -m vedtaksanalyse.evaluation.spor [--sitat] KRITERIUM…``; untouched prefixes are left out
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from vedtaksanalyse.detection.rules import compile_spor, find_treff
from vedtaksanalyse.evaluation.fasit import load_fasit, load_urorte
from vedtaksanalyse.kriterier import Kriterium, load_katalog
from vedtaksanalyse.sak import Treff
from vedtaksanalyse.structure import divide


def regelgrad(kriterium: Kriterium, treff: list[Treff]) -> str:
    """The grade that the rules alone give: the highest that counts, else the starting point."""
    grader = [kriterium.grader.index(t.grad) for t in treff if t.teller]
    return kriterium.grader[max(grader)] if grader else kriterium.utgangspunkt


def main() -> None:
    """Print the figures."""
    valg = argparse.ArgumentParser()
    valg.add_argument("kriterier", nargs="*")
    valg.add_argument("--uten", help="more prefixes to leave out, by comma", default="")
    valg.add_argument("--fasit", type=Path, default=Path("corpora/fasit"))
    valg.add_argument("--sitat", action="store_true")
    arg = valg.parse_args()
    katalog = load_katalog()
    saker = load_fasit(arg.fasit, load_urorte(arg.fasit) | set(arg.uten.split(",")))
    oppdelinger = [[divide(d, katalog) for d in s.sak.dokumenter] for s in saker]
    for navn in arg.kriterier or katalog.kriterier:
        kriterium = katalog.kriterier[navn]
        sporsett = compile_spor(katalog, kriterium.spor)
        alle = [list(find_treff(o, sporsett)) for o in oppdelinger] if kriterium.spor else [[] for _ in saker]
        _print_kriterium(kriterium, saker, alle, arg.sitat)


def _print_kriterium(kriterium: Kriterium, saker: list, alle: list[list[Treff]], sitat: bool) -> None:
    from sklearn.metrics import f1_score

    print(f"\n{kriterium.id}")
    for spor in kriterium.spor:
        egne = [(s, [t for t in treff if t.spor == spor.id]) for s, treff in zip(saker, alle, strict=True)]
        teller = [s for s, treff in egne if any(t.teller for t in treff)]
        fordeling = Counter(_grad(kriterium, s) for s in teller)
        print(f"  {spor.id:28s} gir {spor.gir:14s} {sum(len(t) for _, t in egne):4d} treff, {len(teller):3d} saker: {dict(fordeling)}")
        if sitat:
            for s, treff in egne:
                for t in treff:
                    print(f"      {s.sak.sak_id} {_grad(kriterium, s):14s} {'' if t.teller else sorted(t.kvalifikatorer)} {s.sak.sitat(t.belegg)[:100]!r}")
    if kriterium.slag == "liste":
        return
    for form in ("nb", "nn", "alle"):
        par = [(s.grad(kriterium.id), regelgrad(kriterium, t)) for s, t in zip(saker, alle, strict=True) if form in ("alle", s.sak.malform)]
        gull, svar = zip(*par, strict=True)
        print(f"  regler alene, {form}: macro-F1 {f1_score(gull, svar, average='macro', labels=sorted(set(gull)), zero_division=0):.3f} (n={len(par)})")


def _grad(kriterium: Kriterium, sak) -> str:
    return sak.grad(kriterium.id) if kriterium.slag == "grad" else "+".join(sak.fasit[kriterium.id]["verdi"]) or "-"


if __name__ == "__main__":
    main()

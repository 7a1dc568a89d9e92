"""Trains the criteria models from gold cases and writes them with their card.

Run as ``make modeller``. The figures in the card are leave-one-office-out; the models shipped are fitted on all cases.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path

import numpy as np

from vedtaksanalyse.analyse import build_detektor
from vedtaksanalyse.assessment.modellfil import save_flaggmaal, save_saksmodell
from vedtaksanalyse.detection.modellfil import save_setningsmodell
from vedtaksanalyse.evaluation.fasit import Fasitsak, load_fasit, load_urorte
from vedtaksanalyse.evaluation.flaggmaal import load_merker, measure_flagg
from vedtaksanalyse.evaluation.flaggmaal import to_dict as to_flaggtall
from vedtaksanalyse.evaluation.maal import Svar, measure, to_svar
from vedtaksanalyse.evaluation.robusthet import distort, forvrengninger
from vedtaksanalyse.evaluation.svarfil import write_svar
from vedtaksanalyse.evaluation.tabell import measure_all, to_dict
from vedtaksanalyse.kriterier import Katalog, load_katalog
from vedtaksanalyse.learning.datablad import compare_skiver
from vedtaksanalyse.learning.grunnlag import prepare
from vedtaksanalyse.learning.kort import write_kort
from vedtaksanalyse.learning.kriteriemodeller import Valg, fit_modeller
from vedtaksanalyse.learning.kryssvalidering import leave_one_office_out
from vedtaksanalyse.modellfil import hash_filer
from vedtaksanalyse.sak import Saksvurdering


def main(argv: Sequence[str] | None = None) -> None:
    """Train, cross-validate, write."""
    valg = argparse.ArgumentParser(description=__doc__)
    valg.add_argument("--fasit", type=Path, required=True)
    valg.add_argument("--ut", type=Path, required=True)
    valg.add_argument("--sprakmodell", type=Path, default=Path("models/norsk"))
    valg.add_argument("--svar", type=Path, help="a file for the answers out of fold")
    valg.add_argument("--uten-maaling", action="store_true", help="fit only; no figures, no card")
    arg = valg.parse_args(argv)

    katalog = load_katalog()
    fasit = load_fasit(arg.fasit)
    detektor = build_detektor(katalog, arg.sprakmodell)
    grunnlag = prepare(fasit, detektor)
    arg.ut.mkdir(parents=True, exist_ok=True)
    setningsmodell, saksmodell = fit_modeller(grunnlag, np.arange(len(fasit)), Valg())
    save_setningsmodell(setningsmodell, arg.ut)
    save_saksmodell(saksmodell, arg.ut)
    if arg.uten_maaling:
        return
    roffere = {navn: prepare(distort(fasit, endre), detektor) for navn, endre in forvrengninger(katalog).items()}
    svar: dict[str, dict[str, Svar]] = defaultdict(dict)
    rene: list[Saksvurdering] = []
    for kontor, provd in leave_one_office_out(grunnlag, Valg(), roffere):
        for variant, vurderinger in provd.items():
            svar[variant] |= {v.sak.sak_id: to_svar(v) for v in vurderinger}
        rene += provd[""]
        print(kontor, flush=True)
    merker, urorte = load_merker(arg.fasit), load_urorte(arg.fasit)
    maaling = measure_all(fasit, svar[""], katalog, urorte)
    flagg = measure_flagg(fasit, rene, katalog, merker)
    save_flaggmaal({navn: (m.riktige, m.hevet) for navn, m in flagg.items() if m.n}, arg.ut)
    flaggtall = {
        "merkede_saker": len(merker.saker or ()),
        "alle": to_flaggtall(flagg),
        "urort": to_flaggtall(measure_flagg([f for f in fasit if f.kontor in urorte], rene, katalog, merker)),
    }
    robusthet = {variant: to_dict(measure(fasit, svar[variant], katalog)) for variant in roffere}
    if arg.svar:
        write_svar(svar, arg.svar)
    kort = describe(arg.fasit, fasit, katalog) | {"filer": hash_filer(arg.ut), "valg": Valg().__dict__}
    kort |= compare_skiver(fasit, svar, grunnlag.oppdelinger, katalog, urorte)
    write_kort(kort | {"maaling": maaling, "flagg": flaggtall, "robusthet": robusthet}, arg.ut, katalog)


def describe(mappe: Path, fasit: Sequence[Fasitsak], katalog: Katalog) -> dict:
    """Where the models come from: data with their hash, versions, date."""
    avtrykk = hashlib.sha256()
    for fil in sorted(mappe.glob("*.json")):
        avtrykk.update(fil.name.encode() + b"\0" + fil.read_bytes())
    return {
        "navn": "kriterier",
        "dato": date.today().isoformat(),
        "fasit": {"saker": len(fasit), "sha256": avtrykk.hexdigest(), "avtrykk": sorted(f.avtrykk for f in fasit)},
        "katalog": katalog.fingeravtrykk,
        "versjoner": {navn: version(navn) for navn in ("vedtaksanalyse", "scikit-learn", "skops", "numpy", "scipy")},
    }


if __name__ == "__main__":
    main()

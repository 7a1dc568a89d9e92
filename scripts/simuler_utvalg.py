"""Do a hundred cases chosen for learning lift more than a hundred drawn by chance? Simulated with the gold cases, without the untouched offices.

Some office styles are held out as new, and their cases divided by chance into those people can be asked to read and those to test on.
From the first, a hundred are chosen by ``learning.utvalg`` and a hundred drawn; models are trained with each and held against each other
and against models with none. Labels are the gold's, as of people who answer blind and never slip.

Run: ``python scripts/simuler_utvalg.py --kontor D16 … --delinger 5``; ``make simuler-laering`` runs it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence

import numpy as np
from simuler_laering import RETTET, divide, load_grunnlag, measure

from vedtaksanalyse.evaluation.maal import to_svar
from vedtaksanalyse.kriterier import Katalog, load_katalog
from vedtaksanalyse.learning.grunnlag import Grunnlag
from vedtaksanalyse.learning.kriteriemodeller import Valg, fit_modeller, predict
from vedtaksanalyse.learning.utvalg import choose_ulike, make_tvil
from vedtaksanalyse.sak import Rammerad, Saksvurdering, Versjoner


def to_rad(vurdering: Saksvurdering) -> Rammerad:
    """A case as the store would tell of it."""
    sak = vurdering.sak
    sannsynlighet = {ett.kriterium: dict(ett.sannsynlighet) for ett in vurdering.vurderinger}
    return Rammerad(sak.sak_id, sak.kontor, vurdering.status, malform=sak.malform, svakt_vedtak=vurdering.svakt_vedtak, sannsynlighet=sannsynlighet)


def choose(grunnlag: Grunnlag, kan: np.ndarray, vurdert: dict[str, Saksvurdering], antall: int, fro: int) -> dict[str, np.ndarray]:
    """So many of these cases in each way: by doubt and unlikeness, and by chance."""
    plass = {grunnlag.saker[i].sak.sak_id: i for i in kan}
    tvil = [make_tvil(to_rad(vurdert[sak_id]), grunnlag.katalog) for sak_id in plass]
    ulike = choose_ulike(tvil, antall, str(fro))
    tilfeldige = np.random.default_rng(1000 + fro).permutation(kan)[:antall]
    return {"tilfeldige": np.sort(tilfeldige), "valgte": np.sort([plass[ett.sak_id] for ett in ulike])}


def main(argv: Sequence[str] | None = None) -> None:
    """A line of JSON for each division."""
    valg = argparse.ArgumentParser(description=__doc__)
    valg.add_argument("--kontor", action="append", default=[])
    valg.add_argument("--fro", type=int, default=1)
    valg.add_argument("--delinger", type=int, default=5)
    valg.add_argument("--antall", type=int, default=100)
    arg = valg.parse_args(argv)
    katalog = load_katalog()
    grunnlag = load_grunnlag(katalog)
    versjoner = Versjoner("simulering", katalog.fingeravtrykk, "")
    gamle, *nye = divide(grunnlag, arg.fro, arg.kontor)
    forst = predict(grunnlag, np.concatenate(nye), fit_modeller(grunnlag, gamle, Valg()), versjoner)
    vurdert = {ett.sak.sak_id: ett for ett in forst}
    for fro in range(arg.fro, arg.fro + arg.delinger):
        print(json.dumps(_run(grunnlag, arg, fro, vurdert, versjoner, katalog), ensure_ascii=False), flush=True)


def _run(grunnlag: Grunnlag, arg: argparse.Namespace, fro: int, vurdert: dict[str, Saksvurdering], versjoner: Versjoner, katalog: Katalog) -> dict:
    gamle, kan, provd = divide(grunnlag, fro, arg.kontor, RETTET)
    svar = {"uten": {grunnlag.saker[i].sak.sak_id: to_svar(vurdert[grunnlag.saker[i].sak.sak_id]) for i in provd}}
    valgt = choose(grunnlag, kan, vurdert, arg.antall, fro)
    for navn, egne in valgt.items():
        modeller = fit_modeller(grunnlag, np.concatenate([gamle, egne]), Valg())
        svar[navn] = {ett.sak.sak_id: to_svar(ett) for ett in predict(grunnlag, provd, modeller, versjoner)}
    saker = [grunnlag.saker[i] for i in provd]
    ut: dict = {"fro": fro, "kan": len(kan), "provd": len(provd), "felles": len(set(valgt["valgte"]) & set(valgt["tilfeldige"]))}
    for fra, til in (("uten", "tilfeldige"), ("uten", "valgte"), ("tilfeldige", "valgte")):
        hoved, riktig = measure(saker, svar[fra], svar[til], katalog)
        ut[f"{fra}→{til}"] = {"hoved": hoved.to_dict(), "riktig": riktig.to_dict()}
    return ut


if __name__ == "__main__":
    main()

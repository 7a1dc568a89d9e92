"""What learning from reviewers gives, simulated with the gold cases: some office styles are held out as new, and made-up reviewers, who answer
as the gold does, read some of their cases through the store. The other cases of the same styles are the test.

``loft``: main macro-F1 before and after 200 reviewed cases. ``en_stil``: the same for one style at a time with what it has.
``gift``: a reviewer with 30 % wrong labels, and batches with none, over many seeds. ``port``: the whole round with the gate.

Run: ``make simuler-laering``, or ``python scripts/simuler_laering.py loft --delinger 3``. The untouched offices are in none of it.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from vedtaksanalyse.analyse import build_detektor
from vedtaksanalyse.evaluation.fasit import Fasitsak, load_fasit, load_urorte
from vedtaksanalyse.evaluation.maal import Svar as Maskinsvar
from vedtaksanalyse.evaluation.maal import to_svar
from vedtaksanalyse.evaluation.svarfil import read_svar
from vedtaksanalyse.kriterier import Katalog, load_katalog
from vedtaksanalyse.learning.granskingssett import Granskingssett, collect_sett, klarer
from vedtaksanalyse.learning.grunnlag import Grunnlag, prepare
from vedtaksanalyse.learning.kriteriemodeller import Valg, fit_modeller, predict
from vedtaksanalyse.learning.merkekontroll import KRAV, Merkekontroll, check_merker
from vedtaksanalyse.learning.opplaering import Oppsett, train_kandidat
from vedtaksanalyse.learning.sammenlikning import Endring, measure_endring
from vedtaksanalyse.sak import Oppgave, Saksvurdering, Svar, Svarslag, Vern, Versjoner
from vedtaksanalyse.storage import Lager, open_lager

ROT = Path(__file__).resolve().parent.parent
GRUNNLAG = "simulering med oppdiktede saker"
RETTET, MINST_PROVD = 200, 60


@dataclass(frozen=True)
class Gransker:
    """A made-up reviewer. ``feil`` is the share of labels that are wrong, ``bare_rettelser`` answers only where the machine differs, seeing it."""

    navn: str
    feil: float = 0.0
    bare_rettelser: bool = False


def load_grunnlag(katalog: Katalog, kontorer: Collection[str] = ()) -> Grunnlag:
    """The gold, all or of these offices, prepared once."""
    return prepare([ett for ett in load_gull() if not kontorer or ett.kontor in kontorer], build_detektor(katalog, ROT / "models" / "norsk"))


def load_gull() -> list[Fasitsak]:
    """All gold that anybody has looked at."""
    mappe = ROT / "corpora" / "fasit"
    return load_fasit(mappe, load_urorte(mappe))


def divide(grunnlag: Grunnlag, fro: int, kontorer: Sequence[str] = (), rettet: int = RETTET) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Old cases, new cases to be reviewed, and new cases to test on. Without offices, as many as it takes are drawn."""
    terning = np.random.default_rng(fro)
    if not kontorer:
        rekke = list(terning.permutation(sorted(set(grunnlag.kontor))))
        mengde = np.cumsum([(grunnlag.kontor == ett).sum() for ett in rekke])
        kontorer = rekke[: int(np.searchsorted(mengde, rettet + MINST_PROVD)) + 1]
    ny = np.isin(grunnlag.kontor, list(kontorer))
    stokket = terning.permutation(np.flatnonzero(ny))
    return np.flatnonzero(~ny), np.sort(stokket[:rettet]), np.sort(stokket[rettet:])


def review(
    lager: Lager, katalog: Katalog, saker: Sequence[Fasitsak], maskin: Sequence[Saksvurdering], folk: Sequence[Gransker], fro: int,
    tilfeldige: bool = False,
) -> None:  # fmt: skip
    """Save the cases as a night does, let the reviewers answer in turn, and clear it all."""
    terning = np.random.default_rng(fro)
    lager.save_vurderinger(list(maskin))
    svar, trukket = [], []
    for nr, (sak, vurdering) in enumerate(zip(saker, maskin, strict=True)):
        hvem = folk[nr % len(folk)]
        svar += _answer(sak, vurdering, hvem, katalog, terning)
        if tilfeldige:
            trukket.append(Oppgave(sak.sak.sak_id, sak.kontor, blind=True, andel=1.0))
    lager.gjennomgang.add_trukne(trukket)
    lager.gjennomgang.save_svar(svar)
    klarer(lager, GRUNNLAG, "simulering", saker=[ett.sak.sak_id for ett in saker])


def _answer(sak: Fasitsak, vurdering: Saksvurdering, hvem: Gransker, katalog: Katalog, terning: np.random.Generator) -> Iterator[Svar]:
    maskin = {ett.kriterium: ett.grad for ett in vurdering.vurderinger}
    for kriterium in katalog.kriterier.values():
        if kriterium.slag != "grad":
            continue
        grad, sitat = sak.grad(kriterium.id), tuple(_places(sak, kriterium.id))
        if hvem.feil and terning.random() < hvem.feil:
            grad, sitat = str(terning.choice([ett for ett in kriterium.grader if ett != grad])), ()
        if not (hvem.bare_rettelser and grad == maskin[kriterium.id]):
            yield Svar(
                sak.sak.sak_id, hvem.navn, Svarslag.GRAD, kriterium.id, grad, sitat=sitat, blind=not hvem.bare_rettelser
            )  # fmt: skip
    utfall = "vurderes_pa_nytt" if sak.svakt_vedtak else "uten_merknad"
    yield Svar(sak.sak.sak_id, hvem.navn, Svarslag.SAK, "", utfall, blind=not hvem.bare_rettelser)


def _places(sak: Fasitsak, kriterium: str) -> Iterator[tuple[str, int, int]]:
    for dok_id, sitat in sak.belegg(kriterium):
        start = sak.sak.dokument(dok_id).tekst.find(sitat)
        yield dok_id, start, start + len(sitat)


def learn(grunnlag: Grunnlag, sett: Granskingssett) -> Grunnlag:
    """The material with the reviewed cases labelled as the store tells it, and nothing else of them known."""
    lart = {ett.sak.sak_id: ett for ett in sett.saker}
    return replace(grunnlag, saker=[lart.get(ett.sak.sak_id, ett) for ett in grunnlag.saker])


@dataclass(frozen=True)
class Loft:
    """What came of one split."""

    rettet: int
    hoved: Endring
    riktig: Endring
    kontroll: Merkekontroll
    cpu: float


def run_loft(
    grunnlag: Grunnlag, deling: tuple[np.ndarray, np.ndarray, np.ndarray], folk: Sequence[Gransker], fro: int, valg: Valg | None = None
) -> Loft:
    """Before and after, for one split."""
    start, valg, katalog = time.process_time(), valg or Valg(), grunnlag.katalog
    gamle, rettes, provd = deling
    versjoner = Versjoner("simulering", katalog.fingeravtrykk, "")
    for_ = fit_modeller(grunnlag, gamle, valg)
    maskin = predict(grunnlag, np.concatenate([rettes, provd]), for_, versjoner)
    with TemporaryDirectory() as mappe, open_lager(f"sqlite:///{mappe}/lager.sqlite") as lager:
        review(lager, katalog, [grunnlag.saker[i] for i in rettes], maskin[: len(rettes)], folk, fro)
        sett = collect_sett(lager, katalog, GRUNNLAG, Vern.VARSLE)
    kontroll = _check(sett, [grunnlag.saker[i] for i in gamle])
    etter = fit_modeller(learn(grunnlag, sett), np.concatenate([gamle, rettes]), valg)
    svar = {v.sak.sak_id: to_svar(v) for v in maskin}, {v.sak.sak_id: to_svar(v) for v in predict(grunnlag, provd, etter, versjoner)}
    hoved, riktig = measure([grunnlag.saker[i] for i in provd], *svar, katalog)
    return Loft(len(sett.saker), hoved, riktig, kontroll, time.process_time() - start)


def measure(provd: Sequence[Fasitsak], for_: dict[str, Maskinsvar], etter: dict[str, Maskinsvar], katalog: Katalog) -> tuple[Endring, Endring]:
    """Main macro-F1 and the share of right answers, before and after."""
    from vedtaksanalyse.evaluation.skiver import Skive

    alle = Skive("alle", "alle", frozenset(ett.sak.sak_id for ett in provd))
    alt = measure_endring(provd, provd, [alle], for_, etter, {}, katalog)
    return alt.hoved, next(ett for ett in alt.utsnitt if ett.slag == "alle")


def _check(sett: Granskingssett, gull: Sequence[Fasitsak]) -> Merkekontroll:
    utenfor = read_svar(ROT / "corpora" / "utenfor" / "kriterier.jsonl.gz")[""]
    return check_merker(sett.merker, sett.maskin, {ett.sak.sak_id: ett.kontor for ett in sett.saker}, gull, utenfor)


def run_gift(grunnlag: Grunnlag, fro: int, feil: float, bare_rettelser: bool = False, antall: int = RETTET) -> Merkekontroll:
    """The check of labels alone, with the stored answers out of office as the machine's. The first of four reviewers has the wrong labels."""
    utenfor = read_svar(ROT / "corpora" / "utenfor" / "kriterier.jsonl.gz")[""]
    gamle, rettes, _ = divide(grunnlag, fro, rettet=antall)
    folk = [Gransker(f"g{nr}", feil if not nr else 0.0, bare_rettelser) for nr in range(4)]
    saker = [grunnlag.saker[i] for i in rettes]
    versjoner = Versjoner("simulering", grunnlag.katalog.fingeravtrykk, "")
    maskin = [make_vurdering(ett, utenfor[ett.sak.sak_id], versjoner) for ett in saker]
    with TemporaryDirectory() as mappe, open_lager(f"sqlite:///{mappe}/lager.sqlite") as lager:
        review(lager, grunnlag.katalog, saker, maskin, folk, fro)
        sett = collect_sett(lager, grunnlag.katalog, GRUNNLAG, Vern.VARSLE)
    return _check(sett, [grunnlag.saker[i] for i in gamle])


def make_vurdering(sak: Fasitsak, svar: Maskinsvar, versjoner: Versjoner) -> Saksvurdering:
    """An assessment with stored grades, and nothing to show."""
    from vedtaksanalyse.sak import Kriterievurdering, Saksstatus

    vurderinger = tuple(Kriterievurdering(k, grad, ((grad, 1.0),)) for k, grad in svar.grader.items())
    return Saksvurdering(sak.sak, Saksstatus.VURDERT, versjoner, vurderinger=vurderinger, svakt_vedtak=svar.svakt)


def run_port(grunnlag: Grunnlag, fro: int, feil: float, kontorer: Sequence[str] = (), gull: Sequence[str] = ()) -> dict:
    """The whole round: reviewers answer blind on new styles, the last of them test, and the gate judges.

    Args:
        gull: the old styles, all the others where none are named.
    """
    gamle, rettes, provd = divide(grunnlag, fro, kontorer)
    nye = np.concatenate([rettes, provd])
    gamle = gamle[np.isin(grunnlag.kontor[gamle], list(gull))] if gull else gamle
    versjoner = Versjoner("simulering", grunnlag.katalog.fingeravtrykk, "")
    maskin = predict(grunnlag, nye, fit_modeller(grunnlag, gamle, Valg()), versjoner)
    folk = [Gransker(f"g{nr}", feil if not nr else 0.0) for nr in range(4)]
    with TemporaryDirectory() as mappe, open_lager(f"sqlite:///{mappe}/lager.sqlite") as lager:
        review(lager, grunnlag.katalog, [grunnlag.saker[i] for i in nye], maskin, folk, fro, tilfeldige=True)
        alle = {fil.stem.partition("-")[0] for fil in (ROT / "corpora" / "fasit").glob("*.json")}
        uten = frozenset(alle - set(grunnlag.kontor[gamle]))
        oppsett = Oppsett(ROT / "models", ROT / "corpora", Path(mappe) / "modellager", GRUNNLAG, vern=Vern.VARSLE, uten_kontor=uten)
        kandidat = train_kandidat(lager, grunnlag.katalog, oppsett, "simulering")
        return {"bestatt": kandidat.bestatt, "avtrykk": kandidat.avtrykk, "opphav": dict(kandidat.opphav), "rapport": dict(kandidat.rapport)}


def main(argv: Sequence[str] | None = None) -> None:
    """One of the simulations; a line of JSON for each thing measured."""
    valg = argparse.ArgumentParser(description=__doc__)
    valg.add_argument("hva", choices=["loft", "en_stil", "gift", "port"])
    valg.add_argument("--fro", type=int, default=1)
    valg.add_argument("--delinger", type=int, default=1)
    valg.add_argument("--kontor", action="append", default=[])
    valg.add_argument("--gull", action="append", default=[], help="the old offices in «port»")
    valg.add_argument("--feil", type=float, default=0.0)
    valg.add_argument("--bare-rettelser", action="store_true")
    valg.add_argument("--folder", type=int, default=KRAV["sammenlikning"]["folder"], help="groups of gold offices in «port»")
    arg = valg.parse_args(argv)
    KRAV["sammenlikning"]["folder"] = arg.folder
    katalog, bare = load_katalog(), {*arg.kontor, *arg.gull} if arg.gull else set()
    # The check of labels alone needs no text.
    grunnlag = Grunnlag(katalog, load_gull(), (), (), None) if arg.hva == "gift" else load_grunnlag(katalog, bare)
    for fro in range(arg.fro, arg.fro + arg.delinger):
        print(json.dumps(_run(arg, grunnlag, fro), ensure_ascii=False), flush=True)


def _run(arg: argparse.Namespace, grunnlag: Grunnlag, fro: int) -> dict:
    hode = {"hva": arg.hva, "fro": fro, "kontor": arg.kontor, "bare_rettelser": arg.bare_rettelser, "feil": arg.feil}
    if arg.hva == "port":
        return hode | run_port(grunnlag, fro, arg.feil, arg.kontor, arg.gull)
    if arg.hva == "gift":
        kontroll = run_gift(grunnlag, fro, arg.feil, arg.bare_rettelser)
        return hode | {"navngitt": list(kontroll.ulike), "prover": kontroll.to_rapport()[:1]}
    rettet = int((grunnlag.kontor == arg.kontor[0]).sum()) // 2 if arg.hva == "en_stil" else RETTET
    deling = divide(grunnlag, fro, arg.kontor, rettet)
    folk = [Gransker(f"g{nr}", bare_rettelser=arg.bare_rettelser) for nr in range(4)]
    ut = run_loft(grunnlag, deling, folk, fro)
    nye = sorted({str(ett) for ett in grunnlag.kontor[deling[2]]})
    tall = {"nye": nye, "rettet": ut.rettet, "hoved": ut.hoved.to_dict(), "riktig": ut.riktig.to_dict()}
    return hode | tall | {"navngitt": list(ut.kontroll.ulike), "cpu": round(ut.cpu)}


if __name__ == "__main__":
    main()

"""One round of learning from the review: the set, whose labels are unlike, training, comparison, the gate, and the candidate kept.

Nothing here changes what is in use. A candidate that is refused is kept with the reasons, so that it can be seen what was tried.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import numpy as np

from vedtaksanalyse.analyse import build_detektor, fingerprint_modeller
from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.evaluation.fasit import Fasitsak, load_fasit, load_urorte
from vedtaksanalyse.evaluation.flaggmaal import load_merker, measure_flagg
from vedtaksanalyse.evaluation.flaggmaal import to_dict as to_flaggtall
from vedtaksanalyse.evaluation.maal import to_svar
from vedtaksanalyse.evaluation.skiver import find_skiver
from vedtaksanalyse.evaluation.svarfil import read_svar
from vedtaksanalyse.evaluation.tabell import measure_all
from vedtaksanalyse.kriterier import Katalog
from vedtaksanalyse.learning.datablad import compare_skiver, count_skiver
from vedtaksanalyse.learning.granskingssett import Granskingssett, collect_sett, require_lov
from vedtaksanalyse.learning.grunnlag import Grunnlag, prepare
from vedtaksanalyse.learning.kriteriemodeller import Valg, fit_modeller
from vedtaksanalyse.learning.merkekontroll import KRAV, Merkekontroll, check_merker
from vedtaksanalyse.learning.modellager import KRITERIER, write_kandidat
from vedtaksanalyse.learning.opprykk import Portkrav, judge_merker, judge_modell, make_rapport
from vedtaksanalyse.learning.regresjon import read_regresjon
from vedtaksanalyse.learning.sammenlikning import (
    Deling,
    Sammenlikning,
    Vurderinger,
    compare_modeller,
    count_riktige,
    divide_materiale,
    predict_begge,
)
from vedtaksanalyse.modellfil import KORT
from vedtaksanalyse.sak import Modellkandidat, Vern
from vedtaksanalyse.storage import Lager


@dataclass(frozen=True)
class Oppsett:
    """Where things are. ``i_bruk`` is the folder ``models/`` that the night run uses, ``korpus`` has the gold, the answers out of office
    and the regression set; ``modellager`` is where candidates are written.
    """

    i_bruk: Path
    korpus: Path
    modellager: Path
    grunnlag: str
    sprakmodell: str = ""
    vern: Vern = Vern.HOLD
    grenser: str = ""
    uten_kontor: frozenset[str] = frozenset()
    valg: Valg = field(default_factory=Valg)


def make_opplaering(
    laering: bool, grunnlag: str, modellager: str, i_bruk: Path, korpus: Path, **felt: object
) -> Oppsett:
    """The setup, when all that learning asks for is there. Bruksfeil otherwise, with what lacks."""
    grunnlag = require_lov(laering, grunnlag)
    if not modellager:
        raise Bruksfeil("laering_modellager")
    if not (korpus / "fasit").is_dir():
        raise Bruksfeil("laering_fasit", sti=korpus / "fasit")
    return Oppsett(i_bruk, korpus, Path(modellager), grunnlag, **felt)


def check_sett(lager: Lager, katalog: Katalog, oppsett: Oppsett, uten: Collection[str] = ()) -> tuple[Granskingssett, Merkekontroll]:
    """What may be learnt from, and whose labels are unlike. Trains nothing. Bruksfeil when there is nothing."""
    sett = collect_sett(lager, katalog, oppsett.grunnlag, oppsett.vern, uten, oppsett.grenser)
    ukjente = set(uten) - _reviewers(lager, sett)
    if ukjente:
        raise Bruksfeil("laering_gransker", granskere=", ".join(sorted(ukjente)))
    if not sett.saker:
        raise Bruksfeil("laering_tomt")
    utenfor = read_svar(oppsett.korpus / "utenfor" / "kriterier.jsonl.gz")[""]
    kontor = {ett.sak.sak_id: ett.kontor for ett in sett.saker}
    # Models that learnt an answer agree with it, and it was checked then.
    lart = load_tidligere(oppsett.i_bruk)
    gamle = {ett.sak.sak_id for ett in sett.saker if ett.avtrykk in lart}
    merker = [ett for ett in sett.merker if ett.sak_id not in gamle]
    return sett, check_merker(merker, sett.maskin, kontor, _load_gull(oppsett), utenfor)


def _reviewers(lager: Lager, sett: Granskingssett) -> set[str]:
    """Everybody who answered on a case that is cleared."""
    ider = {sak_id for sak_id, _ in lager.laering.load_klareringer()}
    svart = {ett.hvem for sak_id in ider for ett in lager.gjennomgang.load_svar(sak_id)}
    return svart | {ett.hvem for ett in lager.stikkprover.load_mappesvar() if ett.sak_id in ider} | {ett.hvem for ett in sett.merker}


def train_kandidat(
    lager: Lager, katalog: Katalog, oppsett: Oppsett, hvem: str, uten: Collection[str] = ()
) -> Modellkandidat:
    """Learn, compare, judge, and keep the candidate. Where somebody's labels are unlike, nothing is trained."""
    sett, kontroll = check_sett(lager, katalog, oppsett, uten)
    forrige = fingerprint_modeller(oppsett.i_bruk / KRITERIER)
    if kontroll.ulike:
        return lager.laering.add_kandidat(_kandidat("", forrige, hvem, sett, kontroll, None, judge_merker(kontroll)))
    grunnlag, antall_gull = make_grunnlag(katalog, oppsett, sett)
    deling = divide_materiale(grunnlag, antall_gull, sett, load_tidligere(oppsett.i_bruk))
    regresjon = read_regresjon(oppsett.korpus / "regresjon", grunnlag.saker[:antall_gull])
    for_, etter = predict_begge(grunnlag, deling, oppsett.valg)
    alt = compare_modeller(grunnlag, deling, regresjon, for_, etter)
    modeller = fit_modeller(grunnlag, np.arange(len(grunnlag.saker)), oppsett.valg)
    kort = describe_kandidat(grunnlag, deling, sett, oppsett) | measure_kandidat(grunnlag, deling, for_, etter, oppsett)
    mappe = write_kandidat(oppsett.modellager, modeller, kort, katalog, oppsett.i_bruk / KRITERIER)
    port = [*judge_merker(kontroll), *judge_modell(alt)]
    return lager.laering.add_kandidat(_kandidat(mappe.name, forrige, hvem, sett, kontroll, alt, port))


def _kandidat(
    avtrykk: str, forrige: str, hvem: str, sett: Granskingssett, kontroll: Merkekontroll, alt: Sammenlikning | None, port: list[Portkrav]
) -> Modellkandidat:
    return Modellkandidat(0, avtrykk, forrige, all(p.bestatt for p in port), hvem, sett.opphav, make_rapport(kontroll, alt, port))


def _load_gull(oppsett: Oppsett) -> list[Fasitsak]:
    return load_fasit(oppsett.korpus / "fasit", oppsett.uten_kontor)


def make_grunnlag(katalog: Katalog, oppsett: Oppsett, sett: Granskingssett) -> tuple[Grunnlag, int]:
    """The gold and the review's cases as one material, and how many are gold."""
    gull = _load_gull(oppsett)
    detektor = build_detektor(katalog, oppsett.sprakmodell or oppsett.i_bruk / "norsk")
    return prepare([*gull, *sett.saker], detektor), len(gull)


def load_tidligere(i_bruk: Path) -> frozenset[str]:
    """The hashes of the review's texts that the models in use learnt from, by their card; none for those that ship."""
    fil = i_bruk / KRITERIER / KORT
    kort = json.loads(fil.read_text(encoding="utf-8")) if fil.exists() else {}
    return frozenset(kort.get("gransking", {}).get("tekster", ()))


def describe_kandidat(grunnlag: Grunnlag, deling: Deling, sett: Granskingssett, oppsett: Oppsett) -> Mapping:
    """The card: what the models were made from, as hashes and counts."""
    katalog, avtrykk = grunnlag.katalog, [ett.avtrykk for ett in grunnlag.saker]
    gull = "\n".join(sorted(avtrykk[i] for i in deling.gull))
    gransket = range(len(deling.gull), len(grunnlag.saker))
    skiver = find_skiver([grunnlag.saker[i] for i in gransket], [grunnlag.oppdelinger[i] for i in gransket], katalog)
    return {
        "navn": KRITERIER,
        "dato": date.today().isoformat(),
        "fasit": {"saker": len(deling.gull), "sha256": sha256(gull.encode()).hexdigest(), "avtrykk": sorted(avtrykk)},
        "gransking": sett.opphav | {"skiver": count_skiver(skiver)},
        "katalog": katalog.fingeravtrykk,
        "valg": asdict(oppsett.valg),
        "versjoner": {navn: version(navn) for navn in ("vedtaksanalyse", "scikit-learn", "skops", "numpy", "scipy")},
    }


def measure_kandidat(grunnlag: Grunnlag, deling: Deling, for_: Vurderinger, vurdert: Vurderinger, oppsett: Oppsett) -> dict:
    """The figures of the card: on the gold, by models with the new answers that had not seen the office; and on the last random reviews."""
    fasit, katalog, mappe = [grunnlag.saker[i] for i in deling.gull], grunnlag.katalog, oppsett.korpus / "fasit"
    svar = {sak_id: to_svar(ett) for sak_id, ett in vurdert.items()}
    merker, urorte = load_merker(mappe), load_urorte(mappe)

    def measure(utvalg: list[Fasitsak]) -> dict:
        return to_flaggtall(measure_flagg(utvalg, [vurdert[f.sak.sak_id] for f in utvalg], katalog, merker))

    flagg = {"merkede_saker": len(merker.saker or ()), "alle": measure(fasit), "urort": measure([f for f in fasit if f.kontor in urorte])}
    tall = {"maaling": measure_all(fasit, svar, katalog, urorte), "flagg": flagg, "metode": {"folder": KRAV["sammenlikning"]["folder"]}}
    provd = [grunnlag.saker[i] for i in deling.provd]
    tall["gransket"] = {"saker": len(provd), "kriterier": count_riktige(provd, for_, vurdert, katalog) if provd else {}}
    return tall | compare_skiver(fasit, {"": svar}, [grunnlag.oppdelinger[i] for i in deling.gull], katalog, urorte)

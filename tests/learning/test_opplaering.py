"""A round of learning from one end to the other: off, on, refused with a name, trained, kept; and by the command line."""

from __future__ import annotations

import importlib.util
import json
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from byggere import HOLDT_AV, ROT
from click.testing import CliRunner
from delt import get_detektor

from vedtaksanalyse.analyse import fingerprint_modeller
from vedtaksanalyse.assessment.modellfil import load_saksmodell
from vedtaksanalyse.cli import main
from vedtaksanalyse.detection.classifier import Vekter
from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.evaluation.fasit import Fasitsak, load_fasit
from vedtaksanalyse.learning import opplaering
from vedtaksanalyse.learning.granskingssett import collect_sett
from vedtaksanalyse.learning.grunnlag import Grunnlag, prepare
from vedtaksanalyse.learning.kriteriemodeller import Valg, fit_modeller, predict
from vedtaksanalyse.learning.opplaering import check_sett, load_tidligere, make_opplaering, train_kandidat
from vedtaksanalyse.learning.sammenlikning import divide_materiale
from vedtaksanalyse.modellfil import check_kort
from vedtaksanalyse.sak import Vern, Versjoner
from vedtaksanalyse.storage import open_lager

KONTORER = ("D2", "D16", "D36")
LITEN = Valg(folder=2)
_spec = importlib.util.spec_from_file_location("simuler_laering", ROT / "scripts" / "simuler_laering.py")
sim = sys.modules["simuler_laering"] = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(sim)


@pytest.fixture(scope="module")
def grunnlag(katalog) -> Grunnlag:
    """A few gold offices."""
    return prepare(load_fasit(ROT / "corpora" / "fasit", _uten(*KONTORER)), get_detektor())


def _uten(*kontorer):
    return frozenset(f.stem.split("-")[0] for f in (ROT / "corpora" / "fasit").glob("*.json")) - set(kontorer) | set(HOLDT_AV)


@pytest.fixture
def lager(tmp_path, grunnlag):
    """Two offices read by four reviewers, the first with every third label wrong."""
    with open_lager(f"sqlite:///{tmp_path}/lager.db") as lager:
        _review(lager, grunnlag, 0.33)
        yield lager


def _review(lager, grunnlag, feil):
    from vedtaksanalyse.evaluation.svarfil import read_svar

    utenfor = read_svar(ROT / "corpora" / "utenfor" / "kriterier.jsonl.gz")[""]
    saker = [ett for ett in grunnlag.saker if ett.kontor in ("D16", "D36")]
    maskin = [sim.make_vurdering(ett, utenfor[ett.sak.sak_id], Versjoner("a", "b", "c")) for ett in saker]
    folk = [sim.Gransker(f"g{nr}", feil if not nr else 0.0) for nr in range(4)]
    sim.review(lager, grunnlag.katalog, saker, maskin, folk, 1, tilfeldige=True)


@pytest.fixture
def oppsett(tmp_path):
    uten = _uten("D2", "D27")
    return make_opplaering(
        True, "lov", str(tmp_path / "modeller"), ROT / "models", ROT / "corpora", vern=Vern.VARSLE, uten_kontor=uten, valg=LITEN
    )


@pytest.fixture(scope="module")
def modeller(grunnlag):
    """Models of the first two offices."""
    return fit_modeller(grunnlag, np.flatnonzero(np.isin(grunnlag.kontor, ("D2", "D16"))), LITEN)


def _weights(modeller):
    setning, sak = modeller
    yield from (setning.kolonner, setning.idf, setning.setning.vekter, setning.setning.konstant, setning.sak.vekter)
    for lag in (*sak.lag.values(), sak.svakt):
        yield from (lag.snitt, lag.skala, lag.vekter, lag.konstant, lag.andel)


def test_masks_change_nothing_where_all_is_known_and_the_same_cases_give_the_same_models(grunnlag, modeller):
    saker = np.flatnonzero(np.isin(grunnlag.kontor, ("D2", "D16")))
    kopi = [
        Fasitsak(s.sak, {k: dict(v) | {"vekt": 1.0} for k, v in s.fasit.items()}, s.svakt_vedtak, s.pii, 1.0) for s in grunnlag.saker
    ]
    # cases that nothing is known of are no part of what is learnt from the others
    ukjente = [Fasitsak(s.sak, {}, None) for s in grunnlag.saker[-3:]]
    med = replace(grunnlag, saker=[*kopi[:-3], *ukjente])
    np.random.seed(7)
    a = list(_weights(modeller))
    b = list(_weights(fit_modeller(med, saker, LITEN)))
    assert len(a) == len(b) > 100 and all(np.array_equal(x, y) for x, y in zip(a, b, strict=True))
    assert med.kjent("barn").sum() == len(kopi) - 3 and not med.uten_folge("barn")[-3:].sum() < 3


def test_a_label_counts_as_much_as_its_weight_and_unknown_labels_not_at_all(grunnlag):
    sak = grunnlag.saker[0]
    bb = dict(sak.fasit["barnets_beste"])
    delvis = [
        Fasitsak(sak.sak, {"barnets_beste": bb | {"belegg": None, "vekt": 0.5}}, None),
        Fasitsak(sak.sak, {"barnets_beste": bb | {"grad": "ikke_aktuelt", "belegg": []}}, None),
    ]
    egen = replace(grunnlag, saker=[*delvis, *grunnlag.saker[2:]])
    rader = np.repeat(np.arange(len(egen.saker)), np.diff(egen.grenser))
    vist = egen.kjente_rader(("barnets_beste", sak.grad("barnets_beste")))
    assert not vist[rader == 0].any() and vist[rader == 1].all() and vist[rader == 2].all()
    assert egen.kjente_rader(("barnets_beste", "annen"))[rader == 0].all()
    assert not egen.kjente_rader(("barn", "ja"))[rader == 0].any()
    assert list(egen.vekt("barnets_beste")[:3]) == [0.5, 1.0, 1.0] and egen.vekt("barn") is None
    # «does not apply» follows from no children, and nobody said whether there are any
    assert list(egen.uten_folge("barnets_beste")[:2]) == [True, False] or "ikke_aktuelt" not in grunnlag.katalog.kriterier["barnets_beste"].grader
    assert egen.gull("barn")[0] == "" and egen.gull("barnets_beste")[0] == sak.grad("barnets_beste")


@pytest.mark.parametrize(
    ("felt", "kode"),
    [((False, "lov", "m"), "laering_av"), ((True, "", "m"), "laering_grunnlag"), ((True, "lov", ""), "laering_modellager")],
)
def test_it_refuses_until_all_it_needs_is_there(felt, kode, tmp_path):
    with pytest.raises(Bruksfeil, match=kode):
        make_opplaering(*felt, ROT / "models", ROT / "corpora")
    with pytest.raises(Bruksfeil, match="laering_fasit"):
        make_opplaering(True, "lov", "m", ROT / "models", tmp_path)


def test_a_poisoned_batch_is_refused_and_named_and_nothing_is_trained(lager, katalog, oppsett, monkeypatch):
    monkeypatch.setattr(opplaering, "make_grunnlag", pytest.fail)
    kandidat = train_kandidat(lager, katalog, oppsett, "ola")
    assert not kandidat.bestatt and kandidat.avtrykk == "" and kandidat.rapport["ulike"] == ["g0"]
    assert [(p["krav"], p["bestatt"], p["gjelder"]) for p in kandidat.rapport["port"]] == [("merkekontroll", False, "g0")]
    assert lager.laering.list_kandidater() == [kandidat] and not oppsett.modellager.exists()
    uten = check_sett(lager, katalog, oppsett, uten=["g0"])
    assert uten[1].ulike == () and uten[0].opphav["uten"] == ["g0"] and set(uten[0].opphav["granskere"]) == {"g1", "g2", "g3"}
    with pytest.raises(Bruksfeil, match="laering_gransker"):
        check_sett(lager, katalog, oppsett, uten=["hvem"])


def test_a_candidate_is_written_whole_with_its_card_and_kept_with_its_report(lager, katalog, oppsett, modeller, monkeypatch):
    from test_opprykk import BRA

    lart, setning = [], modeller[0]
    liten = Vekter(setning.setning.etiketter[:2], setning.setning.vekter[:, :2], setning.setning.konstant[:2])
    modeller = replace(setning, setning=liten, sak=liten), modeller[1]
    monkeypatch.setattr(opplaering, "fit_modeller", lambda alt, saker, valg: lart.append((len(alt.saker), len(saker), valg)) or modeller)
    monkeypatch.setattr(opplaering, "compare_modeller", lambda *_: BRA)
    hele, gull = (setning, modeller[1]), Versjoner("a", "b", "c")

    def svar(alt, d, _):
        alle = {v.sak.sak_id: v for v in predict(alt, np.concatenate([d.gull, d.provd]), hele, gull)}
        return alle, alle

    monkeypatch.setattr(opplaering, "predict_begge", svar)
    monkeypatch.setattr(opplaering, "build_detektor", lambda *_: get_detektor())
    kandidat = train_kandidat(lager, katalog, oppsett, "ola", uten=["g0"])
    egen = oppsett.modellager / kandidat.avtrykk / "kriterier"
    alle = 14 + 13 + kandidat.opphav["saker"]
    assert lart == [(alle, alle, LITEN)]
    check_kort(egen)
    kort = json.loads((egen / "modellkort.json").read_text(encoding="utf-8"))
    assert kandidat.bestatt and fingerprint_modeller(egen) == kandidat.avtrykk
    assert kandidat.forrige == fingerprint_modeller(ROT / "models" / "kriterier")
    assert [fil.name for fil in oppsett.modellager.iterdir()] == [kandidat.avtrykk]
    assert kort["fasit"]["saker"] == kort["maaling"]["alle"]["n"] == 27 and set(kort["maaling"]["kontor"]) == {"D2", "D27"}
    assert sum(kort["gransking"]["skiver"]["målform"].values()) == kort["gransking"]["saker"]
    n, for_, etter = kort["gransket"]["kriterier"]["barnets_beste"]
    assert for_ == etter <= n <= kort["gransket"]["saker"] > 0
    sider = {fil.name: fil.read_text(encoding="utf-8") for fil in egen.glob("*.md")}
    assert set(sider) == {f"{navn}{form}.md" for navn in ("modellkort", "datablad") for form in ("", ".nn")}
    assert "| kontor | D27 | 13* |" in sider["modellkort.md"] and "i 5 grupper av heile kontor" in sider["modellkort.nn.md"]
    assert "### På dei siste tilfeldig trekte sakene frå granskinga" in sider["modellkort.nn.md"]
    assert f"| granskarar | {len(kandidat.opphav['granskere'])} |" in sider["datablad.nn.md"]
    assert not any(hvem in side for hvem in kandidat.opphav["granskere"] for side in sider.values()), "reviewers are counted, not named"
    assert kort["gransking"]["tekster"] == kandidat.opphav["tekster"] and load_saksmodell(egen).flagg
    assert load_tidligere(oppsett.modellager / kandidat.avtrykk) == set(kandidat.opphav["tekster"])
    assert load_tidligere(ROT / "models") == frozenset()
    assert kandidat.rapport["hoved"]["forskjell"] == [0.01, 0.1] and lager.laering.load_kandidat(kandidat.id) == kandidat


def test_the_last_random_cases_test_and_what_is_in_use_is_trained_on_what_it_was(lager, katalog, grunnlag):
    sett = collect_sett(lager, katalog, "lov", Vern.VARSLE)
    alt = replace(grunnlag, saker=[*grunnlag.saker[:20], *sett.saker])
    tidligere = frozenset(ett.avtrykk for ett in sett.saker[:6])
    deling = divide_materiale(alt, 20, sett, tidligere)
    assert list(deling.gull) == list(range(20)) and list(deling.gamle) == list(range(20, 26))
    assert len(deling.provd) == int((len(sett.saker) - 6) * 0.4) and not set(deling.provd) & set(deling.nye) and not set(deling.provd) & set(deling.gamle)
    assert sorted([*deling.nye, *deling.provd]) == list(range(20, 20 + len(sett.saker)))
    assert len(divide_materiale(alt, 20, replace(sett, tilfeldige={}), tidligere).provd) == 0


def test_reviewed_cases_change_what_is_answered(grunnlag):
    """The simulation in short: what it measures is told in docs/laering.md."""
    _, rettes, provd = sim.divide(grunnlag, 1, ("D36",), rettet=7)
    gamle = np.concatenate([np.flatnonzero(grunnlag.kontor == kontor)[:7] for kontor in ("D2", "D16")])
    deling = gamle, rettes, provd
    ut = sim.run_loft(grunnlag, deling, [sim.Gransker("g0"), sim.Gransker("g1", bare_rettelser=True)], 1, LITEN)
    assert ut.rettet == 7 and ut.hoved.n == len(deling[2]) and 0 < ut.hoved.for_ <= 1 and 0 < ut.hoved.etter <= 1
    assert ut.hoved.lav <= ut.hoved.forskjell <= ut.hoved.hoy and ut.riktig.for_ != ut.riktig.etter


def test_by_the_command_line(lager, tmp_path, monkeypatch):
    adresse = f"sqlite:///{tmp_path}/lager.db"

    def kjor(*arg, **miljo):
        for navn, verdi in miljo.items():
            monkeypatch.setenv(f"VEDTAKSANALYSE_{navn}", verdi)
        return CliRunner().invoke(main, ["tren", *arg, "--database", adresse])

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(opplaering, "load_fasit", lambda mappe, _: load_fasit(mappe, _uten("D2", "D27")))
    assert kjor("--prov").exit_code == 2
    assert kjor("klarer", "--sak", "D16-01", "--hvem", "ola").exit_code == 2
    assert kjor("klarer", "--sak", "D16-01", "--hvem", "ola", "--trekk").exit_code == 0
    pa = {"LAERING": "true", "LAERING_GRUNNLAG": "lov", "MODELLAGER": str(tmp_path / "m"), "PERSONOPPLYSNINGER": "varsle"}
    svar = kjor("--prov", "--json", **pa)
    assert svar.exit_code == 11 and json.loads(svar.stdout)["rapport"]["ulike"] == ["g0"]
    svar = kjor("--prov", "--uten", "g0", "--malform", "nn")
    assert svar.exit_code == 0 and "Halde utanfor: g0" in svar.stdout and "Utelatne: 1 saker der ikkje alle dokument er klarerte" in svar.stdout
    svar = kjor("klarer", "--kontor", "d16", "--hvem", "ola")
    assert svar.exit_code == 0 and "12 saker" in svar.stderr
    assert kjor("klarer", "--kontor", "D16").exit_code == 2 and kjor("--uten", "g0").exit_code == 2
    assert kjor("--hvem", "ola").exit_code == 11 and lager.laering.list_kandidater()[0].rapport["ulike"] == ["g0"]
    assert not Path(tmp_path / "m").exists()

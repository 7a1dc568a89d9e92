"""What people decided about flags is laid over the catalogue: nothing is read or found again, and all machines do the same."""

from __future__ import annotations

import pickle
from dataclasses import replace
from datetime import date

import pytest
from byggere import ROT, en_sak, et_dokument
from delt import ArbeiderHer, SandkasseUtenBarn, get_katalog, get_motor

from vedtaksanalyse import analyse, arbeidere
from vedtaksanalyse.arbeidere import start_motor
from vedtaksanalyse.export.flaggord import fold_flagg
from vedtaksanalyse.export.jsonl import to_post
from vedtaksanalyse.kriterier import AKTIV, HINT, TRUKKET, find_levert, govern_katalog
from vedtaksanalyse.nattkjoring import Arbeidssted, Nattoppsett, flaggstyring, kjor, run_nattkjoring
from vedtaksanalyse.sak import Flaggstand, Saksstatus, Svar, Svarslag
from vedtaksanalyse.storage import open_lager

TEKST = """Vedtak om økonomisk stønad
Dato: 17.03.2025
Du har to barn på 4 og 7 år.
Vedtak
Du får avslag på søknaden om økonomisk stønad til livsopphold{mer}.
Begrunnelse
Inntekten er høyere enn satsene. Du kan klage innen tre uker. Se sosialtjenesteloven § 18.
"""
MODELLER = ROT / "models"


@pytest.fixture(scope="module")
def vurderinger(motor):
    saker = [en_sak(et_dokument(TEKST.format(mer=mer), dato=date(2025, 3, 17))) for mer in ("", " og vinterklær")]
    vurderinger = motor.analyse_saker([replace(sak, sak_id=f"S-{n}") for n, sak in enumerate(saker)])
    assert {v.status for v in vurderinger} == {Saksstatus.VURDERT}
    return vurderinger


@pytest.fixture(scope="module")
def reist(vurderinger) -> str:
    """A flag that the cases have, which is no hint."""
    return next(f.id for v in vurderinger for f in v.flagg if not f.hint)


def test_without_decisions_that_change_anything_the_engine_is_the_same(motor):
    levert = find_levert(motor.katalog, motor.saksmodell.flagg)
    assert {AKTIV, HINT} == set(levert.values())
    for stand in ({}, levert, {"finnes_ikke_lenger": TRUKKET}):
        assert motor.govern(stand) is motor


def test_a_decision_is_a_key_of_its_own_and_taking_it_back_gives_the_old_one(motor, reist):
    styrt = motor.govern({reist: HINT})
    avtrykk = styrt.versjoner.katalog
    assert avtrykk.startswith(motor.versjoner.katalog + "+") and styrt.katalog.fingeravtrykk == avtrykk
    assert replace(styrt.versjoner, katalog=motor.versjoner.katalog) == motor.versjoner
    assert styrt.funnokler == motor.funnokler, "what was seen holds"
    annet = next(regel.id for regel in motor.katalog.flagg if regel.id != reist)
    assert motor.govern({annet: TRUKKET, reist: HINT}).versjoner == motor.govern({reist: HINT, annet: TRUKKET}).versjoner
    assert len({motor.govern(s).versjoner.katalog for s in ({}, {reist: HINT}, {reist: TRUKKET}, {annet: TRUKKET})}) == 4
    assert styrt.govern({reist: AKTIV}).versjoner == motor.versjoner
    assert styrt.govern({reist: TRUKKET}).versjoner == motor.govern({reist: TRUKKET}).versjoner


def test_a_flag_becomes_a_hint_or_is_not_raised_and_nothing_else_is_another(motor, vurderinger, reist):
    saker = [v.sak for v in vurderinger]
    for stand in (HINT, TRUKKET):
        for for_, etter in zip(vurderinger, motor.govern({reist: stand}).analyse_saker(saker), strict=True):
            ventet = {f.id: f for f in for_.flagg}
            if reist in ventet:
                ventet |= {reist: replace(ventet[reist], hint=True)}
                if stand == TRUKKET:
                    del ventet[reist]
            assert {f.id: f for f in etter.flagg} == ventet
            assert (etter.vurderinger, etter.fakta, etter.behov) == (for_.vurderinger, for_.fakta, for_.behov)
            assert etter.beholdt, "nothing was found again"


def test_what_is_shipped_as_a_hint_can_be_a_flag(motor):
    levert = find_levert(motor.katalog, motor.saksmodell.flagg)
    hint = next(flagg for flagg, tilstand in levert.items() if tilstand == HINT)
    assert govern_katalog(motor.katalog, motor.saksmodell.flagg, {hint: AKTIV}).styrt == {hint: AKTIV}
    assert govern_katalog(motor.katalog, {}, {hint: AKTIV}).styrt == {}, "without measurements nothing is shipped as a hint"


def test_a_hint_moves_no_case_in_the_queue_and_says_so_in_exports(motor, vurderinger, reist):
    for_ = next(v for v in vurderinger if reist in {f.id for f in v.flagg})
    alle = {f.id: HINT for f in for_.flagg}
    [etter] = motor.govern(alle).analyse_saker([for_.sak])
    assert for_.risiko is not None and etter.risiko is None
    kjeder, hint = fold_flagg(etter.flagg)
    assert not kjeder and {f.id for f in hint} == set(alle)
    post = to_post(etter, motor.katalog)
    assert {f["id"]: f["hint"] for f in post["flagg"]} == dict.fromkeys(alle, True)


def _make_mapper(inn, vurderinger) -> None:
    for v in vurderinger:
        (inn / v.sak.sak_id).mkdir(parents=True)
        (inn / v.sak.sak_id / "vedtak.txt").write_text(v.sak.dokumenter[0].tekst, encoding="utf-8")


def _dump(lager) -> dict[str, dict[str, bool]]:
    return {v.sak.sak_id: {f.id: f.hint for f in v.flagg} for v in lager.load_vurderinger()}


@pytest.mark.usefixtures("delt_motor")
def test_the_night_after_a_decision_assesses_from_what_is_stored(database, tmp_path, monkeypatch, motor, reist, vurderinger):
    monkeypatch.setattr(arbeidere, "_Arbeider", ArbeiderHer)
    monkeypatch.setattr(kjor, "Sandkasse", SandkasseUtenBarn)
    _make_mapper(tmp_path / "inn", vurderinger)
    oppsett = Nattoppsett(tmp_path / "inn", tmp_path / "ut", database, MODELLER, prosesser=1, start=start_motor)
    assert run_nattkjoring(oppsett).fra_lager == 0
    with open_lager(database) as lager:
        for_ = _dump(lager)
        flagg = next(f for egne in for_.values() for f, hint in egne.items() if not hint)
        nokler = {rad.sak_id: rad.nokkel for rad in lager.stikkprover.stream_rammerader()}

        def refuse(*_: object, **__: object):
            raise AssertionError("a file was read, or something was looked for again")

        monkeypatch.setattr(analyse, "read_sak", refuse)
        for navn in ("classify", "find_treff", "find_andre"):
            monkeypatch.setattr(type(motor.detektor), navn, lambda self, saker, *_, n=navn: [] if not saker else refuse())
        assert run_nattkjoring(oppsett).fra_lager == 0, "nothing new"
        lager.flaggbok.add_flaggstand(Flaggstand(flagg, HINT, "for mange feil", "kari"))
        rapport = run_nattkjoring(oppsett)
        assert rapport.fra_lager == rapport.saker == 2 and "+" in rapport.versjoner.katalog
        assert _dump(lager) == {sak: {f: hint or f == flagg for f, hint in egne.items()} for sak, egne in for_.items()}
        [ko] = [rad for rad in lager.load_ko() if flagg in for_[rad.sak_id]][:1]
        assert flagg not in ko.flagg
        lager.flaggbok.add_flaggstand(Flaggstand(flagg, TRUKKET, "fortsatt", "kari"))
        assert run_nattkjoring(oppsett).fra_lager == 2
        assert _dump(lager) == {sak: {f: h for f, h in egne.items() if f != flagg} for sak, egne in for_.items()}
        lager.flaggbok.add_flaggstand(Flaggstand(flagg, AKTIV, "bedre nå", "kari"))
        assert run_nattkjoring(oppsett).fra_lager == 2 and _dump(lager) == for_
        assert {rad.sak_id: rad.nokkel for rad in lager.stikkprover.stream_rammerader()} == nokler


@pytest.mark.usefixtures("delt_motor")
def test_the_night_decides_by_itself_only_where_it_is_told_to(database, tmp_path, monkeypatch, vurderinger, reist):
    """Thirty cases where the flag was wrong: the first night without the setting, then one with it."""
    monkeypatch.setattr(arbeidere, "_Arbeider", ArbeiderHer)
    monkeypatch.setattr(kjor, "Sandkasse", SandkasseUtenBarn)
    monkeypatch.setattr(flaggstyring, "load_katalog", get_katalog)
    (tmp_path / "inn").mkdir()
    valgt = next(v for v in vurderinger if reist in {f.id for f in v.flagg})
    saker = [replace(valgt, sak=replace(valgt.sak, sak_id=f"S-{n}")) for n in range(30)]
    oppsett = Nattoppsett(tmp_path / "inn", tmp_path / "ut", database, MODELLER, prosesser=1)
    with open_lager(database) as lager:
        lager.save_vurderinger(saker)
        lager.gjennomgang.save_svar([Svar(v.sak.sak_id, "kari", Svarslag.FLAGG, reist, "avvis", "feil_lest") for v in saker])
        run_nattkjoring(oppsett)
        assert lager.flaggbok.list_flaggstand() == []
        rapport = run_nattkjoring(replace(oppsett, flagg_selvstyrt=True))
        [ett] = lager.flaggbok.list_flaggstand()
        assert (ett.flagg, ett.tilstand, ett.hvem, ett.felt["selv"], ett.felt["avvist"]) == (reist, HINT, "nattkjoring", "ja", "30")
        assert rapport.versjoner.katalog == get_motor().govern({reist: HINT}).versjoner.katalog, "from the same night"


@pytest.mark.usefixtures("delt_motor")
def test_a_chunk_takes_the_decisions_along_to_another_machine(tmp_path, monkeypatch, reist, vurderinger):
    """The other machine goes by the run's decisions, not by those that were made since."""
    monkeypatch.setattr(arbeidere, "_Arbeider", ArbeiderHer)
    monkeypatch.setattr(kjor, "Sandkasse", SandkasseUtenBarn)
    valgt = next(v for v in vurderinger if reist in {f.id for f in v.flagg})
    _make_mapper(tmp_path / "inn", [valgt])
    oppsett = Nattoppsett(tmp_path / "inn", tmp_path / "ut", f"{tmp_path}/lager.db", MODELLER, prosesser=1)

    def elsewhere(_, oppdrag):
        with open_lager(oppsett.database) as lager:
            lager.flaggbok.add_flaggstand(Flaggstand(reist, TRUKKET, "senere", "kari"))
        for ett in (pickle.loads(pickle.dumps(o)) for o in oppdrag):
            sted = Arbeidssted(oppsett, ett)
            yield ett.nummer, sted.run(ett)
            sted.close()

    with open_lager(oppsett.database) as lager:
        lager.flaggbok.add_flaggstand(Flaggstand(reist, HINT, "for mange feil", "kari"))
        assert not run_nattkjoring(oppsett, elsewhere).har_feil
        assert _dump(lager)[valgt.sak.sak_id][reist] is True

"""What was seen in a case lies beside its text: used while what it was made from stands, and made anew when it does not."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from byggere import en_sak, et_dokument
from delt import get_sprak
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, select

from vedtaksanalyse.analyse import connect_detektor
from vedtaksanalyse.kriterier.avtrykk import BARE_VURDERING, hash_ord, hash_spor
from vedtaksanalyse.sak import DELER, Saksfunn, Saksstatus, pack_funn, unpack_funn
from vedtaksanalyse.storage import open_lager
from vedtaksanalyse.storage.schema import dokument, saksfunn, setningsmerke

VEDTAK = """Vedtak om økonomisk stønad

Vi viser til søknaden din av 3. februar 2026. Se vedlagt brev. Du har søkt om støtte til husleie og vinterklær til datteren din på 7 år, og en seng til sønnen på 4 år.

Vi har ikke vurdert barnas situasjon nærmere. Barnets beste er et grunnleggende hensyn etter barnekonvensjonen artikkel 3.
Husleie: 9 000 kroner
Strøm: 1 000 kroner
Internett: 200 kroner
Sum utgifter: 10 200 kroner

Du får innvilget 10 200 kroner for mars 2026. Søknaden om seng er avslått, jf. sosialtjenesteloven § 18.
"""
NOTAT = "Journalnotat\n\nSøker har to barn, 4 og 7 år. Barna bor hos mor. Seng til gutten er kartlagt."


@pytest.fixture(scope="module")
def sak():
    return en_sak(et_dokument(VEDTAK, dato=date(2026, 3, 5)), et_dokument(NOTAT, "journalnotat", dato=date(2026, 2, 1)))


@pytest.fixture(scope="module")
def vurdert(motor, sak):
    [vurdering] = motor.analyse_saker([sak])
    assert vurdering.status == Saksstatus.VURDERT and len(vurdering.merker) > 4 and vurdering.pii == ()
    return vurdering


class Vokter:
    """A detector that notes which parts it is asked for."""

    def __init__(self, detektor) -> None:
        self._detektor, self.spurt = detektor, set()

    def __getattr__(self, navn):
        def ask(saker, *resten):
            self.spurt |= {navn} if saker else set()
            return getattr(self._detektor, navn)(saker, *resten)

        return ask


def _change(felles: Mapping, navn: str, **felt) -> dict:
    return {**felles, navn: felles[navn] | felt}


def _with_spor(katalog):
    nr, kriterium = next((nr, k) for nr, k in katalog.kriterier.items() if k.spor)
    nye = tuple(replace(spor, monster=r"\w+") for spor in kriterium.spor)
    return replace(katalog, kriterier={**katalog.kriterier, nr: replace(kriterium, spor=nye)})


ENDRINGER = {
    "nothing": (lambda k: k, set()),
    "flags": (lambda k: replace(k, flagg=k.flagg[:3]), set()),
    "facts": (lambda k: replace(k, fakta={n: replace(f, sikkerhet=0.5) for n, f in k.fakta.items()}), set()),
    "texts": (lambda k: replace(k, kriterier={n: replace(c, trinn={}) for n, c in k.kriterier.items()}), set()),
    "limits": (lambda k: replace(k, felles=_change(k.felles, "risiko", hint_under=0.9)), set()),
    "traces": (_with_spor, {"find_treff"}),
    "words": (lambda k: replace(k, felles=_change(k.felles, "gjenbruk", minst_ord=3)), {"find_treff", "classify", "find_andre"}),
}


@pytest.mark.parametrize("endring", ENDRINGER)
def test_only_what_reads_the_changed_part_is_asked_again(endring, motor, vurdert):
    endre, spurt = ENDRINGER[endring]
    katalog = endre(motor.katalog)
    ny = replace(motor, katalog=katalog, detektor=Vokter(motor.detektor))
    [fersk], [etter] = (ny.analyse_saker([replace(vurdert.sak, funn=funn)]) for funn in (b"", vurdert.sak.funn))
    assert ny.detektor.spurt == {"find_treff", "classify", "find_andre"}, "without what was stored"
    ny.detektor.spurt.clear()
    ny.analyse_saker([vurdert.sak])
    assert ny.detektor.spurt == spurt
    assert etter.beholdt == ("find_andre" not in spurt) and etter.sak.funn == fersk.sak.funn
    assert replace(etter, merker=fersk.merker, beholdt=False) == fersk


def test_other_models_texts_and_dates_are_looked_at_anew(motor, vurdert):
    sak = vurdert.sak
    forst, andre = sak.dokumenter
    assert set(unpack_funn(sak, motor.funnokler)[0]) == set(DELER)
    for annen in (
        replace(sak, dokumenter=(replace(forst, tekst=VEDTAK + "Mer."), andre)),
        replace(sak, dokumenter=(replace(forst, dato=date(2026, 4, 5)), andre)),
        replace(sak, dokumenter=(forst, replace(andre, type="soknad"))),
        replace(sak, dokumenter=(andre, forst)),
        replace(sak, sak_id="S-2"),
    ):
        assert unpack_funn(annen, motor.funnokler) == ({}, False)
    andre_modeller = replace(motor, versjoner=replace(motor.versjoner, modeller="m2"))
    assert unpack_funn(sak, andre_modeller.funnokler)[0] == {}


@given(st.binary(max_size=40))
def test_what_cannot_be_read_is_not_known(innhold):
    for funn in (innhold, zlib.compress(innhold), zlib.compress(b'{"tekst":1}'), zlib.compress(b"[]")):
        assert unpack_funn(replace(en_sak(), funn=funn), dict.fromkeys(DELER, "n")) == ({}, False)


def test_every_field_of_the_findings_is_packed(vurdert, motor):
    felter = [felt for felter in DELER.values() for felt in felter]
    assert sorted(["sak_id", *felter]) == sorted(Saksfunn.__slots__)
    kjente, _ = unpack_funn(vurdert.sak, motor.funnokler)
    funn = Saksfunn("S-1", **{navn: verdi for del_ in kjente.values() for navn, verdi in del_.items()})
    assert [felt for felt in felter if not getattr(funn, felt)] in (["pii"], ["pii", "fakta"])
    igjen, _ = unpack_funn(replace(vurdert.sak, funn=pack_funn(vurdert.sak, funn, motor.funnokler, True)), motor.funnokler)
    assert igjen == kjente


def test_detection_reads_no_list_that_only_assessment_reads(motor, sak):
    class Noterer(dict):
        lest: set[str] = set()

        def __getitem__(self, navn):
            self.lest.add(navn)
            return super().__getitem__(navn)

        def get(self, navn, ellers=None):
            self.lest.add(navn)
            return super().get(navn, ellers)

    katalog = replace(motor.katalog, felles=Noterer(motor.katalog.felles))
    detektor = connect_detektor(katalog, get_sprak)
    ny = replace(motor, katalog=katalog, detektor=replace(detektor, modell=motor.detektor.modell))
    object.__setattr__(ny, "_assess", motor._assess)
    [vurdering] = ny.analyse_saker([sak])
    assert vurdering.merker and {"barn", "poster", "kontekst", "gjenbruk", "seksjoner"} <= Noterer.lest
    assert not Noterer.lest & BARE_VURDERING and katalog.felles.keys() >= BARE_VURDERING


def test_the_fingerprints_say_the_same_in_every_process(motor):
    """Sets come in another order in each; a copy of the catalogue is the same catalogue."""
    kopi = replace(motor.katalog)
    assert (hash_ord(kopi), hash_spor(kopi)) == (hash_ord(motor.katalog), hash_spor(motor.katalog))
    assert hash_spor(_with_spor(motor.katalog)) != hash_spor(kopi) and hash_ord(_with_spor(motor.katalog)) == hash_ord(kopi)


def test_what_stands_is_not_written_again(database, motor, vurdert):
    """Marks taken out of the store are not put back by an assessment that keeps them, but what was concluded is."""
    ny = replace(motor, katalog=replace(motor.katalog, flagg=motor.katalog.flagg[:3]))
    with open_lager(database) as lager:
        lager.save_vurderinger([vurdert])
        [lest] = lager.load_vurderinger()
        assert lest == vurdert and lest.sak.funn == b"", "nothing that shows a case loads them"
        [hentet] = lager.load_saker(["S-1"]).values()
        assert hentet.funn == vurdert.sak.funn
        [etter] = ny.analyse_saker([hentet])
        with lager._engine.begin() as forbindelse:
            forbindelse.execute(delete(setningsmerke).where(setningsmerke.c.nr > 2))
            tid = forbindelse.execute(select(dokument)).all()
        lager.save_vurderinger([etter], {"S-1": "ny"})
        [lest] = lager.load_vurderinger()
        assert lest == replace(etter, merker=vurdert.merker[:3], beholdt=False)
        assert lager.find_ferdige(["ny"]) == {"ny"}
        with lager._engine.begin() as forbindelse:
            assert forbindelse.execute(select(dokument)).all() == tid
        lager.delete_saker(["S-1"])
        with lager._engine.begin() as forbindelse:
            assert forbindelse.execute(select(saksfunn)).all() == []

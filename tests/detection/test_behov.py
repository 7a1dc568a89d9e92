"""Places that speak of needs: whose, and what their sentence does with them. Both language forms."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from byggere import ROT, et_dokument
from delt import get_katalog, get_sporsett

from vedtaksanalyse.detection.konkret import Konkretleser
from vedtaksanalyse.detection.poster import read_saksposter
from vedtaksanalyse.detection.poster.behov import Behovsleser
from vedtaksanalyse.errors import Katalogfeil
from vedtaksanalyse.kriterier import load_katalog
from vedtaksanalyse.sak import Behovsomtale
from vedtaksanalyse.structure import divide

KATALOG = get_katalog()
FELLES = KATALOG.felles
LESER = Behovsleser(FELLES["behov"], FELLES["barn"], get_sporsett().kontekst.qualify)
KONKRET = Konkretleser(FELLES["konkret"])
TOMT = "Vedtak\nSøknaden er behandlet."


def finn(vedtak: str = TOMT, **andre: str) -> list[Behovsomtale]:
    dokumenter = [et_dokument(vedtak), *(et_dokument(tekst, type_) for type_, tekst in andre.items())]
    delt = [divide(dokument, KATALOG) for dokument in dokumenter]
    return list(LESER.find(read_saksposter(delt, FELLES["poster"]), KONKRET.find(delt)))


def kartlagt(notat: str) -> list[tuple[str, str]]:
    return [(o.behov, o.barn) for o in finn(journalnotat=notat) if "kartlagt" in o.roller]


@pytest.mark.parametrize(
    ("notat", "funnet"),
    [
        ("Eldste mangler vintersko.", [("sko", "Eldste")]),
        ("Guten på 9 manglar vinterdress og støvlar.", [("klaer", "Guten"), ("sko", "Guten")]),
        ("[barn 2] har vokst ut av vinterdressen.", [("klaer", "[barn 2]")]),
        ("Senga til jenta er øydelagd.", [("seng", "jenta")]),
        ("Femåringen er i barnehagen. Han trenger briller.", [("briller", "Femåringen")]),
        ("Trenger barnevogn.", [("vogn", "")]),
        ("Sykkelen til yngste er for liten.", [("sykkel", "yngste")]),
        ("Eldste mangler sko, men yngste har fått sko av kusinen.", [("sko", "Eldste")]),
    ],
)
def test_what_is_lacking_and_who_lacks_it(notat: str, funnet: list[tuple[str, str]]) -> None:
    assert kartlagt(notat) == funnet


@pytest.mark.parametrize(
    "notat",
    [
        "Barna trenger ikke vintersko.",
        "Ikkje behov for PC, skulen låner ut.",
        "Mangler faktura for SFO.",
        "Mangler opplysninger om barnehage.",
        "Guten har vintersko som passar.",
        "Mangler vogn, men kan låne av en venninne.",
        "Trenger barna sko?",
        "Fjerde etasje uten heis med vogn.",
        "Naboens barn mangler sykkel.",
        "Hvis eldste mangler sko, kan hun søke.",
        "Jenta skal på leirskule og manglar ingenting.",
    ],
)
def test_what_is_no_lack(notat: str) -> None:
    assert kartlagt(notat) == []


def test_what_is_asked_for_belongs_to_the_child_of_its_own_item() -> None:
    vedtak = "Du har søkt om livsopphold, PC til datteren din og vintersko til gutten.\n\nVedtak\nSøknaden avslås."
    sokt = {o.behov: o.barn for o in finn(vedtak) if "sokt" in o.roller}
    assert sokt == {"livsopphold": "", "pc": "datteren", "sko": "gutten"}


@pytest.mark.parametrize(
    ("setning", "vurdert"),
    [
        ("Uten seng får jenta ikke sove hos far, og samværet faller bort.", True),
        ("Utan seng får jenta ikkje sove hos far, og samværet fell bort.", True),
        ("Seng innvilges med 2 000 kroner.", False),
        ("Seng inngår i satsen.", False),
    ],
)
def test_what_weighs_a_need(setning: str, vurdert: bool) -> None:
    vedtak = f"Du har søkt om seng til jenta.\n\nVurdering\n{setning}\n"
    assert any("vurdert" in o.roller for o in finn(vedtak)) is vurdert


def test_law_and_earlier_cases_are_no_mentions() -> None:
    vedtak = (
        "Du har søkt om husleie.\n\nRegelverk\nStønaden kan dekke briller og tannlege.\n\n"
        "Vurdering\nI vedtaket av 3. mai fikk du dekket briller.\n\nVedtak\nHusleien dekkes."
    )
    assert {o.behov for o in finn(vedtak)} == {"husleie"}


def test_nothing_without_a_vedtak() -> None:
    delt = [divide(et_dokument("Eldste mangler vintersko.", "journalnotat"), KATALOG)]
    assert not list(LESER.find(read_saksposter(delt, FELLES["poster"]), {}))


def test_every_kind_of_item_has_a_name_in_both_forms() -> None:
    navn = FELLES["behov"]["navn"]
    assert set(navn) == set(FELLES["poster"]["slag"])
    assert all(set(former) == {"nb", "nn"} and all(former.values()) for former in navn.values())


@pytest.mark.parametrize(
    ("gammelt", "nytt", "grunn"),
    [
        ('sko = {nb = "sko", nn = "sko"}', 'sko = {nb = "sko"}', "begge_former"),
        ('sko = {nb = "sko", nn = "sko"}\n', "", "begge_former"),
        ('slag = ["seng", ', 'slag = ["senger", ', "ukjent_nokkel"),
    ],
)
def test_wrong_kinds_are_refused(tmp_path: Path, gammelt: str, nytt: str, grunn: str) -> None:
    mappe = shutil.copytree(ROT / "src" / "vedtaksanalyse" / "kriterier", tmp_path / "kriterier")
    fil = mappe / "felles" / "behov.toml"
    fil.write_text(fil.read_text(encoding="utf-8").replace(gammelt, nytt, 1), encoding="utf-8")
    with pytest.raises(Katalogfeil) as feil:
        load_katalog(mappe)
    assert feil.value.felt["grunn"] == grunn and feil.value.felt["fil"] == "felles/behov.toml"


def test_the_kinds_of_reasoning_asked_for_are_kinds_of_the_catalogue() -> None:
    vurdert = FELLES["behov"]["vurdert"]
    brukt = {*vurdert["konkret"], *vurdert["konkret_uten_svar"], *vurdert["ikke_konkret"]}
    assert brukt <= set(FELLES["konkret"]["slag"])
    assert {k for liste in list(FELLES["behov"]["uten"].values())[1:] for k in liste} <= set(FELLES["kontekst"])

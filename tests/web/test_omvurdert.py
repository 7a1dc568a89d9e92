"""Cases that come back to those who had them: assessed anew under their answers, or waiting for a day that has come."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest
from hus import EGET, en_sak, open_hus

from vedtaksanalyse.sak import Oppgave, Tilstand

NUMMER = count(100)
UTFALL = {"slag": "sak", "verdi": "uten_merknad"}


@pytest.fixture(scope="module")
def hus(tmp_path_factory):
    with open_hus(str(tmp_path_factory.mktemp("hus") / "h.db")) as hus:
        yield hus


@pytest.fixture
def sak(hus):
    """A case of this test's own."""
    sak_id = f"N-{next(NUMMER)}"
    hus.oppsett.lager.save_vurderinger([en_sak(sak_id)])
    return sak_id


def _flagg(sak_id: str) -> str:
    return en_sak(sak_id).flagg[0].id


def _assess_anew(hus, sak_id: str, nokkel: str = "b" * 64, **felt) -> None:
    hus.oppsett.lager.save_vurderinger([replace(en_sak(sak_id), **felt)], {sak_id: nokkel})


def _answer(klient, sak_id: str, **felt):
    svar = klient.post(f"/sak/{sak_id}/svar", data={"slag": "flagg", "gjelder": _flagg(sak_id), "verdi": "bekreft"} | felt)
    assert svar.status_code == 303
    return svar


def test_older_answers_are_marked_and_can_be_kept(hus, sak):
    klient = hus.klient("saksgransker")
    _answer(klient, sak, kommentar="Står på side 2", sitat='[["vedtak", 0, 5], ["vedtak", 6, 8]]')
    klient.post(f"/sak/{sak}/svar", data=UTFALL)
    assert "data-eldre" not in klient.get(f"/sak/{sak}").text
    kort = replace(en_sak(sak).sak.dokumenter[0], tekst="Barna.")
    _assess_anew(hus, sak, sak=replace(en_sak(sak).sak, dokumenter=(kort,)))
    side = klient.get(f"/sak/{sak}").text
    assert (side.count("data-eldre"), "2 svar er fra før" in side) == (2, True)
    assert "Vurdert på nytt" in klient.get(f"/ko?fane=mine&sok={sak}").text
    assert [ett["eldre"] for ett in klient.get(f"/api/v1/saker/{sak}/svar").json()["mine"]] == [True, True]
    assert klient.post(f"/sak/{sak}/behold", data={}).headers["location"] == f"/sak/{sak}"
    side = klient.get(f"/sak/{sak}").text
    assert "data-eldre" not in side
    assert "omvurdert" not in side
    assert "Vurdert på nytt" not in klient.get(f"/ko?fane=mine&sok={sak}").text
    mine = {ett["slag"]: ett for ett in klient.get(f"/api/v1/saker/{sak}/svar").json()["mine"]}
    assert (mine["flagg"]["verdi"], mine["flagg"]["kommentar"], mine["sak"]["verdi"]) == ("bekreft", "Står på side 2", "uten_merknad")
    assert mine["flagg"]["sitat"] == [["vedtak", 0, 5]]  # the other one is beyond the text as it is now


def test_to_answer_again_is_to_answer_the_new_version(hus, sak):
    klient = hus.klient("saksgransker")
    _answer(klient, sak)
    _assess_anew(hus, sak)
    _answer(klient, sak, verdi="usikker")
    assert "data-eldre" not in klient.get(f"/sak/{sak}").text


def test_an_answer_stands_on_the_version_that_was_seen(hus, sak):
    klient = hus.klient("saksgransker")
    sett = klient.get(f"/api/v1/saker/{sak}").json()["versjon"]
    assert f'name="versjon" value="{sett}"' in klient.get(f"/sak/{sak}").text
    _assess_anew(hus, sak)
    _answer(klient, sak, versjon=sett)
    assert klient.get(f"/sak/{sak}").text.count("data-eldre") == 1
    for odd in ("x" * 65, "%00", "æ b"):
        _answer(klient, sak, versjon=odd)
        assert "data-eldre" not in klient.get(f"/sak/{sak}").text


def test_a_flag_that_was_answered_and_is_gone_is_named(hus, sak):
    klient = hus.klient("saksgransker")
    _answer(klient, sak)
    _assess_anew(hus, sak, flagg=(), risiko=None)
    side = klient.get(f"/sak/{sak}").text
    assert "Flagg som er borte" in side
    assert en_sak(sak).flagg[0].tekst in side
    assert "/behold" not in side


def test_who_does_not_have_the_case_keeps_nothing(hus, sak):
    klient, andre = hus.klient("saksgransker"), hus.klient("kvalitet")
    _answer(klient, sak)
    _assess_anew(hus, sak)
    assert andre.post(f"/sak/{sak}/behold", data={}).status_code == 303
    assert len(hus.oppsett.gjennomgang.load_svar(sak)) == 1
    assert "data-eldre" not in andre.get(f"/sak/{sak}").text
    venter = replace(hus.oppsett.gjennomgang.load_oppgave(sak), tilstand=Tilstand.VENTER, vent_arsak="annet")
    hus.oppsett.gjennomgang.change_oppgave(venter, "saksgransker", "vent")
    assert "Fra før" in klient.get(f"/sak/{sak}").text
    assert klient.post(f"/sak/{sak}/behold", data={}).status_code == 403


def test_a_finished_case_stays_finished_and_tells_that_its_flags_are_others(hus, sak):
    klient = hus.klient("saksgransker")
    _answer(klient, sak)
    klient.post(f"/sak/{sak}/svar", data=UTFALL)
    klient.post(f"/sak/{sak}/steg", data={"steg": "fullfor"})
    _assess_anew(hus, sak)
    assert "omvurdert" not in klient.get(f"/sak/{sak}").text  # another version, the same flags
    regel = next(r for r in hus.oppsett.katalog.flagg if r.id != _flagg(sak))
    nytt = replace(en_sak(sak).flagg[0], id=regel.id, tekst=regel.tekst["nb"])
    _assess_anew(hus, sak, "c" * 64, flagg=(nytt,))
    side = klient.get(f"/sak/{sak}").text
    assert "flaggene er ikke de samme" in side
    assert all(ord_ in side for ord_ in ("Nye flagg", regel.tekst["nb"], "Flagg som er borte", en_sak(sak).flagg[0].tekst))
    ko = klient.get(f"/ko?fane=ferdige&sok={sak}").text
    assert "1 av sakene har fått andre flagg" in ko
    assert hus.oppsett.gjennomgang.load_oppgave(sak).tilstand == Tilstand.FERDIG
    assert "La den stå" not in hus.klient("kvalitet").get(f"/sak/{sak}").text
    assert klient.post(f"/sak/{sak}/steg", data={"steg": "la_sta"}).headers["location"] == f"/sak/{sak}"
    assert "omvurdert" not in klient.get(f"/sak/{sak}").text
    assert "andre flagg" not in klient.get(f"/ko?fane=ferdige&sok={sak}").text


def test_a_blind_reader_is_told_and_learns_no_flag(hus, sak):
    klient = hus.klient("saksgransker")
    hus.oppsett.gjennomgang.add_trukne([Oppgave(sak, EGET, blind=True)])
    krit = next(iter(hus.oppsett.katalog.felles["rekkefolge"]["hoved"]))
    grad = hus.oppsett.katalog.kriterier[krit].grader[0]
    _answer(klient, sak)
    _answer(klient, sak, slag="grad", gjelder=krit, verdi=grad)
    _assess_anew(hus, sak, flagg=(), risiko=None)
    side = klient.get(f"/sak/{sak}").text
    assert "Ett svar er fra før" in side
    assert "Flagg som er borte" not in side
    assert en_sak(sak).flagg[0].tekst not in side


def test_a_case_that_has_waited_is_answered_at_once_and_another_is_not(hus, sak):
    klient, idag = hus.klient("saksgransker"), hus.oppsett.idag()
    sti, ko = f"/sak/{sak}", f"/ko?fane=mine&sok={sak}"
    klient.post(f"{sti}/steg", data={"steg": "ta"})
    for dager, ute in ((1, False), (0, True)):
        klient.post(f"{sti}/steg", data={"steg": "vent", "arsak": "avklaring", "dato": (idag + timedelta(days=dager)).isoformat()})
        assert ("Saken ventet til" in klient.get(sti).text) is ute
        assert ("Ventetiden er ute" in klient.get(ko).text) is ute
        assert klient.post(f"{sti}/svar", data=UTFALL).status_code == (303 if ute else 403)
    assert hus.oppsett.gjennomgang.load_oppgave(sak).tilstand == Tilstand.TATT
    assert [h.slag for h in hus.oppsett.gjennomgang.load_hendelser(sak)] == ["ta", "vent", "vent", "fortsett"]

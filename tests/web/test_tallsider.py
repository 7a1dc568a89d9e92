"""The pages of figures: the same as the command, nothing of anybody's, and geometry that stands where the figures are."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from shutil import copy2

import pytest
from click.testing import CliRunner
from delt import get_katalog
from hus import EGET, FREMMED, en_sak, open_hus

from vedtaksanalyse import sak as s
from vedtaksanalyse.cli import main
from vedtaksanalyse.export.tallord import (
    describe_intervall,
    describe_mal,
    describe_periode,
    describe_poeng,
    describe_prosent,
)
from vedtaksanalyse.statistikk import Anslag
from vedtaksanalyse.stikkprove.skjema import make_skjema, name_punkter
from vedtaksanalyse.web.diagram import HOYDE, Verdi, make_andel, make_risikokart, make_stolpe, make_tidslinje

PUNKT = "punkt.2.1"
SIDER = ("/tall", "/tall/trend", "/tall/trend?mal=egenandel", "/tall/trend?mal=barnets_beste", f"/tall/trend?mal={PUNKT}", "/tall/kriterier",
         "/tall/flagg", "/tall/sammenlikning", f"/tall/sammenlikning?punkt={PUNKT}", "/tall/drift")  # fmt: skip


def _dated(sak_id: str, kontor: str, maned: int) -> s.Saksvurdering:
    sak = en_sak(sak_id, kontor)
    dokumenter = tuple(replace(d, dato=date(2026, maned, 2)) for d in sak.sak.dokumenter)
    return replace(sak, sak=replace(sak.sak, dokumenter=dokumenter))


def add_prove(hus, antall: int = 16, brudd: int = 6, kontorer: tuple[str, ...] = (EGET,)) -> int:
    """A draw of half of some cases, all read; every point is answered, and in the first of them not met."""
    lager = hus.oppsett.lager
    kontor = {f"{kontorer[nr % len(kontorer)][4]}-{nr:03}": kontorer[nr % len(kontorer)] for nr in range(100, 100 + 2 * antall)}
    lager.save_vurderinger([_dated(sak_id, navn, 1 + nr % 3) for nr, (sak_id, navn) in enumerate(kontor.items())])
    ramme = [
        s.Rammesak(id_, navn, andel=0.5, nr=nr if nr <= antall else None, maskin={PUNKT: 0.4}, aktuelt={PUNKT: 1.0})
        for nr, (id_, navn) in enumerate(kontor.items(), start=1)
    ]
    prove = lager.stikkprover.add(s.Utvalgsplan("Vår", "egenvurdering", antall, kontorer=kontorer), "kari", ramme)
    lest = [ett.sak_id for ett in ramme if ett.nr]
    lager.stikkprover.add_mapper([s.Mappe(prove.id, id_, hvem="kari", tilstand=s.Mappestand.FERDIG, blind=nr % 2 == 0) for nr, id_ in enumerate(lest)])
    punkter = [p.id for p in make_skjema(get_katalog()).values() if not p.under]
    lager.stikkprover.save_mappesvar(
        [
            s.Mappesvar(prove.id, id_, 1, "kari", punkt, "nei" if nr < brudd else "ja", forslag="ja")
            for nr, id_ in enumerate(lest)
            for punkt in punkter
        ]
    )
    return prove.id


@pytest.fixture
def hus(tmp_path, _sqlitemal):
    with open_hus(str(copy2(_sqlitemal, tmp_path / "h.db"))) as hus:
        yield hus


def test_the_page_tells_what_the_command_tells(hus):
    nummer = add_prove(hus)
    database = hus.oppsett.lager.tall._engine.url.database
    svar = CliRunner().invoke(main, ["stikkprove", "anslag", str(nummer), "--json", "--database", database])
    assert svar.exit_code == 0, svar.output
    data = json.loads(svar.output)
    side = hus.klient("kvalitet").get(f"/stikkprover/{nummer}/anslag").text
    rader = {re.sub(r"<[^>]*>", " ", rad).strip() for rad in re.findall(r"<tr.*?</tr>", side.split(">Enighet<")[0], re.S)}
    navn = name_punkter(get_katalog(), "nb")
    assert len(data["punkter"]) == len(make_skjema(get_katalog()))
    for p in data["punkter"]:
        (rad,) = [ett for ett in rader if re.match(rf"{re.escape(navn[p['punkt']])}\s", ett)]
        for anslag in filter(None, (p["stikkprove"], p["maskinhjulpet"])):
            assert describe_prosent(anslag["verdi"]) in rad
        assert re.search(rf"\b{p['gjelder']}\s+{p['brudd']}\s+{p['mangler']}\b", rad), rad
    punkt = next(p for p in data["punkter"] if p["punkt"] == PUNKT)
    assert (punkt["lest"], punkt["brudd"], punkt["stikkprove"]["verdi"]) == (16, 6, pytest.approx(6 / 16))
    tabell = CliRunner().invoke(main, ["stikkprove", "anslag", str(nummer), "--malform", "nn", "--database", database])
    assert tabell.exit_code == 0
    assert "38" in tabell.output
    assert CliRunner().invoke(main, ["stikkprove", "anslag", "99", "--database", database]).exit_code != 0


def test_the_figures_are_the_same_from_the_command_line_as_on_the_pages(hus, tmp_path, monkeypatch):
    monkeypatch.setattr("vedtaksanalyse.kriterier.load_katalog", get_katalog)
    add_prove(hus, 16, 3)
    database = hus.oppsett.lager.tall._engine.url.database

    def tall(*valg):
        svar = CliRunner().invoke(main, ["tall", *valg, "--database", database])
        assert svar.exit_code == 0, svar.output
        return json.loads(svar.output) if "--json" in valg else svar.output

    for rolle, leder in (("leder", ["--leder"]), ("kvalitet", [])):
        klient = hus.klient(rolle, None)

        def rows(sti, klient=klient):
            ut = [" ".join(re.sub(r"<[^>]*>", " ", rad).split()) for rad in re.findall(r"<tr.*?</tr>", klient.get(sti).text, re.S)]
            return "\n".join(ut).replace("\N{NO-BREAK SPACE}", " ")

        for k in tall("kontor", "--json", *leder)["tabeller"]["kontor"]:
            flagg = "ikke vist" if k["flagg"] is None else k["flagg"]
            assert re.search(rf"^{k['kontor']} {k['saker'] or 'ikke vist'} {flagg}\b", rows("/tall"), re.M), k
        kontor = ["--kontor", EGET, "--json", *leder]
        perioder = tall("trend", "--mal", PUNKT, *kontor)["tabeller"]["trend"]
        vist = rows(f"/tall/trend?kontor={EGET}&mal={PUNKT}")
        assert all(describe_prosent(p["andel"]).replace("\N{NO-BREAK SPACE}", " ") in vist for p in perioder)
        assert bool(perioder) == (not leder), "three are too few to tell a leader of"
        assert bool(tall("sammenlikning", "--punkt", PUNKT, *kontor)["tabeller"]["sammenlikning"]) == (not leder)
        vist = [k["saker"] for k in tall("flagg", *kontor)["tabeller"]["flagg"] if k["saker"]]
        assert all(f">{n}<" in klient.get(f"/tall/flagg?kontor={EGET}").text for n in vist)
    ut = tmp_path / "tall.csv"
    tall("kontor", "--ut", str(ut))
    side = klient.get("/tall").text
    assert 'href="/tall/uttak.csv?visning=kontor"' in side and "/tall/uttak" not in hus.klient("leder", None).get("/tall").text
    assert klient.get("/tall/uttak.csv?visning=kontor").content == ut.read_bytes()
    assert klient.get("/tall/uttak.xlsx?visning=kriterier").content.startswith(b"PK")
    assert hus.logg()[-1].gjelder == "tall" and klient.get("/tall/uttak.csv?visning=x").status_code == 404
    assert ut.read_bytes().startswith(b"\xef\xbb\xbfKontorene\r\nKontor;Saker;")
    assert tall("kontor", "--malform", "nn").startswith("Kontora\n")
    assert tall("kontor", "--json")["kontor"] is None and tall("trend", *kontor)["kontor"] == EGET
    for galt in (["trend", "--mal", "x"], ["sammenlikning", "--punkt", "x"], ["kontor", "--ut", "tall.doc"]):
        assert CliRunner().invoke(main, ["tall", *galt, "--database", database]).exit_code != 0


def test_leaders_see_no_case_and_no_small_group(hus):
    trygg, liten = add_prove(hus), add_prove(hus, 16, 3)
    leder = hus.klient("leder")
    for sti in (*SIDER, f"/stikkprover/{trygg}/anslag", f"/stikkprover/{liten}/anslag"):
        svar = leder.get(sti)
        assert svar.status_code == 200, sti
        assert not re.search(r"\b[EF]-\d", svar.text), sti
    assert describe_prosent(6 / 16) in leder.get(f"/stikkprover/{trygg}/anslag").text
    skjult = leder.get(f"/stikkprover/{liten}/anslag").text
    assert describe_prosent(3 / 16) not in skjult
    assert "ikke vist" in skjult
    assert describe_prosent(3 / 16) in hus.klient("kvalitet").get(f"/stikkprover/{liten}/anslag").text


def test_control_cases_tell_no_leader_of_few(hus):
    lager = hus.oppsett.lager
    utenom = [replace(en_sak(f"E-{nr}"), flagg=(), risiko=None) for nr in range(200, 216)]
    lager.save_vurderinger(utenom)
    lager.gjennomgang.add_trukne([s.Oppgave(v.sak.sak_id, EGET, kontroll=True, blind=True, laner_plass="E-1", andel=0.5) for v in utenom])

    def answer(fra: int, til: int, verdi: str) -> None:
        lager.gjennomgang.save_svar([s.Svar(v.sak.sak_id, "kari", s.Svarslag.SAK, "", verdi) for v in utenom[fra:til]])

    for fra, til, verdi, vist in ((0, 8, "uten_merknad", False), (8, 10, "merknad", False), (10, 16, "merknad", True)):
        answer(fra, til, verdi)
        assert ("hadde 50" in hus.klient("leder").get("/tall").text) == vist
        assert "likevel noe å merke" in hus.klient("kvalitet").get("/tall").text


def test_figures_of_another_office_are_not_there(hus):
    egen, felles, fremmed = add_prove(hus), add_prove(hus, kontorer=(EGET, FREMMED)), add_prove(hus, kontorer=(FREMMED,))
    leder = hus.klient("leder")
    side = leder.get("/tall").text
    assert f"/stikkprover/{egen}/anslag" in side
    assert FREMMED not in side
    for nummer in (felles, fremmed):
        assert f"/stikkprover/{nummer}/anslag" not in side
        assert leder.get(f"/stikkprover/{nummer}/anslag").status_code == 404
    for sti in ("/tall/trend", "/tall/kriterier", "/tall/flagg"):
        assert leder.get(f"{sti}?kontor={FREMMED}").status_code == 404
        assert leder.get(f"{sti}?kontor={EGET}").status_code == 200
    assert FREMMED not in leder.get(f"/tall/sammenlikning?punkt={PUNKT}").text
    alle = hus.klient("leder", None).get(f"/tall/sammenlikning?punkt={PUNKT}").text
    assert EGET in alle
    assert FREMMED in alle
    assert hus.klient("saksgransker").get("/tall/trend").status_code == 403


def test_unknown_figures_are_told_so_and_an_empty_store_has_none(hus):
    leder = hus.klient("leder")
    assert leder.get("/tall/trend?mal=finnes-ikke").status_code == leder.get("/tall/sammenlikning?punkt=barnets_beste").status_code == 404
    ingen = hus.klient("leder", frozenset())
    assert all(ingen.get(sti).status_code == 200 for sti in SIDER)


def test_what_is_not_borne_out_says_so(hus):
    add_prove(hus)
    leder = hus.klient("leder")
    for sti in ("/tall", "/tall/trend", "/tall/kriterier", "/tall/flagg"):
        assert "Maskinens tall, ikke etterprøvd" in leder.get(sti).text
    assert re.search(r"38.%<span class=\"under\">[^<]*<a [^>]*/stikkprover/1/anslag", leder.get("/tall/kriterier").text)
    etterprovd = leder.get(f"/tall/trend?mal={PUNKT}").text
    assert "stikkprøve 1" in etterprovd
    assert '<path class="spenn"' in etterprovd


def test_bars_and_lines_stand_where_the_figures_are():
    stolpe = make_stolpe(Anslag(0.25, 0.1, 1.2, 20, "vektet"))
    assert (stolpe.verdi, stolpe.lav, stolpe.hoy) == (25, 10, 100)
    assert make_andel(3, 12).verdi == 25
    assert make_andel(0, 0).verdi == 0
    d = make_tidslinje([Verdi((2025, 1), (2025, 1), 0.1, 0.0, 0.2), Verdi((2025, 2), (2025, 4), 0.2, 0.1, 0.4)])
    assert d.topp == 0.4
    assert [y for _, y in d.prikker] == [HOYDE * 0.75, HOYDE * 0.5]
    assert [spenn[1:] for spenn in d.spenn] == [(HOYDE, HOYDE * 0.5), (HOYDE * 0.75, 0)]
    assert d.prikker[0][0] < d.prikker[1][0]
    assert d.band.endswith("Z")
    assert (d.fra, d.til) == ((2025, 1), (2025, 4))
    assert make_tidslinje([]) is None
    en = make_tidslinje([Verdi((2025, 1), (2025, 1), 1.0)])
    assert (en.topp, en.band, en.spenn, len(en.prikker)) == (1.0, "", (), 1)


def test_the_risk_map_goes_up_and_right_and_keeps_what_is_not_told_apart_from_none():
    ruter = {(r.sannsynlighet, r.konsekvens): r for r in make_risikokart({(5, 5): 40, (1, 1): 10, (3, 2): None})}
    assert (ruter[5, 5].x, ruter[5, 5].y, ruter[5, 5].niva) == (40, 0, 4)
    assert (ruter[1, 1].x, ruter[1, 1].y, ruter[1, 1].niva) == (0, 40, 1)
    assert (ruter[3, 2].niva, ruter[2, 2].niva) == ("skjult", 0)


def test_figures_in_words():
    assert describe_prosent(0.384) == "38\N{NO-BREAK SPACE}%"
    assert describe_prosent(0.004) == "0,4\N{NO-BREAK SPACE}%"
    assert describe_prosent(None) == "–"
    assert describe_intervall(Anslag(0.2, 0.1, 0.314, 5, "")) == "10–31\N{NO-BREAK SPACE}%"
    assert describe_poeng(-0.042) == "−4"
    assert describe_mal(-0.5) == "−0,50"
    assert describe_periode((2025, 1), (2025, 3), "nn") == "januar 2025 – mars 2025"

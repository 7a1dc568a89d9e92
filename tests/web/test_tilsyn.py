"""The pages of those who oversee: held-back documents, the log of looks, who has access, and the review in numbers."""

from __future__ import annotations

from datetime import UTC, datetime
from shutil import copy2

import pytest
from click.testing import CliRunner
from hus import EGET, FREMMED, NAVN, en_sak, open_hus

from vedtaksanalyse.cli import main
from vedtaksanalyse.gjennomgang.loggkontroll import find_maned, is_utenom, make_kontroll
from vedtaksanalyse.sak import Innsyn, Valg

HOLDT = "/personvern/E-2/notat"


@pytest.fixture
def begge(database):
    """On each kind of database."""
    with open_hus(database) as hus:
        yield hus


@pytest.fixture
def hus(tmp_path, _sqlitemal):
    with open_hus(str(copy2(_sqlitemal, tmp_path / "h.db"))) as hus:
        yield hus


def test_the_privacy_officer_sees_what_waits_and_decides_on_the_text_that_was_shown(begge):
    hus = begge
    klient, gransker = hus.klient("personvern"), hus.klient("saksgransker")
    assert NAVN not in gransker.get("/sak/E-2").text
    assert HOLDT in klient.get("/personvern").text
    side = klient.get(HOLDT)
    assert f"<mark>{NAVN}" in side.text
    avtrykk = next(d.avtrykk for d in hus.oppsett.lager.load_saker(["E-2"])["E-2"].dokumenter if d.dok_id == "notat")
    assert klient.post(HOLDT, data={"valg": "frigi", "avtrykk": "et annet"}).status_code == 412
    assert klient.post(HOLDT, data={"valg": "finnes ikke", "avtrykk": avtrykk}).status_code == 400
    assert hus.oppsett.lager.list_avgjorelser() == []
    for valg, vist in (("masker", False), ("frigi", True), ("send_tilbake", False)):
        assert klient.post(HOLDT, data={"valg": valg, "avtrykk": avtrykk}).status_code == 303
        assert (NAVN in gransker.get("/sak/E-2").text) == vist
        assert (HOLDT in klient.get("/personvern").text) == (valg == "send_tilbake")
    siste = hus.oppsett.lager.list_avgjorelser()[-1]
    assert (siste.valg, siste.hvem, siste.rolle) == (Valg.SEND_TILBAKE, f"personvern-{EGET}", "personvernansvarlig")
    assert [(i.handling, i.gjelder) for i in hus.logg() if i.hvem.startswith("personvern")][:2] == [("holdt", "2"), ("avgjorelse", "2")]


def test_held_back_documents_of_another_office_are_not_there(hus):
    hus.oppsett.lager.save_vurderinger([en_sak("F-2", FREMMED, holdt=True)])
    klient = hus.klient("personvern")
    assert "F-2" not in klient.get("/personvern").text
    assert klient.get("/personvern/F-2/notat").status_code == klient.get("/personvern/E-2/vedtak").status_code == 404
    assert "F-2" in hus.klient("personvern", None).get("/personvern").text


def test_nobody_decides_where_the_settings_name_no_role(tmp_path, _sqlitemal):
    with open_hus(str(copy2(_sqlitemal, tmp_path / "h.db")), vernroller=()) as hus:
        assert hus.klient("personvern").post(HOLDT, data={"valg": "frigi"}).status_code == 403


def test_the_log_is_searched_per_case_person_and_month(begge):
    hus = begge
    for rolle, sak_id in (("saksgransker", "E-1"), ("kvalitet", "E-1"), ("kvalitet", "E-2")):
        hus.klient(rolle).get(f"/sak/{sak_id}?vei=ko")
    hus.klient("saksgransker", frozenset({FREMMED})).get("/sak/F-1")
    klient, maned = hus.klient("personvern"), f"{datetime.now().astimezone():%Y-%m}"

    def tell(sporring: str) -> int:
        side = klient.get(f"/innsyn?{sporring}")
        assert side.status_code == 200
        return side.text.count("Åpnet saken")

    assert tell("sak=E-1") == 2
    assert tell(f"hvem=kvalitet-{EGET}") == 2
    assert tell(f"sak=E-2&hvem=kvalitet-{EGET}&maned={maned}") == 1
    assert tell("maned=2001-02") == 0
    assert tell("") == 3
    assert hus.klient("personvern", None).get("/innsyn").text.count("Åpnet saken") == 4
    assert klient.get("/innsyn?maned=2026-13").status_code == 400
    assert hus.logg()[-1].handling == "loggsok"
    csv = klient.get(f"/innsyn/kontroll.csv?maned={maned}")
    assert csv.headers["content-type"].startswith("text/csv")
    assert f"kvalitet-{EGET};2;2;2;" in csv.text
    assert (hus.logg()[-1].handling, hus.logg()[-1].gjelder) == ("uttak", "loggkontroll")
    assert f"kvalitet-{EGET}" in klient.get("/innsyn/kontroll").text
    assert hus.logg()[-1].handling == "loggsok"
    assert "Loggen er hel" in klient.get("/innsyn/kjede").text


def test_a_log_that_was_changed_is_told(tmp_path):
    import sqlite3

    fil = tmp_path / "h.db"
    with open_hus(str(fil)) as hus:
        for _ in range(3):
            hus.klient("kvalitet").get("/sak/E-1")
        with sqlite3.connect(fil) as forbindelse:
            forbindelse.execute("DROP TRIGGER innsyn_update")
            forbindelse.execute("UPDATE innsyn SET hvem = 'en annen' WHERE id = 2")
        assert "rad 2 av 3" in hus.klient("personvern").get("/innsyn/kjede").text
    svar = CliRunner().invoke(main, ["innsynslogg", "--kontroll", "--database", str(fil)])
    assert (svar.exit_code, "rad 2 av 3" in svar.output) == (8, True)


def test_the_command_shows_the_same(begge):
    hus = begge
    hus.klient("kvalitet").get("/sak/E-1?vei=ko")
    adresse = hus.oppsett.lager._engine.url.render_as_string(hide_password=False)

    def kjor(*valg: str) -> tuple[int, str]:
        svar = CliRunner().invoke(main, ["innsynslogg", *valg, "--database", adresse])
        return svar.exit_code, svar.output

    assert kjor("--kontroll")[0] == 0
    kode, tekst = kjor("--sak", "E-1", "--csv")
    assert (kode, f"kvalitet-{EGET};Åpnet saken;E-1;{EGET};;Fra køen" in tekst) == (0, True)
    assert f"kvalitet-{EGET};1;1;1;0;" in kjor("--maned", f"{datetime.now().astimezone():%Y-%m}", "--csv")[1]
    assert [kjor(*valg)[0] for valg in ((), ("--sak", "E-1", "--kontroll"), ("--maned", "2026-13"), ("--maned", "²026-11"))] == [2] * 4


def _blikk(hvem: str, sak_id: str, tid: datetime, handling: str = "sak", vei: str = "ko") -> Innsyn:
    return Innsyn(hvem, handling, sak_id, EGET, "", vei, tid)


def test_the_monthly_report_counts_each_person():
    dag, natt, helg = (datetime(2026, 11, d, t).astimezone() for d, t in ((4, 10), (4, 22), (7, 10)))
    rader = [
        _blikk("a", "1", dag), _blikk("a", "1", dag, "sidebilde"), _blikk("a", "2", natt), _blikk("a", "2", dag, "svar"),
        _blikk("b", "1", helg, vei="direkte"), _blikk("b", "3", dag, vei="neste"), _blikk("b", "", dag, "sok"), _blikk("b", "9", dag, "avvist"),
    ]  # fmt: skip
    b, a = make_kontroll(rader, {("a", "1"), ("a", "2"), ("b", "3")}, (6, 20))
    assert (a.hvem, a.oppslag, len(a.saker), a.uten_eget, a.utenom_tid, a.utenom_koen) == ("a", 3, 2, 0, 1, 0)
    assert (b.hvem, b.oppslag, b.uten_eget, b.utenom_tid, b.utenom_koen, b.sok, b.avvist) == ("b", 2, 1, 1, 1, 1, 1)


@pytest.mark.parametrize(("time", "utenom"), [(5, True), (6, False), (19, False), (20, True), (0, True)])
def test_odd_hours_are_those_of_this_place(time, utenom):
    assert is_utenom(datetime(2026, 11, 4, time).astimezone().astimezone(UTC), (6, 20)) == utenom


def test_a_month_begins_and_ends_where_we_are():
    fra, til = find_maned("2026-12")
    assert (fra.replace(tzinfo=None), til.replace(tzinfo=None)) == (datetime(2026, 12, 1), datetime(2027, 1, 1))
    for galt in ("", "2026", "2026-00", "2026-13", "26-1", "2026-1", "2026-11-01", "²026-11", "0000-01", "9999-12"):
        with pytest.raises(ValueError):
            find_maned(galt)


def test_an_administrator_sees_people_and_logs_them_out_everywhere(hus):
    gransker, admin = hus.klient("saksgransker"), hus.klient("administrator")
    assert gransker.get("/ko").status_code == 200
    assert f"saksgransker-{EGET}" in admin.get("/brukere").text
    assert admin.post("/brukere/logg-ut", data={"bruker": f"saksgransker-{EGET}"}).status_code == 303
    assert gransker.get("/ko").status_code == 303
    assert admin.post("/brukere/logg-ut", data={"bruker": "ukjent"}).status_code == 404
    assert (hus.logg()[-1].handling, hus.logg()[-1].gjelder) == ("utlogging", f"saksgransker-{EGET}")


def test_a_leader_sees_numbers_that_are_nobodys(begge):
    hus = begge
    hus.oppsett.lager.save_vurderinger([en_sak(f"E-{n}") for n in range(3, 8)] + [en_sak(f"F-{n}", FREMMED) for n in range(2, 4)])
    side = hus.klient("leder", None).get("/tall").text
    assert "E-3" not in side
    egen = hus.klient("leder").get("/tall").text
    assert EGET in egen
    assert FREMMED not in egen
    assert ">7<" in egen
    assert ">3<" not in side
    assert "færre enn 5" in side


def test_everybody_begins_where_they_may(hus):
    for rolle, forside in (("saksgransker", "/ko"), ("leder", "/tall"), ("administrator", "/brukere"), ("personvern", "/ko"), ("ukjent", None)):
        svar = hus.klient(rolle).get("/")
        assert (svar.status_code, svar.headers.get("location")) == ((303, forside) if forside else (403, None))
        assert forside is None or hus.klient(rolle).get(forside).status_code == 200

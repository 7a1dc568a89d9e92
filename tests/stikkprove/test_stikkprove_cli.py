"""``vedtaksanalyse stikkprove``: the whole way from plan to audit, as people and programs ask for it."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from click.testing import CliRunner
from delt import get_katalog
from provesaker import en_sak
from sqlalchemy import create_engine, text

from vedtaksanalyse import sak as s
from vedtaksanalyse.cli import main
from vedtaksanalyse.stikkprove.forbilder import find_best
from vedtaksanalyse.stikkprove.skjema import make_skjema
from vedtaksanalyse.storage import open_lager


@pytest.fixture(autouse=True)
def terminal(monkeypatch):
    """A wide terminal, and the catalogue that all tests share: it takes a while to read."""
    monkeypatch.setenv("COLUMNS", "160")
    monkeypatch.setattr("vedtaksanalyse.kriterier.load_katalog", get_katalog)


@pytest.fixture
def kjor(database):
    with open_lager(database) as lager:
        uvurdert = replace(en_sak(40), status=s.Saksstatus.KAN_IKKE_VURDERES, arsak="uten_vedtak", vurderinger=(), svakt_vedtak=None)
        lager.save_vurderinger([*(en_sak(nr) for nr in range(24)), uvurdert])

    def kjor(*argumenter: object, kode: int = 0):
        gruppe = [] if argumenter[0] in main.commands else ["stikkprove"]
        svar = CliRunner().invoke(main, [*gruppe, *map(str, argumenter), "--database", database], prog_name="vedtaksanalyse")
        assert svar.exit_code == kode, svar.output
        return json.loads(svar.output) if "--json" in argumenter else svar.output

    return kjor


TREKK = ("trekk", "--navn", "Vår", "--formal", "egenvurdering", "--antall", 8, "--fro", "frø", "--hvem", "Kari")
STRATA = ("--mate", "stratifisert", "--strata", "sakstype")


def test_from_plan_to_audit(kjor):
    ut = kjor("plan", "--margin", 10, "--andel", 20, "--god", 5, "--darlig", 40)
    assert "Saker som kan trekkes: 24." in ut and "kan ikke vurderes: 1." in ut
    assert "For ± 10 prosentpoeng (95 %) rundt en andel på 20 prosent: les 18 saker, eller 17" in ut
    assert "er antatt (samvariasjon 0,50)" in ut and "Godkjenning: les" in ut
    ramme = kjor(*TREKK, *STRATA, "--kontor", "nav nord", "--vis-ramme")
    assert "langtidsmottaker" in ramme and "Saker som kan trekkes: 12." in ramme and kjor("liste") == "Ingen stikkprøver er trukket.\n"
    ut = kjor(*TREKK, *STRATA, "--dobbelt", 25, "--blind", 50)
    assert "Stikkprøve nr. 1 er trukket: 10 av 24 saker." in ut and "hvert stratum trenger to" in ut
    assert "Mapper å lese: 12. Saker som leses av to: 2. Saker som leses uten maskinens forslag: 5." in ut
    ut = kjor("vis", 1, "--saker", "--kontroller")
    assert "Utvalgsgruppe" in ut and "Frø: frø" in ut and ut.count("S-0") == 10 and "blir det de samme sakene" in ut
    assert "hvert" not in kjor("vis", 1, "--malform", "nn") and "Utvalsgruppe" in kjor("vis", 1, "--malform", "nn")
    assert "Trukket før, som nr. 1" in kjor(*TREKK, *STRATA)
    assert "feil i planen ellers" in kjor("forkast", 1, "--grunn", "feil_plan", "--hvem", "Ola")
    assert "forkastet (feil i planen ellers)" in kjor("vis", 1)
    liste = kjor("liste")
    assert "forkastet" in liste and "0/12" in liste and liste.index("0/10") < liste.index("0/12")


def test_programs_get_the_same_as_people(kjor):
    forst = kjor(*TREKK, "--kontor", "Nav Sør", "--fra", "2026-01-01", "--til", "2026-02-28", "--json")
    assert forst["skjema"] == 1 and forst["nummer"] == 1 and forst["trukket"] == 8 and forst["mapper"] == {"alle": 8, "ferdig": 0}
    assert (forst["plan"]["kontorer"], forst["plan"]["fra"], forst["plan"]["fro"]) == (["Nav Sør"], "2026-01-01", "frø")
    igjen = kjor(*TREKK, "--kontor", "Nav Sør", "--fra", "2026-01-01", "--til", "2026-02-28", "--json")
    assert (igjen["samme"], igjen["liknende"], igjen["rammesum"]) == ([1], [], forst["rammesum"])
    vist = [kjor("vis", nr, "--saker", "--kontroller", "--json") for nr in (1, 2)]
    assert vist[0]["saker"] == vist[1]["saker"] and [ett["nr"] for ett in vist[0]["saker"]] == list(range(1, 9))
    assert vist[0]["kontroll"] == {"lik": True, "avvik": []} and vist[0]["rammetall"]["antall"] == forst["ramme"]
    assert [ett["nummer"] for ett in kjor("liste", "--json")["stikkprover"]] == [2, 1]
    assert [ett["slag"] for ett in vist[0]["hendelser"]] == ["trukket"]
    ramme = kjor(*TREKK, *STRATA, "--fordeling", "lik", "--vis-ramme", "--json")
    assert sum(ramme["strata"].values()) == ramme["antall"] == 24 and set(ramme["trekkes"].values()) == {2}
    plan = kjor("plan", "--populasjon", 500, "--god", 1, "--darlig", 10, "--json")
    assert plan["ramme"] is None and plan["storrelse"]["populasjon"] == 500 and plan["godkjenning"]["plan"]["n"] > 20


def test_a_draw_that_was_changed_exits_8(kjor, database):
    kjor(*TREKK)
    motor = create_engine(database.replace("postgresql://", "postgresql+psycopg://"))
    with motor.begin() as forbindelse:
        forbindelse.execute(text("DELETE FROM mappe WHERE sak_id = (SELECT min(sak_id) FROM mappe)"))
    motor.dispose()
    assert "- mapper mangler eller er endret" in kjor("vis", 1, "--kontroller", kode=8)
    assert kjor("vis", 1, "--kontroller", "--json", kode=8)["kontroll"] == {"lik": False, "avvik": ["mapper"]}


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("argumenter", "melding"),
    [
        (TREKK[:-2], "Oppgi hvem du er med --hvem."),
        ((*TREKK, "--fra", "1. mai"), "Datoen «1. mai» kan ikke leses. Skriv den som åååå-mm-dd."),
        ((*TREKK, "--fra", "2026-05-01", "--til", "2026-04-01"), "Perioden slutter før den begynner."),
        ((*TREKK, "--fra", "2030-01-01"), "Ingen saker kan trekkes etter denne planen."),
        ((*TREKK, "--kontor", "Nav Vest"), "Kjenner ikke kontoret «Nav Vest»."),
        ((*TREKK, "--strata", "kontor"), "Bare en stratifisert trekning grupperer sakene."),
        ((*TREKK, "--mate", "stratifisert"), "må ha noe å gruppere sakene etter"),
        ((*TREKK, "--mate", "stratifisert", "--strata", "alder"), "sakstype, kontor, utfall, maned, ungdom"),
        ((*TREKK, "--dobbelt", "120"), "120.0 er utenfor"),
        (("plan", "--god", "5"), "Oppgi både en god og en dårlig andel"),
        (("plan", "--margin", "0"), "Tallet eller listen «margin» kan ikke brukes her."),
        (("forkast", "1", "--grunn", "feil_plan"), "Oppgi hvem du er"),
        (("forkast", "1", "--grunn", "fordi", "--hvem", "Ola"), "'fordi' er ikke en av"),
    ],
    ids=lambda a: a if isinstance(a, str) else None,
)  # fmt: skip
def test_wrong_use_is_explained(kjor, argumenter, melding):
    assert melding in kjor(*argumenter, kode=2)


def test_a_draw_that_is_not_there_is_told_and_nothing_is_given_up_twice(kjor):
    for argumenter in (("vis", 3), ("forkast", 3, "--grunn", "annet", "--hvem", "Ola")):
        assert "Det finnes ingen slik stikkprøve" in kjor(*argumenter, kode=1)
    kjor(*TREKK)
    kjor("forkast", 1, "--grunn", "annet", "--hvem", "Ola")
    assert "allerede forkastet" in kjor("forkast", 1, "--grunn", "annet", "--hvem", "Ola", kode=2)


KARI, OLA, PER = ("--hvem", "Kari"), ("--hvem", "Ola"), ("--hvem", "Per")
PUNKTER = [punkt.id for punkt in make_skjema(get_katalog()).values() if not punkt.under]


def _les(kjor, hvem, lesing=1, **andre):
    """Every point of the first folder answered and the folder finished, by somebody."""
    svar = [f"{punkt}={andre.get(punkt.replace('.', '_'), 'ja')}" for punkt in PUNKTER]
    kjor("svar", 1, 1, *svar, "--lesing", lesing, *hvem)
    return kjor("ferdig", 1, 1, "--lesing", lesing, *hvem)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_folders_are_read_finished_opened_again_and_settled(kjor, database, tmp_path):
    kjor(*TREKK[:-2], "--antall", 2, "--dobbelt", 100, "--hvem", "Kari")
    assert kjor("mapper", 1, *KARI, "--json")["mapper"][0] | {"sak_id": ""} == {
        "nr": 1, "sak_id": "", "lesing": 1, "kontor": "Nav Nord", "stratum": "", "tilstand": "ledig", "hvem": "", "blind": False,
    } | {"kontor": kjor("mapper", 1, *KARI, "--json")["mapper"][0]["kontor"]}  # fmt: skip
    fil = tmp_path / "svar.json"
    fil.write_text(json.dumps({"punkt.2.1": {"verdi": "nei", "merknad": "Står ikke.", "sitat": [["vedtak", 0, 5]]}, "punkt.2.3": "ja"}), "utf-8")
    assert "Lagret 2 svar." in kjor("svar", 1, 1, "--fil", fil, *KARI)
    post = kjor("mappe", 1, 1, *KARI, "--json")
    vist = {p["punkt"]: p for p in post["punkter"]}
    assert (post["tilstand"], post["hvem"], vist["punkt.2.1"]["svar"], vist["punkt.2.1"]["merknad"]) == ("tatt", "Kari", "nei", "Står ikke.")
    assert vist["punkt.2.3"]["forslag"] == "ja" and "Barnets beste" in kjor("mappe", 1, 1, *KARI)
    assert "er ikke din" in kjor("svar", 1, 1, "punkt.2.1=ja", "--lesing", 1, *OLA, kode=1)
    assert "1 punkt" in (ut := kjor("ferdig", 1, 1, *KARI, kode=2)) or "punkter" in ut
    assert "ferdig lest" in _les(kjor, KARI, punkt_2_1="nei")
    assert "Ingen uenigheter" in kjor("uenighet", 1, *PER)
    _les(kjor, OLA, 2)
    (en,) = kjor("uenighet", 1, *PER, "--json")["uenigheter"]
    assert (en["punkt"], en["forste"]["svar"], en["andre"]["svar"], en["avklart"]) == ("punkt.2.1", "nei", "ja", None)
    assert "enige" in kjor("avklar", 1, 1, "punkt.2.1=ja", *KARI, kode=2)
    assert "Avklart: 1." in kjor("avklar", 1, 1, "punkt.2.1=delvis", *PER)
    assert "Delvis" in kjor("uenighet", 1, *PER)
    assert kjor("mappe", 1, 1, *PER, "--json")["punkter"][0]["andre"]["hvem"] == "Ola"
    assert "under lesing" in kjor("gjenapne", 1, 1, "--grunn", "feil_svar", *KARI)
    assert "et svar er feil" in kjor("vis", 1)
    kjor("svar", 1, 1, "punkt.2.1=ja", *KARI)
    kjor("ferdig", 1, 1, *KARI)
    assert "Ingen uenigheter" in kjor("uenighet", 1, *PER)
    with open_lager(database) as lager:
        svar = [ett for ett in lager.stikkprover.load_mappesvar(1) if ett.punkt == "punkt.2.1" and ett.hvem == "Kari"]
        assert [ett.verdi for ett in svar] == ["nei", "nei", "ja"] and svar[0].sitat == (("vedtak", 0, 5),)
        sett = {(ett.hvem, ett.handling, ett.gjelder, ett.vei) for ett in lager.innsyn.load()}
        assert {("Kari", "mappesvar", "1:1", "kommando"), ("Per", "mappe", "1:0", "kommando")} <= sett


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_blind_folder_shows_nothing_of_the_machines_and_people_have_their_rights(kjor, database):
    kjor(*TREKK[:-2], "--blind", 100, "--hvem", "Kari")
    post = kjor("mappe", 1, 1, *KARI, "--json")
    assert post["skjult"] and not any(p["forslag"] or p["sitater"] for p in post["punkter"])
    assert "leses blindt" in (ut := kjor("mappe", 1, 1, *KARI)) and "«" not in ut
    with open_lager(database) as lager:
        okter = lager.make_okter(timedelta(hours=1), timedelta(hours=1))
        okter.save_bruker(s.Bruker("l", "Lise", frozenset({"leder"}), None))
        okter.save_bruker(s.Bruker("n", "Nils", frozenset({"saksgransker"}), frozenset({"Nav Nord"})))
    assert "Rollen din" in kjor("mappe", 1, 1, "--hvem", "Lise", kode=1)
    assert "Det finnes ingen slik stikkprøve" in kjor("mapper", 1, "--hvem", "Nils", kode=1)
    assert "holdt" not in kjor("tildel", 1, 2, "--til", "Ukjent", *KARI, kode=2)
    assert "personopplysninger" in kjor("svar", 1, 1, "punkt.2.1=nei", "--merknad", "Ring 912 34 567", *KARI, kode=2)
    for galt in ((), ("punkt.2.1",), ("punkt.2.1=kanskje",), ("krav.1=ja",), ("punkt.2.1=ja", "punkt.9.9=ja")):
        kjor("svar", 1, 1, *galt, *KARI, kode=2)
    assert kjor("mappe", 1, 1, *KARI, "--json")["tilstand"] == "ledig", "all or nothing"


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_an_egenvurdering_is_drawn_in_one_command_and_the_shelf_is_shown(kjor, database):
    post = kjor("egenvurdering", "--kontor", "nav nord", "--fra", "2026-01-01", "--til", "2026-12-31", *KARI, "--json")
    plan = post["plan"]
    assert (plan["formal"], plan["mate"], plan["strata"], plan["antall"]) == ("egenvurdering", "stratifisert", ["sakstype"], 20)
    assert (plan["dobbeltandel"], plan["blindandel"], plan["kontorer"], post["trukket"]) == (0.2, 0.2, ["Nav Nord"], 12)
    assert "Oppgi hvem du er" in kjor("egenvurdering", kode=2) and "Ingen eksempler" in kjor("forbilder", *KARI)
    best = find_best(get_katalog().kriterier["barnets_beste"], get_katalog())
    with open_lager(database) as lager:
        sak, tekst_ = en_sak(1), "Barna er 4 og 7 år, og det er vektet."
        lager.save_vurderinger([replace(sak, sak=replace(sak.sak, dokumenter=(replace(sak.sak.dokumenter[0], tekst=tekst_),)))])
        sted = (("vedtak", 0, len(tekst_)),)
        lager.gjennomgang.save_svar([s.Svar("S-001", ett, s.Svarslag.GRAD, "barnets_beste", best, sitat=sted) for ett in ("kari", "ola")])
    vist = kjor("forbilder", "--gjelder", "barnets_beste", "--sok", "barna er", *PER, "--json")
    assert [(ett["sak_id"], ett["tekst"]) for ett in vist["forbilder"]] == [("S-001", tekst_)]
    assert f"«{tekst_}»" in kjor("forbilder", *PER)
    assert kjor("forbilder", "--sok", "bolig", *PER, "--json")["forbilder"] == []
    assert "finnes ingenting" in kjor("forbilder", "--gjelder", "x", *PER, kode=1)

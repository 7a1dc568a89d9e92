"""The command line as people meet it: help, formats, exit codes, bad input."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from byggere import ROT
from click.testing import CliRunner

from vedtaksanalyse.cli import main
from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.export.utfil import whole_fil
from vedtaksanalyse.kommandoer.eksport import ENDELSER
from vedtaksanalyse.tekster import feiltekst

EKSEMPLER = ROT / "corpora" / "eksempler"
MODELLER = ROT / "models"
TUNGE = ("spacy", "sklearn", "scipy", "numpy", "prefect", "pdfplumber", "pypdfium2", "sqlalchemy", "rich", "jinja2", "pydantic", "typst")
KOMMANDOER = (
    [], ["analyser"], ["natt"], ["evaluer"], ["sjekk-katalog"], ["gjenbruk"], ["sjekk-utkast"], ["ko"], ["personopplysninger"], ["slett"], ["sjekk"], ["database"], ["start"], ["innsynslogg"],
    ["stikkprove"], ["stikkprove", "plan"], ["stikkprove", "trekk"], ["stikkprove", "liste"], ["stikkprove", "vis"], ["stikkprove", "forkast"],
    *(["stikkprove", ett] for ett in ("mapper", "mappe", "svar", "ferdig", "slipp", "tildel", "gjenapne", "uenighet", "avklar", "egenvurdering", "forbilder")),
    ["flaggbok"], ["flaggbok", "sett"], ["klageutfall"], ["tall"], ["bunt"], ["gjenskap"], ["modeller"], ["modeller", "bruk"], ["modeller", "tilbake"], ["tren"], ["tren", "klarer"], ["virkning"], ["drift"], ["drift", "normal"],
)  # fmt: skip
UTRENT = not all((MODELLER / navn / "modellkort.json").exists() for navn in ("kriterier", "norsk", "malform"))


def med_modeller(test):
    """A test that runs the whole chain on the engine all tests share."""
    return pytest.mark.usefixtures("delt_motor")(pytest.mark.skipif(UTRENT, reason="models are not trained")(test))


@pytest.fixture(autouse=True)
def arbeidsmappe(tmp_path, monkeypatch):
    """Somewhere to write, and no settings from outside."""
    for navn in [navn for navn in os.environ if navn.startswith("VEDTAKSANALYSE_")]:
        monkeypatch.delenv(navn)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def kjor(*argumenter: object):
    return CliRunner().invoke(main, [str(a) for a in argumenter], prog_name="vedtaksanalyse")


@pytest.mark.parametrize("kommando", KOMMANDOER, ids=lambda k: " ".join(k) or "program")
@pytest.mark.parametrize("valg", ["--help", "--hjelp", "-h"])
def test_help_is_norwegian(kommando, valg):
    svar = kjor(*kommando, valg)
    assert svar.exit_code == 0
    assert svar.output.startswith("Bruk: vedtaksanalyse")
    assert "Valg:" in svar.output
    assert "Vis denne hjelpen og avslutt." in svar.output
    for engelsk in ("Usage", "Options", "OPTIONS", "ARGS", "COMMAND", "Show", "TEXT", "INTEGER", "default", "required", "DIRECTORY", "PATH"):
        assert engelsk not in svar.output


def test_every_command_stands_in_the_help():
    ut = kjor("--help").output
    assert all(kommando in ut for kommando in main.commands)
    assert set(main.commands) == {k[0] for k in KOMMANDOER if k}


def test_version():
    from vedtaksanalyse import __version__

    assert kjor("--versjon").output == f"vedtaksanalyse, versjon {__version__}\n"


@pytest.mark.parametrize("argumenter", [["--help"], ["analyser", "--help"], ["--versjon"]])
def test_help_loads_nothing_heavy(argumenter):
    kode = f"""
import sys
sys.argv = ["vedtaksanalyse", *{argumenter!r}]
from vedtaksanalyse.cli import main
try:
    main()
except SystemExit as slutt:
    assert not slutt.code
print(*sorted({{navn.split(".")[0] for navn in sys.modules}}), file=sys.stderr)
"""
    svar = subprocess.run([sys.executable, "-c", kode], capture_output=True, text=True, check=True)
    lastet = set(svar.stderr.split())
    assert "click" in lastet
    assert not lastet & set(TUNGE)


@pytest.mark.parametrize(
    ("argumenter", "melding"),
    [
        (["analyser"], "Feil: Mangler argument 'KILDE'."),
        (["analyser", "x", "--finnes-ikke"], "Feil: Ukjent valg '--finnes-ikke'."),
        (["analysere"], "Ukjent kommando 'analysere'."),
        (["analyser", "finnes_ikke"], "Feil: Finner ikke «finnes_ikke»."),
        (["analyser", "tom"], "Feil: Fant ingen saker i «tom»."),
        (["analyser", "tom", "--ut", "svar.doc"], "Feil: Kjenner ikke formatet."),
        (["analyser", "tom", "--format", "saksark"], "Feil: Formatet saksark må skrives til en fil eller en mappe."),
        (["analyser", "tom", "--format", "saksark", "--ut", "svar.html"], "Feil: Saksark kan ikke skrives til «svar.html»."),
        (["analyser", "tom", "--format", "egenvurdering"], "Feil: Formatet egenvurdering må skrives til en fil."),
        (["analyser", "tom", "--format", "egenvurdering", "--ut", "svar.csv"], "må skrives til en fil som slutter på .xlsx."),
        (["analyser", "tom", "--format", "kaka", "--ut", "svar.html"], "må skrives til en fil som slutter på .json."),
        (["analyser", "tom", "--format", "kaka", "--ut", "tom"], "Feil: «tom» er en mappe. Oppgi en fil som slutter på .json."),
        (["analyser", "tom", "--format", "html"], "Feil: Formatet html må skrives til en fil."),
        (["analyser", "tom", "--format", "xlsx"], "Feil: Formatet xlsx må skrives til en fil."),
        (["analyser", "tom", "--format", "pdf"], "Feil: Ugyldig verdi for '--format': 'pdf' er ikke en av"),
        (["analyser", "tom", "--prosesser", "0"], "0 er utenfor"),
        (["analyser", "tom", "--malform", "en"], "'en' er ikke en av"),
        (["natt"], "Feil: Mangler valg '--inn'."),
        (["natt", "--inn", "finnes_ikke", "--uten-prefect"], "Feil: Finner ikke «finnes_ikke»."),
        (["evaluer", "finnes_ikke"], "finnes ikke."),
        (["evaluer", "tom"], "Feil: Fant ingen fasitfiler"),
        (["sjekk-utkast", "finnes_ikke.docx"], "Fil 'finnes_ikke.docx' finnes ikke."),
        (["sjekk-utkast", "-", "--notat", "-"], "Feil: Bare én fil kan komme fra standard inn"),
        (["gjenbruk", "--ut", "kart.pdf"], "Oppgi en fil som slutter på .html, .json."),
        (["ko", "--maks", "0"], "0 er utenfor"),
    ],
    ids=lambda a: " ".join(a) if isinstance(a, list) else None,
)
@pytest.mark.usefixtures("delt_motor")
def test_wrong_use_is_explained_and_exits_2(arbeidsmappe, argumenter, melding):
    (arbeidsmappe / "tom").mkdir()
    svar = kjor(*argumenter)
    assert svar.exit_code == 2
    assert melding in svar.output
    assert "Traceback" not in svar.output


def test_the_catalogue_is_checked():
    svar = kjor("sjekk-katalog")
    assert svar.exit_code == 0
    assert ", 0 feil." in svar.output


def test_a_missing_model_is_named_and_exits_1(arbeidsmappe, monkeypatch):
    (arbeidsmappe / "modeller").mkdir()
    monkeypatch.setenv("VEDTAKSANALYSE_MODELLER", "modeller")
    svar = kjor("analyser", EKSEMPLER / "2024-11873", "--prosesser", "1", "--stille")
    assert svar.exit_code == 1
    assert "Finner ikke modellen" in svar.output


@med_modeller
def test_a_folder_of_cases_in_every_format(arbeidsmappe):
    kilde = arbeidsmappe / "saker"
    for sak in ("2024-11873", "2024-00931"):
        shutil.copytree(EKSEMPLER / sak, kilde / sak)
    rader = {}
    for format_, endelse in ENDELSER.items():
        ut = arbeidsmappe / f"svar-{format_}{endelse}"
        svar = kjor("analyser", kilde, "--ut", ut, "--format", format_, "--prosesser", "1", "--database", "sqlite:///a.sqlite")
        assert svar.exit_code == 0, svar.output
        assert str(ut) in svar.output.replace("\n", "")
        assert "2024-11873" in svar.output
        rader[format_] = ut.read_bytes()
    linjer = [json.loads(linje) for linje in rader["jsonl"].decode().splitlines()]
    assert {linje["sak_id"] for linje in linjer} == {"2024-11873", "2024-00931"}
    assert {linje["malform"] for linje in linjer} == {"nb", "nn"}
    for linje in linjer:
        assert linje["status"] == "vurdert"
        assert linje["kriterier"]["barn"]["grad"] in ("ja", "nei")
        assert 0 <= linje["svakt_vedtak"] <= 1
    assert "2024-11873" in rader["csv"].decode("utf-8-sig")
    assert rader["xlsx"][:2] == rader["egenvurdering"][:2] == b"PK"
    assert rader["saksark"][:5] == b"%PDF-"
    assert {sak["sak_id"] for sak in json.loads(rader["kaka"])} == {"2024-11873", "2024-00931"}
    assert rader["html"].decode().count("<html") == 1
    assert (arbeidsmappe / "a.sqlite").exists()


@med_modeller
def test_case_sheets_go_to_a_folder_one_by_one(arbeidsmappe):
    shutil.copytree(EKSEMPLER / "2024-11873", arbeidsmappe / "saker" / "2024-11873")
    svar = kjor("analyser", "saker", "--format", "saksark", "--ut", "ark", "--prosesser", "1", "--stille")
    assert svar.exit_code == 0, svar.output
    assert [fil.name for fil in (arbeidsmappe / "ark").iterdir()] == ["2024-11873.pdf"]


@med_modeller
@pytest.mark.parametrize("format_", ["jsonl", "csv"])
def test_without_a_file_the_lines_go_to_the_screen_and_nothing_else(format_):
    svar = kjor("analyser", EKSEMPLER / "2024-11873", "--format", format_, "--prosesser", "1", "--stille")
    assert svar.exit_code == 0
    assert svar.stderr == ""
    if format_ == "jsonl":
        assert [json.loads(linje)["sak_id"] for linje in svar.stdout.splitlines()] == ["2024-11873"]
    else:
        assert len(list(csv.reader(io.StringIO(svar.stdout)))) >= 2


@med_modeller
def test_a_single_file_is_a_case(arbeidsmappe):
    fil = EKSEMPLER / "2024-11873" / "vedtak.pdf"
    assert kjor("analyser", fil, "--ut", "svar.jsonl", "--prosesser", "1", "--stille").exit_code == 0
    [linje] = (arbeidsmappe / "svar.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(linje)["status"] == "vurdert"


@med_modeller
@pytest.mark.parametrize(
    ("filer", "status"),
    [
        ({"notat.txt": b"Samtale med mor om barna. Ho bur i ei leilegheit."}, "kan_ikke_vurderes"),
        ({"vedtak.txt": b"Vedtak om \xf8konomisk st\xf8nad\n\nDu f\xe5r innvilget 9 000 kroner. Du kan klage.", "notat.pdf": b"%PDF-1.4 ikke mer"}, "vurdert"),
        ({"vedtak.txt": b"Vedtak om st\xf8nad\n\nDu f\xe5r 9 000 kroner.", "sak.json": b"{ikke json"}, "kan_ikke_vurderes"),
    ],
    ids=["uten vedtak", "uleselig notat", "ødelagt sak.json"],
)  # fmt: skip
def test_bad_input_is_never_silent_and_exits_3(arbeidsmappe, filer, status):
    mappe = arbeidsmappe / "saker" / "S-1"
    mappe.mkdir(parents=True)
    for navn, innhold in filer.items():
        (mappe / navn).write_bytes(innhold)
    svar = kjor("analyser", arbeidsmappe / "saker", "--ut", "svar.jsonl", "--prosesser", "1")
    assert svar.exit_code == 3, svar.output
    [linje] = map(json.loads, Path("svar.jsonl").read_text(encoding="utf-8").splitlines())
    assert linje["status"] == status
    assert bool(linje["arsak"]) == (status == "kan_ikke_vurderes")
    if linje["arsak"]:
        assert linje["kriterier"] == {}
    assert "S-1" in svar.output


@med_modeller
def test_gold_cases_are_scored(arbeidsmappe):
    mappe = arbeidsmappe / "fasit"
    mappe.mkdir()
    for fil in sorted((ROT / "corpora" / "fasit").glob("D1-0[12].json")):
        shutil.copy(fil, mappe)
    svar = kjor("evaluer", mappe, "--json", "--ut", "svar.jsonl")
    assert svar.exit_code == 0, svar.output
    maaling = json.loads(svar.stdout)
    assert maaling["alle"]["n"] == 2
    assert "Obs: 2 av 2 saker er brukt til å trene modellen." in svar.stderr
    assert len(Path("svar.jsonl").read_text(encoding="utf-8").splitlines()) == 2
    tabell = kjor("evaluer", mappe)
    assert "Mål mot fasit, 2 saker" in tabell.output
    assert "Barnets beste" in tabell.output


def test_the_boilerplate_map_of_an_office(arbeidsmappe, katalog):
    from vedtaksanalyse.gjenbruk import mark_setninger
    from vedtaksanalyse.sak import Barnefakta, Dokument, Sak, Saksstatus, Saksvurdering, Versjoner
    from vedtaksanalyse.storage import open_lager
    from vedtaksanalyse.structure import divide

    felles = "Vi har lagt vekt på at barna skal ha det trygt og stabilt hjemme mens saken går."
    with open_lager("lager.db") as lager:
        for n, kontor in enumerate(("Nav Nord", "Nav Nord", "Nav Sør")):
            dokument = Dokument("vedtak", "vedtak", felles)
            merker = mark_setninger([divide(dokument, katalog)], (), lambda _: Barnefakta(), katalog)
            sak = Sak(f"S{n}", (), (dokument,), kontor=kontor)
            lager.save_vurderinger([Saksvurdering(sak, Saksstatus.VURDERT, Versjoner("k", "k", "m"), merker=merker)])
    alle = kjor("gjenbruk", "--database", "lager.db")
    assert alle.exit_code == 0 and "Nav Nord" in alle.output and "Nav Sør" in alle.output
    assert "Vi har lagt vekt" in alle.output
    ett = kjor("gjenbruk", "--database", "lager.db", "--kontor", "Nav Nord", "--ut", "kart.json")
    assert ett.exit_code == 0
    [kart] = json.loads(Path("kart.json").read_text(encoding="utf-8"))
    assert (kart["kontor"], kart["saker"], kart["tekster"][0]["saker"]) == ("Nav Nord", 2, 2)
    assert kjor("gjenbruk", "--database", "lager.db", "--ut", "kart.html", "--malform", "nn").exit_code == 0
    assert "Det som blir fylt ut" in Path("kart.html").read_text(encoding="utf-8")


LESENDE = (
    ["ko"], ["ko", "--json"], ["gjenbruk"], ["gjenbruk", "--ut", "kart.html"], ["personopplysninger"], ["slett", "--alt"],
    ["stikkprove", "liste"], ["stikkprove", "plan"], ["stikkprove", "vis", "1"],
)  # fmt: skip


@pytest.mark.parametrize("kommando", LESENDE, ids=" ".join)
@pytest.mark.parametrize("sti", ["tastefeil.db", "mappe/lager.db", "sqlite:///tastefeil.db"])
def test_a_command_that_reads_makes_no_database(arbeidsmappe, kommando, sti):
    svar = kjor(*kommando, "--database", sti)
    assert svar.exit_code == 5
    assert "Finner ingen database i" in svar.output and "ingenting er opprettet" in svar.output
    assert list(arbeidsmappe.iterdir()) == []


@pytest.mark.parametrize(("kommando", "melding"), [("ko", "Databasen har ingen saker."), ("gjenbruk", "ingen saker å sammenlikne")])
@pytest.mark.parametrize("valg", [(), ("--kontor", "Nav Vest")])
def test_an_empty_database_is_explained(kommando, melding, valg):
    from vedtaksanalyse.storage import open_lager

    with open_lager("tom.db"):
        pass
    svar = kjor(kommando, "--database", "tom.db", *valg)
    assert svar.exit_code == 2 and melding in svar.output


@pytest.fixture
def kontorlager(katalog):
    """A database with two spellings of an office, another, and a case without any."""
    from vedtaksanalyse.gjenbruk import mark_setninger
    from vedtaksanalyse.sak import Barnefakta, Dokument, Sak, Saksrisiko, Saksstatus, Saksvurdering, Versjoner
    from vedtaksanalyse.storage import open_lager
    from vedtaksanalyse.structure import divide

    with open_lager("lager.db") as lager:
        for sak_id, kontor in (("S1", "Nav Østre Å"), ("S2", "NAV ØSTRE Å"), ("S3", "Nav Sør"), ("S4", "")):
            dokument = Dokument("vedtak", "vedtak", "Vi har lagt vekt på at barna skal ha det trygt hjemme.")
            merker = mark_setninger([divide(dokument, katalog)], (), lambda _: Barnefakta(), katalog)
            sak = Sak(sak_id, (), (dokument,), kontor=kontor)
            risiko = Saksrisiko(4, 2, 2, ("niva",))
            lager.save_vurderinger([Saksvurdering(sak, Saksstatus.VURDERT, Versjoner("k", "k", "m"), merker=merker, risiko=risiko)])


@pytest.mark.parametrize("navn", ["nav østre å", " NAV  Østre Å "])
def test_an_office_is_known_whatever_the_case_of_its_letters(kontorlager, navn):
    rader = json.loads(kjor("ko", "--database", "lager.db", "--kontor", navn, "--json").output)["ko"]
    assert [rad["sak_id"] for rad in rader] == ["S1", "S2"]
    svar = kjor("gjenbruk", "--database", "lager.db", "--kontor", navn)
    assert svar.exit_code == 0 and "Nav Østre Å" in svar.stdout and "NAV ØSTRE Å" in svar.stdout and "Nav Sør" not in svar.output


@pytest.mark.parametrize("kommando", ["ko", "gjenbruk"])
@pytest.mark.parametrize("navn", ["Nav Vest", ""])
def test_an_office_nobody_knows_is_told_with_those_there_are(kontorlager, kommando, navn):
    svar = kjor(kommando, "--database", "lager.db", "--kontor", navn)
    assert svar.exit_code == 2
    assert f"Kjenner ikke kontoret «{navn}»." in svar.output and "Databasen har: Nav Sør, " in svar.output


def test_cases_without_an_office_are_in_no_map_and_are_counted(kontorlager):
    svar = kjor("gjenbruk", "--database", "lager.db", "--ut", "kart.json")
    assert "Saker uten kontor er ikke med i noe kart og ikke sammenliknet med andre: 1." in svar.stderr
    kart = json.loads(Path("kart.json").read_text(encoding="utf-8"))
    assert [(ett["kontor"], ett["saker"]) for ett in kart] == [("Nav Sør", 1), ("Nav Østre Å", 1), ("NAV ØSTRE Å", 1)]


@pytest.mark.parametrize("valg", [(), ("--kontor", "Nav Sør")])
def test_a_map_of_cases_without_any_office_is_not_made(kontorlager, valg):
    from vedtaksanalyse.storage import open_lager

    with open_lager("lager.db") as lager:
        lager.delete_saker(["S1", "S2", "S3"])
    svar = kjor("gjenbruk", "--database", "lager.db", *valg)
    assert svar.exit_code == 2 and "Ingen av sakene i databasen har noe kontor." in svar.output


def test_an_output_that_cannot_be_written_is_said_in_norwegian(tmp_path):
    (tmp_path / "fil").write_text("her", encoding="utf-8")
    with pytest.raises(Bruksfeil) as feil, whole_fil(tmp_path / "fil" / "g.html"):
        pass
    assert "kan ikke skrives" in feiltekst(feil.value) and "g.html" in feiltekst(feil.value)

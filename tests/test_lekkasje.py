"""Marked personal data goes through every command; nothing that is written or said holds it, and after ``slett`` nothing stored does."""

from __future__ import annotations

import logging
import sqlite3
import zipfile
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import quote

import pypdfium2
import pytest
from click.testing import CliRunner
from delt import get_katalog, share_motor

from vedtaksanalyse.cli import main
from vedtaksanalyse.kommandoer.eksport import ENDELSER
from vedtaksanalyse.pii.nummer import find_kontroll

_NI = next(ni for nr in range(100, 200) if find_kontroll(ni := f"018190{nr}"))
FNR, TLF, EPOST, NAVN = _NI + find_kontroll(_NI), "912 34 567", "ragnhild.solbakken@eksempel.no", "Ragnhild Solbakken"
"""The number is of the synthetic series: 80 is added to the month."""
MERKER = [m.encode() for m in (FNR, TLF, TLF.replace(" ", ""), "Ragnhild", "Solbakken", "ragnhild", "solbakken")]
BREV = f"""Nav Eksempel

Vedtak om økonomisk stønad

Dato: 03.03.2026

Du har søkt om økonomisk stønad til klær til barna. Søknaden er avslått etter sosialtjenesteloven § 18.
Navn: {NAVN}. Fødselsnummer {FNR}. Telefon {TLF}. E-post {EPOST}.
Barna til {NAVN} er 4 og 7 år og bor fast hos {NAVN}. {NAVN} har søkt om vinterklær til barna.
Vi har vurdert at {NAVN} kan dekke klær av stønaden til livsopphold.

Du kan klage på vedtaket innen tre uker.
"""
UTEN_TEKST = {"ko", "natt", "slett", "personopplysninger", "sjekk-katalog", "sjekk", "database", "innsynslogg", "stikkprove", "tall"} | {
    "flaggbok", "klageutfall", "modeller", "tren", "bunt", "gjenskap", "drift",
}
EGET_UTKAST = {"sjekk-utkast"}
ANDRE = {"analyser", "gjenbruk", "evaluer", "start", "virkning"}


def _make_brev() -> str:
    """A message from her, with a note and a picture named after her."""
    brev = EmailMessage()
    brev["From"], brev["To"], brev["Subject"] = f"{NAVN} <{EPOST}>", "nav@eksempel.no", f"Søknad fra {NAVN}"
    brev.set_content(f"Hei, jeg søker om klær. Hilsen {NAVN}, {TLF}")
    brev.add_attachment(f"Journalnotat 02.03.2026. {NAVN} trenger klær.", filename=f"notat {NAVN}.txt")
    brev.add_attachment(b"\x89PNG\r\n\x1a\n" + bytes(50), "image", "png", filename=f"{NAVN}.png")
    return brev.as_string()


def _make_inn(inn: Path) -> None:
    rent = BREV.replace(NAVN, "Personen").replace(FNR, "").replace(TLF, "").replace(EPOST, "")
    filer = {
        f"2026-1/{NAVN} vedtak.txt": BREV,
        "2026-1/notat.txt": "Journalnotat 01.03.2026. Samtale med Solbakken om barna på 4 og 7 år.",
        f"2026-5/{NAVN}.eml": _make_brev(),
        "2026-5/vedtak.txt": rent,
        f"{NAVN}/vedtak.txt": rent,
        f"2026-3/{NAVN}.pdf": f"%PDF-1.4 {BREV}",
        "2026-3/klage.docx": BREV,
        f"2026-4/{FNR}.txt": BREV,
        "2026-4/sak.json": f'{{"{NAVN}": 1, "dokumenter": [{{"fil": "{NAVN}.txt", "type": "{FNR}"}}]}}',
        **{f"2026-1{nr}/vedtak.txt": BREV.replace("vinterklær", f"vinterklær nr. {nr}") for nr in range(3)},
    }
    for navn, innhold in filer.items():
        (inn / navn).parent.mkdir(parents=True, exist_ok=True)
        (inn / navn).write_text(innhold, encoding="utf-8")
    for mappe in inn.iterdir():
        if mappe.name != "2026-4":
            (mappe / "sak.json").write_text('{"kontor": "Nav Eksempel"}', encoding="utf-8")


def _content(fil: Path) -> bytes:
    """What a file says, unpacked."""
    if zipfile.is_zipfile(fil):
        with zipfile.ZipFile(fil) as pakke:
            return b"\n".join(pakke.read(navn) for navn in pakke.namelist())
    if fil.suffix == ".pdf":
        pdf = pypdfium2.PdfDocument(fil)
        return "\n".join(side.get_textpage().get_text_range() for side in pdf).encode()
    return fil.read_bytes()


class Verden:
    """A folder with marked cases, a database, and everything the commands wrote and said."""

    def __init__(self, mappe: Path) -> None:
        self.mappe, self.inn, self.db, self.ut = mappe, mappe / "inn", mappe / "lager.db", mappe / "ut"
        self.ut.mkdir()
        self.sagt: dict[str, bytes] = {}

    def kjor(self, navn: str, *valg: str, kode: int | None = None, **miljo: str) -> str:
        svar = CliRunner(env=miljo).invoke(main, list(map(str, valg)))
        assert svar.exception is None or isinstance(svar.exception, SystemExit), type(svar.exception)
        if kode is not None:
            assert svar.exit_code == kode, (navn, svar.exit_code)
        self.sagt[navn] = svar.output.encode()
        return svar.output


@pytest.fixture(scope="module")
def verden(tmp_path_factory) -> Verden:
    """The workers run here, so that what they log is heard too."""
    v = Verden(tmp_path_factory.mktemp("lekkasje"))
    _make_inn(v.inn)
    strom = logging.StreamHandler((v.ut / "logg.txt").open("w"))
    logging.getLogger().addHandler(strom)
    rotnivaa = logging.getLogger().level
    logging.getLogger().setLevel(logging.DEBUG)
    with share_motor():
        _run_all(v)
    _write_all(v)
    logging.getLogger().removeHandler(strom)
    logging.getLogger().setLevel(rotnivaa)
    return v


def _run_all(v: Verden) -> None:
    db = ("--database", v.db)
    v.kjor("natt", "natt", "--inn", v.inn, "--ut", v.ut / "natt", "--prosesser", "1", "--uten-prefect", *db, kode=3, VEDTAKSANALYSE_RO_SEKUNDER="0", VEDTAKSANALYSE_LOGG="json", VEDTAKSANALYSE_METRIKKFIL=str(v.ut / "natt.prom"))
    v.kjor("sjekk", "sjekk", "--inn", v.inn, "--ut", v.ut, *db)
    v.kjor("sjekk-json", "sjekk", "--inn", v.inn, "--json", *db)
    v.kjor("kjoringer", "sjekk", "--kjoringer", "3", "--json", *db, kode=0)
    v.kjor("ko", "ko", *db, kode=0)
    v.kjor("gjenbruk", "gjenbruk", *db, kode=0)
    v.kjor("gjenbruk.html", "gjenbruk", "--ut", v.ut / "kart.html", *db, kode=0)
    v.kjor("gjenbruk.json", "gjenbruk", "--ut", v.ut / "kart.json", *db, kode=0, VEDTAKSANALYSE_PERSONOPPLYSNINGER="masker")
    v.kjor("analyser", "analyser", v.inn, "--ut", v.ut / "rapport.html", "--prosesser", "1", *db, kode=3)
    v.kjor("en", "analyser", v.inn / "2026-1", "--prosesser", "1", *db)
    v.kjor("liste", "personopplysninger", *db, kode=0)
    v.kjor("logg", "personopplysninger", "--logg", "--json", *db, kode=0)
    v.kjor("plan", "stikkprove", "plan", "--god", "5", "--darlig", "50", *db, kode=0)
    v.kjor("trekk", "stikkprove", "trekk", "--navn", "prøve", "--antall", "9", "--hvem", "kari", *db, kode=0)
    v.kjor("vis", "stikkprove", "vis", "1", "--saker", "--kontroller", *db, kode=0)
    v.kjor("vis-json", "stikkprove", "vis", "1", "--saker", "--json", *db, kode=0)
    v.kjor("stikkprover", "stikkprove", "liste", *db, kode=0)
    v.kjor("mapper", "stikkprove", "mapper", "1", "--hvem", "kari", *db, kode=0)
    v.kjor("mappe", "stikkprove", "mappe", "1", "1", "--hvem", "kari", "--json", *db, kode=0)
    v.kjor("uenighet", "stikkprove", "uenighet", "1", "--hvem", "kari", *db, kode=0)
    v.kjor("forbilder", "stikkprove", "forbilder", "--hvem", "kari", *db, kode=0)
    v.kjor("tall", "tall", *db, kode=0)
    for endelse in ("pdf", "json"):
        v.kjor(f"rapport-{endelse}", "stikkprove", "rapport", "1", "--ut", str(v.ut / f"rapport.{endelse}"), *db, kode=0)
    v.kjor("flaggbok", "flaggbok", *db, kode=0)
    (v.mappe / "klager.csv").write_text("sak_id;utfall;dato\n2026-1;endret;01.03.2026\n", encoding="utf-8")
    v.kjor("klageutfall", "klageutfall", v.mappe / "klager.csv", "--hvem", "kari", *db)
    laering = {"VEDTAKSANALYSE_LAERING": "true", "VEDTAKSANALYSE_LAERING_GRUNNLAG": "lov", "VEDTAKSANALYSE_MODELLAGER": str(v.mappe / "modellager")}
    v.kjor("klarer", "tren", "klarer", "--sak", "2026-1", "--hvem", "kari", *db, **laering)
    v.kjor("tren", "tren", "--prov", *db, **laering)
    v.kjor("modeller", "modeller", *db, kode=0)
    v.kjor("drift", "drift", *db, kode=0)
    v.kjor("drift-json", "drift", "--json", *db, kode=0)
    forslag = ("virkning", *(f"--flagg={regel.id}=trukket" for regel in get_katalog().flagg), "--prosesser", "1", *db)
    v.kjor("virkning", *forslag, "--json", kode=0)
    v.kjor("virkning.html", *forslag, "--ut", v.ut / "virkning.html", kode=0, VEDTAKSANALYSE_PERSONOPPLYSNINGER="masker")
    v.kjor("bunt", "bunt", "2026-1", "--kriterium", "barn", "--ut", v.ut / "bunt.json", *db)
    v.kjor("gjenskap", "gjenskap", v.ut / "bunt.json", *db)
    (v.mappe / "utkast.pdf").write_bytes(b"%PDF-1.4 " + BREV.encode())
    v.kjor("utkast", "sjekk-utkast", v.mappe / "utkast.pdf")
    v.kjor("database", "database", *db, kode=0)
    _visit_all(v)
    v.kjor("innsynslogg", "innsynslogg", "--sak", "2026-10", *db, kode=0)
    v.kjor("loggkontroll", "innsynslogg", "--kontroll", *db, kode=0)


def _visit_all(v: Verden) -> None:
    """Every page of the application by somebody with every right, but the one where a held-back text is decided on."""
    from starlette.testclient import TestClient

    from vedtaksanalyse.gjennomgang import load_regler
    from vedtaksanalyse.kommandoer.start import make_oppsett
    from vedtaksanalyse.sak import Bruker
    from vedtaksanalyse.settings import load_innstillinger
    from vedtaksanalyse.storage import open_lager
    from vedtaksanalyse.web import make_app

    valg = load_innstillinger(database=str(v.db))
    with open_lager(str(v.db)) as lager:
        oppsett = make_oppsett(valg, lager, {})
        oppsett.okter.save_bruker(Bruker("kn", "K N", frozenset(load_regler().roller), None))
        klient = TestClient(make_app(oppsett), base_url="http://127.0.0.1")
        klient.cookies.set("okt", oppsett.okter.start("kn", csrf="x", inngang="lokal"))
        saker = [rad.sak_id for rad in lager.load_ko()]
        stier = ["/ko?fane=alle", "/personvern", "/innsyn", "/innsyn/kontroll", "/tall", "/tall/drift", "/flaggbok", "/modeller", "/brukere", "/egenvurdering", "/forbilder", "/api/v1/ko"]
        for sak_id in map(quote, saker):
            stier += [f"/sak/{sak_id}", f"/api/v1/saker/{sak_id}", f"/sak/{sak_id}/saksark.pdf", f"/sak/{sak_id}/dokument/1/side/1.png"]
        assert len(saker) > 3
        for nr, sti in enumerate(stier):
            svar = klient.get(sti)
            assert svar.status_code == 200 or sti.endswith((".png", ".pdf")), (sti, svar.status_code)
            (v.ut / f"nett-{nr}{'.pdf' if svar.content.startswith(b'%PDF') else ''}").write_bytes(svar.content)


def _write_all(v: Verden) -> None:
    """Every format, with both ways to keep identifiers out."""
    from vedtaksanalyse.kommandoer.eksport import write_vurderinger
    from vedtaksanalyse.kommandoer.vern import shield
    from vedtaksanalyse.sak import Vern
    from vedtaksanalyse.storage import open_lager

    with open_lager(str(v.db)) as lager:
        alle = list(lager.load_vurderinger())
        assert sum(f.direkte for vurdering in alle for f in vurdering.pii) > 10, "the identifiers were found"
        for vern in (Vern.HOLD, Vern.MASKER):
            for format_, endelse in ENDELSER.items():
                write_vurderinger(shield(alle, vern, lager), v.ut / f"{vern}-{format_}{endelse}", format_, get_katalog(), "nn")


def _found(innhold: bytes) -> list[bytes]:
    return [merke for merke in MERKER if merke in innhold]


def test_every_command_is_tried_here():
    assert set(main.commands) == UTEN_TEKST | EGET_UTKAST | ANDRE


def test_nothing_said_holds_an_identifier(verden):
    assert {navn: funn for navn, sagt in verden.sagt.items() if (funn := _found(sagt))} == {}
    assert b'"hendelse": "kjoring_ferdig"' in verden.sagt["natt"] and b"vedtaksanalyse_filer{" in (verden.ut / "natt.prom").read_bytes()
    assert b'"ferdig"' in verden.sagt["kjoringer"] and b'"innmappe"' in verden.sagt["sjekk-json"]
    assert b"Kontrollert" in verden.sagt["vis"] and b"2026-10" in verden.sagt["ko"] and b"personopplysninger" in verden.sagt["en"]


def test_nothing_written_holds_an_identifier(verden):
    filer = [fil for fil in verden.ut.rglob("*") if fil.is_file()]
    assert len(filer) >= 2 * len(ENDELSER) + 5
    assert {fil.name: funn for fil in filer if (funn := _found(_content(fil)))} == {}
    assert [fil.name for fil in verden.ut.rglob("*") if _found(fil.name.encode())] == []
    assert b"holdes tilbake" in (verden.ut / "rapport.html").read_bytes()
    assert "█".encode() in (verden.ut / "masker-html.html").read_bytes()
    assert b'"holdt": ' in verden.sagt["virkning"] and b"<q>" in (verden.ut / "virkning.html").read_bytes()


def test_only_the_tables_of_the_cases_hold_what_documents_say(verden):
    with sqlite3.connect(verden.db) as forbindelse:
        tabeller = [navn for (navn,) in forbindelse.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        med = {t for t in tabeller if _found(repr(forbindelse.execute(f"SELECT * FROM {t}").fetchall()).encode())}
    assert "dokument" in med, "the texts were stored"
    assert med <= {"dokument", "kilde", "sak", "setningsmerke"}


@pytest.mark.usefixtures("delt_motor")
def test_what_is_released_is_shown_and_then_deleted_to_the_last_byte(verden):
    db = ("--database", verden.db)
    hvem = ("--hvem", "kn", "--rolle", "personvernansvarlig")
    v = verden
    v.kjor("gal", "personopplysninger", "--frigi", "--sak", "2026-10", "--hvem", "kn", "--rolle", "sjef", *db, kode=2)
    v.kjor("uten", "personopplysninger", "--frigi", "--sak", "2026-10", *db, kode=2)
    v.kjor("svak", "analyser", v.inn, "--personopplysninger", "varsle", *db, kode=2)
    v.kjor("frigi", "personopplysninger", "--frigi", "--sak", "2026-10", *hvem, *db, kode=0)
    _write_all(v)
    assert NAVN.encode() in _content(v.ut / "hold-html.html"), "somebody with the role let it through"
    assert '"valg": "frigi"' in v.kjor("logg", "personopplysninger", "--logg", "--json", *db, kode=0)
    v.kjor("prove", "slett", "--alt", *db, kode=0)
    assert _found(v.db.read_bytes()), "nothing is deleted before it is confirmed"
    v.kjor("slett", "slett", "--alt", "--bekreft", "--json", *db, kode=0)
    assert '"fullfort": true' in v.sagt["slett"].decode()
    for fil in v.mappe.glob("lager.db*"):
        assert _found(fil.read_bytes()) == []
    natt = v.kjor("igjen", "natt", "--inn", v.inn, "--ut", v.ut / "natt", "--prosesser", "1", "--uten-prefect", *db, VEDTAKSANALYSE_RO_SEKUNDER="0")
    assert "| Vurdert |" not in natt or _found(v.db.read_bytes()) == [], "what was deleted does not come back by itself"
    assert _found(v.db.read_bytes()) == []

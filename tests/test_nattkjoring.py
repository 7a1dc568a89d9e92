from __future__ import annotations

import hashlib
import json
import logging
import os
import sqlite3
import stat
import time
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import partial

import nattmotor
import pytest
from delt import ArbeiderHer, SandkasseUtenBarn

from vedtaksanalyse import arbeidere
from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.nattkjoring import Nattoppsett, kjor, make_markdown, run_nattkjoring, utfall
from vedtaksanalyse.nattkjoring.bunke import Bunkesvar, name_leser
from vedtaksanalyse.nattkjoring.plan import make_rot
from vedtaksanalyse.reading import Grenser
from vedtaksanalyse.sak import Avgjorelse, Lesestatus, Valg, Vern
from vedtaksanalyse.storage import Filrad, Lager, open_lager

VEDTAK = "Vedtak om økonomisk stønad\n\nDu får innvilget 9 000 kroner for mars 2026. Barna er 4 og 7 år."


@pytest.fixture
def oppsett(tmp_path) -> Nattoppsett:
    modeller, inn = tmp_path / "modeller", tmp_path / "inn"
    modeller.mkdir()
    inn.mkdir()
    (modeller / "versjon").write_text("m1")
    return Nattoppsett(inn, tmp_path / "ut", f"{tmp_path}/lager.db", modeller, prosesser=1, start=nattmotor.start)


@pytest.fixture(autouse=True)
def _ingen_venting(monkeypatch):
    monkeypatch.setattr(kjor, "VENTETIDER", (0.0, 0.0))


@pytest.fixture
def egne_prosesser():
    """For tests of what happens to processes. In all others the workers run here: it takes a second a night to start them."""


@pytest.fixture(autouse=True)
def _arbeidere_her(request, monkeypatch):
    if "egne_prosesser" not in request.fixturenames:
        monkeypatch.setattr(arbeidere, "_Arbeider", ArbeiderHer)
        monkeypatch.setattr(kjor, "Sandkasse", SandkasseUtenBarn)


def skriv(oppsett: Nattoppsett, **saker: dict[str, str | bytes] | str) -> None:
    for sak_id, filer in saker.items():
        for navn, innhold in (filer if isinstance(filer, dict) else {"vedtak.txt": filer}).items():
            sti = oppsett.inn / sak_id / navn
            sti.parent.mkdir(exist_ok=True)
            sti.write_bytes(innhold if isinstance(innhold, bytes) else innhold.encode())


def logg(oppsett: Nattoppsett) -> list[str]:
    """The cases the motor was asked about since last time."""
    sti = oppsett.modeller / "logg"
    saker = sti.read_text().split() if sti.exists() else []
    sti.unlink(missing_ok=True)
    return sorted(saker)


def filer(rapport, *felt: str) -> tuple[int, ...]:
    telling = rapport.telling()["filer"]
    assert telling["stemmer"] and rapport.funnet + rapport.vedlegg == telling["funnet"]
    return tuple(telling[navn] for navn in felt or ("ny", "uendret", "proves_igjen", "trenger_menneske"))


def test_every_file_has_one_of_four_outcomes(oppsett, egne_prosesser):
    skriv(
        oppsett,
        A={"vedtak.txt": VEDTAK, "kopi.txt": VEDTAK, "notat.txt": "Journalnotat 3. mars 2026"},
        B={"vedtak.txt": VEDTAK + "FLAGG", "bilde.gif": b"GIF89a" + bytes(50), "tom.txt": ""},
        C={"vedtak.pdf": b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog"},
        D={"vedtak.txt": VEDTAK, "sak.json": '{"kontor": "Nav Eksempel"}'},
        E={"vedtak.txt": VEDTAK, "sak.json": "{"},
    )
    rapport = run_nattkjoring(oppsett)
    assert {(rad.sak_id, rad.status, rad.utfall) for rad in rapport.avvik} == {
        ("B", "feil_type", "trenger_menneske"),
        ("B", "tom", "trenger_menneske"),
        ("C", "ufullstendig", "proves_igjen"),
        ("E", "sakjson", "trenger_menneske"),
    }
    assert filer(rapport) == (6, 1, 1, 3) and rapport.funnet == 11
    saker = rapport.telling()["saker"]
    assert (saker["vurdert"], saker["kan_ikke_vurderes"], saker["flagget"], saker["flagget_nye"]) == (3, 2, 1, 1)
    assert rapport.har_feil


def test_running_again_does_nothing_twice(oppsett):
    skriv(oppsett, A=VEDTAK, B={"vedtak.txt": VEDTAK, "tom.txt": ""}, C=VEDTAK + "FLAGG")
    run_nattkjoring(oppsett)
    assert logg(oppsett) == ["A", "B", "C"]
    rapport = run_nattkjoring(oppsett)
    assert logg(oppsett) == []
    assert filer(rapport) == (0, 3, 0, 1)
    assert rapport.telling()["saker"] == {
        "funnet": 3,
        "uendret": 3,
        "vurdert": 0,
        "kan_ikke_vurderes": 0,
        "feilet": 0,
        "fra_lager": 0,
        "slettet": 0,
        "flagget": 1,
        "flagget_nye": 0,
        "tilbakeholdt": 0,
    }


def test_only_changed_cases_are_done_again(oppsett):
    skriv(oppsett, A=VEDTAK, B=VEDTAK, C=VEDTAK)
    run_nattkjoring(oppsett)
    logg(oppsett)
    skriv(oppsett, A={"notat.txt": "Journalnotat"}, B=VEDTAK + " Endret.")
    (oppsett.inn / "C" / "vedtak.txt").rename(oppsett.inn / "C" / "annet navn.txt")
    rapport = run_nattkjoring(oppsett)
    assert logg(oppsett) == ["A", "B", "C"]
    assert filer(rapport, "ny", "uendret", "forsvunnet") == (3, 1, 1)
    assert filer(run_nattkjoring(oppsett), "ny", "uendret", "forsvunnet") == (0, 4, 0)


def test_new_models_assess_everything_again_but_the_files_are_unchanged(oppsett):
    skriv(oppsett, A=VEDTAK, B=VEDTAK)
    run_nattkjoring(oppsett)
    logg(oppsett)
    (oppsett.modeller / "versjon").write_text("m2")
    rapport = run_nattkjoring(oppsett)
    assert logg(oppsett) == ["A", "B"] and filer(rapport) == (0, 2, 0, 0)
    with open_lager(oppsett.database) as lager:
        assert {vurdering.versjoner.modeller for vurdering in lager.load_vurderinger()} == {"m2"}


def test_what_was_too_large_is_read_when_the_limit_is_raised(oppsett):
    skriv(oppsett, A=VEDTAK)
    rapport = run_nattkjoring(replace(oppsett, grenser=Grenser(bytes=20)))
    assert [(rad.status, rad.utfall) for rad in rapport.avvik] == [("for_stor", "trenger_menneske")]
    assert filer(run_nattkjoring(oppsett)) == (1, 0, 0, 0)


def test_files_that_went_away_are_told_about_once_and_their_case_kept(oppsett):
    skriv(oppsett, A=VEDTAK, B=VEDTAK)
    run_nattkjoring(oppsett)
    (oppsett.inn / "B" / "vedtak.txt").unlink()
    (oppsett.inn / "B").rmdir()
    rapport = run_nattkjoring(oppsett)
    assert [sak_id for sak_id, _ in rapport.forsvunnet] == ["B"] and not rapport.har_feil
    assert run_nattkjoring(oppsett).forsvunnet == ()
    with open_lager(oppsett.database) as lager:
        assert lager.count_saker() == {"vurdert": 2}
    skriv(oppsett, B=VEDTAK)
    assert filer(run_nattkjoring(oppsett)) == (1, 1, 0, 0)


def test_an_input_folder_that_suddenly_is_empty_is_an_alarm(oppsett):
    assert not run_nattkjoring(oppsett).har_feil
    skriv(oppsett, A=VEDTAK)
    run_nattkjoring(oppsett)
    oppsett.inn.rename(oppsett.inn.with_name("annet"))
    oppsett.inn.mkdir()
    rapport = run_nattkjoring(oppsett)
    assert rapport.har_feil and len(rapport.forsvunnet) == 1
    assert "Innmappen er tom" in (oppsett.ut / "nattrapport.html").read_text()


@pytest.mark.parametrize(("ord_", "status"), [("KRASJ", "krasj"), ("UNNTAK", "ValueError"), ("HENG", "tidsfrist")])
def test_a_case_that_kills_its_worker_costs_nobody_else(oppsett, egne_prosesser, ord_, status, monkeypatch):
    if ord_ == "HENG":
        korte = {"frist_sak": 3.0, "frist_fil": 0.0}
        monkeypatch.setattr(kjor, "Arbeidere", lambda *felt, **navn: arbeidere.Arbeidere(*felt, **navn, **korte))
    skriv(oppsett, A=VEDTAK, B=VEDTAK + ord_, C=VEDTAK, D=VEDTAK)
    rapport = run_nattkjoring(replace(oppsett, bunke=3, prosesser=2, grenser=Grenser(frist=1, ocr_sider=0)))
    assert [(rad.sak_id, rad.status.split()[0], rad.utfall) for rad in rapport.avvik] == [("B", status, "proves_igjen")]
    assert filer(rapport) == (3, 0, 1, 0) and rapport.telling()["saker"]["feilet"] == 1


def test_a_failure_is_tried_again_when_due_and_then_left_to_a_person(oppsett, monkeypatch):
    skriv(oppsett, A=VEDTAK, B=VEDTAK + "UNNTAK")
    run_nattkjoring(oppsett)
    logg(oppsett)
    assert filer(run_nattkjoring(oppsett)) == (0, 1, 1, 0)
    assert logg(oppsett) == [], "not due yet"
    for forsok in range(2, utfall.MAKS_FORSOK + 1):
        _make_due(oppsett)
        rapport = run_nattkjoring(oppsett)
        assert set(logg(oppsett)) == {"B"} and rapport.avvik[0].forsok == forsok
    assert filer(rapport) == (0, 1, 0, 1)
    assert filer(run_nattkjoring(oppsett)) == (0, 1, 0, 1) and logg(oppsett) == []
    (oppsett.modeller / "versjon").write_text("m2")
    assert filer(run_nattkjoring(oppsett)) == (0, 1, 1, 0), "new models get new tries"
    skriv(oppsett, B=VEDTAK)
    assert filer(run_nattkjoring(oppsett)) == (1, 1, 0, 0)


def _make_due(oppsett: Nattoppsett) -> None:
    with closing(sqlite3.connect(oppsett.database)) as forbindelse, forbindelse:
        forbindelse.execute("UPDATE fil SET neste = '2000-01-01 00:00:00.000000' WHERE neste IS NOT NULL")


def test_a_file_that_grows_while_it_is_read_is_tried_again(oppsett, monkeypatch):
    skriv(oppsett, A=VEDTAK, B=VEDTAK)
    planlegg = kjor.Natt.__init__

    def plan_then_grow(*felt) -> None:
        planlegg(*felt)
        skriv(oppsett, B=VEDTAK + " Mer tekst.")

    monkeypatch.setattr(kjor.Natt, "__init__", plan_then_grow)
    rapport = run_nattkjoring(oppsett)
    assert [(rad.sak_id, rad.status, rad.utfall) for rad in rapport.avvik] == [("B", "vokser", "proves_igjen")]
    monkeypatch.setattr(kjor.Natt, "__init__", planlegg)
    assert filer(run_nattkjoring(oppsett)) == (1, 1, 0, 0), "new bytes are read at once"


def test_a_file_that_was_just_written_waits_for_the_next_run(oppsett):
    skriv(oppsett, A=VEDTAK, B={"vedtak.txt": VEDTAK, "notat.txt": "Journalnotat"})
    naa = time.time()
    for sti in (oppsett.inn / "A" / "vedtak.txt", oppsett.inn / "B" / "notat.txt"):
        os.utime(sti, (naa - 3600, naa - 3600))
    rolig = replace(oppsett, grenser=Grenser(ro=60))
    rapport = run_nattkjoring(rolig)
    assert [(rad.sak_id, rad.status, rad.utfall) for rad in rapport.avvik] == [("B", "vokser", "proves_igjen")]
    assert filer(rapport, "ny", "proves_igjen", "vokser") == (2, 1, 1)
    assert "fortsatt skrives til" in (oppsett.ut / "nattrapport.html").read_text()
    os.utime(oppsett.inn / "B" / "vedtak.txt", (naa - 3600, naa - 3600))
    assert filer(run_nattkjoring(rolig), "ny", "uendret", "vokser") == (1, 2, 0), "not a minute of waiting"


def test_what_stops_the_reader_twice_is_in_quarantine(oppsett, egne_prosesser):
    """The crash is remembered from night to night by content, and forgotten when the limits are others."""
    skriv(oppsett, A={"vedtak.txt": VEDTAK, "skann.pdf": "SEGV skann"}, B=VEDTAK)
    oppsett = replace(oppsett, start=nattmotor.start_ulydig)

    def natt(**grenser) -> tuple:
        _make_due(oppsett) if logg(oppsett) else None
        rapport = run_nattkjoring(replace(oppsett, grenser=Grenser(**grenser)))
        assert rapport.telling()["saker"]["feilet"] == 0
        [rad] = rapport.avvik
        return rad.status, rad.utfall, rapport.telling()["filer"]["karantene"]

    assert natt() == ("krasjet", "proves_igjen", 0)
    assert natt() == ("karantene", "trenger_menneske", 1)
    skriv(oppsett, A={"notat.txt": "Journalnotat"})
    assert natt() == ("karantene", "trenger_menneske", 1), "the case is read again, the file is not"
    with open_lager(oppsett.database) as lager:
        assert list(lager.load_krasj(name_leser(Grenser())).values()) == [3]
        assert lager.load_krasj(name_leser(Grenser(cpu=5))) == {}
    assert natt(cpu=5) == ("krasjet", "proves_igjen", 0)
    assert "karantene" in (oppsett.ut / "nattrapport.json").read_text()


def et_brev(*vedlegg: str | bytes | EmailMessage) -> bytes:
    """A message with a note beside its text, then these attached to it."""
    brev = EmailMessage()
    brev["From"], brev["Subject"] = "nav@example.org", "Notat"
    brev.set_content("Journalnotat 3. mars 2026: barna er 4 og 7 år.")
    for nummer, ett in enumerate(vedlegg, start=1):
        if isinstance(ett, EmailMessage):
            brev.add_attachment(ett)
        elif isinstance(ett, bytes):
            brev.add_attachment(ett, "image", "png", filename=f"bilde{nummer}.png")
        else:
            brev.add_attachment(ett, filename=f"notat{nummer}.txt")
    return brev.as_bytes()


def vedlegg(oppsett: Nattoppsett) -> dict[str, tuple[str, str]]:
    """Status and outcome of the files inside others, by the name that gives their hash."""
    navn = [f"A/brev.eml/{ett}" for ett in ("notat1.txt", "bilde2.png", "notat2.txt", "Indre.eml", "Indre.eml/notat1.txt")]
    kjent = {hashlib.sha256(ett.encode()).hexdigest(): ett.removeprefix("A/brev.eml/") for ett in navn}
    with open_lager(oppsett.database) as lager:
        rader = lager.load_filer(make_rot(oppsett.inn)).values()
        filer = {rad.fil for rad in rader}
        assert all(rad.del_av in filer for rad in rader if rad.del_av)
        return {kjent[rad.fil]: (rad.status, rad.utfall) for rad in rader if rad.del_av}


def test_files_in_messages_are_accounted_for(oppsett):
    """Each attachment has a row and a status of its own, night after night; the sum still has to fit."""
    indre = message_from_bytes(et_brev("Et eget notat."), policy=policy.default)
    indre.replace_header("Subject", "Indre")
    skriv(oppsett, A={"vedtak.txt": VEDTAK, "brev.eml": et_brev("Et notat til.", b"GIF89a" + bytes(50), indre)})
    rapport = run_nattkjoring(oppsett)
    lest, bilde = ("lest", "ny"), ("feil_type", "trenger_menneske")
    assert vedlegg(oppsett) == {
        "notat1.txt": lest, "bilde2.png": bilde, "Indre.eml": lest, "Indre.eml/notat1.txt": lest,
    }  # fmt: skip
    assert filer(rapport) == (5, 0, 0, 1) and filer(rapport, "funnet", "vedlegg") == (6, 4)
    [avvik] = rapport.to_json()["avvik"]
    assert avvik["del_av"] == hashlib.sha256(b"A/brev.eml").hexdigest()
    side = (oppsett.ut / "nattrapport.html").read_text()
    assert "vedlegg i <code>" in side and "herav vedlegg i e-post" in side
    logg(oppsett)
    rapport = run_nattkjoring(oppsett)
    assert logg(oppsett) == [] and rapport.forsvunnet == ()
    assert filer(rapport, "ny", "uendret", "trenger_menneske", "vedlegg") == (0, 5, 1, 4)
    skriv(oppsett, A={"brev.eml": et_brev("Et notat til.")})
    rapport = run_nattkjoring(oppsett)
    assert filer(rapport, "ny", "uendret", "vedlegg") == (1, 2, 1) and len(rapport.forsvunnet) == 3
    assert run_nattkjoring(oppsett).forsvunnet == ()


def test_files_in_a_message_wait_with_what_they_lie_in(oppsett):
    skriv(oppsett, A={"vedtak.txt": VEDTAK, "brev.eml": et_brev("Et notat til.")})
    run_nattkjoring(oppsett)
    skriv(oppsett, A={"vedtak.txt": VEDTAK + "UNNTAK"})
    rapport = run_nattkjoring(oppsett)
    assert filer(rapport, "proves_igjen", "vedlegg") == (3, 1) and rapport.forsvunnet == ()
    skriv(oppsett, A={"vedtak.txt": VEDTAK})
    naa = time.time()
    os.utime(oppsett.inn / "A" / "vedtak.txt", (naa - 3600, naa - 3600))
    rapport = run_nattkjoring(replace(oppsett, grenser=Grenser(ro=60)))
    assert vedlegg(oppsett) == {"notat1.txt": ("vokser", "proves_igjen")} and rapport.forsvunnet == ()


def test_an_attachment_that_stops_the_reader_twice_takes_no_other_along(oppsett):
    oppsett = replace(oppsett, start=nattmotor.start_ulydig_post)
    skriv(oppsett, A={"vedtak.txt": VEDTAK, "brev.eml": et_brev("SEGV skann", "SEGV annet")})
    krasjet, karantene = ("krasjet", "proves_igjen"), ("karantene", "trenger_menneske")
    run_nattkjoring(oppsett)
    assert vedlegg(oppsett) == {"notat1.txt": krasjet, "notat2.txt": krasjet}
    skriv(oppsett, A={"brev.eml": et_brev("SEGV skann", "Et notat.")})
    run_nattkjoring(oppsett)
    assert vedlegg(oppsett) == {"notat1.txt": karantene, "notat2.txt": ("lest", "ny")}


def test_an_attachment_that_stopped_the_reader_is_tried_again_when_due(oppsett):
    oppsett = replace(oppsett, start=nattmotor.start_ulydig_post)
    skriv(oppsett, A={"vedtak.txt": VEDTAK, "brev.eml": et_brev("SEGV skann")})
    run_nattkjoring(oppsett)
    logg(oppsett)
    run_nattkjoring(oppsett)
    assert logg(oppsett) == []
    _make_due(oppsett)
    run_nattkjoring(oppsett)
    assert logg(oppsett) == ["A"] and vedlegg(oppsett) == {"notat1.txt": ("karantene", "trenger_menneske")}


def test_causes_are_counted_and_named_for_all_cases_in_the_folder(oppsett):
    skriv(oppsett, A=VEDTAK, B={"tom.txt": ""}, C={"tom.txt": ""}, D={"vedtak.txt": VEDTAK, "sak.json": "{"})
    for _ in range(2):
        rapport = run_nattkjoring(oppsett)
        assert rapport.telling()["arsaker"] == {"uten_vedtak": 2, "sakjson": 1}
        side = (oppsett.ut / "nattrapport.html").read_text()
        assert "Saken har ikke noe vedtak som kan leses." in side and "sak.json i saksmappen kan ikke brukes." in side
    assert "| Saken har ikke noe vedtak som kan leses. | 2 |" in make_markdown(rapport)
    (oppsett.inn / "B" / "tom.txt").unlink()
    (oppsett.inn / "B").rmdir()
    assert run_nattkjoring(oppsett).telling()["arsaker"] == {"sakjson": 1, "uten_vedtak": 1}


def test_documents_that_are_held_back_are_counted_until_somebody_decides(oppsett):
    skriv(oppsett, A=VEDTAK, B={"vedtak.txt": VEDTAK + " PII", "notat.txt": "Journalnotat PII"}, C=VEDTAK)

    def tall(**felt) -> tuple[int, ...]:
        telling = run_nattkjoring(replace(oppsett, **felt)).telling()
        return telling["saker"]["tilbakeholdt"], *telling["dokumenter"].values()

    assert tall() == (1, 2, 0, 0, 0)
    post = json.loads((oppsett.ut / "nattrapport.json").read_text())
    assert post["tilbakeholdt"] == [{"sak_id": "B", "tilbakeholdt": 2, "sendt_tilbake": 0}]
    assert "avgjør med kommandoen" in (oppsett.ut / "nattrapport.html").read_text()
    assert tall(vern=Vern.MASKER) == (0, 0, 0, 2, 0) and tall(vern=Vern.VARSLE) == (0, 0, 0, 0, 0)
    with open_lager(oppsett.database) as lager:
        [sak] = lager.load_vurderinger(["B"])
        for dokument, valg in zip(sak.sak.dokumenter, (Valg.FRIGI, Valg.SEND_TILBAKE), strict=True):
            naa = datetime.now(UTC)
            lager.save_avgjorelse(Avgjorelse("B", dokument.dok_id, dokument.avtrykk, valg, "k", "r", naa))
    assert tall() == (1, 0, 1, 0, 1)
    skriv(oppsett, B={"vedtak.txt": VEDTAK + " PII ny tekst", "notat.txt": "Journalnotat PII ny"})
    assert tall() == (1, 2, 0, 0, 0), "another text is decided on anew"


def test_files_whose_names_can_only_be_shown_alike_are_two_files(oppsett):
    skriv(oppsett, A=VEDTAK)
    for byte in (b"\xff", b"\xfe"):
        (oppsett.inn / "A" / os.fsdecode(b"notat" + byte + b".txt")).write_text(f"Journalnotat {byte[0]}")
    assert filer(run_nattkjoring(oppsett)) == (3, 0, 0, 0)
    assert filer(run_nattkjoring(oppsett)) == (0, 3, 0, 0)


def test_the_report_names_the_guards_that_the_machine_does_not_have(oppsett, monkeypatch):
    skriv(oppsett, A=VEDTAK)
    assert run_nattkjoring(oppsett).uten_vern == ()
    monkeypatch.setattr(kjor.Sandkasse, "mangler", ("seccomp",))
    assert run_nattkjoring(oppsett).to_json()["uten_vern"] == ["seccomp"]
    assert "libseccomp2" in (oppsett.ut / "nattrapport.html").read_text()


def test_a_file_that_cannot_be_opened_is_tried_again(oppsett):
    skriv(oppsett, A=VEDTAK)
    (oppsett.inn / "A" / "brutt.txt").symlink_to(oppsett.inn / "A" / "finnes ikke.txt")
    rapport = run_nattkjoring(oppsett)
    assert [(rad.status, rad.utfall) for rad in rapport.avvik] == [("uleselig", "proves_igjen")]
    skriv(oppsett, A={"finnes ikke.txt": f"{VEDTAK} Nå finnes den."})
    assert filer(run_nattkjoring(oppsett), "ny", "uendret", "duplikat") == (1, 2, 1)


def test_a_link_out_of_the_input_folder_is_not_followed(oppsett, tmp_path):
    (tmp_path / "hemmelig.txt").write_text(VEDTAK)
    skriv(oppsett, A=VEDTAK)
    (oppsett.inn / "A" / "lenke.txt").symlink_to(tmp_path / "hemmelig.txt")
    rapport = run_nattkjoring(oppsett)
    assert [(rad.status, rad.sha256, rad.utfall) for rad in rapport.avvik] == [("lenke", "", "trenger_menneske")]


def test_names_that_are_no_text_stop_nobody(oppsett):
    skriv(oppsett, A=VEDTAK)
    skriv(oppsett, **{os.fsdecode(b"s\xf8knad"): VEDTAK})
    assert run_nattkjoring(oppsett).funnet == 2
    with open_lager(oppsett.database) as lager:
        assert "A" in {vurdering.sak.sak_id for vurdering in lager.load_vurderinger()}


def test_a_chunk_that_cannot_be_stored_is_tried_again_and_then_given_up(oppsett, monkeypatch):
    skriv(oppsett, A=VEDTAK, B=VEDTAK, C=VEDTAK)
    lagre, feil = Lager.save_bunke, {"B": 2}

    def fail(self, vurderinger, *felt) -> None:
        if any(feil.get(vurdering.sak.sak_id, 0) for vurdering in vurderinger):
            feil["B"] -= 1
            raise OSError(f"disken er full: {VEDTAK}")
        lagre(self, vurderinger, *felt)

    monkeypatch.setattr(Lager, "save_bunke", fail)
    rapport = run_nattkjoring(oppsett)
    assert [(rad.sak_id, rad.utfall) for rad in rapport.avvik] == [("B", "proves_igjen")]
    assert rapport.avvik[0].status.startswith("OSError test_nattkjoring:")
    with open_lager(oppsett.database) as lager:
        assert [vurdering.sak.sak_id for vurdering in lager.load_vurderinger()] == ["A", "C"]


def test_a_scheduler_that_loses_a_chunk_leaves_it_for_another_night(oppsett):
    skriv(oppsett, A=VEDTAK, B=VEDTAK)

    def lose_first(oppgave, oppdrag):
        yield 0, "TimeoutError"
        yield from ((ett.nummer, oppgave(ett)) for ett in oppdrag[1:])

    rapport = run_nattkjoring(replace(oppsett, bunke=1), lose_first)
    assert [(rad.sak_id, rad.status, rad.utfall) for rad in rapport.avvik] == [("A", "TimeoutError", "proves_igjen")]
    assert filer(rapport) == (1, 0, 1, 0)


def test_a_sum_that_does_not_add_up_is_said(oppsett):
    skriv(oppsett, A=VEDTAK, B=VEDTAK)
    rapport = run_nattkjoring(replace(oppsett, bunke=1), lambda *_: (ett for ett in [(0, Bunkesvar(1, {}, 0, 0, {}))]))
    assert not rapport.stemmer and rapport.har_feil
    assert "Regnskapet stemmer ikke" in (oppsett.ut / "nattrapport.html").read_text()


def test_two_runs_at_once_the_second_says_so(oppsett):
    skriv(oppsett, A=VEDTAK)

    def run_another(oppgave, oppdrag):
        with pytest.raises(Bruksfeil, match="kjoring_i_gang"):
            run_nattkjoring(oppsett)
        yield from ((ett.nummer, oppgave(ett)) for ett in oppdrag)

    assert filer(run_nattkjoring(oppsett, run_another)) == (1, 0, 0, 0)
    assert logg(oppsett) == ["A"]


def test_an_input_folder_that_is_not_there_is_wrong_use(oppsett):
    with pytest.raises(Bruksfeil, match="kilde_mangler"):
        run_nattkjoring(replace(oppsett, inn=oppsett.inn / "finnes ikke"))


def test_progress_counts_chunks(oppsett):
    skriv(oppsett, A=VEDTAK, B=VEDTAK, C={f"{n}.txt": f"{VEDTAK} {n}" for n in range(3)})
    sett = []
    run_nattkjoring(replace(oppsett, bunke=2), fremdrift=lambda *tall: sett.append(tall))
    assert sett == [(1, 2), (2, 2)]


def test_the_night_runs_on_postgresql(oppsett, egne_prosesser, tjener):
    oppsett = replace(oppsett, database=tjener.make_database())
    skriv(oppsett, A=VEDTAK + "FLAGG", B={"vedtak.txt": VEDTAK, "tom.txt": ""})
    assert filer(run_nattkjoring(oppsett)) == (2, 0, 0, 1)
    assert filer(run_nattkjoring(oppsett)) == (0, 2, 0, 1)
    with open_lager(oppsett.database) as lager:
        assert [len(vurdering.flagg) for vurdering in lager.load_vurderinger()] == [1, 0]


@pytest.mark.parametrize("malform", ["nb", "nn"])
def test_the_report_holds_numbers_and_hashes_and_no_text(oppsett, malform, caplog):
    caplog.set_level(logging.DEBUG)
    hemmelig = "Kari Hemmeligsen 01017012345"
    skriv(
        oppsett,
        A={"Kari Hemmeligsen vedtak.txt": f"{VEDTAK} {hemmelig} FLAGG", "Kari Hemmeligsen.doc": b"\x89PNG" + bytes(9)},
        B=f"{VEDTAK} UNNTAK {hemmelig}",
        C={"Kari Hemmeligsen.pdf": b"%PDF-1.7 " + hemmelig.encode()},
    )
    rapport = run_nattkjoring(replace(oppsett, malform=malform))
    html = (oppsett.ut / "nattrapport.html").read_text()
    data = json.loads((oppsett.ut / "nattrapport.json").read_text())
    for tekst in (html, json.dumps(data, ensure_ascii=False), caplog.text):
        assert "Hemmeligsen" not in tekst and "01017012345" not in tekst
    assert data["filer"] == rapport.telling()["filer"] and data["filer"]["stemmer"]
    assert len(data["avvik"]) == 3 and all(rad.fil[:12] in html for rad in rapport.avvik)
    assert ("Nye eller endrede" if malform == "nb" else "Nye eller endra") in html
    assert "http" not in html.replace('http-equiv="Content-Security-Policy"', "")
    assert {stat.S_IMODE(sti.stat().st_mode) for sti in oppsett.ut.iterdir()} == {0o600}


def test_the_ledger_holds_no_file_names(oppsett):
    skriv(oppsett, A={"Kari Hemmeligsen.txt": VEDTAK})
    run_nattkjoring(oppsett)
    with closing(sqlite3.connect(oppsett.database)) as forbindelse:
        rader = (
            forbindelse.execute("SELECT * FROM fil").fetchall()
            + forbindelse.execute("SELECT * FROM kjoring").fetchall()
        )
    assert len(rader) == 2 and "Hemmeligsen" not in repr(rader)


def test_the_boilerplate_map_follows_the_cases(oppsett):
    kontor = '{"kontor": "Nav Eksempel"}'
    skriv(oppsett, A={"vedtak.txt": VEDTAK, "sak.json": kontor}, B={"vedtak.txt": VEDTAK, "sak.json": kontor}, C=VEDTAK)
    run_nattkjoring(oppsett)
    with open_lager(oppsett.database) as lager:
        assert {sak_id: ett.saker for sak_id, ett in lager.load_gjenbruk("ABC").items()} == {"A": 1, "B": 1}
    skriv(oppsett, D={"vedtak.txt": VEDTAK + " Nytt.", "sak.json": kontor})
    run_nattkjoring(oppsett)
    with open_lager(oppsett.database) as lager:
        assert lager.find_kontorer(utdaterte=True) == {}
        assert {sak_id: ett.saker for sak_id, ett in lager.load_gjenbruk("ABCD").items()} == {"A": 2, "B": 2, "D": 2}


def test_a_try_that_ended_otherwise_is_no_try_of_this():
    """A worker killed while it held a file of which half is written takes none of the file's tries."""
    halv = Filrad("f", "S-1", "x", "n", Lesestatus.UFULLSTENDIG, "", 0)
    drept = replace(halv, status=Lesestatus.KRASJET, utfall=utfall.Utfall.PROVES_IGJEN, forsok=1)
    dom = partial(utfall.judge, naa=datetime(2026, 5, 1, tzinfo=UTC), rapportert=False, forbigaende=True)
    assert dom(halv, drept).forsok == 1
    assert dom(halv, replace(drept, status=Lesestatus.UFULLSTENDIG)).forsok == 2
    assert dom(halv, None).forsok == 1

"""A case: what sak.json says, what is found without it, and what happens when it is wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date

import pytest
from pdfer import bilde, lag_pdf
from saksfiler import VEDTAK, lag, statuser

from vedtaksanalyse.reading import Grenser, find_saksmapper, read_sak
from vedtaksanalyse.sak import Avvik, Lesestatus
from vedtaksanalyse.tekster import tekst


def les(rot, filer, sakjson=None, **valg):
    lag(rot / "s", filer)
    if sakjson is not None:
        data = sakjson if isinstance(sakjson, bytes | str) else json.dumps(sakjson)
        lag(rot / "s", {"sak.json": data})
    return read_sak(find_saksmapper(rot / "s")[0], **valg)


def test_sakjson_decides_over_content_and_name(tmp_path):
    sak = les(
        tmp_path,
        {"vedtak.txt": VEDTAK, "b.txt": "Ringte søker."},
        {
            "kontor": "Nav Sundlia",
            "malform": "nn",
            "dokumenter": [
                {"fil": "b.txt", "type": "klage", "dato": "2024-05-02", "dok_id": "k1"},
                {"fil": "vedtak.txt", "type": "annet"},
            ],
        },
    )
    assert (sak.kontor, sak.malform, sak.avvik) == ("Nav Sundlia", "nn", ())
    assert [(d.dok_id, d.type, d.dato, d.malform) for d in sak.dokumenter] == [
        ("k1", "klage", date(2024, 5, 2), "nn"),
        ("vedtak", "annet", date(2024, 3, 12), "nn"),
    ]


def test_without_sakjson_type_date_and_form_are_found(tmp_path):
    filer = {"dok1.txt": "14.03. Tlf. med søker om barna. Avtalt ny samtale.", "dok2.txt": VEDTAK}
    sak = les(tmp_path, filer, gjett_malform=lambda tekst: ("nn" if "Du får" in tekst else "nb", 0.9))
    assert [(d.type, d.dato, d.malform) for d in sak.dokumenter] == [
        ("journalnotat", date(2024, 3, 14), "nb"),
        ("vedtak", date(2024, 3, 12), "nn"),
    ]
    assert sak.malform == "nn"


def test_other_languages_are_carried_through(tmp_path):
    assert les(tmp_path, {"vedtak.txt": VEDTAK}, gjett_malform=lambda tekst: ("annet", 1.0)).malform == "annet"


def test_a_file_that_sakjson_names_and_is_not_there_is_reported(tmp_path):
    sak = les(tmp_path, {"a.txt": "Hei"}, {"dokumenter": [{"fil": "vedtak.pdf", "dok_id": "v", "dato": "2024-03-12"}]})
    (mangler,) = [kilde for kilde in sak.kilder if kilde.status is Lesestatus.MANGLER]
    assert (mangler.fil, mangler.dok_id, mangler.type, mangler.dato) == ("vedtak.pdf", "v", "vedtak", date(2024, 3, 12))


@pytest.mark.parametrize("fil", ["../ute.txt", "/etc/hostname", "..\\ute.txt"])
def test_a_path_in_sakjson_leads_nowhere(fil, tmp_path):
    lag(tmp_path, {"ute.txt": "HEMMELIG"})
    sak = les(tmp_path, {"vedtak.txt": VEDTAK}, {"dokumenter": [{"fil": fil}]})
    assert statuser(sak) == {"vedtak.txt": "lest", fil: "mangler"}


def test_composed_and_decomposed_names_are_one_file(tmp_path):
    sak = les(tmp_path, {"So\u0308knad a\u030a.txt": "Hei"}, {"dokumenter": [{"fil": "Söknad å.txt", "type": "soknad"}]})
    assert [(kilde.type, kilde.status.value) for kilde in sak.kilder] == [("soknad", "lest")]


@pytest.mark.parametrize(
    ("innhold", "avvik"),
    [
        ('{\n"kontor": "x",\n}', Avvik("sakjson_json", (("linje", "3"),))),
        ("", Avvik("sakjson_json", (("linje", "1"),))),
        (b"\xff\xfe\x00", Avvik("sakjson_lesing")),
        ("[" * 100_000, Avvik("sakjson_lesing")),
        ("[]", Avvik("sakjson_verdi", (("felt", "sak"),))),
        ({"Kontor": "x"}, Avvik("sakjson_ukjent", (("felt", "Kontor"),))),
        ({"kontor": 7}, Avvik("sakjson_verdi", (("felt", "kontor"),))),
        ({"malform": "en"}, Avvik("sakjson_verdi", (("felt", "malform"),))),
        ({"dokumenter": {}}, Avvik("sakjson_verdi", (("felt", "dokumenter"),))),
        ({"dokumenter": ["a.txt"]}, Avvik("sakjson_verdi", (("felt", "dokumenter[1]"),))),
        ({"dokumenter": [{"type": "vedtak"}]}, Avvik("sakjson_verdi", (("felt", "dokumenter[1].fil"),))),
        ({"dokumenter": [{"fil": "a", "type": "brev"}]}, Avvik("sakjson_verdi", (("felt", "dokumenter[1].type"),))),
        ({"dokumenter": [{"fil": "a", "dato": "12.3.24"}]}, Avvik("sakjson_verdi", (("felt", "dokumenter[1].dato"),))),
        ({"dokumenter": [{"fil": "a", "navn": "x"}]}, Avvik("sakjson_ukjent", (("felt", "navn"),))),
        ({"dokumenter": [{"fil": "a"}, {"fil": "a"}]}, Avvik("sakjson_dobbelt", (("felt", "dokumenter[2].fil"),))),
        (
            {"dokumenter": [{"fil": "a", "dok_id": "x"}, {"fil": "b", "dok_id": "x"}]},
            Avvik("sakjson_dobbelt", (("felt", "dokumenter[2].dok_id"),)),
        ),
    ],
)
def test_a_wrong_sakjson_is_named_and_nothing_in_it_is_used(innhold, avvik, tmp_path):
    sak = les(tmp_path, {"vedtak.txt": VEDTAK}, innhold)
    assert sak.avvik == (avvik,)
    assert sak.kontor == ""
    assert [dokument.type for dokument in sak.dokumenter] == ["vedtak"]
    for malform in ("nb", "nn"):
        assert "{" not in tekst(f"avvik.{avvik.kode}", malform, **dict(avvik.felt))


def test_a_scanned_page_keeps_the_document_out(tmp_path):
    data = lag_pdf(["Nav Sundlia", "12.03.2024", "VEDTAK OM ØKONOMISK STØNAD"], bilde)
    sak = les(tmp_path, {"dok.pdf": data}, grenser=Grenser(ocr_sider=0))
    assert [(k.status.value, k.type, k.dato) for k in sak.kilder] == [("krever_ocr", "vedtak", date(2024, 3, 12))]
    assert sak.dokumenter == ()


@pytest.mark.parametrize("status", list(Lesestatus))
@pytest.mark.parametrize("malform", ["nb", "nn"])
def test_every_status_has_its_texts(status, malform):
    assert tekst(f"lesestatus.{status}", malform)
    if status is not Lesestatus.LEST:
        assert tekst(f"feil.{status}", malform)


def test_the_room_opens_without_the_heavy_readers():
    """``vedtaksanalyse --help`` must not wait for PDF and Word."""
    kode = "import sys, vedtaksanalyse.reading; print([m for m in ('pypdfium2', 'pdfplumber', 'docx') if m in sys.modules])"
    ut = subprocess.run([sys.executable, "-c", kode], capture_output=True, text=True, check=True)
    assert ut.stdout.strip() == "[]"


def test_what_is_no_file_is_never_waited_for(tmp_path):
    ror = tmp_path / "notat.txt"
    os.mkfifo(ror)
    kode = "import sys, pathlib; from vedtaksanalyse.reading import read_dokument; read_dokument(pathlib.Path(sys.argv[1]))"
    svar = subprocess.run([sys.executable, "-c", kode, str(ror)], capture_output=True, text=True, timeout=600)
    assert "Lesefeil: feil_type" in svar.stderr

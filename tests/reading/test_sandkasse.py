"""Nothing a document does costs more than that document: the next one is read, and the parent never notices."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
import zipfile
import zlib
from dataclasses import asdict
from io import BytesIO
from pathlib import Path

import docx
import pytest
from odfdo import Document as Odt
from odfdo import Paragraph
from pdfer import lag_pdf as tegn_pdf
from sideslag import SLAG

from vedtaksanalyse.errors import Lesefeil, Modellfeil
from vedtaksanalyse.reading import (
    Grenser,
    Sandkasse,
    budskap,
    find_bokser,
    find_saksmapper,
    leserbarn,
    read_innhold,
    read_sak,
)
from vedtaksanalyse.reading.budskap import Uforstaaelig, pack_feil, pack_svar, unpack_ruter, unpack_svar
from vedtaksanalyse.reading.innhold import Innhold
from vedtaksanalyse.reading.ruter import find_ruter
from vedtaksanalyse.sak import Belegg, Dokument, Lesestatus, Side

KNAPT = Grenser(cpu=1, frist=4, minne=600_000_000)
ULYDIG = "ulydig:les"


@pytest.fixture(scope="module")
def ulydig():
    with Sandkasse(KNAPT, leser=ULYDIG) as sandkasse:
        yield sandkasse


@pytest.fixture(scope="module")
def ekte():
    with Sandkasse(Grenser(cpu=20, frist=60, ocr_sider=0)) as sandkasse:
        yield sandkasse


def spor(sandkasse, data: bytes | str, endelse: str = "") -> str:
    """The text, or the status it ended in."""
    try:
        return sandkasse(data.encode() if isinstance(data, str) else data, endelse).tekst
    except Lesefeil as feil:
        return Lesestatus(feil.kode).value


def barn() -> list[int]:
    """The processes that this one has, dead ones that nobody asked about among them."""
    svar = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    return [int(pid) for pid in svar]


@pytest.mark.parametrize(
    ("gjor", "status"),
    [
        ("SOV", "lesefrist"),
        ("SPINN", "lesefrist"),
        ("SPIS", "for_stor_utpakket"),
        ("SEGV", "krasjet"),
        ("AVBRYT", "krasjet"),
        ("SLUTT", "krasjet"),
        ("LYV", "krasjet"),
        ("UNNTAK", "uleselig"),
        ("DYBDE ", "uleselig"),
        ("NETT", "uleselig"),
        ("FORK", "uleselig"),
        ("PROGRAM", "uleselig"),
    ],
)
def test_a_reader_that_misbehaves_costs_its_document_only(ulydig, gjor, status):
    assert spor(ulydig, "først") == "først"
    antall = len(barn())
    assert spor(ulydig, gjor) == status
    assert spor(ulydig, "neste") == "neste"
    assert len(barn()) == antall, "no zombie, no process left behind"


@pytest.mark.parametrize("gjor", ["NETT_C", "SKRIV_C {}", "SLETT_C {}", "FORK_C", "DREP_C"])
def test_the_kernel_refuses_what_does_not_go_through_python(ulydig, gjor, tmp_path):
    if ulydig.mangler:
        pytest.skip("libseccomp is missing")
    fil = tmp_path / "finnes"
    fil.touch()
    assert spor(ulydig, gjor.format(fil)) == "-1"
    assert fil.exists()


def test_no_file_is_made(ulydig, tmp_path):
    assert spor(ulydig, f"SKRIV {tmp_path / 'ny'}") == "uleselig"
    assert list(tmp_path.iterdir()) == []


def test_without_libseccomp_the_other_guards_stand_and_it_is_said(tmp_path, monkeypatch):
    (tmp_path / "pyseccomp.py").write_text("raise RuntimeError")
    monkeypatch.syspath_prepend(tmp_path)
    with Sandkasse(KNAPT, leser=ULYDIG) as sandkasse:
        assert sandkasse.mangler == ("seccomp",)
        svar = [spor(sandkasse, gjor) for gjor in ("hei", "NETT", "FORK", "PROGRAM", f"SKRIV {tmp_path / 'ny'}", "SEGV")]
    assert svar == ["hei", *["uleselig"] * 4, "krasjet"]
    assert not (tmp_path / "ny").exists()


def test_what_a_parser_prints_is_not_taken_for_an_answer(ulydig):
    assert spor(ulydig, "PRAT hei") == "hei"


def test_the_child_knows_no_secret_of_the_environment(monkeypatch):
    monkeypatch.setenv("VEDTAKSANALYSE_DATABASE", "postgresql://bruker:hemmelig@tjener/x")
    with Sandkasse(KNAPT, leser=ULYDIG) as sandkasse:
        assert "VEDTAKSANALYSE" not in spor(sandkasse, "MILJO")


def test_one_child_reads_one_document_after_another(ulydig):
    spor(ulydig, "SEGV nytt barn")
    assert len({spor(ulydig, f"HVEM {nummer}") for nummer in range(5)}) == 1


def test_a_child_is_replaced_only_where_it_holds_on_to_memory(ulydig):
    hvem = spor(ulydig, "HVEM")
    assert [spor(ulydig, f"GJEM {byte}") for byte in (1000, 2000)] == ["for_stor_utpakket"] * 2
    assert spor(ulydig, "HVEM") == hvem
    assert spor(ulydig, "GJEM 300000000") == "for_stor_utpakket"
    assert spor(ulydig, "HVEM") != hvem


def test_two_crashes_on_the_same_content_are_enough():
    with Sandkasse(KNAPT, leser=ULYDIG) as sandkasse:
        assert [spor(sandkasse, "SEGV a") for _ in range(2)] == ["krasjet", "karantene"]
        hvem = spor(sandkasse, "HVEM")
        assert spor(sandkasse, "SEGV a") == "karantene"
        assert spor(sandkasse, "HVEM") == hvem, "it was not tried"
        assert spor(sandkasse, "SEGV b") == "krasjet", "another content has its own tries"


def test_crashes_from_before_count():
    from hashlib import sha256

    kjent = {sha256(b"SEGV a").hexdigest(): 1, sha256(b"frisk").hexdigest(): 2}
    with Sandkasse(KNAPT, kjent, ULYDIG) as sandkasse:
        assert spor(sandkasse, "SEGV a") == "karantene"
        assert spor(sandkasse, "frisk") == "karantene"
        assert spor(sandkasse, "frisk nok") == "frisk nok"


def test_a_document_is_not_blamed_for_a_child_that_died_before_it():
    with Sandkasse(KNAPT, leser=ULYDIG) as sandkasse:
        for _ in range(2):
            pid = int(spor(sandkasse, "HVEM"))
            os.kill(pid, signal.SIGKILL)
            assert spor(sandkasse, "neste") == "neste"


def test_a_child_that_cannot_start_is_a_fault_of_the_installation():
    with pytest.raises(Modellfeil), Sandkasse(KNAPT, leser="finnes.ikke:les") as sandkasse:
        sandkasse(b"x")


def test_the_child_ends_with_its_parent():
    """However the parent ends, also while the child is in the middle of a document."""
    kode = (
        "import os, sys, threading, time; sys.path.insert(0, sys.argv[1]);"
        "from vedtaksanalyse.reading import Grenser, Sandkasse;"
        "s = Sandkasse(Grenser(frist=60), leser='ulydig:les'); print(s(b'HVEM').tekst, flush=True);"
        "threading.Timer(0.2, os._exit, [0]).start(); s(b'SOV')"
    )
    sti = str(Path(__file__).parents[1])
    svar = subprocess.run([sys.executable, "-c", kode, sti], capture_output=True, text=True, timeout=600)
    pid = int(svar.stdout)
    for _ in range(12_000):
        if not _lever(pid):
            return
        time.sleep(0.05)
    pytest.fail("the child outlived its parent")


def test_a_child_that_comes_after_its_parent_has_gone_ends():
    """Its pipes may be held open by others."""
    sti = os.pathsep.join(sys.path)
    oppsett = {"grenser": asdict(KNAPT), "leser": ULYDIG, "moduler": [], "forelder": 1}
    kropp = json.dumps(oppsett).encode()
    with subprocess.Popen([sys.executable, "-c", leserbarn._PROGRAM, sti], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as prosess:
        prosess.stdin.write(budskap.LENGDE.pack(len(kropp)) + kropp)
        prosess.stdin.flush()
        assert prosess.wait(60) == 0


def _lever(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_the_sandbox_reads_what_the_reader_reads(ekte):
    """Real files, the same content down to the breaks of every page; the ending comes along."""
    filer = sorted(sti for sti in Path("corpora/eksempler").rglob("*.*") if sti.suffix in (".pdf", ".docx", ".txt"))[:25]
    for sti in filer:
        data = sti.read_bytes()
        try:
            ventet = read_innhold(data, Grenser(ocr_sider=0))
        except Lesefeil as feil:
            assert spor(ekte, data, sti.suffix) == feil.kode
        else:
            assert ekte(data, sti.suffix) == ventet
    assert len(filer) == 25


def lagret(dokument) -> bytes:
    ut = BytesIO()
    dokument.save(ut)
    return ut.getvalue()


def test_every_reader_is_there_before_the_chains_go_on(tmp_path):
    word, odt = docx.Document(), Odt("text")
    word.add_paragraph("Vedtak")
    odt.body.append(Paragraph("Vedtak"))
    filer = {
        "a.pdf": tegn_pdf(["Vedtak om stønad", "Barnet trenger klær."]),
        "b.pdf": SLAG["a form"].lag(),
        "c.docx": lagret(word),
        "d.txt": "Søknad".encode("cp1252"),
        "e.html": b"<html><p>Vedtak",
        "f.rtf": b"{\\rtf1 Vedtak}",
        "g.odt": lagret(odt),
        "h.eml": b"From: a@b.no\nTo: c@d.no\nSubject: x\nDate: Fri, 1 Mar 2024 10:00:00 +0100\n\nHei",
    }
    for navn, data in filer.items():
        (tmp_path / navn).write_bytes(data)
    with Sandkasse(Grenser(), leser=ULYDIG) as sandkasse:
        assert spor(sandkasse, "MODULER " + " ".join(str(tmp_path / navn) for navn in filer)) == "[]"


def test_boxes_come_from_the_child_and_are_the_same(ekte):
    data = SLAG["page turned 90 and cropped"].lag()
    dokument = Dokument("d", "annet", ekte(data, ".pdf").tekst, sider=ekte(data, ".pdf").sider)
    sted = Belegg("d", 0, len(dokument.tekst))
    bokser = find_bokser(data, dokument, sted, ekte.find_ruter)
    assert len(bokser) == 5
    assert bokser == find_bokser(data, dokument, sted, find_ruter)


@pytest.mark.parametrize(
    ("data", "onsker", "status"),
    [
        (b"%PDF-1.4 tull", [(1, [(0, 1)])], "uleselig"),
        (b"ingen pdf", [(1, [(0, 1)])], "uleselig"),
        (None, [(2, [(0, 1)])], "uleselig"),
        (None, [(0, [(0, 1)])], "uleselig"),
    ],
)
def test_boxes_that_cannot_be_found_have_a_status(ekte, data, onsker, status):
    with pytest.raises(Lesefeil) as feil:
        ekte.find_ruter(data or tegn_pdf(["Vedtak"]), onsker)
    assert feil.value.kode == status


def test_characters_that_are_not_there_have_no_box(ekte):
    assert ekte.find_ruter(tegn_pdf(["Vedtak"]), [(1, [(500, 10**9), (-5, 3)])]) == []


@pytest.mark.parametrize(
    "svar", [b"", b"L[]", b'R{"1": 2}', b"R[[1, 0, 0, 1]]", b"R[[2, 0, 0, 1, 1]]", b"R[[1, NaN, 0, 1, 1]]", b"R" + b"[" * 100_000],
    ids=range(7),
)
def test_boxes_that_make_no_sense_are_refused(svar):
    with pytest.raises(Uforstaaelig):
        unpack_ruter(svar, [(1, [(0, 1)])])


def test_no_more_boxes_than_characters():
    en, to = ([[1, 0.0, 0.0, 1.0, 1.0]] * n for n in (1, 2))
    assert unpack_ruter(b"R" + json.dumps(en).encode(), [(1, [(0, 1)])]) == [(1, 0.0, 0.0, 1.0, 1.0)]
    with pytest.raises(Uforstaaelig):
        unpack_ruter(b"R" + json.dumps(to).encode(), [(1, [(0, 1)])])


def lag_pdf(kropp: bytes, kasse: int = 595, sider: int = 1, filtre: str = "/FlateDecode") -> bytes:
    """A PDF of so many pages with one packed content stream between them."""
    barn_ = " ".join(f"{n + 4} 0 R" for n in range(sider))
    deler = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {sider}/Kids[{barn_}]>>".encode(),
        f"<</Length {len(kropp)}/Filter[{filtre}]>>stream\n".encode() + kropp + b"\nendstream",
        *[f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {kasse} {kasse}]/Contents 3 0 R>>".encode()] * sider,
    ]
    ut, steder = b"%PDF-1.7\n", []
    for nummer, del_ in enumerate(deler, start=1):
        steder.append(len(ut))
        ut += b"%d 0 obj\n" % nummer + del_ + b"\nendobj\n"
    tabell = b"".join(b"%010d 00000 n \n" % sted for sted in steder)
    hale = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(deler) + 1, len(ut))
    return ut + b"xref\n0 %d\n0000000000 65535 f \n" % (len(deler) + 1) + tabell + hale


def bombe(megabyte: int, innhold: bytes = b"q Q " * (1 << 18)) -> bytes:
    """A zlib stream of so many times a megabyte, made without unpacking it: its blocks stand on their own."""
    pakker = zlib.compressobj(9)
    forste = pakker.compress(innhold) + pakker.flush(zlib.Z_FULL_FLUSH)
    return forste + (pakker.compress(innhold) + pakker.flush(zlib.Z_FULL_FLUSH)) * (megabyte - 1) + pakker.flush()


def zipbombe(megabyte: int) -> bytes:
    ut = BytesIO()
    with zipfile.ZipFile(ut, "w", zipfile.ZIP_DEFLATED) as pakke:
        pakke.writestr("[Content_Types].xml", "<Types/>")
        with pakke.open("word/document.xml", "w") as fil:
            for _ in range(megabyte):
                fil.write(b" " * (1 << 20))
    return ut.getvalue()


BOMBER = {
    "a stream of four gigabytes": (lambda: lag_pdf(bombe(4096)), "for_stor_utpakket"),
    "packed twice": (
        lambda: lag_pdf(zlib.compress(bombe(4096)), filtre="/FlateDecode/FlateDecode"),
        "for_stor_utpakket",
    ),
    "ten thousand pages": (lambda: lag_pdf(zlib.compress(b"q Q"), sider=10_000), "for_stor"),
    "a page of 40 000 points": (lambda: lag_pdf(zlib.compress(b"q Q"), kasse=40_000), "for_stor"),
    "a zip bomb": (lambda: zipbombe(300), "for_stor_utpakket"),
}


@pytest.mark.parametrize("navn", BOMBER)
def test_a_bomb_has_a_name_and_the_next_document_is_read(ekte, navn):
    lag, status = BOMBER[navn]
    data = lag()
    foer = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert spor(ekte, data) == status
    assert spor(ekte, "Journalnotat 3. mars 2026") == "Journalnotat 3. mars 2026"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - foer < 50_000, "kilobytes in the parent"


def test_a_bomb_without_a_count_of_its_own_meets_the_limits_of_the_process():
    """Streams within the limit for what is unpacked, but with more work in them than a document may ask for."""
    with Sandkasse(Grenser(cpu=1, frist=30, minne=700_000_000)) as sandkasse:
        assert spor(sandkasse, lag_pdf(bombe(190))) in {"lesefrist", "krasjet", "for_stor_utpakket"}
        assert spor(sandkasse, "neste") == "neste"


def test_a_case_with_a_bomb_keeps_its_other_files(ekte, tmp_path):
    (tmp_path / "a_bombe.pdf").write_bytes(lag_pdf(bombe(1000)))
    (tmp_path / "b_notat.txt").write_text("Journalnotat 3. mars 2026")
    sak = read_sak(find_saksmapper(tmp_path)[0], leser=ekte)
    assert [kilde.status.value for kilde in sak.kilder] == ["for_stor_utpakket", "lest"]


LEST_AV_OCR = Side(2, 9, 10, 595.5, 842.0, "ocr", ((9, 0),), 0.93, ((0, 1, 70.5, 80.0, 90.25, 91.0),), 0.41, ("limt",))
INNHOLD = Innhold(
    "Søknad \ud800 \U0001f600\x00", (Side(1, 0, 9, 595.5, 842.0, "tekst", ((0, 0), (5, 7))), LEST_AV_OCR), (), 0.3, ("delt", "limt")
)


def test_what_the_child_says_is_what_the_parent_hears():
    assert unpack_svar(pack_svar(INNHOLD), Grenser()) == INNHOLD
    assert unpack_svar(pack_feil(Lesestatus.KRYPTERT), Grenser()) is Lesestatus.KRYPTERT
    assert len(pack_svar(INNHOLD)) < budskap.largest_svar(Grenser(tegn=len(INNHOLD.tekst)))


def svar_med(**felt: object) -> bytes:
    """An answer with one page in which these fields are wrong."""
    side = {navn: getattr(LEST_AV_OCR, navn) for navn in Side.__slots__} | felt
    return b"L" + json.dumps(["x", [list(side.values())], [], 0.5, ["limt"]]).encode()


@pytest.mark.parametrize(
    "svar",
    [
        b"",
        b"X",
        b"L",
        b"Flest mulig",
        b"L[1, []]",
        b'L["x", [[1, 2]]]',
        svar_med(nummer="1"),
        svar_med(brudd=[[0, "1"]]),
        svar_med(brudd=[1]),
        svar_med(sikkerhet="0.9"),
        svar_med(kvalitet=1),
        svar_med(kvalitet=float("nan")),
        svar_med(kvalitet=1.5),
        svar_med(sikkerhet=-0.1),
        svar_med(bredde=float("inf")),
        svar_med(grunner=["noe annet"]),
        svar_med(grunner=[[]]),
        b'L["x", [], [], "0.5", []]',
        b'L["x", [], [], 7.5, []]',
        b'L["x", [], [], null, ["noe annet"]]',
        b'L["x", [], [], null, null]',
        svar_med(ruter=[[0, 1, 1.0, 1.0, 1.0]]),
        svar_med(ruter=[[0, 1, 1.0, 1.0, 1.0, None]]),
        b"L" + b"[" * 100_000,
        b"\x80\x04cos\nsystem\n",
    ],
)
def test_nonsense_from_the_child_is_refused(svar):
    assert unpack_svar(svar_med(), Grenser()).sider == (LEST_AV_OCR,)
    with pytest.raises(Uforstaaelig):
        unpack_svar(svar, Grenser())


def test_a_text_over_the_limit_is_refused_by_the_parent_too():
    with pytest.raises(Uforstaaelig):
        unpack_svar(pack_svar(INNHOLD), Grenser(tegn=3))

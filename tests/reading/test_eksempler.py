"""The example cases: made the same each time, and read back word for word."""

from __future__ import annotations

import json
import sys
from difflib import SequenceMatcher
from io import BytesIO
from pathlib import Path

import pdfplumber
import pytest
from byggere import HOLDT_AV

from vedtaksanalyse.reading import Grenser, find_saksmapper, read_innhold, read_sak

ROT = Path(__file__).parents[2]
EKSEMPLER = ROT / "corpora" / "eksempler"
sys.path.insert(0, str(ROT / "scripts"))

from lag_eksempler import ODELAGT, SAKER, lag_docx, main  # noqa: E402


def _filer(mappe: Path) -> dict[str, bytes]:
    return {sti.relative_to(mappe).as_posix(): sti.read_bytes() for sti in mappe.rglob("*") if sti.is_file()}


def test_the_script_makes_the_same_files_each_time(tmp_path):
    main(tmp_path / "a")
    main(tmp_path / "b")
    assert _filer(tmp_path / "a") == _filer(tmp_path / "b")
    i_prosjektet = {sti.relative_to(EKSEMPLER).as_posix() for sti in EKSEMPLER.glob("*/*")}
    assert set(_filer(tmp_path / "a")) == i_prosjektet


def test_the_whole_folder_is_these_cases():
    assert [mappe.sak_id for mappe in find_saksmapper(EKSEMPLER)] == sorted(sak.mappe for sak in SAKER)


def test_they_are_small_and_hold_no_untouched_gold_case():
    assert sum(sti.stat().st_size for sti in EKSEMPLER.rglob("*") if sti.is_file()) < 3_000_000
    assert not [sak for sak in SAKER if sak.fasit.split("-")[0] in HOLDT_AV]


@pytest.mark.parametrize("eksempel", SAKER, ids=lambda eksempel: eksempel.mappe)
def test_reading_gives_back_the_gold_text(eksempel):
    fasit = json.loads((ROT / "corpora" / "fasit" / f"{eksempel.fasit}.json").read_text(encoding="utf-8"))
    (mappe,) = find_saksmapper(EKSEMPLER / eksempel.mappe)
    sak = read_sak(mappe, Grenser(ocr_sider=0))
    lest = {kilde.fil: kilde for kilde in sak.kilder}
    assert sak.avvik == ()
    for dokument in fasit["dokumenter"]:
        fil, form = eksempel.filer[dokument["dok_id"]]
        assert lest[fil].type == dokument["type"]
        if form == "skannet":
            assert lest[fil].status.value == "krever_ocr"
            continue
        ordene = dokument["tekst"].split()
        funnet = [et for et in sak.dokument(lest[fil].dok_id).tekst.split() if et != "|"]
        like = SequenceMatcher(None, ordene, funnet, autojunk=False).get_matching_blocks()
        assert sum(blokk.size for blokk in like) / len(ordene) >= 0.99
        assert len(funnet) - len(ordene) <= 20


SIDE_OM_SIDE = "2025-00402"
BREV = sorted(sti for sti in EKSEMPLER.glob("*/*.pdf") if sti.parent.name not in (SIDE_OM_SIDE, ODELAGT))


@pytest.mark.parametrize("sti", BREV, ids=lambda sti: f"{sti.parent.name}/{sti.name}")
def test_slow_engine_judges_the_fast(sti):
    """pdfplumber and PDFium find the same letters in the same order, but for the lines at the edges of pages.

    Tables side by side are left out: there pdfplumber reads across them.
    """
    data = sti.read_bytes()
    with pdfplumber.open(BytesIO(data)) as pdf:
        sider = [side.extract_text().split("\n")[1:-1] for side in pdf.pages]
    fasit = _bokstaver("".join(linje for side in sider for linje in side))
    innhold = read_innhold(data)
    if innhold.krever_ocr:
        assert fasit == ""
        return
    assert fasit in _bokstaver(innhold.tekst)


def _bokstaver(tekst: str) -> str:
    return "".join(tegn for tegn in tekst if tegn.isalnum())


def test_broken_files_beside_a_good_vedtak():
    (mappe,) = find_saksmapper(EKSEMPLER / ODELAGT)
    assert {kilde.fil: kilde.status.value for kilde in read_sak(mappe).kilder} == {
        "husleiekontrakt.png": "tom",
        "klage.pdf": "kryptert",
        "kontoutskrift.pdf": "ufullstendig",
        "notat1.docx": "lest",
        "notat1 (kopi).docx": "duplikat",
        "notat2.txt": "tom",
        "vedtak.pdf": "lest",
    }


def test_what_was_struck_out_in_word_is_not_read():
    tekst = read_innhold(lag_docx("Vedtak\n\nDu får hjelp. Det er bestemt.\nHusleie: kr 1 200\nStrøm: kr 300\n", "Nav")).tekst
    assert "strøket" not in tekst
    assert "Du får hjelp. Det er bestemt." in tekst
    assert "Strøm: | kr 300" in tekst

"""A zip of case folders: its cases as the folders' own, nothing unpacked to disk, and a status for what cannot be trusted."""

from __future__ import annotations

import os
import stat
import zipfile
from pathlib import Path

import pytest
from saksfiler import VEDTAK, lag, statuser

from vedtaksanalyse.reading import Grenser, find_saksmapper, hash_fil, read_sak


def lag_zip(sti: Path, poster: dict[str, str | bytes], pakking: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(sti, "w", pakking) as pakke:
        for navn, innhold in poster.items():
            pakke.writestr(navn, innhold)
    return sti


def saker(sti: Path) -> dict[str, list[str]]:
    return {mappe.sak_id: [mappe.navn(fil) for fil in mappe.filer] for mappe in find_saksmapper(sti)}


@pytest.mark.parametrize(
    ("poster", "ventet"),
    [
        (["vedtak.txt", "notat2.txt", "notat10.txt"], {"eksport": ["notat2.txt", "notat10.txt", "vedtak.txt"]}),
        (["sak-17/vedtak.txt", "sak-17/vedlegg/cv.txt"], {"sak-17": ["vedlegg/cv.txt", "vedtak.txt"]}),
        (["sak2/a.txt", "sak10/b.txt"], {"sak2": ["a.txt"], "sak10": ["b.txt"]}),
        (["alt/sak2/a.txt", "alt/sak10/b.txt", "alt/tom/"], {"sak2": ["a.txt"], "sak10": ["b.txt"], "tom": []}),
        (["sak1/a.txt", "løs.txt", "LES_MEG.md"], {"løs": ["løs.txt"], "sak1": ["a.txt"]}),
        (["sak1/a.txt", "__MACOSX/sak1/._a.txt", "sak1/.DS_Store", "Thumbs.db"], {"sak1": ["a.txt"]}),
        (["sak1\\vedlegg\\a.txt", "sak2\\b.txt"], {"sak1": ["vedlegg/a.txt"], "sak2": ["b.txt"]}),
    ],
)
def test_cases_in_a_zip(poster, ventet, tmp_path):
    sti = lag_zip(tmp_path / "eksport.zip", dict.fromkeys(poster, VEDTAK))
    assert saker(sti) == ventet
    assert {**ventet, "annen": ["vedtak.txt"]} == saker(lag(tmp_path, {"annen/vedtak.txt": "x"}))


def test_a_zip_is_read_as_the_folder_it_was_made_of(tmp_path):
    filer = {"s/vedtak.txt": VEDTAK, "s/notat.txt": "Journalnotat", "s/kopi.txt": VEDTAK, "s/sak.json": '{"kontor": "Sundlia"}'}
    lag(tmp_path / "mappe", filer)
    i_zip, paa_disk = (
        [read_sak(mappe) for mappe in find_saksmapper(sti)] for sti in (lag_zip(tmp_path / "a.zip", filer), tmp_path / "mappe")
    )
    assert i_zip == paa_disk
    assert i_zip[0].kontor == "Sundlia"
    for mappe in find_saksmapper(tmp_path / "a.zip"):
        ventet = {kilde.fil: kilde.sha256 for kilde in i_zip[0].kilder}
        assert {mappe.navn(fil): hash_fil(fil, mappe.rot) for fil in mappe.filer} == ventet
    assert sorted(sti.name for sti in tmp_path.iterdir()) == ["a.zip", "mappe"]


def test_names_of_old_programs(tmp_path):
    sti = lag_zip(tmp_path / "a.zip", {"sXknad/vedtak-p#.txt": VEDTAK}, zipfile.ZIP_STORED)
    sti.write_bytes(sti.read_bytes().replace(b"sXknad", "søknad".encode("cp850")).replace(b"p#", "på".encode("cp850")))
    assert saker(sti) == {"søknad": ["vedtak-på.txt"]}
    utf8 = lag_zip(tmp_path / "b.zip", {"sXXknad/v.txt": VEDTAK})
    utf8.write_bytes(utf8.read_bytes().replace(b"sXXknad", "søknad".encode()))
    assert saker(utf8) == {"søknad": ["v.txt"]}


def test_what_cannot_be_trusted_has_a_status_and_reaches_nothing(tmp_path):
    lag(tmp_path, {"hemmelig.txt": "HEMMELIG"})
    sti = tmp_path / "a.zip"
    lenke = zipfile.ZipInfo("s/lenke.txt")
    lenke.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(sti, "w", zipfile.ZIP_DEFLATED) as pakke:
        pakke.writestr("s/vedtak.txt", VEDTAK)
        pakke.writestr("s/../hemmelig.txt", "x1")
        pakke.writestr("/s/rot.txt", "x2")
        pakke.writestr("s/linje\n.txt", "x3")
        pakke.writestr(lenke, str(tmp_path / "hemmelig.txt"))
        pakke.writestr("s/indre.zip", lag_zip(tmp_path / "i.zip", {"a.txt": "a"}).read_bytes())
        pakke.writestr("s/bombe.txt", b" " * 5_000_000)
        pakke.writestr("s/stor.txt", os.urandom(30_000))
        pakke.writestr("s/bz.txt", "x4", zipfile.ZIP_BZIP2)
        pakke.writestr("s/last.txt", "x5")
        pakke.writestr("s/odelagt.txt", "x6" * 50, zipfile.ZIP_STORED)
    (tmp_path / "i.zip").unlink()
    data = bytearray(sti.read_bytes().replace(b"x6x6", b"x7x6", 1))
    for merke, flagg in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        sted = data.find(merke)
        while sted >= 0:
            navn = sted + (30 if merke[2] == 3 else 46)
            if data[navn : navn + 10] == b"s/last.txt":
                data[sted + flagg] |= 1
            sted = data.find(merke, sted + 4)
    sti.write_bytes(data)
    lest = [read_sak(mappe, Grenser(bytes=20_000)) for mappe in find_saksmapper(sti)]
    assert {k: v for sak in lest for k, v in statuser(sak).items()} == {
        "bombe.txt": "for_stor_utpakket",
        "bz.txt": "uleselig",
        "hemmelig.txt": "ugyldig_navn",
        "indre.zip": "arkiv",
        "last.txt": "kryptert",
        "lenke.txt": "lenke",
        "linje.txt": "ugyldig_navn",
        "odelagt.txt": "uleselig",
        "rot.txt": "ugyldig_navn",
        "stor.txt": "for_stor",
        "vedtak.txt": "lest",
    }
    assert "HEMMELIG" not in repr(lest)
    assert sorted(fil.name for fil in tmp_path.iterdir()) == ["a.zip", "hemmelig.txt"]


def test_two_files_of_one_name_are_both_there(tmp_path):
    sti = tmp_path / "a.zip"
    with zipfile.ZipFile(sti, "w") as pakke, pytest.warns(UserWarning):
        pakke.writestr("s/a.txt", "en")
        pakke.writestr("s/a.txt", "to")
    assert statuser(read_sak(find_saksmapper(sti)[0])) == {"a.txt": "lest", "a-2.txt": "lest"}


def test_cases_of_one_name_in_two_zips(tmp_path):
    for navn in ("jan", "feb"):
        lag_zip(tmp_path / f"{navn}.zip", {"sak1/vedtak.txt": f"{VEDTAK} {navn}"})
    assert saker(tmp_path) == {"feb-sak1": ["vedtak.txt"], "jan-sak1": ["vedtak.txt"]}


def test_a_zip_in_a_case_folder_is_named_and_not_opened(tmp_path):
    lag(tmp_path / "s", {"vedtak.txt": VEDTAK})
    lag_zip(tmp_path / "s" / "vedlegg.zip", {"a/b.txt": "x"})
    (mappe,) = find_saksmapper(tmp_path / "s")
    assert statuser(read_sak(mappe)) == {"vedlegg.zip": "arkiv", "vedtak.txt": "lest"}


def _overlapp(data: bytes) -> bytes:
    """Both entries of the index lead to the first file."""
    sted = data.rfind(b"PK\x01\x02")
    return data[: sted + 42] + bytes(4) + data[sted + 46 :]


@pytest.mark.parametrize(
    ("endre", "status"),
    [
        (lambda data: data[:-30], "ufullstendig"),
        (_overlapp, "arkiv"),
        (lambda data: data[:-10] + b"\xff\xff\xff\x7f" + data[-6:], "uleselig"),
    ],
    ids=["cut", "files in each other", "huge index"],
)
def test_an_archive_that_is_no_source_is_one_file_with_a_status(endre, status, tmp_path):
    sti = lag_zip(tmp_path / "a.zip", {"s/a.txt": "Hei på deg", "s/b.txt": "Hei på deg"}, zipfile.ZIP_STORED)
    sti.write_bytes(endre(sti.read_bytes()))
    (mappe,) = find_saksmapper(sti)
    assert statuser(read_sak(mappe)) == {"a.zip": status}


def test_an_archive_that_changes_waits(tmp_path):
    sti = lag_zip(tmp_path / "a.zip", {"s/a.txt": VEDTAK})
    (mappe,) = find_saksmapper(sti)
    assert statuser(read_sak(mappe, Grenser(ro=3600))) == {"a.txt": "vokser"}
    with zipfile.ZipFile(sti, "a") as pakke:
        pakke.writestr("s/b.txt", "mer")
    assert statuser(read_sak(mappe)) == {"a.txt": "vokser"}
    sti.unlink()
    assert statuser(read_sak(mappe)) == {"a.txt": "uleselig"}

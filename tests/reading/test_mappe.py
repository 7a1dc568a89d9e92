"""What the user points at: every file is accounted for, nothing outside is read."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from saksfiler import VEDTAK, lag, statuser

from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.reading import Grenser, find_saksmapper, read_sak
from vedtaksanalyse.sak import Lesestatus


def test_a_folder_of_case_folders_in_natural_order(tmp_path):
    lag(tmp_path, {"sak10/vedtak.txt": VEDTAK, "sak2/notat10.txt": "a", "sak2/notat2.txt": "b", "sak2/notat.txt": "c"})
    saker = find_saksmapper(tmp_path)
    assert [sak.sak_id for sak in saker] == ["sak2", "sak10"]
    assert [fil.name for fil in saker[0].filer] == ["notat.txt", "notat2.txt", "notat10.txt"]


def test_one_case_folder_and_one_file(tmp_path):
    lag(tmp_path / "24-17", {"vedtak.txt": VEDTAK, "vedlegg/skjema.txt": "Hei"})
    assert [fil.name for fil in find_saksmapper(tmp_path / "24-17" / "vedlegg")[0].filer] == ["skjema.txt"]
    (sak,) = find_saksmapper(tmp_path / "24-17" / "vedtak.txt")
    assert (sak.sak_id, [fil.name for fil in sak.filer]) == ("vedtak", ["vedtak.txt"])
    (sak,) = find_saksmapper(tmp_path)
    assert (sak.sak_id, [sak.navn(fil) for fil in sak.filer]) == ("24-17", ["vedlegg/skjema.txt", "vedtak.txt"])


def test_a_case_folder_with_sakjson_is_one_case_in_spite_of_subfolders(tmp_path):
    lag(tmp_path / "s", {"sak.json": "{}", "vedlegg/a.txt": "a", "vedtak.txt": VEDTAK})
    (sak,) = find_saksmapper(tmp_path / "s")
    assert sak.sak_id == "s"
    assert sak.sakjson is not None
    assert len(sak.filer) == 2


def test_loose_files_beside_case_folders_are_cases_of_their_own(tmp_path):
    lag(tmp_path, {"sak1/vedtak.txt": VEDTAK, "løs.txt": VEDTAK, "sak1.pdf": b"x", "LES_MEG.md": "Om mappen"})
    assert sorted(sak.sak_id for sak in find_saksmapper(tmp_path)) == ["løs", "sak1", "sak1.pdf"]


def test_an_empty_case_folder_is_a_case_without_files(tmp_path):
    (tmp_path / "tom").mkdir()
    lag(tmp_path, {"sak1/vedtak.txt": VEDTAK})
    assert [(sak.sak_id, len(sak.filer)) for sak in find_saksmapper(tmp_path)] == [("sak1", 1), ("tom", 0)]
    assert read_sak(find_saksmapper(tmp_path)[1]).kilder == ()


def test_hidden_and_system_files_are_left_out(tmp_path):
    lag(tmp_path / "s", {".skjult": "x", "~$vedtak.docx": "x", "Thumbs.db": "x", "vedtak.txt": VEDTAK})
    (sak,) = find_saksmapper(tmp_path / "s")
    assert [fil.name for fil in sak.filer] == ["vedtak.txt"]


def test_nothing_there(tmp_path):
    with pytest.raises(Bruksfeil) as feil:
        find_saksmapper(tmp_path / "finnes-ikke")
    assert feil.value.kode == "kilde_mangler"
    with pytest.raises(Bruksfeil) as feil:
        find_saksmapper(tmp_path)
    assert feil.value.kode == "kilde_uten_saker"


def test_links_out_of_the_input_folder_are_refused(tmp_path):
    lag(tmp_path / "ute", {"hemmelig.txt": "HEMMELIG", "mappe/hemmelig.txt": "HEMMELIG"})
    inn = lag(tmp_path / "inn", {"sak1/vedtak.txt": VEDTAK})
    (inn / "sak1" / "notat.txt").symlink_to(tmp_path / "ute" / "hemmelig.txt")
    (inn / "sak1" / "flere").symlink_to(tmp_path / "ute" / "mappe")
    (inn / "sak1" / "sak.json").symlink_to(tmp_path / "ute" / "hemmelig.txt")
    (inn / "sak2").symlink_to(tmp_path / "ute" / "mappe")
    (inn / "sak1" / "kopi.txt").symlink_to(inn / "sak1" / "vedtak.txt")
    sak1, sak2 = (read_sak(mappe) for mappe in find_saksmapper(inn))
    assert statuser(sak1) == {"flere": "lenke", "kopi.txt": "lest", "notat.txt": "lenke", "vedtak.txt": "duplikat"}
    assert [avvik.kode for avvik in sak1.avvik] == ["sakjson_lesing"]
    assert statuser(sak2) == {"sak2": "lenke"}
    assert "HEMMELIG" not in repr((sak1, sak2))


def test_two_files_with_one_stem_get_their_own_ids(tmp_path):
    lag(tmp_path / "s", {"vedtak.txt": VEDTAK, "vedtak.md": "Noe annet", "notat.txt": "Hei"})
    sak = read_sak(find_saksmapper(tmp_path / "s")[0])
    assert [kilde.dok_id for kilde in sak.kilder] == ["notat", "vedtak.md", "vedtak.txt"]


def test_same_content_twice_is_read_once(tmp_path):
    lag(tmp_path / "s", {"vedtak.txt": VEDTAK, "vedtak (kopi).txt": VEDTAK})
    sak = read_sak(find_saksmapper(tmp_path / "s")[0])
    assert statuser(sak) == {"vedtak.txt": "lest", "vedtak (kopi).txt": "duplikat"}
    assert [dokument.dok_id for dokument in sak.dokumenter] == ["vedtak"]
    assert len({kilde.sha256 for kilde in sak.kilder}) == 1


def test_names_that_are_no_text_can_be_stored(tmp_path):
    rot = bytes(tmp_path) + b"/sak-\xe5"
    os.mkdir(rot)  # noqa: PTH102
    with open(rot + b"/notat-\xf8.txt", "wb") as fil:  # noqa: PTH123
        fil.write(VEDTAK.encode())
    sak = read_sak(find_saksmapper(tmp_path)[0])
    (sak.sak_id + sak.kilder[0].fil + sak.kilder[0].dok_id).encode("utf-8")
    assert sak.kilder[0].status is Lesestatus.LEST


@pytest.mark.parametrize(
    ("navn", "data", "status"),
    [
        ("vedtak.pdf", b"", "tom"),
        ("vedtak.pdf", b"\x00" * 200, "tom"),
        ("vedtak.pdf", b"%PDF-1.7\n1 0 obj", "ufullstendig"),
        ("vedtak.pdf", b"%PDF-1.7\nrot\n%%EOF", "uleselig"),
        ("vedtak.pdf", b"\x89PNG\r\n\x1a\n", "uleselig"),
        ("vedtak.pdf", b"GIF89a", "feil_type"),
        ("vedtak.docx", VEDTAK.encode(), "lest"),
        ("vedtak.txt", b"x" * 2000, "for_stor"),
    ],
)
def test_every_file_ends_in_a_named_status(navn, data, status, tmp_path):
    lag(tmp_path / "s", {navn: data})
    sak = read_sak(find_saksmapper(tmp_path / "s")[0], Grenser(bytes=1000))
    assert statuser(sak) == {navn: status}
    assert [kilde.type for kilde in sak.kilder] == ["vedtak"]
    assert len(sak.dokumenter) == (status == "lest")


def test_a_file_that_grows_while_it_is_read_waits(tmp_path, monkeypatch):
    """Another process still writes: what was read is not the whole file."""
    lag(tmp_path / "s", {"vedtak.txt": VEDTAK})
    les_bytes = Path.read_bytes

    def voks(sti):
        data = les_bytes(sti)
        with sti.open("ab") as fil:
            fil.write(b"mer")
        return data

    monkeypatch.setattr(Path, "read_bytes", voks)
    assert statuser(read_sak(find_saksmapper(tmp_path / "s")[0])) == {"vedtak.txt": "vokser"}


def test_a_file_that_changed_since_it_was_listed_waits(tmp_path):
    lag(tmp_path / "s", {"vedtak.txt": VEDTAK, "notat.txt": "Journalnotat"})
    (mappe,) = find_saksmapper(tmp_path / "s")
    with (tmp_path / "s" / "vedtak.txt").open("a") as fil:
        fil.write("mer")
    assert statuser(read_sak(mappe)) == {"notat.txt": "lest", "vedtak.txt": "vokser"}
    assert statuser(read_sak(find_saksmapper(tmp_path / "s")[0])) == {"notat.txt": "lest", "vedtak.txt": "lest"}


def test_a_file_must_have_been_left_alone_for_a_while(tmp_path):
    lag(tmp_path / "s", {"gammel.txt": VEDTAK, "ny.txt": "Journalnotat", "framtid.txt": "Søknad"})
    naa = time.time()
    for navn, tid in (("gammel.txt", naa - 60), ("framtid.txt", naa + 3600)):
        os.utime(tmp_path / "s" / navn, (tid, tid))
    (mappe,) = find_saksmapper(tmp_path / "s")
    assert statuser(read_sak(mappe, Grenser(ro=30))) == {"framtid.txt": "lest", "gammel.txt": "lest", "ny.txt": "vokser"}


def test_a_file_that_vanished_after_it_was_found(tmp_path):
    lag(tmp_path / "s", {"vedtak.txt": VEDTAK})
    (mappe,) = find_saksmapper(tmp_path / "s")
    (tmp_path / "s" / "vedtak.txt").unlink()
    assert statuser(read_sak(mappe)) == {"vedtak.txt": "uleselig"}

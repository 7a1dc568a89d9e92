"""Pictures of pages: drawn in the child, plain pixels over the pipe, and only of the file that was read."""

from __future__ import annotations

import zipfile
from hashlib import sha256
from struct import pack

import pytest
from byggere import ROT

from vedtaksanalyse.errors import Lesefeil
from vedtaksanalyse.reading import Grenser, Sandkasse, find_original
from vedtaksanalyse.reading.budskap import TEGNET, Uforstaaelig, unpack_bilde
from vedtaksanalyse.reading.innhold import FLEST_PIKSLER

EKSEMPEL = ROT / "corpora" / "eksempler" / "2024-11873"
PDF = (EKSEMPEL / "vedtak.pdf").read_bytes()


def test_a_page_is_drawn_in_the_child_and_never_larger_than_there_is_room_for():
    with Sandkasse(Grenser()) as sandkasse:
        bilde = sandkasse.draw_side(PDF, 1, 0.5)
        assert abs(bilde.hoyde / bilde.bredde - 842 / 595) < 0.02
        assert len(bilde.piksler) == bilde.bredde * bilde.hoyde
        assert bilde.piksler.count(255) > len(bilde.piksler) / 2 > 10 * min(bilde.piksler)
        stort = sandkasse.draw_side(PDF, 1, 100.0)
        assert FLEST_PIKSLER * 0.9 < stort.bredde * stort.hoyde <= FLEST_PIKSLER
        for data, nummer in ((PDF, 0), (PDF, 99), (b"%PDF-1.4 %%EOF", 1)):
            with pytest.raises(Lesefeil):
                sandkasse.draw_side(data, nummer, 1.0)


@pytest.mark.parametrize(
    "ramme",
    [b"", b"x", TEGNET, TEGNET + pack("!II", 2, 2), TEGNET + pack("!II", 2, 2) + b"123", TEGNET + pack("!II", 0, 0),
     TEGNET + pack("!II", 2, 2) + b"12345", TEGNET + pack("!II", 4, 4) + bytes(16), b"F?"],
)  # fmt: skip
def test_what_the_child_says_is_not_trusted(ramme):
    with pytest.raises(Uforstaaelig):
        unpack_bilde(ramme, 10)


def test_the_file_is_found_by_its_hash_and_nowhere_else(tmp_path):
    rot, grenser = tmp_path / "rot", Grenser()
    (rot / "S-1" / "under").mkdir(parents=True)
    (rot / "S-1" / "under" / "a.pdf").write_bytes(b"innhold")
    (tmp_path / "utenfor").mkdir()
    (tmp_path / "utenfor" / "b.pdf").write_bytes(b"hemmelig")
    (rot / "S-2").symlink_to(tmp_path / "utenfor")
    (rot / "S-1" / "c.pdf").symlink_to(tmp_path / "utenfor" / "b.pdf")
    (rot / "lest.txt").write_bytes(b"alene")
    with zipfile.ZipFile(rot / "S-3.zip", "w") as arkiv:
        arkiv.writestr("d.pdf", b"pakket")

    def find(sak_id: str, data: bytes) -> bytes | None:
        return find_original(rot, sak_id, sha256(data).hexdigest(), grenser)

    assert find("S-1", b"innhold") == b"innhold"
    assert find("lest", b"alene") == b"alene"
    assert find("S-3", b"pakket") == b"pakket"
    for sak_id in ("S-1", "S-2", "..", "../utenfor", str(tmp_path / "utenfor"), "S-1/../S-1", "", ".", "S-9"):
        assert find(sak_id, b"hemmelig") is None
    assert find("S-1", b"annet") is None
    (rot / "S-1" / "under" / "a.pdf").write_bytes(b"endret")
    assert find("S-1", b"innhold") is None

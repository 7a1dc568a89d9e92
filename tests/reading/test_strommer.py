"""What the streams of a PDF unpack to is counted before PDFium sees them, whatever they are packed with."""

from __future__ import annotations

import zlib
from base64 import a85encode
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vedtaksanalyse.errors import Lesefeil
from vedtaksanalyse.reading.pdffiltre import FILTRE
from vedtaksanalyse.reading.strommer import check_strommer

MYE = 100_000


def runlength(data: bytes) -> bytes:
    ut = b"".join(bytes([257 - len(bit), bit[0]]) for bit in (data[n : n + 128] for n in range(0, len(data), 128)) if len(set(bit)) == 1 < len(bit))
    return (ut or b"".join(bytes([len(bit) - 1]) + bit for bit in (data[n : n + 128] for n in range(0, len(data), 128)))) + b"\x80"


def lzw(data: bytes) -> bytes:
    """As PDF writers do: nine bits to begin with, one code early."""
    koder = {bytes([n]): n for n in range(256)}
    tall, lengde = 256, 9
    neste, bredde, foran = 258, 9, b""

    def skriv(kode: int) -> None:
        nonlocal tall, lengde
        tall, lengde = tall << bredde | kode, lengde + bredde

    for byte in data:
        naa = foran + bytes([byte])
        if naa in koder:
            foran = naa
            continue
        skriv(koder[foran])
        koder[naa], neste, foran = neste, neste + 1, bytes([byte])
        if neste + 1 > 4095:
            bredde = 12
            skriv(256)
            koder, neste = {bytes([n]): n for n in range(256)}, 258
        bredde = min(12, neste.bit_length())
    if foran:
        skriv(koder[foran])
        bredde = min(12, (neste + 1).bit_length())
    skriv(257)
    ekstra = -lengde % 8
    return (tall << ekstra).to_bytes((lengde + ekstra) // 8)


PAKK = {
    "ASCII85Decode": lambda data: a85encode(data) + b"~>",
    "ASCIIHexDecode": lambda data: data.hex(" ", 40).encode() + b">",
    "RunLengthDecode": runlength,
    "LZWDecode": lzw,
    "FlateDecode": zlib.compress,
}


def en_strom(data: bytes, *filtre: str, lengde: str = "") -> bytes:
    for navn in reversed(filtre):
        data = PAKK[navn](data)
    navn = " ".join(f"/{ett}" for ett in filtre)
    hode = f"4 0 obj\n<< /Length {lengde or len(data)} /Filter [{navn}] >>\n"
    return b"%PDF-1.7\n" + hode.encode() + b"stream\n" + data + b"\nendstream endobj\n"


@pytest.mark.parametrize("navn", FILTRE)
@settings(deadline=None, max_examples=40)
@given(data=st.one_of(st.binary(min_size=1, max_size=300), st.integers(1, 9_000).map(lambda n: bytes([n % 7]) * n)), bit=st.integers(1, 50))
def test_each_filter_gives_back_what_was_packed(navn, data, bit):
    pakket = PAKK[navn](data)
    biter = [pakket[n : n + bit] for n in range(0, len(pakket), bit)]
    assert b"".join(FILTRE[navn](biter)) == data


@pytest.mark.parametrize("filtre", [(navn,) for navn in PAKK] + [*product(PAKK, PAKK)], ids="+".join)
def test_bombs_are_found_in_every_packing(filtre):
    bombe = en_strom(bytes(MYE), *filtre)
    check_strommer(bombe, len(filtre) * 3 * MYE)
    with pytest.raises(Lesefeil) as feil:
        check_strommer(bombe, MYE - 1)
    assert feil.value.kode == "for_stor_utpakket"


@pytest.mark.parametrize(
    ("fra", "til"),
    [
        (b"/LZWDecode", b"/LZ#57Decode"),
        (b"[/LZWDecode]", b"/LZWDecode"),
        (b"/Length ", b"/Length 7 0 R /X "),
        (b"/Filter", b"/DecodeParms << /Filter2 1 >> /Filter"),
    ],
)
def test_a_filter_is_known_however_it_is_written(fra, til):
    bombe = en_strom(bytes(MYE), "LZWDecode")
    assert fra in bombe
    with pytest.raises(Lesefeil):
        check_strommer(bombe.replace(fra, til), MYE - 1)


@pytest.mark.parametrize("navn", FILTRE)
def test_what_does_not_end_and_what_is_no_such_thing_is_let_be(navn):
    hel = en_strom(b"Vedtak om stonad. " * 20, navn)
    check_strommer(hel * 20, 20 * 400)
    check_strommer(hel.replace(b"\nendstream", b"")[: len(hel) - 60], 2_000)
    check_strommer(hel.replace(PAKK[navn](b"Vedtak om stonad. " * 20), bytes(range(256)) * 3), 200_000)


def test_pictures_count_one_at_a_time():
    bilde = en_strom(bytes(MYE), "FlateDecode").replace(b"<<", b"<< /Type /XObject /Subtype /Image")
    check_strommer(bilde * 5, MYE)
    for data in (bilde.replace(b"/Image", b"/Form") * 5, en_strom(bytes(MYE + 1), "LZWDecode").replace(b"<<", b"<< /Subtype/Image")):
        with pytest.raises(Lesefeil):
            check_strommer(data, MYE)


def test_packed_pictures_are_not_unpacked_here():
    check_strommer(en_strom(bytes(MYE), "FlateDecode").replace(b"/FlateDecode", b"/DCTDecode").replace(b"x\x9c", b"\xff\xd8"), 100)


@settings(deadline=None, max_examples=80)
@given(
    filtre=st.lists(st.sampled_from(sorted(PAKK)), min_size=1, max_size=2),
    data=st.one_of(st.binary(min_size=2, max_size=300), st.integers(2, 200_000).map(bytes)),
    mindre=st.integers(1, 2),
)
def test_nothing_that_unpacks_to_more_than_the_limit_is_let_through(filtre, data, mindre):
    with pytest.raises(Lesefeil):
        check_strommer(en_strom(data, *filtre), len(data) - mindre)

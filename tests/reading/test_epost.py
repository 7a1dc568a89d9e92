"""E-mail: who, when and what, the text a person sees, and attachments as files of their own."""

from __future__ import annotations

from datetime import date
from email.message import EmailMessage
from io import BytesIO
from struct import pack

import pytest
from pdfer import lag_pdf, les
from PIL import Image
from saksfiler import VEDTAK, lag, statuser

from vedtaksanalyse.errors import Lesefeil
from vedtaksanalyse.reading import Grenser, Sandkasse, find_saksmapper, read_innhold, read_sak, read_utkast
from vedtaksanalyse.reading.msg import unpack_rtf


def lag_eml(tekst: str = "Hei på deg.\n", html: str = "", **hode: str) -> EmailMessage:
    brev = EmailMessage()
    felt = {"From": "Kari Nordmann <kari@example.org>", "To": "nav@example.org", "Subject": "Søknad om støtte"} | hode
    for navn, verdi in felt.items():
        brev[navn] = verdi
    brev["Date"] = "Tue, 12 Mar 2024 10:15:00 +0100"
    if tekst:
        brev.set_content(tekst)
    if html:
        brev.add_alternative(html, subtype="html") if tekst else brev.set_content(html, subtype="html")
    return brev


HODE = "Fra: Kari Nordmann <kari@example.org>\nTil: nav@example.org\nDato: 12.03.2024 10:15\nEmne: Søknad om støtte\n"


@pytest.mark.parametrize(
    ("brev", "ventet"),
    [
        (lag_eml(), "Hei på deg."),
        (lag_eml("", "<p>Hei på <b>deg</b><table><tr><td>Husleie<td>11 900</table>"), "Hei på deg\nHusleie | 11 900"),
        (lag_eml("Hei.\n", "<p>Hei."), "Hei."),
        (lag_eml("Vis i nettleser\n", "<p>" + "Vi søker om hjelp til husleie. " * 3), "Vi søker om hjelp til husleie. " * 3),
    ],
    ids=["plain", "html", "both", "plain says nothing"],
)
def test_the_text_a_person_sees(brev, ventet):
    assert les(brev.as_bytes()).tekst == f"{HODE}\n{ventet.strip()}\n"


def test_transfer_encodings_and_soft_lines():
    raa = (
        b"From: a@example.org\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=iso-8859-1; format=flowed\r\n"
        b"Content-Transfer-Encoding: quoted-printable\r\nSubject: =?iso-8859-1?Q?S=F8knad?=\r\n\r\nBor p=E5 =C5mot og =\r\nhar \r\n to barn.\r\n"
    )
    assert les(raa).tekst == "Fra: a@example.org\nEmne: Søknad\n\nBor på Åmot og har  to barn.\n"


def test_unknown_charset_and_broken_headers_are_still_read():
    raa = b"From: <<<@@@\nMIME-Version: 1.0\nDate: i morgen\nTo: \xff\nContent-Type: text/plain; charset=x-ukjent\n\nBor p\xe5 gard\n"
    assert "Bor på gard" in les(raa).tekst


def test_a_note_that_looks_like_mail_is_text_unless_its_name_says_so():
    tekst = "From: Kari\nSubject: samtale\n\nNotat\n"
    assert les(tekst.encode()).tekst == tekst
    assert read_innhold(tekst.encode(), endelse=".eml").tekst == "Fra: Kari\nEmne: samtale\n\nNotat\n"
    assert les(b"Fra: Kari\nTil: Nav\n\nHei\n").tekst == "Fra: Kari\nTil: Nav\n\nHei\n"


def med_vedlegg() -> EmailMessage:
    brev = lag_eml("Se vedlegg.\n")
    brev.add_attachment(lag_pdf(["Journalnotat 01.03.2024", "Samtale med søker om barna."]), "application", "pdf", filename="notat.pdf")
    brev.add_attachment(VEDTAK.encode(), "application", "octet-stream", filename="../../vedtak.txt")
    brev.add_attachment(b"PK\x03\x04rot", "application", "zip", filename="bilder.zip")
    brev.add_attachment(b"\x89PNGlogo", "image", "png", cid="<logo>", disposition="inline")
    brev.add_attachment(b"sign", "application", "pkcs7-signature", filename="smime.p7s")
    return brev


@pytest.fixture(scope="module")
def sandkasse():
    with Sandkasse(Grenser(cpu=20, frist=120)) as barn:
        yield barn


def test_attachments_are_files_of_the_case(tmp_path, sandkasse):
    inni = lag_eml("Videresendt.\n", Subject="Klage")
    inni.add_attachment(b"Kvittering fra banken, 4 500 kr", "text", "plain", filename="kvittering.txt")
    brev = med_vedlegg()
    brev.add_attachment(inni)
    lag(tmp_path / "s", {"søknad.eml": brev.as_bytes(), "vedtak.txt": VEDTAK, "sak.json": "{}"})
    (mappe,) = find_saksmapper(tmp_path / "s")
    for leser in (None, sandkasse):
        sak = read_sak(mappe, leser=leser)
        assert statuser(sak) == {
            "søknad.eml": "lest",
            "søknad.eml/Klage.eml": "lest",
            "søknad.eml/Klage.eml/kvittering.txt": "lest",
            "søknad.eml/bilder.zip": "ufullstendig",
            "søknad.eml/notat.pdf": "lest",
            "søknad.eml/vedtak.txt": "lest",
            "vedtak.txt": "duplikat",
        }
        assert [k.fil for k in sak.uleste] == ["søknad.eml/bilder.zip"]
        assert "Samtale med søker om barna." in sak.dokument("søknad.eml/notat.pdf").tekst
        assert "Vedlegg: notat.pdf, vedtak.txt, bilder.zip, Klage.eml\n" in sak.dokument("søknad").tekst
        assert len({k.dok_id for k in sak.kilder}) == len(sak.kilder)


def test_attachments_of_a_note_to_a_draft_are_notes():
    sak = read_utkast(VEDTAK.encode(), [med_vedlegg().as_bytes()], Grenser(), lambda data, endelse="": read_innhold(
        data, Grenser(), endelse), lambda _: ("nb", 1.0), date(2024, 3, 12), likevel=True)  # fmt: skip
    assert [(kilde.dok_id, kilde.status.value) for kilde in sak.kilder] == [
        ("vedtak", "lest"),
        ("journalnotat-1", "lest"),
        ("journalnotat-1/1-notat.pdf", "lest"),
        ("journalnotat-1/2-vedtak.txt", "lest"),
        ("journalnotat-1/3-bilder.zip", "ufullstendig"),
    ]


def test_attachments_have_their_limits(tmp_path):
    brev = lag_eml("Ytterst.\n")
    for dybde in range(6):
        ytre = lag_eml(f"Lag {dybde}.\n", Subject=f"lag {dybde}")
        ytre.add_attachment(brev)
        brev = ytre
    brev.add_attachment(b"x" * 5000, "application", "octet-stream", filename="stor.txt")
    lag(tmp_path / "s", {"e.eml": brev.as_bytes()})
    sak = read_sak(find_saksmapper(tmp_path / "s")[0], Grenser(bytes=len(brev.as_bytes())))
    assert "feil_type" in statuser(sak).values()
    assert statuser(sak)["e.eml"] == "lest"
    with pytest.raises(Lesefeil, match="for_stor"):
        read_innhold(brev.as_bytes(), Grenser(bytes=1000), ".eml/1")
    with pytest.raises(Lesefeil, match="uleselig"):
        read_innhold(brev.as_bytes(), Grenser(), ".eml/99")


@pytest.mark.parametrize(
    ("slag", "ventet"),
    [
        ("application/pkcs7-mime; smime-type=enveloped-data", "kryptert"),
        ("multipart/encrypted; protocol=x; boundary=b", "kryptert"),
        ("text/plain", "tom"),
    ],
)
def test_named_statuses(slag, ventet):
    with pytest.raises(Lesefeil) as feil:
        les(f"From: a@example.org\nMIME-Version: 1.0\nContent-Type: {slag}\n\n".encode())
    assert feil.value.kode == ventet


def lag_ole(strommer: dict) -> bytes:
    """An OLE file with these short streams; a dict is a folder of them."""
    poster: list[list] = [["Root Entry", 5, {}, b""]]

    def legg(tre: dict, far: int) -> None:
        for navn, innhold in tre.items():
            er_mappe = isinstance(innhold, dict)
            poster.append([navn, 1 if er_mappe else 2, {}, b"" if er_mappe else innhold])
            poster[far][2][navn] = len(poster) - 1
            if er_mappe:
                legg(innhold, len(poster) - 1)

    legg(strommer, 0)
    fat, data, minifat, mini = [], b"", [], b""

    def kjed(tabell: list[int], lengde: int, sektor: int) -> tuple[int, int]:
        start, antall = len(tabell), -(-lengde // sektor)
        tabell.extend([*range(start + 1, start + antall), 0xFFFFFFFE])
        return start, antall * sektor

    def skriv(strom: bytes) -> int:
        nonlocal data
        start, plass = kjed(fat, len(strom), 512)
        data += strom.ljust(plass, b"\0")
        return start

    starter = []
    for *_, innhold in poster:
        start, plass = kjed(minifat, len(innhold), 64) if innhold else (0xFFFFFFFE, 0)
        mini += innhold.ljust(plass, b"\0")
        starter.append(start)
    starter[0], poster[0][3] = skriv(mini), mini
    katalog = b""
    soesken = {barn: neste for _, _, under, _ in poster for barn, neste in zip(under.values(), [*under.values()][1:], strict=False)}
    for nr, (navn, slag, under, innhold) in enumerate(poster):
        navn16 = navn.encode("utf-16-le") + b"\0\0"
        barn = next(iter(under.values()), 0xFFFFFFFF)
        katalog += navn16.ljust(64, b"\0") + pack(
            "<HBBIII16xI16xIQ", len(navn16), slag, 1, 0xFFFFFFFF, soesken.get(nr, 0xFFFFFFFF), barn, 0, starter[nr], len(innhold)
        )
    katalogstart = skriv(katalog)
    ministart = skriv(b"".join(pack("<I", post) for post in minifat).ljust(-(-len(minifat) // 128) * 512, b"\xff"))
    fatstart = len(fat)
    sektorer = -(-(len(fat) + 2) * 4 // 512)
    fat += [0xFFFFFFFD] * sektorer
    data += b"".join(pack("<I", post) for post in fat).ljust(sektorer * 512, b"\xff")
    hode = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    hode += pack("<IIIIIIIII", 0, sektorer, katalogstart, 0, 4096, ministart, -(-len(minifat) // 128), 0xFFFFFFFE, 0)
    return hode + b"".join(pack("<I", fatstart + n if n < sektorer else 0xFFFFFFFF) for n in range(109)) + data


def _egenskaper(hode: int, **tekster: str | bytes) -> dict:
    """The streams of one object of a message: «p0037» is its property 0x0037."""
    ut, liste = {}, bytes(hode)
    for navn, verdi in tekster.items():
        slag, data = (0x1F, verdi.encode("utf-16-le")) if isinstance(verdi, str) else (0x102, verdi)
        merke = f"{navn[1:].upper()}{slag:04X}"
        ut[f"__substg1.0_{merke}"] = data
        liste += pack("<HHIII", slag, int(navn[1:], 16), 6, len(data) + (2 if slag == 0x1F else 0), 0)
    return ut | {"__properties_version1.0": liste}


def lag_melding(vedlegg: dict[str, bytes | dict] | None = None, hode: int = 24, **tekster: str | bytes) -> dict:
    """The folder of a message; an attachment that is such a folder is a message itself."""
    felt = {"p001A": "IPM.Note", "p0037": "Søknad om støtte", "p0C1A": "Kari", "p0C1F": "kari@example.org", **tekster}
    tre = _egenskaper(hode, **felt)
    tre["__recip_version1.0_#00000000"] = _egenskaper(8, p3001="Nav Sundlia")
    for nr, (navn, data) in enumerate((vedlegg or {}).items()):
        plass = tre[f"__attach_version1.0_#{nr:08X}"] = _egenskaper(8, p3001=navn)
        plass |= {"__substg1.0_3701000D": data} if isinstance(data, dict) else _egenskaper(8, p3707=navn, p3701=data)
    return tre


def lag_msg(vedlegg: dict[str, bytes | dict] | None = None, **tekster: str | bytes) -> bytes:
    return lag_ole(lag_melding(vedlegg, 32, **tekster))


def png(bredde: int, hoyde: int) -> bytes:
    """A picture with stripes."""
    ut, bilde = BytesIO(), Image.new("L", (bredde, hoyde), 255)
    for y in range(40, hoyde, 40):
        bilde.paste(0, (20, y, bredde - 20, y + 8))
    bilde.save(ut, "PNG")
    return ut.getvalue()


@pytest.mark.parametrize(
    ("storrelse", "er_fil"), [((900, 1200), True), ((400, 800), True), ((400, 120), False), ((500, 500), False)]
)
def test_a_picture_in_the_text_as_large_as_a_page_is_a_file_of_the_case(tmp_path, storrelse, er_fil):
    brev = lag_eml("Se bildet.\n")
    brev.add_attachment(png(*storrelse), "image", "png", cid="<a>", disposition="inline")
    lag(tmp_path / "s", {"s.eml": brev.as_bytes()})
    sak = read_sak(find_saksmapper(tmp_path / "s")[0], Grenser(ocr_sider=0))
    assert statuser(sak) == {"s.eml": "lest"} | ({"s.eml/vedlegg-1": "krever_ocr"} if er_fil else {})


def test_outlook(tmp_path):
    data = lag_msg({"notat.txt": "Journalnotat: samtale på kontoret".encode()}, p1000="Bor på Åmot.\r\nTo barn.\r\n")
    assert les(data).tekst == (
        'Fra: "Kari" <kari@example.org>\nTil: Nav Sundlia\nEmne: Søknad om støtte\nVedlegg: notat.txt\n\nBor på Åmot.\nTo barn.\n'
    )
    lag(tmp_path / "s", {"brev.msg": data})
    sak = read_sak(find_saksmapper(tmp_path / "s")[0])
    assert statuser(sak) == {"brev.msg": "lest", "brev.msg/notat.txt": "lest"}


@pytest.mark.parametrize(
    ("data", "ventet"),
    [
        (lag_msg(p1000="Hei")[:2000], "feil_type"),
        (lag_msg(p001A="IPM.Note.SMIME", p1000="Hei"), "kryptert"),
        (lag_msg(p0037="", p1000=""), "tom"),
        (lag_msg({f"{n}.txt": b"x" for n in range(201)}, p1000="Hei"), "for_stor"),
    ],
)
def test_outlook_statuses(data, ventet):
    with pytest.raises(Lesefeil) as feil:
        les(data)
    assert feil.value.kode == ventet


def test_a_message_in_an_outlook_message_is_a_file_with_files(tmp_path):
    """Text, attachments and duplicates at every depth; what it is known by is its content, not where it lies."""
    innerst = lag_melding({"dypt.txt": b"For dypt."}, p0037="Innerst", p1000="Journalnotat: innerst.")
    indre = lag_melding({"notat.txt": b"Journalnotat: samtale.", "Innerst": innerst}, p0037="Sv: søknad", p1000="Bor i Oslo.")
    data = lag_msg({"Sv: søknad": indre, "kopi": indre, "": lag_melding(p0037="", p1000="Hei")}, p1000="Se vedlegg.")
    lag(tmp_path / "s", {"brev.msg": data})
    with Sandkasse(Grenser()) as leser:
        sak = read_sak(find_saksmapper(tmp_path / "s")[0], leser=leser)
    indre = "brev.msg/Sv: søknad.msg"
    assert statuser(sak) == {
        "brev.msg": "lest",
        indre: "lest",
        f"{indre}/notat.txt": "lest",
        f"{indre}/Innerst.msg": "lest",
        f"{indre}/Innerst.msg/dypt.txt": "lest",
        "brev.msg/kopi.msg": "duplikat",
        "brev.msg/vedlegg-3.msg": "lest",
    }
    assert sak.dokument(indre).tekst == (
        'Fra: "Kari" <kari@example.org>\nTil: Nav Sundlia\nEmne: Sv: søknad\nVedlegg: notat.txt, Innerst.msg\n\nBor i Oslo.\n'
    )
    assert sak.dokument(f"{indre}/notat.txt").tekst == "Journalnotat: samtale."


def test_an_encrypted_message_in_a_message_is_its_own_status(tmp_path):
    indre = lag_melding(p001A="IPM.Note.SMIME", p1000="x")
    lag(tmp_path / "s", {"brev.msg": lag_msg({"hemmelig": indre}, p1000="Se vedlegg.")})
    sak = read_sak(find_saksmapper(tmp_path / "s")[0])
    assert statuser(sak) == {"brev.msg": "lest", "brev.msg/hemmelig.msg": "kryptert"}


# The two examples in [MS-OXRTFCP], section 4.
PAKKET = {
    "hello": "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0",
    "overlapping": "1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0",
}


@pytest.mark.parametrize(
    ("pakket", "ventet"),
    [
        (bytes.fromhex(PAKKET["hello"]), b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"),
        (bytes.fromhex(PAKKET["overlapping"]), b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}"),
        (pack("<II4s4x", 20, 8, b"MELA") + b"{\\rtf1 }", b"{\\rtf1 }"),
        (pack("<II4s4x", 20, 500, b"LZFu") + b"\xff" * 40, None),
    ],
    ids=["spec: hello", "spec: overlapping", "not packed", "points at nothing"],
)
def test_packed_rtf(pakket, ventet):
    ut = unpack_rtf(pakket, Grenser())
    assert ut == ventet if ventet is not None else len(ut) <= 500


def test_packed_rtf_that_is_cut_off_gives_what_there_is():
    helt = bytes.fromhex(PAKKET["hello"])
    alle = [unpack_rtf(helt[:n], Grenser()) for n in range(16, len(helt))]
    assert alle == sorted(alle, key=len) and all(unpack_rtf(helt, Grenser()).startswith(ut) for ut in alle)


def test_packed_rtf_keeps_to_the_limit():
    with pytest.raises(Lesefeil) as feil:
        unpack_rtf(pack("<II4s4x", 20, 501, b"LZFu") + b"\0" * 40, Grenser(utpakket=500))
    assert feil.value.kode == "for_stor_utpakket"


@pytest.mark.parametrize(
    ("rtf", "ventet"),
    [
        (rb"{\rtf1\ansi\ansicpg1252 Bor p\'e5 \'c5mot.\par To barn.}", "Bor på Åmot.\nTo barn."),
        (
            rb"{\rtf1\ansi\ansicpg1252\fromhtml1{\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 Bor p\'e5 gard\htmlrtf\par}\htmlrtf0 {\*\htmltag72 </p>}To barn.}",
            "Bor på gard\nTo barn.",
        ),
    ],
    ids=["rich text", "html inside"],
)
def test_a_message_with_nothing_but_rich_text(rtf, ventet):
    data = lag_msg(p1009=pack("<II4s4x", len(rtf) + 12, len(rtf), b"MELA") + rtf)
    assert les(data).tekst.endswith(f"\n\n{ventet}\n")

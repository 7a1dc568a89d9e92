"""E-mail and Outlook files: broken MIME, parts in parts, attachments beyond number, OLE that leads in circles."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from random import Random
from struct import pack

from fiendtlig.grunn import BREV, LEST, Rad, kutt, pakk, vri

_HODE = b"From: kari@example.org\r\nTo: nav@example.org\r\nSubject: Soknad\r\nMIME-Version: 1.0\r\n"
_FLERE = _HODE + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
_EGENSKAPER = "__properties_version1.0".encode("utf-16-le")
_INGEN, _SLUTT, _FATSEKTOR = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def _enkel(kropp: bytes = b"Hei", felt: bytes = b"Content-Type: text/plain; charset=utf-8") -> bytes:
    return _HODE + felt + b"\r\n\r\n" + kropp


def _vedlegg(navn: bytes, data: bytes, slag: bytes = b"application/octet-stream") -> bytes:
    felt = b'Content-Type: %s\r\nContent-Disposition: attachment; filename="%s"\r\n' % (slag, navn)
    return b"--b\r\n" + felt + b"Content-Transfer-Encoding: base64\r\n\r\n" + b64encode(data) + b"\r\n"


def _med(*vedlegg: bytes) -> bytes:
    return _FLERE + b"--b\r\nContent-Type: text/plain\r\n\r\nSe vedlegg.\r\n" + b"".join(vedlegg) + b"--b--\r\n"


def _lag(dybde: int, grense: bytes = b"g%d") -> bytes:
    """Multiparts in each other."""
    ut = b""
    for nr in range(dybde):
        merke = grense.replace(b"%d", b"%d" % nr)
        ut += b"Content-Type: multipart/mixed; boundary=%s\r\n\r\n--%s\r\n" % (merke, merke)
    return _HODE + ut + b"Content-Type: text/plain\r\n\r\nInnerst\r\n"


def _videresendt(dybde: int) -> bytes:
    return b"".join(_HODE + b"Content-Type: message/rfc822\r\n\r\n" for _ in range(dybde)) + _enkel()


def make_brev(r: Random) -> Iterator[Rad]:
    """All of them."""
    hel = _med(_vedlegg(b"brev.txt", BREV.encode()))
    yield "hel.eml", hel, LEST
    yield from kutt("brev.eml", hel, 5, "lest tom feil_type")
    yield from vri("brev.eml", hel, 8, r)
    yield from ((f"{navn}.eml", data, ventet) for navn, data, ventet in _mime())
    yield from ((f"{navn}.eml", data, ventet) for navn, data, ventet in _felt())
    ole = _ole()
    yield from kutt("ole.msg", ole, 4, "uleselig feil_type lest tom")
    yield from vri("ole.msg", ole, 6, r)
    yield from ((f"{navn}.msg", data, "uleselig tom lest lesefrist") for navn, data in _oler())
    tnef = bytes.fromhex("789f3e22") + b"\x01\x00\x01\x06\x90\x08\x00\xff\xff\xff\x7f" + bytes(40)
    yield "winmail.dat", tnef, "feil_type"
    yield "winmail.eml", _med(_vedlegg(b"winmail.dat", tnef, b"application/ms-tnef")), LEST


def _mime() -> Iterator[Rad]:
    yield "deler-i-deler-20", _lag(20), LEST
    yield "deler-i-deler-300", _lag(300), "lest uleselig"
    yield "samme-grense", _lag(300, b"g"), "lest uleselig"
    yield "videresendt-200", _videresendt(200), "lest uleselig"
    yield "uten-grense", _HODE + b"Content-Type: multipart/mixed\r\n\r\nHei", LEST
    yield "tom-grense", _HODE + b'Content-Type: multipart/mixed; boundary=""\r\n\r\n--\r\n\r\nHei', LEST
    yield "lang-grense", _HODE + b"Content-Type: multipart/mixed; boundary=%s\r\n\r\nHei" % (b"x" * 50_000), LEST
    yield "grense-monster", _HODE + b'Content-Type: multipart/mixed; boundary="(a+)+$"\r\n\r\n' + b"--" + b"a" * 50_000, LEST
    yield "vedlegg-2000", _med(*[_vedlegg(b"a.txt", b"%d" % nr) for nr in range(2_000)]), "for_stor lesefrist"
    yield "deler-tomme", _FLERE + b"--b\r\n\r\n" * 1500, "lest for_stor"
    yield "base64-rot", _enkel(b"!!!" + BREV.encode() * 9, b"Content-Transfer-Encoding: base64"), "lest tom"
    yield "qp-rot", _enkel(b"=ZZ=\r\n=" * 9000, b"Content-Transfer-Encoding: quoted-printable"), LEST
    yield "uu", _enkel(b"begin 644 x\r\n" + b"M" * 9000, b"Content-Transfer-Encoding: x-uuencode"), LEST
    yield "koding-ukjent", _enkel(b"Hei", b"Content-Transfer-Encoding: finnes-ikke"), LEST
    yield "tegnsett-ukjent", _enkel(b"Hei \xe5", b"Content-Type: text/plain; charset=finnes-ikke"), LEST
    yield "tegnsett-kodek", _enkel(b"Hei \xe5", b"Content-Type: text/plain; charset=zlib_codec"), "lest uleselig"
    yield "tegnsett-null", _enkel(b"Hei", b"Content-Type: text/plain; charset=\x00\xff"), "lest uleselig"
    yield "kryptert", _enkel(b"x", b"Content-Type: application/pkcs7-mime; smime-type=enveloped-data"), "kryptert"
    yield "nett", _enkel(b'<img src=http://127.0.0.1:9/>Hei', b"Content-Type: text/html"), LEST
    yield "ekstern-kropp", _enkel(b"", b'Content-Type: message/external-body; access-type=local-file; name="/etc/passwd"'), "lest"
    yield "html-dyp", _enkel(b"<div>" * 60_000 + b"x", b"Content-Type: text/html"), "uleselig lest"
    navn = (b"../../etc/passwd", b"C:\\Windows\\x.txt", b"a" * 5000 + b".txt", b".", b"con.txt", b"\xff\xfe.txt", b"=?utf-8?q?=ED=A0=80?=.txt")
    yield "vedlegg-navn", _med(*[_vedlegg(n, b"notat %d" % nr) for nr, n in enumerate(navn)]), LEST
    yield "vedlegg-samme", _med(*[_vedlegg(b"a.txt", b"notat") for _ in range(30)]), LEST
    yield "vedlegg-zip", _med(_vedlegg(b"a.zip", pakk({"a.txt": BREV}))), LEST
    yield "vedlegg-i-vedlegg", _i_hverandre(8), LEST


def _i_hverandre(dybde: int) -> bytes:
    ut = _enkel()
    for nr in range(dybde):
        ut = _med(b"--b\r\nContent-Type: message/rfc822\r\n\r\n" + ut.replace(b"=b\r", b"=c%d\r" % nr).replace(b"--b", b"--c%d" % nr) + b"\r\n")
    return ut


def _felt() -> Iterator[Rad]:
    """Headers that cost more to read than they say."""
    treg = "lest uleselig lesefrist"
    for navn, felt in {
        "vinkler": b"To: " + b"<" * 20_000,
        "parenteser": b"To: " + b"(" * 20_000,
        "komma": b"To: " + b"a@b," * 5000,
        "hermetegn": b'To: "' + b"\\" * 20_000,
        "grupper": b"To: " + b"a:" * 5000,
        "kodeord": b"Subject: " + b"=?utf-8?q?=C3=A5?= " * 3000,
        "kodeord-rot": b"Subject: " + b"=?" * 20_000,
        "rfc2231": b"Content-Disposition: attachment;" + b";".join(b" filename*%d*=a" % nr for nr in range(900)),
        "rfc2231-hull": b"Content-Disposition: attachment; filename*999999999*=a; filename*0*=utf-8''%ED%A0%80",
        "dato": b"Date: " + b"12 " * 9000,
        "dato-utenfor": b"Date: Tue, 99 Mar 99999 99:99:99 +9999",
        "brettet": b"Subject: " + b"a\r\n " * 9000,
        "mange": b"\r\n".join(b"X-%d: y" % nr for nr in range(9000)),
        "uten-kolon": b"dette er ikke et felt",
        "null": b"Subject: a\x00b\xff\xfe",
        "linjeskift": b"Subject: =?utf-8?q?a=0D=0ABcc:_x?=",
    }.items():
        yield f"felt-{navn}", _HODE.replace(b"Subject: Soknad\r\n", b"") + felt + b"\r\n\r\nHei\r\n", treg
    yield "uten-kropp", _HODE, "lest tom"
    yield "bare-felt", b"MIME-Version: 1.0\r\nX-A: b\r\n\r\n", "tom"


def _ole(fat: list[int] | None = None, katalog: bytes = b"", hode: dict[int, int] | None = None) -> bytes:
    """An OLE file of a table of sectors and a directory; ``hode`` changes numbers of the header by their place."""
    fat = fat or [_FATSEKTOR, _SLUTT, _SLUTT]
    katalog = katalog or _post("Root Entry", 5, barn=1) + _post("__properties_version1.0", 2, start=2, lengde=4096)
    ut = bytearray(_OLE + pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6) + pack("<IIIIIIIII", 0, 1, 1, 0, 4096, _SLUTT, 0, _SLUTT, 0))
    ut += pack("<109I", 0, *[_INGEN] * 108)
    for sted, tall in (hode or {}).items():
        ut[sted : sted + 4] = pack("<I", tall)
    ut += b"".join(pack("<I", post) for post in fat).ljust(512, b"\xff")
    return bytes(ut + katalog.ljust(512, b"\0") + bytes(5120))


def _post(navn: str, slag: int, venstre: int = _INGEN, hoyre: int = _INGEN, barn: int = _INGEN, start: int = _SLUTT, lengde: int = 0) -> bytes:
    tekst = navn.encode("utf-16-le") + b"\0\0"
    return tekst.ljust(64, b"\0") + pack("<HBBIII16xI16xIQ", len(tekst), slag, 1, venstre, hoyre, barn, 0, start, lengde)


def _oler() -> Iterator[tuple[str, bytes]]:
    navn = "__properties_version1.0"
    yield "tom", _ole()
    yield "fat-sloyfe", _ole([_FATSEKTOR, 1, 2])
    yield "fat-utenfor", _ole([_FATSEKTOR, 0x0FFFFFFF, 0x0FFFFFFF])
    yield "katalog-sloyfe", _ole(katalog=_post("Root Entry", 5, barn=1) + _post(navn, 2, 1, 1, 1))
    yield "katalog-far", _ole(katalog=_post("Root Entry", 5, 0, 0, 0) + _post(navn, 1, 0, 0, 0))
    yield "katalog-utenfor", _ole(katalog=_post("Root Entry", 5, barn=99_999_999) + _post(navn, 2))
    yield "lengde-lyver", _ole(katalog=_post("Root Entry", 5, barn=1, start=2, lengde=1 << 40) + _post(navn, 2, start=2, lengde=1 << 62))
    yield "sektor-32", _ole(hode={30: 0x0006001F})
    yield "sektor-0", _ole(hode={30: 0})
    yield "fat-antall", _ole(hode={44: 0x7FFFFFFF})
    yield "difat-sloyfe", _ole(hode={68: 0, 72: 0x7FFFFFFF})
    yield "mini-sloyfe", _ole(hode={60: 2, 64: 0x7FFFFFFF})
    yield "bare-navn", _OLE + bytes(600) + _EGENSKAPER

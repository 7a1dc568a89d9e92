"""Folders and archives: names that are no names, links, pipes, zips that lead out, and what a case says of itself."""

from __future__ import annotations

import os
import stat
import unicodedata
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from fiendtlig.grunn import BREV, LEST, flagg, overlapp, pakk, post, zipbombe

Arkiv = tuple[str, bytes, dict[str, str]]
"""The zip's name, its bytes, and the statuses of «case/file» in it."""
_UT = "ugyldig_navn"


def make_arkiver() -> Iterator[Arkiv]:
    """Zips that lie loose in the input folder, as if they were the folders they were made of."""
    yield "z-hel.zip", pakk({"z-hel/vedtak.txt": BREV}), {"z-hel/vedtak.txt": LEST}
    navn = ["../ut.txt", "../../../../tmp/ut2.txt", "/etc/ut3.txt", "C:\\ut4.txt", "..\\..\\ut5.txt", "a/../../ut6.txt", "ny\nlinje.txt", "esc\x1b[2J.txt"]
    filer = {f"z-glid/{n}" if n[0] in "anec" else n: f"x{nr}" for nr, n in enumerate(navn)}
    ute = ("ut/ut.txt", "tmp/ut2.txt", "etc/ut3.txt", "C:/ut4.txt", "ut5/ut5.txt")
    yield "z-glid.zip", pakk({"z-glid/vedtak.txt": BREV} | filer), {"z-glid/vedtak.txt": LEST, "*": _UT} | dict.fromkeys(ute, _UT)
    yield "z-bombe.zip", zipbombe("z-bombe/a.txt", deler={"z-bombe/b.txt": BREV}), {"z-bombe/a.txt": "for_stor_utpakket for_stor", "z-bombe/b.txt": LEST}
    yield "z-overlapp.zip", overlapp(pakk({"z-o/a.txt": BREV, "z-o/b.txt": BREV + "b"})), {"z-overlapp/z-overlapp.zip": "arkiv"}
    yield "z-kvilt.zip", _kvilt(200), {"z-kvilt/z-kvilt.zip": "arkiv for_stor_utpakket"}
    yield "z-laast.zip", flagg(pakk({"z-laast/a.txt": BREV}), "z-laast", 1), {"z-laast/a.txt": "kryptert"}
    yield "z-i-z.zip", pakk({"z-i-z/a.zip": pakk({"b.zip": pakk({"c.txt": BREV})})}), {"z-i-z/a.zip": "arkiv"}
    yield "z-lenke.zip", _lenke(), {"z-lenke/lenke.txt": "lenke", "z-lenke/ror.txt": "lenke", "z-lenke/a.txt": LEST}
    yield "z-metode.zip", pakk({"z-metode/a.txt": BREV}, zipfile.ZIP_LZMA), {"z-metode/a.txt": "uleselig"}
    rot = bytearray(pakk({"z-rot/a.txt": BREV}))
    rot[60] ^= 255
    yield "z-rot.zip", bytes(rot), {"z-rot/a.txt": "uleselig"}
    yield "z-kuttet.zip", pakk({"z-k/a.txt": BREV})[:-30], {"z-kuttet/z-kuttet.zip": "ufullstendig"}
    yield "z-like.zip", pakk([("z-like/a.txt", f"nr {nr}") for nr in range(800)], 0), {"*": LEST}
    yield "z-dyp.zip", pakk({"z-dyp/" + "a/" * 30_000 + "b.txt": BREV}), {"*": _UT}
    yield "z-langt.zip", pakk({"z-langt/" + "n" * 60_000 + ".txt": BREV}), {"*": _UT}
    yield "z-sifre.zip", pakk({"z-sifre/" + "1" * 9000 + ".txt": BREV, "z-sifre/2.txt": "to"}), {"z-sifre/2.txt": LEST, "*": _UT}
    yield "z-mappenavn.zip", pakk({"z" * 40_000 + "/a.txt": BREV, "q/b.txt": "b"}), {"q/b.txt": LEST, f"{'z' * 200}/a.txt": _UT}
    yield "z-retning.zip", pakk({"z-retning/\u202etxt.exe": BREV, "z-retning/a\u0301\u0336.txt": "a"}), {"*": f"{LEST} {_UT}"}
    yield "z-tom.zip", b"PK\x05\x06" + bytes(18), {"z-tom/z-tom.zip": "arkiv tom"}
    yield "z-lyver.zip", _lyv(pakk({"z-lyver/a.txt": "barn " * 90_000})), {"z-lyver/a.txt": "uleselig"}
    yield "z-kodet.zip", _raa(pakk({"z-kodet/XX.txt": BREV}), b"XX", b"\xff\xfe"), {"*": LEST}
    yield "z-utf8-rot.zip", _raa(pakk({"z-utf8/øø.txt": BREV}), "øø".encode(), b"\xff\xfe\xfd\xfc"), {"*": "arkiv uleselig lest"}


def _kvilt(antall: int) -> bytes:
    """Every entry of the index leads to the same file: it unpacks to as many as there are entries."""
    data = pakk([(f"z-kvilt/{nr:03d}.txt", b" " * 500_000 if not nr else b"") for nr in range(antall)])
    ut, sted, forste = bytearray(data), data.find(b"PK\x01\x02"), None
    while sted >= 0:
        forste = forste or ut[sted + 16 : sted + 28]
        ut[sted + 16 : sted + 28], ut[sted + 42 : sted + 46] = forste, bytes(4)
        sted = ut.find(b"PK\x01\x02", sted + 4)
    return bytes(ut)


def _lenke() -> bytes:
    ut = BytesIO()
    with zipfile.ZipFile(ut, "w") as pakke:
        pakke.writestr(post("z-lenke/a.txt"), BREV)
        for navn, slag in (("lenke", stat.S_IFLNK), ("ror", stat.S_IFIFO)):
            info = post(f"z-lenke/{navn}.txt")
            info.external_attr = (slag | 0o777) << 16
            pakke.writestr(info, "/etc/passwd")
    return ut.getvalue()


def _lyv(data: bytes) -> bytes:
    """The index says that the file is ten bytes unpacked."""
    sted = data.find(b"PK\x01\x02")
    return data[: sted + 24] + (10).to_bytes(4, "little") + data[sted + 28 :]


def _raa(data: bytes, navn: bytes, nytt: bytes) -> bytes:
    return data.replace(navn, nytt)


def make_sakjson() -> Iterator[tuple[str, bytes, str]]:
    """What a case says of itself: a name, the bytes of its sak.json, and the deviation it gives; none when it is fine."""
    verdi, lesing, feil = "sakjson_verdi", "sakjson_lesing", "sakjson_json"
    dok = '{"dokumenter": [%s]}'
    for navn, innhold, avvik in (
        ("god", '{"kontor": "Nav Eksempel", "dokumenter": [{"fil": "vedtak.txt", "type": "vedtak"}]}', ""),
        ("tom", "", feil),
        ("null", "null", verdi),
        ("tall", "17", verdi),
        ("liste", "[]", verdi),
        ("kuttet", '{"kontor": "Nav', feil),
        ("dyp-liste", "[" * 200_000, lesing),
        ("dyp-objekt", '{"a":' * 200_000, lesing),
        ("dyp-lukket", '{"kontor": ' + "[" * 150_000 + "]" * 150_000 + "}", lesing),
        ("langt-tall", '{"kontor": ' + "9" * 100_000 + "}", lesing),
        ("uendelig", '{"kontor": NaN, "malform": Infinity, "dokumenter": -1e999}', verdi),
        ("dobbelt-felt", '{"kontor": "a", "kontor": 7}', verdi),
        ("feil-typer", '{"kontor": {"a": 1}, "dokumenter": {}}', verdi),
        ("feil-dokument", dok % '7, null, "a"', verdi),
        ("ukjent-felt", '{"' + "x" * 9000 + '": 1}', "sakjson_ukjent"),
        ("dato-utenfor", dok % '{"fil": "a", "dato": "99999-13-99"}', verdi),
        ("halvt-par", '{"kontor": "Nav \\ud800"}', verdi),
        ("halvt-par-fil", dok % '{"fil": "a\\udfff.txt"}', verdi),
        ("null-tegn", '{"kontor": "Nav\\u0000"}', verdi),
        ("styretegn", dok % '{"fil": "a\\u001b[2J.txt", "dok_id": "\\n"}', verdi),
        ("sti-ut", dok % '{"fil": "../../../etc/passwd"}, {"fil": "/etc/passwd"}', ""),
        ("sifre", dok % f'{{"fil": "{"1" * 9000}.txt"}}', verdi),
        ("lang-id", dok % f'{{"fil": "vedtak.txt", "dok_id": "{"x" * 90_000}"}}', verdi),
        ("mange", dok % ", ".join(f'{{"fil": "{nr}", "dok_id": "d{nr}"}}' for nr in range(25_000)), "sakjson_verdi sakjson_lesing"),
        ("stor", '{"kontor": "' + "x" * 2_000_000 + '"}', lesing),
        ("ikke-utf8", '{"kontor": "Åmot"}'.encode("cp1252"), lesing),
        ("utf16", '{"kontor": "Åmot"}'.encode("utf-16"), lesing),
        ("bare-null", bytes(5000), feil),
    ):
        yield navn, innhold if isinstance(innhold, bytes) else innhold.encode(), avvik


def write_rare(mappe: Path) -> dict[str, str]:
    """A case of files with odd names and files that are no files; their shown names and statuses."""
    mappe.mkdir(parents=True)
    ute = mappe.parent.with_name(mappe.parent.name + "-utenfor")
    ute.mkdir()
    (ute / "hemmelig.txt").write_text("HEMMELIG")
    ventet: dict[str, str] = {}
    rare = ["ny\nlinje.txt", "esc\x1b[31m.txt", "rygg\b\b.txt", "retning\u202etxt.exe", "ø" * 125 + ".txt", "x" * 251 + ".txt", "-rf.txt", "$(id).txt",
            "a b'\"`.txt", "con.txt", "punktum..txt", "<script>.txt", "{{7*7}}.txt", "%s%n.txt", "=cmd|calc.txt", "9" * 240 + ".txt"]  # fmt: skip
    for nr, navn in enumerate(rare):
        (mappe / navn).write_text(f"Notat nummer {nr}")
    for nr, navn in enumerate((b"raa-\xff.txt", b"raa-\xfe.txt", unicodedata.normalize("NFC", "år.txt").encode(), unicodedata.normalize("NFD", "år.txt").encode())):
        with open(bytes(mappe) + b"/" + navn, "wb") as fil:  # noqa: PTH123 (a name that is no text)
            fil.write(b"Raatt navn %d" % nr)
    os.mkfifo(mappe / "ror.txt")
    (mappe / "lenke-ut.txt").symlink_to(ute / "hemmelig.txt")
    (mappe / "mappe-ut").symlink_to(ute)
    (mappe / "lenke-i-ring.txt").symlink_to("lenke-i-ring.txt")
    (mappe / "lenke-til-ingen.txt").symlink_to("finnes-ikke.txt")
    (mappe / "lenke-opp").symlink_to(".")
    (mappe / "lenke-til-enhet").symlink_to("/dev/zero")
    dyp = mappe / Path(*["d"] * 12)
    dyp.mkdir(parents=True)
    (dyp / "dypt.txt").write_text("Notat dypt nede")
    ventet |= {"ror.txt": "feil_type", "lenke-ut.txt": "lenke", "mappe-ut": "lenke", "lenke-i-ring.txt": "lenke", "lenke-til-enhet": "lenke"}
    ventet |= {"lenke-til-ingen.txt": "uleselig", "lenke-opp": "feil_type", "d/d/d/d/d/d/d/d/d": "feil_type", "*": LEST}
    return ventet


def write_sakjson(mappe: Path) -> dict[str, str]:
    """One case for each; the deviations by case."""
    ventet = {}
    for navn, innhold, avvik in make_sakjson():
        (mappe / f"j-{navn}").mkdir()
        (mappe / f"j-{navn}" / "vedtak.txt").write_text(f"{BREV}\n{navn}")
        (mappe / f"j-{navn}" / "sak.json").write_bytes(innhold)
        ventet[f"j-{navn}"] = avvik
    for navn, lag in {"mappe": Path.mkdir, "ror": os.mkfifo, "enhet": lambda sti: sti.symlink_to("/dev/zero")}.items():
        (mappe / f"j-{navn}").mkdir()
        (mappe / f"j-{navn}" / "vedtak.txt").write_text(f"{BREV}\n{navn}")
        lag(mappe / f"j-{navn}" / "sak.json")
        ventet[f"j-{navn}"] = "sakjson_lesing"
    return ventet

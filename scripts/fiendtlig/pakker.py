"""Packages: Word and OpenDocument files that reach out, nest, lie or unpack to too much, and zips that pretend."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from random import Random

from fiendtlig.grunn import BREV, LEST, Rad, bombe, flagg, kutt, overlapp, pakk, vri, zipbombe

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_REL = '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>'
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HODE = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_TYPER = (
    f'{_HODE}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
    '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
    '<Override PartName="/word/document.xml" ContentType="%s"/></Types>'
)
_HOVEDDEL = f'<Relationship Id="r1" Type="{_R}/officeDocument" Target="word/document.xml"/>'
_OFFICE = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"'
)
_ODT = "application/vnd.oasis.opendocument.text"
XXE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
FJERN = '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd" [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p">%p;]>'
LATTER = "<!DOCTYPE x [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n + 1} '{f'&a{n};' * 10}'>" for n in range(12)) + "]>"
NEKTET = "uleselig lest tom"


def avsnitt(tekst: str) -> str:
    """A paragraph of Word's."""
    return f"<w:p><w:r><w:t>{tekst}</w:t></w:r></w:p>"


def docx(kropp: str = "", rel: str = "", deler: dict[str, str | bytes] | None = None, foran: str = "", slag: str = "document") -> dict:
    """The parts of a Word file; ``deler`` gives more of them, or others."""
    kropp = kropp or "".join(map(avsnitt, BREV.split("\n")))
    return {
        "[Content_Types].xml": _TYPER % f"{_WORD}.{slag}.main+xml",
        "_rels/.rels": _REL % _HOVEDDEL,
        "word/document.xml": f'{_HODE}{foran}<w:document {_W} xmlns:r="{_R}"><w:body>{kropp}</w:body></w:document>',
        "word/_rels/document.xml.rels": _REL % rel,
    } | (deler or {})


def odt(kropp: str = "", foran: str = "", deler: dict[str, str | bytes] | None = None) -> dict:
    """The parts of an OpenDocument text."""
    kropp = kropp or "".join(f"<text:p>{linje}</text:p>" for linje in BREV.split("\n"))
    xml = f"{_HODE}{foran}<office:document-content {_OFFICE}><office:body><office:text>{kropp}</office:text></office:body></office:document-content>"
    return {"mimetype": _ODT, "content.xml": xml} | (deler or {})


def _rel(slag: str, maal: str, ytre: bool = False, nr: int = 9) -> str:
    return f'<Relationship Id="r{nr}" Type="{_R}/{slag}" Target="{maal}"{" TargetMode=" + chr(34) + "External" + chr(34) if ytre else ""}/>'


def make_pakker(r: Random) -> Iterator[Rad]:
    """All of them."""
    yield from _skadet(r)
    yield from ((f"{navn}.docx", data, ventet) for navn, data, ventet in _ut_av_filen())
    yield from ((f"{navn}.docx", data, ventet) for navn, data, ventet in _tung())
    yield from ((f"{navn}.docx", data, ventet) for navn, data, ventet in _loegn())
    yield from ((f"{navn}.odt", data, ventet) for navn, data, ventet in _odter())
    yield from _andre()


def _skadet(r: Random) -> Iterator[Rad]:
    for navn, data in (("brev.docx", pakk(docx())), ("brev.odt", pakk(odt()))):
        yield "hel-" + navn, data, LEST
        yield from kutt(navn, data, 6, "ufullstendig")
        yield from vri(navn, data, 8, r)


def _ut_av_filen() -> Iterator[Rad]:
    """What reaches for other files and machines; nothing is fetched, and the text that is there is read."""
    yield "makro", pakk(docx(rel=_rel("vbaProject", "vbaProject.bin"), deler={"word/vbaProject.bin": b"\xd0\xcf\x11\xe0Sub AutoOpen()"})), LEST
    yield "makrofil", pakk(docx(slag="document.macroEnabled")), LEST + " uleselig"
    yield "mal-fra-nettet", pakk(docx(rel=_rel("attachedTemplate", "http://127.0.0.1:9/mal.dotm", ytre=True))), LEST
    yield "bilde-fra-nettet", pakk(docx(rel=_rel("image", "http://127.0.0.1:9/x.png", ytre=True))), LEST
    yield "bilde-fra-deling", pakk(docx(rel=_rel("image", "file://127.0.0.1/c$/x.png", ytre=True))), LEST
    yield "topptekst-utenfor", pakk(docx(rel=_rel("header", "../../../../etc/passwd"))), NEKTET
    yield "topptekst-rot", pakk(docx(rel=_rel("header", "/etc/passwd"))), NEKTET
    yield "topptekst-seg-selv", pakk(docx(rel=_rel("header", "document.xml"))), NEKTET
    yield "objekt", pakk(docx(rel=_rel("oleObject", "embeddings/o.bin"), deler={"word/embeddings/o.bin": b"MZ" + bytes(99)})), LEST
    yield "dde", pakk(docx(avsnitt("Vedtak") + '<w:p><w:r><w:instrText>DDEAUTO c:\\\\cmd.exe "/k calc"</w:instrText></w:r></w:p>')), LEST
    for navn, foran in (("xxe", XXE), ("xxe-nett", FJERN), ("latter", LATTER)):
        nr = "e" if navn == "xxe" else "a12"
        yield navn, pakk(docx(avsnitt(f"Vedtak &{nr};"), foran=foran)), NEKTET
        yield f"{navn}-i-toppen", pakk(docx(deler={"_rels/.rels": foran + _REL % _HOVEDDEL})), NEKTET
    yield "html-del", pakk(docx(avsnitt("Vedtak") + '<w:altChunk r:id="r9"/>', _rel("aFChunk", "a.html"), {
        "word/a.html": "<script>x</script><p>Vedlagt<img src=http://127.0.0.1:9/>"})), LEST + " uleselig"  # fmt: skip


def _tung() -> Iterator[Rad]:
    yield "zipbombe", zipbombe("word/document.xml", deler=docx()), "for_stor_utpakket"
    yield "zipbombe-i-bilde", zipbombe("word/media/a.png", deler=docx()), "for_stor_utpakket"
    yield "mange-deler", pakk(docx(deler={f"word/a{n}.xml": "" for n in range(6000)}), zipfile.ZIP_STORED), "for_stor_utpakket"
    dyp = "<w:customXml>" * 100_000 + avsnitt("dypt") + "</w:customXml>" * 100_000
    yield "dyp-xml", pakk(docx(dyp)), NEKTET
    yield "dyp-xml-900", pakk(docx("<w:customXml>" * 900 + avsnitt("dypt") + "</w:customXml>" * 900)), NEKTET
    rute = "<w:tbl><w:tr><w:tc>%s</w:tc></w:tr></w:tbl>"
    tabell = avsnitt("innerst")
    for _ in range(60):
        tabell = rute % tabell
    yield "tabell-i-tabell", pakk(docx(tabell)), NEKTET
    yield "tabell-i-tabell-dypt", pakk(docx(rute.split("%s")[0] * 3000 + avsnitt("x") + rute.split("%s")[1] * 3000)), NEKTET
    rad = "<w:tr>" + "<w:tc><w:p><w:r><w:t>7</w:t></w:r></w:p></w:tc>" * 100 + "</w:tr>"
    yield "celler-10000", pakk(docx(f"<w:tbl>{rad * 100}</w:tbl>")), LEST
    yield "rad-10000", pakk(docx("<w:tbl><w:tr>" + "<w:tc><w:p><w:r><w:t>7</w:t></w:r></w:p></w:tc>" * 10_000 + "</w:tr></w:tbl>")), LEST
    boks = "<w:r><w:pict><w:txbxContent><w:p>"
    yield "tekstboks-i-tekstboks", pakk(docx("<w:p>" + boks * 100 + "<w:r><w:t>x</w:t></w:r>" + "</w:p></w:txbxContent></w:pict></w:r>" * 100 + "</w:p>")), NEKTET
    yield "slettet-10000", pakk(docx("<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>barn </w:t></w:r></w:p>" * 10_000)), LEST
    yield "lang-attributt", pakk(docx(f'<w:p w:rsidR="{"A" * 2_000_000}"><w:r><w:t>Vedtak</w:t></w:r></w:p>')), LEST
    yield "lang-attributt-11", pakk(docx(f'<w:p w:rsidR="{"A" * 11_000_000}"><w:r><w:t>Vedtak</w:t></w:r></w:p>')), NEKTET
    topper = {f"word/h{n}.xml": f"<w:hdr {_W}>{avsnitt(str(n) + ' barn')}</w:hdr>" for n in range(500)}
    yield "topptekster-500", pakk(docx(rel="".join(_rel("header", f"h{n}.xml", nr=n + 10) for n in range(500)), deler=topper)), LEST


def _loegn() -> Iterator[Rad]:
    hel = pakk(docx())
    yield "passord", flagg(hel, "word/document.xml", 1), "kryptert"
    yield "overlapp", overlapp(hel), NEKTET
    yield "metode-99", hel.replace(b"\x08\x00\x00\x00\x6c\x58", b"\x63\x00\x00\x00\x6c\x58"), NEKTET
    yield "storrelse-lyver", _lyv(pakk(docx("".join(map(avsnitt, ["barn"] * 50_000))))), NEKTET + " for_stor_utpakket"
    yield "uten-dokument", pakk({k: v for k, v in docx().items() if k != "word/document.xml"}), NEKTET + " feil_type arkiv"
    yield "uten-rel", pakk({k: v for k, v in docx().items() if k != "_rels/.rels"}), NEKTET
    yield "uten-typer", pakk({k: v for k, v in docx().items() if "Types" not in k}), "arkiv"
    yield "dobbelt", pakk([*docx().items(), ("word/document.xml", docx(avsnitt("annet"))["word/document.xml"])]), NEKTET
    yield "navn-utenfor", pakk(docx(deler={"../../../tmp/x.xml": "x", "/etc/x": "x", "c:\\x.xml": "x"})), LEST
    yield "null-i-xml", pakk(docx(deler={"word/document.xml": docx()["word/document.xml"].replace("Du", "D\0u")})), NEKTET
    yield "ikke-xml", pakk(docx(deler={"word/document.xml": b"\x00\x01\x02"})), NEKTET
    yield "utf16-xml", pakk(docx(deler={"word/document.xml": docx()["word/document.xml"].replace("UTF-8", "UTF-16").encode("utf-16")})), LEST
    yield "utf7-xml", pakk(docx(deler={"word/document.xml": docx()["word/document.xml"].replace("UTF-8", "UTF-7")})), NEKTET
    yield "tegn-som-ikke-finnes", pakk(docx(avsnitt("Vedtak &#xFFFE; &#0; &#xD800;"))), NEKTET
    yield "tall-i-felt", pakk(docx(avsnitt("Vedtak") + '<w:p><w:r><w:sym w:char="ZZZZ"/></w:r></w:p>')), NEKTET
    yield "tomt", pakk(docx("<w:p/>")), "tom"
    yield "bare-bilde", pakk(docx("<w:p/>", _rel("image", "media/a.png"), {"word/media/a.png": b"\x89PNG"})), "krever_ocr"
    yield "rettning", pakk(docx(avsnitt("\u202e.7 go 4 åp anrab\u202c לילד عمر الطفل") + avsnitt("b\u0336\u0338\u0334a\u0337r\u0335n\u0336" * 500))), LEST
    yield "merknad-i-pakken", hel[:-2] + (60_000).to_bytes(2, "little") + b"PK\x05\x06" + b"x" * 59_996, NEKTET + " ufullstendig"
    yield "foran-pakken", b"MZ" + bytes(300) + hel, "feil_type"


def _lyv(data: bytes) -> bytes:
    """The index says that the largest part is a hundred bytes unpacked."""
    ut = bytearray(data)
    sted = ut.find(b"PK\x01\x02")
    while sted >= 0:
        if ut[sted + 46 :].startswith(b"word/document.xml"):
            ut[sted + 24 : sted + 28] = (100).to_bytes(4, "little")
        sted = ut.find(b"PK\x01\x02", sted + 4)
    return bytes(ut)


def _odter() -> Iterator[Rad]:
    p = "<text:p>%s</text:p>"
    yield "xxe", pakk(odt(p % "a &e;", XXE)), "uleselig"
    yield "latter", pakk(odt(p % "a &a12;", LATTER)), "uleselig"
    yield "nett", pakk(odt(p % "Vedtak" + '<text:p><draw:image xlink:href="http://127.0.0.1:9/a.png"/></text:p>')), LEST
    yield "kryptert", pakk(odt(deler={"META-INF/manifest.xml": "<manifest:encryption-data/>"})), "kryptert"
    yield "mellomrom", pakk(odt((p % "<text:s text:c='999999999'/>barn") * 500)), LEST
    yield "dyp", pakk(odt("<text:section>" * 50_000 + p % "x" + "</text:section>" * 50_000)), NEKTET
    yield "spenn-i-spenn", pakk(odt(p % ("<text:span>" * 700 + "x" + "</text:span>" * 700))), NEKTET
    yield "tabell-i-tabell", pakk(odt("<table:table><table:table-row><table:table-cell>" * 100 + p % "x" + "</table:table-cell></table:table-row></table:table>" * 100)), NEKTET
    yield "gjentatt", pakk(odt('<table:table><table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384">'
                               + p % "7" + "</table:table-cell></table:table-row></table:table>")), LEST  # fmt: skip
    yield "bombe", zipbombe("content.xml", deler={"mimetype": _ODT}), "for_stor_utpakket"
    yield "uten-innhold", pakk({"mimetype": _ODT}), "uleselig"
    yield "bare-bilde", pakk(odt("<text:p><draw:image/></text:p>")), "krever_ocr"
    yield "tomt", pakk(odt("<text:p/>")), "tom"
    yield "regneark", pakk({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}), "feil_type"
    yield "flat-xxe", f'{_HODE}{XXE}<office:document {_OFFICE} office:mimetype="{_ODT}">&e;</office:document>'.encode(), "uleselig feil_type"
    yield "flat", (f'{_HODE}<office:document {_OFFICE} office:mimetype="{_ODT}"><office:body><office:text>' + p % "Vedtak"
                   + "</office:text></office:body></office:document>").encode(), LEST  # fmt: skip


def _andre() -> Iterator[Rad]:
    """Zips in a case folder, and files that say they are something else."""
    yield "zip-i-saken.zip", pakk({"a.txt": BREV}), "arkiv"
    indre = pakk({"0.txt": BREV})
    for _ in range(20):
        indre = pakk({"indre.zip": indre})
    yield "zip-i-zip.zip", indre, "arkiv"
    yield "zip-uten-slutt.zip", pakk({"a.txt": BREV})[:-22], "ufullstendig"
    yield "zip-tom.zip", b"PK\x05\x06" + bytes(18), "arkiv"
    yield "regneark.xlsx", pakk({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<x/>"}), "feil_type"
    yield "presentasjon.docx", pakk({"[Content_Types].xml": "<Types/>", "ppt/a.xml": "<x/>"}), "feil_type"
    yield "bok.epub", pakk({"mimetype": "application/epub+zip"}), "feil_type"
    yield "laast.docx", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + "EncryptedPackage".encode("utf-16-le"), "kryptert"
    yield "gammel.doc", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + "WordDocument".encode("utf-16-le"), "feil_type"
    yield "bilde.docx", b"\x89PNG\r\n\x1a\n" + bytes(40), "feil_type krever_ocr uleselig"
    yield "bilde.pdf", b"\xff\xd8\xff\xe0" + bytes(40), "feil_type krever_ocr uleselig"
    yield "program.pdf", b"MZ\x90\x00" + bytes(range(256)) * 4, "feil_type"
    yield "program.txt", b"\x7fELF\x02\x01\x01" + bytes(300), "feil_type"
    yield "database.txt", b"SQLite format 3\x00" + bytes(300), "feil_type"
    yield "pakket.txt", b"\x1f\x8b\x08\x00" + bombe(2)[2:], "feil_type"
    yield "sju.docx", b"7z\xbc\xaf\x27\x1c\x00\x04" + zlib.compress(b"x" * 999), "feil_type"
    yield "word.txt", pakk(docx(avsnitt("Vedtak i feil drakt"))), LEST
    yield "tekst.docx", ("Vedtak\n" + BREV).encode(), LEST
    yield "side.txt", f"<!doctype html><p>{BREV}".encode(), LEST
    yield "rtf.pdf", b"{\\rtf1 Vedtak om st\\'f8nad}", LEST
    yield "tegning.html", b'<svg xmlns="http://www.w3.org/2000/svg"><script>x</script><text>Vedtak</text></svg>', "lest tom feil_type"
    yield "postscript.txt", b"%!PS-Adobe-3.0\n(/etc/passwd) (r) file", "feil_type"
    yield "xml.txt", f"{_HODE}{LATTER}<x>&a12;</x>".encode(), "feil_type"

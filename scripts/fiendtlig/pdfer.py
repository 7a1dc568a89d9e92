"""PDF that is broken, locked, endless, or more than it says."""

from __future__ import annotations

import zlib
from base64 import a85encode
from collections.abc import Iterator
from io import BytesIO
from random import Random

from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from fiendtlig.grunn import BOMBE, BREV, LEST, Rad, bombe, kutt, vri

TEKST = b"BT /F1 12 Tf 70 700 Td (Vedtak om stonad. Barna er 4 og 7 aar.) Tj ET"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
_SIDE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R>>"
_HALE = b"<</Size %d/Root 1 0 R>>"
DELVIS = "lest tom uleselig krever_ocr"


def pdf(endret: dict[int, bytes] | None = None, hale: bytes = _HALE, etter: bytes = b"") -> bytes:
    """A PDF of one page; ``endret`` gives objects by number: 1 catalogue, 2 page tree, 3 page, 4 content, 5 font."""
    deler = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        3: _SIDE,
        4: strom(TEKST),
        5: FONT,
    } | (endret or {})
    ut, steder = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), {}
    for nr, del_ in sorted(deler.items()):
        steder[nr] = len(ut)
        ut += b"%d 0 obj\n%s\nendobj\n" % (nr, del_)
    flest = max(deler) + 1
    start = len(ut)
    ut += b"xref\n0 %d\n0000000000 65535 f \n" % flest
    for nr in range(1, flest):
        ut += b"%010d 00000 n \n" % steder[nr] if nr in steder else b"0000000000 00001 f \n"
    hale = hale % flest if b"%d" in hale else hale
    return bytes(ut + b"trailer\n%s\nstartxref\n%d\n%%%%EOF\n" % (hale, start) + etter)


def strom(kropp: bytes, felt: bytes = b"") -> bytes:
    """A stream object."""
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(kropp), felt, kropp)


def pakket(kropp: bytes, filtre: bytes = b"/FlateDecode") -> bytes:
    """A stream that says it is packed so."""
    return strom(kropp, b"/Filter[%s]" % filtre)


def _bilde(felt: bytes, kropp: bytes = b"\x00" * 64) -> bytes:
    """A page that is one picture, described so."""
    ressurs = b"/Resources<</XObject<</B 6 0 R>>>>"
    side = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]%s/Contents 4 0 R>>" % ressurs
    bilde = strom(kropp, b"/Type/XObject/Subtype/Image" + felt)
    return pdf({3: side, 4: strom(b"q 595 0 0 842 0 0 cm /B Do Q"), 6: bilde})


def _former(former: dict[int, bytes], kropp: bytes = b"/X6 Do") -> bytes:
    """A page that draws forms, each with the forms of the page."""
    xobj = b"<<" + b"".join(b"/X%d %d 0 R" % (nr, nr) for nr in former) + b">>"
    felles = b"/Resources<</Font<</F1 5 0 R>>/XObject %s>>" % xobj
    side = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]%s/Contents 4 0 R>>" % felles
    deler = {nr: strom(k, b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]" + felles) for nr, k in former.items()}
    return pdf({3: side, 4: strom(TEKST + b" " + kropp)} | deler)


def _laast(bruker: str, eier: str, bits: int) -> bytes:
    ut = BytesIO()
    lerret = Canvas(ut, pagesize=A4, invariant=1, encrypt=StandardEncryption(bruker, eier, strength=bits))
    for nr, linje in enumerate(BREV.split("\n")):
        lerret.drawString(70, 780 - 14 * nr, linje)
    lerret.save()
    return ut.getvalue()


def _tounicode(kropp: bytes, tegn: bytes = b"ABCDEFGH") -> bytes:
    kart = b"/CIDInit /ProcSet findresource begin begincmap\n%s\nendcmap end" % kropp
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>"
    return pdf({4: strom(b"BT /F1 12 Tf 70 700 Td (%s) Tj ET" % tegn), 5: font, 6: strom(kart)})


def _handling(handling: bytes) -> bytes:
    return pdf({1: b"<</Type/Catalog/Pages 2 0 R/OpenAction %s>>" % handling})


def _dype(dybde: int) -> dict[int, bytes]:
    """A page tree of so many levels."""
    deler = {2: b"<</Type/Pages/Count 1/Kids[100 0 R]>>"}
    for nr in range(100, 100 + dybde):
        barn = nr + 1 if nr < 99 + dybde else 3
        deler[nr] = b"<</Type/Pages/Count 1/Parent %d 0 R/Kids[%d 0 R]>>" % (nr - 1 if nr > 100 else 2, barn)
    return deler


def make_pdfer(r: Random) -> Iterator[Rad]:
    """All of them."""
    hel = pdf({4: pakket(zlib.compress(TEKST))})
    yield "hel.pdf", hel, LEST
    yield from kutt("brev.pdf", hel, 12, "ufullstendig")
    yield from vri("brev.pdf", hel, 14, r)
    yield from vri("skjema.pdf", _laast("", "eier", 128), 6, r)
    yield "uten-hode.pdf", hel[60:], "feil_type lest"
    yield "laast-bruker-40.pdf", _laast("hemmelig", "eier", 40), "kryptert"
    yield "laast-bruker-128.pdf", _laast("hemmelig", "eier", 128), "kryptert"
    yield "laast-eier-40.pdf", _laast("", "eier", 40), LEST
    yield "laast-eier-128.pdf", _laast("", "eier", 128), LEST
    sertifikat = b"<</Size %d/Root 1 0 R/Encrypt<</Filter/Adobe.PubSec/V 5/R 5>>/ID[(a)(a)]>>"
    yield "laast-sertifikat.pdf", pdf(hale=sertifikat), "kryptert"
    yield "laast-sloyfe.pdf", pdf({6: b"6 0 R"}, b"<</Size %d/Root 1 0 R/Encrypt 6 0 R>>"), "lest kryptert uleselig"
    yield from _store()
    yield from _bilder()
    yield from _sloyfer()
    yield from _fonter()
    yield from _aktive()
    yield from _rare()


def _store() -> Iterator[Rad]:
    sider = b" ".join(b"%d 0 R" % nr for nr in range(10, 10_010))
    mange = {nr: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>" for nr in range(10, 10_010)}
    yield "10000-sider.pdf", pdf({2: b"<</Type/Pages/Count 10000/Kids[%s]>>" % sider} | mange), "for_stor"
    samme = b" ".join([b"3 0 R"] * 10_000)
    yield "samme-side-10000-ganger.pdf", pdf({2: b"<</Type/Pages/Count 10000/Kids[%s]>>" % samme}), "for_stor " + DELVIS
    yield "side-40000.pdf", pdf({3: _SIDE.replace(b"595 842", b"40000 40000")}), "for_stor"
    yield "side-1e30.pdf", pdf({3: _SIDE.replace(b"595 842", b"1e30 9" + b"9" * 40)}), "for_stor " + DELVIS
    yield "brukerenhet.pdf", pdf({3: _SIDE.replace(b"/Type/Page/", b"/Type/Page/UserUnit 1000000/")}), "for_stor " + DELVIS
    yield "strombombe.pdf", pdf({4: pakket(bombe())}), BOMBE
    yield "strombombe-to-lag.pdf", pdf({4: pakket(zlib.compress(bombe(), 9), b"/FlateDecode/FlateDecode")}), BOMBE
    fire, fem = zlib.compress(zlib.compress(zlib.compress(bombe(), 9))), b"/FlateDecode" * 5
    yield "strombombe-fire-lag.pdf", pdf({4: pakket(fire, b"/FlateDecode" * 4)}), BOMBE
    yield "strombombe-fem-lag.pdf", pdf({4: pakket(zlib.compress(fire), fem)}), f"{BOMBE} krasjet {DELVIS}"
    yield "mange-bomber.pdf", pdf({nr: pakket(bombe(40)) for nr in range(10, 20)}), BOMBE
    skjult = f"{BOMBE} krasjet {DELVIS}"
    ascii85 = a85encode(bombe(), adobe=False) + b"~>"
    yield "bombe-ascii85.pdf", pdf({4: pakket(ascii85, b"/ASCII85Decode/FlateDecode")}), skjult
    yield "bombe-hex.pdf", pdf({4: pakket(bombe(40).hex().encode() + b">", b"/ASCIIHexDecode/FlateDecode")}), skjult
    lopelengde = b"\x81 " * 400_000 + b"\x80"
    yield "bombe-lopelengde.pdf", pdf({4: pakket(zlib.compress(lopelengde, 9), b"/FlateDecode/RunLengthDecode")}), skjult
    yield "bombe-lzw.pdf", pdf({4: pakket(zlib.compress(b"\x80\x0b\x60\x50\x22\x0c" * 300_000, 9), b"/FlateDecode/LZWDecode")}), skjult
    yield "ukjent-filter.pdf", pdf({4: pakket(b"xxxx", b"/Finnes/Ikke")}), DELVIS
    yield "tusen-filtre.pdf", pdf({4: pakket(b"xxxx", b"/ASCIIHexDecode" * 1000)}), DELVIS
    yield "prediktor.pdf", pdf({4: strom(
        zlib.compress(b"\x02" + b"x" * 999), b"/Filter/FlateDecode/DecodeParms<</Predictor 15/Columns 2147483647/Colors 99/BitsPerComponent 16>>"
    )}), DELVIS  # fmt: skip
    objekter = b"<</Type/ObjStm/N 100000000/First 10/Filter/FlateDecode>>"
    yield "objektstrombombe.pdf", pdf({6: pakket(bombe()).replace(b"/Filter", b"/Type/ObjStm/N 9/First 10/Filter", 1)}), BOMBE
    yield "objektstrom-lyver.pdf", pdf({6: objekter + b"stream\nx\nendstream"}), DELVIS
    tom = b"<</Length 10000000000>>stream\nBT ET\nendstream"
    yield "lengde-lyver.pdf", pdf({4: tom}), DELVIS
    yield "lengde-sloyfe.pdf", pdf({4: b"<</Length 4 0 R>>stream\nBT ET\nendstream"}), DELVIS


def _bilder() -> Iterator[Rad]:
    maal = b"/Width 60000/Height 60000/ColorSpace/DeviceRGB/BitsPerComponent 8"
    ocr = "krever_ocr for_stor for_stor_utpakket lesefrist krasjet tom uleselig"
    yield "pikselbombe.pdf", _bilde(maal + b"/Filter/FlateDecode", bombe(150)), ocr
    yield "pikselbombe-lyver.pdf", _bilde(maal), ocr
    yield "pikselbombe-maske.pdf", _bilde(maal + b"/SMask 6 0 R"), ocr
    yield "bilde-minus.pdf", _bilde(b"/Width -1/Height -9/ColorSpace/DeviceGray/BitsPerComponent 8"), ocr
    jbig2 = bytes.fromhex("0000000030000100000013ffffffffffffffff000000000000000000000000")
    yield "jbig2-stor.pdf", _bilde(maal.replace(b"RGB", b"Gray").replace(b"nt 8", b"nt 1") + b"/Filter/JBIG2Decode", jbig2), ocr
    jpx = bytes.fromhex("0000000c6a5020200d0a870a00000014667479706a703220000000006a7032200000002d6a70326800000016696864720000ea600000ea6000030707000000000f")
    yield "jpx-stor.pdf", _bilde(b"/Width 60000/Height 60000/Filter/JPXDecode", jpx + b"\xff\x4f\xff\x51" + b"\xff" * 60), ocr
    jpg = bytes.fromhex("ffd8ffc0001108ea60ea6003011100021100031100ffda000c03010002000300003f00")
    yield "jpeg-stor.pdf", _bilde(maal + b"/Filter/DCTDecode", jpg + b"\xff" * 50), ocr
    ccitt = b"/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns 2000000000/Rows 2000000000>>"
    yield "ccitt-stor.pdf", _bilde(maal.replace(b"RGB", b"Gray") + ccitt), ocr
    inne = b"q 595 0 0 842 0 0 cm BI /W 60000 /H 60000 /CS /RGB /BPC 8 ID \x00\x00 EI Q"
    yield "bilde-i-strommen.pdf", pdf({4: strom(inne)}), ocr
    yield "fargerom-sloyfe.pdf", _bilde(b"/Width 9/Height 9/BitsPerComponent 8/ColorSpace[/Indexed 6 0 R 255 6 0 R]"), ocr
    yield "bare-bilde.pdf", _bilde(b"/Width 8/Height 8/ColorSpace/DeviceGray/BitsPerComponent 8"), ocr


def _sloyfer() -> Iterator[Rad]:
    ut = DELVIS + " for_stor"
    yield "xref-sloyfe.pdf", _peker(b"/Prev %d"), ut
    yield "xref-hybrid-sloyfe.pdf", _peker(b"/XRefStm %d/Prev %d"), ut
    yield "xref-utenfor.pdf", _bytt_start(b"999999999999"), ut
    yield "xref-minus.pdf", _bytt_start(b"-5"), ut
    yield "xref-null.pdf", _bytt_start(b"0"), ut
    yield "xref-lyver.pdf", pdf().replace(b"xref\n0 6", b"xref\n0 99999999", 1), ut
    yield "sidetre-sloyfe.pdf", pdf({2: b"<</Type/Pages/Count 1/Kids[2 0 R]>>"}), ut
    yield "sidetre-far.pdf", pdf({2: b"<</Type/Pages/Count 2/Kids[3 0 R 6 0 R]>>", 6: b"<</Type/Pages/Count 1/Kids[2 0 R]>>"}), ut
    yield "sidetre-dypt.pdf", pdf(_dype(5000)), ut
    yield "sidetre-grunt.pdf", pdf(_dype(40)), ut
    yield "sidetre-antall.pdf", pdf({2: b"<</Type/Pages/Count 2147483647/Kids[3 0 R]>>"}), ut
    yield "sidetre-minus.pdf", pdf({2: b"<</Type/Pages/Count -7/Kids[3 0 R]>>"}), ut
    yield "uten-sider.pdf", pdf({2: b"<</Type/Pages/Count 0/Kids[]>>"}), ut
    yield "uten-katalog.pdf", pdf({1: b"null"}), ut
    yield "katalog-liste.pdf", pdf({1: b"[1 0 R 1 0 R]"}), ut
    yield "arv-sloyfe.pdf", pdf({3: b"<</Type/Page/Parent 3 0 R/Contents 4 0 R>>"}), ut
    yield "innhold-sloyfe.pdf", pdf({4: b"[4 0 R 4 0 R]"}), ut
    yield "form-i-seg-selv.pdf", _former({6: b"/X6 Do"}), ut
    yield "former-i-hverandre.pdf", _former({6: b"/X7 Do", 7: b"/X6 Do"}), ut
    lag = {nr: b"/X%d Do " % (nr + 1) * 10 for nr in range(6, 16)} | {16: TEKST}
    yield "former-ti-i-tiende.pdf", _former(lag), ut + " lesefrist krasjet for_stor_utpakket"
    kjede = {nr: TEKST + b" /X%d Do" % (nr + 1) for nr in range(6, 150)} | {150: TEKST}
    yield "former-i-dybden.pdf", _former(kjede), ut
    gren = b"<</Outlines 6 0 R/Names<</Dests 6 0 R/JavaScript 6 0 R>>/StructTreeRoot 6 0 R/Type/Catalog/Pages 2 0 R>>"
    yield "navnetre-sloyfe.pdf", pdf({1: gren, 6: b"<</First 6 0 R/Next 6 0 R/Last 6 0 R/Kids[6 0 R]/K 6 0 R>>"}), LEST
    felt = b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[6 0 R]/NeedAppearances true>>>>"
    feltside = _SIDE.replace(b"/Contents", b"/Annots[6 0 R 6 0 R]/Contents")
    rute = b"<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V(barn)/Rect[9 9 99 99]/Parent 6 0 R/Kids[6 0 R]/AP<</N 6 0 R>>>>"
    yield "skjemafelt-sloyfe.pdf", pdf({1: felt, 3: feltside, 6: rute}), ut
    merker = b" ".join([b"<</Type/Annot/Subtype/FreeText/Rect[9 9 99 99]/Contents(barn)>>"] * 1500)
    yield "1500-merknader.pdf", pdf({3: _SIDE.replace(b"/Contents", b"/Annots[%s]/Contents" % merker)}), ut


def _peker(felt: bytes) -> bytes:
    """A file whose table of places says that the one before it is itself."""
    sted = pdf().rindex(b"xref\n0")
    return pdf(hale=b"<</Size 6/Root 1 0 R" + felt.replace(b"%d", b"%d" % sted) + b">>")


def _bytt_start(tall: bytes) -> bytes:
    hode, hale = pdf().rsplit(b"startxref\n", 1)
    return hode + b"startxref\n" + tall + b"\n" + hale.split(b"\n", 1)[1]


def _fonter() -> Iterator[Rad]:
    for navn, kropp in {
        "null": b"1 beginbfrange <00> <ff> <0000> endbfrange",
        "halve-par": b"1 beginbfrange <00> <ff> <D800> endbfrange",
        "privat": b"1 beginbfrange <00> <ff> <E000> endbfrange",
        "omvendt-retning": b"1 beginbfrange <00> <ff> <202E> endbfrange",
        "lang": b"1 beginbfchar <41> <" + b"0061" * 20_000 + b"> endbfchar",
        "enorm": b"1 beginbfrange <00000000> <ffffffff> <0061> endbfrange",
        "mange": b"99999 beginbfchar " + b"<41> <0062> " * 50_000 + b"endbfchar",
        "kuttet": b"1 beginbfrange <00> <ff",
        "sloyfe": b"/Meg usecmap /Meg usecmap",
    }.items():
        yield f"tounicode-{navn}.pdf", _tounicode(kropp), DELVIS + " lesefrist"
    vanlig = b"BT /F1 %s Tf 70 700 Td (Vedtak) Tj ET"
    fonter = {
        "mangler": (b"null", b"12"),
        "type3-sloyfe": (b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/CharProcs<</a 4 0 R>>"
                         b"/Encoding<</Differences[86/a]>>/FirstChar 86/LastChar 86/Widths[9]/Resources<</Font<</F1 5 0 R>>>>>>", b"12"),
        "type0-sloyfe": (b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[5 0 R]>>", b"12"),
        "bredder": (FONT.replace(b">>", b"/FirstChar -9/LastChar 99999999/Widths[-1 1e99 (x)]>>"), b"12"),
        "skilnader": (FONT.replace(b">>", b"/Encoding<</Differences[0 %s]>>>>" % (b"/ukjent" * 20_000)), b"12"),
        "fil": (b"<</Type/Font/Subtype/TrueType/BaseFont/X/FontDescriptor<</Flags 4/FontFile2 4 0 R>>>>", b"12"),
        "storrelse-null": (FONT, b"0"),
        "storrelse-enorm": (FONT, b"9" * 30),
        "storrelse-minus": (FONT, b"-12"),
    }  # fmt: skip
    for navn, (font, storrelse) in fonter.items():
        yield f"font-{navn}.pdf", pdf({4: strom(vanlig % storrelse), 5: font}), DELVIS


def _aktive() -> Iterator[Rad]:
    yield "javascript.pdf", _handling(b"<</S/JavaScript/JS(app.launchURL\\('http://127.0.0.1:9/'\\);while\\(1\\);)>>"), LEST
    yield "launch.pdf", _handling(b"<</S/Launch/F(/bin/sh)/Win<</F(cmd.exe)/P(/c calc)>>>>"), LEST
    yield "uri.pdf", _handling(b"<</S/URI/URI(http://127.0.0.1:9/)>>"), LEST
    yield "gotor.pdf", _handling(b"<</S/GoToR/F(\\\\\\\\127.0.0.1\\\\x.pdf)/D[0/Fit]>>"), LEST
    yield "sendinn.pdf", _handling(b"<</S/SubmitForm/F(http://127.0.0.1:9/)/Next<</S/ImportData/F(/etc/passwd)>>>>"), LEST
    fil = b"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(a.exe)<</Type/Filespec/F(../../a.exe)/EF<</F 6 0 R>>>>]>>>>>>"
    yield "vedlagt-fil.pdf", pdf({1: fil, 6: strom(b"MZ" + bytes(200), b"/Type/EmbeddedFile")}), LEST
    xfa = b"<</Type/Catalog/Pages 2 0 R/AcroForm<</XFA 6 0 R/Fields[]>>>>"
    xml = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><xdp:xdp xmlns:xdp="x">&a;</xdp:xdp>'
    yield "xfa-xxe.pdf", pdf({1: xfa, 6: strom(xml)}), LEST
    yield "ekstern-strom.pdf", pdf({4: strom(b"x", b"/F(/etc/passwd)/FFilter[]")}), DELVIS


def _rare() -> Iterator[Rad]:
    for navn, kropp in {
        "tom-side": b"",
        "uten-slutt": b"BT /F1 12 Tf (Vedtak) Tj",
        "q-100000": b"q " * 100_000 + TEKST,
        "bt-i-bt": b"BT " * 20_000 + TEKST,
        "lister-i-lister": b"[" * 50_000 + TEKST,
        "tall": b"9" * 5000 + b" " + b"-" * 5000 + b" cm " + TEKST,
        "matrise-null": b"0 0 0 0 0 0 cm " + TEKST,
        "matrise-enorm": b"1e38 1e38 -1e38 1e38 1e38 1e38 cm " + TEKST,
        "utenfor-siden": TEKST.replace(b"70 700", b"-9000 90000"),
        "samme-sted": b"BT /F1 9 Tf " + b"70 700 Td (barn) Tj -70 -700 Td " * 2000 + b"ET",
        "enkelttegn": b"BT /F1 9 Tf " + b"1 0 0 1 70 %d Tm (b) Tj 1 0 0 1 9 9 Tm (a) Tj " % 700 * 1500 + b"ET",
        "lang-streng": b"BT /F1 9 Tf 70 700 Td (" + b"barn " * 40_000 + b") Tj ET",
        "hex-streng": b"BT /F1 9 Tf 70 700 Td <" + b"6261726e20" * 5000 + b"> Tj ET",
        "null-i-strengen": b"BT /F1 9 Tf 70 700 Td (ba\\000rn\\000) Tj ET",
        "loddrett": b"BT /F1 9 Tf 0 1 -1 0 70 70 Tm (barn) Tj ET",
    }.items():
        yield f"{navn}.pdf", pdf({4: strom(kropp)}), DELVIS + " lesefrist"
    yield "foran.pdf", b"soppel\n" * 100 + pdf(), DELVIS
    yield "etter.pdf", pdf(etter=b"\x00" * 3000), LEST
    yield "langt-etter.pdf", pdf(etter=b"\n" * 9000), "ufullstendig"
    yield "to-ganger.pdf", pdf() + pdf({4: strom(TEKST.replace(b"Vedtak", b"Notat"))}), DELVIS
    yield "boks-omvendt.pdf", pdf({3: _SIDE.replace(b"0 0 595 842", b"595 842 0 0")}), DELVIS
    yield "boks-null.pdf", pdf({3: _SIDE.replace(b"0 0 595 842", b"0 0 0 0")}), DELVIS
    yield "boks-tekst.pdf", pdf({3: _SIDE.replace(b"0 0 595 842", b"(a) (b) /c null")}), DELVIS
    yield "dreid-13.pdf", pdf({3: _SIDE.replace(b"/Type/Page/", b"/Type/Page/Rotate 13/")}), DELVIS
    yield "ordbok-i-ordbok.pdf", pdf({6: b"<</A" * 20_000 + b">>" * 20_000}), DELVIS
    yield "bare-merke.pdf", b"%PDF-1.7\n%%EOF", "uleselig"
    yield "tekst-som-pdf.pdf", b"%PDF-1.4 " + BREV.encode() + b"%%EOF", "uleselig"

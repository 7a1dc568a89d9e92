"""Pages that must be looked at are read as they look, those with good text are left alone, and nobody guesses without OCR."""

from __future__ import annotations

from contextlib import closing
from difflib import SequenceMatcher
from io import BytesIO

import pypdfium2 as pdfium
import pytest
import typst
from docx import Document
from odfdo import Document as Odt
from odfdo import Element
from pdfer import belegg, blekk, lag_pdf, skriv, tegn_side
from PIL import Image, ImageDraw
from skanner import ARK, BREV, NOTAT, blankt, bytt_koder, skannside, slit, tegn_ark

from vedtaksanalyse.errors import Lesefeil
from vedtaksanalyse.reading import Grenser, Sandkasse, bildefil, bildesider, ocr, read_innhold
from vedtaksanalyse.reading.boxes import find_bokser
from vedtaksanalyse.reading.flyt import Sidelinjer
from vedtaksanalyse.reading.ocr import describe_motor, rett_linje
from vedtaksanalyse.reading.skjevhet import find_skjevhet
from vedtaksanalyse.reading.tidsrom import set_giver
from vedtaksanalyse.sak import Belegg, Dokument, Lesestatus, Side

SKALA = 3.0
FEIL_LAG = ["Helt andre ord som ikke står på arket, skrevet der ingen kan se dem og langt fra linjene."] * 3
trenger_ocr = pytest.mark.skipif(
    not describe_motor(), reason="needs tesserocr and the Debian package tesseract-ocr-nor (scripts/debian.sh)"
)


def sett(linjer: list[str], forskyv: int | None) -> bytes:
    """The lines in a PDF whose font tells the wrong letters, or none."""
    kilde = f"#set page(width: {ARK[0]}pt, height: {ARK[1]}pt)\n#set text(size: 11pt, hyphenate: false)\n" + " ".join(linjer)
    return bytt_koder(typst.compile(kilde.encode()), forskyv)


def spor(data: bytes, grenser: Grenser = Grenser(), endelse: str = "") -> str:  # noqa: B008 (frozen)
    """How its pages were read, or the status it ended in."""
    try:
        return " ".join(side.lesemaate for side in read_innhold(data, grenser, endelse).sider)
    except Lesefeil as feil:
        return Lesestatus(feil.kode).value


def likhet(linjer: list[str], tekst: str) -> float:
    return SequenceMatcher(None, " ".join(linjer), " ".join(tekst.split()), autojunk=False).ratio()


def lagre(bilder: list[Image.Image], slag: str, **valg: object) -> bytes:
    ut = BytesIO()
    bilder[0].save(ut, slag, **valg, **({"save_all": True, "append_images": bilder[1:]} if len(bilder) > 1 else {}))
    return ut.getvalue()


@pytest.fixture(scope="module")
def skann() -> Image.Image:
    return slit(tegn_ark(BREV))


@pytest.fixture(scope="module")
def blandet(skann) -> bytes:
    """Text, a scan, the back of a sheet, a scan turned on its side, and a scan with a good layer from before."""
    return lag_pdf(
        lambda c: skriv(c, NOTAT),
        skannside(skann),
        skannside(blankt()),
        skannside(slit(tegn_ark(NOTAT), 1.0, vei=90)),
        skannside(tegn_ark(BREV), BREV),
    )


@pytest.fixture(scope="module")
def lest(blandet) -> Dokument:
    """That file as the sandbox reads it, with less time for the file than its scans take."""
    with Sandkasse(Grenser(cpu=1, frist=120)) as sandkasse:
        innhold = sandkasse(blandet)
        assert sandkasse(b"Neste dokument").tekst == "Neste dokument"
    return Dokument("d", "vedtak", innhold.tekst, sider=innhold.sider)


def sidetekst(dokument: Dokument, nummer: int) -> str:
    side = dokument.sider[nummer - 1]
    return dokument.tekst[side.start : side.slutt]


@trenger_ocr
def test_only_pages_without_text_are_looked_at(lest):
    assert [side.lesemaate for side in lest.sider] == ["tekst", "ocr", "blank", "ocr", "tekst"]
    assert [side.sikkerhet is None for side in lest.sider] == [True, False, True, False, True]
    assert [side.nummer for side in lest.sider] == [1, 2, 3, 4, 5]


@trenger_ocr
@pytest.mark.parametrize(("nummer", "linjer"), [(1, NOTAT), (2, BREV), (4, NOTAT), (5, BREV)])
def test_every_page_says_what_stands_on_it(lest, nummer, linjer):
    tekst = sidetekst(lest, nummer)
    assert likhet(linjer, tekst) > (0.97 if lest.sider[nummer - 1].lesemaate == "ocr" else 0.999)
    assert len(tekst.strip().split("\n")) < len(linjer), "lines of a sentence are joined"


@trenger_ocr
def test_confidence_is_told_and_good_for_a_page_that_can_be_read(lest):
    assert [nummer for nummer, _ in lest.gjenkjente] == [2, 4]
    assert all(0.8 < sikkerhet < 1 for _, sikkerhet in lest.gjenkjente)
    assert lest.darlige == ()


def ingen(data: bytes, onsker: object) -> list:
    """Nobody has to open the file to tell where the words of a scan stand."""
    raise AssertionError


@trenger_ocr
@pytest.mark.parametrize(("nummer", "linjer"), [(2, len(BREV)), (4, len(NOTAT))], ids=["askew", "on its side"])
def test_boxes_of_a_scan_cover_all_ink_and_only_ink(lest, blandet, nummer, linjer):
    side = lest.sider[nummer - 1]
    bilde = tegn_side(blandet, nummer, SKALA)
    assert bilde.size == pytest.approx((side.bredde * SKALA, side.hoyde * SKALA), abs=2)
    foer = blekk(bilde)
    bokser = find_bokser(b"", lest, Belegg("d", side.start, side.slutt), ingen)
    assert len(bokser) == linjer
    for _, *boks in bokser:
        utsnitt = bilde.crop([round(tall * SKALA) for tall in boks])
        assert blekk(utsnitt) > 0.03 * utsnitt.width * utsnitt.height
    penn = ImageDraw.Draw(bilde)
    for _, _, *boks in side.ruter:
        penn.rectangle([round(tall * SKALA) + fra for tall, fra in zip(boks, (-3, -3, 3, 3), strict=True)], fill=255)
    assert blekk(bilde) < 0.08 * foer, "specks"


@trenger_ocr
def test_a_word_in_a_scan_is_found_where_it_stands(lest):
    ((nummer, x0, y0, x1, y1),) = find_bokser(b"", lest, belegg(lest, "sosialtjenesteloven"), ingen)
    assert nummer == 2
    assert 210 < x0 < 225
    assert 300 < x1 < 320
    assert 8 < y1 - y0 < 20


@pytest.fixture(scope="module")
def odelagt() -> dict[str, bytes]:
    return {
        "wrong letters": sett(BREV, 3),
        "no letters": sett(NOTAT, None),
        "a layer that says something else": lag_pdf(skannside(tegn_ark(BREV), FEIL_LAG)),
    }


@trenger_ocr
@pytest.mark.parametrize(
    ("navn", "linjer"), [("wrong letters", BREV), ("no letters", NOTAT), ("a layer that says something else", BREV)]
)
def test_text_that_is_not_what_the_page_shows_is_read_from_the_page(odelagt, navn, linjer):
    innhold = read_innhold(odelagt[navn])
    assert [side.lesemaate for side in innhold.sider] == ["ocr"]
    assert likhet(linjer, innhold.tekst) > 0.98


@trenger_ocr
def test_an_image_file_with_two_pages_is_a_document(skann):
    """Read where nothing can be written, though Tesseract has something to say of the second page."""
    with Sandkasse(Grenser()) as sandkasse:
        innhold = sandkasse(lagre([skann, slit(tegn_ark(NOTAT))], "TIFF", compression="jpeg"))
    assert [side.lesemaate for side in innhold.sider] == ["ocr", "ocr"]
    assert innhold.sider[0].bredde == pytest.approx(842, abs=1), "taken for the longest side of an A4 sheet"
    for side, linjer in zip(innhold.sider, (BREV, NOTAT), strict=True):
        assert likhet(linjer, innhold.tekst[side.start : side.slutt]) > 0.97


def i_word(*bilder: Image.Image) -> bytes:
    ut, dokument = BytesIO(), Document()
    for bilde in bilder:
        dokument.add_picture(BytesIO(lagre([bilde], "PNG")))
    dokument.save(ut)
    return ut.getvalue()


def i_odt(*bilder: Image.Image) -> bytes:
    ut, dokument = BytesIO(), Odt("text")
    dokument.body.clear()
    for nr, bilde in enumerate(bilder):
        dokument.container.set_part(f"Pictures/{nr}.png", lagre([bilde], "PNG"))
        dokument.body.append(Element.from_tag(f'<text:p><draw:frame><draw:image xlink:href="Pictures/{nr}.png"/></draw:frame></text:p>'))
    dokument.save(ut)
    return ut.getvalue()


@trenger_ocr
@pytest.mark.parametrize("pakk", [i_word, i_odt])
def test_a_document_of_pictures_alone_is_read_as_they_look(pakk):
    """In the order in which they stand; the logo is no page."""
    logo, ark = Image.new("L", (120, 60), 90), (tegn_ark(NOTAT), tegn_ark(BREV))
    data = pakk(logo, *ark)
    innhold = read_innhold(data)
    assert [side.lesemaate for side in innhold.sider] == ["ocr", "ocr"]
    for side, linjer in zip(innhold.sider, (NOTAT, BREV), strict=True):
        assert likhet(linjer, innhold.tekst[side.start : side.slutt]) > 0.97
    assert spor(data, Grenser(ocr_sider=1)) == "for_stor"
    assert spor(data, Grenser(ocr_sider=0)) == "krever_ocr"
    assert spor(pakk(logo)) == "krever_ocr"


def test_nobody_gets_more_time_than_for_the_pages_that_may_be_looked_at(request):
    spurt: list[int] = []
    request.addfinalizer(lambda: set_giver(None))
    set_giver(lambda: spurt.append(1))
    with Sandkasse(Grenser(frist=20, ocr_sider=2), leser="ulydig:les") as sandkasse:
        assert sandkasse(b"TIGG 2").tekst == "2"
        assert len(spurt) == 2, "whoever waits for the parent is told too"
        with pytest.raises(Lesefeil, match=Lesestatus.KRASJET):
            sandkasse(b"TIGG 3")
        assert sandkasse(b"neste").tekst == "neste"


@pytest.fixture(params=["no extra", "turned off"])
def uten(request, monkeypatch) -> Grenser:
    """Limits with which nothing can be recognised, for one reason or another."""
    if request.param == "turned off":
        return Grenser(ocr_sider=0)
    for modul in (bildesider, bildefil):
        monkeypatch.setattr(modul, "find_motor", lambda: None)
    return Grenser()


def test_without_ocr_it_is_said_that_a_page_was_not_read(uten, blandet, odelagt, skann):
    assert spor(blandet, uten) == "tekst bilde blank bilde tekst"
    assert read_innhold(blandet, uten).krever_ocr
    assert {spor(data, uten) for data in odelagt.values()} == {"bilde"}
    assert spor(lagre([skann], "PNG"), uten) == "krever_ocr"


def lest_med(*scorer: float | None) -> list[Side]:
    """Pages as they were read, of this quality."""
    return [Side(n, 0, 0, kvalitet=score, grunner=("limt",)) for n, score in enumerate(scorer, 1)]


def test_a_page_that_was_not_read_is_as_large_as_it_is_shown(monkeypatch):
    sider = [Sidelinjer(1, 842.0, 595.0, [], vist=(595.0, 842.0))]
    monkeypatch.setattr(bildesider, "find_motor", lambda: None)
    (side,) = bildesider.read_bildesider(None, sider, lest_med(0.1), Grenser()).values()
    assert (side.lesemaate, side.bredde, side.hoyde) == ("bilde", 595.0, 842.0)


def test_what_is_missing_is_found_out(monkeypatch, tmp_path):
    monkeypatch.setattr(ocr, "_STEDER", ())
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    assert describe_motor() == ""
    assert ocr.find_motor.__wrapped__() is None
    (tmp_path / "nor.traineddata").write_bytes(b"")
    monkeypatch.setattr(ocr, "find_spec", lambda navn: None)
    assert describe_motor() == ""


SMAA = Grenser(piksler=10_000)


@pytest.mark.parametrize(
    ("lag", "grenser", "status"),
    [
        (lambda: lag_pdf(skannside(tegn_ark(BREV))), SMAA, "for_stor_utpakket"),
        (lambda: lag_pdf(skannside(tegn_ark(BREV)), skannside(tegn_ark(BREV))), Grenser(ocr_sider=1), "for_stor"),
        (lambda: lagre([Image.new("L", (200, 200), 0)], "PNG"), SMAA, "for_stor_utpakket"),
        (lambda: lagre([Image.new("1", (14_000, 14_000), 1)], "PNG"), Grenser(), "for_stor_utpakket"),
        (lambda: lagre([Image.new("1", (20, 20), 1)] * 3, "TIFF"), Grenser(ocr_sider=2), "for_stor"),
        (lambda: lagre([tegn_ark(BREV)], "PNG")[:4000], Grenser(), "ufullstendig"),
        (lambda: lagre([tegn_ark(BREV)], "JPEG")[:9000], Grenser(), "ufullstendig"),
        (lambda: lagre([blankt()], "PNG"), Grenser(), "tom"),
        (lambda: b"\x89PNG\r\n\x1a\n" + b"x" * 400, Grenser(), "uleselig"),
        (lambda: lagre([Image.new("L", (20, 20), 0)], "GIF"), Grenser(), "feil_type"),
    ],
    ids=["pdf, pixels", "pdf, pages", "pixels", "bomb", "tiff, pages", "cut png", "cut jpeg", "blank", "no png", "gif"],
)
@trenger_ocr
def test_what_is_too_much_or_no_picture_has_a_name(lag, grenser, status):
    assert spor(lag(), grenser) == status


@pytest.mark.parametrize(("scorer", "sett"), [((0.8, 0.6, 0.7), [1]), ((0.8, 0.4, 0.3), "for_stor"), ((None, 0.8, 0.2), [2])])
def test_pages_whose_text_can_be_used_do_not_count_against_the_limit(monkeypatch, scorer, sett):
    sider = [Sidelinjer(n, 595.0, 842.0, []) for n in range(1, 4)]
    monkeypatch.setattr(bildesider, "find_motor", lambda: object())
    monkeypatch.setattr(bildesider, "_draw", lambda *_: (None, 72.0))
    lest = []
    monkeypatch.setattr(bildesider, "read_skann", lambda *felt: lest.append(felt[-1] - 1) or sider[felt[-1] - 1])
    try:
        with closing(pdfium.PdfDocument(lag_pdf([], [], []))) as pdf:
            bildesider.read_bildesider(pdf, sider, lest_med(*scorer), Grenser(ocr_sider=1))
    except Lesefeil as feil:
        lest = feil.kode
    assert lest == sett


@pytest.mark.parametrize(
    ("lest", "rettet"),
    [
        ("etter lova $ 18 og $$ 19", "etter lova § 18 og §§ 19"),
        ("sosialtjenesteloven 8 18, jf. 8 17", "sosialtjenesteloven § 18, jf. § 17"),
        ("Etter 8 10 timer og 8 19 kr", "Etter 8 10 timer og 8 19 kr"),
        ("barna er 8 og 10 år", "barna er 8 og 10 år"),
        ("har 6g vurdert 6 g smør", "har òg vurdert 6 g smør"),
    ],
)
def test_signs_that_are_taken_for_others(lest, rettet):
    assert rett_linje(lest) == rettet
    assert len(lest) == len(rettet)


@pytest.mark.parametrize("vinkel", [-5.0, -0.5, 0.0, 2.0, 7.0])
def test_how_far_a_page_is_askew(vinkel):
    assert find_skjevhet(slit(tegn_ark(BREV), vinkel)) == pytest.approx(vinkel, abs=0.25)
    assert find_skjevhet(Image.new("L", (400, 300), 255)) == 0

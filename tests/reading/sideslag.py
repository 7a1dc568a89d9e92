"""Pages of every odd kind, each with the text that a reader sees on it. What is not text is drawn in grey, not ink."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import NamedTuple

import pikepdf
from pdfer import lag_pdf, skriv
from reportlab.lib.colors import Color, black, white
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

BREDDE, HOYDE = A4
GRAA = 0.75
AVSNITT = [
    "Barnet på åtte år bor fast hos mor og går på skolen i fjerde klasse, og famili-",
    "en har et barne- og ungdomsrom i andre etasje med god plass til senger, klær",
    "og leker. Vi har snakket med barnet om hvordan det har det.",
]
PROSA = (
    "Barnet på åtte år bor fast hos mor og går på skolen i fjerde klasse, og familien har et barne- og ungdomsrom i "
    "andre etasje med god plass til senger, klær og leker. Vi har snakket med barnet om hvordan det har det."
)
HUSLEIE = "Husleie: kr 11 900"
BREV = ["Vedtak om stønad", *AVSNITT, HUSLEIE]
BREVTEKST = f"Vedtak om stønad\n{PROSA}\n{HUSLEIE}\n"


class Slag(NamedTuple):
    """How to make the page, its text, and how much ink may stand outside the words: of signs that reading takes away."""

    lag: Callable[[], bytes]
    tekst: str
    rest: int = 40


SLAG: dict[str, Slag] = {}


def slag(navn: str, tekst: str = BREVTEKST, rest: int = 40):
    """Give a maker of bytes, or a drawer of one page, a place in the table."""

    def _ta(lag):
        def _lag() -> bytes:
            return lag() if not lag.__code__.co_argcount else lag_pdf(lag)

        SLAG[navn] = Slag(_lag, tekst, rest)
        return lag

    return _ta


def endre(data: bytes, gjor: Callable[[pikepdf.Pdf, pikepdf.Page], None]) -> bytes:
    """A PDF with its first page changed."""
    ut = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        gjor(pdf, pdf.pages[0])
        pdf.save(ut, deterministic_id=True)
    return ut.getvalue()


def i_fanger(c: Canvas, dreining: int, linjer: list[str] = BREV, **sted) -> None:
    """Lines turned on the paper, readable when the page is turned back."""
    c.saveState()
    c.translate(*{0: (0, 0), 90: (BREDDE, 0), 180: A4, 270: (0, HOYDE)}[dreining])
    c.rotate(dreining)
    skriv(c, linjer, **{"x": 70, "y": 480} | sted)
    c.restoreState()


def _snudd(dreining: int, **kasser) -> bytes:
    def snu(_, side):
        side.Rotate = dreining
        for navn, kasse in kasser.items():
            side[f"/{navn}"] = kasse

    return endre(_paa_tvers(dreining), snu)


def _paa_tvers(dreining: int) -> bytes:
    return lag_pdf(lambda c: i_fanger(c, dreining))


for _vinkel in (90, 180, 270):
    SLAG[f"page turned {_vinkel}"] = Slag(lambda v=_vinkel: _snudd(v), BREVTEKST)
    SLAG[f"text turned {_vinkel}"] = Slag(lambda v=_vinkel: _paa_tvers(v), BREVTEKST)
    SLAG[f"page turned {_vinkel} and cropped"] = Slag(
        lambda v=_vinkel: _snudd(v, CropBox=[40, 60, 560, 800]), BREVTEKST
    )


@slag("plain")
def _vanlig(c):
    skriv(c, BREV)


@slag("cropped, with text outside")
def _beskaaret():
    def tegn(c):
        skriv(c, BREV, y=600)
        skriv(c, ["Utenfor arket over", "skal ikke leses"], y=830)
        c.drawString(5, 570, "x-marg")

    return lag_pdf(tegn, cropBox=(50, 60, 560, 700))


@slag("boxes with a negative origin")
def _negativ():
    def tegn(c):
        c.translate(-200, -300)
        skriv(c, BREV, y=700)

    def kasser(_, side):
        side.MediaBox = [-200, -300, 395, 542]
        side.CropBox = [-180, -250, 380, 500]

    return endre(lag_pdf(tegn), kasser)


@slag("crop box larger than the paper")
def _for_stor_kasse():
    return endre(lag_pdf(BREV), lambda _, side: setattr(side, "CropBox", [-50, -50, 700, 900]))


@slag("units of their own")
def _enhet():
    def tegn(c):
        c.scale(0.5, 0.5)
        skriv(c, BREV)

    def maal(_, side):
        side.MediaBox = [0, 0, BREDDE / 2, HOYDE / 2]
        side.UserUnit = 2

    return endre(lag_pdf(tegn), maal)


@slag("text and a block turned on its side", f"{BREVTEKST}\nArkivkode 12/345\nSaksbehandler Nav Sundlia\n")
def _med_sidelengs(c):
    skriv(c, BREV)
    c.saveState()
    c.translate(30, 200)
    c.rotate(90)
    skriv(c, ["Arkivkode 12/345", "Saksbehandler Nav Sundlia"], x=0, y=0)
    c.restoreState()


VENSTRE = [
    "Familien bor trangt og har to",
    "barn på sju og ni år som deler",
    "rom. Mor er i arbeid halve uken",
    "og får sykepenger resten.",
]
HOYRE = [
    "Barna går på skolen i nærheten",
    "og trives der. De er med i korps",
    "og på fotball, men familien har",
    "ikke råd til utstyr i år.",
]
SPALTER = f"{' '.join(VENSTRE)}\n\n{' '.join(HOYRE)}\n"


def _spalter(c, y: float, radvis: bool = False):
    c.setFont("Helvetica", 11)
    par = [(70, n, linje) for n, linje in enumerate(VENSTRE)] + [(320, n, linje) for n, linje in enumerate(HOYRE)]
    for x, n, linje in sorted(par, key=lambda p: p[1]) if radvis else par:
        c.drawString(x, y - 14 * n, linje)


@slag("two columns", SPALTER)
def _to_spalter(c):
    _spalter(c, 700)


@slag("two columns written across", SPALTER)
def _to_spalter_radvis(c):
    _spalter(c, 700, radvis=True)


OPPLISTING = ["klær til barna i vinter", "husleie for mars måned", "strøm og fyring i mars", "mat til tre uker i mars"]


@slag("a list of short lines in small letters", "Du har søkt om:\n" + "\n".join(OPPLISTING) + "\n")
def _opplisting(c):
    skriv(c, ["Du har søkt om:", *OPPLISTING])


BUDSJETT = [("Husleie", "11 900", "9 800"), ("Strøm", "1 140", "900"), ("Sum", "13 040", "10 700")]
RADER = "\n".join(" | ".join(rad) for rad in BUDSJETT)


def _tabell(c, y: float, strek: bool = False):
    c.setFont("Helvetica", 11)
    for n, rad in enumerate(BUDSJETT):
        for x, celle in zip((70, 300, 400), rad, strict=True):
            c.drawString(x, y - 16 * n, celle)
    if strek:
        c.setStrokeGray(GRAA)
        c.grid([66, 296, 396, 480], [y - 37, y - 21, y - 5, y + 11])


OVERSKRIFT = "Vurdering av familiens behov og utgifter til barna i perioden"


def _spalter_og_tabell(c, radvis):
    skriv(c, [OVERSKRIFT], y=740)
    _spalter(c, 700, radvis)
    _tabell(c, 600)


@slag("columns under a heading, over a table", f"{OVERSKRIFT}\n\n{SPALTER}\n{RADER}\n")
def _oppsatt(c):
    _spalter_og_tabell(c, radvis=False)


@slag("columns written across under a heading, over a table", f"{OVERSKRIFT}\n\n{SPALTER}\n{RADER}\n")
def _oppsatt_radvis(c):
    _spalter_og_tabell(c, radvis=True)


@slag("a table of amounts", f"Budsjett\n\n{RADER}\n")
def _belop(c):
    skriv(c, ["Budsjett"], y=740)
    _tabell(c, 700)


@slag("a ruled table of amounts", f"Budsjett\n\n{RADER}\n")
def _belop_med_strek(c):
    skriv(c, ["Budsjett"], y=740)
    _tabell(c, 700, strek=True)


LEDERE = ["Husleie ........................... 9 800", "Strøm ........................ 1 140", "Sum . . . . . . . . . 10 940"]


@slag("tab leaders", "\n".join(["Budsjett", *LEDERE, "Dette er vurdert.\n"]))
def _ledere(c):
    skriv(c, ["Budsjett", *LEDERE], y=740)
    skriv(c, ["Dette er vurdert."], y=684)


@slag("tab leaders drawn for themselves", "Budsjett\nHusleie ........................................ 9 800\nSum 10 940\n")
def _ledere_for_seg(c):
    skriv(c, ["Budsjett", "Husleie"], y=740)
    c.drawString(110, 726, "." * 40)
    c.drawString(235, 726, "9 800")
    c.drawString(70, 712, "Sum 10 940")


@slag("ligatures", "Offentlig økonomisk stønad til filmer, fløyte og effekter.\n")
def _ligaturer():
    return _egen_skrift("O(entlig økonomisk stønad til )lmer, *øyte og e(ekter.", {"(": "ﬀ", ")": "ﬁ", "*": "ﬂ"})


@slag("one sign for several letters", "Offentlig økonomisk stønad til filmer, fløyte og effekter.\n")
def _flertegn():
    return _egen_skrift("O(entlig økonomisk stønad til )lmer, *øyte og e(ekter.", {"(": "ff", ")": "fi", "*": "fl"})


def _egen_skrift(tekst: str, bytt: dict[str, str]) -> bytes:
    """A line whose font says by its own table what some of its signs mean."""

    def skrift(pdf, side):
        for font in side.Resources.Font.values():
            font.ToUnicode = pdf.make_stream(_til_unicode(bytt))

    return endre(lag_pdf([tekst]), skrift)


def _til_unicode(bytt: dict[str, str]) -> bytes:
    par = [(bytes([kode]).decode("cp1252", "replace"), kode) for kode in range(32, 256)]
    linjer = [f"<{kode:02x}> <{bytt.get(tegn, tegn).encode('utf-16-be').hex()}>" for tegn, kode in par]
    deler = [linjer[n : n + 100] for n in range(0, len(linjer), 100)]
    kart = "\n".join(f"{len(del_)} beginbfchar\n" + "\n".join(del_) + "\nendbfchar" for del_ in deler)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        f"1 begincodespacerange <00> <ff> endcodespacerange\n{kart}\nendcmap end end"
    ).encode()


LANG = "Dette er en helt vanlig linje som går omtrent ut til margen på høyre"


@slag(
    "words divided at line ends",
    f"{LANG} økonomisk stønad til nav-kontoret i kommunen, og samarbeidet er godt etter loven fra 2024-05 og utover i året.\n",
)
def _bindestreker(c):
    linjer = [f"{LANG} øko-", "nomisk stønad til nav-kontoret i kommunen, og sam\u00ad", "arbeidet er godt etter loven fra 2024-"]
    linjer[1] = linjer[1].replace("kommunen", "kommunen")
    skriv(c, [*linjer, "05 og utover i året."])


@slag("a letter drawn twice for its shadow")
def _skygge(c):
    for flytt in (0.6, 0):
        c.saveState()
        c.translate(flytt, -flytt)
        skriv(c, BREV)
        c.restoreState()


@slag("each line drawn twice at once, to be bold")
def _fet(c):
    c.setFont("Helvetica", 11)
    for n, linje in enumerate(BREV):
        for flytt in (0, 0.3):
            c.drawString(70 + flytt, 780 - 14 * n, linje)


@slag("white, minute, covered and invisible text")
def _usynlig(c):
    skriv(c, BREV)
    c.setFillColor(white)
    c.drawString(70, 600, "hvit tekst med to barn på 7 og 12")
    c.drawString(70 + 400, 780, "hvitt ved siden av")
    c.setFillColor(black)
    c.setFont("Helvetica", 0.8)
    c.drawString(70, 580, "bitteliten tekst om et barn som ingen kan lese")
    c.setFont("Helvetica", 11)
    c.drawString(70, 560, "dekket av en hvit flate")
    c.setFillColor(white)
    c.rect(60, 550, 300, 25, stroke=0, fill=1)
    c.setFillColor(black)
    c.drawString(70, 530, "sladdet navn")
    c.setFillGray(GRAA)
    c.rect(60, 525, 300, 20, stroke=0, fill=1)
    c.setFillColor(black)
    tekst = c.beginText(70, 500)
    tekst.setTextRenderMode(3)
    tekst.textLine("usynlig for øyet")
    c.drawText(tekst)
    _klipp(c, 60, 440, 300, 20)
    c.drawString(70, 400, "utenfor ruten det tegnes i")
    c.restoreState()


def _klipp(c, x: float, y: float, bredde: float, hoyde: float) -> None:
    """What is drawn from here on is only seen inside this rectangle, until the state is restored."""
    c.saveState()
    rute = c.beginPath()
    rute.rect(x, y, bredde, hoyde)
    c.clipPath(rute, stroke=0, fill=0)


@slag("each line cut at its own box, as Word writes them, and one that is cut off", f"{BREVTEKST}\nSum\n")
def _i_bokser(c):
    for n, linje in enumerate(BREV):
        _klipp(c, 69, 780 - 14 * n - 4, 460, 14)
        skriv(c, [linje], y=780 - 14 * n)
        c.restoreState()
    _klipp(c, 60, 590, 40, 30)
    skriv(c, ["Sum        beløp i alt"], y=600)
    c.restoreState()


@slag("a layer that is turned off, and one that is not", f"{BREVTEKST}\nSynlig lag\n")
def _lag_av():
    def lag(pdf, side):
        av, paa = (pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name=navn)) for navn in ("av", "på"))
        pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=[av, paa], D=pikepdf.Dictionary(OFF=[av], ON=[paa]))
        side.Resources.Properties = pikepdf.Dictionary(L0=av, L1=paa)
        skrift = next(iter(side.Resources.Font.keys()))
        for lag_, y, tekst in (("L0", 600, "Skjult lag med to barn"), ("L1", 580, "Synlig lag")):
            ord_ = f"/OC /{lag_} BDC BT {skrift} 11 Tf 1 0 0 1 70 {y} Tm ({tekst}) Tj ET EMC"
            side.contents_add(ord_.encode())

    return endre(lag_pdf(BREV), lag)


@slag("white text on a dark ground is seen", "Vedtak om stønad\n", rest=100_000)
def _hvitt_paa_moerkt(c):
    c.setFillColor(black)
    c.rect(60, 700, 300, 40, stroke=0, fill=1)
    c.setFillColor(white)
    c.setFont("Helvetica", 11)
    c.drawString(70, 715, "Vedtak om stønad")


@slag("raised and lowered signs", "Boligen er på 62 m2 og har CO2-måler.1\nNeste linje står for seg selv.\n")
def _hevet(c):
    tekst = c.beginText(70, 700)
    tekst.setFont("Helvetica", 11)
    for bit, heving, storrelse in (
        ("Boligen er på 62 m", 0, 11), ("2", 4, 7), (" og har CO", 0, 11), ("2", -2, 7), ("-måler.", 0, 11), ("1", 4, 7),
    ):  # fmt: skip
        tekst.setFont("Helvetica", storrelse)
        tekst.setRise(heving)
        tekst.textOut(bit)
    c.drawText(tekst)
    c.setFont("Helvetica", 11)
    c.drawString(70, 686, "Neste linje står for seg selv.")


def _stempel(c, ord_: str, x: float, y: float, vinkel: float, storrelse: float):
    c.saveState()
    c.translate(x, y)
    c.rotate(vinkel)
    c.setFont("Helvetica-Bold", storrelse)
    c.drawString(0, 0, ord_)
    c.restoreState()


def _ord_med_stempler(foerst: bool, *stempler):
    def _tegn(c):
        for tegn in sorted((True, False), reverse=not foerst):
            if tegn:
                skriv(c, BREV)
            else:
                for stempel in stempler:
                    _stempel(c, *stempel)

    return lag_pdf(_tegn)


_KOPI = ("KOPI", 180, 752, 0, 30)
_MOTTATT = ("MOTTATT 12.03.2024", 330, 700, 12, 16)
_RETT = ("MOTTATT 12.03.2024", 380, 752, 0, 11)
SLAG["a stamp over the text, last"] = Slag(lambda: _ord_med_stempler(False, _KOPI), f"{BREVTEKST}\nKOPI\n")
SLAG["a stamp under the text, first"] = Slag(lambda: _ord_med_stempler(True, _KOPI), f"{BREVTEKST}\nKOPI\n")
SLAG["a stamp askew"] = Slag(lambda: _ord_med_stempler(False, _MOTTATT), f"{BREVTEKST}\nMOTTATT 12.03.2024\n")
SLAG["a stamp as high as the text, across its end"] = Slag(
    lambda: _ord_med_stempler(False, _RETT), f"{BREVTEKST}\nMOTTATT 12.03.2024\n"
)


@slag("a stamp drawn between two lines of a sentence", f"{BREVTEKST}\nMOTTATT\n")
def _stempel_mellom(c):
    skriv(c, BREV[:2])
    _stempel(c, "MOTTATT", 300, 600, 0, 24)
    skriv(c, BREV[2:], y=752)


@slag("a stamp drawn over a sentence between two of its lines", f"{BREVTEKST}\nKOPI\n")
def _stempel_over_mellom(c):
    skriv(c, BREV[:2])
    _stempel(c, *_KOPI)
    skriv(c, BREV[2:], y=752)


MANGE = [f"{n}. Barnet trenger klær, utstyr og plass til å gjøre lekser." for n in range(1, 31)]


@slag("a long page drawn in two layers", "\n".join(MANGE) + "\n", rest=1000)
def _to_lag(c):
    for flytt in (0, 1.5):
        c.saveState()
        c.translate(flytt, -flytt)
        skriv(c, MANGE)
        c.restoreState()


def _felter(c, x: float = 0, dy: float = 0):
    """Fields beside their labels, boxes before theirs."""
    skjema, uten = c.acroForm, {"borderWidth": 0, "fontSize": 11, "fillColor": white}
    skriv(c, ["Søknad om stønad", "Antall barn:", "Sivilstand:"], y=780)
    skriv(c, ["Bor fast hos søker", "Har bil"], x=90, y=740)
    skjema.textfield(name="b", value="to barn på 7 og 12", x=160, y=762 + dy, width=200, height=16, **uten)
    skjema.choice(name="s", value="gift", options=["gift", "skilt"], x=160, y=748 + dy, width=100, height=16, **uten)
    grense = {"borderColor": Color(GRAA, GRAA, GRAA), "size": 11, "buttonStyle": "cross"}
    skjema.checkbox(name="c1", checked=True, x=70, y=737 + dy, **grense)
    skjema.checkbox(name="c2", checked=False, x=70, y=723 + dy, **grense)


SKJEMA = "Søknad om stønad\nAntall barn: | to barn på 7 og 12\nSivilstand: | gift\n☒ Bor fast hos søker\n☐ Har bil\n"


@slag("a form", SKJEMA)
def _skjema(c):
    _felter(c)


@slag("a form whose answers stand a little over their line", SKJEMA)
def _skjema_skjevt(c):
    _felter(c, dy=3)


@slag("a form without pictures of its answers", SKJEMA, rest=2000)
def _skjema_uten_utseende():
    def fjern(_, side):
        for felt in side.Annots:
            del felt.AP

    return endre(lag_pdf(_felter), fjern)


@slag("a form with a stamp askew", f"{SKJEMA}\nKOPI\n")
def _skjema_med_stempel(c):
    _felter(c)
    _stempel(c, "KOPI", 300, 700, 30, 30)


def _med_merknad(slag_: str, stempler: tuple | list = (), **valg):
    """A letter with a note on it; of two stamps the last is hidden."""

    def legg_paa(pdf, side):
        felter = []
        for n, tekst in enumerate(stempler):
            utseende = pikepdf.Dictionary(N=_utseende(pdf, tekst))
            felter.append(
                pikepdf.Dictionary(
                    Type=pikepdf.Name.Annot, Subtype=pikepdf.Name(f"/{slag_}"), Rect=[300, 600 - 40 * n, 480, 620 - 40 * n],
                    F=6 if n else 4, AP=utseende,
                )
            )  # fmt: skip
        if stempler:
            side.Annots = pdf.make_indirect(pikepdf.Array([pdf.make_indirect(felt) for felt in felter]))
            return
        felt = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name(f"/{slag_}"), Rect=[300, 690, 480, 710], F=4, **valg
        )
        side.Annots = pdf.make_indirect(pikepdf.Array([pdf.make_indirect(felt)]))

    return endre(lag_pdf(BREV), legg_paa)


_NOTAT = {"Contents": "Notat fra kontoret", "DA": "/Helv 11 Tf 0 g"}


@slag("a note written on the page", f"{BREVTEKST}\nNotat fra kontoret\n", rest=5000)
def _notat():
    return _med_merknad("FreeText", **_NOTAT)


def _utseende(pdf, tekst: str):
    skrift = pikepdf.Dictionary(F=pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica))
    bilde = pdf.make_stream(f"BT /F 14 Tf 4 6 Td ({tekst}) Tj ET".encode())
    bilde.update({"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Form, "/BBox": [0, 0, 180, 20]})
    bilde["/Resources"] = pikepdf.Dictionary(Font=skrift)
    return bilde


@slag("a stamp put on as a note", f"{BREVTEKST}\nMOTTATT 12.03.2024\n")
def _stempel_som_merknad():
    return _med_merknad("Stamp", ["MOTTATT 12.03.2024", "fjernet"])


@slag("a comment that is not shown")
def _kommentar():
    return _med_merknad("Popup", **_NOTAT)


SIDE_EN = [
    "Vi har sett på utgiftene. Du har søkt om penger til vinterklær og utstyr til barna.",
    "Familien har to barn på åtte og ti år, og vi har vurdert hva de trenger i vinter1 etter",
    "at vi snakket med dem på skolen i oktober, og vi mener at barnets beste taler for å",
]
SIDE_TO = ["gi hele beløpet, fordi barna ellers ikke kan være med på tur og skidager.", "Du får 4 500 kroner."]
NOTER = ["1 Jf. rundskriv til sosialtjenesteloven punkt 4.18.2.21 om utgifter til fritid.", "2 Se vedlagt budsjett."]


def _sider_med_noter(siste_linje: str, *sist) -> bytes:
    def _en(c):
        skriv(c, SIDE_EN[:-1] + [siste_linje], y=220)
        c.setStrokeGray(GRAA)
        c.line(70, 150, 200, 150)
        c.setFont("Helvetica", 8)
        for n, note in enumerate(NOTER):
            c.drawString(70, 135 - 11 * n, note)
        for tegn in sist:
            tegn(c)

    return lag_pdf(_en, SIDE_TO)


LOPENDE = " ".join([*SIDE_EN, SIDE_TO[0]])
NOTETEKST = "\n".join(NOTER)


@slag("footnotes under a sentence that goes on", f"{NOTETEKST}\n\n{LOPENDE}\nDu får 4 500 kroner.\n")
def _noter_midt_i():
    return _sider_med_noter(SIDE_EN[-1])


@slag(
    "footnotes under a finished sentence",
    f"{' '.join(SIDE_EN[:2])} at vi var der.\n\n{NOTETEKST}\n\n{SIDE_TO[0]}\nDu får 4 500 kroner.\n",
)
def _noter():
    return _sider_med_noter("at vi var der.")


@slag(
    "a stamp askew under a sentence that goes on",
    f"{NOTETEKST}\n\nMOTTATT 12.03.2024\n\n{LOPENDE}\nDu får 4 500 kroner.\n",
)
def _stempel_midt_i():
    return _sider_med_noter(SIDE_EN[-1], lambda c: _stempel(c, "MOTTATT 12.03.2024", 400, 400, 12, 14))


@slag("a mark up the margin of each page", f"Arkiv 12/345\n\n{LOPENDE}\nDu får 4 500 kroner.\n", rest=2000)
def _marg():
    def tegner(linjer, y):
        def tegn(c):
            skriv(c, linjer, y=y)
            _stempel(c, "Arkiv 12/345", 30, 300, 90, 9)

        return tegn

    return lag_pdf(tegner(SIDE_EN, 220), tegner(SIDE_TO, 780))

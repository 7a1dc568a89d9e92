"""RTF: one pass over its groups. What is hidden or struck out as a tracked deletion is left out.

Nothing is nested in Python when groups are nested in the file, pictures and embedded objects are passed over unread,
and a file that ends inside a group is half-written.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from vedtaksanalyse.errors import Lesefeil
from vedtaksanalyse.reading.innhold import Grenser, Innhold
from vedtaksanalyse.reading.kanter import er_sidetall
from vedtaksanalyse.reading.rader import join_celler
from vedtaksanalyse.reading.rens import rens_tekst
from vedtaksanalyse.reading.symboler import RUTER, symbol
from vedtaksanalyse.sak import Lesestatus

_MERKE = re.compile(r"\\([a-zA-Z]{1,32})(-?\d{1,10})?[ ]?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)", re.S)
_SYMBOLER, _PRIVAT = 2, 0xF000
_RUTE, _UVALGT, _RUTEFELT = 1, 25, frozenset({"fftype", "ffres", "ffdefres"})
_TEGNSETT = {77: "mac_roman", 161: "cp1253", 162: "cp1254", 186: "cp1257", 204: "cp1251", 238: "cp1250", 254: "cp437", 255: "cp850"}
_TEGN = {
    "line": "\n", "softline": "\n", "par": "\n", "sect": "\n", "page": "\n", "softpage": "\n", "column": "\n", "tab": "\t",
    "emdash": "—", "endash": "–", "emspace": " ", "enspace": " ", "qmspace": " ", "bullet": "•", "lquote": "‘",
    "rquote": "’", "ldblquote": "“", "rdblquote": "”",
}  # fmt: skip
_SKILT = {"~": "\u00a0", "_": "-", "{": "{", "}": "}", "\\": "\\", "\n": "\n", "\r": "\n", "|": "", ":": "", "-": ""}
_BORTE = """colortbl stylesheet info pict nonshppict objdata objclass objname objalias fldinst annotation atnid atnauthor xe
tc txe rxe pntxta pntxtb filetbl listtable listoverridetable revtbl themedata latentstyles bkmkstart bkmkend template
formfield ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn shprslt sp private"""
_BORTE = frozenset(_BORTE.split())
_STEDER = {"fonttbl": "skrift", "footnote": "note", "shptxt": "boks", "dptxbxtext": "boks"}
_STEDER |= {navn + side: sted for navn, sted in (("header", "topp"), ("footer", "bunn")) for side in ("", "f", "l", "r")}
_GJENNOM = frozenset({"shpinst", "do", "nesttableprops", *_STEDER})


@dataclass(frozen=True, slots=True)
class _Tilstand:
    """What holds inside a group: where its text goes (nowhere when empty), how it is coded, what it hides."""

    sted: str = "kropp"
    tegnsett: str = ""
    symboler: bool = False
    skjult: bool = False
    slettet: bool = False
    hopp: int = 1
    liste: bool = False
    stjerne: bool = False


class _Sted:
    """One place that text goes to: finished lines, and the row under way."""

    def __init__(self) -> None:
        self._linjer: list[str] = []
        self._biter: list[str] = []
        self._celler: list[list[str]] = []

    def add(self, tekst: str) -> None:
        self._biter.append(tekst)

    def end_celle(self) -> None:
        self._celler.append(self._take())

    def end_rad(self) -> None:
        self._linjer += join_celler(self._celler)
        self._celler = []

    def end_avsnitt(self) -> None:
        """Move what is written to the lines, unless it stands in a row."""
        if not self._celler and self._biter:
            self._linjer += self._take()

    def end(self) -> list[str]:
        """All lines, what was under way among them; the place is then empty."""
        if self._celler:
            self.end_celle()
            self.end_rad()
        self.end_avsnitt()
        linjer, self._linjer = self._linjer, []
        return linjer

    def _take(self) -> list[str]:
        tekst, self._biter = "".join(self._biter), []
        # Characters beyond the first plane come as two halves.
        return tekst.encode("utf-16", "surrogatepass").decode("utf-16", "replace").removesuffix("\n").split("\n")


def read_rtf(data: bytes, _grenser: Grenser) -> Innhold:
    """The text of an RTF file.

    Raises:
        Lesefeil: half-written, only pictures, or empty.
    """
    tekst = rtf_tekst(data)
    if not tekst.strip():
        raise Lesefeil(Lesestatus.KREVER_OCR if b"\\pict" in data else Lesestatus.TOM)
    return Innhold(tekst + "\n")


def rtf_tekst(data: bytes) -> str:
    """What is visible in an RTF file, as final text."""
    steder = _Gang(data.decode("latin-1")).read()
    topp, bunn = ([n for n in dict.fromkeys(steder[navn]) if not er_sidetall(n)] for navn in ("topp", "bunn"))
    return rens_tekst("\n".join([*topp, *steder["kropp"], *steder["boks"], *steder["note"], *bunn]))


class _Gang:
    """One pass through the file."""

    def __init__(self, kilde: str) -> None:
        self._kilde = kilde
        self._naa = _Tilstand()
        self._stabel: list[_Tilstand] = []
        self._steder = {navn: _Sted() for navn in ("kropp", "boks", "note", "topp", "bunn", "skrift")}
        self._skrifter: dict[int, tuple[str, bool]] = {}
        self._skrift = self._hopp = 0
        self._koder = bytearray()
        self._tegnsett = "cp1252"
        self._rute: dict[str, int] = {}
        self._feltdybde = 0

    def read(self) -> dict[str, list[str]]:
        """The lines of each place; Lesefeil when the outermost group never ends."""
        sted = 0
        while treff := _MERKE.match(self._kilde, sted):
            sted = treff.end()
            ord_, tall, kode, tegn, klamme, tekst = treff.groups()
            if kode:
                self._kode(int(kode, 16))
                continue
            self._tom_koder()
            if klamme == "{":
                self._stabel.append(self._naa)
            elif klamme:
                self._naa = self._stabel.pop() if self._stabel else self._naa
                self._hopp = 0
                if not self._stabel:
                    return {navn: sted_.end() for navn, sted_ in self._steder.items()}
                if self._rute and len(self._stabel) < self._feltdybde:
                    self._end_rute()
            elif ord_ == "bin":
                sted += max(0, int(tall or 0))
            elif ord_:
                self._styreord(ord_, None if tall is None else int(tall))
            elif tegn == "*":
                self._naa = replace(self._naa, stjerne=True)
            elif tegn:
                self._skriv(_SKILT.get(tegn, ""))
            elif tekst:
                self._loepende(tekst)
        raise Lesefeil(Lesestatus.UFULLSTENDIG)

    def _styreord(self, ord_: str, tall: int | None) -> None:
        naa = self._naa
        if naa.stjerne:
            naa = self._naa = replace(naa, stjerne=False, sted=naa.sted if ord_ in _GJENNOM else "")
        if ord_ in _BORTE:
            self._naa = replace(naa, sted="")
        elif ord_ in _STEDER and naa.sted:
            self._naa = replace(naa, sted=_STEDER[ord_])
        elif ord_ in _TEGN:
            self._skriv(" " if naa.liste and ord_ == "tab" else _TEGN[ord_])
            if ord_ == "par" and naa.sted == "kropp" and (boks := self._steder["boks"].end()):
                self._skriv("\n".join(boks) + "\n")
        elif ord_ == "field":
            self._feltdybde = len(self._stabel)
        elif ord_ in _RUTEFELT:
            self._rute[ord_] = tall or 0
        elif ord_ == "u" and tall is not None:
            self._unicode(tall % 0x10000)
        elif ord_ in _ENDRER:
            self._naa = replace(naa, **_ENDRER[ord_](tall))
        elif ord_ in _TABELL:
            if naa.sted and not naa.slettet:
                _TABELL[ord_](self._steder[naa.sted])
        elif ord_ in ("f", "fcharset"):
            self._velg_skrift(ord_, tall or 0)
        elif ord_ in _TEGNSETT_ORD:
            self._tegnsett = _kjent_tegnsett(_TEGNSETT_ORD[ord_].format(tall))

    def _velg_skrift(self, ord_: str, tall: int) -> None:
        """A font chosen, or told about in the table of fonts."""
        if self._naa.sted != "skrift":
            tegnsett, symboler = self._skrifter.get(tall, ("", False))
            self._naa = replace(self._naa, tegnsett=tegnsett, symboler=symboler)
        elif ord_ == "f":
            self._skrift = tall
        else:
            self._skrifter[self._skrift] = _TEGNSETT.get(tall, ""), tall == _SYMBOLER

    def _end_rute(self) -> None:
        """Write the box that a field of an old form is; its own state goes before what it began with."""
        rute, self._rute = self._rute, {}
        if rute.get("fftype") == _RUTE:
            valgt = rute.get("ffres", _UVALGT)
            self._skriv(RUTER[bool(rute.get("ffdefres") if valgt == _UVALGT else valgt)])

    def _unicode(self, kode: int) -> None:
        privat = _PRIVAT <= kode < _PRIVAT + 0x100
        self._skriv(symbol(kode) if privat else chr(kode))
        self._hopp = self._naa.hopp

    def _kode(self, kode: int) -> None:
        if self._hopp:
            self._hopp -= 1
        elif self._naa.symboler:
            self._skriv(symbol(kode) or chr(kode))
        else:
            self._koder.append(kode)

    def _tom_koder(self) -> None:
        if self._koder:
            self._skriv(self._koder.decode(self._naa.tegnsett or self._tegnsett, "replace"))
            self._koder.clear()

    def _loepende(self, tekst: str) -> None:
        tekst, self._hopp = tekst[self._hopp :], max(0, self._hopp - len(tekst))
        if self._naa.symboler:
            tekst = "".join(symbol(ord(tegn)) or tegn for tegn in tekst)
        elif not tekst.isascii():
            tekst = tekst.encode("latin-1").decode(self._naa.tegnsett or self._tegnsett, "replace")
        self._skriv(tekst)

    def _skriv(self, tekst: str) -> None:
        naa = self._naa
        if naa.sted and not naa.skjult and not naa.slettet:
            self._steder[naa.sted].add(tekst)


def _kjent_tegnsett(navn: str) -> str:
    try:
        "å".encode(codecs.lookup(navn).name, "replace")
        return navn
    except LookupError:
        return "cp1252"


_ENDRER: dict[str, Callable[[int | None], dict[str, object]]] = {
    "v": lambda tall: {"skjult": tall != 0},
    "deleted": lambda tall: {"slettet": tall != 0},
    "plain": lambda _: {"skjult": False, "slettet": False},
    "uc": lambda tall: {"hopp": max(0, tall or 0)},
    "listtext": lambda _: {"liste": True},
    "pntext": lambda _: {"liste": True},
}
_TABELL = {
    "trowd": _Sted.end_avsnitt,
    "cell": _Sted.end_celle,
    "nestcell": _Sted.end_celle,
    "row": _Sted.end_rad,
    "nestrow": _Sted.end_rad,
}
_TEGNSETT_ORD = {"ansicpg": "cp{}", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"}

"""Text, RTF and HTML: broken encodings, odd characters, what makes patterns slow, and nesting without end."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from random import Random

from fiendtlig.grunn import BREV, LEST, Rad, kutt, vri
from fiendtlig.pakker import FJERN, LATTER, XXE

_N, _KORT = 100_000, 20_000
SEIGE = {
    "sifre": "1" * _N,
    "sifre-grupper": "1 234 " * (_N // 6),
    "sifre-punktum": "1." * (_N // 2),
    "sifre-strek": "12-" * (_N // 3),
    "datoer": "12.03.2024, " * (_N // 12),
    "datoer-halve": "1.1 " * (_N // 4),
    "elleve": "01010112345 " * (_N // 12),
    "telefoner": "+47 " * (_N // 4),
    "belop": "kr 1 000,- x 2 = " * (_N // 17),
    "minus": "minus " * (_N // 6) + "500 kr",
    "ganger": "2 x " * (_N // 4),
    "barn": "barn " * (_N // 5),
    "barn-og": "barna på 4 og 5 og 6 og " * (_N // 24),
    "alder": "sønnen på 7 år og datteren på " * (_N // 30),
    "tall-og": "4 og " * (_N // 5),
    "aapne-sitat": "«" * _N,
    "sitat-i-sitat": "«barn " * (_N // 6),
    "aapen-parentes": "(barn " * (_N // 6),
    "aapen-klamme": "[barn 1 " * (_N // 8),
    "kolon": "Barn: " * (_N // 6),
    "a-er": "a" * _N,
    "store": "A" * _N,
    "navn": "Kari Nordmann " * (_N // 14),
    "navn-bindestrek": "Ola-" * (_N // 4),
    "forbokstaver": "A. " * (_N // 3),
    "krollalfa": "a@" * (_N // 2),
    "epost": "a." * (_N // 2) + "@b",
    "domener": "a@" + "b." * (_N // 2),
    "adresse": "Storgata " * (_N // 9) + "7",
    "postnummer": "0001 Oslo " * (_N // 10),
    "paragraf": "§ 18 " * (_N // 5),
    "paragraf-ledd": "jf. §§ 18, 19 " * (_N // 14),
    "punktum": "." * _N,
    "prikker": "husleie ....... " * (_N // 16),
    "mellomrom": "x" + " " * _N + "y",
    "tabulator": "\t" * _N + "x",
    "linjeskift": "x" + "\n" * _N + "y",
    "korte-linjer": "a\n" * (_N // 2),
    "mellomrom-linjer": " \n" * (_N // 2) + "x",
    "skille": "| " * (_N // 2) + "x",
    "strek": "-" * _N,
    "understrek": "_" * _N + "x",
    "apostrof": "a'" * (_N // 2),
    "ikke": "ikke " * (_N // 5) + "barn",
    "klasse": "i 3. klasse " * (_N // 12),
    "fodt": "født " * (_N // 5),
    "maaned": "1. mars " * (_N // 8),
    "ruter": "☐ Ja ☒ Nei " * (_N // 11),
    "ord-bindestrek": "barne- og " * (_N // 10),
    "skraastrek": "a/" * (_N // 2),
    "skole": "Nordby " * (_N // 7) + "skole",
    "arbeid": "jobber hos " * (_N // 11),
    "overskrifter": "VURDERING\n" * (_N // 10),
    "nummerert": "1.1.1 " * (_N // 6),
    "felt": "Navn: Barn: Alder: " * (_N // 19),
    "fnr-nesten": "010101 1234" * (_N // 11),
    "konto-nesten": "1234.56.7890" * (_N // 12),
    "klokke": "kl. 10:15 " * (_N // 10),
    "forkortelse": "bl.a. f.eks. " * (_N // 13),
    "plassholder": "[navn] " * (_N // 7),
    "stjerner": "*" * _N,
    "emneord": "#" * _N + " x",
    "skann": "l|o." * (_N // 4),
}
"""Texts that make patterns go back over what they have read, by what they play on."""


def make_tekster(r: Random) -> Iterator[Rad]:
    """All of them."""
    yield from ((f"{navn}.txt", data, ventet) for navn, data, ventet in _kodinger())
    yield from ((f"{navn}.txt", tekst.encode(), LEST) for navn, tekst in _tegn())
    yield from ((f"{navn}.rtf", data, ventet) for navn, data, ventet in _rtf())
    yield from ((f"{navn}.html", data, ventet) for navn, data, ventet in _html())
    yield from vri("brev.txt", BREV.encode(), 6, r)
    yield from vri("brev-utf16.txt", BREV.encode("utf-16"), 4, r)
    yield from kutt("brev-utf16.txt", BREV.encode("utf-16"), 4, "ufullstendig lest")
    rtf = b"{\\rtf1\\ansi{\\fonttbl{\\f0 Times;}}" + BREV.encode("cp1252").replace(b"\n", b"\\par\n") + b"}"
    yield from vri("brev.rtf", rtf, 6, r)
    yield from kutt("brev.rtf", rtf, 4, "ufullstendig")
    html = f"<!doctype html><html><body><table><tr><td>{BREV}</td></tr></table></body></html>".encode()
    yield from vri("brev.html", html, 6, r)
    yield from kutt("brev.html", html[:200], 3, "lest tom")


def make_seige(_: Random) -> Iterator[Rad]:
    """The end of each of ``SEIGE``."""
    yield from ((f"{navn}.txt", tekst[-_KORT:].encode(), LEST) for navn, tekst in SEIGE.items())


def _kodinger() -> Iterator[Rad]:
    yield "tom", b"", "tom"
    yield "bare-null", bytes(5000), "tom"
    yield "bare-merke", codecs.BOM_UTF8, "tom"
    yield "bare-merke-16", codecs.BOM_UTF16_LE, "tom"
    yield "bare-mellomrom", b" \t\r\n" * 999, "tom"
    yield "bare-usynlig", "\u200b\u200d\ufeff\u2060".encode() * 999, "tom"
    yield "ett-tegn", b"x", LEST
    yield "null-i-teksten", BREV.replace("barna", "bar\0na").encode(), "feil_type"
    yield "null-til-slutt", BREV.encode() + bytes(3), "feil_type lest"
    yield "styretegn", BREV.encode() + b"\x01\x02\x1b[2J\x07", "feil_type"
    yield "escape", BREV.encode() + b"\x1b[31mrod\x1b]0;tittel\x1b\\", "lest feil_type"
    yield "utf16-halvt-par", codecs.BOM_UTF16_LE + "Vedtak ".encode("utf-16-le") + b"\x00\xd8x\x00", "ufullstendig lest"
    yield "utf16-omvendt-par", codecs.BOM_UTF16_BE + b"\x00V\xdc\x00\xd8\x00\x00e", "ufullstendig lest"
    yield "utf16-oddetall", BREV.encode("utf-16") + b"x", "ufullstendig lest"
    yield "utf16-uten-merke-par", "Vedtak om stønad".encode("utf-16-le") + b"\x00\xd8" + "barna".encode("utf-16-le"), LEST
    yield "utf16-feil-merke", codecs.BOM_UTF16_BE + BREV.encode("utf-16-le"), "lest ufullstendig feil_type"
    yield "utf32", BREV.encode("utf-32"), LEST
    yield "utf32-utenfor", codecs.BOM_UTF32_LE + b"\xff\xff\xff\x7f" * 9, "ufullstendig lest feil_type"
    yield "utf8-halve-par", "Vedtak \ud800 barna \udfff".encode("utf-8", "surrogatepass"), "lest feil_type"
    yield "utf8-overlang", b"Vedtak \xc0\xaf\xe0\x80\xaf barna", LEST
    yield "utf8-kuttet", BREV.encode()[: BREV.encode().index("Ø".encode()) + 1], "lest ufullstendig"
    yield "utf7", b"Vedtak +AOYA+AO-", LEST
    yield "blandet", BREV.encode() + BREV.encode("cp1252") + BREV.encode("cp865", "replace"), "lest feil_type"
    yield "alle-byte", bytes(range(1, 256)), "feil_type"
    yield "hoye-byte", bytes(range(128, 256)) * 40, LEST
    yield "ebcdic", BREV.encode("cp037", "replace"), "feil_type lest"


def _tegn() -> Iterator[tuple[str, str]]:
    yield "hoyre-til-venstre", "הילד בן שבע. עمر الأطفال ٤ و ٧ سنوات. Barna er ٤ og ٧ år.\n" * 50
    yield "snudd", BREV.replace("barna", "\u202eanrab\u202c").replace("12.03", "\u206712.03\u2069")
    yield "snudd-uten-slutt", "\u202e" * 3000 + BREV
    yield "sammensatt", "".join(tegn + "\u0301\u0327\u0336\u034f" * 20 for tegn in BREV)
    yield "sammensatt-lang", "a" + "\u0301" * 100_000
    yield "sammensatt-alene", "\u0301" * 5000 + "x"
    yield "emoji", ("Barna er 👨‍👩‍👧‍👦 og 👶🏽 🇳🇴 7️⃣ år. " * 200)
    yield "matematiske-sifre", "Barna er 𝟜 og 𝟟 år, fnr 𝟘𝟙𝟘𝟙𝟘𝟙𝟙𝟚𝟛𝟜𝟝, ①② ²³ ½ Ⅳ.\n" * 99
    yield "fullbredde", "Ｖｅｄｔａｋ ｏｍ １１ ９００ ｋｒ\n" * 99
    yield "fremmede-sifre", "Barnet er ७ år og fikk ৫০০ kr den ١٢.٠٣.٢٠٢٤\n" * 99
    yield "tyrkisk", "İSTANBUL ıİ ßẞ ŉ ǰ ΐ ﬃ VURDERING İ\n" * 200
    yield "usynlig-imellom", "\u200b".join(BREV)
    yield "myk-bindestrek", "\u00ad".join(BREV)
    yield "private-tegn", "\ue000\uf0b7\U000f0000 barn " * 999
    yield "ikke-tegn", "\ufffe\uffff\U0001fffe barn " * 999
    yield "hangul", "\u1100\u1161\u11a8" * 9000
    yield "linjeskiller", BREV.replace("\n", "\u2028") + "\x0b\x0c\x85".join("barn")
    yield "gamle-linjer", BREV.replace("\n", "\r")
    yield "lang-linje", "Barna på 4 og 7 år bor fast hos mor. " * 8000
    yield "langt-ord", "barn" * 60_000
    yield "mange-linjer", "Barn: 2\n" * 20_000


def _rtf() -> Iterator[Rad]:
    yield "grupper", b"{\\rtf1 " + b"{" * 50_000 + b"x" + b"}" * 50_000 + b"}", LEST
    yield "grupper-uten-slutt", b"{\\rtf1 " + b"{" * 200_000, "ufullstendig"
    yield "slutt-foerst", b"{\\rtf1}}}}}} Vedtak", "tom"
    yield "bin", b"{\\rtf1 Vedtak {\\bin2147483647 x}}", "ufullstendig"
    yield "bin-minus", b"{\\rtf1 Vedtak \\bin-5 x}", LEST
    yield "tall", b"{\\rtf1 Vedtak \\u9999999999? \\uc9999999999 \\f-1 \\fs9999999999 x}", LEST
    yield "halve-par", b"{\\rtf1 Vedtak \\u-10240? \\u-9216? \\u-9216?\\u-10240? barn}", LEST
    yield "tegnsett", b"{\\rtf1\\ansicpg99999{\\fonttbl{\\f0\\fcharset128 x;}}\\f0 Vedtak \\'e5\\'ff}", LEST
    yield "tegnsett-kodek", b"{\\rtf1\\ansicpg65001 Vedtak \\'c3\\'a5 \\'ff}", LEST
    yield "objekt", b"{\\rtf1 Vedtak{\\object\\objupdate{\\*\\objdata 0105000002000000}}{\\field{\\*\\fldinst INCLUDETEXT \"/etc/passwd\"}{\\fldrslt x}}}", LEST
    yield "celler", b"{\\rtf1\\trowd " + b"7\\cell " * 10_000 + b"\\row}", LEST
    yield "rader-uten-slutt", b"{\\rtf1" + b"\\trowd 7\\cell\\trowd " * 8000 + b"}", LEST
    yield "ukjente-ord", b"{\\rtf1 " + b"\\ukjent123 " * 50_000 + b"Vedtak}", LEST
    yield "stjerner", b"{\\rtf1 " + b"{\\*\\x y}" * 6000 + b"Vedtak}", LEST
    yield "bare-bilde", b"{\\rtf1{\\pict\\pngblip 89504e47}}", "krever_ocr"
    yield "fotnoter", b"{\\rtf1 a" + b"{\\footnote b" * 5000 + b"}" * 5000 + b"}", LEST


def _html() -> Iterator[Rad]:
    yield "dyp", b"<!doctype html>" + b"<div>" * 100_000 + b"x", "uleselig lest"
    yield "dyp-400", b"<!doctype html>" + b"<div>" * 400 + b"Vedtak", "lest uleselig"
    yield "tabeller", b"<html>" + b"<table><tr><td>" * 150 + b"Vedtak", "lest uleselig"
    yield "celler", b"<html><table><tr>" + b"<td>7" * 10_000 + b"</table>", LEST
    yield "xxe", f"<!doctype html{XXE[10:]}<p>Vedtak &e;".encode(), LEST
    yield "latter", f"<!doctype html{LATTER[10:]}<p>Vedtak &a12;".encode(), LEST
    yield "nett", b"<html><link rel=stylesheet href=http://127.0.0.1:9/><script src=//127.0.0.1:9/></script><img src=http://127.0.0.1:9/>Vedtak", LEST
    yield "dtd-nett", f"<!doctype html{FJERN[10:]}<p>Vedtak".encode(), LEST
    yield "uten-slutt", b"<!doctype html><p>Vedtak <a href='" + b"x" * 50_000, LEST
    yield "aapen-merknad", b"<html><p>Vedtak <!-- " + b"-" * 50_000, LEST
    yield "merknader-foran", b"<!--x-->" * 400 + b"<p>Vedtak", LEST
    yield "merknader-foran-ukjent", b"<!--x-->" * 400 + b"<ukjent>Vedtak", LEST
    yield "vinkler", b"<html>" + b"<" * 100_000 + b"Vedtak", "lest tom"
    yield "entiteter", b"<html>" + b"&#x1F600;&aring;&#0;&#xD800;&#99999999;&x" * 5000, LEST
    yield "attributter", b"<html><p " + b"a=1 " * 50_000 + b">Vedtak", LEST
    yield "stil", b"<html><p style='" + b"display:" * 20_000 + b"'>Vedtak", LEST
    yield "tegnsett-ukjent", "<html><meta charset=x-finnes-ikke><p>Åmot".encode("cp1252"), LEST
    yield "tegnsett-kodek", "<html><meta charset=rot13><p>Åmot".encode("cp1252"), "lest uleselig"
    yield "tegnsett-zip", "<html><meta charset=zlib_codec><p>Åmot".encode("cp1252"), "lest uleselig"
    yield "null", b"<html><p>V\x00edtak \x01\x02", LEST
    yield "plaintext", b"<html><plaintext>" + b"<p>" * 5000, LEST
    yield "bare-bilde", b"<html><img src=a.png>", "krever_ocr"
    yield "bare-skript", b"<html><script>while(1);</script>", "tom"
    yield "valg", b"<html><select>" + b"<option>barn" * 10_000 + b"</select>", LEST

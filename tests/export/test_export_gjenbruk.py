"""The boilerplate map as a table, a page and JSON, and what a case's report says of it."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import lxml.html
import pytest
from eksempler import fasitvurdering
from rich.console import Console

from vedtaksanalyse.export import jsonl
from vedtaksanalyse.export.gjenbruk import print_kart, write_html, write_json
from vedtaksanalyse.export.gjenbrukstekst import describe_felt
from vedtaksanalyse.export.html import write_html as write_rapport
from vedtaksanalyse.export.jsonl import to_post
from vedtaksanalyse.sak import (
    Belegg,
    Faktum,
    Gjenbrukskart,
    Gjentakelse,
    Rest,
    Saksgjenbruk,
    Standardtekst,
    Utfylling,
)

SKJEMA = Path(jsonl.__file__).with_name("skjema.json")
FELT = (
    ("belop", 6, ("900", "1200")), ("plass", 0, ()), ("post", 1, ("klaer",)), ("kjonn", 1, ("gutt",)),
    ("dato", 4, ("3.4", "juni 2024", "3.44")),
)  # fmt: skip
KART = Gjenbrukskart(
    "Nav <Øst>",
    12,
    340,
    0.412,
    1,
    (
        Standardtekst("S-1", Belegg("v", 0, 5), 7, 1, 2, False, FELT),
        Standardtekst("S-1", Belegg("v", 6, 9), 12, 1, 1, True),
    ),
    (
        ("S-7", Rest("barn_antall", (Belegg("v", 10, 20), Belegg("v", 11, 14)), ("3",))),
        ("S-7", Rest("barn_kjonn", (Belegg("v", 10, 20), Belegg("v", 15, 17)), ("gutt", "jente"))),
    ),
)
TEKSTER = {
    ("S-1", Belegg("v", 0, 5)): "Du får <mye> til klær.", ("S-1", Belegg("v", 6, 9)): "Du kan klage.",
    ("S-7", Belegg("v", 10, 20)): "Du har to barn på 4 år.", ("S-7", Belegg("v", 11, 14)): "to barn", ("S-7", Belegg("v", 15, 17)): "4 år",
}  # fmt: skip


@pytest.mark.parametrize(
    ("malform", "ventet"),
    [
        ("nb", ["bygger på: 12. Setninger: 340.", "41 %", "(n = 12)", "1 av 12", "beløp: 900 kr, 1 200 kr …; plassholder; det det er søkt om: klær; kjønn: gutt; dato: 3. april, juni 2024, 3.44 …",
                "Et annet antall barn enn ellers i saken: «to barn». Ellers i saken: 3.", "Ellers i saken: gutt og jente.", "S-7"]),
        ("nn", ["byggjer på: 12. Setningar: 340.", "41 %", "(n = 12)", "1 av 12", "beløp: 900 kr, 1 200 kr …; plasshaldar; det det er søkt om: klede; kjønn: gut; dato: 3. april, juni 2024, 3.44 …",
                "Eit anna tal på barn enn elles i saka: «to barn». Elles i saka: 3.", "Elles i saka: gut og jente.", "S-7"]),
    ],
)
def test_table_and_page_say_what_they_build_on(tmp_path, katalog, malform, ventet):
    ut = io.StringIO()
    print_kart([(KART, TEKSTER)], katalog, Console(file=ut, width=500), malform)
    write_html([(KART, TEKSTER)], tmp_path / "kart.html", katalog, malform)
    side = (tmp_path / "kart.html").read_text(encoding="utf-8")
    for ett in ventet:
        assert ett in ut.getvalue().replace("\u00a0", " ") and ett in side.replace("\u00a0", " ")
    assert "Nav &lt;Øst&gt;" in side and "<mye>" not in side and "&lt;mye&gt;" in side
    assert f'<html lang="{malform}">' in side and "<script" not in side


@pytest.mark.parametrize("malform", ["nb", "nn"])
def test_every_kind_of_item_is_shown_in_words(katalog, malform):
    for slag in katalog.felles["poster"]["slag"]:
        felt = Standardtekst("S", Belegg("v", 0, 1), 2, felt=(("post", 1, (slag,)),))
        assert describe_felt(felt, katalog, malform).endswith(f": {katalog.felles['behov']['navn'][slag][malform]}")


def test_more_leftovers_than_there_is_room_for_are_counted(katalog):
    ut = io.StringIO()
    print_kart([(replace(KART, rester=5), TEKSTER)], katalog, Console(file=ut, width=120))
    assert "Flere vedtak med merknader er ikke vist: 4." in ut.getvalue()


def test_an_office_without_anything_that_recurs(tmp_path, katalog):
    tomt = [(Gjenbrukskart("Nav Nord", 1, 4, None, 0), {})]
    ut = io.StringIO()
    print_kart(tomt, katalog, Console(file=ut, width=120))
    write_html(tomt, tmp_path / "kart.html", katalog)
    for svar in (ut.getvalue(), (tmp_path / "kart.html").read_text(encoding="utf-8")):
        assert "Ingen tekst går igjen" in svar and "For få saker" in svar and "Kan være igjen" not in svar


def test_json_is_the_map_with_its_words(tmp_path):
    write_json([(KART, TEKSTER)], tmp_path / "kart.json")
    [kart] = json.loads((tmp_path / "kart.json").read_text(encoding="utf-8"))
    assert (kart["kontor"], kart["saker"], kart["median"]) == ("Nav <Øst>", 12, 0.412)
    assert [(t["saker"], t["tekst"]) for t in kart["tekster"]] == [(7, "Du får <mye> til klær."), (12, "Du kan klage.")]
    rest = kart["merknader"][0]
    assert (rest["sak_id"], rest["slag"], rest["her"], rest["ellers"]) == ("S-7", "barn_antall", "to barn", ["3"])
    assert rest["setning"]["tekst"] == "Du har to barn på 4 år."


def test_the_case_report_shows_own_share_recurring_text_and_leftovers(tmp_path, katalog):
    vurdering = fasitvurdering("D1-01", katalog)
    dokument = next(d for d in vurdering.sak.dokumenter if d.type == "vedtak")
    setning, sted = Belegg(dokument.dok_id, 0, 12), Belegg(dokument.dok_id, 3, 7)
    utfylt = Utfylling("belop", 3, 7, "1")
    gjenbruk = Saksgjenbruk(
        9, 200, 50, (Gjentakelse(setning, 4, 1, False, (utfylt,)),), (Rest("barn_alder", (setning, sted), ("9", "12")),),
        (("lix", 38.4), ("setningslengde", 15.2)),
    )  # fmt: skip
    med = replace(vurdering, gjenbruk=gjenbruk, fakta=(Faktum("lix", (), "44.7"),))
    post = to_post(med, katalog)
    jsonschema.validate(post, json.loads(SKJEMA.read_text(encoding="utf-8")))
    assert (post["gjenbruk"]["andel"], post["gjenbruk"]["gjentatt"][0]["sitat"]) == (0.25, dokument.tekst[:12])
    assert [b["sitat"] for b in post["gjenbruk"]["rester"][0]["belegg"]] == [dokument.tekst[:12], dokument.tekst[3:7]]
    write_rapport([med], tmp_path / "r.html", katalog)
    side = (tmp_path / "r.html").read_text(encoding="utf-8")
    for ett in ("25 % av begrunnelsen (50 av 200 ord)", "Står i 4 andre saker · Nesten lik i én annen sak", "(beløp)",
                "lesbarhetsindeks (LIX) 45. Medianen ved kontoret er 38."):  # fmt: skip
        assert ett in side
    assert f"En alder som ingen av barna i saken har: «{dokument.tekst[3:7]}». Ellers i saken: 9 og 12." in lxml.html.fromstring(side).text_content()
    assert 'gjenbrukt"' in side
    write_rapport([vurdering], tmp_path / "uten.html", katalog)
    gjentatt = tuple(Gjentakelse(b, 1, 0, False) for v in vurdering.vurderinger for b in v.belegg)
    write_rapport([replace(vurdering, gjenbruk=replace(gjenbruk, gjentatt=gjentatt))], tmp_path / "alt.html", katalog)
    alt = lxml.html.document_fromstring((tmp_path / "alt.html").read_text(encoding="utf-8"))
    assert {href[1:] for href in alt.xpath("//a/@href")} <= set(alt.xpath("//@id"))
    assert "Egen tekst" not in (tmp_path / "uten.html").read_text(encoding="utf-8")

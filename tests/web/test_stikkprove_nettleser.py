"""A stikkprøve in a real browser, by two roles: drawn, read by keyboard and without a network for a while, read again, settled."""

from __future__ import annotations

import uu
from datetime import timedelta
from pathlib import Path

import nettsaker as saker
import pytest

from vedtaksanalyse import sak as s

KVALITET = s.Bruker("ines", "Ines Dahl", frozenset({"kvalitet"}), None)
LESER = s.Bruker("per", "Per Moe", frozenset({"saksgransker"}), None)
KONTOR = "Nav Granlia"
_EVIG = (timedelta(hours=1), timedelta(hours=1))


@pytest.fixture
def lager(nettsted):
    for bruker in (KVALITET, LESER):
        nettsted.log_in(bruker)
    yield nettsted.lager
    for prove in nettsted.lager.stikkprover.list_alle():
        if not prove.forkastet:
            nettsted.lager.stikkprover.add_hendelse(prove.id, KVALITET.id, "forkastet", {"grunn": "annet"})


def _trekk(side) -> int:
    """Plan, look at the frame, draw: the number of the draw."""
    side.get_by_role("link", name="Ny stikkprøve").click()
    for navn, verdi in (("Navn", "Vår"), ("Antall saker", "1"), ("Leses av to (prosent)", "100"), ("Leses blindt (prosent)", "0")):
        side.get_by_label(navn, exact=True).fill(verdi)
    side.get_by_label(KONTOR).check()
    side.get_by_role("button", name="Vis rammen").click()
    side.get_by_text("Saker som kan trekkes: 1.").wait_for()
    assert side.get_by_label(KONTOR).is_checked()
    side.get_by_role("button", name="Trekk stikkprøven").click()
    side.wait_for_url(lambda sti: sti.rpartition("/")[2].isdigit())
    return int(side.url.rpartition("/")[2])


def _lagret(side):
    side.wait_for_function("() => document.querySelector('[data-lagret]').textContent.startsWith('Alt er')")


def _besvar_resten(side, lager, mappe):
    """Every point that has no answer is met, as this reader says; the page shows it."""
    ubesvart = side.evaluate("""() => [...document.querySelectorAll('form[data-nummerert]')].filter((s) => s.checkVisibility() &&
      !s.querySelector('input:checked')).map((s) => s.elements.gjelder.value)""")
    egne = {"stikkprove": mappe.stikkprove, "sak_id": mappe.sak_id, "plass": mappe.plass, "hvem": mappe.hvem}
    lager.stikkprover.save_mappesvar([s.Mappesvar(**egne, punkt=punkt, verdi="ja") for punkt in ubesvart])
    side.reload()


def test_a_draw_from_plan_to_settled_difference_by_two_roles(apne, nettsted, lager):
    kvalitet = apne("/stikkprover", KVALITET)
    nummer = _trekk(kvalitet)
    kvalitet.get_by_role("link", name="Kontroller at trekket").click()
    kvalitet.get_by_text("blir det de samme sakene").wait_for()

    leser = apne("/stikkprover", LESER)
    leser.get_by_role("link", name="Vår").click()
    leser.get_by_role("link", name="Les neste mappe").click()
    leser.wait_for_url("**/mappe/**")
    antall = int(leser.locator("[data-fremdrift]").get_attribute("data-fremdrift"))
    leser.keyboard.press("j")
    for tast in ("1", "3"):
        punkt = leser.locator("[data-funn].er-valgt").get_attribute("id")
        leser.keyboard.press(tast)
        leser.keyboard.press("Enter")
        leser.wait_for_function("id => document.querySelector('[data-funn].er-valgt').id !== id", arg=punkt)
    _lagret(leser)
    assert leser.locator("[data-fremdrift]").inner_text() == f"2 av {antall} punkter er besvart"
    leser.wait_for_selector("button[value=slipp]")  # the first answer took the folder
    leser.keyboard.press("5")
    leser.keyboard.press("Enter")
    assert leser.evaluate("document.activeElement.name") == "kommentar", "why it cannot be told"
    leser.context.set_offline(True)
    leser.keyboard.insert_text("Side to mangler.")
    leser.wait_for_function("() => document.querySelector('[data-funn].er-valgt [data-beskjed]').textContent.includes('Ingen kontakt')")
    leser.context.set_offline(False)
    _lagret(leser)
    leser.vakt.feil[:] = [feil for feil in leser.vakt.feil if "ERR_" not in feil]
    mine = {ett.punkt: (ett.verdi, ett.merknad) for ett in lager.stikkprover.load_mappesvar(nummer)}
    assert sorted(mine.values()) == [("ja", ""), ("kan_ikke_vurderes", "Side to mangler."), ("nei", "")]
    leser.locator("h1").click()
    leser.keyboard.press("n")
    leser.wait_for_url("**beskjed=mappe_mangler")
    assert f"{antall - 3} punkter mangler svar" in leser.locator(".beskjed").inner_text()
    _besvar_resten(leser, lager, lager.stikkprover.load_mapper(nummer)[0])
    assert leser.locator('[data-sum="krav.3"] [data-verdi]').inner_text() == "Oppfylt"
    leser.keyboard.press("n")
    leser.wait_for_url(f"**/stikkprover/{nummer}")
    assert "Ferdig lest" in leser.locator("tr", has_text="Per Moe").last.inner_text()

    forste, andre = lager.stikkprover.load_mapper(nummer)
    assert forste.tilstand == s.Mappestand.FERDIG and andre.hvem not in ("", LESER.id), "kept for another"
    neste = apne(f"/stikkprover/{nummer}/neste", next(b for b in nettsted.lager.make_okter(*_EVIG).load_brukere() if b.id == andre.hvem))
    assert "Side to mangler." not in neste.content() and neste.locator("input:checked").count() == 0
    neste.get_by_role("button", name="Ta mappen").click()
    neste.wait_for_selector("button[value=fullfor]")
    _besvar_resten(neste, lager, lager.stikkprover.load_mapper(nummer)[1])
    neste.keyboard.press("n")
    neste.wait_for_url(f"**/stikkprover/{nummer}")

    kvalitet.goto(f"/stikkprover/{nummer}/uenighet")
    assert kvalitet.get_by_text("2 punkter er ikke avklart").is_visible()
    assert uu.run_axe(kvalitet) == []
    for n in range(2):
        avklar = kvalitet.locator("form.avklar").nth(n)
        avklar.get_by_label("Svaret som skal gjelde").select_option("ja")
        if avklar.locator("[name=sammen]").count():
            avklar.locator("[name=sammen]").check()
        with kvalitet.expect_navigation():
            avklar.get_by_role("button", name="Lagre").click()
        kvalitet.evaluate("() => { for (const d of document.querySelectorAll('details')) d.open = true; }")
    assert kvalitet.get_by_text("0 punkter er ikke avklart").is_visible()
    assert [ett.verdi for ett in lager.stikkprover.load_mappesvar(nummer) if ett.plass == s.AVKLART] == ["ja", "ja"]

    kvalitet.goto(f"/stikkprover/{nummer}")
    with kvalitet.expect_download() as lastet:
        kvalitet.get_by_role("button", name="Last ned rapporten").click()
    assert lastet.value.suggested_filename == f"stikkprove-{nummer}-rapport.pdf"
    assert Path(lastet.value.path()).read_bytes().startswith(b"%PDF")
    leser.goto(f"/stikkprover/{nummer}")
    assert leser.get_by_role("button", name="Last ned rapporten").count() == 0


def test_the_suggestions_quote_leads_to_the_text(apne, lager):
    sted = _make_prove(lager)
    side = apne(sted, KVALITET)
    punkt = side.locator("[data-punkt]").filter(has=side.locator(".grunnlag > .sitater .nr")).first
    punkt.locator("summary").first.click()
    nr = punkt.locator(".grunnlag > .sitater .nr").first
    nr.click()
    assert side.locator(f'.tekst .er-valgt[data-merke~="{nr.inner_text()}"]').first.is_visible()


def test_the_pages_hold_on_a_phone_in_the_dark(apne, lager):
    sted = _make_prove(lager)
    side = apne("/stikkprover/ny?vis=1&antall=3&mate=stratifisert&stratum:kontor=1&god=5&darlig=40", KVALITET, bredde=320, color_scheme="dark")
    for sti in (side.url, sted.partition("/mappe")[0], "/egenvurdering", "/forbilder", sted):
        if sti != side.url:
            side.goto(sti)
        assert [*uu.check_grunn(side), *uu.check_bredde(side), *uu.run_axe(side), *uu.check_avstand(side)] == [], sti


def _make_prove(lager) -> str:
    """A draw of one case with many papers; the address of its folder."""
    plan = s.Utvalgsplan("Prøve", "", 1, fro="frø", kontorer=(saker.KONTOR,))
    ramme = [s.Rammesak(saker.PDF, saker.KONTOR, andel=1.0, nr=1)]
    prove = lager.stikkprover.add(plan, KVALITET.id, ramme, mapper=[s.Mappe(0, saker.PDF)])
    return f"/stikkprover/{prove.id}/mappe/{saker.PDF}/1"

"""The review in a real browser: by keyboard and mouse, over two tabs, without a server for a while, in every width and colour."""

from __future__ import annotations

import re
import uu

import nettsaker as saker
import pytest

from vedtaksanalyse.gjennomgang import find_gjeldende
from vedtaksanalyse.sak import Oppgave, Tilstand

SAK = f"/sak/{saker.PDF}"


@pytest.fixture
def fri(nettsted):
    """Case ids that this test answers: free again afterwards, and without answers that stand."""
    brukt: list[str] = []
    yield lambda sak_id: brukt.append(sak_id) or f"/sak/{sak_id}"
    g = nettsted.lager.gjennomgang
    for sak_id in brukt:
        oppgave = g.load_oppgave(sak_id)
        if oppgave.utgave:
            ny = Oppgave(sak_id, oppgave.kontor, laner_plass=oppgave.laner_plass, blind=oppgave.blind, utgave=oppgave.utgave)
            g.change_oppgave(ny, saker.ALT.id, "slipp")
        from dataclasses import replace

        for bruker in (saker.ALT, saker.ANNEN):
            gjelder = find_gjeldende(g.load_svar(sak_id), bruker.id)
            alle = [*gjelder.flagg.values(), *gjelder.grader.values(), *([gjelder.sak] if gjelder.sak else [])]
            g.save_svar([replace(ett, verdi="", grunn="", kommentar="", sitat=(), tid=None) for ett in alle])


def _svar(nettsted, sak_id, bruker=saker.ALT):
    return find_gjeldende(nettsted.lager.gjennomgang.load_svar(sak_id), bruker.id)


def _lagret(side):
    side.wait_for_function("() => document.querySelector('[data-lagret]').textContent.startsWith('Alt er')")


def test_the_whole_review_by_keyboard(apne, nettsted, fri):
    """Queue, case, confirm, reject with a reason, outcome, next case: no mouse, and back again."""
    side = apne("/ko")
    side.keyboard.press("n")
    side.wait_for_url("**/sak/**")
    sak_id = re.search(r"/sak/([^?]+)", side.url)[1]
    fri(sak_id)
    flagg = side.locator("#rute-funn > ol .funn.flagg, #rute-funn > .flaggliste .funn.flagg").count()
    assert flagg > 2
    side.keyboard.press("j")
    forste = side.locator("[data-funn].er-valgt").get_attribute("id")
    side.keyboard.press("b")
    assert side.evaluate("[document.activeElement.value, document.activeElement.checked]") == ["bekreft", False]
    side.keyboard.press("Enter")
    side.wait_for_function("id => document.querySelector('[data-funn].er-valgt').id !== id", arg=forste)
    side.keyboard.press("a")
    side.keyboard.press("Enter")
    assert side.evaluate("document.activeElement.name") == "grunn"
    side.keyboard.press("2")
    andre = side.locator("[data-funn].er-valgt").get_attribute("id")
    side.keyboard.press("Enter")
    side.wait_for_function("id => document.querySelector('[data-funn].er-valgt').id !== id", arg=andre)
    _lagret(side)
    svar = _svar(nettsted, sak_id)
    assert svar.flagg[forste.removeprefix("s1-flagg-")].verdi == "bekreft"
    assert (svar.flagg[andre.removeprefix("s1-flagg-")].verdi, svar.flagg[andre.removeprefix("s1-flagg-")].grunn) == ("avvis", "feil_lest")
    side.keyboard.press("o")
    side.keyboard.press("Enter")
    side.wait_for_function("() => document.querySelector('.avslutning form').dataset.tilstand === 'lagret'")
    assert _svar(nettsted, sak_id).sak.verdi == "uten_merknad"
    side.wait_for_selector("button[value=fullfor]")  # the first answer took the case
    side.keyboard.press("n")
    side.wait_for_url(lambda sti: "/sak/" in sti and sak_id not in sti)
    assert nettsted.lager.gjennomgang.load_oppgave(sak_id).tilstand == Tilstand.FERDIG
    side.go_back()
    assert "Ferdig" in side.locator(".sakshode").inner_text()


def test_undo_gives_back_the_answer_before(apne, nettsted, fri):
    side = apne(fri(saker.TEGN))
    funn = side.locator(".funn.flagg").first
    id_ = funn.get_attribute("id").removeprefix("s1-flagg-")
    for svar in ("Bekreft", "Usikker"):
        funn.get_by_label(svar).check()
        side.wait_for_function("form => form.dataset.tilstand === 'lagret'", arg=funn.locator("form").element_handle())
        _lagret(side)
    for ventet in ("bekreft", ""):
        side.locator("body").press("z")
        side.wait_for_function("v => (document.querySelector('.funn.flagg input:checked')?.value ?? '') === v", arg=ventet)
        _lagret(side)
        side.wait_for_function("() => document.querySelector('.funn.flagg form').dataset.tilstand === 'lagret'")
        gitt = _svar(nettsted, saker.TEGN).flagg.get(id_)
        assert (gitt.verdi if gitt else "") == ventet


def test_nothing_is_lost_when_the_server_is_killed(apne, nettsted, fri):
    """Typing goes on without a server, over a reload of the window's storage, and is kept when it comes back."""
    side = apne(fri(saker.TEGN))
    side.vakt.venter |= {500, 502, 503}
    skjema = side.locator(".funn.flagg").nth(1)
    id_ = skjema.get_attribute("id").removeprefix("s1-flagg-")
    skjema.get_by_label("Usikker").check()
    _lagret(side)
    skjema.locator("summary").click()
    skjema.locator("textarea").press_sequentially("Husleia er ")
    nettsted.drep()
    try:
        skjema.locator("textarea").press_sequentially("ikke vurdert.")
        side.wait_for_function("n => document.querySelectorAll('.funn.flagg [data-beskjed]')[n].textContent.includes('Ingen kontakt')", arg=1)
        assert "ikke lagret" in side.locator("[data-lagret]").inner_text()
    finally:
        nettsted.start()
    _lagret(side)
    assert _svar(nettsted, saker.TEGN).flagg[id_].kommentar == "Husleia er ikke vurdert."
    side.vakt.feil[:] = [feil for feil in side.vakt.feil if "ERR_" not in feil]


def test_a_draft_lives_through_reload_and_logout(apne, nettsted, fri):
    side = apne(fri(saker.TEGN))
    skjema = side.locator(".funn.flagg").nth(2)
    id_ = skjema.get_attribute("id").removeprefix("s1-flagg-")
    skjema.locator("summary").click()
    skjema.locator("textarea").fill("Uten svar ennå.")
    side.reload()
    skjema = side.locator(f"#s1-flagg-{id_}")
    assert skjema.locator("textarea").input_value() == "Uten svar ennå."
    nettsted.log_out()
    side.vakt.venter |= {401, 403}
    skjema.get_by_label("Bekreft").check()
    side.wait_for_function("() => document.querySelector('[data-lagret]').textContent.includes('ikke lagret')")
    assert "logget ut" in skjema.locator("[data-beskjed]").inner_text()
    side.context.add_cookies([{"name": "okt", "value": nettsted.log_in(), "url": nettsted.adresse}])
    _lagret(side)
    svar = _svar(nettsted, saker.TEGN).flagg[id_]
    assert (svar.verdi, svar.kommentar) == ("bekreft", "Uten svar ennå.")


def test_two_tabs_and_two_people(apne, nettsted, fri):
    """Another tab of one's own shows the answer; a case that somebody else took says so, and takes no step."""
    en = apne(fri(saker.TEGN))
    to = en.context.new_page()
    to.goto(f"/sak/{saker.TEGN}")
    annen = apne(f"/sak/{saker.TEGN}", saker.ANNEN)
    annen.vakt.venter.add(412)
    en.locator(".funn.flagg").first.get_by_label("Usikker").check()
    _lagret(en)
    to.wait_for_function("() => document.querySelector('.funn.flagg input[value=usikker]').checked")
    annen.get_by_role("button", name="Ta saken").click()
    annen.wait_for_url("**beskjed=**")
    assert "En annen har endret saken" in annen.locator(".beskjed").inner_text()
    assert "Kari Nordli" in annen.locator(".sakshode").inner_text()
    assert nettsted.lager.gjennomgang.load_oppgave(saker.TEGN).hvem == saker.ALT.id


def test_findings_text_and_page_follow_each_other(apne):
    side = apne(SAK)
    side.wait_for_selector(".side g[data-merke]", state="attached")
    side.locator(".sitater .nr").first.click()
    nummer = side.locator(".sitater .nr").first.inner_text()
    assert side.locator(f'.tekst .er-valgt[data-merke~="{nummer}"]').first.is_visible()
    synlig = """n => { const r = document.querySelector('#rute-tekst').getBoundingClientRect();
      const m = document.querySelector(`.tekst [data-merke~="${n}"]`).getBoundingClientRect(); return m.top >= r.top && m.bottom <= r.bottom; }"""
    side.wait_for_function(synlig, arg=nummer)
    side.wait_for_selector(f'.side g.er-valgt[data-merke="{nummer}"]', state="attached")
    merke = side.locator(".tekst .mnr").nth(4)
    merke.click()
    valgt = side.locator("[data-funn].er-valgt")
    assert valgt.count() == 1
    assert f"#{valgt.get_attribute('id')}-" in "#" + merke.get_attribute("href").removeprefix("#") + "-"
    side.goto(f"{SAK}?vei=ko#s1-barnets_beste")
    assert side.locator("#s1-barnets_beste > details").get_attribute("open") is not None
    assert side.evaluate("document.activeElement.id") == "s1-barnets_beste"


def test_panes_are_resized_hidden_and_remembered(apne):
    side = apne(SAK)
    bredde = "document.querySelector('#rute-tekst').offsetWidth"
    forst = side.evaluate(bredde)
    side.locator(".skille").nth(1).focus()
    with side.expect_response("**/valg"):
        side.keyboard.press("ArrowRight")
    ny = side.evaluate(bredde)
    assert ny > forst + 20
    with side.expect_response("**/valg"):
        side.keyboard.press("d")
    assert not side.locator("#rute-dokument").is_visible()
    side.reload()
    assert not side.locator("#rute-dokument").is_visible()
    with side.expect_response("**/valg"):
        side.get_by_role("button", name="Dokument").click()
    assert abs(side.evaluate(bredde) - ny) < 5
    skille = side.locator(".skille").first.bounding_box()
    with side.expect_response("**/valg"):
        side.mouse.move(skille["x"] + 3, 300)
        side.mouse.down()
        side.mouse.move(skille["x"] - 90, 300, steps=4)
        side.mouse.up()
    assert side.evaluate(bredde) > ny + 60


def test_search_finds_words_that_a_mark_cuts_and_goes_round(apne):
    side = apne(SAK)
    tekst = side.evaluate("""() => { const m = [...document.querySelectorAll('.tekst mark')].find((x) => x.nextSibling?.data?.trim().length > 8);
      return (m.lastChild.data.slice(-6) + m.nextSibling.data.slice(0, 4)).replace(/\\s/g, " "); }""")  # fmt: skip
    side.keyboard.press("/")
    side.keyboard.insert_text(tekst.strip())
    side.wait_for_function("() => document.querySelector('[data-sokstreff]').textContent !== ''")
    antall = int(re.match(r"\d+", side.locator("[data-sokstreff]").inner_text())[0])
    assert antall >= 1
    for ventet in (1, *([2] if antall > 1 else [])):
        side.keyboard.press("Enter")
        assert side.locator("[data-sokstreff]").inner_text() == f"Treff {ventet} av {antall}"
    side.get_by_role("button", name="Forrige treff").click()
    assert "av" in side.locator("[data-sokstreff]").inner_text()
    side.fill("#felt-finn", "zzzz")
    assert side.locator("[data-sokstreff]").inner_text() == "Ingen treff"


VELG = """([dok, a, b]) => {
  const tekst = [...document.querySelectorAll('.tekst')].find((t) => t.dataset.dok === dok);
  const gaa = document.createTreeWalker(tekst, NodeFilter.SHOW_TEXT); const rekke = new Range(); let sum = 0;
  for (let n = gaa.nextNode(); n; n = gaa.nextNode()) {
    if (n.parentElement.closest('.note, .mnr')) continue;
    const tegn = [...n.data]; const til = (k) => tegn.slice(0, k - sum).join('').length;
    if (sum <= a && a < sum + tegn.length) rekke.setStart(n, til(a));
    if (sum < b && b <= sum + tegn.length) rekke.setEnd(n, til(b));
    sum += tegn.length;
  }
  getSelection().removeAllRanges(); getSelection().addRange(rekke);
}"""


def test_own_quotes_have_the_documents_own_offsets(apne, nettsted, fri):
    """Letters, emoji of several code points, marks that cut the text: what is selected is what is stored."""
    side = apne(fri(saker.TEGN))
    dokument = next(iter(nettsted.lager.load_vurderinger([saker.TEGN]))).sak.dokumenter[0]
    vist = side.evaluate("""() => { const k = document.querySelector('.tekst').cloneNode(true);
      for (const x of k.querySelectorAll('.note, .mnr')) x.remove(); return k.textContent; }""")  # fmt: skip
    assert vist == dokument.tekst
    start = dokument.tekst.index("Ærlig")
    spenn = [(start, start + 12), (dokument.tekst.index("øre"), dokument.tekst.index("smørbrød 🍞") + 10), (0, len(dokument.tekst))]
    krit = side.locator("li.kriterium").filter(has=side.locator("form.svar")).first
    krit.locator("summary").first.click()
    krit.get_by_text("Rett graden").click()
    krit.locator('input[type="radio"]').first.check()
    for a, b in spenn:
        side.evaluate(VELG, [dokument.dok_id, a, b])
        krit.get_by_role("button", name="Legg ved").click()
    assert krit.locator(".egne li").count() == 3
    assert krit.locator(".egne q").first.inner_text() == dokument.tekst[spenn[0][0] : spenn[0][1]]
    _lagret(side)
    (grad,) = _svar(nettsted, saker.TEGN).grader.values()
    assert grad.sitat == tuple((dokument.dok_id, a, b) for a, b in spenn)
    side.reload()
    assert side.locator(".egne li").count() == 3


def test_a_comment_that_identifies_is_stopped_until_somebody_insists(apne, nettsted, fri):
    side = apne(fri(saker.TEGN))
    side.vakt.venter.add(409)
    funn = side.locator(".funn.flagg").nth(3)
    funn.get_by_label("Bekreft").check()
    funn.locator("summary").click()
    funn.locator("textarea").fill("Ring mor på 912 34 567")
    funn.get_by_role("button", name="Lagre likevel").hover()
    side.mouse.down()
    assert side.evaluate("document.activeElement.tagName") == "TEXTAREA", "else the answer is sent, and its words push the button away"
    side.mouse.up()
    _lagret(side)
    assert any("912" in ett.kommentar for ett in _svar(nettsted, saker.TEGN).flagg.values())


HOLD = """const hent = fetch; globalThis.sendt = 0; globalThis.holdt = [];
globalThis.fetch = async (sti, felt) => {
  if (!String(sti).endsWith('/svar')) return hent(sti, felt);
  sendt += 1;
  const svar = await hent(sti, felt);
  await new Promise((ja, nei) => holdt.push({ ja, nei }));
  return svar;
};"""
"""The server's word on an answer comes when the test lets it."""


def _slipp(side, hvordan="ja"):
    side.wait_for_function("() => holdt.length")
    side.evaluate(f"holdt.shift().{hvordan}()")


def test_answers_to_one_finding_follow_each_other(apne, nettsted, fri):
    """However late the server's words come: no comment is lost between two answers, and the last answer is the one that stands."""
    side = apne("")
    side.vakt.venter.add(409)
    side.add_init_script(HOLD)
    side.goto(fri(saker.TEGN))
    funn = side.locator(".funn.flagg").nth(3)
    id_ = funn.get_attribute("id").removeprefix("s1-flagg-")
    tekst = "Ring mor på 912 34 567"

    def lagret():
        _lagret(side)
        svar = _svar(nettsted, saker.TEGN).flagg[id_]
        return svar.verdi, svar.kommentar

    funn.get_by_label("Bekreft").check()
    funn.locator("summary").click()
    funn.locator("textarea").fill(tekst)
    funn.locator("textarea").blur()
    assert side.evaluate("new Promise((svar) => setTimeout(() => svar(sendt)))") == 1
    assert "ikke lagret" in side.locator("[data-lagret]").inner_text()
    _slipp(side)  # the answer without the comment
    _slipp(side)  # the comment is stopped
    likevel = funn.get_by_role("button", name="Lagre likevel")
    likevel.wait_for()
    funn.get_by_label("Usikker").check()
    _slipp(side)  # with another answer it is stopped still
    side.wait_for_function("form => form.dataset.tilstand === 'stanset'", arg=funn.locator("form").element_handle())
    assert "ikke lagret" in side.locator("[data-lagret]").inner_text()
    svar = _svar(nettsted, saker.TEGN).flagg[id_]
    assert (svar.verdi, svar.kommentar) == ("bekreft", "")
    likevel.click()
    _slipp(side)
    assert lagret() == ("usikker", tekst)
    assert likevel.count() == 0
    funn.get_by_label("Bekreft").check()  # somebody has insisted on this text
    _slipp(side)
    assert lagret() == ("bekreft", tekst)
    funn.get_by_label("Usikker").check()
    _slipp(side, "nei")  # kept, but nobody was told
    funn.get_by_label("Bekreft").check()
    _slipp(side)
    assert lagret() == ("bekreft", tekst)
    assert side.evaluate("sendt") == 7


def test_grade_quote_and_comment_by_keyboard(apne, nettsted, fri):
    """One key confirms and goes on; a grade gets a quote that was found by searching; nothing moves the page under the panes."""
    side = apne(fri(saker.TEGN))
    taster = side.keyboard
    taster.press("j")
    forste = side.locator("[data-funn].er-valgt").get_attribute("id").removeprefix("s1-flagg-")
    taster.press("Shift+B")
    _lagret(side)
    assert side.locator("[data-besvart]").inner_text().startswith("1 av ")
    assert _svar(nettsted, saker.TEGN).flagg[forste].verdi == "bekreft"
    taster.press("c")
    taster.insert_text("Uten svar")
    taster.press("Escape")
    side.wait_for_selector("button[value=fullfor]")  # the first answer took the case
    taster.press("n")  # a comment without an answer stops the last step
    side.wait_for_function("() => document.activeElement.value === 'Uten svar'")
    taster.press("Escape")
    taster.press("CapsLock")
    taster.press("A")
    taster.press("Enter")
    taster.press("6")
    taster.press("Enter")  # the reason says that the comment tells
    side.wait_for_function("() => document.querySelectorAll('.funn.flagg form[data-tilstand=lagret]').length > 1")
    assert side.locator("[data-angre]").is_visible()
    assert len(_svar(nettsted, saker.TEGN).flagg) == 2
    side.goto(f"/sak/{saker.TEGN}?vei=lenke#s1-barnets_beste")
    taster.press("r")
    taster.press("/")
    taster.insert_text("smørbrød")
    taster.press("Enter")
    taster.press("Escape")
    for _ in range(3):
        taster.press("Shift+ArrowRight")
    taster.press("l")
    taster.press("2")
    taster.press("Enter")
    side.wait_for_function("() => document.querySelector('.kriterium form[data-tilstand=lagret]')")
    svar = _svar(nettsted, saker.TEGN).grader["barnets_beste"]
    dok, fra, til = svar.sitat[0]
    tekst = next(iter(nettsted.lager.load_vurderinger([saker.TEGN]))).sak.dokument(dok).tekst
    assert (tekst[fra : fra + 8], til - fra > 8) == ("smørbrød", True)
    assert side.evaluate("document.documentElement.scrollHeight <= innerHeight")


def test_a_step_loses_nothing_that_was_written(apne, nettsted, fri):
    """Away, stopped or refused: the message stays in its field, and what stands in the way is said beside it."""
    side = apne(fri(saker.TEGN))
    side.vakt.venter.add(400)
    side.keyboard.press("t")
    side.wait_for_selector("button[value=fullfor]")
    side.get_by_role("button", name="Fullfør og neste").click()
    side.wait_for_function("() => document.activeElement.name === 'verdi'")
    assert "Velg utfall" in side.locator(".stegbeskjed").inner_text()
    send = side.locator("form.steget").filter(has=side.locator("button[value=send]"))
    send.locator("summary").click()
    send.locator("textarea").fill("Ring mor på 912 34 567")
    side.route("**/steg", lambda rute: rute.abort())
    send.locator("button[value=send]").click()
    send.get_by_text("Ingen kontakt").wait_for()
    side.unroute("**/steg")
    send.locator("button[value=send]").click()
    send.get_by_role("button", name="Send likevel").click()
    side.wait_for_url(lambda sti: saker.TEGN not in sti)
    assert nettsted.lager.gjennomgang.load_hendelser(saker.TEGN)[-1].felt["melding"] == "Ring mor på 912 34 567"
    side.vakt.feil[:] = [feil for feil in side.vakt.feil if "ERR_FAILED" not in feil]


def test_keys_are_meant_for_the_next_finding_however_slow_the_server_is(apne, nettsted, fri):
    side = apne("")
    side.add_init_script(HOLD)
    side.goto(fri(saker.TEGN))
    id_er = side.locator("#rute-funn > .flaggliste > .funn").evaluate_all("alle => alle.map((ett) => ett.id.replace('s1-flagg-', ''))")
    for tast in ("j", "b", "Enter", "a", "Enter", "2", "Enter"):
        side.keyboard.press(tast)
    assert side.locator("[data-funn].er-valgt").get_attribute("id") == f"s1-flagg-{id_er[2]}"
    _slipp(side)
    _slipp(side)
    _lagret(side)
    svar = _svar(nettsted, saker.TEGN).flagg
    assert [svar[id_].verdi for id_ in id_er[:2]] == ["bekreft", "avvis"]


def test_an_answer_from_before_is_kept_with_one_key(apne, nettsted, fri):
    """The case is assessed anew under the one who answered: Enter on the old answer gives it again, and the notice goes away."""
    side = apne(fri(saker.TEGN))
    funn = side.locator(".funn.flagg").first
    funn.get_by_label("Bekreft").check()
    _lagret(side)
    nettsted.lager.save_vurderinger(list(nettsted.lager.load_vurderinger([saker.TEGN])), {saker.TEGN: "f" * 64})
    side.reload()
    assert side.locator(".omvurdert").is_visible()
    assert funn.locator("[data-eldre]").is_visible()
    assert uu.run_axe(side) == []
    side.keyboard.press("j")
    side.keyboard.press("b")
    side.keyboard.press("Enter")
    side.wait_for_function("() => !document.querySelector('[data-eldre], .behold')")
    side.reload()
    assert side.locator(".omvurdert, [data-eldre]").count() == 0


def test_shortcuts_can_be_switched_off(apne):
    side = apne(SAK)
    side.keyboard.press("?")
    assert side.get_by_role("dialog").is_visible()
    with side.expect_navigation():
        side.get_by_role("button", name="Slå av hurtigtastene").click()
    side.keyboard.press("j")
    assert side.locator("[data-funn].er-valgt").count() == 0
    side.goto("/ko")
    side.keyboard.press("?")
    assert side.get_by_role("dialog").count() == 0
    side.get_by_role("button", name="Hjelp").click()
    assert side.get_by_role("dialog").is_visible()
    side.goto(SAK)
    side.get_by_role("button", name="Hjelp").click()
    with side.expect_navigation():
        side.get_by_role("button", name="Slå på hurtigtastene").click()
    side.keyboard.press("j")
    assert side.locator("[data-funn].er-valgt").count() == 1


@pytest.mark.parametrize("sak_id", [saker.BLIND, saker.KONTROLL])
def test_a_blind_case_tells_nothing_of_the_machine(apne, nettsted, sak_id):
    side = apne(f"/sak/{sak_id}")
    assert side.locator(".tekst").count() or side.locator(".melding").count()
    innhold = side.content()
    vurdering = next(iter(nettsted.lager.load_vurderinger([sak_id])))
    assert not any(flagg.tekst in innhold for flagg in vurdering.flagg)
    assert "kontroll" not in innhold.casefold()
    assert side.locator(".tekst mark, .funn.flagg, .saksark").count() == 0


def test_a_blind_case_offers_what_the_machine_found_when_it_is_answered(apne, fri):
    side = apne(fri(saker.BLIND))
    vis = side.get_by_role("link", name="Vis det maskinen fant")
    assert not vis.is_visible()
    side.get_by_label("Merknad til kontoret").check()
    vis.click()
    side.wait_for_selector(".funn.flagg")


def test_pages_of_a_document_are_shown_only_where_nothing_is_hidden(apne, nettsted):
    side = apne("")
    svar = side.request.get(f"{SAK}/dokument/3/side/1.png")
    assert (svar.status, svar.headers["content-type"], svar.headers["cache-control"]) == (200, "image/png", "no-store")
    logg = nettsted.lager.innsyn.load(sak_id=saker.PDF)
    assert (logg[-1].handling, logg[-1].gjelder) == ("sidebilde", "3:1")
    steder = [f"/sak/{saker.BLIND}/dokument/{n}/side/1.png" for n in (1, 2, 3)]  # a number in one of its papers is held back
    vurdering = next(iter(nettsted.lager.load_vurderinger([saker.BLIND])))
    holdt = {f.belegg.dok_id for f in vurdering.pii if f.direkte}
    assert holdt
    for n, sti in enumerate(steder):
        kilde = vurdering.sak.kilder[n]
        ventet = 200 if kilde.fil.endswith(".pdf") and kilde.dok_id not in holdt else 404
        assert side.request.get(sti).status == ventet, kilde.dok_id
    for sti in (f"{SAK}/dokument/1/side/1.png", f"{SAK}/dokument/3/side/99.png", f"{SAK}/dokument/99/side/1.png", "/sak/../dokument/1/side/1.png"):
        assert side.request.get(sti).status == 404
    assert side.request.get(f"{SAK}/saksark.pdf").body().startswith(b"%PDF")


SIDER = ["/ko", "/ko?fane=alle&sok=2025", SAK, f"/sak/{saker.BLIND}", f"/sak/{saker.HOLDT}", f"/sak/{saker.RETUR}", f"/sak/{saker.UVURDERT}"]


@pytest.mark.parametrize(
    ("sti", "bredde", "farger"),
    [(SIDER[0], 1366, "light"), (SIDER[1], 320, "dark"), (SIDER[2], 1366, "dark"), (SIDER[2], 320, "light"), (SIDER[3], 320, "dark"),
     (SIDER[4], 1366, "light"), (SIDER[5], 320, "light"), (SIDER[6], 1366, "dark"), ("/innsyn", 320, "dark"), ("/personvern", 320, "light"), ("/tall", 320, "dark"), ("/tall/kriterier", 320, "light"), ("/tall/flagg", 1366, "dark"), ("/logg-inn", 320, "light")],
)  # fmt: skip
def test_pages_can_be_read_by_everybody(apne, sti, bredde, farger):
    side = apne(sti, bredde=bredde, color_scheme=farger)
    assert uu.check_grunn(side) == []
    assert uu.check_bredde(side) == []
    assert uu.run_axe(side) == []
    assert uu.check_avstand(side) == []


@pytest.mark.parametrize("sti", ["/ko", SAK])
def test_focus_is_seen_and_starts_at_the_skip_link(apne, sti):
    side = apne(sti)
    assert uu.walk_fokus(side, 30) == []
    side.evaluate("document.activeElement.blur()")
    side.goto(sti)
    side.keyboard.press("Tab")
    side.keyboard.press("Enter")
    assert side.evaluate("document.activeElement.id") == "innhold"


@pytest.mark.parametrize(("bredde", "ruter"), [(1366, ["dokument", "skille", "tekst", "skille", "funn"]), (320, ["dokument", "tekst", "funn"])])
def test_focus_goes_through_the_whole_case_in_reading_order(apne, bredde, ruter):
    side = apne(f"/sak/{saker.TEGN}", bredde=bredde, reduced_motion="reduce")
    deler, feil = uu.walk_alt(side)
    assert deler == ["hopp", "topp", "hode", *ruter]
    assert feil == []


@pytest.mark.parametrize("sti", ["/ko?fane=alle", f"/sak/{saker.PDF}", f"/sak/{saker.BLIND}", f"/personvern/{saker.HOLDT}/vedtak", "/innsyn/kontroll"])
def test_four_times_as_large_nothing_is_cut(apne, sti):
    """400 % in a window of 1280 × 1024 is one of 320 × 256."""
    side = apne(sti, bredde=320, hoyde=256)
    assert uu.check_zoom(side) == []
    for galt in ("h1 { min-width: 400px; }", "h1 { position: relative; left: 310px; }", "h1 { position: sticky; min-height: 100px; }"):
        uu.set_stil(side, galt)
        assert uu.check_zoom(side) != [], galt


def test_forced_colours_reduced_motion_and_paper(apne):
    side = apne(SAK, forced_colors="active", reduced_motion="reduce")
    side.keyboard.press("j")
    assert side.evaluate("getComputedStyle(document.querySelector('.rute')).scrollBehavior") == "auto"
    assert side.evaluate("getComputedStyle(document.querySelector('.funn.er-valgt')).outlineStyle") == "solid"
    assert side.evaluate("getComputedStyle(document.querySelector('.tekst mark')).outlineStyle") == "solid"
    side.emulate_media(media="print")
    assert not side.locator(".topp").is_visible()
    assert not side.locator(".svar").first.is_visible()
    assert side.evaluate("getComputedStyle(document.querySelector('.rute')).overflowY") == "visible"


def test_a_case_of_a_hundred_pages_is_whole_and_lays_out_what_is_seen(apne):
    side = apne(f"/sak/{saker.LANG}")
    side.fill("#felt-finn", "100. Vi har")
    assert side.locator("[data-sokstreff]").inner_text() == "1 treff"
    side.locator("#felt-finn").press("Enter")
    side.wait_for_function("() => document.querySelector('#rute-tekst').scrollTop > 10000")

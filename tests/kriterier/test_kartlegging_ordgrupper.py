"""Things said of a family in many offices' ways, and which grade the rules alone give them; look-alikes beside them."""

from __future__ import annotations

import pytest
from delt import get_katalog, get_sporsett

from vedtaksanalyse.sak import Dokument
from vedtaksanalyse.structure import divide

KATALOG = get_katalog()
SAGT = {
    ("kartlegging.utstyr_klaer", "kartlagt"): [
        "Fleecejakka er utvaska og har hol på albogane.",
        "Jente 2012 sover på sofaen i stua de ukene hun er der.",
        "Vintersko: dei ho har held.",
        "Barneutstyr er skaffet gjennom Fattighuset og er komplett.",
        "Konfirmasjonsdress er lånt av fetter.",
    ],
    ("kartlegging.utstyr_klaer", "nevnt"): [
        "Klede, vogn, utstyr: ikkje tid i dag.",
        "Klær og utstyr: tas neste gang.",
    ],
    ("kartlegging.andre_behov", "kartlagt"): [
        "Bruker støttesåler på grunn av plattfot.",
        "Reise til BUP, 8 mil hver vei, ingen refusjon.",
        "Jenta kan ikkje drikke vanleg mjølk.",
        "Vaskemaskinen er ødelagt og barnet tisser i senga.",
    ],
    ("kartlegging.andre_behov", "nevnt"): ["Briller/tannlege/reise: tas neste gang."],
    ("kartlegging.andre_behov", "ikke_omtalt"): ["Si fra hvis du trenger tolk.", "Timen vart avlyst pga bilen."],
    ("kartlegging.overgang", "kartlagt"): [
        "Mannen gjekk i mars.",
        "Far soner i Halden siden april.",
        "Gutten fikk lillesøster for fire uker siden.",
        "De har bodd her i tre uker.",
        "Skulen i bygda blir lagd ned til sommaren.",
    ],
    ("kartlegging.overgang", "ikke_omtalt"): [
        "Jenta flytta ned i stua i februar.",
        "Flyttet til Danmark i 2014.",
        "Kom til kommunen i 2017.",
        "Ved brudd kan stønaden reduseres.",
    ],
    ("kartlegging.nettverk", "kartlagt"): [
        "Naboen har ordna ved.",
        "Grannen måkar for dei.",
        "Søker har få å støtte seg på.",
        "Mora bor tre timer unna og kommer når det er krise.",
    ],
    ("kartlegging.nettverk", "nevnt"): ["Nettverk: rakk ikke å ta opp.", "Slekt og vener: neste gong."],
    ("kartlegging.omsorg_samvaer", "kartlagt"): [
        "Han har dei i vinterferien og tre veker om sommaren.",
        "Barnefaren ventes ikke hit.",
        "Begge heime hjå ho.",
        "Mor henter torsdag og leverer mandag.",
    ],
    ("kartlegging.omsorg_samvaer", "ikke_omtalt"): ["Vi var hjemme hos dere 4. mars."],
    ("kartlegging.helse_sosialt", "kartlagt"): [
        "Jenta kaster opp av kumelk.",
        "Ikkje noko med helsa.",
        "Vil ikkje ta med seg nokon heim.",
    ],
    ("kartlegging.helse_sosialt", "ikke_omtalt"): ["Barnetrygd: holdes utenfor beregningen."],
    ("kartlegging.bosituasjon", "kartlagt"): ["Husbåt i Indre havn.", "Vann på kjøkkengulvet siden mars."],
    ("kartlegging.andre_tjenester", "kartlagt"): ["PP-tenesta er inne.", "Ingen bv.", "Bv-sak henlagt i mai."],
    ("kartlegging.barnepass", "kartlagt"): ["SFO ingen.", "Bh for jenta: oktober, står på liste."],
    ("kartlegging.skole", "kartlagt"): ["Karakterene har gått ned.", "Har prøve på mandag."],
    ("kartlegging.skole", "ikke_omtalt"): ["Fraværet fra tiltaket gir trekk."],
    ("kartlegging.fritid", "kartlagt"): ["Kickboksing i Mo.", "Ellers ikke noe organisert."],
    ("kartlegging.fritid", "nevnt"): ["Fritid: ikke tatt opp dd."],
    ("kartlegging.internett", "kartlagt"): ["Telefon 299.", "Telenor 449 for familien."],
    ("kartlegging.internett", "nevnt"): ["Bredbånd: ikke spurt."],
    ("kartlegging.internett", "ikke_omtalt"): ["Telefon 55 55 33 33."],
    ("barnets_syn", "ja"): ["Datteren er lei av å låne klær.", "Ho vil heim annakvar helg."],
    ("barnets_syn", "forsokt"): ["Mor ville ikke at vi skulle snakke med barna."],
    ("barnets_syn", "nei"): ["Ny vurdering av barnets beste, slik Statsforvalteren ba om."],
    ("kartleggingssamtale", "ja"): ["Prat på kontoret, han og sambuaren."],
    ("kartleggingssamtale", "forsokt"): ["Innkalt til samtale 7.8., møtte ikke."],
    ("kartleggingssamtale", "nei"): ["Ringte mor, ikke svar."],
}  # fmt: skip


@pytest.fixture(scope="module")
def sporsett():
    return get_sporsett()


@pytest.mark.parametrize(
    ("navn", "grad", "tekst"),
    [(navn, grad, tekst) for (navn, grad), tekster in SAGT.items() for tekst in tekster],
)
def test_the_rules_alone_give_the_grade(sporsett, navn, grad, tekst):
    kriterium = KATALOG.kriterier[navn]
    treff = sporsett.find_treff(divide(Dokument("notat", "journalnotat", tekst), KATALOG))
    grader = [kriterium.grader.index(t.grad) for t in treff if t.kriterium == navn and t.teller]
    assert kriterium.grader[max(grader, default=kriterium.grader.index(kriterium.utgangspunkt))] == grad

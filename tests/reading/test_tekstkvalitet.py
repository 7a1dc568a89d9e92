"""The quality of a page's text: what is wrong is named, and clean texts of every kind are left alone."""

from __future__ import annotations

import random

import pytest
from byggere import HOLDT_AV, ROT
from hypothesis import given, settings
from hypothesis import strategies as st

from vedtaksanalyse.evaluation import tekstkvalitet as maaling
from vedtaksanalyse.evaluation.fasit import load_fasitsak
from vedtaksanalyse.evaluation.tekstkvalitet import SPRAK, odeleggelser, read_across
from vedtaksanalyse.reading.innhold import Innhold
from vedtaksanalyse.reading.ordkjenning import ORDLISTE, judge_ord
from vedtaksanalyse.reading.tekstkvalitet import score_innhold, score_tekst
from vedtaksanalyse.sak import KVALITETSGRENSE, TEKSTGRUNNER, Dokument, Side
from vedtaksanalyse.tekster import load_tekster

NB = """Vedtak om økonomisk stønad

Du søkte 3. mars 2026 om hjelp til husleie, strøm og vinterklær til barna. Du bor sammen med to barn på fire og sju år, og den yngste
går i barnehagen. I samtalen fortalte du at det minste barnet har vokst ut av vinterdressen, og at det eldste trenger sko og regntøy.
Vi har vurdert hva som er best for barna. Uten varme klær kan de ikke være ute sammen med de andre i barnehagen og på skolen. Derfor
innvilger vi 2 400 kroner til klær. Husleien er høyere enn det kommunen vanligvis dekker, men vi dekker den i tre måneder slik at
barna slipper å flytte midt i skoleåret. Søknaden om ny sofa er avslått fordi den gamle fortsatt kan brukes.

Du kan klage på vedtaket innen tre uker.
"""
NN = """Vedtak om økonomisk stønad

Du søkte 3. mars 2026 om hjelp til husleige, straum og vinterklede til borna. Du bur saman med to born på fire og sju år, og den yngste
går i barnehagen. I samtalen fortalde du at det minste barnet har vakse ut av vinterdressen, og at det eldste treng sko og regnklede.
Vi har vurdert kva som er best for borna. Utan varme klede kan dei ikkje vere ute saman med dei andre i barnehagen og på skulen. Difor
innvilgar vi 2 400 kroner til klede. Husleiga er høgare enn det kommunen vanlegvis dekkjer, men vi dekkjer henne i tre månader slik at
borna slepp å flytte midt i skuleåret. Søknaden om ny sofa er avslegen fordi den gamle framleis kan brukast.

Du kan klage på vedtaket innan tre veker.
"""
TABELL = """Post | Søkt | Innvilget
Husleie | 9 800 | 9 800
Strøm | 1 240 | 1 240
Barnehage | 2 350 | 0
Livsopphold | 7 450 | 7 450
Sum utgifter | 20 840 | 18 490
Lønn | 11 200 |
Barnetrygd | 3 532 |
Bostøtte | 2 110 |
"""
NAVN = "Til stede: " + ", ".join(
    f"{fornavn} {etternavn}"
    for fornavn in ("Åse", "Mohammed", "Agnieszka", "Xuan", "Þóra", "Fatuma")
    for etternavn in ("Øvrebø", "Hussein", "Wiśniewska", "Nguyễn", "Tesfamariam")
)
STIKKORD = """Samt. m/ mor 3/3. Sø. ringte, gråter. Tom for peng. til mat. 2 barn, 4 og 7 år, bhg. og sko.
Innt.: AAP 14 200, ba.tr. 3 532. Utg.: hl. 9 800, str. 1 240, bhg. 2 350. Restanse ca. kr 6 000.
Treng vinterkl. og regntøy til minste. Avt.: sende kontoutskr. innan fre. 6/3. Vurd. hasteutbet. i dag."""
ODELAGT = odeleggelser()


def score(tekst: str, **felt):
    return score_tekst(tekst, **felt)


@pytest.mark.parametrize("tekst", [NB, NN], ids=["nb", "nn"])
@pytest.mark.parametrize("form", [str, str.upper, lambda t: t.replace(" ", "  "), lambda t: t.replace("\n", " ")], ids=range(4))
def test_clean_letters_are_near_the_top(tekst, form):
    assert score(form(tekst)).score > 0.9
    assert score(form(tekst)).grunner == ()


@pytest.mark.parametrize("tekst", [TABELL * 3, NAVN, STIKKORD * 2, NB + TABELL], ids=["table", "names", "notes", "both"])
def test_tables_names_and_notes_in_short_are_not_poor(tekst):
    svar = score(tekst)
    assert svar is None or svar.score >= KVALITETSGRENSE


@pytest.mark.parametrize(
    "tekst", ["", "Med vennlig hilsen\n\nNav Eksempel", "Side 3 av 3", "\u2022 \uf0b7 \u2610", "12 400,-\n" * 200, "[barn 1] " * 200]
)
def test_too_few_words_give_no_score(tekst):
    assert score(tekst) is None


ODELAGTE = {
    "limt": ["limt 30 %", "limt 50 %", "limt 100 %"],
    "delt": ["delt 20 %", "delt 100 %"],
    "rare_tegn": ["UTF-8 lest som Windows-1252", "æ, ø og å er ukjente tegn"],
    "mangler_bokstaver": ["æ, ø og å borte"],
    "ukjente_ord": ["bokstaver byttet om", "baklengs"],
}


@pytest.mark.parametrize("tekst", [NB, NN], ids=["nb", "nn"])
@pytest.mark.parametrize(("grunn", "navn"), [(g, n) for g, navn in ODELAGTE.items() for n in navn], ids=str)
def test_what_is_wrong_is_named_first(grunn, navn, tekst):
    svar = score(ODELAGT[navn](2 * tekst, random.Random(1)))
    assert svar.score < KVALITETSGRENSE
    assert grunn in svar.grunner
    if grunn not in ("rare_tegn", "mangler_bokstaver"):
        assert svar.grunner[0] == grunn


@pytest.mark.parametrize(
    ("ord_", "grunn"),
    [
        ("s\ufffdknad b\ufffdr v\ufffdre", "rare_tegn"),
        ("\ue012\ue013\ue014 \ue015\ue016", "rare_tegn"),
        ("(cid:12)(cid:44)(cid:9) (cid:3)", "rare_tegn"),
        ("sÃ¸knad bÃ¥de â€œherâ€", "rare_tegn"),
        ("s¿knad b¡de v?re", "rare_tegn"),
        ("7$)&#!@ ^~#{}", "rare_tegn"),
        ("b a r n e t s b e h o v", "delt"),
        ("vur dert stø nad bar nets", "delt"),
        ("erikkevurdert søkerharbarn detervurdert", "limt"),
        ("økonom1sk st0nad bo1ig", "ukjente_ord"),
        ("xqzwrt plgh bvkktra", "ukjente_ord"),
    ],
    ids=str,
)
def test_each_fault_has_its_name(ord_, grunn):
    svar = score(NB + "\n" + " og ".join([ord_] * 100))
    assert svar.score < KVALITETSGRENSE
    assert svar.grunner[0] == grunn


@pytest.mark.parametrize("sprak", SPRAK)
def test_other_languages_are_told_from_garbage(sprak):
    svar = score(SPRAK[sprak])
    assert svar.score < KVALITETSGRENSE
    assert svar.grunner[0] == "annet_sprak"


def test_a_page_in_two_languages_tells_of_the_other():
    assert score(NB + SPRAK["polsk"] + SPRAK["arabisk"]).grunner[0] == "annet_sprak"


def test_columns_read_across_are_seen_on_a_long_page():
    lang = "\n".join([NB, NB.replace("tre", "fire"), NB.replace("Vi", "Nav")])
    assert score(lang).grunner == ()
    svar = score(read_across(lang, 40))
    assert svar.score < KVALITETSGRENSE
    assert svar.grunner[0] == "rekkefolge"


@pytest.mark.parametrize(
    ("ord_", "slag"),
    [
        ("vurdert", "hele"),
        ("sosialtjenesteloven", "hele"),
        ("stønaden", "hele"),
        ("barnehageplass", "hele"),
        ("erikkevurdert", "limt"),
        ("vurdertogavslått", "limt"),
        ("xqzw", "ukjente_ord"),
        ("t1llegg", "ukjente_ord"),
        ("2026b", ""),
        ("nav-kontoret", "hele"),
        ("påklages", "ukjente_ord"),
    ],
)
def test_compounds_and_inflections_are_words_and_glue_is_not(ord_, slag):
    assert judge_ord(ord_).slag == slag


@pytest.mark.parametrize(
    ("tekst", "sikkerhet", "venter"),
    [(NB, 0.96, ()), (NB, 0.4, ("lav_sikkerhet",)), ("Tre korte ord", 0.3, ("lav_sikkerhet",)), ("Tre korte ord", 1.0, None)],
)
def test_an_unsure_recogniser_is_believed(tekst, sikkerhet, venter):
    svar = score(tekst, sikkerhet=sikkerhet)
    assert (svar and svar.grunner) == venter
    if venter:
        assert svar.score == sikkerhet


@settings(max_examples=60)
@given(st.text(max_size=400) | st.lists(st.sampled_from([*NB.split(), "\ufffd", "(cid:3)", "Ã¥", "a", "\u0628\u064a", "\ud800", "\x00"])).map(" ".join),
       st.none() | st.floats(0, 1))
def test_any_string_has_a_score_or_none(tekst, sikkerhet):
    svar = score(tekst, sikkerhet=sikkerhet)
    assert svar is None or 0 <= svar.score <= 1
    assert svar is None or set(svar.grunner) <= set(TEKSTGRUNNER)
    assert svar is None or svar.grunner or svar.score >= KVALITETSGRENSE


@pytest.mark.parametrize("bit", ["a", "aB", "[", "@", "a@", "(cid:", "a ", "Ã", ".", "å-", "\u0628", "er", "#!", "\ufffd", "1a"], ids=ascii)
def test_long_strings_cost_what_short_ones_do_per_letter(bit):
    svar = score(bit * 100_000)
    assert svar is None or 0 <= svar.score <= 1


def test_no_clean_gold_document_falls_below_the_limit():
    filer = sorted(fil for fil in (ROT / "corpora" / "fasit").glob("*.json") if fil.stem.split("-")[0] not in HOLDT_AV)
    saker = [load_fasitsak(fil).sak for fil in filer[::4]]
    rene = maaling.measure("ren", (d.tekst for sak in saker for d in sak.dokumenter))
    assert len(rene.scorer) > 200
    assert rene.under == 0


def test_each_page_has_its_own_score_and_a_text_without_pages_one():
    lim = ODELAGT["limt 100 %"](NB, random.Random(1))
    tekst = NB + lim + "Kort slutt."
    grenser = [0, len(NB), len(NB) + len(lim), len(tekst)]
    sider = tuple(Side(n + 1, *grenser[n : n + 2]) for n in range(3))
    god, darlig, kort = score_innhold(Innhold(tekst, sider)).sider
    assert god.kvalitet > 0.9 and not god.er_darlig
    assert darlig.er_darlig and darlig.grunner[0] == "limt"
    assert kort.kvalitet is None and not kort.er_darlig
    assert Dokument("d", "vedtak", tekst, sider=(god, darlig, kort)).darlige == ((2, darlig.grunner),)
    uten = score_innhold(Innhold(lim))
    assert Dokument("d", "vedtak", lim, kvalitet=uten.kvalitet, grunner=uten.grunner).darlige == ((None, uten.grunner),)
    assert score_innhold(Innhold("Kort.")) == Innhold("Kort.")


def test_every_reason_has_words_in_both_forms():
    assert all(f"tekstkvalitet.grunn.{grunn}" in load_tekster() for grunn in TEKSTGRUNNER)


def test_the_word_list_is_small_and_clean():
    linjer = ORDLISTE.read_text(encoding="utf-8").splitlines()
    ordene = [linje for linje in linjer if not linje.startswith(("#", "["))]
    assert ORDLISTE.stat().st_size < 300_000
    assert all(ord_.isalpha() and ord_ == ord_.lower() for ord_ in ordene)
    assert len(set(ordene)) == len(ordene)

"""The rule engine: the fast one finds what the slow, obvious one finds, and qualifiers reach as far as they should."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache

import pytest
from byggere import HOLDT_AV, ROT, en_oppdeling, et_dokument
from delt import get_detektor
from hypothesis import given, settings
from hypothesis import strategies as st

from vedtaksanalyse.detection import rules
from vedtaksanalyse.detection.context import CUER, Kontekst
from vedtaksanalyse.detection.reference import find_spenn
from vedtaksanalyse.detection.rules import compile_spor, find_treff
from vedtaksanalyse.kriterier import Spor
from vedtaksanalyse.structure import divide, fold

FASIT = [f for f in sorted((ROT / "corpora" / "fasit").glob("*.json")) if f.name.split("-")[0] not in HOLDT_AV]


@pytest.fixture(scope="module")
def sporsett():
    return get_detektor().sporsett


def _compile(katalog, spor):
    """``compile_spor`` for some traces, with the qualifiers and acts of the whole catalogue as they are made already."""
    alle, uten = get_detektor().sporsett, katalog.felles | {"kontekst": {}, "kontekstord": {}}
    with pytest.MonkeyPatch.context() as bytt:
        bytt.setattr(rules, "Lovkjenner", lambda _: alle.lovkjenner)
        return replace(compile_spor(replace(katalog, felles=uten), spor), kontekst=alle.kontekst)


def _spenn(treff):
    return {(t.kriterium, t.spor, t.belegg.start, t.belegg.slutt) for t in treff}


_fold = cache(fold)


def _find_slowly(oppdeling, spor):
    """What the slow engine finds; it is not asked about anchors that stand nowhere, for it makes a pattern of each."""
    return find_spenn(
        oppdeling,
        [replace(ett, anker=tuple(a for a in ett.anker if _fold(a.lstrip("*")) in oppdeling.flate)) for ett in spor],
    )


def _assert_same(raskt, sakte):
    assert _spenn(raskt) == sakte
    assert len(raskt) == len(_spenn(raskt))


def _assert_agree(oppdeling, sporsett, spor):
    raskt = sporsett.find_treff(oppdeling)
    _assert_same(raskt, _find_slowly(oppdeling, spor))
    return len(raskt)


def test_engines_agree_on_the_examples_of_the_catalogue(katalog):
    for kriterium in katalog.kriterier.values():
        eksempler = [e for spor in kriterium.spor for e in spor.treff + spor.ikke_treff]
        tekst = "\n\n".join(re.sub(r"\[\[|\]\]", "", e) for e in eksempler)
        if tekst:
            assert _assert_agree(en_oppdeling(tekst, katalog), _compile(katalog, kriterium.spor), kriterium.spor)


def test_engines_agree_on_gold_cases(katalog, sporsett):
    """One document of each office, other ones of each kind in turn."""
    kontorer = {}
    for fil in FASIT:
        kontorer.setdefault(fil.name.split("-")[0], []).append(fil)
    assert len(kontorer) > 5
    oppdelinger = []
    for nr, filer in enumerate(kontorer.values()):
        dokumenter = json.loads(filer[nr % len(filer)].read_text(encoding="utf-8"))["dokumenter"]
        dokument = dokumenter[nr % len(dokumenter)]
        oppdelinger.append(en_oppdeling(dokument["tekst"], katalog, dokument["type"]))
    # trace by trace: the slow engine makes its patterns anew for each
    sakte = [_find_slowly(oppdeling, [spor]) for spor in katalog.spor for oppdeling in oppdelinger]
    for nr, oppdeling in enumerate(oppdelinger):
        _assert_same(sporsett.find_treff(oppdeling), set().union(*sakte[nr :: len(oppdelinger)]))


_ord = st.sampled_from(["barn", "barna", "barnas", "storebarn", "beste", "b", "ba", "§", "17", " ", "  ", "-", ".", ". ", "\n", "å", "ikke"])
_anker = st.lists(_ord, min_size=1, max_size=3).map("".join).filter(lambda a: a.strip() == a and len(a) > 1)
_monster = st.sampled_from(["", r"\w*", r"\s*\w+", r"\w*\W+(?:\w+\W+){0,2}?barn", r"(?=s)", r"[^.]{0,9}", r"(?<=barn)\w"])


@st.composite
def _random_spor(draw):
    ankere = draw(st.lists(st.tuples(st.sampled_from(["", "*"]), _anker).map("".join), min_size=1, max_size=4, unique=True))
    seksjoner = draw(st.sampled_from([frozenset(), frozenset(), frozenset(["vurdering"])]))
    nummer = draw(st.integers(0, 3))
    return Spor(f"s{nummer}", "barn", "ja", tuple(ankere), draw(_monster), seksjoner=seksjoner, dokumenter=frozenset(["vedtak"]))


@settings(max_examples=200, deadline=None)
@given(
    st.lists(_random_spor(), min_size=1, max_size=4, unique_by=lambda s: s.id),
    st.lists(_ord | st.just("\n\nVurdering\n\n"), max_size=30).map("".join),
)
def test_engines_agree_on_random_traces_and_texts(katalog, spor, tekst):
    _assert_agree(en_oppdeling(tekst, katalog), _compile(katalog, spor), spor)


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_engines_agree_on_random_mixtures_of_anchors(katalog, sporsett, data):
    ankere = sorted({a.lstrip("*") for spor in katalog.spor for a in spor.anker})
    biter = st.sampled_from(ankere) | st.sampled_from([" ", ". ", "\n", " ikke ", "ene ", " og ", "s", ": "])
    tekst = "".join(data.draw(st.lists(biter, max_size=25)))
    spor = data.draw(st.sampled_from([k.spor for k in katalog.kriterier.values() if k.spor]))
    oppdeling = en_oppdeling(tekst, katalog)
    raskt = {s for s in _spenn(sporsett.find_treff(oppdeling)) if s[0] == spor[0].kriterium}
    assert raskt == _find_slowly(oppdeling, spor)


def et_spor(*anker: str, **felt) -> Spor:
    return Spor(**{"id": "s", "kriterium": "barn", "gir": "ja", "anker": anker, "dokumenter": frozenset(["vedtak"])} | felt)


def _find(katalog, spor, tekst, type="vedtak"):
    return find_treff([en_oppdeling(tekst, katalog, type)], _compile(katalog, [spor]))


@pytest.mark.parametrize(
    ("anker", "tekst", "funnet"),
    [
        ("barn", "Tre barna bor her.", ["barna"]),
        ("barn", "Et storebarn bor her.", []),
        ("*barn", "Et storebarn bor her.", ["barn"]),
        ("barnets beste", "BARNETS\u00a0BESTE er vurdert.", ["BARNETS\u00a0BESTE"]),
        ("§ 17", "Etter sosialtjenesteloven § 17.", ["§ 17"]),
        ("økonom", "Uøkonomisk. Økonomien er god.", ["Økonomien"]),
    ],
)
def test_an_anchor_is_a_stem_with_a_checked_left_edge(katalog, anker, tekst, funnet):
    assert [tekst[t.belegg.start : t.belegg.slutt] for t in _find(katalog, et_spor(anker), tekst)] == funnet


def test_an_anchor_that_begins_another_is_found_at_the_same_place(katalog):
    kort, lang = et_spor("barn", id="kort"), et_spor("barnets beste", id="lang")
    treff = find_treff([en_oppdeling("Barnets beste.", katalog)], _compile(katalog, [kort, lang]))
    assert {(t.spor, t.belegg.slutt) for t in treff} == {("kort", 7), ("lang", 13)}


def test_a_pattern_never_reaches_into_the_next_sentence(katalog):
    spor = et_spor("barn", monster=r"\w*[^|]{0,40}skole")
    assert not _find(katalog, spor, "Barna trives. Hun går på skole.")
    assert _find(katalog, spor, "Barna trives på skole.")


def test_hits_of_one_trace_do_not_overlap(katalog):
    treff = _find(katalog, et_spor("barn", monster=r"\w*(?: og \w+)*"), "barna og barnet og barn")
    assert [(t.belegg.start, t.belegg.slutt) for t in treff] == [(0, 23)]


@pytest.mark.parametrize(("seksjon", "antall"), [("Grunngiving", 1), ("Du kan klage", 0), ("Noe annet her", 1)])
def test_a_trace_bound_to_sections_is_sought_there_and_where_the_section_is_unknown(katalog, seksjon, antall):
    spor = et_spor("barn", seksjoner=frozenset(["vurdering"]))
    assert len(_find(katalog, spor, f"{seksjon}\n\nDet er barna som får dette.")) == antall


def test_a_hit_in_another_kind_of_document_does_not_count(katalog):
    spor = et_spor("barn", dokumenter=frozenset(["journalnotat"]))
    [treff] = _find(katalog, spor, "Barna bor her.", "vedtak")
    assert not treff.teller
    assert "annet_dokument" in treff.kvalifikatorer
    [treff] = _find(katalog, spor, "Barna bor her.", "journalnotat")
    assert treff.teller


def test_the_criterion_itself_may_rule_out_a_kind_of_document(katalog):
    kriterium = next(k for k in katalog.kriterier.values() if k.dokumenter == {"vedtak"})
    spor = et_spor("barn", kriterium=kriterium.id, dokumenter=frozenset(["vedtak", "klage"]))
    assert not _find(katalog, spor, "Barna bor her.", "klage")[0].teller


def test_a_hit_knows_its_sentence_and_a_barred_qualifier_takes_its_count(katalog):
    tekst = "Dette er først. Barna er ikke nevnt. Barna bor her."
    spor = et_spor("barn", ikke=frozenset(["nektet"]))
    assert [(t.setning, t.teller) for t in _find(katalog, spor, tekst)] == [(1, False), (2, True)]
    assert all(t.teller for t in _find(katalog, et_spor("barn"), tekst))


KONTEKST = {
    "nektet": {
        "foran": ["ikke", "ingen vurdering av"],
        "bak": ["mangler"],
        "vindu": 3,
        "stopp": ["men", "fordi"],
        "unntak": ["ikke bare"],
    },
    "betinget": {"setning": ["dersom", "hvis"]},
    "lov": {"seksjoner": ["regler"]},
    "ubesvart": {"svar": ["ukjent", "-"]},
    "bare_navn": {},
    "sagt": {"foran": ["{hvem} {sier}"], "vindu": 9, "stopp": [", "], "flere": [{"bak": ["ifølge"], "vindu": 2}]},
    "andre": {"inne": ["nabo*"]},
    "regel": {"setning": ["skal"], "uten": ["du", "sønn*"]},
    "rute": {"foran": ["[ ]", "☐"], "vindu": 4, "stopp": ["[x]"]},
}
KONTEKSTORD = {"hvem": ["du", "mor"], "sier": ["sier", "mener"]}


@pytest.mark.parametrize(
    ("tekst", "kvalifikatorer"),
    [
        ("Vi har ikke sett på MÅLET.", {"nektet"}),
        ("Vi har ikke en to tre MÅLET.", {"nektet"}),
        ("Vi har ikke en to tre fire MÅLET.", set()),
        ("Dette er ikke rett, men MÅLET er nådd.", set()),
        ("Det er ikke bare MÅLET.", set()),
        ("Det er ikke bare én ting, og ikke MÅLET.", {"nektet"}),
        ("Ingen vurdering av MÅLET.", {"nektet"}),
        ("MÅLET som vurdering mangler.", {"nektet"}),
        ("MÅLET en to tre fire mangler.", set()),
        ("MÅLET er der, men alt annet mangler.", set()),
        ("Mangler MÅLET noe?", set()),
        ("MÅLET er ikke nådd.", set()),
        ("Vi sier ikke; MÅLET er nådd.", set()),
        ("Vi var slikke på MÅLET.", set()),
        ("Dersom du vil, ser vi på MÅLET.", {"betinget"}),
        ("MÅLET er med hvis du vil.", {"betinget"}),
        ("Du er odersom MÅLET.", set()),
        ("MÅLET: ukjent", {"ubesvart"}),
        ("MÅLET: -", {"ubesvart"}),
        ("Om MÅLET:", {"ubesvart"}),
        ("Om MÅLET: ____", {"ubesvart"}),
        ("MÅLET: Ukjent.", {"ubesvart"}),
        ("MÅLET: ukjent for oss", set()),
        ("MÅLET: 2", set()),
        ("Rettslig grunnlag\n\nHer er MÅLET for alle.", {"lov"}),
        ("Vurdering\n\nHer er MÅLET for alle.", set()),
        ("Det gjelder ikke dette. MÅLET er nådd.", set()),
        ("Mor mener at alle andre får ha MÅLET.", {"sagt"}),
        ("Mor mener det, MÅLET er nådd.", set()),
        ("Far mener MÅLET.", set()),
        ("Sånn er MÅLET ifølge brevet.", {"sagt"}),
        ("Sånn er MÅLET og alt annet ifølge brevet.", set()),
        ("Naboen ser MÅLET.", set()),
        ("Nav skal nå MÅLET.", {"regel"}),
        ("Nav skal nå MÅLET for sønnen.", set()),
        ("[ ] Opplyst om MÅLET", {"rute"}),
        ("☐ MÅLET", {"rute"}),
        ("[x] Opplyst om MÅLET", set()),
        ("[ ] Opplyst   [x] MÅLET", set()),
        ("[ ] en to tre fire fem MÅLET", set()),
    ],
)
def test_how_far_a_qualifier_reaches(katalog, tekst, kvalifikatorer):
    kontekst = Kontekst.from_felles({"kontekst": KONTEKST, "kontekstord": KONTEKSTORD})
    oppdeling = divide(et_dokument(tekst), katalog)
    start = tekst.index("MÅLET")
    setning = next(s for s in oppdeling.setninger if s.start <= start < s.slutt)
    assert kontekst.qualify(oppdeling, setning, start, start + 5) == kvalifikatorer


def test_a_cue_inside_the_span_counts_where_the_list_says_so(katalog):
    oppdeling = divide(et_dokument("Vi snakket med naboens barn i dag."), katalog)
    kontekst = Kontekst.from_felles({"kontekst": KONTEKST, "kontekstord": KONTEKSTORD})
    start = oppdeling.dokument.tekst.index("naboens")
    assert kontekst.qualify(oppdeling, oppdeling.setninger[0], start, start + 12) == {"andre"}


@given(st.data())
@settings(max_examples=200)
def test_the_first_look_hides_no_cue(katalog, sporsett, data):
    """Whatever phrase of a list stands in a sentence, the words it needs are known to be there."""
    ord_, kontekst = katalog.felles["kontekstord"], sporsett.kontekst
    deler = [del_ for post in katalog.felles["kontekst"].values() for del_ in (post, *post.get("flere", ()))]
    nr, liste = data.draw(
        st.sampled_from([(nr, liste) for nr, del_ in enumerate(deler) for liste in CUER if del_.get(liste)])
    )
    frase = data.draw(st.sampled_from(deler[nr][liste]))
    valgt = re.sub(r"\{(\w+)\}", lambda m: data.draw(st.sampled_from(ord_[m[1]])), frase)
    tekst = fold(f"barna {valgt.replace('*', data.draw(st.sampled_from(('', 'en'))))} i dag")
    if getattr(kontekst._regler[nr][1], liste).search(tekst):
        assert liste in kontekst._possible(tekst, "setning")[nr]


@pytest.mark.parametrize(
    ("tekst", "kvalifikator"),
    [
        ("Barna er ikke vurdert.", "nektet"), ("Vi har ikke vurdert barna.", "nektet"), ("Vi har ikkje vurdert barna.", "nektet"),
        ("Det er ingen tvil om barna.", None), ("Det er ikkje berre barna.", None),
        ("Vi ser på barna dersom du ber om det.", "hypotetisk"), ("Dette blir vurdert ved neste søknad om barna.", "hypotetisk"),
        ("I forrige vedtak ble barna nevnt.", "historisk"), ("I førre vedtak vart barna nemnde.", "historisk"),
        ("Du forteller at barna trives.", "gjengitt"), ("Du fortel at barna trivst.", "gjengitt"),
        ("Loven sier at barna skal høres.", "lovsitat"), ("Lova seier at barna skal høyrast.", "lovsitat"),
        ("Rettsleg grunnlag\n\nHer står barna òg.", "lovsitat"),
        ("Søker har voksne barn, ikke barna her.", "annen_person"), ("Søkjar har vaksne barn. Barna bur her.", None),
        ("Barna: ikke besvart", "ubesvart"), ("Barna: ikkje utfylt", "ubesvart"), ("Barna: 2", None),
    ],
)  # fmt: skip
def test_the_catalogues_own_qualifiers_in_both_forms(katalog, tekst, kvalifikator):
    egne = {"nektet", "hypotetisk", "historisk", "gjengitt", "lovsitat", "annen_person", "ubesvart"}
    treff = _find(katalog, et_spor("barna"), tekst)[-1]
    funnet = treff.kvalifikatorer & egne
    assert funnet >= {kvalifikator} if kvalifikator else not funnet


@pytest.mark.parametrize(
    ("tekst", "teller"),
    [
        ("Forvaltningsloven gjelder. Saken er så godt opplyst som mulig (§ 17).", False),
        ("Innsyn følger av forvaltningsloven. Etter § 17 kan du få økonomisk råd og veiledning.", True),
        ("Forvaltningslova § 17 er følgd, og du kan få rettleiing etter sosialtenestelova § 17.", True),
        ("Saken er utredet, jf. § 17 i samme lov som forvaltningsloven § 25.", False),
    ],
)
def test_a_section_counts_when_it_belongs_to_the_right_act(katalog, tekst, teller):
    spor = [s for s in katalog.kriterier["paragraf_17"].spor if s.id == "paragraf-17"]
    treff = find_treff([en_oppdeling(tekst, katalog)], _compile(katalog, spor))
    assert any(t.teller for t in treff) is teller
    assert all(t.teller or "annen_lov" in t.kvalifikatorer for t in treff)


def test_words_of_another_act_still_cancel_a_hit_without_a_section(katalog):
    spor = et_spor("rådgivning", ikke=frozenset(["annen_lov"]))
    [treff] = _find(katalog, spor, "Det gis rådgivning i forvaltningsloven, kapittel tre.")
    assert not treff.teller

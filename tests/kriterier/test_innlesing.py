"""The catalogue's loader: what is wrong is refused, with file, line and reason."""

from __future__ import annotations

import pytest

from vedtaksanalyse.errors import Katalogfeil
from vedtaksanalyse.kriterier import Trinn, load_katalog
from vedtaksanalyse.tekster import feiltekst, load_tekster

GRUPPER = 'A = {nb = "Gruppe", nn = "Gruppe"}\n'
KONTEKST = '[nektet]\nnavn = {nb = "nektet", nn = "nekta"}\nforan = ["ikke"]\n'
SEKSJONER = '[vurdering]\nnavn = {nb = "vurderingen", nn = "vurderinga"}\noverskrifter = ["vurdering"]\n'
REKKEFOLGE = 'kriterier = ["barn", "del.to"]\n'
FLAGG = """# En kommentar.
[et_flagg]
kriterium = "barn"
grader = ["nei"]
konsekvens = 3
krever = {"del.to" = ["ja"]}
tekst = {nb = "Tekst", nn = "Tekst"}
neste = {nb = "Neste?", nn = "Neste?"}
hjemmel = [{tekst = {nb = "en lov", nn = "ei lov"}, fra = 2010-01-01}]
"""
BARN = """navn = {nb = "Barn", nn = "Born"}
gruppe = "A"
sporsmal = {nb = "Spørsmål?", nn = "Spørsmål?"}
dokumenter = ["vedtak"]
tomme = ["nei"]
svake = ["nei"]

[grader]
nei = {nb = "nei", nn = "nei"}
ja = {nb = "ja", nn = "ja"}

[[hjemmel]]
tekst = {nb = "en lov", nn = "ei lov"}
fra = 2010-01-01

[[spor]]
id = "forste"
gir = "ja"
anker = ["barn"]
treff = ["Her er [[barn]]."]

[[spor]]
id = "andre"
gir = "nei"
anker = ["unge", "*ungar"]
monster = '\\w*'
ikke = ["nektet"]
seksjoner = ["vurdering"]
dokumenter = ["journalnotat"]
treff = ["Her er [[unge]]."]
ikke_treff = ["Ikke unge."]

[trinn]
nei = {til = "ja", nb = "at barna står.", nn = "at borna står."}
"""
TO = """navn = {nb = "To", nn = "To"}
svake = ["nei"]
gruppe = "A"
sporsmal = {nb = "Spørsmål?", nn = "Spørsmål?"}
dokumenter = ["alle"]

[grader]
nei = {nb = "nei", nn = "nei"}
ja = {nb = "ja", nn = "ja"}

[trinn]
nei = {til = "ja", nb = "at noe står.", nn = "at noko står."}

[[folger]]
nar = {barn = ["nei"]}
gir = "nei"
"""

SVAKHET = """alvorlig = ["del.to"]
par = [["del.to", "del.to"]]
[uten_betydning]
barn = ["ja"]
"""


@pytest.fixture
def mappe(tmp_path):
    for sti, innhold in {
        "felles/grupper.toml": GRUPPER,
        "felles/kontekst.toml": KONTEKST,
        "felles/seksjoner.toml": SEKSJONER,
        "felles/rekkefolge.toml": REKKEFOLGE,
        "felles/flagg.toml": FLAGG,
        "felles/svakhet.toml": SVAKHET,
        "barn.toml": BARN,
        "del/to.toml": TO,
    }.items():
        (tmp_path / sti).parent.mkdir(exist_ok=True)
        (tmp_path / sti).write_text(innhold, encoding="utf-8")
    return tmp_path


def test_a_right_catalogue_is_read(mappe):
    katalog = load_katalog(mappe)
    assert list(katalog.kriterier) == ["barn", "del.to"]
    barn, to = katalog.kriterier.values()
    assert barn.grader == ("nei", "ja")
    assert barn.utgangspunkt == "nei"
    assert barn.dokumenter == {"vedtak"}
    assert to.dokumenter == {"vedtak", "journalnotat", "soknad", "klage", "annet"}
    assert to.folger[0].nar == {"barn": ("nei",)}
    assert [spor.id for spor in katalog.spor] == ["forste", "andre"]
    assert katalog.spor[1].ikke == {"nektet"}
    assert katalog.flagg[0].krever == {"del.to": ("ja",)}
    assert katalog.flagg[0].hjemmel[0].tekst == {"nb": "en lov", "nn": "ei lov"}
    assert barn.trinn == {"nei": Trinn("ja", {"nb": "at barna står.", "nn": "at borna står."})}


def test_the_fingerprint_follows_every_file(mappe):
    forste = load_katalog(mappe).fingeravtrykk
    assert load_katalog(mappe).fingeravtrykk == forste
    (mappe / "felles" / "ekstra.toml").write_text("ord = []\n")
    andre = load_katalog(mappe).fingeravtrykk
    (mappe / "barn.toml").write_text(BARN + "# en merknad\n", encoding="utf-8")
    assert len({forste, andre, load_katalog(mappe).fingeravtrykk}) == 3


FEIL = [
    ("barn.toml", 'gruppe = "A"', 'gruppe = "A', 2, "ugyldig_toml"),
    ("felles/flagg.toml", 'kriterium = "barn"', "kriterium", 3, "ugyldig_toml"),
    ("barn.toml", 'gruppe = "A"\n', "", 1, "mangler"),
    ("barn.toml", 'gruppe = "A"', 'gruppe = "A"\ngrupper = "B"', 3, "ukjent_nokkel"),
    ("barn.toml", 'nn = "Born"', 'nn = ""', 1, "begge_former"),
    ("barn.toml", '{nb = "Spørsmål?", nn = "Spørsmål?"}', '"Spørsmål?"', 3, "begge_former"),
    ("barn.toml", 'ja = {nb = "ja", nn = "ja"}', 'ja = {nb = "ja"}', 10, "begge_former"),
    ("barn.toml", 'nei = {nb = "nei", nn = "nei"}\nja = {nb = "ja", nn = "ja"}\n', "", 8, "tom_liste"),
    ("barn.toml", 'gruppe = "A"', 'gruppe = "A"\nslag = "tall"', 3, "slag"),
    ("barn.toml", 'tomme = ["nei"]', 'tomme = ["kanskje"]', 5, "ukjent_grad"),
    ("barn.toml", 'svake = ["nei"]', 'svake = ["kanskje"]', 6, "ukjent_grad"),
    ("barn.toml", 'svake = ["nei"]', 'svake = ["nei"]\nutgangspunkt = "kanskje"', 7, "ukjent_grad"),
    ("barn.toml", 'dokumenter = ["vedtak"]', 'dokumenter = ["brev"]', 4, "ukjent_dokumenttype"),
    ("barn.toml", 'dokumenter = ["journalnotat"]', 'dokumenter = ["brev"]', 29, "ukjent_dokumenttype"),
    ("barn.toml", "fra = 2010-01-01", "fra = 2010-01-01\nsiden = 2010-01-01", 15, "ukjent_nokkel"),
    ("barn.toml", 'tekst = {nb = "en lov", nn = "ei lov"}\n', "", 12, "mangler"),
    ("barn.toml", 'nn = "ei lov"', 'nn = ""', 13, "begge_former"),
    ("barn.toml", 'anker = ["barn"]\n', "", 17, "mangler"),
    ("barn.toml", 'anker = ["barn"]', "anker = []", 19, "tom_liste"),
    ("barn.toml", 'treff = ["Her er [[barn]]."]', "treff = []", 20, "tom_liste"),
    ("barn.toml", "ikke_treff", "ikke_tref", 31, "ukjent_nokkel"),
    ("barn.toml", "seksjoner", "seksjon", 28, "ukjent_nokkel"),
    ("barn.toml", 'gir = "ja"', 'gir = "kanskje"', 17, "ukjent_grad"),
    ("barn.toml", '"*ungar"', '"*u"', 25, "kort_anker"),
    ("barn.toml", '"*ungar"', '"Ungar"', 25, "kort_anker"),
    ("barn.toml", "[[unge]]", "unge", 30, "umerket_treff"),
    ("barn.toml", r"'\w*'", "'('", 26, "ugyldig_monster"),
    ("barn.toml", 'id = "andre"', 'id = "forste"', 23, "dobbelt_spor"),
    ("barn.toml", 'ikke = ["nektet"]', 'ikke = ["benektet"]', 27, "ukjent_kvalifikator"),
    ("barn.toml", 'seksjoner = ["vurdering"]', 'seksjoner = ["hode"]', 28, "ukjent_seksjon"),
    ("barn.toml", 'gruppe = "A"', 'gruppe = "X"', 2, "ukjent_gruppe"),
    ("barn.toml", 'gruppe = "A"', 'gruppe = "A"\nfakta = ["gjetning"]', 3, "ukjent_faktum"),
    ("del/to.toml", 'gir = "nei"', 'gir = "kanskje"', 16, "ukjent_grad"),
    ("del/to.toml", 'gir = "nei"', 'gjev = "nei"', 16, "ukjent_nokkel"),
    ("del/to.toml", 'barn = ["nei"]', 'bakrn = ["nei"]', 15, "ukjent_kriterium"),
    ("del/to.toml", 'barn = ["nei"]', 'barn = ["kanskje"]', 15, "ukjent_kriterium"),
    ("del/to.toml", 'barn = ["nei"]', '"del.to" = ["nei"]', 15, "folge_i_kjede"),
    ("barn.toml", '[trinn]\nnei = {til = "ja", nb = "at barna står.", nn = "at borna står."}\n', "", 6, "uten_trinn"),
    ("barn.toml", 'svake = ["nei"]', 'svake = ["nei", "ja"]', 6, "uten_trinn"),
    ("barn.toml", 'til = "ja"', 'til = "kanskje"', 34, "ukjent_grad"),
    ("barn.toml", 'til = "ja"', 'til = "nei"', 34, "ukjent_grad"),
    ("barn.toml", "nei = {til", "kanskje = {til", 33, "ukjent_grad"),
    ("barn.toml", 'til = "ja", ', "", 34, "mangler"),
    ("barn.toml", 'til = "ja", ', 'til = "ja", fra = "nei", ', 34, "ukjent_nokkel"),
    ("barn.toml", '"at borna står."', '""', 34, "begge_former"),
    ("felles/kontekst.toml", 'nn = "nekta"', 'nn = ""', 2, "begge_former"),
    ("felles/seksjoner.toml", 'navn = {nb = "vurderingen", nn = "vurderinga"}\n', "", 1, "begge_former"),
    ("felles/flagg.toml", '{nb = "en lov", nn = "ei lov"}', '"en lov"', 9, "begge_former"),
    ("felles/rekkefolge.toml", ', "del.to"', "", 1, "rekkefolge"),
    ("felles/rekkefolge.toml", ', "del.to"', ', "del.to",\n"tre"', 2, "rekkefolge"),
    ("felles/svakhet.toml", 'alvorlig = ["del.to"]', 'alvorlig = ["del.tre"]', 1, "ukjent_kriterium"),
    ("felles/svakhet.toml", '["del.to", "del.to"]', '["del.to", "barn"]', 2, "ukjent_kriterium"),
    ("felles/svakhet.toml", '["ja"]', '["kanskje"]', 4, "ukjent_kriterium"),
    ("felles/svakhet.toml", "uten_betydning", "uten_verdi", 3, "ukjent_nokkel"),
    ("felles/flagg.toml", 'neste = {nb = "Neste?", nn = "Neste?"}\n', "", 2, "mangler"),
    ("felles/flagg.toml", "krever", "kreve", 6, "ukjent_nokkel"),
    ("felles/flagg.toml", 'kriterium = "barn"', 'kriterium = "barna"', 3, "ukjent_kriterium"),
    ("felles/flagg.toml", 'grader = ["nei"]', 'grader = ["kanskje"]', 3, "ukjent_kriterium"),
    ("felles/flagg.toml", '["ja"]', '["kanskje"]', 6, "ukjent_kriterium"),
    ("felles/flagg.toml", "konsekvens = 3", "konsekvens = 6", 5, "konsekvens"),
    ("felles/flagg.toml", "konsekvens = 3", "konsekvens = 0", 5, "konsekvens"),
    ("felles/flagg.toml", '{nb = "Neste?", nn = "Neste?"}', '{nb = "Neste?"}', 8, "begge_former"),
    ("felles/flagg.toml", "fra = 2010", "siden = 2010", 9, "ukjent_nokkel"),
]


@pytest.mark.parametrize(("fil", "rett", "galt", "linje", "grunn"), FEIL)
def test_a_wrong_entry_is_refused_with_file_line_and_reason(mappe, fil, rett, galt, linje, grunn):
    innhold = (mappe / fil).read_text(encoding="utf-8")
    assert rett in innhold
    (mappe / fil).write_text(innhold.replace(rett, galt, 1), encoding="utf-8")
    with pytest.raises(Katalogfeil) as feil:
        load_katalog(mappe)
    assert (feil.value.felt["fil"], feil.value.felt["linje"], feil.value.felt["grunn"]) == (fil, linje, grunn)
    for malform in ("nb", "nn"):
        melding = feiltekst(feil.value, malform)
        assert f"{fil} linje {linje}:" in melding
        assert "{" not in melding


@pytest.mark.parametrize("navn", ["flagg", "grupper", "kontekst", "rekkefolge", "seksjoner"])
def test_a_missing_shared_file_is_named(mappe, navn):
    (mappe / "felles" / f"{navn}.toml").unlink()
    with pytest.raises(Katalogfeil) as feil:
        load_katalog(mappe)
    assert feil.value.felt["fil"] == f"felles/{navn}.toml"
    assert feiltekst(feil.value)


def test_every_reason_has_its_test():
    grunner = {nokkel.split(".")[1] for nokkel in load_tekster() if nokkel.startswith("katalogfeil.")}
    assert grunner == {grunn for *_, grunn in FEIL} | {"mangler_fil"}

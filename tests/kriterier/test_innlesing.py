"""The catalogue's loader: what is wrong is refused, with file, line and reason."""

from __future__ import annotations

import pickle
import re
import tomllib
from datetime import date, datetime
from functools import cache

import pytest

from vedtaksanalyse.errors import Katalogfeil
from vedtaksanalyse.kriterier import KATALOGMAPPE, Trinn, load_katalog
from vedtaksanalyse.kriterier.katalogfil import Katalogfil, fits
from vedtaksanalyse.kriterier.ordlister import FORMER, check_ordliste
from vedtaksanalyse.tekster import feiltekst, load_tekster

GRUPPER = 'A = {nb = "Gruppe", nn = "Gruppe"}\n'
KONTEKST = '[nektet]\nnavn = {nb = "nektet", nn = "nekta"}\nforan = ["ikke"]\n'
SEKSJONER = '[vurdering]\nnavn = {nb = "vurderingen", nn = "vurderinga"}\noverskrifter = ["vurdering"]\n'
REKKEFOLGE = 'kriterier = ["barn", "del.to"]\n'
FLAGG = """navn = {nb = "En kjede", nn = "Ei kjede"}
[et_flagg]
kriterium = "barn"
grader = ["nei"]
konsekvens = 3
krever = {"del.to" = ["ja"]}
tekst = {nb = "Tekst", nn = "Tekst"}
neste = {nb = "Neste?", nn = "Neste?"}
hjemmel = ["en_lov"]
proving = ["rett"]
risikopunkt = [21]

[et_annet]
fakta = ["sett"]
uten_fakta = ["sagt"]
flere = {kriterier = ["barn", "del.to"], grader = ["nei"], minst = 2}
konsekvens = 5
feil = true
tekst = {nb = "Tekst to", nn = "Tekst to"}
neste = {nb = "Og så?", nn = "Og så?"}
hjemmel = ["en_lov", "annen_lov"]
proving = ["rett"]
"""
FAKTA = """[sagt]
navn = {nb = "sagt", nn = "sagt"}
sikkerhet = 0.8
dokumenter = ["vedtak"]

[[sagt.spor]]
id = "ordet"
anker = ["ordet"]
ikke = ["nektet"]
treff = ["Her er [[ordet]]."]

[sett]
navn = {nb = "sett", nn = "sett"}
metode = "noen"
fakta = ["sagt"]
sikkerhet = 1

[grad]
navn = {nb = "grad", nn = "grad"}
metode = "bare_i"
kriterier = ["barn"]
grader = ["ja"]
i = ["journalnotat"]
ikke_i = ["vedtak"]
sikkerhet = 0.5

[sum]
navn = {nb = "sum", nn = "sum"}
metode = "regnefakta"
regnefakta = ["stemmer"]
sikkerhet = 0.5

[ulikt]
navn = {nb = "ulikt", nn = "ulikt"}
metode = "barnekonflikt"
felt = ["antall"]
sikkerhet = 0.5

[strid]
navn = {nb = "strid", nn = "strid"}
metode = "sammenstilling"
kriterium = "del.to"
slag = ["sum"]
sikkerhet = 0.5

[venting]
navn = {nb = "venting", nn = "venting"}
metode = "ventetid"
dager = 30
ellers = "soknadsdato"
sikkerhet = 0.5

[lix]
navn = {nb = "lix", nn = "lix"}
metode = "sett"
sikkerhet = 0.5

[tungt]
navn = {nb = "tungt", nn = "tungt"}
metode = "maal"
hva = "lix"
grense = 45
sikkerhet = 0.5

[apent]
navn = {nb = "apent", nn = "apent"}
metode = "uavgjort"
stilling = "ikke_avgjort"
kriterium = "del.to"
sikkerhet = 0.5
"""
HJEMLER = """[lover.lov]
navn = {nb = "en lov", nn = "ei lov"}
fra = 2010-01-01
til = 2024-12-31

[lover.ny]
navn = {nb = "ny lov", nn = "ny lov"}
fra = 2025-01-01

[hjemler]
en_lov = [{lov = "lov", sted = "§ 1"}, {lov = "ny", sted = "§ 9"}]
annen_lov = [{lov = "lov", sted = "§ 2", fra = 2022-09-01}]
"""
RISIKO = """hoyst_justering = 1
hint_under = 0.7
hint_minst = 10

[frist]
vedtak_dager = 21
klage_maaneder = 1
klage = "sett"

[proving]
rett = {nb = "rett", nn = "rett"}

[justering.ett]
faktum = "sagt"
endring = 1
navn = {nb = "ett", nn = "eitt"}

[risikopunkt]
21 = {nb = "barn", nn = "barn"}
"""
KAKA = """versjon = "V3"
uten_felt = ["barn"]

[felt.dommen]
slag = "dom"
navn = {nb = "Dom", nn = "Dom"}
verdier = ["BRA", "MANGELFULLT"]

[felt.krysset]
slag = "kryss"
navn = {nb = "Kryss", nn = "Kryss"}
under = "dommen"
gjelder = "klage"
forslag = [
    {styrke = "sterk", flagg = ["et_flagg"]},
    {styrke = "svak", kriterier = ["barn", "del.to"], grader = ["nei"], minst = 2, krever = {barn = ["ja"]}},
]

[felt.listen]
slag = "hjemler"
navn = {nb = "Liste", nn = "Liste"}
under = "krysset"
"""
EGENVURDERING = """tema = ["del.to"]

[[krav]]
nummer = "1"
navn = {nb = "Krav", nn = "Krav"}

[[krav.punkt]]
nummer = "1.1"
navn = {nb = "Punkt", nn = "Punkt"}
kriterier = ["barn"]
tema = true
"""
SAKSARK = """[[del]]
navn = {nb = "Fakta", nn = "Fakta"}
kriterier = ["barn"]
kjeder = ["kjeden"]

[[del]]
navn = {nb = "Resten", nn = "Resten"}
kriterier = ["del.to"]
kjeder = []
"""
BEREGNING = '[fakta]\nstemmer = {nb = "stemmer", nn = "stemmer"}\n'
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
        "felles/beregning.toml": BEREGNING,
        "felles/fakta.toml": FAKTA,
        "felles/hjemler.toml": HJEMLER,
        "felles/risiko.toml": RISIKO,
        "felles/kaka.toml": KAKA,
        "felles/egenvurdering.toml": EGENVURDERING,
        "felles/saksark.toml": SAKSARK,
        "flagg/kjeden.toml": FLAGG,
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
    assert [spor.id for spor in katalog.spor] == ["forste", "andre", "ordet"]
    assert katalog.dokumenter["fakta.sagt"] == {"vedtak"}
    assert katalog.spor[1].ikke == {"nektet"}
    assert katalog.flagg[0].krever == {"del.to": ("ja",)}
    assert katalog.flagg[0].hjemmel[0].tekst == {"nb": "en lov § 1", "nn": "ei lov § 1"}
    assert [flagg.kjede for flagg in katalog.flagg] == ["kjeden", "kjeden"]
    assert katalog.kjeder == {"kjeden": {"nb": "En kjede", "nn": "Ei kjede"}}
    assert (katalog.flagg[0].feil, katalog.flagg[1].feil) == (False, True)
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
    ("flagg/kjeden.toml", 'kriterium = "barn"', "kriterium", 3, "ugyldig_toml"),
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
    ("barn.toml", 'gruppe = "A"', 'gruppe = "A"\nbevis_fra = "bern"', 3, "ukjent_kriterium"),
    ("del/to.toml", 'gir = "nei"', 'gir = "kanskje"', 16, "ukjent_grad"),
    ("del/to.toml", 'gir = "nei"', 'gjev = "nei"', 16, "ukjent_nokkel"),
    ("del/to.toml", 'barn = ["nei"]', 'bakrn = ["nei"]', 15, "ukjent_kriterium"),
    ("del/to.toml", 'barn = ["nei"]', 'barn = ["kanskje"]', 15, "ukjent_kriterium"),
    ("del/to.toml", 'barn = ["nei"]', '"del.to" = ["nei"]', 15, "folge_i_kjede"),
    ("barn.toml", '[trinn]\nnei = {til = "ja", nb = "at barna står.", nn = "at borna står."}\n', "", 6, "uten_trinn"),
    ("barn.toml", 'svake = ["nei"]', 'svake = ["nei", "ja"]', 6, "uten_trinn"),
    ("barn.toml", "[grader]", "barnetall = {ja = 5}\n[grader]", 8, "barnetall"),
    ("barn.toml", "[grader]", "[barnetall]\nkanskje = 2\n[grader]", 8, "ukjent_grad"),
    ("barn.toml", 'til = "ja"', 'til = "kanskje"', 34, "ukjent_grad"),
    ("barn.toml", 'til = "ja"', 'til = "nei"', 34, "ukjent_grad"),
    ("barn.toml", "nei = {til", "kanskje = {til", 33, "ukjent_grad"),
    ("barn.toml", 'til = "ja", ', "", 34, "mangler"),
    ("barn.toml", 'til = "ja", ', 'til = "ja", fra = "nei", ', 34, "ukjent_nokkel"),
    ("barn.toml", '"at borna står."', '""', 34, "begge_former"),
    ("felles/kontekst.toml", 'nn = "nekta"', 'nn = ""', 2, "begge_former"),
    ("felles/seksjoner.toml", 'navn = {nb = "vurderingen", nn = "vurderinga"}\n', "", 1, "begge_former"),
    ("felles/rekkefolge.toml", ', "del.to"', "", 1, "rekkefolge"),
    ("felles/rekkefolge.toml", ', "del.to"', ', "del.to",\n"tre"', 2, "rekkefolge"),
    ("felles/svakhet.toml", 'alvorlig = ["del.to"]', 'alvorlig = ["del.tre"]', 1, "ukjent_kriterium"),
    ("felles/svakhet.toml", '["del.to", "del.to"]', '["del.to", "barn"]', 2, "ukjent_kriterium"),
    ("felles/svakhet.toml", '["ja"]', '["kanskje"]', 4, "ukjent_kriterium"),
    ("felles/svakhet.toml", "uten_betydning", "uten_verdi", 3, "ukjent_nokkel"),
    ("flagg/kjeden.toml", 'neste = {nb = "Neste?", nn = "Neste?"}\n', "", 2, "mangler"),
    ("flagg/kjeden.toml", "krever", "kreve", 6, "ukjent_nokkel"),
    ("flagg/kjeden.toml", 'kriterium = "barn"', 'kriterium = "barna"', 3, "ukjent_kriterium"),
    ("flagg/kjeden.toml", 'grader = ["nei"]', 'grader = ["kanskje"]', 3, "ukjent_kriterium"),
    ("flagg/kjeden.toml", '["ja"]', '["kanskje"]', 6, "ukjent_kriterium"),
    ("flagg/kjeden.toml", "konsekvens = 3", "konsekvens = 6", 5, "konsekvens"),
    ("flagg/kjeden.toml", "konsekvens = 3", "konsekvens = 0", 5, "konsekvens"),
    ("flagg/kjeden.toml", '{nb = "Neste?", nn = "Neste?"}', '{nb = "Neste?"}', 8, "begge_former"),
    ("flagg/kjeden.toml", 'navn = {nb = "En kjede", nn = "Ei kjede"}\n', "", 1, "begge_former"),
    ("flagg/kjeden.toml", 'kriterium = "barn"\n', "", 2, "mangler"),
    ("flagg/kjeden.toml", 'grader = ["nei"]\n', "", 2, "uten_betingelse"),
    ("flagg/kjeden.toml", '["en_lov"]', '["ei_lov"]', 9, "ukjent_hjemmel"),
    ("flagg/kjeden.toml", '["en_lov"]', "[]", 9, "tom_liste"),
    ("flagg/kjeden.toml", '["rett"]', '["gjett"]', 10, "ukjent_proving"),
    ("flagg/kjeden.toml", "[21]", "[52]", 11, "risikopunkt"),
    ("flagg/kjeden.toml", '["sett"]', '["set"]', 14, "ukjent_faktum"),
    ("flagg/kjeden.toml", '["sagt"]', '["sakt"]', 15, "ukjent_faktum"),
    ("flagg/kjeden.toml", '"barn", "del.to"], ', '"barn", "del.tre"], ', 16, "ukjent_kriterium"),
    ("flagg/kjeden.toml", "minst = 2", "minst = 3", 16, "minst"),
    ("flagg/kjeden.toml", "minst = 2", "hoyst = 2", 16, "ukjent_nokkel"),
    ("flagg/kjeden.toml", "minst = 2", 'minst = "2"', 16, "feil_type"),
    ("felles/fakta.toml", "[sagt]\n", "[sagt]\nmetode = 'drøm'\n", 2, "ukjent_metode"),
    ("felles/fakta.toml", "sikkerhet = 0.8", "sikkerhet = 0", 3, "sikkerhet"),
    ("felles/fakta.toml", "sikkerhet = 0.8", "sikkerhet = 1.1", 3, "sikkerhet"),
    ("felles/fakta.toml", "sikkerhet = 0.8", "sikker = 0.8", 3, "ukjent_nokkel"),
    ("felles/fakta.toml", 'dokumenter = ["vedtak"]', 'dokumenter = ["brev"]', 4, "ukjent_dokumenttype"),
    ("felles/fakta.toml", 'ikke = ["nektet"]', 'ikke = ["benektet"]', 9, "ukjent_kvalifikator"),
    ("felles/fakta.toml", 'metode = "noen"\nfakta = ["sagt"]\n', "", 12, "faktum_uten_spor"),
    ("felles/fakta.toml", 'fakta = ["sagt"]', 'fakta = ["grad"]', 15, "ukjent_faktum"),
    ("felles/fakta.toml", 'fakta = ["sagt"]', "fakta = []", 15, "tom_liste"),
    ("felles/fakta.toml", 'kriterier = ["barn"]', 'kriterier = ["bern"]', 21, "ukjent_kriterium"),
    ("felles/fakta.toml", 'grader = ["ja"]', 'grader = ["kanskje"]', 22, "ukjent_kriterium"),
    ("felles/fakta.toml", '["journalnotat"]', '["brev"]', 23, "ukjent_dokumenttype"),
    ("felles/fakta.toml", '["journalnotat"]', '["alle"]', 23, "ukjent_dokumenttype"),
    ("felles/fakta.toml", 'ikke_i = ["vedtak"]', 'ikke_i = ["brev"]', 24, "ukjent_dokumenttype"),
    ("felles/fakta.toml", '["stemmer"]', '["lyver"]', 29, "ukjent_faktum"),
    ("felles/hjemler.toml", 'nn = "ei lov"', 'nn = ""', 2, "begge_former"),
    ("felles/hjemler.toml", '{lov = "ny", ', '{lov = "nyere", ', 11, "ukjent_lov"),
    ("felles/hjemler.toml", "sted = \"§ 2\", fra", "sted = \"§ 2\", siden", 12, "ukjent_nokkel"),
    ("felles/hjemler.toml", '[{lov = "lov", sted = "§ 2", fra = 2022-09-01}]', "[]", 12, "tom_liste"),
    ("flagg/kjeden.toml", "konsekvens = 3", 'konsekvens = "3"', 5, "feil_type"),
    ("flagg/kjeden.toml", 'grader = ["nei"]', 'grader = "nei"', 4, "feil_type"),
    ("felles/fakta.toml", "sikkerhet = 0.8", 'sikkerhet = "0,8"', 3, "feil_type"),
    ("felles/hjemler.toml", "fra = 2022-09-01", 'fra = "2022-09-01"', 12, "feil_type"),
    ("felles/hjemler.toml", "fra = 2010-01-01", "fra = 2010", 3, "feil_type"),
    ("felles/risiko.toml", 'faktum = "sagt"', 'faktum = "sakt"', 14, "ukjent_faktum"),
    ("felles/risiko.toml", "endring = 1", "endring = 2", 15, "endring"),
    ("felles/risiko.toml", 'klage = "sett"', 'klage = "set"', 8, "ukjent_faktum"),
    ("felles/risiko.toml", "vedtak_dager = 21", "vedtak_dager = -21", 6, "negativ"),
    ("felles/risiko.toml", "klage_maaneder = 1", "klage_maaneder = -1", 7, "negativ"),
    ("felles/risiko.toml", "hoyst_justering = 1", "hoyst_justering = -1", 1, "negativ"),
    ("flagg/kjeden.toml", "[21]", "[22]", 11, "risikopunkt_navn"),
    ("felles/hjemler.toml", "fra = 2022-09-01", "fra = 2022-09-01, til = 2022-08-31", 12, "omvendt"),
    ("felles/hjemler.toml", "fra = 2022-09-01", "fra = 2025-01-01", 12, "omvendt"),
    ("felles/hjemler.toml", "til = 2024-12-31", "til = 2009-12-31", 4, "omvendt"),
    ("felles/risiko.toml", "21 = {", "77 = {", 19, "risikopunkt"),
    ("felles/risiko.toml", "hint_under = 0.7\n", "", 1, "mangler"),
    ("felles/risiko.toml", "hint_minst = 10", "hint_minst = 0", 3, "hint_minst"),
    ("felles/risiko.toml", "hint_under = 0.7", "hint_under = 70", 2, "hint_under"),
    ("felles/risiko.toml", "hint_under = 0.7", 'hint_under = "0,7"', 2, "feil_type"),
    ("felles/risiko.toml", "hoyst_justering = 1", 'hoyst_justering = "1"', 1, "feil_type"),
    ("felles/risiko.toml", "vedtak_dager = 21", "vedtak_dager = 2026-01-21", 6, "feil_type"),
    ("felles/risiko.toml", "endring = 1", "endring = 1.0", 15, "feil_type"),
    ("felles/risiko.toml", 'faktum = "sagt"', 'faktum = ["sagt"]', 14, "feil_type"),
    ("felles/kaka.toml", 'uten_felt = ["barn"]', 'uten_felt = ["unger"]', 2, "ukjent_kriterium"),
    ("felles/kaka.toml", 'slag = "kryss"', 'slag = "valg"', 10, "en_av"),
    ("felles/kaka.toml", 'gjelder = "klage"', 'gjelder = "anke"', 13, "en_av"),
    ("felles/kaka.toml", '"sterk"', '"middels"', 15, "en_av"),
    ("felles/kaka.toml", '"et_flagg"', '"et_flag"', 15, "ukjent_flagg"),
    ("felles/kaka.toml", "krever = {barn = [\"ja\"]}", "krever = {barn = [\"jo\"]}", 16, "ukjent_kriterium"),
    ("felles/kaka.toml", '"barn", "del.to"', '"barn", "del.tre"', 16, "ukjent_kriterium"),
    ("felles/kaka.toml", "minst = 2", "minst = 3", 16, "minst"),
    ("felles/kaka.toml", 'under = "krysset"', 'under = "kryset"', 22, "ukjent_felt"),
    ("felles/kaka.toml", 'verdier = ["BRA", "MANGELFULLT"]\n', "", 4, "domsverdier"),
    ("felles/kaka.toml", 'under = "krysset"', 'under = "krysset"\nforslag = [{styrke = "svak", flagg = ["et_flagg"]}]', 23, "forslag_uten_kryss"),
    ("felles/kaka.toml", 'nn = "Liste"', 'nn = ""', 21, "begge_former"),
    ("felles/egenvurdering.toml", 'tema = ["del.to"]', 'tema = ["del.tre"]', 1, "ukjent_kriterium"),
    ("felles/egenvurdering.toml", 'kriterier = ["barn"]', 'kriterier = ["bern"]', 10, "ukjent_kriterium"),
    ("felles/egenvurdering.toml", "tema = true", "temaer = true", 11, "ukjent_nokkel"),
    ("felles/egenvurdering.toml", 'nb = "Punkt"', 'nb = ""', 9, "begge_former"),
    ("felles/saksark.toml", '["barn"]', '["barn", "barna"]', 3, "ukjent_kriterium"),
    ("felles/saksark.toml", '["del.to"]', '["del.to", "barn"]', 8, "ark_en_gang"),
    ("felles/saksark.toml", '["del.to"]', "[]", 1, "ark_en_gang"),
    ("felles/saksark.toml", 'kjeder = []', 'kjeder = ["to"]', 9, "ukjent_kjede"),
    ("felles/fakta.toml", 'felt = ["antall"]', 'felt = ["hårfarge"]', 36, "ukjent_funn"),
    ("felles/fakta.toml", 'slag = ["sum"]', 'slag = ["sum", "summen"]', 43, "ukjent_funn"),
    ("felles/fakta.toml", 'slag = ["sum"]', 'slag = ["post"]', 43, "ukjent_funn"),
    ("felles/fakta.toml", 'ellers = "soknadsdato"', 'ellers = "vedtaksdato"', 50, "ukjent_funn"),
    ("felles/fakta.toml", 'ellers = "soknadsdato"', 'ellers = "lix"', 50, "ukjent_funn"),
    ("felles/fakta.toml", "[lix]", "[liks]", 53, "ukjent_funn"),
    ("felles/fakta.toml", 'hva = "lix"', 'hva = "liks"', 61, "ukjent_funn"),
    ("felles/fakta.toml", 'hva = "lix"', 'hva = "setningslengde"', 61, "ukjent_funn"),
    ("felles/fakta.toml", 'hva = "lix"', 'hva = "sagt"', 61, "ukjent_funn"),
    ("felles/fakta.toml", 'stilling = "ikke_avgjort"', 'stilling = "avgjort"', 68, "ukjent_funn"),
    ("felles/fakta.toml", 'hva = "lix"\n', "", 58, "mangler"),
    ("felles/fakta.toml", "[sagt]\n", "sagt2 = 3\n[sagt]\n", 1, "feil_type"),
    ("felles/fakta.toml", '"ja"', "1", 22, "feil_type"),
    ("felles/fakta.toml", 'grader = ["ja"]', 'grader = {barn = ["ja"]}', 22, "feil_type"),
    ("felles/grupper.toml", 'nn = "Gruppe"', "nn = 3", 1, "begge_former"),
    ("felles/grupper.toml", 'nn = "Gruppe"', 'nn = " "', 1, "begge_former"),
    ("felles/beregning.toml", 'nn = "stemmer"', 'nn = ""', 2, "begge_former"),
    ("felles/rekkefolge.toml", 'kriterier = ["barn", "del.to"]', 'rekke = ["barn"]', 1, "mangler"),
    ("felles/rekkefolge.toml", '"del.to"', "3", 1, "feil_type"),
    ("felles/hjemler.toml", "fra = 2025-01-01", "fra = 2025-01-01T00:00:00", 8, "feil_type"),
    ("felles/hjemler.toml", "fra = 2025-01-01", "fra = 2025-13-01", 8, "ugyldig_toml"),
    ("felles/hjemler.toml", "fra = 2022-09-01", "fra = 2022", 12, "feil_type"),
    ("flagg/kjeden.toml", "minst = 2", "minst = true", 16, "feil_type"),
    ("flagg/kjeden.toml", 'navn = {nb = "En kjede", nn = "Ei kjede"}\n', 'navn = {nb = "En kjede", nn = "Ei kjede"}\nlost = 3\n', 2, "feil_type"),
    ("flagg/kjeden.toml", "konsekvens = 3", "konsekvens = 3.0", 5, "feil_type"),
    ("flagg/kjeden.toml", "[21]", '["21"]', 11, "feil_type"),
    ("felles/kaka.toml", 'uten_felt = ["barn"]', 'uten_felt = "barn"', 2, "feil_type"),
    ("felles/kaka.toml", 'versjon = "V3"', "versjon = 3", 1, "feil_type"),
    ("felles/kaka.toml", 'slag = "kryss"', 'slag = ["kryss"]', 10, "feil_type"),
    ("felles/kaka.toml", "minst = 2", 'minst = "2"', 16, "feil_type"),
    ("felles/kaka.toml", 'flagg = ["et_flagg"]', 'flagg = "et_flagg"', 15, "feil_type"),
    ("felles/kaka.toml", 'navn = {nb = "Kryss", nn = "Kryss"}\n', "", 9, "mangler"),
    ("felles/egenvurdering.toml", "tema = true", 'tema = "ja"', 11, "feil_type"),
    ("felles/egenvurdering.toml", "tema = true", 'gjelder = {barn = ["kanskje"]}', 11, "ukjent_kriterium"),
    ("felles/egenvurdering.toml", 'tema = ["del.to"]', 'tema = ["del.to"]\nbrudd = ["kanskje"]', 2, "en_av"),
    ("felles/egenvurdering.toml", 'tema = ["del.to"]', 'tema = ["del.to"]\nungdom = [{nummer = "1"}]', 2, "ukjent_nokkel"),
    ("felles/egenvurdering.toml", 'tema = ["del.to"]\n', 'tema = ["del.to"]\n[ikke_aktuelle]\n"del.to" = ["ukjent"]\n', 3, "ukjent_kriterium"),
    ("felles/egenvurdering.toml", 'nummer = "1.1"', "nummer = 1.1", 8, "feil_type"),
    ("felles/saksark.toml", 'kjeder = []', 'kjeder = "kjeden"', 9, "feil_type"),
    ("felles/saksark.toml", '["barn"]', '"barn"', 3, "feil_type"),
    ("felles/saksark.toml", 'kriterier = ["del.to"]', 'kriterier = "del.to"', 8, "feil_type"),
    ("barn.toml", "fra = 2010-01-01", "fra = 2010-01-01\n\n[[hjemmel]]\ntekst = {nb = 'b', nn = 'n'}\ntil = 2010", 18, "feil_type"),
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


def test_a_place_in_an_act_holds_no_longer_than_the_act(mappe):
    gammel, ny, sen = load_katalog(mappe).flagg[1].hjemmel
    assert (gammel.fra, gammel.til) == (date(2010, 1, 1), date(2024, 12, 31))
    assert (ny.fra, ny.til, ny.tekst["nb"]) == (date(2025, 1, 1), None, "ny lov § 9")
    assert (sen.fra, sen.til) == (date(2022, 9, 1), date(2024, 12, 31))


def test_two_chains_cannot_hold_the_same_flag(mappe):
    (mappe / "flagg" / "to.toml").write_text(FLAGG, encoding="utf-8")
    with pytest.raises(Katalogfeil) as feil:
        load_katalog(mappe)
    assert (feil.value.felt["fil"], feil.value.felt["linje"], feil.value.felt["grunn"]) == ("flagg/to.toml", 2, "dobbelt_flagg")
    assert feiltekst(feil.value)


def test_a_file_in_another_encoding_is_refused_where_it_goes_wrong(mappe):
    (mappe / "flagg" / "kjeden.toml").write_bytes(FLAGG.replace("Tekst to", "Tekst på").encode("latin-1"))
    with pytest.raises(Katalogfeil) as feil:
        load_katalog(mappe)
    assert (feil.value.felt["fil"], feil.value.felt["linje"], feil.value.felt["grunn"]) == ("flagg/kjeden.toml", 19, "ikke_utf8")
    assert "UTF-8" in feiltekst(feil.value, "nb") and "UTF-8" in feiltekst(feil.value, "nn")


@pytest.mark.parametrize("navn", ["fakta", "grupper", "hjemler", "risiko", "kontekst", "rekkefolge", "seksjoner"])
def test_a_missing_shared_file_is_named(mappe, navn):
    (mappe / "felles" / f"{navn}.toml").unlink()
    with pytest.raises(Katalogfeil) as feil:
        load_katalog(mappe)
    assert feil.value.felt["fil"] == f"felles/{navn}.toml"
    assert feiltekst(feil.value)


def test_every_reason_has_its_test():
    grunner = {nokkel.split(".")[1] for nokkel in load_tekster() if nokkel.startswith("katalogfeil.")}
    assert grunner == {grunn for *_, grunn in FEIL} | {"mangler_fil", "dobbelt_flagg", "ikke_utf8"}


NOKKEL = re.compile(r"""^(?P<nokkel>[\w]+|"[\w.]+") = (?P<verdi>(?:.|\n(?=[ \]]))*)$""", re.MULTILINE)
FEIL_TYPE = {str: "3", list: '"tekst"', int: '"3"', float: '"0,5"', bool: '"ja"', date: '"2024-01-01"', dict: "3"}
ANDRE = ("3", "-1", "2.5", "nan", "true", '""', '"x"', "[]", "[[]]", "[3]", "{}", "{x = 1}", "[{}]", "2024-01-01T00:00:00")


def _verdier(mappe):
    """Every key with its value: (file, text, match)."""
    for fil in sorted(mappe.rglob("*.toml")):
        tekst = fil.read_text(encoding="utf-8")
        yield from ((fil, tekst, m) for m in NOKKEL.finditer(tekst))


def _replaced(fil, tekst, funnet, ny):
    fil.write_text(tekst[: funnet.start("verdi")] + ny + tekst[funnet.end("verdi") :], encoding="utf-8")


def test_every_key_with_a_value_of_another_type_is_refused_at_its_line(mappe):
    antall = 0
    for fil, tekst, funnet in _verdier(mappe):
        _replaced(fil, tekst, funnet, FEIL_TYPE[type(tomllib.loads(funnet[0])[funnet["nokkel"].strip('"')])])
        with pytest.raises(Katalogfeil) as feil:
            load_katalog(mappe)
        linje = tekst.count("\n", 0, funnet.start()) + 1
        assert (feil.value.felt["fil"], feil.value.felt["linje"]) == (fil.relative_to(mappe).as_posix(), linje), funnet[0]
        fil.write_text(tekst, encoding="utf-8")
        antall += 1
    assert antall > 90


@pytest.fixture
def lest_en_gang(monkeypatch):
    """Each text is parsed once, and unpacked anew each time it is read."""
    les = tomllib.loads
    pakk = cache(lambda tekst: pickle.dumps(les(tekst)))
    monkeypatch.setattr(tomllib, "loads", lambda tekst: pickle.loads(pakk(tekst)))


@pytest.mark.usefixtures("lest_en_gang")
def test_whatever_stands_in_a_catalogue_it_is_read_or_refused(mappe):
    for fil, tekst, funnet in _verdier(mappe):
        for ny in ANDRE:
            _replaced(fil, tekst, funnet, ny)
            try:
                load_katalog(mappe)
            except Katalogfeil as feil:
                assert 1 <= feil.felt["linje"] <= tekst.count("\n") + 1 and feiltekst(feil)
        fil.write_text(tekst, encoding="utf-8")


@pytest.mark.parametrize("navn", sorted(FORMER))
def test_a_word_list_that_lacks_something_or_has_it_in_another_form_is_refused(navn, tmp_path):
    sti = tmp_path / f"{navn}.toml"
    tekst = (KATALOGMAPPE / "felles" / sti.name).read_text(encoding="utf-8")
    data = tomllib.loads(tekst)
    check_ordliste(_fil(sti, tekst), navn)
    for funnet in list(NOKKEL.finditer(tekst))[:40]:
        verdi = tomllib.loads(funnet[0])[funnet["nokkel"].strip('"')]
        _replaced(sti, tekst, funnet, FEIL_TYPE[type(verdi)])
        try:
            check_ordliste(Katalogfil(tmp_path, sti), navn)
        except Katalogfeil as feil:
            assert (feil.felt["fil"], feil.felt["grunn"]) == (sti.name, "feil_type")
        else:
            assert not isinstance(verdi, list), funnet[0]
    krav = [nokkel for nokkel in FORMER[navn] if not nokkel.endswith("?")] if isinstance(FORMER[navn], dict) else []
    for nokkel in krav:
        with pytest.raises(Katalogfeil) as feil:
            fil = Katalogfil(tmp_path, sti)
            fil.data = {annen: verdi for annen, verdi in data.items() if annen != nokkel}
            check_ordliste(fil, navn)
        assert (feil.value.felt["grunn"], feil.value.felt["navn"]) == ("mangler", nokkel)


@pytest.mark.parametrize(
    ("navn", "riktig", "galt"),
    [
        ("behov", "alder = '", "alder = '("),
        ("poster", "alder = '", "alder = '("),
        ("forenkling", "begynner = '", "begynner = '("),
        ("forenkling", "xtall = '", "xtall = '("),
        ("dokumenttyper", 'tittel = [\n    "', 'tittel = [\n    "('),
        ("dokumenttyper", 'mot = ["', 'mot = ["*'),
        ("dokumenttyper", 'hode = "', 'hode = "('),
        ("dokumenttyper", 'navn = "logg"\nmonster = ["', 'navn = "logg"\nmonster = ["('),
        ("dokumenttyper", 'kjennetegn = [\n    "', 'kjennetegn = [\n    "('),
    ],
)
def test_a_word_list_with_a_pattern_that_does_not_compile_is_refused_at_its_key(navn, riktig, galt, tmp_path):
    tekst = (KATALOGMAPPE / "felles" / f"{navn}.toml").read_text(encoding="utf-8")
    assert riktig in tekst
    with pytest.raises(Katalogfeil) as feil:
        check_ordliste(_fil(tmp_path / f"{navn}.toml", tekst.replace(riktig, galt, 1)), navn)
    assert feil.value.felt["grunn"] == "ugyldig_monster" and feil.value.felt["navn"]
    nokkel = riktig.split("\n")[-1 if "monster" in riktig else 0].split(" =")[0]
    assert tekst.splitlines()[feil.value.felt["linje"] - 1].startswith((nokkel, "[["))


def _fil(sti, tekst):
    sti.write_text(tekst, encoding="utf-8")
    return Katalogfil(sti.parent, sti)


@pytest.mark.parametrize(
    ("verdi", "form", "passer"),
    [
        (3, int, True), (True, int, False), (3, float, False), (3, int | float, True), ([], list[str], True), (["a"], list[str], True),
        (["a", 3], list[str], False), ("a", list[str], False), ({"a": ["b"]}, dict[str, list[str]], True), ({"a": "b"}, dict[str, list[str]], False),
        ({"a": ["b"]}, list[str] | dict[str, list[str]], True), ([[]], list[list[str]], True), ([{}], list[dict], True), ([3], list[dict], False),
        (date(2024, 1, 1), date, True), (datetime(2024, 1, 1), date, False), (3, object, True),
    ],
)  # fmt: skip
def test_a_value_fits_its_form_all_the_way_in(verdi, form, passer):
    assert fits(verdi, form) is passer

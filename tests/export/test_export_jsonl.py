import io
import json
from dataclasses import replace
from pathlib import Path

import eksempler
import jsonschema
import pytest

import vedtaksanalyse.export
from vedtaksanalyse.export.jsonl import to_post, write_jsonl
from vedtaksanalyse.sak import Belegg, PiiFunn

SKJEMA = json.loads((Path(vedtaksanalyse.export.__file__).parent / "skjema.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def poster(vurderinger, katalog, tmp_path_factory):
    fil = tmp_path_factory.mktemp("ut") / "ny" / "saker.jsonl"
    assert write_jsonl(iter(vurderinger), fil, katalog) == len(vurderinger)
    assert [p.name for p in fil.parent.iterdir()] == ["saker.jsonl"]
    return [json.loads(linje) for linje in fil.read_bytes().decode().split("\n") if linje]


def test_follows_published_schema(poster):
    jsonschema.Draft202012Validator.check_schema(SKJEMA)
    for post in poster:
        jsonschema.validate(post, SKJEMA)


@pytest.mark.parametrize(
    "endring",
    [
        {"status": "kan_ikke_vurderes"},
        {"svakt_vedtak": 1.2},
        {"malform": "en"},
        {"kriterier": {}},
        {"pii": [{"dok_id": "vedtak", "sitat": "x", "start": 0, "slutt": 1, "side": 1, "type": "hobby"}]},
        {"ukjent": 1},
        {"risiko": {"risiko": 26}},
        {"fakta": [{"navn": "", "tekst": None, "verdi": "", "belegg": []}]},
    ],
)
def test_schema_refuses_what_is_wrong(poster, endring):
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(poster[0] | endring, SKJEMA)


def all_sitater(post):
    for kriterium in post["kriterier"].values():
        yield from kriterium["belegg"]
        yield from kriterium.get("kvittering", {}).get("narmeste", ())
    yield from post["pii"]
    for ett in (*post["flagg"], *post["fakta"]):
        yield from ett["belegg"]


def test_every_quote_is_the_text_at_its_place(poster, vurderinger):
    antall = 0
    for post, vurdering in zip(poster, vurderinger, strict=True):
        for sitat in all_sitater(post):
            tekst = vurdering.sak.dokument(sitat["dok_id"]).tekst
            assert sitat["sitat"] and tekst[sitat["start"] : sitat["slutt"]] == sitat["sitat"]
            antall += 1
    assert antall > 100


@pytest.mark.parametrize("start,slutt", [(-3, 5), (4, 4), (9, 4), (0, 10**6)])
def test_quote_outside_its_document_stops_the_write(katalog, tmp_path, start, slutt):
    vurdering = eksempler.fasitvurdering("D1-01", katalog)
    gal = replace(vurdering, pii=(PiiFunn(Belegg("vedtak", start, slutt), "navn"),))
    fil = tmp_path / "saker.jsonl"
    with pytest.raises(ValueError, match="vedtak"):
        write_jsonl([vurdering, gal], fil, katalog)
    assert list(tmp_path.iterdir()) == []


def test_criteria_carry_what_the_guide_asks_for(poster, katalog):
    post = poster[0]
    gull = json.loads((eksempler.FASIT / "D1-01.json").read_text(encoding="utf-8"))["fasit"]
    assert list(post["kriterier"]) == list(katalog.kriterier)
    for id, fasit in gull.items():
        ut = post["kriterier"][id]
        assert {k: ut[k] for k in ("grad", "verdi", "antall", "aldre", "omsorg") if k in ut} == {
            k: v for k, v in fasit.items() if k != "belegg"
        }
        assert [(b["dok_id"], b["sitat"]) for b in ut["belegg"]] == [(b["dok_id"], b["sitat"]) for b in fasit["belegg"]]
        assert ("kvittering" in ut) == (not fasit["belegg"] and "grad" in fasit)


def test_certificate_says_where_and_why_not(poster):
    kvitteringer = [k["kvittering"] for k in poster[0]["kriterier"].values() if "kvittering" in k]
    assert all(k["dokumenter"] == ["vedtak", "soknad", "notat1"] and k["setninger"] == 84 for k in kvitteringer)
    grunner = {(*n["grunner"], n["tekst"]) for k in kvitteringer for n in k["narmeste"]}
    assert grunner == {("lovsitat", "nektet", "lov eller regel gjengitt; nektet")}
    assert all(k["seksjoner"] == {"vedtak": ["brevhode", "fakta", "vurdering"]} for k in kvitteringer)


def test_quotes_carry_what_pointed_at_them_and_the_qualifiers(poster, katalog):
    spor = katalog.kriterier["barnets_beste"].spor[0]
    sak = next(p for p in poster if len(p["kriterier"]["barnets_beste"]["belegg"]) > 1)
    kriterium = sak["kriterier"]["barnets_beste"]
    modell = {"kilde": "modell:setninger", "kvalifikatorer": [], "utelukket": [], "styrke": 1.25}
    regel = {"kilde": f"spor:{spor.id}", "kvalifikatorer": ["gjengitt"], "utelukket": sorted(spor.ikke - {"gjengitt"})}
    assert kriterium["belegg"][0]["opphav"] == [modell, regel | {"styrke": None}]
    assert all(belegg["opphav"] == [modell] for belegg in kriterium["belegg"][1:])
    assert kriterium["kilder"] == ["modell:setninger", f"spor:{spor.id}"]


def test_one_step_up_stands_with_every_grade_that_has_a_better_one(poster, katalog):
    for post in poster[:4]:
        for id, kriterium in post["kriterier"].items():
            trinn = katalog.kriterier[id].trinn.get(kriterium.get("grad"))
            if post["kriterier"]["barn"]["grad"] == "ja" and trinn:
                assert kriterium["trinn"]["til"] == trinn.til
                assert kriterium["trinn"]["tekst"].endswith(trinn.krav[post["malform"]])
            elif not trinn:
                assert "trinn" not in kriterium


def test_no_step_up_where_the_grade_follows_from_another(katalog):
    uten_barn = to_post(eksempler.fasitvurdering("D1-11", katalog), katalog)["kriterier"]
    assert uten_barn["barn"]["grad"] == "nei"
    assert [id for id in uten_barn if id.startswith("kartlegging.") and "trinn" in uten_barn[id]] == []
    assert "trinn" not in uten_barn["barnets_beste"] and "trinn" not in uten_barn["barnets_syn"]
    assert any("trinn" in kriterium for kriterium in uten_barn.values())


def test_page_numbers_follow_the_place(poster, vurderinger):
    for belegg in poster[0]["kriterier"]["barn"]["belegg"]:
        sider = vurderinger[0].sak.dokument(belegg["dok_id"]).sider
        assert sider[belegg["side"] - 1].start <= belegg["start"] < sider[belegg["side"] - 1].slutt
    assert {b["side"] for b in poster[4]["kriterier"]["barn"]["belegg"]} == {None}


def test_case_that_could_not_be_assessed_has_a_cause_and_nothing_else(poster):
    post = poster[-1]
    assert post["status"] == "kan_ikke_vurderes"
    assert post["arsak"]["kode"] == "krever_ocr" and "skannet" in post["arsak"]["tekst"]
    assert (post["kriterier"], post["flagg"], post["svakt_vedtak"]) == ({}, [], None)
    assert [(d["status"], d["statustekst"]) for d in post["dokumenter"]] == [
        ("krever_ocr", "skannet, mangler tekst"),
        ("for_stor", "for stor"),
    ]


def test_cause_stands_in_the_language_form_of_the_case(katalog):
    assert "skanna" in to_post(eksempler.uvurdert_sak("nn"), katalog)["arsak"]["tekst"]


def test_writes_to_an_open_stream_and_leaves_it_open(vurderinger, katalog):
    ut = io.StringIO()
    write_jsonl(vurderinger[:1], ut, katalog)
    assert json.loads(ut.getvalue())["sak_id"] == "D1-01"


def test_a_case_says_where_it_stands_and_why(poster, vurderinger):
    for post, vurdering in zip(poster, vurderinger, strict=True):
        risiko = vurdering.risiko
        if risiko is None:
            assert post["risiko"] is None
            continue
        assert post["risiko"]["kjeder"] == list(risiko.kjeder)
        assert (post["risiko"]["frist"], post["risiko"]["feil"]) == (risiko.frist.isoformat(), risiko.feil)
        assert f"{risiko.sannsynlighet} × konsekvens {risiko.konsekvens}" in post["risiko"]["tekst"]
        assert [f["navn"] for f in post["fakta"]] == [f.navn for f in vurdering.fakta]
        assert all(f["tekst"] for f in post["fakta"])
    flagg = [f for post in poster for f in post["flagg"] if f["id"] == "eksempel"]
    assert flagg and all(f["proving"] == ["saksbehandling", "skjonn"] and f["risikopunkt"] == [21, 49] for f in flagg)

"""The KAKA form: all its fields, suggestions with what they stand on, and nothing decided."""

import io
import json
from collections import Counter
from dataclasses import replace
from importlib.resources import files

import eksempler
import jsonschema
import pytest
from delt import get_katalog

from vedtaksanalyse.export.kaka import to_kaka, write_kaka
from vedtaksanalyse.sak import Flagg, Kilde, Lesestatus

FEIL_HJEMMEL = "saerregelverkVedtaketByggerPaaFeilHjemmelEllerLovtolkning"
BOFORHOLD = "saksbehandlingsreglerUtredningspliktenUtredningenAvSivilstandsBoforholdHarIkkeVaertGodNok"
OVERSENDT = "saksbehandlingsreglerBruddPaaKlageAlleRelevanteDokumenterIkkeOversendtKlageinstansen"


@pytest.fixture(scope="module")
def ekte():
    return get_katalog()


@pytest.fixture(scope="module")
def skjemaer(vurderinger, ekte):
    ut = io.StringIO()
    assert write_kaka(iter(vurderinger), ut, ekte) == len(vurderinger)
    return json.loads(ut.getvalue())


def med_flagg(vurdering, katalog, *ider, **endret):
    flagg = []
    for id in ider:
        regel = next(r for r in katalog.flagg if r.id == id)
        hjemmel = "; ".join(h.tekst["nb"] for h in regel.hjemmel if h.gjelder(None))
        flagg.append(Flagg(id, regel.kriterium, 0.9, regel.konsekvens, 10, hjemmel, regel.tekst["nb"], regel.kjede))
    return replace(vurdering, flagg=tuple(replace(f, **endret) for f in flagg))


def with_grad(vurdering, kriterium, grad, **endret):
    """The case with another grade of one criterion, and no evidence for it."""
    return replace(
        vurdering,
        vurderinger=tuple(
            replace(v, grad=grad, bevis=(), **endret) if v.kriterium == kriterium else v for v in vurdering.vurderinger
        ),
    )


def test_the_file_follows_the_published_form(skjemaer):
    form = json.loads((files("vedtaksanalyse.export") / "kakaskjema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(form)
    jsonschema.validate(skjemaer, form)


def test_every_case_has_the_whole_form_and_no_field_is_decided(skjemaer):
    for sak in skjemaer:
        assert Counter(felt["slag"] for felt in sak["felt"].values()) == {"kryss": 44, "hjemler": 6, "dom": 3, "tekst": 1}
        assert {felt["verdi"] for felt in sak["felt"].values()} == {None}
        assert not [felt for felt in sak["felt"].values() if felt["slag"] == "dom" and "forslag" in felt]


def test_every_child_stands_under_a_field_before_it(skjemaer):
    felt = skjemaer[0]["felt"]
    sett = set()
    for id, post in felt.items():
        assert post["under"] is None or post["under"] in sett
        sett.add(id)


def test_an_empty_run_is_an_empty_list(ekte):
    ut = io.StringIO()
    assert write_kaka([], ut, ekte) == 0
    assert json.loads(ut.getvalue()) == []


def test_a_flag_suggests_its_field_the_parent_and_the_provisions(vurderinger, ekte):
    sak = med_flagg(vurderinger[0], ekte, "paragraf_19_ikke_provd")
    felt = to_kaka(sak, ekte)["felt"]
    assert (felt[FEIL_HJEMMEL]["forslag"], felt[FEIL_HJEMMEL]["styrke"]) == (True, "sterk")
    assert felt["saerregelverkLovenErTolketEllerAnvendtFeil"]["forslag"] is True
    assert felt["saerregelverkDetErLagtTilGrunnFeilFaktum"]["forslag"] is None
    assert any("§ 19" in hjemmel for hjemmel in felt[f"{FEIL_HJEMMEL}HjemlerList"]["forslag"])
    [grunn] = felt[FEIL_HJEMMEL]["grunnlag"]
    assert grunn["flagg"] == "paragraf_19_ikke_provd" and grunn["kriterium"] == "paragraf_19"


def test_a_hint_is_never_more_than_a_weak_suggestion(vurderinger, ekte):
    felt = to_kaka(med_flagg(vurderinger[0], ekte, "paragraf_19_ikke_provd", hint=True), ekte)["felt"]
    assert felt[FEIL_HJEMMEL]["styrke"] == "svak"
    assert felt["saerregelverkLovenErTolketEllerAnvendtFeil"]["styrke"] == "svak"


def test_an_unmapped_topic_suggests_only_where_children_are_and_nothing_explains_it(vurderinger, ekte):
    sak = with_grad(replace(vurderinger[0], flagg=()), "kartlegging.bosituasjon", "ikke_omtalt")
    sak = with_grad(sak, "mangler_forklart", "nei")
    assert to_kaka(sak, ekte)["felt"][BOFORHOLD]["styrke"] == "sterk"
    assert to_kaka(with_grad(sak, "mangler_forklart", "ja"), ekte)["felt"][BOFORHOLD]["forslag"] is None
    assert to_kaka(with_grad(sak, "barn", "nei"), ekte)["felt"][BOFORHOLD]["forslag"] is None


def test_no_absence_suggests_anything_while_a_document_is_unread(vurderinger, ekte):
    sak = with_grad(replace(vurderinger[0], flagg=()), "mangler_forklart", "nei")
    sak = with_grad(sak, "kartlegging.overgang", "konkret")
    kvittering = replace(eksempler._kvittering(sak.sak, 1), uleste=("notat",))
    kilde = Kilde("notat", "notat.pdf", "0" * 64, Lesestatus.KREVER_OCR, "journalnotat")
    ulest = replace(sak, sak=replace(sak.sak, kilder=(*sak.sak.kilder, kilde)))
    ulest = with_grad(ulest, "kartlegging.bosituasjon", "ikke_omtalt", kvittering=kvittering)
    assert to_kaka(ulest, ekte)["felt"][BOFORHOLD]["forslag"] is None
    assert to_kaka(ulest, ekte)["uleste"] == ["notat.pdf"]


def test_quotes_are_exact_and_absences_have_a_certificate(skjemaer, vurderinger):
    saker = {v.sak.sak_id: v.sak for v in vurderinger}
    sitater = kvitteringer = 0
    for sak in skjemaer:
        grunner = [g for felt in sak["felt"].values() for g in felt.get("grunnlag", ())] + sak["uten_felt"]
        for grunn in grunner:
            kvitteringer += bool(grunn["kvittering"])
            for sitat in grunn["sitater"]:
                sitater += 1
                dokument = saker[sak["sak_id"]].dokument(sitat["dok_id"])
                assert dokument.tekst[sitat["start"] : sitat["slutt"]] == sitat["sitat"]
    assert sitater > 20 and kvitteringer > 3


def test_complaint_fields_apply_only_with_a_complaint(vurderinger, ekte):
    sak = med_flagg(vurderinger[0], ekte, "dokument_ikke_i_mappen")
    assert not any(d.type == "klage" for d in sak.sak.dokumenter)
    felt = to_kaka(sak, ekte)["felt"][OVERSENDT]
    assert (felt["gjelder"], felt["forslag"]) == (False, None)
    dokument = replace(sak.sak.dokumenter[0], dok_id="klage", type="klage")
    klaget = replace(sak, sak=replace(sak.sak, dokumenter=(*sak.sak.dokumenter, dokument)))
    felt = to_kaka(klaget, ekte)["felt"][OVERSENDT]
    assert (felt["gjelder"], felt["forslag"], felt["styrke"]) == (True, True, "svak")


def test_flags_without_a_field_are_told_in_the_catalogues_words(vurderinger, ekte):
    sak = med_flagg(vurderinger[0], ekte, "soknad_ikke_avgjort", "paragraf_19_ikke_provd")
    regel = next(r for r in ekte.flagg if r.id == "soknad_ikke_avgjort")
    assert to_kaka(sak, ekte)["felt"]["annetFritekst"]["forslag"] == regel.tekst["nb"]


def test_criteria_without_a_field_follow_with_their_grades(skjemaer, ekte):
    assert [post["kriterium"] for post in skjemaer[0]["uten_felt"]] == list(ekte.skjemaer.uten_felt)


def test_a_case_that_was_not_assessed_has_a_cause_and_no_suggestion(skjemaer):
    sak = skjemaer[-1]
    assert (sak["status"], sak["arsak"]["kode"], sak["uten_felt"]) == ("kan_ikke_vurderes", "krever_ocr", [])
    assert not [felt for felt in sak["felt"].values() if felt.get("forslag")]


def test_the_words_follow_the_case(skjemaer, vurderinger):
    former = {v.sak.sak_id: v.sak.malform for v in vurderinger}
    assert set(former.values()) >= {"nb", "nn"}
    for sak in skjemaer:
        ventet = "Utgreiingsplikta" if former[sak["sak_id"]] == "nn" else "Utredningsplikten"
        assert sak["felt"]["saksbehandlingsreglerBruddPaaUtredningsplikten"]["navn"].startswith(ventet)

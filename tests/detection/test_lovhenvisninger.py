"""References to law: which act, section and subsection; offsets exact on any text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from byggere import ROT, en_oppdeling
from delt import get_katalog
from hypothesis import given
from hypothesis import strategies as st

from vedtaksanalyse.detection.lovhenvisninger import Lovhenvisning, Lovkjenner
from vedtaksanalyse.evaluation.lovhenvisninger import find_svar, load_henvisninger, measure

KATALOG = get_katalog()
KJENNER = Lovkjenner(KATALOG.felles["lover"])
FASIT = ROT / "corpora" / "lovhenvisninger" / "fasit.json"
STL, FVL = "sosialtjenesteloven", "forvaltningsloven"

TILFELLER = [
    ("Vedtaket er gjort etter sosialtjenesteloven § 18 første ledd.", [(STL, "18", 1)]),
    ("Vedtaket er fatta med heimel i sosialtenestelova §§ 18 og 19.", [(STL, "18", None), (STL, "19", None)]),
    ("Etter § 17 skal saken være så godt opplyst som mulig før vedtak treffes.", [(FVL, "17", None)]),
    ("Etter § 17 skal kommunen gi råd og veiledning om økonomi.", [(STL, "17", None)]),
    ("Kontoret har alminnelig veiledningsplikt, jf. § 11.", [(FVL, "11", None)]),
    ("Klagefristen er tre uker, jf. fvl. § 29.", [(FVL, "29", None)]),
    ("Vi har vurdert kvalifiseringsprogram, jf. § 29.", [(STL, "29", None)]),
    ("Barnets beste, jf. Grl. § 104 og BK art. 3.", [("grunnloven", "104", None), ("barnekonvensjonen", "3", None)]),
    ("FNs barnekonvensjon artikkel 3 nr. 1 og artikkel 12.", [("barnekonvensjonen", "3", None), ("barnekonvensjonen", "12", None)]),
    ("Det følger av artikkel 12 at barn har rett til å bli hørt.", [("barnekonvensjonen", "12", None)]),
    ("Barn har rett til respekt for sitt menneskeverd, se § 104.", [("grunnloven", "104", None)]),
    ("Saka er greidd ut etter forvaltningslova § 17. Stønad etter § 19 er vurdert.", [(FVL, "17", None), (STL, "19", None)]),
    ("Du har rett til innsyn etter § 18 i forvaltningsloven.", [(FVL, "18", None)]),
    ("Innsyn følger av fvl. §§ 18 flg., og unntak av § 19 samme lov.", [(FVL, "18", None), (FVL, "19", None)]),
    ("Vi viser til forvaltningsloven § 25 andre ledd, jf. § 24.", [(FVL, "25", 2), (FVL, "24", None)]),
    ("Arbeidsavklaringspenger gis etter folketrygdloven § 11-5.", [("folketrygdloven", "11-5", None)]),
    ("Kravet etter ftrl. § 8-3 er avslått, og stønad etter § 18 er vurdert.", [("folketrygdloven", "8-3", None), (STL, "18", None)]),
    ("Foreldre skal forsørge barna, jf. barnelova § 66.", [("barneloven", "66", None)]),
    ("Barneverntjenesten vurderte tiltak etter barnevernsloven § 3-1.", [("barnevernsloven", "3-1", None)]),
    ("Ektefeller har gjensidig forsørgelsesplikt etter ekteskapsloven § 38.", [("ekteskapsloven", "38", None)]),
    ("Fravikelse kan begjæres etter tvangsfullbyrdelsesloven § 13-2.", [("tvangsfullbyrdelsesloven", "13-2", None)]),
    ("Utvidet barnetrygd gis etter barnetrygdloven § 9.", [("barnetrygdloven", "9", None)]),
    ("Oppfølgingsvedtak etter NAV-loven § 14 a foreligger.", [("nav-loven", "14 a", None)]),
    ("Du deltar i program etter integreringsloven § 8.", [("integreringsloven", "8", None)]),
    ("Innsyn er gitt etter offentleglova § 3.", [("offentleglova", "3", None)]),
    ("Leieavtalen er hevet etter husleieloven § 9-9.", [("husleieloven", "9-9", None)]),
    ("Vilkår om aktivitet er satt etter §§ 20 og 20 a.", [(STL, "20", None), (STL, "20 a", None)]),
    ("Vilkår om aktivitet er satt etter §20a.", [(STL, "20 a", None)]),
    ("Etter paragraf 18 kan du få hjelp.", [(STL, "18", None)]),
    ("Søknaden er vurdert etter § l8 og § l9.", [(STL, "18", None), (STL, "19", None)]),
    ("Klagereglene i forvaltningsloven §§ 28–33 gjelder.", [(FVL, "28", None), (FVL, "33", None)]),
    ("Reisen dekkes etter pasientreiseforskriften § 4.", [("pasientreiseforskriften", "4", None)]),
    ("Du får stønad etter § 18 og 3 barn er medregnet.", [(STL, "18", None)]),
    ("Etter § 18, 19. mai, fikk du et foreløpig svar.", [(STL, "18", None)]),
    ("Opplysninger er unntatt, jf. § 19. Du har rett til å se dokumentene etter forvaltningsloven § 18.", [(FVL, "19", None), (FVL, "18", None)]),
    ("Lov om sosiale tjenester i arbeids- og velferdsforvaltningen § 18 gjelder.", [(STL, "18", None)]),
    ("Lov 18. desember 2009 nr. 131 § 18 gjelder.", [(STL, "18", None)]),
    ("Sosialtjenesteloven av 18. desember 2009 nr. 131 §§ 18, 19 og 21.", [(STL, "18", None), (STL, "19", None), (STL, "21", None)]),
    ("Etter ny forvaltningslov § 30 blir det annerledes.", [("forvaltningsloven_2025", "30", None)]),
    ("Søkeren har ikke fått grunngivinga som § 25 krever.", [(FVL, "25", None)]),
    ("Stønaden kan kreves tilbake når opplysningene er uriktige, jf. § 23.", [(STL, "23", None)]),
    ("Samværet er fastsatt etter barneloven § 43. Reiseutgifter dekkes etter § 18.", [("barneloven", "43", None), (STL, "18", None)]),
    ("Rett til skyss følger av opplæringslova § 4-1.", [("opplaringsloven", "4-1", None)]),
    ("Vi mener § 4 om forsvarlige tjenester er oppfylt.", [(STL, "4", None)]),
    ("Vedtaket blir omgjort av eige tiltak, jf. § 35.", [(FVL, "35", None)]),
    (
        "Vi viser til barnekonvensjonen artikkel 3, Grunnloven § 104, fvl. §§ 17, 24 og 25 og stl. §§ 1, 18 og 19.",
        [("barnekonvensjonen", "3", None), ("grunnloven", "104", None)]
        + [(FVL, p, None) for p in ("17", "24", "25")]
        + [(STL, p, None) for p in ("1", "18", "19")],
    ),
    ("Saken er utredet etter forvaltningsloven.\n\n§ 19\nVi har vurdert om det er særlige grunner.", [(STL, "19", None)]),
    ("Nav har rettleiingsplikt. Sjå § 11.\n\nSøknaden er avslått etter § 18.", [(FVL, "11", None), (STL, "18", None)]),
    (
        "Forvaltningsloven\nSaken skal utredes (§ 17). Du kan se dokumentene (§§ 18 og 19).\n\n"
        "Sosialtjenesteloven\nDu kan få økonomisk rådgivning (§ 17).",
        [(FVL, "17", None), (FVL, "18", None), (FVL, "19", None), (STL, "17", None)],
    ),
    ("Klagen sendes Nav, jf. forvaltnings-\nloven § 32.", [(FVL, "32", None)]),
    ("SOSIALTENESTELOVA § 19 ER VURDERT.", [(STL, "19", None)]),
    ("Ingen paragraf er nevnt her, bare 18 kroner og 19. mai.", []),
]


def _find(tekst: str):
    return KJENNER.find(en_oppdeling(tekst, KATALOG))


@pytest.mark.parametrize(("tekst", "ventet"), TILFELLER)
def test_act_section_and_subsection(tekst, ventet):
    assert [(h.lov, h.paragraf, h.ledd) for h in _find(tekst)] == ventet


def test_why_the_act_was_chosen():
    tekst = "Etter fvl. § 17 første ledd og § 18. Du får innsyn etter § 19 samme lov. Råd om økonomi etter § 17."
    assert [h.grunn for h in _find(tekst)] == ["navn", "kjede", "samme", "vekt"]


def test_spans_are_the_sign_with_its_number_and_then_the_numbers():
    tekst = "Avslås etter §§ 18, 19 og 20 a første ledd, jf. §§ 28–33."
    assert [tekst[h.belegg.start : h.belegg.slutt] for h in _find(tekst)] == ["§§ 18", "19", "20 a", "§§ 28", "33"]


_bit = st.sampled_from(
    ["§", "§§", "18", "l9", "20 a", "-", "–", " ", "\n", ", ", ". ", " og ", " jf. ", "fvl.", "forvaltningsloven", "i", "(", ")"]
    + ["samme lov", "artikkel ", "3", "første ledd", "sosialtenestelova", "skatteloven ", "kroner", "İ", "12-4", "lova"]
)


@given(st.lists(_bit | st.text(max_size=3), max_size=25).map("".join))
def test_any_text_is_read_with_exact_offsets_in_order(tekst):
    henvisninger = _find(tekst)
    slutt = 0
    for h in henvisninger:
        sitat = tekst[h.belegg.start : h.belegg.slutt]
        assert slutt <= h.belegg.start < h.belegg.slutt
        tall = sitat.lower().replace("l", "1")
        assert h.paragraf.split()[0].split("-")[0] in tall
        slutt = h.belegg.slutt


def test_the_gold_references():
    fasit = load_henvisninger(FASIT)
    maal = measure(fasit, find_svar(ROT / "corpora" / "fasit", (f.sak_id for f in fasit)))
    assert maal.antall > 1000
    assert maal.nakne > 400
    assert maal.andel >= 0.99
    assert maal.andel_nakne >= 0.98
    assert maal.riktige_ledd >= 0.98 * maal.riktige
    assert maal.ekstra <= 0.01 * maal.antall


def test_a_wrong_act_a_missing_and_an_extra_reference_are_counted():
    fasit = load_henvisninger(FASIT)[:3]
    svar = [(f.sak_id, _as_svar(f)) for f in fasit]
    feil = [(svar[0][0], replace(svar[0][1], lov=FVL)), ("S-9", svar[1][1])]
    assert measure(fasit, svar).andel == 1.0
    maal = measure(fasit, feil)
    assert (maal.riktige, maal.ekstra) == (0, 1)


def _as_svar(f):
    return Lovhenvisning(f.belegg, f.lov, f.paragraf, f.ledd, "navn")

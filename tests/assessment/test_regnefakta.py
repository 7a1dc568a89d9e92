"""What the arithmetic shows becomes a number for the criteria that ask for it, and for no other."""

from __future__ import annotations

from datetime import date

import pytest
from byggere import en_sak, et_dokument
from delt import get_detektor

from vedtaksanalyse.assessment.trekk import describe_sak
from vedtaksanalyse.sak import Barnefakta, Belegg, Regnefaktum, Saksfunn
from vedtaksanalyse.structure import divide

UTREGNING = "Lønn: 15 000 kroner\nBarnetrygd: 1 766 kroner\nSum: 16 766 kroner\n"


def test_each_criterion_gets_the_facts_it_asks_for(katalog):
    funn = Saksfunn("S-1", regnefakta=(Regnefaktum("barnetrygd_i_sum", Belegg("vedtak", 0, 4)),))
    trekk = describe_sak(en_sak(et_dokument("Tekst.")), funn, Barnefakta(), katalog)
    for kriterium in katalog.kriterier.values():
        fakta = {navn: verdi for navn, verdi in trekk[kriterium.id].items() if navn.startswith("fakta:")}
        assert fakta == {f"fakta:{navn}": float(navn == "barnetrygd_i_sum") for navn in kriterium.fakta}
    assert trekk["barnetrygd"]["fakta:barnetrygd_i_sum"] == 1.0


@pytest.mark.parametrize(("type", "funnet"), [("vedtak", True), ("soknad", False), ("journalnotat", False)])
def test_only_the_decision_is_calculated(katalog, type, funnet):
    funn = get_detektor().detect("S-1", [divide(et_dokument(UTREGNING, type), katalog)], date(2024, 6, 1))
    assert ("barnetrygd_i_sum" in {faktum.navn for faktum in funn.regnefakta}) is funnet


def test_a_decision_that_was_replaced_is_not_calculated(katalog):
    nytt = "Lønn: 15 000 kroner\nBostøtte: 2 000 kroner\nSum: 17 000 kroner\n"
    dokumenter = [
        et_dokument(UTREGNING, dok_id="v1", dato=date(2024, 3, 4)),
        et_dokument(nytt, dok_id="v2", dato=date(2024, 4, 5)),
    ]
    funn = get_detektor().detect("S-1", [divide(d, katalog) for d in dokumenter], date(2024, 4, 5))
    assert {faktum.belegg.dok_id for faktum in funn.regnefakta} == {"v2"}


def test_the_date_of_the_case_serves_a_decision_without_one(katalog):
    oppdeling = divide(et_dokument("Livsopphold enslig: kr 7 850\n"), katalog)
    assert [f.navn for f in get_detektor().detect("S-1", [oppdeling], date(2024, 6, 1)).regnefakta] == ["statens_sats"]
    assert get_detektor().detect("S-1", [oppdeling], date(2023, 6, 1)).regnefakta == ()

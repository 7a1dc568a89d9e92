"""Undecided items and contradictions become named numbers, and are shown first with an absence."""

from __future__ import annotations

from byggere import en_sak, et_dokument
from delt import get_katalog

from vedtaksanalyse.assessment.evidence import write_kvittering
from vedtaksanalyse.assessment.trekk import describe_sak
from vedtaksanalyse.sak import Barnefakta, Belegg, Narmeste, Saksfunn, Sammenstilling, Treff
from vedtaksanalyse.tekster import load_tekster

KATALOG = get_katalog()
POST = KATALOG.kriterier[KATALOG.felles["poster"]["kriterium"]["post"]]
SAK = en_sak(et_dokument("Du har søkt om sykkel, sko og seng. Sko: avslag."))
SYKKEL, SKO, SENG, AVSLAG = (Belegg("vedtak", *spenn) for spenn in ((15, 21), (23, 26), (30, 34), (36, 48)))
FUNN = (
    Sammenstilling(POST.id, "uomtalt", (SYKKEL,), True),
    Sammenstilling(POST.id, "avgjort", (SKO, AVSLAG), False),
    Sammenstilling(POST.id, "uomtalt", (SENG,), True),
    Sammenstilling("en annen", "utfall", (SKO, AVSLAG), True),
)


def test_they_are_counted_each_way_and_in_all():
    trekk = describe_sak(SAK, Saksfunn("S-1", sammenstillinger=FUNN), Barnefakta(), KATALOG)
    funnet = {navn: round(verdi, 3) for navn, verdi in trekk[POST.id].items() if navn.startswith("sammen:")}
    assert funnet == {"sammen:uomtalt": 1.585, "sammen:avgjort": 1, "sammen:strider": 1.585, "sammen:ellers": 1}
    assert not any(navn.startswith("sammen:") for k, t in trekk.items() if k != POST.id for navn in t)


def test_they_are_shown_before_what_only_came_near():
    avvist = Treff(POST.id, POST.spor[0].id, "ja", AVSLAG, 1, frozenset({"annet_dokument"}), teller=False)
    kvittering = write_kvittering(POST, SAK, Saksfunn("S-1", treff=(avvist,), sammenstillinger=FUNN))
    assert kvittering.narmeste == (
        Narmeste(SYKKEL, ("uomtalt",)),
        Narmeste(SENG, ("uomtalt",)),
        Narmeste(AVSLAG, ("annet_dokument",)),
    )


def test_every_kind_that_can_stand_against_a_criterion_has_a_reason():
    poster = KATALOG.felles["poster"]
    slag = {*poster["motsetning"], "utfall", "behov", "belop", "sum", "alder", "antall", "omsorg", "aarstid", "utelatt"}
    slag |= {f"{trinn}{hvor}" for trinn in ("uomtalt", "omtalt", "utsatt") for hvor in ("", "_utenfor")}
    assert [s for s in sorted(slag) if f"rapport.grunn.{s}" not in load_tekster()] == []

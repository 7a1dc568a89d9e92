"""Where a case stands in the queue, and why, put into words; shared by every format that people read."""

from __future__ import annotations

from datetime import date

from vedtaksanalyse.export.flaggord import describe_flagg
from vedtaksanalyse.export.ordlegging import describe_sannsynlighet, describe_svakt, join_og, load_skala
from vedtaksanalyse.kriterier import Flaggregel, Katalog
from vedtaksanalyse.sak import Saksrisiko, Saksvurdering
from vedtaksanalyse.tekster import tekst

_LAV = 0.5
"""Below this probability that the vedtak is weak, a high risk needs a word more."""

def describe_risiko(risiko: Saksrisiko | None, malform: str) -> str:
    """A case's risk with its two factors."""
    if risiko is None:
        return tekst("rapport.ko.ingen_risiko", malform)
    return tekst("rapport.ko.tall", malform, **_factors(risiko))


def _factors(risiko: Saksrisiko) -> dict[str, int]:
    return {"risiko": risiko.risiko, "sannsynlighet": risiko.sannsynlighet, "konsekvens": risiko.konsekvens}


def describe_kjede(kjede: str, katalog: Katalog, malform: str) -> str:
    """The name of a chain of linked weaknesses."""
    navn = katalog.kjeder.get(kjede)
    return navn[malform] if navn else tekst("rapport.ko.annen_kjede", malform)


def explain_risiko(vurdering: Saksvurdering, katalog: Katalog, malform: str, idag: date | None = None) -> list[str]:
    """Why a case stands where it does, in sentences."""
    linjer = explain_plass(vurdering.risiko, vurdering.sak.klagedato is not None, katalog, malform, idag)
    return [*linjer[:1], *_explain_gap(vurdering, katalog, malform), *linjer[1:]]


def _explain_gap(vurdering: Saksvurdering, katalog: Katalog, malform: str) -> list[str]:
    """How a case can be of high risk though the vedtak as a whole is hardly weak: one grave flag is enough."""
    risiko, svakt = vurdering.risiko, vurdering.svakt_vedtak
    teller = [f for f in vurdering.flagg if not f.hint]
    if not (risiko and teller) or svakt is None or svakt >= _LAV or risiko.risiko < load_skala("risiko")[0][0]:
        return []
    gravest = max(teller, key=lambda f: (f.risiko, f.sannsynlighet))
    return [
        tekst(
            "rapport.ko.svakt_men_hoy",
            malform,
            svakt=describe_svakt(svakt, malform),
            flagg=describe_flagg(gravest, katalog, malform).rstrip("."),
            konsekvens=gravest.konsekvens,
            sikkert=describe_sannsynlighet(gravest.sannsynlighet, malform),
        )
    ]


def explain_plass(
    risiko: Saksrisiko | None, venter_svar: bool, katalog: Katalog, malform: str, idag: date | None = None
) -> list[str]:
    """The same from the risk alone; ``venter_svar`` when the deadline is that of an answer to a complaint.

    Without ``idag``, deadlines are held against today.
    """
    if risiko is None:
        return []
    kjede = describe_kjede(risiko.kjeder[0] if risiko.kjeder else "", katalog, malform)
    linjer = [tekst("rapport.ko.hvorfor", malform, kjede=kjede, **_factors(risiko))]
    for nokkel, endring in (("hever", 1), ("senker", -1)):
        if grunner := describe_justeringer(risiko, katalog, malform, endring):
            linjer.append(tekst(f"rapport.ko.{nokkel}", malform, grunner=join_og(grunner, malform)))
    if len(risiko.kjeder) > 1:
        linjer.append(tekst("rapport.ko.kjeder", malform, antall=len(risiko.kjeder)))
    # Without a deadline there is no date, and the law is that of today.
    frist = risiko.frist and describe_frist(risiko.frist, venter_svar, malform, idag or date.today())
    return [*linjer, frist or tekst("rapport.ko.uten_dato", malform)]


def describe_frist(frist: date, venter_svar: bool, malform: str, idag: date) -> str:
    """A deadline, and for how long it has been out."""
    nokkel = "svarfrist" if venter_svar else "klagefrist"
    linje = tekst(f"rapport.ko.{nokkel}", malform, dato=f"{frist:%d.%m.%Y}")
    dager = (idag - frist).days
    if dager <= 0:
        return linje
    ute = tekst("rapport.ko.frist_ute_en" if dager == 1 else "rapport.ko.frist_ute", malform, dager=dager)
    return f"{linje} {ute}"


def describe_justeringer(risiko: Saksrisiko, katalog: Katalog, malform: str, endring: int) -> list[str]:
    """What raised (1) or lowered (-1) the consequence."""
    kjente = katalog.felles["risiko"]["justering"]
    return [kjente[g]["navn"][malform] for g in risiko.grunner if g in kjente and kjente[g]["endring"] == endring]


def describe_proving(regel: Flaggregel | None, katalog: Katalog, malform: str) -> str:
    """What the appeal tests where a flag points."""
    navn = katalog.felles["risiko"]["proving"]
    return join_og([navn[p][malform] for p in regel.proving if p in navn], malform) if regel else ""

"""What a model card tells, part by part: the same for the models that ship and for a candidate, as Markdown and as a page, in both forms.

All figures come from the card (``modellkort.json``); what it does not have, has no part.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from vedtaksanalyse.evaluation.flaggmaal import rows as flaggrows
from vedtaksanalyse.evaluation.flaggmaal import wilson
from vedtaksanalyse.evaluation.paritetstabell import FAA, list_kriterier
from vedtaksanalyse.evaluation.paritetstabell import rows as skiverows
from vedtaksanalyse.evaluation.skiver import VALG
from vedtaksanalyse.evaluation.tabell import SAMLET, rows, show
from vedtaksanalyse.kriterier import Katalog
from vedtaksanalyse.tekster import tekst

KORTE = 16
"""So much of a hash is shown."""
ROFFERE = ("hoved_f1", "alle_f1", "antall", "aldre", "svakt_auc")
Rad = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Del:
    """A heading with what stands under it; ``hode`` and ``rader`` are a table. Of level 2, or 3 under one."""

    tittel: str
    avsnitt: Sequence[str] = ()
    hode: Rad = ()
    rader: Sequence[Rad] = ()
    niva: int = 2


def list_modellkort(kort: Mapping, katalog: Katalog, malform: str) -> Iterator[Del]:
    """The figures of the models: criteria, offices, forms of writing, language forms, lengths, text quality; the worst slice first."""
    lart = "gransking" in kort
    yield _describe(kort, malform)
    metode = _t("metode_grupper", malform, folder=kort["metode"]["folder"]) if lart else _t("metode_ett", malform)
    yield Del(_t("maalt", malform), (metode, *_t_linjer("om_tallene", malform)), *_samlet(kort["maaling"], katalog, malform))
    yield Del(
        _t("kalibrering", malform), (), _hode("kalibrering", malform),
        [(f"{nr / 10:.1f}–{(nr + 1) / 10:.1f}".replace(".", ","), str(n), show(p), show(andel))
         for nr, (n, p, andel) in enumerate(kort["maaling"]["alle"]["svakt_kalibrering"])], 3,
    )  # fmt: skip
    if kort.get("gransket", {}).get("kriterier"):
        rader = [
            (katalog.kriterier[k].navn[malform], str(n), *(_show_andel(riktige, n) for riktige in tall))
            for k, (n, *tall) in kort["gransket"]["kriterier"].items() if n
        ]  # fmt: skip
        yield Del(_t("gransket", malform), (_t("om_gransket", malform, saker=kort["gransket"]["saker"]),), _hode("gransket", malform), rader, 3)
    if kort.get("robusthet"):
        hode = (_t("roff_forst", malform), *(tekst(f"maaling.kort.{felt}", malform) for felt in ROFFERE))
        like = [(_t("som_de_er", malform), kort["maaling"]["alle"]), *((name_roff(navn, malform), tall) for navn, tall in kort["robusthet"].items())]
        yield Del(_t("roff", malform), _t_linjer("om_roff", malform), hode, [(navn, *(show(m[felt]) for felt in ROFFERE)) for navn, m in like], 3)
    yield from _list_paritet(kort["paritet"], katalog, malform)
    urorte = rows(kort["maaling"]["urort"], katalog, malform)
    rader = [(*a, b[1], b[3]) for a, b in zip(rows(kort["maaling"]["alle"], katalog, malform), urorte, strict=True)]
    yield Del(_t("per_kriterium", malform), (), _hode("kriterier", malform), rader, 3)
    if kort.get("flagg"):
        par = zip(flaggrows(kort["flagg"]["alle"], malform), flaggrows(kort["flagg"]["urort"], malform), strict=True)
        om = _t("om_flagg", malform, saker=kort["flagg"]["merkede_saker"])
        yield Del(_t("per_flagg", malform), (om,), _hode("flagg", malform), [(*a, *b[5:]) for a, b in par], 3)
    hode = (tekst("maaling.kontor", malform), "n", *(tekst(f"maaling.{felt}", malform) for felt in SAMLET))
    rader = [(navn, str(m["n"]), *(show(m[felt]) for felt in SAMLET)) for navn, m in kort["maaling"]["kontor"].items()]
    yield Del(tekst("maaling.per_kontor", malform), (), hode, rader, 3)


def list_datablad(kort: Mapping, katalog: Katalog, malform: str) -> Iterator[Del]:
    """What the models were made from, counted."""
    gransking, data = kort.get("gransking"), kort["data"]
    avsnitt = [_t("gull_er", malform), _t("med_gransking" if gransking else "uten_gransking", malform)]
    rader = [(_t(f"data.{navn}", malform), str(verdi)) for navn, verdi in _flat(data)]
    rader += [(_t("data.type", malform, type=typ), str(antall)) for typ, antall in data["typer"].items()]
    yield Del(_t("samlingen", malform), avsnitt, _hode("antall", malform), rader)
    if gransking:
        yield Del(_t("granskingen", malform), _t_linjer("om_granskingen", malform), _hode("antall", malform), list(_list_gransking(gransking, malform)))
        rader = _list_fordeling(gransking["skiver"], gransking["saker"], katalog, malform)
        yield Del(_t("fordeling_gransket", malform), (), _hode("fordeling", malform), rader, 3)
    storrelser = data["skiver"]["kontor"].values()
    om = _t("om_fordeling", malform), _t("kontorstorrelse", malform, minst=min(storrelser), mest=max(storrelser))
    yield Del(_t("fordeling", malform), om, _hode("fordeling", malform), _list_fordeling(data["skiver"], data["saker"], katalog, malform))
    rader = [(katalog.kriterier[navn].navn[malform], ", ".join(f"{g} {n}" for g, n in grader.items())) for navn, grader in data["grader"].items()]
    yield Del(_t("grader", malform), (_t("om_grader", malform),), _hode("grader", malform), rader)
    yield Del(_t("begrensninger", malform), _t_linjer("begrensning", malform))


def name_skive(navn: str, katalog: Katalog, malform: str) -> str:
    """A slice in this language form: as the catalogue names a kind of case, or as its text says; else as it is."""
    if malform == "nb":
        return navn
    verdier = {ett["nb"]: ett[malform] for k in katalog.kriterier.values() if k.slag == "liste" for ett in k.gradtekst.values()}
    return verdier.get(navn) or VALG["nynorsk"].get(navn, navn)


def name_deling(deling: str, malform: str) -> str:
    """What slices are divided by."""
    return deling if malform == "nb" else VALG["nynorsk"].get(deling, deling)


def name_roff(navn: str, malform: str) -> str:
    """A kind of roughness."""
    return name_deling(navn, malform)


def _describe(kort: Mapping, malform: str) -> Del:
    fasit, gransking = kort["fasit"], kort.get("gransking")
    fakta = {
        "laget": kort["dato"],
        "fasit": f"{fasit['saker']} ({fasit['sha256'][:KORTE]})",
        "katalog": kort["katalog"],
        "versjoner": ", ".join(f"{navn} {v}" for navn, v in kort["versjoner"].items()),
        "filer": ", ".join(f"{navn} {h[:KORTE]}" for navn, h in kort["filer"].items()),
    }
    if gransking:
        fakta |= {"gransking": f"{gransking['saker']} ({gransking['sha256'][:KORTE]})", "lov": gransking["grunnlag"]}
    if kort.get("skrevet"):
        fakta["skrevet"] = kort["skrevet"]
    rader = [(_t(f"fakta.{navn}", malform), verdi) for navn, verdi in fakta.items()]
    avsnitt = (_t("to_lag", malform), _t("bruk", malform), _t("forbehold_gransking" if gransking else "forbehold", malform))
    return Del(_t("om", malform), avsnitt, _hode("fakta", malform), rader)


def _samlet(maaling: Mapping, katalog: Katalog, malform: str) -> tuple[Rad, list[Rad]]:
    kolonner = [maaling["urort"], maaling["alle"], maaling["malform"]["nb"], maaling["malform"]["nn"]]
    rader = [(_t("saker", malform), *(str(ett["n"]) for ett in kolonner))]
    rader += [(tekst(f"maaling.{felt}", malform), *(show(ett[felt]) for ett in kolonner)) for felt in SAMLET]
    for navn, grad in katalog.felles["rekkefolge"]["terskel"].items():
        kriterium = katalog.kriterier[navn].navn[malform]
        rader.append((tekst("maaling.terskel_f1", malform, kriterium=kriterium, grad=grad), *(show(ett["terskel_f1"][navn]) for ett in kolonner)))
    return _hode("samlet", malform), rader


def _list_paritet(paritet: Mapping, katalog: Katalog, malform: str) -> Iterator[Del]:
    rader = [(name_deling(rad[0], malform), name_skive(rad[1], katalog, malform), *rad[2:]) for rad in skiverows(paritet)]
    verst = next((rad for rad in rader if not rad[2].endswith(FAA)), None)
    avsnitt = [_t("om_paritet", malform, omganger=paritet["omganger"], minst=paritet["minst"], skiver=len(rader))]
    if verst:
        avsnitt.append(_t("verst", malform, deling=verst[0], skive=verst[1], tall=verst[4]))
    yield Del(_t("paritet", malform), avsnitt, _hode("paritet", malform), rader, 3)
    rader = [(_kriterium(navn, katalog, malform), n, riktig, _place(sted, katalog, malform), *resten) for navn, n, riktig, sted, *resten in list_kriterier(paritet, katalog)]
    yield Del(_t("svakest", malform), (_t("om_svakest", malform, minst=paritet["minst"]),), _hode("svakest", malform), rader, 3)


def _show_andel(riktige: int, n: int) -> str:
    """A share with its 95 % interval."""
    return f"{show(riktige / n)} ({'; '.join(map(show, wilson(riktige, n)))})"


def _kriterium(navn: str, katalog: Katalog, malform: str) -> str:
    return next(k.navn[malform] for k in katalog.kriterier.values() if k.navn["nb"] == navn)


def _place(sted: str, katalog: Katalog, malform: str) -> str:
    deling, skille, navn = sted.partition(": ")
    return f"{name_deling(deling, malform)}{skille}{name_skive(navn, katalog, malform)}"


def _flat(data: Mapping) -> Iterator[tuple[str, int]]:
    for navn in ("saker", "dokumenter", "ord", "kontorer"):
        yield navn, data[navn]
    yield "urorte_kontorer", data["urorte"]["kontorer"]
    yield "urorte_saker", data["urorte"]["saker"]
    for navn in ("med_barn", "svake", "med_pii", "sitater"):
        yield navn, data[navn]


def _list_fordeling(alle: Mapping[str, Mapping[str, int]], saker: int, katalog: Katalog, malform: str) -> list[Rad]:
    """All but the offices."""
    return [
        (name_deling(deling, malform), name_skive(navn, katalog, malform), str(antall), show(antall / saker))
        for deling, skiver in alle.items() if deling != VALG["deling"]["kontor"] for navn, antall in skiver.items()
    ]  # fmt: skip


def _list_gransking(gransking: Mapping, malform: str) -> Iterator[Rad]:
    for navn in ("saker", "merker", "blinde", "uenige"):
        yield _t(f"lart.{navn}", malform), str(gransking[navn])
    for navn in ("granskere", "kontorer"):
        yield _t(f"lart.{navn}", malform), str(len(gransking[navn]))
    for form, antall in gransking["malformer"].items():
        yield _t("lart.malform", malform, navn=VALG["malform"][form]), str(antall)
    for felt in ("kilder", "utelatt"):
        yield from ((_t(f"lart.{felt}.{navn}", malform), str(antall)) for navn, antall in gransking[felt].items())


def _hode(navn: str, malform: str) -> Rad:
    return tuple(ett.strip() for ett in _t(f"hode.{navn}", malform).split("|"))


def _t(nokkel: str, malform: str, **felt: object) -> str:
    return tekst(f"modellkort.{nokkel}", malform, **felt)


def _t_linjer(navn: str, malform: str) -> tuple[str, ...]:
    return tuple(_t(navn, malform).split("\n"))

"""What stands in a draw's report on paper, as plain data in its language form, in the order of the supervisors' form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from vedtaksanalyse.export.rapportark import describe_trekning, name_del, name_verdi
from vedtaksanalyse.export.tallord import TANKESTREK, describe_intervall, describe_mal, describe_poeng, describe_prosent
from vedtaksanalyse.statistikk import Anslag
from vedtaksanalyse.tekster import tekst

if TYPE_CHECKING:
    from vedtaksanalyse.stikkprove.rapport import Rapport, Rapportdel, Rapportpunkt

_KRAV = "krav"
_UKJENT, _SKJULT = "ukjent", "skjult"
_FAERREST = 5
"""The leader's version tells no count below this."""
_ENIGHET = ("punkt", "par", "like", "kappa", "ac1")


def make_data(r: Rapport) -> dict[str, Any]:
    """All of it."""
    return {
        "tittel": tekst("proverapport.tittel", r.malform, nummer=r.prove.id, navn=r.prove.plan.navn),
        "sprak": r.malform,
        "side": tekst("proverapport.side", r.malform),
        "varsler": list(_varsler(r)),
        "kort": {"tittel": _t(r, "kort.tittel"), "linjer": [_sum_up(r, p) for p in r.punkter if p.punkt.partition(".")[0] == _KRAV]},
        "trekning": _trekning(r),
        "deler": [_del(r, del_) for del_ in r.deler],
        "forskjeller": _forskjeller(r),
        "enighet": _enighet(r),
        "tiltak": _tiltak(r),
        "metode": {"tittel": _t(r, "metode.tittel"), "linjer": list(_metode(r))},
    }


def _t(r: Rapport, nokkel: str, **felt: object) -> str:
    return tekst(f"proverapport.{nokkel}", r.malform, **felt)


def _kolonner(r: Rapport, *navn: str) -> list[str]:
    return [_t(r, f"kolonne.{ett}") for ett in navn]


def _varsler(r: Rapport) -> Iterator[str]:
    if r.prove.forkastet:
        grunn = tekst(f"stikkprove.forkastet.{r.prove.forkastet}", r.malform)
        yield tekst("stikkprove.forkastet_ord", r.malform, nummer=r.prove.id, grunn=grunn)
    if r.anslag.forelopig:
        yield _t(r, "forelopig")
    if r.utdatert:
        yield _t(r, "utdatert", dato=f"{r.utdatert.astimezone():%d.%m.%Y}")
    if not r.apen:
        yield _t(r, "leder")


def _sum_up(r: Rapport, p: Rapportpunkt) -> str:
    beste = p.anslag.beste if p.anslag else None
    if beste is None or beste.verdi is None:
        return _t(r, f"kort.{_UKJENT if p.anslag else _SKJULT}", krav=r.navn[p.punkt])
    return _t(r, "kort.krav", krav=r.navn[p.punkt], andel=describe_prosent(beste.verdi), intervall=describe_intervall(beste))


def _trekning(r: Rapport) -> dict[str, Any]:
    a, minst = r.anslag, 1 if r.apen else _FAERREST
    felt = {navn: getattr(a, navn) for navn in ("trukket", "ramme", "ferdige", "brukt")}
    linjer = [tekst("anslag.hode", r.malform, nummer=a.stikkprove, **felt) if r.apen else _t(r, "trekning.hode", **felt)]
    linjer += [tekst(f"anslag.{navn}", r.malform, antall=getattr(a, navn)) for navn in ("borte", "uavklarte", "venter_andre") if getattr(a, navn) >= minst]
    strata = []
    if r.tall and any(r.stratanavn.values()):
        strata = [[r.stratanavn[s], str(antall), str(r.trekt.get(s, 0))] for s, antall in r.tall.strata.items()]
    return {
        "tittel": _t(r, "trekning.tittel"),
        "linjer": linjer,
        "felt": [list(par) for par in describe_trekning(r)],
        "hode": [tekst(f"stikkprove.kolonne.{ett}", r.malform) for ett in ("stratum", "ramme", "trukket")],
        "strata": strata,
        "lesere": {
            "tittel": _t(r, "trekning.lesere"),
            "linjer": [_t(r, "trekning.leser", hvem=hvem, antall=antall) for hvem, antall in r.lesere.items()]
            or [_t(r, "trekning.antall_lesere", antall=r.antall_lesere)],
        },
    }


def _del(r: Rapport, del_: Rapportdel) -> dict[str, Any]:
    sitater = [
        {"tittel": _t(r, "sitater.tittel", navn=r.navn[p.punkt]), "linjer": [_sitat(r, ett) for ett in p.sitater]} for p in del_.punkter if p.sitater
    ]
    hode = _kolonner(r, "punkt", "hjulpet", "alene", "brudd_av")
    return {"navn": name_del(r, del_.id), "hode": hode, "rader": [_rad(r, p) for p in del_.punkter], "sitater": sitater}


def _rad(r: Rapport, p: Rapportpunkt) -> list[str]:
    if p.anslag is None:
        return [r.navn[p.punkt], *[_t(r, "ikke_vist")] * 3]
    telt = _t(r, "kolonne.av", brudd=p.anslag.brudd, gjelder=p.anslag.gjelder)
    if p.anslag.mangler:
        telt = f"{telt}; {_t(r, 'kolonne.uten_svar', mangler=p.anslag.mangler)}"
    return [r.navn[p.punkt], _share(r, p.anslag.maskinhjulpet), _share(r, p.anslag.stikkprove), telt]


def _share(r: Rapport, anslag: Anslag | None) -> str:
    if anslag is None or anslag.verdi is None:
        return TANKESTREK
    return _t(r, "intervall", andel=describe_prosent(anslag.verdi), intervall=describe_intervall(anslag))


def _sitat(r: Rapport, ett: Any) -> dict[str, str]:
    slag = tekst(f"rapport.dokumenttype.{ett.slag}", r.malform)
    return {"tekst": ett.tekst, "verdi": name_verdi(ett.verdi, r.malform), "slag": slag, "sprak": ett.sprak}


def _forskjeller(r: Rapport) -> dict[str, Any] | None:
    """The groups beside each other: the requirements, and the points where the groups stand apart."""
    if not (r.apen and r.dimensjoner):
        return None
    valgte = [p for p in r.punkter if p.strata and (p.skiller or p.punkt.partition(".")[0] == _KRAV)]
    skiller = "; ".join(r.navn[p.punkt] for p in r.punkter if p.skiller)
    linjer = [_t(r, "forskjeller.innledning"), _t(r, "forskjeller.punkt", navn=skiller) if skiller else _t(r, "forskjeller.ingen")]
    rader = [[r.stratanavn[stratum], _share(r, a.beste), _t(r, "kolonne.av", brudd=a.brudd, gjelder=a.gjelder)] for p in valgte for stratum, a in p.strata.items()]
    per = len(valgte[0].strata) if valgte else 0
    grupper = [{"navn": r.navn[p.punkt], "rader": rader[nr * per : (nr + 1) * per]} for nr, p in enumerate(valgte)]
    return {"tittel": _t(r, "forskjeller.tittel"), "linjer": linjer, "hode": _kolonner(r, "gruppe", "beste", "brudd_av"), "grupper": grupper}


def _enighet(r: Rapport) -> dict[str, Any]:
    uenige = [_t(r, "enighet.uenige", navn=r.navn[p.punkt], uenige=p.uenige, uavklarte=p.uavklarte) for p in r.punkter if p.uenige]
    tabeller = []
    for slag in ("lesere", "maskin"):
        if egne := getattr(r.enighet, slag):
            rader = [
                [r.navn[e.gjelder], str(e.maal.prosent.n), _share(r, e.maal.prosent), describe_mal(e.maal.kappa.verdi), describe_mal(e.maal.ac1.verdi)]
                for e in egne
                if e.maal.prosent.verdi != 1
            ]
            resten = _t(r, "enighet.alle_like", antall=len(egne) - len(rader)) if len(egne) > len(rader) else ""
            tabeller.append({"tittel": tekst(f"tall.enighet.{slag}", r.malform), "rader": rader, "resten": resten})
    linjer, f = [], r.enighet.forankring
    if f.differanse:
        ord_ = {navn: describe_poeng(getattr(f.differanse, navn)) for navn in ("verdi", "lav", "hoy")}
        linjer.append(tekst("anslag.forankring", r.malform, sett=describe_prosent(f.sett), blind=describe_prosent(f.blind), **ord_))
    if not (tabeller or uenige or linjer):
        linjer.append(_t(r, "enighet.ingen"))
    return {
        "tittel": _t(r, "enighet.tittel"),
        "innledning": _t(r, "enighet.lest_av_to") if uenige else "",
        "uenige": uenige,
        "linjer": [*linjer, *([_t(r, "enighet.mal")] if tabeller else [])],
        "hode": [tekst(f"anslag.kolonne.{ett}", r.malform) for ett in _ENIGHET],
        "tabeller": tabeller,
    }


def _tiltak(r: Rapport) -> dict[str, Any]:
    rader = [{"navn": r.navn[ett.punkt], "andel": _share(r, ett.anslag), "sporsmal": ett.sporsmal} for ett in r.tiltak]
    innledning = _t(r, "tiltak.innledning") if rader else _t(r, "tiltak.ingen")
    return {"tittel": _t(r, "tiltak.tittel"), "innledning": innledning, "hode": _kolonner(r, "punkt", "tiltak", "ansvarlig", "frist"), "rader": rader}


def _metode(r: Rapport) -> Iterator[str]:
    yield from (_t(r, f"metode.{ett}") for ett in ("andel", "maskin", "utelatt", "mangler", "uenighet"))
    if r.anslag.forelopig:
        yield _t(r, "metode.prefiks")
    if any(p.sitater for p in r.punkter):
        yield _t(r, "metode.sitater")
    if r.sitater_borte:
        yield _t(r, "metode.sitater_borte", antall=r.sitater_borte)
    if not r.apen:
        yield _t(r, "metode.sma")
    yield _t(r, "metode.rutiner")

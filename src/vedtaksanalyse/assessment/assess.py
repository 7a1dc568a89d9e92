"""Chooses the grade of each criterion from all that was seen, with evidence or a search certificate.

Grades that follow from other grades (no children, nothing refused) come from the catalogue; the others from the case
models, or from the rules alone where a criterion has no model.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from vedtaksanalyse.assessment.behovstrad import follow_behov
from vedtaksanalyse.assessment.evidence import choose_bevis, show_barn, split_funn, widen_barn, write_kvittering
from vedtaksanalyse.assessment.fakta import find_fakta
from vedtaksanalyse.assessment.flags import keep_viste, raise_flagg
from vedtaksanalyse.assessment.metoder.barn import count_barn
from vedtaksanalyse.assessment.risiko import weigh_sak
from vedtaksanalyse.assessment.saksmodell import Saksmodell
from vedtaksanalyse.assessment.svakhet import svakhetstrekk
from vedtaksanalyse.assessment.trekk import describe_sak
from vedtaksanalyse.kriterier import Katalog, Kriterium
from vedtaksanalyse.sak import (
    MALFORMER,
    Barnefakta,
    Bevis,
    Kriterievurdering,
    Lesestatus,
    Opphav,
    Sak,
    Saksfunn,
    Saksstatus,
    Saksvurdering,
    Versjoner,
)

_LANT = Opphav("sammenstilling:holdt_mot")


def assess_sak(
    sak: Sak,
    funn: Saksfunn,
    katalog: Katalog,
    modell: Saksmodell,
    versjoner: Versjoner,
) -> Saksvurdering:
    """The assessment of one case, or ``KAN_IKKE_VURDERES`` with its cause."""
    arsak = find_arsak(sak)
    if arsak:
        return Saksvurdering(sak, Saksstatus.KAN_IKKE_VURDERES, versjoner, arsak, pii=funn.pii)
    barn = count_barn(funn.barn, sak.dokumenter)
    trekk = describe_sak(sak, funn, barn, katalog)
    barn = widen_barn(barn, dict(funn.setninger))
    egne = split_funn(funn)
    vurderinger = tuple(
        _show(v, sak, egne(v.kriterium), barn, katalog) for v in grade_kriterier(trekk, katalog, modell)
    )
    vurderinger = _lend_bevis(vurderinger, katalog)
    per_kriterium = {v.kriterium: v for v in vurderinger}
    svakt = modell.svakt.probability(svakhetstrekk(per_kriterium, katalog))["ja"]
    dato = sak.vedtaksdato
    behov = follow_behov(sak, funn, barn, katalog)
    fakta = find_fakta(sak, funn, barn, per_kriterium, katalog, dato, behov)
    flagg = raise_flagg(sak, per_kriterium, fakta, katalog, dato, modell.flagg)
    flagg = keep_viste(flagg, per_kriterium, fakta, katalog)
    return Saksvurdering(
        sak=sak,
        status=Saksstatus.VURDERT,
        versjoner=versjoner,
        vurderinger=vurderinger,
        flagg=flagg,
        svakt_vedtak=round(svakt, 4),
        pii=funn.pii,
        fakta=fakta,
        behov=behov,
        risiko=weigh_sak(flagg, fakta, katalog, dato),
    )


def find_arsak(sak: Sak) -> str:
    """Why the case cannot be assessed; empty when it can."""
    if sak.avvik:
        return "sakjson"
    if any(k.status == Lesestatus.VOKSER for k in sak.kilder):
        return "vokser"
    if any(k.status == Lesestatus.KREVER_OCR for k in sak.kilder):
        return "krever_ocr"
    if any(k.type == "vedtak" for k in sak.uleste):
        return "vedtak_uleselig"
    vedtak = [d for d in sak.dokumenter if d.type == "vedtak"]
    if not vedtak:
        return "uten_vedtak"
    svakheter = {grunner[:1] for d in vedtak for _, grunner in d.darlige}
    if svakheter - {("annet_sprak",)}:
        return "darlig_tekst"
    if all(d.malform not in MALFORMER for d in vedtak):
        return "malform"
    return "darlig_tekst" if svakheter else ""


def grade_kriterier(
    trekk: Mapping[str, Mapping[str, float]], katalog: Katalog, modell: Saksmodell
) -> list[Kriterievurdering]:
    """Grade and probabilities of every criterion from named features, without evidence."""
    ferdige: dict[str, Kriterievurdering] = {}
    p = modell.probabilities(trekk)
    for kriterium in _folger_sist(katalog):
        verdi = None
        if kriterium.slag == "liste":
            grad = ""
            sannsynlighet, verdi = _liste(kriterium, trekk[kriterium.id], modell, p)
        else:
            sannsynlighet, grad = _grad(kriterium, trekk[kriterium.id], modell, p, ferdige)
        avrundet = tuple((g, round(p, 4)) for g, p in sannsynlighet.items())
        ferdige[kriterium.id] = Kriterievurdering(kriterium.id, grad, avrundet, verdi=verdi)
    return [ferdige[navn] for navn in katalog.kriterier]


def _show(
    vurdering: Kriterievurdering, sak: Sak, funn: Saksfunn, fakta: Barnefakta, katalog: Katalog
) -> Kriterievurdering:
    """A verdict with its evidence, or with the certificate of the search when there is nothing to show.

    A grade that asks for something in the text and has no place to show gives way to the most probable grade that has.
    """
    kriterium = katalog.kriterier[vurdering.kriterium]
    grad, verdi = vurdering.grad, vurdering.verdi
    if kriterium.slag == "liste":
        verdi, bevis = _hold_verdier(verdi, kriterium, funn, fakta)
    else:
        grad, bevis = _hold(vurdering, kriterium, funn, fakta)
    vist = bevis and not kriterium.bevis_fra
    kvittering = None if vist else write_kvittering(kriterium, sak, funn)
    egne_fakta = fakta if kriterium.metode else None
    return Kriterievurdering(kriterium.id, grad, vurdering.sannsynlighet, bevis, kvittering, egne_fakta, verdi)


def _hold_verdier(
    verdi: tuple[str, ...] | None, kriterium: Kriterium, funn: Saksfunn, fakta: Barnefakta
) -> tuple[tuple[str, ...] | None, tuple[Bevis, ...]]:
    """The values of a list and what shows them; where no place does, only what follows from the children counted."""
    bevis = choose_bevis(kriterium, verdi, funn, fakta)
    if bevis or not verdi:
        return verdi, bevis
    barn = show_barn(funn, fakta)
    telt = tuple(ett for ett in verdi if ett in kriterium.barnetall and barn)
    return telt, barn if telt else ()


def _lend_bevis(vurderinger: Sequence[Kriterievurdering], katalog: Katalog) -> tuple[Kriterievurdering, ...]:
    """What nothing speaks against is shown by the quotes of the criterion that it is about, beside the certificate."""
    bevis = {v.kriterium: v.bevis for v in vurderinger}

    def lend(v: Kriterievurdering) -> Kriterievurdering:
        kriterium = katalog.kriterier[v.kriterium]
        if v.bevis or v.grad in kriterium.tomme or not kriterium.bevis_fra:
            return v
        return replace(v, bevis=tuple(replace(b, opphav=(_LANT,)) for b in bevis[kriterium.bevis_fra]))

    return tuple(map(lend, vurderinger))


def _hold(
    vurdering: Kriterievurdering, kriterium: Kriterium, funn: Saksfunn, fakta: Barnefakta
) -> tuple[str, tuple[Bevis, ...]]:
    """The grade that can be shown, or that says that something is not there, and what shows it."""
    sannsynlighet = dict(vurdering.sannsynlighet)
    andre = sorted((g for g in sannsynlighet if g != vurdering.grad), key=lambda g: -sannsynlighet[g])
    for grad in (vurdering.grad, *andre):
        if grad in kriterium.tomme:
            return grad, ()
        bevis = choose_bevis(kriterium, (grad,), funn, fakta)
        if bevis or grad == kriterium.utgangspunkt:
            return grad, bevis
    return vurdering.grad, ()


def _folger_sist(katalog: Katalog) -> list[Kriterium]:
    """Criteria whose grade may follow from others come after all that do not."""
    return sorted(katalog.kriterier.values(), key=lambda k: bool(k.folger))


def _grad(
    kriterium: Kriterium,
    trekk: Mapping[str, float],
    modell: Saksmodell,
    p_lag: Mapping[str, Mapping[str, float]],
    ferdige: Mapping[str, Kriterievurdering],
) -> tuple[dict[str, float], str]:
    lag = modell.lag.get(kriterium.id)
    if lag is None:
        grad = next(g for g in kriterium.grader if trekk[f"regel:{g}"])
        sannsynlighet = {g: float(g == grad) for g in kriterium.grader}
    else:
        sannsynlighet = p_lag[kriterium.id]
        grad = lag.choose(sannsynlighet, modell.avveining)
    sannsynlighet = {g: sannsynlighet.get(g, 0.0) for g in kriterium.grader}
    for folge in kriterium.folger:
        p = _p_folge(folge.nar, ferdige)
        sannsynlighet = {g: (1 - p) * q + (p if g == folge.gir else 0.0) for g, q in sannsynlighet.items()}
        if all(ferdige[navn].grad in grader for navn, grader in folge.nar.items()):
            return sannsynlighet, folge.gir
    return sannsynlighet, grad


def _p_folge(nar: Mapping[str, tuple[str, ...]], ferdige: Mapping[str, Kriterievurdering]) -> float:
    p = 1.0
    for navn, grader in nar.items():
        p *= sum(q for g, q in ferdige[navn].sannsynlighet if g in grader)
    return min(max(p, 0.0), 1.0)


def _liste(
    kriterium: Kriterium, trekk: Mapping[str, float], modell: Saksmodell, p_lag: Mapping[str, Mapping[str, float]]
) -> tuple[dict[str, float], tuple[str, ...]]:
    sannsynlighet, verdi = {}, []
    barn = trekk["barn:antall"]
    for ett in kriterium.grader:
        if barn and ett in kriterium.barnetall:
            # How many children there are is counted, not guessed.
            sannsynlighet[ett] = float(barn >= kriterium.barnetall[ett])
            verdi += [ett] if sannsynlighet[ett] else []
            continue
        navn = f"{kriterium.id}={ett}"
        lag = modell.lag.get(navn)
        p = p_lag[navn] if lag else {"ja": float(any(
            trekk[f"spor:{s.id}"] > 0 for s in kriterium.spor if s.gir == ett
        ))}
        sannsynlighet[ett] = p["ja"]
        if (lag.choose(p, modell.avveining) == "ja") if lag else p["ja"] > 0.5:
            verdi.append(ett)
    return sannsynlighet, tuple(verdi)

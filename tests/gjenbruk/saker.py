"""Made-up vedtak for the boilerplate tests: marks straight from texts, without any model."""

from __future__ import annotations

from vedtaksanalyse.assessment.metoder.barn import count_barn
from vedtaksanalyse.detection.barn import find_barneomtaler
from vedtaksanalyse.gjenbruk import Kontor, mark_setninger
from vedtaksanalyse.sak import Dokument, Saksgjenbruk, Setningsmerke
from vedtaksanalyse.structure import divide

STANDARD = "Vi har vurdert situasjonen til familien din og lagt vekt på at barna skal ha stabile rammer i hverdagen."
EGEN = {
    "a": "Den eldste har begynt på fotball og trenger sko før treningen starter i hallen neste uke.",
    "b": "Moren forteller at kjøleskapet sluttet å virke i går, og at maten ikke lenger kan holdes kald.",
    "c": "Leiligheten har ett soverom, og gutten sover på en madrass i stua fordi sengen er ødelagt.",
}


def mark(katalog, vedtak: str, *andre: str, barn: bool = False) -> tuple[Setningsmerke, ...]:
    """The marks of a case with one vedtak and these notes."""
    dokumenter = [Dokument("vedtak", "vedtak", vedtak)]
    dokumenter += [Dokument(f"notat{n}", "journalnotat", tekst) for n, tekst in enumerate(andre)]
    oppdelinger = [divide(dokument, katalog) for dokument in dokumenter]
    omtaler = find_barneomtaler(oppdelinger, None, katalog.felles["barn"]) if barn else ()
    return mark_setninger(oppdelinger, omtaler, lambda noen: count_barn(noen, dokumenter), katalog)


def compare(saker: dict[str, tuple[Setningsmerke, ...]]) -> dict[str, Saksgjenbruk]:
    """The place of each case among the others."""
    return dict(Kontor("Nav Eksempel", saker.items).saker())

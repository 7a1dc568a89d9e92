"""A small database for the pages: example cases of every kind that a page must show, made with the project's own engine."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from shutil import copytree

from byggere import ROT

from vedtaksanalyse.analyse import Motor
from vedtaksanalyse.gjennomgang import load_regler, take_steg
from vedtaksanalyse.learning.endringer import FLAGG, OPP, Flaggendring, Gradendring, Saksendring
from vedtaksanalyse.learning.godkjenning import make_virkning
from vedtaksanalyse.learning.virkningstall import Telling
from vedtaksanalyse.reading import find_saksmapper
from vedtaksanalyse.sak import (
    Bruker,
    Dokument,
    Kilde,
    Lesestatus,
    Mappe,
    Mappestand,
    Mappesvar,
    Modellhendelse,
    Modellkandidat,
    Oppgave,
    Rammesak,
    Saksvurdering,
    Utvalgsplan,
)
from vedtaksanalyse.storage import Lager

PDF, TEKST, HOLDT, BLIND, KONTROLL = "2024-11873", "2025-00073", "2025-90001", "2024-05902", "2025-90002"
VENTER, RETUR, UVURDERT, LANG, TEGN = "2024-01166", "2023-04410", "2025-90003", "2025-90004", "2025-90005"
KONTOR = "Nav Lindåsen bydel"
ALT = Bruker("kari", "Kari Nordli", frozenset(load_regler().roller), None)
ANNEN = Bruker("ola", "Ola Vik", frozenset({"annenleser"}), None)

_VEDTAK = """{kontor}
Vedtak om økonomisk stønad
Dato: 17.03.2025
Vedtak
Du får avslag på søknaden om økonomisk stønad til livsopphold.
Begrunnelse
{tekst}
Nivået er begrunnet med satsene. Hensynet til barnets beste er vurdert.
Du kan klage innen tre uker. Se sosialtjenesteloven § 18.
"""
_AVSNITT = "Vi har sett på utgiftene til husleie, strøm og mat. Familien har tre barn på 4, 9 og 15 år. Barna går på fotball. "
_UTVIDET = "Ærlig talt 👨‍👩‍👧 er øre og å to ord; smørbrød 🍞 koster 40 kroner. Barnet på 9 år får ikke gå på fotball. "


def make_mapper(rot: Path) -> Path:
    """Case folders: some of the examples, and some made for what the examples do not have."""
    for sak_id in (PDF, TEKST, BLIND, VENTER, RETUR):
        copytree(ROT / "corpora" / "eksempler" / sak_id, rot / sak_id)
    tekster = {
        HOLDT: "Søker kan nås på e-post eller telefon 912 34 567. " + _AVSNITT,
        KONTROLL: _AVSNITT,
        TEGN: _UTVIDET * 3,
    }
    for sak_id, tekst in tekster.items():
        (rot / sak_id).mkdir()
        (rot / sak_id / "vedtak.txt").write_text(_VEDTAK.format(kontor=KONTOR, tekst=tekst), encoding="utf-8")
    (rot / UVURDERT).mkdir()
    (rot / UVURDERT / "vedtak.pdf").write_bytes(b"%PDF-1.4\nintet\n%%EOF\n")
    return rot


def _make_lang(v: Saksvurdering) -> Saksvurdering:
    """The same case with a hundred pages more."""
    sider = "\n".join(f"{n}. {_AVSNITT * 26}" for n in range(1, 101))
    lang = Dokument("langt", "journalnotat", sider)
    kilde = Kilde("langt", "langt.txt", "", Lesestatus.LEST, "journalnotat")
    return replace(v, sak=replace(v.sak, sak_id=LANG, dokumenter=(*v.sak.dokumenter, lang), kilder=(*v.sak.kilder, kilde)))


def fill_lager(lager: Lager, motor: Motor, rot: Path) -> None:
    """Assess the cases and put them where they stand in the review."""
    vurderinger = motor.analyse_mapper(find_saksmapper(rot))
    lager.save_vurderinger([replace(v, flagg=(), risiko=None) if v.sak.sak_id == KONTROLL else v for v in vurderinger])
    lager.save_vurderinger([_make_lang(next(v for v in vurderinger if v.sak.sak_id == PDF))])
    kontorer = {v.sak.sak_id: v.sak.kontor for v in vurderinger}
    g, regler = lager.gjennomgang, load_regler()

    def step(oppgave: Oppgave, steg: str, hvem: Bruker, **felt) -> Oppgave:
        detaljer = {navn: str(verdi) for navn, verdi in felt.items() if navn != "dato"}
        return g.change_oppgave(take_steg(steg, oppgave, hvem, regler, **felt), hvem.id, steg, detaljer)

    def take(sak_id: str) -> Oppgave:
        return step(Oppgave(sak_id, kontorer[sak_id]), "ta", ALT)

    step(take(VENTER), "vent", ALT, arsak="mangler_dokument", dato=date(2027, 1, 4))
    step(step(take(RETUR), "send", ALT, til=ANNEN.id), "returner", ANNEN)
    g.add_trukne([Oppgave(BLIND, kontorer[BLIND], blind=True, laner_plass=PDF, andel=0.1)])
    g.add_trukne([Oppgave(KONTROLL, kontorer[KONTROLL], kontroll=True, blind=True, laner_plass=TEKST, andel=0.1)])


def fill_modeller(lager: Lager) -> tuple[int, int]:
    """A candidate that passed, with one approval, and one that did not: their numbers."""
    opphav = {"saker": 3, "merker": 9, "blinde": 2, "granskere": {"kari": 9}, "kontorer": {KONTOR: 3}, "utelatt": {}, "uenige": 0, "uten": []}
    tall = {"n": 60, "for": 0.91, "etter": 0.93, "forskjell": [0.004, 0.031]}
    port = [{"krav": "hoved", "bestatt": True, "verdi": 0.004, "grense": 0.0, "gjelder": ""}]
    utsnitt = [{"navn": "nn", "slag": "malform", "n": 31, "for": 0.9, "etter": 0.89, "forskjell": -0.01, "lav": -0.02, "hoy": 0.0}]
    rapport = {"merkekontroll": [], "ulike": [], "ukontrollerte": [], "port": port, "hoved": tall, "gull": tall, "utsnitt": utsnitt}
    bra = lager.laering.add_kandidat(Modellkandidat(0, "a1b2c3d4e5f60718", "f" * 16, True, "drift", opphav, rapport))
    lager.laering.add_modellhendelse(Modellhendelse(bra.id, ANNEN.id, "godkjent", "Bedre på nynorsk."))
    lager.laering.add_modellhendelse(make_virkning(bra.id, "drift", make_virkningstall()))
    port = [{"krav": "merkekontroll", "bestatt": False, "verdi": 0.0001, "grense": 0.01, "gjelder": "ola"}]
    darlig = lager.laering.add_kandidat(Modellkandidat(0, "", "f" * 16, False, "drift", opphav, {"merkekontroll": [], "ulike": ["ola"], "ukontrollerte": [], "port": port}))
    return bra.id, darlig.id


def make_modellkort(avtrykk: str) -> dict | None:
    """The card of that candidate: the shipped figures, with a few slices, and made-up counts of what it learnt from."""
    if not avtrykk:
        return None
    tall = {"n": 40, "kontorer": 3, "hoved": [0.9, 0.8, 0.95], "riktig": [0.9, 0.85, 0.95], "forskjell": [-0.02, -0.1, 0.0], "svakt_auc": 0.9, "liten": False}
    krit = {"kriterium": "barnets_beste", "n": 90, "riktig": 0.9, "deling": "stil", "navn": "korte setninger", "n_skive": 30, "riktig_skive": [0.8, 0.7, 0.9]}
    skiver = {"kontor": {"D1": 40, "D2": 50}, "målform": {"bokmål": 50, "nynorsk": 40}}
    urorte = {"kontorer": 0, "saker": 0}
    data = {"saker": 90, "dokumenter": 180, "ord": 9000, "kontorer": 2, "urorte": urorte, "med_barn": 80, "svake": 40, "med_pii": 0, "sitater": 400}
    lart = {"saker": 3, "merker": 9, "blinde": 2, "uenige": 0, "granskere": {"kari": 9}, "kontorer": {KONTOR: 3}, "malformer": {"nb": 3}, "kilder": {"grad": 9}}
    return json.loads((ROT / "models" / "kriterier" / "modellkort.json").read_text(encoding="utf-8")) | {
        "robusthet": {}, "metode": {"folder": 5},
        "paritet": {"minst": 30, "omganger": 1000, "skiver": [tall | {"deling": "malform", "navn": "nynorsk"}], "kriterier": [krit]},
        "data": data | {"typer": {"vedtak": 90}, "skiver": skiver, "grader": {"barn": {"ja": 80, "nei": 10}}},
        "gransking": lart | {"utelatt": {"holdt": 1}, "sha256": "a" * 64, "grunnlag": "lov om prøving § 1", "skiver": {"målform": {"bokmål": 3}}},
    }  # fmt: skip


def make_virkningstall() -> dict:
    """What a candidate would do to made-up cases: one office has a small group that changes."""
    telling = Telling()
    for kontor, antall, endret in ((KONTOR, 40, 20), ("Nav Døme", 30, 2), ("Nav Prøve", 30, 12)):
        for nr in range(antall):
            flagg = (Flaggendring("samtale_ikke_holdt" if nr % 7 else "samarbeid_ikke_vist", "", FLAGG),) if nr < endret else ()
            grader = (Gradendring("barnets_beste", "nevnt", "vurdert", OPP),) if nr < endret - 2 else ()
            telling.add(Saksendring(f"{kontor}{nr}", kontor, "nn" if nr % 3 else "nb", flagg, grader, risiko=(8, 9 if flagg else 8)), {}, {f.flagg: FLAGG for f in flagg})
    versjoner = {"kode": "k", "katalog": "kat", "modeller": "m", "lesing": "l"}
    felt = {"fra": "2026-01-01", "til": "2026-03-31", "kontor": "", "uten_dato": 0, "lesefiler": [], "i_bruk": "", "feilet": {}, "eldre": 0, "eldre_lesing": 0}
    return {"skjema": 1, "versjoner": {"for": versjoner, "etter": versjoner}, "ny_lesing": False, **telling.to_tall([], []), **felt}


def fill_prove(lager: Lager, leser: str) -> int:
    """A draw with folders of every kind: free, begun, blind, kept for somebody, and read by two who differ. Its number."""
    ramme = [Rammesak(sak_id, KONTOR, andel=1.0, nr=nr) for nr, sak_id in enumerate((PDF, TEKST, TEGN), start=1)]
    mapper = [Mappe(0, PDF), Mappe(0, PDF, 2), Mappe(0, TEKST, blind=True), Mappe(0, TEGN)]
    prove = lager.stikkprover.add(Utvalgsplan("Prøve", "egenvurdering", 3, fro="frø"), leser, ramme, ("1",), mapper)
    for ett, hvem in zip(lager.stikkprover.load_mapper(prove.id, PDF), (leser, ANNEN.id), strict=True):
        svar = [Mappesvar(prove.id, PDF, ett.plass, hvem, "punkt.2.3", "ja" if ett.plass == 1 else "nei", "Se side to.")]
        lager.stikkprover.save_mappesvar(svar)
        lager.stikkprover.change_mappe(replace(ett, hvem=hvem, tilstand=Mappestand.FERDIG))
    (blind,) = lager.stikkprover.load_mapper(prove.id, TEKST)
    lager.stikkprover.change_mappe(replace(blind, hvem=leser, tilstand=Mappestand.TATT))
    return prove.id

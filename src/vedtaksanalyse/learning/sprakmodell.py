"""The recipe of the Norwegian language pipeline (bokmål and nynorsk in one).

Treebank folder in, pipeline folder with its model card out: ``python -m vedtaksanalyse.learning.sprakmodell
--trebank DIR --ut models/norsk --arbeid DIR``. Grammar and names are trained apart and joined, so that either can
be asked for alone.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.training.initialize import init_nlp
from spacy.training.loop import train as spacy_train
from spacy.util import compile_prefix_regex, compile_suffix_regex, load_config
from srsly import msgpack_loads

from vedtaksanalyse.detection.grammar import use_blas
from vedtaksanalyse.learning import modellkort, ordliste, sprakdata, variasjon
from vedtaksanalyse.learning.trebank import Ord, read_trebank

MALFORMER = ("nb", "nn")
DELER = ("grammatikk", "navn")
TRINN = ("data", *DELER, "pakke")
_HER = Path(__file__).parent
# spaCy's «never a sentence start», −1, as the unsigned number its attribute ruler takes.
_ALDRI = 2**64 - 1
# spaCy's code for a token that begins an entity.
_BEGYNNER = 3
_HAKE = r"^\[[^\W\d_][^\]\s]*\]$"


def build_grunn() -> Language:
    """The bare pipeline: tokenizer with the house's abbreviations and placeholders, and the lexical vectors."""
    nlp = spacy.blank("nb")
    set_tokenizer(nlp)
    former, rader, tabell = ordliste.build_vektorer()
    vektorer = spacy.vectors.Vectors(data=tabell, keys=None, attr="NORM", name="ordliste")
    for form, rad in zip(former, rader, strict=True):
        vektorer.key2row[spacy.strings.hash_string(form)] = int(rad)
    nlp.vocab.vectors = vektorer
    return nlp


def set_tokenizer(nlp: Language) -> None:
    """Abbreviations, placeholders, and a full stop after a year or date as a token of its own."""
    ord_ = ordliste.read_ord()["tokenisering"]
    prefikser = [p for p in nlp.Defaults.prefixes if p != r"\["] + [r"\[(?![^\W\d_][^\]\s]*\])"]
    nlp.tokenizer.prefix_search = compile_prefix_regex(prefikser).search
    suffikser = [*nlp.Defaults.suffixes, r"(?<=[0-9]{3})\."]
    nlp.tokenizer.suffix_search = compile_suffix_regex(suffikser).search
    nlp.tokenizer.token_match = re.compile(_HAKE).match
    nlp.tokenizer.rules = {k: v for k, v in nlp.tokenizer.rules.items() if k.lower() not in ord_["ikke_forkortelser"]}
    for form in {*ord_["forkortelser"], *(f[0].upper() + f[1:] for f in ord_["forkortelser"]), *ord_["plassholdere"]}:
        nlp.tokenizer.add_special_case(form, [{"ORTH": form}])


def save(nlp: Language, ut: Path) -> None:
    """Write a pipeline with only the strings it needs; spaCy forgets to write which attribute its vectors go by."""
    nlp.to_disk(ut)
    (ut / "vocab" / "strings.json").write_text(json.dumps(sorted(_needed_strings(nlp)), ensure_ascii=False))
    (ut / "vocab" / "vectors.cfg").write_text(json.dumps({"mode": "default", "attr": spacy.attrs.NORM}))


def _needed_strings(nlp: Language) -> set[str]:
    """The language's own strings, labels and the pieces of lemma trees; words met in training stay behind."""
    strenger = {*spacy.blank("nb").vocab.strings, *nlp.tokenizer.rules}
    for navn, ledd in nlp.pipeline:
        strenger.update(etikett for etikett in getattr(ledd, "labels", ()) if isinstance(etikett, str))
        if navn == "lemmatizer":
            for tre in msgpack_loads(ledd.trees.to_bytes())["trees"]:
                strenger.update(nlp.vocab.strings[tre[felt]] for felt in ("orig", "subst") if tre.get(felt))
    return strenger


def write_opplaering(trebank: Path, arbeid: Path) -> None:
    """The documents both parts learn from, and the dev documents, each language form apart and together."""
    ord_ = ordliste.read_ord()["varianter"]
    trening = [s for m in MALFORMER for s in read_trebank(trebank / f"{m}-train.conllu")]
    faste = (
        (0.03, variasjon.lower),
        (0.02, variasjon.upper),
        (0.03, variasjon.fold((ord_["enkel"], ord_["dobbel"]))),
        (0.03, variasjon.misread(ord_["feillest"])),
        (0.04, variasjon.drop_stop),
        (0.03, variasjon.hide_persons(ord_["plassholdere"])),
    )
    bytte = (0.4, variasjon.swap_names(trening, _name_pool()))
    for del_, variasjoner, kopier in (("grammatikk", faste, 1), ("navn", (*faste, bytte), 2)):
        setninger = list(trening)
        for fro in range(1, kopier + 1):
            setninger += variasjon.vary(trening, variasjoner, fro)
        sprakdata.write_docbin(setninger, arbeid / f"{del_}-train.spacy", (1, 10))
    dev = []
    for malform in MALFORMER:
        for del_ in ("dev", "test"):
            setninger = read_trebank(trebank / f"{malform}-{del_}.conllu")
            sprakdata.write_docbin(setninger, arbeid / f"{malform}-{del_}.spacy", (10, 10))
            dev += setninger if del_ == "dev" else []
    sprakdata.write_docbin(dev, arbeid / "dev.spacy", (10, 10))


def _name_pool() -> dict[str, list[Ord]]:
    """Names from the open lists, word by word: one name, first name and surname, and places of several words."""
    navn = {slag: sorted(tuple(n.split()) for n in mengde) for slag, mengde in ordliste.read_navn().items()}
    hele = [f + e for nr, f in enumerate(navn["fornavn"]) for e in navn["etternavn"][nr % 97 :: 97]]
    return {
        "PER": navn["fornavn"] + navn["etternavn"] + hele,
        "GPE_LOC": navn["sted_no"] * 4 + navn["sted"] + navn["land"] * 4,
    }


def train(del_: str, arbeid: Path, **endringer: Any) -> None:
    """Train one part with its own config; the best weights end in ``arbeid/<part>/model-best``."""
    use_blas()
    oppsett = {
        "paths.train": str(arbeid / f"{del_}-train.spacy"),
        "paths.dev": str(arbeid / "dev.spacy"),
        "paths.grunn": str(arbeid / "grunn"),
        **endringer,
    }
    nlp = init_nlp(load_config(_HER / f"{del_}.cfg", overrides=oppsett))
    if del_ == "navn":
        _start_from_grammar(nlp, arbeid / "grammatikk" / "model-best")
    (arbeid / del_).mkdir(exist_ok=True)
    spacy_train(nlp, arbeid / del_)


def _start_from_grammar(navn: Language, grammatikk: Path) -> None:
    """Let names begin with what grammar has learnt of words and their surroundings: F .752 against .742 on the dev files."""
    tok2vec = navn.get_pipe("ner").model.get_ref("tok2vec").layers[0]
    tok2vec.from_bytes(spacy.load(grammatikk).get_pipe("tok2vec").model.to_bytes())


def assemble(arbeid: Path, ut: Path) -> None:
    """Grammar and names in one pipeline, placeholders first, with only the strings it needs."""
    ord_ = ordliste.read_ord()
    nlp = spacy.load(arbeid / "grammatikk" / "model-best")
    navn = spacy.load(arbeid / "navn" / "model-best")
    nlp.vocab.vectors = navn.vocab.vectors = spacy.load(arbeid / "grunn").vocab.vectors
    set_tokenizer(nlp)
    merkelapp = ord_["tokenisering"]["merkelapp"]
    ledd = nlp.add_pipe("entity_ruler", name="plassholder", first=True)
    ledd.add_patterns([{"label": merkelapp, "pattern": monster} for monster in _placeholder_patterns(ord_["tokenisering"])])
    nlp.add_pipe("merge_entities", after="plassholder")
    bokstaver = nlp.add_pipe("attribute_ruler", name="bokstaver", after="merge_entities")
    bokstaver.add([_letter_pattern(ord_["tokenisering"])], {"ENT_TYPE": merkelapp, "ENT_IOB": _BEGYNNER}, index=1)
    grenser = nlp.add_pipe("attribute_ruler", name="setningsgrenser", after="bokstaver")
    for monster, verdi in _boundary_patterns(ord_["tokenisering"]):
        grenser.add([monster], {"SENT_START": verdi}, index=-1)
    steder = nlp.add_pipe("entity_ruler", name="stedsnavn")
    steder.add_patterns([{"label": "GPE_LOC", "pattern": sted} for sted in _long_places()])
    nlp.add_pipe("ner", source=navn)
    nlp.meta.update(
        name="norsk", version=date.today().strftime("%Y.%m.%d"), license=ord_["kort"]["lisens"],
        description=ord_["kort"]["beskrivelse"], author="", email="", url="", performance={},
    )  # fmt: skip
    # Where the training files stood says nothing about the model and belongs to one machine.
    nlp.config["paths"] = dict.fromkeys(nlp.config["paths"])
    shutil.rmtree(ut, ignore_errors=True)
    save(nlp, ut)


def _long_places() -> list[str]:
    """Places of several words: whole in the lists, but easily taken for a person («Jan Mayen») or cut in two."""
    navn = ordliste.read_navn()
    return sorted(n for slag in ("sted_no", "sted", "land") for n in navn[slag] if " " in n and n.split()[0][0].isupper())


def _placeholder_patterns(ord_: dict[str, Any]) -> list[list[dict[str, Any]]]:
    """Brackets around words, with or without spaces, and the bare signs of anonymisation."""
    inni = {"TEXT": {"NOT_IN": ["[", "]"]}, "IS_SPACE": False}
    return [
        [{"TEXT": {"REGEX": _HAKE}}],
        *([{"ORTH": "["}, {"IS_ALPHA": True}, *[inni] * antall, {"ORTH": "]"}] for antall in range(4)),
        [{"TEXT": {"IN": ord_["plassholdere"]}}],
        [{"ORTH": "«"}, {"TEXT": {"IN": ord_["bokstaver"]}}, {"ORTH": "»"}],
    ]


def _letter_pattern(ord_: dict[str, Any]) -> list[dict[str, Any]]:
    """A single capital that stands for a person: not after a number or a word that makes it a label."""
    foran = {"LOWER": {"NOT_IN": ord_["aldri_foran_bokstav"], "REGEX": r"^(?!\d+$)"}}
    return [foran, {"TEXT": {"IN": ord_["bokstaver"]}}]


def _boundary_patterns(ord_: dict[str, Any]) -> list[tuple[list[dict[str, Any]], int]]:
    """Where a sentence must begin (a new line) and cannot (a small letter, after an abbreviation or a field's name)."""
    ny_linje, ord_i_felt, noe = {"IS_SPACE": True, "TEXT": {"REGEX": r"\n"}}, {"IS_ALPHA": True}, {"IS_SPACE": False}
    andre = sorted({f for f in ord_["forkortelser"] if f.endswith(".")} - set(ord_["aldri_sist"]))
    return [
        ([ny_linje, noe], 1),
        ([noe, {"IS_SPACE": True}], _ALDRI),
        *(([ny_linje, *[ord_i_felt] * antall, {"ORTH": ":"}, noe], _ALDRI) for antall in (1, 2, 3)),
        ([{"IS_PUNCT": False, "IS_SPACE": False}, {"TEXT": {"REGEX": r"^[a-z\u00df-\u00ff]"}}], _ALDRI),
        ([{"LOWER": {"IN": ord_["aldri_sist"]}}, noe], _ALDRI),
        ([{"LOWER": {"IN": andre}}, {"TEXT": {"REGEX": r"^[^A-Z\u00c0-\u00de\s]"}}], _ALDRI),
    ]


def main() -> None:
    """The whole recipe, or with ``--fra`` only its last steps on what ``--arbeid`` already holds."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--trebank", type=Path, required=True)
    parser.add_argument("--ut", type=Path, required=True)
    parser.add_argument("--arbeid", type=Path, required=True)
    parser.add_argument("--fra", choices=TRINN, default=TRINN[0])
    valg = parser.parse_args()
    trinn = TRINN[TRINN.index(valg.fra) :]
    valg.arbeid.mkdir(parents=True, exist_ok=True)
    if "data" in trinn:
        write_opplaering(valg.trebank, valg.arbeid)
        save(build_grunn(), valg.arbeid / "grunn")
    for del_ in DELER:
        if del_ in trinn:
            train(del_, valg.arbeid)
    assemble(valg.arbeid, valg.ut)
    samlinger = {f"{malform}-{del_}": valg.arbeid / f"{malform}-{del_}.spacy" for del_ in ("dev", "test") for malform in MALFORMER}
    fart = modellkort.measure_fart(valg.ut, samlinger["nb-dev"])
    modellkort.write_kort(valg.ut, valg.trebank, ordliste.read_ord(), modellkort.measure(valg.ut, samlinger), fart)


if __name__ == "__main__":
    main()

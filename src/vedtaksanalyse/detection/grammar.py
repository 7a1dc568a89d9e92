"""The only place that loads the language pipeline. Plain strings in, plain offsets and truths out.

Which step needs which components: ``names`` runs the placeholder steps and ``ner``; ``negated`` and ``sentences``
run the placeholder steps and ``parser``; ``lemmas`` runs ``morphologizer`` and ``lemmatizer``. A component that
shares a tok2vec brings it along; everything else stays off. Works alike on our own pipeline and ``nb_core_news_*``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from vedtaksanalyse.errors import Modellfeil

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

STANDARD = Path(__file__).parents[3] / "models" / "norsk"
_FORST = ("plassholder", "merge_entities")
_NAVNELEDD = ("bokstaver", "stedsnavn", "ner")
_SETNINGSLEDD = ("setningsgrenser", "parser")
_EGNE_LEDD = frozenset({"advcl", "acl:relcl", "parataxis"})
_EGEN_KJERNE = frozenset({"ROOT", "conj", "ccomp", "xcomp", "acl"}) | _EGNE_LEDD
_EGNE_TEGN = ("nsubj", "aux", "cop")
_BUNT = 16


class Sprak:
    """A loaded pipeline. Made by ``load_sprak``; holds no text."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        self._kjeder: dict[str, list[str]] = {}

    def names(self, texts: Sequence[str]) -> list[list[tuple[int, int, str]]]:
        """(start, end, label) of every entity of each text. Placeholders have their own label, never that of a person."""
        return [[(e.start_char, e.end_char, e.label_) for e in doc.ents] for doc in self._run(texts, *_NAVNELEDD)]

    def sentences(self, texts: Sequence[str]) -> list[list[tuple[int, int]]]:
        """(start, end) of the sentences of each text, from the dependency tree."""
        return [[(s.start_char, s.end_char) for s in doc.sents] for doc in self._run(texts, *_SETNINGSLEDD)]

    def lemmas(self, texts: Sequence[str]) -> list[list[tuple[int, int, str, str]]]:
        """(start, end, lemma, word class) of the words of each text."""
        docs = self._run(texts, "morphologizer", "attribute_ruler", "lemmatizer")
        return [[(t.idx, t.idx + len(t), t.lemma_, t.pos_) for t in doc if not t.is_space] for doc in docs]

    def negated(
        self,
        texts: Sequence[str],
        spans: Sequence[tuple[int, int]],
        words: Collection[str],
        exceptions: Iterable[str] = (),
    ) -> list[bool]:
        """Whether each span is within reach of a negation of its sentence.

        Args:
            texts: one sentence each.
            spans: one span of each text.
            words: negations in lower case, as in ``felles/kontekst.toml``.
            exceptions: phrases that begin with such a word without negating («ikke bare»).
        """
        unntak = [tuple(frase.lower().split()) for frase in exceptions]
        docs = self._run(texts, *_SETNINGSLEDD)
        return [_is_negated(doc, *spenn, words, unntak) for doc, spenn in zip(docs, spans, strict=True)]

    def _run(self, texts: Sequence[str], *navn: str) -> Iterator[Doc]:
        kjede = self._kjede(navn)
        av = [ledd for ledd in self._nlp.pipe_names if ledd not in kjede]
        return self._nlp.pipe(texts, batch_size=_BUNT, disable=av)

    def _kjede(self, navn: Sequence[str]) -> list[str]:
        """The components that must run to have the named ones."""
        nokkel = " ".join(navn)
        if nokkel not in self._kjeder:
            valgt = [ledd for ledd in navn if self._nlp.has_pipe(ledd)]
            delt = [ledd for ledd in ("tok2vec", "transformer") if any(map(self._listens, valgt))]
            self._kjeder[nokkel] = [*_FORST, *delt, *valgt]
        return self._kjeder[nokkel]

    def _listens(self, ledd: str) -> bool:
        modell = getattr(self._nlp.get_pipe(ledd), "model", None)
        return hasattr(modell, "walk") and any(node.name.endswith("-listener") for node in modell.walk())


def use_blas() -> None:
    """Let the pipelines that are loaded after this multiply with numpy's BLAS: about twice as fast as spaCy's own."""
    from thinc.api import NumpyOps, set_current_ops

    set_current_ops(NumpyOps(use_blis=False))


def load_sprak(sti: Path | str | None = None) -> Sprak:
    """The pipeline in a folder, or of an installed package such as ``nb_core_news_sm``; ``Modellfeil`` if there is none.

    Args:
        sti: folder or package name; the project's own pipeline when None.
    """
    import spacy

    use_blas()
    valg = STANDARD if sti is None else sti
    try:
        return Sprak(spacy.load(valg))
    except (OSError, ImportError) as feil:
        raise Modellfeil("modell_mangler", navn=Path(valg).name, sti=str(valg)) from feil
    except (ValueError, KeyError) as feil:
        raise Modellfeil("modell_ubrukelig", navn=Path(valg).name, grunn=type(feil).__name__) from feil


def _is_negated(
    doc: Doc, start: int, slutt: int, nektende: Collection[str], unntak: Sequence[tuple[str, ...]]
) -> bool:
    spenn = doc.char_span(start, slutt, alignment_mode="expand")
    if spenn is None:
        return False
    # A span that is itself a negation («ikke vurdert») is not negated by its own word.
    cues = (t for t in doc if t.lower_ in nektende and not start <= t.idx < slutt and not _excepted(t, unntak))
    return any(_reaches(cue, spenn.root) for cue in cues)


def _excepted(ord_: Token, unntak: Sequence[tuple[str, ...]]) -> bool:
    folge = [t.lower_ for t in ord_.doc[ord_.i : ord_.i + 4]]
    return any(tuple(folge[: len(frase)]) == frase for frase in unntak)


def _reaches(cue: Token, mal: Token) -> bool:
    """Climb from the target to what the cue negates; a clause of its own on the way stops the reach."""
    nektet = cue if cue.dep_ in _EGEN_KJERNE else cue.head
    node = mal
    while node.i != nektet.i:
        if node.dep_ in _EGNE_LEDD or (node.dep_ == "conj" and _own_clause(node)) or node.head.i == node.i:
            return False
        node = node.head
    return True


def _own_clause(node: Token) -> bool:
    """A coordinated clause with a subject or auxiliary of its own: «… er ikke vurdert, men barna er ivaretatt»."""
    return any(barn.dep_.startswith(_EGNE_TEGN) for barn in node.children)

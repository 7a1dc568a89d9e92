"""Bakes the word list in ``src/vedtaksanalyse/reading/ordliste.txt``, by which reading tells text from garbage.

Run by hand when the list is to be renewed: ``python scripts/lag_ordliste.py``. All words come from packages (see
``docs/avhengigheter.md``): the frequent words of ``wordfreq``, and their nynorsk inflections from ``simplemma``; Norsk
Ordbank, in ``spacy-lookups-data``, tells which of them are Norwegian. Neither texts, treebanks nor gold cases are used.
The words written by hand stay in ``reading/ordkjenning.toml``.
"""

from __future__ import annotations

import importlib.metadata
import re
from collections import defaultdict

import wordfreq

from vedtaksanalyse.learning.ordliste import read_nynorsk, read_ordbank
from vedtaksanalyse.reading.ordkjenning import EGNE, ORDLISTE, load_ord

ANTALL = 24_000
FREMMEDE = ("en", "de", "fr", "es", "it", "pt", "nl", "sv", "pl", "lt", "lv", "fi", "tr", "ro", "cs", "hu", "sh", "vi", "fil")
PER_SPRAK = 60
# Languages spoken in Norway that the package does not know: Somali, Kurmanji, Northern Sámi.
SMA_SPRAK = """waa iyo oo ah ka ku uu ay aan waxaan waxaad waxaana waxaa wuxuu waxay inaan inay inuu lahayn iyada kale ahaa jiray marka
    ayaa ayuu ayay haddii laakiin noo soo kuu loo lagu inta sida kuwa
    û ji ez ew hûn wan bû dike çi jî yê xwe lê
    lea leat mii ahte maid dahje leamaš ovttas galgá suohkan dieđut"""
LENGSTE_BOYDE = 12
_ORD = re.compile("[a-zæøåéèêòóôäöü]+")


def er_norsk(ord_: str, kjente: set[str]) -> bool:
    """Whether a frequent string is a word of Norwegian; short ones, and those of English, are known by hand only."""
    nb, en = (wordfreq.word_frequency(ord_, sprak) for sprak in ("nb", "en"))
    return len(ord_) > 3 and en <= 5 * nb and (nb > en or ord_ in kjente)


def find_nynorsk(nynorsk: dict[str, list[str]], bokmal: set[str], norske: set[str]) -> set[str]:
    """Words of nynorsk alone: those that are seen at all, and forms of words that are frequent; known endings are left out."""
    boyning: dict[str, set[str]] = defaultdict(set)
    for form, lemmaer in nynorsk.items():
        for lemma in lemmaer:
            boyning[lemma.lower()] |= {form, lemma.lower()}
    vanlige = {form for former in boyning.values() if any(len(f) > 3 and f in norske for f in former) for form in former}
    sett = {form for form in nynorsk if wordfreq.word_frequency(form, "nb") > wordfreq.word_frequency(form, "en")}
    nye = {o for o in vanlige | sett if 3 < len(o) <= LENGSTE_BOYDE and _ORD.fullmatch(o)} - norske - bokmal
    endelser = load_ord()["boyning"]
    return {o for o in nye if not any(o.endswith(e) and len(o) > len(e) + 3 and o[: -len(e)] in norske for e in endelser)}


def main() -> None:
    """Writes the list."""
    nynorsk = read_nynorsk()
    bokmal = {form for former in read_ordbank().values() for form in former}
    egne = set().union(*(load_ord()[navn] for navn in EGNE))
    kjente = bokmal | nynorsk.keys()
    norske = {*[o for o in wordfreq.top_n_list("nb", 3 * ANTALL) if _ORD.fullmatch(o) and er_norsk(o, kjente)][:ANTALL]}
    norske |= find_nynorsk(nynorsk, bokmal, norske | egne)
    norske -= egne
    fremmede = {o for s in FREMMEDE for o in wordfreq.top_n_list(s, PER_SPRAK)} | {*SMA_SPRAK.split()}
    fremmede = {o for o in fremmede if o.isalpha() and len(o) > 1 and o not in norske | egne}
    versjon = {pakke: importlib.metadata.version(pakke) for pakke in ("wordfreq", "simplemma", "spacy-lookups-data")}
    linjer = [
        f"# Words from wordfreq {versjon['wordfreq']} (CC BY-SA 4.0) and the nynorsk list of simplemma {versjon['simplemma']} (MIT, its",
        f"# lists CC BY-SA), told apart by Norsk Ordbank (CC BY 4.0) in spacy-lookups-data {versjon['spacy-lookups-data']}.",
        "# The list is shared under CC BY-SA 4.0. Made by scripts/lag_ordliste.py.",
    ]
    for tittel, ordene in (("norsk", norske), ("fremmed", fremmede)):
        linjer += [f"[{tittel}]", *sorted(ordene)]
    ORDLISTE.write_text("\n".join(linjer) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""Bakes the word list in ``src/vedtaksanalyse/reading/ordliste.txt``, by which reading tells text from garbage.

Run by hand when the lists are to be renewed: ``python scripts/lag_ordliste.py TREBANK``, where the folder holds
``nb-train.conllu`` and ``nn-train.conllu`` of Universal Dependencies. The gold cases are not used.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import re
from collections import Counter
from pathlib import Path

import simplemma
import wordfreq

from vedtaksanalyse.reading.ordkjenning import ORDLISTE

ANTALL = 20_000
FREMMEDE = ("en", "de", "fr", "es", "it", "pt", "nl", "sv", "pl", "lt", "lv", "fi", "tr", "ro", "cs", "hu", "sh", "vi", "fil")
PER_SPRAK = 60
# Languages spoken in Norway that the package does not know: Somali, Kurmanji, Northern Sámi.
EGNE = """waa iyo oo ah ka ku uu ay aan waxaan waxaad waxaana waxaa wuxuu waxay inaan inay inuu lahayn iyada kale ahaa jiray marka
    ayaa ayuu ayay haddii laakiin noo soo kuu loo lagu inta sida kuwa
    û ji ez ew hûn wan bû dike çi jî yê xwe lê
    lea leat mii ahte maid dahje leamaš ovttas galgá suohkan dieđut"""
_ORD = re.compile("[a-zæøåéèêòóôäöü]+")


def count_trebank(fil: Path) -> Counter[str]:
    """The ordinary words of a treebank, names left out."""
    antall: Counter[str] = Counter()
    for linje in fil.read_text(encoding="utf-8").splitlines():
        felt = linje.split("\t")
        if len(felt) == 10 and felt[3] not in ("PROPN", "X") and _ORD.fullmatch(felt[1]):
            antall[felt[1]] += 1
    return antall


def er_norsk(ord_: str, trebank: Counter[str]) -> bool:
    """Whether a frequent string is a word of Norwegian; short ones must have been seen in good texts."""
    nb, en = (wordfreq.word_frequency(ord_, sprak) for sprak in ("nb", "en"))
    if en > 60 * nb or (en > 5 * nb and trebank[ord_] < 4):
        return False
    if len(ord_) < 4:
        return trebank[ord_] > 2
    return nb > en or trebank[ord_] > 0 or any(simplemma.is_known(ord_, lang=form) for form in ("nb", "nn"))


def main() -> None:
    """Writes the list."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("trebank", type=Path)
    mappe = parser.parse_args().trebank
    nb, nn = (count_trebank(mappe / f"{form}-train.conllu") for form in ("nb", "nn"))
    trebank = nb + nn
    vanlige = [o for o in wordfreq.top_n_list("nb", 3 * ANTALL) if _ORD.fullmatch(o) and er_norsk(o, trebank)][:ANTALL]
    norske = {*vanlige, *(o for o, antall in nn.items() if antall > 1 and er_norsk(o, trebank))}
    fremmede = {o for s in FREMMEDE for o in wordfreq.top_n_list(s, PER_SPRAK)} | {*EGNE.split()}
    fremmede = {o for o in fremmede if o.isalpha() and len(o) > 1 and o not in norske}
    linjer = [
        f"# Sources: wordfreq {importlib.metadata.version('wordfreq')} (CC BY-SA 4.0), Universal Dependencies Norwegian",
        "# (CC BY-SA 4.0); the list is shared on the same terms. Made by scripts/lag_ordliste.py.",
    ]
    for tittel, ordene in (("norsk", norske), ("fremmed", fremmede)):
        linjer += [f"[{tittel}]", *sorted(ordene)]
    ORDLISTE.write_text("\n".join(linjer) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

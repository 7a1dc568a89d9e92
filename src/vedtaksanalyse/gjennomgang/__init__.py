"""The rules of the review: who may do what, how a case moves, what can be answered. Data stands in ``regler.toml``."""

from vedtaksanalyse.gjennomgang.annenlesing import Annenlesing, draw_tall
from vedtaksanalyse.gjennomgang.omvurdering import Omvurdering, find_omvurdering
from vedtaksanalyse.gjennomgang.regler import Regler, load_regler
from vedtaksanalyse.gjennomgang.steg import find_steg, take_steg
from vedtaksanalyse.gjennomgang.svar import Gjeldende, check_slutt, check_svar, find_gjeldende, is_skjult
from vedtaksanalyse.gjennomgang.trekning import Trekning, draw_lodd, draw_nye, draw_saker, find_plass

__all__ = [
    "Annenlesing",
    "Gjeldende",
    "Omvurdering",
    "Regler",
    "Trekning",
    "check_slutt",
    "check_svar",
    "draw_lodd",
    "draw_nye",
    "draw_saker",
    "draw_tall",
    "find_gjeldende",
    "find_omvurdering",
    "find_plass",
    "find_steg",
    "is_skjult",
    "load_regler",
    "take_steg",
]

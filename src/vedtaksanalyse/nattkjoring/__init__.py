"""The night run: new files found by their content, analysed in chunks, stored, and every file accounted for.

Plain functions, no scheduler: cron calls ``run_nattkjoring``, and so does the flow.
"""

from vedtaksanalyse.nattkjoring.kjor import VENTETIDER, Nattoppsett, make_oppsett, run_nattkjoring
from vedtaksanalyse.nattkjoring.rapport import Nattrapport, make_markdown, make_tabell
from vedtaksanalyse.nattkjoring.sted import Arbeidssted

__all__ = [
    "VENTETIDER",
    "Arbeidssted",
    "Nattoppsett",
    "Nattrapport",
    "make_markdown",
    "make_oppsett",
    "make_tabell",
    "run_nattkjoring",
]

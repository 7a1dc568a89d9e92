"""The night run: new files found by their content, analysed in chunks, stored, and every file accounted for.

Plain functions, no scheduler: cron calls ``run_nattkjoring``, and so does the flow.
"""

from vedtaksanalyse.nattkjoring.arbeidere import Arbeidsfeil
from vedtaksanalyse.nattkjoring.kjor import VENTETIDER, Nattoppsett, run_nattkjoring
from vedtaksanalyse.nattkjoring.rapport import Nattrapport

__all__ = ["VENTETIDER", "Arbeidsfeil", "Nattoppsett", "Nattrapport", "run_nattkjoring"]

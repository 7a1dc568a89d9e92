"""Whether this machine can do the night's work: each check gives points, each fine, a warning or a fault with what to do.

Nothing is changed, and nothing is told of what the documents hold.
"""

from vedtaksanalyse.helse.punkt import Punkt, Tilstand, worst
from vedtaksanalyse.helse.sjekk import run_sjekk

__all__ = ["Punkt", "Tilstand", "run_sjekk", "worst"]

"""Proof bundles: a small file that tells what a finding was made from, so that it can be made again and held up against it."""

from vedtaksanalyse.bevis.bunt import FLAGG, KRITERIUM, Bunt, make_bunt, open_tekster, read_bunt, take_tekster
from vedtaksanalyse.bevis.gjenskap import Gjenskaping, compare_bunt

__all__ = ["FLAGG", "KRITERIUM", "Bunt", "Gjenskaping", "compare_bunt", "make_bunt", "open_tekster", "read_bunt", "take_tekster"]

"""The record: cases with all that was found in them, and the ledger of every file. The only room with SQL."""

from vedtaksanalyse.storage.lager import Lager, open_lager
from vedtaksanalyse.storage.nokler import make_saksnokkel
from vedtaksanalyse.storage.regnskap import Filrad

__all__ = ["Filrad", "Lager", "make_saksnokkel", "open_lager"]

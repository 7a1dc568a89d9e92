"""The record: cases with all that was found in them, and the ledger of every file. The only room with SQL."""

from vedtaksanalyse.storage.drift import NORMAL, Drift, Driftsnatt, Driftssak
from vedtaksanalyse.storage.flaggbok import Flaggbok
from vedtaksanalyse.storage.gjennomgang import Gjennomgang
from vedtaksanalyse.storage.innsynslogg import Innsynslogg
from vedtaksanalyse.storage.laering import Laering
from vedtaksanalyse.storage.lager import Lager, open_lager
from vedtaksanalyse.storage.mangel import OPPTATT, find_mangel
from vedtaksanalyse.storage.nokler import make_lesenokkel, make_saksnokkel
from vedtaksanalyse.storage.okter import Okt, Okter
from vedtaksanalyse.storage.prove import Databaseprove, prove_database
from vedtaksanalyse.storage.regnskap import AVBRUTT, FERDIG, GAAR, Filrad
from vedtaksanalyse.storage.roller import prepare_database
from vedtaksanalyse.storage.stand import Kjoring, Lagerstand
from vedtaksanalyse.storage.stikkprover import Stikkprover, find_rammesum
from vedtaksanalyse.storage.tall import Flaggantall, Gradantall, Gradsvar, Saksantall, Tall
from vedtaksanalyse.storage.tilsyn import Holdt

__all__ = [
    "AVBRUTT",
    "FERDIG",
    "GAAR",
    "NORMAL",
    "OPPTATT",
    "Databaseprove",
    "Drift",
    "Driftsnatt",
    "Driftssak",
    "Filrad",
    "Flaggantall",
    "Flaggbok",
    "Gjennomgang",
    "Gradantall",
    "Gradsvar",
    "Holdt",
    "Innsynslogg",
    "Kjoring",
    "Laering",
    "Lager",
    "Lagerstand",
    "Okt",
    "Okter",
    "Saksantall",
    "Stikkprover",
    "Tall",
    "find_mangel",
    "find_rammesum",
    "make_lesenokkel",
    "make_saksnokkel",
    "open_lager",
    "prepare_database",
    "prove_database",
]

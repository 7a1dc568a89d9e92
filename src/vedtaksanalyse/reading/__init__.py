"""Reading: files become documents with one final text, or a named status. Knows formats, knows no law."""

from vedtaksanalyse.reading.arkiv import Arkivfil
from vedtaksanalyse.reading.boxes import find_bokser
from vedtaksanalyse.reading.dokument import read_dokument, read_innhold
from vedtaksanalyse.reading.innhold import Bilde, Grenser, Innhold, Leser
from vedtaksanalyse.reading.les import read_sak
from vedtaksanalyse.reading.mappe import Saksmappe, er_utenfor, find_saksmapper, hash_fil
from vedtaksanalyse.reading.ocr import describe_motor
from vedtaksanalyse.reading.ocrprove import prove_ocr
from vedtaksanalyse.reading.original import find_original
from vedtaksanalyse.reading.sandkasse import STANSET, Sandkasse
from vedtaksanalyse.reading.tidsrom import Plass, set_giver, set_plass
from vedtaksanalyse.reading.utkast import read_utkast

__all__ = [
    "STANSET",
    "Arkivfil",
    "Bilde",
    "Grenser",
    "Innhold",
    "Leser",
    "Plass",
    "Saksmappe",
    "Sandkasse",
    "describe_motor",
    "er_utenfor",
    "find_bokser",
    "find_original",
    "find_saksmapper",
    "hash_fil",
    "prove_ocr",
    "read_dokument",
    "read_innhold",
    "read_sak",
    "read_utkast",
    "set_giver",
    "set_plass",
]

"""A round of learning from the review as a Prefect flow. Prefect keeps counts and a code, never ids of reviewers, offices or words.

It takes nothing into use: two people approve a model that passed, and an operator takes it.
"""

from __future__ import annotations

import logging

from prefect import State, flow
from prefect.artifacts import create_markdown_artifact
from prefect.states import Completed, Failed

from vedtaksanalyse.arbeidere import Arbeidsfeil, feilkode
from vedtaksanalyse.errors import Feil
from vedtaksanalyse.export.opplaering import make_markdown
from vedtaksanalyse.kommandoer.tren import make_oppsett
from vedtaksanalyse.kriterier import load_katalog
from vedtaksanalyse.learning.opplaering import train_kandidat
from vedtaksanalyse.logg import setup_logg
from vedtaksanalyse.sak import Modellkandidat
from vedtaksanalyse.settings import load_innstillinger
from vedtaksanalyse.storage import open_lager

NAVN, RAPPORT = "trening", "trening"


@flow(name=NAVN, persist_result=False)
def trening(hvem: str = NAVN) -> State:
    """Train, compare and judge, by the settings of the machine it runs on. The state's name tells whether the candidate passed.

    Args:
        hvem: who it is noted as trained by.
    """
    valg = load_innstillinger()
    logging.getLogger().handlers.clear()  # Prefect's own would write everything once more, words of others too
    setup_logg(valg.logg == "json")
    try:
        oppsett = make_oppsett(valg)
        with open_lager(valg.database, opprett=False) as lager:
            kandidat = train_kandidat(lager, load_katalog(), oppsett, hvem)
    except Exception as feil:
        kode = feilkode(feil)
        return Failed(message=kode, data=feil if isinstance(feil, Feil) else Arbeidsfeil(kode))
    create_markdown_artifact(make_markdown(kandidat, valg.malform), key=RAPPORT)
    return Completed(name="Completed" if kandidat.bestatt else "Avvist", data=count(kandidat))


def count(kandidat: Modellkandidat) -> dict[str, int]:
    """What Prefect is told."""
    krav = [ett["bestatt"] for ett in kandidat.rapport["port"]]
    return {"kandidat": kandidat.id, "saker": kandidat.opphav["saker"], "merker": kandidat.opphav["merker"], "krav": len(krav), "brutt": krav.count(False)}

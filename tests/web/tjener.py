"""The application as a process of its own, for a real browser: ``tjener.py DATABASE PORT ROOT``. A test may kill it."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path

import uvicorn
from nettsaker import make_modellkort

from vedtaksanalyse.gjennomgang import load_regler
from vedtaksanalyse.kriterier import load_katalog
from vedtaksanalyse.sak import Vern
from vedtaksanalyse.storage import open_lager
from vedtaksanalyse.web import Oppsett, make_app


def main(database: str, port: str, rot: str) -> None:
    """Serve until killed."""
    with open_lager(database) as lager:
        okter = lager.make_okter(timedelta(hours=1), timedelta(hours=1))
        oppsett = Oppsett(
            lager, lager.gjennomgang, okter, lager.innsyn, load_katalog(), load_regler(), Vern.HOLD,
            rot=Path(rot), vernroller=("personvernansvarlig",), idag=lambda: date(2026, 3, 2), modellkort=make_modellkort,
        )  # fmt: skip
        uvicorn.run(make_app(oppsett), host="127.0.0.1", port=int(port), log_level="error")


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Prefect and nothing else: when, how many at a time, on which machine. The work is plain functions in ``src``.

The environment is set before anything here imports Prefect: no telemetry, a quiet temporary server, and time for it
to start on a busy machine. A variable that is already set is left alone.
"""

import os

MILJO = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_UI_V2_ENABLED": "false",
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_LEVEL": "WARNING",
    "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
}

FERDIG, KILDE = "vedtaksanalyse.nattrapport.ferdig", "vedtaksanalyse.nattkjoring"
"""The event that a night's report is written, and what it is an event of."""
OCR = "vedtaksanalyse-ocr"
"""The limit, on a Prefect server, of how many documents are read by OCR at a time on all machines."""

for _navn, _verdi in MILJO.items():
    os.environ.setdefault(_navn, _verdi)

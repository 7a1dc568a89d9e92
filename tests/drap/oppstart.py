"""A process with all of the program loaded, which forks a night run through the real command line when it is told to.

Each line on standard input is an order as JSON, each line on standard output the answer: the number of the process that
was started, or how the one that was waited for ended.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from dataclasses import replace


def main() -> None:
    """Load, and do as told until there are no more orders."""
    import alembic.command  # noqa: F401
    import jinja2  # noqa: F401
    import lettmotor
    import plager
    import rich.progress  # noqa: F401

    from vedtaksanalyse import cli, kildekode, nattkjoring, programvare, settings  # noqa: F401

    kildekode.hash_lesing()
    programvare.find_programvare()
    make = nattkjoring.make_oppsett
    for linje in sys.stdin:
        ordre = json.loads(linje)
        if "vent" in ordre:
            _answer(os.waitstatus_to_exitcode(os.waitpid(ordre["vent"], 0)[1]))
        elif pid := os.fork():
            _answer(pid)
        else:
            if ordre["lett"]:
                nattkjoring.make_oppsett = lambda *felt, **navn: replace(make(*felt, **navn), start=lettmotor.start)
            _enter(ordre)
            plager.install(ordre["plage"])
            cli.main(ordre["felt"], prog_name="vedtaksanalyse")


def _answer(tall: int) -> None:
    print(tall, flush=True)


def _enter(ordre: dict) -> None:
    """A session, folder, environment and streams of its own."""
    os.setsid()
    os.chdir(ordre["mappe"])
    os.environ.update(ordre["miljo"])
    for strom, fil in ((0, os.devnull), (1, "ut.txt"), (2, "logg.txt")):
        aapen = os.open(fil, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o666)
        os.dup2(aapen, strom)
        os.close(aapen)
    signal.signal(signal.SIGINT, signal.default_int_handler)


if __name__ == "__main__":
    main()

"""The pages. ``RUTER`` is the map of the application: tests take it from here, so that no page is forgotten."""

from vedtaksanalyse.web.sider import (
    bunt,
    dokument,
    drift,
    flaggbok,
    forbilder,
    innlogging,
    innsyn,
    ko,
    kouttak,
    mapper,
    modeller,
    oversikt,
    personvern,
    rapporter,
    sak,
    saksark,
    stikkprover,
    tall,
    talluttak,
    valg,
)

RUTER = (
    *innlogging.RUTER, *ko.RUTER, *kouttak.RUTER, *sak.RUTER, *dokument.RUTER, *saksark.RUTER, *bunt.RUTER, *valg.RUTER,
    *personvern.RUTER, *innsyn.RUTER, *oversikt.RUTER, *stikkprover.RUTER, *mapper.RUTER, *rapporter.RUTER, *forbilder.RUTER,
    *flaggbok.RUTER, *modeller.RUTER, *tall.RUTER, *talluttak.RUTER, *drift.RUTER,
)  # fmt: skip

__all__ = ["RUTER"]

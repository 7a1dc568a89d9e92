"""The pages. ``RUTER`` is the map of the application: tests take it from here, so that no page is forgotten."""

from vedtaksanalyse.web.sider import dokument, innlogging, innsyn, ko, kouttak, oversikt, personvern, sak, saksark, valg

RUTER = (
    *innlogging.RUTER, *ko.RUTER, *kouttak.RUTER, *sak.RUTER, *dokument.RUTER, *saksark.RUTER, *valg.RUTER,
    *personvern.RUTER, *innsyn.RUTER, *oversikt.RUTER,
)  # fmt: skip

__all__ = ["RUTER"]

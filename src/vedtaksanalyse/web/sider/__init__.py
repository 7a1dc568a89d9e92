"""The pages. ``RUTER`` is the map of the application: tests take it from here, so that no page is forgotten."""

from vedtaksanalyse.web.sider import innlogging, innsyn, ko, oversikt, personvern, sak, valg

RUTER = (*innlogging.RUTER, *ko.RUTER, *sak.RUTER, *valg.RUTER, *personvern.RUTER, *innsyn.RUTER, *oversikt.RUTER)

__all__ = ["RUTER"]

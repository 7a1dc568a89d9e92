"""The pages. ``RUTER`` is the map of the application: tests take it from here, so that no page is forgotten."""

from vedtaksanalyse.web.sider import dokument, innlogging, ko, sak, valg

RUTER = (*innlogging.RUTER, *ko.RUTER, *sak.RUTER, *dokument.RUTER, *valg.RUTER)

__all__ = ["RUTER"]

"""The pages. ``RUTER`` is the map of the application: tests take it from here, so that no page is forgotten."""

from vedtaksanalyse.web.sider import dokument, innlogging, ko, sak, saksark, valg

RUTER = (*innlogging.RUTER, *ko.RUTER, *sak.RUTER, *dokument.RUTER, *saksark.RUTER, *valg.RUTER)

__all__ = ["RUTER"]

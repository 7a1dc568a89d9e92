"""The review application: shows and records, computes nothing. Server-rendered; no page asks anything of another host."""

from vedtaksanalyse.web.app import make_app
from vedtaksanalyse.web.oppsett import Oppsett

__all__ = ["Oppsett", "make_app"]

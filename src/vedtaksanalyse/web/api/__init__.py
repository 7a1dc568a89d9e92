"""The same questions and answers for programs: JSON under ``/api/v1``, behind the same gate as the pages."""

from vedtaksanalyse.web.api.app import API_RUTER, make_api

__all__ = ["API_RUTER", "make_api"]

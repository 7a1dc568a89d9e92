"""Tagged PDF (PDF/UA-1) from a Typst template and data. Typst is compiled into its package with its fonts: nothing is fetched, and
the same data give the same bytes.
"""

from __future__ import annotations

import json
import re
from importlib.resources import as_file, files
from typing import Any

UVIST = re.compile(
    r"[^\t\n -~\xa0-\u0377\u0386\u0388-\u038a\u038c\u038e-\u03a1\u03a3-\u0482\u048a-\u04ff\u1e00-\u1eff\u2002-\u200a"
    r"\u2010-\u2027\u202f-\u2040\u2070\u2074-\u208e\u20a0-\u20c0\u2100-\u211e\u2153-\u215f\u2190-\u22ff\u2500-\u25ff"
    r"\u2610-\u2612\u270c-\u2727\ufb00-\ufb06\ufffd]"
)
"""What the fonts have no picture of, and what only steers text; a test sets every other character."""
_UVIST_TEGN, _LANGT_ORD = "□", re.compile(r"(\S{30})(?=\S)")
_HUSKER = 12


def make_pdf(mal: str, data: dict[str, Any]) -> bytes:
    """The file, made in memory: nothing of it is ever a file here. ``mal`` is a template in ``maler/``."""
    import typst

    ark = json.dumps(_printable(data), ensure_ascii=False)
    with as_file(files("vedtaksanalyse.export") / "maler" / mal) as fil:
        valg = {"format": "pdf", "pdf_standards": ["ua-1"], "ignore_system_fonts": True}
        return typst.compile(fil, root=fil.parent, sys_inputs={"ark": ark}, **valg)


def forget_pdf() -> None:
    """Let go of the last file's memory: Typst remembers its latest documents, and empty ones push them out."""
    import typst

    for _ in range(_HUSKER):
        typst.compile(b"", format="pdf", ignore_system_fonts=True)


def _printable(verdi: Any) -> Any:
    """Data whose texts can be set: nothing the fonts lack, and no word wider than its column."""
    if isinstance(verdi, str):
        return _LANGT_ORD.sub("\\1\u200b", UVIST.sub(_UVIST_TEGN, verdi))
    if isinstance(verdi, dict):
        return {navn: _printable(v) for navn, v in verdi.items()}
    return [_printable(v) for v in verdi] if isinstance(verdi, list) else verdi

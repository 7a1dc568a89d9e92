"""The capacity plan is the one its figures give."""

from __future__ import annotations

import sys
import tomllib

from byggere import ROT

sys.path.insert(0, str(ROT / "scripts"))
import lag_kapasitet  # noqa: E402


def test_the_page_is_made_from_the_figures():
    tall = tomllib.loads(lag_kapasitet.TALL.read_text(encoding="utf-8"))
    assert lag_kapasitet.SIDE.read_text(encoding="utf-8") == lag_kapasitet.make_side(tall)
    tall["maalt"]["to_prosesser"]["tall"] = 2
    tall["maalt"]["ocr_side"]["tall"] = 0.5
    side = lag_kapasitet.make_side(tall)
    # A core second a document: 30 000 documents are 8.3 core hours; a fifth of them take one more.
    assert "| Kjernetimer i året, digitale dokumenter | 8,3 |" in side
    assert "| Kjernetimer i året, tekstgjenkjenning i tillegg | 1,7 |" in side
    assert "| – uten tekstgjenkjenning | 20,8 |" in side

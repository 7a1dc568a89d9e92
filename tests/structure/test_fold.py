"""The folded view: as long as the text, whatever the text."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vedtaksanalyse.structure.fold import fold


@given(st.text())
@example("İstanbul ẞ ﬁ Å Ǆ")
@example("İ" * 50 + "SØKNAD")
def test_folding_keeps_the_length_of_any_text(tekst):
    assert len(fold(tekst)) == len(tekst)


@given(st.text())
def test_folding_twice_changes_nothing(tekst):
    assert fold(fold(tekst)) == fold(tekst)


@pytest.mark.parametrize(
    ("tekst", "flate"),
    [
        ("BARNETS BESTE Ærlig Økonomi Å", "barnets beste ærlig økonomi å"),
        ("§\u00a017 – «sitat» ’x’", '§ 17 - "sitat" \'x\''),
        ("linje\r\nlinje\tkolonne", "linje  linje kolonne"),
        ("stø\u00adnad", "stø nad"),
        ("İ Æ", "İ æ"),
    ],
)
def test_letters_dashes_quotes_and_spaces_become_plain(tekst, flate):
    assert fold(tekst) == flate

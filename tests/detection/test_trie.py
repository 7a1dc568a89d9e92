"""The trie finds what the plain list of phrases finds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedtaksanalyse.detection.trie import trie

_fraser = st.sets(st.text("ab .(å", min_size=1, max_size=5), min_size=1, max_size=6)


@pytest.mark.parametrize("kant", ["", r"\b"])
@given(fraser=_fraser, tekst=st.text("ab .(å", max_size=40))
def test_it_agrees_with_the_longest_first(kant, fraser, tekst):
    liste = "|".join(re.escape(f) for f in sorted(fraser, key=len, reverse=True))
    vanlig = [m.span() for m in re.finditer(f"(?:{liste}){kant}", tekst)]
    assert [m.span() for m in re.finditer(f"(?:{trie(fraser)}){kant}", tekst)] == vanlig

"""What a scanner misread is mended where the text shows it, and nothing else is touched."""

from __future__ import annotations

import pytest
from delt import get_katalog

from vedtaksanalyse.detection.barn.ord import compile_barneord

RETTING = compile_barneord(get_katalog().felles["barn"]).retting


@pytest.mark.parametrize(
    ("lest", "ment"),
    [
        ("sønnen er l2 år", "sønnen er 12 år"),
        ("en gutt på 1o år", "en gutt på 10 år"),
        ("jenta er 7 ar", "jenta er 7 år"),
        # Two sure signs («t0», «0q») and the rest of the words are mended too.
        ("de har t0 jcntcr på 7 0q 9 år", "de har to jenter på 7 og 9 år"),
        ("har t0 dotre 0q en sonn", "har to døtre og en sønn"),
        ("t0 rnindrearige 0q rnor", "to mindreårige  og mor "),
        ("t0 qutter på 3. 8 0q 9 år", "to gutter på 3, 8 og 9 år"),
    ],
)
def test_mended(lest: str, ment: str) -> None:
    assert RETTING.mend(lest) == ment
    assert len(ment) == len(lest)


@pytest.mark.parametrize(
    "tekst",
    [
        "du får 7 400 kroner, og far bor i 2. etasje",
        "bare ett ord er lest feil: t0, og får er fortsatt får",
        "10 l olje, vg1 og vg2, quiz på skolen",
    ],
)
def test_clean_text_is_left_alone(tekst: str) -> None:
    assert RETTING.mend(tekst) == tekst

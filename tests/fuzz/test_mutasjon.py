"""A short run over damaged files, and the harness itself: what it must not pass, it does not."""

from __future__ import annotations

import pytest
from mutasjon import GRENSER, VEKST, Kjoring, Regnskap, load_froe, make_fil


@pytest.fixture(scope="module")
def froe(tmp_path_factory):
    return load_froe(tmp_path_factory.mktemp("froe"))


def test_damaged_files_end_in_a_named_status(froe):
    regnskap = Kjoring(froe, fro=7).run(150)
    assert regnskap.feil == [], str(regnskap)
    assert sum(regnskap.statuser.values()) == 150
    assert len(regnskap.statuser) > 3, "damage of many kinds"
    assert regnskap.statuser["lest"] > 20, "much of it is still a document"


def test_the_same_number_is_the_same_file(froe):
    assert len({make_fil(froe, nr) for nr in range(100)}) > 95
    assert [make_fil(froe, nr) for nr in range(20)] == [make_fil(froe, nr) for nr in range(20)]
    assert make_fil(froe, 3, fro=1) != make_fil(froe, 3, fro=2)


@pytest.mark.parametrize(
    "endre",
    [
        lambda r: r.uten_status.append("ValueError"),
        lambda r: setattr(r, "over_frist", 1),
        lambda r: r.minne.append(2 * VEKST),
        lambda r: setattr(r, "antall", 3),
    ],
)
def test_what_must_not_be_is_a_failure(endre):
    regnskap = Regnskap(antall=2, minne=[1000, 2000])
    regnskap.statuser.update(["lest", "krasjet"])
    assert regnskap.feil == []
    endre(regnskap)
    assert regnskap.feil
    assert "FAILED" in str(regnskap)


def test_an_exception_of_the_parent_is_seen(froe, monkeypatch):
    def feil(*_):
        raise KeyError

    monkeypatch.setattr("mutasjon.kjenn_type", feil)
    regnskap = Kjoring([("a.txt", b"Vedtak om hjelp")], fro=1, grenser=GRENSER).run(20)
    assert any("KeyError" in hva for hva in regnskap.uten_status)

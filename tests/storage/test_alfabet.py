"""Lists that people read come in the Norwegian alphabet on every database, and alike on all."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from lagersaker import VERSJONER, en_uvurdert, en_vurdering

from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.kommandoer.kontor import choose_kontorer
from vedtaksanalyse.sak import Saksrisiko, Vern, rank_navn
from vedtaksanalyse.storage import Filrad, open_lager

KONTORER = ("Nav Alta", "Nav Ytre Fjord", "Nav Zeta", "Nav Ærdal", "Nav Øksnes", "Nav Ål", "Nav Aasen")
NAVN = (
    *KONTORER,
    *("2024-10", "2024-2", "S 1", "S_1", "S-1", "S1", "sak", "Sak", "Nav Bærum", "Nav Baerum", "Nav Bårdu", "Nav Bodø"),
    *("Nav Áltá", "Nav Kárášjohka", "Nav Karasjok", "Nav Ünder", "Nav Älv", "Nav Öst", "Nav Đur", "Nav Dz", "Nav É", "Nav Eide"),
    *("NAV Alta", "nav alta", "Nav Haag", "Nav Hå", "Nav Hz"),
)


def test_the_alphabet_is_the_one_that_postgresql_knows(tjener):
    if not tjener.norsk:
        pytest.skip("postgresql")
    navn = list(NAVN)
    Random(1).shuffle(navn)
    verdier = ", ".join(f"('{ett}')" for ett in navn)
    assert sorted(navn, key=rank_navn) == tjener.sql(f'SELECT n FROM (VALUES {verdier}) AS x(n) ORDER BY n COLLATE "nb-NO-x-icu"')
    assert sorted(navn) != sorted(navn, key=rank_navn) != sorted(navn, key=str.casefold)


@pytest.fixture
def lager(database):
    saker = [
        replace(v, sak=replace(v.sak, kontor=kontor))
        for kontor in sorted(KONTORER)
        for v in [en_vurdering(kontor.removeprefix("Nav "), risiko=Saksrisiko(9, 3, 3))]
    ]
    with open_lager(database) as lager:
        lager.save_vurderinger([*saker, en_uvurdert("Åt")])
        yield lager


def test_offices_and_cases_come_in_its_order(lager):
    saker = [kontor.removeprefix("Nav ") for kontor in KONTORER]
    assert list(lager.count_kontorer()) == ["", *KONTORER]
    assert list(lager.find_kontorer()) == list(KONTORER)
    assert [rad.sak_id for rad in sorted(lager.load_ko(), key=lambda rad: rad.rang())] == [*saker, "Åt"]
    assert [v.sak.sak_id for v in lager.load_vurderinger()] == [*saker, "Åt"]
    assert list(lager.count_skjermet(Vern.HOLD)) == lager.find_med_pii() == saker
    with pytest.raises(Bruksfeil) as feil:
        choose_kontorer(lager.count_kontorer(), "Nav Ukjent")
    assert feil.value.felt["kontorer"] == ", ".join(KONTORER)


def test_the_nights_lists_come_in_its_order(lager):
    filer = [Filrad(f"h{n}", sak_id, "x", "n", "lest", "ny") for n, sak_id in enumerate("åøæz")]
    nummer = lager.start_kjoring("rot", VERSJONER)
    lager.save_bunke([], {}, "rot", nummer, filer)
    assert [rad.sak_id for rad in lager.find_filer("rot", nummer, ["ny"])] == list("zæøå")
    assert [sak_id for sak_id, _ in lager.find_borte("rot", nummer + 1)] == list("zæøå")


def test_marks_come_in_the_same_order_from_every_database(lager):
    """By code point: the map of an office is the same whatever alphabet its database sorts by."""
    vurdering = en_vurdering()
    ider = ["S 1", "S-1", "S1", "S_1", "Å", "a", "s1"]
    lager.save_vurderinger([replace(vurdering, sak=replace(vurdering.sak, sak_id=sak_id, kontor="Nav Ny")) for sak_id in ider])
    assert [sak_id for sak_id, _ in lager.stream_merker("Nav Ny")] == sorted(ider)

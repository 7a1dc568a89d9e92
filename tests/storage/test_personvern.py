"""Decisions are kept and found by the text they are about; what is deleted is gone from the bytes of the database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from lagersaker import en_uvurdert, en_vurdering
from sqlalchemy import text

from vedtaksanalyse.sak import Avgjorelse, Belegg, PiiFunn, Valg, Vern
from vedtaksanalyse.storage import open_lager

NAA = datetime(2026, 3, 1, 12, tzinfo=UTC)
MERKE = "Trollmannssønnen"


def _avgjorelse(valg: Valg, avtrykk: str = "a1") -> Avgjorelse:
    return Avgjorelse("S-1", "vedtak", avtrykk, valg, "kn", "personvernansvarlig", NAA)


def test_the_latest_decision_on_a_text_holds_and_all_are_in_the_list(database):
    alle = [_avgjorelse(Valg.MASKER), _avgjorelse(Valg.FRIGI), _avgjorelse(Valg.SEND_TILBAKE, "a2")]
    with open_lager(database) as lager:
        for en in alle:
            lager.save_avgjorelse(en)
        assert lager.list_avgjorelser() == alle
        assert lager.load_avgjorelser() == {("S-1", "vedtak", "a1"): alle[1], ("S-1", "vedtak", "a2"): alle[2]}


def test_cases_with_direct_identifiers_are_found(database):
    spenn = Belegg("vedtak", 0, 5)
    med = en_vurdering("S-1", pii=(PiiFunn(spenn, "navn"), PiiFunn(spenn, "skole")))
    bare_indirekte = en_vurdering("S-3", pii=(PiiFunn(spenn, "skole"),))
    with open_lager(database) as lager:
        lager.save_vurderinger([med, bare_indirekte, en_uvurdert()])
        assert lager.find_med_pii() == ["S-1"]
        assert lager.find_med_pii(["S-3", "S-1"]) == ["S-1"] and lager.find_med_pii(["S-3"]) == []


def test_how_texts_are_shown_is_counted_without_loading_them(database):
    spenn = Belegg("vedtak", 0, 5)
    med = en_vurdering("S-1", pii=(PiiFunn(spenn, "navn"), PiiFunn(spenn, "fnr")))
    avtrykk = med.sak.dokumenter[0].avtrykk
    with open_lager(database) as lager:
        lager.save_vurderinger([med, en_vurdering("S-3", pii=(PiiFunn(spenn, "skole"),)), en_vurdering("S-4"), en_uvurdert()])
        assert lager.count_skjermet(Vern.HOLD) == {"S-1": {"tilbakeholdt": 1}, "S-4": {"tilbakeholdt": 1}}
        assert lager.count_skjermet(Vern.MASKER) == {"S-1": {"maskert": 1}, "S-4": {"maskert": 1}}
        assert lager.count_skjermet(Vern.VARSLE) == {}
        lager.save_avgjorelse(_avgjorelse(Valg.SEND_TILBAKE, avtrykk))
        assert lager.count_skjermet(Vern.VARSLE) == {"S-1": {"sendt_tilbake": 1}}
        lager.save_avgjorelse(_avgjorelse(Valg.FRIGI, avtrykk))
        assert lager.count_skjermet(Vern.HOLD)["S-1"] == {"frigitt": 1}
        lager.save_avgjorelse(_avgjorelse(Valg.SEND_TILBAKE, "another text"))
        assert lager.count_skjermet(Vern.HOLD)["S-1"] == {"frigitt": 1}


def test_deletion_gives_and_keeps_a_receipt(database):
    tekst = "Barna på 4 og 7 år."
    with open_lager(database) as lager:
        lager.save_vurderinger([en_vurdering(tekst=tekst), en_uvurdert(), en_vurdering("S-9")])
        forhaand = lager.count_slettbart(["S-1", "S-2"], "sak", NAA)
        kvittering = lager.slett(["S-1", "S-2"], "sak", NAA)
        assert (kvittering.saker, kvittering.dokumenter, kvittering.tegn, kvittering.sitater) == (2, 1, len(tekst), 2)
        assert kvittering.pii == {"navn": 1} and kvittering.fullfort and not forhaand.fullfort
        assert kvittering.filer == ("a" * 64, "b" * 64, "c" * 64) == forhaand.filer
        assert [v.sak.sak_id for v in lager.load_vurderinger()] == ["S-9"]
        assert lager.load_kvitteringer() == [kvittering] and lager.load_slettede() == set(kvittering.filer)
        assert lager.slett(["S-9"], "alt", NAA).saker == 1, "the same contents may be deleted twice"


def test_old_is_counted_from_when_the_case_was_stored(database):
    with open_lager(database) as lager:
        lager.save_vurderinger([en_vurdering()])
        naa = datetime.now(UTC)
        assert lager.find_slettbare(naa - timedelta(days=1)) == []
        assert lager.find_slettbare(naa + timedelta(days=1)) == lager.find_slettbare() == ["S-1"]


def test_a_case_assessed_anew_grows_no_younger_but_one_with_new_files_does(database):
    uten_notat = en_vurdering(sak=replace(en_vurdering().sak, kilder=en_vurdering().sak.kilder[:1]))
    with open_lager(database) as lager:
        lager.save_vurderinger([uten_notat])
        mellom = datetime.now(UTC)
        lager.save_vurderinger([uten_notat])
        assert lager.find_slettbare(mellom) == ["S-1"]
        lager.save_vurderinger([en_vurdering()])
        assert lager.find_slettbare(mellom) == []


def _bytes(sti: Path) -> bytes:
    return b"".join(fil.read_bytes() for fil in sorted(sti.parent.glob(f"{sti.name}*")))


@pytest.mark.parametrize("storrelse", [1, 4000])
def test_no_byte_of_a_deleted_text_is_left_in_sqlite(tmp_path, storrelse):
    """Short texts lie in their rows, long ones on pages of their own; both are in the log first."""
    fil = tmp_path / "lager.db"
    with open_lager(str(fil)) as lager:
        lager.save_vurderinger([en_vurdering(f"S-{nr}", f"Barna til {MERKE}. " * storrelse) for nr in range(3)])
        lager.save_vurderinger([en_vurdering("S-0", f"Byttet, men {MERKE}.")])
        lager.save_vurderinger([en_vurdering("B", "Dette blir.")])
        assert MERKE.encode() in _bytes(fil)
        assert lager.slett([f"S-{nr}" for nr in range(3)], "sak", NAA).fullfort
        assert MERKE.encode() not in _bytes(fil)
        assert [v.sak.sak_id for v in lager.load_vurderinger()] == ["B"]


def test_a_text_that_is_replaced_leaves_no_free_page(tmp_path):
    fil = tmp_path / "lager.db"
    with open_lager(str(fil)) as lager:
        lager.save_vurderinger([en_vurdering(tekst=f"{MERKE} " * 4000)])
        lager.save_vurderinger([en_vurdering(tekst="Kort nok nå.")])
        with lager._engine.connect() as forbindelse:
            forbindelse.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert MERKE.encode() not in _bytes(fil)


def test_a_deletion_that_a_reader_stands_in_the_way_of_says_so(tmp_path, monkeypatch):
    fil = str(tmp_path / "lager.db")
    monkeypatch.setattr("vedtaksanalyse.storage.database._PRAGMAER", ("busy_timeout=10", "foreign_keys=ON"))
    with open_lager(fil) as lager, open_lager(fil) as leser:
        lager.save_vurderinger([en_vurdering()])
        lesing = leser.load_vurderinger()
        next(lesing)
        assert not lager.slett(["S-1"], "sak", NAA).fullfort
        assert not lager.load_kvitteringer()[0].fullfort
        lesing.close()
        assert lager.slett([], "sak", NAA).fullfort


def test_postgresql_keeps_no_rows_and_no_samples(tjener):
    """It keeps samples of columns for its planner, which a deletion does not reach; of texts it may keep none."""
    with open_lager(tjener.make_database()) as lager:
        lager.save_vurderinger([en_vurdering(f"S-{nr}", f"Barna til {MERKE}.") for nr in range(50)])
        with lager._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as forbindelse:
            forbindelse.execute(text("ANALYZE"))
            prover = text("SELECT count(*) FROM pg_stats WHERE most_common_vals::text LIKE :m OR histogram_bounds::text LIKE :m")
            assert forbindelse.scalar(prover, {"m": "%S-1%"}), "there are samples of other columns"
            assert not forbindelse.scalar(prover, {"m": f"%{MERKE}%"})
            sider = text("SELECT pg_relation_size('dokument')")
            assert forbindelse.scalar(sider)
            assert lager.slett(lager.find_slettbare(), "alt", NAA).fullfort
            assert forbindelse.scalar(sider) == 0

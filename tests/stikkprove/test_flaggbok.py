"""The flags' record: what is counted, what is proposed, what a decision keeps, and what leaders are not told."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest

from vedtaksanalyse.errors import Bruksfeil, IkkeFunnet
from vedtaksanalyse.kriterier import AKTIV, HINT, TRUKKET, find_levert, hash_flagg
from vedtaksanalyse.sak import (
    Dokument,
    Flagg,
    Flaggstand,
    Klageutfall,
    Oppgave,
    Sak,
    Saksrisiko,
    Saksstatus,
    Saksvurdering,
    Svar,
    Svarslag,
    Versjoner,
)
from vedtaksanalyse.statistikk import estimate_andel
from vedtaksanalyse.stikkprove import flaggbok
from vedtaksanalyse.stikkprove.flaggbok import (
    Flaggpost,
    Saksmengder,
    decide_flagg,
    decide_selv,
    find_post,
    hide_sma,
    load_flaggbok,
    to_post,
)
from vedtaksanalyse.stikkprove.flaggregel import ALLE, REGEL, TRUKNE, load_regelverk, load_utfall, propose
from vedtaksanalyse.stikkprove.flaggtall import Flaggtall, Klagetall, Svartelling, count_klager, count_svar
from vedtaksanalyse.stikkprove.klagefil import Radfeil, read_klagefil
from vedtaksanalyse.stikkprove.sammenslaing import FAERREST, is_liten
from vedtaksanalyse.storage import open_lager

EGET, FREMMED = "Nav Eget", "Nav Fremmed"
START = datetime(2026, 11, 1, 8, tzinfo=UTC)
REGELVERK = load_regelverk()


def _svar(nr: int, sak: str, verdi: str, grunn: str = "", hvem: str = "kari", flagg: str = "f") -> Svar:
    return Svar(sak, hvem, Svarslag.FLAGG, flagg, verdi, grunn, tid=START + timedelta(hours=nr))


def _andel(treff: int, n: int):
    return estimate_andel(treff, n, metode="wilson")


TOM = _andel(0, 0)


def _sak(sak_id: str, kontor: str, flagg: str) -> Saksvurdering:
    vedtak = Dokument("v", "vedtak", "Vedtak", date(2026, 3, 1), "nb")
    ett = Flagg(flagg, "", 0.9, 4, 20, "", "Se her.", "k")
    return Saksvurdering(
        Sak(sak_id, (), (vedtak,), "nb", kontor), Saksstatus.VURDERT, Versjoner("k", "kat", "m"), flagg=(ett,), risiko=Saksrisiko(20, 5, 4, ("k",))
    )


def test_a_flag_on_a_case_counts_once_by_the_last_answer_that_stands():
    svar = [
        _svar(1, "A", "bekreft"), _svar(2, "A", "avvis", "feil_lest"), _svar(3, "B", "usikker"), _svar(4, "C", "avvis", "annet"),
        _svar(5, "C", "bekreft", hvem="ola"), _svar(6, "D", "bekreft"), _svar(7, "D", ""), _svar(8, "E", "bekreft"),
        _svar(9, "E", "avvis", "annet", hvem="ola"), _svar(10, "E", "", hvem="ola"), _svar(11, "F", "avvis", "feil_lest", flagg="g"),
    ]  # fmt: skip
    telt = count_svar(svar, {"B", "C"}, {"f": START + timedelta(hours=4), "g": None})
    assert telt["f"]["trukne"] == Svartelling(1, 0, 1) and telt["f"]["koen"] == Svartelling(1, 1, 0, {"feil_lest": 1})
    assert telt["f"]["trukne_siden"] == Svartelling(1) and telt["f"]["koen_siden"] == Svartelling(1)
    assert telt["g"] == dict.fromkeys(("koen", "koen_siden"), Svartelling(0, 1, 0, {"feil_lest": 1}))
    assert (Svartelling(1, 2, 3, {"a": 1}) + Svartelling(1, 0, 0, {"a": 1, "b": 1})) == Svartelling(2, 2, 3, {"a": 2, "b": 1})


def test_precision_leaves_out_those_who_could_not_tell():
    presisjon = Svartelling(81, 182, 40).presisjon  # Newcombe (1998), Statist. Med. 17:857: Wilson for 81 of 263
    assert (presisjon.n, presisjon.lav, presisjon.hoy) == (263, pytest.approx(0.2553, abs=1e-4), pytest.approx(0.3662, abs=1e-4))
    assert Svartelling(0, 0, 3).presisjon.verdi is None


def test_lift_is_the_flags_cases_over_all_that_were_decided():
    utfall = [("endret", frozenset("fg"))] * 3 + [("opphevet", frozenset("f"))] * 2 + [("stadfestet", frozenset("f"))] * 5 + [("stadfestet", frozenset())] * 10
    uten, med = count_klager(utfall, {ett.id for ett in load_utfall().values() if ett.omgjort})
    assert (uten, med["f"], med["g"]) == (Klagetall(20, 5), Klagetall(20, 5, 10, 5), Klagetall(20, 5, 3, 3))
    assert med["f"].loft.verdi == pytest.approx(0.5 / 0.25) and med["f"].loft.lav < 2 < med["f"].loft.hoy + 1e-9
    assert uten.loft.verdi is None


@pytest.mark.parametrize(("tilstand", "riktige", "svar", "ventet"), [
    (AKTIV, 5, 19, ""),  # too few
    (AKTIV, 10, 20, HINT), (AKTIV, 13, 20, ""), (AKTIV, 65, 100, HINT), (AKTIV, 69, 100, HINT), (AKTIV, 70, 100, ""),
    (HINT, 72, 100, ""), (HINT, 79, 100, ""), (HINT, 85, 100, AKTIV), (HINT, 17, 20, ""),  # the interval reaches past the gap
    (HINT, 0, 49, ""), (HINT, 15, 50, TRUKKET), (HINT, 20, 50, ""),
    (AKTIV, 0, 100, HINT), (TRUKKET, 95, 100, HINT), (TRUKKET, 10, 100, ""),
])  # fmt: skip
def test_the_rule_proposes_one_step_at_a_time(tilstand, riktige, svar, ventet):
    forslag = propose(tilstand, TOM, _andel(riktige, svar), REGELVERK)
    assert (forslag.tilstand if forslag else "") == ventet
    if forslag:
        assert (forslag.grunnlag, forslag.presisjon.n) == (ALLE, svar)


def test_enough_answers_on_drawn_cases_go_before_all():
    assert propose(AKTIV, _andel(19, 20), _andel(40, 100), REGELVERK) is None
    assert propose(AKTIV, _andel(18, 19), _andel(40, 100), REGELVERK).tilstand == HINT
    forslag = propose(AKTIV, _andel(8, 20), _andel(95, 100), REGELVERK)
    assert (forslag.tilstand, forslag.grunnlag) == (HINT, TRUKNE)


def test_what_was_proposed_is_never_proposed_back_on_the_same_answers():
    for tilstand, n in product((AKTIV, HINT), (20, 50, 100, 400)):
        for riktige in range(n + 1):
            forslag = propose(tilstand, TOM, _andel(riktige, n), REGELVERK)
            if forslag and forslag.tilstand != TRUKKET:
                igjen = propose(forslag.tilstand, TOM, _andel(riktige, n), REGELVERK)
                assert igjen is None or igjen.tilstand != tilstand


@pytest.fixture
def levert(katalog):
    return find_levert(katalog, {})


@pytest.fixture
def fylt(database, katalog):
    """Thirty cases at two offices with the same flag: at our own it was mostly wrong."""
    with open_lager(database) as lager:
        flagg = katalog.flagg[0].id
        lager.save_vurderinger([_sak(f"S-{n:02}", EGET if n < 24 else FREMMED, flagg) for n in range(30)])
        lager.gjennomgang.add_trukne([Oppgave("S-00", EGET, blind=True, andel=0.1), Oppgave("S-01", EGET, kontroll=True, blind=True, andel=0.1)])
        verdier = ["bekreft"] * 8 + ["avvis"] * 14 + ["usikker"] * 2 + ["bekreft"] * 6
        lager.gjennomgang.save_svar(
            [_svar(n, f"S-{n:02}", verdi, "feil_lest" if verdi == "avvis" else "", flagg=flagg) for n, verdi in enumerate(verdier)]
        )
        yield lager, flagg


def test_the_record_counts_within_the_offices_that_are_asked_for(fylt, katalog, levert):
    lager, flagg = fylt
    lager.flaggbok.add_klageutfall([Klageutfall("S-02", "endret"), Klageutfall("S-03", "stadfestet"), Klageutfall("S-25", "opphevet")])
    lager.flaggbok.add_klageutfall([Klageutfall("S-03", ""), Klageutfall("borte", "endret")])
    poster = load_flaggbok(lager, katalog, levert)
    assert [post.id for post in poster] == [regel.id for regel in katalog.flagg]
    post = find_post(poster, flagg)
    assert post.tall.trukne == Svartelling(1) and post.tall.koen == Svartelling(13, 14, 2, {"feil_lest": 14})
    assert (post.tall.reist, post.tall.som_hint, post.tilstand) == (30, 0, AKTIV)
    assert post.tall.klager == Klagetall(2, 2, 2, 2)
    assert post.forslag.tilstand == HINT and post.forslag.presisjon.n == 28
    egne = find_post(load_flaggbok(lager, katalog, levert, {EGET}), flagg)
    assert (egne.tall.reist, egne.tall.alle.celler, egne.tall.klager.alle) == (24, (8, 14, 2), 1)
    assert find_post(load_flaggbok(lager, katalog, levert, set()), flagg).tall == Flaggtall()
    with pytest.raises(IkkeFunnet):
        find_post(poster, "finnes_ikke")


def test_a_decision_keeps_its_figures_and_answers_are_counted_anew(fylt, katalog, levert):
    lager, flagg = fylt
    post = find_post(load_flaggbok(lager, katalog, levert), flagg)
    for feil, (tilstand, grunn) in {"flagg_tilstand": (AKTIV, "x"), "flagg_grunn": (HINT, "  ")}.items():
        with pytest.raises(Bruksfeil) as fikk:
            decide_flagg(lager, post, tilstand, grunn, "kari", katalog)
        assert fikk.value.kode == feil
    with pytest.raises(Bruksfeil):
        decide_flagg(lager, post, "borte", "x", "kari", katalog)
    decide_flagg(lager, post, HINT, " for ofte feil ", "kari", katalog)
    etter = find_post(load_flaggbok(lager, katalog, levert), flagg)
    [ett] = etter.historikk
    assert (ett.tilstand, ett.grunn, ett.hvem, etter.tilstand, etter.forslag) == (HINT, "for ofte feil", "kari", HINT, None)
    assert {n: ett.felt[n] for n in ("fra", "bekreftet", "avvist", "presisjon", "forslag", "grunnlag", "reist")} == {
        "fra": AKTIV, "bekreftet": "14", "avvist": "14", "presisjon": "0.500", "forslag": HINT, "grunnlag": ALLE, "reist": "30",
    }  # fmt: skip
    assert etter.tall.alle.besvart == 30 and etter.tall.koen_siden == Svartelling()
    assert lager.flaggbok.load_tilstander() == {flagg: HINT}
    assert to_post(etter)["historikk"][0]["tall"]["regel"] == hash_flagg(post.regel)


def test_the_night_follows_the_rule_only_once(fylt, katalog, levert):
    lager, flagg = fylt
    [gjort] = decide_selv(lager, katalog, levert)
    assert (gjort.flagg, gjort.tilstand, gjort.hvem, gjort.felt["selv"]) == (flagg, HINT, flaggbok.MASKINEN, "ja")
    assert decide_selv(lager, katalog, levert) == []


def test_a_retired_flag_comes_back_as_a_hint_when_its_condition_is_another(fylt, katalog, levert):
    lager, flagg = fylt
    lager.flaggbok.add_flaggstand(Flaggstand(flagg, TRUKKET, "x", "kari", {"regel": hash_flagg(find_post(load_flaggbok(lager, katalog, levert), flagg).regel)}))
    assert find_post(load_flaggbok(lager, katalog, levert), flagg).forslag is None
    annen = replace(katalog, flagg=tuple(replace(r, uten_fakta=(*r.uten_fakta, "nodhjelp")) if r.id == flagg else r for r in katalog.flagg))
    post = find_post(load_flaggbok(lager, annen, levert), flagg)
    assert post.endret_regel and (post.forslag.tilstand, post.forslag.grunnlag) == (HINT, REGEL)
    omskrevet = replace(katalog, flagg=tuple(replace(r, tekst={"nb": "a", "nn": "b"}) for r in katalog.flagg))
    assert not find_post(load_flaggbok(lager, omskrevet, levert), flagg).endret_regel


def test_nothing_that_leaders_are_told_is_of_fewer_than_five(katalog, levert, fylt):
    lager, flagg = fylt
    post = find_post(load_flaggbok(lager, katalog, levert), flagg)
    smaa, tall = range(1, FAERREST), (0, 2, 5, 9)
    for a, b, c, d, e in product(tall, tall, (0, 3), tall, (0, 4, 6)):
        grunner = {"feil_lest": b - 1, "annet": 1} if b == 5 else {"feil_lest": b} if b else {}
        full = replace(post, tall=Flaggtall(a, d, Svartelling(a, b, c, grunner), Svartelling(d, e, 0, {"annet": e} if e else {}), klager=Klagetall(20, a, 10, min(a, d, 10))))
        vist = hide_sma(full, Saksmengder(11, 11, 11))
        t = vist.tall
        sett = {t.reist, t.som_hint, *t.trukne.celler, *t.koen.celler, *t.trukne.grunner.values(), *t.koen.grunner.values(), *t.klager.celler}
        assert not sett & set(smaa), (a, b, c, d, e)
        assert "reist" in vist.skjult or a != 9, "nearly all cases is as telling as hardly any"
        # What is told is either true or said not to be told.
        for navn in ("reist", "som_hint"):
            assert getattr(t, navn) == getattr(full.tall, navn) or navn in vist.skjult
        if "svar" not in vist.skjult:
            assert t.alle.celler == full.tall.alle.celler
            assert t.trukne.celler == full.tall.trukne.celler or "delt" in vist.skjult
        assert t.klager == full.tall.klager or "klager" in vist.skjult
        assert vist.forslag is None and all(not ett.felt for ett in vist.historikk)


@pytest.mark.parametrize("feil", [False, True])
def test_who_knows_what_other_pages_tell_finds_no_small_group_by_subtraction(katalog, feil):
    """Every way that twelve cases can have flags: what is told of a flag, and of all of them, is the same in several of them."""
    regel = replace(katalog.flagg[0], feil=feil)
    mulige = defaultdict(list)
    for med, flagget, lovfeil in product(range(13), repeat=3):
        if lovfeil <= flagget and med <= (lovfeil if feil else flagget):
            vist = hide_sma(Flaggpost(regel, "flagg", "flagg", Flaggtall(med)), Saksmengder(12, flagget, lovfeil))
            flagg_vist = not (is_liten(flagget) or is_liten(12 - flagget))
            feil_vist = flagg_vist and not (is_liten(lovfeil) or is_liten(flagget - lovfeil))
            sett = (None if "reist" in vist.skjult else med, flagget if flagg_vist else None, lovfeil if feil_vist else None)
            mulige[sett].append((med, 12 - med, flagget - med, *([lovfeil - med] if feil else [])))
    for sett, tabeller in mulige.items():
        for gruppe in zip(*tabeller, strict=True):
            assert len(set(gruppe)) > 1 or not is_liten(gruppe[0]), sett


def test_who_knows_the_rule_finds_no_small_group_of_answers_or_complaints(katalog):
    post, mengder = Flaggpost(katalog.flagg[0], "flagg", "flagg", Flaggtall()), Saksmengder(99, 99, 99)
    svar, klager = defaultdict(list), defaultdict(list)
    for celler in product(range(7), repeat=4):
        vist = hide_sma(replace(post, tall=Flaggtall(trukne=Svartelling(*celler[:2]), koen=Svartelling(*celler[2:]))), mengder)
        svar[vist.skjult, vist.tall.trukne.celler, vist.tall.koen.celler].append(celler)
    for alle, omgjort in product(range(0, 15, 2), repeat=2):
        for med, med_omgjort in product(range(alle + 1), repeat=2):
            tall = Klagetall(alle, omgjort, med, med_omgjort)
            if omgjort <= alle and min(tall.celler) >= 0:
                vist = hide_sma(replace(post, tall=Flaggtall(klager=tall)), mengder)
                klager[vist.skjult, vist.tall.klager, alle, omgjort].append((med, med_omgjort, med - med_omgjort))  # told of other flags
    for mulige in (svar, klager):
        for sett, tabeller in mulige.items():
            for gruppe in zip(*tabeller, strict=True):
                assert len(set(gruppe)) > 1 or not is_liten(gruppe[0]), sett


KJENTE = {"2024-1": "A", "2024-2": "A", "2024-3": "B"}
IDAG = date(2026, 11, 23)


def _read(data: bytes):
    return read_klagefil(data, lambda id_: id_ if id_ in KJENTE else "", IDAG, "kari")


@pytest.mark.parametrize("data", [
    b"sak_id;utfall;dato\n2024-1;endret;2026-03-01\n2024-2;stadfestet;\n",
    "\ufeffSak-ID,Utfall,Dato\r\n2024-1,Endret,01.03.2026\r\n2024-2,Stadfestet,\r\n".encode(),
    'sep=;\r\nSaksnr.;Kommentar;Utfall;Dato\r\n="2024-1";"flere\r\nlinjer; her";ENDRA;1.3.2026 00:00:00\r\n\'2024-2;;Stadfesta;\r\n;;;\r\n'.encode("cp1252"),
    "sak\tutfall\tdato\n 2024-1\t endret \t01/03/2026\n\n2024-2\u00a0\tstadfestet\n".encode("utf-16"),
])  # fmt: skip
def test_files_as_spreadsheets_write_them(data):
    gode, feil = _read(data)
    assert feil == []
    assert [(ett.sak_id, ett.utfall, ett.dato, ett.kilde, ett.hvem) for ett in gode] == [
        ("2024-1", "endret", date(2026, 3, 1), "fil", "kari"), ("2024-2", "stadfestet", None, "fil", "kari"),
    ]  # fmt: skip


def test_every_bad_row_is_named_by_its_line_and_why():
    rader = ["2024-1;endret;2026-02-30", "9999-1;endret;", ";endret;", "2024-2;vunnet;", "2024-3;;", "2024-3;endret;2027-01-01", "2024-1;endret;", "2024-1;endret;"]
    gode, feil = _read("\n".join(["sak;utfall;dato", *rader]).encode())
    assert [ett.sak_id for ett in gode] == ["2024-1"]
    assert feil == [
        Radfeil(2, "ugyldig_dato"), Radfeil(3, "ukjent_sak"), Radfeil(4, "uten_sak"), Radfeil(5, "ukjent_utfall"), Radfeil(6, "uten_utfall"),
        Radfeil(7, "fremtidig_dato"), Radfeil(9, "to_ganger"),
    ]  # fmt: skip


@pytest.mark.parametrize("data", [b"", b"\n\n", b"a;b;c\n1;2;3\n", b"PK\x03\x04\x00\x00", b"sak\n2024-1\n", bytes(range(256)) * 9])
def test_what_is_no_such_file_is_refused(data):
    with pytest.raises(Bruksfeil, match="klagefil"):
        _read(data)

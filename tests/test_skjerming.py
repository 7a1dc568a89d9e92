"""What is shown of a case with identifying data: held back, masked or released, and names of files that tell nobody."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedtaksanalyse import sak as s
from vedtaksanalyse.pii.skjerming import MASKE, mask_tekst, skjerm_sak
from vedtaksanalyse.pii.trygge_navn import is_trygt, make_saksnavn, name_dokumenter, show_filer

NAVN, TEKST = "Kari Nordmann", "Til Kari Nordmann,\nfødt 01.02.1990. Karis barn er 4 og 7 år. Kari går på Fjelltun skole."
RENT = "Barna er 4 og 7 år, skriver mor."


def _b(tekst: str, hva: str, dok_id: str = "vedtak", fra: int = 0) -> s.Belegg:
    start = tekst.index(hva, fra)
    return s.Belegg(dok_id, start, start + len(hva))


DIREKTE = (s.PiiFunn(_b(TEKST, NAVN), "navn"),)


def _sak(pii=DIREKTE, fil: str = "vedtak.pdf", **felt) -> s.Saksvurdering:
    """A case with evidence of every kind in both documents."""
    a, b = _b(TEKST, "Karis barn er 4"), _b(RENT, "Barna er 4", "notat")
    kvittering = s.Sokekvittering(("vedtak", "notat"), (), 5, 3, (s.Narmeste(a, ("x",)), s.Narmeste(b, ("x",))))
    barn = s.Barnefakta(2, (4, 7), "fast", (a, b), (s.Barnekonflikt("antall", (a, b)),))
    verdikt = s.Kriterievurdering("k", "ja", (("ja", 1.0),), (s.Bevis(a), s.Bevis(b)), kvittering, barn)
    gjenbruk = s.Saksgjenbruk(5, 9, 3, (s.Gjentakelse(a, 2), s.Gjentakelse(b, 2)), (s.Rest("r", (a, a)), s.Rest("r", (b, b))))
    verdier = {
        "sak": s.Sak(
            "S-1",
            (s.Kilde("vedtak", fil, "a" * 64, s.Lesestatus.LEST, "vedtak"), s.Kilde("notat", "notat.txt", "b" * 64, s.Lesestatus.LEST)),
            (s.Dokument("vedtak", "vedtak", TEKST, date(2026, 3, 1)), s.Dokument("notat", "journalnotat", RENT)),
        ),
        "status": s.Saksstatus.VURDERT,
        "versjoner": s.Versjoner("1", "2", "3"),
        "vurderinger": (verdikt,),
        "flagg": (s.Flagg("f", "k", 0.5, 3, 6, "h", "Se.", belegg=(a, b)),),
        "pii": pii,
        "fakta": (s.Faktum("x", (a, b)),),
        "behov": (s.Behovsrad("klar", "Kari", "ikke_avgjort", *[(a, b)] * 4, avgjort=(a, b)),),
        "merker": (s.Setningsmerke(a, 1, 2, b"", 3), s.Setningsmerke(b, 1, 2, b"", 3)),
        "gjenbruk": gjenbruk,
    }
    return s.Saksvurdering(**verdier | felt)


def _avgjort(vurdering: s.Saksvurdering, valg: s.Valg, dok_id: str = "vedtak") -> dict:
    avtrykk = vurdering.sak.dokument(dok_id).avtrykk
    en = s.Avgjorelse("S-1", dok_id, avtrykk, valg, "kn", "rolle", datetime(2026, 3, 2, tzinfo=UTC))
    return {("S-1", dok_id, avtrykk): en}


def _walk(verdi):
    """Everything in a noun, down to strings and spans."""
    yield verdi
    if is_dataclass(verdi):
        for felt in fields(verdi):
            yield from _walk(getattr(verdi, felt.name))
    elif isinstance(verdi, tuple | list):
        for ett in verdi:
            yield from _walk(ett)


def test_a_held_document_leaves_neither_text_nor_spans_and_the_verdicts_stand():
    vurdering = _sak()
    ut = skjerm_sak(vurdering, s.Vern.HOLD, {})
    assert [(x.dok_id, x.status, x.typer) for x in ut.skjerming] == [("vedtak", "tilbakeholdt", (("navn", 1),))]
    assert {b.dok_id for b in _walk(ut) if isinstance(b, s.Belegg)} == {"notat"}
    assert not any("Kari" in ett or "Nordmann" in ett for ett in _walk(ut) if isinstance(ett, str))
    assert ut.sak.dokument("vedtak").tekst == "" and ut.sak.dokument("notat") == vurdering.sak.dokument("notat")
    assert [v.grad for v in ut.vurderinger] == ["ja"] and len(ut.flagg) == 1 and ut.sak.vedtaksdato == date(2026, 3, 1)
    assert len([b for b in _walk(ut) if isinstance(b, s.Belegg)]) > 10, "what stands in other documents stays"


def test_masking_keeps_offsets_and_takes_names_that_were_not_found():
    vurdering = _sak()
    ut = skjerm_sak(vurdering, s.Vern.MASKER, {})
    tekst = ut.sak.dokument("vedtak").tekst
    assert tekst == TEKST.replace("Kari", MASKE * 4).replace("Nordmann", MASKE * 8)
    assert ut.sak.sitat(vurdering.vurderinger[0].belegg[0]) == f"{MASKE * 4}s barn er 4"
    assert ut.behov[0].barn == MASKE * 4
    assert replace(ut, sak=vurdering.sak, skjerming=(), behov=vurdering.behov) == vurdering, "all spans stay"


@pytest.mark.parametrize(
    ("valg", "status", "vises"),
    [(s.Valg.FRIGI, "frigitt", TEKST), (s.Valg.SEND_TILBAKE, "sendt_tilbake", ""), (s.Valg.MASKER, "maskert", None)],
)
@pytest.mark.parametrize("vern", s.Vern)
def test_a_decision_goes_before_the_setting(valg, status, vises, vern):
    vurdering = _sak()
    ut = skjerm_sak(vurdering, vern, _avgjort(vurdering, valg))
    assert [x.status for x in ut.skjerming] == [status]
    assert ut.sak.dokument("vedtak").tekst == vises or (vises is None and MASKE in ut.sak.dokument("vedtak").tekst)


def test_another_text_is_decided_on_anew():
    gammel, tekst = _sak(), TEKST + " Mer."
    ny = replace(gammel, sak=replace(gammel.sak, dokumenter=(replace(gammel.sak.dokumenter[0], tekst=tekst), gammel.sak.dokumenter[1])))
    [skjerming] = skjerm_sak(ny, s.Vern.HOLD, _avgjort(gammel, s.Valg.FRIGI)).skjerming
    assert skjerming.holdt


def test_indirect_identifiers_and_warnings_hold_nothing_back():
    indirekte = _sak((s.PiiFunn(_b(TEKST, "Fjelltun skole"), "skole"), s.PiiFunn(_b(TEKST, "01.02.1990"), "fodselsdato")))
    assert skjerm_sak(indirekte, s.Vern.HOLD, {}) == indirekte
    assert skjerm_sak(_sak(), s.Vern.VARSLE, {}) == _sak()


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(0, 45), st.integers(0, 45)), max_size=5))
def test_masking_any_spans_keeps_length_and_hides_every_sign(tekst, spenn):
    spenn = [(min(a, b), max(a, b)) for a, b in spenn]
    ut = mask_tekst(tekst, spenn)
    assert len(ut) == len(tekst)
    for n, (foer, etter) in enumerate(zip(tekst, ut, strict=True)):
        inni = any(a <= n < b for a, b in spenn)
        assert etter == (MASKE if inni and not foer.isspace() else foer)


def test_a_file_in_another_still_shows_where_it_lies():
    navn = ("brev.eml/notat Kari Nordmann.txt", "brev.eml", "Kari Nordmann.eml", "Kari Nordmann.eml/notat.txt", "x.kari", "brev.eml/a.txt")
    sak = name_dokumenter(s.Sak("S", tuple(s.Kilde(ett, ett, "", s.Lesestatus.LEST) for ett in navn), ()))
    vist = [kilde.fil for kilde in show_filer(sak.kilder)]
    assert vist == ["brev.eml/annet-1.txt", "brev.eml", "annet-2.eml", "annet-2.eml/annet-3.txt", "annet-4", "brev.eml/a.txt"]


@pytest.mark.parametrize(
    ("navn", "trygt"),
    [
        ("Kari Nordmann vedtak.pdf", False), ("kari_nordmann.pdf", False), ("KariNordmann.pdf", False),
        ("VEDTAK KARI NORDMANN.pdf", False), ("vedtak-kari-nordmann-2024.docx", False), ("01017012345 vedtak.pdf", False),
        ("tlf 91234567.pdf", False), ("ola@eksempel.no.txt", False), ("2024-01166", True), ("vedtak_20240312.pdf", True),
        ("Nav Sagene 2024", True), ("Vedtak Asker mars 2024.pdf", True), ("IMG_20240301_123456.jpg", True),
        ("Søknad om økonomisk sosialhjelp Lillestrøm kommune.pdf", True), ("journalnotat-1", True), ("2024_000123_45 Vedtak.pdf", True),
    ],
)  # fmt: skip
def test_names_that_identify_are_known(navn, trygt):
    assert is_trygt(navn) is trygt
    assert (make_saksnavn(navn) == navn) is trygt and is_trygt(make_saksnavn(navn))


def test_documents_and_files_get_names_that_tell_nobody():
    kilder = tuple(
        s.Kilde(navn.rpartition(".")[0], navn, "", s.Lesestatus.LEST, type_)
        for navn, type_ in (("Kari Nordmann.pdf", "vedtak"), ("Kari Nordmann 2.PDF", "vedtak"), ("vedtak-1.txt", "vedtak"), ("a.txt", "annet"))
    )
    sak = s.Sak("S", kilder, tuple(s.Dokument(k.dok_id, k.type, "t") for k in kilder))
    ut = name_dokumenter(sak)
    assert [k.dok_id for k in ut.kilder] == [d.dok_id for d in ut.dokumenter] == ["vedtak-2", "vedtak-3", "vedtak-1", "a"]
    assert [k.fil for k in ut.kilder] == [k.fil for k in kilder], "the store knows files by their own names"
    assert [k.fil for k in show_filer(ut.kilder)] == ["vedtak-2.pdf", "vedtak-3.pdf", "vedtak-1.txt", "a.txt"]
    assert name_dokumenter(replace(sak, kilder=kilder[2:], dokumenter=())).kilder == kilder[2:]
    assert [k.fil for k in skjerm_sak(_sak(fil="Kari Nordmann.pdf"), s.Vern.HOLD, {}).sak.kilder] == ["vedtak.pdf", "notat.txt"]

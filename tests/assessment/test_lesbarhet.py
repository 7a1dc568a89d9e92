"""Poor text: the vedtak's stops the assessment, a note's takes the flags that rest on what it does not say."""

from __future__ import annotations

from dataclasses import replace

import pytest
from byggere import en_sak, et_dokument
from test_flagg import KATALOG, VEDTATT, vurder

from vedtaksanalyse.assessment.assess import find_arsak
from vedtaksanalyse.assessment.flags import raise_flagg
from vedtaksanalyse.sak import Faktum, Side

VEDTAK, NOTAT = et_dokument("Vedtak om stønad."), et_dokument("Samtale med mor.", "journalnotat")


def darlig(dokument, *grunner, score=0.4, malform="nb"):
    return replace(dokument, kvalitet=score, grunner=grunner, malform=malform)


def med_sider(dokument, *scorer):
    return replace(dokument, sider=tuple(Side(n, 0, 5, kvalitet=s, grunner=("limt",)) for n, s in enumerate(scorer, start=1)))


@pytest.mark.parametrize(
    ("dokumenter", "arsak"),
    [
        ([darlig(VEDTAK, "limt")], "darlig_tekst"),
        ([darlig(VEDTAK, score=0.1)], "darlig_tekst"),
        ([darlig(VEDTAK, "limt", score=0.7)], ""),
        ([med_sider(VEDTAK, 0.9, 0.3, None)], "darlig_tekst"),
        ([med_sider(VEDTAK, 0.9, None)], ""),
        ([VEDTAK, darlig(NOTAT, "limt")], ""),
        ([VEDTAK, darlig(et_dokument("Nytt vedtak.", dok_id="v2"), "delt")], "darlig_tekst"),
        ([darlig(VEDTAK, "annet_sprak", "limt", malform="annet")], "malform"),
        ([darlig(VEDTAK, "ukjente_ord", malform="annet")], "darlig_tekst"),
        ([darlig(VEDTAK, "annet_sprak")], "darlig_tekst"),
        ([darlig(NOTAT, "limt")], "uten_vedtak"),
    ],
)
def test_poor_text_in_the_vedtak_is_a_cause(dokumenter, arsak):
    assert find_arsak(en_sak(*dokumenter)) == arsak


def test_what_a_poor_document_may_hide_is_of_its_kind_or_unknown():
    ukjent = darlig(et_dokument("Noe.", "annet"), "delt")
    sak = en_sak(VEDTAK, darlig(NOTAT, "limt"), ukjent)
    assert sak.find_skjulte({"journalnotat"}) == ("journalnotat", "annet")
    assert sak.find_skjulte({"soknad"}) == ("annet",)
    assert en_sak(VEDTAK, NOTAT).find_skjulte({"journalnotat"}) == ()


@pytest.mark.parametrize(("notat", "reist"), [(NOTAT, True), (darlig(NOTAT, "limt"), False), (darlig(NOTAT, "limt", score=0.7), True)])
def test_a_flag_on_what_a_note_does_not_say_waits_for_readable_text(notat, reist):
    flagg = raise_flagg(en_sak(VEDTAK, notat), vurder(kartleggingssamtale="nei"), [], KATALOG, VEDTATT)
    assert ("samtale_ikke_holdt" in {f.id for f in flagg}) == reist


def test_a_flag_on_the_vedtak_alone_does_not_wait():
    sak = en_sak(VEDTAK, darlig(NOTAT, "limt"))
    flagg = raise_flagg(sak, vurder(individuell_vurdering="standardisert"), [Faktum("oppstart_angitt")], KATALOG, VEDTATT)
    assert "sats_uten_behov" in {f.id for f in flagg}

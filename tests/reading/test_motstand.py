"""What the hostile files found, one by one: names, archives and messages that cost more than they say."""

from __future__ import annotations

import os
from email.message import EmailMessage

import pytest
from pdfer import les
from saksfiler import VEDTAK, lag, statuser

from vedtaksanalyse.errors import Lesefeil
from vedtaksanalyse.reading import Grenser, arkiv, find_saksmapper, hash_fil, read_innhold, read_sak
from vedtaksanalyse.reading import les as lesing
from vedtaksanalyse.reading.budskap import Uforstaaelig, pack_svar, unpack_svar
from vedtaksanalyse.reading.innhold import FLEST_VEDLEGG, Innhold, Vedlegg


def med_vedlegg(*innhold: bytes | EmailMessage) -> EmailMessage:
    brev = EmailMessage()
    brev["From"], brev["Subject"] = "kari@example.org", "Søknad"
    brev.set_content("Se vedlegg.\n")
    for nr, data in enumerate(innhold):
        if isinstance(data, EmailMessage):
            brev.add_attachment(data)
        else:
            brev.add_attachment(data, "text", "plain", filename=f"{nr}.txt")
    return brev


def test_a_message_with_attachments_beyond_number_is_too_large():
    with pytest.raises(Lesefeil, match="for_stor"):
        les(med_vedlegg(*[b"%d" % nr for nr in range(FLEST_VEDLEGG + 1)]).as_bytes())


def test_attachments_of_attachments_count_too(tmp_path, monkeypatch):
    monkeypatch.setattr(lesing, "FLEST_VEDLEGG", 4)
    brev = med_vedlegg(med_vedlegg(b"a", b"b"), b"c", med_vedlegg(b"d", b"e"))
    lag(tmp_path / "s", {"s.eml": brev.as_bytes()})
    sak = read_sak(find_saksmapper(tmp_path / "s")[0])
    assert list(statuser(sak).values()).count("for_stor") == 1
    assert list(statuser(sak).values()).count("lest") == 5


def test_a_message_that_names_no_sender_has_its_attachments_too():
    brev = med_vedlegg(b"Kvittering fra banken")
    del brev["From"], brev["Subject"]
    for endelse in (".eml/0", ".dat/0"):
        assert read_innhold(brev.as_bytes(), Grenser(), endelse).tekst == "Kvittering fra banken"


@pytest.mark.parametrize("navn", ["", "a/b.txt", "a\nb", "\x1b[2J", "\u202etxt.exe", "\ud800", "x" * 301])
def test_a_name_from_the_child_is_one_that_can_be_shown(navn):
    svar = pack_svar(Innhold("x", vedlegg=(Vedlegg(navn, "0" * 64),)))
    if not navn:
        assert unpack_svar(svar, Grenser()).vedlegg[0].navn == ""
    else:
        with pytest.raises(Uforstaaelig):
            unpack_svar(svar, Grenser())


def test_an_answer_of_more_pages_or_attachments_than_there_can_be_is_refused():
    mange = Innhold("x", vedlegg=(Vedlegg("a", ""),) * (FLEST_VEDLEGG + 1))
    with pytest.raises(Uforstaaelig):
        unpack_svar(pack_svar(mange), Grenser())


def test_the_index_of_an_archive_is_counted_before_it_is_taken_in(tmp_path, monkeypatch):
    import zipfile

    with zipfile.ZipFile(tmp_path / "a.zip", "w") as pakke:
        for nr in range(20):
            pakke.writestr(f"s/{nr}.txt", VEDTAK)
    assert sum(len(sak.filer) for sak in arkiv.list_arkiv(tmp_path / "a.zip")) == 20
    monkeypatch.setattr(arkiv, "_POSTER", 19)
    lest: list[int] = []
    monkeypatch.setattr(zipfile, "ZipInfo", lambda *_: lest.append(1))
    assert arkiv.list_arkiv(tmp_path / "a.zip") is None
    assert lest == []


def test_a_file_larger_than_any_limit_is_not_read_to_be_known(tmp_path):
    """Ten terabytes that take no room: to read them would take the night."""
    fil = tmp_path / "stor.pdf"
    fil.touch()
    os.truncate(fil, 10_000_000_000_000)
    forst = hash_fil(fil, tmp_path)
    assert len(forst) == 64
    os.truncate(fil, 10_000_000_000_001)
    assert hash_fil(fil, tmp_path) != forst
    assert list(statuser(read_sak(find_saksmapper(tmp_path)[0])).values()) == ["for_stor"]


def test_a_text_gives_a_terminal_no_orders():
    tekst = les("Vedtak \x1b]0;tittel\x07 om \x9b2J hjelp\x7f".replace("\x07", "").encode()).tekst
    assert tekst == "Vedtak \ufffd]0;tittel om \ufffd2J hjelp\ufffd"

"""Made-up cases for the storage tests."""

from datetime import date
from string import ascii_lowercase

from hypothesis import strategies as st

from vedtaksanalyse import sak as s

VERSJONER = s.Versjoner("k1", "kat1", "m1")


def en_vurdering(sak_id: str = "S-1", tekst: str = "Barna på 4 og 7 år – «fast» bosted 🙂.", **felt) -> s.Saksvurdering:
    """A case that uses every field of every noun."""
    spenn = s.Belegg("vedtak", 0, 5)
    kilder = (
        s.Kilde("vedtak", "vedtak.pdf", "a" * 64, s.Lesestatus.LEST, "vedtak", date(2026, 3, 1)),
        s.Kilde("bilde", "bilde.pdf", "b" * 64, s.Lesestatus.KREVER_OCR),
        s.Kilde("notat", "notat.pdf", "", s.Lesestatus.MANGLER),
    )
    ocr = s.Side(2, 10, len(tekst), 595.28, 841.89, "ocr", (), 0.91, ((0, 3, 1.5, 2.0, 3.0, 4.0),), 0.1 + 0.2, ("limt", "delt"))
    sider = (s.Side(1, 0, 10, 595.28, 841.89, "tekst", ((3, 4), (7, 9))), ocr)
    dokument = s.Dokument("vedtak", "vedtak", tekst, date(2026, 3, 1), "nn", sider, 0.5, ("rare_tegn",))
    seksjoner = (("vedtak", ("fakta", "klage")),)
    kvittering = s.Sokekvittering(("vedtak",), ("bilde",), 12, 34, (s.Narmeste(spenn, ("nektet", "gjengitt")),), seksjoner)
    vurderinger = (
        s.Kriterievurdering(
            "a.b",
            "ja",
            (("ja", 0.1 + 0.2), ("nei", 1e-12)),
            (
                s.Bevis(spenn, (s.Opphav("regel:x", ("nektet",)), s.Opphav("modell:y", (), 0.1 + 0.2))),
                s.Bevis(s.Belegg("vedtak", 6, 8)),
            ),
            None,
            s.Barnefakta(2, (4, 7), "fast", (spenn,), (s.Barnekonflikt("antall", (spenn, spenn)),)),
            ("livsopphold",),
        ),
        s.Kriterievurdering("c", "nei", (("nei", 1.0),), kvittering=kvittering, verdi=()),
    )
    verdier = {
        "sak": s.Sak(sak_id, kilder, (dokument,), "nn", "Nav Eksempel", funn=b"sett"),
        "status": s.Saksstatus.VURDERT,
        "versjoner": VERSJONER,
        "vurderinger": vurderinger,
        "flagg": (s.Flagg("f", "c", 0.75, 4, 3, "stl. § 18", "Sjekk dette.", "k", True, False, (spenn,)),),
        "svakt_vedtak": 0.123456789012345678,
        "pii": (s.PiiFunn(spenn, "navn", 0.5),),
        "fakta": (s.Faktum("sats", (spenn,), "7850"),),
        "behov": (s.Behovsrad("klar", "barn 1", "ikke_i_vedtak", (spenn,), vurdert=(spenn,), utfall="avslag"),),
        "risiko": s.Saksrisiko(20, 4, 5, ("k",), True, ("avslag",), date(2026, 1, 2)),
        "merker": (
            s.Setningsmerke(spenn, 1, 2**62, bytes(range(64)), 7, False, (s.Utfylling("belop", 1, 3, "7850", "nei"),)),
            s.Setningsmerke(s.Belegg("vedtak", 6, 8), 2, 5, bytes(64), 4, True),
        ),
        "gjenbruk": s.Saksgjenbruk(
            9, 40, 11, (s.Gjentakelse(spenn, 3, 1, True, (s.Utfylling("dato", 1, 3, "1. mai"),)),), (s.Rest("r", (spenn, spenn), ("x", "y")),)
        ),
    }
    return s.Saksvurdering(**verdier | felt)


def en_uvurdert(sak_id: str = "S-2") -> s.Saksvurdering:
    """A case that could not be assessed."""
    kilder = (s.Kilde("x", "x.pdf", "c" * 64, s.Lesestatus.KRYPTERT),)
    avvik = (s.Avvik("sakjson_ukjent", (("felt", "æ"),)), s.Avvik("sakjson_lesing"))
    return s.Saksvurdering(
        s.Sak(sak_id, kilder, (), avvik=avvik), s.Saksstatus.KAN_IKKE_VURDERES, VERSJONER, "uten_vedtak"
    )


_tekst = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
_id = st.text(ascii_lowercase, min_size=1, max_size=6)
_tall = st.integers(0, 10_000)
_p = st.floats(0, 1)
_dato = st.none() | st.dates()
_belegg = st.builds(s.Belegg, _id, _tall, _tall)


def _flere(strategi):
    return st.lists(strategi, max_size=3).map(tuple)


_side = st.builds(s.Side, _tall, _tall, _tall, _p, _p, _id, _flere(st.tuples(_tall, _tall)))
_dokument = st.builds(s.Dokument, _id, _id, _tekst, _dato, st.sampled_from(s.MALFORMER), _flere(_side))
_kilde = st.builds(s.Kilde, _id, _tekst, _id, st.sampled_from(s.Lesestatus), _id, _dato)
_kvittering = st.builds(
    s.Sokekvittering,
    _flere(_id),
    _flere(_id),
    _tall,
    _tall,
    _flere(st.builds(s.Narmeste, _belegg, _flere(_id))),
    _flere(st.tuples(_id, _flere(_id))),
)
_bevis = st.builds(s.Bevis, _belegg, _flere(st.builds(s.Opphav, _id, _flere(_id), st.none() | _p)))
_verdikt = st.builds(
    s.Kriterievurdering,
    _id,
    _id,
    st.dictionaries(_id, _p, max_size=4).map(lambda grader: tuple(grader.items())),
    _flere(_bevis),
    st.none() | _kvittering,
    st.none() | st.builds(s.Barnefakta, _tall, _flere(_tall), _id, _flere(_belegg)),
    st.none() | _flere(_tekst),
)
_utfylling = st.builds(s.Utfylling, _id, _tall, _tall, _tekst, st.sampled_from(["", "ja", "nei"]), _flere(_tekst))
_merke = st.builds(
    s.Setningsmerke, _belegg, _tall, st.integers(0, 2**63 - 1), st.binary(max_size=64), _tall, st.booleans(), _flere(_utfylling)
)
_avvik = st.builds(s.Avvik, _id, _flere(st.tuples(_id, _tekst)))
vurderinger = st.builds(
    s.Saksvurdering,
    st.builds(s.Sak, _id, _flere(_kilde), _flere(_dokument), st.sampled_from(s.MALFORMER), _tekst, _flere(_avvik)),
    st.sampled_from(s.Saksstatus),
    st.builds(s.Versjoner, _id, _id, _id),
    _id,
    _flere(_verdikt),
    _flere(
        st.builds(
            s.Flagg, _id, _id, _p, _tall, _tall, _tekst, _tekst, _id, st.booleans(), st.booleans(), _flere(_belegg)
        )
    ),
    st.none() | _p,
    _flere(st.builds(s.PiiFunn, _belegg, _id, _p)),
    _flere(st.builds(s.Faktum, _id, _flere(_belegg), _tekst)),
    _flere(st.builds(s.Behovsrad, _id, _tekst, _id, *[_flere(_belegg)] * 4, _id, _flere(_belegg))),
    st.none() | st.builds(s.Saksrisiko, _tall, _tall, _tall, _flere(_id), st.booleans(), _flere(_id), _dato),
    _flere(_merke),
    st.none()
    | st.builds(
        s.Saksgjenbruk,
        _tall,
        _tall,
        _tall,
        _flere(st.builds(s.Gjentakelse, _belegg, _tall, _tall, st.booleans(), _flere(_utfylling))),
        _flere(st.builds(s.Rest, _id, st.tuples(_belegg, _belegg), _flere(_tekst))),
    ),
)

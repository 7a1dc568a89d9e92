"""Made-up rows and cases to draw among."""

from datetime import date

from vedtaksanalyse import sak as s

VERSJONER = s.Versjoner("k", "kat", "m")
TYPER = ("hast", "langtid", "ny", "samvaer", "stor_familie")


def en_rad(nummer: int, **felt) -> s.Rammerad:
    """A case with a number that decides its office, month, group and risk."""
    verdier = {
        "sak_id": f"S-{nummer:03}",
        "kontor": ("Nav Nord", "Nav Sør")[nummer % 2],
        "status": s.Saksstatus.VURDERT,
        "vedtaksdato": date(2026, 1 + nummer % 3, 1 + nummer % 28),
        "nokkel": f"k{nummer}",
        "svakt_vedtak": nummer % 10 / 10,
        "grader": {"resultat": ("innvilget", "avslag")[nummer // 2 % 2], "ungdom": ("nei", "ja")[nummer % 5 == 0]},
        "sannsynlighet": {"barnets_beste": {"nevnt": 0.25, "vektet": 0.75}},
        "verdier": {"sakstype": (TYPER[nummer % 5],)},
        "versjon": VERSJONER.nokkel,
    }
    return s.Rammerad(**verdier | felt)


def mange_rader(antall: int = 60) -> list[s.Rammerad]:
    return [en_rad(nummer) for nummer in range(antall)]


def en_plan(antall: int = 12, **felt) -> s.Utvalgsplan:
    return s.Utvalgsplan(**{"navn": "Vår", "formal": "egenvurdering", "antall": antall, "fro": "frø"} | felt)


def en_sak(nummer: int, **felt) -> s.Saksvurdering:
    """A stored case that becomes a row as ``en_rad`` makes them."""
    rad = en_rad(nummer)
    kilde = s.Kilde("vedtak", "vedtak.txt", f"{nummer:064}", s.Lesestatus.LEST, "vedtak", rad.vedtaksdato)
    dokument = s.Dokument("vedtak", "vedtak", "Barna er 4 og 7 år.", rad.vedtaksdato)
    vurderinger = (
        s.Kriterievurdering("resultat", rad.grader["resultat"], ((rad.grader["resultat"], 1.0),)),
        s.Kriterievurdering("sakstype", "", (), verdi=rad.verdier["sakstype"]),
        s.Kriterievurdering("barnets_beste", "vektet", tuple(rad.sannsynlighet["barnets_beste"].items())),
    )
    verdier = {
        "sak": s.Sak(rad.sak_id, (kilde,), (dokument,), kontor=rad.kontor),
        "status": s.Saksstatus.VURDERT,
        "versjoner": VERSJONER,
        "vurderinger": vurderinger,
        "svakt_vedtak": rad.svakt_vedtak,
    }
    return s.Saksvurdering(**verdier | felt)

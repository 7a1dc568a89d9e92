"""Case folders for the tests."""

from __future__ import annotations

VEDTAK = "Nav Sundlia\n12.03.2024\n\nVEDTAK OM ØKONOMISK STØNAD\n\nDu får hjelp. Du kan klage innen tre uker.\n"


def lag(rot, filer: dict[str, str | bytes]):
    """Files by path under ``rot``."""
    for navn, innhold in filer.items():
        sti = rot / navn
        sti.parent.mkdir(parents=True, exist_ok=True)
        sti.write_bytes(innhold if isinstance(innhold, bytes) else innhold.encode())
    return rot


def statuser(sak) -> dict[str, str]:
    return {kilde.fil: kilde.status.value for kilde in sak.kilder}

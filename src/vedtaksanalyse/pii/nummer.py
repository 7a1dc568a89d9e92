"""Check digits of Norwegian numbers: they rank what looks like a number, context decides."""

from __future__ import annotations

_K1 = (3, 7, 6, 1, 8, 9, 4, 5, 2)
_K2 = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
# Added to the month in synthetic series; a D-number adds 40 to the day, an H-number 40 to the month.
_MANEDSTILLEGG = (0, 40, 65, 80)


def is_fnr(siffer: str) -> bool:
    """Whether eleven digits have a possible birth date and both check digits of a fødselsnummer or D-nummer."""
    return has_dato(siffer) and siffer[9:] == find_kontroll(siffer[:9])


def find_kontroll(ni: str) -> str:
    """The two check digits that follow nine digits of a fødselsnummer; '' when there are none."""
    forste = _check(ni, _K1)
    siste = _check(f"{ni}{forste}", _K2) if forste < 10 else 10
    return f"{forste}{siste}" if siste < 10 else ""


def has_dato(siffer: str) -> bool:
    """Whether the first six digits can be a birth date, also of a D-nummer, H-nummer or synthetic number."""
    dag, maned = int(siffer[:2]), int(siffer[2:4])
    return 1 <= (dag - 40 if dag > 40 else dag) <= 31 and any(1 <= maned - t <= 12 for t in _MANEDSTILLEGG)


def is_kontonummer(siffer: str) -> bool:
    """Whether eleven digits have the check digit of a bank account."""
    return siffer[10] == find_kontosiffer(siffer[:10])


def find_kontosiffer(ti: str) -> str:
    """The check digit that follows ten digits of a bank account; '' when there is none."""
    siffer = _check(ti, _K2)
    return str(siffer) if siffer < 10 else ""


def _check(siffer: str, vekter: tuple[int, ...]) -> int:
    return -sum(v * int(s) for v, s in zip(vekter, siffer, strict=True)) % 11

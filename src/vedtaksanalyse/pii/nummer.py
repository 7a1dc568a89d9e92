"""Check digits of Norwegian numbers: they rank what looks like a number, context decides."""

from __future__ import annotations

_K1 = (3, 7, 6, 1, 8, 9, 4, 5, 2)
_K2 = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
# Added to the month in synthetic series; a D-number adds 40 to the day, an H-number 40 to the month.
_MANEDSTILLEGG = (0, 40, 65, 80)


def is_fnr(siffer: str) -> bool:
    """Whether eleven digits have a possible birth date and both check digits of a fødselsnummer or D-nummer."""
    return has_dato(siffer) and _check(siffer[:9], _K1) == int(siffer[9]) and _check(siffer[:10], _K2) == int(siffer[10])


def has_dato(siffer: str) -> bool:
    """Whether the first six digits can be a birth date, also of a D-nummer, H-nummer or synthetic number."""
    dag, maned = int(siffer[:2]), int(siffer[2:4])
    return 1 <= (dag - 40 if dag > 40 else dag) <= 31 and any(1 <= maned - t <= 12 for t in _MANEDSTILLEGG)


def is_kontonummer(siffer: str) -> bool:
    """Whether eleven digits have the check digit of a bank account."""
    return _check(siffer[:10], _K2) == int(siffer[10])


def _check(siffer: str, vekter: tuple[int, ...]) -> int:
    return -sum(v * int(s) for v, s in zip(vekter, siffer, strict=True)) % 11

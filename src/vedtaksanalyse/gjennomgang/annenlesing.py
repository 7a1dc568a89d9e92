"""Which cases must be read by two before they are finished. A draw follows from the case's id and a seed alone."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

MAATER = ("aldri", "andel", "alltid")


@dataclass(frozen=True, slots=True)
class Annenlesing:
    """One of ``MAATER``, and for «andel» how large a share and the seed of the draw."""

    maate: str = MAATER[0]
    andel: float = 0.0
    fro: str = ""

    def gjelder(self, sak_id: str) -> bool:
        """Whether this case must be read by two."""
        return self.maate == MAATER[2] or (self.maate == MAATER[1] and draw_tall(f"{self.fro}:{sak_id}:annenleser") < self.andel)


def draw_tall(tekst: str) -> float:
    """A number from 0 up to 1 that follows from the text."""
    return int.from_bytes(sha256(tekst.encode()).digest()[:6]) / 2**48

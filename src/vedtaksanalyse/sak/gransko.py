"""The queue as a person who reviews sees it: what is asked for, and one page of the answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from vedtaksanalyse.sak.gjennomgang import Oppgave, Tilstand
from vedtaksanalyse.sak.ko import Korad

FANER = ("ledige", "mine", "venter", "retur", "annenleser", "ferdige", "alle")
SORTERINGER = ("risiko", "frist", "alder")
FRISTER = ("ute", "snart")


@dataclass(frozen=True, slots=True)
class Kovalg:
    """What to show of the queue: a tab, filters, an order and a page, all of which stand in the address."""

    fane: str = FANER[0]
    kontor: str = ""
    kjede: str = ""
    frist: str = ""
    sok: str = ""
    sortering: str = SORTERINGER[0]
    side: int = 1


@dataclass(frozen=True, slots=True)
class Kopost:
    """A case in the queue: what was found, and where it stands.

    ``omvurdert`` when it was assessed anew since the person who asks answered, or with other flags since it was finished.
    ``mappe`` when they have it to read blind in a stikkprøve.
    """

    rad: Korad
    oppgave: Oppgave
    omvurdert: bool = False
    mappe: bool = False

    @property
    def skjult(self) -> bool:
        """Whether what the machine found is not to be told yet."""
        return self.mappe or self.oppgave.blind and self.oppgave.tilstand != Tilstand.FERDIG


@dataclass(frozen=True, slots=True)
class Koside:
    """One page of the queue. ``treff`` is how many cases the filters leave, ``antall`` how many each tab has without them.

    ``omvurdert`` is how many finished cases of the tab got other flags since; they come first.
    """

    poster: Sequence[Kopost]
    treff: int
    sider: int
    valg: Kovalg
    antall: Mapping[str, int] = field(default_factory=dict)
    kontorer: Sequence[str] = ()
    omvurdert: int = 0

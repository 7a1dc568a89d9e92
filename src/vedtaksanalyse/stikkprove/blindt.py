"""Which cases somebody is to read without knowing what others or the machine answered: nothing made from those is shown them."""

from __future__ import annotations

from collections.abc import Iterable

from vedtaksanalyse.gjennomgang import is_skjult
from vedtaksanalyse.sak import Bruker
from vedtaksanalyse.storage import Lager


def find_blinde(lager: Lager, bruker: Bruker, saker: Iterable[str]) -> set[str]:
    """Those of these cases that are read blind, in the queue or in a draw, and not answered yet."""
    g, i_prover = lager.gjennomgang, lager.stikkprover.find_blinde(bruker.id)
    return {ett for ett in set(saker) if ett in i_prover or is_skjult(g.load_oppgave(ett), g.load_svar(ett), bruker)}

"""Which cases the one who asks is to read without knowing what others or the machine answered: nothing made from those is shown them."""

from __future__ import annotations

from collections.abc import Iterable

from vedtaksanalyse.gjennomgang import is_skjult
from vedtaksanalyse.web.foresporsel import Foresporsel


def find_blinde(f: Foresporsel, saker: Iterable[str]) -> set[str]:
    """Those of these cases that are read blind, in the queue or in a draw, and not answered yet."""
    lager, i_prover = f.oppsett.gjennomgang, f.oppsett.lager.stikkprover.find_blinde(f.bruker.id)
    alle = set(saker)
    return {ett for ett in alle if ett in i_prover or is_skjult(lager.load_oppgave(ett), lager.load_svar(ett), f.bruker)}

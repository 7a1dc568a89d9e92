"""What an office's vedtak share: near-duplicate sentences and paragraphs, what is filled into them, and what does not fit."""

from vedtaksanalyse.gjenbruk.kart import REST, Kontor
from vedtaksanalyse.gjenbruk.merke import mark_setninger

__all__ = ["REST", "Kontor", "mark_setninger"]

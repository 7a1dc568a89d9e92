"""What an office's vedtak share: near-duplicate sentences and paragraphs, what is filled into them, and what does not fit."""

from vedtaksanalyse.gjenbruk.kart import Kontor
from vedtaksanalyse.gjenbruk.merke import mark_setninger

__all__ = ["Kontor", "mark_setninger"]

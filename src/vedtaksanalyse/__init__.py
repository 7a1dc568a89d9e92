"""Reads vedtak and journalnotater, grades what stands there about the children, and shows the evidence."""

__version__ = "0.1.0"

"""Findings of all documents of a case in, verdicts and flags out. Concludes; never reads text."""

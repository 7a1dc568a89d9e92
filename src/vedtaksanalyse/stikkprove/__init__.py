"""Stikkprøver: plans and draws, the form that folders are read against, the reading, and what it says of the office."""

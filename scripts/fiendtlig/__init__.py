"""Hostile and odd files, kind by kind. Each maker gives rows of name, content and the statuses the file may end in."""

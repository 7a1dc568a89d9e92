"""Doors of the command line that have a file of their own; ``cli`` puts them in the program."""

from vedtaksanalyse.norsk_click import speak_norwegian

# Before any command is made: the names of the kinds of arguments are looked up then.
speak_norwegian()

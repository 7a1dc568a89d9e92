"""Preloaded by the tests' Dask workers: their worker processes have the tests' motor."""

from dataclasses import replace

import nattmotor

from flows import fordelt

_load = fordelt.load_oppsett
fordelt.load_oppsett = lambda: replace(_load(), start=nattmotor.start)

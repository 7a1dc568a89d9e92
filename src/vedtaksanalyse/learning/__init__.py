"""Makes the models in ``models/`` from ``corpora/``; nothing here runs when cases are analysed."""

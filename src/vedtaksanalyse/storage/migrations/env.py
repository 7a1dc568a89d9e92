"""Run by alembic inside the transaction that ``storage.migrer`` opened."""

from alembic import context

from vedtaksanalyse.storage.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
context.run_migrations()

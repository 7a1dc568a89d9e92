"""PostgreSQL adds to the log of looks in one statement: nobody waits for another's way to the server and back."""

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

# As a function, and not as one statement with parts: each statement in it sees what was added while it waited for its turn.
_ADD = """
CREATE FUNCTION innsyn_add(hvem text, handling text, sak_id text, kontor text, gjelder text, vei text, resten text)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    forrige text;
    na timestamptz;
BEGIN
    PERFORM pg_advisory_xact_lock(421);
    na := clock_timestamp();
    SELECT i.sum INTO forrige FROM innsyn i ORDER BY i.id DESC LIMIT 1;
    INSERT INTO innsyn (tid, hvem, handling, sak_id, kontor, gjelder, vei, sum)
    VALUES (
        na, $1, $2, $3, $4, $5, $6,
        encode(sha256(convert_to(
            '["' || coalesce(forrige, '') || '", "' || to_char(na AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') || '+00:00", ' || resten,
            'UTF8'
        )), 'hex')
    );
END $$
"""


def upgrade() -> None:
    """The function; SQLite has its one writer anyway."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(_ADD)


def downgrade() -> None:
    """Without it."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION innsyn_add")

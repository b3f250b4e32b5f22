"""Personal API tokens; an audit log that is sealed entry by entry and refuses to be changed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

# What an entry says, as one text: what is hashed. Moments as seconds, as their text would depend on the session.
AUDIT_TEXT = """
CREATE FUNCTION audit_text(entry audit_log) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_array(
        entry.position, entry.id, extract(epoch FROM entry.at), entry.actor_id, entry.actor_name, entry.via,
        entry.action, entry.object_kind, entry.object_id, entry.outcome, entry.address, entry.request_id, entry.detail
    )::text
$$
"""
# At the commit, so that writers wait for each other only then: each entry gets the next position, and a hash over its
# text and the hash before it.
SEAL = """
CREATE FUNCTION seal_audit_entry() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    head record;
    entry audit_log;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('luma audit chain'));
    SELECT * INTO entry FROM audit_log WHERE id = NEW.id;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    SELECT position, hash INTO head FROM audit_log WHERE position IS NOT NULL ORDER BY position DESC LIMIT 1;
    entry.position := coalesce(head.position, 0) + 1;
    entry.prev_hash := coalesce(head.hash, decode(repeat('00', 32), 'hex'));
    entry.hash := sha256(entry.prev_hash || convert_to(audit_text(entry), 'UTF8'));
    UPDATE audit_log SET position = entry.position, prev_hash = entry.prev_hash, hash = entry.hash WHERE id = NEW.id;
    RETURN NULL;
END
$$
"""
REFUSE = """
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    seal text[] := ARRAY['position', 'prev_hash', 'hash'];
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.position IS NULL AND to_jsonb(NEW) - seal = to_jsonb(OLD) - seal THEN
        RETURN NEW;
    END IF;
    IF TG_OP <> 'UPDATE' AND current_setting('lumastack.audit_retention', true) = 'on' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'the audit log is append-only';
END
$$
"""
SEAL_OLD = """
DO $$
DECLARE
    old record;
BEGIN
    FOR old IN SELECT id FROM audit_log ORDER BY at, id LOOP
        WITH head AS (
            SELECT coalesce(max(position), 0) AS position,
                coalesce((array_agg(hash ORDER BY position DESC))[1], decode(repeat('00', 32), 'hex')) AS hash
            FROM audit_log WHERE position IS NOT NULL
        )
        UPDATE audit_log SET position = head.position + 1, prev_hash = head.hash FROM head WHERE audit_log.id = old.id;
        UPDATE audit_log SET hash = sha256(prev_hash || convert_to(audit_text(audit_log), 'UTF8')) WHERE id = old.id;
    END LOOP;
END
$$
"""


def upgrade() -> None:
    """Add the tokens, let tickets come from them, and close the audit log."""
    op.create_table(
        "api_tokens",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("user_id", sa.UUID(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("hint", sa.String(length=8), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("scopes", sa.ARRAY(sa.Enum("read", "write", "run", "admin", name="token_scope")), nullable=False),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_api_tokens_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_tokens")),
        sa.UniqueConstraint("hash", name=op.f("uq_api_tokens_hash")),
    )
    op.create_index("ix_api_tokens_user_id", "api_tokens", ["user_id", "created_at", "id"])
    op.alter_column("socket_tickets", "session_id", nullable=True)
    op.add_column("socket_tickets", sa.Column("token_id", sa.UUID(), nullable=True))
    op.create_foreign_key(
        op.f("fk_socket_tickets_token_id_api_tokens"), "socket_tickets", "api_tokens", ["token_id"], ["id"],
        ondelete="CASCADE",
    )  # fmt: skip
    op.add_column("audit_log", sa.Column("via", sa.String(length=16), nullable=True))
    op.add_column("audit_log", sa.Column("position", sa.BigInteger(), nullable=True))
    op.add_column("audit_log", sa.Column("prev_hash", sa.LargeBinary(length=32), nullable=True))
    op.add_column("audit_log", sa.Column("hash", sa.LargeBinary(length=32), nullable=True))
    op.create_unique_constraint(op.f("uq_audit_log_position"), "audit_log", ["position"])
    for statement in (AUDIT_TEXT, SEAL_OLD, SEAL, REFUSE):
        op.execute(statement)
    op.execute(
        "CREATE CONSTRAINT TRIGGER seal_audit_log AFTER INSERT ON audit_log DEFERRABLE INITIALLY DEFERRED "
        "FOR EACH ROW EXECUTE FUNCTION seal_audit_entry()"
    )
    op.execute(
        "CREATE TRIGGER keep_audit_log BEFORE UPDATE OR DELETE ON audit_log "
        "FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()"
    )
    op.execute(
        "CREATE TRIGGER keep_whole_audit_log BEFORE TRUNCATE ON audit_log "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()"
    )

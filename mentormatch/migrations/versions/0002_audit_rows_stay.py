"""audit rows stay as they were written: the database refuses to change or delete one

Revision ID: 0002
Revises: 0001
"""
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade():
    if op.get_bind().dialect.name == "sqlite":
        for deed in ("update", "delete"):
            op.execute(
                f"create trigger audit_row_no_{deed} before {deed} on audit_row "
                "begin select raise(abort, 'audit rows are never changed'); end"
            )
        return
    op.execute(
        "create function audit_row_stays() returns trigger language plpgsql as "
        "$$ begin raise exception 'audit rows are never changed'; end $$"
    )
    op.execute(
        "create trigger audit_row_stays before update or delete on audit_row "
        "for each row execute function audit_row_stays()"
    )


def downgrade():
    if op.get_bind().dialect.name == "sqlite":
        for deed in ("update", "delete"):
            op.execute(f"drop trigger audit_row_no_{deed}")
        return
    op.execute("drop trigger audit_row_stays on audit_row")
    op.execute("drop function audit_row_stays()")

"""audit rows stay as they were written: no change, no deletion, no replacement, no emptying of the table

Revision ID: 0020
Revises: 0019
"""
from alembic import op
import sqlalchemy as sa

revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None

REFUSAL = "begin select raise(abort, 'audit rows are never changed'); end"


def upgrade():
    """On SQLite, `insert or replace` asks no trigger of deletion, so the row that would go is looked for."""
    with op.batch_alter_table('audit_row', schema=None) as batch_op:
        batch_op.alter_column('hash', existing_type=sa.String(), nullable=False)
    if op.get_bind().dialect.name == 'postgresql':
        op.execute('create trigger audit_row_stays before update or delete on audit_row '
                   'for each row execute function audit_row_stays()')
        op.execute('create trigger audit_row_is_not_emptied before truncate on audit_row '
                   'for each statement execute function audit_row_stays()')
        return
    for deed in ('update', 'delete'):
        op.execute(f'create trigger audit_row_no_{deed} before {deed} on audit_row {REFUSAL}')
    op.execute('create trigger audit_row_no_replace before insert on audit_row '
               f'when exists (select 1 from audit_row where id = new.id) {REFUSAL}')


def downgrade():
    if op.get_bind().dialect.name == 'postgresql':
        op.execute('drop trigger audit_row_is_not_emptied on audit_row')
        op.execute('drop trigger audit_row_stays on audit_row')
    else:
        for deed in ('update', 'delete', 'replace'):
            op.execute(f'drop trigger audit_row_no_{deed}')
    with op.batch_alter_table('audit_row', schema=None) as batch_op:
        batch_op.alter_column('hash', existing_type=sa.String(), nullable=True)

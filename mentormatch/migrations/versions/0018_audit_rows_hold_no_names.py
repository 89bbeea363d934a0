"""audit rows hold no names, and get a place for the hash that chains them

Revision ID: 0018
Revises: 0017
"""
from alembic import op
import sqlalchemy as sa

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None


def upgrade():
    """Until 0020 the database lets rows be changed, so that 0019 can fill in their hashes."""
    if op.get_bind().dialect.name == 'postgresql':
        op.execute('drop trigger audit_row_stays on audit_row')
    else:
        op.execute('drop trigger audit_row_no_update')
        op.execute('drop trigger audit_row_no_delete')
    with op.batch_alter_table('audit_row', schema=None) as batch_op:
        batch_op.add_column(sa.Column('hash', sa.String(), nullable=True))
        batch_op.drop_column('by_name')


def downgrade():
    """The names stay away: they were nowhere kept."""
    with op.batch_alter_table('audit_row', schema=None) as batch_op:
        batch_op.add_column(sa.Column('by_name', sa.String(), nullable=True))
        batch_op.drop_column('hash')
    if op.get_bind().dialect.name == 'postgresql':
        op.execute('create trigger audit_row_stays before update or delete on audit_row '
                   'for each row execute function audit_row_stays()')
        return
    for deed in ('update', 'delete'):
        op.execute(f"create trigger audit_row_no_{deed} before {deed} on audit_row "
                   "begin select raise(abort, 'audit rows are never changed'); end")

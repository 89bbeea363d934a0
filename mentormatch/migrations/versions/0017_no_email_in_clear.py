"""what emails say has no column of its own any more

Revision ID: 0017
Revises: 0016
"""
from alembic import op
import sqlalchemy as sa

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table('outbox_mail', schema=None) as batch_op:
        for name in ('subject', 'text', 'html', 'calendar', 'unsubscribe_url'):
            batch_op.drop_column(name)


def downgrade():
    with op.batch_alter_table('outbox_mail', schema=None) as batch_op:
        for name in ('subject', 'text', 'html'):
            batch_op.add_column(sa.Column(name, sa.String(), server_default='', nullable=False))
        for name in ('calendar', 'unsubscribe_url'):
            batch_op.add_column(sa.Column(name, sa.String(), nullable=True))
    with op.batch_alter_table('outbox_mail', schema=None) as batch_op:
        for name in ('subject', 'text', 'html'):
            batch_op.alter_column(name, server_default=None)

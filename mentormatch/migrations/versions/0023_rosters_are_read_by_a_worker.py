"""uploaded rosters are read by a worker, which keeps what importing would do or what is wrong with the file

Revision ID: 0023
Revises: 0022
"""
from alembic import op
import sqlalchemy as sa

revision = '0023'
down_revision = '0022'
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table('roster_upload', schema=None) as batch_op:
        batch_op.add_column(sa.Column('checked_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('plan', sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column('problem', sa.String(), nullable=False, server_default=''))
    with op.batch_alter_table('roster_upload', schema=None) as batch_op:
        batch_op.alter_column('problem', server_default=None)


def downgrade():
    with op.batch_alter_table('roster_upload', schema=None) as batch_op:
        batch_op.drop_column('problem')
        batch_op.drop_column('plan')
        batch_op.drop_column('checked_at')

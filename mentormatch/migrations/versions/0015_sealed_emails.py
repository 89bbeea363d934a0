"""emails wait sealed in the outbox, and can leave in batches

Revision ID: 0015
Revises: 0014
"""
from alembic import op
import sqlalchemy as sa

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table('outbox_mail', schema=None) as batch_op:
        batch_op.add_column(sa.Column('sealed', sa.String(), nullable=True))
        batch_op.add_column(sa.Column('batch', sa.String(), server_default='', nullable=False))
        batch_op.create_index(batch_op.f('ix_outbox_mail_batch'), ['batch'], unique=False)
    with op.batch_alter_table('outbox_mail', schema=None) as batch_op:
        batch_op.alter_column('batch', server_default=None)


def downgrade():
    with op.batch_alter_table('outbox_mail', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_outbox_mail_batch'))
        batch_op.drop_column('batch')
        batch_op.drop_column('sealed')

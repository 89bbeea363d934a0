"""a private limit answers a proposal in advance

Revision ID: 0025
Revises: 0024
"""
from alembic import op
import sqlalchemy as sa

revision = '0025'
down_revision = '0024'
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table('pair', schema=None) as batch_op:
        batch_op.add_column(sa.Column('no_in_advance', sa.String(), nullable=True))
        batch_op.add_column(sa.Column('no_due_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.create_check_constraint(batch_op.f('ck_pair_no_in_advance'), "no_in_advance in ('mentor', 'mentee', 'both')")
        batch_op.create_index(batch_op.f('ix_pair_no_due_at'), ['no_due_at'], unique=False)


def downgrade():
    with op.batch_alter_table('pair', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_pair_no_due_at'))
        batch_op.drop_constraint(batch_op.f('ck_pair_no_in_advance'), type_='check')
        batch_op.drop_column('no_due_at')
        batch_op.drop_column('no_in_advance')

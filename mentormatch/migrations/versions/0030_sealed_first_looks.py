"""coordinators don't see a draft before people have had their first look at it

Revision ID: 0030
Revises: 0029
"""
from alembic import op
import sqlalchemy as sa

revision = '0030'
down_revision = '0029'
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table('programme', schema=None) as batch_op:
        batch_op.add_column(sa.Column('looks_sealed', sa.Boolean(), server_default=sa.true(), nullable=False))
    with op.batch_alter_table('draft', schema=None) as batch_op:
        batch_op.add_column(sa.Column('is_sealed', sa.Boolean(), server_default=sa.false(), nullable=False))
    with op.batch_alter_table('first_look', schema=None) as batch_op:
        batch_op.add_column(sa.Column('is_sealed', sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade():
    with op.batch_alter_table('first_look', schema=None) as batch_op:
        batch_op.drop_column('is_sealed')
    with op.batch_alter_table('draft', schema=None) as batch_op:
        batch_op.drop_column('is_sealed')
    with op.batch_alter_table('programme', schema=None) as batch_op:
        batch_op.drop_column('looks_sealed')

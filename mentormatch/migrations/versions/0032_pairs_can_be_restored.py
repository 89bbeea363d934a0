"""pairs can be restored

Revision ID: 0032
Revises: 0031
"""
from alembic import op
import sqlalchemy as sa

revision = '0032'
down_revision = '0031'
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table('pair', schema=None) as batch_op:
        batch_op.add_column(sa.Column('restore_asked_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('mentor_restores_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('mentee_restores_at', sa.DateTime(timezone=True), nullable=True))


def downgrade():
    with op.batch_alter_table('pair', schema=None) as batch_op:
        batch_op.drop_column('mentee_restores_at')
        batch_op.drop_column('mentor_restores_at')
        batch_op.drop_column('restore_asked_at')

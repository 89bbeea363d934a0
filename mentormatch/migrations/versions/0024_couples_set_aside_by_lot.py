"""couples are set aside by lot

Revision ID: 0024
Revises: 0023
"""
from alembic import op
import sqlalchemy as sa

revision = '0024'
down_revision = '0023'
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table('programme', schema=None) as batch_op:
        batch_op.add_column(sa.Column('lots', sa.String(), server_default='normal', nullable=False))
        batch_op.add_column(sa.Column('lot_key_id', sa.String(), nullable=True))
        batch_op.create_check_constraint(batch_op.f('ck_programme_lots'), "lots in ('none', 'normal', 'strong')")


def downgrade():
    with op.batch_alter_table('programme', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_programme_lots'), type_='check')
        batch_op.drop_column('lot_key_id')
        batch_op.drop_column('lots')

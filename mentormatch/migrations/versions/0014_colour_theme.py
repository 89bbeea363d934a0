"""people choose between light and dark pages

Revision ID: 0014
Revises: 0013
"""
from alembic import op
import sqlalchemy as sa

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.add_column(sa.Column('colour_theme', sa.String(), server_default='device', nullable=False))
        batch_op.create_check_constraint(batch_op.f('ck_person_colour_theme'), "colour_theme in ('device', 'light', 'dark')")


def downgrade():
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_person_colour_theme'), type_='check')
        batch_op.drop_column('colour_theme')

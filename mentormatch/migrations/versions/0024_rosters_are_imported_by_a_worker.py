"""uploaded rosters are imported by a worker, for the person who asked for it

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
    with op.batch_alter_table('roster_upload', schema=None) as batch_op:
        batch_op.add_column(sa.Column('asked_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('asked_by_id', sa.String(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_roster_upload_asked_by_id_person'), 'person', ['asked_by_id'], ['id'],
                                    ondelete='SET NULL')


def downgrade():
    with op.batch_alter_table('roster_upload', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_roster_upload_asked_by_id_person'), type_='foreignkey')
        batch_op.drop_column('asked_by_id')
        batch_op.drop_column('asked_at')

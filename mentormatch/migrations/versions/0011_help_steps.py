"""what was done for a pair that needs help

Revision ID: 0011
Revises: 0010
"""
from alembic import op
import sqlalchemy as sa

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('help_step',
    sa.Column('pair_id', sa.String(), nullable=False),
    sa.Column('by_id', sa.String(), nullable=True),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('signals', sa.JSON(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('until', sa.Date(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.CheckConstraint("kind in ('nudge', 'call', 'offer', 'note', 'snooze')", name=op.f('ck_help_step_kind')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_help_step_by_id_person'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['pair_id'], ['pair.id'], name=op.f('fk_help_step_pair_id_pair'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_help_step'))
    )

    with op.batch_alter_table('help_step', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_help_step_at'), ['at'], unique=False)
        batch_op.create_index(batch_op.f('ix_help_step_pair_id'), ['pair_id'], unique=False)


def downgrade():
    with op.batch_alter_table('help_step', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_help_step_pair_id'))
        batch_op.drop_index(batch_op.f('ix_help_step_at'))

    op.drop_table('help_step')

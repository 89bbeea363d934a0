"""sponsor actions and their kinds

Revision ID: 0008
Revises: 0007
"""
from alembic import op
import sqlalchemy as sa

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('action_kind',
    sa.Column('programme_id', sa.String(), nullable=False),
    sa.Column('slug', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('for_her', sa.String(), nullable=False),
    sa.Column('description', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('retired_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['programme_id'], ['programme.id'], name=op.f('fk_action_kind_programme_id_programme'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_action_kind')),
    sa.UniqueConstraint('programme_id', 'slug', name=op.f('uq_action_kind_programme_id_slug'))
    )

    with op.batch_alter_table('action_kind', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_action_kind_programme_id'), ['programme_id'], unique=False)

    op.create_table('action',
    sa.Column('pair_id', sa.String(), nullable=False),
    sa.Column('kind_id', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('reported_by_id', sa.String(), nullable=False),
    sa.Column('happened_on', sa.Date(), nullable=False),
    sa.Column('what', sa.String(), nullable=False),
    sa.Column('follow_up', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('reported_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.String(), nullable=False),
    sa.CheckConstraint("state in ('reported', 'confirmed', 'not-confirmed', 'unsure', 'lapsed')", name=op.f('ck_action_state')),
    sa.ForeignKeyConstraint(['kind_id'], ['action_kind.id'], name=op.f('fk_action_kind_id_action_kind'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['pair_id'], ['pair.id'], name=op.f('fk_action_pair_id_pair'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['reported_by_id'], ['person.id'], name=op.f('fk_action_reported_by_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_action'))
    )

    with op.batch_alter_table('action', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_action_kind_id'), ['kind_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_action_pair_id'), ['pair_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_action_reported_at'), ['reported_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_action_reported_by_id'), ['reported_by_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_action_state'), ['state'], unique=False)

    op.create_table('action_outcome',
    sa.Column('action_id', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('added_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.CheckConstraint("kind in ('assignment', 'met', 'heard', 'promoted', 'raise', 'nothing-yet', 'other')", name=op.f('ck_action_outcome_kind')),
    sa.ForeignKeyConstraint(['action_id'], ['action.id'], name=op.f('fk_action_outcome_action_id_action'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_action_outcome'))
    )

    with op.batch_alter_table('action_outcome', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_action_outcome_action_id'), ['action_id'], unique=False)

    op.create_table('action_said',
    sa.Column('action_id', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('may_tell', sa.Boolean(), nullable=False),
    sa.Column('said_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['action_id'], ['action.id'], name=op.f('fk_action_said_action_id_action'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('action_id', name=op.f('pk_action_said'))
    )


def downgrade():
    op.drop_table('action_said')

    with op.batch_alter_table('action_outcome', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_action_outcome_action_id'))

    op.drop_table('action_outcome')

    with op.batch_alter_table('action', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_action_state'))
        batch_op.drop_index(batch_op.f('ix_action_reported_by_id'))
        batch_op.drop_index(batch_op.f('ix_action_reported_at'))
        batch_op.drop_index(batch_op.f('ix_action_pair_id'))
        batch_op.drop_index(batch_op.f('ix_action_kind_id'))

    op.drop_table('action')

    with op.batch_alter_table('action_kind', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_action_kind_programme_id'))

    op.drop_table('action_kind')

"""goals and next steps

Revision ID: 0006
Revises: 0005
"""
from alembic import op
import sqlalchemy as sa

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('goal',
    sa.Column('mentee_id', sa.String(), nullable=False),
    sa.Column('pair_id', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('measure', sa.String(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('progress', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.CheckConstraint("state in ('open', 'reached', 'dropped')", name=op.f('ck_goal_state')),
    sa.CheckConstraint('progress between 0 and 100', name=op.f('ck_goal_progress')),
    sa.ForeignKeyConstraint(['mentee_id'], ['enrolment.id'], name=op.f('fk_goal_mentee_id_enrolment'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['pair_id'], ['pair.id'], name=op.f('fk_goal_pair_id_pair'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_goal'))
    )

    with op.batch_alter_table('goal', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_goal_mentee_id'), ['mentee_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_goal_pair_id'), ['pair_id'], unique=False)

    op.create_table('next_step',
    sa.Column('pair_id', sa.String(), nullable=False),
    sa.Column('goal_id', sa.String(), nullable=True),
    sa.Column('owner_id', sa.String(), nullable=False),
    sa.Column('by_id', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('dropped_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_next_step_by_id_person'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['goal_id'], ['goal.id'], name=op.f('fk_next_step_goal_id_goal'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['owner_id'], ['person.id'], name=op.f('fk_next_step_owner_id_person'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['pair_id'], ['pair.id'], name=op.f('fk_next_step_pair_id_pair'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_next_step'))
    )

    with op.batch_alter_table('next_step', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_next_step_goal_id'), ['goal_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_next_step_owner_id'), ['owner_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_next_step_pair_id'), ['pair_id'], unique=False)


def downgrade():
    with op.batch_alter_table('next_step', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_next_step_pair_id'))
        batch_op.drop_index(batch_op.f('ix_next_step_owner_id'))
        batch_op.drop_index(batch_op.f('ix_next_step_goal_id'))

    op.drop_table('next_step')

    with op.batch_alter_table('goal', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_goal_pair_id'))
        batch_op.drop_index(batch_op.f('ix_goal_mentee_id'))

    op.drop_table('goal')

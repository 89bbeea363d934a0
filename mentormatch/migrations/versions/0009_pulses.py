"""fit checks and pulses

Revision ID: 0009
Revises: 0008
"""
from alembic import op
import sqlalchemy as sa

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('fit_check',
    sa.Column('pair_id', sa.String(), nullable=False),
    sa.Column('person_id', sa.String(), nullable=False),
    sa.Column('answer', sa.String(), nullable=False),
    sa.Column('may_tell', sa.Boolean(), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("answer in ('good', 'unsure', 'not-good')", name=op.f('ck_fit_check_answer')),
    sa.ForeignKeyConstraint(['pair_id'], ['pair.id'], name=op.f('fk_fit_check_pair_id_pair'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_fit_check_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('pair_id', 'person_id', name=op.f('pk_fit_check'))
    )

    op.create_table('pulse',
    sa.Column('pair_id', sa.String(), nullable=False),
    sa.Column('person_id', sa.String(), nullable=False),
    sa.Column('wave', sa.Integer(), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('answers', sa.JSON(), nullable=False),
    sa.Column('may_tell', sa.Boolean(), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('skipped_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['pair_id'], ['pair.id'], name=op.f('fk_pulse_pair_id_pair'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_pulse_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pulse')),
    sa.UniqueConstraint('pair_id', 'person_id', 'wave', name=op.f('uq_pulse_pair_id_person_id_wave'))
    )

    with op.batch_alter_table('pulse', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_pulse_due_at'), ['due_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_pulse_pair_id'), ['pair_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_pulse_person_id'), ['person_id'], unique=False)


def downgrade():
    with op.batch_alter_table('pulse', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_pulse_person_id'))
        batch_op.drop_index(batch_op.f('ix_pulse_pair_id'))
        batch_op.drop_index(batch_op.f('ix_pulse_due_at'))

    op.drop_table('pulse')

    op.drop_table('fit_check')

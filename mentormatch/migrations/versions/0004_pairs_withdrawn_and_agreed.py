"""pairs: withdrawn ones, an agreed cadence, a break with an end

Revision ID: 0004
Revises: 0003
"""
from alembic import op
import sqlalchemy as sa

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table('pair', schema=None) as batch_op:
        batch_op.add_column(sa.Column('closed_because', sa.String(), nullable=True))
        batch_op.add_column(sa.Column('paused_until', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('is_held', sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column('cadence_weeks', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('may_return', sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.drop_constraint(op.f('ck_pair_state'), type_='check')
        batch_op.create_check_constraint(op.f('ck_pair_state'), "state in ('proposed', 'active', 'paused', 'ended', 'declined', 'lapsed', 'withdrawn')")
        batch_op.create_check_constraint(op.f('ck_pair_cadence'), 'cadence_weeks between 1 and 12')
        batch_op.create_check_constraint(op.f('ck_pair_closed_because'), "closed_because in ('left', 'withdrawn')")

    op.create_table('ending_reason',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('pair_id', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['pair_id'], ['pair.id'], name=op.f('fk_ending_reason_pair_id_pair'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ending_reason'))
    )

    with op.batch_alter_table('ending_reason', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_ending_reason_pair_id'), ['pair_id'], unique=False)


def downgrade():
    with op.batch_alter_table('ending_reason', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_ending_reason_pair_id'))

    op.drop_table('ending_reason')

    with op.batch_alter_table('pair', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_pair_state'), type_='check')
        batch_op.drop_constraint(op.f('ck_pair_cadence'), type_='check')
        batch_op.drop_constraint(op.f('ck_pair_closed_because'), type_='check')
        batch_op.drop_column('may_return')
        batch_op.drop_column('is_held')
        batch_op.drop_column('cadence_weeks')
        batch_op.drop_column('paused_until')
        batch_op.drop_column('closed_because')
        batch_op.create_check_constraint(op.f('ck_pair_state'), "state in ('proposed', 'active', 'paused', 'ended', 'declined', 'lapsed')")

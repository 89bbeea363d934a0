"""agreements

Revision ID: 0005
Revises: 0004
"""
from alembic import op
import sqlalchemy as sa

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('agreement',
    sa.Column('pair_id', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('proposed_by_id', sa.String(), nullable=False),
    sa.Column('proposed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('accepted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('cadence_weeks', sa.Integer(), nullable=False),
    sa.Column('formats', sa.JSON(), nullable=False),
    sa.Column('place', sa.String(), nullable=False),
    sa.Column('confidentiality', sa.String(), nullable=False),
    sa.Column('confidentiality_words', sa.String(), nullable=False),
    sa.Column('wants', sa.String(), nullable=False),
    sa.Column('welcome', sa.JSON(), nullable=False),
    sa.Column('ask_first', sa.JSON(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.CheckConstraint("confidentiality in ('everything', 'all-but', 'nothing-personal')", name=op.f('ck_agreement_confidentiality')),
    sa.CheckConstraint("state in ('proposed', 'accepted', 'replaced', 'taken-back')", name=op.f('ck_agreement_state')),
    sa.CheckConstraint('cadence_weeks between 1 and 12', name=op.f('ck_agreement_cadence')),
    sa.ForeignKeyConstraint(['pair_id'], ['pair.id'], name=op.f('fk_agreement_pair_id_pair'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['proposed_by_id'], ['person.id'], name=op.f('fk_agreement_proposed_by_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_agreement')),
    sa.UniqueConstraint('pair_id', 'version', name=op.f('uq_agreement_pair_id_version'))
    )

    with op.batch_alter_table('agreement', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_agreement_pair_id'), ['pair_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_agreement_state'), ['state'], unique=False)
        batch_op.create_index('uq_agreement_proposed', ['pair_id'], unique=True, sqlite_where=sa.text("state = 'proposed'"), postgresql_where=sa.text("state = 'proposed'"))
        batch_op.create_index('uq_agreement_accepted', ['pair_id'], unique=True, sqlite_where=sa.text("state = 'accepted'"), postgresql_where=sa.text("state = 'accepted'"))


def downgrade():
    with op.batch_alter_table('agreement', schema=None) as batch_op:
        batch_op.drop_index('uq_agreement_accepted', sqlite_where=sa.text("state = 'accepted'"), postgresql_where=sa.text("state = 'accepted'"))
        batch_op.drop_index('uq_agreement_proposed', sqlite_where=sa.text("state = 'proposed'"), postgresql_where=sa.text("state = 'proposed'"))
        batch_op.drop_index(batch_op.f('ix_agreement_state'))
        batch_op.drop_index(batch_op.f('ix_agreement_pair_id'))

    op.drop_table('agreement')

"""auditors check the rounds of a programme

Revision ID: 0027
Revises: 0026
"""
from alembic import op
import sqlalchemy as sa

revision = '0027'
down_revision = '0026'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        'auditor',
        sa.Column('programme_id', sa.String(), nullable=False),
        sa.Column('person_id', sa.String(), nullable=False),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_auditor_person_id_person'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['programme_id'], ['programme.id'], name=op.f('fk_auditor_programme_id_programme'),
                                ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('programme_id', 'person_id', name=op.f('pk_auditor')),
    )
    with op.batch_alter_table('auditor', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_auditor_person_id'), ['person_id'], unique=False)


def downgrade():
    with op.batch_alter_table('auditor', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_auditor_person_id'))
    op.drop_table('auditor')

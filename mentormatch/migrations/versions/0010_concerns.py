"""concerns

Revision ID: 0010
Revises: 0009
"""
from alembic import op
import sqlalchemy as sa

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('concern_contact',
    sa.Column('programme_id', sa.String(), nullable=False),
    sa.Column('person_id', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_concern_contact_person_id_person'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['programme_id'], ['programme.id'], name=op.f('fk_concern_contact_programme_id_programme'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('programme_id', 'person_id', name=op.f('pk_concern_contact'))
    )

    with op.batch_alter_table('concern_contact', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_concern_contact_person_id'), ['person_id'], unique=False)

    op.create_table('concern',
    sa.Column('programme_id', sa.String(), nullable=False),
    sa.Column('pair_id', sa.String(), nullable=False),
    sa.Column('reporter_id', sa.String(), nullable=False),
    sa.Column('gives_name', sa.Boolean(), nullable=False),
    sa.Column('may_know', sa.String(), nullable=False),
    sa.Column('pause_contact', sa.Boolean(), nullable=False),
    sa.Column('what', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('outcome', sa.String(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.CheckConstraint("may_know in ('contacts', 'coordinators', 'hr')", name=op.f('ck_concern_may_know')),
    sa.CheckConstraint("state in ('received', 'in-hand', 'closed')", name=op.f('ck_concern_state')),
    sa.ForeignKeyConstraint(['pair_id'], ['pair.id'], name=op.f('fk_concern_pair_id_pair'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['programme_id'], ['programme.id'], name=op.f('fk_concern_programme_id_programme'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['reporter_id'], ['person.id'], name=op.f('fk_concern_reporter_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_concern'))
    )

    with op.batch_alter_table('concern', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_concern_pair_id'), ['pair_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_concern_programme_id'), ['programme_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_concern_reporter_id'), ['reporter_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_concern_state'), ['state'], unique=False)

    op.create_table('concern_entry',
    sa.Column('concern_id', sa.String(), nullable=False),
    sa.Column('by_id', sa.String(), nullable=True),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.CheckConstraint("kind in ('received', 'in-hand', 'closed', 'note', 'message', 'added', 'paused', 'resumed')", name=op.f('ck_concern_entry_kind')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_concern_entry_by_id_person'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['concern_id'], ['concern.id'], name=op.f('fk_concern_entry_concern_id_concern'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_concern_entry'))
    )

    with op.batch_alter_table('concern_entry', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_concern_entry_concern_id'), ['concern_id'], unique=False)


def downgrade():
    with op.batch_alter_table('concern_entry', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_concern_entry_concern_id'))

    op.drop_table('concern_entry')

    with op.batch_alter_table('concern', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_concern_state'))
        batch_op.drop_index(batch_op.f('ix_concern_reporter_id'))
        batch_op.drop_index(batch_op.f('ix_concern_programme_id'))
        batch_op.drop_index(batch_op.f('ix_concern_pair_id'))

    op.drop_table('concern')

    with op.batch_alter_table('concern_contact', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_concern_contact_person_id'))

    op.drop_table('concern_contact')

"""the workbench: decisions, first looks, plans of rounds

Revision ID: 0003
Revises: 0002
"""
from alembic import op
import sqlalchemy as sa

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.add_column(sa.Column('may_create_programmes', sa.Boolean(), server_default=sa.false(), nullable=False))

    with op.batch_alter_table('programme', schema=None) as batch_op:
        batch_op.add_column(sa.Column('waivable_rules', sa.JSON(), server_default='[]', nullable=False))
        batch_op.add_column(sa.Column('look_days', sa.Integer(), server_default='0', nullable=False))
        batch_op.create_check_constraint(op.f('ck_programme_look_days'), 'look_days between 0 and 14')

    with op.batch_alter_table('round', schema=None) as batch_op:
        batch_op.add_column(sa.Column('publish_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('plan', sa.JSON(), server_default='{}', nullable=False))
        batch_op.create_index(batch_op.f('ix_round_publish_at'), ['publish_at'], unique=False)

    with op.batch_alter_table('draft', schema=None) as batch_op:
        batch_op.add_column(sa.Column('version', sa.Integer(), server_default='1', nullable=False))
        batch_op.add_column(sa.Column('phase', sa.String(), server_default=sa.text("''"), nullable=False))
        batch_op.add_column(sa.Column('share', sa.Integer(), server_default='0', nullable=False))
        batch_op.add_column(sa.Column('copied_from_id', sa.String(), nullable=True))
        batch_op.add_column(sa.Column('changed_by_id', sa.String(), nullable=True))
        batch_op.add_column(sa.Column('changed_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('discarded_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_draft_changed_by_id_person'), 'person', ['changed_by_id'], ['id'], ondelete='SET NULL')
        batch_op.create_foreign_key(batch_op.f('fk_draft_copied_from_id_draft'), 'draft', ['copied_from_id'], ['id'], ondelete='SET NULL')
        batch_op.drop_constraint(op.f('ck_draft_state'), type_='check')
        batch_op.create_check_constraint(op.f('ck_draft_state'), "state in ('computing', 'ready', 'failed', 'cancelled')")
        batch_op.create_check_constraint(op.f('ck_draft_share'), 'share between 0 and 100')

    for table, column in (('programme', 'waivable_rules'), ('round', 'plan')):  # the default was for the rows there were
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.alter_column(column, existing_type=sa.JSON(), existing_nullable=False, server_default=None)

    op.create_table('decision',
    sa.Column('draft_id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('locks', sa.JSON(), nullable=False),
    sa.Column('forbids', sa.JSON(), nullable=False),
    sa.Column('waives', sa.JSON(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('by_id', sa.String(), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('undone_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.String(), nullable=False),
    sa.CheckConstraint("kind in ('lock', 'forbid', 'place', 'swap', 'move')", name=op.f('ck_decision_kind')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_decision_by_id_person'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['draft_id'], ['draft.id'], name=op.f('fk_decision_draft_id_draft'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_decision')),
    sa.UniqueConstraint('draft_id', 'position', name=op.f('uq_decision_draft_id_position'))
    )

    with op.batch_alter_table('decision', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_decision_draft_id'), ['draft_id'], unique=False)

    op.create_table('first_look',
    sa.Column('draft_id', sa.String(), nullable=False),
    sa.Column('mentee_id', sa.String(), nullable=False),
    sa.Column('mentor_id', sa.String(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=False),
    sa.Column('over_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['draft_id'], ['draft.id'], name=op.f('fk_first_look_draft_id_draft'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['mentee_id'], ['enrolment.id'], name=op.f('fk_first_look_mentee_id_enrolment'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['mentor_id'], ['enrolment.id'], name=op.f('fk_first_look_mentor_id_enrolment'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_first_look')),
    sa.UniqueConstraint('draft_id', 'mentee_id', name=op.f('uq_first_look_draft_id_mentee_id'))
    )

    with op.batch_alter_table('first_look', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_first_look_draft_id'), ['draft_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_first_look_mentee_id'), ['mentee_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_first_look_until'), ['until'], unique=False)

    op.create_table('self_description',
    sa.Column('person_id', sa.String(), nullable=False),
    sa.Column('gender', sa.String(), nullable=False),
    sa.Column('own_words', sa.String(), nullable=False),
    sa.Column('may_count', sa.Boolean(), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("gender in ('', 'woman', 'man', 'non-binary', 'own-words')", name=op.f('ck_self_description_gender')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_self_description_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_self_description'))
    )


def downgrade():
    op.drop_table('self_description')

    with op.batch_alter_table('first_look', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_first_look_until'))
        batch_op.drop_index(batch_op.f('ix_first_look_mentee_id'))
        batch_op.drop_index(batch_op.f('ix_first_look_draft_id'))

    op.drop_table('first_look')

    with op.batch_alter_table('decision', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_decision_draft_id'))

    op.drop_table('decision')

    with op.batch_alter_table('draft', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_draft_state'), type_='check')
        batch_op.drop_constraint(op.f('ck_draft_share'), type_='check')
        batch_op.drop_constraint(batch_op.f('fk_draft_copied_from_id_draft'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_draft_changed_by_id_person'), type_='foreignkey')
        batch_op.drop_column('discarded_at')
        batch_op.drop_column('changed_at')
        batch_op.drop_column('changed_by_id')
        batch_op.drop_column('copied_from_id')
        batch_op.drop_column('share')
        batch_op.drop_column('phase')
        batch_op.drop_column('version')
        batch_op.create_check_constraint(op.f('ck_draft_state'), "state in ('computing', 'ready', 'failed')")

    with op.batch_alter_table('round', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_round_publish_at'))
        batch_op.drop_column('plan')
        batch_op.drop_column('publish_at')

    with op.batch_alter_table('programme', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_programme_look_days'), type_='check')
        batch_op.drop_column('look_days')
        batch_op.drop_column('waivable_rules')

    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.drop_column('may_create_programmes')

"""planned meetings, missed ones, links to log one, private answers

Revision ID: 0007
Revises: 0006
"""
from alembic import op
import sqlalchemy as sa

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('meeting',
    sa.Column('pair_id', sa.String(), nullable=False),
    sa.Column('by_id', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('format', sa.String(), nullable=False),
    sa.Column('place', sa.String(), nullable=False),
    sa.Column('bring', sa.String(), nullable=False),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.CheckConstraint("state in ('planned', 'cancelled', 'logged')", name=op.f('ck_meeting_state')),
    sa.CheckConstraint('minutes between 5 and 480', name=op.f('ck_meeting_minutes')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_meeting_by_id_person'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['pair_id'], ['pair.id'], name=op.f('fk_meeting_pair_id_pair'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_meeting'))
    )

    with op.batch_alter_table('meeting', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_meeting_pair_id'), ['pair_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_meeting_starts_at'), ['starts_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_meeting_state'), ['state'], unique=False)

    op.create_table('log_link',
    sa.Column('token_hash', sa.String(), nullable=False),
    sa.Column('meeting_id', sa.String(), nullable=False),
    sa.Column('person_id', sa.String(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_log_link_meeting_id_meeting'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_log_link_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_log_link')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_log_link_token_hash'))
    )

    with op.batch_alter_table('log_link', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_log_link_meeting_id'), ['meeting_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_log_link_person_id'), ['person_id'], unique=False)

    op.create_table('private_answer',
    sa.Column('check_in_id', sa.String(), nullable=False),
    sa.Column('author_id', sa.String(), nullable=False),
    sa.Column('useful', sa.Integer(), nullable=True),
    sa.Column('said_it', sa.String(), nullable=True),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("said_it in ('yes', 'partly', 'no')", name=op.f('ck_private_answer_said_it')),
    sa.CheckConstraint('useful between 1 and 5', name=op.f('ck_private_answer_useful')),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_private_answer_author_id_person'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['check_in_id'], ['check_in.id'], name=op.f('fk_private_answer_check_in_id_check_in'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('check_in_id', 'author_id', name=op.f('pk_private_answer'))
    )

    with op.batch_alter_table('check_in', schema=None) as batch_op:
        batch_op.add_column(sa.Column('meeting_id', sa.String(), nullable=True))
        batch_op.add_column(sa.Column('missed_by', sa.String(), nullable=True))
        batch_op.add_column(sa.Column('settled_as', sa.String(), nullable=True))
        batch_op.add_column(sa.Column('settled_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f('ix_check_in_meeting_id'), ['meeting_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_check_in_meeting_id_meeting'), 'meeting', ['meeting_id'], ['id'], ondelete='SET NULL')
        batch_op.drop_constraint(op.f('ck_check_in_minutes'), type_='check')
        batch_op.create_check_constraint(op.f('ck_check_in_minutes'), 'minutes between 0 and 480')
        batch_op.create_check_constraint(op.f('ck_check_in_missed_by'), "missed_by in ('mentor', 'mentee', 'both', 'neither')")
        batch_op.create_check_constraint(op.f('ck_check_in_missed'), '(minutes = 0) = (missed_by is not null)')
        batch_op.create_check_constraint(op.f('ck_check_in_settled_as'), "settled_as in ('author', 'answer')")

    with op.batch_alter_table('check_in_answer', schema=None) as batch_op:
        batch_op.add_column(sa.Column('missed_by', sa.String(), nullable=True))
        batch_op.create_check_constraint(op.f('ck_check_in_answer_missed_by'), "missed_by in ('mentor', 'mentee', 'both', 'neither')")

    with op.batch_alter_table('outbox_mail', schema=None) as batch_op:
        batch_op.add_column(sa.Column('calendar', sa.String(), nullable=True))
        batch_op.add_column(sa.Column('unsubscribe_url', sa.String(), nullable=True))


def downgrade():
    with op.batch_alter_table('outbox_mail', schema=None) as batch_op:
        batch_op.drop_column('unsubscribe_url')
        batch_op.drop_column('calendar')

    with op.batch_alter_table('check_in_answer', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_check_in_answer_missed_by'), type_='check')
        batch_op.drop_column('missed_by')

    with op.batch_alter_table('check_in', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_check_in_minutes'), type_='check')
        batch_op.drop_constraint(op.f('ck_check_in_missed_by'), type_='check')
        batch_op.drop_constraint(op.f('ck_check_in_missed'), type_='check')
        batch_op.drop_constraint(op.f('ck_check_in_settled_as'), type_='check')
        batch_op.drop_constraint(batch_op.f('fk_check_in_meeting_id_meeting'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_check_in_meeting_id'))
        batch_op.drop_column('settled_at')
        batch_op.drop_column('settled_as')
        batch_op.drop_column('missed_by')
        batch_op.drop_column('meeting_id')
        batch_op.create_check_constraint(op.f('ck_check_in_minutes'), 'minutes between 1 and 480')

    op.drop_table('private_answer')

    with op.batch_alter_table('log_link', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_log_link_person_id'))
        batch_op.drop_index(batch_op.f('ix_log_link_meeting_id'))

    op.drop_table('log_link')

    with op.batch_alter_table('meeting', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_meeting_state'))
        batch_op.drop_index(batch_op.f('ix_meeting_starts_at'))
        batch_op.drop_index(batch_op.f('ix_meeting_pair_id'))

    op.drop_table('meeting')

"""the foundation

Revision ID: 0001
Revises: 
"""
from alembic import op
import sqlalchemy as sa


revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade():

    op.create_table('audit_row',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('verb', sa.String(), nullable=False),
    sa.Column('by_id', sa.String(), nullable=True),
    sa.Column('by_name', sa.String(), nullable=True),
    sa.Column('thing_kind', sa.String(), nullable=True),
    sa.Column('thing_id', sa.String(), nullable=True),
    sa.Column('programme_id', sa.String(), nullable=True),
    sa.Column('facts', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_row'))
    )
    with op.batch_alter_table('audit_row', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_audit_row_at'), ['at'], unique=False)
        batch_op.create_index(batch_op.f('ix_audit_row_by_id'), ['by_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_audit_row_programme_id'), ['programme_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_audit_row_thing_id'), ['thing_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_audit_row_verb'), ['verb'], unique=False)

    op.create_table('outbox_mail',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('message_id', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('to_email', sa.String(), nullable=False),
    sa.Column('to_name', sa.String(), nullable=False),
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('html', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('next_try_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('error', sa.String(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("state in ('queued', 'sending', 'sent', 'failed')", name=op.f('ck_outbox_mail_state')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outbox_mail')),
    sa.UniqueConstraint('message_id', name=op.f('uq_outbox_mail_message_id'))
    )
    with op.batch_alter_table('outbox_mail', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_outbox_mail_kind'), ['kind'], unique=False)
        batch_op.create_index(batch_op.f('ix_outbox_mail_next_try_at'), ['next_try_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_outbox_mail_state'), ['state'], unique=False)
        batch_op.create_index(batch_op.f('ix_outbox_mail_to_email'), ['to_email'], unique=False)

    op.create_table('person',
    sa.Column('email', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('job_title', sa.String(), nullable=False),
    sa.Column('department', sa.String(), nullable=False),
    sa.Column('site', sa.String(), nullable=False),
    sa.Column('grade', sa.Integer(), nullable=True),
    sa.Column('manager_id', sa.String(), nullable=True),
    sa.Column('languages', sa.JSON(), nullable=False),
    sa.Column('time_zone', sa.String(), nullable=False),
    sa.Column('status', sa.String(), nullable=False),
    sa.Column('is_administrator', sa.Boolean(), nullable=False),
    sa.Column('password_hash', sa.String(), nullable=True),
    sa.Column('invited_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('registered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.CheckConstraint("status in ('active', 'leave', 'left')", name=op.f('ck_person_status')),
    sa.CheckConstraint('email = lower(email)', name=op.f('ck_person_email_lower')),
    sa.CheckConstraint('grade between 1 and 10', name=op.f('ck_person_grade')),
    sa.ForeignKeyConstraint(['manager_id'], ['person.id'], name=op.f('fk_person_manager_id_person'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person')),
    sa.UniqueConstraint('email', name=op.f('uq_person_email'))
    )
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_person_department'), ['department'], unique=False)
        batch_op.create_index(batch_op.f('ix_person_manager_id'), ['manager_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_person_status'), ['status'], unique=False)

    op.create_table('posted_form',
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('person_id', sa.String(), nullable=False),
    sa.Column('result_id', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('key', 'person_id', name=op.f('pk_posted_form'))
    )
    with op.batch_alter_table('posted_form', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_posted_form_at'), ['at'], unique=False)

    op.create_table('programme',
    sa.Column('slug', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('summary', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('audience', sa.String(), nullable=False),
    sa.Column('audience_who', sa.String(), nullable=False),
    sa.Column('audience_basis', sa.String(), nullable=False),
    sa.Column('audience_review_on', sa.Date(), nullable=True),
    sa.Column('enrol_until', sa.Date(), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.Column('allows_both_roles', sa.Boolean(), nullable=False),
    sa.Column('needs_charter', sa.Boolean(), nullable=False),
    sa.Column('cadence_weeks', sa.Integer(), nullable=False),
    sa.Column('default_places', sa.Integer(), nullable=False),
    sa.Column('criteria', sa.JSON(), nullable=False),
    sa.Column('rules', sa.JSON(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.CheckConstraint("audience in ('all', 'aimed')", name=op.f('ck_programme_audience')),
    sa.CheckConstraint("kind in ('mentorship', 'sponsorship', 'buddy')", name=op.f('ck_programme_kind')),
    sa.CheckConstraint("state in ('draft', 'open', 'closed')", name=op.f('ck_programme_state')),
    sa.CheckConstraint('cadence_weeks between 1 and 12', name=op.f('ck_programme_cadence')),
    sa.CheckConstraint('default_places between 1 and 5', name=op.f('ck_programme_places')),
    sa.CheckConstraint('enrol_until <= ends_on and starts_on <= ends_on', name=op.f('ck_programme_dates')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_programme')),
    sa.UniqueConstraint('slug', name=op.f('uq_programme_slug'))
    )
    with op.batch_alter_table('programme', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_programme_state'), ['state'], unique=False)

    op.create_table('throttle_count',
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.Column('expires_at', sa.Double(), nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_throttle_count'))
    )
    with op.batch_alter_table('throttle_count', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_throttle_count_expires_at'), ['expires_at'], unique=False)

    op.create_table('worker_beat',
    sa.Column('machine', sa.String(), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('machine', name=op.f('pk_worker_beat'))
    )
    op.create_table('coordinator',
    sa.Column('programme_id', sa.String(), nullable=False),
    sa.Column('person_id', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_coordinator_person_id_person'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['programme_id'], ['programme.id'], name=op.f('fk_coordinator_programme_id_programme'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('programme_id', 'person_id', name=op.f('pk_coordinator'))
    )
    with op.batch_alter_table('coordinator', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_coordinator_person_id'), ['person_id'], unique=False)

    op.create_table('enrolment',
    sa.Column('programme_id', sa.String(), nullable=False),
    sa.Column('person_id', sa.String(), nullable=False),
    sa.Column('role', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('about', sa.String(), nullable=False),
    sa.Column('formats', sa.JSON(), nullable=False),
    sa.Column('languages', sa.JSON(), nullable=False),
    sa.Column('hours_from', sa.Integer(), nullable=False),
    sa.Column('hours_to', sa.Integer(), nullable=False),
    sa.Column('site_preference', sa.String(), nullable=False),
    sa.Column('target_area', sa.String(), nullable=False),
    sa.Column('reach', sa.JSON(), nullable=False),
    sa.Column('places', sa.Integer(), nullable=False),
    sa.Column('steps_done', sa.JSON(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ready_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('paused_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('reminded_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.String(), nullable=False),
    sa.CheckConstraint("role in ('mentor', 'mentee')", name=op.f('ck_enrolment_role')),
    sa.CheckConstraint("site_preference in ('', 'same', 'other')", name=op.f('ck_enrolment_site_preference')),
    sa.CheckConstraint("state in ('draft', 'ready', 'paused', 'withdrawn')", name=op.f('ck_enrolment_state')),
    sa.CheckConstraint('hours_from between 0 and 23 and hours_to between 1 and 24 and hours_from < hours_to', name=op.f('ck_enrolment_hours')),
    sa.CheckConstraint('places between 1 and 5', name=op.f('ck_enrolment_places')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_enrolment_person_id_person'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['programme_id'], ['programme.id'], name=op.f('fk_enrolment_programme_id_programme'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_enrolment')),
    sa.UniqueConstraint('programme_id', 'person_id', 'role', name=op.f('uq_enrolment_programme_id_person_id_role'))
    )
    with op.batch_alter_table('enrolment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_enrolment_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_enrolment_programme_id'), ['programme_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_enrolment_state'), ['state'], unique=False)

    op.create_table('kept_form',
    sa.Column('person_id', sa.String(), nullable=False),
    sa.Column('path', sa.String(), nullable=False),
    sa.Column('form', sa.String(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('fields', sa.JSON(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_kept_form_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_kept_form'))
    )
    with op.batch_alter_table('kept_form', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_kept_form_created_at'), ['created_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_kept_form_person_id'), ['person_id'], unique=False)

    op.create_table('mailed_link',
    sa.Column('token_hash', sa.String(), nullable=False),
    sa.Column('purpose', sa.String(), nullable=False),
    sa.Column('email', sa.String(), nullable=False),
    sa.Column('by_id', sa.String(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.String(), nullable=False),
    sa.CheckConstraint("purpose in ('register', 'invite', 'reset')", name=op.f('ck_mailed_link_purpose')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_mailed_link_by_id_person'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mailed_link')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_mailed_link_token_hash'))
    )
    with op.batch_alter_table('mailed_link', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_mailed_link_email'), ['email'], unique=False)
        batch_op.create_index(batch_op.f('ix_mailed_link_expires_at'), ['expires_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_mailed_link_written_at'), ['written_at'], unique=False)

    op.create_table('roster_upload',
    sa.Column('by_id', sa.String(), nullable=True),
    sa.Column('file_name', sa.String(), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('imported_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_roster_upload_by_id_person'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_roster_upload'))
    )
    with op.batch_alter_table('roster_upload', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_roster_upload_created_at'), ['created_at'], unique=False)

    op.create_table('round',
    sa.Column('programme_id', sa.String(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.String(), nullable=False),
    sa.CheckConstraint("state in ('open', 'published', 'discarded')", name=op.f('ck_round_state')),
    sa.ForeignKeyConstraint(['programme_id'], ['programme.id'], name=op.f('fk_round_programme_id_programme'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_round')),
    sa.UniqueConstraint('programme_id', 'number', name=op.f('uq_round_programme_id_number'))
    )
    with op.batch_alter_table('round', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_round_programme_id'), ['programme_id'], unique=False)
        batch_op.create_index('uq_round_open', ['programme_id'], unique=True, sqlite_where=sa.text("state = 'open'"), postgresql_where=sa.text("state = 'open'"))

    op.create_table('sign_in',
    sa.Column('person_id', sa.String(), nullable=False),
    sa.Column('token_hash', sa.String(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('browser', sa.String(), nullable=False),
    sa.Column('address', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_sign_in_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sign_in')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_sign_in_token_hash'))
    )
    with op.batch_alter_table('sign_in', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sign_in_expires_at'), ['expires_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_sign_in_person_id'), ['person_id'], unique=False)

    op.create_table('topic',
    sa.Column('programme_id', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('group', sa.String(), nullable=False),
    sa.Column('description', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('merged_into_id', sa.String(), nullable=True),
    sa.Column('retired_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['merged_into_id'], ['topic.id'], name=op.f('fk_topic_merged_into_id_topic'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['programme_id'], ['programme.id'], name=op.f('fk_topic_programme_id_programme'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_topic')),
    sa.UniqueConstraint('programme_id', 'name', name=op.f('uq_topic_programme_id_name'))
    )
    with op.batch_alter_table('topic', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_topic_programme_id'), ['programme_id'], unique=False)

    op.create_table('boundary',
    sa.Column('enrolment_id', sa.String(), nullable=False),
    sa.Column('person_id', sa.String(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['enrolment_id'], ['enrolment.id'], name=op.f('fk_boundary_enrolment_id_enrolment'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_boundary_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('enrolment_id', 'person_id', name=op.f('pk_boundary'))
    )
    op.create_table('charter_acceptance',
    sa.Column('enrolment_id', sa.String(), nullable=False),
    sa.Column('version', sa.String(), nullable=False),
    sa.Column('accepted_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['enrolment_id'], ['enrolment.id'], name=op.f('fk_charter_acceptance_enrolment_id_enrolment'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('enrolment_id', name=op.f('pk_charter_acceptance'))
    )
    op.create_table('draft',
    sa.Column('round_id', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('settings', sa.JSON(), nullable=False),
    sa.Column('result', sa.JSON(), nullable=True),
    sa.Column('input', sa.LargeBinary(), nullable=True),
    sa.Column('problem', sa.String(), nullable=True),
    sa.Column('claimed_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('created_by_id', sa.String(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('computed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.String(), nullable=False),
    sa.CheckConstraint("state in ('computing', 'ready', 'failed')", name=op.f('ck_draft_state')),
    sa.ForeignKeyConstraint(['created_by_id'], ['person.id'], name=op.f('fk_draft_created_by_id_person'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_draft_round_id_round'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_draft'))
    )
    with op.batch_alter_table('draft', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_draft_round_id'), ['round_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_draft_state'), ['state'], unique=False)

    op.create_table('enrolment_topic',
    sa.Column('enrolment_id', sa.String(), nullable=False),
    sa.Column('topic_id', sa.String(), nullable=False),
    sa.Column('level', sa.Integer(), nullable=False),
    sa.Column('sentence', sa.String(), nullable=False),
    sa.CheckConstraint('level between 1 and 3', name=op.f('ck_enrolment_topic_level')),
    sa.ForeignKeyConstraint(['enrolment_id'], ['enrolment.id'], name=op.f('fk_enrolment_topic_enrolment_id_enrolment'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['topic_id'], ['topic.id'], name=op.f('fk_enrolment_topic_topic_id_topic'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('enrolment_id', 'topic_id', name=op.f('pk_enrolment_topic'))
    )
    with op.batch_alter_table('enrolment_topic', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_enrolment_topic_topic_id'), ['topic_id'], unique=False)

    op.create_table('pair',
    sa.Column('programme_id', sa.String(), nullable=False),
    sa.Column('mentor_id', sa.String(), nullable=False),
    sa.Column('mentee_id', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('round_number', sa.Integer(), nullable=True),
    sa.Column('score', sa.Integer(), nullable=False),
    sa.Column('why', sa.JSON(), nullable=False),
    sa.Column('proposed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('mentor_accepted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('mentee_accepted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('reminders_sent', sa.Integer(), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('resumed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('last_met_on', sa.Date(), nullable=True),
    sa.Column('next_on', sa.Date(), nullable=True),
    sa.Column('id', sa.String(), nullable=False),
    sa.CheckConstraint("state in ('proposed', 'active', 'paused', 'ended', 'declined', 'lapsed')", name=op.f('ck_pair_state')),
    sa.CheckConstraint('mentor_id <> mentee_id', name=op.f('ck_pair_two')),
    sa.CheckConstraint('score between 0 and 1000', name=op.f('ck_pair_score')),
    sa.ForeignKeyConstraint(['mentee_id'], ['enrolment.id'], name=op.f('fk_pair_mentee_id_enrolment'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['mentor_id'], ['enrolment.id'], name=op.f('fk_pair_mentor_id_enrolment'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['programme_id'], ['programme.id'], name=op.f('fk_pair_programme_id_programme'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pair'))
    )
    with op.batch_alter_table('pair', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_pair_mentee_id'), ['mentee_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_pair_mentor_id'), ['mentor_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_pair_programme_id'), ['programme_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_pair_state'), ['state'], unique=False)
        batch_op.create_index('uq_pair_live_mentee', ['mentee_id'], unique=True, sqlite_where=sa.text("state in ('proposed', 'active', 'paused')"), postgresql_where=sa.text("state in ('proposed', 'active', 'paused')"))

    op.create_table('check_in',
    sa.Column('pair_id', sa.String(), nullable=False),
    sa.Column('author_id', sa.String(), nullable=False),
    sa.Column('happened_on', sa.Date(), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('format', sa.String(), nullable=False),
    sa.Column('shared', sa.String(), nullable=False),
    sa.Column('next_on', sa.Date(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.CheckConstraint('minutes between 1 and 480', name=op.f('ck_check_in_minutes')),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_check_in_author_id_person'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['pair_id'], ['pair.id'], name=op.f('fk_check_in_pair_id_pair'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_check_in'))
    )
    with op.batch_alter_table('check_in', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_check_in_author_id'), ['author_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_check_in_pair_id'), ['pair_id'], unique=False)

    op.create_table('draft_left_out',
    sa.Column('draft_id', sa.String(), nullable=False),
    sa.Column('mentee_id', sa.String(), nullable=False),
    sa.Column('reason', sa.JSON(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['draft_id'], ['draft.id'], name=op.f('fk_draft_left_out_draft_id_draft'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['mentee_id'], ['enrolment.id'], name=op.f('fk_draft_left_out_mentee_id_enrolment'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_draft_left_out')),
    sa.UniqueConstraint('draft_id', 'mentee_id', name=op.f('uq_draft_left_out_draft_id_mentee_id'))
    )
    with op.batch_alter_table('draft_left_out', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_draft_left_out_draft_id'), ['draft_id'], unique=False)

    op.create_table('draft_pair',
    sa.Column('draft_id', sa.String(), nullable=False),
    sa.Column('mentor_id', sa.String(), nullable=False),
    sa.Column('mentee_id', sa.String(), nullable=False),
    sa.Column('score', sa.Integer(), nullable=False),
    sa.Column('parts', sa.JSON(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['draft_id'], ['draft.id'], name=op.f('fk_draft_pair_draft_id_draft'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['mentee_id'], ['enrolment.id'], name=op.f('fk_draft_pair_mentee_id_enrolment'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['mentor_id'], ['enrolment.id'], name=op.f('fk_draft_pair_mentor_id_enrolment'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_draft_pair')),
    sa.UniqueConstraint('draft_id', 'mentee_id', name=op.f('uq_draft_pair_draft_id_mentee_id'))
    )
    with op.batch_alter_table('draft_pair', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_draft_pair_draft_id'), ['draft_id'], unique=False)

    op.create_table('check_in_answer',
    sa.Column('check_in_id', sa.String(), nullable=False),
    sa.Column('author_id', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('happened_on', sa.Date(), nullable=True),
    sa.Column('minutes', sa.Integer(), nullable=True),
    sa.Column('format', sa.String(), nullable=True),
    sa.Column('shared', sa.String(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("kind in ('confirmed', 'corrected')", name=op.f('ck_check_in_answer_kind')),
    sa.CheckConstraint('minutes between 0 and 480', name=op.f('ck_check_in_answer_minutes')),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_check_in_answer_author_id_person'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['check_in_id'], ['check_in.id'], name=op.f('fk_check_in_answer_check_in_id_check_in'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('check_in_id', name=op.f('pk_check_in_answer'))
    )
    with op.batch_alter_table('check_in_answer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_check_in_answer_author_id'), ['author_id'], unique=False)

    op.create_table('private_note',
    sa.Column('check_in_id', sa.String(), nullable=False),
    sa.Column('author_id', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_private_note_author_id_person'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['check_in_id'], ['check_in.id'], name=op.f('fk_private_note_check_in_id_check_in'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('check_in_id', 'author_id', name=op.f('pk_private_note'))
    )



def downgrade():

    op.drop_table('private_note')
    with op.batch_alter_table('check_in_answer', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_check_in_answer_author_id'))

    op.drop_table('check_in_answer')
    with op.batch_alter_table('draft_pair', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_draft_pair_draft_id'))

    op.drop_table('draft_pair')
    with op.batch_alter_table('draft_left_out', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_draft_left_out_draft_id'))

    op.drop_table('draft_left_out')
    with op.batch_alter_table('check_in', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_check_in_pair_id'))
        batch_op.drop_index(batch_op.f('ix_check_in_author_id'))

    op.drop_table('check_in')
    with op.batch_alter_table('pair', schema=None) as batch_op:
        batch_op.drop_index('uq_pair_live_mentee', sqlite_where=sa.text("state in ('proposed', 'active', 'paused')"), postgresql_where=sa.text("state in ('proposed', 'active', 'paused')"))
        batch_op.drop_index(batch_op.f('ix_pair_state'))
        batch_op.drop_index(batch_op.f('ix_pair_programme_id'))
        batch_op.drop_index(batch_op.f('ix_pair_mentor_id'))
        batch_op.drop_index(batch_op.f('ix_pair_mentee_id'))

    op.drop_table('pair')
    with op.batch_alter_table('enrolment_topic', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_enrolment_topic_topic_id'))

    op.drop_table('enrolment_topic')
    with op.batch_alter_table('draft', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_draft_state'))
        batch_op.drop_index(batch_op.f('ix_draft_round_id'))

    op.drop_table('draft')
    op.drop_table('charter_acceptance')
    op.drop_table('boundary')
    with op.batch_alter_table('topic', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_topic_programme_id'))

    op.drop_table('topic')
    with op.batch_alter_table('sign_in', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sign_in_person_id'))
        batch_op.drop_index(batch_op.f('ix_sign_in_expires_at'))

    op.drop_table('sign_in')
    with op.batch_alter_table('round', schema=None) as batch_op:
        batch_op.drop_index('uq_round_open', sqlite_where=sa.text("state = 'open'"), postgresql_where=sa.text("state = 'open'"))
        batch_op.drop_index(batch_op.f('ix_round_programme_id'))

    op.drop_table('round')
    with op.batch_alter_table('roster_upload', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_roster_upload_created_at'))

    op.drop_table('roster_upload')
    with op.batch_alter_table('mailed_link', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_mailed_link_written_at'))
        batch_op.drop_index(batch_op.f('ix_mailed_link_expires_at'))
        batch_op.drop_index(batch_op.f('ix_mailed_link_email'))

    op.drop_table('mailed_link')
    with op.batch_alter_table('kept_form', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_kept_form_person_id'))
        batch_op.drop_index(batch_op.f('ix_kept_form_created_at'))

    op.drop_table('kept_form')
    with op.batch_alter_table('enrolment', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_enrolment_state'))
        batch_op.drop_index(batch_op.f('ix_enrolment_programme_id'))
        batch_op.drop_index(batch_op.f('ix_enrolment_person_id'))

    op.drop_table('enrolment')
    with op.batch_alter_table('coordinator', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_coordinator_person_id'))

    op.drop_table('coordinator')
    op.drop_table('worker_beat')
    with op.batch_alter_table('throttle_count', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_throttle_count_expires_at'))

    op.drop_table('throttle_count')
    with op.batch_alter_table('programme', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_programme_state'))

    op.drop_table('programme')
    with op.batch_alter_table('posted_form', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_posted_form_at'))

    op.drop_table('posted_form')
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_person_status'))
        batch_op.drop_index(batch_op.f('ix_person_manager_id'))
        batch_op.drop_index(batch_op.f('ix_person_department'))

    op.drop_table('person')
    with op.batch_alter_table('outbox_mail', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_outbox_mail_to_email'))
        batch_op.drop_index(batch_op.f('ix_outbox_mail_state'))
        batch_op.drop_index(batch_op.f('ix_outbox_mail_next_try_at'))
        batch_op.drop_index(batch_op.f('ix_outbox_mail_kind'))

    op.drop_table('outbox_mail')
    with op.batch_alter_table('audit_row', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_audit_row_verb'))
        batch_op.drop_index(batch_op.f('ix_audit_row_thing_id'))
        batch_op.drop_index(batch_op.f('ix_audit_row_programme_id'))
        batch_op.drop_index(batch_op.f('ix_audit_row_by_id'))
        batch_op.drop_index(batch_op.f('ix_audit_row_at'))

    op.drop_table('audit_row')


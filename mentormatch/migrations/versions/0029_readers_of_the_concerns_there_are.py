"""concerns there are keep the readers they have now, breaks there are get their cause

Revision ID: 0029
Revises: 0028
"""
from alembic import op

revision = '0029'
down_revision = '0028'
branch_labels = None
depends_on = None

OUTSIDE = """
    from concern join pair on pair.id = concern.pair_id
    join enrolment as mentor on mentor.id = pair.mentor_id join enrolment as mentee on mentee.id = pair.mentee_id
    {join} join person on person.id = {person_id}
    where person.id not in (mentor.person_id, mentee.person_id) and person.status <> 'left'
"""
NAMED = OUTSIDE.format(join="join concern_contact on concern_contact.programme_id = concern.programme_id",
                       person_id="concern_contact.person_id")
ADMINISTRATORS = OUTSIDE.format(join="", person_id="person.id") + " and person.is_administrator"


def upgrade():
    op.execute(f"insert into concern_reader (concern_id, person_id, since) select concern.id, person.id, "
               f"concern.created_at {NAMED}")
    op.execute(f"insert into concern_reader (concern_id, person_id, since) select concern.id, person.id, "
               f"concern.created_at {ADMINISTRATORS} "
               "and not exists (select 1 from concern_reader where concern_reader.concern_id = concern.id)")
    op.execute("update pair set has_own_break = true where state = 'paused' and not is_held")
    op.execute("update pair set held_for = 'concern' where is_held")


def downgrade():
    op.execute("delete from concern_reader")

"""What is shown at tables, who sits there, and plans with their steps."""

import sqlalchemy as sa
from alembic import op

revision = 'b52e1d8ea3c7'
down_revision = 'a41f0c7d92b6'
branch_labels = None
depends_on = None

_BANDS = "('under-10', '10-49', '50-249', '250-999', '1000-plus')"


def upgrade() -> None:
    """Make the change."""
    _disclosures()
    _plans()


def _disclosures() -> None:
    op.create_table('disclosure',
    sa.Column('room', sa.LargeBinary(), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('digest', sa.LargeBinary(), nullable=False),
    sa.Column('source', sa.LargeBinary(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('consent', sa.LargeBinary(), nullable=False),
    sa.CheckConstraint('octet_length(consent) = 32', name='disclosure_consent_length'),
    sa.CheckConstraint('octet_length(digest) = 32', name='disclosure_digest_length'),
    sa.CheckConstraint('seq > 0 AND position >= 0', name='disclosure_place_is_positive'),
    sa.CheckConstraint('octet_length(room) = 16', name='disclosure_room_length'),
    sa.CheckConstraint('octet_length(source) = 16', name='disclosure_source_length'),
    sa.ForeignKeyConstraint(['room'], ['room.room'], ),
    sa.ForeignKeyConstraint(['source', 'position'], ['entry.room', 'entry.position'], name='disclosure_of_entry'),
    sa.PrimaryKeyConstraint('room', 'seq'),
    sa.UniqueConstraint('digest', name='disclosure_digest_is_once')
    )
    op.create_table('disclosure_wrap',
    sa.Column('room', sa.LargeBinary(), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('organisation', sa.LargeBinary(), nullable=False),
    sa.Column('kid', sa.LargeBinary(), nullable=False),
    sa.Column('wrap', sa.LargeBinary(), nullable=False),
    sa.CheckConstraint('octet_length(kid) = 32', name='disclosure_wrap_kid_length'),
    sa.CheckConstraint('octet_length(organisation) = 16', name='disclosure_wrap_organisation_length'),
    sa.CheckConstraint('place >= 0', name='disclosure_wrap_place_is_positive'),
    sa.CheckConstraint('octet_length(room) = 16', name='disclosure_wrap_room_length'),
    sa.CheckConstraint('octet_length(wrap) = 1168', name='disclosure_wrap_wrap_length'),
    sa.ForeignKeyConstraint(['organisation'], ['organisation.organisation'], ),
    sa.ForeignKeyConstraint(['room', 'seq'], ['disclosure.room', 'disclosure.seq'], name='disclosure_wrap_of_disclosure'),
    sa.PrimaryKeyConstraint('room', 'seq', 'place')
    )
    op.execute('ALTER TABLE disclosure_wrap ALTER COLUMN wrap SET STORAGE EXTERNAL')


def _plans() -> None:
    op.create_table('table_party',
    sa.Column('table', sa.LargeBinary(), nullable=False),
    sa.Column('organisation', sa.LargeBinary(), nullable=False),
    sa.Column('role', sa.Text(), nullable=False),
    sa.Column('opened_on', sa.Date(), nullable=False),
    sa.Column('received_on', sa.Date(), nullable=True),
    sa.Column('needs_on', sa.Date(), nullable=True),
    sa.CheckConstraint('octet_length(organisation) = 16', name='table_party_organisation_length'),
    sa.CheckConstraint("role IN ('representative', 'coordinator', 'monitor', 'duty_bearer', 'buyer', 'reader')", name='table_party_role_is_known'),
    sa.CheckConstraint('octet_length("table") = 16', name='table_party_table_length'),
    sa.ForeignKeyConstraint(['organisation'], ['organisation.organisation'], ),
    sa.ForeignKeyConstraint(['table'], ['room.room'], ),
    sa.PrimaryKeyConstraint('table', 'organisation')
    )
    op.create_index('table_party_all', 'table_party', ['organisation', 'opened_on', 'table'], unique=False)
    op.create_index('table_party_today', 'table_party', ['organisation', 'needs_on', 'table'], unique=False, postgresql_where=sa.text('needs_on IS NOT NULL'))
    op.create_table('remedy_plan',
    sa.Column('table', sa.LargeBinary(), nullable=False),
    sa.Column('plan', sa.LargeBinary(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('organisation', sa.LargeBinary(), nullable=False),
    sa.Column('entry', sa.LargeBinary(), nullable=False),
    sa.Column('warned', sa.Boolean(), nullable=False),
    sa.Column('proposed_on', sa.Date(), nullable=False),
    sa.Column('in_force_on', sa.Date(), nullable=True),
    sa.Column('replaced_on', sa.Date(), nullable=True),
    sa.CheckConstraint('octet_length(entry) = 32', name='remedy_plan_entry_length'),
    sa.CheckConstraint('number >= 1', name='remedy_plan_number_is_positive'),
    sa.CheckConstraint('octet_length(organisation) = 16', name='remedy_plan_organisation_length'),
    sa.CheckConstraint('octet_length(plan) = 32', name='remedy_plan_plan_length'),
    sa.CheckConstraint('replaced_on IS NULL OR in_force_on IS NOT NULL', name='remedy_plan_replaced_was_in_force'),
    sa.CheckConstraint('octet_length("table") = 16', name='remedy_plan_table_length'),
    sa.ForeignKeyConstraint(['organisation'], ['organisation.organisation'], ),
    sa.ForeignKeyConstraint(['table'], ['room.room'], ),
    sa.PrimaryKeyConstraint('table', 'plan'),
    sa.UniqueConstraint('table', 'number', name='remedy_plan_number_is_once')
    )
    op.create_index('remedy_plan_in_force', 'remedy_plan', ['table'], unique=True, postgresql_where=sa.text('in_force_on IS NOT NULL AND replaced_on IS NULL'))
    op.create_table('remedy_acceptance',
    sa.Column('table', sa.LargeBinary(), nullable=False),
    sa.Column('plan', sa.LargeBinary(), nullable=False),
    sa.Column('organisation', sa.LargeBinary(), nullable=False),
    sa.Column('answer', sa.Text(), nullable=False),
    sa.Column('answered_on', sa.Date(), nullable=False),
    sa.Column('entry', sa.LargeBinary(), nullable=True),
    sa.CheckConstraint("answer IN ('accepted', 'refused')", name='remedy_acceptance_answer_is_known'),
    sa.CheckConstraint('octet_length(entry) = 32', name='remedy_acceptance_entry_length'),
    sa.CheckConstraint('octet_length(organisation) = 16', name='remedy_acceptance_organisation_length'),
    sa.CheckConstraint('octet_length(plan) = 32', name='remedy_acceptance_plan_length'),
    sa.CheckConstraint("(answer = 'refused') = (entry IS NOT NULL)", name='remedy_acceptance_refused_has_reasons'),
    sa.CheckConstraint('octet_length("table") = 16', name='remedy_acceptance_table_length'),
    sa.ForeignKeyConstraint(['organisation'], ['organisation.organisation'], ),
    sa.ForeignKeyConstraint(['table', 'plan'], ['remedy_plan.table', 'remedy_plan.plan'], name='remedy_acceptance_of_plan'),
    sa.PrimaryKeyConstraint('table', 'plan', 'organisation')
    )
    op.create_table('remedy_step',
    sa.Column('table', sa.LargeBinary(), nullable=False),
    sa.Column('plan', sa.LargeBinary(), nullable=False),
    sa.Column('step', sa.Text(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('form', sa.Text(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('owner', sa.LargeBinary(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('amount', sa.Numeric(14, 2), nullable=True),
    sa.Column('currency', sa.Text(), nullable=True),
    sa.Column('instalments', sa.Integer(), nullable=True),
    sa.Column('workers', sa.Text(), nullable=True),
    sa.Column('beneficiaries', sa.ARRAY(sa.Text()), nullable=False),
    sa.Column('evidence', sa.ARRAY(sa.Text()), nullable=False),
    sa.Column('state', sa.Text(), nullable=True),
    sa.Column('said_on', sa.Date(), nullable=True),
    sa.Column('said_entry', sa.LargeBinary(), nullable=True),
    sa.Column('verdict', sa.Text(), nullable=True),
    sa.Column('verified_on', sa.Date(), nullable=True),
    sa.Column('asked', sa.Text(), nullable=True),
    sa.Column('confirmed', sa.Text(), nullable=True),
    sa.Column('verified_entry', sa.LargeBinary(), nullable=True),
    sa.CheckConstraint('(amount IS NULL) = (currency IS NULL)', name='remedy_step_amount_has_a_currency'),
    sa.CheckConstraint("asked IN " + _BANDS, name='remedy_step_asked_is_known'),
    sa.CheckConstraint("confirmed IN " + _BANDS, name='remedy_step_confirmed_is_known'),
    sa.CheckConstraint('instalments IS NULL OR amount IS NOT NULL', name='remedy_step_instalments_are_of_an_amount'),
    sa.CheckConstraint('octet_length(owner) = 16', name='remedy_step_owner_length'),
    sa.CheckConstraint('place >= 0', name='remedy_step_place_is_positive'),
    sa.CheckConstraint('octet_length(plan) = 32', name='remedy_step_plan_length'),
    sa.CheckConstraint('octet_length(said_entry) = 32', name='remedy_step_said_entry_length'),
    sa.CheckConstraint('(said_on IS NULL) = (said_entry IS NULL)', name='remedy_step_said_is_whole'),
    sa.CheckConstraint("state IN ('open', 'said', 'verified', 'partly', 'disputed')", name='remedy_step_state_is_known'),
    sa.CheckConstraint('octet_length("table") = 16', name='remedy_step_table_length'),
    sa.CheckConstraint('(verdict IS NULL) = (verified_on IS NULL)', name='remedy_step_verdict_has_a_day'),
    sa.CheckConstraint("verdict IN ('verified', 'partly', 'disputed', 'reopened')", name='remedy_step_verdict_is_known'),
    sa.CheckConstraint("state IS DISTINCT FROM 'verified' OR verdict IS NOT DISTINCT FROM 'verified'", name='remedy_step_verified_by_a_verdict'),
    sa.CheckConstraint('octet_length(verified_entry) = 32', name='remedy_step_verified_entry_length'),
    sa.CheckConstraint("workers IN " + _BANDS, name='remedy_step_workers_is_known'),
    sa.ForeignKeyConstraint(['owner'], ['organisation.organisation'], ),
    sa.ForeignKeyConstraint(['table', 'plan'], ['remedy_plan.table', 'remedy_plan.plan'], name='remedy_step_of_plan'),
    sa.PrimaryKeyConstraint('table', 'plan', 'step')
    )
    op.add_column('room_reader', sa.Column('until', sa.Date(), nullable=True))


def downgrade() -> None:
    """Take it back. The signed histories of tables stay; what was shown there is shown no more."""
    for table in ('remedy_step', 'remedy_acceptance', 'remedy_plan', 'table_party', 'disclosure_wrap', 'disclosure'):
        op.drop_table(table)
    op.drop_column('room_reader', 'until')

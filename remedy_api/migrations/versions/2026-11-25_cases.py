"""Cases, their readers, reports and duty bearers; rooms founded by organisations."""

import sqlalchemy as sa
from alembic import op

revision = 'c90f4a6b17de'
down_revision = '7b21d0c4e8a3'
branch_labels = None
depends_on = None

_STATES = "state IN ('submitted', 'acknowledged', 'withdrawn')"
_STATES_AND_OPEN = "state IN ('submitted', 'acknowledged', 'withdrawn', 'open')"
_KINDS = "kind IN ('reporter', 'workers', 'table', 'dialogue')"
_CASE_LENGTH = 'octet_length("case") = 16'


def upgrade() -> None:
    """Make the change."""
    _rooms_of_organisations()
    op.create_index('submission_by_proof', 'submission', ['proof'], unique=False)
    op.create_table('case_file',
    sa.Column('case', sa.LargeBinary(), nullable=False),
    sa.Column('handle', sa.LargeBinary(), nullable=False),
    sa.Column('profile', sa.Text(), nullable=False),
    sa.Column('stage', sa.Text(), nullable=False),
    sa.Column('stage_since', sa.Date(), nullable=False),
    sa.Column('opened_on', sa.Date(), nullable=False),
    sa.Column('submitted_on', sa.Date(), nullable=True),
    sa.Column('acknowledged_on', sa.Date(), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('suspended', sa.Boolean(), nullable=False),
    sa.Column('review_on', sa.Date(), nullable=True),
    sa.Column('closed_on', sa.Date(), nullable=True),
    sa.Column('outcome', sa.Text(), nullable=True),
    sa.Column('merged_into', sa.LargeBinary(), nullable=True),
    sa.Column('site', sa.LargeBinary(), nullable=True),
    sa.Column('workers_band', sa.Text(), nullable=True),
    sa.Column('issues', sa.ARRAY(sa.Text()), nullable=False),
    sa.Column('indicators', sa.ARRAY(sa.Text()), nullable=False),
    sa.Column('external', sa.ARRAY(sa.Text()), nullable=False),
    sa.Column('kept', sa.ARRAY(sa.Text()), nullable=False),
    sa.Column('all_withdrawn', sa.Boolean(), nullable=False),
    sa.CheckConstraint("(closed_on IS NULL) = (outcome IS NULL)", name='case_file_closed_has_an_outcome'),
    sa.CheckConstraint("merged_into IS NULL OR outcome = 'merged'", name='case_file_merged_is_an_outcome'),
    sa.CheckConstraint("outcome IN ('withdrawn', 'merged', 'referred', 'not_admissible')", name='case_file_outcome_is_known'),
    sa.CheckConstraint("stage IN ('admissibility', 'safety', 'notification', 'fact_finding')", name='case_file_stage_is_known'),
    sa.CheckConstraint("workers_band IN ('under-10', '10-49', '50-249', '250-999', '1000-plus')", name='case_file_workers_band_is_known'),
    sa.CheckConstraint(_CASE_LENGTH, name='case_file_case_length'),
    sa.CheckConstraint('octet_length(handle) = 32', name='case_file_handle_length'),
    sa.CheckConstraint('octet_length(merged_into) = 16', name='case_file_merged_into_length'),
    sa.CheckConstraint('octet_length(site) = 16', name='case_file_site_length'),
    sa.ForeignKeyConstraint(['case'], ['room.room'], ),
    sa.ForeignKeyConstraint(['merged_into'], ['case_file.case'], ),
    sa.ForeignKeyConstraint(['site'], ['site.site'], ),
    sa.PrimaryKeyConstraint('case'),
    sa.UniqueConstraint('handle', name='case_file_handle_is_once')
    )
    op.create_index('case_file_open', 'case_file', ['due_on'], unique=False, postgresql_where=sa.text('closed_on IS NULL'))
    op.create_index('case_file_of_site', 'case_file', ['site', 'case'], unique=False, postgresql_where=sa.text('site IS NOT NULL'))
    op.create_table('case_clock',
    sa.Column('case', sa.LargeBinary(), nullable=False),
    sa.Column('clock', sa.Text(), nullable=False),
    sa.Column('from_day', sa.Date(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('done_on', sa.Date(), nullable=True),
    sa.CheckConstraint("clock IN ('acknowledgement', 'admissibility', 'fact_finding')", name='case_clock_is_known'),
    sa.CheckConstraint(_CASE_LENGTH, name='case_clock_case_length'),
    sa.ForeignKeyConstraint(['case'], ['case_file.case'], ),
    sa.PrimaryKeyConstraint('case', 'clock')
    )
    op.create_table('case_consent',
    sa.Column('case', sa.LargeBinary(), nullable=False),
    sa.Column('consent', sa.LargeBinary(), nullable=False),
    sa.Column('audience', sa.Text(), nullable=False),
    sa.Column('content', sa.Text(), nullable=False),
    sa.Column('until', sa.Date(), nullable=True),
    sa.Column('given_on', sa.Date(), nullable=False),
    sa.CheckConstraint("audience IN ('operator', 'suppliers', 'buyers', 'monitor', 'coordinator', 'authorities')", name='case_consent_audience_is_known'),
    sa.CheckConstraint("content IN ('facts', 'notice', 'evidence', 'progress')", name='case_consent_content_is_known'),
    sa.CheckConstraint(_CASE_LENGTH, name='case_consent_case_length'),
    sa.CheckConstraint('octet_length(consent) = 32', name='case_consent_consent_length'),
    sa.ForeignKeyConstraint(['case'], ['case_file.case'], ),
    sa.PrimaryKeyConstraint('case', 'consent')
    )
    op.create_table('case_reader',
    sa.Column('case', sa.LargeBinary(), nullable=False),
    sa.Column('organisation', sa.LargeBinary(), nullable=False),
    sa.Column('role', sa.Text(), nullable=False),
    sa.Column('since', sa.Date(), nullable=False),
    sa.Column('opened_on', sa.Date(), nullable=False),
    sa.Column('needs_on', sa.Date(), nullable=True),
    sa.CheckConstraint("role IN ('representative', 'coordinator', 'reader')", name='case_reader_role_is_known'),
    sa.CheckConstraint(_CASE_LENGTH, name='case_reader_case_length'),
    sa.CheckConstraint('octet_length(organisation) = 16', name='case_reader_organisation_length'),
    sa.ForeignKeyConstraint(['case'], ['case_file.case'], ),
    sa.ForeignKeyConstraint(['organisation'], ['organisation.organisation'], ),
    sa.PrimaryKeyConstraint('case', 'organisation')
    )
    op.create_index('case_reader_all', 'case_reader', ['organisation', 'opened_on', 'case'], unique=False)
    op.create_index('case_reader_today', 'case_reader', ['organisation', 'needs_on', 'case'], unique=False, postgresql_where=sa.text('needs_on IS NOT NULL'))
    op.create_table('case_report',
    sa.Column('room', sa.LargeBinary(), nullable=False),
    sa.Column('case', sa.LargeBinary(), nullable=False),
    sa.Column('proof', sa.LargeBinary(), nullable=False),
    sa.Column('acknowledged_on', sa.Date(), nullable=False),
    sa.CheckConstraint(_CASE_LENGTH, name='case_report_case_length'),
    sa.CheckConstraint('octet_length(proof) = 32', name='case_report_proof_length'),
    sa.CheckConstraint('octet_length(room) = 16', name='case_report_room_length'),
    sa.ForeignKeyConstraint(['case'], ['case_file.case'], ),
    sa.ForeignKeyConstraint(['room'], ['room.room'], ),
    sa.PrimaryKeyConstraint('room')
    )
    op.create_index('case_report_of_case', 'case_report', ['case', 'room'], unique=False)
    op.create_table('case_duty_bearer',
    sa.Column('case', sa.LargeBinary(), nullable=False),
    sa.Column('company', sa.LargeBinary(), nullable=False),
    sa.Column('involvement', sa.Text(), nullable=False),
    sa.CheckConstraint("involvement IN ('caused', 'contributed', 'linked')", name='case_duty_bearer_involvement_is_known'),
    sa.CheckConstraint(_CASE_LENGTH, name='case_duty_bearer_case_length'),
    sa.CheckConstraint('octet_length(company) = 16', name='case_duty_bearer_company_length'),
    sa.ForeignKeyConstraint(['case'], ['case_file.case'], ),
    sa.ForeignKeyConstraint(['company'], ['company_profile.company'], ),
    sa.PrimaryKeyConstraint('case', 'company')
    )
    op.create_index('case_duty_bearer_of_company', 'case_duty_bearer', ['company', 'case'], unique=False)


def _rooms_of_organisations() -> None:
    op.alter_column('room', 'founder_kem', nullable=True)
    op.alter_column('room', 'founder_sig', nullable=True)
    op.drop_constraint('room_state_is_known', 'room')
    op.create_check_constraint('room_state_is_known', 'room', _STATES_AND_OPEN)
    op.create_check_constraint('room_state_fits_its_kind', 'room', "(kind = 'reporter') = (state <> 'open')")
    op.create_check_constraint(
        'room_receipt_founds_reporter_rooms', 'room',
        "(kind = 'reporter') = (founder_kem IS NOT NULL) AND (kind = 'reporter') = (founder_sig IS NOT NULL)",
    )
    # Until now there were reporters' rooms only.
    op.add_column('room_reader', sa.Column('kind', sa.Text(), nullable=False, server_default='reporter'))
    op.alter_column('room_reader', 'kind', server_default=None)
    op.create_check_constraint('room_reader_kind_is_known', 'room_reader', _KINDS)
    op.drop_index('room_reader_inbox', table_name='room_reader')
    op.create_index('room_reader_inbox', 'room_reader', ['organisation', 'kind', 'since', 'room'], unique=False)
    op.create_table('room_past_reader',
    sa.Column('room', sa.LargeBinary(), nullable=False),
    sa.Column('organisation', sa.LargeBinary(), nullable=False),
    sa.CheckConstraint('octet_length(organisation) = 16', name='room_past_reader_organisation_length'),
    sa.CheckConstraint('octet_length(room) = 16', name='room_past_reader_room_length'),
    sa.ForeignKeyConstraint(['organisation'], ['organisation.organisation'], ),
    sa.ForeignKeyConstraint(['room'], ['room.room'], ),
    sa.PrimaryKeyConstraint('room', 'organisation')
    )


def downgrade() -> None:
    """Take it back. What was founded as a case is lost with its room: the tables before know reporters' rooms only."""
    for table in ('case_duty_bearer', 'case_report', 'case_reader', 'case_consent', 'case_clock', 'case_file', 'room_past_reader'):
        op.drop_table(table)
    op.drop_index('submission_by_proof', table_name='submission')
    for table in ('room_reader', 'entry', 'room_wrap', 'room_event', 'room_epoch', 'room'):
        op.execute(f"DELETE FROM {table} WHERE room IN (SELECT room FROM room WHERE kind <> 'reporter')")
    op.drop_index('room_reader_inbox', table_name='room_reader')
    op.create_index('room_reader_inbox', 'room_reader', ['organisation', 'since', 'room'], unique=False)
    op.drop_column('room_reader', 'kind')
    op.drop_constraint('room_receipt_founds_reporter_rooms', 'room')
    op.drop_constraint('room_state_fits_its_kind', 'room')
    op.drop_constraint('room_state_is_known', 'room')
    op.create_check_constraint('room_state_is_known', 'room', _STATES)
    op.alter_column('room', 'founder_sig', nullable=False)
    op.alter_column('room', 'founder_kem', nullable=False)

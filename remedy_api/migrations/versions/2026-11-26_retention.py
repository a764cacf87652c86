"""Retention: what is announced to be erased, what is held, and since when an account is closed."""

import sqlalchemy as sa
from alembic import op

revision = 'b18c73e0692d'
down_revision = 'a07b62df581c'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.add_column('person', sa.Column('closed_on', sa.Date(), nullable=True))
    # Nobody wrote down when: their time begins today.
    op.execute('UPDATE person SET closed_on = CURRENT_DATE WHERE closed')
    op.create_table('retention_watch',
    sa.Column('only', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('looked_on', sa.Date(), nullable=False),
    sa.CheckConstraint('"only" = 1', name='retention_watch_is_one'),
    sa.PrimaryKeyConstraint('only')
    )
    op.create_table('erasure',
    sa.Column('room', sa.LargeBinary(), nullable=False),
    sa.Column('what', sa.Text(), nullable=False),
    sa.Column('days_left', sa.Integer(), nullable=False),
    sa.CheckConstraint("what IN ('withdrawn_report', 'unanswered_report', 'answered_report', 'withdrawn_case', 'closed_case')", name='erasure_what_is_known'),
    sa.CheckConstraint('days_left >= 0', name='erasure_days_are_positive'),
    sa.CheckConstraint('octet_length(room) = 16', name='erasure_room_length'),
    sa.ForeignKeyConstraint(['room'], ['room.room'], ),
    sa.PrimaryKeyConstraint('room')
    )
    op.create_index('erasure_soonest', 'erasure', ['days_left', 'room'], unique=False)
    op.create_table('case_hold',
    sa.Column('case', sa.LargeBinary(), nullable=False),
    sa.Column('organisation', sa.LargeBinary(), nullable=False),
    sa.Column('person', sa.LargeBinary(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('since', sa.Date(), nullable=False),
    sa.CheckConstraint("reason IN ('court', 'authority', 'remedy', 'safety', 'workers')", name='case_hold_reason_is_known'),
    sa.CheckConstraint('octet_length("case") = 16', name='case_hold_case_length'),
    sa.CheckConstraint('octet_length(organisation) = 16', name='case_hold_organisation_length'),
    sa.CheckConstraint('octet_length(person) = 16', name='case_hold_person_length'),
    sa.ForeignKeyConstraint(['case'], ['case_file.case'], ),
    sa.ForeignKeyConstraint(['organisation'], ['organisation.organisation'], ),
    sa.ForeignKeyConstraint(['person'], ['person.person'], ),
    sa.PrimaryKeyConstraint('case', 'organisation')
    )
    op.create_index('case_hold_of_organisation', 'case_hold', ['organisation', 'case'], unique=False)


def downgrade() -> None:
    """Take it back."""
    op.drop_table('case_hold')
    op.drop_table('erasure')
    op.drop_table('retention_watch')
    op.drop_column('person', 'closed_on')

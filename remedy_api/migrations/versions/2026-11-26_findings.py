"""Findings, tables that cases open, consents that name organisations, and cases to their end."""

import sqlalchemy as sa
from alembic import op

revision = 'a41f0c7d92b6'
down_revision = 'c90f4a6b17de'
branch_labels = None
depends_on = None

_NAMES = {
    ('case_file', 'stage'): ('admissibility', 'safety', 'notification', 'fact_finding'),
    ('case_file', 'outcome'): ('withdrawn', 'merged', 'referred', 'not_admissible'),
    ('case_clock', 'clock'): ('acknowledgement', 'admissibility', 'fact_finding'),
    ('case_consent', 'audience'): ('operator', 'suppliers', 'buyers', 'monitor', 'coordinator', 'authorities'),
    ('case_consent', 'content'): ('facts', 'notice', 'evidence', 'progress'),
    ('case_reader', 'role'): ('representative', 'coordinator', 'reader'),
}
_MORE = {
    ('case_file', 'stage'): ('finding', 'negotiation', 'implementation', 'verification'),
    ('case_file', 'outcome'): ('remedied', 'partly_remedied', 'unremedied'),
    ('case_clock', 'clock'): ('finding', 'negotiation', 'verification'),
    ('case_consent', 'audience'): ('public',),
    ('case_consent', 'content'): ('table', 'finding', 'plan'),
    ('case_reader', 'role'): ('monitor',),
}
_CASE_LENGTH = 'octet_length("case") = 16'


def upgrade() -> None:
    """Make the change."""
    for (table, column), before in _NAMES.items():
        # The order in which the models name them, which is the order of the codes.
        after = (*before, *_MORE[table, column])
        if column == 'role':
            after = ('representative', 'coordinator', 'monitor', 'reader')
        _know(table, column, after)
    op.add_column('case_file', sa.Column('satisfaction', sa.Text(), nullable=True))
    op.create_check_constraint(
        'case_file_satisfaction_is_known', 'case_file', "satisfaction IN ('very', 'rather', 'little', 'not')",
    )
    _add_required('case_file', sa.Column('follow_up', sa.ARRAY(sa.Text()), nullable=False, server_default='{}'))
    _add_required('case_file', sa.Column('overridden', sa.Boolean(), nullable=False, server_default='false'))
    op.add_column('case_file', sa.Column('plan_in_force_on', sa.Date(), nullable=True))
    op.add_column('case_file', sa.Column('steps_unverified', sa.Integer(), nullable=True))
    op.create_check_constraint('case_file_steps_are_counted', 'case_file', 'steps_unverified >= 0')
    # Until now every consent was one of a whole audience, and nobody said how it was given.
    _add_required('case_consent', sa.Column('organisations', sa.ARRAY(sa.LargeBinary()), nullable=False, server_default='{}'))
    _add_required('case_consent', sa.Column('way', sa.Text(), nullable=False, server_default='written'))
    op.create_check_constraint('case_consent_way_is_known', 'case_consent', "way IN ('written', 'oral')")
    op.create_table('case_finding',
    sa.Column('case', sa.LargeBinary(), nullable=False),
    sa.Column('digest', sa.LargeBinary(), nullable=False),
    sa.Column('organisation', sa.LargeBinary(), nullable=False),
    sa.Column('conclusion', sa.Text(), nullable=False),
    sa.Column('grade', sa.Text(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('entry', sa.LargeBinary(), nullable=False),
    sa.Column('evidence', sa.ARRAY(sa.LargeBinary()), nullable=False),
    sa.Column('comments', sa.ARRAY(sa.LargeBinary()), nullable=False),
    sa.Column('contested', sa.LargeBinary(), nullable=True),
    sa.Column('said_on', sa.Date(), nullable=False),
    sa.Column('established_on', sa.Date(), nullable=True),
    sa.CheckConstraint("conclusion IN ('substantiated', 'partly', 'not', 'inconclusive')", name='case_finding_conclusion_is_known'),
    sa.CheckConstraint("grade IN ('strong', 'moderate', 'weak')", name='case_finding_grade_is_known'),
    sa.CheckConstraint("state IN ('draft', 'established')", name='case_finding_state_is_known'),
    sa.CheckConstraint("(state = 'established') = (established_on IS NOT NULL)", name='case_finding_established_has_a_day'),
    sa.CheckConstraint(_CASE_LENGTH, name='case_finding_case_length'),
    sa.CheckConstraint('octet_length(digest) = 32', name='case_finding_digest_length'),
    sa.CheckConstraint('octet_length(organisation) = 16', name='case_finding_organisation_length'),
    sa.CheckConstraint('octet_length(entry) = 32', name='case_finding_entry_length'),
    sa.CheckConstraint('octet_length(contested) = 32', name='case_finding_contested_length'),
    sa.ForeignKeyConstraint(['case'], ['case_file.case'], ),
    sa.ForeignKeyConstraint(['organisation'], ['organisation.organisation'], ),
    sa.PrimaryKeyConstraint('case', 'digest')
    )
    op.create_table('case_table',
    sa.Column('table', sa.LargeBinary(), nullable=False),
    sa.Column('case', sa.LargeBinary(), nullable=False),
    sa.Column('opened_on', sa.Date(), nullable=False),
    sa.CheckConstraint('octet_length("table") = 16', name='case_table_table_length'),
    sa.CheckConstraint(_CASE_LENGTH, name='case_table_case_length'),
    sa.ForeignKeyConstraint(['case'], ['case_file.case'], ),
    sa.PrimaryKeyConstraint('table')
    )
    op.create_index('case_table_of_case', 'case_table', ['case', 'table'], unique=False)


def _know(table: str, column: str, words: tuple[str, ...]) -> None:
    name = f'{table}_is_known' if table == 'case_clock' else f'{table}_{column}_is_known'
    op.drop_constraint(name, table)
    op.create_check_constraint(name, table, f"{column} IN ({', '.join(repr(word) for word in words)})")


def _add_required(table: str, column: sa.Column) -> None:
    op.add_column(table, column)
    op.alter_column(table, column.name, server_default=None)


def downgrade() -> None:
    """Take it back. A case that has come further stands in the last stage that the version before knows, and what was
    closed with a word that it does not know is open again there.
    """
    op.drop_table('case_table')
    op.drop_table('case_finding')
    for column in ('organisations', 'way'):
        op.drop_column('case_consent', column)
    for column in ('satisfaction', 'follow_up', 'overridden', 'plan_in_force_on', 'steps_unverified'):
        op.drop_column('case_file', column)
    later, closed = (', '.join(repr(word) for word in _MORE['case_file', column]) for column in ('stage', 'outcome'))
    op.execute(f"UPDATE case_file SET stage = 'fact_finding', due_on = NULL WHERE stage IN ({later})")
    op.execute(f"UPDATE case_file SET outcome = NULL, closed_on = NULL WHERE outcome IN ({closed})")
    op.execute("UPDATE case_reader SET role = 'reader' WHERE role = 'monitor'")
    for table, column in (('case_clock', 'clock'), ('case_consent', 'audience'), ('case_consent', 'content')):
        words = ', '.join(repr(word) for word in _MORE[table, column])
        op.execute(f"DELETE FROM {table} WHERE {column} IN ({words})")
    for (table, column), before in _NAMES.items():
        _know(table, column, before)

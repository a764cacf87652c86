"""Programs: accounts that a person answers for, and the tokens they show."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = 'a07b62df581c'
down_revision = 'f96a51ce470b'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.add_column('person', sa.Column('keeper', sa.LargeBinary(), nullable=True))
    op.create_check_constraint('person_keeper_length', 'person', 'octet_length(keeper) = 16')
    op.create_foreign_key(None, 'person', 'person', ['keeper'], ['person'])
    op.create_index(op.f('ix_person_keeper'), 'person', ['keeper'], unique=False)
    op.create_check_constraint('person_program_is_told_nothing', 'person', "keeper IS NULL OR NOT (administrator OR notices)")
    _nothing_to_sign_in_with('(closed OR keeper IS NOT NULL)')
    op.create_table('program_token',
    sa.Column('token', sa.LargeBinary(), nullable=False),
    sa.Column('person', sa.LargeBinary(), nullable=False),
    sa.Column('keeper', sa.LargeBinary(), nullable=False),
    sa.Column('name', sa.LargeBinary(), nullable=False),
    sa.Column('token_hash', sa.LargeBinary(), nullable=False),
    sa.Column('scopes', postgresql.ARRAY(sa.Text()), nullable=False),
    sa.Column('organisation', sa.LargeBinary(), nullable=True),
    sa.Column('made_on', sa.Date(), nullable=False),
    sa.Column('expires_on', sa.Date(), nullable=False),
    sa.Column('used_on', sa.Date(), nullable=True),
    sa.CheckConstraint('cardinality(scopes) BETWEEN 1 AND 16', name='program_token_may_something'),
    sa.CheckConstraint('expires_on BETWEEN made_on AND made_on + 366', name='program_token_ends_within_a_year'),
    sa.CheckConstraint('octet_length(keeper) = 16', name='program_token_keeper_length'),
    sa.CheckConstraint('octet_length(name) BETWEEN 29 AND 1000', name='program_token_name_length'),
    sa.CheckConstraint('octet_length(organisation) = 16', name='program_token_organisation_length'),
    sa.CheckConstraint('octet_length(person) = 16', name='program_token_person_length'),
    sa.CheckConstraint('octet_length(token) = 16', name='program_token_token_length'),
    sa.CheckConstraint('octet_length(token_hash) = 32', name='program_token_token_hash_length'),
    sa.ForeignKeyConstraint(['keeper'], ['person.person'], ),
    sa.ForeignKeyConstraint(['organisation'], ['organisation.organisation'], ),
    sa.ForeignKeyConstraint(['person'], ['person.person'], ),
    sa.PrimaryKeyConstraint('token'),
    sa.UniqueConstraint('token_hash', name='program_token_is_once')
    )
    op.create_index(op.f('ix_program_token_expires_on'), 'program_token', ['expires_on'], unique=False)
    op.create_index(op.f('ix_program_token_keeper'), 'program_token', ['keeper'], unique=False)
    op.create_index(op.f('ix_program_token_person'), 'program_token', ['person'], unique=False)


def downgrade() -> None:
    """Take it back. A version that knows no programs has nothing to let them in with: their accounts are closed ones."""
    op.drop_table('program_token')
    op.execute('UPDATE person SET closed = true WHERE keeper IS NOT NULL')
    _nothing_to_sign_in_with('closed')
    op.drop_constraint('person_program_is_told_nothing', 'person')
    op.drop_column('person', 'keeper')


def _nothing_to_sign_in_with(when: str) -> None:
    for column in ('login', 'vault'):
        op.drop_constraint(f'person_closed_has_no_{column}', 'person')
        op.create_check_constraint(f'person_closed_has_no_{column}', 'person', f'({column} IS NULL) = {when}')

"""What is erased is found by what refers to it: entries by their disclosures, cases by what was merged into them."""

from alembic import op

revision = 'c29d84f1a37e'
down_revision = 'b18c73e0692d'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_index('disclosure_source', 'disclosure', ['source', 'position'], unique=False)
    op.create_index('case_file_merged_into', 'case_file', ['merged_into'], unique=False)


def downgrade() -> None:
    """Take it back."""
    op.drop_index('case_file_merged_into', 'case_file')
    op.drop_index('disclosure_source', 'disclosure')

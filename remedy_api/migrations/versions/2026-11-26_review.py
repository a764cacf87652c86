"""The public register walks along the consents it rests on."""

import sqlalchemy as sa
from alembic import op

revision = 'd74e3fac25eb'
down_revision = 'c63d2e9b14fa'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_index('case_consent_public', 'case_consent', ['case'], unique=False, postgresql_where=sa.text("audience = 'public' AND content = 'facts'"))


def downgrade() -> None:
    """Take it back."""
    op.drop_index('case_consent_public', 'case_consent')

"""The list of tables begins with what needs an organisation first, and walks along an index to its end."""

import sqlalchemy as sa
from alembic import op

revision = 'e85f40bd36fc'
down_revision = 'd74e3fac25eb'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_index(
        'table_party_first',
        'table_party',
        ['organisation', sa.text("(COALESCE(needs_on, '9999-12-31'::date))"), sa.text("('9999-12-31'::date - opened_on)"), 'table'],
        unique=False,
    )


def downgrade() -> None:
    """Take it back."""
    op.drop_index('table_party_first', 'table_party')

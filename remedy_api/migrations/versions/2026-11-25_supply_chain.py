"""Sites in full, companies, products, contracts and supply links."""

revision = '7b21d0c4e8a3'
down_revision = '56e2c65442db'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""


def downgrade() -> None:
    """Take it back."""

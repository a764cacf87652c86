"""Production sites."""

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from remedy_api.kit.db.columns import bytes_column


class Site(SQLModel, table=True):
    """One production site, as a reporter would recognise it."""

    __tablename__ = "site"
    __table_args__ = (
        UniqueConstraint("country", "name", "address", name="site_is_once"),
        CheckConstraint("char_length(name) BETWEEN 1 AND 300", name="site_name_is_bounded"),
        CheckConstraint("char_length(native_name) <= 300", name="site_native_name_is_bounded"),
        CheckConstraint("char_length(address) <= 300", name="site_address_is_bounded"),
        CheckConstraint("country ~ '^[A-Z]{2}$'", name="site_country_is_two_letters"),
        CheckConstraint("version >= 1", name="site_version_is_positive"),
        Index("site_by_name", "name", "site"),
        # The one file every reporter's page fetches is made of these rows alone.
        Index("site_open", "name", "site", postgresql_where=text("open_for_filing")),
    )

    site: bytes = bytes_column(16, primary_key=True, description="16 random bytes")
    name: str = Field(description="legal name")
    native_name: str = Field(default="", description="the name in the script on its gate, or empty")
    address: str = Field(default="", description="one line, or empty")
    country: str = Field(description="ISO 3166-1 alpha-2, upper case")
    open_for_filing: bool = Field(default=True, description="offered to reporters in the form")
    version: int = Field(default=1, description="raised with every change; the ETag")

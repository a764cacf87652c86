"""Production sites."""

from sqlalchemy import CheckConstraint, Index, Numeric, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field, SQLModel

from remedy_api.kit.db.columns import bytes_column
from remedy_api.supply_chain.models.word import word_column
from remedy_api.supply_chain.states import SiteStatus, Source


class Site(SQLModel, table=True):
    """One production site, as a reporter would recognise it."""

    __tablename__ = "site"
    __table_args__ = (
        UniqueConstraint("country", "name", "address", name="site_is_once"),
        UniqueConstraint("os_id", name="site_os_id_is_once"),
        CheckConstraint("char_length(name) BETWEEN 1 AND 300", name="site_name_is_bounded"),
        CheckConstraint("char_length(native_name) <= 300", name="site_native_name_is_bounded"),
        CheckConstraint("char_length(address) <= 300", name="site_address_is_bounded"),
        CheckConstraint("country ~ '^[A-Z]{2}$'", name="site_country_is_two_letters"),
        CheckConstraint("num_nulls(latitude, longitude) <> 1", name="site_place_has_both_coordinates"),
        CheckConstraint("latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180", name="site_place_is_on_earth"),
        CheckConstraint("os_id ~ '^[A-Z]{2}[0-9]{7}[0-9A-Z]{6}$'", name="site_os_id_has_its_shape"),
        CheckConstraint("cardinality(activities) <= 20", name="site_activities_are_few"),
        CheckConstraint("status IN ('open', 'closed', 'moved')", name="site_status_is_known"),
        CheckConstraint("source IN ('disclosure', 'monitor', 'worker', 'import', 'public')", name="site_source_is_known"),
        CheckConstraint("NOT open_for_filing OR source NOT IN ('monitor', 'worker')", name="site_withheld_is_not_open"),
        CheckConstraint("version >= 1", name="site_version_is_positive"),
        Index("site_by_name", "name", "site"),
        # The one file every reporter's page fetches is made of these rows alone.
        Index("site_open", "name", "site", postgresql_where=text("open_for_filing")),
        Index("site_by_operator", "operator", "site", postgresql_where=text("operator IS NOT NULL")),
    )

    site: bytes = bytes_column(16, primary_key=True, description="16 random bytes")
    name: str = Field(description="legal name")
    native_name: str = Field(default="", description="the name in the script on its gate, or empty")
    address: str = Field(default="", description="one line, or empty")
    country: str = Field(description="ISO 3166-1 alpha-2, upper case")
    open_for_filing: bool = Field(default=True, description="offered to reporters in the form")
    version: int = Field(default=1, description="raised with every change; the ETag")
    latitude: float | None = Field(default=None, sa_type=Numeric(8, 6, asdecimal=False), description="degrees north, WGS 84")
    longitude: float | None = Field(default=None, sa_type=Numeric(9, 6, asdecimal=False), description="degrees east, WGS 84")
    os_id: str | None = Field(default=None, description="Open Supply Hub's number, its check character verified")
    activities: list[str] = Field(default_factory=list, sa_type=ARRAY(Text), description="codes, see states.Activity")
    status: SiteStatus = Field(default=SiteStatus.OPEN, sa_type=Text)
    operator: bytes | None = bytes_column(16, nullable=True, foreign_key="company_profile.company", description="employer there")
    source: Source = Field(default=Source.PUBLIC, sa_type=Text, description="from whom it was heard of first")


class SiteIdentifier(SQLModel, table=True):
    """A number that somebody else gave a site."""

    __tablename__ = "site_identifier"
    __table_args__ = (
        CheckConstraint("scheme ~ '^[a-z0-9][a-z0-9_.-]{0,39}$'", name="site_identifier_scheme_is_a_code"),
        CheckConstraint("char_length(value) BETWEEN 1 AND 100", name="site_identifier_value_is_bounded"),
        Index("site_identifier_by_value", "scheme", "value"),
    )

    site: bytes = bytes_column(16, primary_key=True, foreign_key="site.site")
    scheme: str = Field(primary_key=True, description="who gave it, a code: a registry or another list")
    value: str = Field(primary_key=True, description="the number as it was given")


class SiteWord(SQLModel, table=True):
    """A line under which a site is found: one of its names from one word on, folded (see names.py), or its OS ID."""

    __tablename__ = "site_word"
    __table_args__ = (Index("site_word_of_site", "site", "word"),)

    word: str = word_column()
    site: bytes = bytes_column(16, primary_key=True, foreign_key="site.site")

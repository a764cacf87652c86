"""Which site makes something for which company."""

from datetime import date

from sqlalchemy import CheckConstraint, Column, Index, SmallInteger, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from remedy_api.kit.db.columns import bytes_column, day_column
from remedy_api.supply_chain.states import Confidence, Source, Standing


class SupplyLink(SQLModel, table=True):
    """A site makes a product or a component for a company, as one source says: each source has a row of its own."""

    __tablename__ = "supply_link"
    __table_args__ = (
        UniqueConstraint("site", "company", "product", "source", name="supply_link_is_once", postgresql_nulls_not_distinct=True),
        CheckConstraint("tier BETWEEN 1 AND 9", name="supply_link_tier_is_known"),
        CheckConstraint("source IN ('disclosure', 'monitor', 'worker', 'import', 'public')", name="supply_link_source_is_known"),
        CheckConstraint("confidence IN ('low', 'medium', 'high')", name="supply_link_confidence_is_known"),
        CheckConstraint("standing IN ('claimed', 'confirmed', 'contested')", name="supply_link_standing_is_known"),
        CheckConstraint("last_seen >= first_seen", name="supply_link_days_are_in_order"),
        CheckConstraint("version >= 1", name="supply_link_version_is_positive"),
        Index("supply_link_of_site", "site", "link"),
        Index("supply_link_of_company", "company", "link"),
    )

    link: bytes = bytes_column(16, primary_key=True, description="16 random bytes")
    site: bytes = bytes_column(16, foreign_key="site.site", description="where it is made")
    company: bytes = bytes_column(16, foreign_key="company_profile.company", description="for whom it is made")
    product: bytes | None = bytes_column(16, nullable=True, foreign_key="product.product", description="what is made, if known")
    tier: int | None = Field(
        default=None,
        sa_column=Column(SmallInteger, nullable=True),
        description="1 delivers to the company itself, 2 to who does; null when it is not known",
    )
    source: Source = Field(sa_type=Text, description="from whom this is known")
    first_seen: date = day_column(description="the first day it was seen")
    last_seen: date = day_column(description="the last day it was seen")
    confidence: Confidence = Field(default=Confidence.MEDIUM, sa_type=Text)
    standing: Standing = Field(default=Standing.CLAIMED, sa_type=Text)
    version: int = Field(default=1, description="raised with every change; the ETag")

"""Organisations of the programme. What stands here is what reporters read when they choose whom to tell: public."""

from datetime import date

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlmodel import Field, SQLModel

from remedy_api.accounts.states import OrganisationKind
from remedy_api.kit.db.columns import bytes_column, day_column


class Organisation(SQLModel, table=True):
    """One organisation. Its row is the lock under which changes of its roster stand in line."""

    __tablename__ = "organisation"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('worker_organisation', 'monitor', 'coordinator', 'buyer', 'supplier', 'operator')",
            name="organisation_kind_is_known",
        ),
        CheckConstraint(
            "NOT accepts_reports OR kind IN ('worker_organisation', 'monitor', 'coordinator')",
            name="organisation_no_company_receives_reports",
        ),
        UniqueConstraint("country", "name", name="organisation_is_once_in_its_country"),
        CheckConstraint("char_length(name) BETWEEN 1 AND 200", name="organisation_name_is_bounded"),
        CheckConstraint("country ~ '^[A-Z]{2}$'", name="organisation_country_is_two_letters"),
        CheckConstraint("version >= 1", name="organisation_version_is_positive"),
        Index("organisation_by_name", "name", "organisation"),
    )

    organisation: bytes = bytes_column(16, primary_key=True, description="16 random bytes")
    name: str = Field(description="what it is called; public")
    kind: OrganisationKind = Field(sa_type=Text, description="what it is in the programme; never changes")
    country: str = Field(description="ISO 3166-1 alpha-2, upper case")
    languages: list[str] = Field(sa_type=ARRAY(Text), description="codes of the languages its people read")
    description: dict[str, str] = Field(sa_type=JSONB, description="who it is, in plain words, by language; public")
    accepts_reports: bool = Field(description="whether reporters may choose it")
    founded: bool = Field(default=False, description="whether its first manager has made its key and first roster")
    created_on: date = day_column()
    version: int = Field(default=1, description="raised with every change of these fields; the ETag")

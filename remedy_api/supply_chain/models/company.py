"""Companies: operators of sites, suppliers, brands, and what they make."""

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from remedy_api.kit.db.columns import bytes_column
from remedy_api.supply_chain.models.word import word_column
from remedy_api.supply_chain.states import ProductKind, Source


class CompanyProfile(SQLModel, table=True):
    """One company. It need not know of this programme; `organisation` is there when it has an account."""

    __tablename__ = "company_profile"
    __table_args__ = (
        UniqueConstraint("country", "name", name="company_profile_is_once"),
        UniqueConstraint("lei", name="company_profile_lei_is_once"),
        CheckConstraint("char_length(name) BETWEEN 1 AND 300", name="company_profile_name_is_bounded"),
        CheckConstraint("char_length(native_name) <= 300", name="company_profile_native_name_is_bounded"),
        CheckConstraint("country ~ '^[A-Z]{2}$'", name="company_profile_country_is_two_letters"),
        CheckConstraint("lei ~ '^[0-9A-Z]{18}[0-9]{2}$'", name="company_profile_lei_has_its_shape"),
        CheckConstraint(
            "source IN ('disclosure', 'monitor', 'worker', 'import', 'public')", name="company_profile_source_is_known"
        ),
        CheckConstraint("version >= 1", name="company_profile_version_is_positive"),
        Index("company_profile_by_name", "name", "company"),
        Index("company_profile_of_organisation", "organisation", "company", postgresql_where=text("organisation IS NOT NULL")),
    )

    company: bytes = bytes_column(16, primary_key=True, description="16 random bytes")
    name: str = Field(description="legal name")
    native_name: str = Field(default="", description="the name in its own script, or empty")
    country: str = Field(description="ISO 3166-1 alpha-2, upper case")
    lei: str | None = Field(default=None, description="Legal Entity Identifier (ISO 17442), its check digits verified")
    organisation: bytes | None = bytes_column(
        16, nullable=True, foreign_key="organisation.organisation", description="the account organisation it is"
    )
    source: Source = Field(default=Source.PUBLIC, sa_type=Text, description="from whom it was heard of first")
    version: int = Field(default=1, description="raised with every change; the ETag")


class CompanyWord(SQLModel, table=True):
    """A line under which a company is found: one of its names from one word on, folded (see names.py), or its LEI."""

    __tablename__ = "company_word"
    __table_args__ = (Index("company_word_of_company", "company", "word"),)

    word: str = word_column()
    company: bytes = bytes_column(16, primary_key=True, foreign_key="company_profile.company")


class Product(SQLModel, table=True):
    """A product of a company (a model), or a component of one, as one source says: each source has a row of its own."""

    __tablename__ = "product"
    __table_args__ = (
        UniqueConstraint("company", "name", "kind", "source", name="product_is_once"),
        CheckConstraint("char_length(name) BETWEEN 1 AND 300", name="product_name_is_bounded"),
        CheckConstraint("kind IN ('product', 'component')", name="product_kind_is_known"),
        CheckConstraint("source IN ('disclosure', 'monitor', 'worker', 'import', 'public')", name="product_source_is_known"),
    )

    product: bytes = bytes_column(16, primary_key=True, description="16 random bytes")
    company: bytes = bytes_column(16, foreign_key="company_profile.company", description="whose it is")
    name: str = Field(description="what the company calls it")
    kind: ProductKind = Field(sa_type=Text)
    source: Source = Field(sa_type=Text, description="from whom this is known")

"""Contracts of public buyers with their suppliers."""

from datetime import date

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field, SQLModel

from remedy_api.kit.db.columns import bytes_column, day_column
from remedy_api.supply_chain.models.word import word_column
from remedy_api.supply_chain.states import ValueBand


class Contract(SQLModel, table=True):
    """One contract, or one lot of a framework."""

    __tablename__ = "contract"
    __table_args__ = (
        UniqueConstraint("buyer", "supplier", "reference", name="contract_is_once"),
        CheckConstraint("char_length(reference) BETWEEN 1 AND 300", name="contract_reference_is_bounded"),
        CheckConstraint("char_length(title) BETWEEN 1 AND 300", name="contract_title_is_bounded"),
        CheckConstraint("ends_on >= starts_on", name="contract_ends_after_it_starts"),
        CheckConstraint("cardinality(cpv) <= 20", name="contract_cpv_are_few"),
        CheckConstraint("value_band IN ('under-100k', '100k-1m', '1m-10m', '10m-plus')", name="contract_value_band_is_known"),
        CheckConstraint("version >= 1", name="contract_version_is_positive"),
        Index("contract_by_title", "title", "contract"),
        Index("contract_of_buyer", "buyer", "title", "contract"),
        # What stands behind a site is asked of these rows alone.
        Index("contract_of_supplier", "supplier", "contract", postgresql_where=text("confirmed")),
    )

    contract: bytes = bytes_column(16, primary_key=True, description="16 random bytes")
    buyer: bytes = bytes_column(16, foreign_key="organisation.organisation", description="an organisation of the programme")
    supplier: bytes = bytes_column(16, foreign_key="company_profile.company", description="the company it is made with")
    reference: str = Field(description="the buyer's own number of it")
    title: str = Field(description="what is bought")
    starts_on: date = day_column(description="the first day")
    ends_on: date | None = day_column(nullable=True, description="the last day, if it has one")
    cpv: list[str] = Field(default_factory=list, sa_type=ARRAY(Text), description="codes of the Common Procurement Vocabulary")
    value_band: ValueBand | None = Field(default=None, sa_type=Text, description="what it is worth; null when it is not said")
    confirmed: bool = Field(default=False, description="by the programme's keepers; until then it opens nothing to its buyer")
    version: int = Field(default=1, description="raised with every change; the ETag")


class ContractWord(SQLModel, table=True):
    """A line under which a contract is found: its title from one word on, folded (see names.py), or its number."""

    __tablename__ = "contract_word"
    __table_args__ = (Index("contract_word_of_contract", "contract", "word"),)

    word: str = word_column()
    contract: bytes = bytes_column(16, primary_key=True, foreign_key="contract.contract")

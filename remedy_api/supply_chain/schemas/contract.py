"""Contracts of buyers as they travel."""

from typing import Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from remedy_api.kit.http.wire import Day, HexId, Schema
from remedy_api.supply_chain.schemas.fields import BandCode, CompanySummary, Cpvs, Name


class ContractCreate(Schema):
    """A contract to be added."""

    buyer: HexId = Field(description="a buyer of the programme")
    supplier: HexId = Field(description="the company it is made with")
    reference: Name = Field(description="the buyer's own number of it")
    title: Name = Field(description="what is bought")
    starts_on: Day
    ends_on: Day | None = None
    cpv: Cpvs = Field(default=[], description="codes of the Common Procurement Vocabulary")
    value_band: BandCode | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.ends_on is not None and self.ends_on < self.starts_on:
            raise PydanticCustomError("days", "the last day comes before the first")
        return self


class ContractUpdate(Schema):
    """What changes; what is left out stays. Null takes away what may be missing."""

    supplier: HexId | None = None
    reference: Name | None = None
    title: Name | None = None
    starts_on: Day | None = None
    ends_on: Day | None = None
    cpv: Cpvs | None = None
    value_band: BandCode | None = None
    confirmed: bool | None = Field(default=None, description="for the programme's keepers")


class ContractPublic(Schema):
    """A contract as its buyer and the programme's keepers see it."""

    contract: HexId
    buyer: HexId
    buyer_name: str
    supplier: CompanySummary
    reference: str
    title: str
    starts_on: Day
    ends_on: Day | None
    cpv: list[str]
    value_band: BandCode | None
    confirmed: bool = Field(description="by the programme's keepers; until then it leads to no site")
    version: int = Field(description="raised with every change; the ETag")

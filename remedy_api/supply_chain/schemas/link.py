"""Supply links as they travel."""

from typing import Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from remedy_api.kit.http.wire import Day, HexId, Schema
from remedy_api.supply_chain.schemas.company import ProductPublic
from remedy_api.supply_chain.schemas.fields import CompanySummary, ConfidenceCode, SourceCode, StandingCode, Tier
from remedy_api.supply_chain.states import Confidence


class LinkCreate(Schema):
    """A site makes something for a company."""

    company: HexId
    product: HexId | None = Field(default=None, description="what is made: a product or component of that company")
    tier: Tier | None = Field(default=None, description="1 delivers to the company itself, 2 to who does")
    source: SourceCode | None = Field(default=None, description="for the programme's keepers; of others it is known")
    first_seen: Day | None = Field(default=None, description="left out: today")
    last_seen: Day | None = Field(default=None, description="left out: the first day, or today when that is later")
    confidence: ConfidenceCode = Confidence.MEDIUM

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.first_seen and self.last_seen and self.last_seen < self.first_seen:
            raise PydanticCustomError("days", "the last day comes before the first")
        return self


class LinkUpdate(Schema):
    """What changes; what is left out stays. Null takes away what may be missing."""

    product: HexId | None = None
    tier: Tier | None = None
    source: SourceCode | None = None
    first_seen: Day | None = None
    last_seen: Day | None = None
    confidence: ConfidenceCode | None = None
    standing: StandingCode | None = None


class LinkPublic(Schema):
    """A supply link as those see it who may."""

    link: HexId
    site: HexId
    site_name: str
    site_country: str
    company: CompanySummary
    product: ProductPublic | None
    tier: int | None
    source: SourceCode
    first_seen: Day
    last_seen: Day
    confidence: ConfidenceCode
    standing: StandingCode
    version: int = Field(description="raised with every change; the ETag")

"""Companies and their products as they travel."""

from pydantic import Field

from remedy_api.kit.countries import Country
from remedy_api.kit.http.wire import HexId, Schema
from remedy_api.supply_chain.schemas.fields import KindCode, Lei, Name, NativeName, SourceCode


class CompanyCreate(Schema):
    """A company to be added."""

    name: Name = Field(description="legal name")
    native_name: NativeName = Field(default="", description="the name in its own script, or empty")
    country: Country
    lei: Lei | None = Field(default=None, description="Legal Entity Identifier")
    organisation: HexId | None = Field(default=None, description="the supplier or operator of the programme it is")
    source: SourceCode | None = Field(default=None, description="for the programme's keepers; of others it is known")


class CompanyUpdate(Schema):
    """What changes; what is left out stays. Null takes away what may be missing."""

    name: Name | None = None
    native_name: NativeName | None = None
    country: Country | None = None
    lei: Lei | None = None
    organisation: HexId | None = None
    source: SourceCode | None = None


class CompanyPublic(Schema):
    """A company as those see it who may."""

    company: HexId
    name: str
    native_name: str
    country: str
    lei: str | None
    organisation: HexId | None = Field(
        description="the supplier or operator of the programme it is; companies and buyers are told their own alone"
    )
    organisation_name: str | None
    source: SourceCode
    version: int = Field(description="raised with every change; the ETag. 1 for those who cannot change it")


class ProductCreate(Schema):
    """A product or a component to be added to a company."""

    name: Name
    kind: KindCode
    source: SourceCode | None = Field(default=None, description="for the programme's keepers; of others it is known")


class ProductPublic(Schema):
    """A product or a component of a company."""

    product: HexId
    company: HexId
    name: str
    kind: KindCode
    source: SourceCode

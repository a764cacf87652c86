"""Sites as they travel."""

from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from remedy_api.kit.countries import Country
from remedy_api.kit.http.wire import HexId, Line, Schema
from remedy_api.supply_chain.schemas.fields import (
    ActivityCode,
    ActivityCodes,
    Address,
    CompanySummary,
    Latitude,
    Longitude,
    Name,
    NativeName,
    OsId,
    SourceCode,
    StatusCode,
)
from remedy_api.supply_chain.states import SiteStatus


class Identifier(Schema):
    """A number that somebody else gave a site."""

    scheme: str = Field(pattern="^[a-z0-9][a-z0-9_.-]{0,39}$", description="who gave it, a code")
    value: Annotated[str, Line(100)] = Field(description="the number as it was given")


def _different(identifiers: list[Identifier]) -> list[Identifier]:
    if len({(one.scheme, one.value) for one in identifiers}) != len(identifiers):
        raise PydanticCustomError("twins", "must not repeat itself")
    return identifiers


Identifiers = Annotated[list[Identifier], Field(max_length=20), AfterValidator(_different)]


class SiteCreate(Schema):
    """A site to be added."""

    name: Name = Field(description="legal name")
    native_name: NativeName = Field(default="", description="the name in its own script, or empty")
    address: Address = Field(default="", description="one line, or empty")
    country: Country
    latitude: Latitude | None = Field(default=None, description="degrees north, WGS 84")
    longitude: Longitude | None = Field(default=None, description="degrees east, WGS 84")
    os_id: OsId | None = Field(default=None, description="Open Supply Hub's number; spaces, hyphens and small letters are forgiven")
    identifiers: Identifiers = Field(default=[], description="numbers that others gave it")
    activities: ActivityCodes = Field(default=[], description="what is done there")
    status: StatusCode = SiteStatus.OPEN
    operator: HexId | None = Field(default=None, description="company that is the employer there")
    source: SourceCode | None = Field(default=None, description="for the programme's keepers; of others it is known")
    open_for_filing: bool | None = Field(
        default=None,
        description="offered to reporters in the form; left out, yes for what keepers add, unless workers or monitors told of it",
    )

    @model_validator(mode="after")
    def _whole_place(self) -> Self:
        if (self.latitude is None) != (self.longitude is None):
            raise PydanticCustomError("place", "both or none")
        return self


class SiteUpdate(Schema):
    """What changes; what is left out stays. Null takes away what may be missing; there are both coordinates or none."""

    name: Name | None = None
    native_name: NativeName | None = None
    address: Address | None = None
    country: Country | None = None
    latitude: Latitude | None = None
    longitude: Longitude | None = None
    os_id: OsId | None = None
    identifiers: Identifiers | None = None
    activities: ActivityCodes | None = None
    status: StatusCode | None = None
    operator: HexId | None = None
    source: SourceCode | None = None
    open_for_filing: bool | None = None


class SitePublic(Schema):
    """A site as those see it who may."""

    site: HexId
    name: str
    native_name: str
    address: str
    country: str
    latitude: float | None
    longitude: float | None
    os_id: str | None
    identifiers: list[Identifier]
    activities: list[ActivityCode]
    status: StatusCode
    operator: CompanySummary | None
    source: SourceCode
    open_for_filing: bool
    version: int = Field(description="raised with every change; the ETag")


class SiteOpen(Schema):
    """A site as every reporter's page gets it."""

    site: HexId
    name: str
    native_name: str
    address: str
    country: str


class SitesFile(Schema):
    """The one file of the sites opened for filing: choosing one asks the server nothing."""

    sites: list[SiteOpen]

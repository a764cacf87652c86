"""Sites as they travel."""

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from remedy_api.kit.countries import Country
from remedy_api.kit.http.wire import HexId, Line, Prose, Schema


def _one_line(value: str) -> str:
    # Composed anew, a text can be longer than it came; the table counts what is kept.
    if "\n" in value or "\t" in value or len(value) > 300:
        raise PydanticCustomError("line", "expected one line of text")
    return value


Name = Annotated[str, Line(200), AfterValidator(_one_line)]
NativeName = Annotated[str, Prose(200), AfterValidator(_one_line)]
Address = Annotated[str, Prose(300), AfterValidator(_one_line)]


class SiteCreate(Schema):
    """A site to be added."""

    name: Name = Field(description="legal name")
    native_name: NativeName = Field(default="", description="the name in its own script, or empty")
    address: Address = Field(default="", description="one line, or empty")
    country: Country
    open_for_filing: bool = Field(default=True, description="offered to reporters in the form")


class SiteUpdate(Schema):
    """What changes; what is left out stays."""

    name: Name | None = None
    native_name: NativeName | None = None
    address: Address | None = None
    country: Country | None = None
    open_for_filing: bool | None = None


class SitePublic(Schema):
    """A site as its keepers see it."""

    site: HexId
    name: str
    native_name: str
    address: str
    country: str
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


class Fate(StrEnum):
    """What becomes of a row of an import."""

    ADDED = "added"
    THERE = "already-there"
    TWICE = "twice-in-this-file"
    REFUSED = "refused"


class RowFate(Schema):
    """One row of an import."""

    line: int = Field(description="line of the file where the row ends; the heading is line 1")
    fate: Fate
    columns: list[str] = Field(description="columns that could not be accepted; empty unless refused")


class ImportResult(Schema):
    """Every row's fate, in the order of the file."""

    preview: bool = Field(description="true when nothing was kept")
    added: int
    rows: list[RowFate]

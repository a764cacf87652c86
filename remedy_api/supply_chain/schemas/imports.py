"""What becomes of a file of sites, row by row."""

from enum import StrEnum

from pydantic import Field

from remedy_api.kit.http.wire import HexId, Schema


class Fate(StrEnum):
    """What becomes of a row of an import. One that matches has the OS ID of a site that is there under another name or address."""

    ADDED = "added"
    THERE = "already-there"
    MATCHES = "matches-existing"
    TWICE = "twice-in-this-file"
    REFUSED = "refused"


class Match(StrEnum):
    """By what a row was recognised."""

    OS_ID = "os-id"
    PLACE = "name-and-address"


class Reason(Schema):
    """Why a column of a row was not accepted."""

    column: str = Field(description="as the heading of the file names it")
    code: str
    detail: str = Field(description="a sentence in the reader's language")


class RowFate(Schema):
    """One row of an import."""

    line: int = Field(description="line of the file where the row ends; the heading is line 1")
    fate: Fate
    name: str | None = Field(description="the name of the site, when the row could be read")
    columns: list[str] = Field(description="columns that could not be accepted; empty unless refused")
    reasons: list[Reason] = Field(description="why; at least one for each of these columns")
    by: Match | None = Field(description="by what a row that is there already, or twice in the file, was recognised")
    site: HexId | None = Field(description="the site that is there already")
    ignored: list[str] = Field(description="columns whose value is not kept here, or is no value of its list")


class ImportResult(Schema):
    """Every row's fate, in the order of the file."""

    preview: bool = Field(description="true when nothing was kept")
    added: int
    rows: list[RowFate]

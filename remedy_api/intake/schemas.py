"""Submissions and receipts as they travel."""

from pydantic import Field

from remedy_api.kit.http.wire import Day, Hex32, HexId, Schema


class Filed(Schema):
    """A report was stored, durably, before this was said."""

    room: HexId
    filed_on: Day
    proof: Hex32 = Field(description="proof of filing: the hash of statement 1; it names nobody")

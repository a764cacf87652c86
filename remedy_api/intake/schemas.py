"""Submissions and receipts as they travel."""

from typing import Annotated

from pydantic import Field

from remedy_api.kit.http.wire import Day, Hex32, HexId, Schema
from remedy_api.rooms.schemas import EventsPost


class Filed(Schema):
    """A report was stored, durably, before this was said."""

    room: HexId
    filed_on: Day
    proof: Hex32 = Field(description="proof of filing: the hash of statement 1; it names nobody")


class Lookup(Schema):
    """What a receipt fetches with. It travels in a body, never in an address."""

    lookup: Hex32


class LookupAfter(Lookup):
    """Which page of a list: what comes after a place."""

    after: Annotated[str, Field(max_length=512)] | None = None


class BodyLookup(Lookup):
    """Which body."""

    entry: HexId


class EventsByReceipt(EventsPost):
    """The reporter's next events; `head` is what they follow, as If-Match is elsewhere."""

    lookup: Hex32
    head: Hex32

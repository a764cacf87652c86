"""Rooms, events and entries as they travel. All of it is sealed, signed or a code; the server can read none of the rest."""

from typing import Annotated

from pydantic import Field

from remedy_api.accounts.schemas.fields import SealedKey, Signature
from remedy_api.accounts.schemas.organisation import KeyPublic
from remedy_api.keyring.schemas import NamedChain
from remedy_api.kit.http.wire import B64, Day, Hex32, HexId, Schema
from remedy_api.rooms.states import RoomKind, RoomState

Payload = Annotated[bytes, B64(2, 16_384)]
"""Exact bytes of a signed event."""
StatementBody = Annotated[bytes, B64(64, 16_384)]
"""Exact bytes of a signed statement."""
WrapBytes = Annotated[bytes, B64(1168)]
"""An epoch's key, sealed to one reader."""
KindCode = Annotated[RoomKind, Field(strict=False)]
StateCode = Annotated[RoomState, Field(strict=False)]


class ReaderName(Schema):
    """An organisation that reads a room."""

    organisation: HexId
    name: str


class ReportRow(Schema):
    """A report in the list of one organisation."""

    room: HexId
    filed_on: Day
    state: StateCode
    unseen: bool = Field(description="something is new since a member of this organisation last looked")
    readers: list[ReaderName]


class SignedEvent(Schema):
    """An event as it was signed."""

    payload: Payload
    signature: Signature


class EpochView(Schema):
    """One epoch; `previous` is the key of the epoch before, sealed under this one's."""

    epoch: int
    statement: StatementBody
    signature: Signature
    previous: SealedKey | None


class WrapView(Schema):
    """An epoch's key, sealed to a kid of mine; `late` when it was given at a hand-over."""

    epoch: int
    kid: Hex32
    wrap: WrapBytes
    late: bool


class Author(KeyPublic):
    """Somebody whose signature may stand in this room. Reporters get no name: the organisation answers them."""

    name: str | None
    program: bool | None = Field(description="whether it is a program, which somebody answers for; where there is a name")
    organisation: HexId


class RoomView(Schema):
    """A room with all that is needed to check it and to open what is mine."""

    room: HexId
    kind: KindCode
    filed_on: Day
    state: StateCode
    receipt: KeyPublic | None = Field(description="public keys of the receipt that founded the room; null if an organisation did")
    epochs: list[EpochView]
    wraps: list[WrapView] = Field(description="those sealed to me or to my organisations")
    events: list[SignedEvent] = Field(description="the history from its beginning, at most 200 events")
    events_next: str | None = Field(description="`after` of the next page of the history; null when this is all of it")
    authors: list[Author]
    chains: dict[str, NamedChain] = Field(description="by organisation id in hex: every organisation that reads or read here")
    head: Hex32 = Field(description="H of the last event; the ETag")


class EntryView(Schema):
    """A sealed entry. `body` is null when it is large, to be fetched alone, and when it was erased."""

    position: int
    header: Annotated[bytes, B64(64, 512)]
    body: Annotated[bytes, B64(16, 262_160)] | None
    posted_on: Day


class EntryPosted(Schema):
    """An entry was stored."""

    entry: HexId
    position: int


class NewWrap(Schema):
    """A key sealed to one reader of the new epoch."""

    kid: Hex32
    wrap: WrapBytes


class LateWrap(NewWrap):
    """The key of an earlier epoch for an organisation that is being admitted."""

    epoch: Annotated[int, Field(ge=0, lt=2**31)]


class NewEpoch(Schema):
    """The statement that an `epoch` event announces, a wrap for each of its readers in their order, and the key before; null
    always at a table, and else only from a representative in a case, who lacks it.
    """

    statement: StatementBody
    signature: Signature
    wraps: Annotated[list[NewWrap], Field(min_length=1, max_length=64)]
    previous: SealedKey | None


class DisclosurePost(Schema):
    """What comes with a `disclosed` event: where the entry is that it shows, and its key for each organisation, in the
    order of the event.
    """

    entry: HexId
    room: HexId = Field(description="the workers' room it is in")
    position: Annotated[int, Field(ge=0, lt=2**31)]
    wraps: Annotated[list[NewWrap], Field(min_length=1, max_length=16)]


class EventsPost(Schema):
    """The next events of a room's history, with what they bring."""

    events: Annotated[list[SignedEvent], Field(min_length=1, max_length=16)]
    epoch: NewEpoch | None = None
    late_wraps: Annotated[tuple[LateWrap, ...], Field(max_length=64, strict=False)] = ()
    disclosures: Annotated[tuple[DisclosurePost, ...], Field(max_length=16, strict=False)] = ()


class FirstEpoch(Schema):
    """The statement with which an organisation founds a room, and a wrap for itself. There is no key before."""

    statement: StatementBody
    signature: Signature
    wraps: Annotated[list[NewWrap], Field(min_length=1, max_length=1)]


class FoundingPost(Schema):
    """A room that an organisation founds: `founded`, `epoch`, and what is said at once."""

    events: Annotated[list[SignedEvent], Field(min_length=2, max_length=64)]
    epoch: FirstEpoch


class HeadView(Schema):
    """Where the history stands now."""

    head: Hex32

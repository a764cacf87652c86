"""Rosters, epochs and wraps as they travel."""

from typing import Annotated

from pydantic import Field

from remedy_api.accounts.schemas.fields import InvitationCode, KemPublic, KindCode, Mac, RoleCode, SealedKey, Signature
from remedy_api.accounts.schemas.organisation import KeyPublic
from remedy_api.kit.http.wire import B64, Day, Hex32, HexId, Schema

MOST_MEMBERS = 1000
RosterBody = Annotated[bytes, B64(64, 80_000)]
"""Exact bytes of a roster."""


class SignedRoster(Schema):
    """A roster as it was signed."""

    body: RosterBody
    signature: Signature


class EpochPublic(Schema):
    """One key of an organisation; `previous` is the secret before it, sealed under this one's."""

    epoch: int
    kid: Hex32
    kem_public: KemPublic
    previous: SealedKey | None


class DirectoryChain(Schema):
    """All rosters from the first, and every key they name."""

    rosters: list[SignedRoster]
    keys: list[KeyPublic]


class Chain(DirectoryChain):
    """The same with the fingerprint (H of the first roster) and all epochs."""

    fingerprint: Hex32
    epochs: list[EpochPublic]


class NamedChain(Chain):
    """A chain with whose it is."""

    name: str
    kind: KindCode


class DirectoryEntry(Schema):
    """An organisation that accepts reports, with its latest key and the chain that vouches for it."""

    organisation: HexId
    name: str
    kind: KindCode
    country: str
    languages: list[str]
    description: dict[str, str]
    epoch: int
    kid: Hex32
    kem_public: KemPublic
    chain: DirectoryChain


class Directory(Schema):
    """Everybody a reporter may choose."""

    organisations: list[DirectoryEntry]


class MemberWrap(Schema):
    """The organisation's secret, sealed to one member."""

    kid: Hex32
    wrap: Annotated[bytes, B64(1168)]


class MyWrap(Schema):
    """The secret of one epoch, sealed to me."""

    epoch: int
    wrap: Annotated[bytes, B64(1168)]


class MyKeys(Schema):
    """What a member needs to open what is sealed to the organisation; older secrets follow from `previous`."""

    epochs: list[EpochPublic]
    wraps: list[MyWrap]


Wraps = Annotated[list[MemberWrap], Field(max_length=MOST_MEMBERS)]


class Founding(Schema):
    """The first roster, with the key, made by the first manager; the recovery key on paper is a manager beside him."""

    roster: RosterBody
    signature: Signature
    kem_public: KemPublic
    wraps: Wraps
    recovery_key: KeyPublic


class NewEpoch(Schema):
    """The next key of an organisation and the secret before it, sealed under it."""

    kem_public: KemPublic
    previous: SealedKey


class RosterCreate(Schema):
    """The next roster; a removal brings the next key with it, wrapped for all who stay."""

    roster: RosterBody
    signature: Signature
    wraps: Wraps
    epoch: NewEpoch | None = None


class Confirmation(Schema):
    """Who accepted is taken in: the roster that names him, and the secret wrapped for him."""

    mac: Mac
    roster: RosterBody
    signature: Signature
    wraps: Wraps


class RosterTaken(Schema):
    """The roster that holds now."""

    version: int
    digest: Hex32
    epoch: int


class InvitingOrganisation(Schema):
    """Who invites."""

    organisation: HexId
    name: str
    kind: KindCode
    country: str


class InvitationView(Schema):
    """An invitation as whoever holds its link sees it; `inviter_mac` comes with the confirmation."""

    invitation: HexId
    organisation: InvitingOrganisation
    role: RoleCode
    state: InvitationCode
    expires_on: Day
    inviter: KeyPublic
    chain: Chain | None = Field(description="null while the organisation has no key")
    inviter_mac: Mac | None

"""Accounts, their slots and sessions as they travel."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from remedy_api.access.permissions import Permission
from remedy_api.accounts.addresses import Address, Login
from remedy_api.accounts.schemas.fields import (
    KemPublic,
    KindCode,
    MembershipCode,
    OfferedLanguage,
    SealedKey,
    Secret32,
    Signature,
    SigPublic,
    SlotCode,
)
from remedy_api.accounts.states import SlotType
from remedy_api.kit.http.wire import B64, Day, Hex32, HexId, Line, Schema

MEMORY_KIB, PASSES, LANES = 65_536, 3, 4
"""Argon2id as every account has it. One choice only: other figures would tell real accounts from made-up answers."""


class Kdf(Schema):
    """How a passphrase becomes a key. Weaker is refused; stronger comes when all accounts move on together."""

    name: Literal["argon2id"]
    memory_kib: int = Field(ge=MEMORY_KIB, le=MEMORY_KIB)
    passes: int = Field(ge=PASSES, le=PASSES)
    lanes: int = Field(ge=LANES, le=LANES)


class Slot(Schema):
    """The account secret sealed under a passphrase or a recovery code, and what proves knowing it."""

    slot: HexId
    type: SlotCode
    salt: Annotated[bytes, B64(16)] | None
    kdf: Kdf | None
    auth: Secret32
    sealed: SealedKey

    @model_validator(mode="after")
    def _fits_its_type(self) -> Self:
        wanted = self.type is SlotType.PASSPHRASE
        if (self.salt is not None, self.kdf is not None) != (wanted, wanted):
            raise PydanticCustomError("slot", "a passphrase slot has salt and kdf, a recovery slot has neither")
        return self


class Vault(Schema):
    """What the person's devices remember together, sealed by them; `version` grows by one with each change."""

    version: int = Field(ge=0, le=2**31 - 1)
    sealed: Annotated[bytes, B64(28, 65_536)]


class AccountCreate(Schema):
    """A new account, made on a device: ids and keys drawn there, secrets sealed there."""

    user: HexId
    name: Annotated[str, Line(100)]
    email: Address
    language: OfferedLanguage
    kid: Hex32
    kem_public: KemPublic
    sig_public: SigPublic
    proof: Signature = Field(description="the account's signature over its user id and kid")
    passphrase: Slot
    recovery: Slot
    vault: Vault

    @model_validator(mode="after")
    def _both_slots(self) -> Self:
        if (self.passphrase.type, self.recovery.type) != (SlotType.PASSPHRASE, SlotType.RECOVERY):
            raise PydanticCustomError("slot", "one slot of each type")
        return self


class LoginQuery(Schema):
    """Whose sign-in or recovery is about to begin."""

    login: Login


class SignInParameters(Schema):
    """What a device needs to compute the proof; made up, and always the same, for a login nobody has."""

    user: HexId
    slot: HexId
    salt: Annotated[bytes, B64(16)]
    kdf: Kdf


class RecoveryParameters(Schema):
    """The same for a recovery code."""

    user: HexId
    slot: HexId


class SignIn(Schema):
    """The proof: `auth` comes from the passphrase or the recovery code, which stay on the device."""

    user: HexId
    auth: Secret32


class SignedIn(Schema):
    """A session has begun. `device_key` is the half that opens the account secret kept in the browser's tab."""

    session: HexId
    device_key: Secret32
    user: HexId
    slot: HexId
    sealed: SealedKey
    kid: Hex32
    kem_public: KemPublic
    sig_public: SigPublic
    vault: Vault
    instance: str


class MembershipPublic(Schema):
    """One organisation of mine. `state` is "accepted" while a manager has yet to confirm me."""

    organisation: HexId
    name: str
    kind: KindCode
    country: str
    manager: bool
    state: MembershipCode
    permissions: list[Permission] = Field(description="what I may do there, sorted")


class Me(Schema):
    """Who I am here."""

    user: HexId
    name: str
    email: str
    language: str
    notices: bool = Field(description="whether I want a mail when something is new")
    kid: Hex32
    kem_public: KemPublic
    sig_public: SigPublic
    administrator: bool
    permissions: list[Permission] = Field(description="what I may do in the programme, sorted")
    scopes: list[Permission] | None = Field(description="of a token: what it was made for, sorted; null in a browser")
    memberships: list[MembershipPublic]


class MeUpdate(Schema):
    """What changes about me; what is left out stays."""

    name: Annotated[str, Line(100)] | None = None
    language: OfferedLanguage | None = None
    notices: bool | None = None


class SlotChange(Schema):
    """A new slot; `current_auth` proves the passphrase or the recovery code that is in force."""

    current_auth: Secret32
    slot: Slot


class SessionNow(Schema):
    """The session this request came in."""

    session: HexId
    device_key: Secret32
    me: Me
    vault: Vault


class SessionPublic(Schema):
    """One of my sessions, by days."""

    session: HexId
    started_on: Day
    last_seen_on: Day
    current: bool


class PersonPublic(Schema):
    """An account as the administrator sees it: enough to know whose it is, no content."""

    user: HexId
    name: str
    email: str | None
    administrator: bool
    program: bool = Field(description="a program, which somebody answers for")
    closed: bool
    organisations: list[HexId] = Field(description="of which the person is a confirmed member")

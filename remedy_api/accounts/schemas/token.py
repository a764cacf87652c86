"""Programs and their tokens as they travel."""

from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from remedy_api.access.permissions import Permission
from remedy_api.access.scopes import IN_ROOMS, READING, SCOPES
from remedy_api.accounts.schemas.fields import KemPublic, OfferedLanguage, Secret32, Signature, SigPublic
from remedy_api.kit.http.wire import Day, Hex32, HexId, Line, Schema

LONGEST = 365
"""Days that a token may hold."""


def _choosable(scopes: list[Permission]) -> list[Permission]:
    if len(set(scopes)) != len(scopes) or not set(scopes) <= set(SCOPES):
        raise PydanticCustomError("scopes", "must be of the list of scopes, each once")
    if IN_ROOMS & set(scopes) and not READING & set(scopes):
        raise PydanticCustomError("scopes", "whoever writes or signs in rooms must read reports or cases")
    return sorted(scopes)


ScopeCode = Annotated[Permission, Field(strict=False)]
Scopes = Annotated[list[ScopeCode], Field(min_length=1, max_length=len(SCOPES)), AfterValidator(_choosable)]
"""What a token is made for, sorted."""


class ScopePublic(Schema):
    """One scope there is to choose from."""

    scope: Permission
    meaning: str = Field(description="in the language asked for")
    key: bool = Field(description="only for programs with keys of their own")


class ProgramCreate(Schema):
    """A program's account, made on the machine that runs it: its keys are drawn there and its secret stays there."""

    user: HexId
    name: Annotated[str, Line(100)]
    language: OfferedLanguage
    kid: Hex32
    kem_public: KemPublic
    sig_public: SigPublic
    proof: Signature = Field(description="the program's signature over its user id and kid")


class ProgramPublic(Schema):
    """A program I answer for."""

    user: HexId
    name: str
    kid: Hex32
    organisations: list[HexId] = Field(description="in which it acts: those that both it and I are confirmed members of")


class TokenCreate(Schema):
    """A new token. `current_auth` proves the passphrase again: a token outlives the session it is made in."""

    name: Annotated[str, Line(100)] = Field(description="what I call it")
    program: HexId | None = Field(default=None, description="whose token it is: a program of mine; none: my own account")
    scopes: Scopes
    organisation: HexId | None = Field(default=None, description="the only organisation it acts in; none: all of the account's")
    days: int = Field(ge=1, le=LONGEST, description="how many days it holds")
    current_auth: Secret32


class TokenPublic(Schema):
    """A token, without what opens anything."""

    token: HexId
    name: str
    user: HexId = Field(description="the account it signs in")
    program: str | None = Field(description="the program's name, or null for my own account")
    scopes: list[Permission]
    organisation: HexId | None
    made_on: Day
    expires_on: Day = Field(description="the last day it holds")
    used_on: Day | None = Field(description="the day of its last use")


class TokenMade(Schema):
    """A new token, shown this once: only its hash is kept."""

    secret: str
    made: TokenPublic

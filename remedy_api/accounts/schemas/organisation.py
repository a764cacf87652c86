"""Organisations, members and invitations as they travel."""

from typing import Annotated

from pydantic import Field

from remedy_api.access.permissions import Permission
from remedy_api.accounts.schemas.account import AccountCreate
from remedy_api.accounts.schemas.fields import (
    Description,
    InvitationCode,
    KemPublic,
    KindCode,
    LanguageCodes,
    Mac,
    MembershipCode,
    RoleCode,
    SigPublic,
)
from remedy_api.accounts.schemas.token import ProgramCreate
from remedy_api.kit.countries import Country
from remedy_api.kit.http.wire import Day, Hex32, HexId, Line, Schema


class OrganisationCreate(Schema):
    """An organisation of the programme; it has no member and no key yet."""

    name: Annotated[str, Line(200)]
    kind: KindCode
    country: Country
    languages: LanguageCodes = Field(description="that its people read")
    description: Description = Field(description="who it is, in plain words; reporters read this")
    accepts_reports: bool


class OrganisationUpdate(Schema):
    """What changes; what is left out stays. Name and country only the administrator changes; the kind nobody."""

    name: Annotated[str, Line(200)] | None = None
    country: Country | None = None
    languages: LanguageCodes | None = None
    description: Description | None = None
    accepts_reports: bool | None = None


class OrganisationPublic(Schema):
    """An organisation as its members and the administrator see it."""

    organisation: HexId
    name: str
    kind: KindCode
    country: str
    languages: list[str]
    description: dict[str, str]
    accepts_reports: bool
    founded: bool = Field(description="whether its first manager has made its key")
    version: int = Field(description="raised with every change; the ETag")
    permissions: list[Permission] = Field(description="what I may do there, sorted")


class MemberPublic(Schema):
    """One member. Removed ones stay in the list, because signed histories name them."""

    user: HexId
    name: str
    kid: Hex32
    manager: bool
    program: bool = Field(description="a program, which somebody answers for")
    keeper: HexId | None = Field(description="of a program, the person who answers for it and holds its keys; it leaves with her")
    state: MembershipCode


class KeyPublic(Schema):
    """Public keys of an account or of a printed recovery key."""

    kid: Hex32
    kem_public: KemPublic
    sig_public: SigPublic


class InvitationCreate(Schema):
    """An invitation; its secret never comes here."""

    invitation: HexId = Field(description="drawn by the inviter's device, which derives the secret from it")
    role: RoleCode


class Invitee(KeyPublic):
    """Who accepted."""

    user: HexId
    name: str
    program: bool = Field(description="a program, which the inviter answers for")


class InvitationPublic(Schema):
    """An invitation as managers see it. `invitee` and `invitee_mac` are there once it was accepted."""

    invitation: HexId
    role: RoleCode
    state: InvitationCode
    invited_on: Day
    expires_on: Day
    inviter: HexId
    invitee: Invitee | None
    invitee_mac: Mac | None


class Acceptance(Schema):
    """Accepting: with a new account, for a program that the inviter will answer for, or signed in with the one there is."""

    account: AccountCreate | None = None
    program: ProgramCreate | None = None
    mac: Mac


class Accepted(Schema):
    """Accepted with an account that was there; a manager must confirm."""

    invitation: HexId
    state: InvitationCode

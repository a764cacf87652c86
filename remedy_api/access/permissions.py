"""The one vocabulary of permissions, sorted. Pages draw what they offer from it; guards and policies decide by it."""

from enum import StrEnum

from remedy_api.access.actor import Actor
from remedy_api.access.decisions import Allowed, Decision, Denied, Hidden, SignInFirst
from remedy_api.kit.i18n import _N


class Permission(StrEnum):
    """What a person may be allowed to do. Everything not named here belongs to anybody signed in, about himself.

    Some are scopes of tokens only (see scopes.py): whether a person may, rows and the kind of her organisation decide.
    """

    CHANGE_ORGANISATION = "change-organisation"
    CHANGE_PROGRAMME = "change-programme"
    CHANGE_SUPPLY_CHAIN = "change-supply-chain"
    CLOSE_ACCOUNTS = "close-accounts"
    CREATE_ORGANISATIONS = "create-organisations"
    FILE_REPORTS = "file-reports"
    KEEP_MEMBERS = "keep-members"
    READ_CASES = "read-cases"
    READ_REPORTS = "read-reports"
    READ_SUPPLY_CHAIN = "read-supply-chain"
    SEE_MEMBERS = "see-members"
    SEE_ORGANISATION = "see-organisation"
    SIGN_STEPS = "sign-steps"
    WRITE_ENTRIES = "write-entries"


ADMINISTRATOR = frozenset(
    {
        Permission.CHANGE_ORGANISATION,
        Permission.CHANGE_PROGRAMME,
        Permission.CLOSE_ACCOUNTS,
        Permission.CREATE_ORGANISATIONS,
        Permission.SEE_ORGANISATION,
    }
)
"""In every organisation and in none: an administrator reads no content and is a member of nothing by being one."""

MEMBER = frozenset(
    {
        Permission.FILE_REPORTS,
        Permission.READ_CASES,
        Permission.READ_REPORTS,
        Permission.SEE_MEMBERS,
        Permission.SEE_ORGANISATION,
    }
)
MANAGER = MEMBER | {Permission.CHANGE_ORGANISATION, Permission.KEEP_MEMBERS}

_ADMINISTRATOR_ONLY = _N("Only the administrator can do this.")
_MEMBERS_ONLY = _N("Only members of this organisation can do this.")

REASONS: dict[Permission, str] = {
    Permission.CHANGE_ORGANISATION: _N("Only a manager of this organisation or the administrator can do this."),
    Permission.CHANGE_PROGRAMME: _ADMINISTRATOR_ONLY,
    Permission.CLOSE_ACCOUNTS: _ADMINISTRATOR_ONLY,
    Permission.CREATE_ORGANISATIONS: _ADMINISTRATOR_ONLY,
    Permission.FILE_REPORTS: _MEMBERS_ONLY,
    Permission.KEEP_MEMBERS: _N("Only a manager of this organisation can do this."),
    Permission.READ_CASES: _MEMBERS_ONLY,
    Permission.READ_REPORTS: _MEMBERS_ONLY,
    Permission.SEE_MEMBERS: _MEMBERS_ONLY,
    Permission.SEE_ORGANISATION: _MEMBERS_ONLY,
}
"""Why an insider may not, one whole sentence each."""


def permissions(actor: Actor) -> frozenset[Permission]:
    """What the actor may do wherever he is."""
    return ADMINISTRATOR if actor.administrator else frozenset()


def permissions_in(actor: Actor, organisation: bytes) -> frozenset[Permission]:
    """What the actor may do in one organisation."""
    membership = actor.membership(organisation)
    if membership is None:
        return permissions(actor)
    return permissions(actor) | (MANAGER if membership.manager else MEMBER)


def usable_in(actor: Actor, organisation: bytes) -> frozenset[Permission]:
    """The same as it is shown: to a program, what its token leaves of it. Guards have asked for the scope before."""
    held = permissions_in(actor, organisation)
    return held if actor.scopes is None else frozenset(one for one in held if one in actor.scopes)


def decide(actor: Actor, permission: Permission) -> Decision:
    """Whether the actor may do something that is nobody's in particular: an insider of nothing gets a reason."""
    if actor.person is None:
        return SignInFirst()
    return Allowed() if permission in permissions(actor) else Denied(REASONS[permission])


def decide_in(actor: Actor, permission: Permission, organisation: bytes) -> Decision:
    """Whether the actor may do something in an organisation: strangers see nothing, insiders get the reason."""
    if actor.person is None:
        return SignInFirst()
    held = permissions_in(actor, organisation)
    if permission in held:
        return Allowed()
    return Denied(REASONS[permission]) if held else Hidden()

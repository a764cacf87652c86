"""Guards: each route has exactly one, as a dependency. The authorisation matrix is made from their names.

    @router.get("/v1/organisations/{organisation}/members")
    def list_members(organisation: HexId, actor: Annotated[Actor, Depends(guards.member)], …)

A guard decides what can be decided before the database is asked for more than the actor. A program's token is asked for its
scope first, by every guard in the same way: a route that names none is closed to it (see scopes.py). What depends on rows
(is this room one of his?) is decided by the room's own filtered queries; the guard of such a route says whose it is by its
name.
"""

from collections.abc import Callable, Iterator
from typing import Any

from fastapi import Request

from remedy_api.access.actor import ANONYMOUS, Actor, CurrentActor
from remedy_api.access.decisions import Allowed, Decision, Denied, Hidden, SignInFirst
from remedy_api.access.permissions import Permission, decide, decide_in
from remedy_api.access.scopes import check_no_token, check_scope
from remedy_api.kit.i18n import _N

Rule = Callable[[Actor, bytes | None], Decision]
"""(actor, organisation named in the path or None) → decision."""


class Guard:
    """A dependency that lets a request pass or raises, and gives the actor to the endpoint. `name` is for the matrix."""

    def __init__(self, name: str, rule: Rule) -> None:
        self.name = name
        self.rule = rule

    def __call__(self, request: Request, actor: CurrentActor) -> Actor:
        """The actor; raises Unauthenticated, NotFound or Forbidden."""
        if actor.scopes is not None:
            check_scope(request, actor.scopes)
        named = "organisation" in request.path_params
        organisation = _organisation(request.path_params["organisation"]) if named else None
        if named and organisation is None:
            # No such id can exist. Whoever is not signed in still hears only that.
            (Hidden() if actor.person else SignInFirst()).enforce()
        self.rule(actor, organisation).enforce()
        return actor


class OpenGuard(Guard):
    """A guard that looks at nobody: what proves the right comes in the request itself and is checked by the action."""

    def __init__(self, name: str) -> None:
        super().__init__(name, lambda actor, organisation: Allowed())

    # FastAPI reads what a guard needs from its signature: this one names no path parameter, the one it inherits does.
    async def __call__(self, request: Request) -> Actor:  # type: ignore[override]
        """Nobody in particular; no session is looked up, and no thread is woken for it. A change with a token is refused:
        whoever shows one wants it to count.
        """
        check_no_token(request)
        return ANONYMOUS


def _organisation(value: str) -> bytes | None:
    try:
        raw = bytes.fromhex(value)
    except ValueError:
        return None
    return raw if len(raw) == 16 and raw.hex() == value else None


def _signed_in(actor: Actor, organisation: bytes | None) -> Decision:
    return Allowed() if actor.person else SignInFirst()


def _confirmed(actor: Actor, organisation: bytes | None) -> Decision:
    if actor.person is None:
        return SignInFirst()
    if actor.memberships:
        return Allowed()
    return Denied(_N("Only confirmed members of an organisation can do this."))


def _reader(actor: Actor, organisation: bytes | None) -> Decision:
    """Whose room it is decides the filtered query; who reads for no organisation is a stranger to all of them."""
    if actor.person is None:
        return SignInFirst()
    return Allowed() if actor.memberships else Hidden()


def _in(permission: Permission) -> Rule:
    def rule(actor: Actor, organisation: bytes | None) -> Decision:
        # A path without its organisation would leave nothing to decide by: refuse rather than guess.
        return Hidden() if organisation is None else decide_in(actor, permission, organisation)

    return rule


def _manages_something(actor: Actor, organisation: bytes | None) -> Decision:
    """For paths that name an invitation: whose it is decides the filtered query."""
    if actor.person is None:
        return SignInFirst()
    if actor.administrator or actor.managed:
        return Allowed()
    return Denied(_N("Only a manager of the organisation can do this.")) if actor.memberships else Hidden()


anyone = OpenGuard("anyone")
receipt_holder = OpenGuard("receipt_holder")
setup_link = OpenGuard("setup_link")
invitee = OpenGuard("invitee")
signed_in = Guard("signed_in", _signed_in)
founder = Guard("founder", _signed_in)
room_reader = Guard("room_reader", _reader)
confirmed = Guard("confirmed", _confirmed)
administrator = Guard("administrator", lambda actor, organisation: decide(actor, Permission.CREATE_ORGANISATIONS))
member = Guard("member", _in(Permission.SEE_MEMBERS))
member_or_administrator = Guard("member_or_administrator", _in(Permission.SEE_ORGANISATION))
manager_or_administrator = Guard("manager_or_administrator", _in(Permission.CHANGE_ORGANISATION))
invitation_keeper = Guard("invitation_keeper", _manages_something)


def guards_of(route: Any) -> list[Guard]:
    """All guards of a route, however deep; a route of ours has exactly one."""

    def found(dependant: Any) -> Iterator[Guard]:
        if isinstance(dependant.call, Guard):
            yield dependant.call
        for inner in dependant.dependencies:
            yield from found(inner)

    return list(found(route.dependant))

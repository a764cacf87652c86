"""Who acts: what one request knows of the person behind it, and nothing of what anybody typed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from sqlmodel import Session

from remedy_api.kit.db.session import DbSession


@dataclass(frozen=True, slots=True)
class Membership:
    """A confirmed membership: `kind` is the organisation's, `manager` whether its roster names the person one.

    Invited, accepted but unconfirmed and removed people have none: a half-member is nobody here.
    """

    organisation: bytes
    kind: str
    manager: bool


@dataclass(frozen=True, slots=True)
class Actor:
    """One person in one session, or a program with its token; ids of 16 bytes, `kid` (32) of the account's keys. See
    ANONYMOUS for nobody.

    `scopes`: of a token, the permissions it was made for; None for a person in her browser, whom nothing narrows.
    `only`: of a token, the one organisation it acts in, if it was made for one.
    """

    person: bytes | None = None
    session: bytes | None = None
    administrator: bool = False
    memberships: tuple[Membership, ...] = ()
    kid: bytes | None = None
    scopes: frozenset[str] | None = None
    only: bytes | None = None

    @property
    def organisations(self) -> tuple[bytes, ...]:
        """Ids of the organisations this person is a confirmed member of: the row filter of every list."""
        return tuple(one.organisation for one in self.memberships)

    @property
    def managed(self) -> tuple[bytes, ...]:
        """Ids of the organisations this person is a manager of."""
        return tuple(one.organisation for one in self.memberships if one.manager)

    def membership(self, organisation: bytes) -> Membership | None:
        """The confirmed membership in one organisation, or None."""
        return next((one for one in self.memberships if one.organisation == organisation), None)


ANONYMOUS = Actor()
"""Nobody in particular."""

Authenticate = Callable[[Session, Request], Actor]
"""How a door finds out who acts. The intake door's always answers ANONYMOUS."""


def get_actor(request: Request, session: DbSession) -> Actor:
    """The actor of a request. The app hangs its own way to find out at `app.state.authenticate`."""
    authenticate: Authenticate = request.app.state.authenticate
    return authenticate(session, request)


CurrentActor = Annotated[Actor, Depends(get_actor)]
"""For the few endpoints that serve people and nobody alike; all others take the actor from their guard."""

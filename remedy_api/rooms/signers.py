"""Who changes a room."""

from dataclasses import dataclass

from remedy_api.access.actor import Actor
from remedy_api.kit.errors import Unauthenticated
from remedy_api.rooms.models import Room


@dataclass(frozen=True, slots=True)
class Signer:
    """An account on behalf of its organisations, or the receipt, which has none. `kid` must stand under what it posts.

    `program`: it came with a token, so no person has looked at what is signed.
    """

    kid: bytes
    organisations: tuple[bytes, ...] = ()
    program: bool = False

    @property
    def is_receipt(self) -> bool:
        """Whether this is the reporter."""
        return not self.organisations


def account(actor: Actor) -> Signer:
    """The actor as a signer. Raises Unauthenticated for somebody without keys."""
    if actor.kid is None or not actor.organisations:
        raise Unauthenticated
    return Signer(actor.kid, actor.organisations, actor.scopes is not None)


def receipt(room: Room) -> Signer:
    """The reporter, whose lookup has found the room."""
    return Signer(room.founder)

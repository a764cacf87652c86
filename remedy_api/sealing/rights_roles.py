"""What rooms that an organisation founds have in common: who founds them, who lets in, entrusts and lets go.

Rights hang on roles, roles on organisations, and both are read from the signed history alone: what kind of
organisation somebody is, only the server knows, so no client could check a rule that rests on it.
"""

from __future__ import annotations

from remedy_api.sealing.errors import Code, SealError
from remedy_api.sealing.event import Event
from remedy_api.sealing.walk import Walk, check_actor

REPRESENTATIVE = "representative"
COORDINATOR = "coordinator"
MONITOR = "monitor"
DUTY_BEARER = "duty_bearer"
BUYER = "buyer"


def check_founded(walk: Walk, event: Event) -> None:
    """Event 0: an account founds the room for its organisation, which represents from then on."""
    if not event.roster:
        raise SealError(Code.NOT_ENTITLED, event.type)
    (fingerprint,) = event.digests("founder")
    if fingerprint not in walk.chains:
        raise SealError(Code.UNKNOWN_ROSTER, event.type)
    walk.founder = fingerprint
    check_actor(walk, event)
    walk.roles[fingerprint] = REPRESENTATIVE


def acting(walk: Walk, event: Event) -> bytes:
    """The organisation for which a later event was signed. Nothing but the first epoch comes before the first epoch."""
    if not walk.statements and (event.type != "epoch" or len(event.digests("statements")) != 1):
        raise SealError(Code.WRONG_EVENT, "before the first epoch")
    if not event.roster:
        raise SealError(Code.NOT_ENTITLED, event.type)
    return check_actor(walk, event)


def require(possible: bool, where: str) -> None:
    """What cannot happen is `wrong-event`."""
    if not possible:
        raise SealError(Code.WRONG_EVENT, where)


def entitled(allowed: bool, event: Event) -> None:
    """What somebody may not sign is `not-entitled`."""
    if not allowed:
        raise SealError(Code.NOT_ENTITLED, event.type)


def _representatives(walk: Walk) -> set[bytes]:
    return {fingerprint for fingerprint, role in walk.roles.items() if role == REPRESENTATIVE}


def admitted(walk: Walk, event: Event, digest: bytes, actor: bytes) -> None:
    """Somebody reads from the next epoch on."""
    (fingerprint,) = event.digests("fingerprint")
    require(fingerprint not in walk.next_names(), "already a reader")
    walk.admit(fingerprint, digest)


def entrusted(walk: Walk, event: Event, digest: bytes, actor: bytes) -> None:
    """A role in place of the one before; somebody must still represent."""
    (fingerprint,) = event.digests("fingerprint")
    require(fingerprint in walk.next_names(), "not a reader")
    role = str(event.data["role"])
    require(role == REPRESENTATIVE or _representatives(walk) != {fingerprint}, "the last representative")
    walk.roles[fingerprint] = role


def revoked(walk: Walk, event: Event, digest: bytes, actor: bytes) -> None:
    """Somebody reads no further from the next epoch on, and has no role from now on."""
    (fingerprint,) = event.digests("reader")
    require(fingerprint in walk.next_names(), "not a reader")
    # One who reads now already, too: only such a one can sign the epoch in which this takes effect.
    require(bool((_representatives(walk) - {fingerprint}) & walk.names()), "the last representative")
    walk.revoke(fingerprint)
    walk.roles.pop(fingerprint, None)

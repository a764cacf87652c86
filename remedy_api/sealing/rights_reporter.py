"""Who may sign what in a reporter room: the table of PROTOCOL.md, 5.1, as code."""

from __future__ import annotations

from remedy_api.sealing.errors import Code, SealError
from remedy_api.sealing.event import Event
from remedy_api.sealing.walk import Walk, check_actor


def check_founded(walk: Walk, event: Event) -> None:
    """Event 0: a receipt founds the room, for itself."""
    if event.digests("founder") != (event.actor,) or event.roster:
        raise SealError(Code.WRONG_FOUNDER)
    walk.founder = event.actor


def apply_event(walk: Walk, event: Event, digest: bytes) -> None:
    """Check one later event against what is known, then take it in."""
    by_founder = not event.roster
    if not by_founder:
        check_actor(walk, event)
    elif event.actor != walk.founder or event.actor in walk.cut_off:
        raise SealError(Code.NOT_ENTITLED, event.type)
    if event.type in ("consented", "withdrawn"):
        _require(by_founder, event)
    if event.type in ("acknowledged", "handover_proposed"):
        _require(not by_founder, event)
    if event.type == "consented":
        walk.consented[event.digests("fingerprint")[0]] += 1
    elif event.type == "withdrawn":
        walk.withdrawn = True
    elif event.type == "admitted":
        _admit(walk, event, digest, by_founder)
    elif event.type == "revoked":
        _revoke(walk, event, by_founder)


def _require(allowed: bool, event: Event) -> None:
    if not allowed:
        raise SealError(Code.NOT_ENTITLED, event.type)


def _admit(walk: Walk, event: Event, digest: bytes, by_founder: bool) -> None:
    (fingerprint,) = event.digests("fingerprint")
    if fingerprint in walk.next_names():
        raise SealError(Code.WRONG_EVENT, "already a reader")
    if not by_founder:
        _require(walk.consented[fingerprint] > 0, event)
        walk.consented[fingerprint] -= 1
    walk.admit(fingerprint, digest)


def _revoke(walk: Walk, event: Event, by_founder: bool) -> None:
    (name,) = event.digests("reader")
    if name not in walk.next_names():
        raise SealError(Code.WRONG_EVENT, "not a reader")
    is_receipt = any(not reader.fingerprint and reader.kid == name for reader in walk.statements[-1].readers)
    # The reporter lets organisations go; a representative cuts off a lost receipt, whose finder could sign here.
    _require(by_founder != is_receipt, event)
    walk.revoke(name)
    if is_receipt:
        walk.cut_off.add(name)

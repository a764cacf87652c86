"""Who may sign what in a workers' room: the table of PROTOCOL.md, 5.1, as code.

Rights hang on roles, roles on organisations, and both are read from the signed history alone: what kind of
organisation somebody is, only the server knows, so no client could check a rule that rests on it.
"""

from __future__ import annotations

from collections.abc import Callable

from remedy_api.sealing.errors import Code, SealError
from remedy_api.sealing.event import Event
from remedy_api.sealing.walk import Walk, check_actor

REPRESENTATIVE = "representative"
COORDINATOR = "coordinator"

BY_EITHER = frozenset(("kept", "stage", "suspended", "resumed"))
"""What a coordinator may sign too; all else, epochs aside, is the representatives' own."""


def check_founded(walk: Walk, event: Event) -> None:
    """Event 0: an account founds the room for its organisation, which represents from then on."""
    if not event.roster:
        raise SealError(Code.NOT_ENTITLED, event.type)
    (fingerprint,) = event.digests("founder")
    if fingerprint not in walk.chains:
        raise SealError(Code.UNKNOWN_ROSTER, event.type)
    walk.founder = fingerprint
    check_actor(walk, event)
    walk.case.roles[fingerprint] = REPRESENTATIVE


def apply_event(walk: Walk, event: Event, digest: bytes) -> None:
    """Check one later event against what is known, then take it in."""
    if not walk.statements and (event.type != "epoch" or len(event.digests("statements")) != 1):
        raise SealError(Code.WRONG_EVENT, "before the first epoch")
    if not event.roster:
        raise SealError(Code.NOT_ENTITLED, event.type)
    role = walk.case.roles.get(check_actor(walk, event), "")
    if event.type == "epoch":
        # Whoever reads may start an epoch, for a key that changed; who reads then is not his to choose.
        return
    if role != REPRESENTATIVE and not (role == COORDINATOR and event.type in BY_EITHER):
        raise SealError(Code.NOT_ENTITLED, event.type)
    _APPLY[event.type](walk, event, digest)


def _require(possible: bool, where: str) -> None:
    if not possible:
        raise SealError(Code.WRONG_EVENT, where)


def _admitted(walk: Walk, event: Event, digest: bytes) -> None:
    (fingerprint,) = event.digests("fingerprint")
    _require(fingerprint not in walk.next_names(), "already a reader")
    walk.admit(fingerprint, digest)


def _representatives(walk: Walk) -> set[bytes]:
    return {fingerprint for fingerprint, role in walk.case.roles.items() if role == REPRESENTATIVE}


def _entrusted(walk: Walk, event: Event, digest: bytes) -> None:
    (fingerprint,) = event.digests("fingerprint")
    _require(fingerprint in walk.next_names(), "not a reader")
    role = str(event.data["role"])
    _require(role == REPRESENTATIVE or _representatives(walk) != {fingerprint}, "the last representative")
    walk.case.roles[fingerprint] = role


def _revoked(walk: Walk, event: Event, digest: bytes) -> None:
    (fingerprint,) = event.digests("reader")
    _require(fingerprint in walk.next_names(), "not a reader")
    # One who reads now already, too: only such a one can sign the epoch in which this takes effect.
    _require(bool((_representatives(walk) - {fingerprint}) & walk.names()), "the last representative")
    walk.revoke(fingerprint)
    walk.case.roles.pop(fingerprint, None)


def _linked(walk: Walk, event: Event, digest: bytes) -> None:
    (report,) = event.digests("report")
    _require(report not in walk.case.linked, "linked already")
    walk.case.linked.append(report)


def _unlinked(walk: Walk, event: Event, digest: bytes) -> None:
    (report,) = event.digests("report")
    _require(report in walk.case.linked, "not linked")
    walk.case.linked.remove(report)


def _recorded(walk: Walk, event: Event, digest: bytes) -> None:
    walk.case.facts[str(event.data["fact"])] = tuple(event.data["values"])


def _kept(walk: Walk, event: Event, digest: bytes) -> None:
    walk.case.kept[str(event.data["what"])] = event.digests("entry")[0]


def _consent_given(walk: Walk, event: Event, digest: bytes) -> None:
    walk.case.consents[digest] = event


def _consent_withdrawn(walk: Walk, event: Event, digest: bytes) -> None:
    (consent,) = event.digests("consent")
    _require(consent in walk.case.consents, "no such consent")
    del walk.case.consents[consent]


def _stage(walk: Walk, event: Event, digest: bytes) -> None:
    walk.case.stage = str(event.data["stage"])


def _suspended(walk: Walk, event: Event, digest: bytes) -> None:
    walk.case.suspended = event.type == "suspended"


def _closed(walk: Walk, event: Event, digest: bytes) -> None:
    walk.case.closed = str(event.data["outcome"]) if event.type == "closed" else ""


# What may follow what in a procedure is the profile's affair and the server's; here only who says it.
_APPLY: dict[str, Callable[[Walk, Event, bytes], None]] = {
    "admitted": _admitted,
    "entrusted": _entrusted,
    "revoked": _revoked,
    "linked": _linked,
    "unlinked": _unlinked,
    "recorded": _recorded,
    "kept": _kept,
    "consent_given": _consent_given,
    "consent_withdrawn": _consent_withdrawn,
    "stage": _stage,
    "suspended": _suspended,
    "resumed": _suspended,
    "closed": _closed,
    "reopened": _closed,
}

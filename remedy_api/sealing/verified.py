"""What a client may believe of a room: what its whole history, checked, adds up to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from remedy_api.sealing.event import Event
from remedy_api.sealing.keys import PublicKeys
from remedy_api.sealing.roster import VerifiedChain
from remedy_api.sealing.statement import Statement
from remedy_api.sealing.table import Plan, StepState
from remedy_api.sealing.walk import Finding, Walk


@dataclass(frozen=True)
class VerifiedRoom:
    """A room whose whole history held. Only `room.verify_room` makes one.

    `founder` is the kid of a receipt, in a workers' room the fingerprint of an organisation. `hashes` are those of the
    events in order; `admissions` gives, by fingerprint, the hash of the event that admitted an organisation last;
    `chains` are by fingerprint, `keys` by kid.

    What a workers' room says of its case: `roles` by fingerprint; `facts` by code, with the values recorded last;
    `linked`: the proofs of filing of its reports; `kept`: by what it holds, the hash of the header of the latest sealed
    entry; `consents` given and not withdrawn, by the hash of their event (whether one has expired is not judged here);
    `stage` and `closed` (the outcome) are codes, or empty; `declared`: by fingerprint, the sealed statement of interests;
    `findings` not replaced, by the hash of their event, in order; `tables`: the ids of those opened from it.

    What a table says: `roles` too; `received`: the fingerprints of who said so; `plans` in order, the latest at the end;
    `in_force`: the hash of the one that holds, or empty; `steps` of that one by their id; `disclosures`: the events, each
    with the fingerprint of who disclosed. `walked` is for `verify_further` alone.
    """

    instance: str
    room: bytes
    kind: str
    founder: bytes
    events: tuple[Event, ...]
    hashes: tuple[bytes, ...]
    statements: tuple[Statement, ...]
    chains: Mapping[bytes, VerifiedChain]
    keys: Mapping[bytes, PublicKeys]
    admissions: Mapping[bytes, bytes]
    revoking: bool
    withdrawn: bool
    roles: Mapping[bytes, str]
    facts: Mapping[str, tuple[str, ...]]
    linked: tuple[bytes, ...]
    kept: Mapping[str, bytes]
    consents: Mapping[bytes, Event]
    stage: str
    suspended: bool
    closed: str
    declared: Mapping[bytes, bytes]
    findings: Mapping[bytes, Finding]
    tables: tuple[bytes, ...]
    received: frozenset[bytes]
    plans: tuple[Plan, ...]
    in_force: bytes
    steps: Mapping[str, StepState]
    disclosures: tuple[tuple[Event, bytes], ...]
    walked: Walk = field(repr=False, compare=False)

    @property
    def head(self) -> bytes:
        """The hash of the last event."""
        return self.hashes[-1]

    @property
    def latest(self) -> Statement:
        """The statement in force."""
        return self.statements[-1]

    @property
    def next_readers(self) -> set[bytes]:
        """Who must read under the next statement, by name: admissions and revocations take effect there."""
        return self.walked.next_names()


def verified_of(walk: Walk, events: tuple[Event, ...], hashes: tuple[bytes, ...]) -> VerifiedRoom:
    """The room that a walk over all these events came to; `hashes` are theirs."""
    return VerifiedRoom(
        instance=walk.instance,
        room=walk.room,
        kind=walk.kind,
        founder=walk.founder,
        events=events,
        hashes=hashes,
        statements=tuple(walk.statements),
        chains=walk.chains,
        keys=walk.keys,
        admissions=dict(walk.admissions),
        revoking=bool(walk.revoked),
        withdrawn=walk.withdrawn,
        roles=dict(walk.roles),
        facts=dict(walk.case.facts),
        linked=tuple(walk.case.linked),
        kept=dict(walk.case.kept),
        consents=dict(walk.case.consents),
        stage=walk.case.stage,
        suspended=walk.case.suspended,
        closed=walk.case.closed,
        declared=dict(walk.case.declared),
        findings=dict(walk.case.findings),
        tables=tuple(walk.case.tables),
        received=frozenset(walk.table.received),
        plans=tuple(walk.table.plans),
        in_force=walk.table.in_force.digest if walk.table.in_force else b"",
        steps=dict(walk.table.steps),
        disclosures=tuple(walk.table.disclosures),
        walked=walk,
    )

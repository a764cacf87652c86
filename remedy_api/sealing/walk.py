"""What is known of a room after the events read so far. Verification walks the history once, from its
first event.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from remedy_api.sealing.errors import Code, SealError
from remedy_api.sealing.event import Event
from remedy_api.sealing.keys import PublicKeys
from remedy_api.sealing.roster import VerifiedChain
from remedy_api.sealing.statement import Statement
from remedy_api.sealing.table import TableWalk


@dataclass(frozen=True)
class Finding:
    """A monitor's finding as far as it has come: a draft until it is `established`. `contested` is the sealed entry that
    says why, beside either; `comments` are entries too, all by the hashes of their headers.
    """

    organisation: bytes
    event: Event
    established: bool = False
    contested: bytes | None = None
    comments: tuple[bytes, ...] = ()


@dataclass
class CaseWalk:
    """What a workers' room says of its case so far; `VerifiedRoom` describes the members."""

    facts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    linked: list[bytes] = field(default_factory=list)
    kept: dict[str, bytes] = field(default_factory=dict)
    consents: dict[bytes, Event] = field(default_factory=dict)
    stage: str = ""
    suspended: bool = False
    closed: str = ""
    declared: dict[bytes, bytes] = field(default_factory=dict)
    findings: dict[bytes, Finding] = field(default_factory=dict)
    tables: list[bytes] = field(default_factory=list)

    def copy(self) -> CaseWalk:
        """The same, changed alone."""
        return replace(
            self,
            facts=dict(self.facts),
            linked=list(self.linked),
            kept=dict(self.kept),
            consents=dict(self.consents),
            declared=dict(self.declared),
            findings=dict(self.findings),
            tables=list(self.tables),
        )


@dataclass
class Walk:
    """The state of one walk. Readers are called by name: a fingerprint, or the kid of a receipt.

    `keys` by kid and `chains` by fingerprint come verified. `founder` is the kid of a receipt, in a workers'
    room the fingerprint of an organisation. `admitted` and `revoked` hold what waits for the next statement,
    `consented` the consents not used up, `used` the highest roster version seen of each chain. `roles` are those of
    organisations by fingerprint, where organisations found rooms.
    """

    instance: str
    room: bytes
    keys: Mapping[bytes, PublicKeys]
    chains: Mapping[bytes, VerifiedChain]
    founder: bytes = b""
    kind: str = ""
    statements: list[Statement] = field(default_factory=list)
    admitted: set[bytes] = field(default_factory=set)
    revoked: set[bytes] = field(default_factory=set)
    cut_off: set[bytes] = field(default_factory=set)
    consented: Counter[bytes] = field(default_factory=Counter)
    used: dict[bytes, int] = field(default_factory=dict)
    admissions: dict[bytes, bytes] = field(default_factory=dict)
    withdrawn: bool = False
    roles: dict[bytes, str] = field(default_factory=dict)
    case: CaseWalk = field(default_factory=CaseWalk)
    table: TableWalk = field(default_factory=TableWalk)

    def onward(self, keys: Mapping[bytes, PublicKeys], chains: Mapping[bytes, VerifiedChain]) -> Walk:
        """A walk of its own from here on, with these keys and chains; this one stays where it is."""
        return replace(
            self,
            keys=keys,
            chains=chains,
            statements=list(self.statements),
            admitted=set(self.admitted),
            revoked=set(self.revoked),
            cut_off=set(self.cut_off),
            consented=Counter(self.consented),
            used=dict(self.used),
            admissions=dict(self.admissions),
            roles=dict(self.roles),
            case=self.case.copy(),
            table=self.table.copy(),
        )

    def raise_used(self, rosters: Mapping[bytes, int]) -> None:
        """From here on no roster of these chains (by fingerprint) counts that is older than the version given."""
        for fingerprint, version in rosters.items():
            self.used[fingerprint] = max(version, self.used.get(fingerprint, 0))

    def names(self) -> set[bytes]:
        """Who reads under the statement in force."""
        return {reader.name for reader in self.statements[-1].readers} if self.statements else set()

    def next_names(self) -> set[bytes]:
        """Who must read under the next statement: admissions and revocations take effect there."""
        return (self.names() | self.admitted) - self.revoked

    def admit(self, fingerprint: bytes, digest: bytes) -> None:
        """A reader of the next statement, admitted by the event with this hash."""
        self.admitted.add(fingerprint)
        self.revoked.discard(fingerprint)
        self.admissions[fingerprint] = digest

    def revoke(self, name: bytes) -> None:
        """No reader of the next statement any more."""
        self.revoked.add(name)
        self.admitted.discard(name)


def acts_in(statement: Statement, account: bytes, chains: Mapping[bytes, VerifiedChain]) -> set[bytes]:
    """The readers of this statement, by name, for which the kid acts: a receipt for itself, an account as
    vouched.
    """
    return {
        reader.name
        for reader in statement.readers
        if (not reader.fingerprint and reader.kid == account)
        or (reader.fingerprint in chains and chains[reader.fingerprint].vouches(account, reader.kid))
    }


def check_actor(walk: Walk, event: Event) -> bytes:
    """Whether the actor may act at all, and for whom: the fingerprint of the reader whose roster names it, under a
    roster not yet outdated. Before the first statement only the organisation that founds may act.
    """
    if not walk.statements and walk.founder in walk.chains:
        return _check_roster(walk, event, walk.founder, 0)
    for reader in walk.statements[-1].readers if walk.statements else ():
        chain = walk.chains.get(reader.fingerprint)
        if chain is not None and chain.version_of(event.roster) is not None:
            return _check_roster(walk, event, reader.fingerprint, chain.epoch_of(reader.kid) or 0)
    raise SealError(Code.UNKNOWN_ROSTER, event.type)


def _check_roster(walk: Walk, event: Event, fingerprint: bytes, epoch: int) -> bytes:
    chain = walk.chains[fingerprint]
    version = chain.version_of(event.roster)
    if version is None:
        raise SealError(Code.UNKNOWN_ROSTER, event.type)
    roster = chain.rosters[version]
    if event.actor not in roster.members:
        raise SealError(Code.NOT_ENTITLED, event.type)
    # A member removed since must not come back with the roster that still named him.
    if version < walk.used.get(fingerprint, 0) or roster.epoch < epoch:
        raise SealError(Code.ROSTER_WENT_BACK)
    walk.used[fingerprint] = version
    return fingerprint

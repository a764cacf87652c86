"""What is known of a room after the events read so far. Verification walks the history once, from its
first event.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from remedy_api.sealing.errors import Code, SealError
from remedy_api.sealing.event import Event
from remedy_api.sealing.keys import PublicKeys
from remedy_api.sealing.roster import VerifiedChain
from remedy_api.sealing.statement import Statement


@dataclass
class Walk:
    """The state of one walk. Readers are called by name: a fingerprint, or the kid of a receipt.

    `keys` by kid and `chains` by fingerprint come verified. `admitted` and `revoked` hold what waits for
    the next statement, `consented` the consents not used up, `used` the highest roster version seen of
    each chain.
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

    def names(self) -> set[bytes]:
        """Who reads under the statement in force."""
        return {reader.name for reader in self.statements[-1].readers} if self.statements else set()

    def next_names(self) -> set[bytes]:
        """Who must read under the next statement: admissions and revocations take effect there."""
        return (self.names() | self.admitted) - self.revoked


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


def check_actor(walk: Walk, event: Event) -> None:
    """Whether the actor may act at all: the founder by its receipt, an account under a roster not yet
    outdated.
    """
    if not event.roster:
        if event.actor != walk.founder or event.actor in walk.cut_off:
            raise SealError(Code.NOT_ENTITLED, event.type)
        return
    for reader in walk.statements[-1].readers if walk.statements else ():
        chain = walk.chains.get(reader.fingerprint)
        version = chain.version_of(event.roster) if chain else None
        if chain is None or version is None:
            continue
        roster = chain.rosters[version]
        if event.actor not in roster.members:
            raise SealError(Code.NOT_ENTITLED, event.type)
        # A member removed since must not come back with the roster that still named him.
        if version < walk.used.get(reader.fingerprint, 0) or roster.epoch < (chain.epoch_of(reader.kid) or 0):
            raise SealError(Code.ROSTER_WENT_BACK)
        walk.used[reader.fingerprint] = version
        return
    raise SealError(Code.UNKNOWN_ROSTER, event.type)

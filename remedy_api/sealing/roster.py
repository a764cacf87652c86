"""Rosters: who belongs to an organisation and which key is its own, each signed by a manager of the one
before.

The fingerprint of an organisation is the hash of its first roster; whoever holds it on paper needs no
server to tell a true key from a swapped one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from remedy_api.sealing import labels
from remedy_api.sealing.errors import Code, SealError, placed
from remedy_api.sealing.keys import PublicKeys, Signed, by_kid, verify_signature
from remedy_api.sealing.lp import (
    digest_or_empty,
    exact,
    fields,
    instance_text,
    lp,
    lp_sorted,
    number,
    read_sorted,
    sha256,
)

MAX_MEMBERS = 1000
MAX_ROSTER = 80_000
MAX_CHAIN = 4096


@dataclass(frozen=True)
class Roster:
    """One state of an organisation. Kids and digests are 32 bytes, `previous` is empty in version 0."""

    instance: str
    organisation: bytes
    version: int
    previous: bytes
    epoch: int
    kid: bytes
    signer: bytes
    members: frozenset[bytes]
    managers: frozenset[bytes]

    def encode(self) -> bytes:
        """The exact bytes that are signed and hashed."""
        return lp(
            labels.ROSTER,
            self.instance,
            self.organisation,
            self.version,
            self.previous,
            self.epoch,
            self.kid,
            self.signer,
            lp_sorted(self.members),
            lp_sorted(self.managers),
        )


@dataclass(frozen=True)
class Pin:
    """What a device remembers of an organisation: never accept less, never accept another past."""

    fingerprint: bytes
    version: int
    digest: bytes


@dataclass(frozen=True)
class VerifiedChain:
    """A chain every link of which held. Only `verify_chain` makes one."""

    fingerprint: bytes
    rosters: tuple[Roster, ...]
    digests: tuple[bytes, ...]
    keys: Mapping[bytes, PublicKeys]

    @property
    def latest(self) -> Roster:
        """The roster that holds now."""
        return self.rosters[-1]

    @property
    def pin(self) -> Pin:
        """What to remember of this chain."""
        return Pin(self.fingerprint, self.latest.version, self.digests[-1])

    def version_of(self, digest: bytes) -> int | None:
        """The version of the roster with that hash, or None."""
        return self.digests.index(digest) if digest in self.digests else None

    def epoch_of(self, organisation_kid: bytes) -> int | None:
        """The epoch in which the organisation had that key, or None; a key never comes back."""
        return next((roster.epoch for roster in self.rosters if roster.kid == organisation_kid), None)

    def vouches(self, account: bytes, organisation_kid: bytes) -> bool:
        """Whether some roster names both: then the account acts for the organisation in epochs sealed to
        that kid.
        """
        return any(roster.kid == organisation_kid and account in roster.members for roster in self.rosters)


def parse_roster(data: bytes) -> Roster:
    """Strictly; what one roster alone must satisfy included. The signature is not checked."""
    if len(data) > MAX_ROSTER:
        raise SealError(Code.TOO_LARGE, "roster")
    instance, organisation, version, previous, epoch, kid, signer, members, managers = fields(data, labels.ROSTER, 9)
    roster = Roster(
        instance=instance_text(instance),
        organisation=exact(organisation, 16, "organisation"),
        version=number(version, "version"),
        previous=digest_or_empty(previous, "previous"),
        epoch=number(epoch, "epoch"),
        kid=exact(kid, 32, "kid"),
        signer=exact(signer, 32, "signer"),
        members=frozenset(exact(item, 32, "member") for item in read_sorted(members, MAX_MEMBERS)),
        managers=frozenset(exact(item, 32, "manager") for item in read_sorted(managers, MAX_MEMBERS)),
    )
    if not roster.managers:
        raise SealError(Code.NO_MANAGER)
    if not roster.managers <= roster.members:
        raise SealError(Code.MANAGER_NOT_MEMBER)
    if (roster.version == 0) != (not roster.previous) or (roster.version == 0 and roster.epoch != 0):
        raise SealError(Code.BROKEN_CHAIN, "roster")
    return roster


def check_signature(signed: Signed, signer: bytes, keys: Mapping[bytes, PublicKeys]) -> None:
    """Raises `unknown-signer` when the signer's keys are not among `keys` (checked by `by_kid`),
    `bad-signature`.
    """
    if signer not in keys:
        raise SealError(Code.UNKNOWN_SIGNER)
    verify_signature(keys[signer].sig_public, signed.body, signed.signature)


def check_first(roster: Roster) -> None:
    """What a founding roster must satisfy besides its signature: it is signed by one of its own managers."""
    if roster.version != 0:
        raise SealError(Code.BROKEN_CHAIN, "first roster")
    if roster.signer not in roster.managers:
        raise SealError(Code.NOT_A_MANAGER)


def check_next(before: Roster, digest: bytes, after: Roster) -> None:
    """Whether `after` may follow `before` (whose hash is `digest`); signature and reuse of old kids
    aside.
    """
    if after.instance != before.instance:
        raise SealError(Code.FOREIGN_INSTANCE)
    if after.organisation != before.organisation:
        raise SealError(Code.FOREIGN_ORGANISATION)
    if after.version != before.version + 1 or after.previous != digest:
        raise SealError(Code.BROKEN_CHAIN, "roster")
    if after.signer not in before.managers:
        raise SealError(Code.NOT_A_MANAGER)
    if after.epoch not in (before.epoch, before.epoch + 1):
        raise SealError(Code.EPOCH_JUMP)
    if after.epoch == before.epoch and before.members - after.members:
        raise SealError(Code.EPOCH_NOT_RAISED)
    if after.epoch == before.epoch and after.kid != before.kid:
        raise SealError(Code.KEY_CHANGED)
    if after.epoch != before.epoch and after.kid == before.kid:
        raise SealError(Code.KEY_NOT_CHANGED)


def _check_pin(chain: VerifiedChain, pin: Pin) -> None:
    if pin.fingerprint != chain.fingerprint:
        raise SealError(Code.WRONG_FINGERPRINT)
    if chain.latest.version < pin.version:
        raise SealError(Code.ROLLED_BACK)
    if chain.digests[pin.version] != pin.digest:
        raise SealError(Code.FORKED)


def verify_chain(
    instance: str,
    organisation: bytes,
    signed: Sequence[Signed],
    keys: Iterable[PublicKeys],
    *,
    pin: Pin | None = None,
    fingerprint: bytes | None = None,
) -> VerifiedChain:
    """All rosters from the first, each link and signature checked, against a pin or a printed fingerprint
    if given.
    """
    if not signed:
        raise SealError(Code.NO_ROSTER)
    if len(signed) > MAX_CHAIN:
        raise SealError(Code.TOO_LARGE, "chain")
    known = by_kid(keys)
    rosters: list[Roster] = []
    digests: list[bytes] = []
    kids: set[bytes] = set()
    for item in signed:
        with placed("roster", len(rosters)):
            roster = parse_roster(item.body)
            if roster.instance != instance:
                raise SealError(Code.FOREIGN_INSTANCE)
            if roster.organisation != organisation:
                raise SealError(Code.FOREIGN_ORGANISATION)
            if rosters:
                check_next(rosters[-1], digests[-1], roster)
                if roster.epoch != rosters[-1].epoch and roster.kid in kids:
                    # A key given up must never come back: those removed with it would read again.
                    raise SealError(Code.KEY_NOT_CHANGED)
            else:
                check_first(roster)
            check_signature(item, roster.signer, known)
        rosters.append(roster)
        digests.append(sha256(item.body))
        kids.add(roster.kid)
    chain = VerifiedChain(digests[0], tuple(rosters), tuple(digests), known)
    if fingerprint is not None and fingerprint != chain.fingerprint:
        raise SealError(Code.WRONG_FINGERPRINT)
    if pin is not None:
        _check_pin(chain, pin)
    return chain

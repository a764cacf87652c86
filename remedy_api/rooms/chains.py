"""Chains of organisations as the protocol understands them, and a room as every client will check it."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from sqlmodel import Session

from remedy_api.keyring.queries import chains_for, founded_by
from remedy_api.keyring.schemas import NamedChain
from remedy_api.rooms.models import Room
from remedy_api.rooms.queries import epochs_of, events_of, past_readers_of, readers_of
from remedy_api.rooms.walks import WALKS
from remedy_api.sealing.event import SignedEvent
from remedy_api.sealing.keys import PublicKeys, Signed
from remedy_api.sealing.room import VerifiedRoom, verify_further, verify_room
from remedy_api.sealing.roster import VerifiedChain, verify_chain


def founder_keys(room: Room) -> PublicKeys | None:
    """Public keys of the receipt that founded a reporter's room; None when an organisation founded it."""
    if room.founder_kem is None or room.founder_sig is None:
        return None
    return PublicKeys(room.founder, room.founder_kem, room.founder_sig)


def verified_chain(instance: str, organisation: bytes, chain: NamedChain) -> VerifiedChain:
    """A chain of the keyring, checked. The same bytes are checked once: a chain is long and changes seldom."""
    return _verified(
        instance,
        organisation,
        tuple((roster.body, roster.signature) for roster in chain.rosters),
        tuple((key.kid, key.kem_public, key.sig_public) for key in chain.keys),
    )


@lru_cache(maxsize=64)
def _verified(
    instance: str,
    organisation: bytes,
    rosters: tuple[tuple[bytes, bytes], ...],
    keys: tuple[tuple[bytes, bytes, bytes], ...],
) -> VerifiedChain:
    return verify_chain(instance, organisation, [Signed(*roster) for roster in rosters], [PublicKeys(*key) for key in keys])


def verified_chains(session: Session, instance: str, organisations: Iterable[bytes]) -> list[VerifiedChain]:
    """The chains of these organisations, checked."""
    chains = chains_for(session, organisations)
    return [verified_chain(instance, organisation, chain) for organisation, chain in chains.items()]


def walk(
    session: Session,
    room: Room,
    instance: str,
    *,
    events: Sequence[SignedEvent] = (),
    statements: Sequence[Signed] = (),
    admitting: Iterable[bytes] = (),
) -> VerifiedRoom:
    """The room with these events and statements after what is there, verified from the first event on by the same code
    that clients run: what they would refuse is never stored. What this process has verified before is not walked again.

    `admitting`: fingerprints that the new events name besides the readers there are. Raises SealError.
    """
    known = {*readers_of(session, room.room), *past_readers_of(session, room.room)}
    organisations = known | set(founded_by(session, admitting).values())
    receipt = founder_keys(room)
    authors = [receipt] if receipt else []
    chains = verified_chains(session, instance, organisations)
    signed = [*(Signed(one.statement, one.signature) for one in epochs_of(session, room.room)), *statements]
    before = WALKS.get(instance, room.room, room.head)
    found = before and verify_further(before, statements=signed, events=events, authors=authors, chains=chains)
    if found is None:
        stored = [SignedEvent(one.payload, one.signature) for one in events_of(session, room.room)]
        found = verify_room(instance, room.room, statements=signed, events=[*stored, *events], authors=authors, chains=chains)
    WALKS.put(found, before)
    return found

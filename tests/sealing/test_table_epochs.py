"""Who may begin an epoch at a table, and when: a company that seals nonsense to the others holds up nobody, and not for long."""

from __future__ import annotations

from dataclasses import replace

import pytest

from remedy_api.audit.new_epoch import check_new_epoch
from remedy_api.sealing.content import Text
from remedy_api.sealing.errors import Code
from remedy_api.sealing.keys import AccountKeys
from remedy_api.sealing.recipients import Wrap
from remedy_api.sealing.room import verify_further, verify_headers
from remedy_api.sealing.unseal import EpochWrap, Spoiled, open_entry, open_epochs
from tests.fixtures.sealed_world import INSTANCE, Organisation, person
from tests.fixtures.table_world import ANA, BEA, DEE, FAY, MO, NEL, TableWorld
from tests.sealing.refusals import refused

OTHERS = {"fay": FAY, "dee": DEE, "bea": BEA, "mo": MO}
"""Who represents nobody: companies, a buyer, a monitor without a role."""


def new_key(organisation: Organisation) -> None:
    """Somebody leaves the organisation, so it has another key."""
    organisation.admit(person("bo"))
    organisation.remove(person("bo"))


def begin(world: TableWorld, actor: AccountKeys, *without: Organisation) -> None:
    world.room.rekey(actor, [one for one in world.room.reading if one not in without])


def test_who_represents_begins_an_epoch_at_any_time() -> None:
    world = TableWorld()
    for actor in (ANA, NEL, ANA):
        begin(world, actor)
    assert world.room.verified().latest.epoch == 4
    world.entrust(world.ally, "coordinator")
    begin(world, NEL)
    with refused(Code.NOT_ENTITLED):
        world.room.verified()


@pytest.mark.parametrize("actor", OTHERS.values(), ids=OTHERS)
def test_nobody_else_begins_one_that_changes_nothing(actor: AccountKeys) -> None:
    world = TableWorld()
    begin(world, actor)
    with refused(Code.NOT_ENTITLED):
        world.room.verified()


@pytest.mark.parametrize("actor", OTHERS.values(), ids=OTHERS)
@pytest.mark.parametrize("change", ["key", "own key", "let in", "let go"])
def test_everybody_begins_one_epoch_for_each_change(change: str, actor: AccountKeys) -> None:
    world = TableWorld()
    without: list[Organisation] = []
    if change == "key":
        new_key(world.ally)
    elif change == "own key":
        new_key(next(one for one in world.room.reading if actor.kid in one.people))
    elif change == "let in":
        world.room.say(ANA, "admitted", world.name(world.stranger))
        world.room.organisations.append(world.stranger)
    else:
        world.room.say(ANA, "revoked", {"reader": world.ally.fingerprint.hex()})
        without = [world.ally]
    joined = [world.stranger] if change == "let in" else []
    world.room.rekey(actor, [one for one in world.room.reading if one not in without] + joined)
    assert world.room.verified().latest.epoch == 2
    begin(world, actor)
    with refused(Code.NOT_ENTITLED):
        world.room.verified()


def test_one_who_is_let_in_and_out_again_changes_nothing() -> None:
    world = TableWorld()
    world.room.say(ANA, "admitted", world.name(world.stranger))
    world.room.say(ANA, "revoked", {"reader": world.stranger.fingerprint.hex()})
    begin(world, FAY)
    with refused(Code.NOT_ENTITLED):
        world.room.verified()


def test_somebody_who_does_not_read_begins_none() -> None:
    world = TableWorld()
    readers = world.room.reading
    world.room.organisations.append(world.stranger)
    world.room.next_epoch(person("sid"), world.room.recipients(readers))
    with refused(Code.UNKNOWN_ROSTER):
        world.room.verified()
    # Nor does one who represents, but is only about to read.
    world = TableWorld()
    world.room.say(ANA, "admitted", world.name(world.stranger))
    world.entrust(world.stranger, "representative")
    world.room.organisations.append(world.stranger)
    world.room.next_epoch(person("sid"), world.room.recipients([*readers, world.stranger]))
    with refused(Code.UNKNOWN_ROSTER):
        world.room.verified()


def spoil(world: TableWorld) -> None:
    """The maker changes its key, and makes an epoch that nobody but itself can open."""
    new_key(world.maker)
    epoch = world.room.next_epoch(FAY, world.room.recipients(world.room.reading))
    mine = world.maker.keys[-1].kid
    wraps = tuple(one if one.kid == mine else Wrap(one.kid, bytes(1168)) for one in epoch.wraps)
    world.room.epochs[-1] = replace(epoch, wraps=wraps)


def opened(world: TableWorld, organisation: Organisation) -> tuple[dict[int, bytes], list[Spoiled]]:
    told: list[Spoiled] = []
    epochs = enumerate(world.room.epochs)
    wraps = [EpochWrap(number, wrap.kid, wrap.sealed) for number, epoch in epochs for wrap in epoch.wraps]
    return open_epochs(world.room.verified(), {key.kid: key for key in organisation.keys}, wraps, {}, told), told


def test_a_spoiled_epoch_is_told_and_the_next_one_goes_on() -> None:
    world = TableWorld()
    spoil(world)
    locked = world.room.write(FAY, Text("reply", "en", "you will never read this"))
    before = world.room.verified()
    keys, told = opened(world, world.union)
    assert (sorted(keys), told) == ([0, 1], [Spoiled(2, FAY.kid, Code.CANNOT_OPEN)])
    # Without the key of the epoch before, which is not asked for: nothing is handed on here.
    begin(world, ANA)
    closed = [entry.raw_header for entry in world.room.entries if entry.header.epoch == 2]
    check_new_epoch(world.room.verified(), world.room.epochs[-1].wraps, None, closed)
    said = world.room.write(ANA, Text("message", "en", "your keys of yesterday do not open"))
    keys, told = opened(world, world.union)
    assert (sorted(keys), [one.epoch for one in told]) == ([0, 1, 3], [2])
    for reader in (world.union, world.maker, world.buyer):
        mine, _ = opened(world, reader)
        assert open_entry(mine[3], INSTANCE, "table", said.header, said.body) == Text(
            "message", "en", "your keys of yesterday do not open"
        )
    # What was written under the spoiled key stays where it is, and signed: nobody can say that it never was.
    verify_headers(world.room.verified(), [entry.raw_header for entry in world.room.entries])
    with refused(Code.WRONG_CLOSED):
        verify_headers(world.room.verified(), [said.raw_header])
    assert locked.header.author == FAY.kid
    further = verify_further(
        before,
        statements=[epoch.signed for epoch in world.room.epochs],
        events=world.room.events[len(before.events) :],
        authors=(),
        chains=[organisation.chain for organisation in world.room.organisations],
    )
    assert further == world.room.verified()


def test_who_spoiled_one_does_not_spoil_the_next() -> None:
    world = TableWorld()
    spoil(world)
    for actor in (FAY, DEE):
        begin(world, actor)
        with refused(Code.NOT_ENTITLED):
            world.room.verified()
        world.room.epochs.pop()
        world.room.events.pop()
    begin(world, ANA)
    begin(world, FAY)
    with refused(Code.NOT_ENTITLED):
        world.room.verified()
    world.room.epochs.pop()
    world.room.events.pop()
    # Each needs another key of its own; and after each the workers go on, or let it go.
    spoil(world)
    begin(world, NEL)
    spoil(world)
    world.room.revoke(ANA, world.maker)
    keys, told = opened(world, world.union)
    assert (sorted(keys), [one.epoch for one in told]) == ([0, 1, 3, 5, 7], [2, 4, 6])

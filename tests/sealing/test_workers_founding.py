"""Founding a workers' room: by whom, for whom, with which statement; and the shapes of what its events say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from remedy_api.sealing.errors import Code, SealError
from remedy_api.sealing.event import Event, SignedEvent, sign_event
from remedy_api.sealing.founding import found_workers_room
from remedy_api.sealing.keys import AccountKeys, Signed
from remedy_api.sealing.statement import Reader, sort_readers
from tests.fixtures.sealed_world import DAY, INSTANCE, Organisation, ident, person, receipt, secret
from tests.fixtures.workers_world import FIRST, WorkersRoom
from tests.sealing.refusals import refused

ANA, NEL = person("ana"), person("nel")
Data = dict[str, str | tuple[str, ...]]

NEW = secret("a third").hex()


def founded() -> tuple[WorkersRoom, Organisation, Organisation]:
    union = Organisation("Union", ANA)
    return WorkersRoom.found(union, ANA), union, Organisation("Second union", NEL)


def found(actor: object = ANA, **change: object) -> None:
    """A founding with something about event 0 or 1 changed."""
    union, other = Organisation("Union", ANA), Organisation("Second union", NEL)
    room = WorkersRoom.found(union, ANA)
    room.organisations.append(other)
    keys = change.pop("keys", ANA)
    parts = {"kind": "founded", "roster": union.roster_digest, "founder": union.fingerprint.hex()} | change
    data: Data = {"kind": "workers", "founder": str(parts["founder"])}
    event = Event(INSTANCE, room.id, 0, b"", DAY, "founded", keys.kid, parts["roster"], data)  # type: ignore[attr-defined, arg-type]
    room.events = [sign_event(keys, event), *room.events[1:]]  # type: ignore[arg-type]
    room.verified()


def test_only_an_account_for_the_founder_founds() -> None:
    other = Organisation("Second union", NEL)
    found_none = {"roster": b""}
    with refused(Code.NOT_ENTITLED):
        found(**found_none)
    with refused(Code.UNKNOWN_ROSTER):
        found(founder=secret("nobody").hex())
    with refused(Code.UNKNOWN_ROSTER):
        found(roster=other.roster_digest)
    with refused(Code.NOT_ENTITLED):
        found(keys=NEL)
    with refused(Code.UNKNOWN_ROSTER):
        # A receipt's way of founding: for itself.
        found(keys=NEL, founder=NEL.kid.hex(), roster=other.roster_digest)


def test_the_first_event_is_an_epoch_and_names_one_statement() -> None:
    union = Organisation("Union", ANA)
    room = WorkersRoom.found(union, ANA)
    founded = room.events[0]
    for kind, data in (
        ("resumed", {}),
        ("admitted", {"fingerprint": NEW}),
        ("epoch", {"statements": (room.epochs[0].digest.hex(), room.epochs[0].digest.hex())}),
    ):
        room.events = [founded]
        room.say(ANA, kind, data)
        with refused(Code.WRONG_EVENT):
            room.verified()
    room.events = [founded]
    room.say(ANA, "epoch", {"statements": (NEW,)})
    with refused(Code.NOT_ANNOUNCED):
        room.verified()


def test_before_the_first_statement_only_the_founder_acts() -> None:
    union, other = Organisation("Union", ANA), Organisation("Second union", NEL)
    room = WorkersRoom.found(union, ANA)
    room.organisations.append(other)
    room.events = room.events[:1]
    room.say(NEL, "epoch", {"statements": (room.epochs[0].digest.hex(),)})
    with refused(Code.UNKNOWN_ROSTER):
        room.verified()
    room.events = room.events[:1]
    room.say(NEL, "epoch", {"statements": (room.epochs[0].digest.hex(),)}, roster=union.roster_digest)
    with refused(Code.NOT_ENTITLED):
        room.verified()


def test_a_founding_says_only_what_belongs_there() -> None:
    union = Organisation("Union", ANA)
    for said in ([("acknowledged", {})], [("epoch", {"statements": (NEW,)})], [("founded", {})]):
        with refused(Code.WRONG_EVENT):
            WorkersRoom.found(union, ANA, [*FIRST, *said])  # type: ignore[list-item]
    room = bytes(16)
    made = found_workers_room(
        instance=INSTANCE, day=DAY, actor=ANA, roster_digest=union.roster_digest, organisation=union.recipient(), room=room
    )
    assert (made.room, len(made.events)) == (room, 2)
    assert isinstance(made.events[0], SignedEvent)


def with_statement(world: WorkersRoom, by: AccountKeys = ANA, /, **change: object) -> None:
    """The only statement changed, signed and announced anew."""
    old = world.epochs[0]
    statement = replace(old.statement, **change)  # type: ignore[arg-type]
    body = statement.encode()
    world.epochs[0] = replace(old, statement=statement, signed=Signed(body, by.sign(body)))
    del world.events[1:]
    world.say(ANA, "epoch", {"statements": (world.epochs[0].digest.hex(),)})


def test_the_first_statement_names_the_founder_alone() -> None:
    mine = receipt("reporter").account
    for others, code in (
        ([Reader(b"", mine.kid)], Code.READERS_CHANGED),
        ([Organisation("Second union", NEL).recipient().reader], Code.READERS_CHANGED),
        ([Reader(secret("nobody"), secret("k"))], Code.UNKNOWN_ROSTER),
    ):
        for alone in (True, False):
            room, union, second = founded()
            room.organisations.append(second)
            with_statement(room, readers=sort_readers(others if alone else [union.recipient().reader, *others]))
            with refused(code):
                room.verified()


@pytest.mark.parametrize(
    ("code", "change"),
    [
        (Code.FOREIGN_INSTANCE, {"instance": "elsewhere.example"}),
        (Code.FOREIGN_ROOM, {"room": ident("x")}),
        (Code.UNKNOWN_KIND, {"kind": "reporter"}),
        (Code.UNKNOWN_KIND, {"kind": "table"}),
        (Code.FOREIGN_EPOCH, {"epoch": 1, "previous": secret("x"), "closed": secret("x")}),
        (Code.NOT_ANNOUNCED, {"last_event": secret("x")}),
        (Code.NOT_ANNOUNCED, {"signer": NEL.kid}),
    ],
)
def test_the_first_statement_belongs_to_its_room(code: Code, change: dict[str, object]) -> None:
    room, _, _ = founded()
    with_statement(room, **change)
    with refused(code):
        room.verified()


def test_the_first_statement_is_signed() -> None:
    room, _, _ = founded()
    with_statement(room, NEL)
    with refused(Code.BAD_SIGNATURE):
        room.verified()


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("recorded", {"fact": "Issues", "values": ()}),
        ("recorded", {"fact": "", "values": ()}),
        ("recorded", {"fact": "x" * 41, "values": ()}),
        ("recorded", {"fact": "issues", "values": ("a", "a")}),
        ("recorded", {"fact": "issues", "values": tuple(f"v{n}" for n in range(33))}),
        ("recorded", {"fact": "issues", "values": ("x" * 81,)}),
        ("recorded", {"fact": "issues", "values": (" wages",)}),
        ("recorded", {"fact": "issues", "values": ("w\u0430ges",)}),
        ("recorded", {"fact": "issues", "values": "wages"}),
        ("recorded", {"values": (), "fact": "issues"}),
        ("entrusted", {"fingerprint": secret("x").hex(), "role": "owner"}),
        (
            "consent_given",
            {"audience": "buyer", "content": "status", "organisations": (), "until": "2026-02-30", "way": "written", "entry": ""},
        ),
        ("consent_given", {"audience": "buyer", "content": "", "organisations": (), "until": "", "way": "written", "entry": ""}),
        ("suspended", {"reason": "", "review": "", "entry": ""}),
        ("closed", {"outcome": "withdrawn", "reason": "", "into": "00", "entry": ""}),
        ("kept", {"what": "mandate", "entry": ""}),
        ("linked", {"report": secret("x").hex().upper()}),
        ("stage", {"stage": "safety\n", "reason": "", "entry": ""}),
        ("resumed", {"reason": ""}),
    ],
)
def test_data_of_another_shape(kind: str, data: dict[str, object]) -> None:
    room, _, _ = founded()
    with pytest.raises(SealError) as refusal:
        room.say(ANA, kind, data)  # type: ignore[arg-type]
    assert refusal.value.code == Code.MALFORMED

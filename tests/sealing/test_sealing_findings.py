"""Findings in a workers' room: who makes, comments, contests and establishes one, and what it adds up to."""

from __future__ import annotations

from remedy_api.sealing.errors import Code
from remedy_api.sealing.event_shapes import Value
from remedy_api.sealing.walk import Finding
from tests.fixtures.sealed_world import Organisation, person, secret
from tests.fixtures.workers_world import WorkersRoom
from tests.sealing.refusals import refused

ANA, CO, WIM, MO = (person(name) for name in ("ana", "co", "wim", "mo"))
REASONS, COMMENT, INTERESTS = (secret(name).hex() for name in ("reasons", "comment", "interests"))


class World:
    """A union that founded, a coordinator, and two monitors."""

    def __init__(self) -> None:
        self.union, self.secretariat = Organisation("Union", ANA), Organisation("Secretariat", CO)
        self.watch, self.second = Organisation("Watch", WIM), Organisation("Second watch", MO)
        self.room = WorkersRoom.found(self.union, ANA)
        self.room.admit(ANA, self.secretariat, "coordinator")
        self.room.admit(ANA, self.watch, "monitor")
        self.room.admit(ANA, self.second, "monitor")

    def find(self, by: object = WIM, replaces: bytes = b"", declare: bool = True) -> bytes:
        """A monitor's finding; its hash."""
        if declare:
            self.room.say(by, "declared", {"entry": INTERESTS})  # type: ignore[arg-type]
        data: dict[str, Value] = {"entry": REASONS, "conclusion": "partly", "grade": "weak", "evidence": (COMMENT,)}
        return self.room.say(by, "finding", data | {"replaces": replaces.hex()}).digest  # type: ignore[arg-type]

    def on(self, by: object, kind: str, finding: bytes) -> None:
        """What somebody says about a finding."""
        entry: dict[str, Value] = {} if kind == "established" else {"entry": COMMENT}
        self.room.say(by, kind, {"finding": finding.hex()} | entry)  # type: ignore[arg-type]

    def findings(self) -> dict[bytes, Finding]:
        return dict(self.room.verified().findings)


def test_what_findings_add_up_to() -> None:
    world = World()
    first = world.find()
    second = world.find(MO)
    assert world.room.verified().declared == dict.fromkeys(
        (world.watch.fingerprint, world.second.fingerprint), bytes.fromhex(INTERESTS)
    )
    world.on(ANA, "commented", first)
    world.on(CO, "commented", first)
    world.on(ANA, "contested", second)
    found = world.findings()
    assert list(found) == [first, second]
    assert found[first].comments == (bytes.fromhex(COMMENT),) * 2
    assert (found[first].established, found[first].contested) == (False, None)
    assert (found[second].organisation, found[second].contested) == (world.second.fingerprint, bytes.fromhex(COMMENT))
    # A contested draft can still be established, and stays contested.
    world.on(MO, "established", second)
    world.on(WIM, "established", first)
    found = world.findings()
    assert found[second].established and found[second].contested
    assert found[first].established and not found[first].contested
    # Only another in its place takes that away, and begins anew.
    third = world.find(MO, second, declare=False)
    found = world.findings()
    assert list(found) == [first, third]
    assert found[third] == Finding(world.second.fingerprint, world.room.verified().events[-1])


def test_whoever_declared_no_interests_finds_nothing() -> None:
    world = World()
    world.find(WIM)
    world.find(MO, declare=False)
    with refused(Code.WRONG_EVENT):
        world.room.verified()


def test_a_finding_is_replaced_by_whoever_made_it_and_once() -> None:
    for story in ("another's", "replaced", "unknown"):
        world = World()
        first = world.find()
        if story == "another's":
            world.find(MO, first)
        elif story == "replaced":
            world.find(WIM, first)
            world.find(WIM, first)
        else:
            world.find(WIM, secret("no finding"))
        with refused(Code.WRONG_EVENT):
            world.room.verified()


def test_nobody_else_establishes_a_finding() -> None:
    world = World()
    first = world.find()
    world.on(MO, "established", first)
    with refused(Code.NOT_ENTITLED):
        world.room.verified()
    # What is not there is nobody's.
    world.room.events.pop()
    world.on(MO, "established", secret("no finding"))
    with refused(Code.WRONG_EVENT):
        world.room.verified()


def test_established_and_contested_once() -> None:
    for by, kind in ((WIM, "established"), (ANA, "contested")):
        world = World()
        first = world.find()
        world.on(by, kind, first)
        world.on(by, kind, first)
        with refused(Code.WRONG_EVENT):
            world.room.verified()


def test_nothing_more_is_said_of_a_finding_that_was_replaced() -> None:
    for by, kind in ((WIM, "established"), (ANA, "contested"), (CO, "commented")):
        world = World()
        first = world.find()
        world.find(WIM, first)
        world.on(by, kind, first)
        with refused(Code.WRONG_EVENT):
            world.room.verified()


def test_a_monitor_who_is_none_any_more_establishes_nothing() -> None:
    world = World()
    first = world.find()
    world.room.say(ANA, "entrusted", {"fingerprint": world.watch.fingerprint.hex(), "role": "representative"})
    world.on(WIM, "established", first)
    with refused(Code.NOT_ENTITLED):
        world.room.verified()


def test_tables_in_their_order_and_once() -> None:
    world = World()
    for name in ("0b" * 16, "0a" * 16):
        world.room.say(ANA, "table_opened", {"table": name})
    assert world.room.verified().tables == (b"\x0b" * 16, b"\x0a" * 16)
    world.room.say(ANA, "table_opened", {"table": "0b" * 16})
    with refused(Code.WRONG_EVENT):
        world.room.verified()


def test_what_was_walked_further_does_not_change_what_was_there() -> None:
    from remedy_api.sealing.room import verify_further

    world = World()
    first = world.find()
    before = world.room.verified()
    known = len(world.room.events)
    world.on(WIM, "established", first)
    world.room.say(ANA, "table_opened", {"table": "0b" * 16})
    further = verify_further(
        before,
        statements=[epoch.signed for epoch in world.room.epochs],
        events=world.room.events[known:],
        authors=world.room.authors,
        chains=[organisation.chain for organisation in world.room.organisations],
    )
    assert further == world.room.verified()
    for known_then in (before, before.walked.case):
        assert not known_then.findings[first].established
        assert not known_then.tables

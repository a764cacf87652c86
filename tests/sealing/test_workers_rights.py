"""A workers' room: who may sign which event, and what cannot happen there. The table of PROTOCOL.md, 5.1, row by row."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from remedy_api.sealing.errors import Code
from remedy_api.sealing.event_data import EVENT_DATA, EVENTS_OF
from tests.fixtures.sealed_world import Organisation, Room, file_report, person, receipt, secret
from tests.fixtures.workers_world import REPORT, WorkersRoom
from tests.sealing.refusals import refused

ANA, NEL, MO, CO, WIM, BEA = (person(name) for name in ("ana", "nel", "mo", "co", "wim", "bea"))
Data = dict[str, str | tuple[str, ...]]

NEW = secret("a third").hex()
OTHER = secret("another report").hex()

ORAL: Data = {"audience": "buyer", "content": "status", "organisations": (), "until": "", "way": "oral", "entry": ""}
FINDING: Data = {"entry": NEW, "conclusion": "substantiated", "grade": "strong", "evidence": (NEW, OTHER), "replaces": ""}


class World:
    """A union that founded, a second union entrusted with it too, somebody without a role, a coordinator, a monitor."""

    def __init__(self) -> None:
        self.union, self.second = Organisation("Union", ANA), Organisation("Second union", NEL)
        self.monitor, self.secretariat = Organisation("Monitor", MO), Organisation("Secretariat", CO)
        self.stranger = Organisation("Buyer", BEA)
        self.room = WorkersRoom.found(self.union, ANA)
        self.room.admit(ANA, self.second, "representative")
        self.room.admit(ANA, self.monitor)
        self.room.admit(NEL, self.secretariat, "coordinator")
        self.watch = Organisation("Watch", WIM)
        self.room.admit(NEL, self.watch, "monitor")

    def name(self, organisation: Organisation) -> Data:
        return {"fingerprint": organisation.fingerprint.hex()}

    def consent(self) -> str:
        given: Data = {"audience": "buyer", "content": "status", "organisations": (), "until": "", "way": "written", "entry": ""}
        return self.room.say(ANA, "consent_given", given).digest.hex()

    def finding(self) -> str:
        self.room.say(WIM, "declared", {"entry": NEW})
        return self.room.say(WIM, "finding", FINDING).digest.hex()


def data_of(world: World, kind: str) -> Data:
    """Data with which somebody who may sign this type could sign it now."""
    consent = world.consent() if kind == "consent_withdrawn" else ""
    finding = world.finding() if kind in ("finding", "commented", "established", "contested") else ""
    return {
        "admitted": world.name(world.stranger),
        "entrusted": world.name(world.monitor) | {"role": "representative"},
        "revoked": {"reader": world.monitor.fingerprint.hex()},
        "linked": {"report": OTHER},
        "unlinked": {"report": REPORT},
        "recorded": {"fact": "workers", "values": ("10-49",)},
        "kept": {"what": "mandate", "entry": NEW},
        "consent_given": {
            "audience": "buyer",
            "content": "status",
            "organisations": (),
            "until": "2026-12-31",
            "way": "written",
            "entry": NEW,
        },
        "consent_withdrawn": {"consent": consent},
        "stage": {"stage": "safety", "reason": "ready", "entry": NEW},
        "suspended": {"reason": "court", "review": "2026-06-01", "entry": ""},
        "resumed": {},
        "closed": {"outcome": "withdrawn", "reason": "", "into": "", "entry": ""},
        "reopened": {"reason": "new-facts", "entry": ""},
        "declared": {"entry": NEW},
        "finding": FINDING,
        "commented": {"finding": finding, "entry": NEW},
        "established": {"finding": finding},
        "contested": {"finding": finding, "entry": NEW},
        "table_opened": {"table": "0a" * 16},
    }[kind]


SIGNED = sorted(EVENTS_OF["workers"] - {"epoch"})
EITHER = {"kept", "stage", "suspended", "resumed", "commented"}
MONITORS = {"declared", "finding", "established"}


@pytest.mark.parametrize("kind", SIGNED)
def test_a_representative_signs_all_but_what_a_monitor_finds(kind: str) -> None:
    for actor in (ANA, NEL):
        world = World()
        world.room.say(actor, kind, data_of(world, kind))
        if kind not in MONITORS:
            assert world.room.verified().events[-1].type == kind
        else:
            with refused(Code.NOT_ENTITLED):
                world.room.verified()


@pytest.mark.parametrize("kind", SIGNED)
def test_a_monitor_signs_what_it_finds_only(kind: str) -> None:
    world = World()
    world.room.say(WIM, kind, data_of(world, kind))
    if kind in MONITORS:
        assert world.room.verified().events[-1].type == kind
    else:
        with refused(Code.NOT_ENTITLED):
            world.room.verified()


@pytest.mark.parametrize("kind", SIGNED)
def test_a_coordinator_signs_its_own_rows_only(kind: str) -> None:
    world = World()
    world.room.say(CO, kind, data_of(world, kind))
    if kind in EITHER:
        assert world.room.verified().events[-1].type == kind
    else:
        with refused(Code.NOT_ENTITLED):
            world.room.verified()


@pytest.mark.parametrize("kind", SIGNED)
def test_a_reader_without_a_role_signs_none(kind: str) -> None:
    world = World()
    world.room.say(MO, kind, data_of(world, kind))
    with refused(Code.NOT_ENTITLED):
        world.room.verified()


@pytest.mark.parametrize("kind", SIGNED)
def test_an_organisation_that_does_not_read_signs_none(kind: str) -> None:
    world = World()
    data = data_of(world, kind)
    world.room.organisations.append(world.stranger)
    world.room.say(BEA, kind, data)
    with refused(Code.UNKNOWN_ROSTER):
        world.room.verified()


@pytest.mark.parametrize("kind", SIGNED)
def test_somebody_whom_no_roster_names_signs_none(kind: str) -> None:
    world = World()
    data = data_of(world, kind)
    world.room.organisations.append(world.stranger)
    world.room.say(BEA, kind, data, roster=world.union.roster_digest)
    with refused(Code.NOT_ENTITLED):
        world.room.verified()


@pytest.mark.parametrize("kind", SIGNED)
def test_nobody_signs_without_a_roster(kind: str) -> None:
    world = World()
    world.room.say(ANA, kind, data_of(world, kind), roster=b"")
    with refused(Code.NOT_ENTITLED):
        world.room.verified()


@pytest.mark.parametrize("kind", SIGNED)
def test_a_removed_member_signs_none_under_the_roster_that_named_her(kind: str) -> None:
    world = World()
    bo = person("bo")
    world.union.admit(bo)
    named = world.union.roster_digest
    world.union.remove(bo)
    world.room.rekey(ANA, world.room.organisations)
    world.room.say(bo, kind, data_of(world, kind), roster=named)
    with refused(Code.ROSTER_WENT_BACK):
        world.room.verified()


@pytest.mark.parametrize("kind", ["acknowledged", "handover_proposed", "consented", "withdrawn"])
def test_what_belongs_to_reporters_rooms(kind: str) -> None:
    for actor in (ANA, BEA):
        world = World()
        world.room.organisations.append(world.stranger)
        data = {name: {"fingerprint": NEW, "purpose": "handover"}[name] for name in EVENT_DATA[kind]}
        world.room.say(actor, kind, data)
        # Whoever signs it: the type is looked at before the actor.
        with refused(Code.WRONG_EVENT):
            world.room.verified()


@pytest.mark.parametrize("kind", sorted(EVENTS_OF["workers"] - EVENTS_OF["reporter"]))
def test_what_belongs_to_workers_rooms(kind: str) -> None:
    data = data_of(World(), kind)
    for actor in (ANA, receipt("reporter").account):
        union = Organisation("Union", ANA)
        room = Room.of(file_report([union], by=receipt("reporter")), [union])
        room.say(actor, kind, data)
        with refused(Code.WRONG_EVENT):
            room.verified()


IMPOSSIBLE: list[tuple[str, Callable[[World], tuple[str, Data]]]] = [
    ("a reader admitted again", lambda w: ("admitted", w.name(w.monitor))),
    ("a stranger entrusted", lambda w: ("entrusted", w.name(w.stranger) | {"role": "coordinator"})),
    ("a stranger revoked", lambda w: ("revoked", {"reader": w.stranger.fingerprint.hex()})),
    ("a report linked twice", lambda w: ("linked", {"report": REPORT})),
    ("a report unlinked that never was", lambda w: ("unlinked", {"report": OTHER})),
    ("a consent withdrawn that nobody gave", lambda w: ("consent_withdrawn", {"consent": NEW})),
    ("a company entrusted with a role", lambda w: ("entrusted", w.name(w.monitor) | {"role": "duty_bearer"})),
    ("a buyer entrusted with a role", lambda w: ("entrusted", w.name(w.monitor) | {"role": "buyer"})),
    ("an oral consent nobody witnessed", lambda w: ("consent_given", ORAL)),
    ("a comment on a finding nobody made", lambda w: ("commented", {"finding": NEW, "entry": NEW})),
    ("a finding contested that nobody made", lambda w: ("contested", {"finding": w.room.head.hex(), "entry": NEW})),
    ("an event withdrawn that is no consent", lambda w: ("consent_withdrawn", {"consent": w.room.head.hex()})),
]


@pytest.mark.parametrize("say", [case[1] for case in IMPOSSIBLE], ids=[case[0] for case in IMPOSSIBLE])
def test_what_cannot_happen(say: Callable[[World], tuple[str, Data]]) -> None:
    world = World()
    world.room.say(ANA, *say(world))
    with refused(Code.WRONG_EVENT):
        world.room.verified()


def test_a_consent_is_withdrawn_once() -> None:
    world = World()
    consent: Data = {"consent": world.consent()}
    world.room.say(NEL, "consent_withdrawn", consent)
    assert not world.room.verified().consents
    world.room.say(NEL, "consent_withdrawn", consent)
    with refused(Code.WRONG_EVENT):
        world.room.verified()


def test_the_last_representative_stays_one() -> None:
    world = World()
    world.room.say(ANA, "entrusted", world.name(world.union) | {"role": "coordinator"})
    assert world.room.verified().roles[world.union.fingerprint] == "coordinator"
    world.room.say(NEL, "entrusted", world.name(world.second) | {"role": "coordinator"})
    with refused(Code.WRONG_EVENT):
        world.room.verified()


def test_the_last_representative_cannot_be_revoked() -> None:
    world = World()
    world.room.revoke(NEL, world.union)
    assert world.union.fingerprint not in world.room.verified().roles
    world.room.say(NEL, "revoked", {"reader": world.second.fingerprint.hex()})
    with refused(Code.WRONG_EVENT):
        world.room.verified()


def test_who_is_only_about_to_read_does_not_count_as_the_one_who_remains() -> None:
    union, second = Organisation("Union", ANA), Organisation("Second union", NEL)
    room = WorkersRoom.found(union, ANA)
    name: Data = {"fingerprint": second.fingerprint.hex()}
    room.say(ANA, "admitted", name)
    room.say(ANA, "entrusted", name | {"role": "representative"})
    room.say(ANA, "revoked", {"reader": union.fingerprint.hex()})
    with refused(Code.WRONG_EVENT):
        room.verified()


def test_a_role_ends_with_the_reader_at_once_and_does_not_come_back() -> None:
    world = World()
    world.room.say(ANA, "revoked", {"reader": world.second.fingerprint.hex()})
    before = list(world.room.events)
    world.room.say(NEL, "recorded", {"fact": "site", "values": ()})
    with refused(Code.NOT_ENTITLED):
        world.room.verified()
    world.room.events = before
    world.room.say(ANA, "admitted", world.name(world.second))
    assert world.second.fingerprint not in world.room.verified().roles


def test_somebody_just_admitted_does_not_act_before_the_epoch() -> None:
    world = World()
    world.room.say(ANA, "admitted", world.name(world.stranger))
    world.room.say(ANA, "entrusted", world.name(world.stranger) | {"role": "representative"})
    world.room.organisations.append(world.stranger)
    world.room.say(BEA, "resumed")
    with refused(Code.UNKNOWN_ROSTER):
        world.room.verified()

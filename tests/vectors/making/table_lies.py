"""What a company, a lying server or a representative in error would make of a table, and its code."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from remedy_api.sealing.box import seal_epoch_previous
from remedy_api.sealing.event import Event, sign_event
from remedy_api.sealing.keys import AccountKeys
from remedy_api.sealing.seal import wrap_late
from tests.fixtures.sealed_world import DAY, person, secret
from tests.fixtures.table_world import ANA, BEA, DEE, FAY, MO, NEL, TEXT, step
from tests.vectors.making.table_world import SAID, World

Lie = Callable[[World], object]
NEW = secret("x").hex()


def _says(actor: AccountKeys, kind: str, data: Callable[[World], dict[str, Any]]) -> Lie:
    return lambda world: world.room.say(actor, kind, data(world))


def _cut(event: str, then: Lie) -> Lie:
    """Something else in place of this event (the last of its type) and of all that follows."""

    def lie(world: World) -> None:
        room = world.room
        at = max(number for number, one in enumerate(room.verified().events) if one.type == event)
        del room.events[at:]
        then(world)

    return lie


def _plan(actor: AccountKeys, *steps: Callable[[World], Any]) -> Lie:
    return lambda world: world.plan(actor, *(one(world) for one in steps))


def _pay(**change: str) -> Callable[[World], Any]:
    return lambda world: {**world.steps()[0], **change}


def _needless(actor: AccountKeys) -> Lie:
    return lambda world: world.room.rekey(actor, world.room.reading)


def _second_epoch(world: World) -> None:
    # One for its own new key is its right; another is not.
    world.maker.admit(person("bo"))
    world.maker.remove(person("bo"))
    for _ in range(2):
        world.room.rekey(FAY, world.room.reading)


def _maker_left(*steps: Callable[[World], Any]) -> Lie:
    def lie(world: World) -> None:
        world.room.say(ANA, "revoked", {"reader": world.maker.fingerprint.hex()})
        world.plan(ANA, *(one(world) for one in steps))

    return lie


def _founded_by_a_company(world: World) -> None:
    room = world.room
    del room.events[:]
    data = {"kind": "table", "founder": world.union.fingerprint.hex()}
    roster = world.maker.roster_digest
    room.events.append(sign_event(FAY, Event(room.instance, room.id, 0, b"", DAY, "founded", FAY.kid, roster, data)))


def _key_handed_on(world: World) -> None:
    # As in a workers' room: good in itself, and nobody may send it.
    one, two = world.room.epochs[1:3]
    sealed = seal_epoch_previous(two.ck, world.room.instance, world.room.id, 2, one.ck)
    world.room.epochs[2] = replace(two, previous=sealed)


def _late_wrap(world: World) -> None:
    zero, admitting = world.room.epochs[0], world.room.events[3].digest
    world.room.late.append((0, admitting, wrap_late(zero.ck, zero.statement, admitting, world.maker.recipient())))


def _shown(world: World, **change: object) -> dict[str, Any]:
    names = tuple(name.hex() for name in world.names(world.dyer))
    return {**world.made.data, "to": names, **change}


def _accepted(world: World) -> dict[str, Any]:
    return {"plan": world.third.hex()}


def _verified_then_accepted(world: World) -> None:
    # The third plan changes how the step is mended; it is verified before the companies answer.
    world.done("mend")
    world.judge("verified", "mend")
    world.accept(FAY)


def _outsider(world: World) -> None:
    world.room.organisations.append(world.stranger)
    world.room.say(person("sid"), "received")


def _company_by_a_detour(world: World) -> None:
    world.entrust(world.maker, "monitor")
    world.entrust(world.maker, "representative")


def _readers(world: World, change: str) -> None:
    room = world.room
    room.organisations.append(world.stranger)
    readers = [*room.reading, world.stranger] if change == "more" else room.reading[1:]
    room.rekey(MO, readers)


LIES: list[tuple[str, str, Lie]] = [
    ("founded by a company for the union", "unknown-roster", _founded_by_a_company),
    ("a key handed on", "malformed", _key_handed_on),
    ("a late wrap", "wrong-wraps", _late_wrap),
    ("a reader nobody admitted", "readers-changed", lambda w: _readers(w, "more")),
    ("a reader dropped without event", "readers-changed", lambda w: _readers(w, "less")),
    ("an epoch of a company that nothing asks for", "not-entitled", _needless(FAY)),
    ("an epoch of a reader without a role that nothing asks for", "not-entitled", _needless(MO)),
    ("two epochs of a company for one new key", "not-entitled", _second_epoch),
    ("a stranger's event", "unknown-roster", _outsider),
    ("an event of a workers' room", "wrong-event", _says(ANA, "resumed", lambda w: {})),
    ("an event of a reporter's room", "wrong-event", _says(FAY, "acknowledged", lambda w: {})),
    ("a company admits", "not-entitled", _says(FAY, "admitted", lambda w: w.name(w.stranger))),
    ("a company entrusts itself", "not-entitled", _says(FAY, "entrusted", lambda w: w.name(w.maker) | {"role": "representative"})),
    ("a company that represents", "wrong-event", lambda w: w.entrust(w.maker, "representative")),
    ("a company that represents by way of a monitor", "wrong-event", _company_by_a_detour),
    ("a representative received", "not-entitled", _says(NEL, "received", lambda w: {})),
    ("received twice", "wrong-event", _says(FAY, "received", lambda w: {})),
    ("a company shows something", "not-entitled", _says(FAY, "disclosed", _shown)),
    (
        "shown to somebody who was let go",
        "wrong-event",
        _says(ANA, "disclosed", lambda w: _shown(w, entry="0a" * 16, to=(w.buyer.fingerprint.hex(),))),
    ),
    (
        "shown to somebody twice",
        "wrong-event",
        _says(ANA, "disclosed", lambda w: _shown(w, to=tuple(n.hex() for n in w.names(w.maker, w.dyer)))),
    ),
    ("a plan by a buyer", "not-entitled", _cut("revoked", lambda w: w.room.say(BEA, "plan", w.planned(step("x", w.maker))))),
    ("a plan against an older one", "wrong-event", _says(ANA, "plan", lambda w: w.planned(*w.steps(), against=w.second.hex()))),
    ("a plan for somebody who does not answer", "wrong-event", _plan(ANA, _pay(), lambda w: step("x", w.monitor))),
    ("a plan with one id twice", "wrong-event", _plan(ANA, _pay(), _pay())),
    ("another step of a company that was let go", "wrong-event", _maker_left(_pay(), lambda w: step("new", w.maker))),
    ("an open step of a company that was let go", "wrong-event", _maker_left(_pay(), lambda w: w.steps()[1])),
    ("a changed step of a company that was let go", "wrong-event", _maker_left(_pay(due="2027-01-01"))),
    ("a verified step left out", "wrong-event", _plan(FAY, lambda w: step("mend", w.maker))),
    ("a verified step changed by one character", "wrong-event", _plan(FAY, _pay(amount="1200.51"))),
    ("a verified step changed by the workers", "wrong-event", _plan(ANA, _pay(instalments="4"))),
    ("accepted away what was verified meanwhile", "wrong-event", _verified_then_accepted),
    ("accepted by who proposed", "wrong-event", _says(ANA, "accepted", _accepted)),
    ("accepted by a buyer", "not-entitled", _cut("revoked", lambda w: w.room.say(BEA, "accepted", {"plan": w.second.hex()}))),
    (
        "accepted by a company that owns no step",
        "not-entitled",
        _cut("revoked", _says(DEE, "accepted", lambda w: {"plan": w.second.hex()})),
    ),
    ("an older plan accepted", "wrong-event", _says(NEL, "accepted", lambda w: {"plan": w.second.hex()})),
    (
        "a plan in force refused",
        "wrong-event",
        _cut("revoked", _says(NEL, "refused", lambda w: {"plan": w.second.hex(), "entry": TEXT})),
    ),
    ("done by another company", "not-entitled", _says(DEE, "said_done", lambda w: {"step": "mend", "entry": TEXT})),
    ("done by the workers", "not-entitled", _says(ANA, "said_done", lambda w: {"step": "mend", "entry": TEXT})),
    ("done what no plan in force has", "wrong-event", _says(DEE, "said_done", lambda w: {"step": "dye", "entry": TEXT})),
    ("a verified step done again", "wrong-event", lambda w: w.done("pay")),
    ("verified by a company", "not-entitled", lambda w: (w.done("mend"), w.judge("verified", "mend", by=FAY))),
    ("verified before it was said", "wrong-event", lambda w: w.judge("verified", "mend")),
    ("a verified step disputed", "wrong-event", lambda w: w.judge("disputed", "pay")),
    ("reopened by a company", "not-entitled", lambda w: w.judge("step_reopened", "pay", by=FAY)),
    ("an open step reopened", "wrong-event", lambda w: w.judge("step_reopened", "mend")),
    ("the event of a plan left out", "broken-chain", lambda w: w.room.events.pop(-1) and w.room.events.pop(-2)),
    ("an entry by who was let go", "foreign-author", lambda w: w.room.write(BEA, SAID[0][1])),
]

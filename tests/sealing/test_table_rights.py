"""A table: who may sign which event, and what cannot happen there. The table of PROTOCOL.md, 5.1, row by row."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from remedy_api.sealing.errors import Code
from remedy_api.sealing.event_data import EVENT_DATA, EVENTS_OF
from remedy_api.sealing.event_shapes import Value
from tests.fixtures.sealed_world import Organisation, Room, file_report, person, receipt, secret
from tests.fixtures.table_world import ANA, BEA, DEE, FAY, MO, NEL, TEXT, TableWorld, step
from tests.fixtures.workers_world import WorkersRoom
from tests.sealing.refusals import refused

Data = dict[str, Value]

NEW = secret("a third").hex()
ACTORS = {"ana": ANA, "nel": NEL, "fay": FAY, "dee": DEE, "bea": BEA, "mo": MO}
UNIONS = {"ana", "nel"}
MAY: dict[str, set[str]] = {
    "admitted": UNIONS,
    "entrusted": UNIONS,
    "revoked": UNIONS,
    "received": {"fay", "dee", "bea", "mo"},
    "disclosed": UNIONS,
    "plan": UNIONS | {"fay", "dee"},
    # Not the dyer, who owns no step of that plan. Ana proposed it, which is another refusal.
    "accepted": UNIONS | {"fay"},
    "refused": UNIONS | {"fay"},
    "said_done": {"fay"},
    "verified": UNIONS,
    "disputed": UNIONS,
    "step_reopened": UNIONS,
}
"""Who may sign what, in the world of `data_of`."""


def shown(world: TableWorld, *to: Organisation, **change: Value) -> Data:
    """The data of a disclosure to these readers."""
    names = tuple(sorted(one.fingerprint.hex() for one in to))
    data: Data = {"entry": "0b" * 16, "place": NEW, "commitment": NEW, "body": NEW, "author": NEW}
    return {**data, "consent": NEW, "to": names, "wraps": NEW, **change}


def data_of(world: TableWorld, kind: str) -> Data:
    """Data with which somebody who may sign this type could sign it now."""
    if kind in ("plan", "accepted", "refused"):
        world.plan(ANA, step("pay", world.maker))
    elif kind in ("said_done", "verified", "disputed", "step_reopened"):
        world.agreed()
        if kind != "said_done":
            world.done()
        if kind == "step_reopened":
            world.judge("verified")
    return {
        "admitted": world.name(world.stranger),
        "entrusted": world.name(world.monitor) | {"role": "monitor"},
        "revoked": {"reader": world.buyer.fingerprint.hex()},
        "received": {},
        "disclosed": shown(world, world.maker, world.buyer),
        "plan": world.planned(step("pay", world.dyer)),
        "accepted": {"plan": world.latest.hex()},
        "refused": {"plan": world.latest.hex(), "entry": TEXT},
        "said_done": {"step": "pay", "entry": TEXT},
        "verified": {"step": "pay", "result": "verified", "asked": "all", "confirmed": "most", "entry": TEXT},
        "disputed": {"step": "pay", "entry": TEXT},
        "step_reopened": {"step": "pay", "reason": "new-facts", "entry": TEXT},
    }[kind]


SIGNED = sorted(EVENTS_OF["table"] - {"epoch"})


@pytest.mark.parametrize("name", sorted(ACTORS))
@pytest.mark.parametrize("kind", SIGNED)
def test_each_signs_what_its_role_gives_it(kind: str, name: str) -> None:
    world = TableWorld()
    data = data_of(world, kind)
    world.room.verified()
    world.room.say(ACTORS[name], kind, data)
    if name == "ana" and kind in ("accepted", "refused"):
        # By proposing she accepted already.
        with refused(Code.WRONG_EVENT):
            world.room.verified()
    elif name in MAY[kind]:
        assert world.room.verified().events[-1].type == kind
    else:
        with refused(Code.NOT_ENTITLED):
            world.room.verified()


@pytest.mark.parametrize("kind", SIGNED)
def test_somebody_who_does_not_read_signs_none(kind: str) -> None:
    world = TableWorld()
    data = data_of(world, kind)
    world.room.organisations.append(world.stranger)
    world.room.say(person("sid"), kind, data)
    with refused(Code.UNKNOWN_ROSTER):
        world.room.verified()
    world.room.events.pop()
    world.room.say(person("sid"), kind, data, roster=world.union.roster_digest)
    with refused(Code.NOT_ENTITLED):
        world.room.verified()
    world.room.events.pop()
    world.room.say(ANA, kind, data, roster=b"")
    with refused(Code.NOT_ENTITLED):
        world.room.verified()


@pytest.mark.parametrize("kind", sorted((EVENTS_OF["reporter"] | EVENTS_OF["workers"]) - EVENTS_OF["table"]))
def test_what_belongs_to_other_rooms(kind: str) -> None:
    def filled(name: str) -> Value:
        known: Data = {"values": (), "organisations": (), "evidence": (), "purpose": "handover", "way": "written"}
        codes = ("fact", "what", "audience", "content", "stage", "reason", "outcome", "conclusion", "grade")
        empty = ("until", "review", "replaces")
        plain = "a-code" if name in codes else "" if name in empty else "0c" * 16 if name == "table" else NEW
        return known.get(name, plain)

    for actor in (ANA, FAY, person("sid")):
        world = TableWorld()
        world.room.organisations.append(world.stranger)
        world.room.say(actor, kind, {name: filled(name) for name in EVENT_DATA[kind]})
        with refused(Code.WRONG_EVENT):
            world.room.verified()


@pytest.mark.parametrize("kind", sorted(EVENTS_OF["table"] - EVENTS_OF["workers"]))
def test_what_belongs_to_tables(kind: str) -> None:
    data = data_of(TableWorld(), kind)
    union = Organisation("Union", ANA)
    for room in (WorkersRoom.found(union, ANA), Room.of(file_report([union], by=receipt("reporter")), [union])):
        room.say(ANA, kind, data)
        with refused(Code.WRONG_EVENT):
            room.verified()


def said(kind: str, data: Callable[[TableWorld], Data], by: str = "ana") -> Callable[[TableWorld], None]:
    return lambda world: world.room.say(ACTORS[by], kind, data(world)) and None


def after(*before: Callable[[TableWorld], object]) -> Callable[[TableWorld], None]:
    def all_of(world: TableWorld) -> None:
        for one in before:
            world.room.verified()
            one(world)

    return all_of


def named(role: str, who: str) -> Callable[[TableWorld], None]:
    return lambda world: world.entrust(getattr(world, who), role)


def plan(by: str, steps: Callable[[TableWorld], tuple[object, ...]], **change: Value) -> Callable[[TableWorld], None]:
    return lambda world: world.room.say(ACTORS[by], "plan", world.planned(*steps(world), **change)) and None  # type: ignore[arg-type]


def one_step(world: TableWorld) -> tuple[object, ...]:
    return (step("pay", world.maker),)


def agreed(world: TableWorld) -> None:
    world.agreed()


def verified_step(world: TableWorld) -> None:
    world.agreed()
    world.done()
    world.judge("verified")


def answer(kind: str, by: str = "fay", which: int = -1) -> Callable[[TableWorld], None]:
    def say(world: TableWorld) -> None:
        digest = world.room.verified().plans[which].digest.hex()
        data: Data = {"plan": digest} if kind == "accepted" else {"plan": digest, "entry": TEXT}
        world.room.say(ACTORS[by], kind, data)

    return say


def proposed(by: str = "ana") -> Callable[[TableWorld], None]:
    return lambda world: world.plan(ACTORS[by], step("pay", world.maker), step("dye", world.dyer)) and None


IMPOSSIBLE: list[tuple[str, Callable[[TableWorld], None]]] = [
    ("a reader admitted again", said("admitted", lambda w: w.name(w.maker))),
    ("a stranger entrusted", said("entrusted", lambda w: w.name(w.stranger) | {"role": "buyer"})),
    ("a stranger revoked", said("revoked", lambda w: {"reader": w.stranger.fingerprint.hex()})),
    ("the last representative made a monitor", after(named("monitor", "ally"), named("monitor", "union"))),
    ("the last representative made a company", after(named("monitor", "ally"), named("duty_bearer", "union"))),
    (
        "the last representative revoked",
        after(named("coordinator", "ally"), said("revoked", lambda w: {"reader": w.union.fingerprint.hex()})),
    ),
    ("a company that represents", named("representative", "maker")),
    ("a buyer that represents", named("representative", "buyer")),
    ("a company that represents by way of a monitor", after(named("monitor", "maker"), named("representative", "maker"))),
    (
        "a company let go and let in again that represents",
        after(
            said("revoked", lambda w: {"reader": w.maker.fingerprint.hex()}),
            said("admitted", lambda w: w.name(w.maker)),
            named("representative", "maker"),
        ),
    ),
    ("received twice", after(said("received", lambda w: {}, "fay"), said("received", lambda w: {}, "fay"))),
    ("shown to somebody who does not read", said("disclosed", lambda w: shown(w, w.maker, w.stranger))),
    (
        "shown to somebody who is only about to read",
        after(said("admitted", lambda w: w.name(w.stranger)), said("disclosed", lambda w: shown(w, w.stranger))),
    ),
    (
        "shown to somebody who was let go",
        after(said("revoked", lambda w: {"reader": w.buyer.fingerprint.hex()}), said("disclosed", lambda w: shown(w, w.buyer))),
    ),
    (
        "shown to somebody twice",
        after(said("disclosed", lambda w: shown(w, w.maker)), said("disclosed", lambda w: shown(w, w.maker, w.buyer, place=TEXT))),
    ),
    (
        "shown to somebody twice under another consent",
        after(
            said("disclosed", lambda w: shown(w, w.maker)),
            said("disclosed", lambda w: shown(w, w.maker, consent=TEXT)),
            said("disclosed", lambda w: shown(w, w.maker, consent=TEXT)),
        ),
    ),
    ("a first plan by a company", plan("fay", one_step)),
    ("a first plan against another", plan("ana", one_step, against=NEW)),
    ("a second plan against none", after(agreed, plan("ana", one_step, against=""))),
    ("a plan against an older one", after(agreed, proposed(), lambda w: setattr(w, "latest", bytes(32)), plan("fay", one_step))),
    ("a plan with two steps of one id", plan("ana", lambda w: (step("pay", w.maker), step("pay", w.dyer)))),
    ("a plan for a buyer", plan("ana", lambda w: (step("pay", w.buyer),))),
    ("a plan for the workers themselves", plan("ana", lambda w: (step("pay", w.union),))),
    ("a plan for a stranger", plan("ana", lambda w: (step("pay", w.maker), step("dye", w.stranger)))),
    (
        "a plan for a company that was let go",
        after(said("revoked", lambda w: {"reader": w.dyer.fingerprint.hex()}), plan("ana", lambda w: (step("dye", w.dyer),))),
    ),
    ("a verified step left out", after(verified_step, plan("fay", lambda w: (step("mend", w.maker),)))),
    ("a verified step changed", after(verified_step, plan("fay", lambda w: (step("pay", w.maker, amount="1"),)))),
    (
        "a verified step changed by the workers",
        after(verified_step, plan("ana", lambda w: (step("pay", w.maker, due="2027-01-01"),))),
    ),
    ("accepted without a plan", said("accepted", lambda w: {"plan": NEW}, "nel")),
    ("accepted by a company without a plan", said("accepted", lambda w: {"plan": NEW}, "fay")),
    ("an older plan accepted", after(proposed(), proposed("fay"), answer("accepted", "nel", 0))),
    ("accepted by who proposed", after(proposed(), answer("accepted", "ana"))),
    ("accepted twice", after(proposed(), answer("accepted"), answer("accepted"))),
    ("accepted after it was refused", after(proposed(), answer("refused"), answer("accepted"))),
    ("refused after it was accepted", after(proposed(), answer("accepted"), answer("refused"))),
    ("refused by who proposed", after(proposed(), answer("refused", "ana"))),
    ("refused twice", after(proposed(), answer("refused", "nel"), answer("refused", "nel"))),
    ("refused when in force", after(agreed, answer("refused", "nel"))),
    ("an older plan refused", after(proposed(), proposed("fay"), answer("refused", "nel", 0))),
    ("a step done that no plan has", after(agreed, said("said_done", lambda w: {"step": "x", "entry": TEXT}, "fay"))),
    ("a step done before the plan is in force", after(proposed(), lambda w: w.done() and None)),
    ("a step done twice", after(agreed, lambda w: w.done() and None, lambda w: w.done() and None)),
    ("a verified step done again", after(verified_step, lambda w: w.done() and None)),
    ("an open step verified", after(agreed, lambda w: w.judge("verified") and None)),
    ("a verified step verified", after(verified_step, lambda w: w.judge("partly") and None)),
    ("an open step disputed", after(agreed, lambda w: w.judge("disputed") and None)),
    ("a verified step disputed", after(verified_step, lambda w: w.judge("disputed") and None)),
    ("an open step reopened", after(agreed, lambda w: w.judge("step_reopened") and None)),
    ("a step reopened that was only said", after(agreed, lambda w: w.done() and None, lambda w: w.judge("step_reopened") and None)),
    ("a step of no plan verified", lambda w: w.judge("verified") and None),
]


@pytest.mark.parametrize("say", [case[1] for case in IMPOSSIBLE], ids=[case[0] for case in IMPOSSIBLE])
def test_what_cannot_happen(say: Callable[[TableWorld], None]) -> None:
    world = TableWorld()
    say(world)
    with refused(Code.WRONG_EVENT):
        world.room.verified()


def test_what_else_is_shown_later() -> None:
    world = TableWorld()
    for data in (
        shown(world, world.maker),
        shown(world, world.buyer),
        shown(world, world.maker, entry="0c" * 16),
        shown(world, world.maker, commitment=TEXT),
        # The consent before may have been withdrawn; of that a table knows nothing.
        shown(world, world.maker, consent=TEXT),
    ):
        world.room.say(ANA, "disclosed", data)
    assert [who for _, who in world.room.verified().disclosures] == [world.union.fingerprint] * 5

"""Plans of a table: when one is in force, what becomes of its steps, and that nothing a company signs undoes what was verified."""

from __future__ import annotations

import pytest

from remedy_api.sealing.errors import Code
from remedy_api.sealing.event_shapes import PlanStep
from remedy_api.sealing.table import InForceBy
from tests.fixtures.sealed_world import DAY
from tests.fixtures.table_world import ANA, DEE, FAY, NEL, TEXT, TableWorld, step
from tests.sealing.refusals import refused


def test_what_the_events_add_up_to() -> None:
    world = TableWorld()
    verified = world.room.verified()
    assert (verified.kind, verified.founder, verified.in_force, verified.plans) == ("table", world.union.fingerprint, b"", ())
    assert verified.roles == {
        world.union.fingerprint: "representative",
        world.ally.fingerprint: "representative",
        world.maker.fingerprint: "duty_bearer",
        world.dyer.fingerprint: "duty_bearer",
        world.buyer.fingerprint: "buyer",
    }
    world.room.say(FAY, "received")
    world.room.say(DEE, "received")
    first = world.plan(ANA, step("pay", world.maker), step("dye", world.dyer))
    world.room.say(DEE, "refused", {"plan": first.hex(), "entry": TEXT})
    second = world.plan(FAY, step("pay", world.maker))
    world.accept(NEL)
    verified = world.room.verified()
    assert verified.received == {world.maker.fingerprint, world.dyer.fingerprint}
    assert [(plan.digest, plan.organisation, plan.accepted, plan.refused) for plan in verified.plans] == [
        (first, world.union.fingerprint, {world.union.fingerprint}, {world.dyer.fingerprint}),
        (second, world.maker.fingerprint, {world.maker.fingerprint, world.ally.fingerprint}, frozenset()),
    ]
    assert verified.in_force == second
    assert set(verified.steps) == {"pay"}


def test_a_plan_is_in_force_when_all_who_must_have_accepted() -> None:
    world = TableWorld()
    plan = world.plan(ANA, step("pay", world.maker), step("dye", world.dyer))
    for actor in (NEL, FAY):
        world.accept(actor)
        assert not world.room.verified().in_force
    world.accept(DEE)
    assert world.room.verified().in_force == plan


def test_a_company_alone_puts_nothing_in_force() -> None:
    world = TableWorld()
    old = world.agreed()
    new = world.plan(FAY, step("pay", world.maker, amount="1"))
    assert world.room.verified().in_force == old
    world.accept(NEL)
    assert world.room.verified().in_force == new


def test_a_representative_who_is_none_any_more_does_not_count() -> None:
    world = TableWorld()
    plan = world.plan(NEL, step("pay", world.maker))
    world.entrust(world.ally, "coordinator")
    world.accept(FAY)
    assert not world.room.verified().in_force
    # Until somebody who represents accepts, or she does again.
    world.entrust(world.ally, "representative")
    assert world.room.verified().in_force == plan


def test_an_owner_who_was_let_go_holds_up_nobody() -> None:
    world = TableWorld()
    plan = world.plan(ANA, step("pay", world.maker), step("dye", world.dyer))
    world.accept(FAY)
    world.room.say(ANA, "revoked", {"reader": world.dyer.fingerprint.hex()})
    assert world.room.verified().in_force == plan


def test_what_is_in_force_stays_so_whatever_becomes_of_those_who_accepted() -> None:
    world = TableWorld()
    plan = world.agreed()
    world.room.say(NEL, "revoked", {"reader": world.union.fingerprint.hex()})
    world.room.say(NEL, "revoked", {"reader": world.maker.fingerprint.hex()})
    assert world.room.verified().in_force == plan


def test_only_the_latest_plan_comes_into_force() -> None:
    world = TableWorld()
    first = world.plan(ANA, step("pay", world.maker), step("dye", world.dyer))
    world.accept(FAY)
    second = world.plan(ANA, step("pay", world.maker))
    # The first would be in force now; but nobody talks about it any more.
    world.room.say(ANA, "revoked", {"reader": world.dyer.fingerprint.hex()})
    assert not world.room.verified().in_force
    world.accept(FAY)
    assert world.room.verified().in_force == second != first


def test_what_brought_a_plan_into_force_is_kept() -> None:
    world = TableWorld()
    first = world.agreed()
    by = InForceBy(world.room.head, len(world.room.events) - 1, DAY)
    world.room.say(NEL, "accepted", {"plan": first.hex()})
    second = world.plan(ANA, step("pay", world.maker), step("dye", world.dyer))
    world.accept(FAY)
    assert [plan.in_force_by for plan in world.room.verified().plans] == [by, None]
    # Not an answer, but that the last who was asked is gone.
    world.room.say(ANA, "revoked", {"reader": world.dyer.fingerprint.hex()})
    revoked = InForceBy(world.room.head, len(world.room.events) - 1, DAY)
    world.room.say(FAY, "received")
    verified = world.room.verified()
    assert [(plan.digest, plan.in_force_by) for plan in verified.plans] == [(first, by), (second, revoked)]
    assert verified.hashes[revoked.seq] == revoked.digest


@pytest.mark.parametrize("result", ["verified", "partly", "disputed"])
def test_two_voices_that_never_touch_each_others_word(result: str) -> None:
    world = TableWorld()
    world.agreed()
    assert world.state() == ("open", None, None)
    said = world.done()
    assert world.state() == ("said", said, None)
    judged = world.judge(result, by=NEL)
    assert world.state() == (result, said, judged)
    if result != "verified":
        again = world.done()
        assert world.state() == ("said", again, judged)
        judged, said = world.judge("verified"), again
        assert world.state() == ("verified", said, judged)
    reopened = world.judge("step_reopened")
    assert world.state() == ("open", said, reopened)
    assert world.state("mend") == ("open", None, None)


def test_what_was_partly_done_or_disputed_may_be_judged_again() -> None:
    world = TableWorld()
    world.agreed()
    said = world.done()
    for result in ("disputed", "partly", "partly", "verified"):
        judged = world.judge(result)
        assert world.state() == (result, said, judged)
    world.judge("step_reopened")
    world.done()
    world.judge("partly")
    world.judge("step_reopened")
    assert world.state()[0] == "open"


def test_a_step_in_the_very_same_bytes_stays_as_far_as_it_came() -> None:
    world = TableWorld()
    world.agreed()
    said = world.done()
    judged = world.judge("partly")
    world.done("mend")
    mended = step("mend", world.maker, amount="", currency="", due="2027-01-01")
    world.plan(FAY, step("new", world.dyer), mended, step("pay", world.maker))
    before = world.room.verified().steps
    world.accept(DEE)
    # Not yet in force: what was agreed stands.
    assert world.room.verified().steps == before
    world.accept(ANA)
    assert set(world.room.verified().steps) == {"new", "mend", "pay"}
    assert world.state() == ("partly", said, judged)
    assert world.state("mend") == world.state("new") == ("open", None, None)


def test_a_step_left_out_comes_back_as_a_new_one() -> None:
    world = TableWorld()
    world.agreed()
    world.done()
    world.plan(ANA, step("mend", world.maker, amount="", currency=""))
    world.accept(FAY)
    assert set(world.room.verified().steps) == {"mend"}
    world.plan(ANA, step("pay", world.maker))
    world.accept(FAY)
    assert world.state() == ("open", None, None)


def verified_meanwhile() -> TableWorld:
    """A plan lies open that changes a step; then the step is verified."""
    world = TableWorld()
    world.agreed()
    world.done()
    world.plan(ANA, step("pay", world.maker, amount="1"))
    world.judge("verified")
    return world


def test_what_was_verified_while_a_plan_lay_open_is_not_accepted_away() -> None:
    for actor in (FAY, NEL):
        world = verified_meanwhile()
        world.accept(actor)
        with refused(Code.WRONG_EVENT):
            world.room.verified()
    world = verified_meanwhile()
    world.judge("step_reopened")
    world.accept(FAY)
    assert world.room.verified().in_force == world.latest
    assert world.state() == ("open", None, None)


def left_with_a_verified_step() -> TableWorld:
    """The maker paid, and mends no longer: it was let go."""
    world = TableWorld()
    world.agreed()
    world.done()
    world.judge("verified")
    world.room.say(ANA, "revoked", {"reader": world.maker.fingerprint.hex()})
    return world


def test_what_was_verified_of_one_who_was_let_go_stays_in_the_plans_that_follow() -> None:
    world = left_with_a_verified_step()
    kept = world.state()
    # Whoever may propose carries it on; and only those who still read are asked.
    for actor, other in ((ANA, DEE), (DEE, NEL)):
        plan = world.plan(actor, step("pay", world.maker), step("dye", world.dyer, amount=str(len(world.room.events))))
        world.accept(other)
        assert (world.room.verified().in_force, world.state()) == (plan, kept)
    # Let in again it is asked once more.
    world.room.say(ANA, "admitted", world.name(world.maker))
    world.entrust(world.maker, "duty_bearer")
    plan = world.plan(ANA, step("pay", world.maker))
    assert world.room.verified().in_force != plan
    world.room.rekey(ANA, world.room.reading)
    world.accept(FAY)
    assert world.room.verified().in_force == plan


def test_nothing_else_of_one_who_was_let_go_stays() -> None:
    def refuses(world: TableWorld, *steps: PlanStep) -> None:
        for actor in (ANA, DEE):
            world.room.say(actor, "plan", world.planned(*steps))
            with refused(Code.WRONG_EVENT):
                world.room.verified()
            world.room.events.pop()

    world = left_with_a_verified_step()
    pay, dye = step("pay", world.maker), step("dye", world.dyer)
    for other in (step("mend", world.maker, amount="", currency=""), step("new", world.maker)):
        refuses(world, pay, other)
    for changed in (step("pay", world.maker, amount="1"), step("pay", world.maker, due="2027-01-01")):
        refuses(world, changed, dye)
    # One who reads, but has nothing to answer for any more, is made to answer again or let go: its step is no exception.
    world.room.say(ANA, "admitted", world.name(world.maker))
    refuses(world, pay)
    world.entrust(world.maker, "monitor")
    refuses(world, pay)
    world.entrust(world.maker, "duty_bearer")
    world.plan(ANA, pay, dye)
    world.room.verified()
    # Nor is what was verified once: reopened it is open, and needs somebody who does it.
    for judged in ("step_reopened", "partly", "disputed"):
        world = left_with_a_verified_step()
        world.judge("step_reopened")
        if judged != "step_reopened":
            # Until the next epoch it still says what it did.
            world.done()
            world.judge(judged)
        refuses(world, pay, dye)


def test_what_was_verified_is_not_revoked_away_either() -> None:
    world = TableWorld()
    old = world.agreed()
    world.done()
    new = world.plan(ANA, step("pay", world.maker, amount="1"), step("dye", world.dyer))
    world.accept(FAY)
    world.judge("verified")
    verified = world.state()
    # All that is asked of the plan is there now, but that it leaves alone what was verified.
    world.room.say(ANA, "revoked", {"reader": world.dyer.fingerprint.hex()})
    assert (world.room.verified().in_force, world.state()) == (old, verified)
    # Who wants it undone says so.
    world.judge("step_reopened")
    assert (world.room.verified().in_force, world.state()[0]) == (new, "open")


def test_a_plan_with_a_verified_step_as_it_was() -> None:
    world = TableWorld()
    world.agreed()
    said = world.done()
    judged = world.judge("verified")
    world.plan(FAY, step("pay", world.maker), step("dye", world.dyer))
    world.accept(ANA, DEE)
    assert world.room.verified().in_force == world.latest
    assert world.state() == ("verified", said, judged)
    # The step in a new plan belongs to whom it belonged.
    world.room.say(DEE, "said_done", {"step": "pay", "entry": TEXT})
    with refused(Code.NOT_ENTITLED):
        world.room.verified()

"""Who may sign what at a table: the table of PROTOCOL.md, 5.1, as code.

What a company says and what was verified are two things: nothing that a company signs changes the second.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from remedy_api.sealing import rights_roles
from remedy_api.sealing.event import Event
from remedy_api.sealing.event_shapes import PlanStep
from remedy_api.sealing.rights_roles import BUYER, DUTY_BEARER, REPRESENTATIVE, acting, entitled, require
from remedy_api.sealing.table import DISPUTED, OPEN, PARTLY, SAID, VERIFIED, InForceBy, Plan, StepState
from remedy_api.sealing.walk import Walk

BY_EITHER = frozenset(("plan", "accepted", "refused"))
"""What a duty bearer may sign too. `received` and `said_done` ask for no role; all else, epochs aside, is the
representatives' own.
"""
BY_READERS = frozenset(("received", "said_done"))


def apply_event(walk: Walk, event: Event, digest: bytes) -> None:
    """Check one later event against what is known, then take it in, and see whether the latest plan is in force now."""
    actor = acting(walk, event)
    role = walk.roles.get(actor, "")
    if event.type == "epoch":
        return
    if event.type not in BY_READERS:
        entitled(role == REPRESENTATIVE or (role == DUTY_BEARER and event.type in BY_EITHER), event)
    _APPLY[event.type](walk, event, digest, actor)
    # After everything: an owner who is let go no longer holds up what the others agreed to.
    walk.table.settle(walk.roles, walk.next_names(), InForceBy(digest, event.seq, event.day))


def _entrusted(walk: Walk, event: Event, digest: bytes, actor: bytes) -> None:
    (fingerprint,) = event.digests("fingerprint")
    role = str(event.data["role"])
    # Ever: else a company becomes a monitor first and then represents those whom it has to answer to.
    require(role != REPRESENTATIVE or fingerprint not in walk.table.companies, "a company represents nobody")
    rights_roles.entrusted(walk, event, digest, actor)
    if role in (DUTY_BEARER, BUYER):
        walk.table.companies.add(fingerprint)


def _received(walk: Walk, event: Event, digest: bytes, actor: bytes) -> None:
    entitled(walk.roles.get(actor) != REPRESENTATIVE, event)
    require(actor not in walk.table.received, "received already")
    walk.table.received.add(actor)


def _disclosed(walk: Walk, event: Event, digest: bytes, actor: bytes) -> None:
    to = event.digests("to")
    require(set(to) <= walk.names() - walk.revoked, "not a reader")
    entry, commitment = bytes.fromhex(str(event.data["entry"])), event.digests("commitment")[0]
    (consent,) = event.digests("consent")
    # Under another consent it may be shown once more: the one before may be withdrawn by now, which nothing here says.
    shown = {(entry, commitment, consent, fingerprint) for fingerprint in to}
    require(not shown & walk.table.shown, "disclosed already")
    walk.table.shown |= shown
    walk.table.disclosures.append((event, actor))


def _plan(walk: Walk, event: Event, digest: bytes, actor: bytes) -> None:
    table, steps = walk.table, event.steps()
    latest = table.plans[-1].digest if table.plans else b""
    require(bool(table.plans) or walk.roles[actor] == REPRESENTATIVE, "the first plan")
    require(event.data["against"] == latest.hex(), "against another plan")
    plan = Plan(digest, actor, event, frozenset((actor,)))
    require(len(plan.steps) == len(steps), "a step twice")
    require(all(_may_own(walk, name, step) for name, step in plan.steps.items()), "an owner who has nothing to answer for")
    require(table.keeps_verified(plan.steps), "a verified step changed")
    table.plans.append(plan)


def _may_own(walk: Walk, name: str, step: PlanStep) -> bool:
    owner = bytes.fromhex(str(step["owner"]))
    # What the workers verified of somebody who was let go stays its step, or no plan could follow. That it is the very same
    # step, `keeps_verified` says.
    verified = name in walk.table.steps and walk.table.steps[name].state == VERIFIED
    return walk.roles.get(owner) == DUTY_BEARER or (verified and owner not in walk.next_names())


def _latest(walk: Walk, event: Event, actor: bytes) -> Plan:
    (digest,) = event.digests("plan")
    require(bool(walk.table.plans) and walk.table.plans[-1].digest == digest, "not the latest plan")
    plan = walk.table.plans[-1]
    # A company answers for itself: a plan in which it does nothing is not its affair.
    entitled(walk.roles[actor] == REPRESENTATIVE or actor in plan.owners, event)
    require(actor not in plan.accepted | plan.refused, "answered already")
    return plan


def _accepted(walk: Walk, event: Event, digest: bytes, actor: bytes) -> None:
    plan = _latest(walk, event, actor)
    require(walk.table.keeps_verified(plan.steps), "a verified step changed")
    walk.table.answered(replace(plan, accepted=plan.accepted | {actor}))


def _refused(walk: Walk, event: Event, digest: bytes, actor: bytes) -> None:
    plan = _latest(walk, event, actor)
    require(plan is not walk.table.in_force, "in force already")
    walk.table.answered(replace(plan, refused=plan.refused | {actor}))


def _step(walk: Walk, event: Event) -> tuple[str, StepState]:
    name = str(event.data["step"])
    require(name in walk.table.steps, "no such step in force")
    return name, walk.table.steps[name]


def _said_done(walk: Walk, event: Event, digest: bytes, actor: bytes) -> None:
    name, step = _step(walk, event)
    agreed = walk.table.in_force
    entitled(agreed is not None and agreed.steps[name]["owner"] == actor.hex(), event)
    require(step.state in (OPEN, PARTLY, DISPUTED), "said already")
    walk.table.steps[name] = replace(step, state=SAID, said=digest)


def _verified(walk: Walk, event: Event, digest: bytes, actor: bytes) -> None:
    name, step = _step(walk, event)
    require(step.state in (SAID, PARTLY, DISPUTED), "nothing to verify")
    walk.table.steps[name] = replace(step, state=str(event.data["result"]), verified=digest)


def _disputed(walk: Walk, event: Event, digest: bytes, actor: bytes) -> None:
    name, step = _step(walk, event)
    require(step.state == SAID, "nothing to dispute")
    walk.table.steps[name] = replace(step, state=DISPUTED, verified=digest)


def _step_reopened(walk: Walk, event: Event, digest: bytes, actor: bytes) -> None:
    name, step = _step(walk, event)
    require(step.state in (VERIFIED, PARTLY), "nothing to reopen")
    walk.table.steps[name] = replace(step, state=OPEN, verified=digest)


_APPLY: dict[str, Callable[[Walk, Event, bytes, bytes], None]] = {
    "admitted": rights_roles.admitted,
    "entrusted": _entrusted,
    "revoked": rights_roles.revoked,
    "received": _received,
    "disclosed": _disclosed,
    "plan": _plan,
    "accepted": _accepted,
    "refused": _refused,
    "said_done": _said_done,
    "verified": _verified,
    "disputed": _disputed,
    "step_reopened": _step_reopened,
}

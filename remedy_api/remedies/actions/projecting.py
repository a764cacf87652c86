"""The rows of a table, made of what its history says. Nothing else ever writes them."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from sqlmodel import Session, col, select

from remedy_api.cases.models import CaseFile
from remedy_api.cases.states import Band
from remedy_api.keyring.queries import founded_by
from remedy_api.remedies.models import RemedyAcceptance, RemedyPlan, RemedyStep, TableParty
from remedy_api.remedies.needs import asked, role_now
from remedy_api.remedies.queries.standings import standings_of
from remedy_api.remedies.queries.tables import case_progress, parties_of, plan_in_force, representing, steps_of_many
from remedy_api.remedies.states import Answer, Form, StepKind, StepState, TableRole, Verdict
from remedy_api.rooms.events import RoomChanged
from remedy_api.sealing.event import Event
from remedy_api.sealing.event_shapes import PlanStep
from remedy_api.sealing.room import VerifiedRoom


def project(session: Session, changed: RoomChanged, file: CaseFile) -> None:
    """Write what the new events of a table have changed: its parties, its plans and what was said to them, the steps of the
    plan in force, and what the case behind it (locked) has to know of that.
    """
    verified = changed.verified
    pairs = list(zip(verified.events[changed.known :], verified.hashes[changed.known :], changed.acting, strict=True))
    _parties(session, changed, pairs)
    number = len(verified.plans) - sum(event.type == "plan" for event, _, _ in pairs)
    for event, digest, organisation in pairs:
        if event.type == "plan":
            number += 1
            _plan(session, changed.room, number, event, digest, organisation)
        elif event.type in ("accepted", "refused"):
            _answer(session, changed.room, event, organisation)
    _in_force(session, changed)
    _steps(session, changed.room, verified)
    write_needs(session, changed.room)
    _case(session, file)


def _parties(session: Session, changed: RoomChanged, pairs: Iterable[tuple[Event, bytes, bytes]]) -> None:
    verified = changed.verified
    organisations = founded_by(session, [reader.fingerprint for reader in verified.latest.readers])
    before = {party.organisation: party for party, _ in parties_of(session, changed.room)}
    for fingerprint, organisation in organisations.items():
        role = TableRole(verified.roles.get(fingerprint, TableRole.READER))
        opened_on = verified.events[0].day
        party = before.pop(organisation, None) or TableParty(
            table=changed.room, organisation=organisation, role=role, opened_on=opened_on
        )
        party.role = role
        party.received_on = party.received_on or _day_of_receipt(verified, fingerprint)
        session.add(party)
    for gone in before.values():
        session.delete(gone)
    session.flush()


def _day_of_receipt(verified: VerifiedRoom, fingerprint: bytes) -> date | None:
    if fingerprint not in verified.received:
        return None
    chain = verified.chains[fingerprint]
    said = (event for event in verified.events if event.type == "received" and chain.version_of(event.roster) is not None)
    return next(event.day for event in said)


def _plan(session: Session, table: bytes, number: int, event: Event, digest: bytes, organisation: bytes) -> None:
    session.add(
        RemedyPlan(
            table=table,
            plan=digest,
            number=number,
            organisation=organisation,
            entry=event.digests("entry")[0],
            warned=bool(event.data["warned"]),
            proposed_on=event.day,
        )
    )
    session.flush()
    answer = RemedyAcceptance(table=table, plan=digest, organisation=organisation, answer=Answer.ACCEPTED, answered_on=event.day)
    session.add(answer)
    steps = event.steps()
    owners = founded_by(session, {bytes.fromhex(str(step["owner"])) for step in steps})
    for place, step in enumerate(steps):
        session.add(_promised(table, digest, place, step, owners[bytes.fromhex(str(step["owner"]))]))
    session.flush()


def _promised(table: bytes, plan: bytes, place: int, step: PlanStep, owner: bytes) -> RemedyStep:
    return RemedyStep(
        table=table,
        plan=plan,
        step=str(step["step"]),
        place=place,
        form=Form(str(step["form"])),
        kind=StepKind(str(step["kind"])),
        owner=owner,
        due_on=date.fromisoformat(str(step["due"])),
        amount=Decimal(str(step["amount"])) if step["amount"] else None,
        currency=str(step["currency"]) or None,
        instalments=int(str(step["instalments"])) if step["instalments"] else None,
        workers=Band(str(step["workers"])) if step["workers"] else None,
        beneficiaries=list(step["beneficiaries"]),
        evidence=list(step["evidence"]),
    )


def _answer(session: Session, table: bytes, event: Event, organisation: bytes) -> None:
    entry = event.digests("entry")[0] if "entry" in event.data else None
    (plan,) = event.digests("plan")
    session.merge(
        RemedyAcceptance(
            table=table, plan=plan, organisation=organisation, answer=Answer(event.type), answered_on=event.day, entry=entry
        )
    )
    session.flush()


def _in_force(session: Session, changed: RoomChanged) -> None:
    """Plans that came into force with the new events, each in the place of the one before it, since the day of the event that
    brought it there. A request may bring several.
    """
    for plan in changed.verified.plans:
        if plan.in_force_by is None or plan.in_force_by.seq < changed.known:
            continue
        held, day = plan_in_force(session, changed.room), plan.in_force_by.day
        if held is not None:
            held.replaced_on = day
            for row in steps_of_many(session, [(changed.room, held.plan)])[changed.room, held.plan]:
                _clear(row)
                session.add(row)
            session.add(held)
            # One only is in force: the former leaves before the next comes.
            session.flush()
        query = select(RemedyPlan).where(RemedyPlan.table == changed.room, col(RemedyPlan.plan) == plan.digest)
        found = session.exec(query).one()
        found.in_force_on = day
        session.add(found)
        session.flush()


def _steps(session: Session, table: bytes, verified: VerifiedRoom) -> None:
    """The states of the plan in force; no other has any."""
    held = plan_in_force(session, table)
    if held is None:
        return
    events = dict(zip(verified.hashes, verified.events, strict=True))
    for row in steps_of_many(session, [(table, held.plan)])[table, held.plan]:
        state = verified.steps[row.step]
        _clear(row)
        row.state = StepState(state.state)
        if state.said is not None:
            said = events[state.said]
            row.said_on, row.said_entry = said.day, said.digests("entry")[0]
        if state.verified is not None:
            _judged(row, events[state.verified])
        session.add(row)
    session.flush()


def _clear(row: RemedyStep) -> None:
    row.state = row.said_on = row.said_entry = None
    row.verdict = row.verified_on = row.asked = row.confirmed = row.verified_entry = None


def _judged(row: RemedyStep, event: Event) -> None:
    """What the workers said last of a step: nothing that its owner signed comes here."""
    words = {"disputed": Verdict.DISPUTED, "step_reopened": Verdict.REOPENED}
    row.verdict = words.get(event.type) or Verdict(str(event.data["result"]))
    row.verified_on = event.day
    row.verified_entry = event.digests("entry")[0] if event.data["entry"] else None
    if event.type == "verified":
        row.asked, row.confirmed = (Band(str(event.data[name])) for name in ("asked", "confirmed"))


def write_needs(session: Session, table: bytes) -> None:
    """By when each party is needed, as the table and, of who represents the workers, the case behind it stand now."""
    parties = [party for party, _ in parties_of(session, table)]
    if not parties:
        return
    standing = standings_of(session, {table: parties[0].opened_on})[table]
    speaking = representing(session, [table])
    for party in parties:
        role = role_now(TableRole(party.role), represents=(table, party.organisation) in speaking)
        wanted = asked(standing, party.organisation, role, party.received_on is not None)
        party.needs_on = wanted.on if wanted else None
        session.add(party)
    session.flush()


def _case(session: Session, file: CaseFile) -> None:
    """Since when a plan holds, and how many of its steps the workers have not verified: the stages of the case hang on it."""
    held = case_progress(session, file.case)
    file.plan_in_force_on = min((plan.in_force_on for plan, _ in held if plan.in_force_on), default=None)
    file.steps_unverified = sum(number for _, number in held) if held else None
    session.add(file)
    session.flush()

"""A table on one page, made of its rows: it costs the same however much has happened."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from sqlmodel import Session

from remedy_api.access.actor import Actor
from remedy_api.accounts.models import Organisation
from remedy_api.accounts.states import OrganisationKind
from remedy_api.cases.profile import profile
from remedy_api.cases.queries.files import ledger_of
from remedy_api.consent.ledger import Consent, covers_organisation
from remedy_api.consent.states import Content
from remedy_api.deadlines.clocks import days_left, overdue
from remedy_api.kit.clock import now
from remedy_api.remedies.models import RemedyAcceptance, RemedyPlan, RemedyStep, TableParty
from remedy_api.remedies.needs import Asked, Standing, asked, role_now
from remedy_api.remedies.queries.standings import standings_of, verify_by
from remedy_api.remedies.queries.tables import (
    answers_of_many,
    case_of_table,
    parties_of,
    plans_shown,
    representing,
    steps_of_many,
    visible_case_of_table,
)
from remedy_api.remedies.schemas import (
    Amount,
    AnswerView,
    PartyView,
    PlanView,
    Progress,
    SaidView,
    Share,
    StepView,
    TableView,
    VerdictView,
)
from remedy_api.remedies.states import COMPANIES, UNFINISHED, StepState, TableRole
from remedy_api.rooms.models import Room
from remedy_api.rooms.queries import readers_of

_STRENGTH = tuple(TableRole)[::-1]


def view_for_party(session: Session, actor: Actor, room: Room) -> TableView:
    """A table at which the actor's organisations sit."""
    today = profile().today(now())
    parties = parties_of(session, room.room)
    mine = [party for party, _ in parties if party.organisation in actor.organisations]
    role = max((TableRole(party.role) for party in mine), key=_STRENGTH.index)
    plans, names = plans_shown(session, room.room), {one.organisation: one.name for _, one in parties}
    wanted = [(room.room, plan.plan) for plan in plans]
    steps, answers = steps_of_many(session, wanted), answers_of_many(session, wanted)
    held = next((plan for plan in plans if plan.in_force_on is not None and plan.replaced_on is None), None)
    at = standings_of(session, {room.room: room.opened_on})[room.room]
    speaking = {one for _, one in representing(session, [room.room])}
    next_ = _asked(at, mine, speaking)
    represents = any(one.role == TableRole.REPRESENTATIVE and one.organisation in speaking for one in mine)
    consents = _consented(session, room.room, parties, today) if represents else {}
    still = {party.organisation: party.organisation in speaking for party, _ in parties if party.role == TableRole.REPRESENTATIVE}
    return TableView(
        table=room.room,
        head=room.head,
        case=visible_case_of_table(session, actor, room.room),
        opened_on=parties[0][0].opened_on,
        role=role,
        represents=represents,
        parties=[_party(*one, consents, still if represents else {}) for one in parties],
        plans=[_plan(one, answers[room.room, one.plan], steps[room.room, one.plan], names, today) for one in plans],
        plans_total=at.plans,
        in_force=held.plan if held else None,
        progress=_progress(steps[room.room, held.plan], today) if held else None,
        needs=next_.need if next_ else None,
        needs_on=next_.on if next_ else None,
        entries=room.entries,
    )


def _asked(at: Standing, mine: Sequence[TableParty], speaking: Collection[bytes]) -> Asked | None:
    """What is needed next of any of the viewer's organisations; `speaking`: those who represent the workers in the case."""
    roles = {one.organisation: role_now(TableRole(one.role), represents=one.organisation in speaking) for one in mine}
    found = (asked(at, one.organisation, roles[one.organisation], one.received_on is not None) for one in mine)
    return min((one for one in found if one), key=lambda one: one.on, default=None)


def _consented(
    session: Session, table: bytes, parties: Sequence[tuple[TableParty, Organisation]], today: date
) -> dict[bytes, bool]:
    """Whether the consent by which each company sits here still holds: its representatives may have to let one go."""
    case = case_of_table(session, table)
    ledger, prints = ledger_of(session, case) if case else (), readers_of(session, table)
    return {
        one.organisation: _may_sit(ledger, OrganisationKind(one.kind), prints[one.organisation], today)
        for _, one in parties
        if one.kind in COMPANIES
    }


def _may_sit(ledger: Iterable[Consent], kind: OrganisationKind, organisation: bytes, today: date) -> bool:
    return covers_organisation(ledger, today, kind=kind, content=Content.TABLE, organisation=organisation) is not None


def _party(party: TableParty, organisation: Organisation, consents: Mapping[bytes, bool], still: Mapping[bytes, bool]) -> PartyView:
    return PartyView(
        organisation=party.organisation,
        name=organisation.name,
        kind=organisation.kind,
        role=party.role,
        received_on=party.received_on,
        consented=consents.get(party.organisation),
        represents=still.get(party.organisation),
    )


def _plan(
    plan: RemedyPlan,
    answers: Sequence[RemedyAcceptance],
    steps: Sequence[RemedyStep],
    names: Mapping[bytes, str],
    today: date,
) -> PlanView:
    return PlanView(
        plan=plan.plan,
        number=plan.number,
        organisation=plan.organisation,
        entry=plan.entry,
        warned=plan.warned,
        proposed_on=plan.proposed_on,
        in_force_on=plan.in_force_on,
        replaced_on=plan.replaced_on,
        answers=[
            AnswerView(organisation=one.organisation, answer=one.answer, on=one.answered_on, entry=one.entry) for one in answers
        ],
        steps=[_step(one, names, today) for one in steps],
    )


def _step(step: RemedyStep, names: Mapping[bytes, str], today: date) -> StepView:
    turn, verify = step.state in UNFINISHED, verify_by(step)
    return StepView(
        step=step.step,
        form=step.form,
        kind=step.kind,
        owner=step.owner,
        # Who has left the table has a name no longer told here.
        owner_name=names.get(step.owner, ""),
        due_on=step.due_on,
        amount=_sum(step.amount) if step.amount is not None else None,
        currency=step.currency,
        instalments=step.instalments,
        workers=step.workers,
        beneficiaries=step.beneficiaries,
        evidence=step.evidence,
        state=step.state,
        overdue=turn and overdue(step.due_on, today),
        days_left=days_left(step.due_on, today) if turn else None,
        said=SaidView(on=step.said_on, entry=step.said_entry) if step.said_on and step.said_entry else None,
        verified=_verdict(step),
        verify_by=verify,
        verify_overdue=overdue(verify, today),
    )


def _verdict(step: RemedyStep) -> VerdictView | None:
    if step.verdict is None or step.verified_on is None:
        return None
    return VerdictView(
        verdict=step.verdict, on=step.verified_on, asked=step.asked, confirmed=step.confirmed, entry=step.verified_entry
    )


def _progress(steps: Sequence[RemedyStep], today: date) -> Progress:
    return Progress(
        promised=_share(steps),
        said=_share([step for step in steps if step.state in (StepState.SAID, StepState.PARTLY, StepState.DISPUTED)]),
        verified=_share([step for step in steps if step.state == StepState.VERIFIED]),
        overdue=sum(step.state in UNFINISHED and overdue(step.due_on, today) for step in steps),
    )


def _share(steps: Sequence[RemedyStep]) -> Share:
    sums: dict[str, Decimal] = {}
    for step in steps:
        if step.amount is not None and step.currency is not None:
            sums[step.currency] = sums.get(step.currency, Decimal(0)) + step.amount
    return Share(steps=len(steps), amounts=[Amount(currency=code, amount=_sum(total)) for code, total in sorted(sums.items())])


def _sum(amount: Decimal) -> str:
    return f"{amount:.2f}"

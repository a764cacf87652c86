"""Organisations and who belongs to them."""

from sqlmodel import Session, col, select

from remedy_api.access.actor import Actor
from remedy_api.access.permissions import Permission, decide_in, usable_in
from remedy_api.accounts.models import AccountKey, Invitation, Membership, Organisation, Person
from remedy_api.accounts.policy import visible_organisations
from remedy_api.accounts.queries.people import name_of
from remedy_api.accounts.schemas.account import MembershipPublic
from remedy_api.accounts.schemas.organisation import MemberPublic, OrganisationPublic
from remedy_api.accounts.states import InvitationState, MembershipState, Role, state_on
from remedy_api.kit import clock
from remedy_api.kit.errors import NotFound
from remedy_api.kit.pagination import Paging, fetch_page


def organisation_of(session: Session, actor: Actor, organisation: bytes, *, lock: bool = False) -> Organisation:
    """One organisation the actor may see. `lock`: nobody else changes it or its roster until this transaction ends.

    Raises NotFound.
    """
    query = select(Organisation).where(Organisation.organisation == organisation, visible_organisations(actor))
    found = session.exec(query.with_for_update() if lock else query).one_or_none()
    if found is None:
        raise NotFound
    return found


def organisation_page(session: Session, actor: Actor, paging: Paging) -> tuple[list[Organisation], str | None]:
    """The organisations the actor may see, by name."""
    query = select(Organisation).where(visible_organisations(actor))
    return fetch_page(session, query, keys=[Organisation.name, Organisation.organisation], paging=paging)


def public_organisation(actor: Actor, organisation: Organisation) -> OrganisationPublic:
    """An organisation as it is answered to the actor."""
    return OrganisationPublic(
        organisation=organisation.organisation,
        name=organisation.name,
        kind=organisation.kind,
        country=organisation.country,
        languages=organisation.languages,
        description=organisation.description,
        accepts_reports=organisation.accepts_reports,
        founded=organisation.founded,
        version=organisation.version,
        permissions=sorted(usable_in(actor, organisation.organisation)),
    )


def member_page(session: Session, actor: Actor, organisation: bytes, paging: Paging) -> tuple[list[MemberPublic], str | None]:
    """Everybody who belongs or belonged to an organisation. Raises NotFound, Forbidden."""
    decide_in(actor, Permission.SEE_MEMBERS, organisation).enforce()
    query = (
        select(Membership, Person, AccountKey.kid)
        .join(Person, col(Person.person) == Membership.person)
        .join(AccountKey, col(AccountKey.person) == Membership.person)
        .where(Membership.organisation == organisation)
    )
    rows, after = fetch_page(session, query, keys=[Membership.person], paging=paging)
    return [
        MemberPublic(
            user=person.person,
            name=name_of(session, person),
            kid=kid,
            manager=membership.manager,
            program=person.keeper is not None,
            keeper=person.keeper,
            state=membership.state,
        )
        for membership, person, kid in rows
    ], after


def memberships_of(session: Session, actor: Actor) -> list[MembershipPublic]:
    """The actor's own organisations, those that have yet to confirm included; of a token made for one, only that."""
    confirmed = session.exec(
        select(Organisation, Membership.manager)
        .join(Membership, col(Membership.organisation) == Organisation.organisation)
        .where(Membership.person == actor.person, Membership.state == MembershipState.CONFIRMED)
    ).all()
    waiting = session.exec(
        select(Organisation, Invitation)
        .join(Invitation, col(Invitation.organisation) == Organisation.organisation)
        .where(Invitation.invitee == actor.person, Invitation.state == InvitationState.ACCEPTED)
    ).all()
    found = [_mine(actor, one, manager, MembershipState.CONFIRMED) for one, manager in confirmed] + [
        _mine(actor, one, invitation.role == Role.MANAGER, MembershipState.ACCEPTED)
        for one, invitation in waiting
        if state_on(clock.today(), invitation.state, invitation.expires_on) == InvitationState.ACCEPTED
    ]
    if actor.only is not None:
        found = [one for one in found if one.organisation == actor.only]
    return sorted(found, key=lambda one: (one.name, one.organisation))


def _mine(actor: Actor, organisation: Organisation, manager: bool, state: MembershipState) -> MembershipPublic:
    counts = state is MembershipState.CONFIRMED
    return MembershipPublic(
        organisation=organisation.organisation,
        name=organisation.name,
        kind=organisation.kind,
        country=organisation.country,
        manager=manager,
        state=state,
        permissions=sorted(usable_in(actor, organisation.organisation)) if counts else [],
    )

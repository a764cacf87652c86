"""Who may see and change which organisations, invitations and accounts."""

from sqlalchemy import ColumnElement, true

from remedy_api.access.actor import Actor
from remedy_api.access.decisions import Allowed, Decision, Denied, Hidden
from remedy_api.access.permissions import Permission, decide_in
from remedy_api.accounts.models import Invitation, Organisation, Person
from remedy_api.kit.i18n import _N


def visible_organisations(actor: Actor) -> ColumnElement[bool]:
    """The row filter of organisations: all for the administrator, their own for everybody else."""
    return true() if actor.administrator else Organisation.organisation.in_(actor.organisations)  # type: ignore[attr-defined]


def can_rename(actor: Actor) -> Decision:
    """Name and country tell reporters whom they trust: an organisation cannot give itself another's."""
    if actor.administrator:
        return Allowed()
    return Denied(_N("Only the administrator can change the name or the country of an organisation."))


def can_invite(actor: Actor, organisation: Organisation) -> Decision:
    """Managers invite; the administrator only while nobody has founded the organisation."""
    by_manager = decide_in(actor, Permission.KEEP_MEMBERS, organisation.organisation)
    if by_manager.allowed or not actor.administrator:
        return by_manager
    if not organisation.founded:
        return Allowed()
    return Denied(_N("This organisation has managers of its own. Only they can invite now."))


def can_keep_invitation(actor: Actor, invitation: Invitation, organisation: Organisation) -> Decision:
    """Whoever may invite may withdraw; and what an administrator began, he may end."""
    if actor.administrator and invitation.inviter == actor.person:
        return Allowed()
    return can_invite(actor, organisation)


def can_confirm(actor: Actor, invitation: Invitation) -> Decision:
    """Only the inviter's device can check that who accepted holds the link's secret."""
    by_manager = decide_in(actor, Permission.KEEP_MEMBERS, invitation.organisation)
    if not by_manager.allowed or invitation.inviter == actor.person:
        return by_manager
    return Denied(_N("Only the manager who sent this invitation can confirm it."))


def can_close(actor: Actor, person: Person) -> Decision:
    """Administrators close accounts of others, never of administrators: nobody locks the programme by one request."""
    if not actor.administrator:
        return Hidden()
    if person.administrator:
        return Denied(_N("The account of an administrator cannot be closed here."))
    return Allowed()

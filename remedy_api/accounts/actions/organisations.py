"""Organisations of the programme: added and described. Who belongs to them is the keyring's."""

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from remedy_api.access.actor import Actor
from remedy_api.access.permissions import Permission, decide, decide_in
from remedy_api.accounts.errors import NoCompanyReceives, OrganisationTwin
from remedy_api.accounts.models import Organisation
from remedy_api.accounts.policy import can_rename
from remedy_api.accounts.schemas.organisation import OrganisationCreate, OrganisationUpdate
from remedy_api.accounts.states import RECEIVERS
from remedy_api.kit import clock
from remedy_api.kit.ids import new_id


def create_organisation(session: Session, actor: Actor, *, organisation: OrganisationCreate) -> Organisation:
    """Add an organisation that nobody belongs to yet. Raises Forbidden, NoCompanyReceives, OrganisationTwin."""
    decide(actor, Permission.CREATE_ORGANISATIONS).enforce()
    if organisation.accepts_reports and organisation.kind not in RECEIVERS:
        raise NoCompanyReceives
    row = Organisation(organisation=new_id(), created_on=clock.today(), **organisation.model_dump())
    session.add(row)
    _flush(session)
    return row


def update_organisation(session: Session, actor: Actor, organisation: Organisation, *, change: OrganisationUpdate) -> Organisation:
    """Change an organisation the caller has locked. Raises NotFound, Forbidden, NoCompanyReceives, OrganisationTwin."""
    decide_in(actor, Permission.CHANGE_ORGANISATION, organisation.organisation).enforce()
    changes = {name: value for name, value in change.model_dump().items() if value is not None}
    if changes.keys() & {"name", "country"}:
        can_rename(actor).enforce()
    if change.accepts_reports and organisation.kind not in RECEIVERS:
        raise NoCompanyReceives
    for name, value in changes.items():
        setattr(organisation, name, value)
    organisation.version += 1
    _flush(session)
    return organisation


def _flush(session: Session) -> None:
    try:
        session.flush()
    except IntegrityError as error:
        raise OrganisationTwin from error

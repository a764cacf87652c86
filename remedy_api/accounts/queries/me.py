"""Who somebody is, for himself."""

from sqlmodel import Session

from remedy_api.access.actor import Actor
from remedy_api.access.permissions import Permission, permissions
from remedy_api.accounts.models import Person
from remedy_api.accounts.queries.organisations import memberships_of
from remedy_api.accounts.queries.people import email_of, key_of, name_of
from remedy_api.accounts.schemas.account import Me


def me_of(session: Session, actor: Actor) -> tuple[Me, int]:
    """The actor's own account and the version of what can be changed in it."""
    person = session.get_one(Person, actor.person)
    key = key_of(session, person.person)
    me = Me(
        user=person.person,
        name=name_of(session, person),
        email=email_of(session, person) or "",
        language=person.language,
        notices=person.notices,
        kid=key.kid,
        kem_public=key.kem_public,
        sig_public=key.sig_public,
        administrator=actor.administrator,
        permissions=sorted(permissions(actor)),
        scopes=None if actor.scopes is None else sorted(map(Permission, actor.scopes)),
        memberships=memberships_of(session, actor),
    )
    return me, person.version

"""Accounts of programs: made by whoever runs one, with an invitation of the person who will answer for it.

A program is a member like any other as far as keys go, because the protocol knows no other way to read or sign: what is
sealed to an organisation is opened with the secret that its rosters hand to their members, and what is written or signed is
checked against a kid that a roster names. So it has keys of its own, drawn on the machine that runs it, and a manager
confirms it in the roster. It differs in how it comes in: no passphrase, no browser, no vault on the server; a token, made by
the person who invited it, its keeper, for chosen scopes. It acts where both are members, and only as long.
"""

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from remedy_api.accounts.concealment import conceal
from remedy_api.accounts.errors import AccountTwin, refusals
from remedy_api.accounts.models import AccountKey, Invitation, Person
from remedy_api.accounts.queries.programme import instance_of
from remedy_api.accounts.schemas.token import ProgramCreate
from remedy_api.accounts.states import Role
from remedy_api.kit import clock
from remedy_api.kit.errors import Forbidden
from remedy_api.kit.i18n import _N
from remedy_api.sealing.keys import PublicKeys, verify_account_proof


def create_program(session: Session, program: ProgramCreate, *, invitation: Invitation) -> Person:
    """Make a program's account from what its machine drew. Raises SealRefused, Forbidden for an invitation that would make
    it a manager, AccountTwin.
    """
    if invitation.role != Role.MEMBER:
        raise Forbidden(_N("A program cannot be a manager. Invite it as a member."))
    keys = PublicKeys(program.kid, program.kem_public, program.sig_public)
    with refusals():
        verify_account_proof(instance_of(session), program.user, keys, program.proof)
    person = Person(
        person=program.user,
        name=conceal(session, program.name, column="person.name", row=program.user),
        language=program.language,
        notices=False,
        keeper=invitation.inviter,
        joined_on=clock.today(),
    )
    try:
        session.add(person)
        session.flush()
        session.add(AccountKey(kid=keys.kid, person=program.user, kem_public=keys.kem_public, sig_public=keys.sig_public))
        session.flush()
    except IntegrityError as error:
        raise AccountTwin from error
    return person

"""Signing in and out. Each try is counted and committed before the proof is looked at; one that held is given back."""

from fastapi import APIRouter, Depends, Request, Response

from remedy_api.access import guards
from remedy_api.accounts.actions.lanes import charge_sign_in, give_back
from remedy_api.accounts.actions.sessions import end_all_sessions, end_by_token
from remedy_api.accounts.actions.sign_in import check_sign_in
from remedy_api.accounts.endpoints.cookies import DEVICE, SESSION, begin, cookie, forget_session
from remedy_api.accounts.models import Person
from remedy_api.accounts.queries.sign_in import recovery_parameters, sign_in_parameters
from remedy_api.accounts.schemas.account import LoginQuery, RecoveryParameters, SignedIn, SignIn, SignInParameters
from remedy_api.accounts.states import SlotType
from remedy_api.kit.db.session import DbSession

router = APIRouter(tags=["sign-in"], dependencies=[Depends(guards.anyone)])


@router.post("/v1/sign-in/parameters")
def read_sign_in_parameters(body: LoginQuery, session: DbSession) -> SignInParameters:
    """What the device needs to compute the proof; the same in shape for an address that nobody has."""
    return sign_in_parameters(session, body.login)


@router.post("/v1/sign-in", status_code=201)
def sign_in(body: SignIn, request: Request, response: Response, session: DbSession) -> SignedIn:
    """Sign in with what the passphrase gave on the device."""
    charged = charge_sign_in(session, user=body.user, kind=SlotType.PASSPHRASE, device=cookie(request, DEVICE))
    session.commit()
    slot = check_sign_in(session, user=body.user, auth=body.auth, kind=SlotType.PASSPHRASE)
    give_back(session, charged)
    return begin(request, response, session, session.get_one(Person, body.user), slot)


@router.post("/v1/recovery/parameters")
def read_recovery_parameters(body: LoginQuery, session: DbSession) -> RecoveryParameters:
    """The same for the recovery code."""
    return recovery_parameters(session, body.login)


@router.post("/v1/recovery", status_code=201)
def recover(body: SignIn, request: Request, response: Response, session: DbSession) -> SignedIn:
    """Sign in with the recovery code; every other session ends. A new passphrase and a new code come next."""
    charged = charge_sign_in(session, user=body.user, kind=SlotType.RECOVERY, device=cookie(request, DEVICE))
    session.commit()
    slot = check_sign_in(session, user=body.user, auth=body.auth, kind=SlotType.RECOVERY)
    give_back(session, charged)
    end_all_sessions(session, body.user)
    return begin(request, response, session, session.get_one(Person, body.user), slot)


@router.post("/v1/sign-out", status_code=204)
def sign_out(request: Request, response: Response, session: DbSession) -> None:
    """End this session, and with it the server's half of the key to what the tab still holds."""
    token = cookie(request, SESSION)
    if token is not None:
        end_by_token(session, token)
    forget_session(response)

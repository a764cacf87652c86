"""The two cookies of the casework door, a program's token, and who a request comes from."""

import base64
import binascii

from fastapi import Request, Response
from sqlmodel import Session

from remedy_api.access.actor import ANONYMOUS, Actor
from remedy_api.accounts.actions.sessions import end_by_token, open_session, resume_session
from remedy_api.accounts.actions.tokens import resume_token
from remedy_api.accounts.errors import TokenUnknown
from remedy_api.accounts.models import Person, Slot
from remedy_api.accounts.queries.people import key_of
from remedy_api.accounts.queries.programme import instance_of
from remedy_api.accounts.schemas.account import SignedIn, Vault
from remedy_api.kit.http.bearer import shows_token, token_of
from remedy_api.settings import Settings

SESSION = "__Host-session"
DEVICE = "__Host-device"
# The longest that browsers keep a cookie.
_DEVICE_SECONDS = 400 * 24 * 3600


def cookie(request: Request, name: str) -> bytes | None:
    """The 32 bytes in a cookie of ours; None for anything else."""
    try:
        raw = base64.b64decode(request.cookies.get(name, "") + "=", altchars=b"-_", validate=True)
    except (ValueError, binascii.Error):
        return None
    return raw if len(raw) == 32 else None


def _set(response: Response, name: str, value: bytes, seconds: int | None = None) -> None:
    text = base64.urlsafe_b64encode(value).decode().rstrip("=")
    response.set_cookie(name, text, max_age=seconds, path="/", secure=True, httponly=True, samesite="strict")


def forget_session(response: Response) -> None:
    """Take the session cookie out of the browser."""
    response.delete_cookie(SESSION, path="/", secure=True, httponly=True, samesite="strict")


def authenticate(session: Session, request: Request) -> Actor:
    """Who sent a request to the casework door, by the session cookie; ANONYMOUS without a live session.

    A program is known by its token, and is never anonymous: raises TokenUnknown for one that opens nothing.
    """
    shown = request.headers.getlist("authorization")
    if shows_token(shown):
        return _by_token(session, shown[0])
    token = cookie(request, SESSION)
    if token is None:
        return ANONYMOUS
    settings: Settings = request.app.state.settings
    actor, touched = resume_session(session, token, idle_minutes=settings.idle_minutes)
    if touched:
        # That somebody was here is written down at once, whatever becomes of the request, and the row is free again:
        # two people who remove each other in this moment would otherwise wait for each other's.
        session.commit()
    return actor


def _by_token(session: Session, shown: str) -> Actor:
    token = token_of(shown)
    actor, touched = resume_token(session, token) if token is not None else (None, False)
    if actor is None:
        raise TokenUnknown
    if touched:
        session.commit()
    return actor


def begin(request: Request, response: Response, session: Session, person: Person, slot: Slot) -> SignedIn:
    """Open a session in this browser, ending the one it had, and set the cookies."""
    settings: Settings = request.app.state.settings
    before = cookie(request, SESSION)
    if before is not None:
        end_by_token(session, before)
    opened = open_session(session, person.person, hours=settings.session_hours, device=cookie(request, DEVICE))
    _set(response, SESSION, opened.token)
    _set(response, DEVICE, opened.device, _DEVICE_SECONDS)
    key = key_of(session, person.person)
    return SignedIn(
        session=opened.row.session,
        device_key=opened.row.device_key,
        user=person.person,
        slot=slot.slot,
        sealed=slot.sealed,
        kid=key.kid,
        kem_public=key.kem_public,
        sig_public=key.sig_public,
        vault=Vault(version=person.vault_version, sealed=person.vault or b""),
        instance=instance_of(session),
    )

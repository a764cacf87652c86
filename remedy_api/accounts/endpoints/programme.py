"""The programme: what everybody may know of it, its set-up, its changes."""

from importlib.metadata import version
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from remedy_api.access import guards
from remedy_api.access.actor import Actor
from remedy_api.accounts.actions.setup import set_up, write_programme
from remedy_api.accounts.endpoints.cookies import begin
from remedy_api.accounts.models import Programme
from remedy_api.accounts.queries.people import slot_of
from remedy_api.accounts.queries.programme import programme_of
from remedy_api.accounts.schemas.account import SignedIn
from remedy_api.accounts.schemas.programme import ProgrammePublic, ProgrammeUpdate, Setup
from remedy_api.accounts.states import SlotType
from remedy_api.kit.db.session import DbSession
from remedy_api.kit.errors import NotFound
from remedy_api.kit.http.etag import IfMatch, etag, if_match

public = APIRouter(tags=["programme"])
router = APIRouter(tags=["programme"])


def _public(request: Request, response: Response, programme: Programme | None) -> ProgrammePublic:
    settings = request.app.state.settings
    response.headers["ETag"] = etag(programme.version if programme else 0)
    return ProgrammePublic(
        instance=programme.instance if programme else "",
        name=programme.name if programme else "",
        languages=programme.languages if programme else [],
        default_language=programme.default_language if programme else "en",
        privacy=programme.privacy if programme else {},
        help=programme.help if programme else {},
        set_up=programme.set_up if programme else False,
        version=version("remedy"),
        bundle=request.app.state.fingerprint(),
        casework_address=settings.casework[0],
        intake_address=settings.intake[0],
    )


@public.get("/v1/programme", dependencies=[Depends(guards.anyone)])
def read_programme(request: Request, response: Response, session: DbSession) -> ProgrammePublic:
    """What everybody may know of this programme."""
    return _public(request, response, programme_of(session))


@router.post("/v1/setup", status_code=201, dependencies=[Depends(guards.setup_link)])
def set_up_programme(body: Setup, request: Request, response: Response, session: DbSession) -> SignedIn:
    """Set the programme up with the one-time link, and sign its first administrator in."""
    person = set_up(session, body)
    slot = slot_of(session, person.person, SlotType.PASSPHRASE)
    assert slot is not None
    return begin(request, response, session, person, slot)


@router.put("/v1/programme")
def change_programme(
    body: ProgrammeUpdate,
    request: Request,
    response: Response,
    session: DbSession,
    actor: Annotated[Actor, Depends(guards.administrator)],
    if_match_header: IfMatch = None,
) -> ProgrammePublic:
    """Replace what is said of the programme."""
    programme = programme_of(session, lock=True)
    if programme is None:
        raise NotFound
    if_match(request, etag(programme.version))
    return _public(request, response, write_programme(session, programme, body))

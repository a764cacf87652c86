"""Founding, chains, keys and rosters of organisations."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from remedy_api.access import guards
from remedy_api.access.actor import Actor
from remedy_api.accounts.queries.organisations import organisation_of
from remedy_api.keyring.actions.founding import found
from remedy_api.keyring.actions.rosters import change_roster
from remedy_api.keyring.models import Roster
from remedy_api.keyring.queries import chain_of, latest_roster, my_keys
from remedy_api.keyring.schemas import Chain, Founding, MyKeys, RosterCreate, RosterTaken
from remedy_api.kit.db.session import DbSession
from remedy_api.kit.errors import NotFound
from remedy_api.kit.http.etag import IfMatch, etag, if_match
from remedy_api.kit.http.wire import HexId

router = APIRouter(tags=["keyring"])


def taken(response: Response, roster: Roster) -> RosterTaken:
    """The answer to a roster that was written."""
    response.headers["ETag"] = etag(roster.digest)
    return RosterTaken(version=roster.version, digest=roster.digest, epoch=roster.epoch)


@router.put("/v1/organisations/{organisation}/founding", status_code=201)
def found_organisation(
    organisation: HexId,
    body: Founding,
    response: Response,
    session: DbSession,
    actor: Annotated[Actor, Depends(guards.founder)],
) -> RosterTaken:
    """Make the organisation's key, its recovery key and its first roster: its invited first manager, once."""
    return taken(response, found(session, actor, organisation=organisation, founding=body))


@router.get("/v1/organisations/{organisation}/chain")
def read_chain(
    organisation: HexId,
    response: Response,
    session: DbSession,
    actor: Annotated[Actor, Depends(guards.confirmed)],
) -> Chain:
    """All rosters of an organisation from the first. Its ETag is what the next roster must name."""
    chain, latest = chain_of(session, organisation), latest_roster(session, organisation)
    if chain is None or latest is None:
        raise NotFound
    response.headers["ETag"] = etag(latest.digest)
    return chain


@router.get("/v1/organisations/{organisation}/keys")
def read_keys(organisation: HexId, session: DbSession, actor: Annotated[Actor, Depends(guards.member)]) -> MyKeys:
    """The organisation's secrets as they were sealed to me."""
    return my_keys(session, actor, organisation)


@router.post("/v1/organisations/{organisation}/rosters", status_code=201)
def add_roster(
    organisation: HexId,
    body: RosterCreate,
    request: Request,
    response: Response,
    session: DbSession,
    actor: Annotated[Actor, Depends(guards.member)],
    if_match_header: IfMatch = None,
) -> RosterTaken:
    """Put the next roster after the one that `If-Match` names by its digest. Who is left out is removed at once."""
    organisation_of(session, actor, organisation, lock=True)
    latest = latest_roster(session, organisation)
    if latest is None:
        raise NotFound
    if_match(request, etag(latest.digest))
    return taken(response, change_roster(session, actor, latest=latest, change=body))

"""Organisations of the programme and who belongs to them."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from remedy_api.access import guards
from remedy_api.access.actor import Actor
from remedy_api.accounts.actions.organisations import create_organisation, update_organisation
from remedy_api.accounts.models import Organisation
from remedy_api.accounts.queries.organisations import (
    member_page,
    organisation_of,
    organisation_page,
    public_organisation,
)
from remedy_api.accounts.schemas.organisation import (
    MemberPublic,
    OrganisationCreate,
    OrganisationPublic,
    OrganisationUpdate,
)
from remedy_api.kit import clock
from remedy_api.kit.db.session import DbSession
from remedy_api.kit.http.etag import IfMatch, etag, if_match
from remedy_api.kit.http.idempotency import IdempotencyKey, idempotent, request_hash, scope_hash
from remedy_api.kit.http.wire import HexId
from remedy_api.kit.pagination import Page, PagingQuery

router = APIRouter(tags=["organisations"])


def _answer(response: Response, actor: Actor, organisation: Organisation) -> OrganisationPublic:
    response.headers["ETag"] = etag(organisation.version)
    return public_organisation(actor, organisation)


@router.get("/v1/organisations")
def list_organisations(
    session: DbSession, actor: Annotated[Actor, Depends(guards.signed_in)], paging: PagingQuery
) -> Page[OrganisationPublic]:
    """My organisations; all of them for the administrator."""
    items, after = organisation_page(session, actor, paging)
    return Page(items=[public_organisation(actor, one) for one in items], next=after)


@router.post("/v1/organisations", status_code=201, response_model=OrganisationPublic)
def add_organisation(
    body: OrganisationCreate,
    key: IdempotencyKey,
    session: DbSession,
    actor: Annotated[Actor, Depends(guards.administrator)],
    request: Annotated[bytes, Depends(request_hash)],
) -> Response:
    """Add an organisation to the programme; inviting its first manager comes next."""

    def answer() -> bytes:
        made = create_organisation(session, actor, organisation=body)
        return public_organisation(actor, made).model_dump_json().encode()

    assert actor.person is not None
    scope = scope_hash(actor.person, "/v1/organisations")
    return idempotent(session, key, scope=scope, request=request, day=clock.today(), answer=answer)


@router.get("/v1/organisations/{organisation}")
def read_organisation(
    organisation: HexId,
    response: Response,
    session: DbSession,
    actor: Annotated[Actor, Depends(guards.member_or_administrator)],
) -> OrganisationPublic:
    """One organisation."""
    return _answer(response, actor, organisation_of(session, actor, organisation))


@router.patch("/v1/organisations/{organisation}")
def change_organisation(
    organisation: HexId,
    body: OrganisationUpdate,
    request: Request,
    response: Response,
    session: DbSession,
    actor: Annotated[Actor, Depends(guards.manager_or_administrator)],
    if_match_header: IfMatch = None,
) -> OrganisationPublic:
    """Change how an organisation is described and whether reporters may choose it."""
    found = organisation_of(session, actor, organisation, lock=True)
    if_match(request, etag(found.version))
    return _answer(response, actor, update_organisation(session, actor, found, change=body))


@router.get("/v1/organisations/{organisation}/members")
def list_members(
    organisation: HexId,
    session: DbSession,
    actor: Annotated[Actor, Depends(guards.member)],
    paging: PagingQuery,
) -> Page[MemberPublic]:
    """Everybody who belongs or belonged to an organisation."""
    items, after = member_page(session, actor, organisation, paging)
    return Page(items=items, next=after)

"""Reviews and previews over HTTP at the casework door. Every answer is made anew of what holds now."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request, Response

from remedy_api.access import guards
from remedy_api.access.actor import Actor
from remedy_api.kit.db.session import DbSession
from remedy_api.kit.http.wire import HexId
from remedy_api.kit.pagination import Cursor, Page, Paging, PagingQuery
from remedy_api.reporting.endpoints.answers import tagged
from remedy_api.reporting.exports import MOST_ROWS, write_cases
from remedy_api.reporting.preview import preview_of, viewers
from remedy_api.reporting.review import case_page, reviewing, supplier_names, supplier_page
from remedy_api.reporting.schemas import Preview, ShownCase, SupplierRow, ViewerName

router = APIRouter(prefix="/v1", tags=["review"])
Member = Annotated[Actor, Depends(guards.member)]
Reader = Annotated[Actor, Depends(guards.room_reader)]
Supplier = Annotated[HexId | None, Query(description="of this supplier alone, as the list of suppliers names it")]


@router.get("/organisations/{organisation}/review/suppliers", response_model=Page[SupplierRow])
def list_suppliers(organisation: HexId, request: Request, session: DbSession, actor: Member, paging: PagingQuery) -> Response:
    """The suppliers of a buyer by name, with figures over the cases it is shown; a company finds itself alone."""
    return tagged(request, supplier_page(session, reviewing(session, actor, organisation), paging))


@router.get("/organisations/{organisation}/review", response_model=Page[ShownCase])
def list_cases(
    organisation: HexId, request: Request, session: DbSession, actor: Member, paging: PagingQuery, supplier: Supplier = None
) -> Response:
    """The cases that an organisation is shown, each part with the consent it rests on. An empty page says nothing: neither that
    there is no case nor that there is one.
    """
    return tagged(request, case_page(session, reviewing(session, actor, organisation), paging, supplier=supplier))


@router.get("/organisations/{organisation}/review.csv", response_class=Response, responses={200: {"content": {"text/csv": {}}}})
def export_cases(
    organisation: HexId, request: Request, session: DbSession, actor: Member, after: Cursor = None, supplier: Supplier = None
) -> Response:
    """The same cases as CSV, at most 2,000 in one file; a Link header with rel="next" leads to the next file."""
    viewer = reviewing(session, actor, organisation)
    page = case_page(session, viewer, Paging(after, MOST_ROWS), supplier=supplier)
    headers = {"Content-Disposition": 'attachment; filename="review.csv"'}
    if page.next is not None:
        rest = f"after={page.next}" + (f"&supplier={supplier.hex()}" if supplier else "")
        headers["Link"] = f'<{request.url.path}?{rest}>; rel="next"'
    return tagged(request, write_cases(page.items, supplier_names(session, viewer, page.items)), headers)


@router.get("/cases/{case}/preview", response_model=Preview)
def preview_case(
    case: HexId,
    session: DbSession,
    actor: Reader,
    organisation: Annotated[HexId | None, Query(description="with the eyes of this organisation")] = None,
    audience: Annotated[Literal["public"] | None, Query(description="or with everybody's")] = None,
) -> Response:
    """What an organisation, or the public, would be shown of a case now: to the byte what its own list holds."""
    preview = preview_of(session, actor, case, organisation, public=audience is not None)
    return Response(preview.model_dump_json(), media_type="application/json")


@router.get("/cases/{case}/preview/viewers")
def list_viewers(case: HexId, session: DbSession, actor: Reader) -> list[ViewerName]:
    """The companies and buyers around a case, through whose eyes one may look."""
    return viewers(session, actor, case)

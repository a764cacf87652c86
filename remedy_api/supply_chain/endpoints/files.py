"""Sites as files: brought in with every row's fate, and taken out in the same columns."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from remedy_api.kit.db.session import DbSession
from remedy_api.kit.pagination import Paging
from remedy_api.supply_chain.actions.imports import import_sites
from remedy_api.supply_chain.endpoints.common import SignedIn
from remedy_api.supply_chain.exchange.reading import MOST_ROWS
from remedy_api.supply_chain.exchange.writing import write_rows
from remedy_api.supply_chain.queries.sites import site_page
from remedy_api.supply_chain.schemas.imports import ImportResult

router = APIRouter(prefix="/v1/sites", tags=["sites"])


@router.post("/import")
async def import_csv(
    request: Request,
    session: DbSession,
    actor: SignedIn,
    preview: Annotated[bool, Query(description="judge the rows and keep nothing")] = False,
    opened: Annotated[bool, Query(alias="open", description="offer rows that do not say so to reporters")] = True,
) -> ImportResult:
    """Add the sites of a CSV file (UTF-8, at most 2,000 rows; Open Supply Hub's columns or our own) and tell every row's
    fate. Sent again, its rows are there already.
    """
    raw = await request.body()
    return await run_in_threadpool(import_sites, session, actor, raw=raw, preview=preview, opened=opened)


@router.get("/export", response_class=Response, responses={200: {"content": {"text/csv": {}}}})
def export_csv(
    request: Request,
    session: DbSession,
    actor: SignedIn,
    after: Annotated[str | None, Query(max_length=512, description="from the Link header of the file before")] = None,
) -> Response:
    """The sites I see as CSV, in the columns of an import and by name, at most 2,000 in one file; a Link header with rel="next"
    leads to the next file, which has a heading of its own.
    """
    sites, following = site_page(session, actor, Paging(after, MOST_ROWS))
    headers = {"Content-Disposition": 'attachment; filename="sites.csv"'}
    if following is not None:
        headers["Link"] = f'<{request.url.path}?after={following}>; rel="next"'
    return Response(write_rows(sites), headers=headers, media_type="text/csv")

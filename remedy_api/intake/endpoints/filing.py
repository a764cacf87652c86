"""Filing over HTTP, at both doors."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from remedy_api.access import guards
from remedy_api.access.actor import Actor
from remedy_api.intake.actions import file_report
from remedy_api.intake.filing import FilingDesk, filing_desk
from remedy_api.intake.receive import receive_submission
from remedy_api.intake.schemas import Filed
from remedy_api.kit.db.session import DbSession, away
from remedy_api.kit.http.idempotency import IdempotencyKey
from remedy_api.kit.http.problems import Unsupported
from remedy_api.rooms.receiving import pieces
from remedy_api.sealing.submission import SUBMISSION_MEDIA_TYPE

for_reporters = APIRouter(tags=["intake"], lifespan=filing_desk)
for_representatives = APIRouter(tags=["intake"], lifespan=filing_desk)

_BODY = {
    "requestBody": {
        "required": True,
        "content": {SUBMISSION_MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}}},
    }
}


@for_reporters.post(
    "/v1/submissions",
    status_code=201,
    response_model=Filed,
    openapi_extra=_BODY,
    dependencies=[Depends(guards.anyone)],
)
async def file_as_reporter(request: Request, key: IdempotencyKey) -> Response:
    """File a sealed report. It is durable before the answer; sent again with the same key it is filed once."""
    return await _file(request, scope=b"", key=key)


@for_representatives.post("/v1/submissions", status_code=201, response_model=Filed, openapi_extra=_BODY)
async def file_for_a_worker(
    request: Request, key: IdempotencyKey, session: DbSession, actor: Annotated[Actor, Depends(guards.confirmed)]
) -> Response:
    """File a sealed report for a worker, who gets its receipt."""
    async with away(request, session):
        return await _file(request, scope=actor.person or b"", key=key)


async def _file(request: Request, *, scope: bytes, key: str) -> Response:
    if request.headers.get("content-type") != SUBMISSION_MEDIA_TYPE:
        raise Unsupported
    desk: FilingDesk = request.app.state.filing_desk
    received = await receive_submission(
        pieces(request), instance=await desk.instance_name(), blobs=request.app.state.blobs, large=desk.large
    )
    filed = await file_report(desk, received, scope=scope, key=key)
    answer = Filed(room=filed.room, filed_on=filed.filed_on, proof=filed.proof)
    headers = {"Idempotency-Replayed": "true"} if filed.again else None
    return Response(answer.model_dump_json(), 201, headers, "application/json")

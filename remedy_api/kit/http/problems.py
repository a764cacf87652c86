"""The one place where errors become answers: `application/problem+json` (RFC 9457) in the caller's language.

A problem never repeats what was sent: its sentences are ours, its values come from the server, its pointers name only
fields that a schema declares. What nobody foresaw becomes a 500 whose log line holds types and places, no values.
"""

import json
import logging
import traceback
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import psycopg
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from psycopg_pool import PoolTimeout
from sqlalchemy.exc import OperationalError as PooledOperationalError
from sqlalchemy.exc import TimeoutError as PooledTimeout
from starlette.exceptions import HTTPException
from starlette.responses import Response

from remedy_api.kit import errors
from remedy_api.kit.errors import Failure, Field, Problem
from remedy_api.kit.http.fields import field_errors, unreadable
from remedy_api.kit.i18n import _N, current_language, gettext

log = logging.getLogger("remedy.http")
MEDIA_TYPE = "application/problem+json"


class Kind(NamedTuple):
    """What a `status_hint` means on the wire: the HTTP status and a short title."""

    status: int
    title: str


KINDS: dict[str, Kind] = {
    "malformed": Kind(400, _N("The request cannot be read")),
    "unauthenticated": Kind(401, _N("Not signed in")),
    "forbidden": Kind(403, _N("Not allowed")),
    "not-found": Kind(404, _N("Not found")),
    "method-not-allowed": Kind(405, _N("Not possible here")),
    "too-slow": Kind(408, _N("Too slow")),
    "conflict": Kind(409, _N("Conflict")),
    "gone": Kind(410, _N("No longer there")),
    "stale": Kind(412, _N("Changed in the meantime")),
    "too-large": Kind(413, _N("Too large")),
    "unsupported": Kind(415, _N("Unknown kind of content")),
    "misdirected": Kind(421, _N("Wrong address")),
    "invalid": Kind(422, _N("Please correct this")),
    "precondition-required": Kind(428, _N("Version missing")),
    "too-many": Kind(429, _N("Too many tries")),
    "unexpected": Kind(500, _N("Something went wrong")),
    "unavailable": Kind(503, _N("Not available at the moment")),
}


def _answer(meaning: str) -> dict[str, Any]:
    text, number = {"type": "string"}, {"type": "integer"}
    field: dict[str, Any] = {"type": "object", "required": ["pointer", "code", "detail"]}
    field["properties"] = {"pointer": text, "code": text, "detail": text}
    schema: dict[str, Any] = {"type": "object", "required": ["type", "title", "status", "detail", "code"]}
    schema["properties"] = {"type": text, "title": text, "status": number, "detail": text, "code": text}
    schema["properties"]["fields"] = {"type": "array", "items": field}
    failure: dict[str, Any] = {"type": "object", "required": ["code", "message"]}
    failure["properties"] = {"code": text, "message": text}
    schema["properties"]["failures"] = {"type": "array", "items": failure}
    return {"description": meaning, "content": {MEDIA_TYPE: {"schema": schema}}}


# For `FastAPI(responses=…)`: what the documentation says of errors, in place of the framework's own shape for 422.
RESPONSES: dict[int | str, dict[str, Any]] = {
    "4XX": _answer("A problem with the request, told in the caller's language."),
    "5XX": _answer("A fault of the server, told in the caller's language."),
}


class MethodNotAllowed(Problem):
    """The address exists, the method does not."""

    code = "method-not-allowed"
    status_hint = "method-not-allowed"
    message = _N("This cannot be done at this address.")


class TooLarge(Problem):
    """The body passes its limit; `most` is the limit in kB."""

    code = "too-large"
    status_hint = "too-large"
    message = _N("This is too large to send.")


class TooSlow(Problem):
    """The body did not arrive."""

    code = "too-slow"
    status_hint = "too-slow"
    message = _N("The connection was too slow. Please send it again.")


class Unsupported(Problem):
    """A content type this address does not read."""

    code = "unsupported"
    status_hint = "unsupported"
    message = _N("This kind of content cannot be read here.")


class Unexpected(Problem):
    """A fault of ours."""

    code = "unexpected"
    status_hint = "unexpected"
    message = _N("Something went wrong on our side. Please try again later.")


class Unavailable(Problem):
    """The database cannot be reached right now."""

    code = "unavailable"
    status_hint = "unavailable"
    message = _N("The service is not available at the moment. Please try again in a minute.")
    seconds = 60


_BY_STATUS: dict[int, type[Problem]] = {
    400: errors.Malformed,
    401: errors.Unauthenticated,
    403: errors.Forbidden,
    404: errors.NotFound,
    405: MethodNotAllowed,
    408: TooSlow,
    413: TooLarge,
    415: Unsupported,
    422: errors.Invalid,
    503: Unavailable,
}
_DATABASE_AWAY = (psycopg.OperationalError, PooledOperationalError, PooledTimeout, PoolTimeout)


def render_problem(problem: Problem, headers: Mapping[str, str] | None = None) -> Response:
    """The answer that tells a problem, in the current language."""
    _ = gettext()
    kind = KINDS[problem.status_hint]
    content: dict[str, Any] = {
        "type": f"/problems/{problem.code}",
        "title": _(kind.title),
        "status": kind.status,
        "detail": _(problem.message, **problem.values),
        "code": problem.code,
    }
    fields: Iterable[Field] = getattr(problem, "fields", ())
    if fields:
        content["fields"] = [
            {"pointer": field.pointer, "code": field.code, "detail": _(field.message, **field.values)} for field in fields
        ]
    failures: Iterable[Failure] = getattr(problem, "failures", ())
    if failures:
        content["failures"] = [{"code": failure.code, "message": _(failure.message)} for failure in failures]
    extra = {"Content-Language": current_language(), **(headers or {})}
    if seconds := getattr(problem, "seconds", None):
        extra["Retry-After"] = str(seconds)
    if kind.status == 401:
        # What HTTP asks for (RFC 9110, 15.5.2); browsers show no dialog for this scheme.
        extra["WWW-Authenticate"] = "Bearer"
    body = json.dumps(content, ensure_ascii=False).encode()
    return Response(body, kind.status, extra, MEDIA_TYPE)


def unexpected_problem(error: Exception) -> Problem:
    """The problem for an error nobody foresaw, logged by type and place: a message could hold somebody's words."""
    if isinstance(error, _DATABASE_AWAY):
        log.error("database not available: %s", type(error).__name__)
        return Unavailable()
    places = traceback.extract_tb(error.__traceback__)
    trail = " < ".join(f"{place.filename}:{place.lineno} {place.name}" for place in reversed(places[-12:]))
    log.error("unexpected %s at %s", type(error).__name__, trail)
    return Unexpected()


async def _on_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)
    return render_problem(error)


async def _on_validation(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    found = error.errors()
    return render_problem(errors.Malformed() if unreadable(found) else errors.Invalid(field_errors(found)))


async def _on_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code < 400:
        return Response(status_code=error.status_code, headers=error.headers)
    known = _BY_STATUS.get(error.status_code)
    if known is None:
        known = errors.Malformed if error.status_code < 500 else Unexpected
    kept = {name: value for name, value in (error.headers or {}).items() if name.lower() == "allow"}
    return render_problem(known(), kept)


def install_problems(app: FastAPI) -> None:
    """Make every foreseen error of an app a problem; the front door catches what is left."""
    app.add_exception_handler(Problem, _on_problem)
    app.add_exception_handler(RequestValidationError, _on_validation)
    app.add_exception_handler(HTTPException, _on_http)

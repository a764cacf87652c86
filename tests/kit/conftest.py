"""A small app behind a rim like the real ones, with routes that do one thing each."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

import pytest
from fastapi import Body, FastAPI, Query, Request
from fastapi.responses import HTMLResponse
from fastapi.testclient import TestClient
from pydantic import Field

from remedy_api.kit.errors import Forbidden, NotFound, TooMany
from remedy_api.kit.http.body import BodyLimits
from remedy_api.kit.http.etag import etag, if_match, unchanged
from remedy_api.kit.http.problems import install_problems
from remedy_api.kit.http.rim import Door, Rim
from remedy_api.kit.http.wire import B64, Day, Hex32, HexId, Line, Prose, Schema
from remedy_api.kit.i18n import current_language
from remedy_api.web.security_headers import PageKind, SecurityHeaders, mark_page

ORIGIN = "https://door.test"
CANARY = "canary-of-somebody"


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


class Thing(Schema):
    """One of each kind of field."""

    thing: HexId
    digest: Hex32 | None = None
    key: Annotated[bytes, B64(32)] | None = None
    name: Annotated[str, Line(20)]
    story: Annotated[str, Prose(200)] = ""
    on: Day = date(2026, 11, 24)
    colour: Annotated[Colour, Field(strict=False)] = Colour.RED
    count: Annotated[int, Field(ge=0, le=10)] = 0
    sure: bool = False
    described: dict[str, Annotated[str, Prose(20)]] = Field(default_factory=dict)
    inner: "list[Thing]" = Field(default_factory=list)


def small_app() -> FastAPI:
    """The routes; without rim and headers."""
    app = FastAPI(docs_url=None, redoc_url=None)
    install_problems(app)

    @app.get("/healthz")
    def healthz() -> str:
        return "ok"

    @app.post("/things", status_code=201)
    def create(thing: Thing) -> Thing:
        return thing

    @app.post("/anything")
    def anything(value: Annotated[Any, Body()]) -> str:
        return "read"

    @app.get("/things")
    def listed(limit: Annotated[int, Query(ge=1, le=100)] = 50) -> int:
        return limit

    @app.get("/things/{thing}")
    def one(thing: HexId, request: Request) -> str:
        return "unchanged" if unchanged(request, etag(7)) else thing.hex()

    @app.put("/things/{thing}")
    def change(thing: HexId, request: Request) -> str:
        if_match(request, etag(7))
        return "changed"

    @app.get("/forbidden")
    def forbidden() -> None:
        raise Forbidden("Only a manager of the organisation can do this.")

    @app.get("/missing")
    def missing() -> None:
        raise NotFound

    @app.get("/too-many")
    def too_many() -> None:
        raise TooMany(30)

    @app.get("/broken")
    def broken() -> None:
        raise RuntimeError(CANARY)

    @app.post("/sealed")
    async def sealed(request: Request) -> int:
        return sum([len(part) async for part in request.stream()])

    @app.get("/cookies")
    def cookies(request: Request) -> list[str]:
        return sorted(request.cookies)

    @app.get("/echoing/{word}")
    def echoing(word: HexId) -> None:
        raise Forbidden(f"You may not see {word.hex()}.")

    @app.get("/authorization")
    def authorization(request: Request) -> list[str]:
        return request.headers.getlist("authorization")

    @app.get("/language")
    def language() -> str:
        return current_language()

    @app.get("/{language}/page/{kind}")
    def page(request: Request, language: str, kind: PageKind) -> HTMLResponse:
        mark_page(request.scope, kind)
        return HTMLResponse(f"<p>{current_language()}")

    return app


def behind_a_door(app: FastAPI, *, accounts: bool = True, limits: BodyLimits | None = None) -> FastAPI:
    """The same layers in the same order as the real doors."""
    app.add_middleware(Rim, door=Door((ORIGIN,), accounts, limits or BodyLimits()))
    app.add_middleware(SecurityHeaders)
    return app


@pytest.fixture(scope="module")
def small() -> TestClient:
    """A client of the small app behind a door with accounts; its requests come from the door's own pages."""
    return TestClient(behind_a_door(small_app()), base_url=ORIGIN, headers={"Origin": ORIGIN})


@pytest.fixture
def make_small() -> Callable[..., TestClient]:
    """The same with other doors: accounts, limits, headers."""

    def make(*, accounts: bool = True, limits: BodyLimits | None = None, **headers: str) -> TestClient:
        return TestClient(behind_a_door(small_app(), accounts=accounts, limits=limits), base_url=ORIGIN, headers=headers)

    return make

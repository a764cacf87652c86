"""Every route of both doors is guarded, once."""

from collections.abc import Iterable

import pytest
from fastapi import APIRouter, Depends, FastAPI
from fastapi.routing import APIRoute
from sqlalchemy import create_engine

from remedy_api.access import guards
from remedy_api.app import create_casework_app, create_intake_app
from remedy_api.settings import Settings


def unguarded(routes: Iterable[object]) -> list[str]:
    """The routes that have no guard, or more than one."""
    return [
        f"{sorted(route.methods)} {route.path}"
        for route in routes
        if isinstance(route, APIRoute) and len(guards.guards_of(route)) != 1
    ]


def routes_of(app: FastAPI) -> list[APIRoute]:
    """Every route of an app, those of its routers included."""
    found: list[APIRoute] = []

    def walk(routes: Iterable[object]) -> None:
        for route in routes:
            if isinstance(route, APIRoute):
                found.append(route)
            # An included router stays an object of its own among the app's routes.
            walk(getattr(getattr(route, "original_router", None), "routes", ()))

    walk(app.routes)
    return found


@pytest.fixture(params=[create_casework_app, create_intake_app], ids=["casework", "intake"])
def app(request: pytest.FixtureRequest, settings: Settings) -> FastAPI:
    """Each door in turn; no request is made, so no database is needed."""
    return request.param(settings, create_engine("postgresql+psycopg://nowhere"), bytes(32))


def test_every_route_has_exactly_one_guard(app: FastAPI) -> None:
    found = routes_of(app)
    assert "/healthz" in {route.path for route in found}
    assert unguarded(found) == []


def test_a_route_without_a_guard_and_one_with_two_are_caught() -> None:
    router = APIRouter()

    @router.get("/none")
    def none() -> None: ...

    @router.get("/two", dependencies=[Depends(guards.anyone), Depends(guards.signed_in)])
    def two() -> None: ...

    assert unguarded(router.routes) == ["['GET'] /none", "['GET'] /two"]

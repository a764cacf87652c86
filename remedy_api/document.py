"""What the OpenAPI document of a door says beyond its routes: who may come in with what, and an example of each plain body.

Of every operation it tells whether it is open, needs somebody signed in, or lets a program in with a token, and then for
which scopes: from the same table by which guards decide. Examples come from `examples.py`, and a test sends each of them.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute

from remedy_api.access.guards import OpenGuard, guards_of
from remedy_api.access.scopes import Table
from remedy_api.examples import EXAMPLES

SCHEMES: Mapping[str, Mapping[str, str]] = {
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "__Host-session",
        "description": "Somebody signed in, in a browser; changes must carry the Origin of the door.",
    },
    "token": {
        "type": "http",
        "scheme": "bearer",
        "description": "A program, with a token that its keeper made; the names are scopes, of which one is needed. No cookie.",
    },
}


def describe(app: FastAPI, scopes: Table) -> None:
    """Let the app's document say all of that. It is made once, when it is first asked for."""
    plain, made = app.openapi, list[dict[str, Any]]()

    def described() -> dict[str, Any]:
        if not made:
            document = plain()
            _add(document, routes_of(app.routes), scopes)
            made.append(document)
        return made[0]

    # The way FastAPI documents for a document of one's own.
    app.openapi = described  # type: ignore[method-assign]


def routes_of(routes: Iterable[object]) -> Iterator[APIRoute]:
    """Every route among these, those of included routers too."""
    for route in routes:
        if isinstance(route, APIRoute):
            yield route
        # An included router stays an object of its own among the app's routes.
        yield from routes_of(getattr(getattr(route, "original_router", None), "routes", ()))


def _add(document: dict[str, Any], routes: Iterable[APIRoute], scopes: Table) -> None:
    if scopes:
        document.setdefault("components", {})["securitySchemes"] = SCHEMES
    for route in routes:
        for method in (route.methods or set()) & {"GET", "POST", "PUT", "PATCH", "DELETE"}:
            operation = document["paths"].get(route.path, {}).get(method.lower())
            if operation is None:
                continue
            name = f"{method} {route.path}"
            if scopes:
                closed = not all(isinstance(guard, OpenGuard) for guard in guards_of(route))
                alternatives = [{"token": [scope]} for scope in sorted(scopes.get(name, ()))]
                operation["security"] = [{"session": []}, *alternatives] if closed else []
            if name in EXAMPLES:
                operation["requestBody"]["content"]["application/json"]["examples"] = {
                    title: {"value": value} for title, value in EXAMPLES[name].items()
                }

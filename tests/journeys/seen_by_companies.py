"""Everything that companies, buyers and strangers can fetch, as bytes: every GET route of both doors, for every id there is."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from tests.factories.organisations import Organisation
from tests.house.test_routes import routes_of

VARIANTS: Mapping[str, tuple[str, ...]] = {
    "/v1/organisations/{organisation}/cases": ("?view=today", "?limit=1"),
    "/v1/organisations/{organisation}/tables": ("?view=today", "?limit=1"),
    "/v1/organisations/{organisation}/reports": ("?limit=1",),
    "/v1/sites": ("?limit=1", "?q=a"),
    "/v1/companies": ("?limit=1", "?q=a"),
    "/v1/contracts": ("?limit=1",),
    "/v1/register": ("?limit=1",),
}
"""Routes that are asked for more than once."""
PAGES = 4
"""Pages of a list that are walked through at most."""
PASSING = frozenset({"date", "set-cookie", "server-timing", "x-request-id"})
"""Headers that differ from one request to the next, whoever asks."""
MOST = 40
"""Requests of one route at most: where a path has several ids, some of their combinations have to do."""


@dataclass
class Seen:
    """Who asks, at which door, and the ids that paths may have, by the name of the parameter."""

    clients: Mapping[str, TestClient]
    ids: Mapping[str, Sequence[str]]
    engine: Engine
    companies: Sequence[Organisation]

    def everything(self) -> dict[str, Any]:
        """Every answer, and what decides who gets a mail, by who asked for what."""
        found: dict[str, Any] = {}
        for who, client in self.clients.items():
            for path in self.paths(client):
                found.update(walk(client, who, path))
        return found | {"mails": self.mails()}

    def paths(self, client: TestClient) -> Iterator[str]:
        """All paths, with all ids in them, of the door that this client stands at."""
        # Typed as any application; the test client was made of this one.
        for route in routes_of(client.app):  # type: ignore[arg-type]
            if "GET" not in route.methods or route.path.startswith("/{language") or route.path == "/":
                continue
            names = [part[1:-1].partition(":")[0] for part in route.path.split("/") if part.startswith("{")]
            # A route with an id of a new kind has to be thought of here.
            choices = itertools.product(*(self.ids[name] for name in names))
            for chosen in itertools.islice(choices, MOST):
                path = route.path
                for name, value in zip(names, chosen, strict=True):
                    path = path.replace(f"{{{name}}}", value)
                yield from (path + variant for variant in ("", *VARIANTS.get(route.path, ())))

    def mails(self) -> list[Any]:
        """What is new for these organisations, and the notices that wait for their people: one mail each."""
        named = [one.organisation for one in self.companies]
        queries = (
            "SELECT room, organisation, unseen, mailed FROM room_reader WHERE organisation = ANY(:named) ORDER BY 1, 2",
            """SELECT n.person FROM notice n JOIN membership m ON m.person = n.person
               WHERE m.organisation = ANY(:named) ORDER BY 1""",
        )
        with self.engine.connect() as connection:
            return [[tuple(row) for row in connection.execute(text(query), {"named": named})] for query in queries]


def walk(client: TestClient, who: str, path: str) -> Iterator[tuple[str, Any]]:
    """An answer with its status and its headers, and the pages that follow it."""
    after = ""
    for _ in range(PAGES):
        whole = path + (f"{'&' if '?' in path else '?'}after={after}" if after else "")
        answer = client.get(whole)
        headers = sorted((name, value) for name, value in answer.headers.items() if name not in PASSING)
        yield f"{who} {whole}", (answer.status_code, headers, answer.content)
        after = _next(answer)
        if not after:
            return


def _next(answer: Any) -> str:
    if answer.headers.get("content-type") != "application/json":
        return ""
    body = answer.json()
    return str(body.get("next") or "") if isinstance(body, dict) else ""


def differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """What is not the same, or is there only once."""
    return sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))

"""Companies and bystanders × everything of a table, their own and another's: who sits there sees it, to all others it is not there.

A cell is the status of the answer. `own`: the table at which the subject sits, `other`: another of the same programme, of
which it must learn nothing. No company ever sees anything of the case behind either.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, true

from remedy_api.remedies.queries import tables as table_queries
from remedy_api.sealing.format import ENTRY_MEDIA_TYPE
from tests.authorisation.world import fingerprint
from tests.factories.cases import founding_json, open_case
from tests.factories.cases import write as write_in_case
from tests.factories.disclosures import show
from tests.factories.organisations import Organisation
from tests.factories.people import make_organisation
from tests.factories.reports import file_report
from tests.factories.tables import Table, allow, founding, open_table, seat

SUBJECTS = ("union", "operator", "supplier", "buyer", "monitor", "coordinator", "stranger")
"""`stranger`: a company that sits nowhere. What is shown is shown to the operator."""

READING = {
    "GET /v1/rooms/{table}": (200, 404),
    "GET /v1/rooms/{table}/events": (200, 404),
    "GET /v1/rooms/{table}/entries": (200, 404),
    "POST /v1/rooms/{table}/seen": (204, 404),
    "GET /v1/tables/{table}": (200, 404),
    "GET /v1/rooms/{table}/disclosures": (200, 404),
    # Understood and meaningless: refused for what they say, or as if there were no such room.
    "POST /v1/rooms/{table}/events": (422, 404),
    "POST /v1/rooms/{table}/entries": (422, 404),
}
"""Each row for who sits at the table, and for who does not."""
BEHIND = ("GET /v1/rooms/{case}", "GET /v1/rooms/{case}/entries", "GET /v1/rooms/{case}/disclosures", "GET /v1/cases/{case}")
"""The room of the workers: the union's alone."""
SHOWN = "GET /v1/rooms/{table}/disclosures/{disclosure}/body"


@dataclass
class Tables:
    """Two tables with everybody at each, and what is shown there."""

    tables: tuple[Table, Table]
    seats: tuple[dict[str, Organisation], dict[str, Organisation]]
    shown: tuple[str, str]


@pytest.fixture
def world(intake: TestClient, union: Organisation) -> Tables:
    """A table of the union and one of another."""
    other = make_organisation(union.programme)
    tables, seats, shown = [], [], []
    for one in (union, other):
        table = open_table(open_case(one, file_report(intake, one)))
        sitting = {kind: seat(table, kind) for kind in SUBJECTS[1:-1]} | {"union": one}
        answer = show(table, write_in_case(table.behind), allow(table.behind, "evidence", sitting["operator"]), sitting["operator"])
        assert answer.status_code == 201, answer.text
        tables.append(table)
        seats.append(sitting | {"stranger": make_organisation(union.programme, kind="supplier")})
        shown.append(answer.json()["head"])
    return Tables((tables[0], tables[1]), (seats[0], seats[1]), (shown[0], shown[1]))


def ask(client: Any, row: str, table: Table, disclosure: str) -> int:
    """The status of a request that says as little as it can."""
    method, path = row.format(table=table.hex, case=table.behind.hex, disclosure=disclosure).split(" ")
    headers = {"If-Match": '"0"', "Idempotency-Key": "one"}
    if method == "GET":
        return int(client.get(path).status_code)
    if path.endswith("/entries"):
        return int(client.post(path, content=b"x", headers=headers | {"Content-Type": ENTRY_MEDIA_TYPE}).status_code)
    return int(client.post(path, json={"events": []} if path.endswith("/events") else None, headers=headers).status_code)


def cells(world: Tables) -> Iterator[tuple[str, str, int, Any, Table, str]]:
    """Every row for every subject at its own table and at the other: row, subject, what is expected, and whom to ask about what."""
    for subject in SUBJECTS:
        client = world.seats[0][subject].manager.client
        for own, (table, disclosure) in enumerate(zip(world.tables, world.shown, strict=True)):
            sits = own == 0 and subject != "stranger"
            for row, codes in READING.items():
                # Whether a body is whole is seen before anybody asks whose room it is.
                expected = codes[0] if sits or (row.endswith("/events") and row.startswith("POST")) else codes[1]
                yield row, subject, expected, client, table, disclosure
            reads = own == 0 and subject == "union"
            for row in BEHIND:
                yield row, subject, 200 if reads else 404, client, table, disclosure
            yield SHOWN, subject, 200 if sits and subject in ("operator", "union") else 404, client, table, disclosure


def wrong(world: Tables) -> list[str]:
    """Every answer that is not as it should be."""
    return [
        f"{row} as {subject}: {answer}, should be {expected}"
        for row, subject, expected, client, table, disclosure in cells(world)
        if (answer := ask(client, row, table, disclosure)) != expected
    ]


def test_the_matrix_of_tables(world: Tables, engine: Engine) -> None:
    before = fingerprint(engine)
    assert wrong(world) == []
    after = fingerprint(engine)
    # Who has looked has looked: nothing else has changed.
    assert {name for name in after if after[name] != before[name]} <= {"room_reader"}


def test_lists_hold_what_is_ones_own(world: Tables) -> None:
    for subject in SUBJECTS:
        mine = world.seats[0][subject]
        own = mine.manager.client.get(f"/v1/organisations/{mine.hex}/tables").json()["items"]
        assert [one["table"] for one in own] == ([] if subject == "stranger" else [world.tables[0].hex]), subject
        theirs = world.seats[1][subject]
        assert mine.manager.client.get(f"/v1/organisations/{theirs.hex}/tables").status_code == 404
        made = founding(mine)
        answer = mine.manager.client.post("/v1/tables", json=founding_json(made), headers={"Idempotency-Key": "one"})
        assert answer.status_code == 404, subject


def test_a_forgotten_row_filter_of_tables_is_caught(world: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    """The room of a table is asked for too, so both filters have to be gone before a stranger sees anything."""
    monkeypatch.setattr(table_queries, "visible_tables", lambda actor: true())
    assert wrong(world) == []
    monkeypatch.setattr(table_queries, "visible_rooms", lambda actor: true())
    caught = []
    try:
        caught = wrong(world)
    except Exception as error:  # the test client hands a server's own exceptions on
        caught = [f"reached, then {type(error).__name__}"]
    assert caught

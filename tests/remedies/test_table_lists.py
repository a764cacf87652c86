"""The list of tables: what needs an organisation soonest first, or all newest first, page by page."""

from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, event, text

from tests.factories import reports
from tests.factories.cases import open_case
from tests.factories.organisations import Organisation
from tests.factories.people import make_person
from tests.factories.reports import file_report
from tests.factories.tables import Table, act, admit, agree, allow, open_table, promise, say_done, seat


def listed(one: Organisation, **params: Any) -> dict[str, Any]:
    answer = one.manager.client.get(f"/v1/organisations/{one.hex}/tables", params=params)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def paged(one: Organisation, view: str) -> list[str]:
    """The tables of a list, page by page."""
    seen: list[str] = []
    after = None
    while True:
        page = listed(one, view=view, limit=1, **({"after": after} if after else {}))
        seen += [row["table"] for row in page["items"]]
        if (after := page["next"]) is None:
            return seen


def with_factory(intake: TestClient, union: Organisation, factory: Organisation) -> Table:
    """Another table with the same company, which confirmed that it reads."""
    table = open_table(open_case(union, file_report(intake, union)))
    allow(table.behind, "table", factory)
    assert admit(table, factory, role="duty_bearer").status_code == 201
    assert act(table, "received", factory).status_code == 201
    return table


def due_in(days: int) -> str:
    return str(reports.today() + timedelta(days=days))


def test_what_needs_somebody_soonest_comes_first(intake: TestClient, table: Table, union: Organisation) -> None:
    factory = seat(table, "operator")
    assert act(table, "received", factory).status_code == 201
    second, third = (with_factory(intake, union, factory) for _ in range(2))
    agree(table, promise(factory, due=due_in(6)), owners=[factory])
    agree(second, promise(factory, due=due_in(3)), owners=[factory])
    agree(third, promise(factory, due=due_in(30)), owners=[factory])
    today = listed(factory, view="today")["items"]
    # What is due in a month is in the other list.
    assert [(one["table"], one["needs"], one["needs_on"]) for one in today] == [
        (second.hex, "do_step", due_in(3)),
        (table.hex, "do_step", due_in(6)),
    ]
    assert listed(union, view="today")["items"] == []
    assert say_done(second, factory).status_code == 201
    assert [one["table"] for one in listed(factory, view="today")["items"]] == [table.hex]
    # Whoever asks for nothing in particular has all of them, with what needs somebody first on top.
    assert [one["table"] for one in listed(factory)["items"]] == [table.hex, third.hex, second.hex]
    assert listed(union)["items"][0]["table"] == second.hex
    everything = listed(union, view="all")["items"]
    assert {(one["table"], one["needs"], one["said"]) for one in everything} == {
        (table.hex, None, 0),
        (second.hex, "verify_step", 1),
        (third.hex, None, 0),
    }
    assert {tuple(one["parties"]) for one in everything} == {(factory.name,)}
    for view in ("first", "all"):
        assert paged(factory, view) == [one["table"] for one in listed(factory, view=view)["items"]]
    assert paged(factory, "first") == [table.hex, third.hex, second.hex]
    assert sorted(paged(factory, "all")) == sorted(one.hex for one in (table, second, third))


def test_of_those_that_need_nothing_the_newest_comes_first(table: Table, union: Organisation, engine: Engine) -> None:
    tables = [table, *(open_table(table.behind) for _ in range(3))]
    with engine.begin() as connection:
        for number, one in enumerate(tables):
            said = {"table": one.room, "day": reports.today() - timedelta(days=(7 * number) % 5)}
            connection.execute(text('UPDATE table_party SET opened_on = :day, needs_on = NULL WHERE "table" = :table'), said)
    assert paged(union, "first") == [tables[number].hex for number in (0, 3, 1, 2)]


@pytest.mark.parametrize("path", ["/v1/tables/{table}", "/v1/organisations/{organisation}/tables"])
def test_a_page_costs_as_many_statements_however_much_has_happened(
    table: Table, union: Organisation, engine: Engine, path: str
) -> None:
    factory = seat(table, "operator")

    def counted() -> int:
        seen: list[str] = []

        def note(connection: Any, cursor: Any, statement: str, *_: Any) -> None:
            seen.append(statement)

        event.listen(engine, "before_cursor_execute", note)
        answer = union.manager.client.get(path.format(table=table.hex, organisation=union.hex))
        event.remove(engine, "before_cursor_execute", note)
        assert answer.status_code == 200
        return len(seen)

    agree(table, promise(factory), owners=[factory])
    before = counted()
    for number in range(3):
        agree(table, promise(factory, amount=str(number + 1)), promise(factory, f"s{number}"), owners=[factory])
    seat(table, "monitor")
    assert counted() == before


def test_a_member_sees_what_her_manager_sees(table: Table, union: Organisation) -> None:
    member = make_person(union)
    assert member.client.get(f"/v1/organisations/{union.hex}/tables").json() == listed(union)
    assert member.client.get(f"/v1/tables/{table.hex}").json() == table.page(union.manager.client)

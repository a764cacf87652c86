"""Long histories come in pages, at both doors, and every page of them is checked like one."""

from typing import Any

from fastapi.testclient import TestClient
from sqlalchemy import text

from tests.factories.case_readers import admit
from tests.factories.cases import lengthen, open_case, step, write
from tests.factories.organisations import Organisation
from tests.factories.people import make_organisation
from tests.factories.reports import file_report, verified


def test_the_history_of_a_room_comes_in_pages(intake: TestClient, union: Organisation) -> None:
    case, client = open_case(union, file_report(intake, union)), union.manager.client
    lengthen(case, 450)
    first = client.get(case.path).json()
    assert (len(first["events"]), first["events_next"] is not None) == (200, True)
    found: list[Any] = list(first["events"])
    after: str | None = first["events_next"]
    while after is not None:
        page = client.get(f"{case.path}/events", params={"after": after}).json()
        found += page["items"]
        after = page["next"]
    whole = case.as_reader(client)
    assert whole["events"] == found
    room = verified(case, whole)
    assert (len(room.events), room.head.hex()) == (457, first["head"])
    assert client.get(f"{case.path}/events").json()["items"] == found[:200]
    assert client.get(f"{case.path}/events", params={"limit": 3}).json()["items"] == found[:3]
    for wrong in ({"limit": 0}, {"limit": 201}, {"after": "nonsense"}):
        assert client.get(f"{case.path}/events", params=wrong).status_code == 422


def test_a_long_history_goes_on(intake: TestClient, union: Organisation) -> None:
    case = open_case(union, file_report(intake, union))
    lengthen(case, 450)
    assert step(case, ("recorded", {"fact": "issues", "values": ("hours",)})).status_code == 201
    assert case.view(union.manager.client)["issues"] == ["hours"]
    assert write(case)
    monitor = make_organisation(union.programme, kind="monitor")
    admit(case, monitor)
    verified(case, case.as_reader(monitor.manager.client))


def test_up_to_sixteen_events_at_once(intake: TestClient, union: Organisation) -> None:
    case = open_case(union, file_report(intake, union))
    one = ("recorded", {"fact": "workers", "values": ("under-10",)})
    assert step(case, *[one] * 16).status_code == 201
    assert step(case, *[one] * 17).status_code == 422


def test_a_receipt_is_shown_a_long_history_too(intake: TestClient, union: Organisation) -> None:
    report = file_report(intake, union)
    assert report.as_receipt(intake)["events_next"] is None
    page = intake.post("/v1/receipts/events/list", json=report.lookup).json()
    assert (page["items"], page["next"]) == (report.as_receipt(intake)["events"], None)
    with union.programme.engine.begin() as connection:
        fill = "INSERT INTO room_event SELECT room, n, payload, signature FROM room_event, generate_series(2, 300) n WHERE seq = 1"
        connection.execute(text(fill))
    view = report.as_receipt(intake)
    assert (len(view["events"]), view["events_next"] is not None) == (200, True)
    page = intake.post("/v1/receipts/events/list", json=report.lookup | {"after": view["events_next"]}).json()
    assert (len(page["items"]), page["next"]) == (101, None)
    assert intake.post("/v1/receipts/events/list", json={"lookup": "00" * 32}).status_code == 404

"""What a reporter's receipt shows of her case: where it stands and by when; never who else reported, and nothing sealed."""

import json
from datetime import timedelta

from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from remedy_api.sealing.keys import new_id
from tests.factories import reports
from tests.factories.cases import acknowledge, advance, closed, open_case, step
from tests.factories.organisations import Organisation
from tests.factories.reports import Report, file_report
from tests.fixtures.time import Turn


def shown(intake: TestClient, report: Report) -> dict[str, object]:
    """The case as the receipt is shown it."""
    answer = intake.post("/v1/receipts/case", json=report.lookup)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def make_site(engine: Engine, name: str = "Sunrise Garments") -> str:
    """A site; its id."""
    site = new_id()
    columns = "site, name, native_name, address, country, open_for_filing, version, activities, status, source"
    values = ":site, :name, '', '12 Mill Road', 'BD', true, 1, '{}', 'open', 'public'"
    with engine.begin() as connection:
        connection.execute(text(f"INSERT INTO site ({columns}) VALUES ({values})"), {"site": site, "name": name})
    return site.hex()


def test_no_case_yet(intake: TestClient, union: Organisation) -> None:
    report = file_report(intake, union)
    assert shown(intake, report) == {"case": None}
    assert intake.post("/v1/receipts/case", json={"lookup": "00" * 32}).status_code == 404
    assert intake.post("/v1/receipts/case", json={}).status_code == 422


def test_where_it_stands(intake: TestClient, union: Organisation, engine: Engine) -> None:
    report, site = file_report(intake, union), make_site(engine)
    case = open_case(union, report, site=(site,))
    told = shown(intake, report)["case"]
    assert isinstance(told, dict)
    assert set(told) == {"stage", "stage_since", "clocks", "suspended", "outcome", "overridden", "site"}
    assert told["site"] == {"site": site, "name": "Sunrise Garments", "country": "BD"}
    assert [(one["clock"], one["days_left"]) for one in told["clocks"]] == [("acknowledgement", None), ("admissibility", 14)]
    advance(case, "fact_finding")
    told = shown(intake, report)["case"]
    assert isinstance(told, dict)
    assert (told["stage"], told["clocks"][-1]["days_left"]) == ("fact_finding", 45)
    assert step(case, closed()).status_code == 201
    told = shown(intake, report)["case"]
    assert isinstance(told, dict)
    assert told["outcome"] == "withdrawn"


def test_of_other_reports_in_the_case_she_learns_nothing(intake: TestClient, union: Organisation, turn: Turn) -> None:
    day = reports.today()
    turn(-30, union.manager)
    other = file_report(intake, union)
    turn(-28, union.manager)
    acknowledge(union, other)
    turn(0, union.manager)
    hers = file_report(intake, union)
    alone = open_case(union, other)
    before = shown(intake, other)["case"]
    assert isinstance(before, dict)
    assert before["clocks"][1]["from_day"] == str(day - timedelta(days=28))
    acknowledge(union, hers)
    assert step(alone, ("linked", {"report": hers.filing.proof.hex()})).status_code == 201
    told = json.dumps(shown(intake, hers))
    for secret in (str(day - timedelta(days=30)), str(day - timedelta(days=28)), other.room.hex(), alone.hex):
        assert secret not in told
    assert "from_day" in told


def test_the_codes_are_public_at_both_doors_and_in_the_readers_language(intake: TestClient, union: Organisation) -> None:
    for client in (intake, union.programme.stranger().client):
        answer = client.get("/v1/codes")
        assert answer.status_code == 200
        lists = answer.json()
        assert {one["code"]: one["label"] for one in lists["stages"]}["safety"] == "Safety and consent"
        assert all(one["label"] and one["code"] for items in lists.values() for one in items)
        assert lists["reasons"][0]["steps"] == ["stage", "suspended", "closed", "reopened"]

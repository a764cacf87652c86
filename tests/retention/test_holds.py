"""Who holds a case, who sees that it is held, and that a held case is never erased."""

from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from remedy_api.access.decisions import Allowed
from remedy_api.retention.actions import erasing, holding
from tests.factories.case_readers import admit, revoke
from tests.factories.cases import Case, closed, open_case, step
from tests.factories.organisations import Organisation
from tests.factories.people import make_organisation
from tests.factories.reports import file_report
from tests.retention.conftest import NOTICE, Days, traces

A_YEAR = 366


@pytest.fixture
def case(intake: TestClient, union: Organisation) -> Case:
    """A case that the workers took back."""
    found = open_case(union, file_report(intake, union))
    assert step(found, closed(reason="workers_asked")).status_code == 201
    return found


def hold(case: Case, one: Organisation, reason: str = "court") -> Any:
    return one.manager.client.put(f"/v1/cases/{case.hex}/hold", json={"reason": reason})


def let_go(case: Case, one: Organisation) -> Any:
    return one.manager.client.delete(f"/v1/cases/{case.hex}/hold")


def ending(case: Case, one: Organisation) -> dict[str, Any]:
    answer = one.manager.client.get(f"{case.path}/retention")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def listed(one: Organisation, view: str) -> list[dict[str, Any]]:
    answer = one.manager.client.get(f"/v1/organisations/{one.hex}/erasures", params={"view": view})
    assert answer.status_code == 200, answer.text
    return list(answer.json()["items"])


def test_a_held_case_is_never_erased(case: Case, engine: Engine, union: Organisation, days: Days) -> None:
    days.jump(A_YEAR)
    union.manager.sign_in()
    (row,) = listed(union, "coming")
    assert (row["room"], row["what"], row["case"]) == (case.hex, "withdrawn_case", True)
    assert ending(case, union)["erased_on"] == row["erased_on"]
    days.go_on(NOTICE - 1)
    union.manager.sign_in()
    assert hold(case, union).status_code == 204
    assert listed(union, "coming") == []
    assert [one["room"] for one in listed(union, "held")] == [case.hex]
    (held,) = ending(case, union)["holds"]
    assert (held["organisation"], held["reason"], ending(case, union)["erased_on"]) == (union.hex, "court", None)
    days.go_on(NOTICE + 2)
    assert days.left() == {} and traces(engine, case.room)
    union.manager.sign_in()
    assert let_go(case, union).status_code == 204
    # Announced anew: whoever let it go too early has as long to think again.
    days.go_on(1)
    assert days.left() == {"withdrawn_case": NOTICE}
    days.go_on(NOTICE - 1)
    assert traces(engine, case.room)
    days.go_on(1)
    assert traces(engine, case.room) == []


def test_a_hold_that_is_not_asked_for_again_would_come_too_late(
    case: Case, engine: Engine, union: Organisation, days: Days, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The row of an announcement that survived a hold: only the question under the lock is left, and with it gone too, nothing."""
    days.jump(A_YEAR)
    days.go_on(NOTICE - 1)
    union.manager.sign_in()
    monkeypatch.setattr("remedy_api.retention.tasks.recall", lambda session, row, today: None)
    with engine.begin() as connection:
        row = {"case": case.room, "organisation": union.organisation, "person": union.manager.user}
        connection.execute(text("INSERT INTO case_hold VALUES (:case, :organisation, :person, 'court', CURRENT_DATE)"), row)
    days.go_on(1)
    assert days.left() == {"withdrawn_case": 0} and traces(engine, case.room)
    monkeypatch.setattr(erasing, "is_held", lambda session, room: False)
    days.round()
    assert traces(engine, case.room) == []


def test_each_lifts_its_own_and_the_last_one_counts(case: Case, union: Organisation) -> None:
    coordinator = make_organisation(union.programme, kind="coordinator")
    admit(case, coordinator, role="coordinator")
    assert hold(case, union).status_code == hold(case, coordinator, "authority").status_code == 204
    assert hold(case, union, "safety").status_code == 204
    assert {one["organisation"]: one["reason"] for one in ending(case, coordinator)["holds"]} == {
        union.hex: "safety",
        coordinator.hex: "authority",
    }
    assert let_go(case, union).status_code == 204
    assert [one["organisation"] for one in ending(case, union)["holds"]] == [coordinator.hex]
    assert let_go(case, union).status_code == 204
    assert ending(case, union)["erased_on"] is None


def test_who_may(case: Case, union: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    monitor, plain = make_organisation(union.programme, kind="monitor"), make_organisation(union.programme)
    coordinator, stranger = make_organisation(union.programme, kind="coordinator"), make_organisation(union.programme)
    admit(case, monitor, role="monitor")
    admit(case, plain)
    admit(case, coordinator, role="coordinator")

    def answers() -> dict[str, tuple[int, int]]:
        asked = {"monitor": monitor, "reader": plain, "coordinator": coordinator, "stranger": stranger, "union": union}
        return {name: (hold(case, one).status_code, let_go(case, one).status_code) for name, one in asked.items()}

    expected = {"monitor": (403, 403), "reader": (403, 403), "coordinator": (204, 204), "stranger": (404, 404), "union": (204, 204)}
    assert answers() == expected
    assert [ending(case, one)["may_hold"] for one in (monitor, plain, coordinator, union)] == [False, False, True, True]
    assert stranger.manager.client.get(f"{case.path}/retention").status_code == 404
    monkeypatch.setattr(holding, "can_hold", lambda roles: Allowed())
    assert answers() != expected


def test_readers_are_told_and_see_it(case: Case, engine: Engine, union: Organisation) -> None:
    monitor = make_organisation(union.programme, kind="monitor")
    admit(case, monitor, role="monitor")
    assert monitor.manager.client.post(f"{case.path}/seen").status_code == 204
    assert hold(case, union).status_code == 204
    (row,) = monitor.manager.client.get(f"/v1/organisations/{monitor.hex}/cases").json()["items"]
    assert row["unseen"] is True
    assert ending(case, monitor)["holds"][0]["name"] == union.name
    assert [one["room"] for one in listed(monitor, "held")] == [case.hex]
    assert listed(make_organisation(union.programme), "held") == []


@pytest.mark.parametrize("body", [{}, {"reason": "because"}, {"reason": "court", "words": "secret"}])
def test_only_codes_and_nothing_besides(case: Case, union: Organisation, body: dict[str, str]) -> None:
    answer = union.manager.client.put(f"/v1/cases/{case.hex}/hold", json=body)
    assert answer.status_code == 422
    assert "secret" not in answer.text and "because" not in answer.text


def test_an_open_case_has_no_end_and_may_be_held_all_the_same(intake: TestClient, union: Organisation, days: Days) -> None:
    case = open_case(union, file_report(intake, union))
    assert ending(case, union) == {"what": None, "erased_on": None, "announced": False, "holds": [], "may_hold": True}
    assert hold(case, union, "workers").status_code == 204
    days.jump(4000)
    days.go_on(NOTICE + 1)
    assert days.left() == {}


def demote(case: Case, one: Organisation) -> None:
    """It reads the case, and has no role there any more."""
    revoke(case, one)
    admit(case, one)


@pytest.mark.parametrize("leave", [revoke, demote])
def test_a_hold_counts_as_long_as_its_organisation_may_hold(
    case: Case, engine: Engine, union: Organisation, days: Days, leave: Any
) -> None:
    """Whoever may not hold the case any more keeps it from no end; everybody who reads it sees that the hold is in force no longer,
    and has the whole notice to hold it herself.
    """
    coordinator = make_organisation(union.programme, kind="coordinator")
    admit(case, coordinator, role="coordinator")
    assert hold(case, coordinator, "authority").status_code == 204
    (held,) = ending(case, union)["holds"]
    assert held["in_force"] is True and ending(case, union)["erased_on"] is None
    leave(case, coordinator)
    (held,) = ending(case, union)["holds"]
    assert (held["organisation"], held["reason"], held["in_force"]) == (coordinator.hex, "authority", False)
    assert ending(case, union)["erased_on"] is not None
    assert listed(union, "held") == []
    days.jump(A_YEAR)
    assert days.left() == {"withdrawn_case": NOTICE}
    days.go_on(NOTICE - 1)
    assert traces(engine, case.room)
    days.go_on(1)
    assert traces(engine, case.room) == []


def test_whoever_comes_back_holds_it_again(case: Case, union: Organisation, days: Days) -> None:
    coordinator = make_organisation(union.programme, kind="coordinator")
    admit(case, coordinator, role="coordinator")
    assert hold(case, coordinator).status_code == 204
    revoke(case, coordinator)
    days.jump(A_YEAR)
    assert days.left() == {"withdrawn_case": NOTICE}
    days.jump(-days.now)
    union.manager.sign_in()
    admit(case, coordinator, role="coordinator")
    assert [one["in_force"] for one in ending(case, union)["holds"]] == [True]
    days.jump(A_YEAR)
    assert days.left() == {}


def test_what_others_hold_is_held_all_the_same(case: Case, union: Organisation, days: Days) -> None:
    coordinator = make_organisation(union.programme, kind="coordinator")
    admit(case, coordinator, role="coordinator")
    assert hold(case, union, "workers").status_code == hold(case, coordinator).status_code == 204
    revoke(case, coordinator)
    assert {one["organisation"]: one["in_force"] for one in ending(case, union)["holds"]} == {
        union.hex: True,
        coordinator.hex: False,
    }
    assert ending(case, union)["erased_on"] is None
    assert [one["room"] for one in listed(union, "held")] == [case.hex]
    days.jump(A_YEAR)
    assert days.left() == {}


def test_a_reporter_is_told_when_the_last_hold_has_fallen_away(intake: TestClient, union: Organisation, days: Days) -> None:
    report = file_report(intake, union)
    case = open_case(union, report)
    assert step(case, closed(reason="workers_asked")).status_code == 201

    def told() -> Any:
        answer = intake.post("/v1/receipts/ending", json=report.lookup)
        assert answer.status_code == 200, answer.text
        return answer.json()["erased_on"]

    coordinator = make_organisation(union.programme, kind="coordinator")
    admit(case, coordinator, role="coordinator")
    assert hold(case, coordinator).status_code == 204
    days.jump(A_YEAR)
    assert told() is None
    union.manager.sign_in()
    revoke(case, coordinator)
    days.round()
    assert told() is not None

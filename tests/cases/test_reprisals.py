"""A reprisal is a case of its own: opened at once and without a report, first in every list of those who read it."""

from datetime import date, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from remedy_api.cases.profile import PUBLISHED, profile
from remedy_api.cases.states import ClockName
from tests.cases.rows_anew import made_anew
from tests.cases.test_lists import ids, listed
from tests.cases.test_opening import attempt, codes
from tests.factories import reports
from tests.factories.case_readers import admit
from tests.factories.cases import acknowledge, closed, first_steps, open_case, proof, step
from tests.factories.organisations import Organisation
from tests.factories.people import make_organisation
from tests.factories.reports import file_report
from tests.factories.reprisals import CHOSEN, open_reprisal, reprisal_steps
from tests.fixtures.time import Turn


def test_it_needs_no_report_and_no_words_that_leave_the_seal(union: Organisation, engine: Engine) -> None:
    case = open_reprisal(union)
    view = case.view(union.manager.client)
    assert (view["fast_track"], view["stage"], view["reports_total"]) == (True, "admissibility", 0)
    assert (view["issues"], view["workers"], view["site"], view["submitted_on"]) == ([], None, None, None)
    (clock,) = view["clocks"]
    rule = profile("reprisal").rule(ClockName.ADMISSIBILITY)
    assert (clock["clock"], clock["days_left"], rule.days < profile().rule(rule.clock).days) == ("admissibility", rule.days, True)
    assert made_anew(engine, case.room)[0] == made_anew(engine, case.room)[1]


def test_another_case_is_not_on_the_fast_track_and_still_needs_a_report(intake: TestClient, union: Organisation) -> None:
    case = open_case(union, file_report(intake, union))
    assert case.view(union.manager.client)["fast_track"] is False
    assert attempt(union, first_steps()).json()["code"] == "founding-incomplete"
    chosen = ("recorded", {"fact": "profile", "values": ("default",)})
    assert attempt(union, [chosen, *first_steps()]).json()["code"] == "founding-incomplete"


@pytest.mark.parametrize("values", [("faster",), ("default", "reprisal"), ("profiles.reprisal",)])
def test_only_a_published_procedure_can_be_chosen(union: Organisation, values: tuple[str, ...]) -> None:
    answer = attempt(union, [("recorded", {"fact": "profile", "values": values}), *reprisal_steps()[1:]])
    assert answer.json()["code"] == "unknown-code", answer.text


def test_nobody_changes_the_procedure_later(intake: TestClient, union: Organisation) -> None:
    usual, fast = open_case(union, file_report(intake, union)), open_reprisal(union)
    for case, values in ((usual, ("reprisal",)), (fast, ()), (fast, ("default",))):
        assert codes(step(case, ("recorded", {"fact": "profile", "values": values}))) == ["profile-settled"]
    late = [*reprisal_steps()[1:], CHOSEN]
    assert codes(attempt(union, late)) == ["profile-settled"]


def test_a_report_can_be_added_and_taken_out_again(intake: TestClient, union: Organisation) -> None:
    report = file_report(intake, union)
    case = open_reprisal(union)
    assert codes(step(case, ("linked", {"report": proof(report)}))) == ["report-not-acknowledged"]
    open_case(union, report)
    assert codes(step(case, ("linked", {"report": proof(report)}))) == ["report-taken"]
    other = file_report(intake, union)
    open_case(union, other, file_report(intake, union))
    assert case.view(union.manager.client)["reports_total"] == 0


def test_only_worker_organisations_open_one(union: Organisation) -> None:
    for kind in ("monitor", "coordinator", "supplier", "buyer", "operator"):
        other = make_organisation(union.programme, kind=kind)
        assert attempt(other, reprisal_steps()).status_code == 403, kind


def test_first_in_both_lists_while_it_is_open(intake: TestClient, union: Organisation, turn: Turn) -> None:
    manager = union.manager
    turn(-12, manager)
    old = open_reprisal(union)
    early = open_case(union, file_report(intake, union))
    turn(-2, manager)
    fresh = open_reprisal(union)
    late = open_case(union, file_report(intake, union))
    review = str(reports.today() + timedelta(days=13))
    assert step(fresh, ("suspended", {"reason": "waiting", "review": review, "entry": ""})).status_code == 201
    turn(0, manager)
    # Whatever the day is by which it needs somebody: nobody has to wait a week to see it.
    assert ids(listed(manager, union, "today")) == [old.hex, fresh.hex, early.hex]
    assert ids(listed(manager, union)) == [fresh.hex, old.hex, late.hex, early.hex]
    assert [row["fast_track"] for row in listed(manager, union)] == [True, True, False, False]
    assert step(old, closed()).status_code == 201
    turn(3, manager)
    newest = open_case(union, file_report(intake, union))
    assert ids(listed(manager, union)) == [fresh.hex, newest.hex, late.hex, *sorted_by_day(old.hex, early.hex)]
    assert ids(listed(manager, union, "today")) == [fresh.hex, early.hex]
    assert step(old, ("reopened", {"reason": "new_danger", "entry": ""})).status_code == 201
    assert set(ids(listed(manager, union))[:2]) == {old.hex, fresh.hex}


def sorted_by_day(*same_day: str) -> list[str]:
    """Cases of one day, as a list read backwards has them."""
    return sorted(same_day, reverse=True)


def test_in_pages_nothing_is_lost_or_twice(intake: TestClient, union: Organisation) -> None:
    cases = [*(open_reprisal(union) for _ in range(3)), *(open_case(union, file_report(intake, union)) for _ in range(3))]
    for view in ("all", "today"):
        found, after = [], None
        while True:
            params = {"view": view, "limit": 2} | ({"after": after} if after else {})
            answer = union.manager.client.get(f"/v1/organisations/{union.hex}/cases", params=params).json()
            found += ids(answer["items"])
            after = answer["next"]
            if after is None:
                break
        expected = {one.hex for one in (cases if view == "all" else cases[:3])}
        assert (len(found), set(found), set(found[:3])) == (len(expected), expected, {one.hex for one in cases[:3]})


def test_whoever_is_let_in_sees_it_first_too(intake: TestClient, union: Organisation) -> None:
    monitor = make_organisation(union.programme, kind="monitor")
    fast = open_reprisal(union)
    usual = open_case(union, file_report(intake, union))
    for case in (fast, usual):
        admit(case, monitor)
    rows: list[dict[str, Any]] = listed(monitor.manager, monitor)
    assert (ids(rows)[0], [row["fast_track"] for row in rows]) == (fast.hex, [True, False])


def test_companies_reckon_with_the_days_of_the_usual_procedure(
    intake: TestClient, union: Organisation, engine: Engine, turn: Turn
) -> None:
    """Else a deadline that passes early, or a pause that the fast clock was too short for, would tell them which it is."""
    filed = file_report(intake, union)
    acknowledge(union, filed)
    cases = {"usual": open_case(union, file_report(intake, union)), "fast": open_reprisal(union, filed)}
    first = reports.today()

    def days() -> dict[str, tuple[date | None, date | None]]:
        query = text('SELECT due_on, usual_due_on FROM case_file WHERE "case" = :case')
        with engine.connect() as connection:
            return {name: tuple(connection.execute(query, {"case": case.room}).one()) for name, case in cases.items()}

    rules = [profile(name).rule(ClockName.ADMISSIBILITY).days for name in ("default", "reprisal")]
    usual, fast = (first + timedelta(days=count) for count in rules)
    assert days() == {"usual": (usual, usual), "fast": (fast, usual)}
    # After the last day of the fast clock, before that of the usual one.
    turn(5, union.manager)
    for case in cases.values():
        said = {"reason": "waiting", "review": str(first + timedelta(days=8)), "entry": ""}
        assert step(case, ("suspended", said)).status_code == 201
    assert days() == {"usual": (None, None), "fast": (None, None)}
    turn(9, union.manager)
    for case in cases.values():
        assert step(case, ("resumed", {})).status_code == 201
    assert {one[1] for one in days().values()} == {usual + timedelta(days=4)}
    for case in cases.values():
        kept, anew = made_anew(engine, case.room)
        assert kept == anew


def test_the_procedures_count_in_one_zone_and_the_fast_one_is_faster() -> None:
    usual, fast = (profile(name) for name in PUBLISHED)
    assert (usual.fast_track, fast.fast_track) == (False, True)
    # Rooms count the days of a seat in UTC, see the profile.
    assert usual.calendar.time_zone.key == fast.calendar.time_zone.key == "UTC"
    # What can be seen outside is the same: on which days a case can be opened again.
    assert usual.reopen == fast.reopen
    for stage in usual.stages:
        if stage.clock is not None:
            assert fast.rule(stage.clock.clock).days < stage.clock.days
    # No day of a report is in its clocks: there may be none, and nothing has to be hidden from who reads none.
    assert {one.clock.start for one in fast.stages[1:] if one.clock} == {"stage"}

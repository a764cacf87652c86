"""The way to the end: negotiation, plan, verification, and with which word a case may end."""

from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from remedy_api.cases.guards import findings as guards
from tests.factories.case_readers import admit
from tests.factories.cases import STAGES, Case, Step, advance, closed, consent, open_case, stage, step, write
from tests.factories.database import contents
from tests.factories.findings import LATER, admit_monitor, establish, find, go_on, open_table, opened, tell_of_plan
from tests.factories.organisations import Organisation
from tests.factories.people import make_organisation
from tests.factories.reports import Report, file_report, today
from tests.fixtures.time import Turn

OUTCOMES = ("remedied", "partly_remedied", "unremedied")


@pytest.fixture
def report(intake: TestClient, union: Organisation) -> Report:
    return file_report(intake, union)


@pytest.fixture
def case(union: Organisation, report: Report) -> Case:
    return open_case(union, report)


def missing(answer: Any) -> list[str]:
    """What a refused step lacks."""
    assert answer.status_code == 409, answer.text
    assert answer.json()["code"] == "preconditions-missing"
    return [one["code"] for one in answer.json()["failures"]]


def offered(case: Case, name: str) -> dict[str, Any]:
    """A step as the page of the case offers it."""
    (found,) = [one for one in case.view(case.manager.client)["next"] if one["step"] == name]
    return dict(found)


def page(case: Case) -> dict[str, Any]:
    """The case as its representative sees it."""
    return case.view(case.manager.client)


def recorded(fact: str, *values: str) -> Step:
    """A fact as it is signed."""
    return ("recorded", {"fact": fact, "values": values})


def test_a_case_goes_through_every_later_stage_with_its_clock(case: Case) -> None:
    running = {"finding": "finding", "negotiation": "negotiation", "implementation": None, "verification": "verification"}
    needs = {"finding": "conclude", "negotiation": "negotiate", "implementation": "see_through", "verification": "verify"}
    for code in LATER:
        go_on(case, code)
        view = page(case)
        open_clocks = [one["clock"] for one in view["clocks"] if one["done_on"] is None]
        assert (view["stage"], view["needs"]) == (code, needs[code])
        assert open_clocks == ([running[code]] if running[code] else [])
    days = {one["clock"]: one["from_day"] for one in view["clocks"]}
    assert set(days) == {"acknowledgement", "admissibility", "fact_finding", "finding", "negotiation", "verification"}


@pytest.mark.parametrize(("code", "days"), [("finding", 90), ("negotiation", 60), ("verification", 30)])
def test_a_missed_day_is_overdue_on_the_next(case: Case, turn: Turn, code: str, days: int) -> None:
    go_on(case, code)
    for after, late in ((days, False), (days + 1, True)):
        turn(after, case.manager)
        (clock,) = [one for one in page(case)["clocks"] if one["clock"] == code]
        assert (clock["days_left"], clock["overdue"]) == (days - after, late)


def test_a_table_is_opened_once_the_companies_are_told_and_the_workers_agree(case: Case, turn: Turn) -> None:
    table = "ab" * 16
    for code in ("admissibility", "safety"):
        advance(case, code)
        assert missing(step(case, opened(table))) == ["table-too-early", "table-consent-missing"]
    advance(case, "notification")
    for audience, content in (("monitor", "table"), ("buyers", "notice"), ("authorities", "table"), ("public", "table")):
        assert step(case, consent(audience, content)).status_code == 201
        assert missing(step(case, opened(table))) == ["table-consent-missing"], (audience, content)
    assert step(case, consent("buyers", "table", until=str(today()))).status_code == 201
    turn(1, case.manager)
    assert missing(step(case, opened(table))) == ["table-consent-missing"], "it has run out"
    assert step(case, consent("buyers", "table"), opened(table)).status_code == 201
    day = str(page(case)["history"][0]["day"])
    assert page(case)["tables"] == [{"table": table, "opened_on": day, "founded": False}]


def test_a_table_is_of_one_case_and_its_id_is_new(case: Case, union: Organisation, intake: TestClient) -> None:
    advance(case, "notification")
    table = open_table(case)
    other = open_case(union, file_report(intake, union))
    advance(other, "notification")
    assert step(other, consent("operator", "table")).status_code == 201
    for taken in (table, case.hex, other.hex):
        assert missing(step(other, opened(taken))) == ["table-taken"]
    assert page(other)["tables"] == []
    assert [one["table"] for one in page(case)["tables"]] == [table]
    assert step(case, opened(table)).json()["code"] == "seal-refused"


def test_there_are_never_more_tables_than_anybody_follows(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guards, "MOST_TABLES", 1)
    advance(case, "notification")
    open_table(case)
    assert missing(step(case, opened())) == ["tables-full"]


def test_to_negotiation(case: Case) -> None:
    advance(case, "fact_finding")
    monitor = admit_monitor(case)
    made = find(case, monitor)
    assert step(case, stage("finding")).status_code == 201
    assert missing(step(case, stage("negotiation"))) == ["table-missing", "finding-not-established"]
    told = offered(case, "negotiation")
    assert ([one["code"] for one in told["failures"]], told["wants"]) == (["table-missing"], ["reason"])
    open_table(case)
    assert missing(step(case, stage("negotiation"))) == ["finding-not-established"]
    assert missing(step(case, stage("negotiation", reason="new_facts"))) == ["finding-not-established"]
    establish(case, monitor, made)
    assert (offered(case, "negotiation")["ready"], offered(case, "negotiation")["wants"]) == (True, [])
    assert step(case, stage("negotiation")).status_code == 201


def test_to_negotiation_without_a_finding_that_nobody_needs(case: Case) -> None:
    advance(case, "fact_finding")
    find(case, admit_monitor(case))
    assert step(case, stage("finding")).status_code == 201
    open_table(case)
    assert step(case, stage("negotiation", reason="no_finding_needed")).status_code == 201


def test_that_no_finding_is_needed_is_a_reason_for_nothing_else(case: Case) -> None:
    go_on(case, "negotiation")
    for code in ("safety", "finding", "implementation"):
        assert step(case, stage(code, reason="no_finding_needed")).json()["code"] == "unknown-code", code


def test_to_implementation_and_verification(case: Case) -> None:
    go_on(case, "negotiation")
    assert [one["code"] for one in offered(case, "implementation")["failures"]] == ["plan-missing"]
    assert missing(step(case, stage("implementation"))) == ["plan-missing"]
    tell_of_plan(case, steps=2)
    view = page(case)
    assert (view["plan_in_force_on"], view["steps_unverified"]) == (str(today()), 2)
    for code in ("implementation", "verification"):
        assert step(case, stage(code)).status_code == 201
    # What the tables said outlives every later event of the case's own history.
    assert (page(case)["plan_in_force_on"], page(case)["steps_unverified"]) == (str(today()), 2)


def test_no_later_stage_is_skipped(case: Case) -> None:
    back = {"negotiation": "finding", "verification": "implementation"}
    for begin in LATER:
        go_on(case, begin)
        forward = [*LATER, ""][LATER.index(begin) + 1]
        for code in (*STAGES, *LATER):
            if code not in ("safety", forward, back.get(begin)):
                assert "not-next" in missing(step(case, stage(code, reason="new_facts"))), (begin, code)
        assert page(case)["stage"] == begin


@pytest.mark.parametrize(
    ("begin", "to", "reason"),
    [
        ("verification", "implementation", "step_not_done"),
        ("negotiation", "finding", "new_facts"),
        ("finding", "safety", "new_danger"),
        ("implementation", "safety", "consent_changed"),
    ],
)
def test_back_with_a_reason(case: Case, begin: str, to: str, reason: str) -> None:
    go_on(case, begin)
    assert missing(step(case, stage(to))) == ["reason-missing"]
    assert step(case, stage(to, reason=reason)).status_code == 201
    view = page(case)
    assert view["stage"] == to
    ended = [one["done_on"] for one in view["clocks"] if one["clock"] == begin]
    assert None not in ended


def test_what_became_of_the_remedy_is_said_once_it_was_tried(case: Case) -> None:
    entry = write(case, "reasons")
    for code in (*STAGES, "finding", "negotiation"):
        advance(case, code) if code in STAGES else go_on(case, code)
        for outcome in OUTCOMES:
            assert missing(step(case, closed(outcome, reason="override", entry=entry))) == ["remedy-not-begun"], (code, outcome)
    go_on(case, "implementation")
    for outcome in OUTCOMES:
        assert step(case, closed(outcome, reason="override", entry=entry)).status_code == 201
        assert page(case)["outcome"] == outcome
        assert step(case, ("reopened", {"reason": "mistake", "entry": ""})).status_code == 201


def test_remedied_when_every_step_is_verified(case: Case) -> None:
    go_on(case, "implementation")
    tell_of_plan(case, steps=1)
    assert missing(step(case, closed("remedied"))) == ["steps-not-verified"]
    tell_of_plan(case, steps=0)
    assert step(case, closed("remedied")).status_code == 201
    view = page(case)
    assert (view["outcome"], view["overridden"], view["closed_on"]) == ("remedied", False, str(today()))


def test_without_a_number_of_steps_nothing_is_remedied(case: Case) -> None:
    """A number that is not there is not nought."""
    go_on(case, "implementation")
    tell_of_plan(case, steps=None)
    assert missing(step(case, closed("remedied"))) == ["steps-not-verified"]


def test_against_open_steps_only_with_reasons_that_stay(case: Case) -> None:
    go_on(case, "verification")
    assert missing(step(case, closed("remedied", reason="override"))) == ["reasons-missing"]
    assert missing(step(case, closed("remedied", reason="override", entry="ab" * 32))) == ["entry-missing"]
    entry = write(case, "reasons", "The site was closed; all were paid.")
    assert missing(step(case, closed("remedied", reason="workers_asked", entry=entry))) == ["steps-not-verified"]
    assert not page(case)["overridden"]
    assert step(case, closed("remedied", reason="override", entry=entry)).status_code == 201
    assert page(case)["overridden"]
    assert step(case, ("reopened", {"reason": "not_kept", "entry": ""})).status_code == 201
    tell_of_plan(case, steps=0)
    assert step(case, closed("remedied")).status_code == 201
    assert page(case)["overridden"], "it shows ever after"
    (row,) = case.manager.client.get(f"/v1/organisations/{case.founder.hex}/cases").json()["items"]
    assert row["overridden"]


def test_the_reporter_sees_it_too(case: Case, report: Report, intake: TestClient) -> None:
    go_on(case, "implementation")
    seen = intake.post("/v1/receipts/case", json=report.lookup).json()["case"]
    assert (seen["stage"], seen["overridden"]) == ("implementation", False)
    entry = write(case, "reasons")
    assert step(case, closed("unremedied", reason="override", entry=entry)).status_code == 201
    seen = intake.post("/v1/receipts/case", json=report.lookup).json()["case"]
    assert (seen["outcome"], seen["overridden"]) == ("unremedied", True)


def test_less_than_remedied_is_signed_off_by_the_representative_alone(case: Case) -> None:
    go_on(case, "verification")
    coordinator = make_organisation(case.founder.programme, kind="coordinator")
    admit(case, coordinator, role="coordinator")
    for outcome in ("partly_remedied", "unremedied"):
        assert step(case, closed(outcome), acting=coordinator).json()["code"] == "not-yours"
        assert step(case, closed(outcome)).status_code == 201
        assert (page(case)["outcome"], page(case)["overridden"]) == (outcome, False)
        assert step(case, ("reopened", {"reason": "not_kept", "entry": ""})).status_code == 201


def test_nothing_else_is_overridden(case: Case, engine: Engine) -> None:
    entry = write(case, "reasons")
    before = contents(engine)
    for outcome in ("withdrawn", "referred", "not_admissible"):
        assert step(case, closed(outcome, reason="override", entry=entry)).json()["code"] == "unknown-code", outcome
    assert contents(engine) == before


def test_afterwards_the_workers_are_asked_and_somebody_looks_again(case: Case) -> None:
    assert missing(step(case, recorded("satisfaction", "very"))) == ["not-closed"]
    assert step(case, recorded("follow_up", "3-months")).status_code == 201
    assert step(case, closed()).status_code == 201
    for values in (("happy",), ("very", "not")):
        assert step(case, recorded("satisfaction", *values)).json()["code"] == "unknown-code"
    assert step(case, recorded("follow_up", "2-months")).json()["code"] == "unknown-code"
    assert step(case, recorded("satisfaction", "little"), recorded("follow_up", "6-months", "12-months")).status_code == 201
    assert (page(case)["satisfaction"], page(case)["follow_up"]) == ("little", ["6-months", "12-months"])
    assert missing(step(case, recorded("issues", "hours"))) == ["closed"]
    assert step(case, recorded("satisfaction")).status_code == 201
    assert page(case)["satisfaction"] is None

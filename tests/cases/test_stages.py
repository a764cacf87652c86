"""Stages: what each asks for is told all at once, none is skipped, and one may come back to safety."""

from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from tests.factories.case_readers import admit
from tests.factories.cases import STAGES, Case, advance, closed, consent, keep, make_company, open_case, prepare, stage, step, write
from tests.factories.database import contents
from tests.factories.organisations import Organisation
from tests.factories.people import make_organisation
from tests.factories.reports import file_report, today
from tests.fixtures.time import Turn


@pytest.fixture
def case(intake: TestClient, union: Organisation) -> Case:
    return open_case(union, file_report(intake, union))


def missing(answer: Any) -> list[str]:
    """What a refused step lacks."""
    assert (answer.status_code, answer.json()["code"]) == (409, "preconditions-missing"), answer.text
    assert all(one["message"] for one in answer.json()["failures"])
    return [one["code"] for one in answer.json()["failures"]]


def step_of(case: Case, name: str) -> dict[str, Any]:
    """A step as the page of the case offers it."""
    (found,) = [one for one in case.view(case.manager.client)["next"] if one["step"] == name]
    return dict(found)


def lacks(case: Case, name: str) -> list[str]:
    """What the page says is missing for a step."""
    offered = step_of(case, name)
    assert offered["ready"] == (not offered["failures"])
    return [one["code"] for one in offered["failures"]]


def test_a_case_goes_through_every_stage(case: Case) -> None:
    client = case.manager.client
    for code in STAGES[1:]:
        advance(case, code)
        view = case.view(client)
        assert (view["stage"], view["history"][0]["type"]) == (code, "stage")
    assert [one["clock"] for one in view["clocks"]] == ["acknowledgement", "admissibility", "fact_finding"]
    assert [one["done_on"] is not None for one in view["clocks"]] == [True, True, False]
    assert view["kept"] == ["mandate", "risk", "safe_contact"]
    assert view["next"][1] == {"step": "safety", "ready": True, "failures": [], "wants": ["reason"]}


def test_to_safety(case: Case) -> None:
    assert lacks(case, "safety") == ["mandate-missing"]
    assert missing(step(case, stage("safety"))) == ["mandate-missing", "reasons-missing"]
    assert missing(step(case, stage("safety", entry="ab" * 32))) == ["mandate-missing", "entry-missing"]
    assert step(case, ("recorded", {"fact": "issues", "values": ()})).status_code == 201
    assert lacks(case, "safety") == ["mandate-missing", "issues-missing"]
    assert step(case, ("recorded", {"fact": "issues", "values": ("hours",)})).status_code == 201
    keep(case, "mandate")
    assert (lacks(case, "safety"), step_of(case, "safety")["wants"]) == ([], ["reasons"])
    assert missing(step(case, stage("safety"))) == ["reasons-missing"]
    assert step(case, stage("safety", entry=write(case, "reasons"))).status_code == 201


def test_to_notification(case: Case) -> None:
    advance(case, "safety")
    assert missing(step(case, stage("notification"))) == ["risk-missing", "safe-contact-missing", "consent-missing"]
    keep(case, "risk")
    keep(case, "safe_contact")
    assert lacks(case, "notification") == ["consent-missing"]
    assert step(case, consent("monitor", "evidence")).status_code == 201
    assert lacks(case, "notification") == []
    assert step(case, stage("notification")).status_code == 201


def test_to_fact_finding(case: Case) -> None:
    advance(case, "safety")
    keep(case, "risk")
    keep(case, "safe_contact")
    assert step(case, consent("monitor")).status_code == 201
    assert step(case, stage("notification")).status_code == 201
    wanted = ["duty-bearer-missing", "company-consent-missing", "notice-missing"]
    assert missing(step(case, stage("fact_finding"))) == wanted
    company = make_company(case)
    assert step(case, ("recorded", {"fact": "duty_bearers", "values": (f"{company}:caused",)})).status_code == 201
    assert lacks(case, "fact_finding") == ["company-consent-missing"]
    assert step(case, consent("buyers", "progress")).status_code == 201
    assert lacks(case, "fact_finding") == ["company-consent-missing"], "a notice is what they are sent"
    assert step(case, consent("buyers")).status_code == 201
    assert step(case, stage("fact_finding", entry=write(case, "notice"))).status_code == 201
    (bearer,) = case.view(case.manager.client)["duty_bearers"]
    assert (bearer["company"], bearer["involvement"]) == (company, "caused")


@pytest.mark.parametrize("begin", STAGES)
def test_no_stage_is_skipped(case: Case, begin: str) -> None:
    advance(case, begin)
    allowed = {"admissibility": "safety", "safety": "notification", "notification": "fact_finding", "fact_finding": ""}
    for code in STAGES:
        if code not in (allowed[begin], "safety" if begin in ("notification", "fact_finding") else ""):
            assert "not-next" in missing(step(case, stage(code, entry=write(case, "reasons"), reason="new_facts")))
    assert case.view(case.manager.client)["stage"] == begin


@pytest.mark.parametrize("begin", ["notification", "fact_finding"])
def test_back_to_safety_with_a_reason(case: Case, begin: str) -> None:
    advance(case, begin)
    assert missing(step(case, stage("safety"))) == ["reason-missing"]
    assert step(case, stage("safety", reason="out_of_scope")).json()["code"] == "unknown-code"
    assert step(case, stage("safety", reason="new_danger")).status_code == 201
    view = case.view(case.manager.client)
    assert view["stage"] == "safety"
    # The clock of fact-finding has ended with it.
    assert [one["done_on"] for one in view["clocks"] if one["clock"] == "fact_finding"] != [None]
    assert step(case, stage("notification")).status_code == 201


def test_a_consent_that_was_withdrawn_or_has_run_out_does_not_count(case: Case, turn: Turn) -> None:
    advance(case, "safety")
    keep(case, "risk")
    keep(case, "safe_contact")
    assert step(case, consent()).status_code == 201
    given = case.view(case.manager.client)["consents"]
    assert [one["live"] for one in given] == [True]
    assert step(case, ("consent_withdrawn", {"consent": given[0]["consent"]})).status_code == 201
    assert lacks(case, "notification") == ["consent-missing"]
    tomorrow = given[0]["until"]
    assert tomorrow is None
    turn(0, case.manager)
    until = str(case.view(case.manager.client)["stage_since"])
    assert step(case, consent(until=until)).status_code == 201
    assert lacks(case, "notification") == [], "it holds through its last day"
    turn(1, case.manager)
    assert lacks(case, "notification") == ["consent-missing"]
    assert missing(step(case, stage("notification"))) == ["consent-missing"]


def test_suspended_it_moves_nowhere(case: Case) -> None:
    advance(case, "safety")
    prepare(case, "notification")
    assert missing(step(case, ("resumed", {}))) == ["not-suspended"]
    past = ("suspended", {"reason": "waiting", "review": "2020-01-01", "entry": ""})
    assert missing(step(case, past)) == ["review-past"]
    assert missing(step(case, ("suspended", {"reason": "waiting", "review": "", "entry": ""}))) == ["review-missing"]
    review = str(today() + timedelta(days=30))
    suspended = ("suspended", {"reason": "waiting", "review": review, "entry": ""})
    assert step(case, suspended).status_code == 201
    view = case.view(case.manager.client)
    assert (view["suspended"], view["needs"], view["next"][0]["step"]) == (True, "review", "resume")
    assert missing(step(case, suspended)) == ["suspended"]
    assert missing(step(case, stage("notification"))) == ["suspended"]
    assert step(case, ("resumed", {})).status_code == 201
    assert step(case, stage("notification")).status_code == 201


def test_closed_it_stands_still(case: Case) -> None:
    assert missing(step(case, ("reopened", {"reason": "new_facts", "entry": ""}))) == ["not-closed"]
    assert missing(step(case, closed("not_admissible"))) == ["reasons-missing"]
    assert step(case, closed("not_admissible", reason="no_mandate", entry=write(case, "reasons"))).status_code == 201
    view = case.view(case.manager.client)
    assert (view["outcome"], view["needs"], view["closed_on"]) == ("not_admissible", None, view["stage_since"])
    assert [one["step"] for one in view["next"]] == ["reopen"]
    assert missing(step(case, closed())) == ["closed"]
    assert "closed" in missing(step(case, stage("safety")))
    assert missing(step(case, ("recorded", {"fact": "issues", "values": ("hours",)}))) == ["closed"]
    assert missing(step(case, consent())) == ["closed"]
    assert step(case, ("reopened", {"reason": "mistake", "entry": ""})).status_code == 201
    assert case.view(case.manager.client)["stage"] == "admissibility"


def test_not_admissible_is_found_in_that_stage_or_not_at_all(case: Case) -> None:
    advance(case, "safety")
    entry = write(case, "reasons")
    assert missing(step(case, closed("not_admissible", entry=entry))) == ["admitted-already"]
    assert step(case, closed("referred", reason="other_channel")).status_code == 201


@pytest.mark.parametrize(("days", "codes"), [(90, []), (91, ["reopen-too-late"])])
def test_reopened_within_ninety_days(case: Case, turn: Turn, days: int, codes: list[str]) -> None:
    assert step(case, closed()).status_code == 201
    turn(days, case.manager)
    assert lacks(case, "reopen") == codes
    answer = step(case, ("reopened", {"reason": "not_kept", "entry": ""}))
    assert (missing(answer) if codes else answer.status_code) == (codes or 201)


def test_a_coordinator_moves_stages_and_nothing_else(case: Case) -> None:
    coordinator = make_organisation(case.founder.programme, kind="coordinator")
    admit(case, coordinator, role="coordinator")
    keep(case, "mandate")
    reasons = write(case, "reasons", person=coordinator.manager)
    assert step(case, consent(), acting=coordinator).json()["code"] == "not-yours"
    assert step(case, closed(), acting=coordinator).json()["code"] == "not-yours"
    assert step(case, ("recorded", {"fact": "issues", "values": ("hours",)}), acting=coordinator).json()["code"] == "not-yours"
    assert step(case, stage("safety", entry=reasons), acting=coordinator).status_code == 201
    view = case.view(coordinator.manager.client)
    assert (view["role"], [one["step"] for one in view["next"]]) == ("coordinator", ["notification"])


def test_a_reader_takes_no_step(case: Case) -> None:
    monitor = make_organisation(case.founder.programme, kind="monitor")
    admit(case, monitor)
    for wanted in (stage("safety"), closed(), consent(), ("resumed", {})):
        assert step(case, wanted, acting=monitor).json()["code"] == "not-yours"
    view = case.view(monitor.manager.client)
    assert (view["role"], view["next"], view["needs"]) == ("reader", [], None)
    advance(case, "fact_finding")
    assert case.view(monitor.manager.client)["needs"] == "find_facts"


def test_a_refused_step_changes_nothing_and_a_post_is_taken_whole_or_not_at_all(case: Case, engine: Engine) -> None:
    before = contents(engine)
    missing(step(case, ("recorded", {"fact": "issues", "values": ("hours",)}), stage("safety")))
    missing(step(case, stage("notification")))
    step(case, consent("nobody"))
    assert contents(engine) == before
    keep(case, "mandate")
    reasons = write(case, "reasons")
    several = (("recorded", {"fact": "issues", "values": ("hours",)}), stage("safety", entry=reasons))
    assert step(case, *several).status_code == 201
    assert case.view(case.manager.client)["issues"] == ["hours"]


def test_the_reasons_are_told_in_the_readers_language(case: Case) -> None:
    client = case.manager.client
    told = {
        language: client.get(f"/v1/cases/{case.hex}", headers={"Accept-Language": language}).json()["next"][0]["failures"][0]
        for language in ("en", "xx")
    }
    assert told["en"]["message"].startswith("Write down the mandate")
    assert told["en"] == told["xx"]


def test_an_entry_of_another_room_is_no_entry_here(intake: TestClient, case: Case) -> None:
    other = open_case(case.founder, file_report(intake, case.founder))
    keep(case, "mandate")
    elsewhere = write(other, "reasons")
    assert missing(step(case, stage("safety", entry=elsewhere))) == ["entry-missing"]
    assert missing(step(case, ("kept", {"what": "risk", "entry": elsewhere}))) == ["entry-missing"]

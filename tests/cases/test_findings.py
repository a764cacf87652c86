"""Findings: who makes them, what they rest on, what is said to them, and how they show on the page of a case."""

from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from remedy_api.cases.guards import findings as guards
from tests.factories.case_readers import admit, revoke
from tests.factories.cases import Case, advance, closed, open_case, stage, step, write
from tests.factories.database import contents
from tests.factories.findings import admit_monitor, establish, find, finding
from tests.factories.organisations import Organisation
from tests.factories.people import make_organisation
from tests.factories.reports import file_report, today


@pytest.fixture
def case(intake: TestClient, union: Organisation) -> Case:
    opened = open_case(union, file_report(intake, union))
    advance(opened, "fact_finding")
    return opened


@pytest.fixture
def monitor(case: Case) -> Organisation:
    return admit_monitor(case)


def missing(answer: Any) -> list[str]:
    """What a refused step lacks."""
    assert answer.status_code == 409, answer.text
    assert answer.json()["code"] == "preconditions-missing"
    return [one["code"] for one in answer.json()["failures"]]


def told(case: Case, reader: Organisation | None = None) -> list[dict[str, Any]]:
    """The findings on the page of the case."""
    found: list[dict[str, Any]] = case.view((reader or case.founder).manager.client)["findings"]
    return found


def test_a_finding_from_its_draft_to_its_end(case: Case, monitor: Organisation) -> None:
    evidence = [write(case, "message"), write(case, "attachment", "pay slip.jpg", person=monitor.manager)]
    reasons = write(case, "finding", "Wages were not paid.", person=monitor.manager)
    made = finding(reasons, conclusion="partly", grade="moderate", evidence=evidence)
    assert step(case, made, acting=monitor).status_code == 201
    name = case.as_reader(case.manager.client)["head"]
    day = str(today())
    (first,) = told(case)
    assert first == {
        "finding": name,
        "organisation": monitor.hex,
        "name": monitor.name,
        "conclusion": "partly",
        "grade": "moderate",
        "state": "draft",
        "entry": reasons,
        "evidence": evidence,
        "comments": [],
        "contested": None,
        "said_on": day,
        "established_on": None,
    }
    comments = [write(case, "comment", "Two months, not three."), write(case, "comment", "And the overtime?")]
    for entry in comments:
        assert step(case, ("commented", {"finding": name, "entry": entry})).status_code == 201
    assert step(case, ("contested", {"finding": name, "entry": write(case, "comment")})).status_code == 201
    establish(case, monitor, name)
    (now,) = told(case, monitor)
    assert (now["state"], now["established_on"], now["comments"]) == ("established", day, comments)
    assert now["contested"] is not None, "it stays contested"
    second = find(case, monitor, replaces=name)
    (after,) = told(case)
    assert (after["finding"], after["state"], after["comments"], after["contested"]) == (second, "draft", [], None)


def test_only_a_monitor_makes_one_and_only_with_its_interests_declared(case: Case) -> None:
    entry = write(case, "finding")
    coordinator = make_organisation(case.founder.programme, kind="coordinator")
    admit(case, coordinator, role="coordinator")
    other = make_organisation(case.founder.programme, kind="monitor")
    admit(case, other)
    for acting in (case.founder, coordinator, other):
        assert step(case, finding(entry), acting=acting).json()["code"] == "not-yours"
    monitor = admit_monitor(case, declared=False)
    refused = step(case, finding(entry), acting=monitor)
    assert (refused.status_code, refused.json()["code"]) == (422, "interests-missing")
    assert told(case) == []
    named = ("declared", {"entry": write(case, "interests", person=monitor.manager)})
    assert step(case, named, finding(entry), acting=monitor).status_code == 201
    assert [one["organisation"] for one in told(case)] == [monitor.hex]


@pytest.mark.parametrize("kind", ["worker_organisation", "coordinator"])
def test_nobody_but_a_monitor_is_entrusted_with_it(case: Case, kind: str) -> None:
    other = make_organisation(case.founder.programme, kind=kind)
    admit(case, other)
    answer = step(case, ("entrusted", {"fingerprint": other.fingerprint.hex(), "role": "monitor"}))
    assert answer.json()["code"] == "not-for-this-kind"


def test_not_before_the_fact_finding(intake: TestClient, union: Organisation) -> None:
    early = open_case(union, file_report(intake, union))
    monitor = admit_monitor(early)
    for code in ("admissibility", "safety", "notification"):
        advance(early, code)
        entry = write(early, "finding", person=monitor.manager)
        assert missing(step(early, finding(entry), acting=monitor)) == ["finding-too-early"]
    advance(early, "fact_finding")
    assert step(early, finding(entry), acting=monitor).status_code == 201


def test_what_it_names_has_to_be_there(case: Case, monitor: Organisation, intake: TestClient) -> None:
    there, gone = write(case, "message"), "ab" * 32
    other = open_case(case.founder, file_report(intake, case.founder))
    elsewhere = write(other, "message")
    assert missing(step(case, finding(gone), acting=monitor)) == ["entry-missing"]
    assert missing(step(case, finding(there, evidence=[there, gone]), acting=monitor)) == ["evidence-missing"]
    assert missing(step(case, finding(there, evidence=[elsewhere]), acting=monitor)) == ["evidence-missing"]
    assert missing(step(case, ("declared", {"entry": gone}), acting=monitor)) == ["entry-missing"]
    assert step(case, finding(there, evidence=[there]), acting=monitor).status_code == 201
    made = told(case)[0]["finding"]
    assert missing(step(case, ("commented", {"finding": made, "entry": gone}))) == ["entry-missing"]
    assert missing(step(case, ("contested", {"finding": made, "entry": elsewhere}))) == ["entry-missing"]


@pytest.mark.parametrize(("member", "code"), [("conclusion", "true"), ("grade", "certain"), ("grade", "partly")])
def test_codes_that_nobody_knows(case: Case, monitor: Organisation, engine: Engine, member: str, code: str) -> None:
    entry = write(case, "finding", person=monitor.manager)
    before = contents(engine)
    assert step(case, finding(entry, **{member: code}), acting=monitor).json()["code"] == "unknown-code"
    assert contents(engine) == before


def test_the_next_stage_asks_for_one_of_somebody_who_may_say_it(case: Case, monitor: Organisation) -> None:
    assert missing(step(case, stage("finding"))) == ["finding-missing"]
    find(case, monitor)
    revoke(case, monitor)
    assert missing(step(case, stage("finding"))) == ["finding-missing"], "whose mandate has ended concludes nothing"
    assert [one["organisation"] for one in told(case)] == [monitor.hex], "and yet it was said"
    assert [one["code"] for one in case.view(case.manager.client)["next"][0]["failures"]] == ["finding-missing"]
    other = admit_monitor(case)
    find(case, other)
    assert step(case, stage("finding")).status_code == 201
    view = case.view(case.manager.client)
    assert (view["stage"], view["needs"]) == ("finding", "conclude")
    assert case.view(other.manager.client)["needs"] == "conclude"


def test_a_monitor_who_only_reads_concludes_nothing(case: Case, monitor: Organisation) -> None:
    find(case, monitor)
    named = {"reader": monitor.fingerprint.hex()}
    revoke(case, monitor)
    admit(case, monitor)
    assert missing(step(case, stage("finding"))) == ["finding-missing"], named
    entrusted = ("entrusted", {"fingerprint": monitor.fingerprint.hex(), "role": "monitor"})
    assert step(case, entrusted, stage("finding")).status_code == 201


def test_a_monitor_takes_no_other_step(case: Case, monitor: Organisation) -> None:
    find(case, monitor)
    for wanted in (stage("finding"), closed(), ("resumed", {}), ("table_opened", {"table": "ab" * 16})):
        assert step(case, wanted, acting=monitor).json()["code"] == "not-yours"
    view = case.view(monitor.manager.client)
    assert (view["role"], view["next"], view["needs"]) == ("monitor", [], "find_facts")


def test_closed_nothing_is_found_any_more(case: Case, monitor: Organisation) -> None:
    made, entry = find(case, monitor), write(case, "comment")
    assert step(case, closed()).status_code == 201
    assert missing(step(case, finding(entry), acting=monitor)) == ["closed"]
    assert missing(step(case, ("declared", {"entry": entry}), acting=monitor)) == ["closed"]
    assert missing(step(case, ("established", {"finding": made}), acting=monitor)) == ["closed"]
    assert missing(step(case, ("commented", {"finding": made, "entry": entry}))) == ["closed"]
    assert missing(step(case, ("contested", {"finding": made, "entry": entry}))) == ["closed"]
    assert [one["state"] for one in told(case)] == ["draft"]


def test_there_are_never_more_than_anybody_reads(case: Case, monitor: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guards, "MOST_FINDINGS", 2)
    monkeypatch.setattr(guards, "MOST_COMMENTS", 1)
    made, entry = [find(case, monitor) for _ in range(2)], write(case, "finding")
    assert missing(step(case, finding(entry), acting=monitor)) == ["findings-full"]
    assert find(case, monitor, replaces=made[0])
    assert len(told(case)) == 2
    comment = ("commented", {"finding": made[1], "entry": entry})
    assert step(case, comment).status_code == 201
    assert missing(step(case, comment)) == ["comments-full"]


def test_a_stranger_learns_of_none(case: Case, monitor: Organisation) -> None:
    find(case, monitor)
    outsider = make_organisation(case.founder.programme, kind="monitor")
    assert outsider.manager.client.get(f"/v1/cases/{case.hex}").status_code == 404

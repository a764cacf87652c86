"""A case is opened from reports: by a worker organisation, from reports it reads and has confirmed, once, and whole."""

from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from tests.factories.case_readers import admit
from tests.factories.cases import Step, acknowledge, first_steps, founding, founding_json, open_case, post_case, proof, step
from tests.factories.database import contents
from tests.factories.organisations import Organisation
from tests.factories.people import join, make_organisation, make_person
from tests.factories.reports import file_report, verified
from tests.factories.steps import by_receipt


def test_a_case_is_opened(intake: TestClient, union: Organisation) -> None:
    report, client = file_report(intake, union), union.manager.client
    case = open_case(union, report, issues=("wages", "forced_labour"), indicators=("debt_bondage",))
    assert case.answer.json()["case"] == case.hex
    view = case.view(client)
    assert view["head"] == case.answer.json()["head"]
    assert (view["stage"], view["role"], view["needs"]) == ("admissibility", "representative", "decide_admissibility")
    assert (view["issues"], view["indicators"], view["workers"]) == (["wages", "forced_labour"], ["debt_bondage"], "50-249")
    assert [one["room"] for one in view["reports"]] == [report.room.hex()]
    assert [one["clock"] for one in view["clocks"]] == ["acknowledgement", "admissibility"]
    assert view["history"][0]["person"] == union.manager.name
    (row,) = client.get(f"/v1/organisations/{union.hex}/cases").json()["items"]
    assert (row["case"], row["days_left"], row["overdue"], row["unseen"]) == (case.hex, 14, False, False)
    (filed,) = client.get(f"/v1/organisations/{union.hex}/reports").json()["items"]
    assert (filed["case"], filed["due_on"]) == (case.hex, None)
    assert client.get(f"{report.path}/case").json() == {"case": case.hex}
    verified(case, case.as_reader(client))


def attempt(union: Organisation, steps: list[Step], **more: Any) -> Any:
    """Try to open a case with these steps."""
    return post_case(union.manager.client, founding_json(founding(union, steps, **more)))


def codes(answer: Any) -> list[str]:
    """The codes of what is missing."""
    assert answer.json()["code"] == "preconditions-missing", answer.text
    return [one["code"] for one in answer.json()["failures"]]


def test_sent_again_it_is_opened_once(intake: TestClient, union: Organisation, engine: Engine) -> None:
    case = open_case(union, file_report(intake, union))
    before = contents(engine)
    for _ in range(3):
        again = post_case(union.manager.client, case.sent, key=case.key)
        assert (again.status_code, again.text) == (201, case.answer.text)
        assert again.headers["Idempotency-Replayed"] == "true"
    assert contents(engine) == before
    other = founding_json(founding(union, first_steps(file_report(intake, union))))
    assert post_case(union.manager.client, other, key=case.key).json()["code"] == "idempotency-key-reused"
    # The same bytes under a new key: the room is there already.
    assert post_case(union.manager.client, case.sent).status_code == 409
    assert post_case(union.manager.client, case.sent, key="").status_code == 409


def test_several_reports_make_one_case_and_a_report_is_in_one_case_only(intake: TestClient, union: Organisation) -> None:
    first, second, third = (file_report(intake, union) for _ in range(3))
    case = open_case(union, first, second)
    assert case.view(union.manager.client)["reports_total"] == 2
    acknowledge(union, third)
    assert codes(attempt(union, first_steps(second, third))) == ["report-taken"]
    assert step(case, ("linked", {"report": proof(third)})).status_code == 201
    assert step(case, ("linked", {"report": proof(third)})).json()["code"] == "seal-refused"
    assert step(case, ("unlinked", {"report": proof(second)})).status_code == 201
    assert attempt(union, first_steps(second)).status_code == 201


def test_only_reports_that_the_organisation_reads_and_has_confirmed(intake: TestClient, union: Organisation) -> None:
    other = make_organisation(union.programme)
    waiting, foreign, withdrawn = file_report(intake, union), file_report(intake, other), file_report(intake, union)
    acknowledge(other, foreign)
    acknowledge(union, withdrawn)
    assert by_receipt(intake, withdrawn, ("withdrawn", {})).status_code == 201
    assert codes(attempt(union, first_steps(waiting))) == ["report-not-acknowledged"]
    assert codes(attempt(union, first_steps(foreign))) == ["report-unknown"]
    assert codes(attempt(union, first_steps(withdrawn))) == ["report-withdrawn"]
    nobody: Step = ("linked", {"report": "ab" * 32})
    assert codes(attempt(union, [nobody, *first_steps(waiting)[1:]])) == ["report-unknown"]


def test_who_belongs_to_two_organisations_links_only_what_the_acting_one_reads(intake: TestClient, union: Organisation) -> None:
    """Else a report of one group would be shown to the members of another."""
    other = make_organisation(union.programme)
    theirs, ours = file_report(intake, other), file_report(intake, union)
    acknowledge(other, theirs)
    acknowledge(union, ours)
    both = make_person(union)
    join(both, other)
    made = founding(union, first_steps(theirs), person=both)
    assert codes(post_case(both.client, founding_json(made))) == ["report-unknown"]
    made = founding(union, first_steps(ours), person=both)
    assert post_case(both.client, founding_json(made)).status_code == 201


@pytest.mark.parametrize(
    "left_out",
    ["linked", "issues", "workers", "site", "stage", "no issue named"],
)
def test_a_case_begins_whole(intake: TestClient, union: Organisation, engine: Engine, left_out: str) -> None:
    report = file_report(intake, union)
    acknowledge(union, report)
    steps = first_steps(report, **({"issues": ()} if left_out == "no issue named" else {}))
    fewer = [one for one in steps if left_out not in (one[0], one[1].get("fact"))]
    before = contents(engine)
    answer = attempt(union, fewer)
    assert (answer.status_code, answer.json()["code"]) == (422, "founding-incomplete")
    assert contents(engine) == before


@pytest.mark.parametrize(
    ("fact", "values"),
    [
        ("issues", ("wages", "nonsense")),
        ("indicators", ("wages",)),
        ("workers", ("17",)),
        ("workers", ("under-10", "10-49")),
        ("site", ("00" * 16,)),
        ("site", ("wages",)),
        ("duty_bearers", ("00" * 16 + ":caused",)),
        ("duty_bearers", ("00" * 16,)),
        ("external", ("friend",)),
        ("colour", ("red",)),
    ],
)
def test_only_known_codes_sites_and_companies(
    intake: TestClient, union: Organisation, engine: Engine, fact: str, values: tuple[str, ...]
) -> None:
    report = file_report(intake, union)
    acknowledge(union, report)
    before = contents(engine)
    answer = attempt(union, first_steps(report, **{fact: values}))
    assert (answer.status_code, answer.json()["code"]) == (422, "unknown-code")
    assert contents(engine) == before


@pytest.mark.parametrize("kind", ["monitor", "coordinator", "buyer", "supplier", "operator"])
def test_only_worker_organisations_open_cases(intake: TestClient, union: Organisation, kind: str) -> None:
    other = make_organisation(union.programme, kind=kind)
    filed = [file_report(intake, other)] if kind in ("monitor", "coordinator") else []
    answer = attempt(other, first_steps(*filed))
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


def test_nobody_opens_a_case_for_another(intake: TestClient, union: Organisation) -> None:
    other, report = make_organisation(union.programme), file_report(intake, union)
    acknowledge(union, report)
    sent = founding_json(founding(union, first_steps(report)))
    assert post_case(other.manager.client, sent).json()["code"] == "not-yours"
    assert post_case(make_person(union).client, sent).json()["code"] in ("not-yours", "stale-roster")
    made = founding(union, first_steps(report))
    sent = founding_json(made)
    make_person(union)
    assert post_case(union.manager.client, sent).json()["code"] == "stale-roster"


def test_a_founding_is_sealed_to_its_founder_alone(intake: TestClient, union: Organisation) -> None:
    report = file_report(intake, union)
    acknowledge(union, report)
    sent = founding_json(founding(union, first_steps(report)))
    another = founding_json(founding(union, first_steps(report)))
    for body in (
        sent | {"epoch": another["epoch"]},
        sent | {"events": [*sent["events"][:2], *another["events"][2:]]},
        sent | {"events": sent["events"][:1] + sent["events"][2:]},
        sent | {"epoch": sent["epoch"] | {"wraps": [sent["epoch"]["wraps"][0] | {"kid": "00" * 32}]}},
        sent | {"events": sent["events"][::-1]},
    ):
        answer = post_case(union.manager.client, body)
        assert answer.json()["code"] in ("seal-refused", "not-now"), answer.text
    assert post_case(union.manager.client, sent).status_code == 201


def test_what_a_room_says_of_who_reads_is_said_later(intake: TestClient, union: Organisation) -> None:
    monitor, report = make_organisation(union.programme, kind="monitor"), file_report(intake, union)
    acknowledge(union, report)
    named: Step = ("admitted", {"fingerprint": monitor.fingerprint.hex()})
    assert attempt(union, [*first_steps(report), named]).json()["code"] == "not-now"
    admit(open_case(union, report), monitor)


def test_a_room_id_that_is_taken(intake: TestClient, union: Organisation) -> None:
    first, second = file_report(intake, union), file_report(intake, union)
    case = open_case(union, first)
    acknowledge(union, second)
    assert attempt(union, first_steps(second), room=case.room).json()["code"] == "room-taken"
    assert attempt(union, first_steps(second), room=first.room).json()["code"] == "room-taken"

"""A reporter takes her report back: the case keeps its place for it, shows it as withdrawn, and says when none is left."""

from fastapi.testclient import TestClient

from tests.factories.case_readers import admit
from tests.factories.cases import Case, acknowledge, closed, open_case, proof, step
from tests.factories.organisations import Organisation
from tests.factories.people import make_organisation
from tests.factories.reports import Report, file_report
from tests.factories.steps import by_receipt


def take_back(intake: TestClient, report: Report) -> None:
    """The reporter withdraws."""
    assert by_receipt(intake, report, ("withdrawn", {})).status_code == 201


def states(case: Case) -> dict[str, str]:
    """The reports of a case as its representative sees them."""
    return {one["room"]: one["state"] for one in case.view(case.manager.client)["reports"]}


def test_one_of_several(intake: TestClient, union: Organisation) -> None:
    first, second = file_report(intake, union), file_report(intake, union)
    case = open_case(union, first, second)
    take_back(intake, first)
    assert states(case) == {first.room.hex(): "withdrawn", second.room.hex(): "acknowledged"}
    view = case.view(union.manager.client)
    assert (view["reports_total"], view["needs"]) == (2, "decide_admissibility")


def test_the_last_one_is_told_to_the_representative_on_top_of_the_list(intake: TestClient, union: Organisation) -> None:
    monitor = make_organisation(union.programme, kind="monitor")
    first, second = file_report(intake, union), file_report(intake, union)
    case = open_case(union, first, second)
    admit(case, monitor)
    path = f"/v1/organisations/{union.hex}/cases?view=today"
    assert union.manager.client.get(path).json()["items"] == []
    take_back(intake, first)
    assert union.manager.client.get(path).json()["items"] == []
    take_back(intake, second)
    (row,) = union.manager.client.get(path).json()["items"]
    assert (row["case"], row["needs"]) == (case.hex, "all_withdrawn")
    view = case.view(union.manager.client)
    assert (view["needs"], view["stage"]) == ("all_withdrawn", "admissibility")
    assert case.view(monitor.manager.client)["needs"] is None
    # Nothing of it is in the history of the case: whoever was let in learns only that there were two.
    assert step(case, ("recorded", {"fact": "issues", "values": ("hours",)})).status_code == 201
    assert case.view(union.manager.client)["needs"] == "all_withdrawn"
    assert step(case, closed("withdrawn", reason="workers_asked")).status_code == 201
    assert case.view(union.manager.client)["needs"] is None


def test_a_new_report_brings_a_case_back(intake: TestClient, union: Organisation) -> None:
    first, second = file_report(intake, union), file_report(intake, union)
    case = open_case(union, first)
    take_back(intake, first)
    acknowledge(union, second)
    assert step(case, ("linked", {"report": proof(second)})).status_code == 201
    assert case.view(union.manager.client)["needs"] == "decide_admissibility"


def test_a_withdrawn_report_without_a_case_concerns_nobody(intake: TestClient, union: Organisation) -> None:
    report = file_report(intake, union)
    take_back(intake, report)
    assert union.manager.client.get(f"{report.path}/case").json() == {"case": None}

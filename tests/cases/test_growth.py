"""A case stays readable: who only reads it makes it no longer, and of consents and of events there are not without end."""

import pytest
from fastapi.testclient import TestClient

from remedy_api.rooms.actions import history
from tests.factories.case_readers import admit, change_readers, revoke
from tests.factories.cases import Case, closed, consent, open_case, step, write
from tests.factories.organisations import Organisation, remove
from tests.factories.people import make_organisation, make_person
from tests.factories.reports import file_report


@pytest.fixture
def case(intake: TestClient, union: Organisation) -> Case:
    return open_case(union, file_report(intake, union))


def test_no_epoch_without_a_reason(case: Case, union: Organisation) -> None:
    monitor = make_organisation(union.programme, kind="monitor")
    admit(case, monitor)
    for acting in (monitor, union):
        answer = change_readers(case, case.readers, acting=acting)
        assert (answer.status_code, answer.json()["code"]) == (409, "not-now")
    assert len(case.as_reader(union.manager.client)["epochs"]) == 2


def test_a_reader_whose_key_changed_begins_one_and_not_a_second(case: Case, union: Organisation) -> None:
    monitor = make_organisation(union.programme, kind="monitor")
    gone = make_person(monitor)
    admit(case, monitor)
    remove(monitor, gone)
    assert change_readers(case, case.readers, acting=monitor).status_code == 201
    assert change_readers(case, case.readers, acting=monitor).json()["code"] == "not-now"
    write(case)


def test_consents_are_not_without_end(case: Case, union: Organisation) -> None:
    for _ in range(2):
        assert step(case, *[consent() for _ in range(16)]).status_code == 201
    assert [one["code"] for one in step(case, consent()).json()["failures"]] == ["consents-full"]
    (given, *_) = case.view(union.manager.client)["consents"]
    withdrawn = ("consent_withdrawn", {"consent": given["consent"]})
    assert step(case, withdrawn, consent("buyers")).status_code == 201
    assert [one["code"] for one in step(case, consent()).json()["failures"]] == ["consents-full"]


def test_a_full_history_takes_nothing_but_what_ends(case: Case, union: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    monitor = make_organisation(union.programme, kind="monitor")
    admit(case, monitor)
    assert step(case, consent()).status_code == 201
    number = len(case.as_reader(union.manager.client)["events"])
    monkeypatch.setattr(history, "MOST_EVENTS", number + 1)
    recorded = ("recorded", {"fact": "issues", "values": ("hours",)})
    assert step(case, recorded, recorded).json()["code"] == "room-full"
    assert step(case, recorded).status_code == 201
    assert step(case, recorded).json()["code"] == "room-full"
    (given,) = case.view(union.manager.client)["consents"]
    assert step(case, ("consent_withdrawn", {"consent": given["consent"]})).status_code == 201
    revoke(case, monitor)
    assert step(case, closed()).status_code == 201

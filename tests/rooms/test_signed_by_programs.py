"""What a program writes and signs in a room: messages in its own name, that something was received, nothing that is decided."""

from dataclasses import dataclass
from typing import Any

import pytest
from fastapi.testclient import TestClient

from remedy_api.rooms import guards
from remedy_api.sealing.event_data import EVENTS_OF
from remedy_api.sealing.keys import AccountKeys
from tests.factories.organisations import Organisation
from tests.factories.people import make_organisation
from tests.factories.programs import make_program, make_token, with_token
from tests.factories.reports import Report, file_report, reply, verified
from tests.factories.steps import step


@dataclass
class Acting:
    """A program with a client: as far as a step goes, somebody like anybody else."""

    client: TestClient
    keys: AccountKeys


def acting(union: Organisation, *scopes: str) -> Acting:
    program = make_program(union)
    token = make_token(union.manager, *scopes, program=program)
    return Acting(with_token(union.programme, token), program.keys)


def sign(program: Acting, union: Organisation, report: Report, one: tuple[str, dict[str, Any]]) -> Any:
    """It signs one step as a person does; the answer."""
    # A program stands where the factory asks for a person: it has a client and keys as she has.
    return step(program, union, report, one)  # type: ignore[arg-type]


def test_a_program_answers_a_report_and_acknowledges_it(intake: TestClient, union: Organisation) -> None:
    program = acting(union, "read-reports", "write-entries", "sign-steps")
    report = file_report(intake, union)
    assert sign(program, union, report, ("acknowledged", {})).status_code == 201
    assert reply(program.client, program.keys, report, "We received it and read it on Monday.").status_code == 201
    view = report.as_receipt(intake)
    assert view["state"] == "acknowledged"
    verified(report, view)


def test_colleagues_see_that_it_is_a_program(intake: TestClient, union: Organisation) -> None:
    """Beside its name, in every room of its organisation; of others neither is told."""
    program = acting(union, "read-reports")
    other = make_organisation(union.programme)
    report = file_report(intake, union, other)
    for client, told in ((union.manager.client, True), (program.client, True), (other.manager.client, None)):
        authors = client.get(f"/v1/rooms/{report.room.hex()}").json()["authors"]
        marks = {each["kid"]: each["program"] for each in authors if each["name"] is not None}
        assert marks.get(program.keys.kid.hex()) is told
        assert told is None or marks[union.manager.kid.hex()] is False


def test_it_writes_in_its_own_name_only(intake: TestClient, union: Organisation) -> None:
    program = acting(union, "read-reports", "write-entries")
    report = file_report(intake, union)
    assert reply(program.client, union.manager.keys, report, "Not mine").status_code == 403
    assert sign(program, union, report, ("acknowledged", {})).json()["code"] == "out-of-scope"


def test_it_decides_nothing(intake: TestClient, union: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    program = acting(union, "read-reports", "sign-steps")
    report = file_report(intake, union)
    proposed = ("handover_proposed", {"fingerprint": "00" * 32})
    answer = sign(program, union, report, proposed)
    assert (answer.status_code, answer.json()["code"]) == (403, "person-needed")
    monkeypatch.setattr(guards, "BY_PROGRAMS", guards.BY_PROGRAMS | {"handover_proposed"})
    assert sign(program, union, report, proposed).json()["code"] != "person-needed"


def test_what_workers_decide_is_no_programs() -> None:
    """Who reads, what is agreed to, what is verified and how a case ends."""
    everything = frozenset().union(*EVENTS_OF.values())
    assert everything > guards.BY_PROGRAMS
    decided = {"admitted", "consented", "consent_given", "verified", "accepted", "closed", "established", "disclosed", "entrusted"}
    assert decided < everything - guards.BY_PROGRAMS


def test_who_writes_must_read(intake: TestClient, union: Organisation) -> None:
    """A token for cases finds no report, so it writes into none."""
    program = acting(union, "read-cases", "write-entries")
    report = file_report(intake, union)
    reading = acting(union, "read-reports")
    assert reading.client.get(report.path).status_code == 200
    assert program.client.get(report.path).status_code == 404

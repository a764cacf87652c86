"""What a server logs while people report, sign in, read, are refused, and while everything fails: nothing of anybody."""

import json
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from remedy_api.jobs.context import JobContext
from remedy_api.jobs.worker import run_sweep
from remedy_api.kit import logging as kit_logging
from remedy_api.kit.http import watching
from remedy_api.retention import tasks as erasing
from remedy_api.rooms import queries, views
from remedy_api.settings import Settings
from remedy_api.storage.folder import FolderBlobs
from remedy_api.tasks import SWEEPS
from tests.factories.cases import open_case, write
from tests.factories.organisations import Organisation
from tests.factories.people import invite
from tests.factories.reports import CONTENTS, Report, answer_by_receipt, attachment, file_report
from tests.fixtures.addresses import PEOPLE_KEY
from tests.fixtures.logs import write_to
from tests.journeys.canaries import search

ADDRESS = "203.0.113.77"
TYPED = "kanarie-typed-8842"
HEADERS = {"X-Forwarded-For": ADDRESS, "Forwarded": f"for={ADDRESS}", "User-Agent": "kanarie-agent-3319", "X-Real-IP": ADDRESS}


@pytest.fixture
def log(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """The log of both doors and the job worker, as JSON, with everything that is ours from DEBUG on."""
    path, root = tmp_path / "log", logging.getLogger()
    before, level = root.handlers[:], root.level
    kit_logging.configure("json")
    logging.getLogger("remedy").setLevel(logging.DEBUG)
    with path.open("w") as stream:
        write_to(stream)
        yield path
    root.handlers[:] = before
    root.setLevel(level)


def failing(monkeypatch: pytest.MonkeyPatch, where: Any, name: str, error: Callable[[str], Exception], words: str) -> None:
    """From here on this raises, with words of somebody."""

    def fail(*_: Any, **__: Any) -> None:
        raise error(words)

    monkeypatch.setattr(where, name, fail)


def journey(
    intake: TestClient, union: Organisation, settings: Settings, engine: Engine, patch: pytest.MonkeyPatch
) -> dict[str, str]:
    """Everything that people do and everything that goes wrong; what of it must be in no log, by its name."""
    manager = union.manager
    for client in (intake, manager.client):
        client.headers.update(HEADERS)
    report = file_report(intake, union, contents=[*CONTENTS, attachment(300_000)])
    case = open_case(union, report)
    write(case, words="We read you.")
    answer_by_receipt(intake, report, "Thank you.")
    link = invite(manager, union.organisation)
    refused(intake, manager.client, report)
    for sweep in SWEEPS:
        run_sweep(sweep, JobContext(settings, engine, PEOPLE_KEY))
    fails(intake, manager.client, report, settings, engine, patch)
    cookie = manager.client.cookies.get("__Host-session")
    entry = report.filing.prepared.entries[0].header.entry.hex()
    return {
        "address": ADDRESS,
        "agent": HEADERS["User-Agent"],
        "typed": TYPED,
        "room": report.room.hex(),
        "case": case.hex,
        "entry": entry,
        "lookup": report.receipt.lookup.hex(),
        "cookie": str(cookie),
        "organisation": union.hex,
        "invitation": link.hex(),
        "mail": manager.email,
        "name": manager.name,
        "user": manager.user.hex(),
        "proof": report.filing.proof.hex(),
        "key": report.key,
    }


def refused(intake: TestClient, casework: TestClient, report: Report) -> None:
    """What is typed wrongly, guessed, cut off and sent twice."""
    room = report.room.hex()
    assert casework.get(f"/v1/rooms/{'ab' * 16}").status_code == 404
    assert casework.get(f"/v1/rooms/{TYPED}").status_code == 422
    assert casework.get(f"/{TYPED}?receipt={TYPED}").status_code == 404
    assert casework.put(f"/v1/cases/{room}/hold", json={"reason": TYPED}).status_code == 422
    assert casework.post(f"/v1/rooms/{room}/events", content=TYPED.encode()).status_code == 422
    assert (
        casework.get("/v1/me", headers={"Authorization": f"Bearer {TYPED}", "Cookie": f"__Host-session={TYPED}"}).status_code >= 400
    )
    assert intake.post("/v1/receipts/room", json={"lookup": "cd" * 32}).status_code == 404
    assert intake.post("/v1/receipts/room", json={"lookup": TYPED}).status_code == 422
    assert intake.post("/v1/submissions", content=TYPED.encode()).status_code >= 400
    assert intake.request(TYPED.upper(), "/").status_code == 405
    assert intake.get("/healthz", headers={"Host": TYPED}).status_code == 200


def fails(
    intake: TestClient, casework: TestClient, report: Report, settings: Settings, engine: Engine, patch: pytest.MonkeyPatch
) -> None:
    """What goes wrong inside, each time with words of somebody in the exception."""
    room = report.room.hex()
    words = f"{room} {report.receipt.lookup.hex()} {TYPED}"
    with patch.context() as inner:
        failing(inner, views, "epochs_of", RuntimeError, words)
        asked_as = (casework.get(f"/v1/rooms/{room}"), intake.post("/v1/receipts/room", json=report.lookup))
        for asked in asked_as:
            assert asked.status_code == 500
    with patch.context() as inner:
        failing(inner, queries, "_one", psycopg.OperationalError, words)
        assert casework.get(f"/v1/rooms/{room}").status_code == 503
    with patch.context() as inner:
        failing(inner, FolderBlobs, "open", OSError, words)
        entries = casework.get(f"/v1/rooms/{room}/entries").json()["items"]
        assert entries
        large = report.filing.prepared.entries[-1].header.entry.hex()
        assert casework.get(f"/v1/rooms/{room}/entries/{large}/body").status_code == 500
    with patch.context() as inner:
        failing(inner, erasing, "look", RuntimeError, words)
        run_sweep(erasing.ERASE, JobContext(settings, engine, PEOPLE_KEY))


def test_no_log_holds_anything_of_anybody(
    log: Path, intake: TestClient, union: Organisation, settings: Settings, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    canaries = journey(intake, union, settings, engine, monkeypatch)
    assert search(canaries, [log]) == []
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    failed = {(line["door"], line["route"], line["status"]) for line in lines if line["event"] == "request failed"}
    assert failed == {
        ("casework", "/v1/rooms/{room}", 500),
        ("casework", "/v1/rooms/{room}", 503),
        ("casework", "/v1/rooms/{room}/entries/{entry}/body", 500),
        ("intake", "/v1/receipts/room", 500),
    }
    assert any(line["event"] == "sweep %s failed" for line in lines)
    # Nothing is said of what went well or was merely refused: no line beside a filing.
    assert not any("/v1/submissions" in json.dumps(line) for line in lines)


@pytest.mark.parametrize("fault", ["path", "message", "stranger"])
def test_a_log_that_says_too_much_is_caught(
    fault: str,
    log: Path,
    intake: TestClient,
    union: Organisation,
    settings: Settings,
    engine: Engine,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The faults planted: the path instead of the template, the message of an exception, the words of a library."""
    if fault == "path":
        monkeypatch.setattr(watching, "route_of", lambda scope: scope["path"])
    elif fault == "message":
        before = kit_logging.describe
        monkeypatch.setattr(kit_logging, "describe", lambda error: f"{before(error)}\n{error}")
    else:
        monkeypatch.setattr(kit_logging, "_is_ours", lambda record: True)
        logging.getLogger("uvicorn.error").error("%s - bad request", ADDRESS)
    canaries = journey(intake, union, settings, engine, monkeypatch)
    found = {hit.name for hit in search(canaries, [log])}
    assert {"path": "room", "message": "typed", "stranger": "address"}[fault] in found

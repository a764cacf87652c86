"""A log line says what happened in the program, never what anybody typed."""

import io
import json
import logging
import sys
from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import Engine, text

from remedy_api.kit import logging as kit_logging
from remedy_api.kit.logging import configure, describe, name_process
from tests.fixtures.logs import write_to

CANARY = "canary-of-a-person"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What a running server would write."""
    stream = io.StringIO()
    root = logging.getLogger()
    before, hook = root.handlers[:], sys.excepthook
    configure()
    write_to(stream)
    yield stream
    root.handlers[:], sys.excepthook = before, hook


def test_words_of_libraries_are_withheld_but_their_failures_told(log: io.StringIO) -> None:
    logging.getLogger("uvicorn.error").error("bad request from %s", CANARY)
    logging.getLogger("procrastinate.worker").info("Starting job tell(thing=%s)", CANARY)
    said = log.getvalue()
    assert "ERROR uvicorn.error" in said
    assert CANARY not in said
    assert "procrastinate" not in said


def test_our_own_words_are_told(log: io.StringIO) -> None:
    logging.getLogger("remedy.jobs").warning("sweep %s failed", "accounts.forget")
    assert "WARNING remedy.jobs: sweep accounts.forget failed" in log.getvalue()


def test_lines_carry_the_day_and_no_finer_time(log: io.StringIO) -> None:
    logging.getLogger("remedy").warning("something")
    assert log.getvalue().split(" ")[1] == "WARNING"


def test_an_exception_is_told_without_its_message(log: io.StringIO, engine: Engine) -> None:
    try:
        with engine.connect() as connection:
            connection.execute(text("SELECT CAST(:word AS integer)"), {"word": CANARY})
    except Exception as error:
        assert CANARY in str(error)
        logging.getLogger("remedy.http").exception("failed")
        logging.getLogger("asyncio").error("Task exception was never retrieved %r", error, exc_info=error)
    said = log.getvalue()
    assert CANARY not in said
    assert "psycopg.errors.InvalidTextRepresentation [22P02]" in said
    assert "test_logging.py" in said


def test_what_ends_the_program_is_told_the_same_way(log: io.StringIO) -> None:
    sys.excepthook(ValueError, ValueError(CANARY), None)
    said = log.getvalue()
    assert "builtins.ValueError" in said
    assert CANARY not in said


def test_causes_are_told_too() -> None:
    try:
        try:
            raise KeyError(CANARY)
        except KeyError as cause:
            raise psycopg.DataError(CANARY) from cause
    except psycopg.DataError as error:
        said = describe(error)
    assert "psycopg.DataError" in said
    assert "builtins.KeyError" in said
    assert CANARY not in said


def test_lines_of_json_say_the_same(log: io.StringIO) -> None:
    configure("json")
    name_process("worker 2")
    write_to(log)
    logging.getLogger("remedy.jobs").warning("sweep %s failed", "accounts.tidy", extra={"status": 503, "path": CANARY})
    logging.getLogger("uvicorn.error").error("bad request from %s", CANARY, extra={"route": CANARY})
    try:
        raise KeyError(CANARY)
    except KeyError:
        logging.getLogger("remedy.http").exception("failed")
    ours, theirs, failed = [json.loads(line) for line in log.getvalue().splitlines()]
    assert {name: ours[name] for name in ("level", "logger", "event", "text", "process", "status")} == {
        "level": "WARNING",
        "logger": "remedy.jobs",
        "event": "sweep %s failed",
        "text": "sweep accounts.tidy failed",
        "process": "worker 2",
        "status": 503,
    }
    assert theirs["event"] == "withheld" and "route" not in theirs
    assert failed["error"][0] == "builtins.KeyError"
    assert len(ours["day"]) == len("2026-11-26")
    assert CANARY not in log.getvalue()


def test_a_formatter_that_trusts_strangers_is_caught(log: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: were their words let through, the searches above would see them."""
    monkeypatch.setattr(kit_logging, "_is_ours", lambda record: True)
    logging.getLogger("uvicorn.error").error("bad request from %s", CANARY)
    assert CANARY in log.getvalue()

"""Histories as the benchmark loads them are what devices write, and loading leaves the table as the migrations make it."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from remedy_api.kit.db.engine import driver_url
from remedy_api.sealing.event import parse_event
from remedy_api.sealing.lp import sha256
from tests.benchmarks.every_event import RESERVE, events_that_fit
from tests.benchmarks.histories import SPARE, Loaded, load
from tests.factories.cases import open_case
from tests.factories.many_cases import fill
from tests.factories.organisations import Organisation
from tests.factories.plans import Touched
from tests.factories.reports import file_report

FORM = "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = 'room_event'::regclass ORDER BY 1"

ROWS = "SELECT room, seq, payload, signature FROM room_event"


def test_every_case_has_a_chain_that_is_shown(intake: TestClient, union: Organisation, engine: Engine, tmp_path: Path) -> None:
    case = open_case(union, file_report(intake, union))
    before = case.as_reader(union.manager.client)["events"]
    fill(engine, union, 1, 3)
    with engine.connect() as connection:
        form, others = connection.execute(text(FORM)).all(), connection.execute(text(ROWS)).all()
    loaded = load(driver_url(engine.url.render_as_string(hide_password=False)), tmp_path, union, 3, 12)
    assert loaded.rows == 36 and loaded.size > 0
    with engine.connect() as connection:
        assert connection.execute(text(FORM)).all() == form
        assert set(others) < set(rows := connection.execute(text(ROWS)).all()) and len(rows) == len(others) + 36
        for number in range(1, 4):
            room = sha256(f"case{number}".encode())[:16]
            of = text("SELECT payload FROM room_event WHERE room = :room ORDER BY seq")
            payloads = list(connection.execute(of, {"room": room}).scalars())
            events = [parse_event(payload) for payload in payloads]
            assert [(one.room, one.seq) for one in events] == [(room, seq) for seq in range(12)]
            assert [one.prev for one in events] == [b"", *(sha256(payload) for payload in payloads[:-1])]
            shown = union.manager.client.get(f"/v1/cases/{room.hex()}").json()
            assert [one["seq"] for one in shown["history"]] == list(range(11, 1, -1))
            assert shown["head"] == sha256(payloads[-1]).hex()
    assert case.as_reader(union.manager.client)["events"] == before


def test_loading_stops_before_the_disk_is_full(
    union: Organisation, engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(engine, union, 1, 3)
    url = driver_url(engine.url.render_as_string(hide_password=False))
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": SPARE - 1}))
    with pytest.raises(SystemExit, match="nothing was loaded"):
        load(url, tmp_path, union, 3, 4)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM room_event")) == 0


def test_only_as_much_is_loaded_as_fits() -> None:
    sample = Loaded(rows=1_000, filling=0, indexing=0, table=550_000, index=50_000)
    assert events_that_fit(sample, RESERVE + 65 * 10**9) == 1_000
    assert events_that_fit(sample, RESERVE + 65 * 10**9 - 1) == 999
    assert events_that_fit(sample, RESERVE - 1) == 0


def test_a_table_that_is_read_from_end_to_end_is_seen_wherever_it_stands_in_the_plan() -> None:
    found = Touched()
    walk = {"Node Type": "Index Scan", "Relation Name": "case_file"}
    found.add({"Node Type": "Nested Loop", "Plans": [walk, {"Node Type": "Seq Scan", "Relation Name": "room"}]})
    assert found.read_whole == {"room"}

"""The signed history: acknowledged, handed over with consent, a new epoch, withdrawn; and every shortcut refused."""

import base64
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from remedy_api.settings import Settings
from remedy_api.storage.erased import WITHDRAWN, erased_hash, erased_rooms
from tests.factories import reports
from tests.factories.organisations import Organisation
from tests.factories.people import make_organisation, make_person
from tests.factories.reports import (
    CONTENTS,
    NARRATIVE,
    Report,
    answer_by_receipt,
    attachment,
    epoch_json,
    events,
    events_json,
    file_report,
    last_type,
    late_json,
    next_epoch,
    opened,
    post_events,
    reply,
    texts,
    verified,
)
from tests.factories.steps import by_receipt, headers, step
from tests.fixtures.time import Turn


def test_acknowledged_is_seen_by_the_reporter(intake: TestClient, union: Organisation) -> None:
    report = file_report(intake, union)
    answer = step(union.manager, union, report, ("acknowledged", {}))
    assert answer.status_code == 201
    view = report.as_receipt(intake)
    assert (view["state"], view["head"], last_type(view)) == ("acknowledged", answer.json()["head"], "acknowledged")
    verified(report, view)
    assert step(union.manager, union, report, ("acknowledged", {})).json()["code"] == "not-now"


def hand_over(intake: TestClient, union: Organisation, other: Organisation, report: Report) -> Any:
    """The whole hand-over: proposed, consented, admitted with a new epoch and the keys of those before."""
    print_ = {"fingerprint": other.fingerprint.hex()}
    assert step(union.manager, union, report, ("handover_proposed", print_)).status_code == 201
    assert by_receipt(intake, report, ("consented", print_ | {"purpose": "handover"})).status_code == 201
    return admit(union, other, report)


def admit(union: Organisation, other: Organisation, report: Report, **changes: Any) -> Any:
    """The last step of a hand-over."""
    manager, view = union.manager, report.as_reader(union.manager.client)
    print_ = {"fingerprint": other.fingerprint.hex()}
    (admitted,) = events(report, view, manager.keys, union.rosters[-1], ("admitted", print_))
    epoch = next_epoch(report, view, headers(manager.client, report), manager.keys, [union, other], last_event=admitted.digest)
    made = events(
        report,
        view,
        manager.keys,
        union.rosters[-1],
        ("admitted", print_),
        ("epoch", {"statements": (epoch.digest.hex(),)}),
    )
    body = {
        "events": events_json(made),
        "epoch": epoch_json(epoch),
        "late_wraps": [late_json(report, view, number, admitted, other) for number in (0, 1)],
    } | changes
    return post_events(manager.client, report, view["head"], body)


def test_handed_over_with_consent(intake: TestClient, union: Organisation) -> None:
    other = make_organisation(union.programme)
    report = file_report(intake, union)
    assert other.manager.client.get(report.path).status_code == 404
    answer = hand_over(intake, union, other, report)
    assert answer.status_code == 201, answer.text
    view = report.as_reader(other.manager.client)
    keys = opened(report, view, other.keys)
    assert sorted(keys) == [0, 1, 2]
    entries = other.manager.client.get(f"{report.path}/entries").json()["items"]
    assert NARRATIVE in texts(report, entries, keys)
    assert reply(other.manager.client, other.manager.keys, report, "We take over.").status_code == 201
    assert answer_by_receipt(intake, report, "Thank you.").status_code == 201
    (row,) = other.manager.client.get(f"/v1/organisations/{other.hex}/reports").json()["items"]
    assert (row["room"], row["unseen"]) == (report.room.hex(), True)


def test_no_admission_without_consent(intake: TestClient, union: Organisation) -> None:
    other = make_organisation(union.programme)
    report = file_report(intake, union)
    assert admit(union, other, report).json()["code"] in ("not-yours", "not-now")
    print_ = {"fingerprint": other.fingerprint.hex()}
    consent = ("consented", print_ | {"purpose": "handover"})
    assert by_receipt(intake, report, consent).json()["code"] == "not-now"
    assert step(union.manager, union, report, ("handover_proposed", print_)).status_code == 201
    assert step(union.manager, union, report, consent).status_code == 403
    assert admit(union, other, report).json()["code"] in ("not-yours", "not-now")
    assert other.manager.client.get(report.path).status_code == 404


def test_an_admission_comes_whole(intake: TestClient, union: Organisation) -> None:
    other, third = make_organisation(union.programme), make_organisation(union.programme)
    report = file_report(intake, union)
    print_ = {"fingerprint": other.fingerprint.hex()}
    step(union.manager, union, report, ("handover_proposed", print_))
    by_receipt(intake, report, ("consented", print_ | {"purpose": "handover"}))
    assert step(union.manager, union, report, ("admitted", print_)).json()["code"] == "not-now"
    assert admit(union, third, report).status_code in (403, 409, 422)
    report.epoch_keys.pop()
    fewer = admit(union, other, report, late_wraps=[])
    assert fewer.status_code == 201


def test_stale_heads(intake: TestClient, union: Organisation) -> None:
    report = file_report(intake, union)
    client, view = union.manager.client, report.as_reader(union.manager.client)
    made = events_json(events(report, view, union.manager.keys, union.rosters[-1], ("acknowledged", {})))
    assert client.post(f"{report.path}/events", json={"events": made}).status_code == 428
    assert post_events(client, report, "00" * 32, {"events": made}).status_code == 412
    assert post_events(client, report, view["head"], {"events": made}).status_code == 201
    assert post_events(client, report, view["head"], {"events": made}).status_code == 412
    head = report.as_receipt(intake)["head"]
    assert post_events(client, report, head, {"events": made}).json()["code"] == "seal-refused"
    assert intake.post("/v1/receipts/events", json=report.lookup | {"head": "00" * 32, "events": made}).status_code == 412


def test_a_stale_roster_is_told(intake: TestClient, union: Organisation) -> None:
    report = file_report(intake, union)
    old = union.rosters[-1]
    make_person(union)
    view = report.as_reader(union.manager.client)
    made = events(report, view, union.manager.keys, old, ("acknowledged", {}))
    answer = post_events(union.manager.client, report, view["head"], {"events": events_json(made)})
    assert (answer.status_code, answer.json()["code"]) == (412, "stale-roster")


def test_only_ones_own_signature(intake: TestClient, union: Organisation) -> None:
    report = file_report(intake, union)
    nadia, view = make_person(union), report.as_reader(union.manager.client)
    made = events(report, view, union.manager.keys, union.rosters[-1], ("acknowledged", {}))
    answer = post_events(nadia.client, report, view["head"], {"events": events_json(made)})
    assert (answer.status_code, answer.json()["code"]) == (403, "not-yours")
    forged = [{"payload": one["payload"], "signature": base64.b64encode(bytes(64)).decode()} for one in events_json(made)]
    answer = post_events(union.manager.client, report, view["head"], {"events": forged})
    assert (answer.status_code, answer.json()["code"]) == (422, "seal-refused")
    assert by_receipt(intake, report, ("acknowledged", {})).status_code == 403
    assert step(union.manager, union, report, ("withdrawn", {})).status_code == 403
    assert step(union.manager, union, report, ("revoked", {"reader": "00" * 32})).json()["code"] == "not-now"


def test_withdrawn_erases_everything_sealed(intake: TestClient, engine: Engine, union: Organisation, settings: Settings) -> None:
    report = file_report(intake, union, contents=[*CONTENTS, attachment(600_000)])
    assert by_receipt(intake, report, ("withdrawn", {})).status_code == 201
    with engine.connect() as connection:
        left = "SELECT count(*) FROM entry WHERE body IS NOT NULL OR blob IS NOT NULL"
        assert connection.execute(text(left)).scalar_one() == 0
        assert connection.execute(text("SELECT count(*) FROM room_wrap")).scalar_one() == 0
    assert [path for path in settings.blob_dir.rglob("*") if path.is_file()] == []
    # No backup brings it back.
    assert erased_rooms(settings.data_dir) == {erased_hash(bytes.fromhex(report.path.rpartition("/")[2]), WITHDRAWN)}
    client, view = union.manager.client, report.as_reader(union.manager.client)
    assert (view["state"], view["wraps"]) == ("withdrawn", [])
    verified(report, view)
    assert {one["body"] for one in client.get(f"{report.path}/entries").json()["items"]} == {None}
    entry = report.filing.prepared.entries[0].header.entry.hex()
    assert client.get(f"{report.path}/entries/{entry}/body").status_code == 404
    assert reply(client, union.manager.keys, report, "Too late.").json()["code"] == "room-withdrawn"
    assert by_receipt(intake, report, ("withdrawn", {})).json()["code"] == "room-withdrawn"
    assert answer_by_receipt(intake, report, "Too late.").json()["code"] == "room-withdrawn"


def test_a_refused_step_changes_nothing(intake: TestClient, engine: Engine, union: Organisation) -> None:
    report = file_report(intake, union)
    before = report.as_reader(union.manager.client)
    step(union.manager, union, report, ("acknowledged", {}), ("acknowledged", {}))
    by_receipt(intake, report, ("withdrawn", {}), ("withdrawn", {}))
    assert report.as_reader(union.manager.client) == before


@pytest.mark.parametrize("proposed", ["itself", "nobody", "closed"])
def test_only_to_another_organisation_that_accepts(intake: TestClient, engine: Engine, union: Organisation, proposed: str) -> None:
    other = make_organisation(union.programme)
    report = file_report(intake, union)
    prints = {"itself": union.fingerprint.hex(), "nobody": "ab" * 32, "closed": other.fingerprint.hex()}
    if proposed == "closed":
        with engine.begin() as connection:
            connection.execute(text("UPDATE organisation SET accepts_reports = false"))
    answer = step(union.manager, union, report, ("handover_proposed", {"fingerprint": prints[proposed]}))
    assert answer.json()["code"] == "not-now"


def test_the_etag_of_a_room(intake: TestClient, union: Organisation) -> None:
    report = file_report(intake, union)
    client = union.manager.client
    tag = client.get(report.path).headers["ETag"]
    assert client.get(report.path, headers={"If-None-Match": tag}).status_code == 304
    step(union.manager, union, report, ("acknowledged", {}))
    assert client.get(report.path, headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize(
    ("hour", "days", "code"),
    [
        *(("12:00", days, 409) for days in (-10, -2, -1, 1, 2)),
        ("12:00", 0, 201),
        # A device a few minutes off is on another day around midnight, and only then.
        ("00:10", -1, 201),
        ("00:20", -1, 409),
        ("23:50", 1, 201),
        ("23:40", 1, 409),
    ],
)
def test_no_member_dates_an_event_back(
    intake: TestClient, union: Organisation, turn: Turn, monkeypatch: pytest.MonkeyPatch, hour: str, days: int, code: int
) -> None:
    report = file_report(intake, union)
    turn(0, union.manager, at=datetime.combine(reports.today() + timedelta(days=1), time.fromisoformat(hour), UTC))
    day = reports.today() + timedelta(days=days)
    monkeypatch.setattr(reports, "today", lambda: day)
    answer = step(union.manager, union, report, ("acknowledged", {}))
    assert answer.status_code == code
    if code == 409:
        assert answer.json()["code"] == "wrong-day"


def test_a_wrong_date_keeps_no_reporter_from_withdrawing(
    intake: TestClient, union: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = file_report(intake, union)
    monkeypatch.setattr(reports, "today", lambda: date(2001, 1, 1))
    assert by_receipt(intake, report, ("withdrawn", {})).status_code == 201

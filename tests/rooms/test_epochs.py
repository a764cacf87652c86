"""New epochs: begun by a reader or the reporter when a key has changed, with complete wraps and every entry closed."""

import base64

from fastapi.testclient import TestClient

from tests.factories.organisations import Organisation, remove
from tests.factories.people import make_organisation, make_person
from tests.factories.reports import (
    answer_by_receipt,
    epoch_json,
    events,
    events_json,
    file_report,
    next_epoch,
    opened,
    post_events,
    reply,
)
from tests.factories.steps import by_receipt, headers


def test_wraps_must_be_complete(intake: TestClient, union: Organisation) -> None:
    report = file_report(intake, union)
    manager, view = union.manager, report.as_reader(union.manager.client)
    last = bytes.fromhex(view["head"])
    epoch = next_epoch(report, view, headers(manager.client, report), manager.keys, [union], last_event=last)
    made = events(report, view, manager.keys, union.rosters[-1], ("epoch", {"statements": (epoch.digest.hex(),)}))
    whole = epoch_json(epoch)
    for wraps in (whole["wraps"][:1], whole["wraps"][::-1], whole["wraps"] * 2):
        body = {"events": events_json(made), "epoch": whole | {"wraps": wraps}}
        assert post_events(manager.client, report, view["head"], body).json()["code"] == "seal-refused"
    late = [{"epoch": 0, "kid": whole["wraps"][0]["kid"], "wrap": whole["wraps"][0]["wrap"]}]
    body = {"events": events_json(made), "epoch": whole, "late_wraps": late}
    assert post_events(manager.client, report, view["head"], body).json()["code"] == "not-now"
    assert post_events(manager.client, report, view["head"], {"events": events_json(made)}).json()["code"] == "not-now"
    body = {"events": events_json(made), "epoch": whole}
    assert post_events(manager.client, report, view["head"], body).status_code == 201


def test_a_new_epoch_after_somebody_left(intake: TestClient, union: Organisation) -> None:
    report = file_report(intake, union)
    leaver = make_person(union)
    remove(union, leaver)
    manager, view = union.manager, report.as_reader(union.manager.client)
    last = bytes.fromhex(view["head"])
    epoch = next_epoch(report, view, headers(manager.client, report), manager.keys, [union], last_event=last)
    made = events(report, view, manager.keys, union.rosters[-1], ("epoch", {"statements": (epoch.digest.hex(),)}))
    body = {"events": events_json(made), "epoch": epoch_json(epoch)}
    assert post_events(manager.client, report, view["head"], body).status_code == 201
    assert reply(manager.client, manager.keys, report, "Among us again.").status_code == 201
    view = report.as_receipt(intake)
    assert sorted(opened(report, view, [report.receipt.account])) == [1, 2]


def test_the_reporter_begins_it_too(intake: TestClient, union: Organisation) -> None:
    report = file_report(intake, union)
    remove(union, make_person(union))
    assert answer_by_receipt(intake, report, "Too early.").json()["code"] == "stale-epoch"
    view, account = report.as_receipt(intake), report.receipt.account
    items = intake.post("/v1/receipts/entries/list", json=report.lookup).json()["items"]
    raws = [base64.b64decode(one["header"]) for one in items]
    epoch = next_epoch(report, view, raws, account, [union], last_event=bytes.fromhex(view["head"]))
    answer = by_receipt(intake, report, ("epoch", {"statements": (epoch.digest.hex(),)}), epoch=epoch_json(epoch))
    assert answer.status_code == 201, answer.text
    assert answer_by_receipt(intake, report, "Now.").status_code == 201
    keys = opened(report, report.as_reader(union.manager.client), union.keys)
    assert sorted(keys) == [0, 1, 2]


def test_a_statement_that_leaves_entries_out_is_refused(intake: TestClient, union: Organisation) -> None:
    report = file_report(intake, union)
    assert reply(union.manager.client, union.manager.keys, report, "Do not lose me.").status_code == 201
    manager, view = union.manager, report.as_reader(union.manager.client)
    last = bytes.fromhex(view["head"])
    epoch = next_epoch(report, view, headers(manager.client, report)[:3], manager.keys, [union], last_event=last)
    made = events(report, view, manager.keys, union.rosters[-1], ("epoch", {"statements": (epoch.digest.hex(),)}))
    answer = post_events(manager.client, report, view["head"], {"events": events_json(made), "epoch": epoch_json(epoch)})
    assert (answer.status_code, "wrong-closed" in answer.json()["detail"]) == (422, True)


def test_readers_do_not_change_silently(intake: TestClient, union: Organisation) -> None:
    other = make_organisation(union.programme)
    report = file_report(intake, union)
    manager, view = union.manager, report.as_reader(union.manager.client)
    last = bytes.fromhex(view["head"])
    epoch = next_epoch(report, view, headers(manager.client, report), manager.keys, [union, other], last_event=last)
    made = events(report, view, manager.keys, union.rosters[-1], ("epoch", {"statements": (epoch.digest.hex(),)}))
    body = {"events": events_json(made), "epoch": epoch_json(epoch)}
    assert post_events(manager.client, report, view["head"], body).json()["code"] == "seal-refused"

"""Receipts: an unknown one looks like anything that is not there, and guessing slows nobody else down."""

import pytest
from fastapi.testclient import TestClient

from remedy_api.intake.lane import BURST, SlowLane
from remedy_api.kit.errors import NotFound, TooMany
from remedy_api.sealing.keys import new_secret
from tests.factories.organisations import Organisation
from tests.factories.reports import file_report, message, post_by_receipt


def ask(client: TestClient, lookup: str) -> tuple[int, str]:
    """The answer to a lookup."""
    answer = client.post("/v1/receipts/room", json={"lookup": lookup})
    return answer.status_code, answer.text


def test_an_unknown_receipt_is_like_any_miss(intake: TestClient, union: Organisation) -> None:
    file_report(intake, union)
    wrong = intake.post("/v1/receipts/room", json={"lookup": new_secret().hex()})
    nothing = intake.get("/v1/no-such-thing")
    assert (wrong.status_code, wrong.json()) == (404, nothing.json())
    sent = {"lookup": new_secret().hex()}
    for path, body in {
        "/v1/receipts/entries/list": sent,
        "/v1/receipts/entries/body": sent | {"entry": "00" * 16},
        "/v1/receipts/events": sent | {"head": "00" * 32, "events": [{"payload": "e30=", "signature": "A" * 86 + "=="}]},
    }.items():
        answer = intake.post(path, json=body)
        assert (answer.status_code, answer.json()) == (404, nothing.json()), path


def test_guessing_is_slowed_and_the_owner_is_not(intake: TestClient, union: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    report = file_report(intake, union)
    # However slow this machine is, nothing fills up again meanwhile.
    monkeypatch.setattr("remedy_api.intake.lane.MISSES_A_SECOND", 0.0)
    answers = [ask(intake, new_secret().hex())[0] for _ in range(60)]
    assert answers == [404] * int(BURST) + [429] * (60 - int(BURST))
    assert ask(intake, report.receipt.lookup.hex())[0] == 200


def test_the_lane_fills_up_again(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([float(tick) for tick in (*[0] * 25, 10)])
    lane = SlowLane(since=0.0)
    monkeypatch.setattr("remedy_api.intake.lane.time.monotonic", lambda: next(clock))
    told = [type(lane.miss()) for _ in range(26)]
    assert told == [NotFound] * 20 + [TooMany] * 5 + [NotFound]


@pytest.mark.parametrize("lookup", ["", "zz" * 32, "AB" * 32, "00" * 31, 7, None, "00" * 33])
def test_what_is_no_lookup(intake: TestClient, lookup: object) -> None:
    answer = intake.post("/v1/receipts/room", json={"lookup": lookup})
    assert answer.status_code == 422
    assert "zz" not in answer.text


def test_the_receipt_of_one_room_opens_no_other(intake: TestClient, union: Organisation) -> None:
    mine, theirs = file_report(intake, union), file_report(intake, union)
    assert theirs.room.hex() not in ask(intake, mine.receipt.lookup.hex())[1]
    entry = message(theirs, theirs.receipt.account, epoch=1, head=theirs.as_receipt(intake)["head"], content="Hm.")
    answer = post_by_receipt(intake, mine.receipt.lookup + entry.encode())
    assert answer.status_code in (403, 422)


def test_receipts_are_no_matter_of_casework(casework: TestClient, union: Organisation) -> None:
    assert casework.post("/v1/receipts/room", json={"lookup": "00" * 32}).status_code == 404


def test_a_body_cut_in_the_lookup(intake: TestClient, union: Organisation) -> None:
    assert post_by_receipt(intake, b"short").json()["code"] == "seal-refused"
    assert post_by_receipt(intake, new_secret() + b"rest").status_code == 404

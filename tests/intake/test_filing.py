"""Filing: whole, once, durable, and refused by name in every other case."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from remedy_api.sealing.content import Text
from remedy_api.sealing.filing import rewrap
from remedy_api.sealing.keys import new_id
from remedy_api.settings import Settings
from tests.factories.organisations import Organisation, remove
from tests.factories.people import make_organisation, make_person
from tests.factories.reports import (
    CONTENTS,
    NARRATIVE,
    attachment,
    file_report,
    opened,
    recipient,
    sealed,
    send,
    texts,
    today,
)


def rows(engine: Engine, *tables: str) -> list[int]:
    """How many rows there are."""
    with engine.connect() as connection:
        return [connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() for table in tables]


def kept(settings: Settings) -> list[Path]:
    """Files in the storage, half-written ones included."""
    return [path for path in settings.blob_dir.rglob("*") if path.is_file()]


def test_a_report_is_there_whole_and_its_reader_opens_it(intake: TestClient, engine: Engine, union: Organisation) -> None:
    other = make_organisation(union.programme)
    report = file_report(intake, union, other)
    assert report.answer.json() == {
        "room": report.room.hex(),
        "filed_on": today().isoformat(),
        "proof": report.filing.proof.hex(),
    }
    assert rows(engine, "room", "submission", "room_epoch", "room_wrap", "room_event", "entry", "room_reader") == [
        1, 1, 2, 5, 2, 3, 2,
    ]  # fmt: skip
    view = report.as_reader(union.manager.client)
    entries = union.manager.client.get(f"{report.path}/entries").json()["items"]
    keys = opened(report, view, union.keys)
    assert NARRATIVE in texts(report, entries, keys)
    assert sorted(keys) == [0, 1]


def test_the_receipt_reads_the_conversation_and_not_the_grievance(intake: TestClient, union: Organisation) -> None:
    report = file_report(intake, union)
    assert sorted(opened(report, report.as_receipt(intake), [report.receipt.account])) == [1]
    reread = file_report(intake, union, reread=True)
    assert sorted(opened(reread, reread.as_receipt(intake), [reread.receipt.account])) == [0, 1]


def test_sent_again_it_is_filed_once(intake: TestClient, engine: Engine, union: Organisation) -> None:
    report = file_report(intake, union)
    again = send(intake, report.filing.encode(), report.key)
    assert (again.status_code, again.json()) == (201, report.answer.json())
    assert again.headers["Idempotency-Replayed"] == "true"
    # An answer that was lost together with its key: the bytes themselves are known.
    assert send(intake, report.filing.encode(), new_id().hex()).json() == report.answer.json()
    assert rows(engine, "room", "entry") == [1, 3]


def test_ten_at_once_are_one(intake: TestClient, engine: Engine, union: Organisation) -> None:
    _, filing = sealed(union)
    body = filing.encode()
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda _: send(intake, body, "the-same-key"), range(10)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.text for answer in answers}) == 1
    assert sum("Idempotency-Replayed" not in answer.headers for answer in answers) == 1
    assert rows(engine, "room", "submission", "entry") == [1, 1, 3]


def test_a_key_for_another_report_is_refused(intake: TestClient, engine: Engine, union: Organisation) -> None:
    report = file_report(intake, union)
    answer = send(intake, sealed(union)[1].encode(), report.key)
    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency-key-reused")
    assert rows(engine, "room") == [1]


def test_an_id_that_is_taken_is_refused(intake: TestClient, engine: Engine, union: Organisation) -> None:
    report = file_report(intake, union)
    other = make_organisation(union.programme)
    changed = send(intake, rewrap(report.filing, [recipient(union)]).encode(), new_id().hex())
    assert (changed.status_code, changed.json()["code"]) == (409, "room-taken")
    same_receipt = sealed(other)[1]
    object.__setattr__(same_receipt.envelope, "lookup_hash", report.receipt.lookup_hash)
    answer = send(intake, same_receipt.encode(), new_id().hex())
    assert (answer.status_code, answer.json()["code"]) == (409, "room-taken")
    assert rows(engine, "room", "entry", "room_wrap") == [1, 3, 3]


def test_a_rotated_key_is_asked_for_anew(intake: TestClient, engine: Engine, union: Organisation) -> None:
    _, filing = sealed(union)
    remove(union, make_person(union))
    answer = send(intake, filing.encode(), "k1")
    assert (answer.status_code, answer.json()["code"]) == (412, "stale-roster")
    assert rows(engine, "room", "submission", "entry") == [0, 0, 0]
    assert send(intake, rewrap(filing, [recipient(union)]).encode(), "k1").status_code == 201


@pytest.mark.parametrize("change", ["accepts", "stranger"])
def test_only_organisations_that_accept_are_readers(intake: TestClient, engine: Engine, union: Organisation, change: str) -> None:
    if change == "accepts":
        with engine.begin() as connection:
            connection.execute(text("UPDATE organisation SET accepts_reports = false"))
    else:
        union.rosters[0] = union.rosters[0] + b"x"
    answer = send(intake, sealed(union)[1].encode(), new_id().hex())
    assert (answer.status_code, answer.json()["code"]) == (412, "stale-roster")
    assert rows(engine, "room", "submission") == [0, 0]


def _flip(body: bytes, at: int) -> bytes:
    return body[:at] + bytes([body[at] ^ 1]) + body[at + 1 :]


BAD: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda body: b"",
    "three bytes": lambda body: body[:3],
    "half": lambda body: body[: len(body) // 2],
    "last byte missing": lambda body: body[:-1],
    "one byte more": lambda body: body + b"\x00",
    "a length that lies": lambda body: b"\xff\xff\xff\xff" + body[4:],
    "text": lambda body: b"I was not paid",
    "altered label": lambda body: _flip(body, 10),
    "altered statement": lambda body: _flip(body, 200),
    "altered body": lambda body: _flip(body, len(body) - 9),
}


@pytest.mark.parametrize("name", BAD)
def test_altered_or_truncated_seals_are_refused(
    intake: TestClient, engine: Engine, union: Organisation, settings: Settings, name: str
) -> None:
    answer = send(intake, BAD[name](sealed(union)[1].encode()), new_id().hex())
    assert (answer.status_code, answer.json()["code"]) == (422, "seal-refused")
    assert rows(engine, "room", "submission", "entry") == [0, 0, 0]
    assert kept(settings) == []


def test_every_byte_counts(intake: TestClient, engine: Engine, union: Organisation) -> None:
    body = sealed(union)[1].encode()
    for at in range(4, len(body), len(body) // 60):
        answer = send(intake, _flip(body, at), new_id().hex())
        # Inside a wrap or an unverified signature only the readers can tell; everything else is refused here.
        assert answer.status_code in (201, 409, 412, 422), at


def test_an_attachment_lies_in_the_storage_with_the_day_only(intake: TestClient, union: Organisation, settings: Settings) -> None:
    report = file_report(intake, union, contents=[*CONTENTS, attachment(700_000)])
    (path,) = kept(settings)
    assert path.stat().st_mtime % 86_400 == 0
    assert path.parent.stat().st_mtime % 86_400 == 0
    client = union.manager.client
    entries = client.get(f"{report.path}/entries").json()["items"]
    assert entries[3]["body"] is None
    entry = report.filing.prepared.entries[3]
    answer = client.get(f"{report.path}/entries/{entry.header.entry.hex()}/body")
    assert answer.content == entry.body
    assert answer.headers["content-type"] == "application/octet-stream"
    small = client.get(f"{report.path}/entries/{report.filing.prepared.entries[2].header.entry.hex()}/body")
    assert small.content == report.filing.prepared.entries[2].body
    assert client.get(f"{report.path}/entries/{new_id().hex()}/body").status_code == 404


def test_25_megabytes_fit_and_a_wrong_last_byte_leaves_nothing(
    intake: TestClient, engine: Engine, union: Organisation, settings: Settings
) -> None:
    body = sealed(union, contents=[*CONTENTS, attachment(25 * 1024 * 1024)])[1].encode()
    answer = send(intake, _flip(body, len(body) - 1), "k")
    assert answer.json()["code"] == "seal-refused"
    assert kept(settings) == []
    assert send(intake, body[:-1], "k").json()["code"] == "seal-refused"
    assert kept(settings) == []
    assert send(intake, body, "k").status_code == 201
    assert send(intake, body, "k").status_code == 201
    assert len(kept(settings)) == 1
    assert rows(engine, "room", "entry") == [1, 4]


def test_long_texts_fit_and_wait_their_turn(intake: TestClient, engine: Engine, union: Organisation) -> None:
    long = [*CONTENTS[:2], *(Text("narrative", "en", "x" * 200_000) for _ in range(3))]
    bodies = [sealed(union, contents=long)[1].encode() for _ in range(6)]
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda body: send(intake, body, new_id().hex()), bodies))
    assert {answer.status_code for answer in answers} == {201}
    assert rows(engine, "room", "entry") == [6, 30]


def test_a_stale_filing_leaves_no_file(intake: TestClient, union: Organisation, settings: Settings) -> None:
    body = sealed(union, contents=[*CONTENTS, attachment(700_000)])[1].encode()
    remove(union, make_person(union))
    assert send(intake, body, "k").status_code == 412
    assert kept(settings) == []


def test_over_the_limit(intake: TestClient, settings: Settings, union: Organisation) -> None:
    answer = send(intake, bytes(settings.max_submission_bytes + 1), "k")
    assert (answer.status_code, answer.json()["code"]) == (413, "too-large")

    def drip() -> Any:
        for _ in range(settings.max_submission_bytes // 1_000_000 + 2):
            yield bytes(1_000_000)

    answer = send(intake, drip(), "k")  # type: ignore[arg-type]
    assert answer.status_code in (413, 422)
    assert kept(settings) == []


@pytest.mark.parametrize("headers", [{"Content-Type": "text/plain"}, {"Content-Type": ""}])
def test_only_its_own_media_type(intake: TestClient, union: Organisation, headers: dict[str, str]) -> None:
    assert send(intake, sealed(union)[1].encode(), "k", **headers).status_code == 415


@pytest.mark.parametrize("key", [None, "", "x" * 129, "with space", "é"])
def test_a_key_is_needed(intake: TestClient, union: Organisation, key: str | None) -> None:
    headers = {"Content-Type": "application/vnd.remedy.submission.v1"}
    if key is not None:
        headers["Idempotency-Key"] = key.encode("latin-1")  # type: ignore[assignment]
    answer = intake.post("/v1/submissions", content=sealed(union)[1].encode(), headers=headers)
    assert answer.status_code == 422


def test_a_member_files_for_a_worker(casework: TestClient, engine: Engine, union: Organisation) -> None:
    other = make_organisation(union.programme)
    report = file_report(other.manager.client, union)
    assert report.answer.json()["room"] == report.room.hex()
    assert other.manager.client.get(report.path).status_code == 404
    # The same key of two people is two keys.
    assert send(union.manager.client, sealed(union)[1].encode(), report.key).status_code == 201
    assert rows(engine, "room") == [2]


def test_who_may_not_file_at_casework(casework: TestClient, union: Organisation) -> None:
    body = sealed(union)[1].encode()
    assert send(union.programme.stranger().client, body, "k").status_code == 401
    assert send(union.programme.administrator.client, body, "k").status_code == 403
    assert send(union.manager.client, body, "k", Origin="https://elsewhere.test").status_code == 403


def test_filing_enqueues_nothing(intake: TestClient, engine: Engine, union: Organisation) -> None:
    with engine.connect() as connection:
        before = connection.execute(text("SELECT count(*) FROM procrastinate_jobs")).scalar_one()
    file_report(intake, union)
    assert rows(engine, "procrastinate_jobs", "notice") == [before, 0]

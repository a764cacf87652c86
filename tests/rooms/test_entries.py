"""Entries: posted once, by who may, under the latest epoch, and nothing altered."""

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from remedy_api.sealing.keys import account_keys, new_id, new_secret
from remedy_api.settings import Settings
from tests.factories.organisations import Organisation, remove
from tests.factories.people import make_organisation, make_person
from tests.factories.reports import (
    CONTENTS,
    answer_by_receipt,
    attachment,
    file_report,
    message,
    opened,
    post_by_receipt,
    post_entry,
    reply,
    sealed,
    texts,
)


def test_a_conversation(intake: TestClient, union: Organisation) -> None:
    report = file_report(intake, union)
    nadia = make_person(union, name="Nadia")
    first = reply(nadia.client, nadia.keys, report, "We read you. Are you safe?")
    assert (first.status_code, first.json()["position"]) == (201, 3)
    second = answer_by_receipt(intake, report, "Yes. Please do not call.")
    assert (second.status_code, second.json()["position"]) == (201, 4)

    view = report.as_receipt(intake)
    entries = intake.post("/v1/receipts/entries/list", json=report.lookup).json()["items"]
    assert texts(report, entries, opened(report, view, [report.receipt.account])) == [
        "We read you. Are you safe?",
        "Yes. Please do not call.",
    ]
    assert [one["position"] for one in entries] == [0, 1, 2, 3, 4]
    by = {one["kid"]: one["name"] for one in report.as_reader(nadia.client)["authors"]}
    assert by[nadia.kid.hex()] == "Nadia"
    assert {one["name"] for one in view["authors"]} == {None}


def test_colleagues_have_names_and_people_of_other_organisations_have_none(intake: TestClient, union: Organisation) -> None:
    aid = make_organisation(union.programme, name="Aid at Work", manager="Ines")
    report = file_report(intake, union, aid)
    by = {one["kid"]: one["name"] for one in report.as_reader(union.manager.client)["authors"]}
    assert by[union.manager.kid.hex()] == union.manager.name
    assert by[aid.manager.kid.hex()] is None


def test_lists_come_in_pages(intake: TestClient, union: Organisation) -> None:
    report = file_report(intake, union)
    client, path = union.manager.client, f"{report.path}/entries"
    first = client.get(path, params={"limit": 2}).json()
    second = client.get(path, params={"limit": 2, "after": first["next"]}).json()
    assert [one["position"] for one in first["items"] + second["items"]] == [0, 1, 2]
    assert second["next"] is None
    assert client.get(path, params={"after": "no-cursor"}).status_code == 422


def test_sent_again_it_is_posted_once(intake: TestClient, engine: Engine, union: Organisation) -> None:
    report = file_report(intake, union)
    manager, view = union.manager, report.as_receipt(intake)
    raw = message(report, manager.keys, epoch=1, head=view["head"], content="Once.").encode()
    answers = [post_entry(manager.client, report, raw, key="k") for _ in range(2)]
    assert answers[0].text == answers[1].text
    assert answers[1].headers["Idempotency-Replayed"] == "true"
    other = message(report, manager.keys, epoch=1, head=view["head"], content="Twice.").encode()
    assert post_entry(manager.client, report, other, key="k").json()["code"] == "idempotency-key-reused"
    assert post_entry(manager.client, report, raw, key="k2").json()["code"] == "entry-taken"
    with engine.connect() as connection:
        assert connection.execute(text("SELECT entries FROM room")).scalar_one() == 4


def test_a_large_file_in_the_conversation(intake: TestClient, union: Organisation, settings: Settings) -> None:
    report = file_report(intake, union)
    view = report.as_receipt(intake)
    entry = message(report, report.receipt.account, epoch=1, head=view["head"], content=attachment(600_000))
    raw = report.receipt.lookup + entry.encode()
    assert [post_by_receipt(intake, raw, key="k").status_code for _ in range(2)] == [201, 201]
    assert len([path for path in settings.blob_dir.rglob("*") if path.is_file()]) == 1
    sent = report.lookup | {"entry": entry.header.entry.hex()}
    assert intake.post("/v1/receipts/entries/body", json=sent).content == entry.body
    altered = raw[:-1] + bytes([raw[-1] ^ 1])
    assert post_by_receipt(intake, altered).json()["code"] == "seal-refused"
    assert post_by_receipt(intake, raw[:-1]).json()["code"] == "seal-refused"
    assert len([path for path in settings.blob_dir.rglob("*") if path.is_file()]) == 1


@pytest.mark.parametrize("at", [5, 40, 120, 300, 400, 3000, -1])
def test_altered_entries_are_refused(intake: TestClient, union: Organisation, at: int) -> None:
    report = file_report(intake, union)
    view = report.as_receipt(intake)
    raw = bytearray(message(report, union.manager.keys, epoch=1, head=view["head"], content="As it is.").encode())
    raw[at] ^= 1
    answer = post_entry(union.manager.client, report, bytes(raw))
    assert answer.status_code in (403, 412, 422), answer.text
    assert post_entry(union.manager.client, report, bytes(raw[:100])).json()["code"] == "seal-refused"


def test_only_under_ones_own_name(intake: TestClient, union: Organisation) -> None:
    report = file_report(intake, union)
    nadia, view = make_person(union), report.as_receipt(intake)
    by_manager = message(report, union.manager.keys, epoch=1, head=view["head"], content="Not mine.").encode()
    assert post_entry(nadia.client, report, by_manager).json()["code"] == "not-yours"
    assert post_by_receipt(intake, report.receipt.lookup + by_manager).json()["code"] == "not-yours"
    stranger = message(report, account_keys(new_secret()), epoch=1, head=view["head"], content="Hello.").encode()
    assert post_by_receipt(intake, report.receipt.lookup + stranger).json()["code"] == "not-yours"


def test_only_under_the_latest_epoch_and_into_its_own_room(intake: TestClient, union: Organisation) -> None:
    report, another = file_report(intake, union), file_report(intake, union)
    view = report.as_receipt(intake)
    early = message(report, union.manager.keys, epoch=0, head=view["head"], content=CONTENTS[2]).encode()
    assert post_entry(union.manager.client, report, early).status_code in (412, 422)
    foreign = message(another, union.manager.keys, epoch=1, head=view["head"], content="Elsewhere.").encode()
    assert post_entry(union.manager.client, report, foreign).json()["code"] == "seal-refused"


def test_a_rotated_key_needs_a_new_epoch_first(intake: TestClient, union: Organisation) -> None:
    report = file_report(intake, union)
    leaver = make_person(union)
    assert reply(leaver.client, leaver.keys, report, "Still here.").status_code == 201
    remove(union, leaver)
    assert leaver.client.get(report.path).status_code in (401, 404)
    for answer in (
        reply(union.manager.client, union.manager.keys, report, "Too early."),
        answer_by_receipt(intake, report, "Too early."),
    ):
        assert (answer.status_code, answer.json()["code"]) == (412, "stale-epoch")


def test_strangers_see_nothing(intake: TestClient, union: Organisation) -> None:
    report = file_report(intake, union)
    other = make_organisation(union.programme)
    entry = report.filing.prepared.entries[0].header.entry.hex()
    for client in (other.manager.client, union.programme.administrator.client):
        for path in (report.path, f"{report.path}/entries", f"{report.path}/entries/{entry}/body"):
            assert client.get(path).status_code == 404, path
        assert client.post(f"{report.path}/seen").status_code == 404
    assert union.programme.stranger().client.get(report.path).status_code == 401


def test_a_body_of_another_room_is_not_found(intake: TestClient, union: Organisation) -> None:
    other = make_organisation(union.programme)
    mine, theirs = file_report(intake, union), file_report(intake, other)
    entry = theirs.filing.prepared.entries[0].header.entry.hex()
    assert union.manager.client.get(f"{mine.path}/entries/{entry}/body").status_code == 404
    sent = mine.lookup | {"entry": entry}
    assert intake.post("/v1/receipts/entries/body", json=sent).status_code == 404


def test_what_is_new_is_flagged_until_seen(intake: TestClient, union: Organisation) -> None:
    other = make_organisation(union.programme)
    report = file_report(intake, union, other)

    def unseen(organisation: Organisation) -> bool:
        (row,) = organisation.manager.client.get(f"/v1/organisations/{organisation.hex}/reports").json()["items"]
        return bool(row["unseen"])

    assert unseen(union) and unseen(other)
    assert union.manager.client.post(f"{report.path}/seen").status_code == 204
    assert not unseen(union) and unseen(other)
    other.manager.client.post(f"{report.path}/seen")
    reply(union.manager.client, union.manager.keys, report, "Hello.")
    assert not unseen(union) and unseen(other)
    answer_by_receipt(intake, report, "Hello.")
    assert unseen(union)


def test_the_list_of_reports(intake: TestClient, union: Organisation) -> None:
    other = make_organisation(union.programme, name="Aid at Work")
    shared, alone = file_report(intake, union, other), file_report(intake, union)
    path = f"/v1/organisations/{union.hex}/reports"
    client = union.manager.client
    rows = client.get(path).json()["items"]
    assert {row["room"] for row in rows} == {shared.room.hex(), alone.room.hex()}
    (row,) = (row for row in rows if row["room"] == shared.room.hex())
    assert [one["name"] for one in row["readers"]] == ["Aid at Work", union.name]
    first = client.get(path, params={"limit": 1}).json()
    second = client.get(path, params={"limit": 1, "after": first["next"]}).json()
    assert {first["items"][0]["room"], second["items"][0]["room"]} == {row["room"] for row in rows}
    assert second["next"] is None
    assert other.manager.client.get(path).status_code == 404
    theirs = other.manager.client.get(f"/v1/organisations/{other.hex}/reports").json()["items"]
    assert [row["room"] for row in theirs] == [shared.room.hex()]


def test_an_entry_needs_its_media_type_and_a_key(intake: TestClient, union: Organisation) -> None:
    report = file_report(intake, union)
    path, client = f"{report.path}/entries", union.manager.client
    assert client.post(path, content=b"x", headers={"Idempotency-Key": new_id().hex()}).status_code == 415
    headers = {"Content-Type": "application/vnd.remedy.entry.v1"}
    assert client.post(path, content=b"x", headers=headers).status_code == 422
    assert intake.post("/v1/receipts/entries", content=b"x", headers={"Idempotency-Key": "k"}).status_code == 415


def test_nothing_is_written_for_a_room_that_is_not_there(intake: TestClient, union: Organisation) -> None:
    _, filing = sealed(union)
    report = file_report(intake, union)
    entry = message(report, union.manager.keys, epoch=1, head=report.as_receipt(intake)["head"], content="Hm.")
    path = f"/v1/rooms/{filing.prepared.room.hex()}/entries"
    headers = {"Content-Type": "application/vnd.remedy.entry.v1", "Idempotency-Key": "k"}
    assert union.manager.client.post(path, content=entry.encode(), headers=headers).status_code == 404

"""What everybody may know of the programme, and who changes it."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.factories.organisations import Organisation, Programme
from tests.factories.people import TEXTS, make_person

CHANGED = {"name": "New name", "languages": ["ar", "en"], "default_language": "ar", "privacy": TEXTS, "help": {}}


def test_both_doors_answer_the_same(programme: Programme, casework: TestClient, intake: TestClient) -> None:
    one, other = casework.get("/v1/programme"), intake.get("/v1/programme")
    assert one.json() == other.json()
    assert one.json()["casework_address"] == "https://casework.test"
    assert one.json()["intake_address"] == "https://intake.test"


def test_the_administrator_changes_it(programme: Programme) -> None:
    client = programme.administrator.client
    tag = client.get("/v1/programme").headers["etag"]
    answer = client.put("/v1/programme", json=CHANGED, headers={"If-Match": tag})
    assert answer.status_code == 200
    assert {name: answer.json()[name] for name in CHANGED} == CHANGED
    assert answer.json()["instance"] == programme.instance
    assert client.put("/v1/programme", json=CHANGED, headers={"If-Match": tag}).status_code == 412
    assert client.put("/v1/programme", json=CHANGED, headers={"If-Match": answer.headers["etag"]}).status_code == 200
    assert client.put("/v1/programme", json=CHANGED).status_code == 428


def test_nobody_else_does(programme: Programme, union: Organisation) -> None:
    tag = {"If-Match": programme.administrator.client.get("/v1/programme").headers["etag"]}
    member = make_person(union)
    assert programme.stranger().client.put("/v1/programme", json=CHANGED, headers=tag).status_code == 401
    for person in (union.manager, member):
        refused = person.client.put("/v1/programme", json=CHANGED, headers=tag)
        assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")
        assert "administrator" in refused.json()["detail"]


@pytest.mark.parametrize(
    "change",
    [
        {"name": ""},
        {"name": "two\nlines"},
        {"languages": []},
        {"languages": ["en", "en"]},
        {"languages": ["en", "tlh"]},
        {"languages": ["en", "zh-Hant"]},  # in preparation: its pages are not complete
        {"default_language": "fr"},
        {"privacy": {"tlh": "Qapla'"}},
        {"instance": "0" * 32},
        {"set_up": False},
        {"version": 7},
    ],
)
def test_what_does_not_fit_is_refused(programme: Programme, change: dict[str, Any]) -> None:
    client = programme.administrator.client
    before = client.get("/v1/programme")
    answer = client.put("/v1/programme", json=CHANGED | change, headers={"If-Match": before.headers["etag"]})
    assert answer.status_code == 422
    assert client.get("/v1/programme").json() == before.json()

"""Sites: kept by administrator and coordinators, one public file for everybody, imports that tell every row's fate."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from remedy_api.sealing.keys import new_id
from remedy_api.supply_chain.actions import LARGEST_FILE
from tests.factories.organisations import Organisation, Programme
from tests.factories.people import make_organisation

SITE = {"name": "Sunrise Garments Ltd", "native_name": "সানরাইজ", "address": "12 Mill Road, Savar", "country": "BD"}


def add(client: Any, key: str = "", **fields: Any) -> Any:
    """Add a site; the answer."""
    return client.post("/v1/sites", json=SITE | fields, headers={"Idempotency-Key": key or new_id().hex()})


def bring(client: Any, text: str | bytes, preview: bool = False) -> Any:
    """Import a file; the answer."""
    raw = text.encode() if isinstance(text, str) else text
    headers = {"Content-Type": "text/csv"}
    return client.post("/v1/sites/import", params={"preview": preview}, content=raw, headers=headers)


def test_added_changed_closed(programme: Programme, intake: TestClient) -> None:
    client = programme.administrator.client
    answer = add(client)
    assert answer.status_code == 201
    site = answer.json()["site"]
    assert intake.get("/sites.json").json() == {"sites": [SITE | {"site": site}]}
    got = client.get(f"/v1/sites/{site}")
    tag = {"If-Match": got.headers["ETag"]}
    assert client.patch(f"/v1/sites/{site}", json={"open_for_filing": False}).status_code == 428
    changed = client.patch(f"/v1/sites/{site}", json={"open_for_filing": False}, headers=tag)
    assert (changed.status_code, changed.json()["name"]) == (200, SITE["name"])
    assert client.patch(f"/v1/sites/{site}", json={"name": "Other"}, headers=tag).status_code == 412
    assert intake.get("/sites.json").json() == {"sites": []}
    assert [one["site"] for one in client.get("/v1/sites").json()["items"]] == [site]


def test_the_file_is_the_same_for_everybody_and_cheap_to_ask_again(programme: Programme, intake: TestClient) -> None:
    add(programme.administrator.client)
    first, other = intake.get("/sites.json"), programme.stranger().client.get("/sites.json")
    assert first.content == other.content
    assert intake.get("/sites.json", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


def test_the_file_never_becomes_too_large(programme: Programme, intake: TestClient) -> None:
    client = programme.administrator.client
    rows = "".join(f'"{"n" * 150} {number}","{"é" * 150}","{"é" * 250}",BD\n' for number in range(1200))
    answer = bring(client, "name,native_name,address,country\n" + rows)
    assert (answer.status_code, answer.json()["code"]) == (413, "too-large")
    for part in range(4):
        lines = "".join(f'"{"n" * 150} {part} {number}",BD\n' for number in range(300))
        answer = bring(client, "name,country\n" + lines)
    assert (answer.status_code, answer.json()["code"]) == (409, "sites-file-full")
    assert len(intake.get("/sites.json").content) <= LARGEST_FILE


def test_twins_are_refused(programme: Programme) -> None:
    client = programme.administrator.client
    assert [add(client, key="one").status_code for _ in range(2)] == [201, 201]
    answer = add(client)
    assert (answer.status_code, answer.json()["code"]) == (409, "site-twin")
    other = add(client, name="Other").json()["site"]
    tag = {"If-Match": client.get(f"/v1/sites/{other}").headers["ETag"]}
    assert client.patch(f"/v1/sites/{other}", json={"name": SITE["name"]}, headers=tag).status_code == 409


def test_who_keeps_them(programme: Programme, union: Organisation) -> None:
    coordinator = make_organisation(programme, kind="coordinator")
    assert add(coordinator.manager.client).status_code == 201
    assert add(programme.stranger().client).status_code == 401
    assert add(union.manager.client, name="Other").status_code == 201
    assert len(union.manager.client.get("/v1/sites").json()["items"]) == 2
    answer = bring(union.manager.client, "name,country\nNew,BD\n")
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


@pytest.mark.parametrize(
    "fields",
    [
        {"name": ""},
        {"name": "x" * 201},
        {"name": "two\nlines"},
        {"address": "two\nlines"},
        {"country": "bd"},
        {"country": "ZZ"},
        {"country": "BDX"},
        {"site": "00" * 16},
        {"version": 7},
        {"open_for_filing": "yes"},
        {"name": "\u0958" * 200},
    ],
)
def test_what_is_no_site(programme: Programme, fields: dict[str, Any]) -> None:
    assert add(programme.administrator.client, **fields).status_code == 422


def test_an_import_tells_every_rows_fate(programme: Programme) -> None:
    client = programme.administrator.client
    add(client)
    text = (
        "\ufeffName,Address,Country,Open_for_filing\r\n"
        'Sunrise Garments Ltd,"12 Mill Road, Savar",BD,yes\r\n'
        "New Dawn Textiles,Gazipur,BD,\r\n"
        "New Dawn Textiles,Gazipur,BD,no\r\n"
        ",nowhere,BD,yes\r\n"
        "Wrong Country,,XX,maybe\r\n"
        "too,few\r\n"
        "\r\n"
        "=cmd()|calc,,IN,no\r\n"
    )
    preview = bring(client, text, preview=True).json()
    assert (preview["preview"], preview["added"]) == (True, 2)
    assert len(client.get("/v1/sites").json()["items"]) == 1
    done = bring(client, text).json()
    assert done["rows"] == preview["rows"]
    assert [(row["line"], row["fate"], row["columns"]) for row in done["rows"]] == [
        (2, "already-there", []),
        (3, "added", []),
        (4, "twice-in-this-file", []),
        (5, "refused", ["name"]),
        (6, "refused", ["country", "open_for_filing"]),
        (7, "refused", ["country", "name"]),
        (9, "added", []),
    ]
    assert len(client.get("/v1/sites").json()["items"]) == 3
    assert {row["fate"] for row in bring(client, text).json()["rows"]} <= {"already-there", "twice-in-this-file", "refused"}


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"name\nOnly a name\n",
        b"name,country,secret\nx,BD,y\n",
        b"name,name,country\nx,y,BD\n",
        b"\xff\xfen\x00a\x00",
        b"name,country\nx\x00,BD\n",
        b'name,country\n"never closed,BD\n',
        b"name,country\n" + b"x,BD\n" * 2001,
    ],
)
def test_what_is_no_such_file(programme: Programme, raw: bytes) -> None:
    answer = bring(programme.administrator.client, raw)
    assert (answer.status_code, answer.json()["code"]) == (400, "not-csv")


def test_lists_come_in_pages(programme: Programme) -> None:
    client = programme.administrator.client
    bring(client, "name,country\n" + "".join(f"Site {number},BD\n" for number in range(5)))
    seen, after = [], None
    while True:
        page = client.get("/v1/sites", params={"limit": 2} | ({"after": after} if after else {})).json()
        seen += [one["name"] for one in page["items"]]
        if (after := page["next"]) is None:
            break
    assert seen == [f"Site {number}" for number in range(5)]

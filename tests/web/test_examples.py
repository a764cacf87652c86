"""Every example of the OpenAPI documents is sent to a real door and answered as the document says."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from remedy_api.examples import BUYER, COMPANY, EXAMPLES, LOOKUP, ORGANISATION, PLACEHOLDERS, PROOF, USER
from remedy_api.sealing.keys import new_id
from tests.factories.accounts import Person, b64
from tests.factories.cases import open_case
from tests.factories.chain import make_buyer, make_company, make_contract, make_link, make_site
from tests.factories.organisations import Organisation
from tests.factories.people import make_person
from tests.factories.reports import Report, file_report

SIGNED = {
    "POST /v1/setup",  # a one-time link, and an account whose keys prove themselves
    "POST /v1/invitations/{invitation}/acceptance",
    "POST /v1/invitations/{invitation}/confirmation",
    "PUT /v1/organisations/{organisation}/founding",
    "POST /v1/organisations/{organisation}/rosters",
    "POST /v1/rooms/{room}/events",
    "POST /v1/cases",
    "POST /v1/tables",
    "POST /v1/receipts/events",
    "POST /v1/receipts/entries/body",  # names an entry of a report, of which only the reader knows which
}
"""Bodies that are signed, or mean something only within one room: an example could be neither printed nor sent."""


def with_bodies(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every operation that takes JSON, by its name."""
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            if "application/json" in operation.get("requestBody", {}).get("content", {}):
                yield f"{method.upper()} {path}", operation


def shown(operation: dict[str, Any]) -> dict[str, Any]:
    """The examples of an operation, by what each shows."""
    found = operation["requestBody"]["content"]["application/json"].get("examples", {})
    return {title: example["value"] for title, example in found.items()}


def put_in(value: Any, mine: dict[str, str]) -> Any:
    """The example with what is really there in the place of what stands for it."""
    text = json.dumps(value)
    for placeholder, real in mine.items():
        text = text.replace(placeholder, real)
    return json.loads(text)


class Door:
    """Sends examples as whoever may, for things that are there."""

    def __init__(self, union: Organisation, intake: TestClient) -> None:
        self.union, self.intake = union, intake
        self.administrator = union.programme.administrator

    def _paths(self) -> dict[str, Callable[[], str]]:
        client = self.administrator.client
        return {
            "{organisation}": lambda: self.union.hex,
            "{site}": lambda: str(make_site(client)["site"]),
            "{company}": lambda: str(make_company(client)["company"]),
            "{link}": lambda: str(make_link(client, make_site(client), make_company(client))["link"]),
            "{contract}": lambda: str(make_contract(client, make_buyer(self.union.programme), make_company(client))["contract"]),
            "{case}": lambda: open_case(self.union, file_report(self.intake, self.union)).hex,
        }

    def _person(self, name: str) -> Person:
        if name.startswith(("POST /v1/organisations/", "PATCH /v1/organisations/", "PUT /v1/cases/")):
            return self.union.manager
        if name.partition(" ")[2].startswith(("/v1/me", "/v1/sign-in", "/v1/recovery")):
            return make_person(self.union)
        return self.administrator

    def _mine(self, name: str, value: Any, person: Person, report: Report | None) -> dict[str, str]:
        client, text = self.administrator.client, json.dumps(value)
        proof = person.recovery_auth() if name == "POST /v1/recovery" else person.auth()
        mine = {USER: person.user.hex(), PROOF: b64(proof), ORGANISATION: self.union.hex}
        if LOOKUP in text and report is not None:
            mine[LOOKUP] = report.receipt.lookup.hex()
        if COMPANY in text:
            mine[COMPANY] = str(make_company(client)["company"])
        if BUYER in text:
            mine[BUYER] = make_buyer(self.union.programme).hex()
        return mine

    def send(self, name: str, value: Any) -> Any:
        """Send one example; the answer."""
        method, path = name.split(" ")
        for part, make in self._paths().items():
            if part in path:
                path = path.replace(part, make())
        person = self._person(name)
        of_receipt = path.startswith("/v1/receipts")
        report = file_report(self.intake, self.union) if of_receipt else None
        client = self.intake if of_receipt else person.client
        headers = {"Idempotency-Key": new_id().hex()}
        if method in ("PATCH", "PUT") and path not in ("/v1/me/passphrase", "/v1/me/recovery"):
            headers["If-Match"] = '"0"' if path == "/v1/me/vault" else client.get(path).headers.get("ETag", "")
        return client.request(method, path, json=put_in(value, self._mine(name, value, person, report)), headers=headers)


def fails(door: Door, document: dict[str, Any], examples: Callable[[str, dict[str, Any]], dict[str, Any]]) -> list[str]:
    """Every example that is not answered as the document says."""
    wrong = []
    for name, operation in with_bodies(document):
        documented = {int(code) for code in operation["responses"] if code.startswith("2")}
        for title, value in examples(name, operation).items():
            answer = door.send(name, value)
            if answer.status_code not in documented:
                wrong.append(f"{name}, {title}: {answer.status_code} {answer.text}")
    return wrong


@pytest.fixture
def door(union: Organisation, intake: TestClient) -> Door:
    return Door(union, intake)


def test_every_plain_body_has_an_example(casework: TestClient, intake: TestClient) -> None:
    documents = [client.get("/openapi.json").json() for client in (casework, intake)]
    taking = {name: shown(operation) for document in documents for name, operation in with_bodies(document)}
    assert {name for name, examples in taking.items() if not examples} == SIGNED
    assert set(EXAMPLES) == set(taking) - SIGNED


def test_every_example_is_answered_as_documented(casework: TestClient, door: Door, intake: TestClient) -> None:
    for client in (casework, intake):
        assert fails(door, client.get("/openapi.json").json(), lambda name, operation: shown(operation)) == []


def test_an_example_that_does_not_fit_is_seen(casework: TestClient, door: Door) -> None:
    """The planted fault: a field that no schema knows, in one operation of each kind."""
    document = casework.get("/openapi.json").json()
    planted = ("PATCH /v1/me", "POST /v1/sites", "POST /v1/organisations")

    def spoiled(name: str, operation: dict[str, Any]) -> dict[str, Any]:
        return {title: value | {"colour": "red"} for title, value in shown(operation).items()} if name in planted else {}

    assert {line.partition(",")[0] for line in fails(door, document, spoiled)} == set(planted)


def test_what_stands_for_something_is_used() -> None:
    text = json.dumps(EXAMPLES)
    assert [each for each in PLACEHOLDERS if each not in text] == []


def test_the_document_says_who_may_come_in(casework: TestClient, intake: TestClient) -> None:
    paths = casework.get("/openapi.json").json()["paths"]
    assert paths["/v1/sign-in"]["post"]["security"] == []
    assert paths["/v1/me/tokens"]["post"]["security"] == [{"session": []}]
    assert {"token": ["read-cases"]} in paths["/v1/rooms/{room}"]["get"]["security"]
    assert "securitySchemes" not in intake.get("/openapi.json").json().get("components", {})

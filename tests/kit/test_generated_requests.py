"""Requests that no client of ours would send, drawn from the documentation itself: each ends in an answer or a problem,
never in a fault of ours. Twenty an operation, two thousand with --long.
"""

import base64
from collections.abc import Callable, Mapping
from typing import Any

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from remedy_api.sealing.format import ENTRY_MEDIA_TYPE, RECEIPT_ENTRY_MEDIA_TYPE
from remedy_api.sealing.submission import SUBMISSION_MEDIA_TYPE
from tests.factories.accounts import Person
from tests.factories.cases import open_case
from tests.factories.chain import make_buyer, make_company, make_contract, make_link, make_site
from tests.factories.organisations import Organisation
from tests.factories.people import make_person
from tests.factories.reports import file_report
from tests.factories.tables import open_table

Ids = dict[str, str]
Clients = Mapping[str, TestClient]
FEW, MANY = 20, 2000


@schemathesis.serializer(SUBMISSION_MEDIA_TYPE, ENTRY_MEDIA_TYPE, RECEIPT_ENTRY_MEDIA_TYPE)
def sealed(context: Any, value: Any) -> bytes:
    """A sealed body is bytes already."""
    raw = getattr(value, "data", value)
    return raw if isinstance(raw, bytes) else str(raw).encode("utf-8", "replace")


def drawable(schema: Any) -> Any:
    """The same document with bytes as formats that can be drawn at once: patterns of a thousand letters are slow to meet."""
    if isinstance(schema, list):
        return [drawable(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if schema.get("contentEncoding") == "base64":
        return {"type": "string", "format": _base64(schema["minLength"] // 4 * 3, schema["maxLength"] // 4 * 3)}
    if str(schema.get("pattern", "")).startswith("^[0-9a-f]"):
        return {"type": "string", "format": _hex(schema["maxLength"] // 2)}
    return {name: drawable(value) for name, value in schema.items()}


def _base64(least: int, most: int) -> str:
    name = f"base64-{least}-{most}"
    sizes = st.sampled_from(sorted({max(least - 2, 0), max(least - 1, 0), least, min(most, least + 50)}))
    schemathesis.openapi.format(name, sizes.map(lambda size: base64.b64encode(bytes(size)).decode()))
    return name


def _hex(length: int) -> str:
    schemathesis.openapi.format(f"hex-{length}", st.binary(min_size=length, max_size=length).map(bytes.hex))
    return f"hex-{length}"


def operations(client: TestClient) -> list[Any]:
    """Every operation that a door documents."""
    document = client.get("/openapi.json").json()
    schema = schemathesis.openapi.from_dict(drawable(document))
    return [result.ok() for result in schema.get_all_operations()]


def send(client: TestClient, case: Any, ids: Ids, real: bool) -> Any:
    """One drawn request, None when no HTTP client could put it on the wire.

    `real`: with ids of things that exist, so that it gets past the first door.
    """
    if real and case.path_parameters:
        case.path_parameters = {name: ids.get(name, value) for name, value in case.path_parameters.items()}
    drawn = case.as_transport_kwargs(base_url=str(client.base_url))
    headers = {name: value for name, value in drawn.pop("headers", {}).items() if name.lower() not in ("origin", "host")}
    drawn.pop("cookies", None)
    drawn["content"] = drawn.pop("data", None)
    try:
        request = client.build_request(**drawn, headers=headers)
    except (UnicodeError, TypeError, ValueError):
        return None
    return client.send(request)


def judge(answer: Any) -> None:
    """What must hold for every answer whatsoever."""
    assert answer.status_code < 500, answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["status"] == answer.status_code


def try_one(operation: Any, clients: Clients, ids: Ids, examples: int) -> None:
    """Draw requests for one operation, each from one of the browsers."""

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(), who=st.sampled_from(sorted(clients)), real=st.booleans())
    def one(case: Any, who: str, real: bool) -> None:
        if (answer := send(clients[who], case, ids, real)) is not None:
            judge(answer)

    one()


def in_the_world(union: Organisation, intake: TestClient) -> Ids:
    """Ids of what is there."""
    client = union.programme.administrator.client
    site, company = make_site(client), make_company(client)
    case = open_case(union, file_report(intake, union))
    return {
        "organisation": union.hex,
        "room": file_report(intake, union).room.hex(),
        "case": case.hex,
        "table": open_table(case).hex,
        "site": site["site"],
        "company": company["company"],
        "link": make_link(client, site, company)["link"],
        "contract": make_contract(client, make_buyer(union.programme), company)["contract"],
    }


def browsers(people: Mapping[str, Person]) -> Callable[[], Clients]:
    """A fresh session for each person, and a stranger: some operations end the session they come in with."""

    def fresh() -> Clients:
        found = {}
        for name, person in people.items():
            again = person.elsewhere()
            again.sign_in()
            found[name] = again.client
        return found

    return fresh


def try_the_casework_door(union: Organisation, intake: TestClient, examples: int) -> None:
    """Everything that the casework door documents, as every kind of person."""
    programme = union.programme
    people = {"administrator": programme.administrator, "manager": union.manager, "member": make_person(union)}
    fresh, ids = browsers(people), in_the_world(union, intake)
    found = operations(union.manager.client)
    for operation in found:
        with programme.engine.begin() as connection:
            connection.execute(text("TRUNCATE sign_in_lane"))
        try_one(operation, {**fresh(), "stranger": programme.stranger().client}, ids, examples)
    assert len(found) > 40


def try_the_intake_door(union: Organisation, intake: TestClient, examples: int) -> None:
    """Everything that the intake door documents."""
    ids = in_the_world(union, intake)
    found = operations(intake)
    for operation in found:
        try_one(operation, {"reporter": intake}, ids, examples)
    assert len(found) > 5


def test_no_request_breaks_the_casework_door(union: Organisation, intake: TestClient) -> None:
    try_the_casework_door(union, intake, FEW)


def test_no_request_breaks_the_intake_door(union: Organisation, intake: TestClient) -> None:
    try_the_intake_door(union, intake, FEW)


def test_a_broken_route_is_seen(small: TestClient) -> None:
    (broken,) = [each for each in operations(small) if each.path == "/broken"]
    with pytest.raises(AssertionError):
        try_one(broken, {"stranger": small}, {}, FEW)


@pytest.mark.long
def test_thousands_of_requests_do_not_break_the_casework_door(union: Organisation, intake: TestClient) -> None:
    try_the_casework_door(union, intake, MANY)


@pytest.mark.long
def test_thousands_of_requests_do_not_break_the_intake_door(union: Organisation, intake: TestClient) -> None:
    try_the_intake_door(union, intake, MANY)

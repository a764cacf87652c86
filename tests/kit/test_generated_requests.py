"""Requests that no client of ours would send, drawn from the documentation itself, once as each role: each ends in an answer
or a problem, never in a fault of ours, and no problem repeats what was sent. A few an operation; with --long two thousand an
operation at either door, at the casework door spread evenly over the roles.
"""

import base64
import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from remedy_api.access.scopes import SCOPES
from remedy_api.sealing.format import ENTRY_MEDIA_TYPE, RECEIPT_ENTRY_MEDIA_TYPE
from remedy_api.sealing.submission import SUBMISSION_MEDIA_TYPE
from tests.factories.accounts import Person
from tests.factories.cases import open_case
from tests.factories.chain import make_buyer, make_company, make_contract, make_link, make_site
from tests.factories.organisations import Organisation
from tests.factories.people import make_person
from tests.factories.programs import make_program, make_token, with_token
from tests.factories.reports import file_report
from tests.factories.tables import open_table, seat

Ids = dict[str, str]
FEW, MANY = 20, 2000
OURS = re.compile(r"[a-zA-Z_ /.'-]*")
"""Words like those of our own sentences and codes, which may be drawn by chance."""
A_ROLE = 2
"""Requests of each role an operation, in the standing suite."""

ROLES = (
    "administrator",
    "manager",
    "member",
    "monitor",
    "coordinator",
    "buyer",
    "supplier",
    "operator",
    "program",
    "nobody",
)
"""`manager` and `member` are of a worker organisation; `program` holds every scope there is."""


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
    ours = ("origin", "host", "authorization", "cookie")
    headers = {name: value for name, value in drawn.pop("headers", {}).items() if name.lower() not in ours}
    drawn.pop("cookies", None)
    drawn["content"] = drawn.pop("data", None)
    try:
        request = client.build_request(**drawn, headers=headers)
    except (UnicodeError, TypeError, ValueError):
        return None
    return client.send(request)


def judge(answer: Any, sent: Collection[str] = ()) -> None:
    """What must hold for every answer whatsoever; `sent` are texts that no problem may repeat."""
    assert answer.status_code < 500, answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["status"] == answer.status_code
        told = answer.text + json.dumps(answer.json(), ensure_ascii=True)
        assert not [text for text in sent if text in told], answer.text


def texts_in(value: Any) -> Iterator[str]:
    """Every text somewhere in a drawn value, names of members included, that no sentence of ours holds by chance."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from texts_in(name)
            yield from texts_in(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts_in(inner)
    elif isinstance(value, str) and len(value) >= 6 and not OURS.fullmatch(value):
        yield value


def sent_by(case: Any) -> set[str]:
    """The texts that a drawn request carries in its path, its query and its body."""
    return {text for part in (case.path_parameters, case.query, case.body) for text in texts_in(part)}


def try_one(operation: Any, client: TestClient, ids: Ids, examples: int) -> None:
    """Draw requests for one operation, all from one client."""

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(), real=st.booleans())
    def one(case: Any, real: bool) -> None:
        if (answer := send(client, case, ids, real)) is not None:
            judge(answer, sent_by(case))

    one()


@dataclass
class World:
    """Everybody who can come to the casework door, and ids of what is there: of one's own organisation, and of one case."""

    union: Organisation
    people: dict[str, Person]
    program: TestClient
    ids: dict[str, Ids]

    def client(self, role: str) -> TestClient:
        """A browser of this role, signed in; the program's with its token, made anew if it was revoked."""
        if role == "program":
            return self.program
        person = self.people.get(role)
        if person is None:
            return self.union.programme.stranger().client
        with self.union.programme.engine.begin() as connection:
            connection.execute(text("TRUNCATE sign_in_lane"))
        again = person.elsewhere()
        assert again.sign_in().status_code == 201
        return again.client


def make_world(union: Organisation, intake: TestClient) -> World:
    """A case of the union with a table at which everybody sits, and a program of the union with every scope."""
    programme, client = union.programme, union.programme.administrator.client
    site, company = make_site(client), make_company(client)
    case = open_case(union, file_report(intake, union))
    table = open_table(case)
    seats = {kind: seat(table, kind) for kind in ("monitor", "coordinator", "buyer", "supplier", "operator")}
    people = {"administrator": programme.administrator, "manager": union.manager, "member": make_person(union)}
    people |= {kind: one.manager for kind, one in seats.items()}
    program = with_token(programme, make_token(union.manager, *map(str, SCOPES), program=make_program(union)))
    common = {
        "room": table.hex,
        "case": case.hex,
        "table": table.hex,
        "site": site["site"],
        "company": company["company"],
        "link": make_link(client, site, company)["link"],
        "contract": make_contract(client, make_buyer(programme), company)["contract"],
    }
    ids = {role: common | {"organisation": seats[role].hex if role in seats else union.hex} for role in ROLES}
    for role in ("manager", "member", "program"):
        ids[role] |= {"room": file_report(intake, union).room.hex()}
    return World(union, people, program, ids)


ENDING = ("/v1/sign", "/v1/recovery", "/v1/session", "/v1/me/passphrase", "/v1/people")
"""Where a request may end the session it comes in with."""


def try_as(world: World, role: str, examples: int) -> int:
    """Everything that the casework door documents, as one role; how many operations there were."""
    client = world.client(role)
    found = operations(world.union.manager.client)
    for operation in found:
        try_one(operation, client, world.ids[role], examples)
        if operation.path.startswith(ENDING):
            client = world.client(role)
    return len(found)


def try_the_intake_door(union: Organisation, intake: TestClient, examples: int) -> None:
    """Everything that the intake door documents."""
    ids = make_world(union, intake).ids["nobody"]
    found = operations(intake)
    for operation in found:
        try_one(operation, intake, ids, examples)
    assert len(found) > 5


@pytest.mark.parametrize("role", ROLES)
def test_no_request_breaks_the_casework_door(union: Organisation, intake: TestClient, role: str) -> None:
    assert try_as(make_world(union, intake), role, A_ROLE) > 60


def test_no_request_breaks_the_intake_door(union: Organisation, intake: TestClient) -> None:
    try_the_intake_door(union, intake, FEW)


def test_a_broken_route_is_seen(small: TestClient) -> None:
    (broken,) = [each for each in operations(small) if each.path == "/broken"]
    with pytest.raises(AssertionError):
        try_one(broken, small, {}, FEW)


def test_an_echo_is_seen(small: TestClient) -> None:
    """A problem that repeats what was sent, in its body or in its path, in any script."""
    (echoing,) = [each for each in operations(small) if each.path == "/echoing/{word}"]
    with pytest.raises(AssertionError):
        try_one(echoing, small, {}, FEW)


@pytest.mark.long
@pytest.mark.parametrize("role", ROLES)
def test_thousands_of_requests_do_not_break_the_casework_door(union: Organisation, intake: TestClient, role: str) -> None:
    try_as(make_world(union, intake), role, MANY // len(ROLES))


@pytest.mark.long
def test_thousands_of_requests_do_not_break_the_intake_door(union: Organisation, intake: TestClient) -> None:
    try_the_intake_door(union, intake, MANY)

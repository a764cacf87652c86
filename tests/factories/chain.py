"""Sites, companies, links and contracts, made through the API by somebody's browser."""

from typing import Any

from remedy_api.sealing.keys import new_id
from tests.factories.organisations import Programme
from tests.factories.people import make_unfounded


def post(client: Any, path: str, body: dict[str, Any], key: str = "") -> Any:
    """Create something; the answer."""
    return client.post(path, json=body, headers={"Idempotency-Key": key or new_id().hex()})


def made(answer: Any) -> dict[str, Any]:
    """What was created."""
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def make_site(client: Any, **fields: Any) -> dict[str, Any]:
    """A site, of a name nobody else has unless one is given."""
    body = {"name": f"Sunrise Garments {new_id().hex()}", "address": "12 Mill Road", "country": "BD"}
    return made(post(client, "/v1/sites", body | fields))


def make_company(client: Any, **fields: Any) -> dict[str, Any]:
    """A company, of a name nobody else has unless one is given."""
    return made(post(client, "/v1/companies", {"name": f"Brand {new_id().hex()}", "country": "DE"} | fields))


def make_link(client: Any, site: dict[str, Any], company: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """A site makes something for a company."""
    return made(post(client, f"/v1/sites/{site['site']}/links", {"company": company["company"]} | fields))


def make_contract(client: Any, buyer: bytes, supplier: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """A contract of a buyer with a supplier."""
    body = {
        "buyer": buyer.hex(),
        "supplier": supplier["company"],
        "reference": new_id().hex(),
        "title": "Laptops",
        "starts_on": "2026-01-01",
    }
    return made(post(client, "/v1/contracts", body | fields))


def make_buyer(programme: Programme) -> bytes:
    """A buyer that nobody belongs to yet: its id."""
    return make_unfounded(programme, kind="buyer")[0]


def change(client: Any, path: str, body: dict[str, Any], tag: str = "") -> Any:
    """Change something, based on its present version unless a `tag` is given; the answer."""
    return client.patch(path, json=body, headers={"If-Match": tag or client.get(path).headers["ETag"]})

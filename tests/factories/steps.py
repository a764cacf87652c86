"""Steps in a room's history, signed and sent by readers and by the receipt."""

import base64
from typing import Any

from tests.factories.accounts import Person
from tests.factories.organisations import Organisation
from tests.factories.reports import Report, events, events_json, post_events


def headers(client: Any, report: Report) -> list[bytes]:
    """Exact headers of all entries, as a reader sees them."""
    items = client.get(f"{report.path}/entries").json()["items"]
    return [base64.b64decode(one["header"]) for one in items]


def step(person: Person, union: Organisation, report: Report, *steps: Any, **more: Any) -> Any:
    """Events by a reader, signed and sent; the answer."""
    view = report.as_reader(person.client)
    made = events(report, view, person.keys, union.rosters[-1], *steps)
    return post_events(person.client, report, view["head"], {"events": events_json(made)} | more)


def by_receipt(intake: Any, report: Report, *steps: Any, **more: Any) -> Any:
    """Events by the receipt, signed and sent; the answer."""
    view = report.as_receipt(intake)
    made = events(report, view, report.receipt.account, b"", *steps)
    sent = report.lookup | {"head": view["head"], "events": events_json(made)} | more
    return intake.post("/v1/receipts/events", json=sent)

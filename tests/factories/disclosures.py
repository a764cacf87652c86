"""Entries of a workers' room shown at its table, and what those to whom they are shown make of them.

consent = allow(case, "evidence", factory)
shown = show(table, write_in_case(case, "evidence"), consent, factory)
read(table, factory)                                      # the texts that a company opens
"""

from typing import Any

from remedy_api.sealing.content import Text
from remedy_api.sealing.disclosing import make_disclosure
from remedy_api.sealing.disclosure import Disclosure, check_disclosed
from remedy_api.sealing.format import parse_header
from remedy_api.sealing.lp import sha256
from remedy_api.sealing.recipients import Wrap
from remedy_api.sealing.record import record_key
from remedy_api.sealing.unseal import open_at_table
from tests.factories.accounts import b64
from tests.factories.cases import Case, post
from tests.factories.organisations import Organisation
from tests.factories.reports import _keys, _raw, events, events_json, recipient, today, verified
from tests.factories.tables import Table


def made(
    table: Table, entry: str, consent: str, *to: Organisation, source: Case | None = None
) -> tuple[Disclosure, dict[str, Any]]:
    """The entry with this hash of its header, wrapped for these organisations: what is signed and what goes beside it."""
    case = source or table.behind
    client = case.manager.client
    raws = case.headers(client)
    position = next(place for place, raw in enumerate(raws) if sha256(raw).hex() == entry)
    header = parse_header(raws[position])
    key = record_key(
        case.epoch_keys[header.epoch], header.salt, case.instance, case.room, header.epoch, header.entry, header.author
    )
    disclosure = make_disclosure(
        case=verified(case, case.as_reader(client)),
        consent=bytes.fromhex(consent),
        table=verified(table, table.as_reader(table.manager.client)),
        day=today(),
        key=key,
        header=header,
        body=case.bodies(client)[position],
        to=[recipient(one) for one in to],
    )
    wraps = [{"kid": wrap.kid.hex(), "wrap": b64(wrap.sealed)} for wrap in disclosure.wraps]
    return disclosure, {"entry": header.entry.hex(), "room": case.hex, "position": position, "wraps": wraps}


def send(table: Table, data: dict[str, Any], *beside: dict[str, Any], by: Organisation | None = None) -> Any:
    """A `disclosed` event, signed and sent with what goes beside it; the answer."""
    by = by or table.founder
    view = table.as_reader(by.manager.client)
    signed = events(table, view, by.manager.keys, by.rosters[-1], ("disclosed", data))
    return post(table, by.manager, {"events": events_json(signed), "disclosures": list(beside)}, view["head"])


def show(table: Table, entry: str, consent: str, *to: Organisation, source: Case | None = None, **changes: Any) -> Any:
    """Show an entry; the answer, whose head is the disclosure's hash. `changes`: of what goes beside the event."""
    disclosure, beside = made(table, entry, consent, *to, source=source)
    return send(table, disclosure.data, beside | changes)


def listed(table: Table, one: Organisation) -> list[dict[str, Any]]:
    """What is shown to an organisation, as the server lists it."""
    answer = one.manager.client.get(f"{table.path}/disclosures")
    assert answer.status_code == 200, answer.text
    return list(answer.json()["items"])


def body(table: Table, one: Organisation, disclosure: str) -> Any:
    """The sealed body of something shown; the answer."""
    return one.manager.client.get(f"{table.path}/disclosures/{disclosure}/body")


def read(table: Table, one: Organisation) -> list[str]:
    """What an organisation opens of what is shown to it, checked as its device checks it."""
    room = verified(table, table.as_reader(one.manager.client))
    keys, texts = {key.kid: key for key in one.keys}, []
    for item in listed(table, one):
        wraps = [Wrap(bytes.fromhex(wrap["kid"]), _raw(wrap["wrap"])) for wrap in item["wraps"]]
        authors = [_keys(item["author"])] if item["author"] else []
        event, own = check_disclosed(room, bytes.fromhex(item["disclosure"]), wraps, _raw(item["signature"]), keys, authors)
        sealed = body(table, one, item["disclosure"])
        assert sealed.status_code == 200
        content = open_at_table(keys[own.kid], room, event, own, sealed.content)
        texts.append(content.text if isinstance(content, Text) else content.name)
    return texts

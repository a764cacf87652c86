"""Showing an entry of a case at its table, on a live consent of the workers, and answering it: on one's own device."""

from collections.abc import Sequence

from remedy_api.cli.client.casework import acting_roster, look, send
from remedy_api.cli.client.codec import unb64, wrap_json
from remedy_api.cli.client.fitting import asked_for
from remedy_api.cli.client.member import Member
from remedy_api.cli.client.rooms import event_json, next_event
from remedy_api.cli.errors import Refused
from remedy_api.kit.clock import today
from remedy_api.kit.i18n import _N
from remedy_api.sealing.content import Text
from remedy_api.sealing.disclosing import make_disclosure
from remedy_api.sealing.format import parse_header
from remedy_api.sealing.lp import sha256
from remedy_api.sealing.record import record_key
from remedy_api.sealing.seal import Recipient
from remedy_api.sealing.unseal import open_body


def show(member: Member, case: bytes, table: bytes, entry: str, consent: str, to: Sequence[Recipient]) -> str:
    """Show one entry (the hash of its header) at a table, under a consent (its hash); the hash of the disclosure.

    Raises Refused where the entry is not there, or says something to which that consent is none, which the server cannot read;
    and what `make_disclosure` raises.
    """
    _, source = look(member, case)
    _, opened = look(member, table)
    place = next((at for at, raw in enumerate(source.headers) if sha256(raw).hex() == entry), None)
    if place is None:
        raise Refused(_N("What you want to show is not in this case."))
    header, item = parse_header(source.headers[place]), source.entries[place]
    key = record_key(source.epochs[header.epoch], header.salt, member.instance, case, header.epoch, header.entry, header.author)
    # A large body does not come with the list.
    path = f"/v1/rooms/{case.hex()}/entries/{header.entry.hex()}/body"
    body = unb64(item["body"]) if item["body"] is not None else member.door.get(path).content
    given = source.room.consents.get(bytes.fromhex(consent))
    if given is not None and given.data["content"] not in asked_for(source.room, entry, open_body(key, header, body)):
        raise Refused(_N("The workers have not agreed to show something of this kind: that consent is to something else."))
    made = make_disclosure(
        case=source.room,
        consent=bytes.fromhex(consent),
        table=opened.room,
        day=today(),
        key=key,
        header=header,
        body=body,
        to=to,
    )
    event = next_event(opened, member.keys, acting_roster(member, opened), "disclosed", made.data)
    wraps = [wrap_json(wrap) for wrap in made.wraps]
    beside = {"entry": header.entry.hex(), "room": case.hex(), "position": place, "wraps": wraps}
    send(member, opened, {"events": [event_json(event)], "disclosures": [beside]})
    return event.digest.hex()


def reply(language: str, words: str, disclosure: str) -> Text:
    """What an organisation answers to something that was shown to it, to be posted at the table."""
    return Text("reply", language, words, disclosure)

"""A case about a reprisal on one's own device: opened without a report, and tied to another case by what is sealed in both."""

import json
from collections.abc import Sequence

from remedy_api.cli.client.cases import open_case
from remedy_api.cli.client.casework import look, post
from remedy_api.cli.client.member import Member
from remedy_api.cli.client.rooms import contents
from remedy_api.sealing.content import Text

REPRISAL, LINK = "reprisal", "reprisal_link"
FIRST = ("stop", "safe_place", "work", "money", "doctor", "lawyer", "papers")
"""What can be needed first; pages have words for these codes."""


def words(language: str, what: str, who: str = "", first: Sequence[str] = ()) -> Text:
    """What was done, to whom, and what is needed first, as it is sealed."""
    said = {"what": what, **({"who": who} if who else {}), **({"first": list(first)} if first else {})}
    return Text(REPRISAL, language, json.dumps(said, ensure_ascii=False, separators=(",", ":")))


def open_reprisal(member: Member, organisation: bytes) -> str:
    """Open the case for an organisation of mine; nothing that leaves the seal is said but its procedure. Its id in hex."""
    return open_case(member, organisation, [], {"profile": (REPRISAL,), "issues": (), "workers": (), "site": ()})


def finish(member: Member, case: bytes, origin: bytes | None, told: Text) -> None:
    """Write what happened and the links, each unless it is there: a second try goes on where the first one stopped."""
    _once(member, case, told)
    if origin is not None:
        _once(member, case, Text(LINK, told.language, origin.hex()))
        _once(member, origin, Text(LINK, told.language, case.hex()))


def _once(member: Member, room: bytes, told: Text) -> None:
    _, opened = look(member, room)
    path = f"/v1/rooms/{room.hex()}/entries"
    there = contents(opened, lambda entry: member.door.get(f"{path}/{entry}/body").content)
    # Of a link it does not matter in which language somebody wrote it down.
    if not any(isinstance(one, Text) and (one.kind, one.text) == (told.kind, told.text) for _, one in there):
        post(member, room, told)

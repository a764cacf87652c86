"""Remedy for programs, in Python: file a report, read it as an organisation's program, reply. Everything is typed.

Nothing but this module and the sealing library beneath it (`remedy_api.sealing`) is needed, and no server on this machine. A
program reads and writes what its organisation reads: it opens with keys of its own, so texts are in clear on its machine and
nowhere else. It comes in with a token that a person made for it (`remedy program`, or the page of her account); what the token
does not allow, the server refuses. The whole way, from the first report to the reply (the README says how to get the key file
and the token; docs/examples/reply.py is this in full, and runs as a test):

    from remedy_api.client import Program, Reporter

    reporter = Reporter("https://report.example.org")
    union = reporter.by_words("twelve words of the organisation's printed notice …")
    filed = reporter.file([union], "We were not paid for overtime since June.", language="en")

    program = Program("archive.key", token)
    for organisation in program.organisations():
        for row in program.reports(organisation):
            report = program.read(row.room)
            for entry in report.entries:
                print(entry.by_reporter, entry.text)
            program.reply(row.room, "We received it and read it on Monday.", language="en")

    print(reporter.read(filed.receipt).entries[-1].text)

Every signature, key and list of members is checked before anything is opened or sent. What does not hold raises
`SealError`; what a door refuses raises `Refused` (a `Refusal` has its `status` and `problem`); nothing is sent in clear, ever.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from os import PathLike
from pathlib import Path

from remedy_api.cli.client import casework, programs, reports
from remedy_api.cli.client.door import Door, Json, Refusal
from remedy_api.cli.client.member import Member
from remedy_api.cli.client.rooms import OpenRoom, contents, open_room
from remedy_api.cli.client.trust import Organisation
from remedy_api.cli.errors import Refused
from remedy_api.sealing.content import Attachment, Content, Text
from remedy_api.sealing.errors import SealError
from remedy_api.sealing.receipt import RECEIPT, ReceiptKeys, format_code, new_r, parse_code, receipt_keys

__all__ = [
    "Attachment",
    "Content",
    "Conversation",
    "Entry",
    "Filed",
    "Organisation",
    "Program",
    "Refusal",
    "Refused",
    "Reporter",
    "Row",
    "SealError",
    "Text",
]


@dataclass(frozen=True)
class Filed:
    """A report that was filed. `receipt` is all its reporter needs to read the answer, and must be written down."""

    room: bytes
    receipt: str
    filed_on: date


@dataclass(frozen=True)
class Row:
    """A report in the list of an organisation: its room, the day it came in, how far it is, whether nobody has looked yet."""

    room: bytes
    filed_on: date
    state: str
    unseen: bool


@dataclass(frozen=True)
class Entry:
    """One entry, opened. `content` is None where it is sealed to others."""

    entry: bytes
    by_reporter: bool
    content: Content | None

    @property
    def text(self) -> str | None:
        """Its words; None for a file, or for what is sealed to others."""
        return self.content.text if isinstance(self.content, Text) else None


@dataclass(frozen=True)
class Conversation:
    """A room as far as one's keys open it: types of its signed steps in their order, and its entries."""

    steps: tuple[str, ...]
    entries: tuple[Entry, ...]


class Reporter:
    """The reporter's door: no account, no token, no cookie."""

    def __init__(self, address: str) -> None:
        self._door = Door(address.rstrip("/"))

    def organisations(self) -> list[Organisation]:
        """Every organisation that accepts reports, its chain of members checked. On first sight its key is *unproven*."""
        return reports.directory(self._door)[1]

    def by_words(self, words: str) -> Organisation:
        """The organisation with these twelve printed key words. Raises Refused where there is none."""
        return reports.by_words(self.organisations(), words)

    def file(
        self, to: Sequence[Organisation], narrative: str, *, language: str, more: Sequence[Content] = (), reread: bool = False
    ) -> Filed:
        """Seal a report on this machine and file it; sent again after a lost answer it is filed once.

        `language`: BCP 47, of the narrative. `more`: texts of the kinds "person" and "answers", and files. `reread`: the
        receipt shall open the report too, not only what is answered.
        """
        r, instance = new_r(), self._instance()
        entries = [*more, Text("narrative", language, narrative)]
        filing = reports.seal_report(instance, receipt_keys(r, instance), to, entries, reread)
        answer = reports.file_report(self._door, filing, to)
        return Filed(bytes.fromhex(answer["room"]), format_code(r, RECEIPT), date.fromisoformat(answer["filed_on"]))

    def read(self, receipt: str) -> Conversation:
        """What was answered, opened with the receipt."""
        keys, instance = self._keys(receipt), self._instance()
        answer = reports.room_of(self._door, keys)
        opened = open_room(
            instance,
            bytes.fromhex(answer["room"]),
            answer,
            reports.entries_of(self._door, keys),
            {keys.account.kid: keys.account},
            {},
        )
        return _conversation(opened, lambda entry: reports.body_of(self._door, keys, entry))

    def _instance(self) -> str:
        return str(self._door.get("/v1/programme").json()["instance"])

    def _keys(self, receipt: str) -> ReceiptKeys:
        return receipt_keys(parse_code(receipt, RECEIPT), self._instance())


class Program:
    """A program of an organisation, with the file that `remedy program join` made and a token of its keeper.

    `address`: where the casework door is, if it is not where it was when the program joined. Raises Refused for a file that
    is none, and `Refusal` with status 401 for a token that is not valid (any more).
    """

    def __init__(self, key_file: str | PathLike[str], token: str, *, address: str = "") -> None:
        self._member: Member = programs.open_program(Path(key_file), token, address=address.rstrip("/"))

    def scopes(self) -> frozenset[str]:
        """What the token allows."""
        return frozenset(self._member.me()["scopes"] or ())

    def organisations(self) -> list[bytes]:
        """Ids of the organisations in which this program was confirmed."""
        found = self._member.me()["memberships"]
        return [bytes.fromhex(one["organisation"]) for one in found if one["state"] == "confirmed"]

    def reports(self, organisation: bytes) -> list[Row]:
        """The reports to one organisation, newest day first. Scope: read-reports."""
        items: list[Json] = self._member.door.pages(f"/v1/organisations/{organisation.hex()}/reports")
        return [
            Row(bytes.fromhex(item["room"]), date.fromisoformat(item["filed_on"]), str(item["state"]), bool(item["unseen"]))
            for item in items
        ]

    def read(self, room: bytes) -> Conversation:
        """A room, checked from its first event on and opened. Nobody has looked by it. Scope: read-reports or read-cases."""
        _, opened = casework.look(self._member, room)
        path = f"/v1/rooms/{room.hex()}/entries"
        return _conversation(opened, lambda entry: self._member.door.get(f"{path}/{entry}/body").content)

    def reply(self, room: bytes, text: str, *, language: str) -> None:
        """Seal a message to everybody who reads the room now, sign it with the program's key, and add it.

        Scope: write-entries; and sign-steps where an organisation's key has changed, so that new keys must be made first.
        """
        casework.post(self._member, room, Text("message", language, text))

    def attach(self, room: bytes, file: Attachment) -> None:
        """The same for a file."""
        casework.post(self._member, room, file)

    def acknowledge(self, room: bytes) -> None:
        """Tell the reporter, signed, that the report was received. Scope: sign-steps."""
        casework.acknowledge(self._member, room)


def _conversation(opened: OpenRoom, body: Callable[[str], bytes]) -> Conversation:
    founder = opened.room.founder
    entries = (Entry(header.entry, header.author == founder, content) for header, content in contents(opened, body))
    return Conversation(tuple(event.type for event in opened.room.events), tuple(entries))

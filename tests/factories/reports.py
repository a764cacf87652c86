"""Sealed reports as devices make them, filed through either door, and what readers and the receipt do with them.

report = file_report(intake, union, other)               # a reporter, to two organisations
view = report.as_receipt(intake)                         # what the receipt is shown
reply(nadia.client, nadia.keys, union, report, "We read you")
"""

import base64
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from remedy_api.sealing.content import Attachment, Content, Text
from remedy_api.sealing.event import Event, SignedEvent, Value, parse_event, sign_event
from remedy_api.sealing.filing import Filing, seal_submission
from remedy_api.sealing.format import ENTRY_MEDIA_TYPE, RECEIPT_ENTRY_MEDIA_TYPE, parse_header
from remedy_api.sealing.keys import AccountKeys, OrganisationKeys, PublicKeys, Signed, new_id
from remedy_api.sealing.lp import sha256
from remedy_api.sealing.receipt import ReceiptKeys, new_r, receipt_keys
from remedy_api.sealing.room import VerifiedRoom, verify_room
from remedy_api.sealing.roster import verify_chain
from remedy_api.sealing.seal import Recipient, SealedEntry, SealedEpoch, seal_entry, seal_epoch, wrap_late
from remedy_api.sealing.statement import Reader
from remedy_api.sealing.submission import SUBMISSION_MEDIA_TYPE
from remedy_api.sealing.unseal import EpochWrap, open_entry, open_epochs
from tests.factories.accounts import b64
from tests.factories.organisations import Organisation
from tests.factories.sealed_room import SealedRoom

NARRATIVE = "We were not paid for overtime since June."
CONTENTS: tuple[Content, ...] = (
    Text("person", "en", '{"name":"Rina","language":"en"}'),
    Text("answers", "en", '{"form":"workplace-grievance","version":1,"answers":{"issue":"wages"}}'),
    Text("narrative", "en", NARRATIVE),
)


def today() -> date:
    """The day a device writes into what it signs."""
    return datetime.now(UTC).date()


def recipient(organisation: Organisation) -> Recipient:
    """An organisation with its latest key."""
    keys = organisation.keys[-1]
    return Recipient(Reader(organisation.fingerprint, keys.kid), keys.kem_public)


@dataclass
class Report:
    """A filed report as the reporter's device knows it. `answer` is what the server said."""

    instance: str
    receipt: ReceiptKeys
    filing: Filing
    answer: Any
    key: str
    organisations: tuple[Organisation, ...]
    epoch_keys: list[bytes] = field(default_factory=list)

    @property
    def room(self) -> bytes:
        """The id of its room."""
        return self.filing.prepared.room

    @property
    def path(self) -> str:
        """Where readers find it."""
        return f"/v1/rooms/{self.room.hex()}"

    @property
    def lookup(self) -> dict[str, str]:
        """What the receipt fetches with."""
        return {"lookup": self.receipt.lookup.hex()}

    def as_receipt(self, client: Any) -> dict[str, Any]:
        """The room as the receipt is shown it."""
        answer = client.post("/v1/receipts/room", json=self.lookup)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def as_reader(self, client: Any) -> dict[str, Any]:
        """The room as a reader is shown it."""
        answer = client.get(self.path)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())


def sealed(
    *organisations: Organisation, contents: Sequence[Content] = CONTENTS, reread: bool = False, r: bytes | None = None
) -> tuple[ReceiptKeys, Filing]:
    """A report sealed to these organisations, not yet sent."""
    instance = organisations[0].programme.instance
    receipt = receipt_keys(r or new_r(), instance)
    filing = seal_submission(
        instance=instance,
        day=today(),
        receipt=receipt,
        organisations=[recipient(one) for one in organisations],
        contents=contents,
        reread=reread,
    )
    return receipt, filing


def send(client: Any, body: bytes, key: str, **headers: str) -> Any:
    """Send bytes as a submission; the answer."""
    sent = {"Content-Type": SUBMISSION_MEDIA_TYPE, "Idempotency-Key": key} | headers
    return client.post("/v1/submissions", content=body, headers=sent)


def file_report(client: Any, *organisations: Organisation, contents: Sequence[Content] = CONTENTS, reread: bool = False) -> Report:
    """Seal a report and file it through the door of this client."""
    receipt, filing = sealed(*organisations, contents=contents, reread=reread)
    key = new_id().hex()
    answer = send(client, filing.encode(), key)
    assert answer.status_code == 201, answer.text
    return Report(
        organisations[0].programme.instance,
        receipt,
        filing,
        answer,
        key,
        organisations,
        list(filing.prepared.keys),
    )


def attachment(size: int, name: str = "payslip.jpg") -> Attachment:
    """A file of so many bytes."""
    return Attachment(name, "image/jpeg", bytes(range(256)) * (size // 256) + bytes(size % 256))


def verified(report: SealedRoom, view: dict[str, Any]) -> VerifiedRoom:
    """The room of a view, checked as a client checks it."""
    chains = [
        verify_chain(
            report.instance,
            bytes.fromhex(organisation),
            [Signed(_raw(one["body"]), _raw(one["signature"])) for one in chain["rosters"]],
            [_keys(one) for one in chain["keys"]],
            fingerprint=bytes.fromhex(chain["fingerprint"]),
        )
        for organisation, chain in view["chains"].items()
    ]
    return verify_room(
        report.instance,
        bytes.fromhex(view["room"]),
        statements=[Signed(_raw(one["statement"]), _raw(one["signature"])) for one in view["epochs"]],
        events=[SignedEvent(_raw(one["payload"]), _raw(one["signature"])) for one in view["events"]],
        authors=[_keys(one) for one in (view["receipt"], *view["authors"]) if one],
        chains=chains,
    )


def opened(report: SealedRoom, view: dict[str, Any], keys: Sequence[AccountKeys | OrganisationKeys]) -> dict[int, bytes]:
    """The epoch keys that these keys open, by epoch."""
    wraps = [EpochWrap(one["epoch"], bytes.fromhex(one["kid"]), _raw(one["wrap"]), one["late"]) for one in view["wraps"]]
    previous = {one["epoch"]: _raw(one["previous"]) for one in view["epochs"] if one["previous"]}
    return dict(open_epochs(verified(report, view), {one.kid: one for one in keys}, wraps, previous))


def texts(report: Report, entries: list[dict[str, Any]], keys: dict[int, bytes]) -> list[str]:
    """What the entries say, as far as these epoch keys open them; a file by its name."""
    said = []
    for one in entries:
        header = parse_header(_raw(one["header"]))
        if header.epoch in keys and one["body"] is not None:
            content = open_entry(keys[header.epoch], report.instance, "reporter", header, _raw(one["body"]))
            said.append(content.text if isinstance(content, Text) else content.name)
    return said


def message(report: Report, author: AccountKeys, *, epoch: int, head: str, content: Content | str) -> SealedEntry:
    """An entry of the conversation, sealed and not yet sent."""
    wanted = Text("message", "en", content) if isinstance(content, str) else content
    return seal_entry(
        ck=report.epoch_keys[epoch],
        instance=report.instance,
        room=report.room,
        room_kind="reporter",
        epoch=epoch,
        author=author,
        head=bytes.fromhex(head),
        content=wanted,
    )


def reply(client: Any, author: AccountKeys, report: Report, content: Content | str, *, key: str = "") -> Any:
    """A reader adds an entry under the latest epoch; the answer."""
    view = report.as_reader(client)
    entry = message(report, author, epoch=view["epochs"][-1]["epoch"], head=view["head"], content=content)
    return post_entry(client, report, entry.encode(), key=key)


def post_entry(client: Any, report: Report, raw: bytes, *, key: str = "") -> Any:
    """Send an entry's bytes as a reader; the answer."""
    headers = {"Content-Type": ENTRY_MEDIA_TYPE, "Idempotency-Key": key or new_id().hex()}
    return client.post(f"{report.path}/entries", content=raw, headers=headers)


def answer_by_receipt(client: Any, report: Report, content: Content | str, *, key: str = "") -> Any:
    """The reporter adds an entry under the latest epoch; the answer."""
    view = report.as_receipt(client)
    entry = message(report, report.receipt.account, epoch=view["epochs"][-1]["epoch"], head=view["head"], content=content)
    return post_by_receipt(client, report.receipt.lookup + entry.encode(), key=key)


def post_by_receipt(client: Any, raw: bytes, *, key: str = "") -> Any:
    """Send a receipt's entry as bytes; the answer."""
    headers = {"Content-Type": RECEIPT_ENTRY_MEDIA_TYPE, "Idempotency-Key": key or new_id().hex()}
    return client.post("/v1/receipts/entries", content=raw, headers=headers)


def events(
    report: SealedRoom, view: dict[str, Any], author: AccountKeys, roster: bytes, *steps: tuple[str, dict[str, Value]]
) -> list[SignedEvent]:
    """The next events of a room, signed. `roster`: exact bytes of the roster acted under, empty for the receipt."""
    made: list[SignedEvent] = []
    for kind, data in steps:
        prev = made[-1].digest if made else bytes.fromhex(view["head"])
        seq = len(view["events"]) + len(made)
        under = sha256(roster) if roster else b""
        event = Event(report.instance, report.room, seq, prev, today(), kind, author.kid, under, data)
        made.append(sign_event(author, event))
    return made


def events_json(made: Sequence[SignedEvent]) -> list[dict[str, str]]:
    """Events as they travel."""
    return [{"payload": b64(one.payload), "signature": b64(one.signature)} for one in made]


def post_events(client: Any, report: Report, head: str, body: dict[str, Any]) -> Any:
    """Send events as a reader; the answer."""
    return client.post(f"{report.path}/events", json=body, headers={"If-Match": f'"{head}"'})


def next_epoch(
    report: Report,
    view: dict[str, Any],
    headers: Sequence[bytes],
    author: AccountKeys,
    organisations: Sequence[Organisation],
    last_event: bytes,
) -> SealedEpoch:
    """The next epoch for these organisations and the receipt; its key is remembered in the report."""
    account = report.receipt.account
    epoch = len(view["epochs"])
    made = seal_epoch(
        instance=report.instance,
        room=report.room,
        kind="reporter",
        epoch=epoch,
        before=_raw(view["epochs"][-1]["statement"]),
        headers=[raw for raw in headers if parse_header(raw).epoch == epoch - 1],
        last_event=last_event,
        signer=author,
        recipients=[*(recipient(one) for one in organisations), Recipient(Reader(b"", account.kid), account.kem_public)],
        previous_key=report.epoch_keys[-1],
    )
    report.epoch_keys.append(made.ck)
    return made


def epoch_json(made: SealedEpoch) -> dict[str, Any]:
    """An epoch as it travels."""
    return {
        "statement": b64(made.signed.body),
        "signature": b64(made.signed.signature),
        "wraps": [{"kid": wrap.kid.hex(), "wrap": b64(wrap.sealed)} for wrap in made.wraps],
        "previous": b64(made.previous or b""),
    }


def late_json(report: Report, view: dict[str, Any], epoch: int, admitting: SignedEvent, to: Organisation) -> dict[str, Any]:
    """The key of an earlier epoch for an organisation that `admitting` lets in, as it travels."""
    statement = verified(report, view).statements[epoch]
    wrap = wrap_late(report.epoch_keys[epoch], statement, admitting.digest, recipient(to))
    return {"epoch": epoch, "kid": wrap.kid.hex(), "wrap": b64(wrap.sealed)}


def last_type(view: dict[str, Any]) -> str:
    """The type of the last event."""
    return parse_event(_raw(view["events"][-1]["payload"])).type


def _raw(text: str) -> bytes:
    return base64.b64decode(text)


def _keys(one: dict[str, str]) -> PublicKeys:
    return PublicKeys(bytes.fromhex(one["kid"]), _raw(one["kem_public"]), _raw(one["sig_public"]))

"""`remedy receipt`: what a reporter can do later, with the receipt and nothing else."""

import argparse
import uuid
from datetime import date
from pathlib import Path

from remedy_api.cli.client.codec import unhex
from remedy_api.cli.client.door import Door, Json
from remedy_api.cli.client.reports import body_of, by_words, directory, entries_of, room_of
from remedy_api.cli.client.rooms import OpenRoom, contents, epoch_json, event_json, next_epoch, next_event, open_room, write
from remedy_api.cli.doors import door_at, receipt_from, receipt_options
from remedy_api.cli.errors import Refused
from remedy_api.cli.show import show_entry, show_history, show_spoiled
from remedy_api.cli.show_case import labels, show_stage
from remedy_api.cli.terminal import read_text, tell
from remedy_api.kit.i18n import _N, current_language, render
from remedy_api.kit.i18n.formats import day
from remedy_api.sealing.content import Content, Text
from remedy_api.sealing.errors import Code, SealError
from remedy_api.sealing.event import Value
from remedy_api.sealing.format import RECEIPT_ENTRY_MEDIA_TYPE
from remedy_api.sealing.receipt import ReceiptKeys

ACTIONS = ("show", "answer", "consent", "withdraw")


def arguments(parser: argparse.ArgumentParser) -> None:
    """What to do with which receipt."""
    receipt_options(parser)
    parser.add_argument("action", choices=ACTIONS, help=render(_N("show, answer, consent (to a hand-over), or withdraw.")))
    parser.add_argument("--message", type=Path, metavar="FILE", help=render(_N("Your answer.")))
    parser.add_argument("--to", metavar="WORDS", help=render(_N("The twelve key words of the organisation you agree to.")))
    parser.add_argument("--files", type=Path, metavar="FOLDER", help=render(_N("Put attached files into this folder.")))
    parser.add_argument("--yes", action="store_true", help=render(_N("Withdraw without asking again.")))


def run(options: argparse.Namespace) -> int:
    """One action."""
    door = door_at(options.intake)
    receipt = receipt_from(options, door)
    _, opened = look(door, receipt)
    if options.action == "show":
        show_history(opened)
        show_spoiled(opened)
        for header, content in contents(opened, lambda entry: body_of(door, receipt, entry)):
            show_entry(header, content, header.author == receipt.account.kid, options.files)
        case = door.send("POST", "/v1/receipts/case", {"lookup": receipt.lookup.hex()}).json()["case"]
        on = door.send("POST", "/v1/receipts/ending", {"lookup": receipt.lookup.hex()}).json()["erased_on"]
        if on is not None:
            tell(_N("This report and all answers will be erased here on %(day)s."), day=day(date.fromisoformat(on)))
        if case is not None:
            tell(_N("Your report is part of a case. Where it stands, as the server says:"))
            show_stage(case, labels(door))
    elif options.action == "answer":
        if options.message is None:
            raise Refused(_N("Give your answer with --message."))
        post(door, receipt, Text("message", current_language(), read_text(options.message)))
        tell(_N("Your answer was sealed and sent."))
    elif options.action == "consent":
        consent(door, receipt, opened, options.to)
    else:
        withdraw(door, receipt, opened, options.yes)
    return 0


def look(door: Door, receipt: ReceiptKeys) -> tuple[Json, OpenRoom]:
    """The room behind a receipt, checked and opened as far as the receipt reaches."""
    instance = str(door.get("/v1/programme").json()["instance"])
    answer = room_of(door, receipt)
    keys = {receipt.account.kid: receipt.account}
    # Nobody but the server knows which room it is; that this very receipt founded it, the history proves.
    opened = open_room(instance, unhex(answer["room"]), answer, entries_of(door, receipt), keys, {})
    if opened.room.founder != receipt.account.kid:
        raise SealError(Code.WRONG_FOUNDER)
    return answer, opened


def post(door: Door, receipt: ReceiptKeys, content: Content) -> None:
    """Answer. If an organisation changed its key meanwhile, a new epoch comes first."""
    answer, opened = look(door, receipt)
    if not opened.is_current():
        epoch, event = next_epoch(opened, answer, receipt.account, b"", opened.recipients())
        send_events(door, receipt, opened, {"events": [event_json(event)], "epoch": epoch_json(epoch)})
        answer, opened = look(door, receipt)
    entry = write(opened, receipt.account, content)
    door.post_bytes("/v1/receipts/entries", receipt.lookup + entry.encode(), RECEIPT_ENTRY_MEDIA_TYPE, uuid.uuid4().hex)


def send_events(door: Door, receipt: ReceiptKeys, opened: OpenRoom, body: Json) -> None:
    """Add to the room's history, on top of what was seen."""
    whole = {"lookup": receipt.lookup.hex(), "head": opened.room.head.hex(), **body}
    door.send("POST", "/v1/receipts/events", whole, match=opened.etag)


def _event(door: Door, receipt: ReceiptKeys, opened: OpenRoom, kind: str, data: dict[str, Value]) -> None:
    event = next_event(opened, receipt.account, b"", kind, data)
    send_events(door, receipt, opened, {"events": [event_json(event)]})


def consent(door: Door, receipt: ReceiptKeys, opened: OpenRoom, words: str | None) -> None:
    """Agree that one more organisation, known by its printed words, may read everything."""
    if not words:
        raise Refused(_N("Say to whom with --to and the twelve printed words."))
    _, organisations = directory(door)
    item = by_words(organisations, words)
    _event(door, receipt, opened, "consented", {"fingerprint": item.chain.fingerprint.hex(), "purpose": "handover"})
    tell(_N("You agreed that %(name)s may read your report."), name=item.name)


def withdraw(door: Door, receipt: ReceiptKeys, opened: OpenRoom, sure: bool) -> None:
    """Withdraw the report: the server erases what it holds. What was read cannot be taken back."""
    if not sure:
        raise Refused(_N("Withdrawing erases the report and all answers here and cannot be undone. Add --yes if you are sure."))
    _event(door, receipt, opened, "withdrawn", {})
    tell(_N("Your report was withdrawn. What was already read cannot be taken back."))

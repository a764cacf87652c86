"""`remedy inbox`: reports of one's organisations, opened on this machine."""

import argparse
from pathlib import Path

from remedy_api.cli.client.casework import acknowledge, complete_handover, look, propose_handover, waiting
from remedy_api.cli.client.door import Json
from remedy_api.cli.client.member import Member
from remedy_api.cli.client.reports import by_words, directory
from remedy_api.cli.client.rooms import contents
from remedy_api.cli.doors import member_options, signed_in
from remedy_api.cli.errors import Refused
from remedy_api.cli.show import show_entry, show_history, show_spoiled
from remedy_api.cli.terminal import say, tell
from remedy_api.kit.i18n import _N, render

ACTIONS = ("list", "open", "acknowledge", "hand-over")


def arguments(parser: argparse.ArgumentParser) -> None:
    """What to do with which report."""
    member_options(parser)
    parser.add_argument(
        "action", choices=ACTIONS, nargs="?", default="list", help=render(_N("list, open, acknowledge or hand-over."))
    )
    parser.add_argument("room", nargs="?", help=render(_N("The report, as the list shows it.")))
    parser.add_argument("--to", metavar="WORDS", help=render(_N("Hand over to the organisation with these twelve key words.")))
    parser.add_argument("--files", type=Path, metavar="FOLDER", help=render(_N("Put attached files into this folder.")))


def run(options: argparse.Namespace) -> int:
    """One action, signed in for its length only."""
    with signed_in(options) as member:
        if options.action == "list":
            return show_list(member)
        if options.room is None:
            raise Refused(_N("Say which report. remedy inbox lists them."))
        room = bytes.fromhex(options.room)
        if options.action == "open":
            show_report(member, room, options.files)
        elif options.action == "acknowledge":
            acknowledge(member, room)
            tell(_N("The reporter can see that you received it."))
        else:
            hand_over(member, room, options.to)
    return 0


def show_list(member: Member) -> int:
    """The reports of each of my organisations."""
    for membership in member.me()["memberships"]:
        if membership["state"] != "confirmed":
            continue
        say(str(membership["name"]))
        reports: list[Json] = member.door.pages(f"/v1/organisations/{membership['organisation']}/reports")
        if not reports:
            tell(_N("No report has come in yet."))
        for item in reports:
            say(f"  {'*' if item['unseen'] else ' '} {item['filed_on']}  {item['room']}  {item['state']}")
    return 0


def show_report(member: Member, room: bytes, folder: Path | None) -> None:
    """History and every entry that one's keys open."""
    _, opened = look(member, room)
    show_history(opened)
    show_spoiled(opened)
    path = f"/v1/rooms/{room.hex()}/entries"
    for header, content in contents(opened, lambda entry: member.door.get(f"{path}/{entry}/body").content):
        show_entry(header, content, header.author == opened.room.founder, folder)
    member.looked(room)


def hand_over(member: Member, room: bytes, words: str | None) -> None:
    """Complete what the reporter agreed to, or propose an organisation to the reporter."""
    answer, opened = look(member, room)
    if words is None:
        agreed = waiting(opened)
        if agreed is None:
            raise Refused(_N("The reporter has not agreed to a hand-over yet. Propose one with --to and the twelve key words."))
        complete_handover(member, answer, opened, agreed)
        tell(_N("The other organisation can read the report now."))
        return
    _, organisations = directory(member.door, member.pins)
    item = by_words(organisations, words)
    propose_handover(member, opened, item.chain.fingerprint)
    tell(_N("You proposed %(name)s. Nothing is shared before the reporter agrees."), name=item.name)

"""`remedy organisation`: create, make the key, invite, confirm, remove, show the key words."""

import argparse
from pathlib import Path

from remedy_api.cli.client.member import Member
from remedy_api.cli.client.organisations import confirm, found, invite, remove
from remedy_api.cli.codes import keep
from remedy_api.cli.doors import member_options, signed_in
from remedy_api.cli.errors import Refused
from remedy_api.cli.terminal import say, tell
from remedy_api.kit.i18n import _N, current_language, render
from remedy_api.sealing import receipt
from remedy_api.sealing.receipt import format_code, new_r
from remedy_api.sealing.words import fingerprint_words

ACTIONS = ("list", "create", "found", "invite", "invitations", "confirm", "members", "remove", "words")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which organisation, and what to do."""
    member_options(parser)
    parser.add_argument("action", choices=ACTIONS, help=render(_N("What to do.")))
    parser.add_argument("organisation", nargs="?", help=render(_N("The organisation, as the list shows it.")))
    parser.add_argument("--name", help=render(_N("Its name, for create.")))
    parser.add_argument("--kind", default="worker_organisation", help=render(_N("Its kind, for create.")))
    parser.add_argument("--country", default="NL", help=render(_N("Its country, two letters, for create.")))
    parser.add_argument("--description", default="", help=render(_N("Who it is, in plain words, for create.")))
    parser.add_argument("--accepts-reports", action="store_true", help=render(_N("It receives reports.")))
    parser.add_argument("--manager", action="store_true", help=render(_N("Invite a manager.")))
    parser.add_argument("--invitation", help=render(_N("The invitation to confirm.")))
    parser.add_argument("--member", help=render(_N("The key of the member to remove, as members shows it.")))
    parser.add_argument(
        "--write-to", type=Path, metavar="FILE", help=render(_N("Write the secret into a new file instead of showing it."))
    )


def run(options: argparse.Namespace) -> int:
    """One action, signed in for its length only."""
    with signed_in(options) as member:
        if options.action == "list":
            for item in member.door.pages("/v1/organisations"):
                say(f"{item['organisation']}  {item['name']}  {item['kind']}  {item['country']}")
        elif options.action == "create":
            _create(member, options)
        elif options.organisation is None:
            raise Refused(_N("Say which organisation. remedy organisation list shows them."))
        else:
            _within(member, bytes.fromhex(options.organisation), options)
    return 0


def _create(member: Member, options: argparse.Namespace) -> None:
    language = current_language()
    body = {
        "name": options.name or "",
        "kind": options.kind,
        "country": options.country,
        "languages": [language],
        "description": {language: options.description} if options.description else {},
        "accepts_reports": options.accepts_reports,
    }
    say(str(member.door.send("POST", "/v1/organisations", body).json()["organisation"]))


def _within(member: Member, organisation: bytes, options: argparse.Namespace) -> None:
    path = f"/v1/organisations/{organisation.hex()}"
    if options.action == "found":
        r = new_r()
        message = _N("The organisation's recovery key. Print it and lock it away; it can replace a lost manager:")
        keep(message, format_code(r, receipt.ORGANISATION_RECOVERY), options.write_to)
        say(" ".join(fingerprint_words(found(member, organisation, r).fingerprint)))
    elif options.action == "invite":
        link = invite(member, organisation, "manager" if options.manager else "member")
        message = _N("The invitation. Send it by another way than this server, to nobody else:")
        keep(message, link.url(member.door.address, current_language()), options.write_to)
    elif options.action == "invitations":
        for item in member.door.pages(f"{path}/invitations"):
            say(f"{item['invitation']}  {item['state']}  {item['invitee']['name'] if item['invitee'] else ''}")
    elif options.action == "confirm":
        if not options.invitation:
            raise Refused(_N("Say which invitation with --invitation."))
        confirm(member, organisation, bytes.fromhex(options.invitation))
        tell(_N("Confirmed. From now on this member can read what the organisation reads."))
    elif options.action == "members":
        for item in member.door.pages(f"{path}/members"):
            marks = [word for word in ("manager", "program") if item[word]]
            say("  ".join([item["kid"], item["name"], item["state"], *marks]))
    elif options.action == "remove":
        if not options.member:
            raise Refused(_N("Say which member with --member."))
        names = ", ".join(remove(member, organisation, bytes.fromhex(options.member)))
        tell(
            _N("Removed: %(names)s. The organisation has a new key; what was read before cannot be taken back."),
            names=names,
        )
    else:
        say(" ".join(fingerprint_words(member.chain(organisation)[0].fingerprint)))

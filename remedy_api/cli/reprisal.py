"""`remedy reprisal`: somebody is punished for complaining. A case of its own, opened at once and tied to the other one."""

import argparse
from pathlib import Path

from remedy_api.cli.client.casework import post
from remedy_api.cli.client.member import Member
from remedy_api.cli.client.reprisals import FIRST, finish, open_reprisal, words
from remedy_api.cli.doors import member_options, signed_in
from remedy_api.cli.errors import Refused
from remedy_api.cli.terminal import read_text, say, tell
from remedy_api.kit.i18n import _N, current_language, render
from remedy_api.sealing.content import Text


def arguments(parser: argparse.ArgumentParser) -> None:
    """For which case, and what happened."""
    member_options(parser)
    parser.add_argument("case", nargs="?", help=render(_N("The case that somebody is punished for, as the list shows it.")))
    parser.add_argument("--message", type=Path, required=True, metavar="FILE", help=render(_N("What happened.")))
    parser.add_argument("--who", type=Path, metavar="FILE", help=render(_N("Who is punished, if she wants to be named.")))
    parser.add_argument(
        "--first", action="append", default=[], choices=FIRST, help=render(_N("What is needed first; may be given again."))
    )
    parser.add_argument("--organisation", help=render(_N("Which of your organisations speaks for the workers.")))
    parser.add_argument(
        "--go-on", metavar="CASE", help=render(_N("The case about the reprisal, if it was opened and the rest did not arrive."))
    )


def run(options: argparse.Namespace) -> int:
    """Open the case and write what happened; for who opens no cases, write it into the case that was named."""
    who = read_text(options.who).strip() if options.who else ""
    told = words(current_language(), read_text(options.message).strip(), who, options.first)
    origin = bytes.fromhex(options.case) if options.case else None
    with signed_in(options) as member:
        mine = [item for item in member.me()["memberships"] if item["state"] == "confirmed"]
        founding = [str(item["organisation"]) for item in mine if item["kind"] == "worker_organisation"]
        if founding:
            _open(member, options, founding, origin, told)
        elif origin is None:
            raise Refused(_N("Say which case. remedy case list shows them."))
        else:
            post(member, origin, told)
            tell(_N("Sealed and sent. Who represents the workers reads it and can open a case about the reprisal."))
    return 0


def _open(member: Member, options: argparse.Namespace, founding: list[str], origin: bytes | None, told: Text) -> None:
    made = options.go_on
    if made is None:
        organisation = options.organisation or (founding[0] if len(founding) == 1 else None)
        if organisation is None:
            raise Refused(_N("Say which of your organisations speaks for the workers, with --organisation."))
        made = open_reprisal(member, bytes.fromhex(organisation))
    # Said before the rest is sent: with it a second try goes on.
    say(made)
    finish(member, bytes.fromhex(made), origin, told)
    tell(_N("The case is open and on the fast track. The server knows that much, and not what happened, to whom or for what."))

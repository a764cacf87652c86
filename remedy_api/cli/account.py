"""`remedy account`: set the instance up, accept an invitation, see one's account."""

import argparse
from pathlib import Path

from remedy_api.cli.client.joining import accept, accept_signed_in, check_confirmations, set_up
from remedy_api.cli.client.organisations import link_from
from remedy_api.cli.codes import keep
from remedy_api.cli.doors import casework_option, door_at, signed_in
from remedy_api.cli.errors import Refused
from remedy_api.cli.terminal import read_text, say, secret, tell
from remedy_api.kit.i18n import _N, current_language, render
from remedy_api.sealing import receipt
from remedy_api.sealing.receipt import format_code, new_r
from remedy_api.sealing.words import generate_passphrase

ACTIONS = ("setup", "accept", "join", "show", "passphrase")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Whose account, and what to do."""
    casework_option(parser)
    parser.add_argument(
        "action",
        choices=ACTIONS,
        help=render(_N("setup, accept (with a new account), join (with yours), show, passphrase (make one).")),
    )
    parser.add_argument("--link-file", type=Path, metavar="FILE", help=render(_N("A file that holds the link you were given.")))
    parser.add_argument("--email", help=render(_N("The mail address of your account.")))
    parser.add_argument("--name", help=render(_N("Your name, as your colleagues see it.")))
    parser.add_argument("--programme", help=render(_N("The programme's name, for setup.")))
    parser.add_argument("--passphrase-file", type=Path, metavar="FILE", help=render(_N("A file that holds your passphrase.")))
    parser.add_argument(
        "--recovery-to",
        type=Path,
        metavar="FILE",
        help=render(_N("Write the recovery code into a new file instead of showing it.")),
    )


def run(options: argparse.Namespace) -> int:
    """One action."""
    if options.action == "passphrase":
        say(generate_passphrase())
    elif options.action in ("setup", "accept"):
        _begin(options)
    elif options.action == "join":
        with signed_in(options) as member:
            accept_signed_in(member, link_from(_link(options)))
        tell(_N("Accepted. A manager must confirm you before you can read anything."))
    else:
        with signed_in(options) as member:
            for name in check_confirmations(member):
                tell(_N("You were confirmed by %(name)s."), name=name)
            me = member.me()
        say(f"{me['name']} <{me['email']}>")
        for item in me["memberships"]:
            say(f"  {item['organisation']}  {item['name']}  {item['state']}{'  manager' if item['manager'] else ''}")
    return 0


def _link(options: argparse.Namespace) -> str:
    # Not an argument: the command line of a process can be read by others, and the link holds a secret.
    return secret(_N("Link:"), options.link_file, "REMEDY_LINK_FILE").strip()


def _begin(options: argparse.Namespace) -> None:
    if not options.email or not options.name:
        raise Refused(_N("Give --email and --name."))
    door, link = door_at(options.casework), _link(options)
    passphrase = _chosen_passphrase(options.passphrase_file)
    r = new_r()
    keep(
        _N("Your recovery code. Write it down and keep it apart; it opens your account when the passphrase is lost:"),
        format_code(r, receipt.RECOVERY),
        options.recovery_to,
    )
    language = current_language()
    if options.action == "accept":
        member = accept(
            door, link_from(link), name=options.name, email=options.email, language=language, passphrase=passphrase, recovery=r
        )
        tell(_N("Your account was made. A manager must confirm you before you can read anything."))
    else:
        programme = {
            "name": options.programme or options.name,
            "languages": [language],
            "default_language": language,
            "privacy": {},
            "help": {},
        }
        token = link.rpartition("#")[2]
        member = set_up(door, token, programme, name=options.name, email=options.email, passphrase=passphrase, recovery=r)
        tell(_N("The instance is set up."))
    member.door.send("POST", "/v1/sign-out", {})


def _chosen_passphrase(path: Path | None) -> str:
    if path is not None:
        return read_text(path).strip("\r\n")
    passphrase = generate_passphrase()
    tell(_N("Your passphrase, seven words. Write it down now; it is shown once:"))
    say(passphrase)
    return passphrase

"""`remedy program`: a program's account on the machine that runs it, and the tokens that its keeper makes for it."""

import argparse
from pathlib import Path

from remedy_api.cli.client.door import Json
from remedy_api.cli.client.member import Member
from remedy_api.cli.client.organisations import link_from
from remedy_api.cli.client.programs import join, make_token
from remedy_api.cli.codes import keep
from remedy_api.cli.doors import door_at, member_options, signed_in
from remedy_api.cli.errors import Refused
from remedy_api.cli.terminal import say, secret, tell
from remedy_api.kit.i18n import _N, current_language, render

ACTIONS = ("join", "list", "scopes", "token", "tokens", "revoke")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which program or token, and what to do."""
    member_options(parser)
    parser.add_argument(
        "action",
        choices=ACTIONS,
        help=render(_N("join (on the program's machine, with an invitation), list, scopes, token (make one), tokens, revoke.")),
    )
    parser.add_argument("token", nargs="?", help=render(_N("The token to revoke, as tokens shows it.")))
    parser.add_argument("--link-file", type=Path, metavar="FILE", help=render(_N("A file that holds the link you were given.")))
    parser.add_argument("--name", help=render(_N("What the program or the token is called.")))
    parser.add_argument("--program", help=render(_N("The program the token is for, as list shows it; none: only to read, as you.")))
    parser.add_argument("--scope", action="append", default=[], help=render(_N("What the token may do; may be given again.")))
    parser.add_argument("--organisation", help=render(_N("The only organisation the token acts in.")))
    parser.add_argument("--days", type=int, default=90, help=render(_N("How many days the token is valid, at most 365.")))
    parser.add_argument(
        "--write-to", type=Path, metavar="FILE", help=render(_N("Write the token into a new file instead of showing it."))
    )


def run(options: argparse.Namespace) -> int:
    """One action; all but joining and the list of scopes are the keeper's, signed in for their length only."""
    if options.action == "join":
        _join(options)
    elif options.action == "scopes":
        scopes: list[Json] = door_at(options.casework).get("/v1/scopes").list()
        for each in scopes:
            say(f"{each['scope']:<20} {each['meaning']}")
    else:
        with signed_in(options) as keeper:
            _as_keeper(keeper, options)
    return 0


def _join(options: argparse.Namespace) -> None:
    if options.key_file is None or not options.name:
        raise Refused(_N("Give --key-file, a new file for the program's keys, and --name."))
    link = link_from(secret(_N("Link:"), options.link_file, "REMEDY_LINK_FILE").strip())
    program = join(door_at(options.casework), link, name=options.name, language=current_language(), file=options.key_file)
    tell(_N("The program has its keys. Whoever invited it must confirm it and can make a token for it."))
    say(program.user.hex())


def _as_keeper(keeper: Member, options: argparse.Namespace) -> None:
    if options.action == "list":
        for item in keeper.door.pages("/v1/me/programs"):
            say(f"{item['user']}  {item['name']}  {' '.join(item['organisations'])}")
    elif options.action == "tokens":
        for item in keeper.door.pages("/v1/me/tokens"):
            days = f"{item['expires_on']}  {item['used_on'] or '-'}"
            say(f"{item['token']}  {days}  {item['name']}  {item['program'] or ''}  {' '.join(item['scopes'])}")
    elif options.action == "revoke":
        if options.token is None:
            raise Refused(_N("Say which token. remedy program tokens lists them."))
        keeper.door.send("DELETE", f"/v1/me/tokens/{options.token}", {})
        tell(_N("Revoked. Its next request is refused."))
    else:
        _token(keeper, options)


def _token(keeper: Member, options: argparse.Namespace) -> None:
    if not options.name or not options.scope:
        raise Refused(_N("Give --name and at least one --scope. remedy program scopes lists them."))
    made = make_token(
        keeper,
        name=options.name,
        scopes=options.scope,
        days=options.days,
        program=options.program,
        organisation=options.organisation,
    )
    keep(_N("The token. It is shown this once; keep it where only the program can read it:"), str(made["secret"]), options.write_to)

"""`remedy reply`: one sealed reply to a report, to everybody who reads it now."""

import argparse
from pathlib import Path

from remedy_api.cli.client.casework import post
from remedy_api.cli.doors import member_options, signed_in
from remedy_api.cli.report import attachment
from remedy_api.cli.terminal import read_text, tell
from remedy_api.kit.i18n import _N, current_language, render
from remedy_api.sealing.content import Content, Text


def arguments(parser: argparse.ArgumentParser) -> None:
    """To which report, with which words and files."""
    member_options(parser)
    parser.add_argument("room", help=render(_N("The report, as the list shows it.")))
    parser.add_argument("--message", type=Path, required=True, metavar="FILE", help=render(_N("Your reply.")))
    parser.add_argument(
        "--attach",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help=render(_N("A photo or document; may be given again.")),
    )


def run(options: argparse.Namespace) -> int:
    """Seal and send; files follow the words as entries of their own."""
    room = bytes.fromhex(options.room)
    words: Content = Text("message", current_language(), read_text(options.message))
    contents = [words, *map(attachment, options.attach)]
    with signed_in(options) as member:
        for content in contents:
            post(member, room, content)
    tell(_N("Your reply was sealed and sent."))
    return 0

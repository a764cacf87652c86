"""`remedy unseal`: open a sealed report from a file with the keys of one's organisations. Nothing is sent."""

import argparse
from pathlib import Path

from remedy_api.cli.doors import member_options, signed_in
from remedy_api.cli.show import show_entry
from remedy_api.cli.terminal import read_file, say
from remedy_api.kit.i18n import _N, render
from remedy_api.sealing.lp import sha256
from remedy_api.sealing.room import verify_headers, verify_room
from remedy_api.sealing.submission import read_submission
from remedy_api.sealing.unseal import EpochWrap, open_entry, open_epochs


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which file, for whom."""
    member_options(parser)
    parser.add_argument("file", type=Path, help=render(_N("The sealed report.")))
    parser.add_argument("--files", type=Path, metavar="FOLDER", help=render(_N("Put attached files into this folder.")))


def run(options: argparse.Namespace) -> int:
    """Check the file as a room is checked, then show what one's keys open."""
    with signed_in(options) as member:
        keys = member.my_keys()
        memberships = [item for item in member.me()["memberships"] if item["state"] == "confirmed"]
        chains = [member.chain(bytes.fromhex(item["organisation"]))[0] for item in memberships]
    envelope, bodies = read_submission(read_file(options.file), member.instance)
    wanted = {reader.fingerprint for reader in envelope.epochs[0].statement.readers}
    room = verify_room(
        member.instance,
        envelope.room,
        statements=[epoch.signed for epoch in envelope.epochs],
        events=list(envelope.events),
        authors=[envelope.receipt],
        chains=[chain for chain in chains if chain.fingerprint in wanted],
    )
    verify_headers(room, [entry.raw_header for entry in envelope.entries])
    wraps = [EpochWrap(number, wrap.kid, wrap.sealed) for number, epoch in enumerate(envelope.epochs) for wrap in epoch.wraps]
    opened = open_epochs(room, keys, wraps, {})
    following = iter(bodies)
    for entry in envelope.entries:
        body = next(following) if entry.body is None else entry.body
        ck = opened.get(entry.header.epoch)
        content = None if ck is None else open_entry(ck, member.instance, room.kind, entry.header, body)
        show_entry(entry.header, content, True, options.files)
    say(sha256(envelope.epochs[1].signed.body).hex())
    return 0

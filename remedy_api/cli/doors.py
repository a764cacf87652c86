"""Options that many commands share: which door, who signs in, which receipt."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from remedy_api.cli.client.door import Door
from remedy_api.cli.client.member import Member, sign_in, sign_out
from remedy_api.cli.client.programs import open_program
from remedy_api.cli.errors import Refused
from remedy_api.cli.terminal import secret
from remedy_api.kit.i18n import _N, render
from remedy_api.sealing import receipt
from remedy_api.sealing.errors import SealError
from remedy_api.sealing.receipt import ReceiptKeys, parse_code, receipt_keys

CASEWORK, INTAKE = "http://localhost:8000", "http://127.0.0.1:8001"


def casework_option(parser: argparse.ArgumentParser) -> None:
    """`--casework ADDRESS`."""
    parser.add_argument("--casework", default=CASEWORK, metavar="ADDRESS", help=render(_N("Address of the casework door.")))


def intake_option(parser: argparse.ArgumentParser) -> None:
    """`--intake ADDRESS`."""
    parser.add_argument("--intake", default=INTAKE, metavar="ADDRESS", help=render(_N("Address of the reporter's door.")))


def member_options(parser: argparse.ArgumentParser) -> None:
    """Who signs in at casework: somebody with an address and a passphrase, or a program with its keys and a token."""
    casework_option(parser)
    parser.add_argument("--email", help=render(_N("The mail address of your account.")))
    parser.add_argument("--passphrase-file", type=Path, metavar="FILE", help=render(_N("A file that holds your passphrase.")))
    parser.add_argument("--key-file", type=Path, metavar="FILE", help=render(_N("For a program: the file that holds its keys.")))
    parser.add_argument("--token-file", type=Path, metavar="FILE", help=render(_N("For a program: a file that holds its token.")))


def receipt_options(parser: argparse.ArgumentParser) -> None:
    """Which receipt, at which door."""
    intake_option(parser)
    parser.add_argument("--receipt-file", type=Path, metavar="FILE", help=render(_N("A file that holds your receipt.")))


def door_at(address: str) -> Door:
    """The door at an address."""
    return Door(address.rstrip("/"))


@contextmanager
def signed_in(options: argparse.Namespace) -> Iterator[Member]:
    """A member for the length of one command; the session ends with it, whatever happens. A program has none to end."""
    if getattr(options, "key_file", None) is not None:
        token = secret(_N("Token:"), options.token_file, "REMEDY_TOKEN_FILE")
        yield open_program(options.key_file, token, address=options.casework.rstrip("/"))
        return
    if not options.email:
        raise Refused(_N("Give --email, or for a program --key-file and --token-file."))
    passphrase = secret(_N("Passphrase:"), options.passphrase_file, "REMEDY_PASSPHRASE_FILE")
    member = sign_in(door_at(options.casework), options.email, passphrase)
    try:
        yield member
    finally:
        sign_out(member)


def receipt_from(options: argparse.Namespace, door: Door) -> ReceiptKeys:
    """The keys of the receipt that was typed or read."""
    typed = secret(_N("Receipt:"), options.receipt_file, "REMEDY_RECEIPT_FILE")
    return receipt_keys(code_from(typed, receipt.RECEIPT), str(door.get("/v1/programme").json()["instance"]))


def code_from(typed: str, label: str) -> bytes:
    """The 13 bytes of a code on paper, or one sentence on what does not fit."""
    try:
        return parse_code(typed, label)
    except SealError:
        raise Refused(_N("This code is not complete or has a mistake in it. Compare it with the paper, sign by sign.")) from None

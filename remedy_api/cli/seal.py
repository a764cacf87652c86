"""`remedy seal`: a sealed report in a file, to be carried to a machine with a network, or sent later."""

import argparse
from datetime import date
from pathlib import Path

from remedy_api.cli import report
from remedy_api.cli.doors import door_at
from remedy_api.cli.errors import Refused
from remedy_api.cli.terminal import read_file, say, tell
from remedy_api.kit.i18n import _N, render
from remedy_api.kit.i18n.formats import day


def arguments(parser: argparse.ArgumentParser) -> None:
    """Those of `submit`, and where the sealed report goes, or which one is sent."""
    report.arguments(parser)
    parser.add_argument("file", type=Path, help=render(_N("The sealed report.")))
    parser.add_argument("--send", action="store_true", help=render(_N("Send a file that was sealed before.")))


def run(options: argparse.Namespace) -> int:
    """Write a sealed report, or send one."""
    door = door_at(options.intake)
    if options.send:
        filed = report.send_sealed(door, read_file(options.file))
        tell(_N("Your report was received on %(day)s. Proof of filing:"), day=day(date.fromisoformat(filed["filed_on"])))
        say(str(filed["proof"]))
        return 0
    filing, _, code = report.sealed(options, door)
    report.keep_receipt(code, options.receipt_to)
    try:
        with options.file.open("xb") as file:
            file.write(filing.encode())
    except OSError as error:
        raise Refused(_N("%(path)s cannot be written: %(reason)s."), path=str(options.file), reason=error.strerror or "") from None
    tell(_N("Sealed. Only those you chose can open %(path)s."), path=str(options.file))
    return 0

"""The command line: finds the command, reads its options, and says in one sentence what went wrong."""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from typing import NamedTuple

from remedy_api.cli.errors import Refused
from remedy_api.kit.i18n import _N, negotiate, render, speaking
from remedy_api.sealing.errors import SealError


class Command(NamedTuple):
    """A command: the module that holds `arguments(parser)` and `run(options) -> exit code`, and what it is for."""

    module: str
    help: str


COMMANDS: dict[str, Command] = {
    "serve": Command("serve.command", _N("Run both doors, the database and the job worker.")),
    "backup": Command("backup.command", _N("Write everything but the key into one file, while the doors stay open.")),
    "restore": Command("restore.command", _N("Put back what a backup holds, without what was erased since.")),
    "demo": Command("demo.command", _N("Throw a demonstration away.")),
    "doctor": Command("doctor.command", _N("Look whether an installation is fit for use, and say what to do where it is not.")),
    "upgrade": Command("upgrade", _N("Bring the tables of a database to this version.")),
    "account": Command("account", _N("Set the instance up, accept an invitation, see your account.")),
    "program": Command("program", _N("Programs that act for you: join one, make its tokens, list and revoke them.")),
    "organisation": Command("organisation", _N("Create an organisation, make its key, invite, confirm, remove.")),
    "submit": Command("report", _N("Seal a report on this machine and send it.")),
    "seal": Command("seal", _N("Seal a report into a file, or send such a file.")),
    "unseal": Command("unseal", _N("Open a sealed report from a file with the keys of your organisations.")),
    "receipt": Command("receipt", _N("Read and answer with a receipt, consent, withdraw.")),
    "inbox": Command("inbox", _N("Reports of your organisations: list, open, acknowledge, reply, hand over.")),
    "reply": Command("reply", _N("Reply to a report.")),
    "case": Command("case", _N("Cases of your organisations: open, show, write, sign, share, export.")),
    "reprisal": Command("reprisal", _N("Somebody is punished for complaining: open a case about it at once.")),
    "retention": Command("retention", _N("What is to be erased and when, what is held, and by which rules.")),
    "verify": Command("verify", _N("Check an exported case on this machine, without any server.")),
    "verify-bundle": Command("bundle.command", _N("Compare the pages that a server hands out with the published ones.")),
    "test": Command("checks", _N("For developers: run every check; --long runs those that take long too.")),
    "bench": Command("bench", _N("For developers: measure, beside the bare floor.")),
    "locales": Command("locales", _N("For developers: extract, update, check and build the translations.")),
    "migration": Command("migration", _N("For developers: write the next migration from the models.")),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    with speaking(_language()):
        parser = _parser()
        name = parser.parse_args(given[:1]).command
        module = importlib.import_module(f"remedy_api.cli.{COMMANDS[name].module}")
        own = argparse.ArgumentParser(prog=f"remedy {name}", description=render(COMMANDS[name].help))
        module.arguments(own)
        options = own.parse_args(given[1:])
        try:
            return int(module.run(options))
        except Refused as refused:
            print(f"remedy: {refused}", file=sys.stderr)
            return refused.code
        except SealError as stopped:
            # Never a way around: what cannot be verified is neither opened nor answered.
            sentence = Refused(
                _N("Stopped: something could not be verified (%(problem)s). Nothing was opened or sent."), problem=stopped.code
            )
            print(f"remedy: {sentence}", file=sys.stderr)
            return 3
        except KeyboardInterrupt:
            return 130
        except BrokenPipeError:
            # Whoever read our output has gone; there is nobody left to tell.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 141


def _parser() -> argparse.ArgumentParser:
    lines = "\n".join(f"  {name:<13} {render(command.help)}" for name, command in COMMANDS.items())
    parser = argparse.ArgumentParser(prog="remedy", epilog=lines, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=COMMANDS, metavar="command")
    return parser


def _language() -> str:
    # The first of the variables that is set decides, as POSIX says; "de_DE.UTF-8" is "de-DE" here.
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(variable):
            return negotiate(value.partition(".")[0].replace("_", "-"))
    return negotiate(None)

"""`remedy seal`, `submit`, `unseal`: a report sealed on this machine, sent now or later, and opened again by who it is for."""

import argparse
import json
import mimetypes
from datetime import date
from pathlib import Path

from remedy_api.cli.client.door import Door, Json
from remedy_api.cli.client.reports import by_words, directory, file_report, seal_report
from remedy_api.cli.client.trust import Organisation
from remedy_api.cli.codes import keep
from remedy_api.cli.doors import door_at, intake_option
from remedy_api.cli.errors import Refused
from remedy_api.cli.terminal import read_file, read_text, say, tell
from remedy_api.kit.i18n import _N, current_language, render
from remedy_api.kit.i18n.formats import day
from remedy_api.sealing import receipt
from remedy_api.sealing.content import Attachment, Content, Text
from remedy_api.sealing.filing import Filing
from remedy_api.sealing.receipt import format_code, new_r, receipt_keys
from remedy_api.sealing.submission import SUBMISSION_MEDIA_TYPE
from remedy_api.sealing.words import fingerprint_words


def arguments(parser: argparse.ArgumentParser) -> None:
    """Options of `submit`; `seal` has them too."""
    intake_option(parser)
    parser.add_argument(
        "--to",
        action="append",
        default=[],
        metavar="WORDS",
        help=render(_N("The twelve key words of an organisation that may read it, as printed; may be given again.")),
    )
    parser.add_argument("--narrative", type=Path, metavar="FILE", help=render(_N("What happened, in your own words.")))
    parser.add_argument("--answers", type=Path, metavar="FILE", help=render(_N("Answers to a form, as JSON.")))
    parser.add_argument("--person", type=Path, metavar="FILE", help=render(_N("Who you are and how to reach you, as JSON.")))
    parser.add_argument(
        "--attach",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help=render(_N("A photo or document; may be given again.")),
    )
    parser.add_argument("--language", default=current_language(), help=render(_N("The language of your words.")))
    parser.add_argument(
        "--reread", action="store_true", help=render(_N("Let the receipt open the report again, not only the answers."))
    )
    parser.add_argument(
        "--receipt-to", type=Path, metavar="FILE", help=render(_N("Write the receipt into a new file instead of showing it."))
    )
    parser.add_argument("--list", action="store_true", help=render(_N("Show who can be chosen, with their key words, and stop.")))


def run(options: argparse.Namespace) -> int:
    """`remedy submit`: seal here, then send."""
    door = door_at(options.intake)
    if options.list:
        return show_directory(door)
    filing, chosen, code = sealed(options, door)
    keep_receipt(code, options.receipt_to)
    filed = file_report(door, filing, chosen)
    tell(_N("Your report was received on %(day)s. Proof of filing:"), day=day(date.fromisoformat(filed["filed_on"])))
    say(str(filed["proof"]))
    return 0


def show_directory(door: Door) -> int:
    """Every organisation that accepts reports, with its key words."""
    _, organisations = directory(door)
    if not organisations:
        tell(_N("No organisation accepts reports here yet."))
    for item in organisations:
        say(f"{item.name}\n    {' '.join(fingerprint_words(item.chain.fingerprint))}")
    return 0


def sealed(options: argparse.Namespace, door: Door) -> tuple[Filing, list[Organisation], str]:
    """The report sealed to those chosen by their printed words, and the receipt's code."""
    instance, organisations = directory(door)
    if not options.to:
        raise Refused(_N("Say who may read it with --to and the twelve printed words. --list shows who can be chosen."))
    chosen = [by_words(organisations, words) for words in options.to]
    r = new_r()
    filing = seal_report(instance, receipt_keys(r, instance), chosen, contents_of(options), options.reread)
    return filing, chosen, format_code(r, receipt.RECEIPT)


def contents_of(options: argparse.Namespace) -> list[Content]:
    """What will be sealed, in the order of the protocol: person, answers, narrative, files."""
    found: list[Content] = []
    if options.person:
        found.append(Text("person", options.language, _json(options.person)))
    if options.answers:
        text = _json(options.answers)
        form: Json = json.loads(text)
        found.append(Text("answers", options.language, text, str(form.get("form", "")), int(form.get("version", 0))))
    if options.narrative:
        found.append(Text("narrative", options.language, read_text(options.narrative)))
    for path in options.attach:
        found.append(attachment(path))
    if not found:
        raise Refused(_N("There is nothing to seal. Give at least --narrative or --answers."))
    return found


def attachment(path: Path) -> Attachment:
    """A file as it will be sealed, under its own name."""
    return Attachment(path.name, mimetypes.guess_type(path.name)[0] or "application/octet-stream", read_file(path))


def _json(path: Path) -> str:
    text = read_text(path)
    try:
        if not isinstance(json.loads(text), dict):
            raise ValueError
    except ValueError:
        raise Refused(_N("%(path)s is not a JSON object."), path=str(path)) from None
    return text


def keep_receipt(code: str, path: Path | None) -> None:
    """Hand the receipt over before anything is sent, so that no report exists whose receipt is lost."""
    keep(_N("Your receipt. Write it down now; whoever has it can read the answers, and nobody can replace it:"), code, path)


def send_sealed(door: Door, data: bytes) -> Json:
    """Send what `remedy seal` wrote."""
    return door.post_bytes("/v1/submissions", data, SUBMISSION_MEDIA_TYPE).json()

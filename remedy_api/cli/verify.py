"""`remedy verify`: whether an exported case holds, without any server, against key words somebody has on paper."""

import argparse
import re
import sys
from collections.abc import Callable
from pathlib import Path

from remedy_api.audit.archive import read_archive
from remedy_api.audit.export import Export, limit
from remedy_api.audit.verifying import Refusal, Verdict, acting_now, verify_export
from remedy_api.cli.errors import Refused
from remedy_api.cli.refusals import sentence
from remedy_api.cli.terminal import say, tell
from remedy_api.kit.i18n import _N, render
from remedy_api.kit.i18n.formats import day
from remedy_api.sealing.errors import SealError
from remedy_api.sealing.head import Head
from remedy_api.sealing.room import VerifiedRoom
from remedy_api.sealing.words import FINGERPRINT_WORDS, fingerprint_words, word_list

REFUSED = 3


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which export, and on whose key words it must rest."""
    parser.add_argument("export", type=Path, help=render(_N("The exported file.")))
    parser.add_argument(
        "--anchor",
        required=True,
        metavar="WORDS",
        help=render(_N("The twelve key words of the organisation that opened the case or exported it, from paper, in quotes.")),
    )


def run(options: argparse.Namespace) -> int:
    """0 if all of it holds, 3 if anything is refused; each refusal is named."""
    verdict = check(options.export, options.anchor)
    for refusal in verdict.refusals:
        print(f"{sentence(refusal)} [{refusal.code}{f' {refusal.file}' if refusal.file else ''}]", file=sys.stderr)
    if verdict.refusals or verdict.room is None or verdict.export is None or verdict.head is None or verdict.headers is None:
        tell(_N("This export does not hold. Do not rely on anything in it."))
        return REFUSED
    show(verdict.export, verdict.room, verdict.head, len(verdict.headers))
    return 0


def check(path: Path, anchor: str) -> Verdict:
    """The verdict over a file, with the fingerprint that these words or these 64 digits stand for."""
    try:
        with path.open("rb") as file:
            try:
                archive = read_archive(file, limit)
            except SealError as refusal:
                return Verdict([Refusal(refusal.code, refusal.where)])
            return verify_export(archive, _matching(anchor))
    except OSError as error:
        raise Refused(_N("%(path)s cannot be read: %(reason)s."), path=str(path), reason=error.strerror or "") from None


def _matching(anchor: str) -> Callable[[bytes], bool]:
    """Whether a fingerprint is the one meant by twelve words or by 64 digits."""
    typed = anchor.lower().split()
    if len(typed) == 1 and re.fullmatch(r"[0-9a-f]{64}", typed[0]):
        return lambda fingerprint: fingerprint.hex() == typed[0]
    if len(typed) != FINGERPRINT_WORDS or not set(typed) <= set(word_list()):
        raise Refused(_N("These are not twelve key words. Compare them with the paper, word by word, and put them in quotes."))
    return lambda fingerprint: list(fingerprint_words(fingerprint)) == typed


def show(export: Export, room: VerifiedRoom, head: Head, entries: int) -> None:
    """What was found to hold, and what no file can tell."""
    tell(_N("This export holds: all of it was signed by those who could, and nothing is missing up to its last event."))
    say(render(_N("Case: %(case)s"), case=room.room.hex()))
    first, last = day(room.events[0].day), day(room.events[-1].day)
    say(render(_N("Events: %(count)s, from %(first)s to %(last)s"), count=len(room.events), first=first, last=last))
    included = len(export.bodies)
    say(render(_N("Entries: %(count)s, of which %(included)s are in the file, still sealed"), count=entries, included=included))
    if room.stage:
        say(render(_N("Stage: %(stage)s"), stage=room.closed or room.stage))
    say(render(_N("Last event: %(digest)s"), digest=head.digest.hex()))
    exporting = acting_now(room, head.exporter)
    for reader in room.latest.readers:
        who = fingerprint_words(reader.fingerprint) if reader.fingerprint else ()
        marks = [room.roles.get(reader.fingerprint, ""), *(["export"] if reader.fingerprint in exporting else [])]
        say(" ".join([render(_N("Reads it now:")), *who, *(f"({mark})" for mark in marks if mark)]))
    tell(_N("No file can tell whether more happened afterwards. Names, the date of the export and the summary are not signed."))

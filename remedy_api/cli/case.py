"""`remedy case`: open a case, see where it stands, take it further, share it, take it along. All of it without a browser."""

import argparse
from pathlib import Path

from remedy_api.cli.client.cases import admit, checked, export, open_case, remove
from remedy_api.cli.client.cases import say as sign
from remedy_api.cli.client.casework import post
from remedy_api.cli.client.member import Member
from remedy_api.cli.client.reports import by_words, directory
from remedy_api.cli.client.rooms import contents
from remedy_api.cli.doors import member_options, signed_in
from remedy_api.cli.errors import Refused
from remedy_api.cli.report import attachment
from remedy_api.cli.show import show_entry, show_spoiled
from remedy_api.cli.show_case import history, labels, show_readers, show_row, show_standing
from remedy_api.cli.terminal import read_text, say, tell
from remedy_api.kit.i18n import _N, current_language, render
from remedy_api.sealing.content import WORKERS_KINDS, Content, Text
from remedy_api.sealing.event_data import EVENT_DATA, EVENTS_OF, WORKERS_ROLES, Value

ACTIONS = ("list", "open", "show", "note", "sign", "admit", "remove", "export")
KEPT = ("mandate", "risk", "safe_contact")
_LISTS = frozenset(("values", "organisations", "evidence"))
SIGNED = sorted(EVENTS_OF["workers"] - {"epoch", "admitted", "revoked", "entrusted"})


def arguments(parser: argparse.ArgumentParser) -> None:
    """What to do with which case."""
    member_options(parser)
    parser.add_argument("action", choices=ACTIONS, help=render(_N("list, open, show, note, sign, admit, remove or export.")))
    parser.add_argument("case", nargs="?", help=render(_N("The case, as the list shows it.")))
    parser.add_argument("said", nargs="*", help=render(_N("For sign: what to sign, then its parts as name=value.")))
    parser.add_argument("--organisation", help=render(_N("For open: which of your organisations speaks for the workers.")))
    parser.add_argument("--report", action="append", default=[], help=render(_N("For open: a report; may be given again.")))
    for fact in ("issue", "indicator"):
        parser.add_argument(f"--{fact}", action="append", default=[], help=render(_N("For open: a code; may be given again.")))
    parser.add_argument("--workers", default="", help=render(_N("For open: how many workers, as a code.")))
    parser.add_argument("--site", default="", help=render(_N("For open: the production site.")))
    parser.add_argument("--message", type=Path, metavar="FILE", help=render(_N("Words to be sealed.")))
    parser.add_argument("--kind", choices=WORKERS_KINDS, default="message", help=render(_N("What the words are.")))
    parser.add_argument(
        "--attach",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help=render(_N("A photo or document; may be given again.")),
    )
    parser.add_argument("--to", metavar="WORDS", help=render(_N("The organisation with these twelve key words.")))
    parser.add_argument(
        "--role", choices=sorted(WORKERS_ROLES), default="", help=render(_N("For admit: what it may do besides reading."))
    )
    parser.add_argument("--files", type=Path, metavar="FOLDER", help=render(_N("Put attached files into this folder.")))
    parser.add_argument("--write-to", type=Path, metavar="FILE", help=render(_N("For export: the new file.")))


def run(options: argparse.Namespace) -> int:
    """One action, signed in for its length only."""
    with signed_in(options) as member:
        if options.action == "list":
            _list(member)
        elif options.action == "open":
            _open(member, options)
        elif options.case is None:
            raise Refused(_N("Say which case. remedy case list shows them."))
        else:
            _within(member, bytes.fromhex(options.case), options)
    return 0


def _within(member: Member, case: bytes, options: argparse.Namespace) -> None:
    if options.action == "show":
        _show(member, case, options.files)
    elif options.action == "note":
        _note(member, case, options)
    elif options.action == "sign":
        _sign(member, case, options)
    elif options.action == "export":
        _export(member, case, options.write_to)
    else:
        _readers(member, case, options)


def _list(member: Member) -> None:
    of = labels(member.door)
    for membership in member.me()["memberships"]:
        if membership["state"] == "confirmed":
            say(str(membership["name"]))
            for row in member.door.pages(f"/v1/organisations/{membership['organisation']}/cases"):
                show_row(row, of)


def _open(member: Member, options: argparse.Namespace) -> None:
    if not options.report or not options.issue:
        raise Refused(_N("Say from which reports with --report, and what it is about with --issue."))
    mine = [item["organisation"] for item in member.me()["memberships"] if item["state"] == "confirmed"]
    organisation = options.organisation or (mine[0] if len(mine) == 1 else None)
    if organisation is None:
        raise Refused(_N("Say which of your organisations speaks for the workers, with --organisation."))
    facts: dict[str, tuple[str, ...]] = {"issues": tuple(options.issue)}
    if options.indicator:
        facts["indicators"] = tuple(options.indicator)
    facts["workers"] = (options.workers,) if options.workers else ()
    facts["site"] = (options.site,) if options.site else ()
    reports = [bytes.fromhex(report) for report in options.report]
    say(open_case(member, bytes.fromhex(organisation), reports, facts))
    tell(_N("The case was opened. What you recorded of it is not sealed any more: those who read the case and the server see it."))


def _show(member: Member, case: bytes, folder: Path | None) -> None:
    view, _, opened = checked(member, case)
    of = labels(member.door)
    show_standing(view, of)
    show_readers(view, of)
    for line in history(opened, of):
        say(line)
    show_spoiled(opened)
    path = f"/v1/rooms/{case.hex()}/entries"
    for header, content in contents(opened, lambda entry: member.door.get(f"{path}/{entry}/body").content):
        show_entry(header, content, False, folder)
    member.door.send("POST", f"/v1/rooms/{case.hex()}/seen", {})
    tell(_N("Checked on this machine: everything above was signed by those who could."))


def _words(options: argparse.Namespace) -> Text | None:
    return Text(options.kind, current_language(), read_text(options.message)) if options.message else None


def _note(member: Member, case: bytes, options: argparse.Namespace) -> None:
    words = _words(options)
    notes: list[Content] = [*([words] if words else []), *map(attachment, options.attach)]
    if not notes:
        raise Refused(_N("There is nothing to seal. Give --message or --attach."))
    digests = [post(member, case, content) for content in notes]
    if words and words.kind in KEPT:
        # The history says that it is there and where, never what it says.
        sign(member, case, [("kept", {"what": words.kind, "entry": digests[0].hex()})])
    tell(_N("Sealed to everybody who reads the case now, and sent."))


def _sign(member: Member, case: bytes, options: argparse.Namespace) -> None:
    kind, *parts = options.said or [""]
    if kind not in SIGNED:
        raise Refused(_N("Say what to sign, one of: %(types)s."), types=", ".join(SIGNED))
    given = dict(part.partition("=")[::2] for part in parts)
    if not given.keys() <= EVENT_DATA[kind].keys():
        raise Refused(_N("This has the parts: %(parts)s."), parts=", ".join(EVENT_DATA[kind]))
    data: dict[str, Value] = {name: given.get(name, "") for name in EVENT_DATA[kind]}
    for part in _LISTS & data.keys():
        data[part] = tuple(value for value in given.get(part, "").split(",") if value)
    words = _words(options)
    if words is not None and "entry" in data:
        data["entry"] = post(member, case, words).hex()
    sign(member, case, [(kind, data)])
    tell(_N("Signed and sent."))


def _readers(member: Member, case: bytes, options: argparse.Namespace) -> None:
    if not options.to:
        raise Refused(_N("Say which organisation with --to and its twelve printed words."))
    _, organisations = directory(member.door, member.pins)
    item = by_words(organisations, options.to)
    if options.action == "admit":
        admit(member, case, item, options.role)
        tell(_N("%(name)s can read the case now, from its beginning."), name=item.name)
    else:
        remove(member, case, item.chain.fingerprint)
        tell(_N("%(name)s reads no further. What it has read cannot be taken back."), name=item.name)


def _export(member: Member, case: bytes, path: Path | None) -> None:
    if path is None:
        raise Refused(_N("Name the new file with --write-to."))
    view, _, opened = checked(member, case)
    of = labels(member.door)
    stage = of.of("outcome", view["outcome"]) if view["outcome"] else of.of("stage", view["stage"])
    summary = "\n".join([f"{case.hex()}  {stage}", "", *history(opened, of), ""])
    export(member, case, path, summary)
    check = _N("Written and checked. Whoever has your organisation's key words can check it with: remedy verify %(path)s")
    tell(check, path=str(path))

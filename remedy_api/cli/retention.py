"""`remedy retention`: what is to be erased and when, what is held, by which rules; and holding a case."""

import argparse
import re
from datetime import date

from remedy_api.cli.client.door import Json
from remedy_api.cli.client.member import Member
from remedy_api.cli.doors import member_options, signed_in
from remedy_api.cli.errors import Refused
from remedy_api.cli.terminal import say, tell
from remedy_api.kit.i18n import _N, render
from remedy_api.kit.i18n.formats import day
from remedy_api.retention.states import HoldReason

ACTIONS = ("preview", "rules", "hold", "lift")


def arguments(parser: argparse.ArgumentParser) -> None:
    """What to do, with which case."""
    member_options(parser)
    parser.add_argument("action", choices=ACTIONS, nargs="?", default="preview", help=render(_N("preview, rules, hold or lift.")))
    parser.add_argument("case", nargs="?", help=render(_N("The case, as the list shows it.")))
    parser.add_argument("--reason", choices=list(HoldReason), help=render(_N("For hold: why it must stay.")))


def run(options: argparse.Namespace) -> int:
    """One action, signed in for its length only."""
    with signed_in(options) as member:
        if options.action == "preview":
            _preview(member)
        elif options.action == "rules":
            _rules(member)
        elif options.case is None:
            raise Refused(_N("Say which case. remedy case list shows them."))
        elif options.action == "hold":
            _hold(member, options.case, options.reason)
        else:
            member.door.send("DELETE", f"/v1/cases/{_id(options.case)}/hold", {})
            tell(_N("Your organisation holds it no longer. If its time is over, that is announced anew."))
    return 0


def _preview(member: Member) -> None:
    me = member.me()
    mine = [one for one in me["memberships"] if one["state"] == "confirmed"]
    names = {one["what"]: str(one["name"]) for one in _published(member)["rules"]}
    for membership in mine:
        say(str(membership["name"]))
        path = f"/v1/organisations/{membership['organisation']}/erasures"
        rows = _listed(member, path, "coming")
        for row in rows:
            say(f"  {day(date.fromisoformat(row['erased_on']))}  {row['room']}  {names[row['what']]}")
        if not rows:
            tell(_N("Nothing is announced to be erased."))
        held = render(_N("held"))
        for row in _listed(member, path, "held"):
            say(f"  {held}  {row['room']}")
    if me["administrator"] or any(one["kind"] == "coordinator" for one in mine):
        tell(_N("Announced to be erased, without what you read yourself. Rounded down to fives; fewer than five are not told."))
        for row in member.door.get("/v1/erasures").list():
            number = render(_N("fewer than five")) if row["number"] is None else str(row["number"])
            say(f"  {names[row['what']]}: {number}")


def _rules(member: Member) -> None:
    for rule in _published(member)["rules"]:
        say(f"{rule['name']}: {rule['kept']}, {rule['counted']}")
        for source in rule["law"]:
            say(f"    {source}")


def _hold(member: Member, case: str, reason: str | None) -> None:
    if reason is None:
        raise Refused(_N("Say why it must stay with --reason, one of: %(reasons)s."), reasons=", ".join(HoldReason))
    member.door.send("PUT", f"/v1/cases/{_id(case)}/hold", {"reason": reason})
    tell(_N("The case is held: it is not erased until you lift it. Everybody who reads it sees that, and why."))


def _listed(member: Member, path: str, view: str) -> list[Json]:
    items: list[Json] = []
    after = ""
    while True:
        page = member.door.get(path, view=view, after=after).json()
        items += page["items"]
        after = page["next"] or ""
        if not after:
            return items


def _id(case: str) -> str:
    if not re.fullmatch("[0-9a-f]{32}", case):
        raise Refused(_N("This is no case. remedy case list shows them."))
    return case


def _published(member: Member) -> Json:
    found: Json = member.door.get("/v1/retention").json()
    return found

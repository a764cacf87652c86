"""How a case is shown: where it stands, what is needed, who reads it, and its signed history."""

from datetime import date

from remedy_api.cli.client.door import Door, Json
from remedy_api.cli.client.rooms import OpenRoom
from remedy_api.cli.terminal import say
from remedy_api.kit.i18n import _N, render
from remedy_api.kit.i18n.formats import day
from remedy_api.sealing.event import Event

WHAT = {
    "founded": _N("The case was opened"),
    "epoch": _N("The keys were changed"),
    "admitted": _N("An organisation can read it now"),
    "revoked": _N("An organisation reads no further"),
    "entrusted": _N("An organisation was given a role"),
    "linked": _N("A report became part of it"),
    "unlinked": _N("A report is no longer part of it"),
    "recorded": _N("A fact was recorded"),
    "kept": _N("Something was written down under seal"),
    "consent_given": _N("The workers agreed to something being shown"),
    "consent_withdrawn": _N("The workers took back what they agreed to"),
    "stage": _N("A stage began"),
    "suspended": _N("The case was suspended"),
    "resumed": _N("The case was resumed"),
    "closed": _N("The case was closed"),
    "reopened": _N("The case was opened again"),
    "declared": _N("A monitor declared its interests under seal"),
    "finding": _N("A monitor made a finding"),
    "commented": _N("A finding was commented on"),
    "established": _N("A finding was established"),
    "contested": _N("A finding was contested"),
    "table_opened": _N("A table with those who have to answer was opened"),
}
"""Every type of event of a workers' room, in words."""

NAMES = {
    "profile": _N("Procedure"),
    "site": _N("Site"),
    "issues": _N("What it is about"),
    "indicators": _N("Signs of forced labour"),
    "workers": _N("How many workers"),
    "duty_bearers": _N("Companies that have to answer"),
    "external": _N("Other ways it takes"),
    "satisfaction": _N("How satisfied the workers are"),
    "follow_up": _N("When somebody looks again"),
    "mandate": _N("Mandate"),
    "risk": _N("Risk"),
    "safe_contact": _N("Safe contact"),
}
"""What can be recorded, and what can be written down under seal."""

LIST_OF = {
    "audience": "audiences",
    "content": "contents",
    "stage": "stages",
    "outcome": "outcomes",
    "reason": "reasons",
    "role": "roles",
    "issues": "issues",
    "indicators": "indicators",
    "workers": "workers_bands",
    "external": "channels",
    "satisfaction": "satisfactions",
    "follow_up": "follow_ups",
    "way": "ways",
    "conclusion": "conclusions",
    "grade": "grades",
    "state": "finding_states",
}
"""Where a member of an event's data, or a recorded fact, has its codes from."""


class Labels:
    """What people read for a code, by list: one code may stand in two of them and mean two things."""

    def __init__(self, lists: Json) -> None:
        self._lists = {name: {item["code"]: item["label"] for item in items} for name, items in lists.items()}

    def of(self, member: str, code: str) -> str:
        """The label of a code, or the code itself where there is none."""
        return str(self._lists.get(LIST_OF.get(member, member), {}).get(code, code))


def labels(door: Door) -> Labels:
    """All labels in the caller's language."""
    return Labels(door.get("/v1/codes").json())


def show_row(row: Json, of: Labels) -> None:
    """A case in a list, on one line."""
    site = row["site"]["name"] if row["site"] else render(_N("site not recorded yet"))
    mark = "*" if row["unseen"] else " "
    stage = of.of("outcome", row["outcome"]) if row["outcome"] else of.of("stage", row["stage"])
    fast = "▲ " + render(_N("Reprisal")) + "  " if row["fast_track"] else ""
    say(f"  {mark} {row['case']}  {fast}{stage}{_left(row)}  {site}")


def _left(row: Json) -> str:
    if row["days_left"] is None:
        # By how many days is told only to who reads the report that the clock counts from.
        return f" ({render(_N('overdue'))})" if row["overdue"] else ""
    if row["overdue"]:
        return f" ({render(_N('%(count)s days overdue'), count=-row['days_left'])})"
    return f" ({render(_N('%(count)s days left'), count=row['days_left'])})"


def show_stage(view: Json, of: Labels) -> None:
    """Where it stands: stage, clocks and site."""
    # A reporter's own view of a case does not say it.
    if view.get("fast_track"):
        say("▲ " + render(_N("Reprisal: on the fast track")))
    stage = of.of("stage", view["stage"])
    say(render(_N("%(stage)s, since %(day)s"), stage=stage, day=day(date.fromisoformat(view["stage_since"]))))
    if view["outcome"]:
        say(render(_N("Closed: %(outcome)s"), outcome=of.of("outcome", view["outcome"])))
    if view["overridden"]:
        say(of.of("reason", "override"))
    if view["suspended"]:
        say(render(_N("Suspended.")))
    for clock in view["clocks"]:
        if clock["due_on"] and not clock["done_on"]:
            name, due = of.of("clocks", clock["clock"]), day(date.fromisoformat(clock["due_on"]))
            say(f"{render(_N('%(clock)s, last day: %(day)s'), clock=name, day=due)}{_left(clock)}")
        elif clock["overdue"]:
            say(f"{of.of('clocks', clock['clock'])}{_left(clock)}")
    if view["site"]:
        say(render(_N("Site: %(name)s, %(country)s"), name=view["site"]["name"], country=view["site"]["country"]))


def show_standing(view: Json, of: Labels) -> None:
    """Where it stands, what it is about and what comes next."""
    show_stage(view, of)
    for fact in ("issues", "indicators", "follow_up"):
        for code in view[fact]:
            say(f"  {of.of(fact, code)}")
    if view["satisfaction"]:
        say(f"  {of.of('satisfaction', view['satisfaction'])}")
    for finding in view["findings"]:
        words = [of.of(member, finding[member]) for member in ("state", "conclusion", "grade")]
        say(f"  {finding['name']}: {', '.join(words)}")
    if view["workers"]:
        say(f"  {of.of('workers', view['workers'])}")
    for step in view["next"]:
        say(f"→ {of.of('stage', step['step'])}")
        for failure in step["failures"]:
            say(f"    {failure['message']}")


def show_readers(view: Json, of: Labels) -> None:
    """Who reads it, and since when."""
    say(render(_N("Who reads it:")))
    for reader in view["readers"]:
        role = "" if reader["role"] == "reader" else f", {of.of('role', reader['role'])}"
        say(f"  {reader['name']}{role}, {day(date.fromisoformat(reader['since']))}")


def history(opened: OpenRoom, of: Labels) -> list[str]:
    """The signed history in words, one line an event."""
    return [f"{event.day.isoformat()}  {render(WHAT[event.type])}{_of_what(opened, event, of)}" for event in opened.room.events]


def _of_what(opened: OpenRoom, event: Event, of: Labels) -> str:
    for member in ("fingerprint", "reader", "founder"):
        if member in event.data:
            fingerprint = event.digests(member)[0]
            return f": {opened.names.get(fingerprint, fingerprint.hex()[:16])}"
    told = [of.of(member, str(event.data[member])) for member in _TOLD if event.data.get(member)]
    if event.data.get("organisations"):
        told += [opened.names.get(each, each.hex()[:16]) for each in event.digests("organisations")]
    for member in ("fact", "what"):
        if code := str(event.data.get(member, "")):
            told.append(render(NAMES[code]) if code in NAMES else code)
    if event.type == "recorded":
        told += [of.of(str(event.data["fact"]), value) for value in event.texts("values")]
    return f": {', '.join(told)}" if told else ""


_TOLD = ("audience", "content", "way", "stage", "outcome", "reason", "conclusion", "grade")

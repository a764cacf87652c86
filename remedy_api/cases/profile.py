"""A procedure profile: the published rules of a mechanism, as data. Read once, checked whole, never changed while running."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from remedy_api.accounts.states import OrganisationKind
from remedy_api.cases.states import ClockName, Stage
from remedy_api.deadlines.calendars import Calendar

DEFAULT = "default"
REPRISAL = "reprisal"
PUBLISHED = (DEFAULT, REPRISAL)
"""The procedures of this version, as cases name them and as they are published, the one for most cases first."""
SUBMITTED = "submitted"
"""What comes before a case: a report nobody has confirmed yet."""
_STARTS = ("filed", "acknowledged", "stage")
_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class BadProfile(ValueError):
    """A profile that does not say what it must; the message names the place."""


@dataclass(frozen=True, slots=True)
class ClockRule:
    """How long a clock runs: `days` after `start` ("filed", "acknowledged" or "stage")."""

    clock: ClockName
    days: int
    start: str


@dataclass(frozen=True, slots=True)
class StageRule:
    """One stage as it is published. `who`: kinds of organisations that act; rights and sources are codes, see labels.py."""

    stage: str
    clock: ClockRule | None
    who: tuple[OrganisationKind, ...]
    rights: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """A procedure. `reopen`: days after its closing within which a case can be opened again. `review_within`: most days
    for which a case can be suspended before it is looked at again. `fast_track`: its cases stand first while they are open,
    and need no report.
    """

    name: str
    fast_track: bool
    calendar: Calendar
    stages: tuple[StageRule, ...]
    reopen: int
    review_within: int

    def today(self, now: datetime) -> date:
        """The day it is in the procedure's time zone."""
        return self.calendar.day_of(now)

    def rule(self, clock: ClockName) -> ClockRule:
        """How long a clock runs."""
        return next(one.clock for one in self.stages if one.clock is not None and one.clock.clock == clock)


@lru_cache(maxsize=16)
def profile(name: str = DEFAULT) -> Profile:
    """The profile of that name that this version ships. Raises BadProfile."""
    source = files("remedy_api.cases") / "profiles" / f"{name}.toml"
    try:
        return read_profile(tomllib.loads(source.read_text("utf-8")))
    except (FileNotFoundError, tomllib.TOMLDecodeError) as error:
        raise BadProfile(name) from error


def read_profile(data: Mapping[str, Any]) -> Profile:
    """A profile from its data, every member checked. Raises BadProfile."""
    try:
        if data["days"] not in ("calendar", "working"):
            raise BadProfile("days")
        calendar = Calendar(
            ZoneInfo(data["time_zone"]),
            working=data["days"] == "working",
            weekend=frozenset(_WEEK.index(day) for day in data["weekend"]),
            holidays=frozenset(_day(one) for one in data["holidays"]),
        )
        found = Profile(
            name=str(data["name"]),
            fast_track=_yes_or_no(data["fast_track"]),
            calendar=calendar,
            stages=tuple(_stage(one) for one in data["stages"]),
            reopen=_days(data["reopen"]),
            review_within=_days(data["review_within"]),
        )
    except (KeyError, TypeError, ValueError, ZoneInfoNotFoundError) as error:
        raise error if isinstance(error, BadProfile) else BadProfile(str(error)) from error
    if [one.stage for one in found.stages] != [SUBMITTED, *Stage]:
        raise BadProfile("stages: each once, in their order")
    if sorted(one.clock.clock for one in found.stages if one.clock) != sorted(ClockName):
        raise BadProfile("clocks: each once")
    return found


def _stage(data: Mapping[str, Any]) -> StageRule:
    clock = None
    if "clock" in data:
        if data["from"] not in _STARTS:
            raise BadProfile("from")
        clock = ClockRule(ClockName(data["clock"]), _days(data["days"]), data["from"])
    return StageRule(
        stage=str(data["stage"]),
        clock=clock,
        who=tuple(OrganisationKind(one) for one in data["who"]),
        rights=tuple(str(one) for one in data["rights"]),
        sources=tuple(str(one) for one in data["sources"]),
    )


def _yes_or_no(value: object) -> bool:
    if type(value) is not bool:
        raise BadProfile("fast_track: true or false")
    return value


def _days(value: object) -> int:
    if type(value) is not int or not 1 <= value <= 1000:
        raise BadProfile("days: 1 to 1000")
    return value


def _day(value: object) -> date:
    if type(value) is not date:
        raise BadProfile("holidays: days")
    return value

"""How long what is kept is kept: the published rules, as data. Read once, checked whole, never changed while running."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import Any


class What(StrEnum):
    """What has a time of its own."""

    WITHDRAWN_REPORT = "withdrawn_report"
    UNANSWERED_REPORT = "unanswered_report"
    ANSWERED_REPORT = "answered_report"
    WITHDRAWN_CASE = "withdrawn_case"
    CLOSED_CASE = "closed_case"
    INVITATION = "invitation"
    CLOSED_ACCOUNT = "closed_account"
    DEVICE = "device"
    RETRY_KEY = "retry_key"
    ORPHAN_FILE = "orphan_file"
    ENDED = "ended"


ROOMS = frozenset({What.WITHDRAWN_REPORT, What.UNANSWERED_REPORT, What.ANSWERED_REPORT, What.WITHDRAWN_CASE, What.CLOSED_CASE})
"""What is announced, or at least waited for day by day, before it goes."""
STARTS = ("withdrawn", "written", "closed", "expired", "seen", "ended")


class BadRules(ValueError):
    """Rules that do not say what they must; the message names the place."""


@dataclass(frozen=True, slots=True)
class Rule:
    """How long something is kept: `years` and `days` after `start` (see STARTS). `law`: codes of where it comes from."""

    what: What
    years: int
    days: int
    start: str
    law: tuple[str, ...]

    def erased_on(self, start: date) -> date:
        """The first day on which it goes: the day after the last on which it is kept, so that no hour of it is missing."""
        return later(_years_later(start, self.years), self.days + 1)

    def latest_start(self, day: date) -> date:
        """What began later than this is kept beyond `day`; of what began on it or before, `erased_on` decides."""
        return later(_years_later(day, -self.years), -self.days)


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules. `notice`: days for which an erasure is announced."""

    notice: int
    of: Mapping[What, Rule]

    def steady(self, what: What) -> int:
        """Days that must have come one after the other since the clock last jumped, before a date alone ends something of this
        kind: as many as it is kept, and the one on which the clock jumped, but no more than the notice for which all else waits.
        """
        one = self.of[what]
        return self.notice if one.years else min(one.days + 1, self.notice)


@lru_cache(maxsize=1)
def rules() -> Rules:
    """The rules of this version. Raises BadRules."""
    source = files("remedy_api.deadlines") / "retention.toml"
    try:
        return read_rules(tomllib.loads(source.read_text("utf-8")))
    except (FileNotFoundError, tomllib.TOMLDecodeError) as error:
        raise BadRules("retention.toml") from error


def rule(what: What) -> Rule:
    """How long one thing is kept."""
    return rules().of[what]


def read_rules(data: Mapping[str, Any]) -> Rules:
    """The rules from their data, every member checked. Raises BadRules."""
    if set(data) != {"notice", *What}:
        raise BadRules("each rule once, and the notice")
    notice = _number(data["notice"], "notice")
    found = {what: _rule(what, data[what]) for what in What}
    if notice < 1:
        raise BadRules("notice")
    # A day that passes is counted: what is kept for a shorter time than the notice would be kept for the notice.
    if any(one.years == 0 and one.days < notice for what, one in found.items() if what in ROOMS):
        raise BadRules("kept for as long as the notice at least")
    return Rules(notice, found)


def _rule(what: What, data: Mapping[str, Any]) -> Rule:
    if not set(data) <= {"years", "days", "from", "law"} or ("years" in data) == ("days" in data):
        raise BadRules(what)
    if data.get("from") not in STARTS or not data.get("law"):
        raise BadRules(what)
    law = tuple(str(one) for one in data["law"])
    return Rule(what, _number(data.get("years", 0), what), _number(data.get("days", 0), what), data["from"], law)


def _number(value: object, place: str) -> int:
    if type(value) is not int or not 0 <= value <= 1000:
        raise BadRules(place)
    return value


def later(day: date, days: int) -> date:
    """So many days later, or earlier. Beyond the first and the last day that there are it is that one: a clock that shows such a
    day must not end the round that looks through everything.
    """
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def _years_later(day: date, years: int) -> date:
    year = day.year + years
    if not MINYEAR <= year <= MAXYEAR:
        return date.max if years > 0 else date.min
    try:
        return day.replace(year=year)
    except ValueError:
        # There is no 29 February then: a day later, never one earlier.
        return date(year, 3, 1)

"""An employer with a list of its staff looks for who complained, in what a buyer or a company is shown of a thousand cases.

Who complained went to the union on a day off, and the case began on that very day; what it is about fits that person. The attacker
knows everybody's days off, who is a woman and who came from abroad, and names one of those who fit everything that is shown.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

import pytest
from pydantic import ValidationError

from remedy_api.accounts.states import OrganisationKind
from remedy_api.cases.models import CaseFile
from remedy_api.cases.states import Band, Involvement, Issue, Stage
from remedy_api.consent.ledger import Consent
from remedy_api.consent.states import Audience, Content
from remedy_api.reporting import shown as serializer
from remedy_api.reporting.queries.parts import Material
from remedy_api.reporting.schemas import ShownCase
from remedy_api.reporting.viewer import Viewer

SITES = 1_000
TODAY = date(2026, 11, 26)
MOST = 1 / 5
BUYER = Viewer(OrganisationKind.BUYER, b"b" * 16, b"f" * 32, b"k" * 32)
FITTING: dict[Issue, Callable[["Worker"], bool]] = {
    Issue.RECRUITMENT_FEES: lambda one: one.from_abroad,
    Issue.DISCRIMINATION: lambda one: one.woman,
    Issue.WAGES: lambda one: True,
}


@dataclass(frozen=True)
class Worker:
    """What the employer knows of somebody."""

    day_off: date
    woman: bool
    from_abroad: bool


def staff(random: Random) -> list[Worker]:
    """Everybody at a site."""
    days = [date(2026, 9, 1) + timedelta(days=day) for day in range(90)]
    return [Worker(random.choice(days), random.random() < 0.5, random.random() < 0.3) for _ in range(random.randint(25, 250))]


def case_of(one: Worker, random: Random) -> Material:
    """The case of somebody who complained, with a consent to all its facts."""
    issue = random.choice([issue for issue, fits in FITTING.items() if fits(one)])
    file = CaseFile(
        case=random.randbytes(16),
        handle=random.randbytes(32),
        profile="default",
        stage=Stage.NOTIFICATION,
        stage_since=one.day_off,
        opened_on=one.day_off,
        workers_band=Band.UNDER_10,
        issues=[issue.value],
    )
    consent = Consent(random.randbytes(32), Audience.BUYERS, Content.FACTS, None, one.day_off)
    return Material(file, [consent], "BD", "Sunrise", [("Maker", Involvement.CAUSED)])


def fits(worker: Worker, seen: ShownCase) -> bool:
    """Whether somebody could be the one, by what is shown."""
    facts = seen.facts.shows
    same_time = worker.day_off.isoformat().startswith(facts.since)
    return same_time and all(FITTING[Issue(issue)](worker) for issue in facts.issues)


def named(*, by_day: bool = False) -> float:
    """How often the attacker names the right one; `by_day`: if he was told the day too."""
    random, right = Random(26), 0.0
    for _ in range(SITES):
        everybody = staff(random)
        complained = random.choice(everybody)
        seen = serializer.shown_case(case_of(complained, random), BUYER, TODAY)
        assert seen is not None
        suspects = [one for one in everybody if fits(one, seen) and (not by_day or one.day_off == complained.day_off)]
        right += 1 / len(suspects)
    return right / SITES


def test_the_employer_does_not_find_who_complained() -> None:
    assert named() <= MOST
    # The control: with the day instead of the month he finds them.
    assert named(by_day=True) > 2 * MOST


def test_a_day_in_place_of_a_month_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    random = Random(1)
    of = case_of(staff(random)[0], random)
    monkeypatch.setattr(serializer, "month", lambda day: day.isoformat())
    with pytest.raises(ValidationError):
        serializer.shown_case(of, BUYER, TODAY)

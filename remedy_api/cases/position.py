"""Where a case stands, as far as its next step depends on it: read from a signed history or from the rows kept of it."""

from dataclasses import dataclass
from datetime import date

from remedy_api.cases.states import Audience, Content, Stage


@dataclass(frozen=True, slots=True)
class Consent:
    """What the workers allowed to be shown to whom, and through which day; None: until they withdraw it.

    `digest`: of the event that gave it.
    """

    digest: bytes
    audience: Audience
    content: Content
    until: date | None
    given_on: date

    def is_live(self, today: date) -> bool:
        """Whether it holds on a day, its last day included."""
        return self.until is None or today <= self.until


@dataclass(frozen=True, slots=True)
class Position:
    """`kept`: what is kept sealed. `reports` and `duty_bearers` are numbers. `consents`: those that were not withdrawn."""

    stage: Stage | None
    suspended: bool
    closed_on: date | None
    kept: frozenset[str]
    issues: tuple[str, ...]
    duty_bearers: int
    reports: int
    consents: tuple[Consent, ...]

"""Where a case stands, as far as its next step depends on it: read from a signed history or from the rows kept of it."""

from dataclasses import dataclass
from datetime import date

from remedy_api.cases.states import Stage
from remedy_api.consent.ledger import Consent


@dataclass(frozen=True, slots=True)
class FindingStanding:
    """A finding in force. `concludes`: whoever made it may say what was found; `comments`: how many there are."""

    concludes: bool
    established: bool
    comments: int


@dataclass(frozen=True, slots=True)
class Plans:
    """What the tables of a case say of its plans. `steps_unverified`: of those in force; both None while there is none."""

    in_force_on: date | None = None
    steps_unverified: int | None = None


@dataclass(frozen=True, slots=True)
class Position:
    """`kept`: what is kept sealed. `reports`, `duty_bearers` and `tables` are numbers. `consents`: those that were not
    withdrawn. `findings`: those that were not replaced.
    """

    stage: Stage | None
    suspended: bool
    closed_on: date | None
    kept: frozenset[str]
    issues: tuple[str, ...]
    duty_bearers: int
    reports: int
    consents: tuple[Consent, ...]
    findings: tuple[FindingStanding, ...]
    tables: int
    plans: Plans
